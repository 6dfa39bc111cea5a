//! Asks the terminal for its background colour.
//!
//! The query is OSC 11 (xterm ctlseqs, "Operating System Commands"), followed by a request for the device attributes
//! (DA1), which nearly every terminal answers, and terminals answer in order. So once the attributes arrive, no answer
//! to the query can follow, whether or not the terminal supports OSC 11. That matters when the terminal is given up,
//! since a later answer would be typed into the shell, and for a lone Esc, which waits longer while an answer is
//! expected.

use std::time::{Duration, Instant};

use crate::app::state::display::Background;

/// The query, and the request for the device attributes. The query ends with BEL so that the answer does too. If it
/// ended with ST, older versions of rxvt-unicode would end the answer with a lone `ESC`, which is also a key.
pub const QUERY: &str = "\x1b]11;?\x07\x1b[c";

/// How long to wait for an answer. A terminal that is silent for longer never answers, or is so far away that nobody
/// would wait for it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Maximum length of an answer in bytes, without introducer and terminator. The longest usual form has 27.
pub const MAX_ANSWER_LEN: usize = 64;

/// The answers that the terminal has not sent yet.
#[derive(Debug)]
pub struct Outstanding {
    count: u8,
    /// The time after which the last one is no longer expected.
    until: Option<Instant>,
}

impl Outstanding {
    pub const fn none() -> Self {
        Self { count: 0, until: None }
    }

    /// Counts a query that is about to be sent.
    pub fn add(&mut self, now: Instant) {
        self.count = self.count.saturating_add(1);
        self.until = Some(now + PATIENCE);
    }

    /// Counts device attributes that have arrived: the query before them is answered, or never will be.
    pub fn remove(&mut self) {
        self.count = self.count.saturating_sub(1);
    }

    /// Returns for how long an answer is still expected. None if none is.
    pub fn time_left(&self, now: Instant) -> Option<Duration> {
        let left = self.until.filter(|_| self.count > 0)?.saturating_duration_since(now);
        Some(left).filter(|left| !left.is_zero())
    }
}

/// Interprets the body of an operating system command. None unless it is an answer to the query.
pub fn parse_answer(body: &[u8]) -> Option<Background> {
    let [red, green, blue] = parse_color(std::str::from_utf8(body).ok()?.strip_prefix("11;")?)?;
    // Relative luminance and contrast ratio are those of WCAG 2.
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (on_black, on_white) = ((luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05));
    // On a light background, black is easier to read than white.
    Some(if on_black > on_white { Background::Light } else { Background::Dark })
}

/// Parses a colour in the forms of `XParseColor(3)`: `rgb:` with one to four hexadecimal digits per part, or `#` with
/// three parts of the same length. `rgba:` is rxvt-unicode's form; the opacity of the background makes no difference.
/// Returns parts from 0 to 1.
fn parse_color(text: &str) -> Option<[f64; 3]> {
    if let Some(digits) = text.strip_prefix('#') {
        let length = digits.len() / 3;
        if digits.len() % 3 != 0 || !digits.is_ascii() {
            return None;
        }
        let part = |at: usize| parse_part(digits.get(at * length..(at + 1) * length)?);
        return Some([part(0)?, part(1)?, part(2)?]);
    }
    let (space, parts) = text.split_once(':')?;
    let parts: Vec<&str> = parts.split('/').collect();
    match (space, parts.as_slice()) {
        ("rgb", [red, green, blue]) => Some([parse_part(red)?, parse_part(green)?, parse_part(blue)?]),
        ("rgba", [red, green, blue, alpha]) => {
            parse_part(alpha)?;
            Some([parse_part(red)?, parse_part(green)?, parse_part(blue)?])
        }
        _ => None,
    }
}

fn parse_part(digits: &str) -> Option<f64> {
    // `from_str_radix` would accept a sign.
    if !matches!(digits.len(), 1..=4) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let largest = (1_u32 << (4 * digits.len())) - 1;
    Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(largest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_forms_of_a_colour_are_understood() {
        for (color, background) in [
            ("rgb:ffff/ffff/ffff", Background::Light),
            ("rgb:0000/0000/0000", Background::Dark),
            ("rgb:FF/FF/FF", Background::Light),
            ("rgb:fff/fff/fff", Background::Light),
            ("rgb:f/f/f", Background::Light),
            ("rgb:1/1/1", Background::Dark),
            ("rgba:ffff/ffff/ffff/cccc", Background::Light),
            ("rgba:00/00/00/ff", Background::Dark),
            ("#fff", Background::Light),
            ("#282828", Background::Dark),
            ("#fdfdf6f6e3e3", Background::Light),
            // Solarized, Gruvbox, and the light grey of Tango.
            ("rgb:0000/2b2b/3636", Background::Dark),
            ("rgb:fdfd/f6f6/e3e3", Background::Light),
            ("rgb:fbfb/f1f1/c7c7", Background::Light),
            ("rgb:d3d3/d7d7/cfcf", Background::Light),
            // White is easier to read on the first, black on the second.
            ("rgb:7070/7070/7070", Background::Dark),
            ("rgb:8080/8080/8080", Background::Light),
            // Green is lighter than blue.
            ("rgb:0000/ffff/0000", Background::Light),
            ("rgb:0000/0000/ffff", Background::Dark),
        ] {
            assert_eq!(parse_answer(format!("11;{color}").as_bytes()), Some(background), "{color}");
        }
    }

    #[test]
    fn malformed_answers_are_ignored() {
        for body in [
            "",
            "11",
            "11;",
            "11;?",
            "11;white",
            "11;rgb:",
            "11;rgb:ffff/ffff",
            "11;rgb:ffff/ffff/",
            "11;rgb:ffff/ffff/ffff/ffff",
            "11;rgb:ffff/ffff/fffff",
            "11;rgb:+fff/-fff/ ff",
            "11;rgb:gggg/ffff/ffff",
            "11;rgb:é/é/é",
            "11;rgba:ffff/ffff/ffff",
            "11;rgba:ffff/ffff/ffff/x",
            "11;#",
            "11;#ffff",
            "11;#ééé",
            "11;#fffffffffffffff",
            "11;rgb:ffff/ffff/ffff;rgb:0/0/0",
            "10;rgb:ffff/ffff/ffff",
            "111;rgb:ffff/ffff/ffff",
            " 11;rgb:ffff/ffff/ffff",
        ] {
            assert_eq!(parse_answer(body.as_bytes()), None, "{body}");
        }
        assert_eq!(parse_answer(b"11;rgb:\xff/\xff/\xff"), None);
    }

    #[test]
    fn answers_are_expected_until_they_come_and_not_for_ever() {
        let (mut outstanding, now) = (Outstanding::none(), Instant::now());
        outstanding.remove();
        assert_eq!(outstanding.time_left(now), None);
        outstanding.add(now);
        outstanding.add(now);
        assert_eq!(outstanding.time_left(now), Some(PATIENCE));
        outstanding.remove();
        assert_eq!(outstanding.time_left(now + PATIENCE / 4), Some(PATIENCE * 3 / 4));
        assert_eq!(outstanding.time_left(now + PATIENCE), None);
        outstanding.remove();
        assert_eq!(outstanding.time_left(now), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_parsed_without_a_panic(
            body in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..MAX_ANSWER_LEN),
                "11;(rgba?:|#)[0-9a-fA-F/é+]{0,24}".prop_map(String::into_bytes),
            ],
        ) {
            parse_answer(&body);
        }

        /// With two digits or four per part, and in either form, the background is the same.
        #[test]
        fn number_of_digits_makes_no_difference(parts in any::<[u8; 3]>()) {
            let [red, green, blue] = parts.map(|part| format!("{part:02x}"));
            let parsed = |color: String| parse_answer(format!("11;{color}").as_bytes());
            let short = parsed(format!("rgb:{red}/{green}/{blue}"));
            prop_assert!(short.is_some());
            prop_assert_eq!(parsed(format!("rgb:{red}{red}/{green}{green}/{blue}{blue}")), short);
            prop_assert_eq!(parsed(format!("#{red}{green}{blue}")), short);
        }
    }
}
