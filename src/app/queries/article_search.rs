//! The hits of an expression in the open article.

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::search::Expression;
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::article::Article;

/// Asks for the hits of an expression in an article.
#[derive(Clone, Debug)]
pub struct ArticleSearchQuery {
    /// The article.
    pub article: Arc<Article>,
    /// The regular expression, as it was typed.
    pub expression: String,
}

impl PartialEq for ArticleSearchQuery {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.article, &other.article) && self.expression == other.expression
    }
}

impl Query for ArticleSearchQuery {
    /// Byte range of each hit, in order, and true if there are more than these; or why the expression cannot be used.
    type Answer = Result<(Vec<Range<usize>>, bool), String>;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        answer(Expression::new(&self.expression).map(|expression| expression.hits(&self.article)));
    }

    /// Returns an error, since keys wait for an answer.
    fn failed(&self) -> Option<Self::Answer> {
        Some(Err("internal error while searching; please report what you did".to_owned()))
    }
}
