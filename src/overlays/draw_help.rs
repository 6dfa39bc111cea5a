//! Draws the help.

use std::borrow::Cow;

use crate::app::geometry::Area;
use crate::app::input::command::CommandSpec;
use crate::app::workspace::Workspace;
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Draws commands under their headings. `columns` is the width of the text, `key_columns` the part of it that the keys
/// take.
pub fn draw(
    sections: &[(Cow<'static, str>, Vec<&'static CommandSpec>)],
    (filter, is_typing): (&str, bool),
    (columns, key_columns): (u16, usize),
    top: usize,
    ws: &Workspace,
    canvas: &mut Canvas<'_>,
) {
    let body = ws.layout().body;
    let lines = lines(sections, ws, canvas.theme, usize::from(columns), key_columns);
    let title = match (filter, is_typing) {
        ("", false) => "Keys".to_owned(),
        (_, true) => format!("Keys /{filter}▏"),
        (_, false) => format!("Keys /{filter}"),
    };
    // The box keeps its size while the commands are filtered.
    let lines = if filter.is_empty() && !is_typing { lines } else { filled(lines, body) };
    popup::draw(canvas.theme, canvas.buffer, body, &title, &lines, columns, top);
}

fn filled(mut lines: Vec<PopupLine>, body: Area) -> Vec<PopupLine> {
    lines.resize(lines.len().max(usize::from(body.height.saturating_sub(2))), Vec::new());
    lines
}

fn lines(
    sections: &[(Cow<'static, str>, Vec<&'static CommandSpec>)],
    ws: &Workspace,
    theme: Theme,
    columns: usize,
    key_columns: usize,
) -> Vec<PopupLine> {
    let mut lines = Vec::new();
    for (heading, commands) in sections {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![(heading.clone().into_owned(), theme.heading())]);
        for command in commands {
            let keys = ws.keymap.ways_of(command.name);
            let summary = command.summary;
            lines.extend(popup::labelled(
                &keys,
                theme.strong(),
                summary,
                theme.plain(),
                key_columns,
                columns,
            ));
        }
    }
    if lines.is_empty() {
        lines.push(vec![("no matching key".to_owned(), theme.quiet())]);
    }
    lines
}
