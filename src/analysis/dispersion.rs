//! Measures how mentions are spread: over the text of one article, and over the articles.

use std::ops::Range;

use crate::article::Article;

/// Returns the byte range that an article's blocks cover, boilerplate included. Empty if it has no block.
pub fn extent(article: &Article) -> Range<usize> {
    let (first, last) = (article.blocks.first(), article.blocks.last());
    first.zip(last).map_or(0..0, |(first, last)| first.range.start..last.range.end)
}

/// Counts the mentions in each of `cells` equal shares of a byte range, as in the column that the reader draws beside
/// the text. `offsets` are the mentions' first bytes; an offset outside the range counts in the nearest cell. So the
/// counts add up to the number of offsets, unless there are no cells.
pub fn dispersion(offsets: impl IntoIterator<Item = usize>, extent: &Range<usize>, cells: usize) -> Vec<u32> {
    let mut counts = vec![0; cells];
    let len = extent.end.saturating_sub(extent.start);
    for offset in offsets {
        let at = offset.saturating_sub(extent.start).min(len.saturating_sub(1)) as u128;
        let cell = (at * cells as u128).checked_div(len as u128).unwrap_or(0);
        if let Some(count) = usize::try_from(cell).ok().and_then(|cell| counts.get_mut(cell)) {
            *count += 1;
        }
    }
    counts
}

/// One article as a part of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Number of its words.
    pub words: u32,
    /// Number of its mentions.
    pub mentions: u32,
}

/// Returns Gries' normalised deviation of proportions of mentions over articles: 0 if every article has the share of
/// the mentions that it has of the words, 1 if the smallest article with words has all mentions. None if it is not
/// defined: fewer than two articles with words, or no mentions.
///
/// DP is half the sum of the absolute differences between the two shares: Gries (2008), "Dispersions and adjusted
/// frequencies in corpora", International Journal of Corpus Linguistics 13(4), 403-437. The division by 1 minus the
/// smallest share of the words makes 1 its maximum: Lijffijt and Gries (2012), ibid. 17(1), 147-149.
pub fn deviation_of_proportions(parts: &[Part]) -> Option<f64> {
    let sum = |field: fn(&Part) -> u32| parts.iter().map(|part| f64::from(field(part))).sum::<f64>();
    let (words, mentions) = (sum(|part| part.words), sum(|part| part.mentions));
    let is_defined = parts.iter().filter(|part| part.words > 0).count() > 1 && mentions > 0.0;
    let share = |part: &Part| f64::from(part.words) / words;
    let differences = parts.iter().map(|part| (share(part) - f64::from(part.mentions) / mentions).abs());
    let smallest = parts.iter().filter(|part| part.words > 0).map(share).fold(1.0, f64::min);
    is_defined.then(|| (differences.sum::<f64>() / 2.0 / (1.0 - smallest)).min(1.0))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    fn parts(counts: &[(u32, u32)]) -> Vec<Part> {
        counts.iter().map(|(words, mentions)| Part { words: *words, mentions: *mentions }).collect()
    }

    #[test]
    fn extent_is_from_the_first_block_to_the_last() {
        let article =
            |text: &str| parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
        assert_eq!(extent(&article("\n\nOne\n\nTwo.\n\n")), 2..11);
        assert_eq!(extent(&article("")), 0..0);
    }

    #[test]
    fn offset_on_a_border_is_in_the_cell_that_begins_there() {
        assert_eq!(dispersion([5, 7, 8, 16], &(5..17), 4), [2, 1, 0, 1]);
        assert_eq!(dispersion([0, 99], &(5..17), 4), [1, 0, 0, 1]);
        assert_eq!(dispersion([3], &(3..3), 2), [1, 0]);
        assert_eq!(dispersion([3], &(0..9), 0), [0_u32; 0]);
    }

    #[test]
    fn even_spread_has_deviation_0_and_all_mentions_in_the_smallest_article_1() {
        let deviation = |counts: &[(u32, u32)]| deviation_of_proportions(&parts(counts));
        assert_eq!(deviation(&[(100, 1), (300, 3)]), Some(0.0));
        assert_eq!(deviation(&[(100, 4), (300, 0)]), Some(1.0));
        // DP is (2 * 0.3 + 3 * 0.2) / 2 = 0.6, divided by 1 - 0.2.
        let value = deviation(&[(9, 10), (9, 0), (9, 10), (9, 0), (9, 0)]).unwrap();
        assert!((value - 0.75).abs() < 1e-9, "{value}");
        for undefined in [&[][..], &[(10, 3)], &[(10, 3), (0, 1)], &[(10, 0), (10, 0)]] {
            assert_eq!(deviation(undefined), None, "{undefined:?}");
        }
    }

    proptest! {
        #[test]
        fn cells_add_up_and_agree_with_a_count_of_each_offset(
            offsets in prop::collection::vec(0_usize..300, 0..40),
            start in 0_usize..50, len in 0_usize..200, cells in 1_usize..50,
        ) {
            let counts = dispersion(offsets.iter().copied(), &(start..start + len), cells);
            prop_assert_eq!(counts.len(), cells);
            prop_assert_eq!(counts.iter().sum::<u32>() as usize, offsets.len());
            if len == 0 {
                return Ok(());
            }
            for (cell, count) in counts.iter().enumerate() {
                let is_here = |offset: &&usize| {
                    let at = (**offset).clamp(start, start + len - 1) - start;
                    cell * len <= at * cells && at * cells < (cell + 1) * len
                };
                prop_assert_eq!(*count as usize, offsets.iter().filter(is_here).count());
            }
        }

        #[test]
        fn deviation_is_from_0_to_1(counts in prop::collection::vec((0_u32..100, 0_u32..9), 0..9)) {
            let deviation = deviation_of_proportions(&parts(&counts));
            prop_assert!(deviation.is_none_or(|deviation| (0.0..=1.0).contains(&deviation)), "{:?}", deviation);
        }
    }
}
