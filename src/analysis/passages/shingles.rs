//! Finds the runs of five words (shingles) that classes of paragraphs share, by their fingerprints.

use std::collections::HashSet;

use rayon::prelude::*;

use super::paragraphs::{Classes, words_fingerprint};
use super::words::{Document, Word};

/// Number of words of a shingle.
pub(super) const SHINGLE: usize = 5;
/// Shingles in more classes of paragraphs than this are ignored, since they are formulaic.
const MAX_POSTINGS: usize = 100;
/// If a shingle is in more classes than this, each class is compared only with the first one and the one before it.
/// Passages in many classes are still found, since they are joined afterwards.
const MAX_ALL_PAIRS: usize = 8;

/// A run of [`SHINGLE`] words that two classes share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    /// The first class, which has the lower index.
    pub left: u32,
    /// The second class.
    pub right: u32,
    /// Index of the first word in the first class.
    pub left_start: u32,
    /// Index of the first word in the second class.
    pub right_start: u32,
}

/// The first occurrence of a shingle in a class. Sorting makes equal shingles neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    hash: u64,
    class: u32,
    start: u32,
}

/// Finds the shingles that classes share, sorted by the pair of classes, then by position.
pub(super) fn seeds(classes: &Classes, documents: &[Document]) -> Vec<Seed> {
    let each = (0..classes.classes.len()).into_par_iter();
    let mut postings: Vec<Posting> =
        each.flat_map_iter(|class| postings(class, classes.words(class, documents))).collect();
    postings.par_sort_unstable();
    let mut seeds = Vec::new();
    for group in postings.chunk_by(|left, right| left.hash == right.hash) {
        if group.len() < 2 || group.len() > MAX_POSTINGS {
            continue;
        }
        for (at, right) in group.iter().enumerate() {
            let earlier = group.get(..at).unwrap_or_default();
            if group.len() <= MAX_ALL_PAIRS {
                seeds.extend(earlier.iter().map(|left| seed(left, right)));
            } else {
                let mut partners: Vec<&Posting> = earlier.first().into_iter().chain(earlier.last()).collect();
                partners.dedup();
                seeds.extend(partners.into_iter().map(|left| seed(left, right)));
            }
        }
    }
    seeds.par_sort_unstable();
    seeds
}

fn seed(left: &Posting, right: &Posting) -> Seed {
    Seed { left: left.class, right: right.class, left_start: left.start, right_start: right.start }
}

/// Returns the shingles of a class, each once. Leaves out those without a word that counts, and those that overlap a
/// quote, since quotes are compared on their own.
fn postings(class: usize, words: &[Word]) -> Vec<Posting> {
    let mut seen = HashSet::new();
    let shingles = words.windows(SHINGLE).enumerate();
    let telling = shingles.filter(|(_, shingle)| is_telling(shingle));
    let all = telling.map(|(start, shingle)| (start, words_fingerprint(shingle)));
    all.filter(|(_, hash)| seen.insert(*hash))
        .map(|(start, hash)| Posting { hash, class: class as u32, start: start as u32 })
        .collect()
}

/// True if all words are outside quotes and at least one counts.
fn is_telling(shingle: &[Word]) -> bool {
    shingle.iter().all(|word| !word.is_quoted) && shingle.iter().any(Word::counts)
}
