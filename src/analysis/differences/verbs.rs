//! Tells verbs from other words by their form and by a table of irregular ones.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis::figures::tokens::{Token, lower, lower_before};

/// Past tenses and participles of irregular verbs.
static IRREGULAR: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("irregular_verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The words in `irregular_verbs.txt` that are no participles.
const NO_PARTICIPLES: &[&str] = &[
    "began", "fell", "broke", "sank", "rose", "took", "went", "came", "became", "blew", "drew", "gave",
    "grew", "ran", "spoke", "stole", "threw", "tore", "woke", "wrote", "drove", "flew", "hid", "lay", "rang",
    "sang", "shook", "swore", "effect",
];

/// True for a word that is likely a verb: a past tense or participle, or a word after `to` or `will`.
pub(super) fn is_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let word = lower(tokens, at);
    let is_name = at > 0 && tokens.get(at).is_some_and(Token::is_capital);
    let follows =
        matches!(lower_before(tokens, at, 1), "to" | "will" | "would" | "could" | "may" | "might" | "must");
    !is_name
        && (IRREGULAR.contains(word)
            || follows
            || (word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"))))
}

/// True for a lower-case participle of the past, such as `signed` or `broken`, which may follow what it was done to:
/// `treaty signed`. Regular past tenses have the same form.
pub(super) fn is_participle(word: &str) -> bool {
    (IRREGULAR.contains(word) && !NO_PARTICIPLES.contains(&word)) || (word.len() > 4 && word.ends_with("ed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_irregular_form_that_is_no_participle_is_in_the_table() {
        for word in NO_PARTICIPLES {
            assert!(IRREGULAR.contains(word) && !is_participle(word), "{word}");
        }
        for word in ["signed", "broken", "stolen", "held"] {
            assert!(is_participle(word), "{word}");
        }
    }
}
