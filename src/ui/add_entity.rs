//! The box that asks what a name is.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::overlays::add_entity::Choosing;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// The widest name shown whole in the title, in columns.
const WIDEST_NAME: usize = 44;

/// Draws the box over the view that asks what a name is.
pub fn draw(choosing: &Choosing, theme: Theme, buffer: &mut Buffer, body: Area) {
    let title = format!("Add {}", clip(&choosing.text, WIDEST_NAME.min(usize::from(body.width) / 2)));
    let room = usize::from(body.width).saturating_sub(4);
    let widest = choosing.choices.iter().map(|choice| width(&choice.words) + 6).max().unwrap_or(0);
    let columns = widest.max(width(&title) + 4).min(room);
    let lines = lines(choosing, theme, columns);
    let top = choosing.at.saturating_sub(usize::from(body.height.saturating_sub(3)));
    popup::draw(theme, buffer, body, &title, &lines, columns as u16, top);
}

fn lines(choosing: &Choosing, theme: Theme, columns: usize) -> Vec<PopupLine> {
    let line = |(at, choice): (usize, &crate::app::overlays::add_entity::Choice)| {
        let is_under_hand = at == choosing.at;
        let (mark, style) = if is_under_hand { ("▸ ", theme.at_cursor()) } else { ("  ", theme.plain()) };
        let key = choice.key.unwrap_or(' ').to_string();
        let words = clip(&choice.words, columns.saturating_sub(6));
        let rest = columns.saturating_sub(6 + width(&words));
        vec![
            (mark.to_owned(), style),
            (format!("{key}   "), if is_under_hand { style } else { theme.strong() }),
            (format!("{words}{}", " ".repeat(rest)), style),
        ]
    };
    choosing.choices.iter().enumerate().map(line).collect()
}
