//! The sentence of a place, on one line, with the words that matter marked.

use std::ops::Range;

use crate::article::Article;
use crate::text::fold::fold_form;
use crate::text::sentences::sentences;
use crate::text::width::{ceil_grapheme_boundary, floor_grapheme_boundary};

/// Maximum bytes of a sentence before and behind the words that it is shown for.
const MAX_AROUND: usize = 300;
/// Maximum bytes of those words themselves.
const MAX_WITHIN: usize = 900;
/// Maximum number of words of each of two wordings that are compared.
const MAX_WORDS: usize = 300;

/// Words on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The words.
    pub text: String,
    /// Byte ranges in the words that are marked, in order.
    pub marks: Vec<Range<usize>>,
}

/// Returns the sentences that contain a byte range of an article's text, on one line, with `marked` byte ranges of the
/// text marked. Where they are very long, an ellipsis stands for what is left out.
pub fn context(article: &Article, range: &Range<usize>, marked: &[Range<usize>]) -> Context {
    let text = article.text.as_str();
    let whole = sentences_around(article, range);
    let from = floor_grapheme_boundary(text, range.start.saturating_sub(MAX_AROUND)).max(whole.start);
    let end = range.end.min(range.start + MAX_WITHIN);
    let to = ceil_grapheme_boundary(text, (end + MAX_AROUND).min(text.len())).min(whole.end);
    // Where it is cut, a word is left out rather than split.
    let cut = text.get(from..to).unwrap_or_default();
    let from = match cut.find(char::is_whitespace) {
        Some(gap) if from > whole.start && from + gap < range.start => from + gap,
        _ => from,
    };
    let to = match cut.rfind(char::is_whitespace) {
        Some(gap) if to < whole.end && gap > cut.len() / 2 => to - (cut.len() - gap),
        _ => to,
    };
    let mut line = Context::default();
    if from > whole.start {
        line.text.push('…');
    }
    let starts = marked.iter().map(|mark| mark.start.max(from));
    let mut open = starts.zip(marked.iter().map(|mark| mark.end.min(to))).filter(|(start, end)| start < end);
    let mut mark = open.next();
    let mut start_of_mark = None;
    let mut is_gap = false;
    for (at, letter) in text.get(from..to).unwrap_or_default().char_indices() {
        let at = from + at;
        if let (Some((_, end)), Some(start)) = (&mark, start_of_mark)
            && at >= *end
        {
            line.marks.push(start..line.text.len());
            start_of_mark = None;
            mark = open.next();
        }
        if letter.is_whitespace() {
            is_gap = !line.text.is_empty();
            continue;
        }
        if std::mem::take(&mut is_gap) {
            line.text.push(' ');
        }
        if start_of_mark.is_none() && mark.as_ref().is_some_and(|(start, end)| (*start..*end).contains(&at)) {
            start_of_mark = Some(line.text.len());
        }
        line.text.push(letter);
    }
    if let Some(start) = start_of_mark {
        line.marks.push(start..line.text.len());
    }
    if to < whole.end {
        line.text.push('…');
    }
    line
}

/// Returns the byte range of the sentences that contain a range.
pub fn sentences_around(article: &Article, range: &Range<usize>) -> Range<usize> {
    let language = article.meta.language.as_deref().unwrap_or("en");
    let sentence_at = |offset: usize| {
        let block = article.block_at(offset).and_then(|at| article.blocks.get(at))?;
        let own = sentences(article.block_text(block), language).into_iter();
        let mut own = own.map(|own| block.range.start + own.start..block.range.start + own.end);
        own.find(|sentence| sentence.contains(&offset))
    };
    let first = sentence_at(range.start).unwrap_or_else(|| range.clone());
    let last = sentence_at(range.end.saturating_sub(1)).unwrap_or_else(|| range.clone());
    first.start.min(range.start)..last.end.max(range.end)
}

/// Returns the byte ranges of the words that only one of two texts has, first of the left text, then of the right: those
/// outside their longest common subsequence of words. Case, accents and punctuation do not count. Compares the first
/// `MAX_WORDS` words of each.
pub fn differing_words(left: &str, right: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (left, right) = (words(left), words(right));
    let columns = right.len() + 1;
    // Lengths of the longest common subsequences of the words from one index on.
    let mut lengths = vec![0_u16; (left.len() + 1) * columns];
    let at = |row: usize, column: usize| row * columns + column;
    let get = |lengths: &[u16], row: usize, column: usize| lengths.get(at(row, column)).copied().unwrap_or(0);
    for (row, (_, one)) in left.iter().enumerate().rev() {
        for (column, (_, other)) in right.iter().enumerate().rev() {
            let longest = if one == other {
                get(&lengths, row + 1, column + 1) + 1
            } else {
                get(&lengths, row + 1, column).max(get(&lengths, row, column + 1))
            };
            if let Some(cell) = lengths.get_mut(at(row, column)) {
                *cell = longest;
            }
        }
    }
    let (mut only_left, mut only_right) = (Vec::new(), Vec::new());
    let (mut row, mut column) = (0, 0);
    while let (Some((range, one)), Some((other_range, other))) = (left.get(row), right.get(column)) {
        if one == other {
            (row, column) = (row + 1, column + 1);
        } else if get(&lengths, row + 1, column) >= get(&lengths, row, column + 1) {
            only_left.push(range.clone());
            row += 1;
        } else {
            only_right.push(other_range.clone());
            column += 1;
        }
    }
    only_left.extend(left.iter().skip(row).map(|(range, _)| range.clone()));
    only_right.extend(right.iter().skip(column).map(|(range, _)| range.clone()));
    (only_left, only_right)
}

/// Returns the words of a text, folded, with their byte ranges.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_word = letter.is_alphanumeric() || matches!(letter, '\'' | '’');
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default();
                words.push((from..at, fold_form(word)));
                start = None;
                if words.len() >= MAX_WORDS {
                    break;
                }
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
#[path = "context_tests.rs"]
mod tests;
