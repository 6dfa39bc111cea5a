//! The model of a valid list.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::style::{BUILT_IN_KINDS, KindStyle};
use super::{slug, template};

/// Separates the values of a template with several groups. The values have the order of the groups in the name.
const VALUE_SEPARATOR: char = '\u{1f}';

/// The position of an entry in [`Gazetteer::entries`], in file order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EntryId(pub u32);

/// The position of a kind in [`Gazetteer::kinds`], built-in kinds first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct KindId(pub u16);

impl KindId {
    /// The built-in kind `person`, whose entries have a surname and a given name unless they say otherwise.
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

/// A set of kinds that is cheap to clone and to query. Built by collecting its members.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KindSet {
    /// Bits of the first 64 kinds, which is all that nearly every list has.
    first: u64,
    /// Bits of all other kinds, 64 per word, up to the highest member. None instead of empty, so that equal sets
    /// compare equal.
    others: Option<Arc<[u64]>>,
}

impl KindSet {
    /// Returns the index of the word that holds a kind's bit, and the bit.
    fn word_and_bit(kind: KindId) -> (usize, u64) {
        (usize::from(kind.0 / 64), 1 << (kind.0 % 64))
    }

    /// True if `kind` is in the set.
    pub fn contains(&self, kind: KindId) -> bool {
        let (word, bit) = Self::word_and_bit(kind);
        let bits = match word.checked_sub(1) {
            None => self.first,
            Some(word) => self.others.as_deref().and_then(|words| words.get(word)).copied().unwrap_or(0),
        };
        bits & bit != 0
    }

    /// True if the set has no kinds.
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.others.is_none()
    }
}

impl FromIterator<KindId> for KindSet {
    fn from_iter<I: IntoIterator<Item = KindId>>(kinds: I) -> Self {
        let (mut first, mut others) = (0, Vec::new());
        for kind in kinds {
            let (word, bit) = Self::word_and_bit(kind);
            let Some(word) = word.checked_sub(1) else {
                first |= bit;
                continue;
            };
            if others.len() <= word {
                others.resize(word + 1, 0);
            }
            if let Some(bits) = others.get_mut(word) {
                *bits |= bit;
            }
        }
        Self { first, others: (!others.is_empty()).then(|| others.into()) }
    }
}

/// A parsed list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gazetteer {
    /// The entities, in file order.
    pub entries: Vec<Entry>,
    /// The built-in kinds, then the user's own in file order.
    pub kinds: Vec<Kind>,
    ids: IdIndex,
}

/// Looks up entries by [`Entry::id`]. Built on first use, after which `entries` must not change.
#[derive(Clone, Debug, Default)]
struct IdIndex(OnceLock<HashMap<Box<str>, EntryId>>);

/// Always equal: the index is only a cache.
impl PartialEq for IdIndex {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for IdIndex {}

impl Default for Gazetteer {
    /// Returns a list with the built-in kinds and no entries.
    fn default() -> Self {
        let kind = |&(id, label, style): &(&str, &str, KindStyle)| Kind {
            id: id.to_owned(),
            label: label.to_owned(),
            style,
            has_own_color: false,
        };
        let kinds = BUILT_IN_KINDS.iter().map(kind).collect();
        Self { entries: Vec::new(), kinds, ids: IdIndex::default() }
    }
}

impl Gazetteer {
    /// Returns the entry with this id. None if the id is out of range.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(usize::try_from(id.0).ok()?)
    }

    /// Returns the kind with this id. None if the id is out of range.
    pub fn kind(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(usize::from(id.0))
    }

    /// Returns the ids of all entries, in file order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        (0..).map(EntryId).take(self.entries.len())
    }

    /// Finds the entry with this [`Entry::id`]. The first call indexes all entries.
    pub fn find_id(&self, id: &str) -> Option<EntryId> {
        let all = || self.entries.iter().map(|entry| entry.id.as_str().into()).zip(self.ids()).collect();
        self.ids.0.get_or_init(all).get(id).copied()
    }
}

/// One entity or, for a template, one entity per value of its groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The stable, unique key: the `id` in the list, else the [`slug()`] of the name.
    pub id: String,
    /// The canonical name, with `{groups}` for a template.
    pub name: String,
    /// True if the name has groups.
    pub is_template: bool,
    /// The kind of the entity.
    pub kind: KindId,
    /// The literal forms, the name first. Empty for a template.
    pub forms: Vec<Form>,
    /// The regular expressions, at least one for a template.
    pub patterns: Vec<Pattern>,
    /// The surname that also names the person.
    pub surname: Surname,
    /// The given name that also names the person.
    pub given: Given,
    /// Phrases that do not name this entity.
    pub not: Vec<Blocked>,
    /// When two entities claim the same span, the higher priority wins.
    pub priority: i64,
    /// A description. May contain line breaks and tabs, but no other control characters.
    pub note: Option<String>,
    /// The Wikidata item, as written in the list but trimmed.
    pub wikidata: Option<String>,
    /// A web address, as written in the list but trimmed. May have any scheme: check it before opening.
    pub url: Option<String>,
    /// The line on which its table begins, from 1: the line of its `[[entity]]` header, unless it is an inline table.
    pub line: u32,
}

impl Entry {
    /// Returns the name, with the groups of a template replaced by their values.
    ///
    /// `{points}-point plan` with `28` is `28-point plan`. Values of several groups are joined by U+001F, in the
    /// order in which the groups first appear in the name. A group without a value keeps its braces.
    pub fn display_name(&self, value: Option<&str>) -> Cow<'_, str> {
        match (value, template::parse_pieces(&self.name)) {
            (Some(value), Ok(pieces)) if self.is_template => {
                Cow::Owned(template::fill(&pieces, value, VALUE_SEPARATOR))
            }
            _ => Cow::Borrowed(&self.name),
        }
    }

    /// Returns the stable key: for a value of a template the [`slug()`] of its display name, otherwise the `id`.
    pub fn export_id(&self, value: Option<&str>) -> String {
        if self.is_template && value.is_some() { slug(&self.display_name(value)) } else { self.id.clone() }
    }
}

/// A literal form of an entity: its name or an alias.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// The trimmed text: 1 to 1,000 code points, no control characters, at least one visible character.
    pub text: String,
    /// How capitals are compared.
    pub case: Case,
    /// True if it counts only in an article whose body also names the entity with certainty, by a pattern or by a form
    /// that is not weak.
    pub weak: bool,
    /// True if an alias that is the person's surname does not match where it is part of another name.
    pub guard: bool,
    /// True if it is the name.
    pub is_name: bool,
    /// Line in the list, from 1.
    pub line: u32,
}

/// A regular expression for an entity, in the syntax of `regex`. It compiles, and never matches the empty string.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// The expression, as written in the list.
    pub text: String,
    /// The groups of the entry's name, in that order. The expression has them all.
    pub groups: Vec<String>,
    /// How capitals are compared.
    pub case: Case,
    /// Line in the list, from 1.
    pub line: u32,
}

/// A phrase that contains a form of the entity but does not name it: Trump Tower.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocked {
    /// The phrase. The rules of [`Form::text`] apply.
    pub text: String,
    /// Line in the list, from 1.
    pub line: u32,
}

/// How capitals are compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// Words capitalised in the form must be capitalised in the text; all-capitals forms of up to 3 letters match
    /// exactly.
    #[default]
    Smart,
    /// Capitals must match exactly.
    Exact,
    /// Capitals are ignored.
    Ignore,
}

impl Case {
    /// The names used in the list.
    pub(super) const NAMES: &[(&str, Self)] =
        &[("smart", Self::Smart), ("exact", Self::Exact), ("ignore", Self::Ignore)];
}

/// The surname that also names a person in an article that gives the full name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Surname {
    /// None.
    #[default]
    No,
    /// The last word of the full form.
    Last,
    /// This word.
    Word(String),
}

/// The given name that also names a person in an article that gives the full name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Given {
    /// None.
    #[default]
    No,
    /// The first word of the full form.
    First,
    /// This word.
    Word(String),
}

/// A kind of entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The id used in the list: `person`.
    pub id: String,
    /// The heading of its entities: `People`. For a kind that the list defines without a label, the id with a capital.
    pub label: String,
    /// The colour and style of its mentions.
    pub style: KindStyle,
    /// True if the list sets the colour. Themes keep such a colour; they may replace a built-in one.
    pub has_own_color: bool,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::gazetteer::parse;

    fn list(text: &str) -> Gazetteer {
        parse(text, "list").unwrap().gazetteer
    }

    proptest! {
        #[test]
        fn kind_set_holds_its_members_and_no_others(
            members in prop::collection::hash_set(prop_oneof![0..70_u16, any::<u16>()], 0..9),
            others in prop::collection::vec(prop_oneof![0..70_u16, any::<u16>()], 9),
        ) {
            let set: KindSet = members.iter().copied().map(KindId).collect();
            prop_assert_eq!(set.is_empty(), members.is_empty());
            for kind in members.iter().copied().chain(others).chain([0, 63, 64, u16::MAX]) {
                prop_assert_eq!(set.contains(KindId(kind)), members.contains(&kind));
            }
            let mut in_order: Vec<u16> = members.into_iter().collect();
            in_order.sort_unstable();
            prop_assert_eq!(set, in_order.into_iter().map(KindId).collect());
        }
    }

    #[test]
    fn empty_list_has_the_built_in_kinds() {
        let empty = Gazetteer::default();
        let labels: Vec<&str> = empty.kinds.iter().map(|kind| kind.label.as_str()).collect();
        assert_eq!(labels, ["People", "Places", "Organisations", "Plans", "Events"]);
        assert_eq!(empty.kind(KindId::PERSON).unwrap().id, "person");
        assert_eq!((empty.entry(EntryId(0)), empty.kind(KindId(5)), empty.ids().count()), (None, None, 0));
    }

    #[test]
    fn entries_are_found_by_id() {
        let list =
            list("[[entity]]\nname='Kyiv'\nkind='place'\n[[entity]]\nname='Rome'\nkind='place'\nid='roma'\n");
        assert_eq!(list.ids().collect::<Vec<_>>(), [EntryId(0), EntryId(1)]);
        assert_eq!(list.find_id("roma"), Some(EntryId(1)));
        assert_eq!(list.find_id("rome"), None);
        assert_eq!(list.entry(EntryId(1)).unwrap().export_id(None), "roma");
        assert_eq!(list.entry(EntryId(2)), None);
    }

    #[test]
    fn template_is_named_by_its_value() {
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
