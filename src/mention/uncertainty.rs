//! Verdicts on bare names, and reasons why a mention is ambiguous even if nothing else claims it.

/// The verdict on a bare surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It names its owner.
    Accept,
    /// It may name its owner.
    Uncertain(Uncertainty),
    /// It does not name its owner.
    Reject,
}

/// A doubt about a mention that does not rule it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncertainty {
    /// The word before it may be someone else's given name.
    AnotherName,
    /// The word before it may be a place or someone else's given name.
    PlaceBefore,
    /// It may be part of the name of an organisation, a place or a work.
    LongerName,
    /// It is also an ordinary word, a date or a place, and the words next to it do not show that a person is meant.
    AlsoWord,
    /// A word next to it may belong to the same name, in a line where capitals mean nothing.
    Headline,
    /// It is a short acronym in an all-caps line.
    Acronym,
}

impl Uncertainty {
    /// Returns the reason as shown to the user.
    pub fn words(self) -> &'static str {
        match self {
            Self::AnotherName => "the word before it may be someone else's given name",
            Self::PlaceBefore => "the word before it may be a place or someone else's given name",
            Self::LongerName => "it may be part of a longer name",
            Self::AlsoWord => "it is also a word or a place, and nothing next to it suggests a person",
            Self::Headline => "it is next to other capitals in a headline",
            Self::Acronym => "it is an acronym in an all-caps line, where it may be a word",
        }
    }
}
