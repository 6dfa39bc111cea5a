//! The column beside the text: which parts of the article are on the page, and which have mentions or hits.
//!
//! Each row is an equal share of the body's bytes, so that nothing has to be laid out for it. The mentions of the
//! selected entity come with the panel's numbers, the hits with the search; both are sorted, and a row finds its marks
//! by binary search.

use std::ops::{Range, RangeInclusive};

use crate::app::state::search::Search;
use crate::app::workspace::Workspace;

/// An article's bytes spread over a number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minimap {
    /// First byte of the article's first block.
    first: usize,
    /// Bytes from there to the end of the body.
    length: usize,
    /// The byte after the article's last block. What follows the body belongs to the last row.
    last: usize,
    /// Number of rows.
    rows: usize,
    /// First byte on the page, and the byte after its last.
    page: (usize, usize),
    /// True if the end of the body is on the page, or above it.
    is_at_end: bool,
}

/// What a row shows about its share of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// True if some of it is on the page.
    pub on_page: bool,
    /// True if a counted mention of the selected entity begins in it, or a search hit if nothing is selected.
    pub has_mark: bool,
    /// True if the current mention or hit begins in it.
    pub is_current: bool,
}

impl Minimap {
    /// Returns the minimap of the open article. None if it has no text, if all of its body is on the page, or if the
    /// pane has no rows.
    pub fn of(ws: &Workspace) -> Option<Self> {
        let last = ws.open.as_ref()?.pieces.last()?.range.end;
        let progress = ws.progress()?;
        let (first, length) = (progress.first, progress.end - progress.first);
        let rows = usize::from(ws.text_area().height);
        let (is_at_end, page) = (progress.is_at_end(), (progress.page.start, progress.page.end));
        let is_all = progress.is_at_start() && is_at_end;
        (length > 0 && rows > 0 && !is_all).then_some(Self { first, length, last, rows, page, is_at_end })
    }

    /// Returns the bytes of a row. Together, the rows cover the article.
    pub fn bytes_of(self, row: usize) -> Range<usize> {
        let border = |row: usize| self.first + (self.length * row.min(self.rows)).div_ceil(self.rows);
        let end = if row + 1 == self.rows { self.last } else { border(row + 1) };
        border(row)..end
    }

    /// Returns the rows that the page touches. The last one is among them exactly at the end of the body, however small
    /// the page's share of it is, unless it is the only one.
    fn rows_on_page(self) -> RangeInclusive<usize> {
        let (start, end) = self.page;
        let bottom = self.rows - 1;
        let last = if self.is_at_end {
            bottom
        } else {
            self.row_of(end.max(start + 1) - 1).min(bottom.saturating_sub(1))
        };
        self.row_of(start).min(last)..=last
    }

    /// Returns the row of a byte; the nearest one for a byte outside the body.
    pub fn row_of(self, offset: usize) -> usize {
        let at = offset.saturating_sub(self.first).min(self.length - 1);
        at * self.rows / self.length
    }

    /// Returns what each row shows, from the top.
    pub fn parts(self, ws: &Workspace) -> Vec<Part> {
        let page = self.rows_on_page();
        let current = current(ws).map(|offset| self.row_of(offset));
        let part = |row: usize| Part {
            on_page: page.contains(&row),
            has_mark: first_mark(ws, &self.bytes_of(row)).is_some(),
            is_current: current == Some(row),
        };
        (0..self.rows).map(part).collect()
    }
}

/// Returns the first byte of the current mention, else of the current hit.
fn current(ws: &Workspace) -> Option<usize> {
    let hit = || ws.search.as_ref().and_then(|search| search.hits().get(search.at?)).map(|hit| hit.start);
    ws.current_mention.or_else(hit)
}

/// Returns the first byte in a range at which a mention of the selected entity begins, or a search hit if nothing is
/// selected.
pub fn first_mark(ws: &Workspace, bytes: &Range<usize>) -> Option<usize> {
    let found = if ws.selection.entity().is_some() {
        let mentions = ws.article_stats().map(|here| here.stops.as_slice()).unwrap_or_default();
        let next = mentions.partition_point(|start| (*start as usize) < bytes.start);
        mentions.get(next).map(|start| *start as usize)
    } else {
        let hits = ws.search.as_ref().map(Search::hits).unwrap_or_default();
        hits.get(hits.partition_point(|hit| hit.start < bytes.start)).map(|hit| hit.start)
    };
    found.filter(|offset| *offset < bytes.end)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::app::document::{Document, viewport};
    use crate::app::jobs::Slot;
    use crate::app::queries::{ArticleStats, ArticleStatsQuery, Snapshot};
    use crate::app::state::search::Aim;
    use crate::article::{Article, ArticleKey, Block, BlockKind, Meta, Region, Text};
    use crate::corpus::{ArticleId, Index, Segment};
    use crate::mention::{EntityKey, Found};

    /// Returns a workspace with an open article that has paragraphs of these lengths, with nothing between them, from
    /// byte `first` on, and a text pane of `rows` rows. Each paragraph is one row, with an empty one before the next.
    fn opened(first: usize, paragraphs: &[usize], rows: u16) -> Workspace {
        let mut end = first;
        let mut block = |length: &usize| {
            let start = end;
            end += length;
            Block { kind: BlockKind::Paragraph, region: Region::Body, range: start..end, ordinal: 0 }
        };
        let blocks = paragraphs.iter().map(&mut block).collect();
        let text = Text::new(&format!("{}{}", " ".repeat(first), "x".repeat(end - first)));
        let key = ArticleKey::from_path(Path::new("a.txt"));
        let article = Article::new(key, Meta::default(), text, blocks);
        let segment = Segment::new([(&article, Found::default())]);
        let index = Index::default().with_segment(Arc::new(segment));
        let mut ws = Workspace::new(index, String::new(), Arc::default());
        // Without the rows of the heading, the status and the hints.
        ws.size = (40, if rows == 0 { 0 } else { rows + 3 });
        ws.open = Some(Document::new(Arc::new(article), None));
        ws
    }

    /// Adds search hits at these bytes of the open article.
    fn mark_hits(ws: &mut Workspace, hits: &[usize]) {
        let hits = hits.iter().map(|start| *start..start + 1).collect();
        let mut search = Search::new("x".to_owned(), Aim::Stay);
        search.hits = Some(Ok(hits));
        ws.search = Some(search);
    }

    /// Adds mentions of a selected entity at these bytes of the open article.
    fn mark_mentions(ws: &mut Workspace, mentions: &[usize]) {
        let (article, selected, hidden) = (ArticleId(0), ws.selected_id(), ws.hidden_kinds());
        let query = ArticleStatsQuery {
            snapshot: Snapshot::of(ws.index()),
            article,
            selected,
            hidden: hidden.clone(),
        };
        let counts = ArticleStats {
            article,
            selected,
            entities: Vec::new(),
            hidden,
            stops: mentions.iter().map(|start| *start as u32).collect(),
            neighbourhood: None,
            ambiguous: 0,
        };
        ws.selection.select(EntityKey { id: Arc::from("kyiv"), value: None });
        ws.article_stats = Slot::answered(query, counts);
    }

    /// Returns each row: `p` if it is on the page, `m` if it has a mark, `l` if that is the current one.
    fn rows(ws: &Workspace) -> Vec<String> {
        let letters = |part: Part| {
            let letters = [(part.on_page, 'p'), (part.has_mark, 'm'), (part.is_current, 'l')];
            letters.into_iter().filter(|(is_set, _)| *is_set).map(|(_, letter)| letter).collect()
        };
        Minimap::of(ws).unwrap().parts(ws).into_iter().map(letters).collect()
    }

    fn scroll(ws: &mut Workspace, by: isize) {
        let open = ws.open.as_ref().unwrap();
        ws.viewport = viewport::scrolled(open, ws.measure(), ws.viewport, by, ws.page_height());
    }

    #[test]
    fn no_column_if_the_whole_article_is_on_the_page() {
        for first in [0, 3] {
            assert_eq!(Minimap::of(&opened(first, &[2, 2, 2], 5)), None);
            let mut ws = opened(first, &[2, 2, 2], 4);
            assert!(Minimap::of(&ws).is_some(), "the last row is below the page");
            scroll(&mut ws, 1);
            assert!(Minimap::of(&ws).is_some(), "the first row is above the page");
        }
    }

    #[test]
    fn no_column_without_rows_or_without_text() {
        assert_eq!(Minimap::of(&opened(0, &[2, 2], 0)), None);
        assert!(Minimap::of(&opened(0, &[2, 2], 1)).is_some());
        assert_eq!(Minimap::of(&opened(0, &[], 1)), None);
        assert_eq!(Minimap::of(&opened(3, &[0], 1)), None);
        assert_eq!(Minimap::of(&Workspace::default()), None);
    }

    /// Twelve letters over four rows of three each, two letters to a page.
    #[test]
    fn rows_on_the_page_are_those_of_its_first_and_last_letter() {
        let mut ws = opened(5, &[1; 12], 4);
        assert_eq!(rows(&ws), ["p", "", "", ""]);
        scroll(&mut ws, 2);
        assert_eq!(rows(&ws), ["p", "", "", ""], "the second and the third letter");
        scroll(&mut ws, 2);
        assert_eq!(rows(&ws), ["p", "p", "", ""], "the third and the fourth letter");
        scroll(&mut ws, 2);
        assert_eq!(rows(&ws), ["", "p", "", ""]);
        scroll(&mut ws, 99);
        assert_eq!(rows(&ws), ["", "", "", "p"]);
    }

    #[test]
    fn mark_on_a_border_belongs_to_the_row_that_begins_there() {
        for mark in [mark_hits, mark_mentions] {
            let mut ws = opened(5, &[1; 12], 4);
            mark(&mut ws, &[5 + 3, 5 + 8]);
            assert_eq!(rows(&ws), ["p", "m", "m", ""]);
            ws.current_mention = Some(5 + 8);
            assert_eq!(rows(&ws), ["p", "m", "ml", ""]);
        }
    }

    #[test]
    fn current_hit_is_marked_unless_there_is_a_current_mention() {
        let mut ws = opened(0, &[1; 12], 4);
        mark_hits(&mut ws, &[4, 7]);
        ws.search.as_mut().unwrap().at = Some(1);
        assert_eq!(rows(&ws), ["p", "m", "ml", ""]);
        ws.current_mention = Some(11);
        assert_eq!(rows(&ws), ["p", "m", "m", "l"]);
    }

    #[test]
    fn mentions_of_the_selected_entity_are_marked_instead_of_hits() {
        let mut ws = opened(0, &[1; 12], 4);
        mark_hits(&mut ws, &[4]);
        mark_mentions(&mut ws, &[7]);
        assert_eq!(rows(&ws), ["p", "", "m", ""]);
        ws.selection.clear();
        assert_eq!(rows(&ws), ["p", "m", "", ""]);
    }

    #[test]
    fn article_shorter_than_the_column_leaves_rows_without_bytes() {
        let mut ws = opened(2, &[1; 5], 8);
        mark_hits(&mut ws, &[2, 3, 4, 5, 6]);
        let map = Minimap::of(&ws).unwrap();
        let bytes: Vec<_> = (0..9).map(|row| map.bytes_of(row)).collect();
        assert_eq!(bytes, [2..3, 3..4, 4..4, 4..5, 5..6, 6..6, 6..7, 7..7, 7..7]);
        assert_eq!(rows(&ws), ["pm", "pm", "p", "pm", "pm", "", "m", ""]);
    }

    /// A page of one row may show the empty row between two paragraphs.
    #[test]
    fn page_without_text_is_on_the_only_row() {
        let mut ws = opened(0, &[1, 1], 1);
        scroll(&mut ws, 1);
        assert_eq!(ws.visible_bytes(), 0..0);
        assert_eq!(rows(&ws), ["p"]);
    }

    #[test]
    fn first_mark_lies_inside_the_given_bytes() {
        for mark in [mark_hits, mark_mentions] {
            let mut ws = opened(0, &[1; 12], 4);
            assert_eq!(first_mark(&ws, &(0..12)), None);
            mark(&mut ws, &[3, 4, 8]);
            let marks = [0..3, 0..4, 3..6, 4..6, 5..8, 5..9, 9..12].map(|bytes| first_mark(&ws, &bytes));
            assert_eq!(marks, [None, Some(3), Some(3), Some(4), None, Some(8), None]);
        }
    }

    proptest! {
        #[test]
        fn rows_partition_the_article_and_each_byte_is_in_its_row(
            first in 0_usize..50, length in 1_usize..400, rows in 1_usize..60,
        ) {
            let last = first + length;
            let map = Minimap { first, length, last, rows, page: (0, 0), is_at_end: false };
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

        /// Each row agrees with a byte-by-byte count of its share.
        #[test]
        fn parts_agree_with_a_count_of_bytes(
            first in 0_usize..4,
            paragraphs in prop::collection::vec(1_usize..9, 2..12),
            height in 1_u16..20,
            by in 0_isize..20,
            marks in prop::collection::btree_set(0_usize..60, 0..9),
            current in prop::option::of(0_usize..60),
            is_selected in any::<bool>(),
        ) {
            let mut ws = opened(first, &paragraphs, height);
            scroll(&mut ws, by);
            let (height, length) = (usize::from(height), paragraphs.iter().sum::<usize>());
            let inside = |at: &usize| *at < length;
            let marks: Vec<usize> = marks.into_iter().filter(inside).map(|at| first + at).collect();
            let mark = if is_selected { mark_mentions } else { mark_hits };
            mark(&mut ws, &marks);
            ws.current_mention = current.filter(inside).map(|at| first + at);
            let page = ws.visible_bytes();
            let bytes = first..first + length;
            let is_whole = page == bytes;
            prop_assert_eq!(Minimap::of(&ws).is_none(), is_whole);
            if is_whole || page.is_empty() {
                return Ok(());
            }
            let row_of = |byte: usize| (byte - first) * height / length;
            let last = if page.end == bytes.end {
                height - 1
            } else {
                row_of(page.end - 1).min((height - 1).saturating_sub(1))
            };
            let expected: Vec<Part> = (0..height).map(|row| Part {
                on_page: row_of(page.start).min(last) <= row && row <= last,
                has_mark: marks.iter().any(|mark| row_of(*mark) == row),
                is_current: ws.current_mention.is_some_and(|current| row_of(current) == row),
            }).collect();
            prop_assert_eq!(Minimap::of(&ws).unwrap().parts(&ws), expected);
        }
    }
}
