//! Helpers for the functions of several rows: counting steps, and opening overlays.

use crate::app::input::command::Count;
use crate::app::workspace::Workspace;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::Picker;
use crate::overlays::picker::rows::Choice;
use crate::ui::overlay::{Flow, Overlay};

/// Returns a count as a number of steps; 1 if none was typed.
pub fn by(count: Count) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

/// Opens an overlay, if there is one to open.
pub fn open<T: Overlay>(overlay: Option<T>) -> Flow {
    overlay.map_or(Flow::Handled, |overlay| Flow::Open(Box::new(overlay)))
}

/// Opens a picker.
pub fn pick(ws: &Workspace, choice: Choice) -> Flow {
    open(Some(Picker::new(ws, choice)))
}

/// Waits for a letter, if an article is open.
pub fn wait_for(ws: &Workspace, key: PendingKey) -> Flow {
    open(ws.open.is_some().then_some(key))
}
