//! A field of a header, in any notation.

use std::ops::Range;

/// A key and its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The key as written, without quotes.
    pub key: String,
    /// Its value, unescaped; for a list, its elements joined by commas.
    pub value: String,
    /// Byte range of the value in the file. None if it is not written there verbatim.
    pub range: Option<Range<usize>>,
}

impl Field {
    /// Trims the value: quotes preserve outer white space, but it is never intended.
    pub fn trimmed(self) -> Self {
        let lead = self.value.len() - self.value.trim_start().len();
        let value = self.value.trim().to_owned();
        let range = self.range.map(|range| range.start + lead..range.start + lead + value.len());
        Self { value, range, ..self }
    }
}

/// Joins the values of a list by commas. Leaves out empty ones.
pub fn join_values(values: impl Iterator<Item = String>) -> String {
    values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
}
