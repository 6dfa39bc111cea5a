//! Properties of people's forms, computed once for each person and form that an article has, and cached with
//! the list.
//!
//! A list may hold a million names, and an article has a few dozen of them, mostly the same as the next one.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use crate::gazetteer::{Case, Entry, EntryId, Form, Gazetteer, Given, Surname};
use crate::mention::casing::Casing;
use crate::mention::person_name::{Owner, PersonWords, given_of, is_bare_surname, surname_of};
use crate::text::fold::fold_form;

/// A word, or a surname with its particles, that names a person on its own.
#[derive(Debug)]
pub(super) struct BareName {
    /// The name, folded.
    pub folded: String,
    /// The capitals it requires.
    pub casing: Casing,
    /// True if it is also an alias that matches wherever it would.
    pub is_listed: bool,
}

/// The kind of a person's form.
#[derive(Debug)]
pub(super) enum PersonForm {
    /// The bare surname; its owner if it is guarded.
    Surname(Option<Owner>),
    /// A full name.
    Full {
        /// The surname, if it counts on its own.
        surname: Option<Arc<BareName>>,
        /// The given name, if it counts on its own.
        given: Option<Arc<BareName>>,
        /// The first word, folded, whether or not it counts on its own.
        first: Option<String>,
        /// The person.
        owner: Arc<Owner>,
    },
    /// Neither.
    Other,
}

/// Cache of the people and forms looked up so far. Shared by all threads.
#[derive(Debug, Default)]
pub(super) struct PersonForms {
    people: RwLock<HashMap<EntryId, Arc<PersonWords>>>,
    forms: RwLock<HashMap<(EntryId, u32), Arc<PersonForm>>>,
}

impl PersonForms {
    /// Returns the kind of an entry's form.
    pub(super) fn get(&self, gazetteer: &Gazetteer, entry: EntryId, form: u32) -> Arc<PersonForm> {
        get_or_insert(&self.forms, (entry, form), || {
            let of_list = gazetteer.entry(entry);
            let of_list = of_list.and_then(|entry| Some((entry, entry.forms.get(form as usize)?)));
            let Some((of_list, form)) = of_list else { return PersonForm::Other };
            let words = get_or_insert(&self.people, entry, || PersonWords::new(of_list));
            PersonForm::new(of_list, &words, form)
        })
    }
}

/// Returns the cached value of a key, computing it if it is missing.
fn get_or_insert<K: Eq + Hash, V>(
    kept: &RwLock<HashMap<K, Arc<V>>>,
    key: K,
    make: impl FnOnce() -> V,
) -> Arc<V> {
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(known);
    }
    let new = Arc::new(make());
    Arc::clone(kept.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(new))
}

impl PersonForm {
    fn new(entry: &Entry, words: &Arc<PersonWords>, form: &Form) -> Self {
        let owner = |surname: &str| Owner::new(words, &entry.name, surname);
        if is_bare_surname(entry, words, form) {
            return Self::Surname(form.guard.then(|| owner(&form.text)));
        }
        let surname = surname_of(&form.text, &entry.surname);
        let given = given_of(&form.text, &entry.given, &entry.surname);
        let first = given_of(&form.text, &Given::First, &entry.surname).map(fold_form);
        if surname.is_none() && given.is_none() && first.is_none() {
            return Self::Other;
        }
        let last = surname_of(&form.text, &Surname::Last);
        let bare = |written: &str, casing| {
            let folded = fold_form(written);
            let is_listed = words.has_alias(&folded);
            Arc::new(BareName { folded, casing, is_listed })
        };
        Self::Full {
            surname: surname.map(|surname| bare(surname, Casing::of_surname(surname))),
            given: given.map(|given| bare(given, Casing::of(given, Case::Smart))),
            first,
            owner: Arc::new(owner(surname.or(last).unwrap_or(&form.text))),
        }
    }
}
