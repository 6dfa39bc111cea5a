//! The people whom an article names in full, and their bare names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::{Article, Region};
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::model::{Rule, Status};
use crate::mention::person_forms::{BareName, PersonForm, PersonForms};
use crate::mention::person_name::Owner;
use crate::mention::resolve::{MAX_CANDIDATES_PER_END, Resolved};

/// A person with a bare name.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    /// The person.
    pub entry: EntryId,
    /// The full form that activates the name: of those in the article, the first in the list.
    pub form: u32,
    /// The person's surname and other words.
    pub owner: Arc<Owner>,
}

/// A bare name that is active in an article.
#[derive(Debug)]
pub(super) struct ActiveName {
    /// The name.
    pub name: Arc<BareName>,
    /// The people with this name, in list order.
    pub holders: Vec<Holder>,
    /// Start of each full name, in text order, with the index of its holder.
    named_at: Vec<(usize, usize)>,
}

/// The people whom an article names in full.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Active surnames, by folded name.
    pub surnames: BTreeMap<String, ActiveName>,
    /// Active given names, by folded name.
    pub given: BTreeMap<String, ActiveName>,
    /// Words at the start of an entity's full form that may be given names but do not count as such for that entity.
    excluded_given: Vec<(String, EntryId)>,
}

impl People {
    /// Collects the people whom a strong, certain mention in the body names in full.
    pub(super) fn of(
        article: &Article,
        gazetteer: &Gazetteer,
        forms: &PersonForms,
        resolved: &[Resolved],
    ) -> Self {
        let mut people = Self::default();
        for ((id, number), starts) in named_in_full(article, gazetteer, resolved) {
            let form = forms.get(gazetteer, id, number);
            let PersonForm::Full { surname, given, first, owner } = form.as_ref() else { continue };
            if let Some(first) = first.as_ref().filter(|_| given.is_none()) {
                people.excluded_given.push((first.clone(), id));
            }
            let holder = Holder { entry: id, form: number, owner: Arc::clone(owner) };
            if let Some(surname) = surname {
                add_holder(&mut people.surnames, surname, &holder, &starts);
            }
            if let Some(given) = given {
                add_holder(&mut people.given, given, &holder, &starts);
            }
        }
        for name in people.surnames.values_mut().chain(people.given.values_mut()) {
            name.named_at.sort_unstable();
        }
        people
    }

    /// True if a given name (folded) belongs to exactly one person.
    pub(super) fn has_single_holder(&self, given: &str) -> bool {
        let holders = self.given.get(given).map_or(&[][..], |name| &name.holders);
        let [only] = holders else { return false };
        self.excluded_given.iter().all(|(other, entry)| other != given || *entry == only.entry)
    }
}

/// Adds a person to the holders of a name. Forms come in list order, so a person's first form is kept.
fn add_holder(
    names: &mut BTreeMap<String, ActiveName>,
    name: &Arc<BareName>,
    holder: &Holder,
    starts: &[usize],
) {
    let new_name = || ActiveName { name: Arc::clone(name), holders: Vec::new(), named_at: Vec::new() };
    let name = names.entry(name.folded.clone()).or_insert_with(new_name);
    let existing = name.holders.iter().position(|existing| existing.entry == holder.entry);
    let position = existing.unwrap_or(name.holders.len());
    if existing.is_none() {
        name.holders.push(holder.clone());
    }
    name.named_at.extend(starts.iter().map(|start| (*start, position)));
}

/// Returns the strong forms of several words that have a certain mention in the body, and the starts of these mentions.
fn named_in_full(
    article: &Article,
    gazetteer: &Gazetteer,
    resolved: &[Resolved],
) -> BTreeMap<(EntryId, u32), Vec<usize>> {
    let mut named: BTreeMap<(EntryId, u32), Vec<usize>> = BTreeMap::new();
    for mention in
        resolved.iter().filter(|mention| mention.status == Status::Certain && mention.rule != Rule::Pattern)
    {
        let Some(entity) = mention.referent.entity() else { continue };
        let form = gazetteer.entry(entity.entry).and_then(|entry| entry.forms.get(mention.form as usize));
        if form.is_none_or(|form| form.weak || !form.text.contains(char::is_whitespace)) {
            continue;
        }
        let block = article.block_at(mention.span.start).and_then(|block| article.blocks.get(block));
        if block.is_some_and(|block| block.region == Region::Body) {
            named.entry((entity.entry, mention.form)).or_default().push(mention.span.start);
        }
    }
    named
}

impl ActiveName {
    /// Returns the people meant at an offset: the only holder, else the one last named in full before it, else all,
    /// up to [`MAX_CANDIDATES_PER_END`].
    pub(super) fn holders_at(&self, at: usize) -> &[Holder] {
        let before = self.named_at.partition_point(|(start, _)| *start < at);
        let last = before.checked_sub(1).and_then(|last| self.named_at.get(last));
        match last {
            Some((_, holder)) if self.holders.len() > 1 => self.holders.get(*holder..=*holder),
            _ => self.holders.get(..self.holders.len().min(MAX_CANDIDATES_PER_END)),
        }
        .unwrap_or_default()
    }

    /// True if several people of equal priority hold the name. The last full name before it then decides, even where
    /// the bare name is a guarded alias of one of them.
    pub(super) fn is_contested(&self, gazetteer: &Gazetteer) -> bool {
        let priority = |holder: &Holder| gazetteer.entry(holder.entry).map_or(0, |entry| entry.priority);
        let mut priorities = self.holders.iter().map(priority);
        let first = priorities.next();
        self.holders.len() > 1 && priorities.all(|other| Some(other) == first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::parse;
    use crate::mention::casing::Casing;
    use crate::mention::person_name::PersonWords;

    #[test]
    fn the_holder_last_named_before_an_offset_is_meant() {
        let list = "[[entity]]\nname = 'Joe Biden'\nkind = 'person'";
        let entry = parse(list, "list").unwrap().gazetteer.entries.remove(0);
        let words = Arc::new(PersonWords::new(&entry));
        let owner = Arc::new(Owner::new(&words, &entry.name, "Biden"));
        let holder = |id| Holder { entry: EntryId(id), form: 0, owner: Arc::clone(&owner) };
        let name =
            BareName { folded: "biden".to_owned(), casing: Casing::of_surname("Biden"), is_listed: false };
        let both = ActiveName {
            name: Arc::new(name),
            holders: vec![holder(0), holder(1)],
            named_at: vec![(10, 0), (30, 1), (50, 0)],
        };
        let at = |start| both.holders_at(start).iter().map(|holder| holder.entry.0).collect::<Vec<_>>();
        assert_eq!(at(5), [0, 1]);
        assert_eq!((at(10), at(11)), (vec![0, 1], vec![0]));
        assert_eq!(at(20), [0]);
        assert_eq!(at(40), [1]);
        assert_eq!(at(60), [0]);
    }
}
