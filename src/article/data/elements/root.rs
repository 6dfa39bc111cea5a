//! An outermost object: an item, or an API response that contains items.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::data::fields::{Fields, KeyMeaning, fold_key};
use crate::article::data::item::VALUE_KEYS;

/// Maximum number of objects around a list of items: three in `{"response": {"hits": {"hits": [..]}}}`.
const MAX_LIST_DEPTH: usize = 3;
/// Maximum number of arrays of objects considered per outermost object.
const MAX_LISTS: usize = 16;
/// Maximum number of keys whose meaning is cached. Further keys are treated as having none.
const MAX_CACHED_KEYS: usize = 4096;

/// Which object the keys of an object belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The root.
    Root,
    /// An object of a list in the root.
    Inner,
    /// A value that may be the root's text (`"content": {"rendered": ".."}`).
    RootText,
    /// A value that may be the text of an object of a list.
    InnerText,
    /// An array of the root, whose objects may be items.
    List,
    /// None of these.
    Other,
}

/// Cache of what keys mean.
#[derive(Debug)]
pub(super) struct Keys {
    fields: Fields,
    meanings: HashMap<Vec<u8>, Option<KeyMeaning>>,
}

impl Keys {
    pub(super) fn new(fields: Fields) -> Self {
        Self { fields, meanings: HashMap::new() }
    }

    fn key_meaning(&mut self, key: &[u8]) -> Option<KeyMeaning> {
        if let Some(meaning) = self.meanings.get(key) {
            return *meaning;
        }
        if self.meanings.len() >= MAX_CACHED_KEYS {
            return None;
        }
        let key_meaning = std::str::from_utf8(key).ok().and_then(|key| self.fields.key_meaning(key));
        self.meanings.insert(key.to_vec(), key_meaning);
        key_meaning
    }
}

/// What the keys of an object reveal.
#[derive(Clone, Copy, Debug, Default)]
struct SeenKeys {
    has_text: bool,
    has_summary: bool,
    has_title: bool,
}

/// An array of objects in the root.
#[derive(Debug, Default)]
struct List {
    items: Vec<Range<u64>>,
    seen: SeenKeys,
}

/// The open object of a list.
#[derive(Clone, Copy, Debug)]
struct Inner {
    start: u64,
    depth: usize,
    has_keys: bool,
}

/// An outermost object.
#[derive(Debug)]
pub(super) struct Root {
    start: u64,
    /// Number of arrays around it.
    pub(super) depth: usize,
    /// True if it contains a line end outside strings.
    pub(super) has_line_end: bool,
    has_keys: bool,
    seen: SeenKeys,
    lists: Vec<List>,
    inner: Option<Inner>,
    /// Scope and meaning of the key whose value comes next.
    pending: Option<(Scope, KeyMeaning)>,
    /// True if that value is an array; its first string, object or array decides whether the key counts.
    pending_in_array: bool,
}

impl Root {
    pub(super) fn new(start: u64, depth: usize) -> Self {
        Self {
            start,
            depth,
            has_line_end: false,
            has_keys: false,
            seen: SeenKeys::default(),
            lists: Vec::new(),
            inner: None,
            pending: None,
            pending_in_array: false,
        }
    }

    /// Starts a list for an array if it may hold items, and returns true if so. The root must be in no array, only
    /// objects may be between the root and the array, and the limits on depth and number must allow it.
    pub(super) fn start_list(&mut self, depth: usize, is_in_objects: bool) -> bool {
        let may_hold_items =
            self.depth == 0 && is_in_objects && depth <= MAX_LIST_DEPTH && self.lists.len() < MAX_LISTS;
        if may_hold_items {
            // An array without items is replaced by the next one.
            self.lists.retain(|list| !list.items.is_empty());
            self.lists.push(List::default());
        }
        may_hold_items
    }

    pub(super) fn begin_inner(&mut self, at: u64, depth: usize) {
        self.inner = Some(Inner { start: at, depth, has_keys: false });
    }

    pub(super) fn inner_depth(&self) -> Option<usize> {
        self.inner.map(|inner| inner.depth)
    }

    /// Ends the open object of a list if it is not among the `depth` brackets that stay open. An object without keys is
    /// not an item.
    pub(super) fn end_inner(&mut self, depth: usize, end: u64) {
        let Some(inner) = self.inner.take_if(|inner| depth <= inner.depth) else { return };
        if let Some(list) = self.lists.last_mut().filter(|_| inner.has_keys) {
            list.items.push(inner.start..end);
        }
    }

    /// Returns the scope of an object that is a value in the root or in an object of a list.
    pub(super) fn child_scope(&mut self, owner: Scope, is_envelope: bool) -> Scope {
        let is_pending_text =
            self.pending.take().is_some_and(|(_, key_meaning)| key_meaning == KeyMeaning::Text);
        match (owner, is_envelope, is_pending_text) {
            (_, true, _) => owner,
            (Scope::Root, false, true) => Scope::RootText,
            (Scope::Inner, false, true) => Scope::InnerText,
            _ => Scope::Other,
        }
    }

    pub(super) fn take_key(&mut self, scope: Scope, key: &[u8], keys: &mut Keys) {
        self.has_keys = true;
        if let Some(inner) = &mut self.inner {
            inner.has_keys = true;
        }
        self.pending_in_array = false;
        self.pending = match scope {
            Scope::Root | Scope::Inner => keys.key_meaning(key).map(|key_meaning| (scope, key_meaning)),
            Scope::RootText | Scope::InnerText => {
                let key = fold_key(std::str::from_utf8(key).unwrap_or_default());
                VALUE_KEYS.contains(&key.as_str()).then_some((scope, KeyMeaning::Text))
            }
            Scope::List | Scope::Other => None,
        };
    }

    /// Takes the first byte of a string, object or array. A key counts only if its value is a string, or an array in
    /// which a string is the first of these; a text may also be an object that holds such a value.
    pub(super) fn take_value(&mut self, first: u8, is_in_object: bool) {
        let Some((scope, key_meaning)) = self.pending.filter(|_| is_in_object != self.pending_in_array)
        else {
            return;
        };
        match first {
            b'[' if is_in_object => {
                self.pending_in_array = true;
                return;
            }
            // An object consumes the pending key itself, in `child_scope`.
            b'{' if is_in_object => return,
            _ => self.pending = None,
        }
        if first != b'"' {
            return;
        }
        let seen = match scope {
            Scope::Root | Scope::RootText => Some(&mut self.seen),
            _ => self.lists.last_mut().map(|list| &mut list.seen),
        };
        if let Some(seen) = seen {
            match key_meaning {
                KeyMeaning::Text => seen.has_text = true,
                KeyMeaning::Summary => seen.has_summary = true,
                KeyMeaning::Title => seen.has_title = true,
            }
        }
    }

    /// Returns the items: the root if it has a text; else the objects of the first list whose keys look like those of
    /// articles; else the root if it has a summary or title; else the objects of the first list; else the root if it
    /// has any key.
    pub(super) fn items(self, end: u64) -> Vec<Range<u64>> {
        let itself = || self.has_keys.then_some(self.start..end).into_iter().collect();
        let mut lists = self.lists;
        lists.retain(|list| !list.items.is_empty());
        if self.seen.has_text || lists.is_empty() {
            return itself();
        }
        let is_of_articles =
            |list: &List| list.seen.has_text || (list.seen.has_summary && list.seen.has_title);
        if let Some(index) = lists.iter().position(is_of_articles) {
            return lists.swap_remove(index).items;
        }
        if self.seen.has_summary || self.seen.has_title { itself() } else { lists.swap_remove(0).items }
    }
}
