//! Which characters make a word.

use super::folding_tables::straight;
use super::scripts::contains;

/// Digits that stand above or below the line or in a circle, as inclusive ranges in ascending order: footnotes point with
/// them. Those with brackets or a full stop are among them; fractions are not.
const POINTERS: &[(char, char)] = &[
    ('\u{B2}', '\u{B3}'),
    ('\u{B9}', '\u{B9}'),
    ('\u{2070}', '\u{2070}'),
    ('\u{2074}', '\u{2079}'),
    ('\u{2080}', '\u{2089}'),
    ('\u{2460}', '\u{249B}'),
    ('\u{24EA}', '\u{24FF}'),
    ('\u{2776}', '\u{2793}'),
    ('\u{3251}', '\u{325F}'),
    ('\u{32B1}', '\u{32BF}'),
    ('\u{1F100}', '\u{1F10C}'),
];

/// Whether a character is part of a word: a letter or digit. Letters that serve as apostrophes (ʼ in `Kyivʼs`) are not, nor
/// are digits that point to a footnote (`Kyiv¹`).
pub fn is_in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && straight(c) == c && !contains(POINTERS, c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    #[test]
    fn letters_and_digits_make_words() {
        for c in "aZ09éßжωא中ゼ٣½Ⅳªº".chars() {
            assert!(is_in_word(c), "{c:?}");
        }
        for c in " -'\"_.’ʻʼʾʿʹ¹²³⁰₂①⓪⑳➀❶⑴⒈㉑".chars() {
            assert!(!is_in_word(c), "{c:?}");
        }
    }

    #[test]
    fn pointers_are_numbers_that_are_no_digits_of_their_own() {
        assert!(POINTERS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for c in POINTERS.iter().flat_map(|&(first, last)| first..=last) {
            assert_eq!(c.general_category(), GeneralCategory::OtherNumber, "{c:?}");
        }
    }
}
