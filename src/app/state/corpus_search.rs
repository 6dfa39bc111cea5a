//! A search over all articles: the hits found so far.

use crate::analysis::search::{ArticleHits, Hit};
use crate::app::jobs::Slot;
use crate::app::queries::CorpusSearchQuery;
use crate::article::ArticleKey;

/// A hit in one of the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusHit {
    /// The article.
    pub key: ArticleKey,
    /// The hit's ordinal in its article, from 1.
    pub number: usize,
    /// The hit.
    pub hit: Hit,
}

/// A search over all articles.
#[derive(Debug, Default)]
pub struct CorpusSearch {
    /// The search under way.
    pub search: Slot<CorpusSearchQuery>,
    /// The expression that the rows are for.
    pub expression: String,
    /// The hits, at most [`MAX_HITS`](crate::app::queries::corpus_search::MAX_HITS) in all.
    pub rows: Vec<CorpusHit>,
    /// Why the expression cannot be used.
    pub problem: Option<String>,
    /// The articles with hits, in order, each with its number of hits.
    pub counts: Vec<(ArticleKey, u64)>,
    /// Number of articles that could no longer be read.
    pub unreadable: usize,
    /// Numbers of articles searched so far and of all articles to search.
    pub searched: (usize, usize),
    /// True while a search runs.
    pub is_searching: bool,
    /// The hits of a repeated search, held back until it is complete: until then the earlier hits stay.
    pub renewed: Option<Hits>,
    /// True if the search is to be repeated because articles have changed since it began.
    pub is_old: bool,
    /// The results to return to, from before another expression was typed.
    pub before: Option<Box<Earlier>>,
}

/// Results that another search replaces.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The expression.
    pub expression: String,
    /// Its hits.
    pub hits: Hits,
    /// Why the expression cannot be used.
    pub problem: Option<String>,
    /// Numbers of articles searched and of all articles to search.
    pub searched: (usize, usize),
    /// True if the search is to be repeated, because articles have changed since it began.
    pub is_old: bool,
}

/// Hits, and how many there are in each article.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The hits.
    pub rows: Vec<CorpusHit>,
    /// The articles with hits, in order, each with its number of hits.
    pub counts: Vec<(ArticleKey, u64)>,
    /// Number of articles that could no longer be read.
    pub unreadable: usize,
}

impl CorpusSearch {
    /// True while a new search runs. A repeated search does not count, since it replaces its hits all at once.
    pub fn is_under_way(&self) -> bool {
        self.is_searching && self.renewed.is_none()
    }

    /// True while a new search has returned neither a result nor an error.
    pub fn awaits_first_result(&self) -> bool {
        self.is_under_way() && self.searched.0 == 0 && self.problem.is_none()
    }

    /// True if no search runs and not all articles were searched: the search was stopped or failed, or its expression
    /// is empty.
    pub fn is_stopped(&self) -> bool {
        !self.is_searching && self.searched.0 < self.searched.1
    }

    /// Returns the number of hits in all articles searched so far, listed or not.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Returns the articles with hits, in order, each with its number of hits. None unless all articles were searched
    /// for this expression.
    pub fn counts_for(&self, expression: &str) -> Option<&[(ArticleKey, u64)]> {
        let is_complete = self.searched.0 == self.searched.1 && self.problem.is_none();
        (self.expression == expression && is_complete).then_some(self.counts.as_slice())
    }

    /// Adds the hits of some articles.
    pub fn add(&mut self, articles: Vec<ArticleHits>) {
        let (all_rows, counts, unreadable) = match &mut self.renewed {
            Some(renewed) => (&mut renewed.rows, &mut renewed.counts, &mut renewed.unreadable),
            None => (&mut self.rows, &mut self.counts, &mut self.unreadable),
        };
        for ArticleHits { key, hits, count, is_unreadable } in articles {
            if is_unreadable {
                *unreadable += 1;
                continue;
            }
            let rows = (1..).zip(hits).map(|(number, hit)| CorpusHit { key: key.clone(), number, hit });
            all_rows.extend(rows);
            counts.push((key, count));
        }
    }
}
