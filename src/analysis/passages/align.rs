//! Aligns two sequences of words: banded Smith-Waterman (Smith and Waterman, 1981), with linear gap penalties.

use std::ops::Range;

/// Score of two equal words.
const MATCH: i32 = 2;
/// Score of two different words that are aligned, unless both are numbers.
const MISMATCH: i32 = -2;
/// Score of a word without a counterpart.
const GAP: i32 = -2;
/// Score of a number without a counterpart, and of each of two different numbers that are aligned: a statement with
/// another number is another statement.
const OTHER_NUMBER: i32 = -8;
/// Maximum number of cells of one alignment. A left sequence that needs more is cut.
const MAX_CELLS: usize = 4_000_000;

/// A word to align.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol {
    /// Fingerprint. Zero equals nothing.
    pub id: u64,
    /// True if it is a number.
    pub is_number: bool,
}

/// Two words that an alignment puts beside each other; they may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Index of the word on the left. None if the right word has no counterpart.
    pub left: Option<usize>,
    /// Index of the word on the right. None if the left word has no counterpart.
    pub right: Option<usize>,
    /// True if they are equal.
    pub is_match: bool,
}

/// How a cell was reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The alignment starts after it.
    Start,
    /// By a word of each side.
    Both,
    /// By a word of the left side.
    Left,
    /// By a word of the right side.
    Right,
}

/// Aligns the best-matching parts of two sequences. `band` is the range of the position on the right minus the position
/// on the left, within which words are aligned. Memory and time are proportional to the length of the band times that
/// of the left sequence. Returns the columns in order, with each word in at most one; the first and the last are
/// matches. Empty if nothing matches.
pub(super) fn align(left: &[Symbol], right: &[Symbol], band: Range<isize>) -> Vec<Column> {
    let width = band.len();
    if width == 0 {
        return Vec::new();
    }
    let rows = left.len().min(MAX_CELLS / width);
    let mut steps = vec![Step::Start; rows * width];
    let mut before = vec![0_i32; width];
    let mut best = (0, 0, 0);
    for (i, word) in left.iter().take(rows).enumerate() {
        let mut current = vec![0_i32; width];
        for at in 0..width {
            let j = (i + at).cast_signed() + band.start;
            let Some(other) = usize::try_from(j).ok().and_then(|j| right.get(j)) else { continue };
            // In row i, the same `at` is one further on the right than in row i - 1.
            let both = before.get(at).copied().unwrap_or(0) + compare(*word, *other);
            let up = before.get(at + 1).copied().unwrap_or(0) + gap(*word);
            let back = at.checked_sub(1).and_then(|at| current.get(at)).copied().unwrap_or(0) + gap(*other);
            let (score, step) = [(both, Step::Both), (up, Step::Left), (back, Step::Right)]
                .into_iter()
                .fold((0, Step::Start), |best, next| if next.0 > best.0 { next } else { best });
            if let Some(cell) = current.get_mut(at) {
                *cell = score;
            }
            if let Some(cell) = steps.get_mut(i * width + at) {
                *cell = step;
            }
            if score > best.0 {
                best = (score, i, at);
            }
        }
        before = current;
    }
    trace(&steps, width, band.start, best, left, right)
}

fn compare(left: Symbol, right: Symbol) -> i32 {
    if left.id == right.id && left.id != 0 {
        MATCH
    } else if left.is_number && right.is_number {
        OTHER_NUMBER * 2
    } else {
        MISMATCH
    }
}

/// Returns the score of a word without a counterpart.
fn gap(word: Symbol) -> i32 {
    if word.is_number { OTHER_NUMBER } else { GAP }
}

/// Follows the steps back from the best cell. `first` is the start of the band.
fn trace(
    steps: &[Step],
    width: usize,
    first: isize,
    (score, mut i, mut at): (i32, usize, usize),
    left: &[Symbol],
    right: &[Symbol],
) -> Vec<Column> {
    let mut columns = Vec::new();
    if score <= 0 {
        return columns;
    }
    loop {
        let j = usize::try_from((i + at).cast_signed() + first).unwrap_or(0);
        let step = steps.get(i * width + at).copied().unwrap_or(Step::Start);
        let is_match = match (left.get(i), right.get(j)) {
            (Some(left), Some(right)) => left.id == right.id && left.id != 0,
            _ => false,
        };
        let (column, next) = match step {
            Step::Start => break,
            Step::Both => {
                (Column { left: Some(i), right: Some(j), is_match }, i.checked_sub(1).map(|i| (i, at)))
            }
            Step::Left => (
                Column { left: Some(i), right: None, is_match: false },
                i.checked_sub(1).map(|i| (i, at + 1)),
            ),
            Step::Right => {
                (Column { left: None, right: Some(j), is_match: false }, at.checked_sub(1).map(|at| (i, at)))
            }
        };
        columns.push(column);
        match next {
            Some((next_i, next_at)) if next_at < width => (i, at) = (next_i, next_at),
            _ => break,
        }
    }
    while columns.last().is_some_and(|column| !column.is_match) {
        columns.pop();
    }
    columns.reverse();
    columns
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn symbols(text: &str) -> Vec<Symbol> {
        text.bytes().map(|byte| Symbol { id: u64::from(byte), is_number: byte.is_ascii_digit() }).collect()
    }

    fn matched(left: &str, right: &str) -> String {
        let width = (left.len() + right.len()).cast_signed();
        let columns = align(&symbols(left), &symbols(right), -width..width + 1);
        let letters = columns.iter().map(|column| {
            let letter = column.left.and_then(|at| left.as_bytes().get(at)).copied();
            if column.is_match { char::from(letter.unwrap()) } else { '.' }
        });
        letters.collect()
    }

    /// Returns the best score in a table filled without a band.
    fn naive_score(left: &[Symbol], right: &[Symbol]) -> i32 {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        let mut best = 0;
        for i in 1..=left.len() {
            for j in 1..=right.len() {
                let both = table[i - 1][j - 1] + compare(left[i - 1], right[j - 1]);
                table[i][j] = 0
                    .max(both)
                    .max(table[i - 1][j] + gap(left[i - 1]))
                    .max(table[i][j - 1] + gap(right[j - 1]));
                best = best.max(table[i][j]);
            }
        }
        best
    }

    fn score(columns: &[Column], left: &[Symbol], right: &[Symbol]) -> i32 {
        let of = |column: &Column| match (column.left, column.right) {
            (Some(i), Some(j)) => compare(left[i], right[j]),
            (Some(i), None) => gap(left[i]),
            (_, j) => gap(right[j.unwrap()]),
        };
        columns.iter().map(of).sum()
    }

    #[test]
    fn equal_words_are_aligned_over_changes() {
        assert_eq!(matched("xxabcdefgyy", "abcdefg"), "abcdefg");
        assert_eq!(matched("abcxdefg", "abcydefg"), "abc.defg");
        assert_eq!(matched("abcdefg", "abcxdefg"), "abc.defg");
        assert_eq!(matched("abc1defg", "abc2defg"), "defg");
        assert_eq!(matched("abc", "xyz"), "");
        assert_eq!(matched("", "abc"), "");
    }

    proptest! {
        #[test]
        fn alignments_have_the_best_score(left in "[abc1]{0,14}", right in "[abc12]{0,14}") {
            let (left, right) = (symbols(&left), symbols(&right));
            let columns = align(&left, &right, -20..21);
            prop_assert_eq!(score(&columns, &left, &right), naive_score(&left, &right));
            prop_assert!(columns.first().is_none_or(|column| column.is_match));
            prop_assert!(columns.last().is_none_or(|column| column.is_match));
        }
    }
}
