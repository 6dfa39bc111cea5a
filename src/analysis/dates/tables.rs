//! Words beside dates, which tell them from names, numbers and verbs.

use std::sync::LazyLock;

use crate::mention::words::{WordTable, words_under};

/// The tables, each under its heading.
const TABLES: &str = include_str!("tables.txt");

/// Words before a month that is used as a date.
pub(super) static BEFORE_MONTHS: WordTable = LazyLock::new(|| words_under(TABLES, "before a month"));
/// Words before a year.
pub(super) static BEFORE_YEARS: WordTable = LazyLock::new(|| words_under(TABLES, "before a year"));
/// Nouns before `of` and a year.
pub(super) static BEFORE_OF: WordTable = LazyLock::new(|| words_under(TABLES, "before of and a year"));
/// Words before a weekday or month that speak of a habit.
pub(super) static HABITS: WordTable =
    LazyLock::new(|| words_under(TABLES, "before a weekday or month of a habit"));
/// Words before a holiday that is used as a date.
pub(super) static BEFORE_HOLIDAYS: WordTable = LazyLock::new(|| words_under(TABLES, "before a holiday"));
/// Nouns after a number that is no year.
pub(super) static COUNTED: WordTable = LazyLock::new(|| words_under(TABLES, "counted nouns"));
/// Words after a weekday in the name of a newspaper, a club or the like.
pub(super) static IN_NAMES: WordTable = LazyLock::new(|| words_under(TABLES, "after a weekday in a name"));
/// Words before a weekday that is used as a date.
pub(super) static BEFORE_WEEKDAY_DATES: WordTable = LazyLock::new(|| words_under(TABLES, "before a weekday"));
/// Words before a weekday that make a name of it.
pub(super) static BEFORE_WEEKDAYS: WordTable =
    LazyLock::new(|| words_under(TABLES, "before a weekday in a name"));
