//! Points in time as texts give them: a day, a month, a season, with or without a year.

use std::fmt;

use jiff::civil::{ISOWeekDate, Weekday};

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// One day.
    Day,
    /// A week, from Monday, or the weekend at its end.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Spring, summer, autumn or winter.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
}

impl Granularity {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
}

/// The seasons, as ISO 8601-2 numbers them. A winter belongs to the year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// 21
    Spring,
    /// 22
    Summer,
    /// 23
    Autumn,
    /// 24
    Winter,
}

impl Season {
    /// Returns the month in which the meteorological season of the northern hemisphere starts.
    pub fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A point in time. Displayed in ISO 8601, with three exceptions: a season (`2024-22`) and a decade (`199X`) are in ISO
/// 8601-2 (EDTF), and a quarter is `2024-Q3`, which is in neither. Without its year, a day is `--11-18` and a month
/// `--11`. A season or quarter without a year is displayed as an empty string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// A day.
    Day(Option<i16>, i8, i8),
    /// A week of the ISO calendar: its year and number.
    Week(i16, i8),
    /// A month.
    Month(Option<i16>, i8),
    /// A quarter, from 1 to 4.
    Quarter(Option<i16>, i8),
    /// A season.
    Season(Option<i16>, Season),
    /// A year.
    Year(i16),
    /// The decade that starts with a year.
    Decade(i16),
}

impl Point {
    /// Returns how exact it is.
    pub fn granularity(self) -> Granularity {
        match self {
            Self::Day(..) => Granularity::Day,
            Self::Week(..) => Granularity::Week,
            Self::Month(..) => Granularity::Month,
            Self::Quarter(..) => Granularity::Quarter,
            Self::Season(..) => Granularity::Season,
            Self::Year(_) => Granularity::Year,
            Self::Decade(_) => Granularity::Decade,
        }
    }
}

impl Point {
    /// Returns its first day as year, month and day. None without a year.
    pub fn first_day(self) -> Option<(i16, i8, i8)> {
        match self {
            Self::Day(year, month, day) => Some((year?, month, day)),
            Self::Week(year, week) => {
                let day = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                Some((day.year(), day.month(), day.day()))
            }
            Self::Month(year, month) => Some((year?, month, 1)),
            Self::Quarter(year, quarter) => Some((year?, 3 * quarter - 2, 1)),
            Self::Season(year, season) => Some((year?, season.first_month(), 1)),
            Self::Year(year) | Self::Decade(year) => Some((year, 1, 1)),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(Some(year), month, day) => write!(out, "{year:04}-{month:02}-{day:02}"),
            Self::Day(None, month, day) => write!(out, "--{month:02}-{day:02}"),
            Self::Week(year, week) => write!(out, "{year:04}-W{week:02}"),
            Self::Month(Some(year), month) => write!(out, "{year:04}-{month:02}"),
            Self::Month(None, month) => write!(out, "--{month:02}"),
            Self::Quarter(Some(year), quarter) => write!(out, "{year:04}-Q{quarter}"),
            Self::Season(Some(year), season) => write!(out, "{year:04}-{}", 21 + season as i8),
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Decade(year) => write!(out, "{:03}X", year / 10),
            Self::Quarter(None, _) | Self::Season(None, _) => Ok(()),
        }
    }
}
