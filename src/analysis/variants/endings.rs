//! Words that differ only at the end: a declined name, a plural, or a derived word.

use super::name::Word;
use super::skeleton::readings;

/// Minimum number of letters in the stem of a declined name.
const MIN_STEM_LETTERS: usize = 4;
/// Minimum number of letters before an added s without an apostrophe. Hamas is not the plural of Hama.
const MIN_LETTERS_BEFORE_S: usize = 5;

/// Case endings of names in Ukrainian and Russian.
const CASE_SUFFIXES: &[&str] = &[
    "", "а", "у", "ом", "ем", "е", "і", "и", "ы", "ою", "ой", "ого", "ому", "им", "ым", "ім", "ій", "ий",
    "ый", "ові", "еві", "єві", "єм", "єю", "я", "ю", "ї", "ьому", "ах", "ам", "ами", "ею", "ої", "ую", "ая",
    "ь", "й", "о", "их", "ых",
];

/// Endings of names in the nominative, as sounds.
const NOMINATIVE_SOUNDS: &[&str] = &["", "a", "i", "o", "e", "ia"];

/// Suffixes that derive another word from a name in English, or a woman's name from a man's.
const DERIVATIONAL_SUFFIXES: &[&str] = &[
    "n", "an", "ian", "ean", "i", "ish", "ese", "ic", "er", "et", "ly", "ed", "ing", "ism", "ist", "a", "ia",
    "ite", "land", "man", "son",
];

/// How two words differ at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// They are forms of one name with different case endings, and at least one of them is Cyrillic.
    Declined,
    /// One has an additional s, with or without an apostrophe.
    AddedS,
    /// One is derived from the other: Iran and Iranian.
    Derived,
}

/// Returns how two unequal words differ at the end. None if more than the end differs, the ending is not recognised, or
/// the part before it is too short.
pub fn ending(left: &Word, right: &Word) -> Option<Ending> {
    let is_declined = match (left.is_cyrillic, right.is_cyrillic) {
        (true, true) => is_declined_pair(&left.letters, &right.letters),
        (true, false) => is_declined_form(left, right),
        (false, true) => is_declined_form(right, left),
        (false, false) => false,
    };
    if is_declined {
        return Some(Ending::Declined);
    }
    let (shorter, longer) =
        if left.letters.len() < right.letters.len() { (left, right) } else { (right, left) };
    let suffix: String = longer.letters.strip_prefix(shorter.letters.as_slice())?.iter().collect();
    let is_possessive = longer.folded.strip_suffix("'s").is_some_and(|owner| owner == shorter.folded);
    if is_possessive || (suffix == "s" && shorter.letters.len() >= MIN_LETTERS_BEFORE_S) {
        return Some(Ending::AddedS);
    }
    DERIVATIONAL_SUFFIXES.contains(&suffix.as_str()).then_some(Ending::Derived)
}

fn is_declined_pair(left: &[char], right: &[char]) -> bool {
    let shared = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    (MIN_STEM_LETTERS..=shared).any(|stem| {
        let has_case_suffix = |word: &[char]| {
            let ending: String = word.get(stem..).unwrap_or_default().iter().collect();
            CASE_SUFFIXES.contains(&ending.as_str())
        };
        has_case_suffix(left) && has_case_suffix(right)
    })
}

/// True if a Cyrillic word is a declined form of a romanised one.
fn is_declined_form(cyrillic: &Word, romanised: &Word) -> bool {
    let word: String = cyrillic.letters.iter().collect();
    CASE_SUFFIXES.iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
        stem.chars().count() >= MIN_STEM_LETTERS
            && readings(stem).iter().any(|stem| {
                romanised.readings.iter().any(|reading| {
                    let rest = reading.sounds.strip_prefix(stem.sounds.as_slice());
                    rest.is_some_and(|rest| {
                        NOMINATIVE_SOUNDS.contains(&rest.iter().collect::<String>().as_str())
                    })
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_suffix_is_listed_twice() {
        for suffixes in [CASE_SUFFIXES, NOMINATIVE_SOUNDS, DERIVATIONAL_SUFFIXES] {
            assert_eq!(suffixes.iter().collect::<HashSet<_>>().len(), suffixes.len(), "{suffixes:?}");
        }
    }
}
