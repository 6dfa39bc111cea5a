//! Explains a mention: the other claims on its characters, and why it may not name its entity.

use std::sync::Arc;

use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::article::{Article, ArticleKey};
use crate::mention::explain::{Claims, Rival};
use crate::mention::uncertainty::Uncertainty;
use crate::mention::{EntityRef, Mention};

/// Asks for the other claims on the characters of a mention, and for doubts about it.
#[derive(Clone, Debug)]
pub struct ExplainQuery {
    /// The index's generation.
    pub generation: u64,
    /// The article.
    pub article: Arc<Article>,
    /// The mention.
    pub mention: Mention,
    /// The entities that it names, or may name.
    pub entities: Vec<EntityRef>,
}

impl PartialEq for ExplainQuery {
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation
            && Arc::ptr_eq(&self.article, &other.article)
            && self.mention == other.mention
    }
}

/// The other claims on a mention's characters, and doubts about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The article.
    pub article: ArticleKey,
    /// The mention.
    pub mention: Mention,
    /// The other claims, ties and containing ones first.
    pub rivals: Vec<Rival>,
    /// Why it may not name its only candidate. None if nothing makes it doubtful, or if it has several candidates.
    pub uncertainty: Option<Uncertainty>,
}

impl Query for ExplainQuery {
    type Answer = Explanation;
    const LANE: Lane = Lane::Explain;

    fn run(&self, library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Explanation)) {
        let Self { article, mention, entities, .. } = self;
        let matcher = library.matcher();
        let gazetteer = matcher.gazetteer();
        let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
        let claims = Claims::of(&matcher, article);
        let rivals = claims.rivals(mention, entities, priority);
        let uncertainty = claims.uncertainty(mention, entities);
        answer(Explanation { article: article.key.clone(), mention: *mention, rivals, uncertainty });
    }
}
