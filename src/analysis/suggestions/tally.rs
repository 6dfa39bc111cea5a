//! What is counted of one name.

use std::ops::Range;

use super::cues::Cue;
use crate::article::ArticleKey;

/// Where a name stands, and the sentence around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The article.
    pub key: ArticleKey,
    /// The name's bytes in the article's text.
    pub range: Range<usize>,
    /// The sentence on one line, clipped around the name with an ellipsis on each side that was cut.
    pub sentence: String,
}

/// How often a name is seen, how, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// How often.
    pub count: u32,
    /// How often with a title or a role; the first one.
    pub titles: (u32, Option<Box<str>>),
    /// How often beside the verb of somebody who speaks; the first one.
    pub verbs: (u32, Option<Box<str>>),
    /// How often behind a preposition of places.
    pub places: u32,
    /// How often behind an article.
    pub articled: u32,
    /// The numbers of the articles, in the order in which they came.
    pub articles: Vec<u32>,
    /// The spellings, in the order in which they came.
    pub spellings: Vec<(Box<str>, u32)>,
    /// The first sighting: the number of its article, and its first byte there.
    pub first: Option<(u32, usize)>,
    /// The first sighting with a title or a verb, else the first.
    pub best: Option<Best>,
}

/// The sighting that is shown.
#[derive(Clone, Debug)]
pub(super) struct Best {
    /// Whether it has neither title nor verb.
    pub bare: bool,
    /// The number of its article, and its first byte there.
    pub at: (u32, usize),
    /// What is shown of it.
    pub example: Example,
}

/// Spellings kept of one name; more are counted and not told apart.
const MOST_SPELLINGS: usize = 8;

impl Tally {
    /// Counts one sighting. The example is made only where it is needed.
    pub fn see(&mut self, surface: &str, cue: &Cue, at: usize, example: impl FnOnce() -> Example) {
        self.count += 1;
        note(&mut self.titles, cue.title.as_deref());
        note(&mut self.verbs, cue.verb.as_deref());
        self.places += u32::from(cue.place);
        self.articled += u32::from(cue.article);
        self.spell(surface, 1);
        self.first.get_or_insert((0, at));
        let bare = cue.title.is_none() && cue.verb.is_none();
        if self.best.as_ref().is_none_or(|best| (bare, at) < (best.bare, best.at.1)) {
            self.best = Some(Best { bare, at: (0, at), example: example() });
        }
    }

    /// Counts one more place of a name that is known already.
    pub fn support(&mut self, surface: &str) {
        self.count += 1;
        self.spell(surface, 1);
    }

    fn spell(&mut self, surface: &str, times: u32) {
        if let Some((_, count)) = self.spellings.iter_mut().find(|(known, _)| **known == *surface) {
            *count += times;
        } else if self.spellings.len() < MOST_SPELLINGS {
            self.spellings.push((Box::from(surface), times));
        }
    }

    /// Says which article all of it is from.
    pub fn number(&mut self, article: u32) {
        self.articles = vec![article];
        self.first = self.first.map(|(_, at)| (article, at));
        if let Some(best) = &mut self.best {
            best.at.0 = article;
        }
    }

    /// Adds what was seen elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for (mine, theirs) in [(&mut self.titles, &other.titles), (&mut self.verbs, &other.verbs)] {
            mine.0 += theirs.0;
            if mine.1.is_none() {
                mine.1.clone_from(&theirs.1);
            }
        }
        self.places += other.places;
        self.articled += other.articled;
        for article in &other.articles {
            if let Err(place) = self.articles.binary_search(article) {
                self.articles.insert(place, *article);
            }
        }
        for (spelling, times) in &other.spellings {
            self.spell(spelling, *times);
        }
        self.first = match (self.first, other.first) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        let rank = |best: &Option<Best>| best.as_ref().map(|best| (best.bare, best.at));
        let better =
            rank(&other.best).is_some_and(|theirs| rank(&self.best).is_none_or(|mine| theirs < mine));
        if better {
            self.best.clone_from(&other.best);
        }
    }

    /// The spelling seen most often, of several the first.
    pub fn surface(&self) -> &str {
        let most = self.spellings.iter().map(|(_, times)| *times).max().unwrap_or(0);
        self.spellings.iter().find(|(_, times)| *times == most).map_or("", |(spelling, _)| spelling)
    }
}

fn note(known: &mut (u32, Option<Box<str>>), cue: Option<&str>) {
    if let Some(cue) = cue {
        known.0 += 1;
        known.1.get_or_insert_with(|| Box::from(cue));
    }
}
