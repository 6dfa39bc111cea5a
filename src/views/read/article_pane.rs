//! The article list: how many articles fit, and opening the one at the cursor.

use crate::app::actions::{article_filter, go_to};
use crate::app::geometry::Pane;
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;

/// Rows of an article in the list: one or two for its title, then one for its source and date.
pub const ROWS_PER_ARTICLE: usize = 3;

/// Returns how many articles fit in the list, at least 1.
pub fn capacity(ws: &Workspace) -> usize {
    (usize::from(ws.layout().body.height) / ROWS_PER_ARTICLE).max(1)
}

/// Opens the article at the cursor and focuses the text.
pub fn open_at_cursor(ws: &mut Workspace) {
    ws.focus = Pane::Text;
    let Some(article) = article_filter::id_at_cursor(ws) else { return };
    if Some(article) != ws.open_id() {
        go_to::jump(ws, article, JumpTarget::LastPosition);
    }
}
