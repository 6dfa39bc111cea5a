//! Rescans files that may have changed.

use std::path::PathBuf;
use std::sync::Arc;

use super::Snapshot;
use crate::app::jobs::{Lane, Library, Query, Rescanned, Stop};
use crate::gazetteer::Gazetteer;

/// Asks for a rescan of files.
#[derive(Clone, Debug, PartialEq)]
pub struct RescanQuery {
    /// The articles as indexed.
    pub snapshot: Snapshot,
    /// Paths that may have changed: files, or folders that contain them.
    pub touched: Vec<PathBuf>,
}

/// The result of a rescan.
#[derive(Clone, Debug)]
pub struct Rescan {
    /// The articles that are new, changed or gone.
    pub articles: Rescanned,
    /// The list they were matched with.
    pub list: Arc<Gazetteer>,
    /// The paths that may have changed, as in the query.
    pub touched: Vec<PathBuf>,
}

impl Query for RescanQuery {
    type Answer = Rescan;
    const LANE: Lane = Lane::Rescan;

    fn run(&self, library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Rescan)) {
        let matcher = library.matcher();
        let articles = library.rescan(&matcher, &self.snapshot, &self.touched);
        answer(Rescan { articles, list: Arc::clone(matcher.gazetteer()), touched: self.touched.clone() });
    }
}
