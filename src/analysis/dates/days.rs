//! Recognises days: 18 November 2025, Tuesday, November 18, 2025-11-18, 3-5 May.

use super::grammar::{Expression, Found, Words, is_thing};
use super::lexicon;
use super::numbers::{is_day, number_of_day, year};
use super::point::Point;
use super::words::Gap;

/// A month and day.
type MonthDay = (i8, i8);

impl Words<'_> {
    /// 2025-11-18, 18/11/2025, 18.11.2025
    pub(super) fn numeric(self) -> Found {
        let word = self.word(0);
        let separator = word.chars().find(|c| matches!(c, '-' | '–' | '/' | '.'))?;
        // 1931-2009
        if let Some((first, last)) = word.split_once(['-', '–'])
            && let (Some(first), Some(last)) = (year(first), year(last))
        {
            let range = Expression::Range(Point::Year(first), Point::Year(last));
            return (first < last && last - first < 300).then_some((1, range));
        }
        let mut parts = word.split(separator);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !word.chars().all(|c| c.is_ascii_digit() || c == separator) {
            return None;
        }
        if separator == '-' && first.len() == 4 {
            let point = Point::Day(Some(year(first)?), second.parse().ok()?, third.parse().ok()?);
            return is_day(point).then_some((1, Expression::Point(point)));
        }
        let year = match third.len() {
            4 => year(third)?,
            2 if separator != '-' => 2000 + third.parse::<i16>().ok()?,
            _ => return None,
        };
        let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
        let day_first = Point::Day(Some(year), second, first);
        let month_first = Point::Day(Some(year), first, second);
        let expression = match (is_day(day_first), is_day(month_first)) {
            (true, true) if first == second || separator == '.' => Expression::Point(day_first),
            (true, true) => Expression::Ambiguous,
            (true, false) => Expression::Point(day_first),
            (false, true) => Expression::Point(month_first),
            (false, false) => return None,
        };
        Some((1, expression))
    }

    /// Tuesday, November 18; Tuesday 18 November
    pub(super) fn weekday_with_date(self) -> Found {
        lexicon::weekday(self.word(0))?;
        let next = self.get(1).filter(|next| matches!(next.gap, Gap::Space | Gap::Comma))?;
        let skip = usize::from(next.lower == "the");
        let (length, expression) = self.from(1 + skip).day()?;
        Some((1 + skip + length, expression))
    }

    /// 18 November 2025, the 18th of November, November 18, 2025, 3-5 May, May 3 to 5
    pub(super) fn day(self) -> Found {
        let offset = usize::from(self.word(0) == "the" && lexicon::ordinal(self.word(1)).is_some());
        let (length, first, last) = self.from(offset).day_and_month()?;
        let mut length = offset + length;
        let year = self.year_at(length).filter(|_| !self.is_time_of_day(length));
        length += usize::from(year.is_some());
        // 30 November to 2 December 2025
        let later = year.is_none() && matches!(self.word(length), "to" | "until" | "and");
        let later = later.then(|| self.from(length + 1).day_and_month()).flatten();
        let year = year.or_else(|| later.and_then(|(more, ..)| self.year_at(length + 1 + more)));
        let day = |(month, day)| Point::Day(year, month, day);
        if !is_day(day(first)) || !last.is_none_or(|last| is_day(day(last))) {
            return None;
        }
        // 12 March Road, First of May
        let is_address = self
            .get(length)
            .is_some_and(|next| next.gap == Gap::Space && next.is_capital() && is_thing(next));
        let is_title =
            self.get(offset).is_some_and(|word| word.is_capital() && lexicon::ordinal(&word.lower).is_some());
        if is_address || is_title || self.word_before().trim_end_matches('.') == "no" {
            return None;
        }
        // the September 11 Museum
        if self.word_before() == "the"
            && self.is_capital(length)
            && self.get(length).is_some_and(|word| word.gap == Gap::Space)
        {
            return None;
        }
        let expression = match last {
            None => Expression::Point(day(first)),
            Some(last) => Expression::Range(day(first), day(last)),
        };
        Some((length, expression))
    }

    /// True if the number at `at` is a time in 24 hours and not a year: 18 November, 2015 GMT.
    fn is_time_of_day(self, at: usize) -> bool {
        matches!(self.word(at + 1), "gmt" | "cet" | "utc" | "hours" | "local")
    }

    /// Returns the number of words, the month and day, and the last month and day of a range.
    fn day_and_month(self) -> Option<(usize, MonthDay, Option<MonthDay>)> {
        let month_at = |at: usize| lexicon::month(self.word(at)).filter(|_| self.is_capital(at));
        if let Some(month) = month_at(0) {
            let (first, last) = self.day_numbers(1)?;
            if let Some(last) = last {
                return Some((2, (month, first), Some((month, last))));
            }
            // May 3 to 5, May 30 to June 2
            if matches!(self.word(2), "to" | "through" | "until")
                || self.get(2).is_some_and(|word| word.gap == Gap::Dash)
            {
                let at = if self.get(2).is_some_and(|word| word.gap == Gap::Dash) { 2 } else { 3 };
                let month_after =
                    self.get(at).and_then(|word| lexicon::month(&word.lower)).filter(|_| self.is_capital(at));
                if let Some((later, (last, None))) = month_after.zip(self.day_numbers(at + 1)) {
                    return Some((at + 2, (month, first), Some((later, last))));
                }
                if let Some(last) =
                    self.get(at).and_then(|word| number_of_day(&word.lower)).filter(|last| *last > first)
                {
                    return Some((at + 1, (month, first), Some((month, last))));
                }
            }
            return Some((2, (month, first), None));
        }
        let (first, last) = self.day_numbers(0)?;
        let of = usize::from(self.word(1) == "of");
        if let Some(month) = month_at(1 + of) {
            let length = 2 + of;
            return Some((length, (month, first), last.map(|last| (month, last))));
        }
        // 3 to 5 May; but `30 May to 2 June` is two expressions
        let joins = matches!(self.word(1), "to" | "and" | "until");
        let (last, None) = self.day_numbers(2).filter(|_| joins && last.is_none())? else { return None };
        let month = month_at(3).filter(|_| last > first && self.word(1) != "and")?;
        Some((4, (month, first), Some((month, last))))
    }

    /// Returns the day that the word at `at` gives, or the two days of `3-5`.
    fn day_numbers(self, at: usize) -> Option<(i8, Option<i8>)> {
        let word = self.word(at);
        if let Some(day) = number_of_day(word) {
            return Some((day, None));
        }
        let (first, last) = word.split_once(['-', '–'])?;
        let (first, last) = (number_of_day(first)?, number_of_day(last)?);
        (first < last).then_some((first, Some(last)))
    }
}
