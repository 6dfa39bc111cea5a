//! Where a word may be divided at the end of a row.
//!
//! By Liang's patterns, as TeX has them (the crate `hypher`, patterns of the hyph-utf8 project under permissive licences).
//! The patterns of a wrong language divide wrongly, so a text in a language that is not known is not divided.

use hypher::{Lang, hyphenate_bounded};

use super::language::language_of;
use super::scripts::is_mark;

/// The fewest letters before and after a division.
const LEAST_LETTERS: (usize, usize) = (2, 3);
/// The longest word that is looked at, in bytes: no language has longer ones, but hostile texts do.
const LONGEST_WORD: usize = 128;
/// A place where the writer allows a division; shown only where a row ends at it.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// A language that words can be divided in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patterns(Lang);

impl Patterns {
    /// The patterns of a language by its ISO 639-1 code; a subtag behind it is passed over. None where there are none, or
    /// where the language is not divided with a hyphen.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let code = match code.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        let language = Lang::from_iso(code.as_bytes().try_into().ok()?)?;
        language.hyphenation_character().is_some().then_some(Self(language))
    }

    /// The patterns for a text: of the language that it is said to be in, else of the one that its words tell.
    pub fn of_text(declared: Option<&str>, text: &str) -> Option<Self> {
        Self::of_code(declared.or_else(|| language_of(text))?)
    }

    /// Where a stretch without spaces may be divided, in bytes, in order. Only the one word in it is, if it is all letters: no
    /// address, no number; one with a capital letter, which may be a name, only if `names` says so.
    pub fn divisions(self, stretch: &str, names: bool) -> Vec<usize> {
        let core = stretch.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = stretch.len() - core.len();
        let core = core.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
        // The possessive is no syllable.
        let core = core.split_once(['\'', '’']).map_or(core, |(owner, _)| owner);
        let is_word = core.len() <= LONGEST_WORD && core.chars().all(|c| c.is_alphabetic() || is_mark(c));
        if !is_word || (!names && core.chars().any(char::is_uppercase)) {
            return Vec::new();
        }
        let (before, after) = self.0.bounds();
        let (before, after) = (before.max(LEAST_LETTERS.0), after.max(LEAST_LETTERS.1));
        if core.chars().count() < before + after {
            return Vec::new();
        }
        let mut at = start;
        let syllables = hyphenate_bounded(core, self.0, before, after).map(|syllable| {
            at += syllable.len();
            at
        });
        let end = start + core.len();
        // The patterns count characters; marks are no letters.
        let letters = |from: usize, to: usize| {
            stretch.get(from..to).map_or(0, |part| part.chars().filter(|c| !is_mark(*c)).count())
        };
        let is_before_letter =
            |at: usize| stretch.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| !is_mark(c));
        syllables
            .filter(|at| letters(start, *at) >= before && letters(*at, end) >= after && is_before_letter(*at))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn divided(code: &str, stretch: &str) -> String {
        let mut divided = stretch.to_owned();
        for at in Patterns::of_code(code).unwrap().divisions(stretch, false).into_iter().rev() {
            divided.insert(at, '-');
        }
        divided
    }

    #[test]
    fn words_are_divided_by_the_patterns_of_their_language() {
        assert_eq!(divided("en", "negotiation,"), "ne-go-ti-a-tion,");
        assert_eq!(divided("en-GB", "“extensive”"), "“ex-ten-sive”");
        assert_eq!(divided("en", "government’s"), "gov-ern-ment’s");
        assert_eq!(divided("uk", "переговори"), "пе-ре-го-вори");
        assert_eq!(divided("el", "διαμερίσματα"), "δια-με-ρί-σματα");
    }

    #[test]
    fn names_addresses_numbers_and_short_words_stay_whole() {
        for whole in
            ["Zelensky", "NATO", "eBay", "www.example.com/negotiation", "28-point", "was", "area", "", "…"]
        {
            assert_eq!(divided("en", whole), whole);
        }
        assert!(!Patterns::of_code("en").unwrap().divisions("Zelensky", true).is_empty());
        assert!(divided("en", &"negotiation".repeat(20)).find('-').is_none());
    }

    #[test]
    fn a_language_without_patterns_has_none() {
        for code in ["", "zz", "eng", "ar", "hi", "zh"] {
            assert_eq!(Patterns::of_code(code), None, "{code}");
        }
        assert_eq!(Patterns::of_code("nb"), Patterns::of_code("no"));
        let english = "The minister spoke of the plan to end the war, and it was clear that he had not read it on the way.";
        assert_eq!(Patterns::of_text(None, english), Patterns::of_code("en"));
        assert_eq!(Patterns::of_text(Some("de"), english), Patterns::of_code("de"));
        assert_eq!(Patterns::of_text(None, "A few words."), None);
    }

    proptest! {
        #[test]
        fn enough_letters_stand_on_both_sides(
            word in "\\PC{0,20}|[a-zäöüßéè\u{301}İßŉ]{0,30}", code in prop::sample::select(vec!["en", "de", "hu", "tr", "el", "cs"]),
        ) {
            let patterns = Patterns::of_code(code).unwrap();
            for at in patterns.divisions(&word, true) {
                prop_assert!(word.is_char_boundary(at));
                prop_assert!(word[..at].chars().count() >= 2 && word[at..].chars().count() >= 3, "{word:?} {at}");
                prop_assert!(word[..at].chars().next_back().is_some_and(|c| c.is_alphabetic() || is_mark(c)));
            }
        }
    }
}
