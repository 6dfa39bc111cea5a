//! What reports have in common: copies, passages that several carry, quotes in one wording or two, and voices.
//!
//! Ten reports that carry one text are one voice, not ten. This folder compares the facts of many articles
//! ([`super::facts`]). `words` splits their bodies into words and tells content words from names, titles, dates and
//! function words (`lexicon`); `paragraphs` groups paragraphs with the same words, so that what many articles carry is
//! compared only once; `shingles` finds paragraphs that share runs of five words, `align` puts their words side by
//! side, `running_text` decides what of it is a passage, and `rows` joins passages into one for all places. `voices`
//! counts the words that two reports share.
//!
//! Quotes are compared on their own, since two translations of one sentence share few runs of words: `utterances`
//! joins the parts of a quote and reads its stems and numbers, `speakers` tells whether two quotes can be of one person,
//! `same_quote` compares two of them, and `quote_rows` proposes pairs by their rare words and joins them.
//!
//! A false passage costs more than several missed ones. So a passage is never just a name with its title, two quotes of
//! different speakers are never one, nor is a quote and its denial, nor two with different numbers.
//!
//! Limitations: stems, synonyms, function words and negations are English. In other languages, and in scripts without
//! spaces, passages are found, but quotes in two wordings only if they share most of their words. Words are compared
//! by 64-bit fingerprints, which do not resist deliberate collisions. Of equal paragraphs in one article, only the
//! first is a place of a passage.

mod align;
mod find;
mod lexicon;
mod paragraphs;
mod quote_rows;
mod rows;
mod running_text;
mod same_quote;
mod shingles;
mod speakers;
mod utterances;
mod voices;
mod words;

pub use find::{Kind, Passage, Passages, Place, passages};
pub use voices::Voices;

#[cfg(test)]
mod generated_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wording_tests;
