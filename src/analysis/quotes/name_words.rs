//! What the words of a name say about it.

use std::ops::Range;

use super::lexicon::{self, Gender};
use super::tokens::{Kind, Token};
use crate::mention::words::{
    CALENDAR, GENERATIONS, GIVEN_NAMES, HONOURS, MEN, NATIONALITIES, SMALL_OPENERS, STRONG_HEAD_NOUNS,
    TITLES, WEAK_HEAD_NOUNS, WOMEN, key,
};

/// Maximum number of words in a person's name.
const MAX_NAME_WORDS: usize = 5;

/// Given names that end in `a` and are mostly men's.
const MEN_IN_A: &[&str] = &[
    "mykola", "nikita", "ilya", "illia", "kuzma", "foma", "luca", "joshua", "ezra", "misha", "sasha",
    "kolya", "vanya", "petya", "volodya", "dima", "grisha", "seryozha", "mustafa", "musa", "isa", "mika",
    "jukka", "pekka", "esa", "juha", "nicola", "andrea", "gianluca", "akira", "kenta", "shota", "abba",
];

/// Titles that show whether a person is a man or a woman.
const GENDERED_TITLES: &[(&str, Gender)] = &[
    ("mr", Gender::Male),
    ("sir", Gender::Male),
    ("lord", Gender::Male),
    ("king", Gender::Male),
    ("prince", Gender::Male),
    ("chairman", Gender::Male),
    ("mrs", Gender::Female),
    ("ms", Gender::Female),
    ("miss", Gender::Female),
    ("lady", Gender::Female),
    ("dame", Gender::Female),
    ("queen", Gender::Female),
    ("princess", Gender::Female),
    ("chairwoman", Gender::Female),
    ("madam", Gender::Female),
];

pub(super) fn is_organisation_noun(token: &Token<'_>) -> bool {
    let key = key(token.text);
    token.is_capital()
        && (STRONG_HEAD_NOUNS.contains(key.as_str())
            || WEAK_HEAD_NOUNS.contains(key.as_str())
            || lexicon::is_organisation(&key))
        && !TITLES.contains(key.as_str())
}

pub(super) fn is_comma(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Comma)
}

/// True for a function word or adverb, which is probably capitalised only because it starts a sentence.
pub(super) fn is_opener(token: &Token<'_>) -> bool {
    let word = token.lower.as_str();
    (SMALL_OPENERS.contains(word)
        || lexicon::is_determiner(word)
        || lexicon::is_pronoun(word)
        || lexicon::is_preposition(word)
        || lexicon::is_subordinator(word)
        || lexicon::is_coordinator(word)
        || lexicon::is_adverb(word))
        && !token.text.chars().nth(1).is_some_and(char::is_uppercase)
}

/// Removes titles, offices and nationalities before a name, and honours after it.
pub(super) fn strip_titles(tokens: &[Token<'_>], mut run: Range<usize>) -> Range<usize> {
    while run.end > run.start + 1 && tokens.get(run.end - 1).is_some_and(is_honour) {
        run.end -= 1;
    }
    let last_title =
        (run.start..run.end.saturating_sub(1)).rev().find(|at| tokens.get(*at).is_some_and(is_title));
    if let Some(title) = last_title {
        return title + 1..run.end;
    }
    // Secretary of State Marco Rubio
    let is_of =
        run.start.checked_sub(1).is_some_and(|of| tokens.get(of).is_some_and(|token| token.lower == "of"));
    let office = run.start.checked_sub(2).and_then(|at| tokens.get(at));
    if is_of && office.is_some_and(is_title) {
        let given =
            (run.start + 1..run.end.saturating_sub(1)).find(|at| tokens.get(*at).is_some_and(is_given));
        return given.map_or(run.clone(), |given| given..run.end);
    }
    while run.len() > 1
        && tokens.get(run.start).is_some_and(is_nation)
        && tokens.get(run.start + 1).is_some_and(is_given)
    {
        run.start += 1;
    }
    run
}

pub(super) fn is_honour(token: &Token<'_>) -> bool {
    HONOURS.contains(key(token.text).as_str())
}

pub(super) fn is_title(token: &Token<'_>) -> bool {
    let key = key(token.text);
    let last = key.rsplit('-').next().unwrap_or(&key);
    (TITLES.contains(key.as_str()) || TITLES.contains(last)) && !GIVEN_NAMES.contains(key.as_str())
}

pub(super) fn is_nation(token: &Token<'_>) -> bool {
    NATIONALITIES.contains(key(token.text).as_str())
        || token.text.chars().all(|c| c.is_uppercase() || c == '.')
}

pub(super) fn is_given(token: &Token<'_>) -> bool {
    GIVEN_NAMES.contains(key(token.text).as_str())
}

/// True for a word that names nobody by itself: a month, a title, a nationality.
pub(super) fn is_no_name(token: &Token<'_>) -> bool {
    let key = key(token.text);
    CALENDAR.contains(key.as_str()) || NATIONALITIES.contains(key.as_str()) || TITLES.contains(key.as_str())
}

/// True if a name ends like that of a person and not of an organisation or place.
pub(super) fn is_person_name(tokens: &[Token<'_>], name: &Range<usize>) -> bool {
    let Some(last) = name.end.checked_sub(1).and_then(|last| tokens.get(last)) else { return false };
    let last_key = key(last.text);
    let is_acronym = last.text.chars().nth(1).is_some() && last.text.chars().all(char::is_uppercase);
    let has_given_name = tokens.get(name.start).is_some_and(is_given);
    let before = name.start.checked_sub(1).and_then(|before| tokens.get(before));
    let follows_article = before.is_some_and(|token| matches!(token.lower.as_str(), "the" | "a" | "an"));
    let is_thing = STRONG_HEAD_NOUNS.contains(last_key.as_str())
        || (!has_given_name && (follows_article || WEAK_HEAD_NOUNS.contains(last_key.as_str())));
    !is_acronym
        && !is_thing
        && name.len() <= MAX_NAME_WORDS
        && !CALENDAR.contains(last_key.as_str())
        && !NATIONALITIES.contains(last_key.as_str())
}

/// True for the name of a nation or an acronym, which describes the noun after it.
pub(super) fn is_place_or_nation(tokens: &[Token<'_>], run: &Range<usize>) -> bool {
    tokens.get(run.clone()).is_some_and(|words| words.iter().all(is_nation))
}

/// Returns the last word of a name as a key, leaving out generational suffixes, honours and a possessive ending.
pub(super) fn last_name_word(tokens: &[Token<'_>], run: &Range<usize>) -> Option<String> {
    let words = tokens.get(run.clone())?;
    let last = words.iter().rev().find(|token| {
        let key = key(token.text);
        !GENERATIONS.contains(key.as_str()) && !HONOURS.contains(key.as_str())
    })?;
    let lower = last.lower.strip_suffix("'s").unwrap_or(&last.lower);
    Some(key(lower))
}

/// Returns what a title says of gender.
pub(super) fn title_gender(lower: &str) -> Option<Gender> {
    let title = lower.trim_end_matches('.');
    GENDERED_TITLES.iter().find(|(word, _)| *word == title).map(|(_, gender)| *gender)
}

/// Returns what a given name says of gender.
pub(super) fn gender_of_given(given: &str) -> Option<Gender> {
    match (MEN.contains(given), WOMEN.contains(given)) {
        (true, false) => return Some(Gender::Male),
        (false, true) => return Some(Gender::Female),
        _ => {}
    }
    if MEN_IN_A.contains(&given) {
        return Some(Gender::Male);
    }
    (given.ends_with('a') && GIVEN_NAMES.contains(given)).then_some(Gender::Female)
}

/// True for the name of a day, a month or a holiday.
pub(super) fn is_day(token: &Token<'_>) -> bool {
    token.is_capital() && CALENDAR.contains(token.lower.as_str())
}
