//! The index at the time of a query.

use std::ops::Deref;

use crate::corpus::Index;

/// An index that is compared by its generation.
#[derive(Clone, Debug)]
pub struct Snapshot(Index);

impl Snapshot {
    /// The index as it is now. Cheap: its segments are shared.
    pub fn of(index: &Index) -> Self {
        Self(index.clone())
    }
}

impl Deref for Snapshot {
    type Target = Index;

    fn deref(&self) -> &Index {
        &self.0
    }
}

impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        self.0.generation == other.0.generation
    }
}
