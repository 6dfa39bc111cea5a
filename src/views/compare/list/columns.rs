//! The columns of a section with a value for each report.

use crate::analysis::overview::{MAX_NUMBERED, distinct_values, join_values};
use crate::text::width::width;
use crate::views::compare::comparison::Comparison;
use crate::views::compare::comparison::entry::{Entry, Layout, Section};
use crate::views::compare::months::MONTHS;

/// Columns of the titles of the sections, at the left.
pub const TITLE_COLUMNS: usize = 10;
/// Columns of the number of a report before its sentence.
pub const NUMBER_COLUMNS: usize = 5;
/// Minimum width of a column.
const MIN_COLUMN: usize = 5;
/// Columns between two columns.
const GAP: usize = 2;
/// Minimum width of the labels.
const MIN_LABEL: usize = 18;
/// Maximum width of the labels.
const MAX_LABEL: usize = 34;

/// The widths of the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Width of the labels.
    pub label: usize,
    /// Width of each report's column, with the gap after it.
    pub reports: Vec<usize>,
}

impl Columns {
    /// Returns the widths for the entries of sections on so many columns. None if there are too many reports, or if the
    /// columns do not fit: then each row says in words which report has what.
    pub fn new(comparison: &Comparison, sections: &[Section], columns: usize) -> Option<Self> {
        let count = comparison.reports.len();
        if count > MAX_NUMBERED {
            return None;
        }
        let widest = |report: usize| {
            let sections = sections.iter().filter(|section| section.layout == Layout::Columns);
            let entries = sections.flat_map(|section| &section.entries);
            entries.map(|entry| width(&value(entry, report))).max().unwrap_or(0).max(MIN_COLUMN) + GAP
        };
        let reports: Vec<usize> = (0..count).map(widest).collect();
        let room = columns.checked_sub(TITLE_COLUMNS + 2)?;
        let label = room.checked_sub(reports.iter().sum())?.min(MAX_LABEL);
        (label >= MIN_LABEL).then_some(Self { label, reports })
    }
}

/// Returns what a report has in a row: its values, each once, in their order. Empty if it has none.
pub fn value(entry: &Entry, report: usize) -> String {
    let own = entry.cells.iter().filter(|cell| cell.report == report);
    let words = join_values(distinct_values(own), entry.differs);
    let words: Vec<&str> = words.split(' ').map(|word| short_month(word).unwrap_or(word)).collect();
    words.join(" ")
}

/// Returns the abbreviation of the English name of a month, since whole names would make the columns wide.
fn short_month(word: &str) -> Option<&'static str> {
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, short)| *short)
}
