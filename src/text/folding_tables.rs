//! Character tables for the views: apostrophes, quotation marks, hyphens, invisible characters, Latin letters, and
//! Latin letters with a stroke.

use super::scripts::contains;

/// Apostrophes, primes and letters that serve as such (the Hawaiian ʻ, the Ukrainian ʼ, ʾ and ʿ of romanised Arabic,
/// the Hebrew geresh), all mapped to `'`, in ascending order.
const APOSTROPHES: &[char] = &[
    '`', '\u{B4}', '\u{2B9}', '\u{2BB}', '\u{2BC}', '\u{2BD}', '\u{2BE}', '\u{2BF}', '\u{5F3}', '\u{2018}',
    '\u{2019}', '\u{201B}', '\u{2032}', '\u{2035}', '\u{FF07}',
];

/// Double quotation marks of every language, double primes and the Hebrew gershayim, all mapped to `"`, in ascending
/// order.
const QUOTATION_MARKS: &[char] = &[
    '\u{AB}', '\u{BB}', '\u{2BA}', '\u{2EE}', '\u{5F4}', '\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}',
    '\u{2033}', '\u{2036}', '\u{301D}', '\u{301E}', '\u{301F}', '\u{FF02}',
];

/// Hyphens and dashes, all mapped to `-`, in ascending order: general category Pd, and the minus sign.
const HYPHENS: &[char] = &[
    '\u{58A}',
    '\u{5BE}',
    '\u{1400}',
    '\u{1806}',
    '\u{2010}',
    '\u{2011}',
    '\u{2012}',
    '\u{2013}',
    '\u{2014}',
    '\u{2015}',
    '\u{2212}',
    '\u{2E17}',
    '\u{2E1A}',
    '\u{2E3A}',
    '\u{2E3B}',
    '\u{2E40}',
    '\u{2E5D}',
    '\u{301C}',
    '\u{3030}',
    '\u{30A0}',
    '\u{FE31}',
    '\u{FE32}',
    '\u{FE58}',
    '\u{FE63}',
    '\u{FF0D}',
    '\u{10D6E}',
    '\u{10EAD}',
];

/// Zero-width characters that mean nothing in a name, as inclusive ranges in ascending order.
const INVISIBLE: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'),       // soft hyphen
    ('\u{34F}', '\u{34F}'),     // combining grapheme joiner
    ('\u{61C}', '\u{61C}'),     // Arabic letter mark
    ('\u{17B4}', '\u{17B5}'),   // Khmer inherent vowels
    ('\u{180B}', '\u{180F}'),   // Mongolian variation selectors and vowel separator
    ('\u{200B}', '\u{200F}'),   // zero-width space, joiners, direction marks
    ('\u{2060}', '\u{2064}'),   // word joiner, invisible operators
    ('\u{FE00}', '\u{FE0F}'),   // variation selectors
    ('\u{FEFF}', '\u{FEFF}'),   // zero-width no-break space, the byte order mark
    ('\u{E0020}', '\u{E007F}'), // tags, used in flags of regions
    ('\u{E0100}', '\u{E01EF}'), // variation selectors supplement
];

/// Latin letters outside ASCII, as inclusive ranges in ascending order, without most of those that NFKC maps to others.
const LATIN: &[(char, char)] = &[
    ('\u{AA}', '\u{AA}'),
    ('\u{BA}', '\u{BA}'),
    ('\u{C0}', '\u{D6}'),
    ('\u{D8}', '\u{F6}'),
    ('\u{F8}', '\u{2B8}'),
    ('\u{1D00}', '\u{1D25}'),
    ('\u{1D6B}', '\u{1D77}'),
    ('\u{1D79}', '\u{1D9A}'),
    ('\u{1E00}', '\u{1EFF}'),
    ('\u{2184}', '\u{2184}'),
    ('\u{2C60}', '\u{2C7F}'),
    ('\u{A722}', '\u{A787}'),
    ('\u{A78B}', '\u{A7FF}'),
    ('\u{AB30}', '\u{AB5A}'),
    ('\u{AB60}', '\u{AB68}'),
    ('\u{1DF00}', '\u{1DF2A}'),
];

/// Latin letters that Unicode does not decompose and that people write without their stroke or spell out, in
/// ascending order.
const STROKES: &[(char, &str)] = &[
    ('\u{D0}', "D"),    // Ð
    ('\u{D8}', "O"),    // Ø
    ('\u{DF}', "ss"),   // ß
    ('\u{F0}', "d"),    // ð
    ('\u{F8}', "o"),    // ø
    ('\u{110}', "D"),   // Đ
    ('\u{111}', "d"),   // đ
    ('\u{126}', "H"),   // Ħ
    ('\u{127}', "h"),   // ħ
    ('\u{131}', "i"),   // ı, dotless: NFKC and case folding leave it alone
    ('\u{141}', "L"),   // Ł
    ('\u{142}', "l"),   // ł
    ('\u{166}', "T"),   // Ŧ
    ('\u{167}', "t"),   // ŧ
    ('\u{180}', "b"),   // ƀ
    ('\u{197}', "I"),   // Ɨ
    ('\u{1B5}', "Z"),   // Ƶ
    ('\u{1B6}', "z"),   // ƶ
    ('\u{1E4}', "G"),   // Ǥ
    ('\u{1E5}', "g"),   // ǥ
    ('\u{23A}', "A"),   // Ⱥ
    ('\u{23B}', "C"),   // Ȼ
    ('\u{23C}', "c"),   // ȼ
    ('\u{23E}', "T"),   // Ⱦ
    ('\u{243}', "B"),   // Ƀ
    ('\u{246}', "E"),   // Ɇ
    ('\u{247}', "e"),   // ɇ
    ('\u{248}', "J"),   // Ɉ
    ('\u{249}', "j"),   // ɉ
    ('\u{24C}', "R"),   // Ɍ
    ('\u{24D}', "r"),   // ɍ
    ('\u{24E}', "Y"),   // Ɏ
    ('\u{24F}', "y"),   // ɏ
    ('\u{268}', "i"),   // ɨ
    ('\u{1E9E}', "SS"), // ẞ
    ('\u{2C65}', "a"),  // ⱥ
    ('\u{2C66}', "t"),  // ⱦ
];

/// Returns `'` for an apostrophe or prime, `"` for a double quotation mark, `-` for a hyphen or dash, else `c` itself.
pub(super) fn to_ascii_punctuation(c: char) -> char {
    // No table has entries in these ranges, and nearly all of Latin, Greek and Cyrillic lies in them.
    if matches!(c, '\0'..='_' | 'a'..'\u{AB}' | '\u{BC}'..'\u{2B9}' | '\u{2EF}'..'\u{58A}') {
        c
    } else if APOSTROPHES.binary_search(&c).is_ok() {
        '\''
    } else if QUOTATION_MARKS.binary_search(&c).is_ok() {
        '"'
    } else if HYPHENS.binary_search(&c).is_ok() {
        '-'
    } else {
        c
    }
}

/// Returns every character that [`to_ascii_punctuation`] changes.
pub(super) fn typographic_chars() -> impl Iterator<Item = char> {
    [APOSTROPHES, QUOTATION_MARKS, HYPHENS]
        .into_iter()
        .flatten()
        .copied()
        .filter(|&c| to_ascii_punctuation(c) != c)
}

/// Returns true for zero-width characters that mean nothing in a name, which folding always removes: soft hyphen,
/// joiners, direction marks, variation selectors and the like.
pub fn is_invisible(c: char) -> bool {
    c >= '\u{AD}' && contains(INVISIBLE, c)
}

/// Returns true for Latin letters.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (c >= '\u{AA}' && contains(LATIN, c))
}

/// Returns a Latin letter without its stroke, or spelled out (ß is ss), in the same case. None if [`STROKES`] lacks it.
pub(super) fn strip_stroke(c: char) -> Option<&'static str> {
    let index = STROKES.binary_search_by_key(&c, |&(letter, _)| letter).ok()?;
    STROKES.get(index).map(|&(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    #[test]
    fn tables_are_sorted() {
        assert!(APOSTROPHES.is_sorted() && QUOTATION_MARKS.is_sorted() && HYPHENS.is_sorted());
        let all = APOSTROPHES.len() + QUOTATION_MARKS.len() + HYPHENS.len();
        assert_eq!(typographic_chars().count(), all);
        assert!(STROKES.is_sorted_by_key(|&(letter, _)| letter));
        for ranges in [INVISIBLE, LATIN] {
            assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn hyphens_are_unicode_dash_punctuation() {
        for c in '\0'..=char::MAX {
            let dash = c.general_category() == GeneralCategory::DashPunctuation || c == '\u{2212}';
            assert_eq!(to_ascii_punctuation(c) == '-', dash, "{c:?}");
        }
    }

    #[test]
    fn stroked_letters_are_latin_and_keep_their_case() {
        for &(letter, plain) in STROKES {
            assert!(is_latin(letter), "{letter}");
            assert_eq!(letter.is_uppercase(), plain.chars().all(char::is_uppercase), "{letter}");
        }
        assert_eq!(strip_stroke('ż'), None);
    }

    #[test]
    fn only_letters_are_latin() {
        assert!("aZéßøıſƁḀꜢ".chars().all(is_latin));
        assert!(!"×÷жιא1 -'´ʹ\u{301}".chars().any(is_latin));
    }
}
