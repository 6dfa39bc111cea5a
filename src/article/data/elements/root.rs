//! An object outside any other: an item, or an API response around items.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::data::fields::{Fields, Telling, folded};
use crate::article::data::item::INSIDE;

/// Maximum depth of a list of items (`{"response": {"hits": {"hits": [..]}}}`).
const DEEPEST_LIST: usize = 3;
/// Maximum number of arrays of objects considered per object.
const MOST_LISTS: usize = 16;
/// Maximum number of keys whose meaning is cached; others have none.
const MOST_KEYS: usize = 4096;

/// Which object the keys of an object belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The root.
    Root,
    /// An object of a list in the root.
    Inner,
    /// A value that may be the root's text (`"content": {"rendered": ".."}`).
    RootText,
    /// The same for an object of a list.
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
    told: HashMap<Vec<u8>, Option<Telling>>,
}

impl Keys {
    pub(super) fn new(fields: Fields) -> Self {
        Self { fields, told: HashMap::new() }
    }

    fn telling(&mut self, key: &[u8]) -> Option<Telling> {
        if let Some(told) = self.told.get(key) {
            return *told;
        }
        if self.told.len() >= MOST_KEYS {
            return None;
        }
        let telling = std::str::from_utf8(key).ok().and_then(|key| self.fields.telling(key));
        self.told.insert(key.to_vec(), telling);
        telling
    }
}

/// What the keys of an object have told.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    has_text: bool,
    has_summary: bool,
    has_title: bool,
}

/// An array of objects in the root.
#[derive(Debug, Default)]
struct List {
    items: Vec<Range<u64>>,
    marks: Marks,
}

/// The open object of a list.
#[derive(Clone, Copy, Debug)]
struct Inner {
    start: u64,
    depth: usize,
    has_keys: bool,
}

/// An object outside any other.
#[derive(Debug)]
pub(super) struct Root {
    start: u64,
    /// Number of arrays around it.
    pub(super) depth: usize,
    /// True if it contains a line end.
    pub(super) has_lines: bool,
    has_keys: bool,
    marks: Marks,
    lists: Vec<List>,
    inner: Option<Inner>,
    /// Scope and meaning of the key whose value comes next.
    waiting: Option<(Scope, Telling)>,
    /// True if that value is an array; its first element decides.
    waits_in_array: bool,
}

impl Root {
    pub(super) fn new(start: u64, depth: usize) -> Self {
        Self {
            start,
            depth,
            has_lines: false,
            has_keys: false,
            marks: Marks::default(),
            lists: Vec::new(),
            inner: None,
            waiting: None,
            waits_in_array: false,
        }
    }

    /// Starts a list if an array may hold items: the root is in no array, and only objects lie between. Returns
    /// true if so.
    pub(super) fn may_hold_items(&mut self, depth: usize, is_below_objects: bool) -> bool {
        let may =
            self.depth == 0 && is_below_objects && depth <= DEEPEST_LIST && self.lists.len() < MOST_LISTS;
        if may {
            // An array without objects is replaced by the next one.
            self.lists.retain(|list| !list.items.is_empty());
            self.lists.push(List::default());
        }
        may
    }

    pub(super) fn begin_inner(&mut self, at: u64, depth: usize) {
        self.inner = Some(Inner { start: at, depth, has_keys: false });
    }

    pub(super) fn inner_depth(&self) -> Option<usize> {
        self.inner.map(|inner| inner.depth)
    }

    /// Ends the object of a list if at most `depth` brackets are open. One without keys is not an item.
    pub(super) fn end_inner(&mut self, depth: usize, end: u64) {
        let Some(inner) = self.inner.take_if(|inner| depth <= inner.depth) else { return };
        if let Some(list) = self.lists.last_mut().filter(|_| inner.has_keys) {
            list.items.push(inner.start..end);
        }
    }

    /// Returns the scope of an object that is a value in the root or in an object of a list.
    pub(super) fn scope_below(&mut self, owner: Scope, is_envelope: bool) -> Scope {
        let waits = self.waiting.take().is_some_and(|(_, telling)| telling == Telling::Text);
        match (owner, is_envelope, waits) {
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
        self.waits_in_array = false;
        self.waiting = match scope {
            Scope::Root | Scope::Inner => keys.telling(key).map(|telling| (scope, telling)),
            Scope::RootText | Scope::InnerText => {
                let key = folded(std::str::from_utf8(key).unwrap_or_default());
                INSIDE.contains(&key.as_str()).then_some((scope, Telling::Text))
            }
            Scope::List | Scope::Other => None,
        };
    }

    /// Takes the first byte of a value. A key only counts if its value is a string or an array of strings.
    pub(super) fn take_value(&mut self, first: u8, is_in_object: bool) {
        let Some((scope, telling)) = self.waiting.filter(|_| is_in_object != self.waits_in_array) else {
            return;
        };
        match first {
            b'[' if is_in_object => {
                self.waits_in_array = true;
                return;
            }
            // An object consumes the pending key itself, in `child_scope`.
            b'{' if is_in_object => return,
            _ => self.waiting = None,
        }
        if first != b'"' {
            return;
        }
        let marks = match scope {
            Scope::Root | Scope::RootText => Some(&mut self.marks),
            _ => self.lists.last_mut().map(|list| &mut list.marks),
        };
        if let Some(marks) = marks {
            match telling {
                Telling::Text => marks.has_text = true,
                Telling::Summary => marks.has_summary = true,
                Telling::Title => marks.has_title = true,
            }
        }
    }

    /// Returns the items: the root if it has a text; else the objects of the first list that look like articles;
    /// else the root if it has a summary or title; else the objects of the first list; else the root if it has any
    /// key.
    pub(super) fn items(self, end: u64) -> Vec<Range<u64>> {
        let itself = || self.has_keys.then_some(self.start..end).into_iter().collect();
        let mut lists = self.lists;
        lists.retain(|list| !list.items.is_empty());
        if self.marks.has_text || lists.is_empty() {
            return itself();
        }
        let is_of_articles =
            |list: &List| list.marks.has_text || (list.marks.has_summary && list.marks.has_title);
        if let Some(place) = lists.iter().position(is_of_articles) {
            return lists.swap_remove(place).items;
        }
        if self.marks.has_summary || self.marks.has_title { itself() } else { lists.swap_remove(0).items }
    }
}
