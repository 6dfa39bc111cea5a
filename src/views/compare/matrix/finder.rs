//! The line that is typed to find a row of the matrix, or to filter the rows.

use crate::app::geometry::KeyedCursor;
use crate::app::input::text_field::TextField;
use crate::mention::EntityKey;

/// What the line is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Going to a row.
    #[default]
    Find,
    /// Showing only the rows that match.
    Filter,
}

/// The letters of a name: those being typed, and those confirmed earlier.
#[derive(Debug, Default)]
pub struct Finder {
    /// The letters.
    pub line: TextField,
    /// What they are for.
    pub purpose: Purpose,
    /// True while keys go to the line.
    pub is_typing: bool,
    /// The letters last confirmed with Enter, which `n` and `N` search for. Empty if there are none.
    pub kept: String,
    /// The letters that the rows are filtered by. Empty if they are not.
    pub filter: String,
    /// The cursor before typing began.
    pub before: KeyedCursor<EntityKey>,
}
