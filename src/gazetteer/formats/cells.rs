//! A text of separated cells, row by row (RFC 4180, with any separator).
//!
//! Readers of CSV made for speed take a quote that is never closed as a cell that runs to the end of the file. Here such
//! a row is broken and the next line is read as if it had not been, which a file made by hand needs.

use std::borrow::Cow;

/// A quoted cell may run over this many lines. What is longer is a quote that somebody forgot, and looking further
/// would cost the length of the file for each of them.
const MOST_LINES: usize = 100;

/// What can separate cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Rows of cells; blank lines are left out.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    rest: &'t str,
    /// The line of the next row, from 1.
    line: u32,
    separator: u8,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cells<'t> {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The cells as they are written, quotes removed, or what is wrong with the quotes.
    pub cells: Result<Vec<Cow<'t, str>>, &'static str>,
}

/// A table with a header.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// The line of the header.
    pub line: u32,
    /// The names of the columns in lower case, without outer white space.
    pub header: Vec<String>,
    /// What is under the header.
    pub rows: Rows<'t>,
}

impl<'t> Table<'t> {
    /// The table that a text begins with: of the separators the one that makes the most of these columns. None if
    /// there is no line, or the quotes of the first are broken.
    pub fn of(text: &'t str, columns: &[&str]) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for table in SEPARATORS.iter().filter_map(|separator| Self::separated(text, *separator)) {
            let known = table.header.iter().filter(|name| columns.contains(&name.as_str())).count();
            if best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, table));
            }
        }
        best.map(|(_, table)| table)
    }

    fn separated(text: &'t str, separator: u8) -> Option<Self> {
        let mut rows = Rows::new(text, separator);
        let mut first = rows.next()?;
        if is_separator_line(first.cells.as_ref().ok()?) {
            first = rows.next()?;
        }
        let header = first.cells.ok()?.iter().map(|name| name.trim().to_lowercase()).collect();
        Some(Self { line: first.line, header, rows })
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

/// Whether a line is a spreadsheet's `sep=;`, which says how the lines behind it are separated.
fn is_separator_line(cells: &[Cow<'_, str>]) -> bool {
    let first = cells.first().map(|cell| cell.trim().to_lowercase()).unwrap_or_default();
    first.strip_prefix("sep=").is_some_and(|separator| separator.chars().count() <= 1)
}

impl<'t> Rows<'t> {
    /// The rows of a text. The separator is a byte of ASCII.
    pub fn new(text: &'t str, separator: u8) -> Self {
        Self { rest: text, line: 1, separator }
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Cells<'t>;

    fn next(&mut self) -> Option<Cells<'t>> {
        loop {
            let line = line_of(self.rest)?;
            if !line.text.trim().is_empty() {
                break;
            }
            self.pass(line.with_end, 1);
        }
        let line = self.line;
        match cells(self.rest, self.separator) {
            Ok(row) => {
                self.pass(row.length, row.lines);
                Some(Cells { line, cells: Ok(row.cells) })
            }
            Err(why) => {
                self.pass(line_of(self.rest)?.with_end, 1);
                Some(Cells { line, cells: Err(why) })
            }
        }
    }
}

impl Rows<'_> {
    fn pass(&mut self, bytes: usize, lines: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }
}

/// A line without its end, and its length with it in bytes.
struct Line<'t> {
    text: &'t str,
    with_end: usize,
}

/// The first line of a text; lines end with LF, CR LF or CR. None of an empty text.
fn line_of(text: &str) -> Option<Line<'_>> {
    if text.is_empty() {
        return None;
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, tail) = text.split_at_checked(end)?;
    Some(Line { text: line, with_end: end + end_length(tail) })
}

/// How many bytes of line end a text begins with.
fn end_length(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// One row, taken from the beginning of a text.
struct Taken<'t> {
    cells: Vec<Cow<'t, str>>,
    /// With its line end, in bytes.
    length: usize,
    lines: usize,
}

fn cells(text: &str, separator: u8) -> Result<Taken<'_>, &'static str> {
    let mut taken = Taken { cells: Vec::new(), length: 0, lines: 1 };
    let mut rest = text;
    loop {
        let unindented = rest.trim_start_matches(' ');
        if let Some(inner) = unindented.strip_prefix('"') {
            let quoted = quoted(inner)?;
            taken.cells.push(quoted.value);
            taken.lines += quoted.lines;
            rest = quoted.rest.trim_start_matches(' ');
        } else {
            let is_end = |c: char| c == char::from(separator) || c == '\n' || c == '\r';
            let end = rest.find(is_end).unwrap_or(rest.len());
            let (cell, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            taken.cells.push(Cow::Borrowed(cell));
            rest = tail;
        }
        if let Some(next) = rest.strip_prefix(char::from(separator)) {
            rest = next;
            continue;
        }
        let end = end_length(rest);
        if end == 0 && !rest.is_empty() {
            return Err("text stands behind a closing quote; a quote inside a quoted cell is written twice");
        }
        taken.length = text.len() - rest.len() + end;
        return Ok(taken);
    }
}

/// What stands between two quotes.
struct Quoted<'t> {
    value: Cow<'t, str>,
    /// How many line ends it holds.
    lines: usize,
    /// What stands behind the closing quote.
    rest: &'t str,
}

/// A quoted cell, from behind its opening quote.
fn quoted(text: &str) -> Result<Quoted<'_>, &'static str> {
    const UNCLOSED: &str = "a quote is opened and not closed";
    let mut at = 0;
    let mut lines = 0;
    let mut has_escapes = false;
    loop {
        let tail = text.get(at..).unwrap_or_default();
        let length = tail.find('"').ok_or(UNCLOSED)?;
        let (part, rest) = tail.split_at_checked(length).ok_or(UNCLOSED)?;
        let bytes = part.as_bytes();
        let starts_line = |(place, byte): (usize, &u8)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(place + 1) != Some(&b'\n'),
            _ => false,
        };
        lines += bytes.iter().enumerate().filter(|one| starts_line(*one)).count();
        if lines > MOST_LINES {
            return Err(UNCLOSED);
        }
        at += length + 1;
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
    fn cells_are_separated_and_quoted() {
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
    fn a_broken_quote_costs_one_row() {
        let unclosed = "a quote is opened and not closed";
        let found = rows("\"a\nb,c\nd\n");
        assert_eq!(found, [(1, Err(unclosed)), row(2, &["b", "c"]), row(3, &["d"])]);
        // The next quote of the file is not the one that closes it.
        let found = rows("\"a\n\"b\",c\n");
        assert!(found[0].1.as_ref().unwrap_err().starts_with("text stands behind"), "{found:?}");
        assert_eq!(found[1], row(2, &["b", "c"]));
        let long = format!("\"a{}\"\nz", "\n".repeat(MOST_LINES + 1));
        assert_eq!(rows(&long)[0], (1, Err(unclosed)));
        let just = format!("\"a{}\"\nz", "\n".repeat(MOST_LINES));
        assert_eq!(rows(&just).len(), 2);
    }

    #[test]
    fn the_separator_is_the_one_that_makes_the_columns() {
        for text in ["Name,Kind\n", "name;KIND\n", "name\tkind\n", "sep=;\nname;kind\n", "sep=,\nname,kind"] {
            let table = Table::of(text, &["name", "kind"]).unwrap();
            assert_eq!(table.header, ["name", "kind"], "{text}");
        }
        assert_eq!(Table::of("\n\nname,x;y", &["name"]).unwrap().header, ["name", "x;y"]);
        assert!(Table::of(" \n", &["name"]).is_none());
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(
            expected in prop::collection::vec(prop::collection::vec("[ab\"\n\r, ]{0,6}", 1..4), 1..5)
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",");
            let text = expected.iter().map(line).collect::<Vec<_>>().join("\n");
            let found: Vec<_> = rows(&text).into_iter().map(|(_, cells)| cells.unwrap()).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_text_has_rows_and_each_its_line(text in "[ab\"\n\r,; ]{0,60}") {
            let ends = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count();
            let found = rows(&text);
            prop_assert!(found.is_sorted_by(|one, next| one.0 < next.0));
            prop_assert!(found.iter().all(|(line, _)| *line as usize <= ends + 1));
        }
    }
}
