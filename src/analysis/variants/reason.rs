//! Describes the difference between two words.

use super::name::Word;
use super::skeleton::spell_out;

/// A single edit that turns the listed word into the found one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A letter was inserted, with the number of equal letters before and after it.
    Inserted(char, usize, usize),
    /// A letter was deleted, with the number of equal letters before and after it.
    Deleted(char, usize, usize),
    /// The first letter was replaced by the second.
    Replaced(char, char),
    /// Two adjacent letters were swapped.
    Swapped(char, char),
}

impl Edit {
    /// Returns the edit between two unequal words. None if they differ by more than one.
    pub fn between(listed: &[char], found: &[char]) -> Option<Self> {
        let same = |(left, right): &(&char, &char)| left == right;
        let head = listed.iter().zip(found).take_while(same).count();
        let room = listed.len().min(found.len()) - head;
        let tail = listed.iter().rev().zip(found.iter().rev()).take(room).take_while(same).count();
        let middle = |word: &[char]| word.get(head..word.len() - tail).unwrap_or_default().to_vec();
        match (middle(listed).as_slice(), middle(found).as_slice()) {
            ([], [more]) => Some(Self::Inserted(*more, head, tail)),
            ([less], []) => Some(Self::Deleted(*less, head, tail)),
            ([from], [to]) => Some(Self::Replaced(*from, *to)),
            ([first, second], [left, right]) if first == right && second == left => {
                Some(Self::Swapped(*first, *second))
            }
            _ => None,
        }
    }

    /// Describes the edit.
    pub fn describe(self) -> String {
        match self {
            Self::Inserted(letter, ..) => format!("extra {letter}"),
            Self::Deleted(letter, ..) => format!("missing {letter}"),
            Self::Replaced(from, to) => format!("one letter differs: {to} for {from}"),
            Self::Swapped(first, second) => format!("{first} and {second} swapped"),
        }
    }
}

/// Describes the difference between two words. `sounds` are the readings that were compared.
pub fn difference(listed: &Word, found: &Word, sounds: (&[char], &[char])) -> String {
    let edit =
        Edit::between(&listed.letters, &found.letters).filter(|_| listed.is_cyrillic == found.is_cyrillic);
    let similar = || format!("similar sounds: {} and {}", spell_out(sounds.0), spell_out(sounds.1));
    edit.map_or_else(similar, Edit::describe)
}
