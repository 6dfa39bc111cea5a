//! The box of all messages: what could not be read, and what was passed over.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::overlays::messages;
use crate::app::state::State;
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Draws the box over the view.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, body: Area, top: usize) {
    let columns = messages::columns(state);
    let mut lines: Vec<PopupLine> = Vec::new();
    for told in &state.problems {
        let style = if told.is_notice { theme.quiet() } else { theme.plain() };
        lines.extend(popup::labelled("", style, &told.words, style, 0, usize::from(columns)));
    }
    popup::draw(theme, buffer, body, "Messages", &lines, columns, top);
}
