//! Draws the menu that asks what a name is.

use crate::app::geometry::Area;
use crate::overlays::add_entity::choosing::{Choice, Choosing};
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Maximum columns of the name in the title.
const MAX_NAME: usize = 44;

/// Draws the menu over an area.
pub fn draw(choosing: &Choosing, canvas: &mut Canvas<'_>, body: Area) {
    let theme = canvas.theme;
    let title = format!("Add {}", clip(&choosing.text, MAX_NAME.min(usize::from(body.width) / 2)));
    let room = usize::from(body.width).saturating_sub(4);
    let widest = choosing.choices.iter().map(|choice| width(&choice.words) + 6).max().unwrap_or(0);
    let columns = widest.max(width(&title) + 4).min(room);
    let lines = lines(choosing, theme, columns);
    let top = choosing.at.saturating_sub(usize::from(body.height.saturating_sub(3)));
    popup::draw(theme, canvas.buffer, body, &title, &lines, columns as u16, top);
}

fn lines(choosing: &Choosing, theme: Theme, columns: usize) -> Vec<PopupLine> {
    let line = |(at, choice): (usize, &Choice)| {
        let is_at_cursor = at == choosing.at;
        let (mark, style) = if is_at_cursor { ("▸ ", theme.at_cursor()) } else { ("  ", theme.plain()) };
        let key = choice.key.unwrap_or(' ').to_string();
        let words = clip(&choice.words, columns.saturating_sub(6));
        let rest = columns.saturating_sub(6 + width(&words));
        vec![
            (mark.to_owned(), style),
            (format!("{key}   "), if is_at_cursor { style } else { theme.strong() }),
            (format!("{words}{}", " ".repeat(rest)), style),
        ]
    };
    choosing.choices.iter().enumerate().map(line).collect()
}
