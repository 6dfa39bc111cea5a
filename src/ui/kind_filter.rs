//! The menu of kinds.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::input::label_letters::kind_keys;
use crate::app::overlays::kind_filter::KindFilter;
use crate::app::state::State;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Columns of a row beside its label.
const BESIDE_LABEL: usize = 10;

/// Draws the menu over the view.
pub fn draw(menu: KindFilter, state: &State, theme: Theme, buffer: &mut Buffer, body: Area) {
    let at = menu.at;
    let kinds = &state.index.gazetteer().kinds;
    let room = usize::from(body.width).saturating_sub(4);
    let widest = kinds.iter().map(|kind| width(&kind.label)).max().unwrap_or(0);
    let columns = (widest + BESIDE_LABEL).max(width("Kinds shown") + 2).min(room);
    let keys = kind_keys().map(Some).chain(std::iter::repeat(None));
    let line = |(row, (kind, key)): (usize, (&crate::gazetteer::Kind, Option<char>))| -> PopupLine {
        let is_hidden = state.hidden.contains(&kind.id);
        let under = if row == at { theme.at_cursor() } else { theme.plain() };
        let look = if is_hidden { theme.quiet() } else { theme.kind(kind) };
        let label = clip(&kind.label, columns.saturating_sub(BESIDE_LABEL));
        let rest = columns.saturating_sub(BESIDE_LABEL + width(&label));
        let key = format!("{}   ", key.unwrap_or(' '));
        vec![
            (if row == at { "▸ " } else { "  " }.to_owned(), under),
            (key, if row == at { under } else { theme.strong() }),
            (if is_hidden { "[ ] " } else { "[x] " }.to_owned(), under),
            (label.into_owned(), look.patch(under)),
            (" ".repeat(rest), under),
        ]
    };
    let lines: Vec<PopupLine> = kinds.iter().zip(keys).enumerate().map(line).collect();
    let top = at.saturating_sub(usize::from(body.height.saturating_sub(3)));
    popup::draw(theme, buffer, body, "Kinds shown", &lines, columns as u16, top);
}
