//! Decides whether two quotes can be of one speaker.

use strsim::levenshtein;

use super::lexicon::FUNCTION_WORDS;
use crate::analysis::quotes::{How, Quote};
use crate::analysis::variants::{Strength, similarity};
use crate::mention::EntityRef;
use crate::mention::words::TITLES;
use crate::text::fold::fold_form;

/// Whom a quote is attributed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The name or description that the quote is attributed to.
    pub name: Option<String>,
    entity: Option<EntityRef>,
    /// The folded words of the name, without titles. Empty if the speaker has no name.
    words: Vec<String>,
    /// True if the speaker was found by a rule that often errs.
    is_doubtful: bool,
}

/// How the speakers of two quotes are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Their names can be of one person.
    Same,
    /// At least one has no name.
    Unknown,
    /// They have different names, at least one of which may be wrong.
    Doubtful,
    /// They have different names, neither of which is doubtful.
    Different,
}

impl Speaker {
    /// Returns the speaker of a quote.
    pub fn of(quote: &Quote) -> Self {
        let name = quote.speaker.clone();
        let words = name.as_deref().filter(|name| is_name(name)).map(name_words).unwrap_or_default();
        let is_doubtful = matches!(quote.how, Some(How::Pronoun | How::Neighbour | How::Continued));
        Self { name, entity: quote.entity.clone(), words, is_doubtful }
    }

    /// True if the speaker has a name.
    pub fn is_named(&self) -> bool {
        self.entity.is_some() || !self.words.is_empty()
    }

    /// Returns how suitable the name is for a row: listed names first, then certain ones, then long ones. Greater is
    /// better.
    pub fn rank(&self) -> (bool, bool, usize) {
        (self.entity.is_some(), !self.is_doubtful, self.words.len())
    }

    /// Returns how this speaker and another are related.
    pub fn relation(&self, other: &Self) -> Relation {
        if !self.is_named() || !other.is_named() {
            return Relation::Unknown;
        }
        let is_same = match (&self.entity, &other.entity) {
            (Some(left), Some(right)) => left == right,
            _ => is_same_name(&self.words, &other.words),
        };
        if is_same {
            Relation::Same
        } else if self.is_doubtful || other.is_doubtful {
            Relation::Doubtful
        } else {
            Relation::Different
        }
    }
}

/// Words that are lower-case inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "del", "della", "der", "den", "des", "du", "van", "von", "la", "le", "al", "el", "bin",
    "ibn", "of", "and", "y", "e", "for",
];

/// True for a name, as opposed to the description of an unnamed source.
fn is_name(speaker: &str) -> bool {
    let mut words = speaker.split_whitespace();
    let begins = words.clone().next().is_some_and(|first| {
        let folded = fold_form(first);
        let is_function = FUNCTION_WORDS.contains(folded.as_str()) && !TITLES.contains(folded.as_str());
        first.starts_with(char::is_uppercase) && !is_function
    });
    begins
        && words.all(|word| {
            PARTICLES.contains(&word)
                || word.starts_with(|c: char| !c.is_lowercase())
                || word.contains(char::is_uppercase)
        })
}

/// Returns the folded words of a name, without titles and possessive endings.
fn name_words(name: &str) -> Vec<String> {
    let folded = fold_form(name);
    let words = folded.split([' ', '.']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words = words.filter(|word| !word.is_empty() && !TITLES.contains(*word));
    words.map(|word| word.strip_suffix("'s").unwrap_or(word).to_owned()).collect()
}

/// Given names of at least this many letters may differ in one letter.
const MIN_EDITED: usize = 5;

/// True if two names can be of one person. A single word must be a spelling of a word of the other name. Longer names
/// must have spellings of one surname and of one given name or its initial, or one must have all words of the other.
fn is_same_name(left: &[String], right: &[String]) -> bool {
    let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let (Some(last), Some(first)) = (shorter.last(), shorter.first()) else { return false };
    if shorter.len() == 1 {
        return longer.iter().any(|word| is_same_word(word, last));
    }
    let has_last = longer.last().is_some_and(|word| is_same_word(word, last));
    let has_first = longer.first().is_some_and(|word| is_like(word, first) || is_initial(word, first));
    let is_part = shorter.iter().all(|word| longer.contains(word));
    (has_last && has_first) || is_part
}

fn is_same_word(left: &str, right: &str) -> bool {
    left == right || similarity(left, right).is_some_and(|similarity| similarity.strength == Strength::Strong)
}

/// True for spellings of one given name. They may differ more than those of a surname, since the surnames agree.
fn is_like(left: &str, right: &str) -> bool {
    let is_edit =
        left.chars().count().min(right.chars().count()) >= MIN_EDITED && levenshtein(left, right) <= 1;
    left == right || is_edit || similarity(left, right).is_some()
}

fn is_initial(left: &str, right: &str) -> bool {
    (left.len() == 1 && right.starts_with(left)) || (right.len() == 1 && left.starts_with(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(name: &str, how: How) -> Speaker {
        let quote = Quote {
            range: 0..0,
            number: 1,
            block: 0,
            speaker: Some(name.to_owned()).filter(|name| !name.is_empty()),
            entity: None,
            cue: None,
            how: Some(how),
        };
        Speaker::of(&quote)
    }

    #[test]
    fn names_are_compared_and_descriptions_are_unknown_speakers() {
        for (left, right, expected) in [
            ("Aron Lydecke", "Captain Lydecke", Relation::Same),
            ("Serhiy Kyslytsya", "Sergiy Kyslytsya", Relation::Same),
            ("A. Lydecke", "Aron Lydecke", Relation::Same),
            ("Maria Lydecke", "Aron Lydecke", Relation::Different),
            ("Aron Lydecke", "Imre Vadas", Relation::Different),
            ("a person familiar with the talks", "Imre Vadas", Relation::Unknown),
            ("The 12-page plan", "Imre Vadas", Relation::Unknown),
            ("", "Imre Vadas", Relation::Unknown),
            ("Mrs Achari", "Morwenna Achari", Relation::Same),
        ] {
            let (left, right) = (speaker(left, How::Subject), speaker(right, How::Subject));
            assert_eq!(left.relation(&right), expected, "{left:?} {right:?}");
            assert_eq!(right.relation(&left), expected, "{left:?} {right:?}");
        }
        let (left, right) = (speaker("Aron Lydecke", How::Subject), speaker("Imre Vadas", How::Pronoun));
        assert_eq!(left.relation(&right), Relation::Doubtful);
    }
}
