//! Draws the menu of kinds.

use crate::app::input::label_letters::kind_keys;
use crate::app::workspace::Workspace;
use crate::gazetteer::Kind;
use crate::text::width::{clip, width};
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Columns of a row beside its label.
const BESIDE_LABEL: usize = 10;

/// Draws the menu with the cursor on a row.
pub fn draw(at: usize, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, body) = (canvas.theme, ws.layout().body);
    let kinds = &ws.index().gazetteer().kinds;
    let room = usize::from(body.width).saturating_sub(4);
    let widest = kinds.iter().map(|kind| width(&kind.label)).max().unwrap_or(0);
    let columns = (widest + BESIDE_LABEL).max(width("Kinds shown") + 2).min(room);
    let keys = kind_keys().map(Some).chain(std::iter::repeat(None));
    let line = |(row, (kind, key)): (usize, (&Kind, Option<char>))| -> PopupLine {
        let is_hidden = ws.selection.hidden().contains(&kind.id);
        let row_style = if row == at { theme.at_cursor() } else { theme.plain() };
        let style = if is_hidden { theme.quiet() } else { theme.kind(kind) };
        let label = clip(&kind.label, columns.saturating_sub(BESIDE_LABEL));
        let rest = columns.saturating_sub(BESIDE_LABEL + width(&label));
        let key = format!("{}   ", key.unwrap_or(' '));
        vec![
            (if row == at { "▸ " } else { "  " }.to_owned(), row_style),
            (key, if row == at { row_style } else { theme.strong() }),
            (if is_hidden { "[ ] " } else { "[x] " }.to_owned(), row_style),
            (label.into_owned(), style.patch(row_style)),
            (" ".repeat(rest), row_style),
        ]
    };
    let lines: Vec<PopupLine> = kinds.iter().zip(keys).enumerate().map(line).collect();
    let top = at.saturating_sub(usize::from(body.height.saturating_sub(3)));
    popup::draw(theme, canvas.buffer, body, "Kinds shown", &lines, columns as u16, top);
}
