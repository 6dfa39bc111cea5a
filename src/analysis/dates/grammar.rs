//! Recognises expressions of time, without resolving those that depend on the article's date.

use super::lexicon::{self, Holiday};
use super::numbers::year;
use super::point::{Point, Season};
use super::tables::BEFORE_MONTHS;
use super::words::{Gap, Word};
use crate::mention::words::{GIVEN_NAMES, STRONG_HEAD_NOUNS, WEAK_HEAD_NOUNS};

/// An expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// A date, perhaps without its year.
    Point(Point),
    /// From one date to another.
    Range(Point, Point),
    /// A date in figures whose day and month cannot be told apart: 05/03/2024.
    Ambiguous,
    /// A number of days after the article's date; negative if before it.
    Days(i16),
    /// A weekday; Monday is 1.
    Weekday(i8, Which),
    /// A week, weekend, month, quarter, year or decade: last week.
    Unit(Unit, Which),
    /// A number of units before the article's date.
    Ago(Unit, i16),
    /// A month: October, last October.
    Month(i8, Which),
    /// A season: the summer, last summer.
    Season(Season, Which),
    /// A holiday, perhaps with its year.
    Holiday(Holiday, Option<i16>),
}

/// Which one is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The nearest, by the tense of the sentence.
    Nearest,
    /// last
    Last,
    /// this
    This,
    /// next
    Next,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A weekend.
    Weekend,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// Returns the expression that starts at word `at`, and its number of words.
pub(super) fn expression(words: &[Word<'_>], at: usize) -> Option<(usize, Expression)> {
    let words = Words { words, start: at };
    let found = words
        .numeric()
        .or_else(|| words.weekday_with_date())
        .or_else(|| words.day())
        .or_else(|| words.holiday())
        .or_else(|| words.relative())
        .or_else(|| words.ago())
        .or_else(|| words.modified())
        .or_else(|| words.weekday())
        .or_else(|| words.period())?;
    Some(found)
}

/// The words of a block, and the index at which an expression may start. Methods count from there.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) words: &'a [Word<'a>],
    pub(super) start: usize,
}

pub(super) type Found = Option<(usize, Expression)>;

impl<'a> Words<'a> {
    pub(super) fn get(self, at: usize) -> Option<&'a Word<'a>> {
        self.words.get(self.start + at)
    }

    /// Returns the word at `at` in lower case if only white space, or the full stop of an abbreviation, stands before
    /// it, else an empty string. The first word may follow anything.
    pub(super) fn word(self, at: usize) -> &'a str {
        let is_joined = at == 0 || self.follows_space(at);
        self.get(at).filter(|_| is_joined).map_or("", |word| word.lower.as_str())
    }

    /// True if only white space, or the full stop of an abbreviation, stands before the word at `at`.
    fn follows_space(self, at: usize) -> bool {
        self.get(at).is_some_and(|word| match word.gap {
            Gap::Space => true,
            Gap::Stop => {
                self.get(at.wrapping_sub(1)).is_some_and(|before| lexicon::is_abbreviation(&before.lower))
            }
            _ => false,
        })
    }

    pub(super) fn before(self) -> Option<&'a Word<'a>> {
        let gap_is_space = self.get(0).is_some_and(|word| word.gap == Gap::Space);
        self.start.checked_sub(1).and_then(|before| self.words.get(before)).filter(|_| gap_is_space)
    }

    pub(super) fn word_before(self) -> &'a str {
        self.before().map_or("", |word| word.lower.as_str())
    }

    /// True after a given name: Callum Friday.
    pub(super) fn follows_given_name(self) -> bool {
        let before = self.before().filter(|before| before.is_capital());
        before.is_some_and(|before| {
            GIVEN_NAMES.contains(before.lower.as_str()) && !BEFORE_MONTHS.contains(before.lower.as_str())
        })
    }

    pub(super) fn from(self, at: usize) -> Self {
        Self { start: self.start + at, ..self }
    }

    pub(super) fn is_capital(self, at: usize) -> bool {
        self.get(at).is_some_and(Word::is_capital)
    }

    /// Returns a year in digits. A comma may stand before it.
    pub(super) fn year_at(self, at: usize) -> Option<i16> {
        let word = self.get(at)?;
        year(&word.lower).filter(|_| word.gap == Gap::Comma || self.follows_space(at))
    }
}

/// True for the last word of the name of an organisation, a place or a work: Street, Foundation.
pub(super) fn is_thing(word: &Word<'_>) -> bool {
    STRONG_HEAD_NOUNS.contains(word.lower.as_str()) || WEAK_HEAD_NOUNS.contains(word.lower.as_str())
}

pub(super) fn month_expression(month: i8, year: Option<i16>) -> Expression {
    match year {
        Some(_) => Expression::Point(Point::Month(year, month)),
        None => Expression::Month(month, Which::Nearest),
    }
}

pub(super) fn which(word: &str) -> Option<Which> {
    match word {
        "last" => Some(Which::Last),
        "this" => Some(Which::This),
        "next" => Some(Which::Next),
        _ => None,
    }
}
