//! The card of the selected entity: what the list says of it, and how the articles write it.

use ratatui::buffer::Buffer;

use crate::app::overlays::card;
use crate::app::state::State;
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Draws the card over the view.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, top: usize) {
    let Some(name) = card::title(state) else { return };
    let columns = card::columns(state);
    let mut lines: Vec<PopupLine> = Vec::new();
    for (label, text) in card::facts(state) {
        lines.extend(popup::labelled(
            label,
            theme.quiet(),
            &text,
            theme.plain(),
            card::LABEL_COLUMNS,
            usize::from(columns),
        ));
    }
    popup::draw_in(theme, buffer, card::area(state), &name, &lines, top);
}
