//! Reads the listed articles and compares them.

use std::sync::Arc;

use crate::analysis::facts::Facts;
use crate::analysis::listing::Listing;
use crate::analysis::overview::{Compared, Numbering, overview};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::app::queries::Snapshot;
use crate::mention::Matcher;
use crate::views::compare::comparison::Comparison;
use crate::views::compare::comparison::report::Report;
use crate::views::compare::sections::{differences, overview as overview_face, passages, quotes, timeline};

/// Maximum number of articles compared: about 60 KB of memory each while they are read.
pub const MAX_REPORTS: usize = 5_000;
/// Maximum width of the first words of a quote or passage, in terminal columns. A row shows as many as it has room for.
const MAX_WORDS: usize = 160;
/// Number of articles after which progress is reported.
const PROGRESS_EVERY: usize = 32;

/// Asks how the listed articles differ.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The listed articles, at most [`MAX_REPORTS`].
    pub listing: Listing,
}

/// A part of the answer.
#[derive(Debug)]
pub enum ComparisonPart {
    /// Number of articles read so far.
    Read(usize),
    /// All are read and are now being compared.
    AllRead,
    /// The answer; the last part.
    Compared(Box<Comparison>),
}

impl Query for ComparisonQuery {
    type Answer = ComparisonPart;
    const LANE: Lane = Lane::Search;
    const STREAMS: bool = true;

    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(ComparisonPart)) {
        let Some(matcher) = self.matcher(library) else { return };
        let place = |key: &_| self.snapshot.find(key).filter(|id| self.listing.position(*id).is_some());
        let mut reports: Vec<(u32, Facts)> = Vec::new();
        library.facts(&matcher, &|key| place(key).is_some(), &mut |facts| {
            let facts = facts.and_then(|facts| Some((place(&facts.article.key)?.0, facts)));
            reports.extend(facts);
            if reports.len() % PROGRESS_EVERY == 1 {
                answer(ComparisonPart::Read(reports.len()));
            }
            !stop.is_set()
        });
        if stop.is_set() {
            return;
        }
        answer(ComparisonPart::AllRead);
        reports.sort_by_key(|(id, _)| *id);
        let (numbers, reports): (Vec<u32>, Vec<Facts>) =
            reports.into_iter().map(|(id, facts)| (id.saturating_add(1), facts)).unzip();
        if let Some(comparison) = compare(&numbers, &reports, &matcher, stop) {
            answer(ComparisonPart::Compared(Box::new(comparison)));
        }
    }
}

impl ComparisonQuery {
    /// Returns a matcher of the snapshot's list.
    fn matcher(&self, library: &dyn Library) -> Option<Arc<Matcher>> {
        let matcher = library.matcher();
        if Arc::ptr_eq(matcher.gazetteer(), self.snapshot.gazetteer()) {
            return Some(matcher);
        }
        Matcher::new(Arc::clone(self.snapshot.gazetteer())).ok().map(Arc::new)
    }
}

/// Compares reports. None if it was stopped.
fn compare(numbers: &[u32], read: &[Facts], matcher: &Matcher, stop: &Stop) -> Option<Comparison> {
    let gazetteer = matcher.gazetteer();
    let reports: Vec<Report> =
        read.iter().zip(numbers).map(|(facts, number)| Report::new(facts, *number)).collect();
    let compared = Compared::new(read, gazetteer, &|| stop.is_set());
    if stop.is_set() {
        return None;
    }
    let found = overview(read, gazetteer, &compared);
    let numbering = Numbering { numbers, voices: &found.voices, max_words: MAX_WORDS };
    let faces = [
        overview_face::sections(&found.rows, numbering, &reports),
        differences::sections(&compared.differences, numbering, &reports),
        quotes::sections(&found.rows, read, numbering, &reports),
        passages::sections(&found.rows, numbering, &reports),
        timeline::sections(read, numbering, &reports),
    ];
    (!stop.is_set()).then(|| Comparison { voices: found.voice_count(), reports, faces })
}
