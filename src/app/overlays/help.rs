//! The help: all commands with their keys, and a line that finds some of them.

use crate::app::action::Effect;
use crate::app::input::View;
use crate::app::input::command::{CommandSpec, GROUPS, Group};
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::{Flow, Overlay, Scroll};
use crate::app::state::State;
use crate::text::wrap::wrap;

/// The help: what is looked for in it, and the first row shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// What was typed. If empty, all commands are shown.
    pub filter: TextField,
    /// True while the filter has the keys.
    pub is_typing: bool,
    /// The first row shown.
    pub scroll: Scroll,
}

/// What keys do while the filter is typed, in many words and in few.
pub const KEYS: [&str; 2] = [
    "some letters of a key's words; Enter keeps what is found, Esc shows all",
    "Enter keeps what is found, Esc shows all",
];

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
pub fn shown(state: &State, help: &Help) -> Vec<(&'static str, Vec<&'static CommandSpec>)> {
    let own = match state.view {
        View::Read => None,
        View::Compare => Some(Group::Compare),
        View::Suggest => Some(Group::Suggest),
        View::Search => Some(Group::Search),
    };
    let (first, others): (Vec<_>, Vec<_>) =
        GROUPS.iter().copied().partition(|(group, _)| Some(*group) == own);
    let typed = help.filter.text().to_lowercase();
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
pub fn rows(state: &State, help: &Help) -> usize {
    let (width, keys) = columns(state.size.0);
    let room = usize::from(width).saturating_sub(keys).max(LEAST_COLUMNS);
    let groups = shown(state, help);
    let headings = (groups.len() * 2).saturating_sub(1);
    let commands = groups.iter().flat_map(|(_, commands)| commands);
    headings + commands.map(|command| wrap(command.summary, room).len()).sum::<usize>()
}

/// Opens the help, or closes it.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if matches!(state.overlays.top(), Some(Overlay::Help(_))) {
        state.overlays.pop();
    } else {
        // One box at a time.
        state.overlays.pop();
        state.overlays.push(Overlay::Help(Help::default()));
    }
    Vec::new()
}

impl Help {
    /// A key: the one that searches begins to type the filter; while it is typed, every key.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        if !self.is_typing {
            let is_search =
                state.keymap.find(key, state.view).is_some_and(|command| command.name == "search");
            if !is_search {
                return Flow::Ignored;
            }
            state.message = None;
            self.is_typing = true;
            return Flow::stay();
        }
        match (key.code, key.ctrl) {
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.scroll_by(state, 1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.scroll_by(state, -1),
            _ => match self.filter.prompt_key(key, None) {
                PromptEdit::Accepted => self.is_typing = false,
                PromptEdit::Cancelled => *self = Self { scroll: self.scroll, ..Self::default() },
                PromptEdit::Changed => self.scroll = Scroll::default(),
                PromptEdit::Unchanged => {}
            },
        }
        Flow::stay()
    }

    /// Pasted text is typed into the filter; where none is typed, it means nothing.
    pub fn paste(&mut self, text: &str) -> Flow {
        if self.is_typing && self.filter.insert(text) == Edit::Changed {
            self.scroll = Scroll::default();
        }
        Flow::stay()
    }

    /// Scrolls by some rows.
    pub fn scroll_by(&mut self, state: &State, by: isize) {
        let shown = usize::from(state.layout().body.height.saturating_sub(2));
        self.scroll.by(by, rows(state, self), shown);
    }
}
