//! Writes text into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::text::width::{clip, display_text, graphemes, width};

/// Writes one line at the left of an area, truncated with an ellipsis if it is too long. Returns the columns used.
pub fn line(buffer: &mut Buffer, area: Area, text: &str, style: Style) -> u16 {
    let clipped = clip(text, usize::from(area.width));
    piece(buffer, area, 0, &clipped, style)
}

/// Writes one line aligned right in an area, truncated with an ellipsis if it is too long. Returns the columns used.
pub fn right(buffer: &mut Buffer, area: Area, text: &str, style: Style) -> u16 {
    let clipped = clip(text, usize::from(area.width));
    let used = width(&clipped) as u16;
    let start = area.width.saturating_sub(used);
    piece(buffer, area, start, &clipped, style);
    used
}

/// Writes text into the first row of an area, starting at a column of the area and clipped to the area. Tabs and line
/// breaks look as on the page. Returns the columns used.
pub fn piece(buffer: &mut Buffer, area: Area, column: u16, text: &str, style: Style) -> u16 {
    let mut used = 0;
    if area.height == 0 || !rect(area).intersects(buffer.area) {
        return 0;
    }
    for grapheme in graphemes(text) {
        let columns = grapheme.width as u16;
        let at = column.saturating_add(used);
        if at.saturating_add(columns) > area.width {
            break;
        }
        let x = area.x.saturating_add(at);
        buffer.set_stringn(x, area.y, display_text(grapheme.text), usize::from(columns), style);
        used += columns;
    }
    used
}

/// Clears all cells of an area and sets their style.
pub fn fill(buffer: &mut Buffer, area: Area, style: Style) {
    let rect = rect(area).intersection(buffer.area);
    for y in rect.y..rect.bottom() {
        for x in rect.x..rect.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Adds a style to all cells of an area and keeps their text.
pub fn restyle(buffer: &mut Buffer, area: Area, style: Style) {
    let rect = rect(area).intersection(buffer.area);
    buffer.set_style(rect, style);
}

/// Converts an area to ratatui's type.
pub fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
