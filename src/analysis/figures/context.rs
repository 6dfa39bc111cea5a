//! Reads what a sentence says about a figure: its clause, whether it is stated, planned or denied, and whether it is
//! former or quoted.

use std::ops::Range;

use super::figure::Modality;
use super::read::RawFigure;
use super::tables::{CHANGES, HYPOTHETICAL, NEGATED, PLANNED, SAYING, SUBORDINATORS};
use super::tokens::{Kind, Token, kind, lower, lower_before};

/// Number of tokens before a figure, in its clause, in which words of plans and doubt are looked for.
const MAX_WORDS_BEFORE: usize = 14;
/// Number of tokens after a figure and its noun in which they are looked for.
const MAX_WORDS_AFTER: usize = 6;

/// What a sentence says about a figure.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// Indices of the tokens of its clause.
    pub clause: Range<usize>,
    pub modality: Modality,
    pub is_former: bool,
    pub is_quoted: bool,
}

/// Returns the context of each figure of a sentence.
pub(super) fn contexts(tokens: &[Token<'_>], figures: &[RawFigure]) -> Vec<Context> {
    let mut marks = 0;
    let mut next = 0;
    let mut found = Vec::with_capacity(figures.len());
    for (at, figure) in figures.iter().enumerate() {
        while next < figure.first {
            marks += usize::from(kind(tokens, next) == Some(Kind::Mark));
            next += 1;
        }
        let clause = clause(tokens, figure.first, figure.end);
        let modality = modality(tokens, figure, &clause);
        let is_former = is_former(tokens, figures, at);
        found.push(Context { clause, modality, is_former, is_quoted: marks % 2 == 1 });
    }
    found
}

/// Returns the clause around the tokens from `first` to `end`, up to punctuation or a word that opens another clause.
/// `as` just before them opens none: `given as 46,150`.
pub(crate) fn clause(tokens: &[Token<'_>], first: usize, end: usize) -> Range<usize> {
    let ends_clause = |at: usize, token: &Token<'_>| {
        let is_given_as = token.lower == "as" && at + 1 == first;
        matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Open | Kind::Close | Kind::Mark)
            || (SUBORDINATORS.contains(token.lower.as_str()) && !is_given_as)
    };
    let is_end = |(at, token): (usize, &Token<'_>)| ends_clause(at, token).then_some(at + 1);
    let before = tokens.get(..first).unwrap_or_default();
    let start = before.iter().enumerate().rev().find_map(is_end).unwrap_or(0);
    let after = (end..).zip(tokens.get(end..).unwrap_or_default());
    let end = after
        .into_iter()
        .find_map(|(at, token)| ends_clause(at, token).then_some(at))
        .unwrap_or(tokens.len());
    start..end
}

/// Returns how a clause presents a figure.
fn modality(tokens: &[Token<'_>], figure: &RawFigure, clause: &Range<usize>) -> Modality {
    let first = clause.start.max(figure.first.saturating_sub(MAX_WORDS_BEFORE));
    let before = tokens.get(first..figure.first).unwrap_or_default();
    let last = clause.end.min(figure.head_end + MAX_WORDS_AFTER);
    let after = tokens.get(figure.head_end.min(last)..last).unwrap_or_default();
    // The word before the clause, which opens it, counts too: `if`, `unless`.
    let opener = lower_before(tokens, clause.start, 1);
    let has = |table: &std::collections::HashSet<&str>| {
        before.iter().chain(after).any(|token| table.contains(token.as_verb())) || table.contains(opener)
    };
    // `is to free`, `are to be freed`
    let all = tokens.get(clause.clone()).unwrap_or_default();
    let is_to = all.windows(2).any(|pair| {
        matches!(pair, [verb, to] if matches!(verb.lower.as_str(), "is" | "are" | "was" | "were") && to.lower == "to")
    });
    let negation =
        before.iter().any(|token| NEGATED.contains(token.lower.as_str()) || token.lower.ends_with("n't"));
    // After a verb of saying, `would` speaks of the future: `said that it would`.
    let sentence_before = tokens.get(..figure.first).unwrap_or_default();
    let is_reported = sentence_before.iter().any(|token| SAYING.contains(token.lower.as_str()));
    let doubts = before.iter().chain(after).filter(|token| HYPOTHETICAL.contains(token.as_verb()));
    let only_would = is_reported
        && !HYPOTHETICAL.contains(opener)
        && doubts.clone().count() > 0
        && doubts.clone().all(|token| token.lower == "would");
    if negation {
        Modality::Negated
    } else if has(&HYPOTHETICAL) && !only_would {
        Modality::Hypothetical
    } else if has(&PLANNED) || is_to || only_would {
        Modality::Planned
    } else {
        Modality::Stated
    }
}

/// True for the first value of a change or the second of a comparison: `from 28 to 19`, `up from 12`, `compared with
/// 12`.
fn is_former(tokens: &[Token<'_>], figures: &[RawFigure], at: usize) -> bool {
    let Some(figure) = figures.get(at) else { return false };
    let before = lower_before(tokens, figure.first, 1);
    let two_before = lower_before(tokens, figure.first, 2);
    if matches!(two_before, "compared" | "against") || matches!(before, "against" | "versus" | "than") {
        return true;
    }
    if before != "from" {
        return false;
    }
    let is_same = |other: &RawFigure| other.dimension == figure.dimension;
    let next_is_to = figures.get(at + 1).is_some_and(|next| {
        is_same(next) && next.first <= figure.head_end + 4 && lower_before(tokens, next.first, 1) == "to"
    });
    let last_is_to = at
        .checked_sub(1)
        .and_then(|last| figures.get(last))
        .is_some_and(|last| is_same(last) && lower_before(tokens, last.first, 1) == "to");
    let window = tokens.get(figure.first.saturating_sub(10)..figure.first).unwrap_or_default();
    let has_change = window
        .iter()
        .any(|token| CHANGES.contains(token.lower.as_str()) || matches!(token.lower.as_str(), "up" | "down"));
    next_is_to || last_is_to || has_change || lower(tokens, figure.head_end) == "last"
}
