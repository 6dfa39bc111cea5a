//! The search that was made: its hits in the open article, and the way from one to the next.
//!
//! A search stays when another article opens, and is made again there. Where all articles were searched for the same
//! expression (`app/finding.rs`), the way goes on into the next of the listed articles that has a hit.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::walk::{Direction, articles_from};
use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::corpus_search;
use crate::app::document::ViewportTop;
use crate::app::document::viewport;
use crate::app::go_to;
use crate::app::input::View;
use crate::app::jobs::{AnySlot, Reply};
use crate::app::queries::ArticleSearchQuery;
use crate::app::selection;
use crate::app::state::{JumpTarget, State};
use crate::app::walk;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Which hit to land on, once the hits are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The first from this byte on, round to the beginning.
    From(usize),
    /// The one that begins at this byte.
    Hit(usize),
    /// The one of this number, from 0; the last where there are not so many.
    At(usize),
    /// None: the page stays.
    Stay,
}

impl Aim {
    /// What a jump to an article aims at.
    pub fn of(landing: &JumpTarget) -> Self {
        match landing {
            JumpTarget::Hit(offset) => Self::Hit(*offset),
            JumpTarget::HitAt(at) => Self::At(*at),
            _ => Self::Stay,
        }
    }
}

/// A search in the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The expression as it was typed.
    pub expression: String,
    /// Bytes of every hit, in order; or why the expression cannot be used. None while it is being searched.
    pub hits: Option<Result<Vec<Range<usize>>, String>>,
    /// Whether there are more hits than can be kept apart.
    pub is_cut: bool,
    /// The hit landed on.
    pub at: Option<usize>,
    aim: Aim,
    /// The page on which it began, while the expression is being typed: hits are shown from there.
    typed_from: Option<ViewportTop>,
}

impl Search {
    /// A search that has not been made yet.
    pub fn new(expression: String, aim: Aim) -> Self {
        Self { expression, hits: None, is_cut: false, at: None, aim, typed_from: None }
    }

    /// The hits; none while they are being searched or where the expression cannot be used.
    pub fn hits(&self) -> &[Range<usize>] {
        match &self.hits {
            Some(Ok(hits)) => hits,
            _ => &[],
        }
    }
}

/// Searches the open article.
pub fn begin(state: &mut State, expression: String, aim: Aim) -> Vec<Effect> {
    start(state, Search::new(expression, aim))
}

/// Searches the open article while the expression is being typed, from the page on which that began.
pub fn begin_typed(state: &mut State, expression: String, from: ViewportTop) -> Vec<Effect> {
    start(state, Search { typed_from: Some(from), ..Search::new(expression, Aim::From(from.offset)) })
}

/// The expression is typed to its end: lands on its hit, now or when the hits come.
pub fn typed(state: &mut State) {
    if let Some(search) = &mut state.search {
        search.typed_from = None;
    }
    settle(state);
}

fn start(state: &mut State, search: Search) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let (article, expression) = (Arc::clone(&open.article), search.expression.clone());
    state.search = Some(search);
    state.article_search.want(Some(ArticleSearchQuery { article, expression }));
    // What was searched for a moment ago is known.
    if let Some(hits) = state.article_search.exact().cloned() {
        take_hits(state, hits);
    }
    Vec::new()
}

/// Makes the search again in the article that was just opened.
pub fn again(state: &mut State, aim: Aim) -> Vec<Effect> {
    let Some(search) = state.search.take() else { return Vec::new() };
    begin(state, search.expression, aim)
}

/// Takes the outcome of a search, if it is the one waited for.
pub fn take(state: &mut State, reply: &mut Reply) {
    state.article_search.keep(reply);
    let of = state.article_search.wanted().map(|query| query.expression.as_str());
    if of.is_some()
        && state.search.as_ref().map(|search| search.expression.as_str()) == of
        && let Some(hits) = state.article_search.exact().cloned()
    {
        take_hits(state, hits);
    }
}

/// Shows the hit aimed at.
fn take_hits(state: &mut State, outcome: Result<(Vec<Range<usize>>, bool), String>) {
    let Some(search) = &mut state.search else { return };
    let at = match &outcome {
        Ok((hits, _)) => aimed_at(hits, search.aim),
        Err(_) => None,
    };
    search.at = at;
    search.is_cut = outcome.as_ref().is_ok_and(|(_, is_cut)| *is_cut);
    search.hits = Some(outcome.map(|(hits, _)| hits));
    let typed_from = search.typed_from;
    if let Some(from) = typed_from {
        state.viewport = from;
    }
    if let Some(at) = at {
        show_hit(state, at);
    }
    if typed_from.is_none() {
        settle(state);
    }
}

fn aimed_at(hits: &[Range<usize>], aim: Aim) -> Option<usize> {
    let last = hits.len().checked_sub(1)?;
    match aim {
        Aim::From(origin) => Some(hits.partition_point(|hit| hit.start < origin) % hits.len()),
        Aim::Hit(offset) => hits.iter().position(|hit| hit.start == offset),
        Aim::At(at) => Some(at.min(last)),
        Aim::Stay => None,
    }
}

/// Brings a hit onto the page; the hand is then on the mention that stands there, or on none.
fn land_on_hit(state: &mut State, at: usize) {
    show_hit(state, at);
    let offset = state.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start);
    state.current_mention = offset
        .and_then(|offset| selection::mention_over(state, offset))
        .map(|(_, mention)| mention.start as usize);
}

/// Makes a hit the one landed on.
fn stand_on(state: &mut State, at: usize) {
    if let Some(search) = &mut state.search {
        search.at = Some(at);
    }
    land_on_hit(state, at);
}

/// Brings a hit onto the page.
fn show_hit(state: &mut State, at: usize) {
    let Some(offset) = state.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start)
    else {
        return;
    };
    if let Some(open) = &state.open {
        state.viewport =
            viewport::showing(open, state.measure(), state.viewport, state.page_height(), offset);
    }
}

/// Lands on the hit of a search that is typed to its end, or says why there is none. A search that is still under way
/// settles when its hits come.
pub fn settle(state: &mut State) {
    let Some(search) = &state.search else { return };
    match (&search.hits, search.at) {
        (None, _) => {}
        (Some(Ok(_)), Some(at)) => land_on_hit(state, at),
        (Some(Ok(_)), None) if matches!(search.aim, Aim::Stay | Aim::Hit(_)) => {}
        (Some(Ok(_)), None) => {
            let all = state.keymap.key_of("search-all");
            let words =
                format!("No hit for {} in this article. Press {all} to search all.", search.expression);
            state.notify(words);
            state.search = None;
        }
        (Some(Err(reason)), _) => {
            let words = format!("{}: {reason}", search.expression);
            state.warn(words);
            state.search = None;
        }
    }
}

/// A hit in some article.
struct Beyond {
    key: ArticleKey,
    /// Which of its article, from 0.
    at: usize,
    /// Whether the way there passed the end of the list.
    wrapped: bool,
}

/// The hit so many hits beyond the open article's last (first) one, over the articles listed, where all articles were searched for
/// the same expression; 0 is the nearest. None where no other article has one.
fn beyond(state: &State, steps: u64, direction: Direction) -> Option<Beyond> {
    let search = state.search.as_ref()?;
    let counts = corpus_search::counts_for(state, &search.expression)?;
    let counts: HashMap<&ArticleKey, &(ArticleKey, u64)> =
        counts.iter().map(|held| (&held.0, held)).collect();
    let (listing, here) = (article_filter::listing(state), state.open_id()?);
    let held = |id: ArticleId| {
        let key = state.index.row(id).map(|row| &row.key)?;
        counts.get(key).copied()
    };
    let articles_from = || {
        articles_from(&listing, here, direction).filter_map(|(id, wrapped)| Some((id, held(id)?, wrapped)))
    };
    articles_from().find(|(id, ..)| *id != here)?;
    let mut left = steps;
    let reached = |left: &mut u64, has_passed: bool| {
        articles_from().find_map(|(_, (key, count), wrapped)| {
            if *left >= *count {
                *left -= count;
                return None;
            }
            let from_edge = *left;
            let at = if direction == Direction::Forward { from_edge } else { count - 1 - from_edge };
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            Some(Beyond { key: key.clone(), at, wrapped: wrapped || has_passed })
        })
    };
    // Whole rounds are left out once it is known how many hits one has.
    reached(&mut left, false).or_else(|| {
        let round = steps - left;
        left = left.checked_rem(round)?;
        reached(&mut left, true)
    })
}

fn step(state: &mut State, count: Option<u32>, direction: Direction) -> Vec<Effect> {
    let forward = direction == Direction::Forward;
    if state.view == View::Search {
        let by = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        corpus_search::step(state, if forward { by } else { -by });
        return Vec::new();
    }
    let Some(search) = &state.search else {
        return if forward { walk::next_mention(state, count) } else { walk::previous_mention(state, count) };
    };
    let by = i64::from(count.unwrap_or(1));
    let length = search.hits().len();
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let visible = state.visible_bytes();
    let is_on_page = |at: &usize| search.hits().get(*at).is_some_and(|hit| visible.contains(&hit.start));
    let standing = search.at.filter(is_on_page).or_else(|| {
        // The hand, or the page, was moved on by other keys: the way goes on from the page.
        let after = search.hits().partition_point(|hit| hit.start < visible.start);
        if forward { after.checked_sub(1) } else { Some(after) }
    });
    let target = match standing {
        Some(standing) => place(standing) + if forward { by } else { -by },
        None => by - 1,
    };
    let inside = usize::try_from(target).ok().filter(|target| *target < length);
    let past = if forward { target - place(length) } else { -1 - target };
    if inside.is_none()
        && let Some(Beyond { key, at, wrapped }) = beyond(state, u64::try_from(past).unwrap_or(0), direction)
    {
        if wrapped {
            let all = if state.filter.is_some() { "the listed" } else { "all" };
            state.notify(if forward {
                format!("End reached; continuing from the first hit of {all} articles")
            } else {
                format!("Start reached; continuing from the last hit of {all} articles")
            });
        }
        go_to::leave(state);
        if !state.is_open(&key) {
            return go_to::go_to(state, key, JumpTarget::HitAt(at));
        }
        stand_on(state, at);
        return Vec::new();
    }
    let Some(length) = i64::try_from(length).ok().filter(|length| *length > 0) else {
        let words = state.search.as_ref().map(|search| format!("No hit for {} here", search.expression));
        state.notify(words.unwrap_or_default());
        return Vec::new();
    };
    let next = usize::try_from(target.rem_euclid(length)).unwrap_or(0);
    go_to::leave(state);
    stand_on(state, next);
    if length == 1 {
        state.notify("Only one hit");
    } else if inside.is_none() {
        state.notify(if forward {
            "End reached; continuing from the first hit"
        } else {
            "Start reached; continuing from the last hit"
        });
    }
    Vec::new()
}

/// To the next hit; to the next mention where there is no search.
pub fn next_hit(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, count, Direction::Forward)
}

/// To the previous hit; to the previous mention where there is no search.
pub fn previous_hit(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, count, Direction::Backward)
}
