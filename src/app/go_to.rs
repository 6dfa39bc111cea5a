//! To an article and a place in it, and back and forward through where one was.

use std::sync::Arc;

use crate::analysis::walk::mentions_in_article;
use crate::app::action::Effect;
use crate::app::document::Position;
use crate::app::document::viewport;
use crate::app::document::{Changed, Document};
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::jumplist::{JumpList, Place};
use crate::app::live_update::{self, IndexPatch};
use crate::app::overlays;
use crate::app::overlays::card;
use crate::app::queries::OpenArticleQuery;
use crate::app::search;
use crate::app::state::{JumpTarget, PendingJump, State};
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Where one is now.
pub fn place(state: &State) -> Option<Place> {
    let open = state.open.as_ref()?;
    let spot = Position::of(open, state.viewport, state.current_mention);
    Some(Place { key: open.article.key.clone(), spot, view: state.view })
}

/// Remembers where one is, before a jump.
pub fn leave(state: &mut State) {
    if let Some(place) = place(state) {
        state.jumps.leave(place);
    }
}

/// Goes to an article: at once if it is the open one, else as soon as it was read.
pub fn go_to(state: &mut State, key: ArticleKey, landing: JumpTarget) -> Vec<Effect> {
    if state.is_open(&key) {
        if let Some(again) = state.pending_jump.as_mut().filter(|pending| pending.key == key) {
            // Its file has changed: where to land is a place of the text that is on its way.
            again.landing = landing;
            return Vec::new();
        }
        state.pending_jump = None;
        state.opening.give_up();
        land(state, landing);
        return Vec::new();
    }
    state.pending_jump = Some(PendingJump { key: key.clone(), landing });
    let known = state.index.find(&key).and_then(|id| state.index.row(id)).map(|row| row.fingerprint);
    state.opening.start(OpenArticleQuery { key, known });
    Vec::new()
}

/// Shows an article that was read, and lands where the jump to it wanted.
pub fn show(state: &mut State, opened: Document) -> Vec<Effect> {
    let key = &opened.article.key;
    let Some(pending) = state.pending_jump.take_if(|pending| pending.key == *key) else { return Vec::new() };
    let is_of_this_list = |changed: &Changed| Arc::ptr_eq(&changed.list, state.index.gazetteer());
    if !opened.changed.as_ref().is_none_or(is_of_this_list) {
        // It was matched with a list that has been replaced since.
        return go_to(state, key.clone(), pending.landing);
    }
    let is_again = state.is_open(key);
    let place = if is_again {
        live_update::place_in(state, &opened)
    } else {
        (state.viewport, state.current_mention)
    };
    let has_changed = refresh_if_changed(state, &opened);
    let text = if is_again { Some(&opened) } else { state.open.as_ref() };
    if let Some(left) = text.map(|left| (left.article.key.clone(), Position::of(left, place.0, place.1))) {
        state.places.insert(left.0, left.1);
    }
    state.unreadable = None;
    state.open = Some(opened);
    if !is_again {
        live_update::left(state);
    }
    overlays::document_replaced(state);
    state.panel.top = 0;
    if let Some(open) = &state.open {
        state.articles.go_to(open.article.key.clone());
    }
    let landing = if has_changed { nearest(state, pending.landing) } else { pending.landing };
    let aim = search::Aim::of(&landing);
    land(state, landing);
    search::again(state, aim)
}

/// Gives up an article that is on its way; none where none is. What is open stays open.
pub fn stop_opening(state: &mut State) -> Option<Vec<Effect>> {
    let pending = state.pending_jump.take()?;
    state.opening.give_up();
    // It was to be made in that article.
    state.search.take_if(|search| search.hits.is_none());
    let row = state.index.find(&pending.key).and_then(|id| state.index.row(id));
    let name = row.map_or_else(|| pending.key.to_string(), |row| row.headline.clone());
    let what = if state.is_open(&pending.key) { "read again" } else { "opened" };
    state.notify(format!("Stopped: {name} was not {what}"));
    Some(vec![Effect::StopOpening])
}

/// With nothing open, the first article opens by itself.
pub fn open_first(state: &mut State) -> Vec<Effect> {
    if state.open.is_some() || state.pending_jump.is_some() {
        return Vec::new();
    }
    match state.index.row(ArticleId(0)).map(|row| row.key.clone()) {
        Some(key) => go_to(state, key, JumpTarget::Kept),
        None => Vec::new(),
    }
}

/// Where to land in a text that is no longer the one the jump was made for: on the first mention from there on, else on the last.
fn nearest(state: &State, landing: JumpTarget) -> JumpTarget {
    let offset = match landing {
        JumpTarget::Mention(offset) => offset,
        JumpTarget::Place(spot) => return JumpTarget::Place(spot),
        _ => return JumpTarget::Kept,
    };
    let Some(id) = state.open_id() else { return JumpTarget::Kept };
    let stops = mentions_in_article(&state.index, id, state.mention_filter());
    let next = stops.iter().find(|stop| **stop >= offset).or(stops.last());
    next.map_or(JumpTarget::Kept, |stop| JumpTarget::Mention(*stop))
}

/// A file that has changed since it was read brings its new mentions with it; so does one that was opened before its turn.
fn refresh_if_changed(state: &mut State, opened: &Document) -> bool {
    let Some(changed) = &opened.changed else { return false };
    let row = state.index.find(&opened.article.key).and_then(|id| state.index.row(id));
    let known = row.map(|row| row.fingerprint);
    if known == Some(opened.fingerprint) {
        return false;
    }
    state.amend(IndexPatch::Found(Arc::clone(&changed.segment)));
    let is_said = state.message.as_ref().is_some_and(|message| message.is_problem);
    if known.is_some() && !is_said {
        state.notify("The file changed and was read again");
    }
    known.is_some()
}

fn land(state: &mut State, landing: JumpTarget) {
    state.before_resize = None;
    let Some(open) = &state.open else { return };
    // What is landed on is not to lie under the card.
    let (measure, height) = (state.measure(), card::free_rows(state));
    match landing {
        JumpTarget::Kept => {
            let place = state.places.get(&open.article.key).and_then(|spot| spot.found_in(open));
            let (top, landed) = place.unwrap_or_default();
            (state.viewport, state.current_mention) = (viewport::kept(open, measure, top, height), landed);
            forget_what_is_gone(state);
        }
        JumpTarget::Mention(offset) => {
            state.viewport = viewport::showing(open, measure, state_top(state, open), height, offset);
            state.current_mention = Some(offset);
        }
        JumpTarget::HitAt(_) => {
            (state.viewport, state.current_mention) = (viewport::ViewportTop::default(), None);
        }
        JumpTarget::Hit(offset) => {
            state.viewport = viewport::showing(open, measure, state_top(state, open), height, offset);
            state.current_mention = None;
        }
        JumpTarget::Offset(offset) => {
            state.viewport = viewport::showing(open, measure, state_top(state, open), height, offset);
        }
        JumpTarget::Words(start, end) => {
            state.viewport = viewport::showing(open, measure, state_top(state, open), height, start);
            state.current_mention = None;
            state.picked_words = Some(start..end);
        }
        JumpTarget::Place(spot) => {
            let place = spot.found_in(open);
            if let Some((top, landed)) = place {
                (state.viewport, state.current_mention) =
                    (viewport::kept(open, measure, top, height), landed);
                forget_what_is_gone(state);
            } else {
                (state.viewport, state.current_mention) = (viewport::ViewportTop::default(), None);
                state.warn("The text has changed; this position no longer exists");
            }
        }
    }
}

/// Moves the page where what was landed on would lie under the card.
pub fn keep_in_sight(state: &mut State) {
    let (measure, height) = (state.measure(), card::free_rows(state));
    if let (Some(open), Some(offset)) = (&state.open, state.current_mention)
        && state.visible_bytes().contains(&offset)
    {
        state.viewport = viewport::showing(open, measure, state.viewport, height, offset);
    }
}

/// In a text that has changed there may be no mention where one was landed on.
fn forget_what_is_gone(state: &mut State) {
    let is_there = |offset: usize| crate::app::selection::mention_at(state, offset).is_some();
    if state.current_mention.is_some_and(|offset| !is_there(offset)) {
        state.current_mention = None;
    }
}

/// The page that is shown, if it is one of this article; a top left over from another article says nothing.
fn state_top(state: &State, open: &Document) -> viewport::ViewportTop {
    if state.viewport.offset <= open.article.text.len() {
        state.viewport
    } else {
        viewport::ViewportTop::default()
    }
}

/// Leaves where one is and goes to an article of the index.
pub fn jump(state: &mut State, article: ArticleId, landing: JumpTarget) -> Vec<Effect> {
    let Some(key) = state.index.row(article).map(|row| row.key.clone()) else { return Vec::new() };
    leave(state);
    state.view = View::Read;
    go_to(state, key, landing)
}

/// Back to where one was.
pub fn back(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    along_trail(state, count, JumpList::back, "No earlier position")
}

/// Some steps along the places one was at, as far as they go.
fn along_trail(
    state: &mut State,
    count: Option<u32>,
    step: impl Fn(&mut JumpList, Place) -> Option<Place>,
    none: &str,
) -> Vec<Effect> {
    let Some(here) = place(state) else { return Vec::new() };
    let mut at = here;
    for taken in 0..count.unwrap_or(1) {
        match step(&mut state.jumps, at.clone()) {
            Some(next) => at = next,
            None if taken == 0 => {
                state.notify(none);
                return Vec::new();
            }
            None => break,
        }
    }
    return_to(state, at)
}

/// Forward to where one came back from.
pub fn forward(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    along_trail(state, count, JumpList::forward, "No later position")
}

/// Goes to a place one was at, in the view one saw it in.
pub fn return_to(state: &mut State, place: Place) -> Vec<Effect> {
    state.view = place.view;
    state.focus = Pane::Text;
    go_to(state, place.key, JumpTarget::Place(place.spot))
}
