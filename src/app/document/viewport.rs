//! The rows of the page: which stretch of the article each row of the text pane shows.
//!
//! Rows are made on demand, from a place on: down for drawing, up for moving back. An article of any length costs as much
//! as its visible rows. What is remembered is never a row number but the offset of the first character shown, so a
//! page survives any change of width.

use super::document::Document;
use super::row::{Measure, Row};
use super::typeset::rows_of;

/// The first row shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewportTop {
    /// First byte of the first row that has text.
    pub offset: usize,
    /// Whether the empty row above it is shown too.
    pub gap: bool,
}

/// The piece that holds an offset, or the last before it.
fn piece_at(opened: &Document, offset: usize) -> usize {
    opened.pieces.partition_point(|piece| piece.range.start <= offset).saturating_sub(1)
}

/// The row that holds an offset: its piece and its line in the piece.
fn position(opened: &Document, measure: Measure, offset: usize) -> (usize, usize) {
    let piece = piece_at(opened, offset);
    let rows = rows_of(opened, piece, measure);
    let holding = rows.iter().rposition(|row| row.range.as_ref().is_some_and(|range| range.start <= offset));
    let first = usize::from(rows.first().is_some_and(|row| row.range.is_none() && rows.len() > 1));
    (piece, holding.unwrap_or(first))
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

/// At most `count` rows from the top down.
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

/// The top some rows further down (negative: up), so that the last row of the article is not scrolled above the bottom of
/// a page of `height` rows.
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

/// The same top after a change of size: its character stays the first shown, unless less than a page would follow.
pub fn kept(opened: &Document, measure: Measure, top: ViewportTop, height: usize) -> ViewportTop {
    let last = last_top(opened, measure, height);
    if position_of_top(opened, measure, top) <= last { top } else { top_at(opened, measure, last) }
}

/// The top of the last full page.
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

/// The top that shows an offset: the one there is if the offset stands on the page with some rows of context, else one that
/// puts it a third down.
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
    use crate::article::{ArticleKey, Format, parse};
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

    proptest! {
        /// Moving by any steps shows what counting rows of the whole article would show.
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

        /// Wherever one jumps, the place jumped to is on the page.
        #[test]
        fn a_landing_is_always_shown(
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

        /// The first character shown stays on the page whatever the width becomes.
        #[test]
        fn a_change_of_width_keeps_the_place(
            paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}| extraordinarily){0,20}\\.", 1..8),
            step in 0_isize..30, before in measures(), after in measures(),
        ) {
            let opened = opened(&paragraphs.join("\n\n"));
            let top = scrolled(&opened, before, ViewportTop::default(), step, 5);
            let shown = visible(&opened, after, top, 2);
            prop_assert!(shown.iter().any(|row| row.range.as_ref().is_some_and(|range| range.contains(&top.offset))));
        }
    }

    #[test]
    fn an_empty_article_has_no_rows_and_moves_nowhere() {
        let opened = opened("");
        assert_eq!(visible(&opened, plain(40), ViewportTop::default(), 5), []);
        assert_eq!(scrolled(&opened, plain(40), ViewportTop::default(), 3, 5), ViewportTop::default());
        assert_eq!(end(&opened, plain(40), 5), ViewportTop::default());
    }
}
