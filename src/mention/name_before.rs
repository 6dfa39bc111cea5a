//! The capitalised words and initials before a surname, and what precedes them.

use crate::mention::context::{Context, Word};
use crate::mention::person_name::Owner;
use crate::mention::words::classes::{is_given, is_non_name};
use crate::mention::words::key;

/// Maximum number of capitalised words or initials examined.
const MAX_RUN: usize = 5;
/// Prepositions that may precede a place or a date at the start of a sentence.
const OPENING_PREPOSITIONS: &[&str] =
    &["After", "At", "Before", "From", "In", "Inside", "Near", "On", "Outside", "Over", "Since"];

/// What precedes a surname.
pub(super) enum NameBefore<'a> {
    /// Nothing that may be a given name.
    Nothing,
    /// A single initial, folded.
    Initial(String),
    /// A capitalised word, and the initials after it, folded and without full stops.
    Word(Word<'a>, String),
}

/// Returns what may be a given name before an offset: a capitalised word with only initials after it, else a single
/// initial.
pub(super) fn name_before<'a>(context: &Context<'a>, at: usize) -> NameBefore<'a> {
    let Some(mut word) = context.word_before(at) else { return NameBefore::Nothing };
    let mut initials = String::new();
    for _ in 0..MAX_RUN {
        if !word.is_initial() {
            break;
        }
        // Without a full stop, a capital letter is an initial only after a capitalised word: not in "A Trump rally".
        if !word.has_full_stop
            && !context.word_before(word.start).is_some_and(|before| before.is_capitalised())
        {
            return NameBefore::Nothing;
        }
        initials.insert_str(0, &key(word.text).replace('.', ""));
        let Some(before) = context.word_before(word.start) else { return lone_initials(initials) };
        if !before.begins_with_capital() || (before.has_full_stop && !before.is_initial()) {
            return lone_initials(initials);
        }
        word = before;
    }
    // Then J. Low: the word before the initial is not part of the name.
    if !initials.is_empty() && is_non_name(word.text) && !is_given(word.text) {
        return lone_initials(initials);
    }
    let is_name =
        word.begins_with_capital() && !word.has_full_stop && !word.is_possessive() && !word.is_initial();
    if is_name { NameBefore::Word(word, initials) } else { NameBefore::Nothing }
}

/// Classifies initials with no word before them: a single letter is a person's, several are more likely an
/// acronym.
fn lone_initials<'a>(initials: String) -> NameBefore<'a> {
    if initials.chars().nth(1).is_none() { NameBefore::Initial(initials) } else { NameBefore::Nothing }
}

/// True if the run of capitalised words ending with `last` has one of the owner's own words: Donald John
/// Trump.
pub(super) fn includes_own_name(owner: &Owner, context: &Context<'_>, last: Word<'_>) -> bool {
    let mut word = Some(last);
    for _ in 0..MAX_RUN {
        let Some(current) = word.filter(|current| current.begins_with_capital() && !current.is_possessive())
        else {
            return false;
        };
        if owner.has_word(&key(current.text)) {
            return true;
        }
        word =
            context.word_before(current.start).filter(|before| !before.has_full_stop || before.is_initial());
    }
    false
}

/// True if `in` or `at` precedes a word, which may then be a place.
pub(super) fn follows_in_or_at(context: &Context<'_>, word: &Word<'_>) -> bool {
    context.word_before(word.start).is_some_and(|before| matches!(key(before.text).as_str(), "in" | "at"))
}

/// True if a run of capitalised words ending with `last`, perhaps with `the` among them, follows a preposition at the
/// start of a sentence: In New York, On Truth Social.
pub(super) fn follows_opening_preposition(context: &Context<'_>, last: &Word<'_>) -> bool {
    let mut word = *last;
    for _ in 0..MAX_RUN {
        let Some(before) = context.word_before(word.start).filter(|before| !before.has_full_stop) else {
            return false;
        };
        if OPENING_PREPOSITIONS.contains(&before.text) {
            return context.opens_sentence(before.start);
        }
        if !before.begins_with_capital() && before.text != "the" {
            return false;
        }
        word = before;
    }
    false
}
