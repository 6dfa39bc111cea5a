//! Words of dates in English.

use super::point::Season;

/// Months: the full name, and abbreviations without a full stop. January first.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Weekdays: the full name and abbreviations. Monday first.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tues", "tue"],
    &["wednesday", "weds", "wed"],
    &["thursday", "thurs", "thur", "thu"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

/// Numbers that dates are counted with, and their ordinals. One first.
const NUMBERS: [(&str, &str); 31] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
    ("twenty", "twentieth"),
    ("twenty-one", "twenty-first"),
    ("twenty-two", "twenty-second"),
    ("twenty-three", "twenty-third"),
    ("twenty-four", "twenty-fourth"),
    ("twenty-five", "twenty-fifth"),
    ("twenty-six", "twenty-sixth"),
    ("twenty-seven", "twenty-seventh"),
    ("twenty-eight", "twenty-eighth"),
    ("twenty-nine", "twenty-ninth"),
    ("thirty", "thirtieth"),
    ("thirty-one", "thirty-first"),
];

/// Decades in words.
const DECADES: &[(&str, i16)] = &[
    ("twenties", 1920),
    ("thirties", 1930),
    ("forties", 1940),
    ("fifties", 1950),
    ("sixties", 1960),
    ("seventies", 1970),
    ("eighties", 1980),
    ("nineties", 1990),
];

/// Days with a name: the words without possessive endings, and how the day is found. The first row that fits is used,
/// so longer names come first.
pub(super) const HOLIDAYS: &[(&[&str], Holiday)] = &[
    (&["christmas", "day"], Holiday::Fixed(12, 25)),
    (&["christmas", "eve"], Holiday::Fixed(12, 24)),
    (&["boxing", "day"], Holiday::Fixed(12, 26)),
    (&["new", "year", "eve"], Holiday::Fixed(12, 31)),
    (&["new", "year", "day"], Holiday::Fixed(1, 1)),
    (&["valentine", "day"], Holiday::Fixed(2, 14)),
    (&["st", "patrick", "day"], Holiday::Fixed(3, 17)),
    (&["may", "day"], Holiday::Fixed(5, 1)),
    (&["fourth", "of", "july"], Holiday::Fixed(7, 4)),
    (&["bastille", "day"], Holiday::Fixed(7, 14)),
    (&["halloween"], Holiday::Fixed(10, 31)),
    (&["bonfire", "night"], Holiday::Fixed(11, 5)),
    (&["christmas"], Holiday::Fixed(12, 25)),
    (&["ash", "wednesday"], Holiday::Easter(-46)),
    (&["maundy", "thursday"], Holiday::Easter(-3)),
    (&["good", "friday"], Holiday::Easter(-2)),
    (&["easter", "sunday"], Holiday::Easter(0)),
    (&["easter", "monday"], Holiday::Easter(1)),
    (&["easter"], Holiday::Easter(0)),
    (&["ascension", "day"], Holiday::Easter(39)),
    (&["whit", "monday"], Holiday::Easter(50)),
    (&["thanksgiving"], Holiday::Nth(11, 4, 4)),
    (&["labor", "day"], Holiday::Nth(9, 1, 1)),
];

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// A month and day.
    Fixed(i8, i8),
    /// A number of days after Easter Sunday; negative if before it.
    Easter(i16),
    /// The nth weekday of a month: the month, n, and the weekday, where Monday is 1.
    Nth(i8, i8, i8),
}

fn find(table: &[&[&str]], word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    table.iter().position(|names| names.contains(&word)).and_then(|at| i8::try_from(at + 1).ok())
}

/// Returns the number of a month, from 1. `word` must be in lower case; it may end in a full stop.
pub(super) fn month(word: &str) -> Option<i8> {
    find(&MONTHS, word)
}

/// Returns the number of a weekday; Monday is 1. `word` must be in lower case; it may end in a full stop.
pub(super) fn weekday(word: &str) -> Option<i8> {
    find(&WEEKDAYS, word)
}

/// True for an abbreviation of a month or weekday, which may end in a full stop.
pub(super) fn is_abbreviation(word: &str) -> bool {
    MONTHS.iter().chain(WEEKDAYS.iter()).any(|names| names.iter().skip(1).any(|name| *name == word))
}

/// True for a month or weekday, mostly abbreviated, that may be another word or a name: sat, sun, may, august.
pub(super) fn is_doubtful_abbreviation(word: &str) -> bool {
    matches!(word, "sat" | "sun" | "mar" | "mon" | "wed" | "fri" | "jun" | "jul" | "may" | "march" | "august")
}

/// Returns the value of a number in digits or words, from 1 to 31.
pub(super) fn small_number(word: &str) -> Option<i8> {
    let in_words =
        || NUMBERS.iter().position(|(number, _)| *number == word).and_then(|at| i8::try_from(at + 1).ok());
    let number = word.parse().ok().or_else(in_words)?;
    (1..=31).contains(&number).then_some(number)
}

/// Returns the value of an ordinal in digits or words, from 1 to 31: 18th, eighteenth.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    let in_words =
        || NUMBERS.iter().position(|(_, ordinal)| *ordinal == word).and_then(|at| i8::try_from(at + 1).ok());
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix));
    let number = digits.and_then(|digits| digits.parse().ok()).or_else(in_words)?;
    (1..=31).contains(&number).then_some(number)
}

/// Returns a season.
pub(super) fn season(word: &str) -> Option<Season> {
    match word {
        "spring" => Some(Season::Spring),
        "summer" => Some(Season::Summer),
        "autumn" | "fall" => Some(Season::Autumn),
        "winter" => Some(Season::Winter),
        _ => None,
    }
}

/// Returns the first year of a decade in words: the nineties.
pub(super) fn decade(word: &str) -> Option<i16> {
    DECADES.iter().find(|(name, _)| *name == word).map(|(_, year)| *year)
}
