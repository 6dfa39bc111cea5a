//! Given names: who Steve is, in an article that names Steve Witkoff.
//!
//! A given name is weaker evidence than a surname: it may be common, or a saint's or a king's, or also a word.
//! So it counts only if exactly one person in the article has it, it is on its own, and nothing else claims
//! its characters.

use std::ops::Range;

use crate::gazetteer::EntryId;
use crate::mention::context::{Context, LineCase, Word, is_hyphen};
use crate::mention::guard::Guard;
use crate::mention::person_name::{Owner, is_spelling_variant};
use crate::mention::uncertainty::Uncertainty;
use crate::mention::word_surname::{is_beside_date, is_beside_number, suggests_person};
use crate::mention::words::classes::is_non_name;
use crate::mention::words::{
    CALENDAR, GIVEN_NAME_TITLES, GIVEN_NAMES_AS_PLACES, GIVEN_NAMES_AS_WORDS, PARTICLES, SENTENCE_OPENERS,
    TITLES, key,
};

/// Maximum number of words after a given name that are searched for the person's surname.
const MAX_NAME_WORDS: usize = 5;

/// The verdict on a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenVerdict {
    /// It names the person.
    Accept,
    /// It may name the person.
    Uncertain(Uncertainty),
    /// It does not name the person here.
    Reject,
    /// It is part of someone else's name, so no occurrence of it in the article names the person.
    Shared,
}

/// Judges whether a given name in a text names its person.
pub(super) fn judge(guard: &Guard<'_>, entry: EntryId, owner: &Owner, span: &Range<usize>) -> GivenVerdict {
    let context = guard.context_at(span.start);
    let (before, after) = context.neighbours(span);
    if before.is_some_and(is_hyphen) || is_hyphenated_name(&context, span.end, after) {
        return GivenVerdict::Reject;
    }
    let line = context.line_case(span.start);
    if let Some(word) = context.word_after(span.end).filter(|word| extends_name(word)) {
        return match line {
            // The person's own name, in a form that the list lacks: listed forms are matched as a whole.
            _ if is_followed_by_own_surname(owner, &context, word) => GivenVerdict::Reject,
            LineCase::Plain => GivenVerdict::Shared,
            _ => GivenVerdict::Uncertain(Uncertainty::Headline),
        };
    }
    if let Some(verdict) = judge_by_word_before(guard, entry, &context, span, line) {
        return verdict;
    }
    let key = key(context.text_after(span.start).get(..span.len()).unwrap_or_default());
    let is_calendar = CALENDAR.contains(key.as_str());
    let is_word = is_calendar || GIVEN_NAMES_AS_WORDS.contains(key.as_str());
    let is_place = GIVEN_NAMES_AS_PLACES.contains(key.as_str());
    if (is_calendar && is_beside_date(&context, span)) || (is_word && is_beside_number(&context, span)) {
        return GivenVerdict::Reject;
    }
    if is_word && follows_determiner(&context, span.start) {
        return GivenVerdict::Reject;
    }
    if is_calendar && !suggests_person(&context, span) {
        return GivenVerdict::Uncertain(Uncertainty::AlsoWord);
    }
    let is_capital_meaningless = line != LineCase::Plain || context.opens_sentence(span.start);
    if is_word && is_capital_meaningless {
        return GivenVerdict::Reject;
    }
    if is_place && !suggests_person(&context, span) {
        return GivenVerdict::Uncertain(Uncertainty::AlsoWord);
    }
    GivenVerdict::Accept
}

/// True if a determiner makes a given name a common noun: the Bill, his Will.
fn follows_determiner(context: &Context<'_>, at: usize) -> bool {
    const DETERMINERS: &[&str] = &[
        "a", "an", "any", "each", "every", "her", "his", "its", "my", "no", "our", "that", "the", "their",
        "this", "your",
    ];
    context.word_before(at).is_some_and(|word| DETERMINERS.contains(&key(word.text).as_str()))
}

/// True if a hyphen and a capital follow a given name and make it another one: Jean-Claude.
fn is_hyphenated_name(context: &Context<'_>, end: usize, after: Option<char>) -> bool {
    after.is_some_and(is_hyphen) && context.text_after(end).chars().nth(1).is_some_and(char::is_uppercase)
}

/// True if the word after a given name continues a name: an initial, a particle, or a capitalised word that is
/// not known to be something else.
fn extends_name(word: &Word<'_>) -> bool {
    if word.is_initial() && word.has_full_stop {
        return true;
    }
    let key = key(word.text);
    let is_other_word =
        [&SENTENCE_OPENERS, &CALENDAR, &TITLES].iter().any(|table| table.contains(key.as_str()));
    (word.is_capitalised() && !is_other_word)
        || (PARTICLES.contains(key.as_str()) && !matches!(key.as_str(), "la" | "le" | "do" | "den" | "al"))
}

/// True if the last word of the owner's surname, in any similar spelling, is among the words that continue a given
/// name.
fn is_followed_by_own_surname(owner: &Owner, context: &Context<'_>, first: Word<'_>) -> bool {
    let mut word = Some(first);
    let last = owner.surname.rsplit(' ').next().unwrap_or_default();
    for _ in 0..MAX_NAME_WORDS {
        let Some(current) = word else { return false };
        let folded = key(current.without_possessive());
        if folded == last || is_spelling_variant(&folded, last) {
            return true;
        }
        word = context.word_after(current.end() + usize::from(current.has_full_stop && current.is_initial()));
        word = word.filter(|word| word.begins_with_capital() || PARTICLES.contains(key(word.text).as_str()));
    }
    false
}

/// Judges a given name by the word before it. None if that word has no bearing on it.
fn judge_by_word_before(
    guard: &Guard<'_>,
    entry: EntryId,
    context: &Context<'_>,
    span: &Range<usize>,
    line: LineCase,
) -> Option<GivenVerdict> {
    let word = context.word_before(span.start)?;
    let key = key(word.text);
    if GIVEN_NAME_TITLES.contains(key.as_str()) && word.begins_with_capital() {
        return Some(GivenVerdict::Reject);
    }
    if word.has_full_stop && !word.is_initial() {
        return None;
    }
    let is_name = word.is_capitalised() || (word.is_initial() && word.has_full_stop);
    let is_separate = word.is_possessive()
        || is_non_name(word.text)
        || guard.names_another(entry, word.end())
        || (context.opens_sentence(word.start) && guard.is_ordinary(&word.text.to_lowercase()));
    (is_name && !is_separate).then_some(match line {
        LineCase::Plain => GivenVerdict::Reject,
        _ => GivenVerdict::Uncertain(Uncertainty::Headline),
    })
}
