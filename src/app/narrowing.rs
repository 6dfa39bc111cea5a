//! Which articles are listed, in which order: what `J K ] [ } {` walk over, too.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::listing::{Listing, ListingFilter, Sort};
use crate::analysis::walk::MentionFilter;
use crate::app::action::Effect;
use crate::app::compare;
use crate::app::finding;
use crate::app::input::View;
use crate::app::jobs::{AnySlot, Reply};
use crate::app::queries::{ListingQuery, Snapshot};
use crate::app::state::State;
use crate::app::watching;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;

/// What the list of articles is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// Articles that name an entity.
    Naming(EntityKey),
    /// Articles that hold what an expression describes.
    Holding(String, Arc<HashSet<ArticleKey>>),
}

/// How articles are to be listed now; none where the index itself is the list.
fn query(state: &State) -> Option<ListingQuery> {
    if state.sort == Sort::Path && state.narrow.is_none() {
        return None;
    }
    let narrowed = state.narrow.as_ref().map(|narrow| match narrow {
        Narrow::Holding(_, keys) => ListingFilter::Keys(Arc::clone(keys)),
        Narrow::Naming(entity) => match state.index.find_entity(entity) {
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
    let is_all = state.sort == Sort::Path && state.narrow.is_none();
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

/// Takes a listing; the hand stays on its article.
pub fn take(state: &mut State, reply: &mut Reply) {
    let under = under_hand(state);
    let column = key_of(state, compare::article_under_hand(state));
    compare::keep_hand(state);
    state.listing.keep(reply);
    put_hand(state, under.as_ref());
    compare::put_column(state, column.as_ref());
    compare::find_sought(state);
}

/// The article under the hand in the list.
pub fn under_hand(state: &State) -> Option<ArticleKey> {
    key_of(state, listing(state).at(state.articles.at))
}

fn key_of(state: &State, article: Option<ArticleId>) -> Option<ArticleKey> {
    state.index.row(article?).map(|row| row.key.clone())
}

/// Puts the hand on an article, if it is listed; else leaves it inside the list.
pub fn put_hand(state: &mut State, key: Option<&ArticleKey>) {
    let listing = listing(state);
    let place = key.and_then(|key| state.index.find(key)).and_then(|id| listing.place(id));
    state.articles.at = place.unwrap_or(state.articles.at).min(listing.len().saturating_sub(1));
}

/// Changes what is listed: the list begins at its top, with the hand on the open article; in Compare the hand stays on its cell.
fn relist(state: &mut State, change: impl FnOnce(&mut State)) {
    let column = key_of(state, compare::article_under_hand(state));
    compare::keep_hand(state);
    change(state);
    state.articles.top = 0;
    let open = state.open.as_ref().map(|open| open.article.key.clone());
    put_hand(state, open.as_ref());
    compare::put_column(state, column.as_ref());
    compare::find_sought(state);
}

/// The search that the list is narrowed to was made again: what holds it now is listed.
pub fn renew(state: &mut State) {
    let Some(Narrow::Holding(expression, before)) = &state.narrow else { return };
    let Some(counts) = finding::counts_for(state, expression) else { return };
    let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
    if keys != **before {
        let narrow = Narrow::Holding(expression.clone(), Arc::new(keys));
        watching::keeping_hands(state, |state| state.narrow = Some(narrow));
    }
}

/// Lists only articles that hold what was searched for, or that name the selected entity; or all again.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.narrow.is_some() && state.view != View::Search {
        relist(state, |state| state.narrow = None);
        state.say(format!("all {} articles are listed again", state.index.len()));
        return Vec::new();
    }
    let key = state.keymap.key_of("narrow").to_owned();
    let found = (state.view == View::Search || state.selected.is_none())
        .then(|| state.finding.expression.clone())
        .filter(|expression| !expression.is_empty());
    if let Some(expression) = found {
        let Some(counts) = finding::counts_for(state, &expression) else {
            let again = state.keymap.key_of("search-all");
            state.say(if state.finding.is_searching {
                "the search is still under way".to_owned()
            } else {
                format!("the search was given up: {again} makes it again")
            });
            return Vec::new();
        };
        let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
        if keys.is_empty() {
            state.say(format!("no article holds {expression}: all stay listed"));
            return Vec::new();
        }
        let those = match keys.len() {
            1 => "the one article that holds".to_owned(),
            count => format!("the {count} articles that hold"),
        };
        state.say(format!("only {those} {expression}; {key} lists all again"));
        relist(state, |state| state.narrow = Some(Narrow::Holding(expression, Arc::new(keys))));
        state.view = View::Read;
        return finding::renew_if_old(state);
    } else if let Some(selected) = &state.selected {
        let name = state.selected_name().unwrap_or_default();
        // A name may have been in articles that are gone.
        let counted = state.corpus_stats().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
        if state.selected_id().is_none() || counted == Some(0) {
            state.say(format!("no article names {name}: all stay listed"));
            return Vec::new();
        }
        let narrow = Narrow::Naming(selected.clone());
        relist(state, |state| state.narrow = Some(narrow));
        state.say(format!("only articles that name {name}; {key} lists all again"));
    } else {
        let effects = finding::begin(state, None);
        state.say(format!("type what the articles must hold; Enter, then {key} lists only those"));
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
    state.say(format!("articles by {what}"));
    Vec::new()
}
