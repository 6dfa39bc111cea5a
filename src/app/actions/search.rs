//! The search in the open article, and going from hit to hit.
//!
//! A search stays when another article opens, and runs again there. If all articles were searched for the same expression
//! ([`corpus_search`](super::corpus_search)), the next hit after the last one is in the next listed article with a hit.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::walk::{Direction, articles_from};
use crate::app::actions::{go_to, selection, walk};
use crate::app::document::ViewportTop;
use crate::app::document::viewport;
use crate::app::input::READ;
use crate::app::jobs::{AnySlot, Reply};
use crate::app::queries::ArticleSearchQuery;
use crate::app::state::jump::JumpTarget;
use crate::app::state::search::{Aim, Search};
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Searches the open article.
pub fn begin(ws: &mut Workspace, expression: String, aim: Aim) {
    start(ws, Search::new(expression, aim));
}

/// Searches the open article while the expression is being typed, from the page on which that began.
pub fn begin_typed(ws: &mut Workspace, expression: String, from: ViewportTop) {
    start(ws, Search { typed_from: Some(from), ..Search::new(expression, Aim::From(from.offset)) });
}

/// The expression is complete: goes to its hit, now or when the hits are known.
pub fn typed(ws: &mut Workspace) {
    if let Some(search) = &mut ws.search {
        search.typed_from = None;
    }
    settle(ws);
}

fn start(ws: &mut Workspace, search: Search) {
    let Some(open) = &ws.open else { return };
    let (article, expression) = (Arc::clone(&open.article), search.expression.clone());
    ws.search = Some(search);
    ws.article_search.want(Some(ArticleSearchQuery { article, expression }));
    // The slot still has the answer to the same search.
    if let Some(hits) = ws.article_search.exact().cloned() {
        take_hits(ws, hits);
    }
}

/// Runs the search again in the article that was just opened.
pub fn again(ws: &mut Workspace, aim: Aim) {
    if let Some(search) = ws.search.take() {
        begin(ws, search.expression, aim);
    }
}

/// Takes the hits, if they are of the current search.
pub fn take(ws: &mut Workspace, reply: &mut Reply) {
    ws.article_search.keep(reply);
    let of = ws.article_search.wanted().map(|query| query.expression.as_str());
    if of.is_some()
        && ws.search.as_ref().map(|search| search.expression.as_str()) == of
        && let Some(hits) = ws.article_search.exact().cloned()
    {
        take_hits(ws, hits);
    }
}

/// Shows the hit that the search aims at.
fn take_hits(ws: &mut Workspace, outcome: Result<(Vec<Range<usize>>, bool), String>) {
    let Some(search) = &mut ws.search else { return };
    let at = match &outcome {
        Ok((hits, _)) => aimed_at(hits, search.aim),
        Err(_) => None,
    };
    search.at = at;
    search.is_truncated = outcome.as_ref().is_ok_and(|(_, is_truncated)| *is_truncated);
    search.hits = Some(outcome.map(|(hits, _)| hits));
    let typed_from = search.typed_from;
    if let Some(from) = typed_from {
        ws.viewport = from;
    }
    if let Some(at) = at {
        show_hit(ws, at);
    }
    if typed_from.is_none() {
        settle(ws);
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

/// Shows a hit. The mention at it, if there is one, becomes the current one.
fn go_to_hit(ws: &mut Workspace, at: usize) {
    show_hit(ws, at);
    let offset = ws.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start);
    ws.current_mention = offset
        .and_then(|offset| selection::mention_over(ws, offset))
        .map(|(_, mention)| mention.start as usize);
}

/// Makes a hit the current one.
fn set_hit(ws: &mut Workspace, at: usize) {
    ws.picked_sentence = None;
    if let Some(search) = &mut ws.search {
        search.at = Some(at);
    }
    go_to_hit(ws, at);
}

/// Scrolls to a hit.
fn show_hit(ws: &mut Workspace, at: usize) {
    let Some(offset) = ws.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start)
    else {
        return;
    };
    if let Some(open) = &ws.open {
        ws.viewport = viewport::showing(open, ws.measure(), ws.viewport, ws.page_height(), offset);
    }
}

/// Goes to the hit of a complete search, or says why there is none. A search that is still running settles when its hits
/// are known.
pub fn settle(ws: &mut Workspace) {
    let Some(search) = &ws.search else { return };
    match (&search.hits, search.at) {
        (None, _) => {}
        (Some(Ok(_)), Some(at)) => go_to_hit(ws, at),
        (Some(Ok(_)), None) if matches!(search.aim, Aim::Stay | Aim::Hit(_)) => {}
        (Some(Ok(_)), None) => {
            let all = ws.keymap.key_of("search-all");
            let words =
                format!("No hit for {} in this article. Press {all} to search all.", search.expression);
            ws.notify(words);
            ws.search = None;
        }
        (Some(Err(reason)), _) => {
            let words = format!("{}: {reason}", search.expression);
            ws.warn(words);
            ws.search = None;
        }
    }
}

/// A hit in another article.
struct Beyond {
    key: ArticleKey,
    /// Its index among the hits of its article.
    at: usize,
    /// True if the walk passed the end of the list.
    wrapped: bool,
}

/// Returns the hit `steps` hits after (before) the last (first) one of the open article, over the listed articles; 0 is the
/// nearest. None unless all articles were searched for the same expression, and another one has a hit.
fn beyond(ws: &Workspace, steps: u64, direction: Direction) -> Option<Beyond> {
    let search = ws.search.as_ref()?;
    let counts = ws.corpus_search.counts_for(&search.expression)?;
    let counts: HashMap<&ArticleKey, &(ArticleKey, u64)> =
        counts.iter().map(|held| (&held.0, held)).collect();
    let (listing, here) = (ws.listing(), ws.open_id()?);
    let held = |id: ArticleId| {
        let key = ws.index().row(id).map(|row| &row.key)?;
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
    // Whole rounds are skipped once the number of hits in one is known.
    reached(&mut left, false).or_else(|| {
        let round = steps - left;
        left = left.checked_rem(round)?;
        reached(&mut left, true)
    })
}

fn step(ws: &mut Workspace, count: Option<u32>, direction: Direction) {
    let forward = direction == Direction::Forward;
    let Some(search) = &ws.search else {
        return if forward { walk::next_mention(ws, count) } else { walk::previous_mention(ws, count) };
    };
    let by = i64::from(count.unwrap_or(1));
    let length = search.hits().len();
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let visible = ws.visible_bytes();
    let is_on_page = |at: &usize| search.hits().get(*at).is_some_and(|hit| visible.contains(&hit.start));
    let current = search.at.filter(is_on_page).or_else(|| {
        // Other keys have moved the page on: continue from there.
        let after = search.hits().partition_point(|hit| hit.start < visible.start);
        if forward { after.checked_sub(1) } else { Some(after) }
    });
    let target = match current {
        Some(current) => place(current) + if forward { by } else { -by },
        None => by - 1,
    };
    let inside = usize::try_from(target).ok().filter(|target| *target < length);
    let past = if forward { target - place(length) } else { -1 - target };
    if inside.is_none()
        && let Some(Beyond { key, at, wrapped }) = beyond(ws, u64::try_from(past).unwrap_or(0), direction)
    {
        if wrapped {
            let all = if ws.filter.is_some() { "the listed" } else { "all" };
            ws.notify(if forward {
                format!("End reached; continuing from the first hit of {all} articles")
            } else {
                format!("Start reached; continuing from the last hit of {all} articles")
            });
        }
        go_to::leave(ws);
        ws.view = READ;
        if !ws.is_open(&key) {
            go_to::go_to(ws, key, JumpTarget::HitAt(at));
            return;
        }
        set_hit(ws, at);
        return;
    }
    let Some(length) = i64::try_from(length).ok().filter(|length| *length > 0) else {
        let words = ws.search.as_ref().map(|search| format!("No hit for {} here", search.expression));
        ws.notify(words.unwrap_or_default());
        return;
    };
    let next = usize::try_from(target.rem_euclid(length)).unwrap_or(0);
    go_to::leave(ws);
    ws.view = READ;
    set_hit(ws, next);
    if length == 1 {
        ws.notify("Only one hit");
    } else if inside.is_none() {
        ws.notify(if forward {
            "End reached; continuing from the first hit"
        } else {
            "Start reached; continuing from the last hit"
        });
    }
}

/// Goes to the next hit, or to the next mention if there is no search.
pub fn next_hit(ws: &mut Workspace, count: Option<u32>) {
    step(ws, count, Direction::Forward);
}

/// Goes to the previous hit, or to the previous mention if there is no search.
pub fn previous_hit(ws: &mut Workspace, count: Option<u32>) {
    step(ws, count, Direction::Backward);
}
