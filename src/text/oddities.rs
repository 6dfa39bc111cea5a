//! Describes what a reader cannot see in the spelling of a name.
//!
//! Folding drops zero-width characters and makes all spaces alike, so that nobody can hide a name with them. A reader
//! cannot see that they are there; this module describes them.

use std::fmt::Write;

use super::folding_tables::is_invisible;
use super::lookalikes::mixed_alphabets;

/// Maximum number of characters of a spelling that are shown.
const MAX_SHOWN: usize = 60;
/// Ordinary spaces: between words and lines, in figures and French punctuation, in East Asia.
const ORDINARY_SPACES: &[char] = &[' ', '\n', '\t', '\u{A0}', '\u{2009}', '\u{202F}', '\u{3000}'];

/// Describes in one line what is odd in a spelling: invisible characters, unusual spaces, alphabets mixed in one word,
/// styled letters. None if nothing is odd.
pub fn describe_oddities(text: &str) -> Option<String> {
    let is_odd_space = |c: char| c.is_whitespace() && !ORDINARY_SPACES.contains(&c);
    let mut found = Vec::new();
    // A soft hyphen only marks where a word may be hyphenated.
    if text.contains(|c| is_invisible(c) && c != '\u{AD}') {
        found.push(format!("with hidden characters: {}", with_code_points(text, is_invisible)));
    }
    if text.contains(is_odd_space) {
        found.push(format!("with unusual spaces: {}", with_code_points(text, is_odd_space)));
    }
    let alphabets: Vec<&str> =
        mixed_alphabets(text).into_iter().map(super::lookalikes::Alphabet::name).collect();
    if !alphabets.is_empty() {
        found.push(format!("mixes {} letters", alphabets.join(" and ")));
    }
    if text.contains(is_styled) {
        found.push("with styled letters (mathematical, enclosed or full-width)".to_owned());
    }
    (!found.is_empty()).then(|| found.join("; "))
}

/// Returns true for styled variants of letters: letter-like symbols, enclosed, full-width, mathematical.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{2102}'..='\u{2115}' | '\u{2119}'..='\u{211D}' | '\u{2124}' | '\u{2128}'..='\u{2138}' | '\u{24B6}'..='\u{24E9}'
        | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7CB}' | '\u{1F130}'..='\u{1F169}')
}

/// Returns the first [`MAX_SHOWN`] characters of a text, with those that match as code points: `Zel<U+200B>ensky`.
fn with_code_points(text: &str, is_match: impl Fn(char) -> bool) -> String {
    let mut written = String::new();
    for c in text.chars().take(MAX_SHOWN) {
        if is_match(c) {
            let _ = write!(written, "<U+{:04X}>", u32::from(c));
        } else {
            written.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    if text.chars().nth(MAX_SHOWN).is_some() {
        written.push('…');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_oddities_are_described() {
        let cases = [
            ("Zel\u{200b}ensky", "with hidden characters: Zel<U+200B>ensky"),
            ("Zel\u{e0061}ensky\u{feff}", "with hidden characters: Zel<U+E0061>ensky<U+FEFF>"),
            ("Olena\u{2003}Koval", "with unusual spaces: Olena<U+2003>Koval"),
            ("Zelеnsky", "mixes Latin and Cyrillic letters"),
            (
                "Z\u{2060}elеnsky",
                "with hidden characters: Z<U+2060>elеnsky; mixes Latin and Cyrillic letters",
            ),
            ("\u{1d419}elensky", "with styled letters (mathematical, enclosed or full-width)"),
        ];
        for (text, description) in cases {
            assert_eq!(describe_oddities(text).as_deref(), Some(description));
        }
    }

    #[test]
    fn ordinary_spellings_have_no_description() {
        for text in [
            "Zelensky",
            "Olena\u{a0}Koval",
            "Olena\nKoval",
            "Ze\u{ad}lensky",
            "Зеленський",
            "北京",
            "Åland",
            "",
            "№13",
        ] {
            assert_eq!(describe_oddities(text), None, "{text:?}");
        }
    }

    #[test]
    fn description_is_one_line_of_bounded_length() {
        let description = describe_oddities(&"a\u{200b}\n".repeat(1000)).unwrap();
        assert!(!description.contains('\n') && description.chars().count() < 600, "{description}");
    }
}
