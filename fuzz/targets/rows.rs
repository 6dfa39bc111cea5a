//! Typesetting an article: pieces, rows, cells.

use std::sync::Arc;

use whoswho::app::document::Document;
use whoswho::app::document::Measure;
use whoswho::app::document::typeset::{cells, offset_in_row, rows_of};
use whoswho::article::{Format, parse};

use super::check;

pub fn run(data: &[u8]) {
    let article = parse(check::key(), Format::Markdown, check::text_of(data), 0);
    let document = Document::new(Arc::new(article), None);
    let wide = Measure { columns: 72, justify: true, hyphenate: true };
    let narrow =
        Measure { columns: 1 + data.len() % 30, justify: data.len().is_multiple_of(2), hyphenate: true };
    for measure in [wide, narrow, Measure::default()] {
        check_rows(&document, measure);
    }
}

fn check_rows(document: &Document, measure: Measure) {
    let text = document.article.text.as_str();
    for (number, piece) in document.pieces.iter().enumerate() {
        let mut end = piece.range.start;
        for row in rows_of(document, number, measure).iter() {
            let cells = cells(document, row);
            let Some(range) = row.range.clone() else {
                assert!(cells.is_empty());
                continue;
            };
            assert_eq!(range.start, end, "rows are not contiguous");
            assert!(text.get(range.clone()).is_some(), "{range:?} splits a character");
            end = range.end;
            let mut column = row.indent;
            let mut offset = range.start;
            for (at, cell) in cells.iter().enumerate() {
                // An inserted hyphen has the offset of the last visible letter.
                let is_hyphen = row.hyphen && at + 1 == cells.len();
                assert!(
                    column <= cell.column
                        && (offset <= cell.offset || is_hyphen)
                        && range.contains(&cell.offset)
                );
                (column, offset) = (cell.column + cell.width, cell.offset);
            }
            if let Some(cell) = cells.iter().find(|cell| cell.width > 0) {
                assert_eq!(offset_in_row(document, row, cell.column), Some(cell.offset));
            }
        }
        assert_eq!(end, piece.range.end, "rows do not cover the piece");
    }
}
