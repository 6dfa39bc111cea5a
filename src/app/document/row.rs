//! Rows of the text pane, the cells in them, and those that were laid out lately.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::table::Padding;

/// How rows are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Columns of a row.
    pub columns: usize,
    /// Whether spaces are stretched so that rows end in one column.
    pub justify: bool,
    /// Whether words may be divided.
    pub hyphenate: bool,
}

/// A row of the text pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The piece it belongs to.
    pub piece: usize,
    /// Which row of its piece: an empty row above the piece counts as one.
    pub line: usize,
    /// Bytes of the article's text; none for an empty row.
    pub range: Option<Range<usize>>,
    /// Columns before the text.
    pub indent: usize,
    /// What stands in these columns.
    pub prefix: &'static str,
    /// Whether a hyphen is shown behind the text.
    pub hyphen: bool,
    /// Columns that its spaces are stretched by.
    pub stretch: usize,
    /// What aligns it with the other rows of its table.
    pub padding: Option<Box<Padding>>,
}

/// What stands in some columns of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The byte of the article's text that it shows; of a hyphen that is not in the text the last before it.
    pub offset: usize,
    /// The cluster.
    pub text: &'a str,
    /// Its first column, counted from where the text pane's measure begins.
    pub column: usize,
    /// Its columns; more than the cluster has where it is a space that was stretched.
    pub width: usize,
}

/// The most pieces whose rows are kept: some pages of short paragraphs.
const MOST_LAID_OUT: usize = 512;

/// Rows that were laid out lately, at one measure: one screen asks for the rows of a piece many times.
#[derive(Debug, Default)]
pub struct LaidOut(Mutex<(Measure, RowsOf)>);

/// The rows of pieces, by their numbers.
type RowsOf = HashMap<usize, Arc<[Row]>>;

impl Row {
    /// An empty row of a piece.
    pub fn of(piece: usize, line: usize) -> Self {
        Self { piece, line, range: None, indent: 0, prefix: "", hyphen: false, stretch: 0, padding: None }
    }
}

impl LaidOut {
    /// The rows of a piece at a measure, laid out if they are not kept.
    pub fn rows_of(&self, piece: usize, measure: Measure, lay_out: impl FnOnce() -> Vec<Row>) -> Arc<[Row]> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != measure || kept.1.len() >= MOST_LAID_OUT {
            *kept = (measure, HashMap::new());
        }
        Arc::clone(kept.1.entry(piece).or_insert_with(|| lay_out().into()))
    }
}
