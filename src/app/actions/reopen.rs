//! Opening an article again because its text has changed.

use crate::app::document::{Document, ViewportTop, anchor};
use crate::app::queries::OpenArticleQuery;
use crate::app::state::jump::{JumpTarget, PendingJump};
use crate::app::workspace::Workspace;

/// Opens the article again if the index has mentions of another version of its text. Waits while an overlay holds the
/// page.
pub fn reopen_if_changed(ws: &mut Workspace) {
    if ws.pending_jump.is_some() || is_held(ws) {
        return;
    }
    let Some(open) = &ws.open else { return };
    let row = ws.index().find(&open.article.key).and_then(|id| ws.index().row(id));
    let Some(known) = row.map(|row| row.fingerprint).filter(|known| *known != open.fingerprint) else {
        return;
    };
    let key = open.article.key.clone();
    ws.pending_jump = Some(PendingJump { key: key.clone(), landing: JumpTarget::LastPosition });
    ws.opening.start(OpenArticleQuery { key, known: Some(known) });
}

/// True if reopening has to wait; [`live_update::catch_up`](super::live_update::catch_up) tries again.
fn is_held(ws: &mut Workspace) -> bool {
    ws.file_changes.is_stale |= ws.overlaid.holds_page;
    ws.file_changes.is_stale
}

/// Returns the page and the current mention in a new version of the open article. None if it does not contain the page.
pub fn position_after_reload(ws: &Workspace, opened: &Document) -> Option<(ViewportTop, Option<usize>)> {
    let open = ws.open.as_ref()?;
    let (old, new) = (open.article.text.as_str(), opened.article.text.as_str());
    let offset = anchor::moved(old, new, ws.viewport.offset)?;
    let mention = ws.current_mention.and_then(|mention| anchor::moved(old, new, mention));
    Some((ViewportTop { offset, gap: ws.viewport.gap }, mention))
}
