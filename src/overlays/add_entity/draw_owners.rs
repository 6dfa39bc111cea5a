//! Draws the list that asks which entity a name is an alias of.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::overlays::add_entity::owners::{OwnerRow, Owners, frame, rows_of};
use crate::text::width::{clip, graphemes, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::{popup, text_line, write};

/// Minimum columns of a name, with the mark of the cursor before it, beside its kind.
const MIN_NAME: usize = 16;

/// Draws the list.
pub fn draw(owners: &Owners, canvas: &mut Canvas<'_>, ws: &Workspace) {
    let (theme, area) = (canvas.theme, frame(ws));
    let buffer = &mut *canvas.buffer;
    if area.width < 8 || area.height < 4 {
        return;
    }
    let room = usize::from(area.width).saturating_sub(6 + width(TITLE_END));
    let title = format!("{}{TITLE_END}", clip(&owners.choosing.text, room));
    popup::draw_in(theme, buffer, area, &title, &[], 0);
    let inner = Area { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: 1 };
    text_line::draw(theme, buffer, inner, "> ", &owners.line);
    let shown = owners.rows().iter().enumerate().skip(owners.cursor.top()).take(rows_of(area));
    for (y, (at, row)) in (inner.y + 1..).zip(shown) {
        draw_row(ws, theme, buffer, Area { y, ..inner }, row, at == owners.cursor.row());
    }
    let words = match owners.count() {
        None => " looking… ".to_owned(),
        Some(0) => " none ".to_owned(),
        Some(count) => format!(" {} of {count} ", owners.cursor.row() + 1),
    };
    write::right(buffer, Area { y: area.y + area.height - 1, ..inner }, &words, theme.quiet());
}

/// The end of the title, after the name.
const TITLE_END: &str = " is an alias of…";

fn draw_row(
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    row: &OwnerRow,
    is_at_cursor: bool,
) {
    let (mark, row_style) = if is_at_cursor { ("▸ ", theme.at_cursor()) } else { ("  ", theme.plain()) };
    write::fill(buffer, area, row_style);
    let kind = ws.index().gazetteer().kind(row.kind);
    let total = usize::from(area.width);
    let id = clip(kind.map_or("", |kind| kind.id.as_str()), total.saturating_sub(MIN_NAME + 2));
    let used = write::right(buffer, area, &id, theme.quiet().patch(row_style));
    let room = Area { width: area.width.saturating_sub(used + u16::from(used > 0) * 2), ..area };
    let mut column = write::piece(buffer, room, 0, mark, row_style);
    let base = kind.map_or(theme.plain(), |kind| theme.kind(kind)).patch(row_style);
    column += draw_name(theme, buffer, room, column, row, base);
    if !row.note.is_empty() {
        let note = Area { x: room.x + column, width: room.width.saturating_sub(column), ..room };
        write::line(buffer, note, &format!("  {}", row.note), theme.quiet().patch(row_style));
    }
}

/// Draws a name with the typed letters highlighted. Returns the number of columns used.
fn draw_name(theme: Theme, buffer: &mut Buffer, area: Area, from: u16, row: &OwnerRow, base: Style) -> u16 {
    let room = usize::from(area.width.saturating_sub(from));
    let name = clip(&row.name, room);
    let mut typed = row.typed.iter().copied().peekable();
    let mut used = 0;
    for (number, grapheme) in (0..).zip(graphemes(&name)) {
        let is_typed = typed.next_if_eq(&number).is_some();
        let style = if is_typed { base.patch(theme.typed()) } else { base };
        used += write::piece(buffer, area, from + used, grapheme.text, style);
    }
    used
}
