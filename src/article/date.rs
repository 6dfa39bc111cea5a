//! Dates as feeds, mails and books write them, put into one form.
//!
//! What comes out is ISO 8601 as far as the date goes (`2024`, `2024-03`, `2024-03-05`, `2024-03-05T14:29:00+02:00`), with the offset that it was
//! written with, so that nothing is claimed of it that it does not say. Of zones only those are read whose letters mean one thing in
//! news: others leave the time without an offset. A date like 05/03/24 means two things and is none.

/// The longest date in bytes; what is longer is prose.
const LONGEST: usize = 80;

/// Months by their first three letters.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Days of the week by their first three letters; they say nothing that the date does not.
const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Zones by their letters (RFC 2822, 4.3, and those that papers of Europe and Japan use).
const ZONES: &[(&str, &str)] = &[
    ("z", "Z"),
    ("ut", "Z"),
    ("utc", "Z"),
    ("gmt", "Z"),
    ("wet", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("msk", "+03:00"),
    ("jst", "+09:00"),
];

/// A moment, as far as it is told.
#[derive(Debug, Default)]
struct Moment {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<(u32, u32, u32)>,
    zone: Option<String>,
    is_afternoon: Option<bool>,
}

/// A date in ISO 8601 (RFC 3339, W3CDTF), RFC 822, or in words of English. None where it is none of these or cannot be a date.
pub fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    by_numbers(text).or_else(|| by_words(text)).and_then(Moment::written)
}

/// The moment so many seconds after 1970 began, in UTC. None for 0 and less, which stand for no date, and beyond the year 9999.
pub fn iso_date_of_unix(seconds: i64) -> Option<String> {
    if !(1..=253_402_300_799).contains(&seconds) {
        return None;
    }
    // Days since 0000-03-01, so that the day a leap year has more is the last of its year.
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hours, minutes, rest) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{rest:02}Z"))
}

/// `2024`, `2024-03`, `2024-03-05`, `20240305`, each with a time behind the last.
fn by_numbers(text: &str) -> Option<Moment> {
    let year = digits(text, 4)?;
    let rest = text.get(4..)?;
    let mut moment = Moment { year: Some(year), ..Moment::default() };
    if rest.is_empty() {
        return Some(moment);
    }
    let rest = if let Some(rest) = rest.strip_prefix(['-', '/', '.']) {
        let (month, rest) = leading_number(rest)?;
        moment.month = Some(month);
        if rest.is_empty() {
            return Some(moment);
        }
        let (day, rest) = leading_number(rest.strip_prefix(['-', '/', '.'])?)?;
        moment.day = Some(day);
        rest
    } else {
        moment.month = Some(digits(rest, 2)?);
        moment.day = Some(digits(rest.get(2..)?, 2)?);
        rest.get(4..)?
    };
    let mut rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    if let Some(time) = digits(rest, 6) {
        moment.time = Some((time / 10_000, time / 100 % 100, time % 100));
        rest = rest.get(6..)?;
    }
    for word in rest.split_whitespace() {
        moment.take_word(word)?;
    }
    Some(moment)
}

/// `Tue, 05 Mar 2024 14:29:00 +0200`, `March 5th, 2024`, `Tue Mar 5 14:29:00 2024`, `05-Mar-24`.
fn by_words(text: &str) -> Option<Moment> {
    let mut moment = Moment::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')')) {
        let word = word.trim_end_matches('.');
        let is_joined =
            word.contains('-') && word.contains(|c: char| c.is_ascii_alphabetic()) && !word.contains(':');
        if is_joined {
            for part in word.split('-') {
                moment.take_word(part)?;
            }
        } else {
            moment.take_word(word)?;
        }
    }
    (moment.year.is_some() && moment.month.is_some() && moment.day.is_some()).then_some(moment)
}

/// The number of so many digits that a text begins with.
fn digits(text: &str, count: usize) -> Option<u32> {
    let digits = text.get(..count)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// A number of one or two digits that a text begins with, and what is behind it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..end).filter(|digits| (1..=2).contains(&digits.len()))?;
    Some((number.parse().ok()?, text.get(end..)?))
}

impl Moment {
    /// Takes what a word says; none where no date has such a word.
    fn take_word(&mut self, word: &str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        let starts_with_digit = lower.starts_with(|c: char| c.is_ascii_digit());
        if lower.is_empty() || matches!(lower.as_str(), "at" | "on" | "of") {
            return Some(());
        }
        if starts_with_digit && lower.contains(':') {
            return self.take_time(&lower);
        }
        if starts_with_digit {
            return self.take_number(&lower);
        }
        if let Some(month) = MONTHS.iter().position(|month| lower.starts_with(month)) {
            self.month = Some(month as u32 + 1);
            return Some(());
        }
        if DAYS.iter().any(|day| lower.starts_with(day)) {
            return Some(());
        }
        self.take_zone(&lower)
    }

    /// A day, with or without the ending of an ordinal, or a year.
    fn take_number(&mut self, word: &str) -> Option<()> {
        let number = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        let value: u32 = number.parse().ok()?;
        match number.len() {
            4 => self.year = Some(value),
            1 | 2 if self.day.is_none() => self.day = Some(value),
            // As RFC 2822 reads years of two digits.
            2 if self.year.is_none() => {
                self.year = Some(if value < 50 { 2000 + value } else { 1900 + value });
            }
            _ => return None,
        }
        Some(())
    }

    /// `14:29`, `14:29:00`, `14:29:00.5`, with a zone, `am` or `pm` right behind it.
    fn take_time(&mut self, word: &str) -> Option<()> {
        let end =
            word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(word.len());
        let (time, zone) = word.split_at_checked(end)?;
        let time = time.split(['.', ',']).next()?;
        let mut parts = time.split(':').map(|part| part.parse::<u32>().ok());
        let (hours, minutes) = (parts.next()??, parts.next()??);
        let seconds = parts.next().flatten().unwrap_or(0);
        self.time = Some((hours, minutes, seconds));
        if zone.is_empty() { Some(()) } else { self.take_zone(zone) }
    }

    fn take_zone(&mut self, word: &str) -> Option<()> {
        if matches!(word, "am" | "pm" | "a.m" | "p.m") {
            self.is_afternoon = Some(word.starts_with('p'));
            return Some(());
        }
        if let Some(sign) = word.chars().next().filter(|c| matches!(c, '+' | '-')) {
            let numbers: String = word.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = match numbers.len() {
                1 | 2 => (numbers.parse().ok()?, 0),
                _ => (digits(&numbers, 2)?, digits(numbers.get(2..)?, 2)?),
            };
            if hours > 14 || minutes > 59 {
                return None;
            }
            let is_utc = hours == 0 && minutes == 0;
            self.zone = Some(if is_utc { "Z".to_owned() } else { format!("{sign}{hours:02}:{minutes:02}") });
            return Some(());
        }
        let is_zone = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_zone && self.zone.is_none() {
            self.zone = ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| (*offset).to_owned());
        }
        is_zone.then_some(())
    }

    /// In ISO 8601, if it can be.
    fn written(self) -> Option<String> {
        let year = self.year.filter(|year| (1000..=9999).contains(year))?;
        let Some(month) = self.month else { return Some(format!("{year}")) };
        if !(1..=12).contains(&month) {
            return None;
        }
        let Some(day) = self.day else { return Some(format!("{year}-{month:02}")) };
        if !(1..=31).contains(&day) {
            return None;
        }
        let date = format!("{year}-{month:02}-{day:02}");
        let Some((hours, minutes, seconds)) = self.time else { return Some(date) };
        let hours = match (self.is_afternoon, hours) {
            (Some(true), 1..=11) => hours + 12,
            // Midnight, as the first hour of twelve or after the last of the day before.
            (Some(false), 12) | (None, 24) => 0,
            _ => hours,
        };
        if hours > 23 || minutes > 59 || seconds > 60 {
            return Some(date);
        }
        Some(format!("{date}T{hours:02}:{minutes:02}:{seconds:02}{}", self.zone.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_dialect_come_out_alike() {
        for (written, expected) in [
            ("2024", "2024"),
            ("2024-03", "2024-03"),
            ("2024-3-5", "2024-03-05"),
            ("20240305", "2024-03-05"),
            ("20240305T142900Z", "2024-03-05T14:29:00Z"),
            ("2024-03-05T14:29:00Z", "2024-03-05T14:29:00Z"),
            ("2024-03-05T14:29:00.123+02:00", "2024-03-05T14:29:00+02:00"),
            ("2024-03-05 14:29", "2024-03-05T14:29:00"),
            ("2024-03-05 14:29:00 +0000", "2024-03-05T14:29:00Z"),
            ("2024/03/05 14:29:01 UTC", "2024-03-05T14:29:01Z"),
            ("Tue, 05 Mar 2024 14:29:00 GMT", "2024-03-05T14:29:00Z"),
            ("Tue, 5 Mar 24 14:29 EST", "2024-03-05T14:29:00-05:00"),
            ("Tue, 05 Mar 2024 14:29:00 +0545 (NPT)", "2024-03-05T14:29:00+05:45"),
            ("Tuesday, March 5th, 2024", "2024-03-05"),
            ("March 5, 2024 2:29 PM", "2024-03-05T14:29:00"),
            ("Mar. 5, 2024, at 12:05 a.m.", "2024-03-05T00:05:00"),
            ("5 March 2024 2:29pm", "2024-03-05T14:29:00"),
            ("Tue Mar  5 14:29:00 2024", "2024-03-05T14:29:00"),
            ("05-Mar-2024", "2024-03-05"),
            ("01 Jan 99 24:00:00 GMT", "1999-01-01T00:00:00Z"),
        ] {
            assert_eq!(iso_date(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "05/03/2024",
            "2024-13-01",
            "2024-02-45",
            "32 Mar 2024",
            "March 2024 was cold",
            "1",
            "-",
            "12:30",
        ] {
            assert_eq!(iso_date(text), None, "{text}");
        }
        assert_eq!(iso_date(&"2024 ".repeat(100)), None);
        assert_eq!(iso_date("2024-03-05T99:99:99Z").as_deref(), Some("2024-03-05"), "the day stands");
    }

    #[test]
    fn seconds_since_1970_are_a_date() {
        assert_eq!(iso_date_of_unix(0), None);
        assert_eq!(iso_date_of_unix(-5), None);
        assert_eq!(iso_date_of_unix(1).as_deref(), Some("1970-01-01T00:00:01Z"));
        assert_eq!(iso_date_of_unix(951_782_400).as_deref(), Some("2000-02-29T00:00:00Z"));
        assert_eq!(iso_date_of_unix(1_709_648_940).as_deref(), Some("2024-03-05T14:29:00Z"));
        assert_eq!(iso_date_of_unix(i64::MAX), None);
    }
}
