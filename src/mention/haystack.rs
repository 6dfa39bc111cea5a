//! What a pattern searches: a block, or blocks joined by divided words.

use std::ops::Range;

use crate::mention::boundary::has_word_boundaries;
use crate::mention::divided::Chain;
use crate::text::unify::{Unified, unify};

/// Approximate length, in bytes of the view, up to which a match is found wherever it is in a long block. A longer one
/// may be missed, but hardly any name is that long.
pub const MAX_MATCH_LEN: usize = 1_024;

/// A part of an article as patterns see it.
pub(super) struct Haystack<'a> {
    /// The article's text.
    text: &'a str,
    /// Byte offset of this part in it.
    start: usize,
    /// The unified view of this part.
    pub view: Unified<'a>,
    /// True if there is more text before this part, and after it.
    pub is_truncated: (bool, bool),
    /// Ends of blocks, in bytes of the view. A match must cross one of them; None if it need not.
    ends: Option<Vec<usize>>,
}

impl<'a> Haystack<'a> {
    /// Creates the haystack of a block, given by its byte range in the article's text.
    pub fn block(text: &'a str, block: Range<usize>) -> Self {
        let view = unify(text.get(block.clone()).unwrap_or_default());
        Self { text, start: block.start, view, is_truncated: (false, false), ends: None }
    }

    /// Creates the haystack of a chain: the part that a match across blocks can reach, about
    /// [`MAX_MATCH_LEN`] bytes before the first block end and after the last.
    pub fn chain(text: &'a str, chain: &Chain) -> Self {
        let first = chain.ends.first().map_or(0, |end| end.saturating_sub(MAX_MATCH_LEN));
        let last = chain.ends.last().map_or(0, |end| end + MAX_MATCH_LEN);
        let start = text.floor_char_boundary(first).max(chain.range.start);
        let end = text.ceil_char_boundary(last).min(chain.range.end);
        let view = unify(text.get(start..end).unwrap_or_default());
        let is_end = |source: usize| chain.ends.binary_search(&(start + source)).is_ok();
        let ends =
            view.word_splits().iter().filter(|split| is_end(split.source)).map(|split| split.view).collect();
        let is_truncated = (start > chain.range.start, end < chain.range.end);
        Self { text, start, view, is_truncated, ends: Some(ends) }
    }

    /// Returns the first offset in the view at which a match may start: after the first character if there is more text
    /// before this part.
    pub fn first_start(&self) -> usize {
        if self.is_truncated.0 { self.view.as_str().chars().next().map_or(0, char::len_utf8) } else { 0 }
    }

    /// Maps an offset in the view to one in the article's text.
    pub fn source(&self, at: usize) -> usize {
        let rest = self.view.source_range(at..self.view.as_str().len());
        self.start + rest.map_or(0, |rest| rest.start)
    }

    /// True if a match may lie in a range of the view. In a chain, the range must cross a block end.
    pub fn may_match(&self, view: Range<usize>) -> bool {
        self.ends.as_ref().is_none_or(|ends| {
            let next = ends.partition_point(|end| *end <= view.start);
            ends.get(next).is_some_and(|end| *end < view.end)
        })
    }

    /// Maps a match in the view to its span in the article's text. None if this is a chain and the match crosses no
    /// block end, or if it lacks a word boundary on either side.
    pub fn span(&self, view: Range<usize>) -> Option<Range<usize>> {
        if !self.may_match(view.clone()) {
            return None;
        }
        let source = self.view.source_range(view)?;
        let span = self.start + source.start..self.start + source.end;
        has_word_boundaries(self.text, span.clone()).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the view of a chain with `|` at block ends, and whether there is more before and after it.
    fn chain_view(text: &str, ends: &[usize]) -> (String, (bool, bool)) {
        let haystack = Haystack::chain(text, &Chain { range: 0..text.len(), ends: ends.to_vec() });
        let mut view = haystack.view.as_str().to_owned();
        for end in haystack.ends.iter().flatten().rev() {
            view.insert(*end, '|');
        }
        (view, haystack.is_truncated)
    }

    #[test]
    fn a_chain_is_truncated_to_the_reach_of_a_match() {
        assert_eq!(chain_view("a-\nb\u{ad}\nc d-\ne", &[2, 6]), ("a-|b|c d-e".to_owned(), (false, false)));
        let (before, after) = ("é".repeat(MAX_MATCH_LEN), "b".repeat(MAX_MATCH_LEN));
        let text = format!("{before} a-\n{after} b");
        let (view, is_truncated) = chain_view(&text, &[before.len() + 3]);
        assert!(view.starts_with('é') && view.contains(" a-|b") && view.ends_with('b'), "{view}");
        assert!(is_truncated == (true, true) && view.len() < 2 * MAX_MATCH_LEN + 4);
    }

    #[test]
    fn in_a_chain_only_matches_across_a_block_end_count() {
        let text = "so a-\nb c";
        let chain = Haystack::chain(text, &Chain { range: 0..text.len(), ends: vec![5] });
        assert_eq!(chain.view.as_str(), "so a-b c");
        assert_eq!(chain.span(3..6), Some(3..7));
        for range in [0..4, 3..4, 3..5, 5..6, 5..8] {
            assert_eq!(chain.span(range.clone()), None, "{range:?}");
        }
        let block = Haystack::block(text, 0..5);
        assert_eq!(block.span(3..4), Some(3..4));
    }
}
