//! A row of the comparison: what reports give for one thing.

use std::ops::Range;

use crate::analysis::variants::Strength;

/// What a row compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Figures for one thing.
    Figure,
    /// Dates of one act.
    Date,
    /// Plans of one family, such as N-point plans, which are different plans and contradict nothing.
    Points,
    /// Spellings of one entity.
    Spelling,
}

impl Kind {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Points => "points",
            Self::Spelling => "spelling",
        }
    }
}

/// One value in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value as it is written; for a plan, its name.
    pub value: String,
    /// The least it may be, or the first date. None if there is none, as for a spelling.
    pub low: Option<Bound>,
    /// The greatest it may be, or the last date. None if there is none, as for `at least 10`.
    pub high: Option<Bound>,
    /// What limits or blurs it, such as `at least` or `about`; for a date, its granularity.
    pub qualifier: Option<&'static str>,
    /// Index of the report.
    pub report: u32,
    /// Number of the voice that the report belongs to.
    pub voice: u32,
    /// Number of the values of the row that agree with each other, from 0: values of different numbers may agree, but at
    /// least one of each cannot be true together with one of the other.
    pub alike: u32,
    /// Byte range of the value in the report's text.
    pub range: Range<usize>,
    /// Byte range of its sentence.
    pub sentence: Range<usize>,
}

/// An end of the interval of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// In the unit of the value as written, which may not be the row's unit.
    Number(f64),
    /// A date in ISO 8601.
    Date(String),
}

/// What reports give for one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What is compared.
    pub kind: Kind,
    /// What the values are about, in a few words of the reports.
    pub anchor: String,
    /// The unit of all values, or of the first if they have several. Empty for dates, plans and spellings.
    pub unit: String,
    /// How surely they are about one thing.
    pub strength: Strength,
    /// True if two of the values cannot both be true. Always false for plans and spellings.
    pub differs: bool,
    /// The values, in the order of the reports and their text.
    pub values: Vec<Value>,
}
