//! The names of many articles, added together, with their doubts settled.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::names::{ArticleNames, Doubtful, Entry};
use super::rank::is_acronym;
use super::tally::Tally;
use crate::mention::words;

/// The most distinct names that are kept apart.
pub const MOST_NAMES: usize = 100_000;
/// So often a word at the head of sentences, and never small, is rather a name than a word.
const OFTEN_AT_THE_HEAD: u32 = 3;
/// The most words in lower case that are remembered.
const MOST_SMALL_WORDS: usize = 300_000;

/// The unlisted names of many articles. Holds no text but one sentence a name.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    articles: u32,
    entries: HashMap<Box<str>, Entry>,
    small: BTreeSet<Box<str>>,
    /// Fingerprints of the articles' words.
    bodies: HashSet<u64>,
    cut: bool,
}

impl Gathered {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the names of an article. Articles come in their natural order: what is first in it is first in the outcome. One
    /// whose body has the words of another, the same report under another title, adds nothing.
    pub fn add(&mut self, names: ArticleNames) {
        if names.body.is_some_and(|body| !self.bodies.insert(body)) {
            return;
        }
        let number = self.articles;
        self.articles += 1;
        self.cut |= names.cut;
        for word in names.small {
            if self.small.len() < MOST_SMALL_WORDS {
                self.small.insert(word);
            } else if !self.small.contains(&word) {
                self.cut = true;
            }
        }
        for (key, mut entry) in names.entries {
            entry.number(number);
            if let Some(known) = self.entries.get_mut(&key) {
                known.merge(&entry);
            } else if self.entries.len() < MOST_NAMES {
                self.entries.insert(key, entry);
            } else {
                self.cut = true;
            }
        }
    }

    /// Whether the articles held more than is looked at or kept: the outcome is then of a part of them.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether some article writes a word, or what it is the plural of, in lower case.
    pub(super) fn is_small_somewhere(&self, word: &str) -> bool {
        self.small.contains(word) || word.strip_suffix('s').is_some_and(|one| self.small.contains(one))
    }

    /// What is seen of each name, by key, with each doubt settled; and what opens sentences only, too seldom to be a name
    /// of its own, but is never written small.
    pub(super) fn settled(&self) -> (BTreeMap<&str, Tally>, BTreeMap<&str, &Tally>) {
        let mut settled: BTreeMap<&str, Tally> = BTreeMap::new();
        for (key, entry) in &self.entries {
            if entry.certain.count > 0 {
                settled.insert(key, entry.certain.clone());
            }
        }
        let mut joined: Vec<(&str, &Doubtful)> =
            self.entries.iter().filter_map(|(key, entry)| Some((&**key, entry.joined.as_ref()?))).collect();
        joined.sort_unstable_by_key(|(key, _)| *key);
        for (key, doubtful) in joined {
            let repeats = doubtful.tally.count + settled.get(key).map_or(0, |tally| tally.count) >= 2;
            settle(&mut settled, key, doubtful, repeats);
        }
        let certain: BTreeSet<&str> = settled.keys().copied().collect();
        // What stands last in a name of a person may stand alone; BBC Breakfast is no person.
        let ends_of_names = settled.iter().filter_map(|(key, tally)| {
            let (first, _) = tally.surface().split_once(' ')?;
            key.rsplit_once(' ').filter(|_| !is_acronym(first)).map(|(_, last)| last)
        });
        let last_words: BTreeSet<&str> = ends_of_names.collect();
        let mut opening: Vec<(&str, &Doubtful)> =
            self.entries.iter().filter_map(|(key, entry)| Some((&**key, entry.opening.as_ref()?))).collect();
        opening.sort_unstable_by_key(|(key, _)| *key);
        let mut seldom = BTreeMap::new();
        for (key, doubtful) in opening {
            let first = key.split(' ').next().unwrap_or_default();
            let is_small = self.is_small_somewhere(first);
            let is_long = first.len() < key.len();
            let is_name = certain.contains(key)
                || (!is_small
                    && (is_long || last_words.contains(key) || reads_as_name(key, &doubtful.tally)));
            if !is_name && !is_small {
                seldom.insert(key, &doubtful.tally);
            }
            settle(&mut settled, key, doubtful, is_name);
        }
        (settled, seldom)
    }
}

/// Whether a single word that nothing but the heads of sentences has is a name: it speaks, has a title, is known or written
/// as one, or comes too often for a word that is never small. "Breakfast was late" says nothing of the kind.
fn reads_as_name(key: &str, tally: &Tally) -> bool {
    let has_capital_inside = tally.surface().chars().skip(1).any(char::is_uppercase);
    let is_given = words::GIVEN_NAMES.contains(key) && !words::GIVEN_ALSO_WORDS.contains(key);
    let has_look = has_capital_inside || is_given;
    tally.titles.0 > 0 || tally.verbs.0 > 0 || tally.count >= if has_look { 2 } else { OFTEN_AT_THE_HEAD }
}

/// Counts for the whole, or for the parts.
fn settle<'a>(settled: &mut BTreeMap<&'a str, Tally>, key: &'a str, doubtful: &'a Doubtful, is_name: bool) {
    if is_name {
        settled.entry(key).or_default().merge(&doubtful.tally);
        return;
    }
    for (part, tally) in &doubtful.parts {
        settled.entry(part).or_default().merge(tally);
    }
}

impl Entry {
    /// Says which article all of it is from.
    fn number(&mut self, article: u32) {
        self.certain.number(article);
        for doubtful in [&mut self.opening, &mut self.joined].into_iter().flatten() {
            doubtful.tally.number(article);
            doubtful.parts.values_mut().for_each(|tally| tally.number(article));
        }
    }

    fn merge(&mut self, other: &Self) {
        if other.certain.count > 0 {
            if self.certain.count == 0 {
                self.certain = other.certain.clone();
            } else {
                self.certain.merge(&other.certain);
            }
        }
        for (mine, theirs) in [(&mut self.opening, &other.opening), (&mut self.joined, &other.joined)] {
            let Some(theirs) = theirs else { continue };
            let mine = mine.get_or_insert_default();
            mine.tally.merge(&theirs.tally);
            for (part, tally) in &theirs.parts {
                mine.parts.entry(part.clone()).or_default().merge(tally);
            }
        }
    }
}
