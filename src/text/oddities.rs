//! What the eye does not see of how a name is written.
//!
//! Folding passes over characters that take no room and makes one space of all, so that nobody hides a name with them. Who reads the name cannot see that
//! they are there; here they are put into words.

use std::fmt::Write;

use super::folding_tables::is_invisible;
use super::lookalikes::mixed;

/// The most characters of the writing that are shown.
const MOST_SHOWN: usize = 60;
/// Spaces that text is set with: of a word, of a line, of figures and French punctuation, of East Asia.
const USUAL_SPACES: &[char] = &[' ', '\n', '\t', '\u{A0}', '\u{2009}', '\u{202F}', '\u{3000}'];

/// What is odd in a writing, in one line: characters that are not seen, alphabets mixed in one word, spaces that nobody types, letters of
/// mathematics. None where nothing is.
pub fn oddities(text: &str) -> Option<String> {
    let is_odd_space = |c: char| c.is_whitespace() && !USUAL_SPACES.contains(&c);
    let mut odd = Vec::new();
    // A soft hyphen is where a word may be divided, and says nothing else.
    if text.contains(|c| is_invisible(c) && c != '\u{AD}') {
        odd.push(format!("with hidden characters: {}", spelled(text, is_invisible)));
    }
    if text.contains(is_odd_space) {
        odd.push(format!("with unusual spaces: {}", spelled(text, is_odd_space)));
    }
    let alphabets: Vec<&str> = mixed(text).into_iter().map(super::lookalikes::Alphabet::name).collect();
    if !alphabets.is_empty() {
        odd.push(format!("mixes {} letters", alphabets.join(" and ")));
    }
    if text.contains(is_styled) {
        odd.push("with letters made for mathematics or for other shapes".to_owned());
    }
    (!odd.is_empty()).then(|| odd.join("; "))
}

/// Letters that are a letter of A to Z in another shape: letter-like symbols, enclosed, full-width, mathematical.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{2102}'..='\u{2115}' | '\u{2119}'..='\u{211D}' | '\u{2124}' | '\u{2128}'..='\u{2138}' | '\u{24B6}'..='\u{24E9}'
        | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7CB}' | '\u{1F130}'..='\u{1F169}')
}

/// A writing with some of its characters as their code points: `Zel<U+200B>ensky`.
fn spelled(text: &str, is_named: impl Fn(char) -> bool) -> String {
    let mut spelled = String::new();
    for c in text.chars().take(MOST_SHOWN) {
        if is_named(c) {
            let _ = write!(spelled, "<U+{:04X}>", u32::from(c));
        } else {
            spelled.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    if text.chars().nth(MOST_SHOWN).is_some() {
        spelled.push('…');
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_told() {
        let cases = [
            ("Zel\u{200b}ensky", "with hidden characters: Zel<U+200B>ensky"),
            ("Zel\u{e0061}ensky\u{feff}", "with hidden characters: Zel<U+E0061>ensky<U+FEFF>"),
            ("Olena\u{2003}Koval", "with unusual spaces: Olena<U+2003>Koval"),
            ("Zelеnsky", "mixes Latin and Cyrillic letters"),
            (
                "Z\u{2060}elеnsky",
                "with hidden characters: Z<U+2060>elеnsky; mixes Latin and Cyrillic letters",
            ),
            ("\u{1d419}elensky", "with letters made for mathematics or for other shapes"),
        ];
        for (text, told) in cases {
            assert_eq!(oddities(text).as_deref(), Some(told));
        }
    }

    #[test]
    fn what_is_usual_is_not_told() {
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
            assert_eq!(oddities(text), None, "{text:?}");
        }
    }

    #[test]
    fn it_is_one_line_of_bounded_length() {
        let told = oddities(&"a\u{200b}\n".repeat(1000)).unwrap();
        assert!(!told.contains('\n') && told.chars().count() < 600, "{told}");
    }
}
