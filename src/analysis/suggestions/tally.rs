//! Counts the sightings of one name.

use std::ops::Range;

use super::cue::Cue;
use crate::article::ArticleKey;

/// One sighting of a name, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The article.
    pub key: ArticleKey,
    /// Byte range of the name in the article's text.
    pub range: Range<usize>,
    /// The sentence on one line, truncated around the name, with an ellipsis on each truncated side.
    pub sentence: String,
}

/// The counts of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Number of occurrences.
    pub count: u32,
    /// Number of sightings with a title or role, and the first title or role counted.
    pub titles: (u32, Option<Box<str>>),
    /// Number of sightings with a speech verb, and the first verb counted.
    pub verbs: (u32, Option<Box<str>>),
    /// Number of sightings after a preposition of place.
    pub after_place_prepositions: u32,
    /// Number of sightings after `the`, `a` or `an`.
    pub after_articles: u32,
    /// Ordinals of the articles, ascending.
    pub articles: Vec<u32>,
    /// The first spellings counted, in that order, with their counts. At most [`MAX_SPELLINGS`].
    pub spellings: Vec<(Box<str>, u32)>,
    /// The first sighting: ordinal of its article, and byte offset.
    pub first: Option<(u32, usize)>,
    /// The first sighting with a title or a verb, else the first sighting.
    pub best: Option<Best>,
}

/// The sighting shown as an example.
#[derive(Clone, Debug)]
pub(super) struct Best {
    /// True if it has neither title nor verb.
    pub is_bare: bool,
    /// Ordinal of its article, and byte offset.
    pub at: (u32, usize),
    /// The example shown.
    pub example: Example,
}

/// Maximum number of distinct spellings of a name. Others still count as occurrences.
const MAX_SPELLINGS: usize = 8;

impl Tally {
    /// Counts one sighting. The example is built only if it is kept.
    pub fn record(&mut self, surface: &str, cue: &Cue, at: usize, example: impl FnOnce() -> Example) {
        self.count += 1;
        count_cue(&mut self.titles, cue.title.as_deref());
        count_cue(&mut self.verbs, cue.verb.as_deref());
        self.after_place_prepositions += u32::from(cue.after_place_preposition);
        self.after_articles += u32::from(cue.after_article);
        self.add_spelling(surface, 1);
        self.first.get_or_insert((0, at));
        let is_bare = cue.title.is_none() && cue.verb.is_none();
        if self.best.as_ref().is_none_or(|best| (is_bare, at) < (best.is_bare, best.at.1)) {
            self.best = Some(Best { is_bare, at: (0, at), example: example() });
        }
    }

    /// Counts one more occurrence, without cues.
    pub fn add_occurrence(&mut self, surface: &str) {
        self.count += 1;
        self.add_spelling(surface, 1);
    }

    fn add_spelling(&mut self, surface: &str, times: u32) {
        if let Some((_, count)) = self.spellings.iter_mut().find(|(spelling, _)| **spelling == *surface) {
            *count += times;
        } else if self.spellings.len() < MAX_SPELLINGS {
            self.spellings.push((Box::from(surface), times));
        }
    }

    /// Sets the ordinal of the article that all sightings are from.
    pub fn set_article(&mut self, article: u32) {
        self.articles = vec![article];
        self.first = self.first.map(|(_, at)| (article, at));
        if let Some(best) = &mut self.best {
            best.at.0 = article;
        }
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for (mine, theirs) in [(&mut self.titles, &other.titles), (&mut self.verbs, &other.verbs)] {
            mine.0 += theirs.0;
            if mine.1.is_none() {
                mine.1.clone_from(&theirs.1);
            }
        }
        self.after_place_prepositions += other.after_place_prepositions;
        self.after_articles += other.after_articles;
        for article in &other.articles {
            if let Err(position) = self.articles.binary_search(article) {
                self.articles.insert(position, *article);
            }
        }
        for (spelling, times) in &other.spellings {
            self.add_spelling(spelling, *times);
        }
        self.first = match (self.first, other.first) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        let rank = |best: &Option<Best>| best.as_ref().map(|best| (best.is_bare, best.at));
        let is_better =
            rank(&other.best).is_some_and(|theirs| rank(&self.best).is_none_or(|mine| theirs < mine));
        if is_better {
            self.best.clone_from(&other.best);
        }
    }

    /// Returns the most frequent spelling, the first of equals. Empty if nothing was counted.
    pub fn surface(&self) -> &str {
        let most = self.spellings.iter().map(|(_, times)| *times).max().unwrap_or(0);
        self.spellings.iter().find(|(_, times)| *times == most).map_or("", |(spelling, _)| spelling)
    }
}

/// Counts a cue, if there is one, and keeps the first.
fn count_cue(counted: &mut (u32, Option<Box<str>>), cue: Option<&str>) {
    if let Some(cue) = cue {
        counted.0 += 1;
        counted.1.get_or_insert_with(|| Box::from(cue));
    }
}
