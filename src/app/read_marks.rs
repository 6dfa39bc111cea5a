//! How far articles were read.

use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::document::Document;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::session::SessionChange;
use crate::app::state::State;
use crate::article::{ArticleKey, Region};

/// How far an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadMark {
    /// Up to which byte all of its text was on the screen; what was jumped over was not.
    pub to: usize,
    /// Whether it counts as read: all of it was on the screen, or a hand said so.
    pub is_read: bool,
    /// Tells the text that was read from another.
    pub fingerprint: u64,
}

/// The byte behind the last words of an article that are no web residue.
fn end_of_body(open: &Document) -> usize {
    let body = open.pieces.iter().rev().find(|piece| piece.region != Region::Boilerplate);
    body.map_or(0, |piece| piece.range.end)
}

/// Notes what is on the page. Only what was not seen before makes an article read, so that one that a hand says is unread stays so.
pub fn note(state: &mut State) {
    if state.view != View::Read || state.layout().text.is_none() {
        return;
    }
    let Some(open) = &state.open else { return };
    let (page, fingerprint) = (state.visible_bytes(), open.fingerprint);
    let known = state.read_marks.get(&open.article.key).filter(|known| known.fingerprint == fingerprint);
    let known = known.copied().unwrap_or(ReadMark { fingerprint, ..ReadMark::default() });
    let is_next = open.article.text.slice(known.to.min(page.start)..page.start).trim().is_empty();
    if page.end > known.to && is_next {
        let is_read = known.is_read || page.end >= end_of_body(open);
        state.read_marks.insert(open.article.key.clone(), ReadMark { to: page.end, is_read, fingerprint });
    }
}

/// Whether an article counts as read, of a text that the index knows by this fingerprint.
pub fn is_read(state: &State, key: &ArticleKey, fingerprint: u64) -> bool {
    state.read_marks.get(key).is_some_and(|seen| seen.is_read && seen.fingerprint == fingerprint)
}

/// Says that the article under the hand was read, or was not.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let under = match state.focus {
        Pane::Articles if state.view == View::Read => article_filter::at_cursor(state),
        _ => state.open.as_ref().map(|open| open.article.key.clone()),
    };
    let row = under.and_then(|key| state.index.find(&key)).and_then(|id| state.index.row(id));
    let Some((key, fingerprint)) = row.map(|row| (row.key.clone(), row.fingerprint)) else {
        return Vec::new();
    };
    let known = state.read_marks.get(&key).copied().filter(|known| known.fingerprint == fingerprint);
    let known = known.unwrap_or(ReadMark { fingerprint, ..ReadMark::default() });
    let seen = ReadMark { is_read: !known.is_read, ..known };
    state.read_marks.insert(key.clone(), seen);
    state.notify(if seen.is_read { "read" } else { "not read" });
    vec![Effect::Keep(if seen.is_read {
        SessionChange::ReadMark(key, seen)
    } else {
        SessionChange::Unread(key)
    })]
}
