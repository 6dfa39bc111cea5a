//! Resolves expressions of time by the article's date and the tense of the sentence.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::grammar::{Expression, Unit, Which};
use super::lexicon::Holiday;
use super::point::{Granularity, Point, Season};

/// Whether a sentence speaks of what has happened or of what will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// It has happened.
    Past,
    /// It will happen.
    Future,
}

/// A resolved expression: the point, or the first and last one, and how exact it is. No point if the article's date is
/// needed and not known, or if the expression is ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub first: Option<Point>,
    pub last: Option<Point>,
    pub granularity: Granularity,
}

/// Resolves an expression. `written` is the article's date.
pub(super) fn resolve(expression: Expression, written: Option<Date>, tense: Tense) -> Resolved {
    let one = |point: Option<Point>, granularity| Resolved { first: point, last: None, granularity };
    let of = |day: Option<Date>| one(day.map(day_point), Granularity::Day);
    match expression {
        Expression::Point(point) => one(with_year(point, written, tense), point.granularity()),
        Expression::Range(first, last) => Resolved {
            first: with_year(first, written, tense),
            last: with_year(last, written, tense),
            granularity: first.granularity(),
        },
        Expression::Ambiguous => one(None, Granularity::Day),
        Expression::Days(days) => of(written.and_then(|day| after(day, i64::from(days)))),
        Expression::Weekday(weekday, which) => {
            of(written.and_then(|day| nearest_weekday(day, weekday, which, tense)))
        }
        Expression::Unit(unit, which) => {
            let point = written.and_then(|day| unit_point(day, unit, which));
            one(point, granularity_of(unit))
        }
        Expression::Ago(unit, number) => {
            one(written.and_then(|day| before(day, unit, number)), granularity_of(unit))
        }
        Expression::Month(month, which) => {
            let year = written.map(|day| year_of_month(day, month, which, tense));
            one(Some(Point::Month(year, month)), Granularity::Month)
        }
        Expression::Season(season, which) => {
            let year = written.map(|day| year_of_season(day, season, which, tense));
            one(year.map(|year| Point::Season(Some(year), season)), Granularity::Season)
        }
        Expression::Holiday(holiday, year) => {
            one(holiday_point(holiday, year, written, tense), Granularity::Day)
        }
    }
}

fn granularity_of(unit: Unit) -> Granularity {
    match unit {
        Unit::Day => Granularity::Day,
        Unit::Week | Unit::Weekend => Granularity::Week,
        Unit::Month => Granularity::Month,
        Unit::Quarter => Granularity::Quarter,
        Unit::Year => Granularity::Year,
        Unit::Decade => Granularity::Decade,
    }
}

fn day_point(day: Date) -> Point {
    Point::Day(Some(day.year()), day.month(), day.day())
}

fn after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

fn week_of(day: Date) -> Point {
    let week = day.iso_week_date();
    Point::Week(week.year(), week.week())
}

/// Adds the year to a day, month, quarter or season without one: in the past, that of the last one that had begun on
/// the article's date; in the future, that of the first one that had not ended. Without the article's date, a quarter
/// or season without a year is None, and anything else stays as it is.
fn with_year(point: Point, written: Option<Date>, tense: Tense) -> Option<Point> {
    let Some(written) = written else {
        return match point {
            Point::Quarter(None, _) | Point::Season(None, _) => None,
            point => Some(point),
        };
    };
    Some(match point {
        Point::Day(None, month, day) => {
            let this = written.year();
            let years = match tense {
                Tense::Past => (this - 8..=this).rev().collect::<Vec<_>>(),
                Tense::Future => (this..=this + 8).collect(),
            };
            let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
            let mut fitting = dates.filter(|date| match tense {
                Tense::Past => *date <= written,
                Tense::Future => *date >= written,
            });
            Point::Day(fitting.next().map(Date::year), month, day)
        }
        Point::Month(None, month) => {
            Point::Month(Some(year_of_month(written, month, Which::Nearest, tense)), month)
        }
        Point::Quarter(None, quarter) => {
            let current = (written.month() - 1) / 3 + 1;
            let year = match tense {
                Tense::Past if quarter > current => written.year() - 1,
                Tense::Future if quarter < current => written.year() + 1,
                _ => written.year(),
            };
            Point::Quarter(Some(year), quarter)
        }
        Point::Season(None, season) => {
            Point::Season(Some(year_of_season(written, season, Which::Nearest, tense)), season)
        }
        point => point,
    })
}

fn year_of_month(written: Date, month: i8, which: Which, tense: Tense) -> i16 {
    let (year, current) = (written.year(), written.month());
    match (which, tense) {
        (Which::This, _) => year,
        (Which::Last, _) => year - i16::from(month >= current),
        (Which::Next, _) => year + i16::from(month <= current),
        (Which::Nearest, Tense::Past) => year - i16::from(month > current),
        (Which::Nearest, Tense::Future) => year + i16::from(month < current),
    }
}

/// Returns the year of a season: a winter belongs to the year in which it starts.
fn year_of_season(written: Date, season: Season, which: Which, tense: Tense) -> i16 {
    let start = season.first_month();
    // The latest such season that has started.
    let started = if written.month() >= start { written.year() } else { written.year() - 1 };
    let months_since = i16::from(written.month() - start) + 12 * (written.year() - started);
    let is_current = months_since < 3;
    match (which, tense) {
        (Which::This, _) if is_current => started,
        (Which::This, _) => written.year(),
        (Which::Last, _) => started - i16::from(is_current),
        (Which::Next, _) => started + 1,
        (Which::Nearest, Tense::Past) => started,
        (Which::Nearest, Tense::Future) => started + i16::from(!is_current),
    }
}

fn nearest_weekday(written: Date, weekday: i8, which: Which, tense: Tense) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let since = i64::from(written.weekday().since(weekday));
    let until = (7 - since) % 7;
    let days = match (which, tense) {
        (Which::Nearest, Tense::Past) => -since,
        (Which::Nearest, Tense::Future) => until,
        (Which::Last, _) => {
            if since == 0 {
                -7
            } else {
                -since
            }
        }
        // In the week of the article's date.
        (Which::This, _) => {
            i64::from(weekday.to_monday_zero_offset()) - i64::from(written.weekday().to_monday_zero_offset())
        }
        // In the week after it.
        (Which::Next, _) => {
            7 + i64::from(weekday.to_monday_zero_offset())
                - i64::from(written.weekday().to_monday_zero_offset())
        }
    };
    after(written, days)
}

/// Returns the month that many months after the article's.
fn month_after(written: Date, months: i64) -> Option<Point> {
    let month = i64::from(written.year()) * 12 + i64::from(written.month()) - 1 + months;
    Some(Point::Month(i16::try_from(month.div_euclid(12)).ok(), i8::try_from(month.rem_euclid(12)).ok()? + 1))
}

fn unit_point(written: Date, unit: Unit, which: Which) -> Option<Point> {
    let offset = match which {
        Which::Last => -1,
        Which::Nearest | Which::This => 0,
        Which::Next => 1,
    };
    Some(match unit {
        Unit::Day => day_point(after(written, offset)?),
        // Last weekend ended last week.
        Unit::Week | Unit::Weekend => week_of(after(written, 7 * offset)?),
        Unit::Month => month_after(written, offset)?,
        Unit::Quarter => {
            let quarter = i64::from(written.year()) * 4 + i64::from((written.month() - 1) / 3) + offset;
            Point::Quarter(
                i16::try_from(quarter.div_euclid(4)).ok(),
                i8::try_from(quarter.rem_euclid(4)).ok()? + 1,
            )
        }
        Unit::Year => Point::Year(written.year() + i16::try_from(offset).ok()?),
        Unit::Decade => Point::Decade(written.year() / 10 * 10 + 10 * i16::try_from(offset).ok()?),
    })
}

fn before(written: Date, unit: Unit, number: i16) -> Option<Point> {
    let number = i64::from(number);
    Some(match unit {
        Unit::Day => day_point(after(written, -number)?),
        Unit::Week | Unit::Weekend => week_of(after(written, -7 * number)?),
        Unit::Month | Unit::Quarter => month_after(written, -number)?,
        Unit::Year => Point::Year(written.year() - i16::try_from(number).ok()?),
        Unit::Decade => Point::Decade((written.year() - 10 * i16::try_from(number).ok()?) / 10 * 10),
    })
}

fn holiday_point(holiday: Holiday, year: Option<i16>, written: Option<Date>, tense: Tense) -> Option<Point> {
    if let Some(year) = year {
        return holiday_in(holiday, year).map(day_point);
    }
    let Some(written) = written else {
        return match holiday {
            Holiday::Fixed(month, day) => Some(Point::Day(None, month, day)),
            Holiday::Easter(_) | Holiday::Nth(..) => None,
        };
    };
    let this = written.year();
    let days = || [this - 1, this, this + 1].into_iter().filter_map(|year| holiday_in(holiday, year));
    let day = match tense {
        Tense::Future => days().find(|day| *day >= written),
        Tense::Past => days().rev().find(|day| *day <= written),
    };
    day.map(day_point)
}

/// Returns the day of a holiday in a year.
fn holiday_in(holiday: Holiday, year: i16) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Easter(days) => after(easter(year)?, i64::from(days)),
        Holiday::Nth(month, nth, weekday) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

/// Returns Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * correction + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_that_of_published_tables() {
        for (year, month, day) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
