//! The passages: copies of whole texts, and running text in several reports.

use super::rows::entries;
use crate::analysis::overview::{Band, Numbering, Row};
use crate::views::compare::comparison::entry::{Layout, Section};
use crate::views::compare::comparison::report::Report;

/// Returns the sections of the passages.
pub fn sections(rows: &[Row], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let (copies, passages): (Vec<&Row>, Vec<&Row>) =
        rows.iter().filter(|row| row.band == Band::Passages).partition(|row| is_copy(row));
    let of = |rows: Vec<&Row>| entries(rows, Band::Passages, numbering, reports);
    vec![
        Section::new("Copies", Layout::Lines, of(copies)),
        Section {
            empty: Some("No running text in two reports (for quotes, see Quotes)"),
            ..Section::new("Passages", Layout::Lines, of(passages))
        },
    ]
}

/// True if the row is about whole texts, whose words it does not repeat.
fn is_copy(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.text.is_empty())
}
