//! The Suggest view: names that stand in the articles and not in the list.

use std::collections::HashSet;

use crate::analysis::suggestions::{Suggestion, SuggestionKind};
use crate::app::action::Effect;
use crate::app::adding::{self, What};
use crate::app::jump;
use crate::app::pane::{Cursor, Pane, View};
use crate::app::state::{Landing, State};
use crate::gazetteer::KindId;
use crate::text::fold::fold_form;

/// Rows of the view above the first suggestion.
pub const HEAD_ROWS: u16 = 2;
/// Rows below the last one: a rule, the example, where it stands.
pub const FOOT_ROWS: u16 = 5;

/// What is remembered of the view.
#[derive(Clone, Debug, Default)]
pub struct Suggesting {
    /// The suggestions, with the generation of the index they belong to.
    pub rows: Option<(u64, Vec<Suggestion>)>,
    /// The generation for which they were asked.
    pub asked: Option<u64>,
    /// The row under the hand.
    pub row: Cursor,
    /// Names that are not to be suggested again, folded.
    pub refused: HashSet<String>,
}

/// The suggestions, if any are there, even of an older generation.
pub fn rows(state: &State) -> Option<&[Suggestion]> {
    state.suggest.rows.as_ref().map(|(_, rows)| rows.as_slice())
}

/// The suggestion under the hand.
pub fn under_hand(state: &State) -> Option<&Suggestion> {
    rows(state)?.get(state.suggest.row.at)
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
    let mentions = state.everywhere().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
    let is_bare = mentions.is_some_and(|mentions| (mentions as usize) < state.index.len());
    let has_words = || state.index.ids().any(|id| state.index.row(id).is_some_and(|row| row.sentences > 0));
    state.reading.done && state.selected.is_none() && state.hidden.is_empty() && is_bare && has_words()
}

/// Into the view, or back.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.view = if state.view == View::Suggest { View::Read } else { View::Suggest };
    Vec::new()
}

/// Asks for suggestions once all articles are read, unless those of this generation are there or under way.
pub fn ask(state: &mut State) -> Option<Effect> {
    let generation = state.index.generation;
    let is_there = state.suggest.rows.as_ref().is_some_and(|(given, _)| *given == generation);
    if state.view != View::Suggest
        || !state.reading.done
        || is_there
        || state.suggest.asked == Some(generation)
    {
        return None;
    }
    state.suggest.asked = Some(generation);
    Some(Effect::Suggest { generation, refused: state.suggest.refused.clone() })
}

/// Takes suggestions, if they are those asked for.
pub fn take(state: &mut State, generation: u64, rows: Vec<Suggestion>, is_cut: bool) {
    if state.suggest.asked != Some(generation) {
        return;
    }
    state.suggest.asked = None;
    if is_cut {
        state.say("there are more names than can be kept apart; the commonest are here");
    }
    let last = rows.len().saturating_sub(1);
    state.suggest.row.at = state.suggest.row.at.min(last);
    state.suggest.rows = Some((generation, rows));
}

/// Moves the hand by some rows.
pub fn step(state: &mut State, by: isize) {
    let count = rows(state).map_or(0, <[Suggestion]>::len);
    let height = height(state);
    state.suggest.row.step(by, count);
    state.suggest.row.show(height, count);
}

/// What the list would make of the suggestion under the hand.
pub fn add(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(suggestion) = under_hand(state).cloned() else { return Vec::new() };
    let guess = match (suggestion.kind, suggestion.of, suggestion.guess) {
        (SuggestionKind::Variant, Some(of), _) => Some(What::Alias(of)),
        (_, _, Some(kind)) => Some(What::Entity(kind)),
        _ => None,
    };
    // A person's bare surname needs no line of its own.
    let last = suggestion.surface.split(' ').next_back().map(fold_form);
    let is_person = suggestion.guess == Some(KindId::PERSON);
    let aliases = suggestion.aliases.into_iter();
    let aliases = aliases.filter(|alias| !is_person || Some(fold_form(alias)) != last).collect();
    adding::choose(state, suggestion.surface, None, guess, aliases);
    Vec::new()
}

/// Refuses the suggestion under the hand, or takes the refusal back.
pub fn refuse(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(suggestion) = under_hand(state) else { return Vec::new() };
    let (surface, folded) = (suggestion.surface.clone(), fold_form(&suggestion.surface));
    let is_refused = state.suggest.refused.insert(folded.clone());
    if is_refused {
        state.say(format!("{surface} will not be suggested again"));
        step(state, 1);
    } else {
        state.suggest.refused.remove(&folded);
        state.say(format!("{surface} may be suggested again"));
    }
    vec![Effect::Refuse { name: folded, is_refused }]
}

/// To the example of the suggestion under the hand.
pub fn enter(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(example) = under_hand(state).map(|suggestion| suggestion.example.clone()) else {
        return Vec::new();
    };
    let Some(article) = state.index.find(&example.key) else { return Vec::new() };
    state.focus = Pane::Text;
    jump::jump(state, article, Landing::Words(example.range.start, example.range.end))
}
