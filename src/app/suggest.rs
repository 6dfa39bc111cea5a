//! The Suggest view: names that stand in the articles and not in the list.

use std::collections::HashSet;

use crate::analysis::suggestions::{Suggestion, SuggestionKind};
use crate::app::action::Effect;
use crate::app::geometry::{KeyedCursor, Pane};
use crate::app::go_to;
use crate::app::input::View;
use crate::app::jobs::{Reply, Slot};
use crate::app::overlays::add_entity::{self, What};
use crate::app::queries::{Suggested, SuggestionsPart, SuggestionsQuery};
use crate::app::state::{JumpTarget, State};
use crate::gazetteer::KindId;
use crate::text::fold::fold_form;

/// Rows of the view above the first suggestion.
pub const HEAD_ROWS: u16 = 2;
/// Rows below the last one: a rule, the example, where it stands.
pub const FOOT_ROWS: u16 = 5;

/// What is remembered of the view.
#[derive(Debug, Default)]
pub struct Suggest {
    /// The suggestions.
    pub given: Option<Suggested>,
    /// The look for newer ones that is under way.
    pub search: Slot<SuggestionsQuery>,
    /// How many articles were looked through for that.
    pub looked_through: usize,
    /// The generation for which they were given up.
    pub given_up: Option<u64>,
    /// The cursor among the suggestions.
    pub row: KeyedCursor<String>,
    /// Names that are not to be suggested again, folded.
    pub refused: HashSet<String>,
}

/// The suggestions, if any are there, even of an older generation.
pub fn rows(state: &State) -> Option<&[Suggestion]> {
    state.suggest.given.as_ref().map(|given| given.rows.as_slice())
}

/// The suggestion under the hand.
pub fn at_cursor(state: &State) -> Option<&Suggestion> {
    rows(state)?.get(state.suggest.row.row())
}

/// Whether a suggestion was refused.
pub fn is_refused(state: &State, suggestion: &Suggestion) -> bool {
    state.suggest.refused.contains(&fold_form(&suggestion.surface))
}

/// Rows of the list, on a screen as it is.
pub fn height(state: &State) -> usize {
    usize::from(state.layout().body.height.saturating_sub(HEAD_ROWS + FOOT_ROWS)).max(1)
}

/// Whether the list names hardly anything in these articles: less than one mention an article.
pub fn is_wanted(state: &State) -> bool {
    let mentions = state.corpus_stats().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
    let is_bare = mentions.is_some_and(|mentions| (mentions as usize) < state.index.len());
    let has_words = || state.index.ids().any(|id| state.index.row(id).is_some_and(|row| row.sentences > 0));
    state.loading.done && state.selected.is_none() && state.hidden.is_empty() && is_bare && has_words()
}

/// Into the view, or back.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.suggest.given_up = None;
    state.view = if state.view == View::Suggest { View::Read } else { View::Suggest };
    Vec::new()
}

/// Stops looking for names, if they are looked for, until the view is opened again.
pub fn stop(state: &mut State) -> Option<Vec<Effect>> {
    state.suggest.search.give_up().then(|| {
        state.suggest.given_up = Some(state.index.generation);
        Vec::new()
    })
}

/// Wants suggestions once all articles are read, unless those of this generation are there. Nobody waits for them outside the
/// view.
pub fn want(state: &mut State) {
    let generation = state.index.generation;
    let suggest = &mut state.suggest;
    let is_here = suggest.given.as_ref().is_some_and(|given| given.generation == generation);
    let is_wanted =
        state.view == View::Suggest && state.loading.done && !is_here && suggest.given_up != Some(generation);
    let is_under_way = suggest.search.is_waiting()
        && suggest.search.wanted().is_some_and(|query| query.generation == generation);
    if !is_wanted {
        if state.view != View::Suggest {
            suggest.search.give_up();
        }
    } else if !is_under_way {
        suggest.looked_through = 0;
        suggest.search.start(SuggestionsQuery { generation, refused: suggest.refused.clone() });
    }
}

/// Takes suggestions, or how far a look has come.
pub fn take(state: &mut State, reply: &mut Reply) {
    match state.suggest.search.take(reply).and_then(|part| part.answer) {
        Some(SuggestionsPart::Progress(articles)) => state.suggest.looked_through = articles,
        Some(SuggestionsPart::Done(suggested)) => put(state, suggested),
        None => {}
    }
}

/// Shows suggestions; the hand stays on its name, or goes to the next one that is still there.
fn put(state: &mut State, suggested: Suggested) {
    if suggested.is_truncated {
        state.notify("Too many names; showing the most frequent");
    }
    let places: HashSet<&str> = suggested.rows.iter().map(|row| row.surface.as_str()).collect();
    let from = rows(state).unwrap_or_default().get(state.suggest.row.row()..).unwrap_or_default();
    let next = from.iter().find(|row| places.contains(row.surface.as_str()));
    if let Some(surface) = next.map(|row| row.surface.clone()) {
        state.suggest.row.go_to(surface);
    }
    state.suggest.given = Some(suggested);
}

/// Moves the hand by some rows.
pub fn step(state: &mut State, by: isize) {
    let suggest = &mut state.suggest;
    let rows = suggest.given.as_ref().map_or(&[][..], |given| &given.rows);
    suggest.row.step(by, rows.len(), |at| key_at(rows, at));
}

fn key_at(rows: &[Suggestion], at: usize) -> Option<String> {
    rows.get(at).map(|row| row.surface.clone())
}

/// Puts the cursor on a row.
pub fn move_to_row(state: &mut State, row: usize) {
    let key = key_at(rows(state).unwrap_or_default(), row);
    state.suggest.row.set_row(row, key);
}

/// Finds the cursor's name again.
pub fn settle(state: &mut State) {
    let height = height(state);
    let suggest = &mut state.suggest;
    let rows = suggest.given.as_ref().map_or(&[][..], |given| &given.rows);
    let find = |key: &String| rows.iter().position(|row| row.surface == *key);
    suggest.row.settle(rows.len(), height, |at| key_at(rows, at), find);
}

/// What the list would make of the suggestion under the hand.
pub fn add(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(suggestion) = at_cursor(state).cloned() else { return Vec::new() };
    let Some(list) = state.suggest.given.as_ref().map(|given| &given.list) else { return Vec::new() };
    let of = suggestion.of.filter(|_| suggestion.kind == SuggestionKind::Variant);
    let of = of.and_then(|of| list.entry(of)).map(|entry| What::Alias(entry.id.clone()));
    let kind = suggestion.guess.and_then(|kind| list.kind(kind));
    let guess = of.or_else(|| kind.map(|kind| What::Entity(kind.id.clone())));
    // A person's bare surname needs no line of its own.
    let surname = suggestion.surface.split(' ').next_back().map(fold_form);
    let is_person = suggestion.guess == Some(KindId::PERSON);
    let aliases = suggestion.aliases.into_iter();
    let aliases = aliases.filter(|alias| !is_person || Some(fold_form(alias)) != surname).collect();
    add_entity::open_choice(state, suggestion.surface, guess.as_ref(), aliases);
    Vec::new()
}

/// Refuses the suggestion under the hand, or takes the refusal back.
pub fn refuse(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(suggestion) = at_cursor(state) else { return Vec::new() };
    let (surface, folded) = (suggestion.surface.clone(), fold_form(&suggestion.surface));
    let is_refused = state.suggest.refused.insert(folded.clone());
    if is_refused {
        state.notify(format!("{surface} ignored; not suggested again"));
        step(state, 1);
    } else {
        state.suggest.refused.remove(&folded);
        state.notify(format!("{surface} is suggested again"));
    }
    vec![Effect::Refuse { name: folded, is_refused }]
}

/// To the example of the suggestion under the hand.
pub fn enter(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(example) = at_cursor(state).map(|suggestion| suggestion.example.clone()) else {
        return Vec::new();
    };
    let Some(article) = state.index.find(&example.key) else { return Vec::new() };
    state.focus = Pane::Text;
    go_to::jump(state, article, JumpTarget::Words(example.range.start, example.range.end))
}
