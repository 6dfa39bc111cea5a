//! The help: all commands with their keys, made from the command table.

use ratatui::buffer::Buffer;

use crate::app::commands::{COMMANDS, GROUPS, help_columns};
use crate::app::layout::Area;
use crate::app::state::State;
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Draws the help over the view.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, body: Area, top: usize) {
    let (columns, keys) = help_columns(body.width);
    let lines = lines(state, theme, usize::from(columns), keys);
    popup::draw(theme, buffer, body, "Keys", &lines, columns, top);
}

fn lines(state: &State, theme: Theme, columns: usize, key_columns: usize) -> Vec<PopupLine> {
    let mut lines = Vec::new();
    for (group, heading) in GROUPS {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![((*heading).to_owned(), theme.heading())]);
        for command in COMMANDS.iter().filter(|command| command.group == *group) {
            let keys = state.keymap.keys_of(command.name).join(" ");
            lines.extend(popup::labelled(
                &keys,
                theme.strong(),
                command.words,
                theme.plain(),
                key_columns,
                columns,
            ));
        }
    }
    lines
}
