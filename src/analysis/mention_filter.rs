//! Selects the mentions that a walk stops at. Sorting articles by mentions counts the same ones.

use crate::corpus::{Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::{EntityRef, Mention, Referent};

/// The mentions that a walk stops at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionFilter {
    /// The entity to follow. None follows every entity.
    pub selected: Option<ReferentId>,
    /// True to stop also at mentions in the body that do not count: nested and ambiguous ones. If an entity is
    /// followed, only at those that name it or may name it.
    pub show_nested: bool,
    /// Kinds to skip if no entity is followed.
    pub hidden: KindSet,
}

impl From<Option<ReferentId>> for MentionFilter {
    /// Selects the mentions that count, of one entity or of all.
    fn from(selected: Option<ReferentId>) -> Self {
        Self { selected, ..Self::default() }
    }
}

impl MentionFilter {
    /// True if the walk stops at a mention.
    pub fn matches(&self, index: &Index, id: ReferentId, mention: &Mention) -> bool {
        let names = |selected| selected == id || (self.show_nested && may_name(index, id, selected));
        let is_wanted = match self.selected {
            Some(selected) => names(selected),
            None => !is_hidden(index, id, &self.hidden),
        };
        (mention.counts() || (self.show_nested && !mention.boilerplate)) && is_wanted
    }
}

/// True if every entity that a referent may name is of a hidden kind.
pub fn is_hidden(index: &Index, id: ReferentId, hidden: &KindSet) -> bool {
    let kind = |entity: &EntityRef| index.gazetteer().entry(entity.entry).map(|entry| entry.kind);
    let candidates = index.referent(id).map(Referent::candidates).unwrap_or_default();
    !hidden.is_empty() && candidates.iter().filter_map(kind).all(|kind| hidden.contains(kind))
}

/// True if the selected entity is among a referent's candidates.
fn may_name(index: &Index, id: ReferentId, selected: ReferentId) -> bool {
    let candidates = index.referent(id).map(Referent::candidates).unwrap_or_default();
    index.entity(selected).is_some_and(|entity| candidates.contains(entity))
}
