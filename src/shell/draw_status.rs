//! Draws the status line, which shows the reading position, and what is switched off or filtered.

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::shell::badges::{self, Badge, Part};
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::view::{Status, View};
use crate::ui::write;

/// Draws the status line of a view.
pub fn draw(view: &dyn View, ws: &Workspace, canvas: &mut Canvas<'_>, area: Area) {
    let style = canvas.theme.status();
    write::fill(canvas.buffer, area, style);
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let badges = badges::of(ws, view.id());
    let (status, row) = fitted(view, ws, &badges, usize::from(inner.width));
    write::line(canvas.buffer, inner, &status.text, style);
    let mut right = inner;
    if !status.right.is_empty() {
        let used = write::right(canvas.buffer, inner, &status.right, style);
        right.width = right.width.saturating_sub(used + GAP as u16);
    }
    let mut column = right.width.saturating_sub(badges::columns(&row) as u16);
    for part in &row {
        let style = match part {
            Part::Words(_) => style,
            Part::Key(_) => style.patch(canvas.theme.strong()),
        };
        column += write::piece(canvas.buffer, right, column, part.text(), style);
    }
}

/// Minimum columns between the position and the badges, and between the badges and what is to the right of them.
const GAP: usize = 3;

/// Returns the view's status with as many badges as fit beside it: at least their number, unless even that leaves
/// too little room for the status text.
fn fitted(view: &dyn View, ws: &Workspace, badges: &[Badge], columns: usize) -> (Status, Vec<Part>) {
    let whole = view.status(ws, columns);
    if badges.is_empty() {
        return (whole, Vec::new());
    }
    // Drop a badge rather than cut off the end of a name.
    let is_cut = |status: &Status| status.text.contains('…') && !whole.text.contains('…');
    for row in badges::rows(badges) {
        let room = columns.saturating_sub(badges::columns(&row) + GAP);
        let status = view.status(ws, room);
        let beside = if status.right.is_empty() { 0 } else { width(&status.right) + GAP };
        let is_count_only = !row.iter().any(|part| matches!(part, Part::Key(_)));
        let is_whole = is_count_only || !is_cut(&status);
        if room > 0 && width(&status.text) + beside <= room && is_whole {
            return (status, row);
        }
    }
    (whole, Vec::new())
}
