//! Reduces words to concepts, so that two wordings of one thing share some.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::analysis::figures::tables::{Applies, EVERYONE, SAYING, act};
use crate::analysis::figures::tokens::Token;
use crate::mention::words::{CALENDAR, SMALL_OPENERS};

/// Words that news reports use for one thing, one concept per line.
const SYNONYMS: &str = include_str!("concepts.txt");
/// Words too common to tell two things apart.
const STOP_WORDS: &str = include_str!("stop_words.txt");

static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    STOP_WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The first stem of each concept, by all of its stems. A stem in several concepts belongs to the first.
static CONCEPTS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut concepts = HashMap::new();
    for line in SYNONYMS.lines().filter(|line| !line.starts_with('#')) {
        let first = stem(line.split_whitespace().next().unwrap_or_default());
        for word in line.split_whitespace() {
            concepts.entry(stem(word)).or_insert_with(|| first.clone());
        }
    }
    concepts
});

/// Returns the stem of a lower-case word: the word without the endings of plurals, past tenses and participles. It need
/// not be a word itself, but most forms of a word have the same stem.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.trim_end_matches("'s").to_owned();
    let len = stem.chars().count();
    if len > 4 && stem.ends_with("ies") {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if len > 3
        && stem.ends_with('s')
        && !stem.ends_with("ss")
        && !stem.ends_with("us")
        && !stem.ends_with("is")
    {
        stem.truncate(stem.len() - 1);
    }
    let len = stem.chars().count();
    if len > 5 && stem.ends_with("ing") {
        stem.truncate(stem.len() - 3);
    } else if len > 4 && stem.ends_with("ed") {
        stem.truncate(stem.len() - 2);
    }
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && a.is_alphabetic()
        && stem.chars().count() > 3
        && !matches!(a, 's' | 'l' | 'e' | 'o')
    {
        stem.truncate(stem.len() - a.len_utf8());
    }
    if stem.chars().count() > 3 && stem.ends_with('e') {
        stem.truncate(stem.len() - 1);
    }
    if stem.chars().count() > 3 && stem.ends_with('y') {
        stem.truncate(stem.len() - 1);
        stem.push('i');
    }
    stem
}

/// Returns the concept of a token. None for punctuation, numbers, months and weekdays, words of one or two letters, and
/// words too common to tell two things apart.
pub(super) fn concept(token: &Token<'_>) -> Option<String> {
    if !token.is_word() || token.has_digit() {
        return None;
    }
    let word = token.lower.trim_end_matches('.');
    let is_stop = STOPS.contains(word)
        || SAYING.contains(word)
        || EVERYONE.contains(word)
        || (CALENDAR.contains(word) && (token.is_capital() || word.len() > 3))
        || (SMALL_OPENERS.contains(word) && act(word, &[Applies::Any]).is_none());
    if is_stop || word.chars().count() < 3 {
        return None;
    }
    let stem = stem(word);
    Some(CONCEPTS.get(&stem).cloned().unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (left, right) in [
            ("released", "releasing"),
            ("parties", "party"),
            ("cut", "cutting"),
            ("houses", "house"),
            ("burned", "burns"),
            ("derailed", "derails"),
        ] {
            assert_eq!(stem(left), stem(right), "{left} {right}");
        }
        for (left, right) in [("price", "prison"), ("state", "station"), ("bus", "business")] {
            assert_ne!(stem(left), stem(right));
        }
    }
}
