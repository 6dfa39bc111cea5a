//! Prepares quotes for comparison: joins the parts of each, and reads its stems, numbers and denials.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon::{
    DENIALS, FUNCTION_WORDS, NEGATIONS, PARTIAL_DENIALS, are_opposite, number_word, stem, stock_words,
    synonyms, weight,
};
use super::speakers::Speaker;
use super::words::{MIN_QUOTE_WORDS, Token, is_number, tokens};
use crate::analysis::facts::Facts;
use crate::mention::words::TITLES;
use crate::text::fingerprint::fingerprint;

/// Only this many words of a quote are compared. A longer quote is a speech.
const MAX_WORDS: usize = 1_000;

/// A quote with all its parts.
#[derive(Debug)]
pub(super) struct Utterance {
    /// Index of the document.
    pub document: usize,
    /// Byte ranges of the parts in the article's text.
    pub parts: Vec<Range<usize>>,
    /// Who is quoted.
    pub speaker: Speaker,
    /// Fingerprints of its words, including those inserted in brackets.
    pub ids: Vec<u64>,
    /// Its words without those inserted in brackets.
    pub words: Vec<Spoken>,
    /// Number of clauses.
    pub clauses: usize,
}

/// A word of a quote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spoken {
    /// Fingerprint of the folded word.
    pub id: u64,
    /// Index of its stem in the [`Vocabulary`]. None for function words and numbers.
    pub stem: Option<u32>,
    /// If it ends a number, the bits of that number as an `f64`.
    pub number: Option<u64>,
    /// Whether it denies something.
    pub denial: Denial,
    /// True for part of a stock phrase.
    pub is_stock: bool,
    /// True for a word with a capital that begins no clause, and for a title.
    pub is_name: bool,
    /// Index of its clause.
    pub clause: usize,
    /// Index of its part.
    pub part: usize,
}

/// How a word denies what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denial {
    /// It does not deny.
    None,
    /// It negates, as `not` does.
    Negates,
    /// It negates, but takes back another negation: `not without` is `with`.
    NegatesOrReverses,
    /// It takes back a negation: `not until` is `only after`.
    Reverses,
    /// It denies by its meaning, as `refuse` does.
    Denies,
    /// It denies in part, as `few` does.
    Partly,
}

impl Denial {
    /// Returns how a folded word denies. `next` is the folded word after it.
    fn of(folded: &str, next: Option<&str>) -> Self {
        match folded {
            "without" => Self::NegatesOrReverses,
            "until" => Self::Reverses,
            // `nothing but` is `only`.
            "nothing" if next == Some("but") => Self::None,
            _ if NEGATIONS.contains(folded) => Self::Negates,
            _ if DENIALS.contains(folded) => Self::Denies,
            _ if PARTIAL_DENIALS.contains(folded) => Self::Partly,
            _ => Self::None,
        }
    }
}

/// The stems of all quotes.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    indices: HashMap<String, u32>,
    stems: Vec<Stem>,
}

/// A stem that quotes contain.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// How much it tells that two quotes share it, from 0 to 1.
    pub weight: f64,
    /// The groups of synonyms that it is in.
    pub groups: &'static [u32],
    /// Number of documents that quote it.
    documents: u32,
    last_document: Option<usize>,
    text: String,
}

/// Stems that many documents quote have less weight, but only among at least this many documents.
const MIN_DOCUMENTS: usize = 8;
/// Share of its weight that a stem keeps if all documents quote it.
const MIN_RARITY: f64 = 0.35;

impl Vocabulary {
    fn index(&mut self, folded: &str, document: usize) -> u32 {
        let stem = stem(folded);
        let index = *self.indices.entry(stem).or_insert_with_key(|stem| {
            let (weight, groups) = (weight(stem), synonyms(stem));
            self.stems.push(Stem { weight, groups, documents: 0, last_document: None, text: stem.clone() });
            self.stems.len() as u32 - 1
        });
        if let Some(stem) = self.stems.get_mut(index as usize)
            && stem.last_document != Some(document)
        {
            stem.last_document = Some(document);
            stem.documents += 1;
        }
        index
    }

    /// Lowers the weights of stems that many of the documents quote. A stem in one document keeps all of its weight, a
    /// stem in all documents [`MIN_RARITY`] of it. In between, the weight follows the inverse document frequency
    /// (Spärck Jones 1972) as a share of its maximum.
    pub fn weigh(&mut self, documents: usize) {
        if documents < MIN_DOCUMENTS {
            return;
        }
        let largest = (documents as f64).ln();
        for stem in &mut self.stems {
            let rarity = 1.0 - f64::from(stem.documents.max(1)).ln() / largest;
            stem.weight *= MIN_RARITY + (1.0 - MIN_RARITY) * rarity;
        }
    }

    /// True if two stems have opposite meanings.
    pub fn are_opposite(&self, left: u32, right: u32) -> bool {
        match (self.get(left), self.get(right)) {
            (Some(left), Some(right)) => are_opposite(&left.text, &right.text),
            _ => false,
        }
    }

    /// Returns the stem with an index.
    pub fn get(&self, stem: u32) -> Option<&Stem> {
        self.stems.get(stem as usize)
    }
}

/// Reads the quotes of a document that are long enough to compare.
pub(super) fn utterances(document: usize, facts: &Facts, vocabulary: &mut Vocabulary) -> Vec<Utterance> {
    let mut found = Vec::new();
    for parts in facts.quotes.chunk_by(|left, right| left.number == right.number) {
        let Some(first) = parts.first() else { continue };
        let mut utterance = Utterance {
            document,
            parts: parts.iter().map(|part| part.range.clone()).collect(),
            speaker: Speaker::of(first),
            ids: Vec::new(),
            words: Vec::new(),
            clauses: 0,
        };
        for (at, part) in parts.iter().enumerate() {
            add_part(facts.article.text.slice(part.range.clone()), at, &mut utterance, vocabulary);
        }
        if utterance.ids.len() >= MIN_QUOTE_WORDS {
            found.push(utterance);
        }
    }
    found
}

/// Punctuation that ends a clause if it is between two words. A point inside a number is part of a word.
const ENDS_CLAUSE: &[char] = &['.', '!', '?', ';', ':', ',', '…', '—', '–', '\n'];

fn add_part(text: &str, part: usize, utterance: &mut Utterance, vocabulary: &mut Vocabulary) {
    let tokens = tokens(text, 0);
    let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    let stock = stock_words(&folded);
    let inserted = insertions(text);
    let mut end_before: Option<usize> = None;
    let mut numbers = Numbers::default();
    for (at, token) in tokens.iter().enumerate() {
        if utterance.ids.len() >= MAX_WORDS {
            return;
        }
        let id = fingerprint(token.folded.as_bytes());
        utterance.ids.push(id);
        let between = end_before.map(|end| text.get(end..token.range.start).unwrap_or_default());
        end_before = Some(token.range.end);
        let begins = between.is_none_or(|between| between.contains(ENDS_CLAUSE));
        if begins {
            utterance.clauses += 1;
        }
        let bracket = inserted.partition_point(|range| range.end <= token.range.start);
        if inserted.get(bracket).is_some_and(|range| range.contains(&token.range.start)) {
            continue;
        }
        let next = tokens.get(at + 1).filter(|next| {
            text.get(token.range.end..next.range.start).is_some_and(|between| matches!(between, " " | "-"))
        });
        let is_number = is_number(&token.folded);
        let number = numbers.read(&token.folded, next.map(|next| next.folded.as_str()));
        let is_function = FUNCTION_WORDS.contains(token.folded.as_str()) || is_number;
        utterance.words.push(Spoken {
            id,
            stem: (!is_function).then(|| vocabulary.index(&token.folded, utterance.document)),
            number,
            denial: Denial::of(&token.folded, next.map(|next| next.folded.as_str())),
            is_stock: stock.get(at) == Some(&true),
            is_name: (!begins && is_capital(text, token)) || TITLES.contains(token.folded.as_str()),
            clause: utterance.clauses.saturating_sub(1),
            part,
        });
    }
}

fn is_capital(text: &str, token: &Token) -> bool {
    text.get(token.range.clone()).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Returns the ranges of insertions in square brackets, except for brackets inside words such as `[n]othing`.
fn insertions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find('[')).map(|at| from + at) {
        let Some(end) = text.get(start..).and_then(|rest| rest.find(']')).map(|at| start + at + 1) else {
            break;
        };
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        if !is_letter(before) && !is_letter(after) {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// Reads numbers written in one word or several.
#[derive(Debug, Default)]
struct Numbers {
    /// The value of the words before, if the number continues.
    value: Option<f64>,
}

/// Suffixes of numbers in digits, and what they multiply the number by.
const SUFFIXES: &[(&str, f64)] = &[
    ("bn", 1e9),
    ("b", 1e9),
    ("mn", 1e6),
    ("m", 1e6),
    ("tn", 1e12),
    ("k", 1e3),
    ("st", 1.0),
    ("nd", 1.0),
    ("rd", 1.0),
    ("th", 1.0),
];

impl Numbers {
    /// Reads a word. If it ends a number, returns the bits of that number as an `f64`. `next` is the word after it.
    fn read(&mut self, word: &str, next: Option<&str>) -> Option<u64> {
        let value = self.value.take();
        let new = match (value, number_word(word).map(|number| number as f64)) {
            (Some(value), Some(factor)) if factor >= 100.0 => value * factor,
            (Some(value), Some(unit)) => value + unit,
            (Some(value), None) if word == "one" && value % 10.0 == 0.0 => value + 1.0,
            (_, Some(number)) => number,
            (_, None) => digits(word)?,
        };
        let continues = next.is_some_and(|next| {
            let number = number_word(next);
            let is_tens = new % 10.0 == 0.0 && (20.0..100.0).contains(&new);
            number.is_some_and(|number| number >= 100)
                || (is_tens && (next == "one" || number.is_some_and(|number| number < 10)))
        });
        if continues {
            self.value = Some(new);
            return None;
        }
        Some(new.to_bits())
    }
}

/// Returns the value of a number in digits, with or without a suffix.
fn digits(word: &str) -> Option<f64> {
    if let Ok(value) = word.parse::<f64>() {
        return Some(value).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()));
    }
    let suffixed =
        |(suffix, factor): &(&str, f64)| Some(word.strip_suffix(suffix)?.parse::<f64>().ok()? * factor);
    SUFFIXES.iter().find_map(suffixed).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the distinct stems of some words.
pub(super) fn stems<'a>(words: impl Iterator<Item = &'a Spoken>) -> HashSet<u32> {
    words.filter_map(|word| word.stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<f64> {
        let tokens = tokens(text, 0);
        let mut numbers = Numbers::default();
        let read = |at: usize| {
            let next = tokens.get(at + 1).map(|next| next.folded.as_str());
            numbers.read(&tokens[at].folded, next)
        };
        (0..tokens.len()).filter_map(read).map(f64::from_bits).collect()
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        assert_eq!(numbers("fifty-one years"), [51.0]);
        assert_eq!(numbers("four hundred metres, 400 metres"), [400.0, 400.0]);
        assert_eq!(numbers("3,000 people or 5.5 per cent"), [3_000.0, 5.5]);
        assert_eq!(numbers("46m, 46 million and forty-six million"), [46e6; 3]);
        assert_eq!(numbers("no one, at twenty to five"), [20.0, 5.0]);
        assert!(numbers("one of them").is_empty());
    }

    #[test]
    fn insertions_stand_apart_from_words() {
        let text = "My mother [Odile, 70] saw [n]othing";
        let found: Vec<&str> = insertions(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["[Odile, 70]"]);
    }
}
