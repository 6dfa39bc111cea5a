//! What the forms of people say, worked out once for each form that an article has and kept with the list.
//!
//! A list may hold a million names and an article has some dozens of them, the next one mostly the same.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::gazetteer::{Case, Entry, EntryId, Form, Gazetteer, Given, Surname};
use crate::mention::casing::Casing;
use crate::mention::person_name::{Owner, given_of, is_bare_surname, surname_of};
use crate::text::fold::fold_form;

/// A word, or a surname with its particles, that names a person alone.
#[derive(Debug)]
pub(super) struct BareName {
    /// Folded.
    pub folded: String,
    /// The capitals it asks for.
    pub casing: Casing,
    /// Whether the list itself has it as an alias that stands wherever it would.
    pub is_listed: bool,
}

/// What a form of a person is.
#[derive(Debug)]
pub(super) enum PersonForm {
    /// The bare surname; its owner if it is guarded.
    Surname(Option<Owner>),
    /// A full name.
    Full {
        /// The surname, if it may stand alone.
        surname: Option<Arc<BareName>>,
        /// The first name, if it may stand alone.
        given: Option<Arc<BareName>>,
        /// The first word, folded, whether or not it may.
        first: Option<String>,
        /// Whose names they are.
        owner: Arc<Owner>,
    },
    /// Neither.
    Other,
}

/// The forms that were asked for so far. Shared by all threads.
#[derive(Debug, Default)]
pub(super) struct PersonForms(RwLock<HashMap<(EntryId, u32), Arc<PersonForm>>>);

impl PersonForms {
    /// What a form of an entry is.
    pub(super) fn get(&self, gazetteer: &Gazetteer, entry: EntryId, form: u32) -> Arc<PersonForm> {
        let key = (entry, form);
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let of_list = gazetteer.entry(entry);
        let of_list = of_list.and_then(|entry| Some((entry, entry.forms.get(form as usize)?)));
        let made = Arc::new(of_list.map_or(PersonForm::Other, |(entry, form)| PersonForm::new(entry, form)));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
        made
    }
}

impl PersonForm {
    fn new(entry: &Entry, form: &Form) -> Self {
        if is_bare_surname(entry, form) {
            return Self::Surname(Owner::of_alias(entry, form));
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
            let is_listed = lists(entry, &folded);
            Arc::new(BareName { folded, casing, is_listed })
        };
        Self::Full {
            surname: surname.map(|surname| bare(surname, Casing::of_surname(surname))),
            given: given.map(|given| bare(given, Casing::of(given, Case::Smart))),
            first,
            owner: Arc::new(Owner::new(entry, surname.or(last).unwrap_or(&form.text))),
        }
    }
}

/// Whether the list itself has a bare name as an alias that stands wherever the bare name would.
fn lists(entry: &Entry, folded: &str) -> bool {
    let strong = entry.forms.iter().filter(|form| !form.canonical && !form.weak && form.case == Case::Smart);
    strong.map(|form| &form.text).any(|text| text.len() <= 2 * folded.len() && fold_form(text) == folded)
}
