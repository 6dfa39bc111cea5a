//! Dates of feeds and books: ISO 8601 (RFC 3339, W3CDTF), RFC 822, and informal variants of either.

use crate::article::mail_date::{MONTHS, parse_mail_date};

/// Maximum length of a date, in bytes.
const MAX_LEN: usize = 100;

/// Converts a date to ISO 8601: a year, a month, a day, or a day and time (`2024`, `2024-03`, `2024-03-05`,
/// `2024-03-05T14:29:00+02:00`). Keeps an offset and drops fractions of a second. None for anything else,
/// such as `05/03/24`, which is ambiguous.
pub fn to_iso(words: &str) -> Option<String> {
    let words = words.trim();
    if words.len() > MAX_LEN {
        return None;
    }
    let Some((year, rest)) = parse_number(words, 4).filter(|_| !words.contains(", ")) else {
        return parse_mail_date(&normalise_words(words));
    };
    from_numbers(year, rest).or_else(|| parse_mail_date(&normalise_words(words)))
}

/// Parses what follows the year: nothing, a month (`-03`), or a day (`-03-05`, `0305`) with or without a time.
fn from_numbers(year: u32, rest: &str) -> Option<String> {
    if rest.is_empty() {
        return (1000..=9999).contains(&year).then(|| format!("{year}"));
    }
    let separated = rest.strip_prefix(['-', '/', '.']);
    let (month, rest) = match separated {
        Some(rest) => parse_number(rest, 2).or_else(|| parse_number(rest, 1))?,
        None => parse_number(rest, 2)?,
    };
    let name = MONTHS.get(month.checked_sub(1)? as usize)?;
    if rest.is_empty() && separated.is_some() {
        return Some(format!("{year}-{month:02}"));
    }
    let (day, rest) = match separated {
        Some(_) => {
            let rest = rest.strip_prefix(['-', '/', '.'])?;
            parse_number(rest, 2).or_else(|| parse_number(rest, 1))?
        }
        None => parse_number(rest, 2)?,
    };
    let time = rest.trim_start_matches(['T', 't', ' ']);
    let time = match parse_number(time, 6) {
        Some((compact, zone)) => {
            format!("{:02}:{:02}:{:02}{zone}", compact / 10_000, compact / 100 % 100, compact % 100)
        }
        None => match parse_number(time, 4).filter(|(_, zone)| zone.is_empty()) {
            Some((compact, _)) => format!("{:02}:{:02}", compact / 100, compact % 100),
            None => time.to_owned(),
        },
    };
    parse_mail_date(&format!("{day} {name} {year} {}", normalise_words(&time)))
}

/// Parses a number of exactly `count` digits. Returns it and the rest, which may start with another digit.
fn parse_number(text: &str, count: usize) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Some((digits.parse().ok()?, rest)))?
}

/// Splits words written together (`2:29pm`, `14:29:00Z`) and converts `5th` and `a.m.` to the forms
/// used in mail (`5`, `am`).
fn normalise_words(words: &str) -> String {
    let mut normalised = String::with_capacity(words.len() + 8);
    for word in words.split([' ', '\t', '\n', '\r', ',', '\u{A0}']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let end = lower.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(lower.len());
        let (digits, tail) = lower.split_at_checked(end).unwrap_or((&lower, ""));
        let tail = match tail {
            "a.m." | "a.m" => "am",
            "p.m." | "p.m" => "pm",
            tail => tail,
        };
        match (digits, tail) {
            (_, "st" | "nd" | "rd" | "th") => normalised.push_str(digits),
            // 24:00 is read as 00:00 of the same day.
            (time, _) if time.contains(':') => {
                let time =
                    time.strip_prefix("24:").map_or_else(|| time.to_owned(), |rest| format!("00:{rest}"));
                normalised.extend([&time, " ", tail]);
            }
            ("", "am" | "pm") => normalised.push_str(tail),
            _ => normalised.push_str(word),
        }
        normalised.push(' ');
    }
    normalised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_all_formats_become_iso() {
        for (written, expected) in [
            ("2024", "2024"),
            ("2024-03", "2024-03"),
            ("2024-3-5", "2024-03-05"),
            ("20240305", "2024-03-05"),
            ("20240305T142900Z", "2024-03-05T14:29:00+00:00"),
            ("2024-03-05T14:29:00Z", "2024-03-05T14:29:00+00:00"),
            ("2024-03-05T14:29:00.123+02:00", "2024-03-05T14:29:00+02:00"),
            ("2024-03-05T14:29:00-0330", "2024-03-05T14:29:00-03:30"),
            ("2024-03-05 14:29", "2024-03-05T14:29:00"),
            ("2024-03-05 14:29:00 +0000", "2024-03-05T14:29:00+00:00"),
            ("2024/03/05 14:29:01 UTC", "2024-03-05T14:29:01+00:00"),
            ("Tue, 05 Mar 2024 14:29:00 GMT", "2024-03-05T14:29:00+00:00"),
            ("Tue, 5 Mar 24 14:29 EST", "2024-03-05T14:29:00-05:00"),
            ("Tue, 05 Mar 2024 14:29:00+0545 (NPT)", "2024-03-05T14:29:00+05:45"),
            ("Tuesday, March 5th, 2024", "2024-03-05"),
            ("March 5, 2024 2:29 PM", "2024-03-05T14:29:00"),
            ("Mar. 5, 2024, at 12:05 a.m.", "2024-03-05T00:05:00"),
            ("5 March 2024 2:29pm", "2024-03-05T14:29:00"),
            ("Tue Mar  5 14:29:00 2024", "2024-03-05T14:29:00"),
            ("05-Mar-2024", "2024-03-05"),
            ("01 Jan 99 24:00:00 GMT", "1999-01-01T00:00:00+00:00"),
            ("2024-03-05T99:99:99Z", "2024-03-05"),
        ] {
            assert!(
                to_iso(written).is_some_and(|date| date.starts_with(expected)),
                "{written}: {:?}",
                to_iso(written)
            );
        }
    }

    #[test]
    fn other_text_is_not_a_date() {
        for text in [
            "",
            "yesterday",
            "05/03/2024",
            "2024-13-01",
            "2024-02-30",
            "32 Mar 2024",
            "March 2024 was cold",
            "1",
            "-",
            "12:30",
            "жжжж",
        ] {
            assert_eq!(to_iso(text), None, "{text}");
        }
        assert_eq!(to_iso(&"2024 ".repeat(100)), None);
    }
}
