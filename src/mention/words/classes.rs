//! Classifies a capitalised word next to a name by the tables.

use super::{
    CALENDAR, GIVEN_NAME_TITLES, GIVEN_NAMES, NATIONALITIES, PARTIES, SENTENCE_OPENERS, STRONG_HEAD_NOUNS,
    TITLES, WEAK_HEAD_NOUNS, key,
};

/// True if the word, or the part before its first hyphen, is a given name.
pub(in crate::mention) fn is_given(word: &str) -> bool {
    let first = word.split(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(word);
    GIVEN_NAMES.contains(key(word).as_str()) || (first != word && GIVEN_NAMES.contains(key(first).as_str()))
}

/// True if a capitalised word does not show whose the surname after it is: a title, a nation, a party, a
/// sentence opener, a month, weekday or holiday, or a noun that ends the names of organisations or places (unless it
/// is also a given name).
pub(in crate::mention) fn is_neutral(word: &str) -> bool {
    is_non_name(word) || (is_head_noun(word) && !is_given(word))
}

/// Like [`is_neutral`], without the nouns that end the names of organisations and places, which turn a given name
/// into another name: Hotel Kirill.
pub(in crate::mention) fn is_non_name(word: &str) -> bool {
    let whole = key(word);
    is_title(word) || SENTENCE_OPENERS.contains(whole.as_str()) || CALENDAR.contains(whole.as_str())
}

fn is_head_noun(word: &str) -> bool {
    let key = key(word);
    STRONG_HEAD_NOUNS.contains(key.as_str()) || WEAK_HEAD_NOUNS.contains(key.as_str())
}

/// True if a word, or the part after its last hyphen, is a title, a nation or a party.
pub(in crate::mention) fn is_title(word: &str) -> bool {
    let last = word.rsplit(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(word);
    [key(word), key(last)].iter().map(String::as_str).any(|word| {
        TITLES.contains(word)
            || GIVEN_NAME_TITLES.contains(word)
            || NATIONALITIES.contains(word)
            || PARTIES.contains(word)
    })
}
