//! Draws which of the faces is shown, at the right of a heading.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::app::geometry::Area;
use crate::text::width::width;
use crate::ui::Theme;
use crate::ui::write;
use crate::views::compare::faces::{Face, MATRIX};

/// Columns between the words of the heading and the names of the faces.
const GAP: usize = 3;

/// Draws the names of all faces with the one of this title marked, else its number, else nothing: whatever there is room
/// for beside the words of the heading, which take `used` columns.
pub fn draw_faces(theme: Theme, buffer: &mut Buffer, heading: Area, used: usize, title: &str) {
    let style = theme.focused_heading();
    let mut faces: Vec<&str> = Face::ALL.into_iter().map(Face::title).collect();
    faces.insert(1, MATRIX.title);
    let columns = usize::from(heading.width);
    let names = faces.iter().map(|face| width(face) + 1).sum::<usize>() - 1;
    if used + GAP + names <= columns {
        let other = theme.heading().remove_modifier(Modifier::BOLD);
        let mut column = columns - names;
        for face in faces {
            let style = if face == title { style } else { other };
            write::piece(buffer, heading, u16::try_from(column).unwrap_or(u16::MAX), face, style);
            column += width(face) + 1;
        }
        return;
    }
    let number = faces.iter().position(|face| *face == title).map_or(0, |at| at + 1);
    let place = format!("{number} of {}", faces.len());
    if used + GAP + width(&place) <= columns {
        write::right(buffer, heading, &place, style);
    }
}
