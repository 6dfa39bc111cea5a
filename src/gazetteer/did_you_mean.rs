//! The word that was probably meant.

use strsim::{damerau_levenshtein, jaro_winkler};

/// Words that people write for ours, in the list and in settings, and that no distance brings near.
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

/// Words longer than this, in bytes, are nobody's slip, and comparing them would cost their square.
const LONGEST_WORD: usize = 40;

/// From this on, of 1, two words of at least [`ALIKE_FROM`] code points are alike though many letters differ (alais, aliases).
const ALIKE: f64 = 0.86;

/// Shorter words are alike too easily.
const ALIKE_FROM: usize = 5;

/// The nearest of the valid words, where one is near enough to be what was meant; of two equally near the first.
pub fn nearest<'w>(word: &str, valid: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = word.trim().to_lowercase();
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == word).map(|(_, ours)| *ours);
    let mut best: Option<(usize, &str)> = None;
    for candidate in valid.filter(|candidate| candidate.len() <= LONGEST_WORD) {
        if synonym == Some(candidate) {
            return Some(candidate);
        }
        let lower = candidate.to_lowercase();
        let distance = damerau_levenshtein(&word, &lower);
        let alike = || word.chars().count() >= ALIKE_FROM && jaro_winkler(&word, &lower) >= ALIKE;
        if (distance <= slips(&word) || alike()) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters may be wrong, missing, added or exchanged in a word.
fn slips(word: &str) -> usize {
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
    fn slips_and_synonyms_are_understood() {
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
