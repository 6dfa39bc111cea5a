//! What a list says, once it is known to be right.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::look::{BUILT_IN, Look};
use super::{slug, template};

/// Divides the values of a template with several groups, in the order in which the name has the groups.
const VALUE_SEPARATOR: char = '\u{1f}';

/// An entry of the list: its position in [`Gazetteer::entries`], which is the order of the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EntryId(pub u32);

/// A kind: its position in [`Gazetteer::kinds`], the built-in ones first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct KindId(pub u16);

impl KindId {
    /// The built-in kind `person`, whose entries have surnames unless they say otherwise.
    pub const PERSON: Self = Self(0);
    /// The built-in kind `place`.
    pub const PLACE: Self = Self(1);
    /// The built-in kind `organisation`.
    pub const ORGANISATION: Self = Self(2);
    /// The built-in kind `plan`.
    pub const PLAN: Self = Self(3);
    /// The built-in kind `event`.
    pub const EVENT: Self = Self(4);
}

/// A set of kinds, small enough to be handed around by value. Of a list of more than 64 kinds those from the 64th on are in
/// it all together or not at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct KindSet(u64);

impl KindSet {
    fn bit(kind: KindId) -> u64 {
        1 << kind.0.min(63)
    }

    /// The set with a kind more.
    #[must_use]
    pub fn with(self, kind: KindId) -> Self {
        Self(self.0 | Self::bit(kind))
    }

    /// Whether a kind is in it.
    pub fn contains(self, kind: KindId) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    /// Whether there is none in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gazetteer {
    /// The entities, in the order of the file.
    pub entries: Vec<Entry>,
    /// The built-in kinds, then the user's own in the order of the file.
    pub kinds: Vec<Kind>,
    places: Places,
}

/// Where each [`Entry::id`] stands: made when one is looked for first, in a list that changes no more.
#[derive(Clone, Debug, Default)]
struct Places(OnceLock<HashMap<Box<str>, EntryId>>);

/// What is only kept for speed makes no difference.
impl PartialEq for Places {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Places {}

impl Default for Gazetteer {
    /// No entries, the built-in kinds.
    fn default() -> Self {
        let kind = |&(id, label, look): &(&str, &str, Look)| Kind {
            id: id.to_owned(),
            label: label.to_owned(),
            look,
        };
        let kinds = BUILT_IN.iter().map(kind).collect();
        Self { entries: Vec::new(), kinds, places: Places::default() }
    }
}

impl Gazetteer {
    /// The entry, if the id is one of this list.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(usize::try_from(id.0).ok()?)
    }

    /// The kind, if the id is one of this list.
    pub fn kind(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(usize::from(id.0))
    }

    /// The ids of all entries, in order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        (0..).map(EntryId).take(self.entries.len())
    }

    /// The entry with this [`Entry::id`]. The first call looks at all entries, later ones do not.
    pub fn find_id(&self, id: &str) -> Option<EntryId> {
        let all = || self.entries.iter().map(|entry| entry.id.as_str().into()).zip(self.ids()).collect();
        self.places.0.get_or_init(all).get(id).copied()
    }
}

/// One thing in the list, or, for a template, as many things as its groups take values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The stable key, unlike that of any other entry: what the list gives as `id`, else the [`slug()`] of the name.
    pub id: String,
    /// The canonical name; with `{groups}` if it is a template.
    pub name: String,
    /// Whether the name has groups.
    pub template: bool,
    /// What it is.
    pub kind: KindId,
    /// The literal forms; the first is the name. Empty for a template.
    pub forms: Vec<Form>,
    /// The regular expressions; at least one for a template.
    pub patterns: Vec<Pattern>,
    /// By which bare word a person is also named.
    pub surname: Surname,
    /// By which first name a person is also named.
    pub given: Given,
    /// The phrases that are not this entity.
    pub not: Vec<Blocked>,
    /// Of two entities that claim one span the higher wins.
    pub priority: i64,
    /// Who or what it is; may hold line breaks and tabs, no other control characters.
    pub note: Option<String>,
    /// The item at Wikidata, as the list has it.
    pub wikidata: Option<String>,
    /// Where to read about it, as the list has it: of any scheme, so check it before it is opened.
    pub url: Option<String>,
    /// The line of its `[[entity]]`, from 1.
    pub line: u32,
}

impl Entry {
    /// What to call it: the name, for a template with the value in the place of its group.
    ///
    /// `{points}-point plan` with `28` is `28-point plan`. Of several groups the values are joined by U+001F in the
    /// order in which the name first has the groups; a group without a value stays as it is, in its braces.
    pub fn display_name(&self, value: Option<&str>) -> Cow<'_, str> {
        match (value, template::pieces(&self.name)) {
            (Some(value), Ok(pieces)) if self.template => {
                Cow::Owned(template::fill(&pieces, value, VALUE_SEPARATOR))
            }
            _ => Cow::Borrowed(&self.name),
        }
    }

    /// The stable key of the entity that `value` makes of a template: the [`slug()`] of its display name; else the `id`.
    pub fn export_id(&self, value: Option<&str>) -> String {
        if self.template && value.is_some() { slug(&self.display_name(value)) } else { self.id.clone() }
    }
}

/// A way in which an entity is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// The text, without outer spaces; 1 to 1,000 code points, no control characters, not only invisible ones.
    pub text: String,
    /// Whether capitals matter.
    pub case: Case,
    /// Counts only in an article that names the entity by another, strong form.
    pub weak: bool,
    /// Whether an alias that is the person's own surname is left out where it is part of somebody else's name.
    pub guard: bool,
    /// Whether it is the name.
    pub canonical: bool,
    /// Its line in the list, from 1.
    pub line: u32,
}

/// A regular expression that names an entity, in the syntax of `regex`; compiles, and matches no empty text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// The expression as the list has it.
    pub text: String,
    /// The groups that the entry's name uses, in the name's order; the expression has them all.
    pub groups: Vec<String>,
    /// Whether capitals matter.
    pub case: Case,
    /// Its line in the list, from 1.
    pub line: u32,
}

/// A phrase that is not the entity although it holds one of its forms: Trump Tower.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocked {
    /// The phrase, as [`Form::text`].
    pub text: String,
    /// Its line in the list, from 1.
    pub line: u32,
}

/// Whether capitals matter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// What is capitalised in the form must be in the text; all-capitals forms of up to 3 letters match exactly.
    #[default]
    Smart,
    /// As written.
    Exact,
    /// Not at all.
    Ignore,
}

impl Case {
    /// What the list calls each.
    pub(super) const NAMES: &[(&str, Self)] =
        &[("smart", Self::Smart), ("exact", Self::Exact), ("ignore", Self::Ignore)];
}

/// By which bare word a person is also named, in an article that names them in full.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Surname {
    /// By none.
    #[default]
    No,
    /// By the last word of the full form.
    Last,
    /// By this one.
    Word(String),
}

/// By which first name a person is also named, in an article that names them in full.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Given {
    /// By none.
    #[default]
    No,
    /// By the first word of the full form.
    First,
    /// By this one.
    Word(String),
}

/// What an entity can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    /// What the list calls it: `person`.
    pub id: String,
    /// The heading over several: `People`.
    pub label: String,
    /// How its mentions look.
    pub look: Look,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::parse;

    fn list(text: &str) -> Gazetteer {
        parse(text, "list").unwrap().gazetteer
    }

    #[test]
    fn the_empty_list_has_the_built_in_kinds() {
        let empty = Gazetteer::default();
        let labels: Vec<&str> = empty.kinds.iter().map(|kind| kind.label.as_str()).collect();
        assert_eq!(labels, ["People", "Places", "Organisations", "Plans", "Events"]);
        assert_eq!(empty.kind(KindId::PERSON).unwrap().id, "person");
        assert_eq!((empty.entry(EntryId(0)), empty.kind(KindId(5)), empty.ids().count()), (None, None, 0));
    }

    #[test]
    fn ids_lead_to_entries_and_back() {
        let list =
            list("[[entity]]\nname='Kyiv'\nkind='place'\n[[entity]]\nname='Rome'\nkind='place'\nid='roma'\n");
        assert_eq!(list.ids().collect::<Vec<_>>(), [EntryId(0), EntryId(1)]);
        assert_eq!(list.find_id("roma"), Some(EntryId(1)));
        assert_eq!(list.find_id("rome"), None);
        assert_eq!(list.entry(EntryId(1)).unwrap().export_id(None), "roma");
        assert_eq!(list.entry(EntryId(2)), None);
    }

    #[test]
    fn a_template_is_named_by_its_value() {
        let list = list(
            "[[entity]]\nname='{points}-point plan'\nkind='plan'\npatterns=['(?<points>\\d+)-point plan']\n",
        );
        let plan = list.entry(EntryId(0)).unwrap();
        assert_eq!(plan.display_name(Some("28")), "28-point plan");
        assert_eq!(plan.display_name(None), "{points}-point plan");
        assert_eq!(plan.export_id(Some("28")), "28-point-plan");
        assert_eq!(plan.export_id(None), "points-point-plan");
    }
}
