//! Whether a bare name stands, and why a mention is ambiguous although nobody else claims its characters.

/// What is found of a bare surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It is its owner's.
    Stands,
    /// It may be.
    Uncertain(Uncertainty),
    /// It is not.
    Blocked,
}

/// What speaks against a mention without ruling it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncertainty {
    /// The word before it may be the given name of somebody else.
    AnotherName,
    /// The word before it may be a place or the given name of somebody else.
    PlaceBefore,
    /// It may be part of the name of an organisation, a place or a work.
    LongerName,
    /// It is also an ordinary word, a date or a place, and nothing beside it speaks for a person.
    AlsoWord,
    /// It stands between capitals in a line where capitals say nothing.
    Headline,
    /// It is a short acronym in a line of capitals.
    Acronym,
}

impl Uncertainty {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::AnotherName => "the word before it may be somebody else's given name",
            Self::PlaceBefore => "the word before it may be a place, or somebody else's given name",
            Self::LongerName => "it may be part of a longer name",
            Self::AlsoWord => "it is also a word, and nothing beside it says that a person is meant",
            Self::Headline => "it stands between other capitals in a headline",
            Self::Acronym => "it is an acronym in a line of capitals, where it may be a word",
        }
    }
}
