//! The line that is typed to find a row of Compare.

use crate::app::geometry::KeyedCursor;
use crate::app::input::text_field::TextField;
use crate::mention::EntityKey;

/// The letters of a name, as they are typed and as they were confirmed.
#[derive(Debug, Default)]
pub struct Finder {
    /// The letters.
    pub line: TextField,
    /// True while keys go to the line.
    pub is_typing: bool,
    /// The letters last confirmed with Enter, which `n` continues with.
    pub kept: String,
    /// The cursor before typing began.
    pub before: KeyedCursor<EntityKey>,
}
