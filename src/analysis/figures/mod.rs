//! Figures in an article: numbers that it gives for something.
//!
//! How many were killed, what it cost, how far it was: figures are where reports of one event differ most. This folder
//! finds them in the text of an article ([`crate::article`]). `tokens` splits a sentence, `numbers` reads numbers in
//! digits and words, `measure` finds the unit of a number, and `nouns` finds what it counts. `read` joins these with
//! qualifiers, `context` tells whether the sentence states, plans or denies the figure, and `find` gathers [`Figure`]s.
//! `tables` holds the words that the rules know, from the `.txt` files beside it.
//!
//! A figure is an interval: `at least 10` is 10 or more, `nearly 100` is 85 to 100. Lengths, areas, speeds, masses,
//! volumes and durations are converted; currencies are not. Ordinals, telephone and house numbers, roads, models,
//! scores, list numbers, dates and `one` are not figures.
//!
//! Limitations: only English is read. The counted noun is found by its position and ending, without a grammar. At most
//! [`MAX_FIGURES`] figures of an article are read.

pub(crate) mod context;
mod figure;
mod find;
mod measure;
mod nouns;
mod numbers;
mod read;
pub(crate) mod tables;
pub(crate) mod tokens;

pub use figure::{Dimension, Figure, Modality, Qualifier};
pub use find::{MAX_FIGURES, figures};

#[cfg(test)]
mod tests;
