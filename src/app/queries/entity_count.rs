//! The counts of one entity: mentions, articles and spellings.

use super::Snapshot;
use crate::analysis::counts::{EntityCount, entity_count};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::mention::EntityKey;

/// Asks for the counts of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityCountQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The entity.
    pub entity: EntityKey,
}

impl Query for EntityCountQuery {
    /// None if no mention refers to it alone, or if none of its mentions counts or is ambiguous.
    type Answer = Option<EntityCount>;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let referent = self.snapshot.find_entity(&self.entity);
        answer(referent.and_then(|referent| entity_count(&self.snapshot, referent)));
    }
}
