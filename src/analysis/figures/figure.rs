//! The figure: a number that a report gives for something.

use std::ops::Range;

use crate::mention::EntityRef;

/// What limits or blurs a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// At least, more than: the value and up.
    AtLeast,
    /// Up to, less than: at most the value.
    AtMost,
    /// Nearly, almost: 85 to 100 per cent of the value.
    Nearly,
    /// Just over: 100 to 115 per cent of the value.
    JustOver,
    /// About, some: 90 to 110 per cent of the value.
    About,
    /// Dozens, hundreds: no value at all.
    Open,
}

impl Qualifier {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Nearly => "nearly",
            Self::JustOver => "just over",
            Self::About => "about",
            Self::Open => "open",
        }
    }

    /// Returns the interval that it makes of a value.
    pub(super) fn interval(self, low: f64, high: f64) -> (f64, f64) {
        match self {
            Self::AtLeast => (low, f64::INFINITY),
            Self::AtMost => (0.0, high),
            Self::Nearly => (low * 0.85, high),
            Self::JustOver => (low, high * 1.15),
            Self::About => (low * 0.9, high * 1.1),
            Self::Open => (0.0, f64::INFINITY),
        }
    }
}

/// What is measured. Figures of different dimensions are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// A number of things.
    Count,
    /// A sum in one currency.
    Money,
    /// Per cent, and parts such as two-thirds.
    Percent,
    /// The age of a person, in years.
    Age,
    /// A time of day, in minutes after midnight.
    Clock,
    /// The votes of the larger side.
    Vote,
    /// A physical measure: its index among the headings of the table of units.
    Measure(u8),
}

/// Whether a report says that something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// It has happened or is so.
    Stated,
    /// It will be.
    Planned,
    /// It could, would or may be: limits, offers, fears and forecasts too.
    Hypothetical,
    /// It is not so.
    Negated,
}

/// A number that an article gives for something. Offsets are bytes in the article's text.
#[allow(clippy::struct_excessive_bools, reason = "independent findings")]
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The value with its qualifier and unit: `more than 70`, `$2.4 billion`, `16 kilometers`.
    pub range: Range<usize>,
    /// Its sentence, or the part around it if the sentence is very long.
    pub sentence: Range<usize>,
    /// Its part of the sentence, between commas and conjunctions.
    pub clause: Range<usize>,
    /// Index of its block.
    pub block: usize,
    /// The least value, in `unit`.
    pub low: f64,
    /// The greatest value, in `unit`; infinite if there is none.
    pub high: f64,
    /// The place value of the last digit that may matter, in `unit`.
    pub step: f64,
    /// What limits or blurs the value.
    pub qualifier: Option<Qualifier>,
    /// What is measured.
    pub dimension: Dimension,
    /// The unit as the table of units names it, the currency's sign or name, or the counted noun. May be empty.
    pub unit: String,
    /// What one unit is in the dimension's first unit.
    pub factor: f64,
    /// The counted noun in lower case; empty if none was found.
    pub head: String,
    /// What happened to those who are counted, or what a sum is: a class of the table of acts.
    pub act: Option<&'static str>,
    /// Whether the report says that it is so.
    pub modality: Modality,
    /// True for the former value of a change, and for a value that another is compared with.
    pub is_former: bool,
    /// True for a part: `14 of the dead`.
    pub is_part: bool,
    /// True for `another 22`.
    pub is_additional: bool,
    /// What the value is counted by, in lower case: `each`, `day`. Empty if it is no rate.
    pub rate: String,
    /// True inside quotation marks.
    pub is_quoted: bool,
    /// True if it refers to what was counted before: the two boards.
    pub is_definite: bool,
    /// True if the sentence itself sets it against the figure before it: put it at 4.1, but the survey said 4.4.
    pub contradicts: bool,
    /// True in the title or the first paragraph.
    pub is_lead: bool,
    /// The entities that the sentence names, sorted.
    pub entities: Vec<EntityRef>,
}

impl Figure {
    /// Returns the least and the greatest value in the dimension's first unit, widened by half of the last digit's
    /// place.
    pub fn interval(&self) -> (f64, f64) {
        (self.low * self.factor, self.high * self.factor)
    }

    /// True if two figures of one dimension can both be true: their intervals meet at the coarser precision. Values in
    /// different units agree within 6 per cent.
    pub fn agrees_with(&self, other: &Self) -> bool {
        if self.qualifier == Some(Qualifier::Open) || other.qualifier == Some(Qualifier::Open) {
            return true;
        }
        let ((low, high), (other_low, other_high)) = (self.interval(), other.interval());
        let steps = (self.step * self.factor).max(other.step * other.factor);
        let is_converted = (self.factor - other.factor).abs() > f64::EPSILON;
        let mut tolerance = if self.is_coarse() || other.is_coarse() { steps / 2.0 } else { 0.0 };
        if is_converted {
            tolerance = (steps / 2.0).max(0.06 * low.max(other_low));
        }
        if self.dimension == Dimension::Clock {
            tolerance = tolerance.max(5.0);
        }
        low <= other_high + tolerance * 1.000_001 && other_low <= high + tolerance * 1.000_001
    }

    /// True if the last digit may be rounded: always but for exact small counts.
    fn is_coarse(&self) -> bool {
        !(matches!(self.dimension, Dimension::Count | Dimension::Vote | Dimension::Age)
            && self.step <= 1.0
            && self.low.fract() == 0.0)
    }
}
