//! The lines of a face.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::state::dismissal::DismissalKey;
use crate::article::ArticleKey;
use crate::views::compare::comparison::context::Context;
use crate::views::compare::list::columns::Columns;

/// A row, by the indices of its section and of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// Index of the section.
    pub section: usize,
    /// Index of the entry in the section.
    pub entry: usize,
}

/// A line of a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A report, by its index.
    Report(usize),
    /// Nothing.
    Empty,
    /// The numbers of the reports, above the columns of a section.
    Heads(usize),
    /// An entry. The first line of a section has its title.
    Entry {
        /// Which one.
        at: At,
        /// True if it is the first line of its section.
        is_first: bool,
    },
    /// Several entries of a section on one line.
    Packed {
        /// Index of the section.
        section: usize,
        /// Number of the line in its section, from 0.
        number: usize,
        /// The entries in words.
        words: String,
    },
    /// One row of the sentence of a place.
    Place {
        /// The entry.
        at: At,
        /// Index of the place.
        place: usize,
        /// Index of the row of its sentence.
        row: usize,
    },
    /// The reports that do not mention the entity of an entry.
    Absent(At),
    /// How many places of an entry are not shown.
    MorePlaces(At, usize),
    /// How many entries of a section are not shown, and how many of it are dismissed.
    More {
        /// Index of the section.
        section: usize,
        /// Number of entries that are not shown although they are not dismissed.
        hidden: usize,
        /// Number of entries that are not shown because they are dismissed.
        dismissed: usize,
        /// True if it is the first line of its section.
        is_first: bool,
    },
    /// The end of a section that is shown whole on request.
    Fewer(usize),
    /// What is said in place of the entries of a section.
    Words(usize),
}

/// What the cursor is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKey {
    /// A report.
    Report(ArticleKey),
    /// An entry.
    Entry(&'static str, DismissalKey),
    /// A place of an entry, by its index.
    Place(DismissalKey, usize),
    /// More places of an entry.
    MorePlaces(DismissalKey),
    /// A line of several entries of a section.
    Packed(&'static str, usize),
    /// The line that opens or closes a section.
    Rest(&'static str),
}

/// The sentence of a place, wrapped.
#[derive(Clone, Debug)]
pub struct Wrapped {
    /// The sentence.
    pub context: Context,
    /// Its rows, as byte ranges.
    pub rows: Vec<Range<usize>>,
}

/// The lines of a face, with the sentences on them.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line>,
    /// The widths of the columns of values. None if rows say in words which report has what.
    pub columns: Option<Columns>,
    /// Width of the widest label of each section, or of its first thousand rows.
    pub labels: Vec<usize>,
    /// The sentence of each place shown.
    pub sentences: HashMap<(At, usize), Wrapped>,
}

impl Line {
    /// True if the cursor stops at the line.
    pub fn is_stop(&self) -> bool {
        match self {
            Self::Empty | Self::Heads(_) | Self::Words(_) | Self::Absent(_) => false,
            Self::Place { row, .. } => *row == 0,
            Self::More { hidden, .. } => *hidden > 0,
            _ => true,
        }
    }

    /// Returns the index of the line's section. None for reports and empty lines.
    pub fn section(&self) -> Option<usize> {
        match self {
            Self::Report(_) | Self::Empty => None,
            Self::Entry { at, .. } | Self::Place { at, .. } | Self::Absent(at) | Self::MorePlaces(at, _) => {
                Some(at.section)
            }
            Self::Heads(section)
            | Self::Packed { section, .. }
            | Self::More { section, .. }
            | Self::Fewer(section)
            | Self::Words(section) => Some(*section),
        }
    }

    /// Returns the entry that the line is about.
    pub fn entry(&self) -> Option<At> {
        match self {
            Self::Entry { at, .. } | Self::Place { at, .. } | Self::Absent(at) | Self::MorePlaces(at, _) => {
                Some(*at)
            }
            _ => None,
        }
    }
}
