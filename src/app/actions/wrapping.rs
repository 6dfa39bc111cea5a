//! Passing the last article, or the first. A walk stops there, and a second press of its key continues from the other
//! end.
//!
//! Any other key in between withdraws the offer (`shell::dispatch`).

use crate::analysis::walk::Direction;
use crate::app::workspace::Workspace;

/// True if a command may pass the end: the offer was made to it, or it has no key to press again. Withdraws the offer.
pub fn is_accepted(ws: &mut Workspace, command: &str) -> bool {
    ws.wrap_offer.take() == Some(command) || ws.keymap.keys_of(command).is_empty()
}

/// Offers to continue from the other end, by a second press of the same key.
pub fn offer(ws: &mut Workspace, command: &'static str, direction: Direction, from: &str) {
    let key = ws.keymap.key_of(command);
    let (reached, so_far) = match (direction, ws.loading.is_complete()) {
        (Direction::Forward, true) => ("End reached", ""),
        (Direction::Forward, false) => ("End of the articles read so far", ""),
        (Direction::Backward, true) => ("Start reached", ""),
        (Direction::Backward, false) => ("Start reached", " of the articles read so far"),
    };
    let words = format!("{reached}. Press {key} again to continue from {from}{so_far}.");
    ws.notify(words);
    ws.wrap_offer = Some(command);
}

/// Returns where a walk continues past the end: "the first" forward, "the last" backward.
pub fn edge(direction: Direction) -> &'static str {
    match direction {
        Direction::Forward => "the first",
        Direction::Backward => "the last",
    }
}
