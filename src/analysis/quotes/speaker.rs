//! Who speaks: a name, or a source without one.

use std::ops::Range;

use super::lexicon::Gender;
use crate::mention::EntityRef;

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The name in the list, else the name as full as the article gives it, or the words for a source without a name.
    pub name: String,
    /// The entity, if listed.
    pub entity: Option<EntityRef>,
    /// What kind of source it is.
    pub kind: SpeakerKind,
    /// A person's gender, as far as a title in the article or the given name shows it.
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
    /// The subject or agent of the verb of saying in the same sentence, or the owner of a noun: `was Lind's verdict`.
    Subject,
    /// The source after `according to`, `words of`, `quoting` or `citing`, or after `For` at the start of the sentence.
    According,
    /// The subject of the sentence that ends in a colon before the quote, or whom `who` in it stands for.
    Colon,
    /// The name before the colon at the start of a paragraph.
    Label,
    /// The speaker of the quote before, which this one continues.
    Continued,
    /// The subject of the verb of saying in a neighbouring sentence.
    Neighbour,
    /// The person for whom a pronoun stands, where another rule would find a name.
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

/// A speaker, and how it was found.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub speaker: Speaker,
    pub cue: Option<Range<usize>>,
    pub how: How,
}
