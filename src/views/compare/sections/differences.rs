//! The differences: figures and dates that differ, plans, and, on request, all other values that two reports give for one
//! thing, of which nothing is claimed, and the spellings.

use super::rows::{NOTHING_DIFFERS, entries};
use crate::analysis::differences::Difference;
use crate::analysis::overview::{Band, Numbering, Row, row_of_difference};
use crate::views::compare::comparison::entry::{Layout, Section};
use crate::views::compare::comparison::report::Report;

/// Returns the sections of the differences.
pub fn sections(found: &[Difference], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let rows: Vec<Row> = found.iter().map(row_of_difference).collect();
    let (differing, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.differs);
    let (differ, values) = (
        entries(differing.iter().copied(), Band::Values, numbering, reports),
        entries(others.iter().copied(), Band::Values, numbering, reports),
    );
    let of = |band| entries(&rows, band, numbering, reports);
    vec![
        Section { empty: Some(NOTHING_DIFFERS), ..Section::new("Differ", Layout::Columns, differ) },
        Section::new("Plans", Layout::Lines, of(Band::Plans)),
        Section { is_extra: true, ..Section::new("Values", Layout::Columns, values) },
        Section { is_extra: true, ..Section::new("Spelled", Layout::Lines, of(Band::Spelled)) },
    ]
}
