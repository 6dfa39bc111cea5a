//! Showing an article that has been read, or reporting why it cannot be opened.

use std::sync::Arc;

use crate::analysis::walk::mentions_in_article;
use crate::app::actions::go_to::{go_to, land, open_first};
use crate::app::actions::{live_update, search};
use crate::app::document::{Changed, Document, Position};
use crate::app::effect::Effect;
use crate::app::jobs::Reply;
use crate::app::state::changes::Changes;
use crate::app::state::file_changes::IndexPatch;
use crate::app::state::jump::JumpTarget;
use crate::app::state::search::Aim;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Takes the article that was being opened, or why it cannot be opened.
pub fn take(ws: &mut Workspace, reply: &mut Reply) {
    let key = ws.opening.wanted().map(|query| query.key.clone());
    let outcome = ws.opening.take(reply).and_then(|part| part.answer);
    match key.zip(outcome) {
        Some((_, Ok(opened))) => show(ws, opened),
        Some((key, Err(reason))) => fail(ws, key, reason),
        None => {}
    }
}

/// Shows an article and lands at the target of the pending jump.
fn show(ws: &mut Workspace, opened: Document) {
    let key = &opened.article.key;
    let Some(pending) = ws.pending_jump.take_if(|pending| pending.key == *key) else { return };
    let is_of_current_list = |changed: &Changed| Arc::ptr_eq(&changed.list, ws.index().gazetteer());
    if !opened.changed.as_ref().is_none_or(is_of_current_list) {
        // It was matched with a list that has been replaced since.
        return go_to(ws, key.clone(), pending.landing);
    }
    let is_reopened = ws.is_open(key);
    let place =
        if is_reopened { live_update::place_in(ws, &opened) } else { (ws.viewport, ws.current_mention) };
    let has_changed = patch_if_changed(ws, &opened);
    let left = if is_reopened { Some(&opened) } else { ws.open.as_ref() };
    if let Some(left) = left.map(|left| (left.article.key.clone(), Position::of(left, place.0, place.1))) {
        ws.positions.insert(left.0, left.1);
    }
    ws.unreadable = None;
    ws.picked_words = None;
    ws.picked_sentence = None;
    ws.articles.go_to(opened.article.key.clone());
    ws.open = Some(opened);
    if !is_reopened {
        live_update::left(ws);
    }
    ws.changes |= Changes::DOCUMENT;
    let landing = if has_changed { nearest(ws, pending.landing) } else { pending.landing };
    let aim = Aim::of(&landing);
    land(ws, landing);
    search::again(ws, aim);
}

/// Reports why an article could not be opened. If none is open yet, the first one is opened instead, unless it is the
/// one that failed.
fn fail(ws: &mut Workspace, key: ArticleKey, reason: String) {
    if ws.pending_jump.take_if(|pending| pending.key == key).is_none() {
        return;
    }
    ws.warn(reason);
    // Drop a search that was to run in this article.
    ws.search.take_if(|search| search.hits.is_none());
    let is_first = ws.index().row(ArticleId(0)).is_some_and(|row| row.key == key);
    ws.unreadable = Some(key);
    if !is_first {
        open_first(ws);
    }
}

/// Stops opening an article; the open article stays open. False if none was being opened.
pub fn stop(ws: &mut Workspace) -> bool {
    let Some(pending) = ws.pending_jump.take() else { return false };
    ws.opening.give_up();
    // Drop a search that was to run in that article.
    ws.search.take_if(|search| search.hits.is_none());
    let row = ws.index().find(&pending.key).and_then(|id| ws.index().row(id));
    let name = row.map_or_else(|| pending.key.to_string(), |row| row.headline.clone());
    let what = if ws.is_open(&pending.key) { "read again" } else { "opened" };
    ws.notify(format!("Stopped: {name} was not {what}"));
    ws.effects.push(Effect::StopOpening);
    true
}

/// Adapts a jump target to a text that has changed since. A mention becomes the first one at or after its offset, else
/// the last one in the article. A position is kept. Any other target becomes the last reading position, and so does a
/// mention if none is left.
fn nearest(ws: &Workspace, landing: JumpTarget) -> JumpTarget {
    let offset = match landing {
        JumpTarget::Mention(offset) => offset,
        JumpTarget::Position(position) => return JumpTarget::Position(position),
        _ => return JumpTarget::LastPosition,
    };
    let Some(id) = ws.open_id() else { return JumpTarget::LastPosition };
    let offsets = mentions_in_article(ws.index(), id, ws.mention_filter());
    let next = offsets.iter().find(|stop| **stop >= offset).or(offsets.last());
    next.map_or(JumpTarget::LastPosition, |stop| JumpTarget::Mention(*stop))
}

/// Adds the mentions of an article to the index if its file has changed since it was read, or if it is opened before
/// its turn to be read. True if the file has changed.
fn patch_if_changed(ws: &mut Workspace, opened: &Document) -> bool {
    let Some(changed) = &opened.changed else { return false };
    let row = ws.index().find(&opened.article.key).and_then(|id| ws.index().row(id));
    let known = row.map(|row| row.fingerprint);
    if known == Some(opened.fingerprint) {
        return false;
    }
    ws.apply_patch(IndexPatch::Found(Arc::clone(&changed.segment)));
    let shows_problem = ws.notices.message().is_some_and(|message| message.is_problem);
    if known.is_some() && !shows_problem {
        ws.notify("The file changed and was read again");
    }
    known.is_some()
}
