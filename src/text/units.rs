//! The units of folding: a character with the marks that follow it, and any invisible characters between them.

use unicode_normalization::{IsNormalized, char::decompose_compatible, is_nfc_quick};

use super::folding_tables::is_invisible;
use super::marks::TATWEEL;
use super::scripts::is_mark;

/// Skips the unit that `text` starts with: one character and its marks, with any invisible characters between them.
pub(super) fn skip_unit(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    let mut after = characters.as_str();
    while let Some(rest) = skip_extender(after) {
        after = rest;
    }
    after
}

/// Skips one more character of the same unit. None if a new unit begins or the text ends.
pub(super) fn skip_extender(text: &str) -> Option<&str> {
    let mut characters = text.trim_start_matches(is_invisible).chars();
    let extends = extends_unit(characters.next()?);
    extends.then_some(characters.as_str())
}

/// Returns true if `c` belongs to the unit of the character before it: a mark, a Hangul vowel or final, or anything
/// else that composes, as it is or in its compatibility form. A tatweel does, so that a stretched word is one word.
pub(super) fn extends_unit(c: char) -> bool {
    match c {
        TATWEEL => true,
        '\0'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{590}' | '\u{2000}'..='\u{20CF}' => false,
        _ if is_unchanged(c) => false,
        _ => {
            let mut first = None;
            decompose_compatible(c, |part| {
                first.get_or_insert(part);
            });
            first.is_some_and(|part| {
                part == TATWEEL || is_mark(part) || is_nfc_quick(std::iter::once(part)) == IsNormalized::Maybe
            })
        }
    }
}

/// Returns true for characters of the large blocks (Kana, Han, Hangul syllables) that begin a unit and that folding
/// leaves alone.
pub(super) fn is_unchanged(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}')
}
