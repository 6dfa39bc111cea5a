//! The rows of the page: which part of the article each row of the text pane shows.
//!
//! Rows are laid out on demand from an offset: downwards for drawing, upwards for moving back. The cost depends on the
//! visible rows, not on the length of the article. A page is stored as the offset of its first character, never as a row
//! number, so it survives a change of width.

use super::document::Document;
use super::row::{Measure, Row};
use super::typeset::rows_of;

/// First row of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewportTop {
    /// Byte offset in the first row that has text: its start, unless the rows have changed since.
    pub offset: usize,
    /// True if the empty row above it is shown too.
    pub gap: bool,
}

/// Returns the index of the piece that contains an offset, or of the last one before it; 0 if there is none.
fn piece_at(opened: &Document, offset: usize) -> usize {
    opened.pieces.partition_point(|piece| piece.range.start <= offset).saturating_sub(1)
}

/// Returns the row that contains an offset, or the last one before it, as the index of its piece and its index in the
/// piece.
fn position(opened: &Document, measure: Measure, offset: usize) -> (usize, usize) {
    let piece = piece_at(opened, offset);
    let rows = rows_of(opened, piece, measure);
    let line = rows.iter().rposition(|row| row.range.as_ref().is_some_and(|range| range.start <= offset));
    let first = usize::from(rows.first().is_some_and(|row| row.range.is_none() && rows.len() > 1));
    (piece, line.unwrap_or(first))
}

fn position_of_top(opened: &Document, measure: Measure, top: ViewportTop) -> (usize, usize) {
    let (piece, line) = position(opened, measure, top.offset);
    let has_gap = opened.pieces.get(piece).is_some_and(|piece| piece.gap);
    if top.gap && has_gap && line == 1 { (piece, 0) } else { (piece, line) }
}

fn top_at(opened: &Document, measure: Measure, (piece, line): (usize, usize)) -> ViewportTop {
    let rows = rows_of(opened, piece, measure);
    let gap = rows.get(line).is_some_and(|row| row.range.is_none());
    let text = rows.iter().skip(line).find_map(|row| row.range.as_ref());
    ViewportTop { offset: text.map_or(0, |range| range.start), gap }
}

/// Returns up to `count` rows from `top` down.
pub fn visible(opened: &Document, measure: Measure, top: ViewportTop, count: usize) -> Vec<Row> {
    let (first, line) = position_of_top(opened, measure, top);
    let mut rows: Vec<Row> = rows_of(opened, first, measure).iter().skip(line).take(count).cloned().collect();
    let mut piece = first + 1;
    while rows.len() < count && piece < opened.pieces.len() {
        rows.extend(rows_of(opened, piece, measure).iter().cloned());
        piece += 1;
    }
    rows.truncate(count);
    rows
}

/// Returns the top `rows` rows further down (up if negative). The last row of the article is not scrolled above the bottom
/// of a page of `height` rows.
pub fn scrolled(
    opened: &Document,
    measure: Measure,
    top: ViewportTop,
    rows: isize,
    height: usize,
) -> ViewportTop {
    let from = position_of_top(opened, measure, top);
    let distance = rows.unsigned_abs();
    if rows < 0 {
        return top_at(opened, measure, up(opened, measure, from, distance));
    }
    let last = last_top(opened, measure, height);
    let to = down(opened, measure, from, distance).min(last.max(from));
    top_at(opened, measure, to)
}

/// Returns the top after a change of size: the same, or that of the last full page if less than a page of rows would
/// follow.
pub fn kept(opened: &Document, measure: Measure, top: ViewportTop, height: usize) -> ViewportTop {
    let last = last_top(opened, measure, height);
    if position_of_top(opened, measure, top) <= last { top } else { top_at(opened, measure, last) }
}

/// Returns the top of the last full page.
pub fn end(opened: &Document, measure: Measure, height: usize) -> ViewportTop {
    top_at(opened, measure, last_top(opened, measure, height))
}

fn last_top(opened: &Document, measure: Measure, height: usize) -> (usize, usize) {
    let Some(piece) = opened.pieces.len().checked_sub(1) else { return (0, 0) };
    let line = rows_of(opened, piece, measure).len().saturating_sub(1);
    up(opened, measure, (piece, line), height.saturating_sub(1))
}

fn up(opened: &Document, measure: Measure, from: (usize, usize), mut distance: usize) -> (usize, usize) {
    let (mut piece, mut line) = from;
    while distance > line {
        if piece == 0 {
            return (0, 0);
        }
        distance -= line + 1;
        piece -= 1;
        line = rows_of(opened, piece, measure).len().saturating_sub(1);
    }
    (piece, line - distance)
}

fn down(opened: &Document, measure: Measure, from: (usize, usize), mut distance: usize) -> (usize, usize) {
    let (mut piece, mut line) = from;
    loop {
        let below = rows_of(opened, piece, measure).len().saturating_sub(line + 1);
        if distance <= below {
            return (piece, line + distance);
        }
        if piece + 1 >= opened.pieces.len() {
            return (piece, line + below);
        }
        distance -= below + 1;
        piece += 1;
        line = 0;
    }
}

/// Returns a top that shows an offset: `top` if the offset is on the page with some rows of context, as far as the
/// article has them, else one that puts it a third of the page down, or as near to that as the ends of the article
/// allow.
pub fn showing(
    opened: &Document,
    measure: Measure,
    top: ViewportTop,
    height: usize,
    offset: usize,
) -> ViewportTop {
    let context = (height / 5).min(3);
    let rows = visible(opened, measure, top, height);
    let row = rows.iter().position(|row| row.range.as_ref().is_some_and(|range| range.contains(&offset)));
    let first_rows = rows.first().is_some_and(|row| row.piece == 0 && row.line == 0);
    let last_rows = rows.len() < height || rows.last().is_some_and(|row| is_last(opened, measure, row));
    if let Some(row) = row {
        let enough_above = row >= context || first_rows;
        let enough_below = row + context < rows.len() || last_rows;
        if enough_above && enough_below {
            return top;
        }
    }
    let target = up(opened, measure, position(opened, measure, offset), height / 3);
    top_at(opened, measure, target.min(last_top(opened, measure, height)))
}

fn is_last(opened: &Document, measure: Measure, row: &Row) -> bool {
    row.piece + 1 == opened.pieces.len() && row.line + 1 == rows_of(opened, row.piece, measure).len()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, ArticleKey, Block, BlockKind, Format, Meta, Region, Text, parse};
    use crate::text::hyphenation::Patterns;

    fn opened(text: &str) -> Document {
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
        Document { patterns: Patterns::of_code("en"), ..Document::new(Arc::new(article), None) }
    }

    fn measures() -> impl Strategy<Value = Measure> {
        (5_usize..40, any::<bool>(), any::<bool>()).prop_map(|(columns, justify, hyphenate)| Measure {
            columns,
            justify,
            hyphenate,
        })
    }

    fn plain(columns: usize) -> Measure {
        Measure { columns, ..Measure::default() }
    }

    fn all_rows(opened: &Document, measure: Measure) -> Vec<Row> {
        (0..opened.pieces.len()).flat_map(|piece| rows_of(opened, piece, measure).to_vec()).collect()
    }

    /// Returns the index of the row that contains a byte, or of the last one before it.
    fn row_of(rows: &[Row], offset: usize) -> usize {
        let starts = |row: &Row| row.range.as_ref().is_some_and(|range| range.start <= offset);
        rows.iter().rposition(starts).unwrap_or(0)
    }

    /// Returns the index of the row at which a page begins.
    fn row_of_top(rows: &[Row], top: ViewportTop) -> usize {
        let row = row_of(rows, top.offset);
        let above = row.checked_sub(1).filter(|above| rows[*above].range.is_none());
        above.filter(|_| top.gap).unwrap_or(row)
    }

    /// Returns a document of these blocks, with nothing between them, from byte `first` on.
    fn opened_blocks(first: usize, blocks: &[(BlockKind, &str)]) -> Document {
        let mut text = " ".repeat(first);
        let mut block = |(kind, words): &(BlockKind, &str)| {
            let start = text.len();
            text.push_str(words);
            Block { kind: *kind, region: Region::Body, range: start..text.len(), ordinal: 0 }
        };
        let blocks = blocks.iter().map(&mut block).collect();
        let key = ArticleKey::from_path(Path::new("a.txt"));
        Document::new(Arc::new(Article::new(key, Meta::default(), Text::new(&text), blocks)), None)
    }

    proptest! {
        /// Scrolling shows the same rows as a layout of the whole article.
        #[test]
        fn scrolling_agrees_with_the_whole_layout(
            paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}| extraordinarily){0,20}\\.", 1..8),
            steps in prop::collection::vec(-30_isize..30, 1..8),
            measure in measures(),
            height in 1_usize..12,
        ) {
            let opened = opened(&paragraphs.join("\n\n"));
            let rows = all_rows(&opened, measure);
            let last = rows.len().saturating_sub(height);
            let mut expected = 0_usize;
            let mut top = ViewportTop::default();
            for step in steps {
                let moved = expected.saturating_add_signed(step);
                expected = if step < 0 { moved } else { moved.min(last.max(expected)) };
                top = scrolled(&opened, measure, top, step, height);
                let shown = visible(&opened, measure, top, height);
                let wanted: Vec<Row> = rows.iter().skip(expected).take(height).cloned().collect();
                prop_assert_eq!(shown, wanted);
            }
        }

        /// The target of a jump is always on the page.
        #[test]
        fn jump_target_is_always_shown(
            paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}| extraordinarily){0,20}\\.", 1..8),
            at in any::<prop::sample::Index>(),
            measure in measures(),
            height in 1_usize..12,
        ) {
            let opened = opened(&paragraphs.join("\n\n"));
            let texts: Vec<Range<usize>> = all_rows(&opened, measure).into_iter().filter_map(|row| row.range).collect();
            let offset = texts[at.index(texts.len())].start;
            let top = showing(&opened, measure, ViewportTop::default(), height, offset);
            let shown = visible(&opened, measure, top, height);
            prop_assert!(shown.iter().any(|row| row.range.as_ref().is_some_and(|range| range.contains(&offset))));
        }

        /// Every page is where a layout of the whole article puts it.
        #[test]
        fn any_page_agrees_with_the_whole_layout(
            paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}| extraordinarily){0,20}\\.", 1..8),
            at in any::<prop::sample::Index>(),
            gap in any::<bool>(),
            to in any::<prop::sample::Index>(),
            step in -30_isize..30,
            measure in measures(),
            height in 1_usize..30,
        ) {
            let opened = opened(&paragraphs.join("\n\n"));
            let rows = all_rows(&opened, measure);
            let length = opened.article.text.len();
            let top = ViewportTop { offset: at.index(length), gap };
            let (from, last) = (row_of_top(&rows, top), rows.len().saturating_sub(height));
            let page = |from: usize| rows.iter().skip(from).take(height).cloned().collect::<Vec<Row>>();
            let shown = |top| visible(&opened, measure, top, height);
            prop_assert_eq!(shown(top), page(from));
            let moved = from.saturating_add_signed(step);
            let expected = if step < 0 { moved } else { moved.min(last.max(from)) };
            prop_assert_eq!(shown(scrolled(&opened, measure, top, step, height)), page(expected));
            prop_assert_eq!(shown(end(&opened, measure, height)), page(last));
            let kept = kept(&opened, measure, top, height);
            prop_assert_eq!(kept == top, from <= last);
            prop_assert_eq!(shown(kept), page(from.min(last)));
            let offset = to.index(length);
            let showing = showing(&opened, measure, top, height, offset);
            // The page stays if the row is on it with enough rows above and below, or at an end of the article.
            let row = row_of(&rows, offset);
            let holds = rows[row].range.as_ref().is_some_and(|range| range.contains(&offset));
            let (end, context) = ((from + height).min(rows.len()), (height / 5).min(3));
            let has_room_above = from == 0 || from + context <= row;
            let has_room_below = end == rows.len() || row + context < end;
            if holds && (from..end).contains(&row) && has_room_above && has_room_below {
                prop_assert_eq!(showing, top);
            } else {
                prop_assert_eq!(shown(showing), page(row.saturating_sub(height / 3).min(last)));
            }
        }

        /// The first character shown stays on the page when the width changes.
        #[test]
        fn change_of_width_keeps_the_page(
            paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}| extraordinarily){0,20}\\.", 1..8),
            step in 0_isize..30, before in measures(), after in measures(),
        ) {
            let opened = opened(&paragraphs.join("\n\n"));
            let top = scrolled(&opened, before, ViewportTop::default(), step, 5);
            let shown = visible(&opened, after, top, 2);
            prop_assert!(shown.iter().any(|row| row.range.as_ref().is_some_and(|range| range.contains(&top.offset))));
        }
    }

    /// Forty rows of one byte each.
    #[test]
    fn jump_keeps_the_page_if_there_is_context_else_puts_the_target_a_third_down() {
        let opened = opened_blocks(0, &[(BlockKind::ListItem, "x"); 40]);
        let top = |row| ViewportTop { offset: row, gap: false };
        for (from, height, row, expected) in [
            // Two rows of context on a page of ten.
            (10, 10, 12, 10),
            (10, 10, 11, 8),
            (10, 10, 10, 7),
            (10, 10, 17, 10),
            (10, 10, 18, 15),
            (10, 10, 39, 30),
            (10, 10, 2, 0),
            // No context is needed at the ends of the article.
            (0, 10, 0, 0),
            (0, 10, 8, 5),
            (30, 10, 39, 30),
            (30, 10, 31, 28),
            // At most three rows of context, none on a page of four.
            (5, 30, 8, 5),
            (5, 30, 7, 0),
            (5, 30, 31, 5),
            (5, 30, 32, 10),
            (10, 4, 10, 10),
            (10, 4, 13, 10),
            (10, 4, 14, 13),
            (10, 5, 10, 9),
        ] {
            let showing = showing(&opened, plain(10), top(from), height, row);
            assert_eq!(showing, top(expected), "row {row} from {from}, {height} rows");
        }
    }

    #[test]
    fn page_that_begins_inside_a_row_is_kept_if_enough_rows_follow() {
        let opened = opened_blocks(0, &[(BlockKind::ListItem, "word"); 3]);
        let top = ViewportTop { offset: 6, gap: false };
        assert_eq!(kept(&opened, plain(10), top, 2), top);
        assert_eq!(kept(&opened, plain(10), top, 3), ViewportTop::default());
    }

    #[test]
    fn page_before_the_first_paragraph_begins_at_the_first_row() {
        let opened = opened_blocks(3, &[(BlockKind::Paragraph, "one two"), (BlockKind::Paragraph, "three")]);
        let shown = visible(&opened, plain(5), ViewportTop { offset: 1, gap: true }, 2);
        assert_eq!(shown.into_iter().map(|row| row.range).collect::<Vec<_>>(), [Some(3..7), Some(7..10)]);
        let empty = opened_blocks(3, &[(BlockKind::Paragraph, "")]);
        assert_eq!(visible(&empty, plain(5), ViewportTop::default(), 2), []);
    }

    /// A paragraph of 20 KB is three pieces.
    #[test]
    fn rows_continue_across_pieces() {
        let text = "It went on and on. ".repeat(1060);
        let opened =
            opened_blocks(0, &[(BlockKind::Title, "A title"), (BlockKind::Paragraph, text.trim_end())]);
        assert_eq!(opened.pieces.len(), 4);
        let rows = all_rows(&opened, plain(60));
        assert_eq!(rows.iter().filter(|row| row.range.is_none()).count(), 1);
        for piece in &opened.pieces[2..] {
            let top = ViewportTop { offset: piece.range.start, gap: true };
            let at = row_of_top(&rows, top);
            assert_eq!(rows[at].range.as_ref().unwrap().start, piece.range.start);
            assert_eq!(visible(&opened, plain(60), top, 3), rows[at..at + 3]);
            let above = scrolled(&opened, plain(60), top, -2, 5);
            assert_eq!(visible(&opened, plain(60), above, 5), rows[at - 2..at + 3]);
            assert_eq!(scrolled(&opened, plain(60), above, 2, 5).offset, piece.range.start);
        }
    }

    #[test]
    fn empty_article_has_no_rows() {
        let opened = opened("");
        assert_eq!(visible(&opened, plain(40), ViewportTop::default(), 5), []);
        assert_eq!(scrolled(&opened, plain(40), ViewportTop::default(), 3, 5), ViewportTop::default());
        assert_eq!(end(&opened, plain(40), 5), ViewportTop::default());
    }
}
