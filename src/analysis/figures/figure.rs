//! The figure: a number that an article gives for something.

use std::ops::Range;

use crate::mention::EntityRef;

/// What limits or blurs a value. Of a time of day, `nearly`, `just over` and `about` mean 30 minutes either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// At least, more than: the value or more.
    AtLeast,
    /// Up to, less than: at most the value.
    AtMost,
    /// Nearly, almost: 85 to 100 per cent of the value.
    Nearly,
    /// Just over: 100 to 115 per cent of the value.
    JustOver,
    /// About, some: 90 to 110 per cent of the value.
    About,
    /// Dozens, hundreds: no particular value.
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

    /// Returns the interval of a value from `low` to `high` that has this qualifier.
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
    /// A percentage, or a fraction such as two-thirds.
    Percent,
    /// The age of a person, in years.
    Age,
    /// A time of day, in minutes after midnight.
    Clock,
    /// The votes of the larger side.
    Vote,
    /// A physical measure: the number of its heading in `units.txt`, counted from 1.
    Measure(u8),
}

/// How an article presents a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// As a fact.
    Stated,
    /// As what will be: `will`, `plans`, `due`.
    Planned,
    /// As what could, would or may be, which includes limits, offers, fears and forecasts.
    Hypothetical,
    /// As what is not so: `not`, `without`, `denied`.
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
    /// Its clause: the words around it up to punctuation or a word such as `but` or `which`.
    pub clause: Range<usize>,
    /// Index of its block in the article.
    pub block: usize,
    /// The least value, in `unit`.
    pub low: f64,
    /// The greatest value, in `unit`; infinite if there is none.
    pub high: f64,
    /// The place value of the last digit that is not rounded, in `unit`.
    pub step: f64,
    /// What limits or blurs the value.
    pub qualifier: Option<Qualifier>,
    /// What is measured.
    pub dimension: Dimension,
    /// The unit by its first name in `units.txt`, the currency's sign or name, or the counted noun. For times of day
    /// and votes it is `time` and `votes`. May be empty.
    pub unit: String,
    /// The size of one unit in the dimension's base unit, such as the metre.
    pub factor: f64,
    /// The counted noun in lower case, or `them`; for an age, the last word of the name before it. Empty if none was
    /// found.
    pub head: String,
    /// What happened to those counted, or what a sum of money is: a class in `acts.txt`.
    pub act: Option<&'static str>,
    /// How the article presents it.
    pub modality: Modality,
    /// True for the earlier value of a change, and for a value that another is compared with.
    pub is_former: bool,
    /// True for a part of a group: `14 of the dead`.
    pub is_part: bool,
    /// True for `another 22`.
    pub is_additional: bool,
    /// What a rate is given for, in lower case: `day` in `20 a day`, `each` in `$50 each`. Empty if it is not a rate.
    pub rate: String,
    /// True inside quotation marks.
    pub is_quoted: bool,
    /// True if it refers to something already mentioned: `the two boards`.
    pub is_definite: bool,
    /// True if its sentence sets it against the preceding figure: `put it at 4.1, but the survey said 4.4`.
    pub contradicts: bool,
    /// True in the title or the first paragraph.
    pub is_lead: bool,
    /// The entities that the sentence names, sorted.
    pub entities: Vec<EntityRef>,
}

impl Figure {
    /// Returns the least and the greatest value in the dimension's base unit.
    pub fn interval(&self) -> (f64, f64) {
        (self.low * self.factor, self.high * self.factor)
    }

    /// True if two figures of one dimension can both be true: their intervals meet at the coarser precision. Values in
    /// different units agree within 6 per cent, times of day within 5 minutes, and an open figure agrees with any.
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

    /// True if the last digit may be rounded: always, except in a count, a vote or an age that is given to the unit.
    fn is_coarse(&self) -> bool {
        !(matches!(self.dimension, Dimension::Count | Dimension::Vote | Dimension::Age)
            && self.step <= 1.0
            && self.low.fract() == 0.0)
    }
}
