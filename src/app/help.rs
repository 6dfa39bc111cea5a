//! The help: all commands with their keys, and a line that finds some of them.

use crate::app::action::Effect;
use crate::app::input::View;
use crate::app::input::command::{CommandSpec, GROUPS, Group};
use crate::app::input::text_field::{Edit, Line};
use crate::app::input::{Key, KeyCode};
use crate::app::state::{Overlay, State};
use crate::text::wrap::wrap;

/// What is looked for in the help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// What was typed; empty, all commands are shown.
    pub line: Line,
    /// Whether keys are typed into it.
    pub is_typing: bool,
}

/// Columns of the help where there is room.
const WIDEST: u16 = 86;
/// Columns that keys take.
const KEY_COLUMNS: usize = 20;
/// The fewest columns that words beside keys get.
pub const LEAST_COLUMNS: usize = 8;

/// Columns of the help's text on a screen of some columns, and how many of them keys take.
pub fn columns(columns: u16) -> (u16, usize) {
    let width = WIDEST.min(columns.saturating_sub(4));
    (width, KEY_COLUMNS.min(usize::from(width) / 2))
}

/// The commands shown, each under the heading of its group: those of the view first, since they are what is asked for there.
pub fn shown(state: &State) -> Vec<(&'static str, Vec<&'static CommandSpec>)> {
    let own = match state.view {
        View::Read => None,
        View::Compare => Some(Group::Compare),
        View::Suggest => Some(Group::Suggest),
        View::Search => Some(Group::Search),
    };
    let (first, others): (Vec<_>, Vec<_>) =
        GROUPS.iter().copied().partition(|(group, _)| Some(*group) == own);
    let typed = state.sought.line.text().to_lowercase();
    let sought: Vec<&str> = typed.split_whitespace().collect();
    let groups = first.into_iter().chain(others).map(|(group, heading)| {
        let is_shown = |command: &&CommandSpec| {
            command.group == group && sought.iter().all(|word| holds(state, command, heading, word))
        };
        (heading, state.keymap.specs().iter().filter(is_shown).collect::<Vec<_>>())
    });
    groups.filter(|(_, commands)| !commands.is_empty()).collect()
}

/// Whether a lower-case word is a key of a command, or stands in its name, its words or its heading.
fn holds(state: &State, command: &CommandSpec, heading: &str, word: &str) -> bool {
    let is_key = state.keymap.keys_of(command.name).iter().any(|key| key.to_lowercase() == word);
    let texts = [command.name, command.summary, heading];
    is_key || (word.chars().count() > 1 && texts.iter().any(|text| text.to_lowercase().contains(word)))
}

/// Rows of the help: each group has a heading and an empty row above, but for the first.
pub fn rows(state: &State) -> usize {
    let (width, keys) = columns(state.size.0);
    let room = usize::from(width).saturating_sub(keys).max(LEAST_COLUMNS);
    let groups = shown(state);
    let headings = (groups.len() * 2).saturating_sub(1);
    let commands = groups.iter().flat_map(|(_, commands)| commands);
    headings + commands.map(|command| wrap(command.summary, room).len()).sum::<usize>()
}

/// Opens the help, or closes it.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.sought = Sought::default();
    state.overlay = match state.overlay {
        Some(Overlay::Help(_)) => None,
        _ => Some(Overlay::Help(0)),
    };
    Vec::new()
}

/// Begins to type what is looked for.
pub fn begin(state: &mut State) {
    state.sought.is_typing = true;
}

/// Whether keys are typed into the help.
pub fn is_typing(state: &State) -> bool {
    state.sought.is_typing && matches!(state.overlay, Some(Overlay::Help(_)))
}

/// A key while typing.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(Overlay::Help(top)) = state.overlay else { return Vec::new() };
    let last = rows(state).saturating_sub(usize::from(state.layout().body.height.saturating_sub(2)));
    match (key.code, key.ctrl) {
        (KeyCode::Enter, _) => state.sought.is_typing = false,
        (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => state.sought = Sought::default(),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => {
            state.overlay = Some(Overlay::Help((top + 1).min(last)));
        }
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => {
            state.overlay = Some(Overlay::Help(top.saturating_sub(1)));
        }
        _ => match state.sought.line.type_key(key) {
            Edit::Changed => state.overlay = Some(Overlay::Help(0)),
            Edit::Emptied => state.sought = Sought::default(),
            Edit::Same | Edit::Unknown => {}
        },
    }
    Vec::new()
}
