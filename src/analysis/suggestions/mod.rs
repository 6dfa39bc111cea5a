//! Names that stand in the articles and not in the list.
//!
//! A list is never whole. This folder reads what the list leaves over and says, name by name, what might be added to it:
//! capitalised sequences that repeat, carry a title or stand beside the verb of somebody who speaks; spellings that are
//! probably of a listed name; surnames whose owners are listed, in articles that do not name them in full. It bridges the
//! mentions of one article ([`crate::mention`]) and the reader's decision: it suggests, with the reason and one sentence
//! as proof, and decides nothing.
//!
//! One article gives its [`ArticleNames`] ([`sightings`]), without a look at any other, so articles can be read on any
//! thread and let go. [`Gathered`] adds them up in their natural order. Only then are doubts settled, since only all
//! articles together know whether "Officials" is also written "officials", and whether "Bank of Somewhere" is one name.
//! `words` reads a block, `spans` finds the sequences in it, `cues` what stands beside them, `dates`
//! which of it are days and months, `tables` is what both know of words, `tally` is what is
//! counted of a name, `rank` sets the outcome against the list; what only looks like a listed name (`lookalikes`) is possible at the most.
//!
//! A row must be worth a look: what is doubtful is left out rather than shown. Headlines in title case or in capitals
//! name nothing by themselves; they count where the prose of the same article has the name too. A sequence that touches a
//! mention is no name. Counts are of the longest sequences: "Security Council" inside "UN Security Council" is not counted.
//! Articles of the same words count once.
//!
//! The limits it lives with: scripts without capitals show nothing, and a language that writes every noun with a capital
//! (told from the share of capitals) shows only what has a title or a verb. A name of an inflected language is a row for
//! each of its cases. Of an article at most [`MOST_SIGHTINGS`] sightings are taken, of all at most [`MOST_NAMES`] names are
//! kept apart; [`Gathered::is_cut`] says when that has left something out.

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

pub use gather::{Gathered, MOST_NAMES};
pub use names::{ArticleNames, MOST_SIGHTINGS, sightings};
pub use tally::Example;

/// What kind of addition is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// An entity of its own.
    New,
    /// Another way to write a listed one.
    Variant,
}

impl SuggestionKind {
    /// The word that exports print.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Variant => "variant",
        }
    }
}

/// What might be added to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name as it is mostly written, on one line.
    pub surface: String,
    /// What kind of addition.
    pub kind: SuggestionKind,
    /// What the entity may be: of a variant what the listed one is; none where nothing tells.
    pub guess: Option<KindId>,
    /// Of a variant the entry whose name it is; none where several share it.
    pub of: Option<EntryId>,
    /// How sure it is.
    pub strength: Strength,
    /// Why it is suggested, in a few words.
    pub reason: String,
    /// How often it stands in the articles, under its aliases too.
    pub count: u32,
    /// In how many articles; those of the same words are one.
    pub articles: u32,
    /// Other ways in which the articles write it: a person's bare surname, `U.S.` beside `US`.
    pub aliases: Vec<String>,
    /// The first sighting with a title or a verb, else the first.
    pub example: Example,
}

#[cfg(test)]
mod noise_tests;
#[cfg(test)]
mod tests;
