//! How reports differ, on one screen: rows in a few bands, the most telling first.
//!
//! Each band answers one question: which figures and dates differ, which plans are named, which quotes and passages the
//! reports share, who is named in some reports and not in others, how names are spelled, and who is named in one report
//! only. The rows come from [`differences`], from [`passages`](mod@crate::analysis::passages) and from the mentions
//! (`named`), and every row has the places in the texts that it rests on. Nothing is judged: a row says that reports
//! differ, never which one is wrong, and that a report does not mention somebody, never that it leaves them out.
//!
//! Entities that the fewest voices do not mention come first, then those in a title or a first paragraph, then those
//! mentioned most. Other rows are in the order of their comparison. Reports with mostly the same words are one voice.
//!
//! Limitation: what a report that is cut short or damaged does not mention is unknown, so it is never said to lack it.

mod named;
mod row;
mod words;

#[cfg(test)]
mod tests;

use crate::analysis::differences::{Difference, Kind, differences};
use crate::analysis::facts::Facts;
use crate::analysis::passages::{self, Passage, Passages, passages};
use crate::gazetteer::Gazetteer;

pub use row::{Band, Cell, Place, Row};
pub use words::{MAX_NUMBERED, Numbering, distinct_values, join_values};

/// What reports share, and what they give differently.
#[derive(Debug)]
pub struct Compared {
    /// The passages, and the voices.
    pub passages: Passages,
    /// The values and spellings, those that agree too.
    pub differences: Vec<Difference>,
}

impl Compared {
    /// Compares reports, which must be in the order of the articles. Once `stop` returns true, stops early; the result is
    /// then incomplete.
    pub fn new(reports: &[Facts], gazetteer: &Gazetteer, stop: &(dyn Fn() -> bool + Sync)) -> Self {
        let passages = passages(reports, stop);
        let voices = passages.voices.of.iter();
        let voices: Vec<u32> = voices.map(|voice| u32::try_from(*voice).unwrap_or(u32::MAX)).collect();
        let differences = if stop() { Vec::new() } else { differences(reports, gazetteer, &voices) };
        Self { passages, differences }
    }
}

/// How reports differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The rows, band by band.
    pub rows: Vec<Row>,
    /// For each report, the number of its voice, from 0.
    pub voices: Vec<usize>,
    /// Indices of the reports that are cut short or damaged.
    pub partial: Vec<usize>,
}

impl Overview {
    /// Returns the rows of a band.
    pub fn band(&self, band: Band) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.band == band)
    }

    /// Returns the number of voices.
    pub fn voice_count(&self) -> usize {
        self.voices.iter().max().map_or(0, |last| last + 1)
    }
}

/// Returns the rows for reports that have been compared. None for fewer than two.
pub fn overview(reports: &[Facts], gazetteer: &Gazetteer, compared: &Compared) -> Overview {
    let voices = compared.passages.voices.of.clone();
    let partial = reports.iter().enumerate().filter(|(_, facts)| facts.article.partial.is_some());
    let partial: Vec<usize> = partial.map(|(report, _)| report).collect();
    if reports.len() < 2 {
        return Overview { rows: Vec::new(), voices, partial };
    }
    let differences = compared.differences.iter();
    let mut rows: Vec<Row> =
        differences.filter(|row| row.differs || !is_value(row)).map(row_of_difference).collect();
    rows.extend(compared.passages.rows.iter().map(|passage| row_of_passage(reports, passage)));
    rows.extend(named::rows(reports, gazetteer, &voices));
    // Stable: within a band the rows are in order already.
    rows.sort_by_key(|row| row.band);
    Overview { rows, voices, partial }
}

fn is_value(difference: &Difference) -> bool {
    matches!(difference.kind, Kind::Figure | Kind::Date)
}

/// Returns the row of values that differ or agree, of plans, or of spellings.
pub fn row_of_difference(difference: &Difference) -> Row {
    let band = match difference.kind {
        Kind::Figure | Kind::Date => Band::Values,
        Kind::Points => Band::Plans,
        Kind::Spelling => Band::Spelled,
    };
    let values = || difference.values.iter();
    Row {
        band,
        label: difference.anchor.clone(),
        cells: values()
            .map(|value| Cell {
                report: value.report as usize,
                text: value.value.clone(),
                alike: value.alike,
            })
            .collect(),
        places: values()
            .map(|value| Place { report: value.report as usize, range: value.range.clone() })
            .collect(),
        absent: Vec::new(),
        differs: difference.differs,
    }
}

fn row_of_passage(reports: &[Facts], passage: &Passage) -> Row {
    let is_quote = matches!(passage.kind, passages::Kind::Quote | passages::Kind::Possible);
    let text = |place: &passages::Place| {
        let facts = reports.get(place.article);
        facts.map_or("", |facts| facts.article.text.slice(place.range.clone())).to_owned()
    };
    let cell = |place: &passages::Place| Cell {
        report: place.article,
        text: if passage.kind == passages::Kind::Copy { String::new() } else { text(place) },
        alike: 0,
    };
    let title = |place: &passages::Place| {
        reports.get(place.article).map(|facts| facts.article.headline().into_owned())
    };
    // The words of a copy are a whole text, so it is called by its title.
    let label = match passage.kind {
        passages::Kind::Copy => passage.places.first().and_then(title).unwrap_or_default(),
        _ => passage.speaker.clone().unwrap_or_default(),
    };
    Row {
        band: if is_quote { Band::Quotes } else { Band::Passages },
        label,
        cells: passage.places.iter().map(cell).collect(),
        places: passage
            .places
            .iter()
            .map(|place| Place { report: place.article, range: place.range.clone() })
            .collect(),
        absent: Vec::new(),
        differs: passage.kind == passages::Kind::Possible,
    }
}
