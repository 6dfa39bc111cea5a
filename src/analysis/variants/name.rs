//! A name made ready to be compared.

use unicode_normalization::UnicodeNormalization;

use super::conventions::MARKED;
use super::skeleton::{Reading, is_slavic, readings};
use super::{LONGEST_WORD, MOST_BYTES, MOST_WORDS};
use crate::text::fold::fold_form;

/// A name, word by word.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name as folded.
    pub folded: String,
    /// Its words, one at least.
    pub words: Vec<Word>,
    /// The digits, those of each word apart.
    pub digits: String,
    /// Whether one of the words looks Slavic.
    pub is_slavic: bool,
}

/// A word of a name.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word as folded, signs and all.
    pub folded: String,
    /// Its letters and digits.
    pub letters: Vec<char>,
    /// Which letters it has, a bit each; letters beyond a to z share the rest.
    pub letter_set: u64,
    /// How it may be read; one at least.
    pub readings: Vec<Reading>,
    /// Whether it has Cyrillic letters.
    pub is_cyrillic: bool,
}

impl Name {
    /// None where there is nothing to compare, or too much.
    pub fn of(name: &str) -> Option<Self> {
        if name.len() > MOST_BYTES {
            return None;
        }
        let folded = fold_form(name);
        let parts = words_of(&folded);
        let is_long = parts.iter().any(|part| part.chars().count() > LONGEST_WORD);
        if parts.is_empty() || parts.len() > MOST_WORDS || is_long {
            return None;
        }
        let sounding = fold_form(&with_marks_spelled(name));
        let sounding_parts = words_of(&sounding);
        let mut is_slavic_name = false;
        let mut digits = String::new();
        let mut words = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let mut word = Word::of(part);
            is_slavic_name |= is_slavic(part);
            if let Some(sounding) = sounding_parts.get(at).filter(|sounding| *sounding != part) {
                is_slavic_name |= is_slavic(sounding);
                for reading in readings(sounding) {
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
    fn of(folded: &str) -> Self {
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

fn words_of(folded: &str) -> Vec<&str> {
    folded.split([' ', '-']).filter(|part| !part.is_empty()).collect()
}

/// The name with its háčeks and acutes spelled out, as an English house would.
fn with_marks_spelled(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    for c in name.nfc() {
        match MARKED.iter().find(|(letter, _)| *letter == c) {
            Some((_, letters)) => spelled.push_str(letters),
            None => spelled.push(c),
        }
    }
    spelled
}
