//! Properties of people's forms, computed when a form first occurs in an article, and cached with the list.
//!
//! A list may hold a million names; an article has a few dozen of them, mostly the same as those of other articles.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use crate::gazetteer::{Case, Entry, EntryId, Form, Gazetteer, Given, Surname};
use crate::mention::casing::Casing;
use crate::mention::person_name::{Owner, PersonWords, given_of, is_bare_surname, surname_of};
use crate::text::fold::fold_form;

/// A given name, or a surname with its particles, that names a person on its own.
#[derive(Debug)]
pub(super) struct BareName {
    /// The name, folded.
    pub folded: String,
    /// The capitals it requires.
    pub casing: Casing,
    /// True if it is also a listed alias of the person that matches wherever the bare name would.
    pub is_listed: bool,
}

/// The kind of a person's form.
#[derive(Debug)]
pub(super) enum PersonForm {
    /// The bare surname, with its owner if it is guarded.
    Surname(Option<Owner>),
    /// A full name.
    Full {
        /// The surname, if it counts on its own.
        surname: Option<Arc<BareName>>,
        /// The given name, if it counts on its own.
        given: Option<Arc<BareName>>,
        /// The first word after the titles if it may be a given name, folded, whether or not it counts on its own.
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
            let listed = gazetteer.entry(entry);
            let listed = listed.and_then(|entry| Some((entry, entry.forms.get(form as usize)?)));
            let Some((listed, form)) = listed else { return PersonForm::Other };
            let words = get_or_insert(&self.people, entry, || PersonWords::new(listed));
            PersonForm::new(listed, &words, form)
        })
    }
}

/// Returns the cached value of a key, computing it if it is missing.
fn get_or_insert<K: Eq + Hash, V>(
    cache: &RwLock<HashMap<K, Arc<V>>>,
    key: K,
    make: impl FnOnce() -> V,
) -> Arc<V> {
    if let Some(value) = cache.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(value);
    }
    let new = Arc::new(make());
    Arc::clone(cache.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(new))
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
