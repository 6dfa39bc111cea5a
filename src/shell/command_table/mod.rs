//! The commands that belong to no view, and the order of all of them.
//!
//! A row is a command with its keys, what it waits for, what else people call it and its function. The rows lie in three
//! files, in the order of the help: what moves, what looks closer, and what keeps the list and the reader.
//!
//! The limit: the commands of a view are rows of the view's own table; here is only their place in the order.

mod keeping;
mod looking;
mod openers;
mod walking;

use crate::shell::command_row::Row;

/// Returns all rows, in the order of the help.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [walking::ROWS, looking::ROWS, keeping::ROWS].into_iter().flatten()
}
