//! Reads an article and prepares it for display.

use std::sync::Arc;

use crate::app::document::{Changed, Document};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::article::ArticleKey;

/// Asks for an article.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenArticleQuery {
    /// The article.
    pub key: ArticleKey,
    /// Fingerprint of the indexed text, if the article is indexed. A text with any other fingerprint is matched.
    pub known: Option<u64>,
}

impl Query for OpenArticleQuery {
    /// The article; or why it cannot be read, in one line.
    type Answer = Result<Document, String>;
    const LANE: Lane = Lane::Open;

    fn run(&self, library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let matcher = library.matcher();
        answer(library.open(&matcher, &self.key, self.known).map(|(article, segment)| {
            let list = || Arc::clone(matcher.gazetteer());
            let changed = segment.map(|segment| Changed { segment: Arc::new(segment), list: list() });
            Document::new(Arc::new(article), changed)
        }));
    }

    /// Returns an error, since the jump waits for an answer.
    fn failed(&self) -> Option<Self::Answer> {
        Some(Err(format!("internal error while opening {}; please report what you did", self.key)))
    }
}
