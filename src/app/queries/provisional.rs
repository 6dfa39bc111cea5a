//! An index of suggested names, to compare articles by while no entity is listed.

use std::sync::Arc;

use super::Snapshot;
use crate::analysis::suggestions::{Candidates, provisional_list};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::corpus::Index;
use crate::mention::Matcher;

/// Bit that is set in the generation of a provisional index, so that it differs from that of every other index.
const PROVISIONAL: u64 = 1 << 63;

/// Asks for an index of the same articles with the names that Suggest finds in them.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvisionalQuery {
    /// The articles, matched with a list that has no entities.
    pub snapshot: Snapshot,
}

impl Query for ProvisionalQuery {
    /// The index, whose articles have the same ids as in the snapshot. None if the names cannot be matched, or if an
    /// article can no longer be read or has changed.
    type Answer = Option<Index>;
    const LANE: Lane = Lane::Suggest;

    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let listed = library.matcher();
        let mut candidates = Candidates::new();
        library.names(&listed, &mut |names| {
            candidates.add(names);
            !stop.is_set()
        });
        if stop.is_set() {
            return;
        }
        let suggestions = candidates.suggestions(listed.gazetteer(), |_| false);
        let list = Arc::new(provisional_list(&suggestions, listed.gazetteer()));
        answer(Matcher::new(list).ok().and_then(|matcher| self.matched(library, &matcher, stop)));
    }

    fn failed(&self) -> Option<Self::Answer> {
        Some(None)
    }
}

impl ProvisionalQuery {
    /// Matches all articles again. None if one of them differs from the snapshot's, or the query was stopped.
    fn matched(&self, library: &dyn Library, matcher: &Matcher, stop: &Stop) -> Option<Index> {
        let mut segments = Vec::new();
        for id in self.snapshot.ids() {
            let key = &self.snapshot.row(id)?.key;
            if stop.is_set() {
                return None;
            }
            let (_, segment) = library.open(matcher, key, None).ok()?;
            segments.push(Arc::new(segment?));
        }
        let index = Index::new(Arc::clone(matcher.gazetteer())).keeping_duplicates(true);
        let mut index = index.with_segments(segments);
        let is_unchanged = |id| {
            let same = index.row(id).zip(self.snapshot.row(id));
            same.is_some_and(|(row, before)| {
                row.key == before.key && index.fingerprint(&row.key) == self.snapshot.fingerprint(&row.key)
            })
        };
        let is_same = index.len() == self.snapshot.len() && index.ids().all(is_unchanged);
        index.generation = self.snapshot.generation | PROVISIONAL;
        is_same.then_some(index)
    }
}
