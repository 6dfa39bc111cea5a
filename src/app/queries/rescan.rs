//! What became of files that were touched.

use std::path::PathBuf;
use std::sync::Arc;

use super::Snapshot;
use crate::app::jobs::{Lane, Library, Query, Rescanned, Stop};
use crate::gazetteer::Gazetteer;

/// Asks for another look at files.
#[derive(Clone, Debug, PartialEq)]
pub struct RescanQuery {
    /// What is known of the articles.
    pub snapshot: Snapshot,
    /// What was touched: files, or folders around them.
    pub touched: Vec<PathBuf>,
}

/// What the look found.
#[derive(Clone, Debug)]
pub struct Rescan {
    /// The articles that are new, changed or gone.
    pub articles: Rescanned,
    /// The list with which they were matched.
    pub list: Arc<Gazetteer>,
    /// What was touched.
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
