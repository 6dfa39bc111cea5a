//! Finds the places that a clause names, and the phrases by which a value is for all places together.

use std::ops::Range;

use crate::analysis::figures::tables::GROUP_ENDS;
use crate::analysis::figures::tokens::{Token, lower, lower_before};

/// Words before the name of a place.
const PREPOSITIONS: &[&str] =
    &["in", "at", "near", "from", "around", "across", "outside", "of", "to", "off", "inside"];
/// Words between a preposition and the name: `in the northern Marl`.
const BEFORE_NAMES: &[&str] = &[
    "the",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "nearby",
    "neighbouring",
    "neighboring",
    "downtown",
    "rural",
];
/// Maximum number of [`BEFORE_NAMES`] before a name.
const MAX_BEFORE_NAME: usize = 2;

/// Returns the names in a clause that follow `in`, `at` or the like, as ranges of tokens: `Port Velin` in `near Port
/// Velin`.
pub(super) fn places(tokens: &[Token<'_>], clause: &Range<usize>) -> Vec<Range<usize>> {
    // The preposition that opens a sentence has a capital, but is no part of the name.
    let is_capital = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_capital() && !PREPOSITIONS.contains(&token.lower.as_str()))
    };
    let mut found = Vec::new();
    let mut at = clause.start;
    while at < clause.end {
        let end = (at..clause.end).find(|at| !is_capital(*at)).unwrap_or(clause.end);
        if at < end && is_after_preposition(tokens, at) {
            found.push(at..end);
        }
        at = end + 1;
    }
    found
}

/// True for a token that follows one of [`PREPOSITIONS`].
fn is_after_preposition(tokens: &[Token<'_>], at: usize) -> bool {
    let skipped = (1..=MAX_BEFORE_NAME)
        .take_while(|back| BEFORE_NAMES.contains(&lower_before(tokens, at, *back)))
        .count();
    PREPOSITIONS.contains(&lower_before(tokens, at, skipped + 1))
}

/// True if a clause gives a value for all places together: `14 people in all`, `all told`, but not `in all districts`.
pub(super) fn is_in_all(tokens: &[Token<'_>], clause: &Range<usize>) -> bool {
    let is_alone = |at: usize| {
        let next = lower(tokens, at);
        at >= clause.end
            || !tokens.get(at).is_some_and(Token::is_word)
            || tokens.get(at).is_some_and(Token::has_digit)
            || (GROUP_ENDS.contains(next) && !matches!(next, "of" | "the" | "its" | "their"))
    };
    clause.clone().any(|at| match (lower(tokens, at), lower(tokens, at + 1)) {
        ("in", "all") => is_alone(at + 2),
        ("all", "told" | "together") => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::figures::tokens::tokens;

    #[test]
    fn a_place_is_a_whole_name_after_a_preposition() {
        for (text, names) in [
            ("killed 5 people in Port Velin", vec!["Port Velin"]),
            ("killed 5 people near the northern Sorn", vec!["Sorn"]),
            ("killed 5 people around Sorn and in Velin", vec!["Sorn", "Velin"]),
            ("In Port Velin 5 people died", vec!["Port Velin"]),
            ("Velin police found 5", vec![]),
        ] {
            let tokens = tokens(text);
            let found: Vec<String> = places(&tokens, &(0..tokens.len()))
                .into_iter()
                .map(|name| tokens[name].iter().map(|token| token.text).collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn in_all_is_a_whole_unless_a_noun_follows() {
        for (text, is_whole) in [
            ("14 people in all", true),
            ("in all 14 people died", true),
            ("14 people in all in Sorn", true),
            ("14 people all told", true),
            ("14 people in all districts", false),
            ("14 people in all of Sorn", false),
        ] {
            let tokens = tokens(text);
            assert_eq!(is_in_all(&tokens, &(0..tokens.len())), is_whole, "{text}");
        }
    }
}
