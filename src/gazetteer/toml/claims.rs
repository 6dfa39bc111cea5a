//! Tracks ids, which must be unique, and forms, which should be.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// The first claim of a form at a priority.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Claim {
    /// Position of the entity in the list.
    entity: usize,
    /// Line of the form, from 1.
    line: u32,
}

/// How often a folded text is claimed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct ClaimCount {
    /// Number of forms or phrases.
    pub forms: usize,
    /// Number of entities that they belong to.
    pub entities: usize,
    /// Position in the list of the latest of these entities.
    latest: Option<usize>,
}

/// The claims so far: the first of each id and of each form, and how many there are of each text.
#[derive(Default, Debug)]
pub struct Claims {
    /// Line of each id, or of the name that it is derived from.
    ids: HashMap<String, u32>,
    /// The first claim of each folded form at each priority.
    forms: HashMap<(i64, String), Claim>,
    /// Number of claims of each folded text. The flag is true for `not` phrases.
    counts: HashMap<(bool, String), ClaimCount>,
}

impl Claims {
    /// Claims an id. `line` is that of the id, or of the name that it is derived from. Returns the line of the first
    /// claim if there is an earlier one.
    pub fn claim_id(&mut self, id: &str, line: u32) -> Option<u32> {
        match self.ids.entry(id.to_owned()) {
            Slot::Occupied(first) => Some(*first.get()),
            Slot::Vacant(slot) => {
                slot.insert(line);
                None
            }
        }
    }

    /// Counts an entity's claim of a folded form or, if `is_blocked`, of a `not` phrase. Returns the new count. All
    /// claims of one entity must be counted before those of the next.
    pub fn count_claim(&mut self, folded: &str, is_blocked: bool, entity: usize) -> ClaimCount {
        let count = self.counts.entry((is_blocked, folded.to_owned())).or_default();
        count.forms += 1;
        if count.latest.replace(entity) != Some(entity) {
            count.entities += 1;
        }
        *count
    }

    /// Claims a folded form. Returns the line of the first claim of it at this priority, if that is another entity's.
    pub fn claim_form(&mut self, folded: String, priority: i64, entity: usize, line: u32) -> Option<u32> {
        match self.forms.entry((priority, folded)) {
            Slot::Occupied(first) => {
                Some(*first.get()).filter(|first| first.entity != entity).map(|first| first.line)
            }
            Slot::Vacant(slot) => {
                slot.insert(Claim { entity, line });
                None
            }
        }
    }
}
