//! What only one entity may have: an id; and what only one should have: a form.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// Where something was claimed first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Claim {
    /// The position of the entity in the list.
    entity: usize,
    /// The line, from 1.
    line: u32,
}

/// All claims so far. Each is looked up once, and only the first of equals is kept.
#[derive(Default, Debug)]
pub struct Claims {
    ids: HashMap<String, u32>,
    forms: HashMap<(i64, String), Claim>,
    counts: HashMap<(bool, String), usize>,
}

impl Claims {
    /// Claims an id. The line of the entity that has it already, if one has.
    pub fn id(&mut self, id: &str, line: u32) -> Option<u32> {
        match self.ids.entry(id.to_owned()) {
            Slot::Occupied(taken) => Some(*taken.get()),
            Slot::Vacant(free) => {
                free.insert(line);
                None
            }
        }
    }

    /// How often a folded form, or a phrase that blocks, was claimed, this time included.
    pub fn count(&mut self, folded: &str, blocks: bool) -> usize {
        let count = self.counts.entry((blocks, folded.to_owned())).or_insert(0);
        *count += 1;
        *count
    }

    /// Claims a folded form at a priority. The line where another entity claims it at the same one.
    pub fn form(&mut self, folded: String, priority: i64, entity: usize, line: u32) -> Option<u32> {
        match self.forms.entry((priority, folded)) {
            Slot::Occupied(taken) => {
                Some(*taken.get()).filter(|first| first.entity != entity).map(|first| first.line)
            }
            Slot::Vacant(free) => {
                free.insert(Claim { entity, line });
                None
            }
        }
    }
}
