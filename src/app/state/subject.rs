//! What the shown view has at its cursor.

use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// What the shown view has at its cursor: what the card is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nothing that a card could be about.
    #[default]
    None,
    /// The text: the selected entity, else the entity of the current mention.
    Page,
    /// The row of an entity.
    Entity(EntityKey),
    /// The row of an article, or the open article as a whole.
    Article(ArticleKey),
}
