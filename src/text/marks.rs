//! The marks that are ignored in names, by the letter that they are on.
//!
//! Marks are ignored if people leave them out when they write a name in a hurry, or in capitals: Latin diacritics,
//! Greek accents and breathings, the stress of Cyrillic vowels, the dots of ё, the vowel signs of Arabic and Hebrew.
//! Other marks of Cyrillic and Arabic are kept, since they make another letter of the alphabet: й and ї, Macedonian ќ
//! and ѓ, hamza and madda. Every other script keeps all of its marks, since there they are letters (Devanagari's
//! vowels) or nobody leaves them out.

use super::folding_tables::is_latin;
use super::scripts::contains;

/// The tatweel, which stretches an Arabic word and has no meaning.
pub(super) const TATWEEL: char = '\u{640}';

const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const DIAERESIS: char = '\u{308}';
/// The iota below a Greek vowel. In capitals it is a letter, and case folding makes it one.
const IOTA_SUBSCRIPT: char = '\u{345}';

/// Cyrillic vowels that can carry a stress mark, in NFD (ї is і with its dots), in ascending order.
const CYRILLIC_VOWELS: &[char] = &[
    'Є', 'І', 'А', 'Е', 'И', 'О', 'У', 'Ы', 'Э', 'Ю', 'Я', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'є',
    'і', 'Ѡ', 'ѡ', 'Ѣ', 'ѣ', 'Ѧ', 'ѧ', 'Ѫ', 'ѫ', 'Ѵ', 'ѵ', 'Ү', 'ү', 'Ұ', 'ұ', 'Ә', 'ә', 'Ө', 'ө',
];

/// Arabic vowel signs, the shadda, and Quranic marks, as inclusive ranges in ascending order. U+0653 to U+0655 and
/// U+065F are left out: madda and hamza make letters.
const ARABIC_MARKS: &[(char, char)] = &[
    ('\u{610}', '\u{61A}'),
    ('\u{64B}', '\u{652}'),
    ('\u{656}', '\u{65E}'),
    ('\u{670}', '\u{670}'),
    ('\u{6D6}', '\u{6DC}'),
    ('\u{6DF}', '\u{6E4}'),
    ('\u{6E7}', '\u{6E8}'),
    ('\u{6EA}', '\u{6ED}'),
    ('\u{8D3}', '\u{8E1}'),
    ('\u{8E3}', '\u{8FF}'),
];

/// Hebrew accents and points, as inclusive ranges in ascending order.
const HEBREW_MARKS: &[(char, char)] = &[
    ('\u{591}', '\u{5BD}'),
    ('\u{5BF}', '\u{5BF}'),
    ('\u{5C1}', '\u{5C2}'),
    ('\u{5C4}', '\u{5C5}'),
    ('\u{5C7}', '\u{5C7}'),
    ('\u{FB1E}', '\u{FB1E}'),
];

/// Returns true for the tatweel, which only stretches the word before it. Folding removes it after a letter.
pub fn is_tatweel(c: char) -> bool {
    c == TATWEEL
}

/// Returns true if `mark` on `letter`, both in NFD, is ignored in names.
pub(super) fn is_ignorable(mark: char, letter: char) -> bool {
    match letter {
        _ if is_latin(letter) => true,
        '\u{370}'..='\u{3E1}' | '\u{3F0}'..='\u{3FF}' => mark != IOTA_SUBSCRIPT,
        'е' | 'Е' => matches!(mark, GRAVE | ACUTE | DIAERESIS),
        '\u{400}'..='\u{52F}' => {
            matches!(mark, GRAVE | ACUTE) && CYRILLIC_VOWELS.binary_search(&letter).is_ok()
        }
        '\u{5D0}'..='\u{5F2}' => contains(HEBREW_MARKS, mark),
        '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8C9}' => {
            contains(ARABIC_MARKS, mark)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::scripts::is_mark;
    use super::*;

    #[test]
    fn tables_are_sorted_and_contain_only_marks() {
        assert!(CYRILLIC_VOWELS.is_sorted());
        for ranges in [ARABIC_MARKS, HEBREW_MARKS] {
            assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
            assert!(ranges.iter().flat_map(|&(first, last)| first..=last).all(is_mark));
        }
    }

    #[test]
    fn every_hebrew_point_is_in_the_table() {
        for c in '\u{591}'..='\u{5C7}' {
            assert_eq!(contains(HEBREW_MARKS, c), is_mark(c), "{c:?}");
        }
    }
}
