//! Writes rows one at a time, in any of the formats.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::cells;
use crate::text::width::{clip, width};

/// Output format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns, for people.
    Table,
    /// One array of objects.
    Json,
    /// One object per line.
    Jsonl,
    /// Comma-separated values (RFC 4180) with a header.
    Csv,
}

/// A column of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name: header in CSV and tables, key in JSON.
    pub name: String,
    /// True if a table aligns the cells to the right, as for numbers.
    pub right_aligned: bool,
    /// True if JSON objects leave the key out when the value is null.
    pub optional: bool,
}

impl Column {
    /// Creates a column that is in every JSON object, even if its value is null.
    pub fn new(name: &str, right_aligned: bool) -> Self {
        Self { name: name.to_owned(), right_aligned, optional: false }
    }

    /// Creates a text column.
    pub fn text(name: &str) -> Self {
        Self::new(name, false)
    }

    /// Creates a number column.
    pub fn number(name: &str) -> Self {
        Self::new(name, true)
    }

    /// Creates a text column that JSON objects leave out when it is null.
    pub fn optional(name: &str) -> Self {
        Self { optional: true, ..Self::text(name) }
    }
}

/// Options for writing rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowOptions {
    /// True to print a table's header in bold.
    pub bold_header: bool,
    /// True to leave CSV cells that a spreadsheet would treat as formulas unescaped.
    pub raw_csv: bool,
}

/// One value per column, in column order.
pub type Row = Vec<Value>;

/// Maximum width of a table cell, in terminal columns.
const MAX_CELL_WIDTH: usize = 60;

/// Maximum number of table rows buffered to compute column widths; cells of later rows are clipped to these widths.
/// Nobody reads that many, and a million rows of mentions take a gigabyte.
const MAX_BUFFERED_ROWS: usize = 50_000;

/// Writes rows in one of the formats.
#[derive(Debug)]
pub struct RowWriter<W: Write> {
    output: Output<W>,
    columns: Vec<Column>,
    /// Table rows buffered until the column widths are known.
    buffered: Vec<Vec<String>>,
    /// Column widths of a table, once known.
    widths: Option<Vec<usize>>,
    written: usize,
    options: RowOptions,
}

/// The output stream, by format.
#[derive(Debug)]
enum Output<W: Write> {
    Table(W),
    Json(W),
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> RowWriter<W> {
    /// Creates a writer and starts the output.
    ///
    /// # Errors
    /// If writing fails.
    pub fn new(mut out: W, format: Format, columns: Vec<Column>, options: RowOptions) -> io::Result<Self> {
        let output = match format {
            Format::Table => Output::Table(out),
            Format::Json => {
                out.write_all(b"[")?;
                Output::Json(out)
            }
            Format::Jsonl => Output::Jsonl(out),
            Format::Csv => {
                let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
                // In `compare` some column names are article names, which are untrusted.
                let names = columns.iter().map(|column| cells::from_text(&column.name, options.raw_csv));
                csv.write_record(names).map_err(io_error)?;
                Output::Csv(Box::new(csv))
            }
        };
        Ok(Self { output, columns, buffered: Vec::new(), widths: None, written: 0, options })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&mut self, row: Row) -> io::Result<()> {
        match &mut self.output {
            Output::Table(out) => {
                let row: Vec<String> = row.iter().map(display).collect();
                if let Some(widths) = &self.widths {
                    writeln!(out, "{}", align(&self.columns, widths, &row))?;
                } else {
                    self.buffered.push(row);
                    if self.buffered.len() >= MAX_BUFFERED_ROWS {
                        self.write_buffered(false)?;
                    }
                }
            }
            Output::Csv(csv) => {
                let raw = self.options.raw_csv;
                let cells = row.iter().map(|value| cells::from_value(value, raw));
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

    /// Ends the output and flushes it.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(mut self) -> io::Result<()> {
        if self.widths.is_none() {
            self.write_buffered(true)?;
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

    /// Writes the header and the buffered rows of a table, and fixes its column widths. If these are all the rows, and
    /// there are any, columns that are empty in every row are left out.
    fn write_buffered(&mut self, is_complete: bool) -> io::Result<()> {
        let Output::Table(out) = &mut self.output else { return Ok(()) };
        let mut rows = std::mem::take(&mut self.buffered);
        let has_text = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<bool> =
            (0..self.columns.len()).map(|at| !is_complete || rows.is_empty() || has_text(at)).collect();
        retain(&mut self.columns, &kept);
        for row in &mut rows {
            retain(row, &kept);
        }
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let widest = |at: usize| {
            let cells = rows.iter().chain([&names]).filter_map(|row| row.get(at));
            cells.map(|cell| width(cell)).max().unwrap_or(0).min(MAX_CELL_WIDTH)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let (on, off) = if self.options.bold_header { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        writeln!(out, "{on}{}{off}", align(&self.columns, &widths, &names))?;
        for row in &rows {
            writeln!(out, "{}", align(&self.columns, &widths, row))?;
        }
        self.widths = Some(widths);
        Ok(())
    }
}

fn retain<T>(row: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    row.retain(|_| kept.next().copied().unwrap_or(true));
}

fn align(columns: &[Column], widths: &[usize], row: &[String]) -> String {
    let mut line = String::new();
    for ((column, column_width), cell) in columns.iter().zip(widths).zip(row) {
        let cell = clip(cell, *column_width);
        let padding = " ".repeat(column_width.saturating_sub(width(&cell)));
        let parts = if column.right_aligned { [padding.as_str(), &cell] } else { [&cell, padding.as_str()] };
        line.extend(parts);
        line.push_str("  ");
    }
    line.trim_end().to_owned()
}

fn object(columns: &[Column], row: Row) -> Value {
    let cells = columns.iter().zip(row);
    let present = cells.filter(|(column, value)| !(column.optional && value.is_null()));
    Value::Object(present.map(|(column, value)| (column.name.clone(), value)).collect::<Map<_, _>>())
}

/// Returns the stream's own error. The conversion in `csv` hides its kind, by which a closed pipe is detected.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Formats a value for people, on one line and safe for a terminal.
fn display(value: &Value) -> String {
    let text = match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(fraction) => format!("{fraction:.2}"),
            None => number.to_string(),
        },
        Value::Array(values) => values.iter().map(display).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let parts = map.iter().map(|(key, value)| format!("{key} {}", display(value)));
            parts.collect::<Vec<_>>().join(", ")
        }
    };
    crate::text::sanitize::sanitize_line(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(format: Format, rows: Vec<Row>) -> String {
        let mut out = Vec::new();
        let columns = vec![Column::text("name"), Column::number("count"), Column::text("parts")];
        let mut writer = RowWriter::new(&mut out, format, columns, RowOptions::default()).unwrap();
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
    fn all_formats_contain_the_same_rows() {
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
    fn table_is_aligned_by_display_width() {
        let table = written(Format::Table, rows());
        let expected =
            "name          count  parts\nKyiv, \"city\"     12  Kiev 1\n北京                 a, b\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn long_table_is_streamed_and_complete() {
        let row = |number: usize, parts: Value| vec![json!(format!("n{number}")), json!(number), parts];
        let rows = (0..MAX_BUFFERED_ROWS + 10).map(|number| {
            row(number, if number > MAX_BUFFERED_ROWS { json!("wider than its column") } else { Value::Null })
        });
        let table = written(Format::Table, rows.collect());
        assert_eq!(table.lines().count(), MAX_BUFFERED_ROWS + 11);
        assert_eq!(table.lines().next(), Some("name    count  parts"));
        assert_eq!(table.lines().nth(MAX_BUFFERED_ROWS), Some("n49999  49999"));
        assert_eq!(table.lines().last(), Some("n50009  50009  wide…"));
    }

    #[test]
    fn empty_output_is_a_valid_document() {
        assert_eq!(written(Format::Json, Vec::new()), "[]\n");
        assert_eq!(written(Format::Jsonl, Vec::new()), "");
        assert_eq!(written(Format::Csv, Vec::new()), "name,count,parts\n");
    }

    #[test]
    fn closed_pipe_keeps_its_error_kind() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let columns = || vec![Column::text("name")];
        for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv] {
            let write_all = || {
                let mut writer = RowWriter::new(Closed, format, columns(), RowOptions::default())?;
                writer.write(vec![json!("x".repeat(100_000))])?;
                writer.finish()
            };
            let error = write_all().unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }

    #[test]
    fn csv_formulas_are_escaped_unless_raw() {
        let columns = || vec![Column::text("=name"), Column::number("count")];
        let csv = |raw_csv| {
            let mut out = Vec::new();
            let options = RowOptions { raw_csv, ..RowOptions::default() };
            let mut writer = RowWriter::new(&mut out, Format::Csv, columns(), options).unwrap();
            writer.write(vec![json!("=HYPERLINK(\"http://a.example\")"), json!(-1.5)]).unwrap();
            writer.write(vec![json!("Kyiv"), json!(-2)]).unwrap();
            writer.finish().unwrap();
            String::from_utf8(out).unwrap()
        };
        let rest = ",-1.5\nKyiv,-2\n";
        assert_eq!(csv(false), format!("'=name,count\n\"'=HYPERLINK(\"\"http://a.example\"\")\"{rest}"));
        assert_eq!(csv(true), format!("=name,count\n\"=HYPERLINK(\"\"http://a.example\"\")\"{rest}"));
    }

    #[test]
    fn table_contains_no_control_characters() {
        let hostile = "a\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}b\r\nc\u{2066}\u{85}d";
        let table = written(
            Format::Table,
            vec![vec![json!(hostile), json!(1), json!({ hostile: [hostile, { "x": hostile }] })]],
        );
        assert_eq!(table.lines().count(), 2);
        let is_control = |c: char| {
            c.is_control() && c != '\n' || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!table.contains(is_control), "{table:?}");
    }
}
