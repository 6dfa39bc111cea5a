//! Rows, written as they come.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::cells;
use crate::text::width::{clip, width};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns, for people.
    Table,
    /// One array of objects.
    Json,
    /// An object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180) with a header.
    Csv,
}

/// A column: its name, and where its cells stand in a table for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name, as programs read it.
    pub name: String,
    /// Whether cells stand at the right, as numbers do.
    pub right: bool,
    /// Whether an object of JSON goes without it where it is null.
    pub optional: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: &str) -> Self {
        Self { name: name.to_owned(), right: false, optional: false }
    }

    /// A column of numbers.
    pub fn numbers(name: &str) -> Self {
        Self { name: name.to_owned(), right: true, optional: false }
    }

    /// A column of words that an object of JSON goes without where it is null.
    pub fn optional(name: &str) -> Self {
        Self { optional: true, ..Self::words(name) }
    }
}

/// What about rows is for their reader to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether a table's header may be set off by the terminal's bold.
    pub bold: bool,
    /// Whether cells of CSV that a spreadsheet would run stay as they are.
    pub raw_csv: bool,
}

/// One value for each column, in their order.
pub type Row = Vec<Value>;

/// The widest cell of a table for people, in columns of the terminal.
const WIDEST_CELL: usize = 60;

/// How many rows of a table are held until its columns are made wide enough for them all; what comes later is cut where it is wider. Nobody reads
/// as many, and a million rows of mentions are a gigabyte.
const MOST_HELD: usize = 50_000;

/// Writes rows in a format.
#[derive(Debug)]
pub struct RowWriter<W: Write> {
    output: Output<W>,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// How wide the columns of a table are, once that is settled.
    widths: Option<Vec<usize>>,
    written: usize,
    manner: Manner,
}

/// The stream that rows go to, by format.
#[derive(Debug)]
enum Output<W: Write> {
    Table(W),
    Json(W),
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> RowWriter<W> {
    /// Begins.
    ///
    /// # Errors
    /// What writing meets.
    pub fn new(mut out: W, format: Format, columns: Vec<Column>, manner: Manner) -> io::Result<Self> {
        let output = match format {
            Format::Table => Output::Table(out),
            Format::Json => {
                out.write_all(b"[")?;
                Output::Json(out)
            }
            Format::Jsonl => Output::Jsonl(out),
            Format::Csv => {
                let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
                // Names of articles are among them where each is a column.
                let names = columns.iter().map(|column| cells::of_text(&column.name, manner.raw_csv));
                csv.write_record(names).map_err(io_error)?;
                Output::Csv(Box::new(csv))
            }
        };
        Ok(Self { output, columns, rows: Vec::new(), widths: None, written: 0, manner })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What writing meets.
    pub fn write(&mut self, row: Row) -> io::Result<()> {
        match &mut self.output {
            Output::Table(out) => {
                let row: Vec<String> = row.iter().map(in_words).collect();
                if let Some(widths) = &self.widths {
                    writeln!(out, "{}", aligned(&self.columns, widths, &row))?;
                } else {
                    self.rows.push(row);
                    if self.rows.len() >= MOST_HELD {
                        self.write_rows(false)?;
                    }
                }
            }
            Output::Csv(csv) => {
                let raw = self.manner.raw_csv;
                let cells = row.iter().map(|value| cells::of(value, raw));
                csv.write_record(cells).map_err(io_error)?;
            }
            Output::Json(out) => {
                out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(out, &object(&self.columns, row))?;
            }
            Output::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &object(&self.columns, row))?;
                out.write_all(b"\n")?;
            }
        }
        self.written += 1;
        Ok(())
    }

    /// Ends, and gives everything out.
    ///
    /// # Errors
    /// What writing meets.
    pub fn finish(mut self) -> io::Result<()> {
        if self.widths.is_none() {
            self.write_rows(true)?;
        }
        match &mut self.output {
            Output::Json(out) => {
                out.write_all(if self.written == 0 { b"]\n" } else { b"\n]\n" })?;
                out.flush()
            }
            Output::Table(out) | Output::Jsonl(out) => out.flush(),
            Output::Csv(csv) => csv.flush(),
        }
    }

    /// Writes the rows of a table that are held, and settles how wide its columns are. People need no column that says nothing: where these
    /// are all rows, one that is empty in all of them is left out.
    fn write_rows(&mut self, are_all: bool) -> io::Result<()> {
        let Output::Table(out) = &mut self.output else { return Ok(()) };
        let mut rows = std::mem::take(&mut self.rows);
        let says = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<bool> =
            (0..self.columns.len()).map(|at| !are_all || rows.is_empty() || says(at)).collect();
        keep(&mut self.columns, &kept);
        for row in &mut rows {
            keep(row, &kept);
        }
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let widest = |at: usize| {
            let cells = rows.iter().chain([&names]).filter_map(|row| row.get(at));
            cells.map(|cell| width(cell)).max().unwrap_or(0).min(WIDEST_CELL)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let (on, off) = if self.manner.bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        writeln!(out, "{on}{}{off}", aligned(&self.columns, &widths, &names))?;
        for row in &rows {
            writeln!(out, "{}", aligned(&self.columns, &widths, row))?;
        }
        self.widths = Some(widths);
        Ok(())
    }
}

fn keep<T>(row: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    row.retain(|_| kept.next().copied().unwrap_or(true));
}

fn aligned(columns: &[Column], widths: &[usize], row: &[String]) -> String {
    let mut line = String::new();
    for ((column, columns_wide), cell) in columns.iter().zip(widths).zip(row) {
        let cell = clip(cell, *columns_wide);
        let padding = " ".repeat(columns_wide.saturating_sub(width(&cell)));
        let parts = if column.right { [padding.as_str(), &cell] } else { [&cell, padding.as_str()] };
        line.extend(parts);
        line.push_str("  ");
    }
    line.trim_end().to_owned()
}

fn object(columns: &[Column], row: Row) -> Value {
    let cells = columns.iter().zip(row);
    let stated = cells.filter(|(column, value)| !(column.optional && value.is_null()));
    Value::Object(stated.map(|(column, value)| (column.name.clone(), value)).collect::<Map<_, _>>())
}

/// The error of the stream itself: `csv`'s own conversion hides its kind, by which a closed pipe is known.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A value as people read it, on one line and safe for a terminal.
fn in_words(value: &Value) -> String {
    let words = match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(fraction) => format!("{fraction:.2}"),
            None => number.to_string(),
        },
        Value::Array(values) => values.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let parts = map.iter().map(|(key, value)| format!("{key} {}", in_words(value)));
            parts.collect::<Vec<_>>().join(", ")
        }
    };
    crate::text::sanitize::sanitize_line(&words).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(format: Format, rows: Vec<Row>) -> String {
        let mut out = Vec::new();
        let columns = vec![Column::words("name"), Column::numbers("count"), Column::words("parts")];
        let mut writer = RowWriter::new(&mut out, format, columns, Manner::default()).unwrap();
        for row in rows {
            writer.write(row).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn rows() -> Vec<Row> {
        vec![
            vec![json!("Kyiv, \"city\""), json!(12), json!({"Kiev": 1})],
            vec![json!("北京"), json!(null), json!(["a", "b"])],
        ]
    }

    #[test]
    fn every_format_holds_the_same_rows() {
        let jsonl = written(Format::Jsonl, rows());
        assert_eq!(jsonl.lines().next(), Some(r#"{"name":"Kyiv, \"city\"","count":12,"parts":{"Kiev":1}}"#));
        let json: Value = serde_json::from_str(&written(Format::Json, rows())).unwrap();
        let lines: Vec<Value> = jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(json, Value::Array(lines));
        let csv = written(Format::Csv, rows());
        assert_eq!(
            csv,
            "name,count,parts\n\"Kyiv, \"\"city\"\"\",12,\"{\"\"Kiev\"\":1}\"\n北京,,\"[\"\"a\"\",\"\"b\"\"]\"\n"
        );
    }

    #[test]
    fn a_table_is_aligned_by_columns_of_the_terminal() {
        let table = written(Format::Table, rows());
        let expected =
            "name          count  parts\nKyiv, \"city\"     12  Kiev 1\n北京                 a, b\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn a_long_table_is_written_as_it_comes_and_whole() {
        let row = |number: usize, parts: Value| vec![json!(format!("n{number}")), json!(number), parts];
        let rows = (0..MOST_HELD + 10).map(|number| {
            row(number, if number > MOST_HELD { json!("wider than its column") } else { Value::Null })
        });
        let table = written(Format::Table, rows.collect());
        assert_eq!(table.lines().count(), MOST_HELD + 11);
        assert_eq!(table.lines().next(), Some("name    count  parts"));
        assert_eq!(table.lines().nth(MOST_HELD), Some("n49999  49999"));
        assert_eq!(table.lines().last(), Some("n50009  50009  wide…"));
    }

    #[test]
    fn no_rows_are_still_a_document() {
        assert_eq!(written(Format::Json, Vec::new()), "[]\n");
        assert_eq!(written(Format::Jsonl, Vec::new()), "");
        assert_eq!(written(Format::Csv, Vec::new()), "name,count,parts\n");
    }

    #[test]
    fn a_closed_pipe_is_reported_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let columns = || vec![Column::words("name")];
        for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv] {
            let write_all = || {
                let mut writer = RowWriter::new(Closed, format, columns(), Manner::default())?;
                writer.write(vec![json!("x".repeat(100_000))])?;
                writer.finish()
            };
            let error = write_all().unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }

    #[test]
    fn no_cell_of_csv_is_a_formula_unless_it_is_asked_for() {
        let columns = || vec![Column::words("=name"), Column::numbers("count")];
        let of = |raw_csv| {
            let mut out = Vec::new();
            let manner = Manner { raw_csv, ..Manner::default() };
            let mut writer = RowWriter::new(&mut out, Format::Csv, columns(), manner).unwrap();
            writer.write(vec![json!("=HYPERLINK(\"http://a.example\")"), json!(-1.5)]).unwrap();
            writer.write(vec![json!("Kyiv"), json!(-2)]).unwrap();
            writer.finish().unwrap();
            String::from_utf8(out).unwrap()
        };
        let rest = ",-1.5\nKyiv,-2\n";
        assert_eq!(of(false), format!("'=name,count\n\"'=HYPERLINK(\"\"http://a.example\"\")\"{rest}"));
        assert_eq!(of(true), format!("=name,count\n\"=HYPERLINK(\"\"http://a.example\"\")\"{rest}"));
    }

    #[test]
    fn a_table_holds_nothing_that_a_terminal_obeys() {
        let hostile = "a\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}b\r\nc\u{2066}\u{85}d";
        let table = written(
            Format::Table,
            vec![vec![json!(hostile), json!(1), json!({ hostile: [hostile, { "x": hostile }] })]],
        );
        assert_eq!(table.lines().count(), 2);
        let obeyed = |c: char| {
            c.is_control() && c != '\n' || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!table.contains(obeyed), "{table:?}");
    }
}
