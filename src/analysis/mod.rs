//! Queries over the articles, one file or folder per query.
//!
//! Most are pure functions of an [`Index`](crate::corpus::Index): how often each entity is named ([`counts`]), which
//! entities occur together ([`cooccurrence`]), which articles name which entities ([`coverage`]), and where the next
//! mention is ([`walk`]). Queries that need the text read one article at a time and add up the results: names that are
//! not listed ([`suggestions`]), whether they are variants of listed ones ([`variants`]), and the context of every
//! mention of an entity ([`concordance`]). The reader and the commands call the same functions, so a number on screen
//! is the number in a pipe.
//!
//! What counts is defined once, in [`Mention::counts`](crate::mention::Mention::counts): certain and bound mentions in
//! the body. Ambiguous ones are counted separately. `tests/matching/recount.rs` recounts every number here naively from
//! the exported rows.
//!
//! Limitation: nothing is kept between queries, so each passes over the mentions of all articles. That takes
//! milliseconds for thousands of articles; the reader never runs a query on its drawing thread.

pub mod concordance;
pub mod cooccurrence;
pub mod counts;
pub mod coverage;
pub mod dispersion;
pub mod fuzzy;
pub mod listing;
pub mod mention_filter;
pub mod search;
pub mod suggestions;
pub mod variants;
pub mod walk;
