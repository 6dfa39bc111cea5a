//! A suggestion: a name, with what it might be and why.

use super::tally::Example;
use crate::analysis::variants::Strength;
use crate::gazetteer::{EntryId, KindId};

/// The kind of addition suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// A new entity.
    New,
    /// Another spelling of a listed name, or the bare surname of a listed person.
    Variant,
}

impl SuggestionKind {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Variant => "variant",
        }
    }
}

/// A name that might be added to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The most frequent spelling, on one line.
    pub surface: String,
    /// The kind of addition.
    pub kind: SuggestionKind,
    /// The entity's probable kind; for a variant, the listed entity's. None if unknown.
    pub guess: Option<KindId>,
    /// The entry that a variant belongs to. None for a new name, and for a surname that several entries share.
    pub variant_of: Option<EntryId>,
    /// Confidence.
    pub strength: Strength,
    /// Why it is suggested, in a few words.
    pub reason: String,
    /// Number of occurrences in the articles, aliases included.
    pub count: u32,
    /// Number of articles that name it. Articles with the same words count once.
    pub articles: u32,
    /// Other spellings in the articles, such as a person's bare surname, or `U.S.` beside `US`. A spelling that differs
    /// only in what folding removes, such as case and accents, is not among them.
    pub aliases: Vec<String>,
    /// The first occurrence with a title or a verb, else the first.
    pub example: Example,
}
