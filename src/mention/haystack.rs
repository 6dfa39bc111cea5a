//! What patterns see at once: a block, or blocks that divided words join.

use std::ops::Range;

use crate::mention::boundary::stands_alone;
use crate::mention::divided::Chain;
use crate::mention::patterns::LONGEST_MATCH;
use crate::text::unify::{Unified, unify};

/// A stretch of an article as patterns see it.
pub(super) struct Stretch<'a> {
    /// The article's text.
    text: &'a str,
    /// Where the stretch begins in it.
    start: usize,
    /// Its view.
    pub view: Unified<'a>,
    /// Whether the block goes on before the stretch, behind it.
    pub is_cut: (bool, bool),
    /// Where blocks end, in bytes of the view: a match has to cross one of them. None where it need not.
    ends: Option<Vec<usize>>,
}

impl<'a> Stretch<'a> {
    /// A block, by its bytes of the article's text.
    pub fn block(text: &'a str, block: Range<usize>) -> Self {
        let view = unify(text.get(block.clone()).unwrap_or_default());
        Self { text, start: block.start, view, is_cut: (false, false), ends: None }
    }

    /// What a match can see that crosses from block to block: all but what of the first and of the last is too far away.
    pub fn chain(text: &'a str, chain: &Chain) -> Self {
        let first = chain.ends.first().map_or(0, |end| end.saturating_sub(LONGEST_MATCH));
        let last = chain.ends.last().map_or(0, |end| end + LONGEST_MATCH);
        let start = text.floor_char_boundary(first).max(chain.range.start);
        let end = text.ceil_char_boundary(last).min(chain.range.end);
        let view = unify(text.get(start..end).unwrap_or_default());
        let is_end = |source: usize| chain.ends.binary_search(&(start + source)).is_ok();
        let ends = view.word_splits().iter().filter(|one| is_end(one.source)).map(|one| one.view).collect();
        let is_cut = (start > chain.range.start, end < chain.range.end);
        Self { text, start, view, is_cut, ends: Some(ends) }
    }

    /// Where matches may begin. Where the block goes on before the stretch its first character is no beginning.
    pub fn first_place(&self) -> usize {
        if self.is_cut.0 { self.view.as_str().chars().next().map_or(0, char::len_utf8) } else { 0 }
    }

    /// The byte of the article's text that a byte of the view came from.
    pub fn source(&self, at: usize) -> usize {
        let rest = self.view.source_range(at..self.view.as_str().len());
        self.start + rest.map_or(0, |rest| rest.start)
    }

    /// Whether matches in a range of the view can be any that are asked for.
    pub fn may_take(&self, view: Range<usize>) -> bool {
        self.ends.as_ref().is_none_or(|ends| {
            let next = ends.partition_point(|end| *end <= view.start);
            ends.get(next).is_some_and(|end| *end < view.end)
        })
    }

    /// The span in the article's text of a match, in bytes of the view, if it may stand.
    pub fn span(&self, view: Range<usize>) -> Option<Range<usize>> {
        if !self.may_take(view.clone()) {
            return None;
        }
        let source = self.view.source_range(view)?;
        let span = self.start + source.start..self.start + source.end;
        stands_alone(self.text, span.clone()).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is seen of a chain, with `|` where its blocks end, and whether more lies before and behind.
    fn seen(text: &str, ends: &[usize]) -> (String, (bool, bool)) {
        let stretch = Stretch::chain(text, &Chain { range: 0..text.len(), ends: ends.to_vec() });
        let mut view = stretch.view.as_str().to_owned();
        for end in stretch.ends.iter().flatten().rev() {
            view.insert(*end, '|');
        }
        (view, stretch.is_cut)
    }

    #[test]
    fn a_chain_is_seen_as_far_as_a_match_goes() {
        assert_eq!(seen("a-\nb\u{ad}\nc d-\ne", &[2, 6]), ("a-|b|c d-e".to_owned(), (false, false)));
        let (before, behind) = ("é".repeat(LONGEST_MATCH), "b".repeat(LONGEST_MATCH));
        let text = format!("{before} a-\n{behind} b");
        let (view, is_cut) = seen(&text, &[before.len() + 3]);
        assert!(view.starts_with('é') && view.contains(" a-|b") && view.ends_with('b'), "{view}");
        assert!(is_cut == (true, true) && view.len() < 2 * LONGEST_MATCH + 4);
    }

    #[test]
    fn of_a_chain_only_what_crosses_an_end_is_taken() {
        let text = "so a-\nb c";
        let chain = Stretch::chain(text, &Chain { range: 0..text.len(), ends: vec![5] });
        assert_eq!(chain.view.as_str(), "so a-b c");
        assert_eq!(chain.span(3..6), Some(3..7));
        for range in [0..4, 3..4, 3..5, 5..6, 5..8] {
            assert_eq!(chain.span(range.clone()), None, "{range:?}");
        }
        let block = Stretch::block(text, 0..5);
        assert_eq!(block.span(3..4), Some(3..4));
    }
}
