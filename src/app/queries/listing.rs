//! Which articles are listed, in which order.

use super::Snapshot;
use crate::analysis::listing::{Listing, ListingFilter, Sort, listing};
use crate::analysis::walk::MentionFilter;
use crate::app::jobs::{Lane, Library, Query, Stop};

/// Asks for the list of articles, sorted and filtered.
#[derive(Clone, Debug, PartialEq)]
pub struct ListingQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// What they are sorted by.
    pub sort: Sort,
    /// Which articles are listed. None if all are.
    pub filter: Option<ListingFilter>,
    /// Which mentions are counted, where articles are sorted by mentions.
    pub mention_filter: MentionFilter,
}

impl Query for ListingQuery {
    type Answer = Listing;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Listing)) {
        answer(listing(&self.snapshot, self.sort, self.filter.as_ref(), &self.mention_filter));
    }
}
