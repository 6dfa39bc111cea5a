//! The list as it changes under the reader: read again, with everything in its place.

use std::sync::Arc;

use crate::app::action::{Effect, Listed};
use crate::app::document::Document;
use crate::app::document::ViewportTop;
use crate::app::document::anchor;
use crate::app::live_update;
use crate::app::queries::OpenArticleQuery;
use crate::app::state::{JumpTarget, PendingJump, State};
use crate::mention::EntityKey;

/// Takes a list that was read again; one with errors leaves the one before in its place.
pub fn take(state: &mut State, outcome: Result<Listed, String>) -> Vec<Effect> {
    match outcome {
        Ok(listed) => {
            state.list_problem = None;
            state.list_name = listed.name;
            state.notify(listed.words);
            let is_listed = |key: &EntityKey| listed.matcher.gazetteer().find_id(&key.id).is_some();
            if listed.added.is_some() {
                state.selected_before = std::mem::replace(&mut state.selected, listed.added);
            } else if !state.selected.as_ref().is_none_or(is_listed) {
                // Taken back, or gone from the list: what was selected before it is again.
                state.selected = state.selected_before.take().filter(is_listed);
            }
            let open = state.open.as_ref().map(|open| Arc::clone(&open.article));
            vec![Effect::Relist { matcher: listed.matcher, index: state.index.clone(), open }]
        }
        Err(words) => {
            state.warn(format!("{words}; the previous list stays in use"));
            state.list_problem = Some(words);
            Vec::new()
        }
    }
}

/// Reads the list and the articles again.
pub fn reload(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.notify("Reading the list and the articles again");
    vec![Effect::ReloadList]
}

/// The open article is read again where the index has mentions of another text of it.
pub fn reopen_if_changed(state: &mut State) -> Vec<Effect> {
    if state.pending_jump.is_some() || live_update::is_to_wait(state) {
        return Vec::new();
    }
    let Some(open) = &state.open else { return Vec::new() };
    let row = state.index.find(&open.article.key).and_then(|id| state.index.row(id));
    let Some(known) = row.map(|row| row.fingerprint).filter(|known| *known != open.fingerprint) else {
        return Vec::new();
    };
    let key = open.article.key.clone();
    state.pending_jump = Some(PendingJump { key: key.clone(), landing: JumpTarget::Kept });
    state.opening.start(OpenArticleQuery { key, known: Some(known) });
    Vec::new()
}

/// Where one was in an article, in its new text: the page, and the mention landed on. None where the page is not in it.
pub fn kept_place(state: &State, opened: &Document) -> Option<(ViewportTop, Option<usize>)> {
    let open = state.open.as_ref()?;
    let (old, new) = (open.article.text.all(), opened.article.text.all());
    let offset = anchor::moved(old, new, state.viewport.offset)?;
    let landed = state.current_mention.and_then(|landed| anchor::moved(old, new, landed));
    Some((ViewportTop { offset, gap: state.viewport.gap }, landed))
}
