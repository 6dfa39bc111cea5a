//! Properties of scripts: which are written without spaces, which from right to left, and what is a mark.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Scripts written without spaces between words, as inclusive ranges in ascending order (blocks and letters of
/// Unicode's `Scripts.txt`): Thai, Lao, Myanmar, Khmer, Hiragana, Katakana, Han.
const UNSPACED: &[(char, char)] = &[
    ('\u{0E01}', '\u{0E3A}'),   // Thai
    ('\u{0E40}', '\u{0E5B}'),   // Thai (U+0E3F is the baht sign)
    ('\u{0E81}', '\u{0EDF}'),   // Lao
    ('\u{1000}', '\u{109F}'),   // Myanmar
    ('\u{1780}', '\u{17DD}'),   // Khmer
    ('\u{17E0}', '\u{17F9}'),   // Khmer digits
    ('\u{19E0}', '\u{19FF}'),   // Khmer symbols
    ('\u{2E80}', '\u{2FD5}'),   // Han radicals
    ('\u{3005}', '\u{3007}'),   // Han iteration mark, closing mark, zero
    ('\u{3021}', '\u{3029}'),   // Hangzhou numerals
    ('\u{3031}', '\u{3035}'),   // Kana repeat marks
    ('\u{3038}', '\u{303B}'),   // Hangzhou numerals, Han iteration mark
    ('\u{3041}', '\u{3096}'),   // Hiragana
    ('\u{3099}', '\u{309F}'),   // voicing marks, Hiragana iteration marks
    ('\u{30A1}', '\u{30FA}'),   // Katakana
    ('\u{30FC}', '\u{30FF}'),   // prolonged sound mark, Katakana iteration marks
    ('\u{31F0}', '\u{31FF}'),   // Katakana extensions
    ('\u{32D0}', '\u{32FE}'),   // circled Katakana
    ('\u{3300}', '\u{3357}'),   // squared Katakana
    ('\u{3400}', '\u{4DBF}'),   // Han extension A
    ('\u{4E00}', '\u{9FFF}'),   // Han
    ('\u{A9E0}', '\u{A9FE}'),   // Myanmar extended B
    ('\u{AA60}', '\u{AA7F}'),   // Myanmar extended A
    ('\u{F900}', '\u{FAD9}'),   // Han compatibility
    ('\u{FF66}', '\u{FF9F}'),   // half-width Katakana
    ('\u{116D0}', '\u{116E3}'), // Myanmar extended C
    ('\u{16FE2}', '\u{16FF6}'), // Han punctuation and reading marks
    ('\u{1AFF0}', '\u{1B168}'), // Kana extensions and supplement
    ('\u{1F200}', '\u{1F200}'), // squared Hiragana
    ('\u{20000}', '\u{3FFFD}'), // Han, supplementary planes
];

/// Returns true if `c` is of a script written without spaces, where a name may start and end next to a letter: Han,
/// Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{0E01}' && contains(UNSPACED, c)
}

/// Blocks of scripts written from right to left, as inclusive ranges in ascending order (those whose default
/// `Bidi_Class` is R or AL): Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, presentation forms, and
/// historic scripts.
const RIGHT_TO_LEFT: &[(char, char)] = &[
    ('\u{0590}', '\u{08FF}'),
    ('\u{FB1D}', '\u{FDFF}'),
    ('\u{FE70}', '\u{FEFE}'),
    ('\u{10800}', '\u{10FFF}'),
    ('\u{1E800}', '\u{1EFFF}'),
];

/// Returns true if the first letter of a text is of a right-to-left script (UAX #9, rules P2 and P3).
pub fn is_right_to_left(text: &str) -> bool {
    let letter = text.chars().find(|c| c.is_alphabetic());
    letter.is_some_and(|c| c >= '\u{0590}' && contains(RIGHT_TO_LEFT, c))
}

/// Returns true for marks (general category Mn, Mc or Me), which belong to the letter before them.
pub fn is_mark(c: char) -> bool {
    // U+0300 is the first mark; nearly every character of a European text is below it.
    c >= '\u{300}' && c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Returns true if one of the ranges, inclusive and in ascending order, contains `c`.
pub(super) fn contains(ranges: &[(char, char)], c: char) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= c);
    after.checked_sub(1).and_then(|index| ranges.get(index)).is_some_and(|&(_, last)| c <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_linebreak::{BreakClass, break_property};

    #[test]
    fn ranges_are_sorted() {
        for ranges in [UNSPACED, RIGHT_TO_LEFT] {
            assert!(ranges.iter().all(|(first, last)| first <= last));
            assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn unspaced_scripts_are_recognised() {
        for c in "泽连斯基ゼレンスキーぜเซเลนสกีເຊເລນສະກີហ្សេឡេនស្គីဇယ်လန်စကီ々𠀀ｾﾞ".chars()
        {
            assert!(is_unspaced(c), "{c:?}");
        }
        for c in "Zelenskyżé Зеленський Ζελένσκι 젤렌스키 زيلينسكي זלנסקי ज़ेलेंस्की 09.,-'’“。、฿".chars()
        {
            assert!(!is_unspaced(c), "{c:?}");
        }
    }

    /// Letters that UAX #14 leaves to a dictionary (class SA) are unspaced in our blocks too.
    #[test]
    fn unspaced_scripts_agree_with_line_breaking() {
        let blocks = ['\u{0E00}'..='\u{0EFF}', '\u{1000}'..='\u{109F}', '\u{1780}'..='\u{17FF}'];
        for c in blocks.into_iter().flatten() {
            if break_property(u32::from(c)) == BreakClass::ComplexContext && c.is_alphabetic() {
                assert!(is_unspaced(c), "{c:?}");
            }
        }
    }

    #[test]
    fn first_letter_decides_the_direction() {
        for text in ["זלנסקי met", "28 نقطة", "— “نقطة”", "\u{200F}…‏ܫ", "ﷺ"] {
            assert!(is_right_to_left(text), "{text}");
        }
        for text in ["Zelensky זלנסקי", "28", "", "Зеленський", "泽连斯基", "ゼ", "ก"]
        {
            assert!(!is_right_to_left(text), "{text}");
        }
    }

    #[test]
    fn marks_are_recognised() {
        assert!(
            ['\u{301}', '\u{306}', '\u{20DD}', '\u{93E}', '\u{FE0F}', '\u{E31}'].into_iter().all(is_mark)
        );
        assert!(!"aéйї'-^´¨".chars().any(is_mark));
        assert!(('\0'..'\u{300}').all(|c| c.general_category_group() != GeneralCategoryGroup::Mark));
    }
}
