//! Queries over the articles, mostly one file or folder per query.
//!
//! Most are pure functions of an [`Index`](crate::corpus::Index): how often each entity is named ([`counts`]), which
//! entities occur together ([`cooccurrence`]), which articles name which entities ([`coverage`]), and where the next
//! mention is ([`walk`]). Queries that need the text read one article at a time: the names that are not listed
//! ([`suggestions`], which recognises variants of listed ones with [`variants`]), the context of every mention of an
//! entity ([`concordance`]), the sentences that hold two of them ([`pair_sentences`]), the hits of an expression ([`search`]), who is quoted ([`quotes`]), what happened when
//! ([`dates`]), and how many there were ([`figures`]). [`facts`] gathers what comparisons of articles need from each:
//! [`passages`] finds what they share, [`differences`] what they give differently, and [`overview`] gathers both. The reader and the commands call the
//! same functions, so a number on screen is the number in a pipe.
//!
//! What counts is defined once, in [`Mention::counts`](crate::mention::Mention::counts): certain and bound mentions in
//! the body. Ambiguous ones are counted separately. `tests/matching/recount.rs` and `tests/reader/recount.rs` recount
//! mentions, entities and co-occurrence naively from the exported rows.
//!
//! Limitation: nothing is kept between queries, so a query about all articles passes over the mentions of each. That
//! takes milliseconds for thousands of articles, and the reader does it on other threads. Only steps of a walk and
//! lookups in one article run on the thread that draws.

pub mod concordance;
pub mod cooccurrence;
pub mod counts;
pub mod coverage;
pub mod dates;
pub mod differences;
pub mod dispersion;
pub mod facts;
pub mod figures;
pub mod fuzzy;
pub mod listing;
pub mod mention_filter;
pub mod overview;
pub mod pair_sentences;
pub mod passages;
pub mod quotes;
pub mod search;
pub mod suggestions;
pub mod variants;
pub mod walk;
