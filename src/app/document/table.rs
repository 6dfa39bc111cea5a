//! Tables on the screen: the columns of rows that stand together.
//!
//! A row of a table is a block whose cells stand between [`CELL`]s, so its text says nothing of how wide the column is. What is missing is put
//! in when a row is set: spaces beside the marks are drawn wider, as those of justified rows are. The text stays as it is, and so do bytes,
//! clicks and highlights.
//!
//! Widths are taken once, when the article is opened. The limits: a table is aligned by its first `MOST_ROWS` rows; one of more
//! than `MOST_COLUMNS` columns, or one that is wider than the page, is not, and its rows wrap.

use std::ops::Range;

use super::piece::Piece;
use crate::article::writer::CELL;
use crate::article::{Article, BlockKind};
use crate::text::width::width;

/// By so many rows a table is aligned.
const MOST_ROWS: usize = 2_000;
/// A row of more cells is a row of something else.
const MOST_COLUMNS: usize = 64;
/// The fewest columns that an aligned table has.
const LEAST_COLUMNS: usize = 2;
/// What numbers are written with, beside digits.
const NUMBER_MARKS: &str = ".,'’ \u{a0}\u{202f}+-−–—%‰$€£¥()";

/// Rows that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The pieces of its rows.
    pub pieces: Range<usize>,
    columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Column {
    width: usize,
    /// Whether all of it below its head are numbers.
    is_numeric: bool,
}

/// Columns that are put into a row beside those of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Padding {
    /// Before its first character.
    pub before: usize,
    /// Added to spaces of the row, by their bytes, in order.
    pub at: Vec<(usize, usize)>,
}

/// The tables of an article that is laid out in pieces.
pub fn tables_of(article: &Article, pieces: &[Piece]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut start = 0;
    let is_row = |piece: &Piece| piece.kind == BlockKind::TableRow;
    for run in pieces.chunk_by(|above, below| is_row(above) && is_row(below)) {
        if run.first().is_some_and(is_row) {
            let columns = columns_of(article, run);
            tables.push(Table { pieces: start..start + run.len(), columns });
        }
        start += run.len();
    }
    tables
}

fn columns_of(article: &Article, rows: &[Piece]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    // Of each column whether a number was seen, and whether anything else was.
    let mut seen: Vec<(bool, bool)> = Vec::new();
    for (number, row) in rows.iter().take(MOST_ROWS).enumerate() {
        let text = article.text.slice(row.range.clone());
        let cells = cells_of(text);
        if cells.len() > MOST_COLUMNS || !row.first {
            return Vec::new();
        }
        columns.resize(columns.len().max(cells.len()), Column::default());
        seen.resize(columns.len(), (false, false));
        for ((column, seen), cell) in columns.iter_mut().zip(&mut seen).zip(cells) {
            let cell = text.get(cell).unwrap_or_default();
            column.width = column.width.max(width(cell));
            if number > 0 && !cell.is_empty() {
                seen.0 |= is_number(cell);
                seen.1 |= !is_number(cell) && !is_blank(cell);
            }
        }
    }
    for (column, (has_number, has_other)) in columns.iter_mut().zip(seen) {
        column.is_numeric = has_number && !has_other;
    }
    columns
}

fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| "-–—".contains(c))
}

fn is_number(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || NUMBER_MARKS.contains(c))
}

/// Where the cells of a row stand in it, in bytes. A block has no white space at its ends, so that of a mark at an end a space is missing.
fn cells_of(row: &str) -> Vec<Range<usize>> {
    let (opening, closing) = (CELL.trim_start(), CELL.trim_end());
    let mut cells = Vec::new();
    let mut start = 0;
    if row.starts_with(opening) {
        cells.push(0..0);
        start = opening.len();
    }
    let is_open_ended = row.len() > start && row.ends_with(closing);
    let end = if is_open_ended { row.len() - closing.len() } else { row.len() };
    for cell in row.get(start..end).unwrap_or_default().split(CELL) {
        cells.push(start..start + cell.len());
        start += cell.len() + CELL.len();
    }
    if is_open_ended {
        cells.push(row.len()..row.len());
    }
    cells
}

impl Table {
    /// Whether a piece is its first row, with others below.
    pub fn is_head(&self, piece: usize) -> bool {
        self.pieces.start == piece && self.pieces.len() > 1
    }

    /// What aligns a row with the others in so many columns; none where the table is wider, or the row is.
    pub fn padding(&self, row: &str, room: usize) -> Option<Padding> {
        let marks = CELL.len() * self.columns.len().saturating_sub(1);
        let whole = self.columns.iter().map(|column| column.width).sum::<usize>() + marks;
        if self.columns.len() < LEAST_COLUMNS || whole > room {
            return None;
        }
        let mut padding = Padding::default();
        let cells = cells_of(row);
        for (number, (column, cell)) in self.columns.iter().zip(&cells).enumerate() {
            let missing = column.width.saturating_sub(width(row.get(cell.clone()).unwrap_or_default()));
            let is_last = number + 1 == cells.len();
            match number {
                // Its mark lacks the space before it.
                0 if cell.is_empty() => padding.before = missing + 1,
                0 if column.is_numeric => padding.before = missing,
                _ if column.is_numeric && !cell.is_empty() => {
                    padding.at.push((cell.start.saturating_sub(1), missing));
                }
                _ if !is_last => padding.at.push((cell.end, missing)),
                _ => {}
            }
        }
        padding.at.retain(|(_, columns)| *columns > 0);
        let added: usize = padding.at.iter().map(|(_, columns)| columns).sum();
        (padding.before + added + width(row) <= room).then_some(padding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_marks_also_where_some_are_empty() {
        let cells =
            |row: &str| cells_of(row).into_iter().map(|cell| row[cell].to_owned()).collect::<Vec<_>>();
        assert_eq!(cells("a | b c | d"), ["a", "b c", "d"]);
        assert_eq!(cells("a |  | d"), ["a", "", "d"]);
        assert_eq!(cells("| b"), ["", "b"]);
        assert_eq!(cells("a |"), ["a", ""]);
        assert_eq!(cells("a|b"), ["a|b"]);
    }

    #[test]
    fn numbers_are_what_has_digits_and_no_letters() {
        for number in ["18", "-4.2 %", "$1,200", "1 200", "(3)"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "n/a", "–", "4 m", "2019a"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
