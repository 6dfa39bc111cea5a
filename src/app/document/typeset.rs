//! How a block is set in rows, and a row in cells.
//!
//! The rows of a piece are byte ranges of the text ([`rows_of`]); the cells of a row say which byte stands in which column
//! ([`cells`]). Drawing and the mouse both go by the cells, so what is clicked is what is seen, also where spaces were
//! stretched or a hyphen was put that is not in the text.
//!
//! Rows of a table stand in columns where the whole table has room ([`table`](super::table)), else they wrap.
//!
//! Paragraphs that run from right to left stay in the order of their characters and stand at the right. Whether a terminal
//! turns them around itself cannot be asked; ours would be turned back by those that do.

use std::ops::Range;
use std::sync::Arc;

use super::document::Document;
use super::piece::Piece;
use super::row::{Cell, Measure, Row};
use crate::article::shape::is_list_item;
use crate::article::{Article, BlockKind};
use crate::text::scripts::is_right_to_left;
use crate::text::width::graphemes;
use crate::text::wrap::{Line, graphemes_in_row, width_in_row, wrap_hyphenated};

/// No row is justified in which more than this share of the measure is empty.
const MOST_EMPTY_SHARE: usize = 3;

/// Columns that a block stands in from the left, and what opens its first row and its other rows.
fn frame(piece: &Piece, text: &str) -> (usize, &'static str, &'static str) {
    match piece.kind {
        BlockKind::ListItem if is_list_item(text) => (2, "  ", "  "),
        BlockKind::ListItem => (2, "• ", "  "),
        BlockKind::NestedItem if is_list_item(text) => (4, "    ", "    "),
        BlockKind::NestedItem => (6, "    ◦ ", "      "),
        BlockKind::ItemText => (2, "  ", "  "),
        BlockKind::Quote => (2, "│ ", "│ "),
        _ => (0, "", ""),
    }
}

/// What opens a block's first row.
pub fn opening_mark(piece: &Piece, text: &str) -> &'static str {
    frame(piece, text).1
}

/// Whether a block is running text; titles, headings and bylines are never divided nor justified.
fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote) || kind.is_item()
}

/// The rows of one piece.
pub fn rows_of(opened: &Document, number: usize, measure: Measure) -> Arc<[Row]> {
    opened.laid_out.rows_of(number, measure, || lay_out(opened, number, measure))
}

fn lay_out(opened: &Document, number: usize, measure: Measure) -> Vec<Row> {
    let Some(piece) = opened.pieces.get(number) else { return Vec::new() };
    let text = opened.article.text.slice(piece.range.clone());
    let mut rows = Vec::new();
    if piece.gap {
        rows.push(Row::of(number, 0));
    }
    if piece.kind == BlockKind::TableRow {
        let from = rows.len();
        rows.extend(lay_out_table_row(opened, number, piece, measure.columns, from));
        return rows;
    }
    let (indent, first_prefix, prefix) = frame(piece, text);
    let room = measure.columns.saturating_sub(indent).max(1);
    let patterns = opened.patterns.filter(|_| measure.hyphenate && is_running(piece.kind));
    let from_right = is_right_to_left(text);
    let mut opening = piece.first;
    for part in between_breaks(&opened.article, &piece.range) {
        let text = opened.article.text.slice(part.clone());
        for Line { range, ends_in_hyphen: hyphen } in wrap_hyphenated(text, room, patterns) {
            let shown = shown_of(text.get(range.clone()).unwrap_or_default());
            let is_last = range.end == text.len();
            let may_stretch = measure.justify && !from_right && !is_last && is_running(piece.kind);
            let empty = || room.saturating_sub(width_in_row(shown) + usize::from(hyphen));
            rows.push(Row {
                range: Some(part.start + range.start..part.start + range.end),
                indent: indent + if from_right { empty() } else { 0 },
                prefix: if std::mem::take(&mut opening) { first_prefix } else { prefix },
                hyphen,
                stretch: if may_stretch { stretch(shown, empty(), measure.columns) } else { 0 },
                ..Row::of(number, rows.len())
            });
        }
    }
    rows
}

/// The parts of a piece that begin a new line each, since a line break that is meant stands before them; they hold all of it.
fn between_breaks(article: &Article, piece: &Range<usize>) -> Vec<Range<usize>> {
    let text = article.text.slice(piece.clone());
    let breaks = text.match_indices('\n').map(|(at, _)| piece.start + at);
    let mut parts = Vec::new();
    let mut start = piece.start;
    for after in breaks.filter(|at| article.is_hard_break(*at)).map(|at| at + 1) {
        parts.push(start..after);
        start = after;
    }
    if start < piece.end || parts.is_empty() {
        parts.push(start..piece.end);
    }
    parts
}

/// Columns that the further rows of a table's row stand in from the left where it wraps.
const HANGING: usize = 2;

/// The rows of a table's row, the first of them so many rows below the piece's top: one in columns where the table has room, else as running text with a hanging indent.
fn lay_out_table_row(
    opened: &Document,
    number: usize,
    piece: &Piece,
    columns: usize,
    from: usize,
) -> Vec<Row> {
    let text = opened.article.text.slice(piece.range.clone());
    let whole = || Row { range: Some(piece.range.clone()), ..Row::of(number, from) };
    let padding = opened.table_of(number).and_then(|table| table.padding(text, columns));
    if let Some(padding) = padding.filter(|_| !is_right_to_left(text)) {
        return vec![Row { indent: padding.before, padding: Some(Box::new(padding)), ..whole() }];
    }
    if text.len() <= columns && width_in_row(text) <= columns {
        return vec![whole()];
    }
    let room = columns.saturating_sub(HANGING).max(1);
    let rows = wrap_hyphenated(text, room, None).into_iter().enumerate().map(
        |(at, Line { range, ends_in_hyphen: hyphen })| Row {
            range: Some(piece.range.start + range.start..piece.range.start + range.end),
            indent: if at == 0 && piece.first { 0 } else { HANGING },
            hyphen,
            ..Row::of(number, from + at)
        },
    );
    rows.collect()
}

/// By how many columns the spaces of a row are stretched that is to fill so many empty ones: by all, or by none where it has
/// no space, is too empty, or has columns of its own making.
fn stretch(shown: &str, empty: usize, columns: usize) -> usize {
    let is_too_empty = empty * MOST_EMPTY_SHARE > columns;
    if is_too_empty || shown.contains('\t') || gaps(shown).is_empty() { 0 } else { empty }
}

/// A row without what nobody sees at its end: white space, and what takes no column.
fn shown_of(text: &str) -> &str {
    let seen = graphemes(text).filter(|grapheme| grapheme.width > 0 && !grapheme.text.trim().is_empty());
    let end = seen.last().map_or(0, |last| last.start + last.text.len());
    text.get(..end).unwrap_or_default()
}

/// Where the spaces between the words of a row stand, in bytes: of several on end the last.
fn gaps(shown: &str) -> Vec<usize> {
    let mut gaps = Vec::new();
    let mut space = None;
    let mut has_word = false;
    for (grapheme, columns) in graphemes_in_row(shown) {
        if grapheme.text.trim().is_empty() {
            space = if columns > 0 { Some(grapheme.start) } else { space };
        } else if grapheme.width > 0 {
            gaps.extend(space.take().filter(|_| has_word));
            has_word = true;
        }
    }
    gaps
}

/// The cells of a row, from the left on without gaps. White space at its end may lie beyond the measure. What takes no
/// column (a soft hyphen, a mark on its own) has a cell of width 0.
pub fn cells<'a>(opened: &'a Document, row: &Row) -> Vec<Cell<'a>> {
    let Some(range) = row.range.clone() else { return Vec::new() };
    let text = opened.article.text.slice(range.clone());
    let gaps = if row.stretch > 0 { gaps(shown_of(text)) } else { Vec::new() };
    // Of all gaps the first so many get their even share, rounded down in one row and up in the next, so that the wider
    // gaps lie now right and now left and no white river runs down the page.
    let up_to = |count: usize| {
        let (share, of) = (row.stretch * count, gaps.len().max(1));
        if row.line.is_multiple_of(2) { share / of } else { share.div_ceil(of) }
    };
    let (mut column, mut passed) = (row.indent, 0);
    let mut cells: Vec<Cell<'a>> = Vec::with_capacity(text.len() + 1);
    let mut padded = row.padding.iter().flat_map(|padding| &padding.at).peekable();
    for (grapheme, mut width) in graphemes_in_row(text) {
        if let Some((_, more)) = padded.next_if(|(at, _)| *at == grapheme.start) {
            width += more;
        }
        if gaps.get(passed) == Some(&grapheme.start) {
            width += up_to(passed + 1) - up_to(passed);
            passed += 1;
        }
        cells.push(Cell { offset: range.start + grapheme.start, text: grapheme.text, column, width });
        column += width;
    }
    if row.hyphen
        && let Some(last) = cells.iter().rfind(|cell| cell.width > 0)
    {
        let hyphen = Cell { offset: last.offset, text: "-", column, width: 1 };
        cells.push(hyphen);
    }
    cells
}

/// The byte that stands in a column of a row, if a character does.
pub fn offset_in_row(opened: &Document, row: &Row, column: usize) -> Option<usize> {
    let cells = cells(opened, row);
    let over = cells.iter().find(|cell| (cell.column..cell.column + cell.width).contains(&column));
    over.map(|cell| cell.offset)
}

#[cfg(test)]
#[path = "typeset_tests.rs"]
mod tests;
