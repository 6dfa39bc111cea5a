//! The selected entity, its partner for shared paragraphs and sentences, and which mentions are shown.

use std::collections::BTreeSet;

use crate::mention::EntityKey;

/// The selected entity, its partner for shared paragraphs and sentences, and which mentions are shown.
///
/// There is no partner without a selected entity, and no entity is its own partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    entity: Option<EntityKey>,
    /// The entity selected before the current one was added to the list and thereby selected.
    before_addition: Option<EntityKey>,
    partner: Option<EntityKey>,
    /// True if the concordance lists the sentences with the partner rather than all mentions.
    lists_sentences: bool,
    hidden: BTreeSet<String>,
    shows_nested: bool,
}

impl Selection {
    /// Returns the selected entity.
    pub fn entity(&self) -> Option<&EntityKey> {
        self.entity.as_ref()
    }

    /// Selects an entity, and no partner.
    pub fn select(&mut self, entity: EntityKey) {
        if self.entity.as_ref() != Some(&entity) {
            self.before_addition = None;
        }
        self.entity = Some(entity);
        self.set_partner(None);
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        (self.entity, self.before_addition) = (None, None);
        self.set_partner(None);
    }

    /// Selects an entity that was added to the list. If it is removed from the list again, [`Self::keep_listed`]
    /// selects the previous one.
    pub fn select_added(&mut self, entity: EntityKey) {
        let before = self.entity.take();
        self.select(entity);
        self.before_addition = before;
    }

    /// Replaces a selected entity that is no longer in the list with the one selected before an entity was added, or
    /// with none. True if it was replaced. A partner that is no longer in the list is dropped.
    pub fn keep_listed(&mut self, is_listed: impl Fn(&EntityKey) -> bool) -> bool {
        let partner = self.partner.take().filter(&is_listed);
        self.set_partner(partner);
        if self.entity.as_ref().is_none_or(&is_listed) {
            return false;
        }
        let before = self.before_addition.take().filter(is_listed);
        self.clear();
        self.entity = before;
        true
    }

    /// Returns the entity that shared paragraphs are walked with, and sentences listed.
    pub fn partner(&self) -> Option<&EntityKey> {
        self.partner.as_ref()
    }

    /// Sets the entity that shared paragraphs are walked with, and sentences listed.
    pub fn set_partner(&mut self, partner: Option<EntityKey>) {
        self.partner = partner.filter(|partner| self.entity.as_ref().is_some_and(|entity| entity != partner));
        self.lists_sentences &= self.partner.is_some();
    }

    /// Makes the concordance list the sentences with the partner, if there is one, or all mentions.
    pub fn list_sentences(&mut self, lists_sentences: bool) {
        self.lists_sentences = lists_sentences && self.partner.is_some();
    }

    /// Returns the partner if the concordance lists the sentences with it. None if it lists all mentions.
    pub fn sentences_with(&self) -> Option<&EntityKey> {
        self.partner.as_ref().filter(|_| self.lists_sentences)
    }

    /// Returns the ids of the hidden kinds. Their mentions are neither highlighted nor stopped at, except those of the
    /// selected entity.
    pub fn hidden(&self) -> &BTreeSet<String> {
        &self.hidden
    }

    /// Hides a kind, or shows it again. True if it is hidden now.
    pub fn toggle_kind(&mut self, id: &str) -> bool {
        !self.hidden.remove(id) && self.hidden.insert(id.to_owned())
    }

    /// Hides these kinds and no others.
    pub fn hide_only(&mut self, kinds: BTreeSet<String>) {
        self.hidden = kinds;
    }

    /// True if nested mentions are shown, and jumps stop at them and at ambiguous ones.
    pub fn shows_nested(&self) -> bool {
        self.shows_nested
    }

    /// Shows or hides nested mentions.
    pub fn show_nested(&mut self, shows_nested: bool) {
        self.shows_nested = shows_nested;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> EntityKey {
        EntityKey { id: id.into(), value: None }
    }

    #[test]
    fn there_is_no_partner_without_an_entity_and_nobody_is_their_own_partner() {
        let mut selection = Selection::default();
        selection.set_partner(Some(key("a")));
        assert_eq!(selection.partner(), None);
        selection.select(key("a"));
        selection.set_partner(Some(key("a")));
        assert_eq!(selection.partner(), None);
        selection.set_partner(Some(key("b")));
        assert_eq!(selection.partner(), Some(&key("b")));
        selection.select(key("b"));
        assert_eq!(selection.partner(), None);
        selection.set_partner(Some(key("a")));
        selection.clear();
        assert_eq!((selection.entity(), selection.partner()), (None, None));
    }

    #[test]
    fn sentences_are_listed_with_a_partner_until_something_else_is_selected() {
        let mut selection = Selection::default();
        selection.select(key("a"));
        selection.list_sentences(true);
        assert_eq!(selection.sentences_with(), None);
        selection.set_partner(Some(key("b")));
        assert_eq!(selection.sentences_with(), None);
        selection.list_sentences(true);
        assert_eq!(selection.sentences_with(), Some(&key("b")));
        assert!(!selection.keep_listed(|entity| *entity == key("a")));
        assert_eq!((selection.partner(), selection.sentences_with()), (None, None));
        selection.set_partner(Some(key("b")));
        selection.list_sentences(true);
        selection.select(key("c"));
        selection.set_partner(Some(key("b")));
        assert_eq!(selection.sentences_with(), None);
    }

    #[test]
    fn what_was_selected_before_an_addition_is_selected_again_when_that_is_undone() {
        let mut selection = Selection::default();
        selection.select(key("old"));
        selection.select_added(key("new"));
        assert!(!selection.keep_listed(|_| true));
        assert_eq!(selection.entity(), Some(&key("new")));
        assert!(selection.keep_listed(|entity| *entity == key("old")));
        assert_eq!(selection.entity(), Some(&key("old")));
        assert!(selection.keep_listed(|_| false));
        assert_eq!(selection.entity(), None);
    }

    #[test]
    fn what_was_selected_before_an_addition_is_forgotten_when_something_else_is_selected() {
        let mut selection = Selection::default();
        selection.select(key("old"));
        selection.select_added(key("new"));
        selection.select(key("other"));
        assert!(selection.keep_listed(|entity| *entity != key("other")));
        assert_eq!(selection.entity(), None);
        selection.select(key("old"));
        selection.select_added(key("new"));
        selection.clear();
        selection.select(key("other"));
        assert!(selection.keep_listed(|entity| *entity != key("other")));
        assert_eq!(selection.entity(), None);
        selection.select(key("old"));
        selection.select_added(key("new"));
        selection.select(key("new"));
        assert!(selection.keep_listed(|entity| *entity != key("new")));
        assert_eq!(selection.entity(), Some(&key("old")), "selecting it again changes nothing");
    }

    #[test]
    fn a_kind_is_hidden_and_shown_again() {
        let mut selection = Selection::default();
        assert!(selection.toggle_kind("place"));
        assert_eq!(selection.hidden().len(), 1);
        assert!(!selection.toggle_kind("place"));
        assert!(selection.hidden().is_empty());
    }
}
