//! Draws the last row: hints for keys, what is being typed, or a message.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::input::READ;
use crate::app::input::command::Count;
use crate::app::workspace::Workspace;
use crate::text::width::{clip, width};
use crate::ui::canvas::Canvas;
use crate::ui::overlay::Overlay;
use crate::ui::view::View;
use crate::ui::{text_line, write};

/// Draws the row for a view and the overlay on top of it.
pub fn draw(
    view: &dyn View,
    top: Option<&dyn Overlay>,
    count: Count,
    ws: &Workspace,
    canvas: &mut Canvas<'_>,
    area: Area,
) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if top.is_some_and(|top| top.draw_line(canvas, ws, inner)) {
        return;
    }
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    if let Some([long, short]) = top.and_then(|top| top.keys_help(ws)) {
        let words = if width(long) <= usize::from(inner.width) { long } else { short };
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if let Some(words) = view.keys_help(ws) {
        write::line(buffer, inner, words, theme.quiet());
        return;
    }
    if let Some(message) = ws.notices.message() {
        let style = if message.is_problem { theme.problem() } else { theme.strong() };
        let is_long = width(&message.text) > usize::from(inner.width);
        if !(is_long && text_line::draw_above(theme, buffer, inner, &message.text, style)) {
            write::line(buffer, inner, &message.text, style);
            return;
        }
    }
    let mut column = 0;
    if let Some(count) = count {
        column += write::piece(buffer, inner, 0, &format!("{count} "), theme.strong());
    }
    if view.id() == READ
        && let Some(search) = &ws.search
        && let Some(at) = search.at
    {
        let plus = if search.is_truncated { "+" } else { "" };
        let number = format!(" hit {} of {}{plus}", at + 1, search.hits().len());
        let has_all_counts = ws.corpus_search.counts_for(&search.expression).is_some();
        let all = if has_all_counts {
            format!(" here, {}{} in all", ws.corpus_search.total(), ws.loading.plus())
        } else {
            String::new()
        };
        // The counts matter more than the end of a long expression.
        let room = usize::from(inner.width / 2).saturating_sub(width(&number) + width(&all));
        let expression = format!("/{}", search.expression);
        let words = format!("{}{number}{all}", clip(&expression, room.max(MIN_EXPRESSION)));
        column += write::piece(buffer, inner, column, &words, theme.plain()) + 3;
    }
    // Help and close are at the right, if there is room for them; the others come in order of likelihood.
    let hints = top.and_then(|top| top.hints(ws)).unwrap_or_else(|| view.hints(ws));
    let is_idle = |name: &str| match top.filter(|top| top.hints(ws).is_some()) {
        Some(top) => top.is_idle(ws, name),
        None => view.is_idle(ws, name),
    };
    let (last, others): (Vec<_>, Vec<_>) = hints
        .iter()
        .copied()
        .filter(|(name, _)| !is_idle(name))
        .partition(|(name, _)| ALWAYS_HINTED.contains(name));
    let columns = |hints: &[(&str, &str)]| -> u16 {
        hints.iter().map(|(name, words)| (width(key_of(ws, name)) + width(words) + 4) as u16).sum()
    };
    let mut end = inner.width.saturating_sub(columns(&last).saturating_sub(3));
    if end <= column {
        end = inner.width;
    }
    let draw = |buffer: &mut Buffer, column: u16, (name, words): (&str, &str)| {
        let used = write::piece(buffer, inner, column, key_of(ws, name), theme.strong());
        used + write::piece(buffer, inner, column + used + 1, words, theme.quiet()) + 4
    };
    for hint in others {
        if column + columns(&[hint]) > end + 1 {
            break;
        }
        column += draw(buffer, column, hint);
    }
    if end < inner.width {
        for hint in last {
            end += draw(buffer, end, hint);
        }
    }
}

/// A longer expression is cut to no fewer columns than this, to make room for the number of hits.
const MIN_EXPRESSION: usize = 8;

/// Commands whose hints come last, at the right, and get their room before the others.
const ALWAYS_HINTED: &[&str] = &["help", "close"];

/// Returns the key that a hint shows for a command: the first one with a short name, else the first one.
fn key_of<'a>(ws: &'a Workspace, name: &'a str) -> &'a str {
    let keys = ws.keymap.keys_of(name);
    let short = keys.iter().find(|key| width(key) <= MAX_KEY);
    short.map_or_else(|| ws.keymap.key_of(name), String::as_str)
}

/// Maximum columns of a key's name in a hint, if the command has a key with such a name.
const MAX_KEY: usize = 5;
