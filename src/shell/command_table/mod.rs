//! The commands that belong to no view, and the order of all of them.
//!
//! A row is a command with its keys, what it waits for, its synonyms and its function. The rows are in three
//! files, in the order of the help: moving, selecting and copying, and the list and the reader itself.
//!
//! Limitation: the commands of a view are rows of the view's own table; only their place in the order is set here.

mod navigation;
mod openers;
mod program;
mod selection;

use crate::shell::command_row::Row;

/// Returns all rows, in the order of the help.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [navigation::ROWS, selection::ROWS, program::ROWS].into_iter().flatten()
}
