//! The hits of an expression in all articles, as they are found.

use super::Snapshot;
use crate::analysis::search::{ArticleHits, Expression};
use crate::app::jobs::{Lane, Library, Query, Stop};

/// Maximum number of hits listed; all are counted, up to a million in each article.
pub const MAX_HITS: usize = 10_000;

/// Asks for the hits of an expression in all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct CorpusSearchQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The regular expression, as it was typed.
    pub expression: String,
}

/// The hits found since the previous part.
#[derive(Clone, Debug)]
pub struct CorpusSearchPart {
    /// Articles that have hits or could not be read, in order; or why the expression cannot be used.
    pub found: Result<Vec<ArticleHits>, String>,
    /// Articles searched so far.
    pub searched: usize,
}

impl Query for CorpusSearchQuery {
    type Answer = CorpusSearchPart;
    const LANE: Lane = Lane::Search;
    const STREAMS: bool = true;

    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(CorpusSearchPart)) {
        match Expression::new(&self.expression) {
            Ok(expression) => {
                library.search(&self.snapshot, &expression, MAX_HITS, stop, &mut |found, searched| {
                    answer(CorpusSearchPart { found: Ok(found), searched });
                    !stop.is_set()
                });
            }
            Err(reason) => answer(CorpusSearchPart { found: Err(reason), searched: 0 }),
        }
    }

    /// Returns an error, since keys wait for the first part.
    fn failed(&self) -> Option<CorpusSearchPart> {
        let reason = "internal error while searching; please report what you did".to_owned();
        Some(CorpusSearchPart { found: Err(reason), searched: 0 })
    }
}
