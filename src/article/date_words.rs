//! Dates in prose: `Published 11 Feb 2019`, `21.05.2016, 10:44`, `24 листопада 2025`.

/// Month names, January first, in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Ukrainian and
/// Russian, in the nominative and in the case used in dates; plus a few abbreviations. Prefixes of a name are
/// recognised too: see [`parse_month`].
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "stycznia",
        "styczeń",
        "січня",
        "січень",
        "января",
        "январь",
    ],
    &[
        "february",
        "februar",
        "feber",
        "février",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "lutego",
        "luty",
        "лютого",
        "лютий",
        "февраля",
        "февраль",
    ],
    &[
        "march",
        "märz",
        "mär",
        "mars",
        "marzo",
        "março",
        "maart",
        "mrt",
        "marca",
        "marzec",
        "березня",
        "березень",
        "марта",
        "март",
    ],
    &["april", "avril", "abril", "aprile", "kwietnia", "kwiecień", "квітня", "квітень", "апреля", "апрель"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maja", "maj", "травня", "травень", "мая", "май"],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "giugno",
        "junho",
        "czerwca",
        "czerwiec",
        "червня",
        "червень",
        "июня",
        "июнь",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "luglio",
        "julho",
        "lipca",
        "lipiec",
        "липня",
        "липень",
        "июля",
        "июль",
    ],
    &[
        "august",
        "août",
        "agosto",
        "augustus",
        "sierpnia",
        "sierpień",
        "серпня",
        "серпень",
        "августа",
        "август",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "settembre",
        "setembro",
        "sept",
        "września",
        "wrzesień",
        "вересня",
        "вересень",
        "сентября",
        "сентябрь",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "października",
        "październik",
        "жовтня",
        "жовтень",
        "октября",
        "октябрь",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "listopada",
        "listopad",
        "листопада",
        "листопад",
        "ноября",
        "ноябрь",
    ],
    &[
        "december",
        "dezember",
        "décembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "grudnia",
        "grudzień",
        "грудня",
        "грудень",
        "декабря",
        "декабрь",
    ],
];
/// Minimum length of a month abbreviation in characters.
const MIN_MONTH_LEN: usize = 3;
/// Words that may stand between the parts of a date.
const CONNECTORS: &[&str] = &["de", "del", "of", "the"];

/// What a word can be in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// One or two digits, with or without `st`, `nd`, `rd`, `th`, `er`.
    DayOrMonth(u32),
    /// A year from 1900 to 2099.
    Year(u32),
    Month(u32),
    Connector,
    Other,
}

/// Returns the first complete date in a line as `2019-02-11`: a year, a month, by name or number, and a day. Skips a
/// date with slashes in which the order of day and month matters and is unclear (`03/04/2024`). None if the line contains no other.
pub fn find_date(line: &str) -> Option<String> {
    let words: Vec<(&str, &str)> = split_words(line);
    let parts: Vec<(Part, &str)> = words
        .iter()
        .map(|(word, separator)| (classify(word), *separator))
        .filter(|(part, _)| *part != Part::Connector)
        .collect();
    parts.windows(3).find_map(|window| {
        let [(first, after_first), (second, after_second), (third, _)] = window else { return None };
        let same_separator = after_first == after_second;
        let (year, month, day) = match (*first, *second, *third) {
            (Part::DayOrMonth(day), Part::Month(month), Part::Year(year))
            | (Part::Month(month), Part::DayOrMonth(day), Part::Year(year))
            | (Part::Year(year), Part::Month(month), Part::DayOrMonth(day)) => (year, month, day),
            // With dots, the day comes before the month.
            (Part::DayOrMonth(day), Part::DayOrMonth(month), Part::Year(year))
                if same_separator && *after_first == "." =>
            {
                (year, month, day)
            }
            (Part::DayOrMonth(left), Part::DayOrMonth(right), Part::Year(year))
                if same_separator && *after_first == "/" =>
            {
                match (left > 12, right > 12) {
                    _ if left == right => (year, right, left),
                    (true, false) => (year, right, left),
                    (false, true) => (year, left, right),
                    _ => return None,
                }
            }
            (Part::Year(year), Part::DayOrMonth(month), Part::DayOrMonth(day))
                if same_separator && ["-", "/", "."].contains(after_first)
                    || (*after_first, *after_second) == ("年", "月") =>
            {
                (year, month, day)
            }
            _ => return None,
        };
        (is_valid_date(year, month, day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// Splits a line into words (runs of letters and digits), each with the trimmed text between it and the next. The
/// characters 年, 月 and 日 belong to the text between words.
fn split_words(line: &str) -> Vec<(&str, &str)> {
    let mut words = Vec::new();
    let is_word_char = |c: char| c.is_alphanumeric() && !matches!(c, '年' | '月' | '日');
    let mut rest = line.trim_start_matches(|c| !is_word_char(c));
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !is_word_char(c)).unwrap_or(rest.len()));
        let (between, next) = after.split_at(after.find(is_word_char).unwrap_or(after.len()));
        words.push((word, between.trim()));
        rest = next;
    }
    words
}

fn classify(word: &str) -> Part {
    let lower = word.to_lowercase();
    if CONNECTORS.contains(&lower.as_str()) {
        return Part::Connector;
    }
    let (digits, suffix) = lower.split_at(lower.find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len()));
    match (digits.len(), digits.parse::<u32>()) {
        (1 | 2, Ok(number)) if ["", "st", "nd", "rd", "th", "er"].contains(&suffix) => {
            Part::DayOrMonth(number)
        }
        (4, Ok(year)) if suffix.is_empty() && (1900..2100).contains(&year) => Part::Year(year),
        _ => parse_month(&lower).map_or(Part::Other, Part::Month),
    }
}

/// Returns the month, from 1, that a word names or abbreviates. An ambiguous prefix means the earlier month.
pub fn parse_month(word: &str) -> Option<u32> {
    word.chars().nth(MIN_MONTH_LEN - 1)?;
    let lower = word.to_lowercase();
    let is_name = |names: &&&[&str]| names.iter().any(|name| name.starts_with(&lower));
    let whole = MONTHS.iter().position(|names| names.contains(&lower.as_str()));
    let month = whole.or_else(|| MONTHS.iter().position(|names| is_name(&names)))?;
    Some(month as u32 + 1)
}

/// Returns true if the date exists.
pub fn is_valid_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_is_clear_if_day_and_month_are_the_same_number() {
        assert_eq!(find_date("05/05/2024").as_deref(), Some("2024-05-05"));
        assert_eq!(find_date("13/13/2024"), None);
    }

    #[test]
    fn dates_in_every_style_are_found() {
        for (line, expected) in [
            ("Published 11 Feb 2019", Some("2019-02-11")),
            ("By Priya Ramanathan May 18, 2023 12 min read", Some("2023-05-18")),
            ("21.05.2016, 10:44 | Views: 1 204", Some("2016-05-21")),
            ("Thursday, 14 November 2002", Some("2002-11-14")),
            ("Nov. 3rd, 2020 at 9am", Some("2020-11-03")),
            ("3 de noviembre de 2020", Some("2020-11-03")),
            ("le 1er août 2021", Some("2021-08-01")),
            ("le 12 juin 2021", Some("2021-06-12")),
            ("le 12 juillet 2021", Some("2021-07-12")),
            ("24. März 2025, 8 Uhr", Some("2025-03-24")),
            ("24 листопада 2025", Some("2025-11-24")),
            ("3 мая 2021", Some("2021-05-03")),
            ("3 марта 2021", Some("2021-03-03")),
            ("2023年10月16日 08:32", Some("2023-10-16")),
            ("2023-10-16", Some("2023-10-16")),
            ("31/12/2020", Some("2020-12-31")),
            ("03/04/2024", None),
            ("31 Nov 2025", None),
            ("12 decades 2010", None),
            ("3 settlers 2020", None),
            ("12 sept. 2020", Some("2020-09-12")),
            ("12. Jän 2020", Some("2020-01-12")),
            ("In May 2019 there were 12 of them", None),
            ("1 204 2016", None),
            ("The market of 1999", None),
            ("", None),
        ] {
            assert_eq!(find_date(line).as_deref(), expected, "{line}");
        }
    }
}
