//! Decides which characters are part of a word, and counts words.

use super::folding_tables::to_ascii_punctuation;
use super::scripts::{contains, is_mark, is_unspaced};

/// Superscript, subscript and circled digits, which refer to footnotes, as inclusive ranges in ascending order. Digits
/// with brackets or a full stop are included, fractions are not.
const FOOTNOTE_DIGITS: &[(char, char)] = &[
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

/// Returns true for letters and digits. Letters that serve as apostrophes (ʼ in `Kyivʼs`) are not part of a word, nor
/// are digits that refer to a footnote (`Kyiv¹`).
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && to_ascii_punctuation(c) == c && !contains(FOOTNOTE_DIGITS, c)
}

/// First code point of the East Asian scripts, where each letter counts as a word. Unspaced scripts below it are those
/// of South-East Asia; above it, only the rare extensions of Myanmar belong to them, and count like Han.
const EAST_ASIAN: char = '\u{2E80}';
/// Letters per word in South-East Asian scripts, without marks. Real words would need a dictionary; this approximates
/// their number in running text.
const LETTERS_PER_WORD: usize = 4;

/// Counts words as word processors do: runs that contain a letter or digit (Hangul too), between white space or letters
/// of the scripts named next; each letter of Han, Hiragana and Katakana; and in Thai, Lao, Khmer and Burmese, also
/// written without spaces, one for each four letters in a row, rounded up.
pub fn count_words(text: &str) -> usize {
    let (mut words, mut in_word, mut letters) = (0, false, 0_usize);
    for c in text.chars() {
        // Fast path.
        if c.is_ascii() {
            words += std::mem::take(&mut letters).div_ceil(LETTERS_PER_WORD);
            let is_letter = c.is_ascii_alphanumeric();
            words += usize::from(is_letter && !in_word);
            in_word = is_letter || in_word && !c.is_whitespace();
            continue;
        }
        let is_letter = c.is_alphanumeric();
        let is_unspaced = is_letter && is_unspaced(c);
        if is_unspaced && c < EAST_ASIAN {
            letters += usize::from(!is_mark(c));
        } else if !is_mark(c) {
            words += std::mem::take(&mut letters).div_ceil(LETTERS_PER_WORD);
            words += usize::from(is_unspaced || (is_letter && !in_word));
        }
        if c.is_whitespace() || is_unspaced {
            in_word = false;
        } else if is_letter {
            in_word = true;
        }
    }
    words + letters.div_ceil(LETTERS_PER_WORD)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    #[test]
    fn letters_and_digits_make_words() {
        for c in "aZ09éßжωא中ゼ٣½Ⅳªº".chars() {
            assert!(is_word_char(c), "{c:?}");
        }
        for c in " -'\"_.’ʻʼʾʿʹ¹²³⁰₂①⓪⑳➀❶⑴⒈㉑".chars() {
            assert!(!is_word_char(c), "{c:?}");
        }
    }

    #[test]
    fn words_are_counted_with_and_without_spaces() {
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
        fn ascii_fast_path_counts_like_other_characters(text in "[aZ9 .\\n'สé\u{e31}\u{a0}–中]{0,24}") {
            // Non-ASCII equivalents of letters and digits, spaces and punctuation.
            let non_ascii = |c: char| match c {
                'a' | 'Z' | '9' => 'é',
                ' ' | '\n' => '\u{2003}',
                '.' | '\'' => '–',
                other => other,
            };
            prop_assert_eq!(count_words(&text), count_words(&text.chars().map(non_ascii).collect::<String>()));
        }
    }

    #[test]
    fn footnote_digits_are_other_numbers() {
        assert!(FOOTNOTE_DIGITS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for c in FOOTNOTE_DIGITS.iter().flat_map(|&(first, last)| first..=last) {
            assert_eq!(c.general_category(), GeneralCategory::OtherNumber, "{c:?}");
        }
    }
}
