//! A bookmark.

use crate::app::document::Position;
use crate::article::ArticleKey;

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The article.
    pub key: ArticleKey,
    /// The position in it.
    pub position: Position,
    /// The first words of the marked page, on one line; empty if the page begins at the start of the article.
    pub words: String,
}
