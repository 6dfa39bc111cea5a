//! Queries, which run on other threads, and the library they read from.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::facts::Facts;
use crate::analysis::search::{ArticleHits, Expression};
use crate::analysis::suggestions::ArticleNames;
use crate::article::{Article, ArticleKey};
use crate::corpus::{Index, Segment};
use crate::mention::Matcher;

/// A query with everything needed to answer it on another thread. Equal queries are taken to have equal answers.
pub trait Query: Clone + PartialEq + Send + 'static {
    /// The answer, or one part of it.
    type Answer: Send + 'static;
    /// The thread that answers it.
    const LANE: Lane;
    /// True if the answer comes in parts.
    const STREAMS: bool = false;

    /// Computes the answer and passes it to `answer`, once, or part by part if it streams. May return early once `stop`
    /// is set.
    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(Self::Answer));

    /// Returns the answer to give if `run` panicked. None if nothing waits for one.
    fn failed(&self) -> Option<Self::Answer> {
        None
    }
}

/// One thread per kind of work, so that a slow query delays only its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Opens articles.
    Open,
    /// Counts, lists, ranks, and searches the open article: milliseconds.
    Quick,
    /// Matches one article again to explain a mention.
    Explain,
    /// Reads many articles, to search them or to list the mentions of an entity.
    Search,
    /// Collects names from all articles.
    Suggest,
    /// Reads changed files.
    Rescan,
}

impl Lane {
    /// All lanes.
    pub const ALL: &[Self] =
        &[Self::Open, Self::Quick, Self::Explain, Self::Search, Self::Suggest, Self::Rescan];
}

/// Signals to a query that its answer is no longer wanted.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the work to stop.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True if the answer is no longer wanted.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The flag itself, for code that polls one.
    pub fn flag(&self) -> &AtomicBool {
        &self.0
    }
}

/// The result of a rescan of changed files.
#[derive(Clone, Debug, Default)]
pub struct Rescanned {
    /// Articles that are new, have another text or have moved within their file, matched.
    pub found: Vec<Arc<Segment>>,
    /// Articles that are gone.
    pub gone: Vec<ArticleKey>,
}

/// What queries have access to: files, and the list that articles are matched with.
pub trait Library: Sync {
    /// The list in use.
    fn matcher(&self) -> Arc<Matcher>;

    /// Reads an article and, unless its fingerprint is `known`, matches it.
    ///
    /// # Errors
    /// Why it cannot be read, in one line.
    fn open(
        &self,
        matcher: &Matcher,
        key: &ArticleKey,
        known: Option<u64>,
    ) -> Result<(Article, Option<Segment>), String>;

    /// Scans all files and folders again and compares the articles there with those of `index`. Reads the text only of
    /// articles at or below the `touched` paths. Read errors are reported elsewhere.
    fn rescan(&self, matcher: &Matcher, index: &Index, touched: &[PathBuf]) -> Rescanned;

    /// Searches all articles, in order. `each` is given the articles searched since the last call that have hits or
    /// could not be read, with at most `max_hits` hits over all calls, and how many articles have been searched; it
    /// returns false to end the search.
    fn search(
        &self,
        index: &Index,
        expression: &Expression,
        max_hits: usize,
        stop: &Stop,
        each: &mut dyn FnMut(Vec<ArticleHits>, usize) -> bool,
    );

    /// Collects the names in each article that are not in the list, in order. `each` returns false to stop.
    fn names(&self, matcher: &Matcher, each: &mut dyn FnMut(ArticleNames) -> bool);

    /// Reads what each article that `is_wanted` states, in order. `each` is called for every article, with None for those
    /// that are not wanted, and returns false to stop.
    fn facts(
        &self,
        matcher: &Matcher,
        is_wanted: &(dyn Fn(&ArticleKey) -> bool + Sync),
        each: &mut dyn FnMut(Option<Facts>) -> bool,
    );
}
