//! The names of many articles, added together, with their doubts settled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::{ArticleNames, Doubtful, Entry};
use super::tally::Tally;

/// The most distinct names that are kept apart.
pub const MOST_NAMES: usize = 100_000;
/// The most words in lower case that are remembered.
const MOST_SMALL_WORDS: usize = 300_000;

/// The unlisted names of many articles. Holds no text but one sentence a name.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    articles: u32,
    entries: HashMap<Box<str>, Entry>,
    small: BTreeSet<Box<str>>,
    cut: bool,
}

impl Gathered {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the names of an article. Articles come in their natural order: what is first in it is first in the outcome.
    pub fn add(&mut self, names: ArticleNames) {
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
        let last_words: BTreeSet<&str> =
            certain.iter().filter_map(|key| key.rsplit_once(' ').map(|(_, last)| last)).collect();
        let mut opening: Vec<(&str, &Doubtful)> =
            self.entries.iter().filter_map(|(key, entry)| Some((&**key, entry.opening.as_ref()?))).collect();
        opening.sort_unstable_by_key(|(key, _)| *key);
        let mut seldom = BTreeMap::new();
        for (key, doubtful) in opening {
            let first = key.split(' ').next().unwrap_or_default();
            let is_small = self.is_small_somewhere(first);
            let is_long = first.len() < key.len();
            let repeats = doubtful.tally.count >= 2;
            let is_name =
                certain.contains(key) || (!is_small && (is_long || repeats || last_words.contains(key)));
            if !is_name && !is_small {
                seldom.insert(key, &doubtful.tally);
            }
            settle(&mut settled, key, doubtful, is_name);
        }
        (settled, seldom)
    }
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
