//! From mention to mention, from article to article, and back.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::analysis::walk::{
    Direction, MentionFilter, Step, Stop, mentions_in_article, next_article, next_location,
    next_shared_paragraph, shared_paragraphs,
};
use crate::app::action::Effect;
use crate::app::article_filter;
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
use crate::corpus::{ArticleId, ReferentId};

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
    state.notify(format!("stopped: {name} is not {what}"));
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
        state.notify("this file has changed since it was read; it was read again");
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
                state.warn("the text has changed, and this place is not in it any more");
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

/// Where a walk starts: the mention or the hit landed on while it is on the page, else the edge of the page.
fn origin(state: &State, direction: Direction) -> Option<usize> {
    let visible = state.visible_bytes();
    let hit = state.search.as_ref().and_then(|search| search.hits().get(search.at?)).map(|hit| hit.start);
    match state.current_mention.or(hit) {
        Some(landed) if visible.contains(&landed) => Some(landed),
        _ => match direction {
            Direction::Forward => visible.start.checked_sub(1),
            Direction::Backward => Some(visible.start),
        },
    }
}

/// Where a move starts: the far end of an article that could not be opened, else where one is.
fn whereabouts(state: &State, direction: Direction) -> Option<(ArticleId, Option<usize>)> {
    if let Some(id) = state.unreadable.as_ref().and_then(|key| state.index.find(key)) {
        return Some((id, (direction == Direction::Forward).then_some(usize::MAX)));
    }
    // One that is in the index no more stands nowhere: the way goes on from the first.
    let first = state.open.as_ref().and(state.index.ids().next()).map(|id| (id, None));
    state.open_id().map(|id| (id, origin(state, direction))).or(first)
}

fn walk(state: &mut State, count: Option<u32>, direction: Direction) -> Vec<Effect> {
    let Some(from) = whereabouts(state, direction) else { return Vec::new() };
    let selected = state.selected_id();
    if state.selected.is_some() && selected.is_none() {
        state.notify(nothing_named(state));
        return Vec::new();
    }
    let mention_filter = MentionFilter { uncounted: state.show_nested, ..state.mention_filter() };
    let listing = article_filter::listing(state);
    let steps = repeated(count.unwrap_or(1), from, |article, offset| {
        next_location(&state.index, &listing, article, offset, mention_filter, direction)
    });
    let Some(Step { stop: Stop { article, offset }, wrapped }) = steps else {
        state.notify(nothing_named(state));
        return Vec::new();
    };
    state.focus = Pane::Text;
    if wrapped {
        state.notify(match direction {
            Direction::Forward => format!("past the last mention{}: on from the first", so_far(state)),
            Direction::Backward => format!("before the first mention{}: on from the last", so_far(state)),
        });
    }
    jump(state, article, JumpTarget::Mention(offset))
}

/// Takes a step as often as a count says; none where there is no way. Once the way has come round, whole rounds are left out, so
/// that a large count costs no more than two rounds.
fn repeated(
    count: u32,
    (mut article, mut offset): (ArticleId, Option<usize>),
    mut step: impl FnMut(ArticleId, Option<usize>) -> Option<Step>,
) -> Option<Step> {
    let mut last = step(article, offset)?;
    let (first, mut taken, mut left) = (last.stop, 1, count.saturating_sub(1));
    while left > 0 {
        (article, offset) = (last.stop.article, Some(last.stop.offset));
        let next = step(article, offset)?;
        last = Step { stop: next.stop, wrapped: last.wrapped || next.wrapped };
        left -= 1;
        if last.stop == first {
            left %= taken;
        }
        taken = taken.saturating_add(1);
    }
    Some(last)
}

fn nothing_named(state: &State) -> String {
    match state.selected_name() {
        Some(name) => format!("no article names {name}{}", so_far(state)),
        None if state.index.gazetteer().entries.is_empty() => {
            format!("there is no list of names yet: {} suggests some", state.keymap.key_of("suggest"))
        }
        None if !state.hidden.is_empty() => {
            format!("all kinds that are named are hidden: {} shows them", state.keymap.key_of("kinds"))
        }
        None => format!("no article names anything on the list{}", so_far(state)),
    }
}

/// Says, while articles are still being read, that more may come.
fn so_far(state: &State) -> &'static str {
    if state.loading.is_whole() { "" } else { " of those read so far" }
}

/// Leaves where one is and goes to an article of the index.
pub fn jump(state: &mut State, article: ArticleId, landing: JumpTarget) -> Vec<Effect> {
    let Some(key) = state.index.row(article).map(|row| row.key.clone()) else { return Vec::new() };
    leave(state);
    state.view = View::Read;
    go_to(state, key, landing)
}

/// To the next mention of the selected entity, or of any.
pub fn next_mention(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    walk(state, count, Direction::Forward)
}

/// To the previous mention of the selected entity, or of any.
pub fn previous_mention(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    walk(state, count, Direction::Backward)
}

fn to_article_naming(state: &mut State, count: Option<u32>, direction: Direction) -> Vec<Effect> {
    let Some((from, _)) = whereabouts(state, direction) else { return Vec::new() };
    let selected = state.selected_id();
    if state.selected.is_some() && selected.is_none() {
        state.notify(nothing_named(state));
        return Vec::new();
    }
    let (listing, mention_filter) = (article_filter::listing(state), state.mention_filter());
    let steps = repeated(count.unwrap_or(1), (from, None), |article, _| {
        next_article(&state.index, &listing, article, mention_filter, direction)
    });
    let Some(step) = steps else {
        let who = state.selected_name().unwrap_or_else(|| "anything on the list".to_owned());
        state.notify(format!("no other article names {who}{}", so_far(state)));
        return Vec::new();
    };
    if step.wrapped {
        state.notify(match direction {
            Direction::Forward => "past the last article: on from the first",
            Direction::Backward => "before the first article: on from the last",
        });
    }
    state.focus = Pane::Text;
    jump(state, step.stop.article, JumpTarget::Mention(step.stop.offset))
}

/// To the next article that names the selected entity, or any.
pub fn next_naming_article(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    to_article_naming(state, count, Direction::Forward)
}

/// To the previous article that names the selected entity, or any.
pub fn previous_naming_article(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    to_article_naming(state, count, Direction::Backward)
}

/// With whom passages are walked: the entity under the panel's hand, while the panel has the hand or nobody was chosen so far.
fn partner(state: &mut State) -> Option<ReferentId> {
    let chosen = state.partner.as_ref().and_then(|key| state.index.find_entity(key));
    if let Some(chosen) = chosen.filter(|_| state.focus != Pane::Entities) {
        return Some(chosen);
    }
    let under = crate::app::entity_panel::at_cursor(state)?;
    state.partner = state.index.entity(under).map(|entity| entity.key(state.index.gazetteer()));
    Some(under)
}

fn to_passage(state: &mut State, count: Option<u32>, direction: Direction) -> Vec<Effect> {
    let Some(selected) = state.selected_id() else {
        let (next, select) = (state.keymap.key_of("next-mention"), state.keymap.key_of("select"));
        state.notify(format!("no entity selected: {next} goes to a mention, {select} selects it"));
        return Vec::new();
    };
    let Some(partner) = partner(state) else {
        state.notify("nobody in the panel to share a paragraph with");
        return Vec::new();
    };
    let Some(from) = whereabouts(state, direction) else { return Vec::new() };
    let listing = article_filter::listing(state);
    let mut shared: HashMap<ArticleId, Rc<[usize]>> = HashMap::new();
    let mut shared_in = |article: ArticleId| {
        let stops = || shared_paragraphs(&state.index, article, (selected, partner)).into();
        Rc::clone(shared.entry(article).or_insert_with(stops))
    };
    let steps = repeated(count.unwrap_or(1), from, |article, offset| {
        next_shared_paragraph(&listing, article, offset, direction, &mut shared_in)
    });
    let Some(Step { stop: Stop { article, offset }, wrapped }) = steps else {
        state.notify(format!("no paragraph{} holds both", so_far(state)));
        return Vec::new();
    };
    let here = shared_in(article);
    let name = |number| state.index.entity(number).map(|entity| entity.name(state.index.gazetteer()));
    let (one, other) = (name(selected).unwrap_or_default(), name(partner).unwrap_or_default());
    let at = here.iter().position(|stop| *stop == offset).map_or(0, |at| at + 1);
    let end = match (wrapped, direction) {
        (false, _) => "",
        (true, Direction::Forward) => "; past the last: on from the first",
        (true, Direction::Backward) => "; before the first: on from the last",
    };
    let words = format!("{one} with {other}: {at} of {} here{end}", here.len());
    state.focus = Pane::Text;
    let effects = jump(state, article, JumpTarget::Mention(offset));
    state.notify(words);
    effects
}

/// To the next paragraph that the selected entity and its partner share.
pub fn next_passage(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    to_passage(state, count, Direction::Forward)
}

/// To the previous paragraph that they share.
pub fn previous_passage(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    to_passage(state, count, Direction::Backward)
}

fn step_article(state: &mut State, by: isize) -> Vec<Effect> {
    let Some((from, _)) = whereabouts(state, Direction::Forward) else { return Vec::new() };
    let listing = article_filter::listing(state);
    let last = listing.len().saturating_sub(1);
    let target = match listing.place(from) {
        Some(place) => place.saturating_add_signed(by).min(last),
        // From an article that is not listed the way goes on at an end of the list.
        None => {
            if by > 0 {
                0
            } else {
                last
            }
        }
    };
    let Some(article) = listing.at(target).filter(|article| *article != from) else {
        let of = if listing.len() < state.index.len() { " of those listed" } else { "" };
        let end = if by > 0 { "last" } else { "first" };
        state.notify(format!("this is the {end} article{of}{}", so_far(state)));
        return Vec::new();
    };
    jump(state, article, JumpTarget::Kept)
}

/// To the next article.
pub fn following_article(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step_article(state, isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX))
}

/// To the previous article.
pub fn preceding_article(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step_article(state, -isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX))
}

/// Back to where one was.
pub fn back(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    along_trail(state, count, JumpList::back, "nothing further back")
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
    along_trail(state, count, JumpList::forward, "nothing further forward")
}

/// Goes to a place one was at, in the view one saw it in.
pub fn return_to(state: &mut State, place: Place) -> Vec<Effect> {
    state.view = place.view;
    state.focus = Pane::Text;
    go_to(state, place.key, JumpTarget::Place(place.spot))
}
