//! Given names: who Steve is, in an article that names Steve Witkoff.
//!
//! A first name says less than a surname: it is common, it is a saint's or a king's, it is a word. So it counts only where one person
//! of the article has it, where it stands alone, and where nothing else claims its characters.

use std::ops::Range;

use crate::gazetteer::EntryId;
use crate::mention::guard::Guard;
use crate::mention::person_name::{Owner, is_spelling};
use crate::mention::surroundings::{Line, Surroundings, Word, is_hyphen};
use crate::mention::uncertainty::Uncertainty;
use crate::mention::word_surname::{is_beside_date, is_beside_number, speaks_for_person};
use crate::mention::words::classes::is_no_name;
use crate::mention::words::{
    CALENDAR, GIVEN_ALSO_PLACES, GIVEN_ALSO_WORDS, PARTICLES, SENTENCE_OPENERS, TITLES,
    TITLES_OF_GIVEN_NAMES, key,
};

/// So many words behind a first name are looked through for the person's surname.
const LONGEST_NAME: usize = 5;

/// What is found of a first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It names the person.
    Stands,
    /// It may.
    Uncertain(Uncertainty),
    /// It does not here.
    Blocked,
    /// It is the first name of somebody else, so it names nobody in the article.
    Shared,
}

/// Whether a first name that stands in a text names the person whose it is.
pub(super) fn judge(guard: &Guard<'_>, entry: EntryId, owner: &Owner, span: &Range<usize>) -> Outcome {
    let around = guard.around(span.start);
    let (before, behind) = around.neighbours(span);
    if before.is_some_and(is_hyphen) || is_joined_behind(&around, span.end, behind) {
        return Outcome::Blocked;
    }
    let line = around.line(span.start);
    if let Some(word) = around.word_behind(span.end).filter(|word| joins_behind(word)) {
        return match line {
            _ if is_own_name(owner, &around, word) => Outcome::Blocked,
            Line::Plain => Outcome::Shared,
            _ => Outcome::Uncertain(Uncertainty::Headline),
        };
    }
    if let Some(verdict) = before_it(guard, entry, &around, span, line) {
        return verdict;
    }
    let key = key(around.rest(span.start).get(..span.len()).unwrap_or_default());
    let is_calendar = CALENDAR.contains(key.as_str());
    let is_word = is_calendar || GIVEN_ALSO_WORDS.contains(key.as_str());
    let is_place = GIVEN_ALSO_PLACES.contains(key.as_str());
    if (is_calendar && is_beside_date(&around, span)) || (is_word && is_beside_number(&around, span)) {
        return Outcome::Blocked;
    }
    if is_word && is_behind_determiner(&around, span.start) {
        return Outcome::Blocked;
    }
    if is_calendar && !speaks_for_person(&around, span) {
        return Outcome::Uncertain(Uncertainty::AlsoWord);
    }
    let says_nothing = line != Line::Plain || around.opens_sentence(span.start);
    if is_word && says_nothing {
        return Outcome::Blocked;
    }
    if is_place && !speaks_for_person(&around, span) {
        return Outcome::Uncertain(Uncertainty::AlsoWord);
    }
    Outcome::Stands
}

/// Whether an article or a possessive makes a thing of a first name that is a word: the Bill, his Will.
fn is_behind_determiner(around: &Surroundings<'_>, at: usize) -> bool {
    const DETERMINERS: &[&str] = &[
        "a", "an", "any", "each", "every", "her", "his", "its", "my", "no", "our", "that", "the", "their",
        "this", "your",
    ];
    around.word_before(at).is_some_and(|word| DETERMINERS.contains(&key(word.text).as_str()))
}

/// A hyphen and a capital behind a first name make another one: Jean-Claude.
fn is_joined_behind(around: &Surroundings<'_>, end: usize, behind: Option<char>) -> bool {
    behind.is_some_and(is_hyphen) && around.rest(end).chars().nth(1).is_some_and(char::is_uppercase)
}

/// Whether a word behind a first name makes another person's name with it.
fn joins_behind(word: &Word<'_>) -> bool {
    if word.is_initial() && word.has_stop {
        return true;
    }
    let key = key(word.text);
    let is_known = [&SENTENCE_OPENERS, &CALENDAR, &TITLES].iter().any(|table| table.contains(key.as_str()));
    (word.is_capitalised() && !is_known)
        || (PARTICLES.contains(key.as_str()) && !matches!(key.as_str(), "la" | "le" | "do" | "den" | "al"))
}

/// Whether the words behind a first name lead to its owner's surname, perhaps otherwise spelt: then it is nobody else's.
fn is_own_name(owner: &Owner, around: &Surroundings<'_>, first: Word<'_>) -> bool {
    let mut word = Some(first);
    let last = owner.surname.rsplit(' ').next().unwrap_or_default();
    for _ in 0..LONGEST_NAME {
        let Some(here) = word else { return false };
        let folded = key(here.without_possessive());
        if folded == last || is_spelling(&folded, last) {
            return true;
        }
        word = around.word_behind(here.end() + usize::from(here.has_stop && here.is_initial()));
        word = word.filter(|word| word.begins_with_capital() || PARTICLES.contains(key(word.text).as_str()));
    }
    false
}

/// What the word before a first name makes of it; none where it stands alone.
fn before_it(
    guard: &Guard<'_>,
    entry: EntryId,
    around: &Surroundings<'_>,
    span: &Range<usize>,
    line: Line,
) -> Option<Outcome> {
    let word = around.word_before(span.start)?;
    let key = key(word.text);
    if TITLES_OF_GIVEN_NAMES.contains(key.as_str()) && word.begins_with_capital() {
        return Some(Outcome::Blocked);
    }
    if word.has_stop && !word.is_initial() {
        return None;
    }
    let is_name = word.is_capitalised() || (word.is_initial() && word.has_stop);
    let stands_apart = word.is_possessive()
        || is_no_name(word.text)
        || guard.names_another(entry, word.end())
        || (around.opens_sentence(word.start) && guard.is_ordinary(&word.text.to_lowercase()));
    (is_name && !stands_apart).then_some(match line {
        Line::Plain => Outcome::Blocked,
        _ => Outcome::Uncertain(Uncertainty::Headline),
    })
}
