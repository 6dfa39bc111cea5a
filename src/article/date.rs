//! Converts dates to ISO 8601, whether software or people wrote them.
//!
//! [`to_iso`] accepts all notations. Each has its own parser: Unix times here, mail dates in `mail_date`, feed dates in
//! [`dates`], dates in prose in `date_words`.

use crate::article::date_words::{find_date, is_valid_date};
use crate::article::feed::dates;
use crate::article::mail_date::{MAX_DATE_LEN, format_offset, parse_number, parse_offset, parse_time};

/// Minimum number of digits of a Unix time in seconds; a shorter number is a year, a day (`20251124`) or not a date.
const MIN_SECONDS_DIGITS: usize = 9;
/// Unix times accepted as dates, in seconds: from 1973 to 2128.
const SECONDS_RANGE: std::ops::Range<i64> = 100_000_000..5_000_000_000;
/// Number of digits of a Unix time in milliseconds.
const MILLISECONDS_DIGITS: usize = 13;

/// Converts a date field to ISO 8601: a year (`2024`), a month (`2024-03`), a day, or a day and time with or
/// without an offset (`2024-03-05T14:29:00+02:00`). ISO 8601 days and times are returned unchanged; Unix times in
/// seconds or milliseconds are returned in UTC. None if the field is not a date or is ambiguous (`05/03/2024`).
pub fn to_iso(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().nth(MAX_DATE_LEN).is_some() {
        return None;
    }
    if is_iso(text) {
        return Some(text.to_owned());
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && let Some(date) = parse_unix_time(text)
    {
        return Some(date);
    }
    dates::to_iso(text).or_else(|| {
        let date = find_date(text)?;
        let Some((hour, minute, second)) = find_time(text) else { return Some(date) };
        let offset = text.split_whitespace().next_back().and_then(parse_offset).map(format_offset);
        Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{}", offset.unwrap_or_default()))
    })
}

/// Converts a date and time returned by [`to_iso`] to UTC (`2025-11-21T04:30:00Z`), so that such strings sort by time.
/// None if it has no time or no offset, or is outside the years 1900 to 9999.
pub fn to_utc(iso: &str) -> Option<String> {
    let (day, time) = iso.split_at_checked(10)?;
    let mut numbers = day.split('-').map(parse_number);
    let (year, month, day_of_month) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let time = time.strip_prefix(['T', ' '])?;
    let (clock, zone) =
        time.split_at_checked(time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))?)?;
    let (hour, minute, second) = parse_time(clock)?;
    let offset = i64::from(parse_offset(zone)?);
    // Howard Hinnant's `days_from_civil`, whose years start in March.
    let (year, month) = (i64::from(year), i64::from(month));
    let march_year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day_of_month) - 1;
    let leaps = march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    let days = march_year * 365 + leaps + day_of_year - 719_468;
    let second_of_day = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    from_unix_seconds(days * 86_400 + second_of_day - offset * 60)
}

/// Returns the day of an ISO 8601 date. Any other date is returned unchanged.
pub fn day_of(date: &str) -> &str {
    if is_iso(date) { date.get(..10).unwrap_or(date) } else { date }
}

/// Returns true for an ISO 8601 day, with or without a time. The time may follow a space, and may end in the name of a
/// time zone.
fn is_iso(text: &str) -> bool {
    let Some((day, time)) = text.split_at_checked(10) else { return false };
    let mut numbers = day.split('-').map(parse_number);
    let (Some(Some(year)), Some(Some(month)), Some(Some(day_of_month)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return false;
    };
    let has_hyphens = day.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 4 | 7));
    if !has_hyphens || !is_valid_date(year, month, day_of_month) {
        return false;
    }
    let Some(time) = time.strip_prefix(['T', ' ']) else { return time.is_empty() };
    let clock_end =
        time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(clock_end).unwrap_or((time, ""));
    parse_time(clock).is_some()
        && (zone.is_empty() || zone == "Z" || (zone.len() > 1 && parse_offset(zone).is_some()))
}

/// Parses a Unix time in seconds or milliseconds, with or without a fraction.
fn parse_unix_time(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        MILLISECONDS_DIGITS => Some(number / 1000),
        MIN_SECONDS_DIGITS..=10 => Some(number),
        _ => None,
    }
    .filter(|seconds| SECONDS_RANGE.contains(seconds))
    .and_then(from_unix_seconds)
}

/// Returns the first time of day in a line: hour, minute, second. None if there is none, or if the line has AM or PM.
fn find_time(text: &str) -> Option<(u32, u32, u32)> {
    let lower = text.to_lowercase();
    let is_am_or_pm = |word: &str| matches!(word.trim_matches('.'), "am" | "pm" | "a.m" | "p.m");
    let mut pieces = lower.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '.')));
    if pieces.any(|piece| is_am_or_pm(piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'))) {
        return None;
    }
    lower
        .split(|c: char| !(c.is_ascii_digit() || c == ':'))
        .filter(|word| word.contains(':'))
        .find_map(parse_time)
}

/// Formats a Unix time as a UTC date: `2025-11-24T08:00:00Z`. None outside the years 1900 to 9999.
pub fn from_unix_seconds(seconds: i64) -> Option<String> {
    let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Howard Hinnant's `civil_from_days`, with eras of 400 years that start in March.
    let shifted = days.checked_add(719_468)?;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60);
    (1900..=9999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_fields_become_iso_dates() {
        for (text, expected) in [
            ("2025-11-20T23:30:00-05:00", Some("2025-11-20T23:30:00-05:00")),
            ("2021-11-01T10:52:50+0100", Some("2021-11-01T10:52:50+0100")),
            ("2025-11-24T10:00:00.123Z", Some("2025-11-24T10:00:00.123Z")),
            ("2025-11-24 10:00", Some("2025-11-24 10:00")),
            ("2025-11-24", Some("2025-11-24")),
            ("2025-02-30", None),
            ("17 November 2025", Some("2025-11-17")),
            ("November 24, 2025", Some("2025-11-24")),
            ("20/11/2025", Some("2025-11-20")),
            ("11/20/2025", Some("2025-11-20")),
            ("05/03/2025", None),
            ("19.11.2025", Some("2025-11-19")),
            ("24.11.2025, 10:44", Some("2025-11-24T10:44:00")),
            ("20251115", Some("2025-11-15")),
            ("20251124100000", Some("2025-11-24T10:00:00")),
            ("1763600000", Some("2025-11-20T00:53:20Z")),
            ("1763600000.5", Some("2025-11-20T00:53:20Z")),
            ("1763600000000", Some("2025-11-20T00:53:20Z")),
            ("2025", Some("2025")),
            ("Sunday, Feb 1, 2015 11:57 AM UTC", Some("2015-02-01T11:57:00+00:00")),
            ("2016年10月14日07:17", Some("2016-10-14T07:17:00")),
            ("24 листопада 2025, 10:44", Some("2025-11-24T10:44:00")),
            ("Di, 25 Mär 2025 08:15:00 +0100", Some("2025-03-25T08:15:00+01:00")),
            ("Mon, 24 Nov 2025 10:00:00 +0200", Some("2025-11-24T10:00:00+02:00")),
            ("Yesterday", None),
            ("3", None),
            ("123456", None),
            ("", None),
        ] {
            assert_eq!(to_iso(text).as_deref(), expected, "{text}");
        }
        assert_eq!(to_iso(&"24 Nov 2025 ".repeat(100)), None);
    }

    #[test]
    fn day_of_shortens_only_iso_dates() {
        for (date, expected) in [
            ("2025-11-24T10:00:00+02:00", "2025-11-24"),
            ("2025-11-24 10:00", "2025-11-24"),
            ("2025-11-24", "2025-11-24"),
            ("2025-11", "2025-11"),
            ("05/03/2025 10:00", "05/03/2025 10:00"),
            ("вчера, около полудня", "вчера, около полудня"),
        ] {
            assert_eq!(day_of(date), expected);
        }
    }

    #[test]
    fn times_with_offsets_are_converted_to_utc() {
        for (iso, expected) in [
            ("2025-11-20T23:30:00-05:00", Some("2025-11-21T04:30:00Z")),
            ("2025-11-21T00:30:00+02:00", Some("2025-11-20T22:30:00Z")),
            ("2021-11-01T10:52:50+0100", Some("2021-11-01T09:52:50Z")),
            ("2024-03-01 00:10+01:00", Some("2024-02-29T23:10:00Z")),
            ("2024-12-31T23:59:60Z", Some("2025-01-01T00:00:00Z")),
            ("2024-12-31T23:59:00", None),
            ("2024-12-31", None),
            ("2024", None),
        ] {
            assert_eq!(to_utc(iso).as_deref(), expected, "{iso}");
        }
        for seconds in (0..4_000_000_000).step_by(40_000_003) {
            let date = from_unix_seconds(seconds).unwrap();
            assert_eq!(to_utc(&date).as_ref(), Some(&date));
        }
    }

    #[test]
    fn unix_seconds_become_dates() {
        for (seconds, expected) in [
            (0, Some("1970-01-01T00:00:00Z")),
            (1_763_971_200, Some("2025-11-24T08:00:00Z")),
            (951_782_399, Some("2000-02-28T23:59:59Z")),
            (951_782_400, Some("2000-02-29T00:00:00Z")),
            (-1, Some("1969-12-31T23:59:59Z")),
            (i64::MAX, None),
            (i64::MIN, None),
        ] {
            assert_eq!(from_unix_seconds(seconds).as_deref(), expected);
        }
    }
}
