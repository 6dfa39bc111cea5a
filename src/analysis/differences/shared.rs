//! What the sentences of a row share, and how an anchor writes it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::phrase::{Class, Key, Sentence, Word, read};
use super::statement::Statement;
use super::weights::Concepts;
use crate::analysis::facts::Facts;

/// Maximum number of sentences that are compared for an anchor: the first.
const MAX_SENTENCES: usize = 4;
/// Maximum number of words in a noun phrase.
const MAX_PHRASE_WORDS: usize = 3;

/// A part of an anchor and the keys of its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub text: String,
    pub keys: BTreeSet<Key>,
    /// A noun that stands near the act, if what it was done to is not known.
    pub beside: String,
}

impl Part {
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// The sentences of a row and what they share.
pub(super) struct Row<'a> {
    pub sentences: Vec<Sentence<'a>>,
    /// Number of sentences that have each key.
    counts: HashMap<Key, usize>,
    /// Number of sentences that have each lower-case word in a noun group.
    spread: HashMap<String, usize>,
    /// The words of names that do not open a sentence.
    names: HashSet<&'a str>,
    /// The words that number plans, such as `28-point`, by the key of the noun after them.
    numbers: HashMap<Key, BTreeSet<&'a str>>,
    pub concepts: &'a Concepts,
}

impl<'a> Row<'a> {
    /// Reads the sentences of statements, at most [`MAX_SENTENCES`].
    pub fn of(members: &[(&'a Facts, &'a Statement)], concepts: &'a Concepts) -> Self {
        let sentences = read(members.get(..MAX_SENTENCES).unwrap_or(members));
        let mut row = Self {
            sentences: Vec::new(),
            counts: HashMap::new(),
            spread: HashMap::new(),
            names: HashSet::new(),
            numbers: HashMap::new(),
            concepts,
        };
        for sentence in &sentences {
            let keys: HashSet<&Key> = sentence.words.iter().filter_map(|word| word.key.as_ref()).collect();
            for key in keys {
                *row.counts.entry(key.clone()).or_default() += 1;
            }
            let nouns = || sentence.words.iter().filter(|word| word.is_nominal());
            let lower: HashSet<&str> = nouns().map(|word| word.lower.as_str()).collect();
            for word in lower {
                *row.spread.entry(word.to_owned()).or_default() += 1;
            }
            row.names.extend(nouns().filter(|word| word.class == Class::Name).map(|word| word.text));
            for words in sentence.groups.iter().filter_map(|group| sentence.words.get(group.clone())) {
                let key = words.last().and_then(|word| word.key.as_ref());
                for (word, key) in words.iter().filter(|word| word.is_numbered()).zip(key) {
                    row.numbers.entry(key.clone()).or_default().insert(word.text);
                }
            }
        }
        row.sentences = sentences;
        row
    }

    /// True for a word that means the same as one in another sentence.
    pub fn is_shared(&self, word: &Word<'_>) -> bool {
        word.key.as_ref().is_some_and(|key| self.counts.get(key).is_some_and(|count| *count > 1))
    }

    /// True for a name, also at the start of a sentence if another sentence has it elsewhere.
    pub fn is_name(&self, word: &Word<'_>) -> bool {
        word.class == Class::Name
            || (word.text.starts_with(char::is_uppercase) && self.names.contains(word.text))
    }

    /// Returns the number of sentences that have a lower-case word in a noun group.
    pub fn spread(&self, lower: &str) -> usize {
        self.spread.get(lower).copied().unwrap_or_default()
    }

    /// Returns how much a key tells, from 0 to 1.
    pub fn weight(&self, key: &Key) -> f64 {
        let report = |at: usize| self.sentences.get(at).map_or(0, |sentence| sentence.report);
        match key {
            Key::Concept(concept) => self
                .concepts
                .number_of(concept)
                .map_or(1.0, |number| self.concepts.weight(report(0), report(1), number)),
            Key::Counted(_) | Key::Entity(_) => 1.0,
        }
    }

    /// Returns a noun with the shared words right before it in its group, without those that are `used`, and the number of
    /// a plan.
    pub fn phrase(&self, at: usize, place: usize, used: &BTreeSet<Key>) -> Part {
        let Some((sentence, word)) =
            self.sentences.get(at).and_then(|own| Some((own, own.words.get(place)?)))
        else {
            return Part::default();
        };
        let start = sentence.group_of(place).map_or(place, |group| group.start);
        let mut first = place;
        let mut keys: BTreeSet<Key> = word.key.iter().cloned().collect();
        while let Some(before) = first.checked_sub(1).filter(|before| *before >= start) {
            let Some(key) = sentence
                .words
                .get(before)
                .filter(|word| self.is_shared(word) && place - before < MAX_PHRASE_WORDS)
                .and_then(|word| word.key.clone())
                .filter(|key| !used.contains(key))
            else {
                break;
            };
            // Synonyms in a row say one thing twice: `media outlets`.
            if !keys.insert(key) && !sentence.words.get(before).is_some_and(Word::is_numbered) {
                break;
            }
            first = before;
        }
        let mut text = String::new();
        for (index, word) in sentence.words.iter().enumerate().take(place + 1).skip(first) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&self.shown(sentence, index));
            if index < place {
                text.push_str(word.possessive);
            }
        }
        if let Some(number) =
            word.key.as_ref().and_then(|key| self.plan_number(key)).filter(|number| !text.contains(number))
        {
            text = format!("{number} {text}");
        }
        Part { text: text.split_whitespace().collect::<Vec<_>>().join(" "), keys, beside: String::new() }
    }

    /// Returns the word that numbers a plan, such as `28-point`, before a noun with this key. None if none does, or if
    /// two do.
    fn plan_number(&self, key: &Key) -> Option<&str> {
        let found = self.numbers.get(key)?;
        found.first().copied().filter(|_| found.len() == 1)
    }

    /// Returns a word as the anchor writes it. A capital that only opens the sentence is dropped.
    fn shown(&self, sentence: &Sentence<'_>, place: usize) -> String {
        let Some(word) = sentence.words.get(place) else { return String::new() };
        let is_lower_elsewhere = || {
            let words = self.sentences.iter().flat_map(|sentence| &sentence.words);
            words.into_iter().any(|other| other.key == word.key && other.text.starts_with(char::is_lowercase))
        };
        if place == 0 && word.class != Class::Name && word.key.is_some() && is_lower_elsewhere() {
            word.lower.clone()
        } else {
            word.text.to_owned()
        }
    }

    /// Returns the place of the noun that a word modifies in its group: `tax` for `fuel` in `fuel tax`. Sentences must
    /// share it and all words between, and none may be `used`; otherwise returns the place of the word.
    pub fn whole(&self, at: usize, place: usize, used: &BTreeSet<Key>) -> (usize, usize) {
        let Some(sentence) = self.sentences.get(at) else { return (at, place) };
        let end = sentence.group_of(place).map_or(place + 1, |group| group.end);
        let rest = sentence.words.get(place + 1..end).unwrap_or_default();
        let is_free = |word: &Word<'_>| word.key.as_ref().is_some_and(|key| !used.contains(key));
        if rest.len() < MAX_PHRASE_WORDS && rest.iter().all(|word| self.is_shared(word) && is_free(word)) {
            (at, end - 1)
        } else {
            (at, place)
        }
    }
}
