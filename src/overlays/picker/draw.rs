//! Draws a picker: the query, and the rows that match it.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use super::frame::Frame;
use super::rows::{PickRow, Target};
use crate::app::geometry::Area;
use crate::app::input::text_field::TextField;
use crate::app::workspace::Workspace;
use crate::text::width::{clip, graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::text_line;
use crate::ui::write::{self, rect};

/// Minimum columns of a row's text, with the mark before it, beside what is at the right.
const MIN_TEXT: usize = 24;

/// A picker to draw.
pub struct List<'a> {
    /// The title.
    pub title: &'a str,
    /// The text typed so far.
    pub line: &'a TextField,
    /// The rows.
    pub rows: &'a [PickRow],
    /// How many rows match, listed or not.
    pub count: usize,
    /// The row that Enter takes.
    pub at: Option<usize>,
    /// The first row shown.
    pub top: usize,
    /// True while the rows for the typed text have not arrived.
    pub is_waiting: bool,
    /// What Enter does, in a picker of commands.
    pub summary: Option<&'a str>,
}

/// Draws a picker in its frame.
pub fn draw(list: &List<'_>, frame: Frame, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, area) = (canvas.theme, frame.area);
    let buffer = &mut *canvas.buffer;
    if area.width < 8 || area.height < 4 {
        return;
    }
    let rect = rect(area).intersection(buffer.area);
    Clear.render(rect, buffer);
    let title = format!(" {} ", list.title);
    Block::bordered().title(title).title_style(theme.strong()).render(rect, buffer);
    let inner = Area { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: 1 };
    text_line::draw(theme, buffer, inner, "> ", list.line);
    let shown = list.rows.iter().enumerate().skip(list.top).take(frame.rows());
    for (y, (at, row)) in (inner.y + 1..).zip(shown) {
        draw_row(ws, theme, buffer, Area { y, ..inner }, row, Some(at) == list.at);
    }
    if let Some(summary) = list.summary {
        draw_summary(theme, buffer, frame, summary);
    }
    draw_foot(list, theme, buffer, Area { y: area.y + area.height - 1, ..inner });
}

/// Draws a rule and below it the summary of what Enter does, since the row of a command may be too short for it.
fn draw_summary(theme: Theme, buffer: &mut Buffer, frame: Frame, summary: &str) {
    let (area, rows) = (frame.area, frame.summary_rows);
    if rows == 0 {
        return;
    }
    let first = area.y + area.height - 1 - rows;
    let line = |at: u16| Area { x: area.x + 2, y: first + at, width: area.width - 4, height: 1 };
    write::line(buffer, line(0), &"─".repeat(usize::from(line(0).width)), theme.quiet());
    for (at, row) in (1..rows).zip(wrap(summary, usize::from(line(0).width))) {
        write::line(buffer, line(at), summary.get(row).unwrap_or_default().trim_end(), theme.plain());
    }
}

fn draw_foot(list: &List<'_>, theme: Theme, buffer: &mut Buffer, area: Area) {
    let words = match (list.at, list.count) {
        _ if list.is_waiting && list.rows.is_empty() => " looking… ".to_owned(),
        (_, 0) if list.summary.is_some() => return,
        (_, 0) => " none ".to_owned(),
        (Some(at), count) => format!(" {} of {count} ", at + 1),
        (None, count) => format!(" {count} "),
    };
    write::right(buffer, area, &words, theme.quiet());
}

fn draw_row(
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    row: &PickRow,
    is_at_cursor: bool,
) {
    let row_style = if is_at_cursor { theme.at_cursor() } else { theme.plain() };
    write::fill(buffer, area, row_style);
    let gazetteer = ws.index().gazetteer();
    let kind = match row.meant.target {
        Target::Entity(_, kind) => gazetteer.kind(kind),
        Target::Article(_) | Target::Command(_) => None,
    };
    // An entity's kind and a command's keys are short; an article's source and date may have to be clipped.
    let right = kind.map_or(row.note.as_str(), |kind| kind.id.as_str());
    let total = usize::from(area.width);
    let right = clip(right, total.saturating_sub(MIN_TEXT + 2));
    let used = write::right(buffer, area, &right, theme.quiet().patch(row_style));
    let room = Area { width: area.width.saturating_sub(used + u16::from(used > 0) * 2), ..area };
    // As in the panes: ▸ marks what is open or selected, and the row at the cursor is reversed.
    let mark = if is_current(ws, &row.meant.target) { "▸ " } else { "  " };
    write::piece(buffer, room, 0, mark, if is_at_cursor { row_style } else { theme.mark() });
    let base = kind.map_or(theme.plain(), |kind| theme.kind(kind)).patch(row_style);
    let column = draw_typed(theme, buffer, room, 2, row, base);
    if kind.is_some() && !row.note.is_empty() {
        let note = Area { x: room.x + column, width: room.width.saturating_sub(column), ..room };
        write::line(buffer, note, &format!("  {}", row.note), theme.quiet().patch(row_style));
    }
}

/// Draws the text of a row with the typed letters highlighted. Returns the column after it.
fn draw_typed(theme: Theme, buffer: &mut Buffer, area: Area, from: u16, row: &PickRow, base: Style) -> u16 {
    let mut column = from;
    let is_long = usize::from(from) + width(&row.meant.text) > usize::from(area.width);
    let end = area.width.saturating_sub(u16::from(is_long));
    let mut typed = row.meant.typed.iter().copied().peekable();
    for (number, grapheme) in (0..).zip(graphemes(&row.meant.text)) {
        let is_typed = typed.next_if_eq(&number).is_some();
        if column + grapheme.width as u16 > end {
            return column + write::piece(buffer, area, column, "…", base);
        }
        let style = if is_typed { base.patch(theme.typed()) } else { base };
        column += write::piece(buffer, area, column, grapheme.text, style);
    }
    column
}

/// True if a row is the open article or the selected entity.
fn is_current(ws: &Workspace, target: &Target) -> bool {
    match target {
        Target::Article(key) => ws.is_open(key),
        Target::Entity(key, _) => ws.selection.entity() == Some(key),
        Target::Command(_) => false,
    }
}
