//! What the cursor of the current view is on.

use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// What the cursor of the current view is on: the subject of the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nothing that a card could describe.
    #[default]
    None,
    /// The text: the selected entity, else the entity of the current mention.
    Page,
    /// The row of an entity.
    Entity(EntityKey),
    /// The row of an article, or the open article as a whole.
    Article(ArticleKey),
}
