//! Dates in an article: expressions of time, resolved to ISO 8601.
//!
//! What happened when is where reports of one event differ. This folder finds the expressions of time in the text of an
//! article ([`crate::article`]): days, months, years, seasons, weekdays, `yesterday`, `two weeks ago`. `words` splits a
//! block, `grammar` recognises expressions (`days`, `periods`, `relative`) by the words in `lexicon` and `tables`,
//! `tense` tells whether the sentence speaks of the past or the future, and `resolve` finds the date.
//!
//! An expression keeps its granularity: `October 2023` is a month and no day of it. What depends on the day on which
//! the article was written, such as a weekday, is resolved by the article's own date; if it has none, it stays
//! unresolved. The clock is never asked. A date without a year is in the nearest one before the article's date or, in a
//! sentence about the future, after it.
//!
//! Limitations: only English is read. `The day before` and `two days later` refer to the story and are left out. Dates
//! in figures like 05/03/2024 stay unresolved, since they may be in March or in May.

mod days;
mod find;
mod grammar;
mod lexicon;
mod numbers;
mod periods;
mod point;
mod relative;
mod resolve;
mod tables;
mod tense;
mod words;

pub use find::{DatedExpression, dates};
pub use point::{Granularity, Point, Season};

#[cfg(test)]
mod tests;
