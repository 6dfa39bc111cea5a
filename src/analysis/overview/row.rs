//! A row of the overview.

use std::ops::Range;

/// A question that rows answer, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// Figures and dates that differ.
    Values,
    /// Plans of one family.
    Plans,
    /// Quotes in several reports, word for word or in two wordings.
    Quotes,
    /// Running text in several reports, and copies.
    Passages,
    /// Entities that more than one report mentions, but not all.
    Named,
    /// Entities that are spelled in several ways.
    Spelled,
    /// Entities that only one report mentions.
    OnlyIn,
}

impl Band {
    /// All bands, in order.
    pub const ALL: [Self; 7] =
        [Self::Values, Self::Plans, Self::Quotes, Self::Passages, Self::Named, Self::Spelled, Self::OnlyIn];

    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Plans => "plans",
            Self::Quotes => "quotes",
            Self::Passages => "passages",
            Self::Named => "named",
            Self::Spelled => "spelled",
            Self::OnlyIn => "only-in",
        }
    }
}

/// What a row rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the report.
    pub report: usize,
    /// Byte range in its text.
    pub range: Range<usize>,
}

/// What a report has in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index of the report.
    pub report: usize,
    /// A value, the name of a plan, a spelling, or a number of mentions.
    pub text: String,
    /// For values, the number of those that agree with each other; see
    /// [`Value::alike`](crate::analysis::differences::Value::alike). 0 otherwise.
    pub alike: u32,
}

/// One line of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The question that it answers.
    pub band: Band,
    /// What it is about: the anchor of values, a speaker, an entity, the title of copies. Empty for other passages, for
    /// plans, and for quotes of nobody known.
    pub label: String,
    /// What the reports have, in their order; one report may have several cells. A report without a cell has nothing, or
    /// does not mention the entity.
    pub cells: Vec<Cell>,
    /// The reports that were read whole and do not mention the entity, in their order. Empty in other bands than
    /// [`Band::Named`] and [`Band::OnlyIn`].
    pub absent: Vec<usize>,
    /// The places that it rests on.
    pub places: Vec<Place>,
    /// True if its cells are in one row although the words differ: values that cannot both be true, or two wordings.
    pub differs: bool,
}
