//! Entries for rows of the overview's bands.

use crate::analysis::overview::{Band, Numbering, Row};
use crate::views::compare::comparison::entry::Entry;
use crate::views::compare::comparison::report::Report;

/// Returns the entry of a row.
pub(super) fn entry(row: &Row, numbering: Numbering<'_>, reports: &[Report]) -> Entry {
    // The words of plans and spellings already name what they are about.
    let label = match row.band {
        Band::Plans => String::new(),
        _ => row.title(),
    };
    let mut entry = Entry::new(row.band.name(), label, numbering.words(row), row.places.clone(), reports);
    entry.cells.clone_from(&row.cells);
    entry.absent.clone_from(&row.absent);
    entry.differs = row.differs;
    entry.has_wordings = matches!(row.band, Band::Quotes | Band::Passages);
    if !matches!(row.band, Band::Named | Band::OnlyIn) {
        entry.dismissed_by(row.band.name(), reports);
    }
    entry
}

/// Returns the entries of a band, in order.
pub(super) fn entries<'a>(
    rows: impl IntoIterator<Item = &'a Row>,
    band: Band,
    numbering: Numbering<'_>,
    reports: &[Report],
) -> Vec<Entry> {
    let rows = rows.into_iter().filter(|row| row.band == band);
    rows.map(|row| entry(row, numbering, reports)).collect()
}

/// What to say if no values differ.
pub(super) const NOTHING_DIFFERS: &str = "No differing figures or dates found";
