//! Suggestions of names that the articles contain and the list lacks.
//!
//! A list is never complete. This folder finds what might be added to it: capitalised sequences that repeat, have a
//! title or are the subject of a speech verb; probable variants of a listed name; surnames of listed people in articles
//! that do not name them in full. It starts from the mentions of one article ([`crate::mention`]) and leaves the
//! decision to the user: each suggestion comes with its reason and an example sentence.
//!
//! [`sightings`] reduces an article to its [`ArticleNames`], independently of all others, so articles can be read on
//! any thread and dropped. [`Candidates`] adds them up in natural order. Doubts are resolved only then, since it takes
//! all articles to know whether "Officials" is also written "officials", and whether "Bank of Somewhere" is one name.
//! `words` splits a block into words, `spans` finds candidate names in it, `cues` reads the words beside them, `dates`
//! recognises days and months, `tables` holds the word lists, `tally` counts a name, and `rank` compares the result
//! with the list. A name that only looks like a listed one (`lookalikes`) is at most possible.
//!
//! A row must be worth a look, so doubtful names are left out. Headlines in title case or all capitals suggest nothing
//! by themselves; they count if the prose of the same article has the name too. A sequence that touches a mention is
//! not a name. Only the longest sequence counts: "Security Council" inside "UN Security Council" does not. Articles
//! with the same words count once.
//!
//! The limits: nothing is found in scripts without capitals, and in a language that capitalises every noun (detected by
//! the share of capitals) only names with a title or a speech verb. In an inflected language each case form of a name
//! is a row of its own. At most [`MAX_SIGHTINGS`] sightings per article and [`MAX_NAMES`] names in all are kept;
//! [`Candidates::is_cut`] reports when anything was left out.

mod cues;
mod dates;
mod gather;
mod lookalikes;
mod names;
mod rank;
mod spans;
mod tables;
mod tally;
mod words;

use crate::analysis::variants::Strength;
use crate::gazetteer::{EntryId, KindId};

pub use gather::{Candidates, MAX_NAMES};
pub use names::{ArticleNames, MAX_SIGHTINGS, sightings};
pub use tally::Example;

/// The kind of addition suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// A new entity.
    New,
    /// Another spelling of a listed one.
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
    /// The entry that a variant belongs to. None for a new name, or if several entries share it.
    pub of: Option<EntryId>,
    /// Confidence.
    pub strength: Strength,
    /// Why it is suggested, in a few words.
    pub reason: String,
    /// Number of occurrences in the articles, aliases included.
    pub count: u32,
    /// Number of articles that name it. Articles with the same words count once.
    pub articles: u32,
    /// Other spellings in the articles: a person's bare surname, `U.S.` beside `US`.
    pub aliases: Vec<String>,
    /// The first sighting with a title or a verb, else the first sighting.
    pub example: Example,
}

#[cfg(test)]
mod noise_tests;
#[cfg(test)]
mod tests;
