//! Reads words divided at a line end as one.
//!
//! In the views of a text such a word has its hyphen but not the line break (`text::word_splits`), so `28-` and
//! `point` become `28-point`. Only the list knows whether the hyphen belongs to the word, so the text around
//! it is read again without it, and matches across that point count too: `Zelen-` and `sky` give Zelensky.
//!
//! Divided words are few, and a reading extends no further than a name does. Limitation: if more than
//! [`MAX_DIVIDED`] words of one name are divided, it is read with all its hyphens or not at all. So even a text
//! with a divided word in every line takes only a constant factor longer.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};

use aho_corasick::AhoCorasick;

use crate::article::Article;
use crate::mention::boundary::has_word_boundaries;
use crate::mention::resolve::MAX_CANDIDATES_PER_END;
use crate::text::fold::{Folded, is_invisible};
use crate::text::word_splits::{Hyphen, WordSplit, splitting_hyphen};

/// Maximum number of line-end hyphens in a match that may be read without them.
pub const MAX_DIVIDED: usize = 3;

/// Maximum number of bytes of the view that a reading covers on either side of its first removed hyphen. Hardly any
/// name is that long.
const MAX_REACH: usize = 1_024;

/// An occurrence of a form, with word boundaries checked but not case.
#[derive(Debug)]
pub struct Occurrence<'a> {
    /// The form's number in the automaton.
    pub form: usize,
    /// Byte range in the text, including the hyphens and line breaks of divided words.
    pub span: Range<usize>,
    /// The matched text, without the line-end hyphens that the form lacks and the line breaks after them.
    pub surface: Cow<'a, str>,
}

/// Calls `visit` for every occurrence with word boundaries, overlapping ones included, of an automaton's folded forms
/// in a text with the view `folded`. Divided words are read both with their hyphens and without.
///
/// Forms that end at one offset come longest first, until the sum of their `claims` reaches
/// [`MAX_CANDIDATES_PER_END`]. Returns the start of the occurrence at which `visit` stopped. None if it did
/// not.
pub fn for_each_occurrence(
    automaton: &AhoCorasick,
    text: &str,
    folded: &Folded<'_>,
    claims: impl Fn(usize) -> usize,
    mut visit: impl FnMut(Occurrence<'_>) -> ControlFlow<()>,
) -> Option<usize> {
    let mut emit = |form: usize, view: Range<usize>, removed: &[usize]| {
        let Some(span) = folded.source_range(view).filter(|span| has_word_boundaries(text, span.clone()))
        else {
            return ControlFlow::Continue(());
        };
        let surface = surface(folded, text, &span, removed);
        let start = span.start;
        visit(Occurrence { form, span, surface }).map_break(|()| start)
    };
    let as_written = search(automaton, folded.as_str(), &claims, |form, range| emit(form, range, &[]));
    let breaks = hyphen_breaks(folded.word_splits());
    if breaks.is_empty() || as_written.is_break() {
        return as_written.break_value();
    }
    // The view may have hyphens that the form lacks.
    let reach = (automaton.max_pattern_len() + MAX_DIVIDED).min(MAX_REACH);
    for reading in readings(folded.as_str(), &breaks, reach) {
        let result =
            search(automaton, &reading.text, &claims, |form, range| match reading.view_range(range) {
                Some(view) => emit(form, view, &reading.removed),
                None => ControlFlow::Continue(()),
            });
        if let ControlFlow::Break(start) = result {
            return Some(start);
        }
    }
    None
}

/// Searches a view or a reading of it, within the limits of [`for_each_occurrence`].
fn search<T>(
    automaton: &AhoCorasick,
    view: &str,
    claims: impl Fn(usize) -> usize,
    mut found: impl FnMut(usize, Range<usize>) -> ControlFlow<T>,
) -> ControlFlow<T> {
    let mut end = (0, 0);
    for occurrence in automaton.find_overlapping_iter(view) {
        // Forms that end at one offset come in sequence, the longest first.
        end = if end.0 == occurrence.end() { end } else { (occurrence.end(), 0) };
        if end.1 >= MAX_CANDIDATES_PER_END {
            continue;
        }
        let form = occurrence.pattern().as_usize();
        end.1 += claims(form);
        found(form, occurrence.start()..occurrence.end())?;
    }
    ControlFlow::Continue(())
}

/// Returns the text of a span without the hyphens and line breaks at the `removed` offsets of the view.
fn surface<'a>(folded: &Folded<'_>, text: &'a str, span: &Range<usize>, removed: &[usize]) -> Cow<'a, str> {
    if removed.is_empty() {
        return Cow::Borrowed(text.get(span.clone()).unwrap_or_default());
    }
    let mut surface = String::with_capacity(span.len());
    let mut from = span.start;
    for &offset in removed {
        let splits = folded.word_splits();
        let split = splits.get(splits.partition_point(|split| split.view < offset));
        let hyphen = folded.source_range(offset - 1..offset);
        let (Some(hyphen), Some(split)) = (hyphen, split) else { continue };
        surface.push_str(text.get(from..hyphen.start).unwrap_or_default());
        let rest = text.get(split.source..).unwrap_or_default();
        from = text.len() - rest.trim_start_matches(is_blank).len();
    }
    surface.push_str(text.get(from..span.end).unwrap_or_default());
    Cow::Owned(surface)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Returns the offsets in the view, in order, after each visible line-end hyphen, which may or may not belong to
/// its word.
pub fn hyphen_breaks(splits: &[WordSplit]) -> Vec<usize> {
    splits.iter().filter(|split| split.hyphen == Hyphen::Hard).map(|split| split.view).collect()
}

/// A part of a view with some line-end hyphens removed.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text without these hyphens.
    pub text: String,
    /// True if the view continues before this part, and after it.
    pub is_truncated: (bool, bool),
    /// Offset of this part in the view.
    start: usize,
    /// Offsets in the view after the removed hyphens.
    removed: Vec<usize>,
    /// Offsets in the view after all line-end hyphens.
    breaks: &'a [usize],
}

/// Iterates over every way to read a view around its line-end hyphens with one to [`MAX_DIVIDED`] neighbouring ones
/// removed: for each offset in `breaks`, the readings in which its hyphen is the first to be removed. `reach` is the
/// maximum number of bytes that a match covers on either side of it.
pub fn readings<'a>(view: &'a str, breaks: &'a [usize], reach: usize) -> impl Iterator<Item = Reading<'a>> {
    breaks.iter().enumerate().flat_map(move |(first, &offset)| {
        let neighbour = |index: Option<usize>| index.and_then(|index| breaks.get(index)).copied();
        // No match that counts extends past the third break on either side. That break's hyphen is included, so that a
        // match next to it does not touch the end of the reading.
        let min_start = neighbour(first.checked_sub(MAX_DIVIDED)).map_or(0, |offset| offset - 1);
        let max_end = neighbour(Some(first + MAX_DIVIDED)).unwrap_or(view.len());
        let start = view.floor_char_boundary(offset.saturating_sub(reach + 1).max(min_start));
        let end = view.ceil_char_boundary((offset + reach).min(max_end));
        let following = breaks.get(first + 1..).unwrap_or_default();
        let following = following.get(..following.partition_point(|&other| other < end)).unwrap_or_default();
        (0_u32..1 << following.len()).map(move |chosen| {
            let others = following.iter().enumerate().filter(|(bit, _)| chosen & (1 << bit) != 0);
            let removed: Vec<usize> =
                std::iter::once(offset).chain(others.map(|(_, &other)| other)).collect();
            Reading::new(view, start..end, removed, breaks)
        })
    })
}

impl<'a> Reading<'a> {
    fn new(view: &str, part: Range<usize>, removed: Vec<usize>, breaks: &'a [usize]) -> Self {
        let mut text = String::with_capacity(part.len());
        let mut from = part.start;
        for &offset in &removed {
            text.push_str(view.get(from..offset - 1).unwrap_or_default());
            from = offset;
        }
        text.push_str(view.get(from..part.end).unwrap_or_default());
        let is_truncated = (part.start > 0, part.end < view.len());
        Self { text, is_truncated, start: part.start, removed, breaks }
    }

    /// Returns the part of the view that is read.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len() + self.removed.len()
    }

    /// Returns the offset in the reading of the first removed hyphen. A match starts before it.
    pub fn first_break(&self) -> usize {
        self.removed.first().map_or(0, |offset| offset - 1 - self.start)
    }

    /// Maps a range of the reading to the view. None if it does not cross every removed hyphen, since another
    /// reading finds it then, or if it crosses more than [`MAX_DIVIDED`] line-end hyphens.
    pub fn view_range(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = self.removed.last()? - self.start - self.removed.len();
        if range.start >= self.first_break() || range.end <= last {
            return None;
        }
        let view = self.start + range.start..self.start + range.end + self.removed.len();
        let before = |end: usize| self.breaks.partition_point(|offset| *offset < end);
        (before(view.end) - before(view.start + 1) <= MAX_DIVIDED).then_some(view)
    }
}

/// Consecutive blocks, of which each but the last ends with a divided word that continues in the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Byte range in the article's text.
    pub range: Range<usize>,
    /// Ends of all its blocks but the last, as byte offsets in the article's text.
    pub ends: Vec<usize>,
}

/// Returns the chains of an article, in order.
pub fn chains(article: &Article) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for (block, next) in article.blocks.iter().zip(article.blocks.iter().skip(1)) {
        let (end, start) = (block.range.end, next.range.start);
        if !continues_in(article.text.as_str(), end, start) {
            continue;
        }
        match chains.last_mut().filter(|chain| chain.range.end == end) {
            Some(chain) => {
                chain.range.end = next.range.end;
                chain.ends.push(end);
            }
            None => chains.push(Chain { range: block.range.start..next.range.end, ends: vec![end] }),
        }
    }
    chains
}

/// True if the word at the end of a block continues at the start of the next.
fn continues_in(text: &str, end: usize, start: usize) -> bool {
    let (Some(before), Some(run), Some(after)) = (text.get(..end), text.get(end..start), text.get(start..))
    else {
        return false;
    };
    run.chars().all(is_blank) && splitting_hyphen(before, run, after).is_some()
}

#[cfg(test)]
#[path = "divided_tests.rs"]
mod tests;
