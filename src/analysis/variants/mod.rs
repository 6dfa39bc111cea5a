//! Decides whether a name in an article is a variant spelling of a listed one.
//!
//! Reporters write a name as they hear it, or by their paper's romanisation: Zelensky, Zelenskyy, Selenskyj, Зеленский.
//! Each word is reduced to a phonetic `skeleton` for each way it may be read (`conventions`, data). If two words share
//! a skeleton and look Slavic or are long, the similarity is strong: an editor would bet on it. If the skeletons are
//! only close (`distance`, with its `costs`), it is possible: worth a look, no more. Names of different people and
//! places (Johnson and Johnston, Macron and Marcon, Smith and Smyth) differ by as little as a typing error, so a typing
//! error is strong only if it is one letter more or less inside a long word. `compare` holds these rules and how they
//! combine over names of several words; `endings` recognises a declined name, and a word derived from another (Iran,
//! Iranian); `reason` describes the difference. Numbers have no variants: a different digit means a different thing.
//!
//! It serves the suggestions and merges nothing: a similarity is shown with its reason, and the user decides.
//!
//! The limits: Russian and Ukrainian names are covered best; for other languages only what all romanisations share.
//! Words are compared in order, a name of one word never with one of two, an initial never with a name. A translated
//! given name (Mykola, Nikolai) is another name. Names of more than [`MAX_BYTES`] bytes, [`MAX_WORDS`] words or
//! [`MAX_WORD_LEN`] code points per word are not compared, which bounds the work on any input.

mod compare;
mod conventions;
mod costs;
mod distance;
mod endings;
mod name;
mod outline;
mod reason;
mod skeleton;
mod spellings;

pub use spellings::Spellings;

use name::Name;

/// Maximum length of a name, in bytes.
pub const MAX_BYTES: usize = 1_000;
/// Maximum number of words in a name. A hyphen separates words too.
pub const MAX_WORDS: usize = 8;
/// Maximum length of a folded word, in code points.
pub const MAX_WORD_LEN: usize = 40;

/// Confidence in a similarity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// An editor would bet on it.
    Strong,
    /// Worth a look.
    Possible,
}

impl Strength {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Possible => "possible",
        }
    }
}

/// The similarity of two spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similarity {
    /// Confidence.
    pub strength: Strength,
    /// Why, in a few words.
    pub reason: String,
    /// Phonetic distance in hundredths of a sound, plus the edit distance in letters. Ranks variants of equal strength.
    pub distance: u32,
}

/// Compares a found spelling with a listed one. None if they fold to the same text, and if they are not similar.
/// Strength and distance are symmetric; the reason says how the found one differs.
pub fn similarity(listed: &str, found: &str) -> Option<Similarity> {
    compare::compare_names(&Name::new(listed)?, &Name::new(found)?)
}

#[cfg(test)]
mod tests;
