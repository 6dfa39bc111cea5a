//! Names that look like a listed one but have letters of another alphabet.
//!
//! Neither a search nor the eye finds them, so the user should be warned. The letters do not show whether somebody hid
//! the name or mistyped it. A short word of one alphabet may look like one of another by chance: Cyrillic ВВС is not
//! the BBC.

use std::collections::HashMap;

use super::names::key_of;
use crate::analysis::variants::{Similarity, Strength};
use crate::gazetteer::EntryId;
use crate::text::lookalikes::{Alphabet, mixed_alphabets, skeleton};

/// Minimum number of letters, if no word mixes alphabets, for the likeness to be more than chance.
const MIN_LETTERS: usize = 5;

/// Listed spellings by appearance.
#[derive(Debug, Default)]
pub(super) struct Lookalikes {
    listed: HashMap<String, (EntryId, String)>,
}

impl Lookalikes {
    /// Adds a spelling, unless one that looks the same was added before.
    pub fn add(&mut self, entry: EntryId, spelling: &str) {
        self.listed.entry(key_of(&skeleton(spelling))).or_insert_with(|| (entry, spelling.to_owned()));
    }

    /// Finds the listed spelling that a found one looks like but does not equal. None also if the likeness may be by
    /// chance.
    pub fn find(&self, surface: &str) -> Option<(EntryId, Similarity)> {
        let (entry, listed) = self.listed.get(&key_of(&skeleton(surface)))?;
        let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
        if key_of(listed) == key_of(surface) || (mixed_alphabets(surface).is_empty() && letters < MIN_LETTERS)
        {
            return None;
        }
        let similarity =
            Similarity { strength: Strength::Possible, reason: reason(listed, surface), distance: 0 };
        Some((*entry, similarity))
    }
}

/// Names the first letter of another alphabet: "looks alike: Cyrillic Р for Latin P".
fn reason(listed: &str, found: &str) -> String {
    let is_other = |letter: char| listed.chars().all(|other| Alphabet::of(other) != Alphabet::of(letter));
    let pairs = || found.chars().zip(listed.chars());
    let differs = |(found, listed): &(char, char)| Alphabet::of(*found) != Alphabet::of(*listed);
    // With other case or spacing the letters do not pair up; then only the foreign letter is named.
    let foreign = found.chars().find(|letter| Alphabet::of(*letter).is_some() && is_other(*letter));
    match (pairs().find(differs), foreign) {
        (Some((found, listed)), _) if skeleton(&found.to_string()) == skeleton(&listed.to_string()) => {
            format!("looks alike: {} for {}", describe(found), describe(listed))
        }
        (_, Some(found)) => format!("looks alike: contains {}", describe(found)),
        _ => "looks alike".to_owned(),
    }
}

fn describe(letter: char) -> String {
    Alphabet::of(letter)
        .map_or_else(|| letter.to_string(), |alphabet| format!("{} {letter}", alphabet.name()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::suggested;
    use crate::analysis::suggestions::SuggestionKind;
    use crate::analysis::variants::Strength;

    const LIST: &str = "[[entity]]\nname = \"Olena Petrenko\"\nkind = \"person\"\n[[entity]]\nname = \"Marnwick\"\nkind = \"place\"\n[[entity]]\nname = \"BBC\"\nkind = \"organisation\"\n";

    fn variants(text: &str) -> Vec<(String, String, Option<usize>)> {
        let suggestions = suggested(LIST, &[text]).into_iter();
        suggestions
            .filter(|suggestion| suggestion.kind == SuggestionKind::Variant)
            .inspect(|suggestion| assert_eq!(suggestion.strength, Strength::Possible))
            .map(|suggestion| {
                (suggestion.surface, suggestion.reason, suggestion.variant_of.map(|entry| entry.0 as usize))
            })
            .collect()
    }

    #[test]
    fn name_with_letters_of_another_alphabet_is_a_variant() {
        let found = variants("so they met Olеna Petrenko there.");
        assert_eq!(
            found,
            [("Olеna Petrenko".to_owned(), "looks alike: Cyrillic е for Latin e".to_owned(), Some(0))]
        );
        let found = variants("then Реtrenko left.");
        assert_eq!(
            found,
            [("Реtrenko".to_owned(), "looks alike: Cyrillic Р for Latin P".to_owned(), Some(0))]
        );
        let found = variants("they drove to Μarnwick at night.");
        assert_eq!(found, [("Μarnwick".to_owned(), "looks alike: Greek Μ for Latin M".to_owned(), Some(1))]);
    }

    #[test]
    fn short_word_of_another_alphabet_is_not_a_variant() {
        assert_eq!(variants("вчера ВВС России и ВВС Украины летали."), []);
    }
}
