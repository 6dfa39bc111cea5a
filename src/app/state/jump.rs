//! A jump to an article: where to land in it.

use crate::app::document::Position;
use crate::article::ArticleKey;

/// A jump that waits for its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingJump {
    /// The article.
    pub key: ArticleKey,
    /// Where to land in it.
    pub landing: JumpTarget,
}

/// Where to land in an article. Offsets are bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpTarget {
    /// The last reading position, or the start if there is none.
    LastPosition,
    /// The mention that begins at this byte.
    Mention(usize),
    /// A page that shows this byte; the current mention stays the same.
    Offset(usize),
    /// A page that shows these words, which are then selected.
    Words(usize, usize),
    /// The search hit that begins at this byte.
    Hit(usize),
    /// The search hit with this index, or the last one if there are fewer.
    HitAt(usize),
    /// A position, wherever it is in the text now.
    Position(Position),
}
