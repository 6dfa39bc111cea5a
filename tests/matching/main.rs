//! Matching, tested against articles marked by hand, a naive matcher, and texts made to mislead.

mod dates;
mod figures;
mod gold;
mod naive_matcher;
mod name_pairs;
mod passages;
mod pathological;
mod people;
mod quotes;
mod recount;
#[path = "../support/mod.rs"]
mod support;
mod traps;
