//! Popups: boxes over the view, with lines that can be scrolled.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use crate::app::geometry::Area;
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write::{self, rect};

/// Minimum width of the text beside labels, in columns.
pub const MIN_COLUMNS: usize = 8;

/// One line of a popup: pieces of text with their styles.
pub type PopupLine = Vec<(String, Style)>;

/// Draws a popup in the middle of an area, for text of this many columns and as many rows as it has lines, at most as
/// large as the area. If it would take at least three quarters of the width, it takes all of it. Draws nothing if there
/// are no lines, or no room for any.
pub fn draw(
    theme: Theme,
    buffer: &mut Buffer,
    body: Area,
    title: &str,
    lines: &[PopupLine],
    columns: u16,
    top: usize,
) {
    let width = columns.saturating_add(4).min(body.width);
    // Do not leave a sliver of the view at either side: it would only show parts of words.
    let width = if width >= body.width / 4 * 3 { body.width } else { width };
    let height = (lines.len() as u16).saturating_add(2).min(body.height);
    if width < 5 || height < 3 {
        return;
    }
    let area =
        Area { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
    draw_in(theme, buffer, area, title, lines, top);
}

/// Draws a popup that fills an area. Draws nothing if the area has fewer than 5 columns or 3 rows.
pub fn draw_in(theme: Theme, buffer: &mut Buffer, area: Area, title: &str, lines: &[PopupLine], top: usize) {
    let Area { width, height, .. } = area;
    if width < 5 || height < 3 {
        return;
    }
    let rect = rect(area).intersection(buffer.area);
    Clear.render(rect, buffer);
    Block::bordered().title(format!(" {title} ")).title_style(theme.strong()).render(rect, buffer);
    let inner = Area { x: area.x + 2, y: area.y + 1, width: width - 4, height: height - 2 };
    let rows = usize::from(inner.height);
    let top = top.min(lines.len().saturating_sub(rows));
    for (y, line) in (inner.y..inner.y + inner.height).zip(lines.iter().skip(top)) {
        let mut column = 0;
        for (text, style) in line {
            column += write::piece(buffer, Area { y, height: 1, ..inner }, column, text, *style);
        }
    }
    if lines.len() > rows {
        let position = format!(" {}-{} of {} ", top + 1, top + rows, lines.len());
        let foot = Area { x: area.x + 2, y: area.y + height - 1, width: width - 4, height: 1 };
        write::right(buffer, foot, &position, theme.quiet());
    }
}

/// Wraps text to a number of columns, to the right of a label in a column of its own.
pub fn labelled(
    label: &str,
    label_style: Style,
    text: &str,
    style: Style,
    label_columns: usize,
    columns: usize,
) -> Vec<PopupLine> {
    let room = columns.saturating_sub(label_columns).max(MIN_COLUMNS);
    let rows = wrap(text, room);
    let mut lines: Vec<PopupLine> = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        let padding = label_columns.saturating_sub(crate::text::width::width(label));
        let words = text.get(row).unwrap_or_default().trim_end().to_owned();
        lines.push(vec![(label.to_owned(), label_style), (" ".repeat(padding), style), (words, style)]);
    }
    lines
}
