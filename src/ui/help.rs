//! The help: all commands with their keys, made from the command table.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::overlays::help::{Help, columns, shown};
use crate::app::state::State;
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Draws the help over the view.
pub fn draw(help: &Help, state: &State, theme: Theme, buffer: &mut Buffer, body: Area) {
    let (columns, keys) = columns(body.width);
    let lines = lines(help, state, theme, usize::from(columns), keys);
    let (sought, is_typing) = (help.filter.text(), help.is_typing);
    let title = match (sought, is_typing) {
        ("", false) => "Keys".to_owned(),
        (_, true) => format!("Keys /{sought}▏"),
        (_, false) => format!("Keys /{sought}"),
    };
    // While something is looked for the box stays as large as it was.
    let lines = if sought.is_empty() && !is_typing { lines } else { filled(lines, body) };
    popup::draw(theme, buffer, body, &title, &lines, columns, help.scroll.top);
}

fn filled(mut lines: Vec<PopupLine>, body: Area) -> Vec<PopupLine> {
    lines.resize(lines.len().max(usize::from(body.height.saturating_sub(2))), Vec::new());
    lines
}

fn lines(help: &Help, state: &State, theme: Theme, columns: usize, key_columns: usize) -> Vec<PopupLine> {
    let mut lines = Vec::new();
    for (heading, commands) in shown(state, help) {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![(heading.to_owned(), theme.heading())]);
        for command in commands {
            let keys = state.keymap.ways_of(command.name);
            let words = command.summary;
            lines.extend(popup::labelled(&keys, theme.strong(), words, theme.plain(), key_columns, columns));
        }
    }
    if lines.is_empty() {
        lines.push(vec![("no key does this".to_owned(), theme.quiet())]);
    }
    lines
}
