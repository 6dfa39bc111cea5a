//! Which articles are listed, in which order: what `J K ] [ } {` walk over, too.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::listing::{Listing, ListingFilter, Sort};
use crate::analysis::walk::MentionFilter;
use crate::app::action::Effect;
use crate::app::corpus_search;
use crate::app::geometry::KeyedCursor;
use crate::app::input::View;
use crate::app::queries::{ListingQuery, Snapshot};
use crate::app::state::State;
use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// What the list of articles is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleFilter {
    /// Articles that name an entity.
    Naming(EntityKey),
    /// Articles that hold what an expression describes.
    Holding(String, Arc<HashSet<ArticleKey>>),
}

/// How articles are to be listed now; none where the index itself is the list.
fn query(state: &State) -> Option<ListingQuery> {
    if state.sort == Sort::Path && state.filter.is_none() {
        return None;
    }
    let narrowed = state.filter.as_ref().map(|narrow| match narrow {
        ArticleFilter::Holding(_, keys) => ListingFilter::Keys(Arc::clone(keys)),
        ArticleFilter::Naming(entity) => match state.index.find_entity(entity) {
            Some(number) => ListingFilter::Naming(number),
            None => ListingFilter::Keys(Arc::default()),
        },
    });
    let mention_filter =
        if state.sort == Sort::Mentions { state.mention_filter() } else { MentionFilter::default() };
    Some(ListingQuery { snapshot: Snapshot::of(&state.index), sort: state.sort, narrowed, mention_filter })
}

/// The articles as they are listed. Until it is known how on this index, all are, by path.
pub fn listing(state: &State) -> Listing {
    let is_all = state.sort == Sort::Path && state.filter.is_none();
    let known =
        state.listing.latest().filter(|(query, _)| query.snapshot.generation == state.index.generation);
    match known {
        Some((_, listing)) if !is_all => listing.clone(),
        _ => Listing::all(state.index.len()),
    }
}

/// Says how articles are to be listed.
pub fn want(state: &mut State) {
    let query = query(state);
    state.listing.want(query);
}

/// The article under the cursor in the list.
pub fn at_cursor(state: &State) -> Option<ArticleKey> {
    key_at(state, &listing(state), state.articles.row())
}

fn key_at(state: &State, listing: &Listing, row: usize) -> Option<ArticleKey> {
    state.index.row(listing.at(row)?).map(|row| row.key.clone())
}

/// Moves the cursor of the list by some articles.
pub fn step(state: &mut State, by: isize) {
    let listing = listing(state);
    let mut cursor = std::mem::take(&mut state.articles);
    cursor.step(by, listing.len(), |row| key_at(state, &listing, row));
    state.articles = cursor;
}

/// Puts the cursor on a row of the list.
pub fn move_to_row(state: &mut State, row: usize) {
    let key = key_at(state, &listing(state), row);
    state.articles.set_row(row, key);
}

/// Finds the rows of the list's cursor and of Compare's columns again, in a list that shows `height` articles.
pub fn settle(state: &mut State, height: usize) {
    let listing = listing(state);
    let mut cursor = std::mem::take(&mut state.articles);
    settle_on(state, &listing, &mut cursor, height);
    state.articles = cursor;
}

/// Finds the row of a cursor among the listed articles again.
pub fn settle_on(state: &State, listing: &Listing, cursor: &mut KeyedCursor<ArticleKey>, height: usize) {
    let find = |key: &ArticleKey| listing.place(state.index.find(key)?);
    cursor.settle(listing.len(), height, |row| key_at(state, listing, row), find);
}

/// Changes what is listed: the list begins at its top, with the cursor on the open article.
fn relist(state: &mut State, change: impl FnOnce(&mut State)) {
    change(state);
    state.articles.scroll_to_start();
    if let Some(open) = &state.open {
        state.articles.go_to(open.article.key.clone());
    }
}

/// The search that the list is narrowed to was made again: what holds it now is listed.
pub fn renew(state: &mut State) {
    let Some(ArticleFilter::Holding(expression, before)) = &state.filter else { return };
    let Some(counts) = corpus_search::counts_for(state, expression) else { return };
    let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
    if keys != **before {
        let narrow = ArticleFilter::Holding(expression.clone(), Arc::new(keys));
        state.filter = Some(narrow);
    }
}

/// Lists only articles that hold what was searched for, or that name the selected entity; or all again.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.filter.is_some() && state.view != View::Search {
        relist(state, |state| state.filter = None);
        state.notify(format!("Listing all {} articles again", state.index.len()));
        return Vec::new();
    }
    let key = state.keymap.key_of("narrow").to_owned();
    let found = (state.view == View::Search || state.selected.is_none())
        .then(|| state.corpus_search.expression.clone())
        .filter(|expression| !expression.is_empty());
    if let Some(expression) = found {
        let Some(counts) = corpus_search::counts_for(state, &expression) else {
            let again = state.keymap.key_of("search-all");
            state.notify(if state.corpus_search.is_searching {
                "The search is still running".to_owned()
            } else {
                format!("The search was cancelled. Press {again} to repeat it.")
            });
            return Vec::new();
        };
        let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
        if keys.is_empty() {
            state.notify(format!("No article contains {expression}; all stay listed"));
            return Vec::new();
        }
        let those = match keys.len() {
            1 => "the one article that contains".to_owned(),
            count => format!("the {count} articles that contain"),
        };
        state.notify(format!("Listing only {those} {expression}; {key} lists all"));
        relist(state, |state| state.filter = Some(ArticleFilter::Holding(expression, Arc::new(keys))));
        state.view = View::Read;
        return corpus_search::renew_if_old(state);
    } else if let Some(selected) = &state.selected {
        let name = state.selected_name().unwrap_or_default();
        // A name may have been in articles that are gone.
        let counted = state.corpus_stats().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
        if state.selected_id().is_none() || counted == Some(0) {
            state.notify(format!("No article mentions {name}; all stay listed"));
            return Vec::new();
        }
        let narrow = ArticleFilter::Naming(selected.clone());
        relist(state, |state| state.filter = Some(narrow));
        state.notify(format!("Listing only articles that mention {name}; {key} lists all"));
    } else {
        let effects = corpus_search::begin(state, None);
        state.notify(format!("Type what the articles must contain; Enter, then {key} lists only those"));
        return effects;
    }
    Vec::new()
}

/// Sorts the list of articles by the next thing.
pub fn sort(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    relist(state, |state| state.sort = state.sort.next());
    let what = match (state.sort, state.selected_name()) {
        (Sort::Mentions, Some(name)) => format!("mentions of {name}"),
        (sort, _) => sort.name().to_owned(),
    };
    state.notify(format!("Articles sorted by {what}"));
    Vec::new()
}
