//! Rows of the text pane, their cells, and a cache of laid-out rows.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::table::Padding;

/// Layout settings of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Columns of a row.
    pub columns: usize,
    /// True if spaces are stretched so that rows end in the same column.
    pub justify: bool,
    /// True if words may be hyphenated.
    pub hyphenate: bool,
}

/// A row of the text pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The piece it belongs to.
    pub piece: usize,
    /// Index of the row in its piece; an empty row above the piece counts as one.
    pub line: usize,
    /// Byte range in the article's text. None for an empty row.
    pub range: Option<Range<usize>>,
    /// Columns before the text.
    pub indent: usize,
    /// Text shown at the start of the indent.
    pub prefix: &'static str,
    /// True if a hyphen is shown after the text.
    pub hyphen: bool,
    /// Columns to be distributed over its spaces.
    pub stretch: usize,
    /// Padding that aligns it with the other rows of its table.
    pub padding: Option<Box<Padding>>,
}

/// One grapheme cluster in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Byte offset in the article's text. A hyphen that is not in the text has that of the last visible cluster before
    /// it.
    pub offset: usize,
    /// The cluster.
    pub text: &'a str,
    /// Its first column, counted from the left edge of the text.
    pub column: usize,
    /// Its width in columns, wider than the cluster for a stretched or padded space.
    pub width: usize,
}

/// Maximum number of pieces in the cache, which is cleared when it is full.
const MAX_LAID_OUT: usize = 512;

/// A cache of laid-out rows for one measure, since a frame needs the rows of a piece many times.
#[derive(Debug, Default)]
pub struct LaidOut(Mutex<(Measure, RowsOf)>);

/// Rows by index of their piece.
type RowsOf = HashMap<usize, Arc<[Row]>>;

impl Row {
    /// Creates an empty row of a piece.
    pub fn of(piece: usize, line: usize) -> Self {
        Self { piece, line, range: None, indent: 0, prefix: "", hyphen: false, stretch: 0, padding: None }
    }
}

impl LaidOut {
    /// Returns the rows of a piece, laying them out if they are not cached.
    pub fn rows_of(&self, piece: usize, measure: Measure, lay_out: impl FnOnce() -> Vec<Row>) -> Arc<[Row]> {
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.0 != measure || cache.1.len() >= MAX_LAID_OUT {
            *cache = (measure, HashMap::new());
        }
        Arc::clone(cache.1.entry(piece).or_insert_with(|| lay_out().into()))
    }
}
