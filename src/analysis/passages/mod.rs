//! What reports have in common: copies, shared passages, quotes in the same or different wordings, and voices.
//!
//! Ten reports that carry one text are one voice, not ten. This folder compares the facts of many articles
//! ([`super::facts`]). `words` splits their bodies into words and tells content words from names, titles, dates and
//! function words (`lexicon`); `paragraphs` groups paragraphs with the same words, so that what many articles carry is
//! compared only once; `shingles` finds paragraphs that share runs of five words, `align` puts their words side by
//! side, `running_text` decides which of these words are a passage, and `rows` joins passages into one row for all
//! places. `voices` counts the words that two reports share. `find` does all of this in order.
//!
//! Quotes are compared on their own, since two translations of one sentence share few runs of words: `utterances`
//! joins the parts of a quote and reads its stems and numbers, `speakers` decides whether two quotes can be of one
//! person, `same_quote` compares two of them, and `quote_rows` proposes pairs by the words that they share and joins
//! them.
//!
//! A false passage costs more than several missed ones. So a name with its title alone is no passage. Two quotes are
//! not joined if their speakers are clearly different. Quotes in two wordings are not joined if one denies what the
//! other says or if they give different numbers.
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
