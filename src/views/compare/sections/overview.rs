//! The overview: the rows of all bands.

use super::rows::{NOTHING_DIFFERS, entries};
use crate::analysis::overview::{Band, Numbering, Row};
use crate::views::compare::comparison::entry::{Layout, Section};
use crate::views::compare::comparison::report::Report;

/// Returns the sections of the overview: one for each band that has rows.
pub fn sections(rows: &[Row], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let section = |band: Band| {
        let (title, layout) = match band {
            Band::Values => ("Differ", Layout::Columns),
            Band::Plans => ("Plans", Layout::Lines),
            Band::Quotes => ("Quotes", Layout::Lines),
            Band::Passages => ("Passages", Layout::Lines),
            Band::Named => ("Named", Layout::Packed),
            Band::Spelled => ("Spelled", Layout::Lines),
            Band::OnlyIn => ("Only in", Layout::Packed),
        };
        let section = Section::new(title, layout, entries(rows, band, numbering, reports));
        Section { empty: (band == Band::Values).then_some(NOTHING_DIFFERS), ..section }
    };
    Band::ALL.into_iter().map(section).collect()
}
