//! What queries may ask of the outside, over files.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::search::{ArticleHits, Expression};
use crate::analysis::suggestions::{ArticleNames, find_unlisted_names};
use crate::app::jobs::{Library, Rescanned, Stop};
use crate::article::{Article, ArticleKey};
use crate::corpus::{Index, Segment};
use crate::intake::pipeline::reread_if_changed;
use crate::intake::rescan::rescan;
use crate::intake::search::search_in_background;
use crate::intake::{ArticleReader, Problem, map_each_matched};
use crate::mention::{Found, Matcher};

/// The articles behind the paths that the reader was given.
pub struct FileLibrary {
    /// The paths.
    pub paths: Vec<PathBuf>,
    /// Opens files.
    pub door: Arc<ArticleReader>,
    matcher: Mutex<Arc<Matcher>>,
    report: Box<dyn Fn(Problem) + Send + Sync>,
}

impl FileLibrary {
    /// A library that matches with a list until it is given another, and reports what it cannot read.
    pub fn new(
        paths: Vec<PathBuf>,
        door: ArticleReader,
        matcher: Arc<Matcher>,
        report: impl Fn(Problem) + Send + Sync + 'static,
    ) -> Self {
        Self { paths, door: Arc::new(door), matcher: Mutex::new(matcher), report: Box::new(report) }
    }

    /// Uses another list from now on.
    pub fn set_matcher(&self, matcher: Arc<Matcher>) {
        *self.matcher.lock().unwrap_or_else(PoisonError::into_inner) = matcher;
    }
}

impl Library for FileLibrary {
    fn matcher(&self) -> Arc<Matcher> {
        Arc::clone(&self.matcher.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn open(
        &self,
        matcher: &Matcher,
        key: &ArticleKey,
        known: Option<u64>,
    ) -> Result<(Article, Option<Segment>), String> {
        reread_if_changed(&self.door, matcher, key, known).map_err(|problem| problem.to_string())
    }

    fn rescan(&self, matcher: &Matcher, index: &Index, touched: &[PathBuf]) -> Rescanned {
        let seen = rescan(&self.paths, &self.door, matcher, index, touched);
        seen.problems.into_iter().for_each(&self.report);
        Rescanned { found: seen.found.into_iter().map(Arc::new).collect(), gone: seen.gone }
    }

    fn search(
        &self,
        index: &Index,
        expression: &Expression,
        max_hits: usize,
        stop: &Stop,
        each: &mut dyn FnMut(Vec<ArticleHits>, usize) -> bool,
    ) {
        search_in_background(index, &self.door, expression, max_hits, stop.flag(), each);
    }

    fn names(&self, matcher: &Matcher, each: &mut dyn FnMut(ArticleNames) -> bool) {
        let names =
            |article: Article, found: Found| find_unlisted_names(&article, &found, matcher.gazetteer());
        // What cannot be read was reported when the articles were read.
        let _ = map_each_matched(&self.paths, &self.door, matcher, names, each);
    }
}
