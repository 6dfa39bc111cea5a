//! Which characters make a word, and how many words a text has.

use super::folding_tables::straight;
use super::scripts::{contains, is_mark, is_unspaced};

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

/// The first letter of East Asia, in whose scripts each letter counts as a word; those without spaces before it are of South East Asia.
const EAST_ASIAN: char = '\u{2E80}';
/// How many letters make a word in South East Asia, marks above and below not counted. Real words there need a dictionary; this comes near their
/// number in running text.
const LETTERS_OF_A_WORD: usize = 4;

/// The words of a text, as word processors count them: runs between white space that hold a letter or digit (Hangul too); each letter of Han,
/// Hiragana and Katakana; and of Thai, Lao, Khmer and Burmese, which divide no words either, a word for each four letters or fewer on end.
pub fn count_words(text: &str) -> usize {
    let (mut words, mut is_open, mut letters) = (0, false, 0_usize);
    for c in text.chars() {
        // As below, for nearly all characters of most texts.
        if c.is_ascii() {
            words += std::mem::take(&mut letters).div_ceil(LETTERS_OF_A_WORD);
            let is_letter = c.is_ascii_alphanumeric();
            words += usize::from(is_letter && !is_open);
            is_open = is_letter || is_open && !c.is_whitespace();
            continue;
        }
        let is_letter = c.is_alphanumeric();
        let is_unspaced = is_letter && is_unspaced(c);
        if is_unspaced && c < EAST_ASIAN {
            letters += usize::from(!is_mark(c));
        } else if !is_mark(c) {
            words += std::mem::take(&mut letters).div_ceil(LETTERS_OF_A_WORD);
            words += usize::from(is_unspaced || (is_letter && !is_open));
        }
        if c.is_whitespace() || is_unspaced {
            is_open = false;
        } else if is_letter {
            is_open = true;
        }
    }
    words + letters.div_ceil(LETTERS_OF_A_WORD)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn words_are_counted_in_scripts_with_spaces_and_without() {
        for (text, expected) in [
            ("", 0),
            ("One two — three.", 3),
            ("co-operation isn’t 28-point", 3),
            ("e\u{301}te\u{301} u\u{301}n", 2),
            ("和平计划。", 4),
            ("NATO和平2020年 x", 6),
            ("特使は東京に着いた。", 9),
            ("ミュンヘン", 5),
            ("평화 계획이 있다", 3),
            ("สันติภาพ", 2),
            ("Kyiv สันติภาพ Kyiv", 4),
        ] {
            assert_eq!(count_words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn letters_of_ascii_are_counted_as_their_like_elsewhere(text in "[aZ9 .\\n'สé\u{e31}\u{a0}–中]{0,24}") {
            // The same, each from elsewhere: a wide letter, a wide digit, another space, another mark.
            let elsewhere = |c: char| match c {
                'a' | 'Z' | '9' => 'é',
                ' ' | '\n' => '\u{2003}',
                '.' | '\'' => '–',
                other => other,
            };
            prop_assert_eq!(count_words(&text), count_words(&text.chars().map(elsewhere).collect::<String>()));
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
