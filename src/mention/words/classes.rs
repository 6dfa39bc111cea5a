//! What a capitalised word beside a name is, by the tables.

use super::{
    CALENDAR, EVERYDAY, GIVEN_NAMES, NATIONALITIES, PARTIES, SENTENCE_OPENERS, TITLES, TITLES_OF_GIVEN_NAMES,
    UNMISTAKABLE, key,
};

/// Whether a table has the word, or the first part of it, as a given name.
pub(in crate::mention) fn is_given(word: &str) -> bool {
    let first = word.split(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(word);
    GIVEN_NAMES.contains(key(word).as_str()) || (first != word && GIVEN_NAMES.contains(key(first).as_str()))
}

/// Whether a capitalised word says nothing of whose the name behind it is: titles, nations, parties, words that open
/// sentences, weekdays, and the last words of organisations and places.
pub(in crate::mention) fn is_neutral(word: &str) -> bool {
    is_no_name(word) || (is_longer_name_word(word) && !is_given(word))
}

/// As [`is_neutral`], but for the last words of organisations and places, which make another name of a first name: Hotel Kirill.
pub(in crate::mention) fn is_no_name(word: &str) -> bool {
    let whole = key(word);
    is_title(word) || SENTENCE_OPENERS.contains(whole.as_str()) || CALENDAR.contains(whole.as_str())
}

fn is_longer_name_word(word: &str) -> bool {
    let key = key(word);
    UNMISTAKABLE.contains(key.as_str()) || EVERYDAY.contains(key.as_str())
}

/// Whether a word, or the last part of it, is a title, a nation or a party.
pub(in crate::mention) fn is_title(word: &str) -> bool {
    let last = word.rsplit(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(word);
    [key(word), key(last)].iter().map(String::as_str).any(|word| {
        TITLES.contains(word)
            || TITLES_OF_GIVEN_NAMES.contains(word)
            || NATIONALITIES.contains(word)
            || PARTIES.contains(word)
    })
}
