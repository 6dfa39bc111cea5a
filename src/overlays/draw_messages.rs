//! Draws the box of all messages.

use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Draws the box, with this many columns of text.
pub fn draw(columns: u16, top: usize, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let mut lines: Vec<PopupLine> = Vec::new();
    for notice in ws.problems() {
        let style = if notice.is_problem { theme.plain() } else { theme.quiet() };
        lines.extend(popup::labelled("", style, &notice.text, style, 0, usize::from(columns)));
    }
    popup::draw(theme, canvas.buffer, ws.layout().body, "Messages", &lines, columns, top);
}
