//! Reads the numbers in dates.

use super::lexicon;
use super::point::Point;

/// Returns a day of a month in digits, with or without an ordinal ending, or as an ordinal in words.
pub(super) fn number_of_day(word: &str) -> Option<i8> {
    let digits = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    let number = if digits { lexicon::small_number(word) } else { None };
    number.or_else(|| lexicon::ordinal(word))
}

/// Returns a year in four digits, from 1000 to 2199.
pub(super) fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1000..2200).contains(year))
}

/// Returns the first year of a decade in digits: 1990s, '90s.
pub(super) fn decade_year(word: &str) -> Option<i16> {
    let digits = word.strip_suffix('s')?;
    if let Some(year) = year(digits) {
        return (year % 10 == 0).then_some(year);
    }
    let short: i16 = digits.strip_prefix(['\'', '‘'])?.parse().ok()?;
    (digits.len() <= 4 && short % 10 == 0 && short < 100).then_some(if short < 30 {
        2000 + short
    } else {
        1900 + short
    })
}

/// True if a day exists. Without a year, February has 29 days.
pub(super) fn is_day(point: Point) -> bool {
    let Point::Day(year, month, day) = point else { return false };
    jiff::civil::Date::new(year.unwrap_or(2024), month, day).is_ok()
}
