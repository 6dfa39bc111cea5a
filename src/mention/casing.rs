//! The capitals that a form requires.

use crate::gazetteer::Case;
use crate::mention::words::{PARTICLES, key};
use crate::text::fold::fold_keeping_case;

/// All-caps forms of at most this many letters match exactly: US, not us; WHO, not who.
const MAX_EXACT_ACRONYM: usize = 3;

/// The capitals that a form requires of a surface, computed once per form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Casing {
    /// No capitals are required.
    Any,
    /// The same letters with the same capitals. Holds the case-preserving folded form.
    Exact(String),
    /// For each word, true if it must start with a capital.
    Words(Vec<bool>),
}

impl Casing {
    /// Returns the requirement of a form under its `case`.
    pub fn of(form: &str, case: Case) -> Self {
        match case {
            Case::Ignore => Self::Any,
            Case::Exact => Self::Exact(fold_cased(form)),
            Case::Smart => Self::smart(form),
        }
    }

    /// Returns the requirement of a surname in smart case: its particles match in any case.
    pub fn of_surname(surname: &str) -> Self {
        let words: Vec<&str> = surname.split_whitespace().collect();
        if words.len() < 2 {
            return Self::of(surname, Case::Smart);
        }
        let plain = |word: &&str| {
            let is_particle = PARTICLES.contains(key(word).as_str());
            if is_particle { word.to_lowercase() } else { (*word).to_owned() }
        };
        Self::of(&words.iter().map(plain).collect::<Vec<_>>().join(" "), Case::Smart)
    }

    fn smart(form: &str) -> Self {
        let form = fold_cased(form);
        if is_acronym(&form) {
            return Self::Exact(form);
        }
        let words: Vec<bool> = word_capitals(&form).collect();
        if words.contains(&true) { Self::Words(words) } else { Self::Any }
    }

    /// True if a surface, known to have the form's letters, has the required capitals.
    pub fn matches(&self, surface: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(form) => surface == form || fold_cased(surface) == *form,
            Self::Words(words) => {
                let surface = fold_cased(surface);
                words
                    .iter()
                    .zip(word_capitals(&surface))
                    .all(|(is_required, is_capital)| is_capital || !is_required)
            }
        }
    }
}

fn fold_cased(form: &str) -> String {
    fold_keeping_case(form.trim()).trim().to_owned()
}

/// True if a form has one to three letters, all of them capitals.
fn is_acronym(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let are_capitals = letters
        .by_ref()
        .take(MAX_EXACT_ACRONYM)
        .fold(None, |all, c| Some(all.unwrap_or(true) && c.is_uppercase()));
    are_capitals == Some(true) && letters.next().is_none()
}

/// For each word, true if its first letter or digit is a capital. A word is a run of letters, digits, marks and
/// apostrophes.
fn word_capitals(text: &str) -> impl Iterator<Item = bool> {
    let is_part = |c: char| c.is_alphanumeric() || c == '\'' || crate::text::scripts::is_mark(c);
    text.split(move |c| !is_part(c))
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .map(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smart(form: &str, surface: &str) -> bool {
        Casing::of(form, Case::Smart).matches(surface)
    }

    #[test]
    fn short_acronyms_match_exactly() {
        assert!(smart("US", "US") && !smart("US", "us") && !smart("US", "Us"));
        assert!(smart("U.S.", "U.S.") && !smart("U.S.", "u.s."));
        assert!(smart("WHO", "WHO") && !smart("WHO", "who") && !smart("WHO", "Who"));
        assert!(smart("G7", "G7") && !smart("G7", "g7"));
    }

    #[test]
    fn capitalised_words_must_be_capitalised() {
        assert!(smart("Trump", "Trump") && smart("Trump", "TRUMP") && !smart("Trump", "trump"));
        assert!(smart("NATO", "NATO") && smart("NATO", "Nato") && !smart("NATO", "nato"));
        assert!(smart("Bank of England", "BANK OF ENGLAND") && smart("Bank of England", "Bank Of England"));
        assert!(!smart("Bank of England", "bank of England"));
    }

    #[test]
    fn lowercase_words_match_any_case() {
        assert!(smart("peace plan", "Peace Plan") && smart("peace plan", "PEACE PLAN"));
        assert!(smart("al-Assad", "Al-Assad") && !smart("al-Assad", "al-assad"));
    }

    #[test]
    fn particles_of_a_surname_match_any_case() {
        let matches = |surface| Casing::of_surname("Le Pen").matches(surface);
        assert!(matches("Le Pen") && matches("le Pen") && !matches("Le pen"));
        assert!(Casing::of_surname("von der Leyen").matches("Von der Leyen"));
    }

    #[test]
    fn exact_and_ignore_override_smart_case() {
        let exact = Casing::of("Nato", Case::Exact);
        assert!(exact.matches("Nato") && !exact.matches("NATO"));
        assert!(Casing::of("O'Neill", Case::Exact).matches("O’Neill"));
        assert!(Casing::of("NATO", Case::Ignore).matches("nato"));
    }

    #[test]
    fn scripts_without_capitals_require_none() {
        assert!(smart("北京", "北京"));
    }
}
