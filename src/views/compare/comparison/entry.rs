//! The sections of a face and their rows.

use crate::analysis::overview::{Cell, Place};
use crate::app::state::dismissal::DismissalKey;
use crate::views::compare::comparison::report::Report;

/// How the rows of a section are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A row a line, with a column for each report if there is room.
    Columns,
    /// A row a line: its label, then its words.
    Lines,
    /// Several rows a line, until the section is opened.
    Packed,
    /// The same, with the rows of one report together, after its number.
    Grouped,
}

impl Layout {
    /// True if several rows may stand on a line.
    pub fn is_packed(self) -> bool {
        matches!(self, Self::Packed | Self::Grouped)
    }
}

/// The room of a section of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The least number of lines.
    pub least: usize,
    /// On a high screen, it gets a line for each so many rows of the screen.
    pub share: usize,
}

/// Rows that answer one question.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name on the screen; one word or two.
    pub title: &'static str,
    /// How its rows are laid out.
    pub layout: Layout,
    /// What to say if it has no rows. None to leave it out then.
    pub empty: Option<&'static str>,
    /// True if its rows are shown only on request.
    pub is_extra: bool,
    /// Its room in the overview, before what is left is divided.
    pub room: Room,
    /// Its rows.
    pub entries: Vec<Entry>,
}

impl Section {
    /// Creates a section that is left out if it has no rows.
    pub fn new(title: &'static str, layout: Layout, entries: Vec<Entry>) -> Self {
        Self { title, layout, empty: None, is_extra: false, room: Room { least: 2, share: 8 }, entries }
    }
}

/// A row of a section.
#[derive(Clone, Debug)]
pub struct Entry {
    /// By what it is found again in a later comparison.
    pub id: DismissalKey,
    /// By what it is known as dismissed. None if it states no difference that could be dismissed.
    pub dismissal: Option<DismissalKey>,
    /// What it is about. May be empty.
    pub label: String,
    /// The rest of it in words.
    pub words: String,
    /// What the reports have.
    pub cells: Vec<Cell>,
    /// Indices of the reports that do not mention the entity.
    pub absent: Vec<usize>,
    /// The places that it rests on.
    pub places: Vec<Place>,
    /// True if its values cannot all be true.
    pub differs: bool,
    /// True if its places are one text in two wordings, so that the words that differ are marked.
    pub has_wordings: bool,
}

impl Entry {
    /// Creates a row of a section. The texts of its places, of these reports, and its label are its identity.
    pub fn new(section: &str, label: String, words: String, places: Vec<Place>, reports: &[Report]) -> Self {
        let mut texts: Vec<String> = places
            .iter()
            .filter_map(|place| {
                let report = reports.get(place.report)?;
                Some(format!("{}\n{}", report.article.key, report.article.text.slice(place.range.clone())))
            })
            .collect();
        texts.push(label.clone());
        let id = DismissalKey::new(section, texts.iter().map(String::as_str));
        Self {
            id,
            dismissal: None,
            label,
            words,
            cells: Vec::new(),
            absent: Vec::new(),
            places,
            differs: false,
            has_wordings: false,
        }
    }

    /// Makes the row one that can be dismissed. `kind` is stored, so it must not change between versions.
    pub fn dismissed_by(&mut self, kind: &str, reports: &[Report]) {
        let text = |place: &Place| {
            let report = reports.get(place.report);
            report.map_or("", |report| report.article.text.slice(place.range.clone()))
        };
        self.dismissal = Some(DismissalKey::new(kind, self.places.iter().map(text)));
    }
}
