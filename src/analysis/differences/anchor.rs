//! Names what statements are about, in a few of their own words.

use std::collections::HashSet;

use super::concepts::concept;
use crate::analysis::figures::tokens::tokens;
use crate::analysis::figures::{Dimension, Figure};

/// Maximum number of shared words in an anchor.
const MAX_SHARED_WORDS: usize = 3;

/// Returns what figures count and what happened to it: `people killed`, `prisoners freed`. A count without a noun is
/// one of people. Empty if neither is known.
pub(super) fn head_and_act(figures: &[&Figure]) -> String {
    let head =
        figures.iter().map(|figure| figure.head.as_str()).find(|head| !head.is_empty() && *head != "them");
    let act = figures.iter().find_map(|figure| figure.act);
    let is_count = figures.first().is_some_and(|figure| figure.dimension == Dimension::Count);
    let words = [head.or(is_count.then_some("people")), act];
    let mut words: Vec<&str> = words.into_iter().flatten().collect();
    words.dedup();
    words.join(" ")
}

/// Returns the words that two sentences share, in the order of the first: the [`MAX_SHARED_WORDS`] weightiest, without
/// those in `known`. Forms of one word and synonyms count as shared.
pub(super) fn shared_words(
    first: &str,
    second: &str,
    known: &str,
    weight: impl Fn(&str) -> f64,
) -> Vec<String> {
    let others: HashSet<String> = tokens(second).iter().filter_map(concept).collect();
    let known: HashSet<String> = tokens(known).iter().filter_map(concept).collect();
    let mut seen = HashSet::new();
    let mut shared: Vec<(usize, f64, String)> = Vec::new();
    for (at, token) in tokens(first).iter().enumerate() {
        let Some(concept) =
            concept(token).filter(|concept| others.contains(concept) && !known.contains(concept))
        else {
            continue;
        };
        if seen.insert(concept.clone()) {
            shared.push((at, weight(&concept), token.text.to_owned()));
        }
    }
    shared.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    shared.truncate(MAX_SHARED_WORDS);
    shared.sort_by_key(|(at, ..)| *at);
    shared.into_iter().map(|(_, _, word)| word).collect()
}
