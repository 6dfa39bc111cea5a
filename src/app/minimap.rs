//! Where in the article things stand: its bytes over the rows of the column beside the text.
//!
//! Each row of the column stands for an equal share of the article's bytes, so that nothing need be laid out to know it.
//! Mentions of the selected entity are counted aside with the panel's numbers, hits by the search; both lie in order, and a
//! row asks for its own by halving.

use std::ops::Range;

use crate::app::search::Search;
use crate::app::state::State;

/// An article's bytes over some rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minimap {
    /// First byte of the article's first block.
    first: usize,
    /// Bytes from there to the end of its last block.
    length: usize,
    /// Rows.
    rows: usize,
    /// First byte on the page, and the one behind its last.
    page: (usize, usize),
}

/// What a row of the column says of its part of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Whether some of it is on the page.
    pub on_page: bool,
    /// Whether a mention of the selected entity begins in it that counts; where none is selected, a search hit.
    pub has_mark: bool,
    /// Whether the mention or the hit landed on does.
    pub has_landed: bool,
}

impl Minimap {
    /// The column of the open article; none where the page holds the whole of it.
    pub fn of(state: &State) -> Option<Self> {
        let open = state.open.as_ref()?;
        let (first, last) = (open.pieces.first()?.range.start, open.pieces.last()?.range.end);
        let length = last.saturating_sub(first);
        let rows = usize::from(state.text_area().height);
        let Range { start, end } = state.visible_bytes();
        let is_all = start <= first && end >= last;
        (length > 0 && rows > 0 && !is_all).then_some(Self { first, length, rows, page: (start, end) })
    }

    /// The bytes that a row stands for; together the rows are the article.
    pub fn bytes_of(self, row: usize) -> Range<usize> {
        let border = |row: usize| self.first + (self.length * row.min(self.rows)).div_ceil(self.rows);
        border(row)..border(row + 1)
    }

    /// The row that stands for a byte; of a byte outside of the article the nearest.
    pub fn row_of(self, offset: usize) -> usize {
        let at = offset.saturating_sub(self.first).min(self.length - 1);
        at * self.rows / self.length
    }

    /// What each row says, from the top down.
    pub fn parts(self, state: &State) -> Vec<Part> {
        let (start, end) = self.page;
        let page = self.row_of(start)..=self.row_of(end.max(start + 1) - 1);
        let landed = landed(state).map(|offset| self.row_of(offset));
        let part = |row: usize| Part {
            on_page: page.contains(&row),
            has_mark: first_mark(state, &self.bytes_of(row)).is_some(),
            has_landed: landed == Some(row),
        };
        (0..self.rows).map(part).collect()
    }
}

/// First byte of what the hand is on: the mention landed on, else the hit.
fn landed(state: &State) -> Option<usize> {
    let hit = || state.search.as_ref().and_then(|search| search.hits().get(search.at?)).map(|hit| hit.start);
    state.current_mention.or_else(hit)
}

/// The first marked place inside a range of bytes.
pub fn first_mark(state: &State, bytes: &Range<usize>) -> Option<usize> {
    let found = if state.selected.is_some() {
        let mentions = state.article_stats().map(|here| here.stops.as_slice()).unwrap_or_default();
        let next = mentions.partition_point(|start| (*start as usize) < bytes.start);
        mentions.get(next).map(|start| *start as usize)
    } else {
        let hits = state.search.as_ref().map(Search::hits).unwrap_or_default();
        hits.get(hits.partition_point(|hit| hit.start < bytes.start)).map(|hit| hit.start)
    };
    found.filter(|offset| *offset < bytes.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_partition_the_article_and_each_byte_is_in_its_row(
            first in 0_usize..50, length in 1_usize..400, rows in 1_usize..60,
        ) {
            let map = Minimap { first, length, rows, page: (0, 0) };
            let mut end = first;
            for row in 0..rows {
                let bytes = map.bytes_of(row);
                prop_assert_eq!(bytes.start, end);
                end = bytes.end;
                prop_assert!(bytes.clone().all(|byte| map.row_of(byte) == row), "{:?}", bytes);
            }
            prop_assert_eq!(end, first + length);
            prop_assert_eq!(map.row_of(0), 0);
            prop_assert_eq!(map.row_of(first + length + 9), map.row_of(first + length - 1));
            prop_assert!(length < rows || map.row_of(first + length - 1) == rows - 1);
        }
    }
}
