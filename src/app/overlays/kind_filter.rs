//! The menu of kinds: which are highlighted, listed and stopped at.

use crate::app::action::Effect;
use crate::app::input::label_letters::kind_keys;
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::{Flow, Overlay};
use crate::app::state::State;

/// The key that shows all.
const ALL: char = 'a';

/// What its keys do, in many words and in few.
pub const KEYS: [&str; 2] = [
    "a letter or Enter shows or hides a kind; a shows all; Esc closes",
    "a letter or Enter: one; a: all; Esc closes",
];

/// The menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindFilter {
    /// The row under the cursor.
    pub at: usize,
}

/// Opens the menu.
pub fn open(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.overlays.push(Overlay::KindFilter(KindFilter::default()));
    Vec::new()
}

/// A word with how many kinds are shown, where some are hidden.
pub fn words(state: &State, what: &str) -> String {
    let kinds = &state.index.gazetteer().kinds;
    let shown = kinds.iter().filter(|kind| !state.hidden.contains(&kind.id)).count();
    if shown == kinds.len() { what.to_owned() } else { format!("{what} of {shown} kinds") }
}

impl KindFilter {
    /// A key while the menu is open.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        let count = state.index.gazetteer().kinds.len();
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(state, 1),
            KeyCode::Up | KeyCode::Char('k') => self.step(state, -1),
            KeyCode::Enter | KeyCode::Char(' ') => toggle(state, self.at),
            KeyCode::Char(ALL) => state.hidden.clear(),
            KeyCode::Char(typed) if !key.ctrl && !key.alt => {
                match kind_keys().take(count).position(|key| key == typed) {
                    Some(kind) => {
                        self.at = kind;
                        toggle(state, kind);
                    }
                    None => return Flow::close(),
                }
            }
            _ => return Flow::close(),
        }
        Flow::stay()
    }

    /// Moves the cursor by some rows.
    pub fn step(&mut self, state: &State, by: isize) {
        let last = state.index.gazetteer().kinds.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }
}

fn toggle(state: &mut State, kind: usize) {
    let Some(id) = state.index.gazetteer().kinds.get(kind).map(|kind| kind.id.clone()) else { return };
    if !state.hidden.remove(&id) {
        state.hidden.insert(id);
    }
    state.panel = crate::app::geometry::ListCursor::default();
}
