//! Draws the heading of a face, and its lines or why there are none.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::write;
use crate::views::compare::draw_faces::draw_faces;
use crate::views::compare::list::draw_lines;
use crate::views::compare::list::heading::{empty_message, heading};
use crate::views::compare::list::line::Line;
use crate::views::compare::list::view_state::{Compare, list_area};

/// Draws the view.
pub fn draw(view: &Compare, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    if parts.heading.height > 0 {
        draw_heading(view, ws, theme, buffer, parts.heading);
    }
    let list = list_area(ws);
    if let Some(message) = empty_message(view, ws) {
        write::line(buffer, inner(list), &message, theme.quiet());
        return;
    }
    let at_cursor = view.line();
    let belongs = |line: &Line| match (at_cursor, line) {
        (Some(Line::Place { at, place, .. }), Line::Place { at: other, place: other_place, .. }) => {
            at == other && place == other_place
        }
        _ => false,
    };
    let lines = view.lines.lines.iter().enumerate().skip(view.cursor.top);
    for (y, (at, line)) in (list.y..list.y + list.height).zip(lines) {
        let area = Area { y, height: 1, ..list };
        draw_lines::draw(view, ws, line, theme, buffer, inner(area));
        if at == view.cursor.at || belongs(line) {
            // A long sentence in reverse would be hard to read, so only the margin beside it is.
            let is_sentence = matches!(line, Line::Place { .. });
            let area = if is_sentence { draw_lines::margin(inner(area)) } else { area };
            write::restyle(buffer, area, theme.at_cursor());
        }
    }
}

fn inner(area: Area) -> Area {
    Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Draws the heading, and which face is shown.
fn draw_heading(view: &Compare, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let style = theme.focused_heading();
    write::fill(buffer, area, style);
    let area = inner(area);
    let words = heading(view, ws, usize::from(area.width));
    let used = write::line(buffer, area, &words, style);
    draw_faces(theme, buffer, area, usize::from(used), view.face.title());
}
