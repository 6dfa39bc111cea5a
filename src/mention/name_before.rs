//! The run of capitalised words and initials before a surname, and what stands before that.

use crate::mention::person_name::Owner;
use crate::mention::surroundings::{Surroundings, Word};
use crate::mention::words::classes::{is_given, is_no_name};
use crate::mention::words::key;

/// So many words of a run of capitalised ones are looked at.
const LONGEST_RUN: usize = 5;
/// Behind these, at the head of a sentence, a place or a date may stand.
const OPENING_PREPOSITIONS: &[&str] =
    &["After", "At", "Before", "From", "In", "Inside", "Near", "On", "Outside", "Over", "Since"];

/// What stands before a surname.
pub(super) enum NameBefore<'a> {
    /// Nothing that may be a given name.
    Nothing,
    /// One initial alone, folded.
    Initial(String),
    /// A capitalised word, and the initials behind it, folded and without full stops.
    Word(Word<'a>, String),
}

/// What may be a given name before a place: what is capitalised, initials passed over.
pub(super) fn name_before<'a>(around: &Surroundings<'a>, at: usize) -> NameBefore<'a> {
    let Some(mut word) = around.word_before(at) else { return NameBefore::Nothing };
    let mut initials = String::new();
    for _ in 0..LONGEST_RUN {
        if !word.is_initial() {
            break;
        }
        // A letter without a full stop is an initial between names only: Plan B, A Trump rally.
        if !word.has_stop && !around.word_before(word.start).is_some_and(|before| before.is_capitalised()) {
            return NameBefore::Nothing;
        }
        initials.insert_str(0, &key(word.text).replace('.', ""));
        let Some(before) = around.word_before(word.start) else { return alone(initials) };
        if !before.begins_with_capital() || (before.has_stop && !before.is_initial()) {
            return alone(initials);
        }
        word = before;
    }
    // Then J. Low: the word before is none of the name.
    if !initials.is_empty() && is_no_name(word.text) && !is_given(word.text) {
        return alone(initials);
    }
    let is_name = word.begins_with_capital() && !word.has_stop && !word.is_possessive() && !word.is_initial();
    if is_name { NameBefore::Word(word, initials) } else { NameBefore::Nothing }
}

/// Initials without a word before them: those of a person where it is one letter, else an acronym as like as not.
fn alone<'a>(initials: String) -> NameBefore<'a> {
    if initials.chars().nth(1).is_none() { NameBefore::Initial(initials) } else { NameBefore::Nothing }
}

/// Whether the run of capitalised words that ends with a word holds one of the owner's own: Donald John Trump.
pub(super) fn is_own(owner: &Owner, around: &Surroundings<'_>, last: Word<'_>) -> bool {
    let mut word = Some(last);
    for _ in 0..LONGEST_RUN {
        let Some(here) = word.filter(|here| here.begins_with_capital() && !here.is_possessive()) else {
            return false;
        };
        if owner.has_word(&key(here.text)) {
            return true;
        }
        word = around.word_before(here.start).filter(|before| !before.has_stop || before.is_initial());
    }
    false
}

/// Whether `in` or `at` stands before a word, which is then a place as well as anything else.
pub(super) fn is_behind_in(around: &Surroundings<'_>, word: &Word<'_>) -> bool {
    around.word_before(word.start).is_some_and(|before| matches!(key(before.text).as_str(), "in" | "at"))
}

/// Whether a run of capitalised words that ends with a word stands behind a preposition that opens the sentence: In New York,
/// On Truth Social.
pub(super) fn is_behind_opening_preposition(around: &Surroundings<'_>, last: &Word<'_>) -> bool {
    let mut word = *last;
    for _ in 0..LONGEST_RUN {
        let Some(before) = around.word_before(word.start).filter(|before| !before.has_stop) else {
            return false;
        };
        if OPENING_PREPOSITIONS.contains(&before.text) {
            return around.opens_sentence(before.start);
        }
        if !before.begins_with_capital() && before.text != "the" {
            return false;
        }
        word = before;
    }
    false
}
