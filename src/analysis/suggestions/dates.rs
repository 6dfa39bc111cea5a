//! Days, months and feasts beside names and inside them.
//!
//! In English they have capitals and often stand right beside a name: "On Monday Petra Novak left", "Novak said Friday". They
//! are surnames and given names too: Theresa May, April Ryan. What stands before them tells: a given name, or "in".
//!
//! The limit: in doubt a day is a day, so a surname that is one needs a given name that the tables know.

use std::ops::Range;

use super::spans::Block;
use super::tables;
use super::words::Word;
use crate::mention::words;

impl Block<'_> {
    /// Whether a word that more words follow is a date before a name, or leads up to one: of "Early March" and "Friday Night"
    /// both words.
    pub(super) fn leads_as_date(&self, at: usize) -> bool {
        if self.is_calendar(at) {
            return !self.is_given_name_too(at);
        }
        let before = at.checked_sub(1).filter(|_| self.follows(at));
        let behind_date = before.is_some_and(|before| self.is_calendar(before));
        (self.has(&tables::BEFORE_DATES, at) && self.is_calendar(at + 1))
            || (behind_date && self.has(&tables::BEHIND_DATES, at))
    }

    /// Whether the last word of a run is a day or a month that is no surname: "Novak said Friday".
    pub(super) fn ends_as_date(&self, run: Range<usize>) -> bool {
        let Some(last) = run.end.checked_sub(1) else { return false };
        if !self.is_calendar(last) || self.has(&tables::SURNAME_MONTHS, last) || self.lower(last) == "jan" {
            return false;
        }
        // "in Paris Friday", but "the detective Joe Friday".
        let before =
            last.checked_sub(1).filter(|before| *before >= run.start).map_or("", |before| self.lower(before));
        let is_person = words::GIVEN_NAMES.contains(before) && !words::GIVEN_ALSO_PLACES.contains(before);
        !is_person || self.has(&tables::BEHIND_DATES, run.end)
    }

    /// Whether all of a name is about days and months: "Black Friday", "New Year's Eve", "Christmas Day".
    pub(super) fn is_date(&self, name: &Range<usize>) -> bool {
        let is_year = |at: usize| self.lower(at) == "year" && at > name.start && self.lower(at - 1) == "new";
        let is_behind = |at: usize| self.has(&tables::BEHIND_DATES, at);
        let is_part = |at: usize| {
            self.is_calendar(at)
                || is_behind(at)
                || self.has(&tables::BEFORE_DATES, at)
                || self.has(&tables::BEFORE_DAYS, at)
        };
        let named = name.clone().any(|at| self.is_calendar(at) || is_year(at));
        named && name.clone().all(is_part) && !self.is_given_name_too(name.start) || self.is_half_a_date(name)
    }

    /// Whether a single word is what was left of a date: Black of Black Friday, Night of Friday Night.
    fn is_half_a_date(&self, name: &Range<usize>) -> bool {
        // Behind "New Year's" no name goes on, but a date does.
        let is_joined = self.words.get(name.start).is_some_and(Word::joined);
        let before = name.start.checked_sub(1).filter(|_| is_joined);
        let is_date_before =
            before.is_some_and(|before| self.is_calendar(before) || self.lower(before) == "year");
        let is_behind = is_date_before && self.has(&tables::BEHIND_DATES, name.start);
        let is_before = self.has(&tables::BEFORE_DAYS, name.start)
            && self.follows(name.end)
            && self.is_calendar(name.end);
        name.len() == 1 && (is_behind || is_before)
    }

    fn is_calendar(&self, at: usize) -> bool {
        let word = self.lower(at);
        tables::CALENDAR.contains(word)
            || (word.contains('-') && word.split('-').all(|part| tables::CALENDAR.contains(part)))
    }

    /// Whether a month is the given name of what follows: "the reporter April Ryan", not "in April Ryan".
    fn is_given_name_too(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| self.follows(at)).map_or("", |before| self.lower(before));
        words::GIVEN_NAMES.contains(self.lower(at))
            && !tables::BEFORE_DATES.contains(before)
            && self.follows(at + 1)
            && self.words.get(at + 1).is_some_and(Word::is_capital)
            && !self.is_calendar(at + 1)
    }
}
