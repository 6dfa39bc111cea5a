//! From mention to mention, from article to article, from passage to passage.

use std::collections::HashMap;
use std::rc::Rc;

use crate::analysis::walk::{
    Direction, MentionFilter, Step, Stop, next_article, next_location, next_shared_paragraph,
    shared_paragraphs,
};
use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::geometry::Pane;
use crate::app::go_to::jump;
use crate::app::state::{JumpTarget, State};
use crate::corpus::{ArticleId, ReferentId};

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
        next_location(&state.index, &listing, article, offset, mention_filter.clone(), direction)
    });
    let Some(Step { stop: Stop { article, offset }, wrapped }) = steps else {
        state.notify(nothing_named(state));
        return Vec::new();
    };
    state.focus = Pane::Text;
    if wrapped {
        state.notify(match direction {
            Direction::Forward => format!("End reached{}; continuing from the first mention", so_far(state)),
            Direction::Backward => {
                format!("Start reached{}; continuing from the last mention", so_far(state))
            }
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
        Some(name) => format!("No article{} mentions {name}", so_far(state)),
        None if state.index.gazetteer().entries.is_empty() => {
            format!("No list of names yet. Press {} for suggestions.", state.keymap.key_of("suggest"))
        }
        None if !state.hidden.is_empty() => {
            format!("All kinds mentioned are hidden. Press {} to show them.", state.keymap.key_of("kinds"))
        }
        None => format!("No article{} mentions anything in the list", so_far(state)),
    }
}

/// Says, while articles are still being read, that more may come.
fn so_far(state: &State) -> &'static str {
    if state.loading.is_whole() { "" } else { " read so far" }
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
        next_article(&state.index, &listing, article, mention_filter.clone(), direction)
    });
    let Some(step) = steps else {
        let who = state.selected_name().unwrap_or_else(|| "anything on the list".to_owned());
        state.notify(format!("No other article{} mentions {who}", so_far(state)));
        return Vec::new();
    };
    if step.wrapped {
        state.notify(match direction {
            Direction::Forward => "End reached; continuing from the first article",
            Direction::Backward => "Start reached; continuing from the last article",
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
        state.notify(format!(
            "No entity selected. Press {next} to go to a mention and {select} to select it."
        ));
        return Vec::new();
    };
    let Some(partner) = partner(state) else {
        state.notify("No other entity shares a paragraph");
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
        state.notify(format!("No paragraph{} contains both", so_far(state)));
        return Vec::new();
    };
    let here = shared_in(article);
    let name = |number| state.index.entity(number).map(|entity| entity.name(state.index.gazetteer()));
    let (one, other) = (name(selected).unwrap_or_default(), name(partner).unwrap_or_default());
    let at = here.iter().position(|stop| *stop == offset).map_or(0, |at| at + 1);
    let end = match (wrapped, direction) {
        (false, _) => "",
        (true, Direction::Forward) => "; end reached, continuing from the first",
        (true, Direction::Backward) => "; start reached, continuing from the last",
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
        let of = if listing.len() < state.index.len() { " in this list" } else { "" };
        let end = if by > 0 { "last" } else { "first" };
        state.notify(format!("This is the {end} article{of}{}", so_far(state)));
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
