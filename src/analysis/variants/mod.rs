//! Decides whether a name in an article is a variant spelling of a listed one.
//!
//! Reporters write a name as they hear it, or by their paper's romanisation: Zelensky, Zelenskyy, Selenskyj, Зеленский.
//! Each word is reduced to a phonetic `skeleton` for each way it may be read (by the tables in `conventions`). If two
//! words share a skeleton and look Slavic or are long, the similarity is strong: an editor would bet on it. If the
//! skeletons are only close (`distance`, with its `costs`), it is possible: worth a look, no more. Names of different
//! people and places (Johnson and Johnston, Macron and Marcon, Smith and Smyth) differ by as little as a typing error,
//! so a typing error is strong only in a long word, if it adds or drops one letter that is well inside, next to an
//! equal letter, or a silent h. `compare` holds these rules, their exceptions, and how they combine over names of
//! several words; `endings` recognises a declined name, a plural, and a word derived from another (Iran, Iranian);
//! `reason` describes the difference. Numbers have no variants: a different digit means a different thing.
//!
//! Suggestions use this, but nothing is merged: a similarity is shown with its reason, and the user decides.
//!
//! Limitations: Russian and Ukrainian names are covered best; of other languages, little but what all romanisations
//! share. Words are compared in order. A name of one word is never compared with one of two, nor an initial with a
//! name. A translated given name (Mykola, Nikolai) is another name. Names of more than [`MAX_BYTES`] bytes,
//! [`MAX_WORDS`] words or [`MAX_WORD_LEN`] code points per word are not compared, which bounds the work on any input.

mod compare;
mod conventions;
mod costs;
mod distance;
mod endings;
mod name;
mod outline;
mod reason;
mod similarity;
mod skeleton;
mod spellings;

pub use name::{MAX_BYTES, MAX_WORD_LEN, MAX_WORDS};
pub use similarity::{Similarity, Strength};
pub use spellings::Spellings;

use name::Name;

/// Compares a found spelling with a listed one. None if they fold to the same text, are not similar or exceed a limit.
/// Strength and distance are symmetric; the reason says how the found one differs.
pub fn similarity(listed: &str, found: &str) -> Option<Similarity> {
    compare::compare_names(&Name::new(listed)?, &Name::new(found)?)
}

#[cfg(test)]
mod tests;
