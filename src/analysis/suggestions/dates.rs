//! Days, months and holidays beside and inside names.
//!
//! English capitalises them and often puts them next to a name: "On Monday Petra Novak left", "Novak said Friday". They
//! are also surnames and given names: Theresa May, April Ryan. The word before decides: after a given name it is a
//! surname, after "in" a date.
//!
//! Limitation: in case of doubt the word is taken for a date, so a surname like Friday is recognised only after a given
//! name in the tables. The exceptions are March, April, May, June, August and Jan at the end of a name of several
//! words, which are kept as part of it.

use std::ops::Range;

use super::spans::Block;
use super::tables;
use super::words::Word;
use crate::mention::words;

impl Block<'_> {
    /// True if a word is part of a date before a name, as both words of "Early March" and "Friday Night" are. It must
    /// not be the last word of its run.
    pub(super) fn is_leading_date(&self, at: usize) -> bool {
        if self.is_calendar(at) {
            return !self.is_also_given_name(at);
        }
        let before = at.checked_sub(1).filter(|_| self.follows(at));
        let after_date = before.is_some_and(|before| self.is_calendar(before));
        (self.is_in(&tables::BEFORE_DATES, at) && self.is_calendar(at + 1))
            || (after_date && self.is_in(&tables::AFTER_DATES, at))
    }

    /// True if the last word of a run is a day, month or holiday and not a surname: "they met Novak Friday".
    pub(super) fn is_trailing_date(&self, run: Range<usize>) -> bool {
        let Some(last) = run.end.checked_sub(1) else { return false };
        if !self.is_calendar(last) || self.is_in(&tables::SURNAME_MONTHS, last) || self.lower(last) == "jan" {
            return false;
        }
        // "in Paris Friday", but "the detective Joe Friday".
        let before =
            last.checked_sub(1).filter(|before| *before >= run.start).map_or("", |before| self.lower(before));
        let is_person = words::GIVEN_NAMES.contains(before) && !words::GIVEN_NAMES_AS_PLACES.contains(before);
        !is_person || self.is_in(&tables::AFTER_DATES, run.end)
    }

    /// True if the whole name is a date ("Black Friday", "New Year", "Christmas Day") or what is left of one.
    pub(super) fn is_date(&self, name: &Range<usize>) -> bool {
        let is_year = |at: usize| self.lower(at) == "year" && at > name.start && self.lower(at - 1) == "new";
        let is_after = |at: usize| self.is_in(&tables::AFTER_DATES, at);
        let is_part = |at: usize| {
            self.is_calendar(at)
                || is_after(at)
                || self.is_in(&tables::BEFORE_DATES, at)
                || self.is_in(&tables::BEFORE_DAYS, at)
        };
        let has_date = name.clone().any(|at| self.is_calendar(at) || is_year(at));
        has_date && name.clone().all(is_part) && !self.is_also_given_name(name.start)
            || self.is_date_remnant(name)
    }

    /// True if the name is a single word that is left of a date: Black of Black Friday, Night of Friday Night.
    fn is_date_remnant(&self, name: &Range<usize>) -> bool {
        // A possessive ends a name, but not a date: "New Year's Eve".
        let is_joined = self.words.get(name.start).is_some_and(Word::is_joined);
        let before = name.start.checked_sub(1).filter(|_| is_joined);
        let is_date_before =
            before.is_some_and(|before| self.is_calendar(before) || self.lower(before) == "year");
        let is_after = is_date_before && self.is_in(&tables::AFTER_DATES, name.start);
        let is_before = self.is_in(&tables::BEFORE_DAYS, name.start)
            && self.follows(name.end)
            && self.is_calendar(name.end);
        name.len() == 1 && (is_after || is_before)
    }

    fn is_calendar(&self, at: usize) -> bool {
        let word = self.lower(at);
        tables::CALENDAR.contains(word)
            || (word.contains('-') && word.split('-').all(|part| tables::CALENDAR.contains(part)))
    }

    /// True if a month is the given name before a surname: "the reporter April Ryan", not "in April Ryan".
    fn is_also_given_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| self.follows(at)).map_or("", |before| self.lower(before));
        words::GIVEN_NAMES.contains(self.lower(at))
            && !tables::BEFORE_DATES.contains(before)
            && self.follows(at + 1)
            && self.words.get(at + 1).is_some_and(Word::is_capital)
            && !self.is_calendar(at + 1)
    }
}
