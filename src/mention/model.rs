//! The mention model.

use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::{EntryId, Gazetteer};

/// An entity: an entry of the list, and for a template the value of its groups.
///
/// Valid for one generation of the index; [`EntityKey`] outlives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityRef {
    /// The list entry.
    pub entry: EntryId,
    /// A template's folded capture ("28"; several are joined by U+001F). None for other entries.
    pub value: Option<Arc<str>>,
}

impl EntityRef {
    /// Returns the display name. Empty if the entry is not in this list.
    pub fn name(&self, gazetteer: &Gazetteer) -> String {
        let entry = gazetteer.entry(self.entry);
        entry.map(|entry| entry.display_name(self.value.as_deref()).into_owned()).unwrap_or_default()
    }

    /// Returns the stable id, as printed in exports. Empty if the entry is not in this list.
    pub fn id(&self, gazetteer: &Gazetteer) -> String {
        gazetteer.entry(self.entry).map(|entry| entry.export_id(self.value.as_deref())).unwrap_or_default()
    }

    /// Returns the stable key, valid across generations. Its id is empty if the entry is not in this list.
    pub fn key(&self, gazetteer: &Gazetteer) -> EntityKey {
        let id = gazetteer.entry(self.entry).map_or("", |entry| entry.id.as_str());
        EntityKey { id: Arc::from(id), value: self.value.clone() }
    }
}

/// Identifies an entity for as long as the list keeps its `id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityKey {
    /// Id of the entry.
    pub id: Arc<str>,
    /// A template's value.
    pub value: Option<Arc<str>>,
}

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referent {
    /// One entity.
    Entity(EntityRef),
    /// The candidates, in list order, if it is unclear which entity is meant: those with an equal claim, or a single
    /// one that may not be meant.
    Tied(Vec<EntityRef>),
}

impl Referent {
    /// Returns the entity. None for [`Self::Tied`], even if it has a single candidate.
    pub fn entity(&self) -> Option<&EntityRef> {
        match self {
            Self::Entity(entity) => Some(entity),
            Self::Tied(_) => None,
        }
    }

    /// Returns every entity that may be meant.
    pub fn candidates(&self) -> &[EntityRef] {
        match self {
            Self::Entity(entity) => std::slice::from_ref(entity),
            Self::Tied(entities) => entities,
        }
    }
}

/// The kind of form that found a mention, in order of preference among one entity's claims on a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// The canonical name.
    Name,
    /// An alias.
    Alias,
    /// A pattern.
    Pattern,
    /// The surname of a person whom the article names in full.
    Surname,
    /// The given name of a person whom the article names in full.
    Given,
}

impl Rule {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Pattern => "pattern",
            Self::Surname => "surname",
            Self::Given => "given",
        }
    }
}

/// How certain a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It names one entity by a form of the list.
    Certain,
    /// A bare surname or given name of a person whom the article names in full.
    Bound,
    /// It lies inside a longer mention. Not counted.
    Nested,
    /// Several entities have an equal claim, or it may not name its entity at all. Counted separately.
    Ambiguous,
}

impl Status {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Bound => "bound",
            Self::Nested => "nested",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A span of an article that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into the referents of the container.
    pub referent: u32,
    /// Byte offset in the article's text.
    pub start: u32,
    /// Length in bytes.
    pub len: u32,
    /// Index into the surfaces of the container.
    pub surface: u32,
    /// The form that found it (for a bare surname or given name, the full form): an index into the entry's
    /// forms followed by its patterns. If several entities tie, the first one's.
    pub form: u32,
    /// Index of the block in which its paragraph starts: earlier than its own block if a page break splits the
    /// paragraph before the mention.
    pub block: u32,
    /// Number of the sentence in which it starts, from 1, over the whole article.
    pub sentence: u32,
    /// The kind of form that found it.
    pub rule: Rule,
    /// How certain it is.
    pub status: Status,
    /// True if it is in boilerplate; then it is never counted.
    pub boilerplate: bool,
}

impl Mention {
    /// Returns the byte range in the article's text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end()
    }

    /// Returns the byte offset of its end.
    pub fn end(&self) -> usize {
        self.start as usize + self.len as usize
    }

    /// True if it counts: certain or bound, and in the body.
    pub fn counts(&self) -> bool {
        matches!(self.status, Status::Certain | Status::Bound) && !self.boilerplate
    }

    /// True if it counts as ambiguous: ambiguous, and in the body.
    pub fn counts_as_ambiguous(&self) -> bool {
        self.status == Status::Ambiguous && !self.boilerplate
    }
}

/// Returns the line of the list that defines a form of an entry: the entry's own line if it has no such form, 0 if
/// there is no such entry. `form` is an index into its forms followed by its patterns.
pub fn line_of_form(gazetteer: &Gazetteer, entry: EntryId, form: u32) -> u32 {
    let Some(entry) = gazetteer.entry(entry) else { return 0 };
    let index = form as usize;
    let form_line = entry.forms.get(index).map(|form| form.line);
    let pattern = || index.checked_sub(entry.forms.len()).and_then(|index| entry.patterns.get(index));
    form_line.or_else(|| pattern().map(|pattern| pattern.line)).unwrap_or(entry.line)
}

/// Returns a form of an entry as written in the list. `form` is an index into its forms followed by its
/// patterns. Empty if there is none.
pub fn form_text(gazetteer: &Gazetteer, entry: EntryId, form: u32) -> &str {
    let Some(entry) = gazetteer.entry(entry) else { return "" };
    let index = form as usize;
    let pattern = || index.checked_sub(entry.forms.len()).and_then(|index| entry.patterns.get(index));
    let form_text = entry.forms.get(index).map(|form| form.text.as_str());
    form_text.or_else(|| pattern().map(|pattern| pattern.text.as_str())).unwrap_or_default()
}
