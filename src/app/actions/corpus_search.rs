//! Searching all articles, and searching them again when they change.

use crate::app::actions::article_filter;
use crate::app::jobs::{Part, Reply};
use crate::app::queries::{CorpusSearchPart, CorpusSearchQuery, Snapshot};
use crate::app::state::article_filter::ArticleFilter;
use crate::app::state::corpus_search::{Earlier, Hits};
use crate::app::workspace::Workspace;

/// Searches for another expression. The current results are kept for [`give_up`], unless earlier ones are already kept.
/// An empty expression runs no search.
pub fn start(ws: &mut Workspace, expression: &str) {
    let articles = ws.index().len();
    let search = &mut ws.corpus_search;
    let before = std::mem::replace(&mut search.expression, expression.to_owned());
    let hits = Hits {
        rows: std::mem::take(&mut search.rows),
        counts: std::mem::take(&mut search.counts),
        unreadable: std::mem::take(&mut search.unreadable),
    };
    let problem = search.problem.take();
    if search.before.is_none() {
        // A repeated search that was under way is dropped; it runs again when its results are needed.
        let is_old = search.is_old || search.renewed.is_some();
        let searched = search.searched;
        search.before = Some(Box::new(Earlier { expression: before, hits, problem, searched, is_old }));
    }
    (search.renewed, search.is_old) = (None, false);
    search.searched = (0, articles);
    search.is_searching = !expression.is_empty();
    if expression.is_empty() {
        search.search.give_up();
    } else {
        run(ws);
    }
}

fn run(ws: &mut Workspace) {
    let expression = ws.corpus_search.expression.clone();
    ws.corpus_search.search.start(CorpusSearchQuery { snapshot: Snapshot::of(ws.index()), expression });
}

/// Stops a search and keeps the hits found so far. A repeated search keeps the earlier hits instead. While the article
/// list is filtered, a repeated search is not stopped: the filter may depend on it.
pub fn stop(ws: &mut Workspace) {
    let search = &mut ws.corpus_search;
    let is_for_filter = search.renewed.is_some() && ws.filter.is_some();
    if is_for_filter || !std::mem::take(&mut search.is_searching) {
        return;
    }
    // It runs again when its results are needed.
    search.is_old |= search.renewed.take().is_some();
    search.search.give_up();
}

/// Stops a search that was being typed and restores the results kept by [`start`]. Returns false if none were kept.
pub fn give_up(ws: &mut Workspace) -> bool {
    stop(ws);
    let search = &mut ws.corpus_search;
    let Some(before) = search.before.take() else { return false };
    // Replies still on their way are for the abandoned expression.
    search.search.give_up();
    (search.is_searching, search.renewed) = (false, None);
    (search.expression, search.problem) = (before.expression, before.problem);
    (search.rows, search.counts, search.searched) = (before.hits.rows, before.hits.counts, before.searched);
    search.unreadable = before.hits.unreadable;
    search.is_old = before.is_old;
    renew_for_filter(ws);
    true
}

/// Marks the results as out of date because articles have changed, unless the search was stopped or failed. Searches
/// again at once if an article filter depends on them, otherwise when [`renew_if_old`] is called.
pub fn renew(ws: &mut Workspace) {
    let search = &mut ws.corpus_search;
    search.is_old = !search.expression.is_empty() && search.problem.is_none() && !search.is_stopped();
    if let Some(before) = &mut search.before {
        before.is_old = !before.expression.is_empty() && before.searched.0 == before.searched.1;
    }
    renew_for_filter(ws);
}

fn renew_for_filter(ws: &mut Workspace) {
    let filtered = match &ws.filter {
        Some(ArticleFilter::Containing(expression, _)) => Some(expression),
        _ => None,
    };
    if filtered == Some(&ws.corpus_search.expression) {
        renew_if_old(ws);
    }
}

/// Searches again if articles have changed since the last search. The earlier hits stay until the search is complete.
pub fn renew_if_old(ws: &mut Workspace) {
    let search = &mut ws.corpus_search;
    if !search.is_old || search.is_searching {
        return;
    }
    (search.is_searching, search.is_old) = (true, false);
    search.renewed = Some(Hits::default());
    run(ws);
}

/// Applies partial results. Those of a superseded search are ignored.
pub fn take(ws: &mut Workspace, reply: &mut Reply) {
    let search = &mut ws.corpus_search;
    let Some(Part { answer, is_last }) = search.search.take(reply) else { return };
    search.is_searching = !is_last;
    if let Some(CorpusSearchPart { found, searched }) = answer {
        if search.renewed.is_none() {
            search.searched.0 = searched;
        }
        match found {
            Ok(articles) => search.add(articles),
            Err(reason) => {
                search.problem = Some(reason);
                return;
            }
        }
    }
    if is_last {
        show_renewed(ws);
        if ws.corpus_search.is_old {
            renew(ws);
        }
    }
}

/// Replaces the hits with those of the repeated search.
fn show_renewed(ws: &mut Workspace) {
    let search = &mut ws.corpus_search;
    let Some(Hits { rows, counts, unreadable }) = search.renewed.take() else { return };
    let searched = search.search.wanted().map_or(0, |query| query.snapshot.len());
    (search.rows, search.counts, search.searched) = (rows, counts, (searched, searched));
    search.unreadable = unreadable;
    article_filter::renew(ws);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_search_that_was_closed_before_its_end_is_repeated_again() {
        let mut ws = Workspace::default();
        let search = &mut ws.corpus_search;
        (search.expression, search.is_old) = ("talks".to_owned(), true);
        renew_if_old(&mut ws);
        assert!(ws.corpus_search.renewed.is_some() && !ws.corpus_search.is_old);
        stop(&mut ws);
        assert!(ws.corpus_search.renewed.is_none() && ws.corpus_search.is_old);
        renew_if_old(&mut ws);
        assert!(ws.corpus_search.is_searching);
    }
}
