//! Quotes, and who speaks them.
//!
//! A report quotes people word for word, and what two reports quote differently is the first thing to compare. This
//! folder finds the quotes of one article and says whose words they are, from the article ([`crate::article`]) and the
//! mentions in it ([`crate::mention`]). `marks` pairs quotation marks, `tokens` splits a paragraph into the words
//! outside them, `verbs` finds verbs of saying there, `clause` and `inversion` their subjects, `names` and `phrase`
//! turn a subject into a name, and `attribution` applies the rules in order (`rules`, `distant`). `lexicon` holds the
//! words that the rules know.
//!
//! The speaker is usually the subject of the verb of saying in the clause beside the quote; failing that, of a
//! neighbouring sentence without a quote of its own. `He` or `she` stands for the person who was the subject last. A
//! source without a name stays as it is written, unless the article names exactly one person or organisation to which
//! the words apply. A quote whose speaker these rules do not find has none: the nearest name is never taken for want of
//! a better one.
//!
//! Limitations: the verbs and function words are English, so in another language hardly any quote has a speaker, except
//! in lines of the form `Name: words`. Words in quotation marks are quotes, whether somebody said them or the author
//! doubts them. At most [`MAX_MARKS`] quotation marks and apostrophes per block are read.

mod attribution;
mod clause;
mod distant;
mod introduction;
mod inversion;
mod lexicon;
mod marks;
mod name_words;
mod names;
mod paragraph;
mod phrase;
mod rules;
mod speaker;
mod subjects;
mod tokens;
mod verbs;

pub use attribution::{Quote, quotes};
pub use marks::MAX_MARKS;
pub use speaker::How;

#[cfg(test)]
mod tests;
