//! Typesets a block in rows, and a row in cells.
//!
//! The rows of a piece are byte ranges of the text ([`rows_of`]); the cells of a row map columns to bytes ([`cells`]). Drawing
//! and the mouse both use the cells, so a click hits what is shown, even if spaces were stretched or a hyphen was added that
//! is not in the text.
//!
//! Table rows are aligned in columns if the whole table fits ([`table`](super::table)); otherwise they wrap.
//!
//! Right-to-left paragraphs are written in the order of their characters and aligned right. A terminal cannot be asked whether
//! it reorders them itself; if we reordered them, those that do would reverse it.

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

/// A row is justified only if at most one third of the measure is empty.
const EMPTY_DIVISOR: usize = 3;

/// Returns the indent of a block in columns, and the prefixes of its first row and of its other rows.
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

/// Returns the prefix of a block's first row.
pub fn opening_mark(piece: &Piece, text: &str) -> &'static str {
    frame(piece, text).1
}

/// Returns true if a block is running text. Other blocks, such as titles and headings, are neither hyphenated nor
/// justified.
fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote) || kind.is_item()
}

/// Returns the rows of a piece.
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

/// Splits a piece at its hard line breaks. The parts cover all of it.
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

/// Indent, in columns, of the rows after the first of a wrapped table row.
const HANGING: usize = 2;

/// Lays out a table row: in columns if the table fits, otherwise unaligned, and wrapped with a hanging indent if it is
/// too wide. `from` is the index of its first row in the piece.
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
    if width_in_row(text) <= columns {
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

/// Returns the columns to distribute over the spaces of a row with `empty` empty columns: all of them, or 0 if it has
/// no space between words, is too empty, or contains a tab.
fn stretch(shown: &str, empty: usize, columns: usize) -> usize {
    let is_too_empty = empty * EMPTY_DIVISOR > columns;
    if is_too_empty || shown.contains('\t') || gaps(shown).is_empty() { 0 } else { empty }
}

/// Trims white space and zero-width clusters from the end of a row.
fn shown_of(text: &str) -> &str {
    let seen = graphemes(text).filter(|grapheme| grapheme.width > 0 && !grapheme.text.trim().is_empty());
    let end = seen.last().map_or(0, |last| last.start + last.text.len());
    text.get(..end).unwrap_or_default()
}

/// Returns the byte offset of each gap between words: the last space of a run.
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

/// Returns the cells of a row, left to right, each beginning where the one before it ends. White space at the end of
/// the row may lie beyond the measure. Zero-width clusters (a soft hyphen, a lone combining mark) have cells of
/// width 0.
pub fn cells<'a>(opened: &'a Document, row: &Row) -> Vec<Cell<'a>> {
    let Some(range) = row.range.clone() else { return Vec::new() };
    let text = opened.article.text.slice(range.clone());
    let gaps = if row.stretch > 0 { gaps(shown_of(text)) } else { Vec::new() };
    // The columns that the first `count` gaps get in all, rounded down in one row and up in the next, so that the wider gaps
    // alternate between right and left and no white river runs down the page.
    let up_to = |count: usize| {
        let (columns, gap_count) = (row.stretch * count, gaps.len().max(1));
        if row.line.is_multiple_of(2) { columns / gap_count } else { columns.div_ceil(gap_count) }
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

/// Returns the byte offset shown in a column of a row.
pub fn offset_in_row(opened: &Document, row: &Row, column: usize) -> Option<usize> {
    let cells = cells(opened, row);
    let over = cells.iter().find(|cell| (cell.column..cell.column + cell.width).contains(&column));
    over.map(|cell| cell.offset)
}

#[cfg(test)]
#[path = "typeset_tests.rs"]
mod tests;
