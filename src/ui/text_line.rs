//! Draws a line that is being typed, and lines above the status line.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::app::input::text_field::TextField;
use crate::text::width::{graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write;

/// Draws a line that is being typed after a prompt, with its cursor. If the line is longer than the row, shows the part
/// that contains the cursor.
pub fn draw(theme: Theme, buffer: &mut Buffer, area: Area, prompt: &str, line: &TextField) {
    let (mut before, after) = line.parts();
    while width(prompt) + width(before) + 1 > usize::from(area.width) {
        let Some((_, rest)) = before.char_indices().nth(1).map(|(at, _)| before.split_at(at)) else { break };
        before = rest;
    }
    let mut column = write::piece(buffer, area, 0, prompt, theme.strong());
    let style = if line.is_offered() { theme.picked() } else { theme.plain() };
    column += write::piece(buffer, area, column, before, style);
    let at_cursor = graphemes(after).next().map_or(" ", |first| first.text);
    column += write::piece(buffer, area, column, at_cursor, theme.at_cursor());
    write::piece(buffer, area, column, after.get(at_cursor.len()..).unwrap_or_default(), theme.plain());
}

/// Maximum number of rows of text above the status line.
const MAX_ROWS_ABOVE: usize = 4;

/// Draws text that is too long for its own row, `area`, above the status line and below a rule. If the screen has too
/// few rows, draws nothing and returns false: the page then matters more than the end of the text.
pub fn draw_above(theme: Theme, buffer: &mut Buffer, area: Area, text: &str, style: Style) -> bool {
    let rows = wrap(text, usize::from(area.width).max(1));
    let shown = rows.len().min(MAX_ROWS_ABOVE) as u16;
    let Some(rule) = area.y.checked_sub(shown + 2).filter(|rule| *rule > shown) else { return false };
    let whole = |y: u16| Area { x: area.x.saturating_sub(1), width: area.width + 2, y, ..area };
    write::fill(buffer, whole(rule), theme.plain());
    write::line(buffer, whole(rule), &"─".repeat(usize::from(area.width) + 2), theme.quiet());
    for (y, row) in (rule + 1..=rule + shown).zip(&rows) {
        write::fill(buffer, whole(y), theme.plain());
        let end = if y == rule + shown { text.len() } else { row.end };
        let text = text.get(row.start..end).unwrap_or_default().trim_end();
        write::line(buffer, Area { y, ..area }, text, style);
    }
    true
}
