//! Guesses the valid word that a mistyped one was meant to be.

use strsim::{damerau_levenshtein, jaro_winkler};

use crate::text::quote::did_you_mean;

/// Words that people write in the list or in settings instead of a valid one, each with that one. Most pairs are too
/// different to match by edit distance.
const SYNONYMS: &[(&str, &str)] = &[
    ("bindings", "keys"),
    ("category", "kind"),
    ("colors", "theme"),
    ("colorscheme", "theme"),
    ("colours", "theme"),
    ("columns", "measure"),
    ("comment", "note"),
    ("company", "organisation"),
    ("country", "place"),
    ("description", "note"),
    ("entities", "entity"),
    ("except", "not"),
    ("exclude", "not"),
    ("folders", "paths"),
    ("forms", "aliases"),
    ("keymap", "keys"),
    ("label", "name"),
    ("link", "url"),
    ("location", "place"),
    ("name", "label"),
    ("org", "organisation"),
    ("people", "person"),
    ("regex", "patterns"),
    ("title", "name"),
    ("type", "kind"),
    ("width", "measure"),
];

/// Maximum length of a word and of a valid word, in bytes. Longer ones are never matched: they are not typos, and
/// comparing them takes quadratic time.
const MAX_WORD_LEN: usize = 40;

/// Minimum Jaro-Winkler similarity, from 0 to 1, at which a word of at least [`MIN_SIMILAR_LEN`] code points matches a
/// valid one (`alais`, `aliases`).
const MIN_SIMILARITY: f64 = 0.86;

/// Minimum length of a word that is matched by similarity, in code points: shorter words match too easily.
const MIN_SIMILAR_LEN: usize = 5;

/// Returns the valid word that was probably meant: one that `word` is a synonym of, else the closest one, or the first
/// of several that are equally close. None if no word is close enough.
pub fn nearest<'w>(word: &str, valid: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > MAX_WORD_LEN {
        return None;
    }
    let word = word.trim().to_lowercase();
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == word).map(|(_, valid)| *valid);
    let mut best: Option<(usize, &str)> = None;
    for candidate in valid.filter(|candidate| candidate.len() <= MAX_WORD_LEN) {
        if synonym == Some(candidate) {
            return Some(candidate);
        }
        let lower = candidate.to_lowercase();
        let distance = damerau_levenshtein(&word, &lower);
        let is_similar =
            || word.chars().count() >= MIN_SIMILAR_LEN && jaro_winkler(&word, &lower) >= MIN_SIMILARITY;
        if (distance <= max_typos(&word) || is_similar()) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the help for a word that is not in `valid`: a suggestion of the nearest one, else what `fallback` returns.
pub fn help<'w>(
    word: &str,
    valid: impl Iterator<Item = &'w str>,
    fallback: impl FnOnce() -> String,
) -> String {
    nearest(word, valid).map_or_else(fallback, did_you_mean)
}

/// Returns the edit distance up to which a word matches a valid one. Two adjacent letters that are swapped count as one
/// edit.
fn max_typos(word: &str) -> usize {
    match word.chars().count() {
        0..=4 => 1,
        5..=7 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 6] = ["name", "kind", "aliases", "patterns", "not", "note"];

    #[test]
    fn typos_and_synonyms_are_recognised() {
        for (word, meant) in [
            ("alais", Some("aliases")),
            ("alias", Some("aliases")),
            ("nmae", Some("name")),
            ("Kind", Some("kind")),
            ("pattern", Some("patterns")),
            ("type", Some("kind")),
            ("nota", Some("not")),
            ("colour", None),
            ("nonsense", None),
            ("kinship", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, KEYS.into_iter()), meant, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(100_000), KEYS.into_iter()), None);
    }
}
