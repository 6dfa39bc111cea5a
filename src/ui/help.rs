//! The help: all commands with their keys, made from the command table.

use ratatui::buffer::Buffer;

use crate::app::commands::{COMMANDS, GROUPS};
use crate::app::layout::Area;
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Columns of the help where there is room.
const WIDEST: u16 = 86;
/// Columns that keys take.
const KEY_COLUMNS: usize = 20;

/// Draws the help over the view.
pub fn draw(theme: Theme, buffer: &mut Buffer, body: Area, top: usize) {
    let columns = WIDEST.min(body.width.saturating_sub(4));
    let lines = lines(theme, usize::from(columns));
    popup::draw(theme, buffer, body, "Keys", &lines, columns, top);
}

fn lines(theme: Theme, columns: usize) -> Vec<PopupLine> {
    let mut lines = Vec::new();
    for (group, heading) in GROUPS {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![((*heading).to_owned(), theme.heading())]);
        for command in COMMANDS.iter().filter(|command| command.group == *group) {
            let keys = command.keys.join(" ");
            let label_columns = KEY_COLUMNS.min(columns / 2);
            lines.extend(popup::labelled(
                &keys,
                theme.strong(),
                command.words,
                theme.plain(),
                label_columns,
                columns,
            ));
        }
    }
    lines
}
