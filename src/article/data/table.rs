//! Tables as text: records and cells of CSV and its relatives, per RFC 4180 and as programs actually write them.
//!
//! [`Rows`] finds records chunk by chunk; [`cells`] splits a record, and [`Columns`](super::Columns) turns it into
//! a draft. A cell is quoted only if its closing quote is its last character: `"Stop," she said` at the start of a
//! cell is literal text, quotes included.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use crate::text::decode::decode;

/// Maximum record length in bytes. A longer record is taken to have an unclosed quote: [`Rows`] ends it at the next
/// line feed.
pub const MAX_RECORD_LEN: u64 = 64 * 1024 * 1024;

/// Possible delimiters. If several are equally likely, the first wins.
const DELIMITERS: &[u8] = b"\t;,|";
/// UTF-8 byte order mark.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Separates cells.
    pub delimiter: u8,
    /// Offset of the header in bytes: after a byte order mark and Excel's `sep=;`.
    pub start: u64,
}

/// Detects the dialect from the start of a table. The delimiter is the one that Excel's `sep=;` line names, else the
/// candidate most frequent in the header outside quotes; of equally frequent ones, one that is as frequent in the first
/// row. A comma if the header has none of them.
pub fn dialect(head: &[u8]) -> Dialect {
    let mark = if head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = head.get(mark..).unwrap_or_default();
    let end = text.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(text.len());
    let first = text.get(..end).unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = first {
        let ends = text.get(end..).unwrap_or_default();
        let length = ends.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        return Dialect { delimiter: *delimiter, start: (mark + end + length) as u64 };
    }
    let mut rows = [[0_usize; 2]; 4];
    for (counts, delimiter) in rows.iter_mut().zip(DELIMITERS) {
        *counts = count_in_rows(text, *delimiter);
    }
    let score = |[header, row]: &[usize; 2]| (*header, usize::from(header == row));
    let best = rows.iter().zip(DELIMITERS).rev().max_by_key(|(counts, _)| score(counts));
    let delimiter = best.filter(|([header, _], _)| *header > 0).map_or(b',', |(_, delimiter)| *delimiter);
    Dialect { delimiter, start: mark as u64 }
}

/// Counts a byte outside quotes in the first and the second record.
fn count_in_rows(text: &[u8], delimiter: u8) -> [usize; 2] {
    let mut rows = Rows::new(Dialect { delimiter, start: 0 });
    let mut found = rows.feed(text);
    found.extend(rows.finish());
    let count = |range: Option<&Range<u64>>| {
        let record = range.and_then(|range| text.get(range.start as usize..range.end as usize));
        let mut state = State::Begin;
        record
            .unwrap_or_default()
            .iter()
            .filter(|byte| {
                let is_quoted = state == State::Quoted;
                state = state.after(**byte, delimiter);
                **byte == delimiter && !is_quoted
            })
            .count()
    };
    [count(found.first()), count(found.get(1))]
}

/// Position in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    Begin,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: the quoted part ends here, unless another quote follows.
    QuoteInQuoted,
    /// After the record.
    End,
}

impl State {
    fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::QuoteInQuoted,
            (Self::Quoted, _) | (Self::Begin | Self::QuoteInQuoted, b'"') => Self::Quoted,
            (_, b'\r' | b'\n') => Self::End,
            (_, byte) if byte == delimiter => Self::Begin,
            _ => Self::Plain,
        }
    }
}

/// Returns true if a byte gives its cell no content: a space, a line end or a quote.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | b' ' | b'"')
}

/// Finds the records of a table given in chunks.
#[derive(Debug)]
pub struct Rows {
    dialect: Dialect,
    /// Number of bytes read so far.
    at: u64,
    start: u64,
    state: State,
    /// True if the record has a cell that is not blank.
    has_content: bool,
}

impl Rows {
    /// Creates a scanner.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, at: 0, start: dialect.start, state: State::Begin, has_content: false }
    }

    /// Takes the next bytes and returns the byte ranges of the records that ended, without line ends; the first one
    /// is the header. Skips records of blank cells. A record longer than [`MAX_RECORD_LEN`] was cut off and must not
    /// be read.
    pub fn feed(&mut self, chunk: &[u8]) -> Vec<Range<u64>> {
        let mut found = Vec::new();
        let skipped = self.dialect.start.saturating_sub(self.at).min(chunk.len() as u64);
        self.at += skipped;
        let mut rest = chunk.get(skipped as usize..).unwrap_or_default();
        while let Some((first, after)) = rest.split_first() {
            let skipped = self.skip_len(rest);
            if skipped > 0 {
                let ahead = rest.get(..skipped).unwrap_or_default();
                self.has_content = self.has_content || !ahead.iter().copied().all(is_blank);
                self.at += skipped as u64;
                rest = rest.get(skipped..).unwrap_or_default();
                continue;
            }
            let is_too_long = self.at - self.start > MAX_RECORD_LEN && *first == b'\n';
            self.state =
                if is_too_long { State::End } else { self.state.after(*first, self.dialect.delimiter) };
            self.has_content |= !is_blank(*first) && *first != self.dialect.delimiter;
            if self.state == State::End {
                found.extend(self.end());
                self.start = self.at + 1;
            }
            self.at += 1;
            rest = after;
        }
        found
    }

    /// Returns the last record if no line end follows it.
    pub fn finish(mut self) -> Vec<Range<u64>> {
        self.end().into_iter().collect()
    }

    fn end(&mut self) -> Option<Range<u64>> {
        self.state = State::Begin;
        std::mem::take(&mut self.has_content).then_some(self.start..self.at)
    }

    /// Returns the number of bytes ahead that do not change the state.
    fn skip_len(&self, rest: &[u8]) -> usize {
        let next = match self.state {
            State::Plain => memchr3(self.dialect.delimiter, b'\n', b'\r', rest),
            State::Quoted => {
                let room = (MAX_RECORD_LEN + 1).saturating_sub(self.at - self.start);
                if room == 0 {
                    memchr2(b'"', b'\n', rest)
                } else {
                    let near = rest.get(..(room.min(rest.len() as u64)) as usize).unwrap_or(rest);
                    memchr(b'"', near).or(Some(near.len()))
                }
            }
            State::Begin | State::QuoteInQuoted | State::End => Some(0),
        };
        next.unwrap_or(rest.len())
    }
}

/// Splits a record into cells. `encoding` is that of the table; None detects it per record.
pub fn cells(record: &[u8], delimiter: u8, encoding: Option<&str>) -> Vec<String> {
    split_cells(&decode(record, encoding).text, delimiter)
}

/// Splits a decoded record into cells.
pub(super) fn split_cells(text: &str, delimiter: u8) -> Vec<String> {
    let delimiter = char::from(delimiter);
    let mut cells = Vec::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (cell, after) = split_first_cell(text, delimiter);
        cells.push(cell);
        rest = after;
    }
    cells
}

/// Returns the first cell, and the rest after its delimiter. The rest is None if the cell is the last.
fn split_first_cell(text: &str, delimiter: char) -> (String, Option<&str>) {
    let quoted = text.strip_prefix('"').and_then(|inside| {
        let end = closing_quote(inside)?;
        let (cell, rest) = (inside.get(..end)?, inside.get(end + 1..)?);
        Some((cell, rest))
    });
    let Some((cell, rest)) = quoted else {
        return match text.split_once(delimiter) {
            // An unclosed quote encloses the rest of the record.
            _ if text.starts_with('"') => (text.get(1..).unwrap_or_default().replace("\"\"", "\""), None),
            Some((cell, after)) => (cell.to_owned(), Some(after)),
            None => (text.to_owned(), None),
        };
    };
    if rest.is_empty() {
        return (cell.replace("\"\"", "\""), None);
    }
    if let Some(after) = rest.strip_prefix(delimiter) {
        return (cell.replace("\"\"", "\""), Some(after));
    }
    // Text follows the closing quote, so the quotes are literal.
    let end = rest.find(delimiter).unwrap_or(rest.len());
    let length = text.len() - rest.len() + end;
    let whole = text.get(..length).unwrap_or(text);
    (whole.to_owned(), text.get(length..).and_then(|rest| rest.strip_prefix(delimiter)))
}

/// Returns the offset of the quote that closes a cell; a doubled quote is a literal one.
fn closing_quote(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let quote = at + inside.get(at..)?.find('"')?;
        if !inside.get(quote + 1..)?.starts_with('"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(chunks: &[&[u8]]) -> Vec<Range<u64>> {
        let mut rows = Rows::new(dialect(&chunks.concat()));
        let mut found: Vec<_> = chunks.iter().flat_map(|chunk| rows.feed(chunk)).collect();
        found.extend(rows.finish());
        found
    }

    fn table(text: &str) -> Vec<Vec<String>> {
        let delimiter = dialect(text.as_bytes()).delimiter;
        let read_cells = |range: Range<u64>| {
            cells(&text.as_bytes()[range.start as usize..range.end as usize], delimiter, None)
        };
        rows(&[text.as_bytes()]).into_iter().map(read_cells).collect()
    }

    #[test]
    fn the_delimiter_is_detected_from_the_header() {
        for (head, delimiter, start) in [
            ("title,text\n", b',', 0),
            ("title;text\nKyiv, Lviv;a\n", b';', 0),
            ("\u{feff}\"a,b,c\";text\n", b';', 3),
            ("title\ttext, and more\n", b'\t', 0),
            ("title|text\n", b'|', 0),
            ("a,b;c\n1;2,3\n", b';', 0),
            ("text\n", b',', 0),
            ("", b',', 0),
            ("sep=;\r\na,b,c;d\r\n", b';', 7),
            ("\u{feff}SEP=|\na\n", b'|', 9),
        ] {
            assert_eq!(dialect(head.as_bytes()), Dialect { delimiter, start }, "{head}");
        }
    }

    #[test]
    fn literal_and_quoted_cells_are_read() {
        for (text, expected) in [
            ("a,b\n1,\"two, \"\"2\"\"\nlines\"\n", vec![vec!["a", "b"], vec!["1", "two, \"2\"\nlines"]]),
            ("a,b\r\n1,2\r\n\r\n,\r\n3\r\n", vec![vec!["a", "b"], vec!["1", "2"], vec!["3"]]),
            ("a,b\r1,2", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("a,b\n\"Stop, \" she said,2\n", vec![vec!["a", "b"], vec!["\"Stop, \" she said", "2"]]),
            ("a,b\nsaid \"no\",2,3\n", vec![vec!["a", "b"], vec!["said \"no\"", "2", "3"]]),
            ("a,b\n\"open,2\n3,4", vec![vec!["a", "b"], vec!["open,2\n3,4"]]),
            ("a,b\n\"\",\"\"\"\"\n", vec![vec!["a", "b"]]),
            ("a\tb\n1\t\n", vec![vec!["a", "b"], vec!["1", ""]]),
        ] {
            assert_eq!(table(text), expected, "{text:?}");
        }
        assert_eq!(cells(b"caf\xe9;2", b';', Some("windows-1252")), ["café", "2"]);
    }

    #[test]
    fn a_row_of_blank_cells_is_no_record() {
        assert_eq!(table("a,b\n   ,  \n\"  \n \",\"\"\n1,  \n"), [["a", "b"], ["1", "  "]]);
    }

    #[test]
    fn an_unclosed_quote_ends_at_the_limit() {
        let mut rows = Rows::new(Dialect { delimiter: b',', start: 0 });
        assert_eq!(rows.feed(b"a,b\n1,\"open\n").first(), Some(&(0..3)));
        let filler = vec![b'x'; 1 << 20];
        for _ in 0..64 {
            assert_eq!(rows.feed(&filler), []);
        }
        let found = rows.feed(b"y\n2,3\n");
        let cut_off = &found[0];
        assert!(cut_off.start == 4 && cut_off.end - cut_off.start > MAX_RECORD_LEN);
        assert_eq!(found[1], cut_off.end + 1..cut_off.end + 4);
        assert!(rows.finish().is_empty());
    }

    proptest! {
        #[test]
        fn valid_tables_are_read_like_the_csv_crate_does(
            records in prop::collection::vec(prop::collection::vec("[a-z\",;\n é]{0,8}", 3), 1..12),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["first", "second", "third"]).unwrap();
            for record in &records {
                writer.write_record(record).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let has_content_cell = |record: &Vec<String>| {
                record.iter().any(|cell| cell.contains(|letter| !matches!(letter, ' ' | '"' | ',' | '\n')))
            };
            let mut expected = vec![vec!["first".to_owned(), "second".to_owned(), "third".to_owned()]];
            expected.extend(records.into_iter().filter(has_content_cell));
            let actual: Vec<Vec<String>> = table(&text).into_iter().filter(has_content_cell).collect();
            prop_assert_eq!(actual, expected);
        }

        #[test]
        fn records_do_not_depend_on_chunk_borders(text in "(a|\"|,|;|\n|\r|\r\n| ){0,60}", cut in 1_usize..9) {
            let chunks: Vec<&[u8]> = text.as_bytes().chunks(cut).collect();
            prop_assert_eq!(rows(&chunks), rows(&[text.as_bytes()]));
        }
    }
}
