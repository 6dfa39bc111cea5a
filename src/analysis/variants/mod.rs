//! Whether a name that articles write is another spelling of one that is listed.
//!
//! Reporters write a name as they hear it, or as the romanisation of their house has it: Zelensky, Zelenskyy, Zelenskiy,
//! Selenskyj, Зеленский. Each word is reduced to a skeleton in which those conventions are one (`y`, `i`, `iy`, `j`;
//! `kh`, `h`; `w`, `v`, `ff`; doubled letters; a silent h). Where the skeletons are one the likeness is strong: an editor
//! would bet on it. Where they are near it is possible, which means worth a look and no more. Names that
//! real people and places bear side by side (Johnson and Johnston, Macron and Marcon, Austria and Australia) differ by as
//! little as a slip of the hand does, so no slip is ever strong.
//!
//! Numbers are no spellings: any digit that differs says that something else is meant.
//!
//! It bridges words of articles and forms of the list, for [`suggestions`](super::suggestions), and merges nothing: a
//! likeness is shown with its reason, and a person decides.
//!
//! The limits: the skeleton knows the romanisations of Russian and Ukrainian best. A given name that was translated (Mykola,
//! Nikolai) is another name to it, words are compared in their order, and a name of one word is not compared with one of two.
//! Names of more than [`MOST_WORDS`] words or [`LONGEST_WORD`] letters a word are not compared at all.

mod distance;
mod skeleton;
mod spellings;

pub use spellings::Spellings;

use crate::text::fold::fold_form;
use distance::{ending_of, is_near};
use skeleton::{class_of, skeletons};

/// The most words of a name that is compared.
pub const MOST_WORDS: usize = 8;
/// The most letters of a word that is compared.
pub const LONGEST_WORD: usize = 40;
/// A word whose skeleton is shorter says too little to be betted on.
const SHORTEST_STRONG: usize = 4;

/// How sure one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// An editor would bet on it.
    Strong,
    /// Worth a look.
    Possible,
}

impl Strength {
    /// The word that exports print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Possible => "possible",
        }
    }
}

/// How two spellings are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// How sure one can be.
    pub strength: Strength,
    /// Why, in a few words.
    pub reason: String,
    /// How far apart they are, from 0; of equals the nearer is offered.
    pub distance: f32,
}

/// A spelling made ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    words: Vec<Word>,
    digits: String,
}

#[derive(Clone, Debug)]
struct Word {
    folded: String,
    skeletons: Vec<String>,
}

impl Spelling {
    /// None where there is nothing to compare, or too much.
    fn of(name: &str) -> Option<Self> {
        if name.len() > MOST_WORDS * LONGEST_WORD * 4 {
            return None;
        }
        let folded = fold_form(name);
        let parts = folded.split([' ', '-']).filter(|part| !part.is_empty());
        let words: Vec<Word> =
            parts.map(|part| Word { folded: part.to_owned(), skeletons: skeletons(part) }).collect();
        let is_long = words.iter().any(|word| word.folded.chars().count() > LONGEST_WORD);
        let digits = folded.chars().filter(|c| c.is_numeric()).collect();
        (!words.is_empty() && words.len() <= MOST_WORDS && !is_long).then_some(Self { words, digits })
    }

    /// What two spellings have in common wherever they are alike at all: the number of words, the digits, and the class of the
    /// first sound.
    fn bucket(&self) -> (usize, &str, char) {
        let first = self.words.first().and_then(|word| word.skeletons.first());
        (self.words.len(), &self.digits, class_of(first.map_or("", String::as_str)))
    }

    fn likeness(&self, found: &Self) -> Option<Likeness> {
        if self.bucket() != found.bucket() {
            return None;
        }
        let mut strength = None;
        let mut reasons = Vec::new();
        let mut distance = 0.0;
        for (listed, found) in self.words.iter().zip(&found.words) {
            let Some(alike) = words_alike(listed, found)? else { continue };
            strength = strength.max(Some(alike.strength));
            reasons.push(alike.reason);
            distance += alike.distance;
        }
        Some(Likeness { strength: strength?, reason: reasons.join("; "), distance })
    }
}

/// How a found spelling is like a listed one. None where they are one once they are folded, and where they are unlike.
pub fn likeness(listed: &str, found: &str) -> Option<Likeness> {
    Spelling::of(listed)?.likeness(&Spelling::of(found)?)
}

/// None where the words are unlike, `Some(None)` where they are one.
#[allow(clippy::option_option, reason = "unlike, one, or alike in some way")]
fn words_alike(listed: &Word, found: &Word) -> Option<Option<Likeness>> {
    if listed.folded == found.folded {
        return Some(None);
    }
    let shared = listed.skeletons.iter().find(|one| found.skeletons.contains(one));
    if let Some(shared) = shared {
        let is_long = shared.chars().count() >= SHORTEST_STRONG;
        let strength = if is_long { Strength::Strong } else { Strength::Possible };
        let reason = format!("{}: same sounds", difference(&listed.folded, &found.folded));
        return Some(Some(Likeness { strength, reason, distance: 0.1 }));
    }
    let possible = |reason, distance| Some(Some(Likeness { strength: Strength::Possible, reason, distance }));
    if let Some(ending) = ending_of(&listed.folded, &found.folded) {
        return possible(format!("another ending: {ending}"), 0.5);
    }
    let (first, other) = (listed.skeletons.first()?, found.skeletons.first()?);
    let distance = is_near(first, other)?;
    possible(difference(&listed.folded, &found.folded), distance)
}

/// What differs, in a few words: the letters between what both begin and end with.
fn difference(listed: &str, found: &str) -> String {
    let (listed, found): (Vec<char>, Vec<char>) = (listed.chars().collect(), found.chars().collect());
    let same = |(left, right): &(&char, &char)| left == right;
    let head = listed.iter().zip(&found).take_while(same).count();
    let shorter = listed.len().min(found.len()) - head;
    let tail = listed.iter().rev().zip(found.iter().rev()).take(shorter).take_while(same).count();
    let middle = |letters: &[char]| -> String {
        letters.get(head..letters.len() - tail).unwrap_or_default().iter().collect()
    };
    match (middle(&listed).as_str(), middle(&found).as_str()) {
        ("", more) => format!("`{more}` more"),
        (less, "") => format!("`{less}` less"),
        (listed, found) => format!("`{found}` for `{listed}`"),
    }
}

#[cfg(test)]
mod tests;
