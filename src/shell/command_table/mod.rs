//! The commands that belong to no view, and the order of all of them.
//!
//! A row is a command with its keys, what it waits for, what else people call it and its function. The rows lie in three
//! files, in the order of the help: what moves, what looks closer, and what keeps the list and the reader.
//!
//! The limit: the commands of a view are rows of the view's own table; here is only their place in the order.

mod keeping;
mod looking;
mod walking;

use crate::app::input::command::Count;
use crate::app::workspace::Workspace;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::Picker;
use crate::overlays::picker::rows::Choice;
use crate::shell::command_row::Row;
use crate::ui::overlay::{Flow, Overlay};

/// Returns all rows, in the order of the help.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [walking::ROWS, looking::ROWS, keeping::ROWS].into_iter().flatten()
}

fn by(count: Count) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

fn open<T: Overlay>(overlay: Option<T>) -> Flow {
    overlay.map_or(Flow::Handled, |overlay| Flow::Open(Box::new(overlay)))
}

fn pick(ws: &Workspace, choice: Choice) -> Flow {
    open(Some(Picker::new(ws, choice)))
}

fn wait_for(ws: &Workspace, key: PendingKey) -> Flow {
    open(ws.open.is_some().then_some(key))
}
