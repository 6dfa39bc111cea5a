//! What differs, in plain words.

use super::name::Word;
use super::skeleton::spelled;

/// A single slip that makes one word of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The found word has a letter more; how many of the same word stand before and after it.
    More(char, usize, usize),
    /// It has a letter less; as above.
    Less(char, usize, usize),
    /// It has the second letter where the listed one has the first.
    Other(char, char),
    /// Two neighbours changed places.
    Swapped(char, char),
}

impl Slip {
    /// The slip between two unequal words, if it is one.
    pub fn between(listed: &[char], found: &[char]) -> Option<Self> {
        let same = |(left, right): &(&char, &char)| left == right;
        let head = listed.iter().zip(found).take_while(same).count();
        let room = listed.len().min(found.len()) - head;
        let tail = listed.iter().rev().zip(found.iter().rev()).take(room).take_while(same).count();
        let middle = |word: &[char]| word.get(head..word.len() - tail).unwrap_or_default().to_vec();
        match (middle(listed).as_slice(), middle(found).as_slice()) {
            ([], [more]) => Some(Self::More(*more, head, tail)),
            ([less], []) => Some(Self::Less(*less, head, tail)),
            ([one], [other]) => Some(Self::Other(*one, *other)),
            ([one, other], [left, right]) if one == right && other == left => {
                Some(Self::Swapped(*one, *other))
            }
            _ => None,
        }
    }

    fn told(self) -> String {
        match self {
            Self::More(letter, ..) => format!("one {letter} more"),
            Self::Less(letter, ..) => format!("one {letter} less"),
            Self::Other(one, other) => format!("one letter differs: {other} for {one}"),
            Self::Swapped(one, other) => format!("{one} and {other} swapped"),
        }
    }
}

/// What differs between two words that sound alike, of which these readings were compared.
pub fn difference(listed: &Word, found: &Word, sounds: (&[char], &[char])) -> String {
    let slip =
        Slip::between(&listed.letters, &found.letters).filter(|_| listed.is_cyrillic == found.is_cyrillic);
    let similar = || format!("similar sounds: {} and {}", spelled(sounds.0), spelled(sounds.1));
    slip.map_or_else(similar, Slip::told)
}
