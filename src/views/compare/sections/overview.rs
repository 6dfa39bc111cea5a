//! The overview: the rows of all bands.

use super::rows::{NOTHING_DIFFERS, entries};
use crate::analysis::overview::{Band, Numbering, Row};
use crate::views::compare::comparison::entry::{Entry, Layout, Room, Section};
use crate::views::compare::comparison::report::Report;

/// The section of the entities that some reports do not mention.
const NAMED: &str = "Named";

/// Returns the sections of the overview: one for each band that has rows.
pub fn sections(rows: &[Row], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let section = |band: Band| {
        let (title, layout, least, share) = match band {
            Band::Values => ("Differ", Layout::Columns, 4, 4),
            Band::Plans => ("Plans", Layout::Lines, 2, 12),
            Band::Quotes => ("Quotes", Layout::Lines, 3, 6),
            Band::Passages => ("Passages", Layout::Lines, 2, 8),
            Band::Named => (NAMED, Layout::Packed, 2, 8),
            Band::Spelled => ("Spelled", Layout::Lines, 2, 10),
            Band::OnlyIn => ("Only in", Layout::Grouped, 2, 8),
        };
        let section = Section::new(title, layout, entries(rows, band, numbering, reports));
        let empty = (band == Band::Values).then_some(NOTHING_DIFFERS);
        Section { empty, room: Room { least, share }, ..section }
    };
    let mut sections: Vec<Section> = Band::ALL.into_iter().map(section).collect();
    let named = sections.iter_mut().enumerate().find(|(_, section)| section.title == NAMED);
    if let Some((at, section)) = named {
        let some = split(section);
        sections.insert(at + 1, Section::new("In some", Layout::Packed, some));
    }
    sections
}

/// Takes out the entities that fewer reports mention than do not, and returns them: of these a row says where they are
/// mentioned, of the others where they are not.
fn split(named: &mut Section) -> Vec<Entry> {
    let entries = std::mem::take(&mut named.entries);
    let (few, most) = entries.into_iter().partition(|entry| entry.cells.len() < entry.absent.len());
    named.entries = most;
    few
}
