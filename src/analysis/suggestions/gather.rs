//! Adds up the names of many articles and resolves the doubtful ones.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::names::{ArticleNames, Doubtful, Entry};
use super::tally::Tally;
use super::words::is_acronym;
use crate::mention::words;

/// Maximum number of distinct names.
pub const MAX_NAMES: usize = 100_000;
/// Minimum number of sentences that start with a word for it to be a name, if it never occurs in lower case and nothing
/// else marks it as a name.
const MIN_SENTENCE_STARTS: u32 = 3;
/// Maximum number of distinct lowercase words kept.
const MAX_LOWERCASE_WORDS: usize = 300_000;

/// The unlisted names of many articles. Of the text it keeps only the names, the words beside them, the lowercase words
/// and a few example sentences per name.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    articles: u32,
    entries: HashMap<Box<str>, Entry>,
    lowercase_words: BTreeSet<Box<str>>,
    /// Fingerprints of the words of the articles' bodies.
    body_fingerprints: HashSet<u64>,
    is_truncated: bool,
}

impl Candidates {
    /// Creates an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the names of an article. Articles must be added in natural order, so that the first sighting is right.
    /// A body with the same words as an earlier one, such as the same report under another title, adds nothing.
    pub fn add(&mut self, names: ArticleNames) {
        if names.body_fingerprint.is_some_and(|body| !self.body_fingerprints.insert(body)) {
            return;
        }
        let number = self.articles;
        self.articles += 1;
        self.is_truncated |= names.is_truncated;
        for word in names.lowercase_words {
            if self.lowercase_words.len() < MAX_LOWERCASE_WORDS {
                self.lowercase_words.insert(word);
            } else if !self.lowercase_words.contains(&word) {
                self.is_truncated = true;
            }
        }
        for (key, mut entry) in names.entries {
            entry.set_article(number);
            if let Some(existing) = self.entries.get_mut(&key) {
                existing.merge(&entry);
            } else if self.entries.len() < MAX_NAMES {
                self.entries.insert(key, entry);
            } else {
                self.is_truncated = true;
            }
        }
    }

    /// True if the articles contained more than the limits allow, so that the suggestions may be incomplete.
    pub fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// True if any article has the word of a key, or the word without its final s, in lower case.
    pub(super) fn occurs_in_lowercase(&self, key: &str) -> bool {
        let singular = key.strip_suffix('s');
        self.lowercase_words.contains(key)
            || singular.is_some_and(|singular| self.lowercase_words.contains(singular))
    }

    /// Returns the tally of each name, by key, with all doubts resolved; and the tallies of words that only start
    /// sentences and never occur in lower case, but are too rare to be new names.
    pub(super) fn resolved(&self) -> (BTreeMap<&str, Tally>, BTreeMap<&str, &Tally>) {
        let mut resolved: BTreeMap<&str, Tally> = BTreeMap::new();
        for (key, entry) in &self.entries {
            if entry.certain.count > 0 {
                resolved.insert(key, entry.certain.clone());
            }
        }
        let mut joined: Vec<(&str, &Doubtful)> =
            self.entries.iter().filter_map(|(key, entry)| Some((&**key, entry.joined.as_ref()?))).collect();
        joined.sort_unstable_by_key(|(key, _)| *key);
        for (key, doubtful) in joined {
            let repeats = doubtful.tally.count + resolved.get(key).map_or(0, |tally| tally.count) >= 2;
            add_resolved(&mut resolved, key, doubtful, repeats);
        }
        let certain: BTreeSet<&str> = resolved.keys().copied().collect();
        // The last word of a person's name may stand alone; BBC Breakfast is not a person.
        let last_of_names = resolved.iter().filter_map(|(key, tally)| {
            let (first, _) = tally.surface().split_once(' ')?;
            key.rsplit_once(' ').filter(|_| !is_acronym(first)).map(|(_, last)| last)
        });
        let last_words: BTreeSet<&str> = last_of_names.collect();
        let mut sentence_starts: Vec<(&str, &Doubtful)> = self
            .entries
            .iter()
            .filter_map(|(key, entry)| Some((&**key, entry.sentence_start.as_ref()?)))
            .collect();
        sentence_starts.sort_unstable_by_key(|(key, _)| *key);
        let mut rare = BTreeMap::new();
        for (key, doubtful) in sentence_starts {
            let first = key.split(' ').next().unwrap_or_default();
            let is_lowercase = self.occurs_in_lowercase(first);
            let is_long = first.len() < key.len();
            let is_name = certain.contains(key)
                || (!is_lowercase
                    && (is_long || last_words.contains(key) || looks_like_name(key, &doubtful.tally)));
            if !is_name && !is_lowercase {
                rare.insert(key, &doubtful.tally);
            }
            add_resolved(&mut resolved, key, doubtful, is_name);
        }
        (resolved, rare)
    }
}

/// True if a single word that only starts sentences and never occurs in lower case is a name: it has a title or a
/// speech verb; or it repeats and is a known given name or has a capital inside; or it occurs often. None of this is
/// true of Breakfast in "Breakfast was late".
fn looks_like_name(key: &str, tally: &Tally) -> bool {
    let has_capital_inside = tally.surface().chars().skip(1).any(char::is_uppercase);
    let is_given = words::GIVEN_NAMES.contains(key) && !words::GIVEN_NAMES_AS_WORDS.contains(key);
    let is_marked = has_capital_inside || is_given;
    tally.titles.0 > 0 || tally.verbs.0 > 0 || tally.count >= if is_marked { 2 } else { MIN_SENTENCE_STARTS }
}

/// Adds the tally of the whole if it is one name, else the tallies of its parts.
fn add_resolved<'a>(
    resolved: &mut BTreeMap<&'a str, Tally>,
    key: &'a str,
    doubtful: &'a Doubtful,
    is_name: bool,
) {
    if is_name {
        resolved.entry(key).or_default().merge(&doubtful.tally);
        return;
    }
    for (part, tally) in &doubtful.parts {
        resolved.entry(part).or_default().merge(tally);
    }
}

impl Entry {
    /// Sets the article of every tally.
    fn set_article(&mut self, article: u32) {
        self.certain.set_article(article);
        for doubtful in [&mut self.sentence_start, &mut self.joined].into_iter().flatten() {
            doubtful.tally.set_article(article);
            doubtful.parts.values_mut().for_each(|tally| tally.set_article(article));
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
        for (mine, theirs) in
            [(&mut self.sentence_start, &other.sentence_start), (&mut self.joined, &other.joined)]
        {
            let Some(theirs) = theirs else { continue };
            let mine = mine.get_or_insert_default();
            mine.tally.merge(&theirs.tally);
            for (part, tally) in &theirs.parts {
                mine.parts.entry(part.clone()).or_default().merge(tally);
            }
        }
    }
}
