//! Parses dates as mail programs write them, and the parts that other dates share with them: months, times and
//! offsets from UTC.

use crate::article::date_words::is_valid_date;

/// Maximum length of a date field in characters.
pub const MAX_DATE_LEN: usize = 200;

/// English month names by their first three letters, as in RFC 5322 (3.3).
pub const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Names of time zones and their offsets from UTC in hours (RFC 5322, 4.3, and `UTC`). Other names are not recognised:
/// many are ambiguous.
const ZONES: &[(&str, i32)] = &[
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("EDT", -4),
    ("EST", -5),
    ("CDT", -5),
    ("CST", -6),
    ("MDT", -6),
    ("MST", -7),
    ("PDT", -7),
    ("PST", -8),
];

/// Parts of a date, collected word by word in any order.
#[derive(Default)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<(u32, u32, u32)>,
    /// Minutes east of UTC.
    offset: Option<i32>,
}

/// Parses the date of a mail header or postmark (`Mon, 24 Nov 2025 10:00:00 +0200`, `Mon Nov 24 10:00:00 2025`) and
/// keeps its offset: `2025-11-24T10:00:00+02:00`. Omits an unknown offset, and a missing or invalid time with its
/// offset. None if it is not a date.
pub fn parse_mail_date(text: &str) -> Option<String> {
    if text.chars().nth(MAX_DATE_LEN).is_some() {
        return None;
    }
    let mut parts = Parts::default();
    let bare = strip_comments(text);
    for word in bare.split([' ', '\t', '\r', '\n', ',']).filter(|word| !word.is_empty()) {
        // 24-Nov-2025, as some IMAP servers write it.
        let is_dashed = word.split('-').count() == 3 && word.contains(|c: char| c.is_ascii_alphabetic());
        if is_dashed {
            word.split('-').for_each(|piece| parts.add(piece));
        } else {
            parts.add(word);
        }
    }
    parts.to_iso()
}

/// Returns the number of a month, from 1, given its English name. Compares only the first three letters. For prose in
/// any language, see [`crate::article::date_words::parse_month`].
pub fn parse_mail_month(word: &str) -> Option<u32> {
    let start = word.get(..3)?;
    let index = MONTHS.iter().position(|month| start.eq_ignore_ascii_case(month))?;
    word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.').then_some(index as u32 + 1)
}

/// Parses the hours, minutes and seconds of `10:00` or `10:00:00`.
pub fn parse_time(word: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = word.split(':').map(parse_number);
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    (numbers.next().is_none() && hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

/// Parses a number of one to four digits. Ignores a fraction, as in `59.123`.
pub fn parse_number(word: &str) -> Option<u32> {
    let whole = word.split('.').next()?;
    ((1..=4).contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| whole.parse().ok())?
}

/// Parses `+0200`, `+02:00` or a zone name to minutes east of UTC.
pub fn parse_offset(word: &str) -> Option<i32> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        return Some(hours * 60);
    }
    let (sign, digits) = match word.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let is_number = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| is_number)?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours < 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Formats minutes east of UTC as in ISO 8601: `+02:00`.
pub fn format_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn strip_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let keep = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(keep).collect()
}

impl Parts {
    /// Stores a word as the part of the date that it looks like. Ignores any other word, such as a weekday.
    fn add(&mut self, word: &str) {
        if let Some(offset) = parse_offset(word) {
            self.offset = self.offset.or(Some(offset));
        } else if word.contains(':') {
            self.time = self.time.or_else(|| parse_time(word));
        } else if let Some(number) = parse_number(word) {
            match (word.len(), self.day) {
                (1 | 2, None) => self.day = Some(number),
                // Years of two or three digits come from old emails (RFC 5322, 4.3).
                (2, Some(_)) => {
                    self.year = self.year.or(Some(number + if number < 50 { 2000 } else { 1900 }));
                }
                (3, Some(_)) => self.year = self.year.or(Some(number + 1900)),
                _ => self.year = self.year.or(Some(number)),
            }
        } else if let Some((hour, minute, second)) = self.time.filter(|(hour, ..)| *hour <= 12) {
            match word.to_ascii_lowercase().as_str() {
                "am" => self.time = Some((hour % 12, minute, second)),
                "pm" => self.time = Some((hour % 12 + 12, minute, second)),
                _ => self.month = self.month.or_else(|| parse_mail_month(word)),
            }
        } else {
            self.month = self.month.or_else(|| parse_mail_month(word));
        }
    }

    fn to_iso(&self) -> Option<String> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        if !is_valid_date(year, month, day) || !(1900..=9999).contains(&year) {
            return None;
        }
        let mut date = format!("{year:04}-{month:02}-{day:02}");
        if let Some((hour, minute, second)) = self.time {
            date = format!("{date}T{hour:02}:{minute:02}:{second:02}");
            date.push_str(&self.offset.map(format_offset).unwrap_or_default());
        }
        Some(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_has_four_digits() {
        assert_eq!((parse_offset("+0230"), parse_offset("-02:30")), (Some(150), Some(-150)));
        for other in ["+02.5", "+2", "+02300", "+-230", "0230"] {
            assert_eq!(parse_offset(other), None, "{other}");
        }
    }

    #[test]
    fn mail_dates_in_every_style_are_parsed() {
        for (text, expected) in [
            ("Mon, 24 Nov 2025 10:00:00 +0200", Some("2025-11-24T10:00:00+02:00")),
            ("Mon, 24 Nov 2025 10:00:00 +0200 (EET)", Some("2025-11-24T10:00:00+02:00")),
            ("24 Nov 25 9:05 GMT", Some("2025-11-24T09:05:00+00:00")),
            ("Mon, 24 Nov 2025 10:00:00 -0330", Some("2025-11-24T10:00:00-03:30")),
            ("Mon Nov 24 10:00:00 2025", Some("2025-11-24T10:00:00")),
            ("Mon Nov  4 10:00:00 EST 2025", Some("2025-11-04T10:00:00-05:00")),
            ("Mon Nov 24 10:00:00 +0000 2025", Some("2025-11-24T10:00:00+00:00")),
            ("24-Nov-2025 10:00:00 +02:00", Some("2025-11-24T10:00:00+02:00")),
            ("November 24, 2025 12:30 PM", Some("2025-11-24T12:30:00")),
            ("November 24, 2025 12:30 AM", Some("2025-11-24T00:30:00")),
            ("Thu, 29 Feb 2024 10:00:00 ZONE", Some("2024-02-29T10:00:00")),
            ("29 Feb 2025", None),
            ("24 Nov 2025", Some("2025-11-24")),
            ("24 Nov 2025 25:00", Some("2025-11-24")),
            ("31 Nov 2025", None),
            ("yesterday", None),
            ("", None),
            ("2025-11-24T10:00:00Z", None),
            ("Mon, 24 Nov 2025 10:00:00 +9999", Some("2025-11-24T10:00:00")),
            ("(((24 Nov 2025", None),
        ] {
            assert_eq!(parse_mail_date(text).as_deref(), expected, "{text}");
        }
        assert_eq!(parse_mail_date(&"24 Nov 2025 ".repeat(100)), None);
    }
}
