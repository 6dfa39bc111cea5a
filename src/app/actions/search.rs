//! The search in the open article, and going from hit to hit.
//!
//! A search stays active when another article opens, and runs again there. If all articles were searched for the same expression
//! ([`corpus_search`](super::corpus_search)), the next hit after the last one is in the next listed article with a hit.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::walk::{Direction, articles_from};
use crate::app::actions::{go_to, selection, walk, wrapping};
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

/// Searches the open article while the expression is being typed, from the page on which typing began.
pub fn begin_typed(ws: &mut Workspace, expression: String, from: ViewportTop) {
    start(ws, Search { typed_from: Some(from), ..Search::new(expression, Aim::From(from.offset)) });
}

/// Ends typing: goes to the hit of the expression, now or once the hits are known.
pub fn finish_typing(ws: &mut Workspace) {
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
    // The slot may still have the answer to the same search.
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

/// Takes the hits if they are for the current search.
pub fn take(ws: &mut Workspace, reply: &mut Reply) {
    ws.article_search.keep(reply);
    let expression = ws.article_search.wanted().map(|query| query.expression.as_str());
    if expression.is_some()
        && ws.search.as_ref().map(|search| search.expression.as_str()) == expression
        && let Some(hits) = ws.article_search.exact().cloned()
    {
        take_hits(ws, hits);
    }
}

/// Stores the hits and shows the one that the search aims at.
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

/// Shows a hit. The innermost drawn mention over its first byte, if any, becomes the current one; otherwise no mention
/// is current.
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

/// Goes to the hit that a complete search aims at. Ends the search and tells the user if the expression cannot be used,
/// or if there is no hit and the aim is neither [`Aim::Stay`] nor [`Aim::Hit`]. A search that is still running settles
/// when its hits are known.
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

/// A hit reached by a walk that goes beyond the hits of the open article.
struct NextHit {
    key: ArticleKey,
    /// Its index among the hits of its article.
    at: usize,
    /// True if the walk passed the end of the list.
    wrapped: bool,
}

/// An article with hits of a search over all articles.
struct MatchingArticle {
    id: ArticleId,
    key: ArticleKey,
    /// Number of hits.
    count: u64,
    /// True if the walk to it passes the end of the list.
    wrapped: bool,
}

impl MatchingArticle {
    /// Returns the index of the hit that is `distance` hits after its first one (backward: before its last one).
    fn hit(&self, distance: u64, direction: Direction) -> usize {
        let last = self.count.saturating_sub(1);
        let at = if direction == Direction::Forward { distance } else { last.saturating_sub(distance) };
        usize::try_from(at).unwrap_or(usize::MAX)
    }
}

/// Returns the listed articles with hits, in the order of a walk from the open one, which comes last if it is among
/// them. None unless all articles were searched for the same expression and another listed article has a hit.
fn articles_with_hits(ws: &Workspace, direction: Direction) -> Option<Vec<MatchingArticle>> {
    let search = ws.search.as_ref()?;
    let counts = ws.corpus_search.counts_for(&search.expression)?;
    let counts: HashMap<&ArticleKey, u64> = counts.iter().map(|(key, count)| (key, *count)).collect();
    let (listing, here) = (ws.listing(), ws.open_id()?);
    let with_hits = |(id, wrapped)| {
        let key = ws.index().row(id).map(|row| &row.key)?;
        counts.get(key).map(|count| MatchingArticle { id, key: key.clone(), count: *count, wrapped })
    };
    let articles: Vec<MatchingArticle> =
        articles_from(&listing, here, direction).filter_map(with_hits).collect();
    articles.iter().any(|article| article.id != here).then_some(articles)
}

/// Returns the hit that is reached by skipping `steps` hits after the last (backward: before the first) one of the open
/// article.
fn hit_after(articles: &[MatchingArticle], steps: u64, direction: Direction) -> Option<NextHit> {
    let mut left = steps;
    let reached = |left: &mut u64, has_passed: bool| {
        articles.iter().find_map(|article| {
            if *left >= article.count {
                *left -= article.count;
                return None;
            }
            let at = article.hit(*left, direction);
            Some(NextHit { key: article.key.clone(), at, wrapped: article.wrapped || has_passed })
        })
    };
    // Skip full rounds, now that the number of hits in a round is known.
    reached(&mut left, false).or_else(|| {
        let round = steps - left;
        left = left.checked_rem(round)?;
        reached(&mut left, true)
    })
}

/// Stops at the last (backward: the first) hit of all listed articles, and offers to continue from the other end.
fn stop_at_end(ws: &mut Workspace, articles: &[MatchingArticle], direction: Direction) {
    let forward = direction == Direction::Forward;
    let (hit, command) =
        if forward { ("the first hit", "next-hit") } else { ("the last hit", "previous-hit") };
    let before_end = articles.iter().take_while(|article| !article.wrapped);
    let last = before_end
        .last()
        .map(|article| (article.key.clone(), article.hit(article.count.saturating_sub(1), direction)));
    let next = articles.iter().find(|article| article.wrapped).or(articles.first()).map(|article| article.id);
    let here = ws.search.as_ref().map_or(0, |search| search.hits().len()).checked_sub(1);
    if let Some((key, at)) = last {
        go_to::leave(ws);
        go_to::go_to(ws, key, JumpTarget::HitAt(at));
    } else {
        let edge = here.map(|last| if forward { last } else { 0 });
        let is_there = ws.search.as_ref().is_some_and(|search| search.at == edge);
        if let Some(edge) = edge.filter(|_| !is_there) {
            go_to::leave(ws);
            set_hit(ws, edge);
        }
    }
    let article = next.map_or(String::new(), |id| format!(" (article {})", id.0 + 1));
    wrapping::offer(ws, command, direction, &format!("{hit}{article}"));
}

fn step(ws: &mut Workspace, count: Option<u32>, direction: Direction) {
    let forward = direction == Direction::Forward;
    let command = if forward { "next-hit" } else { "previous-hit" };
    if ws.search.is_none() {
        return walk::to_mention(ws, count, direction, command);
    }
    let may_wrap = wrapping::is_accepted(ws, command);
    let Some(search) = &ws.search else { return };
    let by = i64::from(count.unwrap_or(1));
    let length = search.hits().len();
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let visible = ws.visible_bytes();
    let is_on_page = |at: &usize| search.hits().get(*at).is_some_and(|hit| visible.contains(&hit.start));
    let current = search.at.filter(is_on_page).or_else(|| {
        // Other keys have scrolled the current hit off the page: continue from the page.
        let after = search.hits().partition_point(|hit| hit.start < visible.start);
        if forward { after.checked_sub(1) } else { Some(after) }
    });
    let target = match current {
        Some(current) => place(current) + if forward { by } else { -by },
        None => by - 1,
    };
    let inside = usize::try_from(target).ok().filter(|target| *target < length);
    let past = if forward { target - place(length) } else { -1 - target };
    let articles = if inside.is_none() { articles_with_hits(ws, direction) } else { None };
    if let Some(articles) = articles
        && let Some(NextHit { key, at, wrapped }) =
            hit_after(&articles, u64::try_from(past).unwrap_or(0), direction)
    {
        if wrapped && !may_wrap {
            stop_at_end(ws, &articles, direction);
            return;
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
