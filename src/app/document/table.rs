//! Aligns the columns of tables.
//!
//! A table row is a block whose cells are separated by [`CELL_SEPARATOR`]s; its text does not say how wide the columns are. The
//! padding is added when a row is typeset: spaces beside the separators are drawn wider, as in justified rows. The text, and
//! with it offsets, clicks and highlights, stays the same.
//!
//! Widths are measured once, when the article is opened. Limitations: only the first `MAX_ROWS` rows are measured; a table of
//! more than `MAX_COLUMNS` columns, or wider than the page, is not aligned, and its rows wrap.

use std::ops::Range;

use super::piece::Piece;
use crate::article::writer::CELL_SEPARATOR;
use crate::article::{Article, BlockKind};
use crate::text::width::width;

/// Maximum number of rows that are measured to align a table.
const MAX_ROWS: usize = 2_000;
/// Maximum number of columns of an aligned table.
const MAX_COLUMNS: usize = 64;
/// Minimum number of columns of an aligned table.
const MIN_COLUMNS: usize = 2;
/// Characters of numbers, besides digits.
const NUMBER_MARKS: &str = ".,'’ \u{a0}\u{202f}+-−–—%‰$€£¥()";

/// Adjacent table rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The pieces of its rows.
    pub pieces: Range<usize>,
    /// Empty if the table has too many columns or a row of several pieces.
    columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Column {
    width: usize,
    /// True if a cell below the first row is a number, and all others there are numbers, dashes or empty.
    is_numeric: bool,
}

/// Extra columns that align a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Padding {
    /// Columns before its first character.
    pub before: usize,
    /// Byte offset of each widened space in the row, in order, with the columns added to it.
    pub at: Vec<(usize, usize)>,
}

/// Returns the tables of an article that was split into pieces.
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
    // For each column below the first row: whether a number was seen, and whether anything but numbers, dashes and
    // empty cells was.
    let mut seen: Vec<(bool, bool)> = Vec::new();
    for (at, row) in rows.iter().take(MAX_ROWS).enumerate() {
        let text = article.text.slice(row.range.clone());
        let cells = cells_of(text);
        if cells.len() > MAX_COLUMNS || !row.first {
            return Vec::new();
        }
        columns.resize(columns.len().max(cells.len()), Column::default());
        seen.resize(columns.len(), (false, false));
        for ((column, seen), cell) in columns.iter_mut().zip(&mut seen).zip(cells) {
            let cell = text.get(cell).unwrap_or_default();
            column.width = column.width.max(width(cell));
            if at > 0 && !cell.is_empty() {
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

/// Returns the byte range of each cell of a row. A block has no white space at its ends, so a separator at an end lacks a
/// space.
fn cells_of(row: &str) -> Vec<Range<usize>> {
    let (opening, closing) = (CELL_SEPARATOR.trim_start(), CELL_SEPARATOR.trim_end());
    let mut cells = Vec::new();
    let mut start = 0;
    if row.starts_with(opening) {
        cells.push(0..0);
        start = opening.len();
    }
    let is_open_ended = row.len() > start && row.ends_with(closing);
    let end = if is_open_ended { row.len() - closing.len() } else { row.len() };
    for cell in row.get(start..end).unwrap_or_default().split(CELL_SEPARATOR) {
        cells.push(start..start + cell.len());
        start += cell.len() + CELL_SEPARATOR.len();
    }
    if is_open_ended {
        cells.push(row.len()..row.len());
    }
    cells
}

impl Table {
    /// Returns true if a piece is its first row, and there are others.
    pub fn is_head(&self, piece: usize) -> bool {
        self.pieces.start == piece && self.pieces.len() > 1
    }

    /// Returns the padding that aligns a row. None if the table is not to be aligned, or if it or the row is wider than
    /// `room` columns.
    pub fn padding(&self, row: &str, room: usize) -> Option<Padding> {
        let separators = CELL_SEPARATOR.len() * self.columns.len().saturating_sub(1);
        let whole = self.columns.iter().map(|column| column.width).sum::<usize>() + separators;
        if self.columns.len() < MIN_COLUMNS || whole > room {
            return None;
        }
        let mut padding = Padding::default();
        let cells = cells_of(row);
        for (at, (column, cell)) in self.columns.iter().zip(&cells).enumerate() {
            let missing = column.width.saturating_sub(width(row.get(cell.clone()).unwrap_or_default()));
            let is_last = at + 1 == cells.len();
            match at {
                // Its separator lacks the space before it.
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
    use std::path::Path;

    use super::*;
    use crate::app::document::piece::pieces_of;
    use crate::article::{ArticleKey, Block, Meta, Region, Text};

    /// Returns the tables of an article with these blocks, one per line.
    fn tables(blocks: &[(BlockKind, &str)]) -> Vec<Table> {
        let mut text = String::new();
        let mut block = |(kind, words): &(BlockKind, &str)| {
            let start = text.len();
            text.push_str(words);
            let range = start..text.len();
            text.push('\n');
            Block { kind: *kind, region: Region::Body, range, ordinal: 0 }
        };
        let blocks = blocks.iter().map(&mut block).collect();
        let key = ArticleKey::from_path(Path::new("a.md"));
        let article = Article::new(key, Meta::default(), Text::new(&text), blocks);
        tables_of(&article, &pieces_of(&article))
    }

    /// Returns each column of one table: its width, and whether it is numeric.
    fn columns(rows: &[&str]) -> Vec<(usize, bool)> {
        let rows: Vec<_> = rows.iter().map(|row| (BlockKind::TableRow, *row)).collect();
        let tables = tables(&rows);
        assert_eq!(tables.len(), 1);
        tables[0].columns.iter().map(|column| (column.width, column.is_numeric)).collect()
    }

    /// Returns a table with these columns.
    fn table(columns: &[(usize, bool)]) -> Table {
        let columns =
            columns.iter().map(|(width, is_numeric)| Column { width: *width, is_numeric: *is_numeric });
        Table { pieces: 0..9, columns: columns.collect() }
    }

    fn padding(before: usize, at: &[(usize, usize)]) -> Padding {
        Padding { before, at: at.to_vec() }
    }

    #[test]
    fn adjacent_rows_are_a_table_and_its_head_has_others_below() {
        use BlockKind::{Paragraph, TableRow};
        let blocks = [Paragraph, Paragraph, TableRow, TableRow, Paragraph, TableRow, Paragraph, Paragraph];
        let tables = tables(&blocks.map(|kind| (kind, "a | b")));
        let pieces: Vec<_> = tables.iter().map(|table| table.pieces.clone()).collect();
        assert_eq!(pieces, [2..4, 5..6]);
        let heads = |table: &Table| (0..9).filter(|piece| table.is_head(*piece)).collect::<Vec<_>>();
        assert_eq!((heads(&tables[0]), heads(&tables[1])), (vec![2], vec![]));
    }

    #[test]
    fn column_is_as_wide_as_its_widest_cell() {
        let rows = ["Town | Share", "北京市 | 18 | more", "x | 1,200"];
        let widths: Vec<usize> = columns(&rows).into_iter().map(|(width, _)| width).collect();
        assert_eq!(widths, [6, 5, 4]);
    }

    #[test]
    fn column_is_numeric_if_all_cells_below_its_head_are_numbers() {
        let is_numeric =
            |rows: &[&str]| columns(rows).into_iter().map(|(_, is_numeric)| is_numeric).collect::<Vec<_>>();
        assert_eq!(is_numeric(&["A | B", "1 | x", "2 | 3"]), [true, false]);
        assert_eq!(is_numeric(&["A | B", "1 | 2", "2 | a-b"]), [true, false]);
        assert_eq!(is_numeric(&["1 | 2"]), [false, false]);
        assert_eq!(is_numeric(&["1 | 2", "x | 3"]), [false, true]);
        // Dashes and empty cells are missing numbers.
        assert_eq!(is_numeric(&["A | B | C", "– | — | 1", "- |  | –", "–– | – |"]), [false, false, true]);
    }

    #[test]
    fn table_of_more_than_64_columns_or_with_a_split_row_is_not_aligned() {
        let row = |cells: usize| vec!["x"; cells].join(CELL_SEPARATOR);
        assert_eq!((columns(&[&row(64)]).len(), columns(&[&row(65)]).len()), (64, 0));
        assert_eq!(columns(&["a | b", &row(65), "a | b"]).len(), 0);
        let long = format!("a | {}", "x".repeat(9_000));
        assert_eq!(columns(&["a | b", &long]).len(), 0);
    }

    #[test]
    fn table_is_aligned_by_its_first_2000_rows() {
        let rows = [vec!["a | b"; 1_999], vec!["aaa | b", "aaaaa | b"]].concat();
        assert_eq!(columns(&rows), [(3, false), (1, false)]);
    }

    #[test]
    fn text_is_padded_after_and_numbers_before_except_text_in_the_last_cell() {
        let columns = table(&[(5, false), (4, true), (3, false)]);
        assert_eq!(columns.padding("ab | 12 | c", 18), Some(padding(0, &[(2, 3), (4, 2)])));
        assert_eq!(columns.padding("abcde | 123 | c", 18), Some(padding(0, &[(7, 1)])));
        assert_eq!(columns.padding("abcde | 1234 | abc", 18), Some(padding(0, &[])));
        // Rows of fewer cells, and with empty ones.
        assert_eq!(columns.padding("ab | 12", 18), Some(padding(0, &[(2, 3), (4, 2)])));
        assert_eq!(columns.padding("ab |  | c", 18), Some(padding(0, &[(2, 3), (5, 4)])));
        assert_eq!(columns.padding("ab |", 18), Some(padding(0, &[(2, 3)])));
        assert_eq!(columns.padding("| 12 | c", 18), Some(padding(6, &[(1, 2)])));
        assert_eq!(table(&[(5, true), (3, false)]).padding("12 | c", 18), Some(padding(3, &[])));
        assert_eq!(table(&[(5, true), (3, false)]).padding("| c", 18), Some(padding(6, &[])));
    }

    #[test]
    fn table_needs_two_columns_and_room_for_its_widest_cells() {
        assert_eq!(table(&[(5, false)]).padding("ab", 80), None);
        assert_eq!(table(&[]).padding("ab | c", 80), None);
        let columns = table(&[(5, false), (4, true), (3, false)]);
        assert_eq!(columns.padding("ab | 12 | c", 17), None);
    }

    /// A row further down may be wider than those measured.
    #[test]
    fn row_without_room_is_not_aligned() {
        let columns = table(&[(3, false), (5, false), (3, false)]);
        assert_eq!(columns.padding("abcdefgh | x | y", 20), Some(padding(0, &[(12, 4)])));
        assert_eq!(columns.padding("abcdefgh | x | y", 19), None);
        assert_eq!(columns.padding("| x | abcdefgh", 22), Some(padding(4, &[(3, 4)])));
        assert_eq!(columns.padding("| x | abcdefgh", 21), None);
    }

    #[test]
    fn cells_are_between_separators_and_may_be_empty() {
        let cells =
            |row: &str| cells_of(row).into_iter().map(|cell| row[cell].to_owned()).collect::<Vec<_>>();
        assert_eq!(cells("a | b c | d"), ["a", "b c", "d"]);
        assert_eq!(cells("a |  | d"), ["a", "", "d"]);
        assert_eq!(cells("| b"), ["", "b"]);
        assert_eq!(cells("a |"), ["a", ""]);
        assert_eq!(cells("|  |"), ["", "", ""]);
        assert_eq!(cells("a|b"), ["a|b"]);
    }

    #[test]
    fn number_has_digits_and_no_letters() {
        for number in ["18", "-4.2 %", "$1,200", "1 200", "(3)"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "n/a", "–", "4 m", "2019a"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
