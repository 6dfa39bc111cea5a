//! The menu of kinds: which are highlighted, listed and stopped at.

use crate::app::action::Effect;
use crate::app::adding::kind_keys;
use crate::app::input::{Key, KeyCode};
use crate::app::state::State;

/// The key that shows all.
const ALL: char = 'a';

/// Opens the menu.
pub fn open(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.kinds_menu = Some(0);
    Vec::new()
}

/// A word with how many kinds are shown, where some are hidden.
pub fn words(state: &State, what: &str) -> String {
    let kinds = &state.index.gazetteer().kinds;
    let shown = kinds.iter().filter(|kind| !state.hidden.contains(&kind.id)).count();
    if shown == kinds.len() { what.to_owned() } else { format!("{what} of {shown} kinds") }
}

/// A key while the menu is open.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    let Some(at) = state.kinds_menu else { return Vec::new() };
    let count = state.index.gazetteer().kinds.len();
    match key.code {
        KeyCode::Down | KeyCode::Char('j') => state.kinds_menu = Some((at + 1).min(count.saturating_sub(1))),
        KeyCode::Up | KeyCode::Char('k') => state.kinds_menu = Some(at.saturating_sub(1)),
        KeyCode::Enter | KeyCode::Char(' ') => toggle(state, at),
        KeyCode::Char(ALL) => state.hidden.clear(),
        KeyCode::Char(typed) if !key.ctrl && !key.alt => {
            match kind_keys().take(count).position(|key| key == typed) {
                Some(kind) => {
                    state.kinds_menu = Some(kind);
                    toggle(state, kind);
                }
                None => state.kinds_menu = None,
            }
        }
        _ => state.kinds_menu = None,
    }
    Vec::new()
}

fn toggle(state: &mut State, kind: usize) {
    let Some(id) = state.index.gazetteer().kinds.get(kind).map(|kind| kind.id.clone()) else { return };
    crate::app::compare::keep_hand(state);
    if !state.hidden.remove(&id) {
        state.hidden.insert(id);
    }
    state.panel = crate::app::geometry::ListCursor::default();
    crate::app::compare::find_sought(state);
    crate::app::compare::step_row(state, 0);
}
