//! What the article list is filtered to.

use std::collections::HashSet;
use std::sync::Arc;

use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// What the article list is filtered to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleFilter {
    /// Articles that mention an entity.
    Mentioning(EntityKey),
    /// Articles that were read whole and do not mention an entity.
    NotMentioning(EntityKey),
    /// An expression, and the articles that contain a match of it.
    Containing(String, Arc<HashSet<ArticleKey>>),
}
