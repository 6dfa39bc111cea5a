//! The [`Library`] that queries read articles from, backed by files.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::facts::{Facts, facts};
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

/// The articles under the paths given to the reader.
pub struct FileLibrary {
    /// The paths as given.
    pub paths: Vec<PathBuf>,
    /// Opens articles.
    pub article_reader: Arc<ArticleReader>,
    matcher: Mutex<Arc<Matcher>>,
    report: Box<dyn Fn(Problem) + Send + Sync>,
}

impl FileLibrary {
    /// Creates a library that matches with `matcher` until [`FileLibrary::set_matcher`] replaces it. Problems of a
    /// rescan are passed to `report`.
    pub fn new(
        paths: Vec<PathBuf>,
        article_reader: ArticleReader,
        matcher: Arc<Matcher>,
        report: impl Fn(Problem) + Send + Sync + 'static,
    ) -> Self {
        Self {
            paths,
            article_reader: Arc::new(article_reader),
            matcher: Mutex::new(matcher),
            report: Box::new(report),
        }
    }

    /// Matches with another list from now on.
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
        last_fingerprint: Option<u64>,
    ) -> Result<(Article, Option<Segment>), String> {
        reread_if_changed(&self.article_reader, matcher, key, last_fingerprint)
            .map_err(|problem| problem.to_string())
    }

    fn rescan(&self, matcher: &Matcher, index: &Index, touched: &[PathBuf]) -> Rescanned {
        let outcome = rescan(&self.paths, &self.article_reader, matcher, index, touched);
        outcome.problems.into_iter().for_each(&self.report);
        Rescanned { found: outcome.found.into_iter().map(Arc::new).collect(), gone: outcome.gone }
    }

    fn search(
        &self,
        index: &Index,
        expression: &Expression,
        max_hits: usize,
        stop: &Stop,
        each: &mut dyn FnMut(Vec<ArticleHits>, usize) -> bool,
    ) {
        search_in_background(index, &self.article_reader, expression, max_hits, stop.flag(), each);
    }

    fn names(&self, matcher: &Matcher, each: &mut dyn FnMut(ArticleNames) -> bool) {
        let names =
            |article: Article, found: Found| find_unlisted_names(&article, &found, matcher.gazetteer());
        // Read errors were reported when the articles were first read.
        let _ = map_each_matched(&self.paths, &self.article_reader, matcher, names, each);
    }

    fn facts(
        &self,
        matcher: &Matcher,
        is_wanted: &(dyn Fn(&ArticleKey) -> bool + Sync),
        each: &mut dyn FnMut(Option<Facts>) -> bool,
    ) {
        let read = |article: Article, found: Found| {
            is_wanted(&article.key).then(|| facts(article, found, matcher.gazetteer()))
        };
        // Read errors were reported when the articles were first read.
        let _ = map_each_matched(&self.paths, &self.article_reader, matcher, read, each);
    }
}
