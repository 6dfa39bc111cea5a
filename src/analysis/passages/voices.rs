//! Finds copies, and voices: groups of reports that consist mostly of the same words.

use std::collections::HashMap;

use super::paragraphs::{Classes, words_fingerprint};
use super::rows::{Sets, TextRow};
use super::words::Document;

/// Reports are one voice if they have this share of the shorter one's words in common.
const SAME_VOICE: f64 = 0.6;
/// Reports are copies if this share of the longer one's words is in paragraphs that the other has too.
const SAME_TEXT: f64 = 0.95;
/// If more documents than this share a paragraph or passage, each is compared only with the first and the one before
/// it.
const MAX_ALL_PAIRS: usize = 24;

/// Which reports speak with one voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// For each article, the number of its voice, from 0, in the order of the voices' first articles.
    pub of: Vec<usize>,
    /// Number of voices.
    pub count: usize,
}

impl Voices {
    /// Numbers sets of articles.
    pub(super) fn of_sets(sets: &mut Sets, articles: usize) -> Self {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let of: Vec<usize> = (0..articles)
            .map(|article| {
                let next = numbers.len();
                *numbers.entry(sets.root(article)).or_insert(next)
            })
            .collect();
        Self { of, count: numbers.len() }
    }
}

/// Returns, for each document, the first one with the same words. Documents without words are not equal to each other.
pub(super) fn first_with_same_words(documents: &[Document]) -> Vec<usize> {
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut originals = Vec::with_capacity(documents.len());
    for (at, document) in documents.iter().enumerate() {
        let original = match words_fingerprint(&document.words) {
            _ if document.words.is_empty() => at,
            hash => *first.entry(hash).or_insert(at),
        };
        originals.push(original);
    }
    originals
}

/// What two documents share.
#[derive(Debug, Default)]
struct Overlap {
    /// Number of words of the shorter one in paragraphs that the other has too.
    in_equal_paragraphs: usize,
    /// Ranges of the shorter one's words in other shared passages.
    ranges: Vec<(usize, usize)>,
}

/// Counts the words that pairs of documents share.
#[derive(Debug, Default)]
pub(super) struct Overlaps {
    pairs: HashMap<(usize, usize), Overlap>,
}

impl Overlaps {
    /// Counts the words in equal paragraphs.
    pub fn of_paragraphs(classes: &Classes, documents: &[Document]) -> Self {
        let mut overlaps = Self::default();
        // Number of paragraphs of each class in each document.
        let counts: Vec<HashMap<usize, usize>> = classes
            .by_document
            .iter()
            .map(|of_document| {
                let mut counts = HashMap::new();
                for class in of_document {
                    *counts.entry(*class).or_default() += 1;
                }
                counts
            })
            .collect();
        for (at, class) in classes.classes.iter().enumerate().filter(|(_, class)| class.places.len() > 1) {
            let sharing: Vec<usize> = class.places.iter().map(|place| place.document).collect();
            for_pairs(&sharing, |left, right| {
                let (shorter, longer) = by_length(documents, left, right);
                let count =
                    |document: usize| counts.get(document).and_then(|counts| counts.get(&at)).copied();
                let count = count(shorter).unwrap_or(0).min(count(longer).unwrap_or(0).max(1));
                overlaps.pairs.entry((shorter, longer)).or_default().in_equal_paragraphs += count * class.len;
            });
        }
        overlaps
    }

    /// Counts the words in passages that are not equal paragraphs.
    pub fn add_rows(&mut self, rows: &[TextRow], classes: &Classes, documents: &[Document]) {
        for row in rows {
            let sharing: Vec<usize> = (0..row.places.len()).collect();
            for_pairs(&sharing, |left, right| {
                let (Some((left, in_left)), Some((right, in_right))) =
                    (row.places.get(left), row.places.get(right))
                else {
                    return;
                };
                let (shorter, longer) = by_length(documents, *left, *right);
                let range = if shorter == *left { in_left } else { in_right };
                let overlap = self.pairs.entry((shorter, longer)).or_default();
                let Some(document) = documents.get(shorter) else { return };
                let Some(of_shorter) = classes.by_document.get(shorter) else { return };
                let first = document.paragraphs.partition_point(|paragraph| paragraph.end <= range.start);
                let paragraphs = document.paragraphs.iter().zip(of_shorter).skip(first);
                for (paragraph, class) in paragraphs.take_while(|(paragraph, _)| paragraph.start < range.end)
                {
                    let places =
                        classes.classes.get(*class).map(|class| class.places.as_slice()).unwrap_or_default();
                    if places.binary_search_by_key(&longer, |place| place.document).is_err() {
                        overlap.ranges.push((paragraph.start.max(range.start), paragraph.end.min(range.end)));
                    }
                }
            });
        }
    }

    /// Joins documents that are copies of each other, apart from a few words. Returns, for each document joined, its
    /// lowest share with another: the share of the longer one's words that are in equal paragraphs.
    pub fn join_copies(&self, documents: &[Document], sets: &mut Sets) -> HashMap<usize, f64> {
        let mut shares: HashMap<usize, f64> = HashMap::new();
        for ((shorter, longer), overlap) in &self.pairs {
            let words = documents.get(*longer).map_or(0, |document| document.words.len());
            let share = overlap.in_equal_paragraphs as f64 / words.max(1) as f64;
            if share >= SAME_TEXT {
                sets.join(*shorter, *longer);
                for document in [*shorter, *longer] {
                    let lowest = shares.entry(document).or_insert(1.0);
                    *lowest = lowest.min(share);
                }
            }
        }
        shares
    }

    /// Joins documents that are one voice.
    pub fn join_voices(&mut self, documents: &[Document], sets: &mut Sets) {
        for ((shorter, longer), overlap) in &mut self.pairs {
            let words = documents.get(*shorter).map_or(0, |document| document.words.len());
            let shared = overlap.in_equal_paragraphs + covered(&mut overlap.ranges);
            if words > 0 && shared as f64 >= words as f64 * SAME_VOICE {
                sets.join(*shorter, *longer);
            }
        }
    }
}

/// Returns the document with fewer words first, or, if both have as many, the one with the lower index.
fn by_length(documents: &[Document], left: usize, right: usize) -> (usize, usize) {
    let key = |at: usize| (documents.get(at).map_or(0, |document| document.words.len()), at);
    if key(left) <= key(right) { (left, right) } else { (right, left) }
}

/// Calls `visit` for all pairs, or, if there are too many, for enough pairs to connect all.
fn for_pairs(all: &[usize], mut visit: impl FnMut(usize, usize)) {
    for (at, right) in all.iter().enumerate() {
        let earlier = all.get(..at).unwrap_or_default();
        if all.len() <= MAX_ALL_PAIRS {
            for left in earlier {
                visit(*left, *right);
            }
        } else if let (Some(first), Some(last)) = (earlier.first(), earlier.last()) {
            visit(*first, *right);
            if first != last {
                visit(*last, *right);
            }
        }
    }
}

/// Returns the number of indices that are in any of the ranges. Sorts the ranges.
fn covered(ranges: &mut [(usize, usize)]) -> usize {
    ranges.sort_unstable();
    let (mut total, mut end) = (0, 0);
    for (from, to) in ranges {
        total += (*to).saturating_sub(end.max(*from));
        end = end.max(*to);
    }
    total
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn covered_counts_each_index_once(mut ranges in prop::collection::vec((0_usize..30, 0_usize..30), 0..8)) {
            for range in &mut ranges {
                *range = (range.0.min(range.1), range.0.max(range.1));
            }
            let naive = (0..30).filter(|at| ranges.iter().any(|(from, to)| (*from..*to).contains(at))).count();
            prop_assert_eq!(covered(&mut ranges), naive);
        }

        #[test]
        fn enough_pairs_connect_all(count in 0_usize..60) {
            let all: Vec<usize> = (0..count).collect();
            let mut sets = Sets::new(count);
            let mut seen = std::collections::HashSet::new();
            for_pairs(&all, |left, right| {
                assert!(left < right && seen.insert((left, right)));
                sets.join(left, right);
            });
            prop_assert!((0..count).all(|at| sets.root(at) == 0));
            prop_assert!(count > MAX_ALL_PAIRS || seen.len() == count * count.saturating_sub(1) / 2);
        }
    }
}
