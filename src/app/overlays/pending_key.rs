//! A letter that a command waits for: what to copy, which mark.

use crate::app::action::Effect;
use crate::app::copy;
use crate::app::input::Key;
use crate::app::marks;
use crate::app::overlays::{Flow, Overlay};
use crate::app::state::State;

/// What the letter typed next is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingKey {
    /// It says what to copy.
    Copy,
    /// It names the place one is at.
    SetMark,
    /// It is the mark to go to.
    GoToMark,
}

/// Waits for the letter that says what to copy.
pub fn copy(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_some() {
        state.overlays.push(Overlay::PendingKey(PendingKey::Copy));
    }
    Vec::new()
}

/// Waits for the letter that names this place.
pub fn set_mark(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_some() {
        state.overlays.push(Overlay::PendingKey(PendingKey::SetMark));
    }
    Vec::new()
}

/// Waits for the letter of the place to go to.
pub fn go_to_mark(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.overlays.push(Overlay::PendingKey(PendingKey::GoToMark));
    Vec::new()
}

impl PendingKey {
    /// The key that was waited for, or one that is none.
    pub fn key(self, state: &mut State, key: Key) -> Flow {
        Flow::Close(match self {
            Self::Copy => copy::type_key(state, key),
            Self::SetMark => marks::set_letter(state, key),
            Self::GoToMark => marks::go_to_letter(state, key),
        })
    }

    /// What keys do, in many words and in few.
    pub fn keys_words(self) -> [&'static str; 2] {
        match self {
            Self::Copy => ["copy  m mention  s sentence  p paragraph  l link"; 2],
            Self::SetMark => [
                "mark: type a letter for this place; Esc sets none",
                "type a letter for this place; Esc: none",
            ],
            Self::GoToMark => [
                "type the letter of a mark, ' for where you were; Esc stays",
                "a mark's letter, ' where you were; Esc stays",
            ],
        }
    }
}
