//! Which of the listed articles name whom: the rows of Compare.

use std::sync::Arc;

use crate::analysis::coverage::{CoverageRow, coverage};
use crate::analysis::listing::Listing;
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::app::queries::Snapshot;

/// Asks for the matrix of the listed articles.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// Those that are listed.
    pub listing: Listing,
}

impl Query for CoverageQuery {
    type Answer = Arc<[CoverageRow]>;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        answer(coverage(&self.snapshot, &self.listing).into());
    }
}
