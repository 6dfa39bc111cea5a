//! Splits text into rows of separated cells (RFC 4180, with any separator).
//!
//! Fast CSV parsers treat an unclosed quote as a cell that runs to the end of the file. Here such a quote usually makes
//! only its own line invalid, and parsing continues with the next one, as hand-made files require.

use std::borrow::Cow;

/// Maximum number of line breaks in a quoted cell. With more, the quote was probably never closed, and searching on
/// would scan the rest of the file for each such quote.
const MAX_QUOTED_LINES: usize = 100;

/// The possible separators.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// An iterator over rows of cells. Skips blank lines.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    rest: &'t str,
    /// Line of the next row, from 1.
    line: u32,
    separator: u8,
}

/// A row of cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cells<'t> {
    /// The line on which the row starts, from 1.
    pub line: u32,
    /// The cells, without enclosing quotes but untrimmed, or what is wrong with the quotes.
    pub cells: Result<Vec<Cow<'t, str>>, &'static str>,
}

/// A table with a header.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// Line of the header, from 1.
    pub line: u32,
    /// The column names, trimmed and in lower case.
    pub header: Vec<String>,
    /// The rows below the header.
    pub rows: Rows<'t>,
}

impl<'t> Table<'t> {
    /// Parses a table, with the separator that finds the most of `columns`. None if the text has no header, or one
    /// whose quotes are broken whichever separator is assumed.
    pub fn parse(text: &'t str, columns: &[&str]) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for table in SEPARATORS.iter().filter_map(|separator| Self::with_separator(text, *separator)) {
            let found = table.header.iter().filter(|name| columns.contains(&name.as_str())).count();
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                best = Some((found, table));
            }
        }
        best.map(|(_, table)| table)
    }

    fn with_separator(text: &'t str, separator: u8) -> Option<Self> {
        let mut rows = Rows::new(text, separator);
        let mut first = rows.next()?;
        if is_separator_line(first.cells.as_ref().ok()?) {
            first = rows.next()?;
        }
        let header = first.cells.ok()?.iter().map(|name| name.trim().to_lowercase()).collect();
        Some(Self { line: first.line, header, rows })
    }

    /// Returns the index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

/// True for a spreadsheet's `sep=;` line, which declares the separator.
fn is_separator_line(cells: &[Cow<'_, str>]) -> bool {
    let first = cells.first().map(|cell| cell.trim().to_lowercase()).unwrap_or_default();
    first.strip_prefix("sep=").is_some_and(|separator| separator.chars().count() <= 1)
}

impl<'t> Rows<'t> {
    /// Returns the rows of a text. The separator must be ASCII.
    pub fn new(text: &'t str, separator: u8) -> Self {
        Self { rest: text, line: 1, separator }
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Cells<'t>;

    fn next(&mut self) -> Option<Cells<'t>> {
        loop {
            let line = first_line(self.rest)?;
            if !line.text.trim().is_empty() {
                break;
            }
            self.advance(line.len_with_end, 1);
        }
        let line = self.line;
        match parse_row(self.rest, self.separator) {
            Ok(row) => {
                self.advance(row.len, row.lines);
                Some(Cells { line, cells: Ok(row.cells) })
            }
            Err(why) => {
                self.advance(first_line(self.rest)?.len_with_end, 1);
                Some(Cells { line, cells: Err(why) })
            }
        }
    }
}

impl Rows<'_> {
    fn advance(&mut self, bytes: usize, lines: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }
}

/// A line.
struct Line<'t> {
    /// Without the line end.
    text: &'t str,
    /// Length with the line end, in bytes.
    len_with_end: usize,
}

/// Returns the first line of a text; lines end with LF, CR LF or CR. None if the text is empty.
fn first_line(text: &str) -> Option<Line<'_>> {
    if text.is_empty() {
        return None;
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, tail) = text.split_at_checked(end)?;
    Some(Line { text: line, len_with_end: end + line_end_len(tail) })
}

/// Returns the length in bytes of the line end at the start of a text; 0 if there is none.
fn line_end_len(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// A row parsed from the start of a text.
struct ParsedRow<'t> {
    cells: Vec<Cow<'t, str>>,
    /// Length with the line end, in bytes.
    len: usize,
    lines: usize,
}

fn parse_row(text: &str, separator: u8) -> Result<ParsedRow<'_>, &'static str> {
    let mut row = ParsedRow { cells: Vec::new(), len: 0, lines: 1 };
    let mut rest = text;
    loop {
        let unindented = rest.trim_start_matches(' ');
        if let Some(inner) = unindented.strip_prefix('"') {
            let quoted = parse_quoted(inner)?;
            row.cells.push(quoted.value);
            row.lines += quoted.lines;
            rest = quoted.rest.trim_start_matches(' ');
        } else {
            let is_end = |c: char| c == char::from(separator) || c == '\n' || c == '\r';
            let end = rest.find(is_end).unwrap_or(rest.len());
            let (cell, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            row.cells.push(Cow::Borrowed(cell));
            rest = tail;
        }
        if let Some(next) = rest.strip_prefix(char::from(separator)) {
            rest = next;
            continue;
        }
        let end = line_end_len(rest);
        if end == 0 && !rest.is_empty() {
            return Err("text after a closing quote; double a quote inside a quoted cell");
        }
        row.len = text.len() - rest.len() + end;
        return Ok(row);
    }
}

/// The content of a quoted cell.
struct Quoted<'t> {
    value: Cow<'t, str>,
    /// Number of line ends in it.
    lines: usize,
    /// The text after the closing quote.
    rest: &'t str,
}

/// Parses a quoted cell, from after the opening quote.
fn parse_quoted(text: &str) -> Result<Quoted<'_>, &'static str> {
    const UNCLOSED: &str = "a quote is never closed";
    let mut at = 0;
    let mut lines = 0;
    let mut has_escapes = false;
    loop {
        let tail = text.get(at..).unwrap_or_default();
        let len = tail.find('"').ok_or(UNCLOSED)?;
        let (part, rest) = tail.split_at_checked(len).ok_or(UNCLOSED)?;
        let bytes = part.as_bytes();
        let ends_line = |(index, byte): (usize, &u8)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        lines += bytes.iter().enumerate().filter(|item| ends_line(*item)).count();
        if lines > MAX_QUOTED_LINES {
            return Err(UNCLOSED);
        }
        at += len + 1;
        if rest.starts_with("\"\"") {
            has_escapes = true;
            at += 1;
            continue;
        }
        let raw = text.get(..at - 1).unwrap_or_default();
        let value = if has_escapes { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) };
        return Ok(Quoted { value, lines, rest: text.get(at..).unwrap_or_default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(u32, Result<Vec<String>, &'static str>)> {
        let owned = |cells: Vec<Cow<'_, str>>| cells.into_iter().map(Cow::into_owned).collect();
        Rows::new(text, b',').map(|row| (row.line, row.cells.map(owned))).collect()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Result<Vec<String>, &'static str>) {
        (line, Ok(cells.iter().map(|cell| (*cell).to_owned()).collect()))
    }

    #[test]
    fn cells_are_split_and_unquoted() {
        assert_eq!(
            rows("a, b ,\n\r\n \n\"a,b\", \"x\"\"y\" ,Dwayne \"The Rock\" Johnson\r\"1\r\n2\n3\",z\nlast"),
            [
                row(1, &["a", " b ", ""]),
                row(4, &["a,b", "x\"y", "Dwayne \"The Rock\" Johnson"]),
                row(5, &["1\r\n2\n3", "z"]),
                row(8, &["last"]),
            ]
        );
        assert_eq!(rows(""), []);
        assert_eq!(rows("\"\""), [row(1, &[""])]);
    }

    #[test]
    fn broken_quote_costs_one_row() {
        let unclosed = "a quote is never closed";
        let found = rows("\"a\nb,c\nd\n");
        assert_eq!(found, [(1, Err(unclosed)), row(2, &["b", "c"]), row(3, &["d"])]);
        // The next quote in the file does not close it, since a word follows that quote.
        let found = rows("\"a\n\"b\",c\n");
        assert!(found[0].1.as_ref().unwrap_err().starts_with("text after"), "{found:?}");
        assert_eq!(found[1], row(2, &["b", "c"]));
        let too_long = format!("\"a{}\"\nz", "\n".repeat(MAX_QUOTED_LINES + 1));
        assert_eq!(rows(&too_long)[0], (1, Err(unclosed)));
        let longest = format!("\"a{}\"\nz", "\n".repeat(MAX_QUOTED_LINES));
        assert_eq!(rows(&longest).len(), 2);
    }

    #[test]
    fn separator_with_the_most_known_columns_is_chosen() {
        for text in ["Name,Kind\n", "name;KIND\n", "name\tkind\n", "sep=;\nname;kind\n", "sep=,\nname,kind"] {
            let table = Table::parse(text, &["name", "kind"]).unwrap();
            assert_eq!(table.header, ["name", "kind"], "{text}");
        }
        assert_eq!(Table::parse("\n\nname,x;y", &["name"]).unwrap().header, ["name", "x;y"]);
        assert!(Table::parse(" \n", &["name"]).is_none());
    }

    proptest! {
        #[test]
        fn quoted_cells_round_trip(
            expected in prop::collection::vec(prop::collection::vec("[ab\"\n\r, ]{0,6}", 1..4), 1..5)
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",");
            let text = expected.iter().map(line).collect::<Vec<_>>().join("\n");
            let found: Vec<_> = rows(&text).into_iter().map(|(_, cells)| cells.unwrap()).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn line_numbers_are_ascending_and_in_range(text in "[ab\"\n\r,; ]{0,60}") {
            let ends = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count();
            let found = rows(&text);
            prop_assert!(found.is_sorted_by(|row, next| row.0 < next.0));
            prop_assert!(found.iter().all(|(line, _)| *line as usize <= ends + 1));
        }
    }
}
