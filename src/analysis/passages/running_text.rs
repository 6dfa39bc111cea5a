//! Finds stretches of running text that two classes of paragraphs share.

use std::ops::Range;

use rayon::prelude::*;

use super::align::{Column, Symbol, align};
use super::paragraphs::Classes;
use super::shingles::{SHINGLE, Seed, seeds};
use super::words::{Document, Word, WordKind};

/// Minimum number of words of a passage without changes.
pub(super) const MIN_RUN: usize = 8;
/// A passage with changes has at least this many words, counting those on one side only, ...
const MIN_WORDS: usize = 10;
/// ... of which at least this share is equal.
const MIN_EQUAL: f64 = 0.72;
/// A passage may have different numbers in its places only if it has at least this many words.
const MIN_WORDS_WITH_OTHER_NUMBER: usize = 30;
/// An alignment is cut where at least this many columns in a row are not equal words.
const MAX_DIFFERENT: usize = 5;
/// Seeds that are further apart than this, in words, are aligned separately.
const MAX_BETWEEN_SEEDS: usize = 40;
/// Maximum number of words aligned before the first and after the last seed.
const MARGIN: usize = 40;
/// Number of words by which two aligned words may be displaced beyond the displacements of the seeds.
const SLACK: isize = 12;
/// A lone seed is aligned only if at least this many of its words count. Every seed has at least one that does.
const MIN_COUNTING_OF_ONE: usize = 2;
/// Maximum number of words from the start of the first seed to that of the last in one alignment.
const MAX_SPAN: usize = 4_000;

/// A range of the words of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Segment {
    /// Index of the class.
    pub class: usize,
    /// Index of its first word in the class.
    pub start: usize,
    /// Index of the word after its last.
    pub end: usize,
}

/// Two segments that are one passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shared {
    /// One segment.
    pub left: Segment,
    /// The other. The same as `left` for words of one class, which several documents have.
    pub right: Segment,
    /// Share of the aligned words that are equal, from 0 to 1.
    pub score: f64,
}

/// Finds the segments that documents share. Stops early, with what has been found, once `stop` returns true.
pub(super) fn shared_segments(
    classes: &Classes,
    documents: &[Document],
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    for (class, places) in classes.classes.iter().enumerate().filter(|(_, class)| class.places.len() > 1) {
        let words = classes.words(class, documents);
        let stretches = unquoted(words).into_iter();
        let telling =
            stretches.filter(|range| range.len() >= MIN_RUN && is_passage(words.get(range.clone())));
        found.extend(telling.map(|range| {
            let segment = Segment { class, start: range.start, end: range.end };
            debug_assert!(range.end <= places.len);
            Shared { left: segment, right: segment, score: 1.0 }
        }));
    }
    if stop() {
        return found;
    }
    let seeds = seeds(classes, documents);
    let pairs: Vec<&[Seed]> =
        seeds.chunk_by(|one, next| (one.left, one.right) == (next.left, next.right)).collect();
    let aligned = pairs.par_iter().flat_map_iter(|seeds| {
        let classes_of_pair =
            seeds.first().filter(|_| !stop()).map(|seed| (seed.left as usize, seed.right as usize));
        classes_of_pair.into_iter().flat_map(|(left, right)| {
            let words = (classes.words(left, documents), classes.words(right, documents));
            compare(words, seeds).into_iter().map(move |(left_range, right_range, score)| Shared {
                left: Segment { class: left, start: left_range.start, end: left_range.end },
                right: Segment { class: right, start: right_range.start, end: right_range.end },
                score,
            })
        })
    });
    found.extend(aligned.collect::<Vec<Shared>>());
    found
}

/// Returns the stretches of words outside quotes.
fn unquoted(words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for run in words.chunk_by(|left, right| left.is_quoted == right.is_quoted) {
        if run.first().is_some_and(|word| !word.is_quoted) {
            found.push(start..start + run.len());
        }
        start += run.len();
    }
    found
}

/// True if equal words are more than names, titles, dates, numbers, function words and stock phrases. One or two other
/// words are not enough beside three words of names or stock phrases: a name with a long title has as many, and so has
/// a stock phrase with its subject.
fn is_passage<'a>(words: Option<impl IntoIterator<Item = &'a Word>>) -> bool {
    let (mut counting, mut formulaic) = (0, 0);
    for word in words.into_iter().flatten() {
        counting += usize::from(word.counts());
        formulaic += usize::from(matches!(word.kind, WordKind::Name | WordKind::Stock));
    }
    counting > 2 || (counting > 0 && formulaic < 3)
}

/// Two ranges of words that are one passage, and its score.
type Pair = (Range<usize>, Range<usize>, f64);

/// Compares two classes around the seeds that they share.
fn compare(words: (&[Word], &[Word]), seeds: &[Seed]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for group in groups(seeds) {
        let is_enough = group.len() > 1
            || group.first().is_some_and(|seed| {
                let start = seed.left_start as usize;
                let shingle = words.0.get(start..start + SHINGLE).unwrap_or_default();
                shingle.iter().filter(|word| word.counts()).count() >= MIN_COUNTING_OF_ONE
            });
        let is_known = |seed: &Seed| {
            let (left, right) = (seed.left_start as usize, seed.right_start as usize);
            found.iter().any(|(in_left, in_right, _)| in_left.contains(&left) && in_right.contains(&right))
        };
        if is_enough && !group.iter().all(is_known) {
            found.extend(align_group(words, &group));
        }
    }
    found
}

/// Groups seeds that are near each other on both sides. `seeds` must be sorted by their place on the left.
fn groups(seeds: &[Seed]) -> Vec<Vec<Seed>> {
    let mut groups: Vec<Vec<Seed>> = Vec::new();
    for seed in seeds {
        let offset = |seed: &Seed| i64::from(seed.right_start) - i64::from(seed.left_start);
        let fits = |group: &&mut Vec<Seed>| {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
            (seed.left_start - last.left_start) as usize <= MAX_BETWEEN_SEEDS
                && (seed.left_start - first.left_start) as usize <= MAX_SPAN
                && (offset(seed) - offset(last)).unsigned_abs() <= SLACK as u64
        };
        // Only the latest groups are likely to be near.
        match groups.iter_mut().rev().take(4).find(fits) {
            Some(group) => group.push(*seed),
            None => groups.push(vec![*seed]),
        }
    }
    groups
}

/// Aligns the words around a group of seeds, and returns the passages in the alignment.
fn align_group((left, right): (&[Word], &[Word]), group: &[Seed]) -> Vec<Pair> {
    let ends = |of: fn(&Seed) -> u32, words: &[Word]| {
        let first = group.iter().map(of).min().unwrap_or(0) as usize;
        let last = group.iter().map(of).max().unwrap_or(0) as usize;
        first.saturating_sub(MARGIN)..(last + SHINGLE + MARGIN).min(words.len())
    };
    let (left_range, right_range) =
        (ends(|seed| seed.left_start, left), ends(|seed| seed.right_start, right));
    let shift = left_range.start.cast_signed() - right_range.start.cast_signed();
    let offsets = group.iter().map(|seed| {
        (seed.right_start as usize).cast_signed() - (seed.left_start as usize).cast_signed() + shift
    });
    let band = offsets.clone().min().unwrap_or(0) - SLACK..offsets.max().unwrap_or(0) + SLACK + 1;
    let symbols = |words: &[Word], range: &Range<usize>| -> Vec<Symbol> {
        let words = words.get(range.clone()).unwrap_or_default().iter();
        let symbol =
            |word: &Word| Symbol { id: if word.is_quoted { 0 } else { word.id }, is_number: word.is_number };
        words.map(symbol).collect()
    };
    let columns = align(&symbols(left, &left_range), &symbols(right, &right_range), band);
    let sides = Sides {
        left: left.get(left_range.clone()).unwrap_or_default(),
        right: right.get(right_range.clone()).unwrap_or_default(),
    };
    let mut found = Vec::new();
    for piece in pieces(&columns) {
        let Some(columns) = sides.trim(piece).and_then(|columns| sides.passage(columns)) else { continue };
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { continue };
        let (Some(left_first), Some(left_last), Some(right_first), Some(right_last)) =
            (first.left, last.left, first.right, last.right)
        else {
            continue;
        };
        let equal = columns.iter().filter(|column| column.is_match).count();
        found.push((
            left_range.start + left_first..left_range.start + left_last + 1,
            right_range.start + right_first..right_range.start + right_last + 1,
            equal as f64 / columns.len() as f64,
        ));
    }
    found
}

/// Cuts an alignment at [`MAX_DIFFERENT`] or more columns in a row that are not equal words. Each piece begins and ends
/// with equal words, unless the alignment has none.
fn pieces(columns: &[Column]) -> Vec<&[Column]> {
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.is_match) {
        debug_assert!(column.left.is_some());
        if at - end >= MAX_DIFFERENT && end > start {
            found.extend(columns.get(start..end));
            start = at;
        }
        end = at + 1;
    }
    found.extend(columns.get(start..end));
    found
}

/// The words on both sides of an alignment.
struct Sides<'a> {
    left: &'a [Word],
    right: &'a [Word],
}

impl<'a> Sides<'a> {
    fn left(&self, column: &Column) -> Option<&'a Word> {
        column.left.and_then(|at| self.left.get(at))
    }

    fn right(&self, column: &Column) -> Option<&'a Word> {
        column.right.and_then(|at| self.right.get(at))
    }

    /// Trims an alignment so that it begins and ends with equal words that count, then extends it over the equal words
    /// directly before and after. None if no equal words count.
    fn trim<'c>(&self, columns: &'c [Column]) -> Option<&'c [Column]> {
        let counts = |column: &Column| column.is_match && self.left(column).is_some_and(Word::counts);
        let mut first = columns.iter().position(counts)?;
        let mut last = columns.iter().rposition(counts)?;
        let is_match = |at: usize| columns.get(at).is_some_and(|column| column.is_match);
        while first > 0 && is_match(first - 1) {
            first -= 1;
        }
        while is_match(last + 1) {
            last += 1;
        }
        columns.get(first..=last)
    }

    /// Returns the part of an alignment that is a passage: all of it if it is alike enough, else its longest run of
    /// equal words if that is long enough. From either, sentences with different numbers are cut off.
    fn passage<'c>(&self, columns: &'c [Column]) -> Option<&'c [Column]> {
        let whole = self.without_other_numbers(columns)?;
        let equal = whole.iter().filter(|column| column.is_match).count();
        let is_alike = whole.len() >= MIN_WORDS
            && equal as f64 >= whole.len() as f64 * MIN_EQUAL
            && (!self.has_other_number(whole) || whole.len() >= MIN_WORDS_WITH_OTHER_NUMBER);
        if is_alike {
            return Some(whole).filter(|columns| self.is_telling(columns));
        }
        let runs = columns.chunk_by(|left, right| left.is_match && right.is_match);
        let equal = runs.filter(|run| run.first().is_some_and(|column| column.is_match));
        let longest = equal.max_by_key(|run| run.len()).and_then(|run| self.without_other_numbers(run))?;
        Some(longest).filter(|run| run.len() >= MIN_RUN && self.is_telling(run))
    }

    fn is_telling(&self, columns: &[Column]) -> bool {
        let equal = columns.iter().filter(|column| column.is_match);
        is_passage(Some(equal.filter_map(|column| self.left(column))))
    }

    /// True if both sides have numbers that are not aligned with an equal one.
    fn has_other_number(&self, columns: &[Column]) -> bool {
        let is_number = |word: Option<&Word>| word.is_some_and(|word| word.is_number);
        let different = || columns.iter().filter(|column| !column.is_match);
        different().any(|column| is_number(self.left(column)))
            && different().any(|column| is_number(self.right(column)))
    }

    /// Cuts off the sentence at either end if both sides have a number in it directly beyond the end of the alignment.
    /// None if nothing is left.
    fn without_other_numbers<'c>(&self, columns: &'c [Column]) -> Option<&'c [Column]> {
        let is_number = |word: Option<&Word>| word.is_some_and(|word| word.is_number);
        let (last, first) = (columns.last()?, columns.first()?);
        let next = |at: Option<usize>, words: &'a [Word]| {
            at.and_then(|at| words.get(at + 1)).filter(|word| !word.begins)
        };
        let before = |at: Option<usize>, words: &'a [Word]| at.and_then(|at| words.get(at.checked_sub(1)?));
        let begins = |column: &Column| self.left(column).is_some_and(|word| word.begins);
        let mut kept = columns;
        if is_number(next(last.left, self.left)) && is_number(next(last.right, self.right)) {
            kept = kept.get(..kept.iter().rposition(begins)?)?;
        }
        if !begins(first)
            && is_number(before(first.left, self.left))
            && is_number(before(first.right, self.right))
        {
            kept = kept.get(kept.iter().position(begins)?..)?;
        }
        Some(kept).filter(|kept| !kept.is_empty())
    }
}
