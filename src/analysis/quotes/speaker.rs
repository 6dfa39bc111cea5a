//! Who speaks: a name, or a source without one.

use std::ops::Range;

use super::lexicon::Gender;
use crate::mention::EntityRef;

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The name, as full as the article gives it, or the words for a source without a name.
    pub name: String,
    /// The listed entity.
    pub entity: Option<EntityRef>,
    /// What kind of source it is.
    pub kind: SpeakerKind,
    /// What the article shows of a person's gender.
    pub gender: Option<Gender>,
    /// True for several people.
    pub is_plural: bool,
}

impl Speaker {
    /// True for a name that is or may be a person's.
    pub fn may_be_person(&self) -> bool {
        matches!(self.kind, SpeakerKind::Person | SpeakerKind::MaybePerson)
    }
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A name that may be a person's.
    MaybePerson,
    /// Anything else with a name.
    Named,
    /// A source without a name.
    Nameless,
}

/// The rule that found a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The subject of the verb of saying in the same sentence.
    Subject,
    /// The name after `according to`.
    According,
    /// The subject of the sentence that ends in a colon before the quote.
    Colon,
    /// The name before the colon at the start of a paragraph.
    Label,
    /// The speaker of the quote before, which this one continues.
    Continued,
    /// The subject of a neighbouring sentence.
    Neighbour,
    /// One of the above is a pronoun.
    Pronoun,
}

impl How {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::According => "according",
            Self::Colon => "colon",
            Self::Label => "label",
            Self::Continued => "continued",
            Self::Neighbour => "neighbour",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Where a speaker was found.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub speaker: Speaker,
    pub cue: Option<Range<usize>>,
    pub how: How,
}
