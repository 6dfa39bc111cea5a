//! Compact word summaries that quickly rule out dissimilar words.

use super::costs::{RELATED_COST, max_distance};
use super::name::Word;
use super::skeleton::{ClassCounts, Reading};

/// Summary of a word in one of its readings, small enough to scan thousands of them quickly.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    letter_set: u64,
    letters: u8,
    is_cyrillic: bool,
    sounds: u8,
    class_counts: ClassCounts,
}

impl Outline {
    /// Returns the outlines of a word, one per reading.
    pub fn all_of(word: &Word) -> impl Iterator<Item = Self> {
        word.readings.iter().map(|reading| Self::new(word, reading))
    }

    fn new(word: &Word, reading: &Reading) -> Self {
        Self {
            letter_set: word.letter_set,
            letters: word.letters.len().min(255) as u8,
            is_cyrillic: word.is_cyrillic,
            sounds: reading.sounds.len().min(255) as u8,
            class_counts: reading.class_counts,
        }
    }

    /// False only if words with these readings are neither the same nor similar.
    pub fn may_be_similar(&self, other: &Self) -> bool {
        // One letter inserted, deleted or replaced, or two swapped.
        let may_be_edit = (self.letter_set ^ other.letter_set).count_ones() <= 2
            && self.letters.abs_diff(other.letters) <= 1;
        may_be_edit || self.is_cyrillic || other.is_cyrillic || self.may_be_near(other)
    }

    /// True if the distance may be within the limit. If one reading has more sounds of a class than the other, each
    /// sound in excess costs at least [`RELATED_COST`].
    fn may_be_near(&self, other: &Self) -> bool {
        let counts = self.class_counts.iter().zip(&other.class_counts);
        let differences = counts.map(|(left, right)| u32::from(left.abs_diff(*right)));
        differences.sum::<u32>() * RELATED_COST <= max_distance(usize::from(self.sounds.max(other.sounds)))
    }
}
