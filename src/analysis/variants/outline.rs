//! What of a word tells soon that another is unlike it.

use super::costs::{RELATED_COST, most};
use super::name::Word;
use super::skeleton::{Kinds, Reading};

/// A word by one of its readings, small enough that thousands lie side by side.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    letter_set: u64,
    letters: u8,
    is_cyrillic: bool,
    sounds: u8,
    kinds: Kinds,
}

impl Outline {
    /// The outlines of a word, one for each reading.
    pub fn all_of(word: &Word) -> impl Iterator<Item = Self> {
        word.readings.iter().map(|reading| Self::of(word, reading))
    }

    fn of(word: &Word, reading: &Reading) -> Self {
        Self {
            letter_set: word.letter_set,
            letters: word.letters.len().min(255) as u8,
            is_cyrillic: word.is_cyrillic,
            sounds: reading.sounds.len().min(255) as u8,
            kinds: reading.kinds,
        }
    }

    /// False only where words by these readings are neither the same nor alike.
    pub fn may_be_like(&self, other: &Self) -> bool {
        // One letter more, less or other, or two that changed places.
        let may_be_slip = (self.letter_set ^ other.letter_set).count_ones() <= 2
            && self.letters.abs_diff(other.letters) <= 1;
        may_be_slip || self.is_cyrillic || other.is_cyrillic || self.may_be_near(other)
    }

    /// A sound of a kind that only one of two readings has costs at least [`RELATED_COST`].
    fn may_be_near(&self, other: &Self) -> bool {
        let apart = self.kinds.iter().zip(&other.kinds).map(|(one, other)| u32::from(one.abs_diff(*other)));
        apart.sum::<u32>() * RELATED_COST <= most(usize::from(self.sounds.max(other.sounds)))
    }
}
