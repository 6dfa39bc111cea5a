//! Draws the status line, which says where the reader is.

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::view::View;
use crate::ui::write;

/// Draws the status line of a view.
pub fn draw(view: &dyn View, ws: &Workspace, canvas: &mut Canvas<'_>, area: Area) {
    let style = canvas.theme.status();
    write::fill(canvas.buffer, area, style);
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let status = view.status(ws, usize::from(inner.width));
    write::line(canvas.buffer, inner, &status.text, style);
    if !status.right.is_empty() {
        write::right(canvas.buffer, inner, &status.right, style);
    }
}
