//! What a mention is.

use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::{EntryId, Gazetteer};

/// An entity: an entry of the list, and for a template the value that its groups took.
///
/// Lives as long as one generation of the index; [`EntityKey`] is the name that outlives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityRef {
    /// The entry.
    pub entry: EntryId,
    /// A template's folded capture ("28"; several joined by U+001F); none elsewhere.
    pub value: Option<Arc<str>>,
}

impl EntityRef {
    /// The entity's name as people read it; empty if the entry is not in this list.
    pub fn name(&self, gazetteer: &Gazetteer) -> String {
        let entry = gazetteer.entry(self.entry);
        entry.map(|entry| entry.display_name(self.value.as_deref()).into_owned()).unwrap_or_default()
    }

    /// The stable key that exports print.
    pub fn id(&self, gazetteer: &Gazetteer) -> String {
        gazetteer.entry(self.entry).map(|entry| entry.export_id(self.value.as_deref())).unwrap_or_default()
    }

    /// The name that outlives a generation.
    pub fn key(&self, gazetteer: &Gazetteer) -> EntityKey {
        let id = gazetteer.entry(self.entry).map_or("", |entry| entry.id.as_str());
        EntityKey { id: Arc::from(id), value: self.value.clone() }
    }
}

/// Names an entity for as long as the list keeps its `id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityKey {
    /// The entry's `id`.
    pub id: Arc<str>,
    /// A template's value.
    pub value: Option<Arc<str>>,
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referent {
    /// One entity.
    Entity(EntityRef),
    /// Several that have an equal claim, in the order of the list.
    Tied(Vec<EntityRef>),
}

impl Referent {
    /// The one entity; none where several tie.
    pub fn entity(&self) -> Option<&EntityRef> {
        match self {
            Self::Entity(entity) => Some(entity),
            Self::Tied(_) => None,
        }
    }

    /// Every entity that may be meant: one, or those that tie.
    pub fn candidates(&self) -> &[EntityRef] {
        match self {
            Self::Entity(entity) => std::slice::from_ref(entity),
            Self::Tied(entities) => entities,
        }
    }
}

/// Which kind of form found a mention. The order is the order in which one entity's claims on one span are preferred.
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
    /// The first name of a person whom the article names in full.
    Given,
}

impl Rule {
    /// The word that exports print.
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

/// How sure a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It names one entity by a form of the list.
    Certain,
    /// It is a bare surname or first name, and the article says in full whose.
    Bound,
    /// It lies inside a longer mention; not counted.
    Nested,
    /// Several entities have an equal claim, or the letters may not be a name at all; counted apart.
    Ambiguous,
}

impl Status {
    /// The word that exports print.
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
    /// Index into the referents of whatever holds the mention.
    pub referent: u32,
    /// First byte in the article's text.
    pub start: u32,
    /// Length in bytes.
    pub len: u32,
    /// Index of the surface in whatever holds the mention.
    pub surface: u32,
    /// The form that found it (of a surname or first name the full form): an index into the entry's forms, and behind them its patterns. Of several entities
    /// that tie, the first one's.
    pub form: u32,
    /// Index of the block in which it starts.
    pub block: u32,
    /// The sentence in which it starts, from 1, counted over the article.
    pub sentence: u32,
    /// Which kind of form that is.
    pub rule: Rule,
    /// How sure it is.
    pub status: Status,
    /// Whether it stands in web residue; then it counts nowhere.
    pub boilerplate: bool,
}

impl Mention {
    /// The bytes it takes up in the article's text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end()
    }

    /// The byte behind its last.
    pub fn end(&self) -> usize {
        self.start as usize + self.len as usize
    }

    /// Whether it counts: certain or bound, and in the body.
    pub fn counts(&self) -> bool {
        matches!(self.status, Status::Certain | Status::Bound) && !self.boilerplate
    }

    /// Whether it belongs to the count of doubtful mentions: ambiguous, and in the body.
    pub fn counts_as_ambiguous(&self) -> bool {
        self.status == Status::Ambiguous && !self.boilerplate
    }
}

/// The line of the list that holds a form of an entry; 0 if there is none.
pub fn line_of_form(gazetteer: &Gazetteer, entry: EntryId, form: u32) -> u32 {
    let Some(entry) = gazetteer.entry(entry) else { return 0 };
    let index = form as usize;
    let form_line = entry.forms.get(index).map(|form| form.line);
    let pattern = || index.checked_sub(entry.forms.len()).and_then(|index| entry.patterns.get(index));
    form_line.or_else(|| pattern().map(|pattern| pattern.line)).unwrap_or(entry.line)
}

/// A form of an entry (or, behind its forms, a pattern) as the list writes it; empty if there is none.
pub fn form_text(gazetteer: &Gazetteer, entry: EntryId, form: u32) -> &str {
    let Some(entry) = gazetteer.entry(entry) else { return "" };
    let index = form as usize;
    let pattern = || index.checked_sub(entry.forms.len()).and_then(|index| entry.patterns.get(index));
    let form_text = entry.forms.get(index).map(|form| form.text.as_str());
    form_text.or_else(|| pattern().map(|pattern| pattern.text.as_str())).unwrap_or_default()
}
