//! A name prepared for comparison.

use unicode_normalization::UnicodeNormalization;

use super::conventions::ACCENTED;
use super::skeleton::{Reading, is_slavic, readings};
use crate::text::fold::fold_form;

/// Maximum length of a name, in bytes.
pub const MAX_BYTES: usize = 1_000;
/// Maximum number of words in a name. A hyphen separates words too.
pub const MAX_WORDS: usize = 8;
/// Maximum length of a folded word, in code points.
pub const MAX_WORD_LEN: usize = 40;

/// A name, word by word.
#[derive(Clone, Debug)]
pub struct Name {
    /// The folded name.
    pub folded: String,
    /// Its words, at least one.
    pub words: Vec<Word>,
    /// The digits of each word in turn, with a space after those of each word, even if it has none.
    pub digits: String,
    /// True if any word looks Slavic.
    pub is_slavic: bool,
}

/// A word of a name.
#[derive(Clone, Debug)]
pub struct Word {
    /// The folded word, punctuation included.
    pub folded: String,
    /// Its letters and digits.
    pub letters: Vec<char>,
    /// Bit set of its letters: one bit each for a to z, 38 shared bits for all others.
    pub letter_set: u64,
    /// Its readings, at least one.
    pub readings: Vec<Reading>,
    /// True if it has Cyrillic letters.
    pub is_cyrillic: bool,
}

impl Name {
    /// Prepares a name. None if it has no words or exceeds a limit.
    pub fn new(name: &str) -> Option<Self> {
        if name.len() > MAX_BYTES {
            return None;
        }
        let folded = fold_form(name);
        let parts = split_words(&folded);
        let is_long = parts.iter().any(|part| part.chars().count() > MAX_WORD_LEN);
        if parts.is_empty() || parts.len() > MAX_WORDS || is_long {
            return None;
        }
        let spelled_out = fold_form(&spell_out_accents(name));
        let spelled_out_parts = split_words(&spelled_out);
        let mut is_slavic_name = false;
        let mut digits = String::new();
        let mut words = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let mut word = Word::new(part);
            is_slavic_name |= is_slavic(part);
            if let Some(spelled_out) = spelled_out_parts.get(at).filter(|spelled_out| *spelled_out != part) {
                is_slavic_name |= is_slavic(spelled_out);
                for reading in readings(spelled_out) {
                    if !word.readings.contains(&reading) {
                        word.readings.push(reading);
                    }
                }
            }
            digits.extend(part.chars().filter(|c| c.is_numeric()));
            digits.push(' ');
            words.push(word);
        }
        Some(Self { words, digits, is_slavic: is_slavic_name, folded })
    }
}

impl Word {
    fn new(folded: &str) -> Self {
        let bit = |c: char| match c {
            'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
            _ => 1u64 << (26 + u32::from(c) % 38),
        };
        Self {
            letter_set: folded.chars().filter(|c| c.is_alphanumeric()).fold(0, |set, c| set | bit(c)),
            letters: folded.chars().filter(|c| c.is_alphanumeric()).collect(),
            readings: readings(folded),
            is_cyrillic: super::skeleton::is_cyrillic(folded),
            folded: folded.to_owned(),
        }
    }
}

fn split_words(folded: &str) -> Vec<&str> {
    folded.split([' ', '-']).filter(|part| !part.is_empty()).collect()
}

/// Spells out the letters in [`ACCENTED`] as English papers do (š is sh).
fn spell_out_accents(name: &str) -> String {
    let mut spelled_out = String::with_capacity(name.len());
    for c in name.nfc() {
        match ACCENTED.iter().find(|(letter, _)| *letter == c) {
            Some((_, letters)) => spelled_out.push_str(letters),
            None => spelled_out.push(c),
        }
    }
    spelled_out
}
