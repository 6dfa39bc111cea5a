//! Dates as intervals of days, to tell whether two of them can both be right.

use crate::analysis::dates::{DatedExpression, Granularity};
use crate::article::Article;
use crate::article::date::{day_of, to_iso};

/// The first and the last day of a date. The number of a day is `372 * year + 31 * month + day`, which keeps the order
/// but has gaps. Without a year, `year` is 0, and only the month and day are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub first: i32,
    pub last: i32,
    pub has_year: bool,
}

impl Days {
    /// Returns the days of a date. None if it is unresolved, or too vague to be compared, such as a week or a season.
    pub fn of(date: &DatedExpression) -> Option<Self> {
        let text = date.date.as_deref()?;
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let (first, last) = (Self::parse(first)?, Self::parse(last)?);
        let days = Self { first: first.first, last: last.last, has_year: first.has_year };
        (first.has_year == last.has_year && days.first <= days.last).then_some(days)
    }

    /// Returns the day on which an article was written. None if its date is missing or names no day.
    pub fn written(article: &Article) -> Option<Self> {
        let date = to_iso(article.meta.date.as_deref()?)?;
        Self::parse(day_of(&date)).filter(|days| days.is_day())
    }

    /// Returns the days of a year from 1000 to 2999 in four digits. None for any other text.
    pub fn of_year(text: &str) -> Option<Self> {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        Self::parse(text).filter(|_| is_year && text.starts_with(['1', '2']))
    }

    /// Reads a date as [`crate::analysis::dates::Point`] displays it. None for a week, a season or a decade.
    fn parse(text: &str) -> Option<Self> {
        let day = |year: i32, month: i32, day: i32| 372 * year + 31 * month + day;
        if let Some(rest) = text.strip_prefix("--") {
            let (month, day_of_month) = rest.split_once('-').unwrap_or((rest, ""));
            let month = month.parse().ok()?;
            let days = match day_of_month {
                "" => (day(0, month, 1), day(0, month, 31)),
                number => (day(0, month, number.parse().ok()?), day(0, month, number.parse().ok()?)),
            };
            return Some(Self { first: days.0, last: days.1, has_year: false });
        }
        let mut parts = text.split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        let months = |first: i32, last: i32| Self {
            first: day(year, first, 1),
            last: day(year, last, 31),
            has_year: true,
        };
        let Some(part) = parts.next() else { return Some(months(1, 12)) };
        if let Some(quarter) = part.strip_prefix('Q') {
            let quarter: i32 = quarter.parse().ok()?;
            return Some(months(3 * quarter - 2, 3 * quarter));
        }
        // This leaves out weeks and seasons, which are too vague to contradict a day.
        let month: i32 = part.parse().ok().filter(|month| (1..=12).contains(month))?;
        let Some(number) = parts.next() else { return Some(months(month, month)) };
        let number = day(year, month, number.parse().ok()?);
        Some(Self { first: number, last: number, has_year: true })
    }

    /// True if both may be the same day. A date without a year meets one with a year if their months and days do.
    pub fn meets(self, other: Self) -> bool {
        if self.has_year == other.has_year {
            return self.first <= other.last && other.first <= self.last;
        }
        let (with, without) = if self.has_year { (self, other) } else { (other, self) };
        if with.last - with.first >= 341 {
            return true;
        }
        let year = (with.first - 32) / 372;
        let (first, last) = (with.first - 372 * year, with.last - 372 * year);
        first <= without.last && without.first <= last
    }

    /// True for a single day.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }
}

/// True for a granularity at which dates are compared.
pub(super) fn is_comparable(granularity: Granularity) -> bool {
    matches!(granularity, Granularity::Day | Granularity::Month | Granularity::Year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_contains_its_days_and_a_date_without_a_year_fits_any() {
        let days = |text: &str| Days::parse(text).unwrap();
        for (left, right, meets) in [
            ("2025-11-18", "2025-11", true),
            ("2025-11-18", "2025-11-20", false),
            ("--11-18", "2025-11-18", true),
            ("--11-18", "2025-11-20", false),
            ("--11", "2025-11-30", true),
            ("2025", "--11-18", true),
            ("2025-Q4", "2025-12-31", true),
            ("2025-01-01", "2025-01", true),
            ("2025-12-31", "--12-31", true),
            ("2024", "2025", false),
        ] {
            assert_eq!(days(left).meets(days(right)), meets, "{left} {right}");
            assert_eq!(days(right).meets(days(left)), meets, "{right} {left}");
        }
    }
}
