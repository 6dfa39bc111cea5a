//! Questions over the articles, one file a question.
//!
//! Nearly everything here is a pure function of an [`Index`](crate::corpus::Index): who is named how often ([`counts`]), who
//! appears with whom ([`cooccurrence`]), which article names whom ([`coverage`]), where the next mention is
//! ([`walk`]). What needs the articles' words takes them out of one article after the other and adds them up: names that
//! are not listed ([`suggestions`]), judged by how they are spelled ([`variants`]). The reader and the commands ask the
//! same functions, so a number on the screen and a number in a pipe are one number.
//!
//! What counts is decided once, in [`Mention::counts`](crate::mention::Mention::counts): certain mentions in the body.
//! Ambiguous ones have a count of their own. Every count here has a test, in `tests/recount.rs`, that recounts it
//! naively from the exported rows.
//!
//! The limit: nothing is kept between two questions, so each is a pass over the mentions of all articles. That is
//! milliseconds for thousands of articles; the reader never asks on its drawing thread.

pub mod cooccurrence;
pub mod counts;
pub mod coverage;
pub mod fuzzy;
pub mod listing;
pub mod search;
pub mod suggestions;
pub mod variants;
pub mod walk;
