//! Which capitals a form asks for.

use crate::gazetteer::Case;
use crate::mention::words::{PARTICLES, key};
use crate::text::fold::fold_keeping_case;

/// All-capitals forms of at most this many letters match exactly: US, not us; WHO, not who.
const LONGEST_EXACT_ACRONYM: usize = 3;

/// What a form asks of the capitals of a surface, worked out once per form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Casing {
    /// Nothing.
    Any,
    /// The same letters with the same capitals; holds the form in its case-keeping folded view.
    Exact(String),
    /// For each word, whether it must begin with a capital.
    Words(Vec<bool>),
}

impl Casing {
    /// What the form's `case` means for its letters.
    pub fn of(form: &str, case: Case) -> Self {
        match case {
            Case::Ignore => Self::Any,
            Case::Exact => Self::Exact(kept(form)),
            Case::Smart => Self::smart(form),
        }
    }

    /// What a surname means, in smart case: the capitals of its particles make no difference.
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
        let form = kept(form);
        if is_acronym(&form) {
            return Self::Exact(form);
        }
        let words: Vec<bool> = capitals(&form).collect();
        if words.contains(&true) { Self::Words(words) } else { Self::Any }
    }

    /// Whether a surface has the capitals that the form asks for. The surface is known to have its letters.
    pub fn admits(&self, surface: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(form) => surface == form || kept(surface) == *form,
            Self::Words(words) => {
                let surface = kept(surface);
                words.iter().zip(capitals(&surface)).all(|(asked, is)| is || !asked)
            }
        }
    }
}

fn kept(form: &str) -> String {
    fold_keeping_case(form.trim()).trim().to_owned()
}

/// All capitals, and at most three letters.
fn is_acronym(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let few = letters
        .by_ref()
        .take(LONGEST_EXACT_ACRONYM)
        .fold(None, |all, c| Some(all.unwrap_or(true) && c.is_uppercase()));
    few == Some(true) && letters.next().is_none()
}

/// For each word, whether its first letter is a capital. A word is a run of letters, digits and apostrophes.
fn capitals(text: &str) -> impl Iterator<Item = bool> {
    let is_part = |c: char| c.is_alphanumeric() || c == '\'' || crate::text::scripts::is_mark(c);
    text.split(move |c| !is_part(c))
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .map(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smart(form: &str, surface: &str) -> bool {
        Casing::of(form, Case::Smart).admits(surface)
    }

    #[test]
    fn short_acronyms_match_exactly() {
        assert!(smart("US", "US") && !smart("US", "us") && !smart("US", "Us"));
        assert!(smart("U.S.", "U.S.") && !smart("U.S.", "u.s."));
        assert!(smart("WHO", "WHO") && !smart("WHO", "who") && !smart("WHO", "Who"));
    }

    #[test]
    fn capitalised_words_must_be_capitalised() {
        assert!(smart("Trump", "Trump") && smart("Trump", "TRUMP") && !smart("Trump", "trump"));
        assert!(smart("NATO", "NATO") && smart("NATO", "Nato") && !smart("NATO", "nato"));
        assert!(smart("Bank of England", "BANK OF ENGLAND") && smart("Bank of England", "Bank Of England"));
        assert!(!smart("Bank of England", "bank of England"));
    }

    #[test]
    fn lower_case_words_match_any_case() {
        assert!(smart("peace plan", "Peace Plan") && smart("peace plan", "PEACE PLAN"));
        assert!(smart("al-Assad", "Al-Assad") && !smart("al-Assad", "al-assad"));
    }

    #[test]
    fn the_particles_of_a_surname_match_any_case() {
        let admits = |surface| Casing::of_surname("Le Pen").admits(surface);
        assert!(admits("Le Pen") && admits("le Pen") && !admits("Le pen"));
        assert!(Casing::of_surname("von der Leyen").admits("Von der Leyen"));
    }

    #[test]
    fn exact_and_ignore_mean_what_they_say() {
        let exact = Casing::of("Nato", Case::Exact);
        assert!(exact.admits("Nato") && !exact.admits("NATO"));
        assert!(Casing::of("O'Neill", Case::Exact).admits("O’Neill"));
        assert!(Casing::of("NATO", Case::Ignore).admits("nato"));
    }

    #[test]
    fn scripts_without_capitals_ask_for_none() {
        assert!(smart("北京", "北京"));
        assert!(smart("G7", "G7") && !smart("G7", "g7"));
    }
}
