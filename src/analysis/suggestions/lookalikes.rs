//! Names that would be listed ones but for letters of another alphabet.
//!
//! No search finds them and no eye tells them, so a person should hear of them; whether somebody hid a name or an editor's keyboard slipped, the letters do not
//! say. A word of one alphabet that happens to look like one of another is a chance where it is short: Cyrillic ВВС is no BBC.

use std::collections::HashMap;

use super::names::key_of;
use crate::analysis::variants::{Likeness, Strength};
use crate::gazetteer::EntryId;
use crate::text::lookalikes::{Alphabet, mixed_alphabets, skeleton};

/// So many letters of one alphabet that all look like another's are no chance.
const NO_CHANCE: usize = 5;

/// Listed spellings by how they look.
#[derive(Debug, Default)]
pub(super) struct Lookalikes {
    listed: HashMap<String, (EntryId, String)>,
}

impl Lookalikes {
    /// Adds a spelling; of two that look alike the first stays.
    pub fn add(&mut self, of: EntryId, spelling: &str) {
        self.listed.entry(key_of(&skeleton(spelling))).or_insert_with(|| (of, spelling.to_owned()));
    }

    /// The listed spelling that a found one looks like, though its letters are others.
    pub fn find(&self, surface: &str) -> Option<(EntryId, Likeness)> {
        let (of, listed) = self.listed.get(&key_of(&skeleton(surface)))?;
        let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
        if key_of(listed) == key_of(surface) || (mixed_alphabets(surface).is_empty() && letters < NO_CHANCE) {
            return None;
        }
        let likeness =
            Likeness { strength: Strength::Possible, reason: reason(listed, surface), distance: 0 };
        Some((*of, likeness))
    }
}

/// "looks alike: Cyrillic Р for Latin P", of the first letter that differs.
fn reason(listed: &str, found: &str) -> String {
    let is_other = |letter: char| listed.chars().all(|one| Alphabet::of(one) != Alphabet::of(letter));
    let pairs = || found.chars().zip(listed.chars());
    let is_alike = |(found, listed): &(char, char)| Alphabet::of(*found) != Alphabet::of(*listed);
    // In capitals, or behind other spaces, the two do not stand letter by letter; then the one that the list has not is named alone.
    let alone = found.chars().find(|letter| Alphabet::of(*letter).is_some() && is_other(*letter));
    match (pairs().find(is_alike), alone) {
        (Some((found, listed)), _) if skeleton(&found.to_string()) == skeleton(&listed.to_string()) => {
            format!("looks alike: {} for {}", named(found), named(listed))
        }
        (_, Some(found)) => format!("looks alike: {} among its letters", named(found)),
        _ => "looks alike".to_owned(),
    }
}

fn named(letter: char) -> String {
    Alphabet::of(letter)
        .map_or_else(|| letter.to_string(), |alphabet| format!("{} {letter}", alphabet.name()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::suggested;
    use crate::analysis::suggestions::SuggestionKind;
    use crate::analysis::variants::Strength;

    const LIST: &str = "[[entity]]\nname = \"Olena Petrenko\"\nkind = \"person\"\n[[entity]]\nname = \"Marnwick\"\nkind = \"place\"\n[[entity]]\nname = \"BBC\"\nkind = \"organisation\"\n";

    fn told(text: &str) -> Vec<(String, String, Option<usize>)> {
        let suggestions = suggested(LIST, &[text]).into_iter();
        suggestions
            .filter(|one| one.kind == SuggestionKind::Variant)
            .inspect(|one| assert_eq!(one.strength, Strength::Possible))
            .map(|one| (one.surface, one.reason, one.of.map(|of| of.0 as usize)))
            .collect()
    }

    #[test]
    fn a_listed_name_with_letters_of_another_alphabet_looks_alike() {
        let found = told("so they met Olеna Petrenko there.");
        assert_eq!(
            found,
            [("Olеna Petrenko".to_owned(), "looks alike: Cyrillic е for Latin e".to_owned(), Some(0))]
        );
        let found = told("then Реtrenko left.");
        assert_eq!(
            found,
            [("Реtrenko".to_owned(), "looks alike: Cyrillic Р for Latin P".to_owned(), Some(0))]
        );
        let found = told("they drove to Μarnwick at night.");
        assert_eq!(found, [("Μarnwick".to_owned(), "looks alike: Greek Μ for Latin M".to_owned(), Some(1))]);
    }

    #[test]
    fn short_words_of_another_alphabet_are_what_they_are() {
        assert_eq!(told("вчера ВВС России и ВВС Украины летали."), []);
    }
}
