//! Draws the card.

use super::facts::{Fact, LABEL_COLUMNS};
use crate::app::geometry::Area;
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Draws the card in an area.
pub fn draw(title: &str, facts: &[Fact], area: Area, top: usize, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let columns = usize::from(area.width.saturating_sub(4));
    let mut lines: Vec<PopupLine> = Vec::new();
    for (label, text) in facts {
        lines.extend(popup::labelled(label, theme.quiet(), text, theme.plain(), LABEL_COLUMNS, columns));
    }
    popup::draw_in(theme, canvas.buffer, area, title, &lines, top);
}
