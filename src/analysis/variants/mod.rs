//! Whether a name that articles write is another spelling of one that is listed.
//!
//! Reporters write a name as they hear it, or as the romanisation of their house has it: Zelensky, Zelenskyy, Selenskyj,
//! Зеленский. Each word is reduced to a `skeleton` for each way in which it may be read (`conventions`, data). Where
//! two share one, and look Slavic or are long, the likeness is strong: an editor would bet on it. Where the skeletons are
//! only near (`distance`, with its `costs`) it is possible: worth a look and no more. Names that real people and places
//! bear side by side (Johnson and Johnston, Macron and Marcon, Smith and Smyth) differ by as little as a slip of the hand
//! does, so a slip is strong only as a letter more or less inside a long word. `judge` holds these rules and what
//! they make of names of several words; `endings` knows a name that was declined, and one made from another (Iran,
//! Iranian); `reason` says what differs. Numbers are no spellings: a digit that differs says that something else is
//! meant.
//!
//! It bridges words of articles and forms of the list, for the suggestions, and merges nothing: a likeness is shown
//! with its reason, and a person decides.
//!
//! The limits: Russian and Ukrainian names are known best; of other languages only what all romanisations share. Words
//! are compared in their order, a name of one word never with one of two, an initial never with a name. A given name that
//! was translated (Mykola, Nikolai) is another name. Names of more than [`MOST_BYTES`] bytes, [`MOST_WORDS`] words or
//! [`LONGEST_WORD`] code points a word are not compared, which bounds the work on any input.

mod conventions;
mod costs;
mod distance;
mod endings;
mod judge;
mod name;
mod outline;
mod reason;
mod skeleton;
mod spellings;

pub use spellings::Spellings;

use name::Name;

/// The most bytes of a name that is compared.
pub const MOST_BYTES: usize = 1_000;
/// The most words of a name that is compared; a hyphen divides words too.
pub const MOST_WORDS: usize = 8;
/// The most code points of a word, as folded, that is compared.
pub const LONGEST_WORD: usize = 40;

/// How sure one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// An editor would bet on it.
    Strong,
    /// Worth a look.
    Possible,
}

impl Strength {
    /// The word that exports print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Possible => "possible",
        }
    }
}

/// How two spellings are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// How sure one can be.
    pub strength: Strength,
    /// Why, in a few words.
    pub reason: String,
    /// How far apart they are, in hundredths of a sound, plus one for each letter that is written otherwise; of equally
    /// strong ones the nearer is offered.
    pub distance: u32,
}

/// How a found spelling is like a listed one. None where they are one once they are folded, and where they are unlike.
/// Strength and distance are the same both ways; the reason is told from the listed one.
pub fn likeness(listed: &str, found: &str) -> Option<Likeness> {
    judge::names(&Name::of(listed)?, &Name::of(found)?)
}

#[cfg(test)]
mod tests;
