//! Finds where a word may be hyphenated at the end of a row.
//!
//! Uses Liang's patterns, as in TeX (the crate `hypher`, patterns of the hyph-utf8 project under permissive licences).
//! The patterns of a wrong language hyphenate wrongly, so a text in an unknown language is not hyphenated.

use hypher::{Lang, hyphenate_bounded};

use super::language::detect_language;
use super::scripts::is_mark;

/// Minimum number of letters before and after a hyphen.
const MIN_LETTERS: (usize, usize) = (2, 3);
/// Maximum length in bytes of a word to hyphenate. Hardly any language has longer ones, but hostile texts do.
const MAX_WORD_LEN: usize = 128;
/// A place where the author allows a hyphen, which is shown only if a row ends there.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// The hyphenation patterns of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patterns(Lang);

impl Patterns {
    /// Returns the patterns of a language by its ISO 639-1 code; a subtag after it is ignored. None if there are none,
    /// or if the language does not hyphenate with a hyphen.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let code = match code.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        let language = Lang::from_iso(code.as_bytes().try_into().ok()?)?;
        language.hyphenation_character().is_some().then_some(Self(language))
    }

    /// Returns the patterns of the declared language, or if none is declared, of the one detected in the text. None if
    /// that language has no patterns or is not known.
    pub fn of_text(declared: Option<&str>, text: &str) -> Option<Self> {
        Self::of_code(declared.or_else(|| detect_language(text))?)
    }

    /// Returns the byte offsets, in order, where a stretch without spaces may be hyphenated. Empty unless it is one
    /// word of letters only, perhaps with punctuation around it: not a URL or a number. If a word contains an
    /// apostrophe, only the part before it is hyphenated. A word with a capital, which may be a name, is hyphenated
    /// only if `names` is true.
    pub fn hyphenation_points(self, stretch: &str, names: bool) -> Vec<usize> {
        let word = stretch.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = stretch.len() - word.len();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
        // A possessive ending is not a syllable.
        let word = word.split_once(['\'', '’']).map_or(word, |(owner, _)| owner);
        let is_word = word.len() <= MAX_WORD_LEN && word.chars().all(|c| c.is_alphabetic() || is_mark(c));
        if !is_word || (!names && word.chars().any(char::is_uppercase)) {
            return Vec::new();
        }
        let (before, after) = self.0.bounds();
        let (before, after) = (before.max(MIN_LETTERS.0), after.max(MIN_LETTERS.1));
        if word.chars().count() < before + after {
            return Vec::new();
        }
        let mut at = start;
        let syllables = hyphenate_bounded(word, self.0, before, after).map(|syllable| {
            at += syllable.len();
            at
        });
        let end = start + word.len();
        // The patterns count marks as letters, but the limits must not.
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

    fn hyphenated(code: &str, stretch: &str) -> String {
        let mut hyphenated = stretch.to_owned();
        for at in Patterns::of_code(code).unwrap().hyphenation_points(stretch, false).into_iter().rev() {
            hyphenated.insert(at, '-');
        }
        hyphenated
    }

    #[test]
    fn words_are_hyphenated_by_the_patterns_of_their_language() {
        assert_eq!(hyphenated("en", "negotiation,"), "ne-go-ti-a-tion,");
        assert_eq!(hyphenated("en-GB", "“extensive”"), "“ex-ten-sive”");
        assert_eq!(hyphenated("en", "government’s"), "gov-ern-ment’s");
        assert_eq!(hyphenated("uk", "переговори"), "пе-ре-го-вори");
        assert_eq!(hyphenated("el", "διαμερίσματα"), "δια-με-ρί-σματα");
    }

    #[test]
    fn names_urls_numbers_and_short_words_stay_whole() {
        for whole in
            ["Zelensky", "NATO", "eBay", "www.example.com/negotiation", "28-point", "was", "area", "", "…"]
        {
            assert_eq!(hyphenated("en", whole), whole);
        }
        assert!(!Patterns::of_code("en").unwrap().hyphenation_points("Zelensky", true).is_empty());
        assert!(hyphenated("en", &"negotiation".repeat(20)).find('-').is_none());
    }

    #[test]
    fn languages_without_patterns_are_not_hyphenated() {
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
        fn enough_letters_are_left_on_both_sides(
            word in "\\PC{0,20}|[a-zäöüßéè\u{301}İßŉ]{0,30}", code in prop::sample::select(vec!["en", "de", "hu", "tr", "el", "cs"]),
        ) {
            let patterns = Patterns::of_code(code).unwrap();
            for at in patterns.hyphenation_points(&word, true) {
                prop_assert!(word.is_char_boundary(at));
                prop_assert!(word[..at].chars().count() >= 2 && word[at..].chars().count() >= 3, "{word:?} {at}");
                prop_assert!(word[..at].chars().next_back().is_some_and(|c| c.is_alphabetic() || is_mark(c)));
            }
        }
    }
}
