//! The help: all commands with their keys, and a line that filters them.

use std::borrow::Cow;

use crate::app::input::command::{CommandSpec, Group, Motion, groups};
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode, READ};
use crate::app::workspace::Workspace;
use crate::overlays::draw_help;
use crate::text::wrap::wrap;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Overlay};
use crate::ui::popup::MIN_COLUMNS;
use crate::ui::scroll::{Scroll, WHEEL_ROWS};

/// The help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The filter. If empty, all commands are shown.
    pub filter: TextField,
    /// True while keys go to the filter.
    pub is_typing: bool,
    scroll: Scroll,
}

/// Maximum width of the text, in columns.
const MAX_COLUMNS: u16 = 86;
/// Maximum columns of the keys.
const KEY_COLUMNS: usize = 20;

/// A heading with its commands.
pub type Section = (Cow<'static, str>, Vec<&'static CommandSpec>);

/// Returns the width of the text on a screen of this width, and how many of its columns the keys take.
fn columns(columns: u16) -> (u16, usize) {
    let width = MAX_COLUMNS.min(columns.saturating_sub(4));
    (width, KEY_COLUMNS.min(usize::from(width) / 2))
}

/// True if `word`, which must be in lower case, is a key of a command, in either case. Also true if it has more than
/// one character and is contained in the command's name, summary or heading, or begins one of its synonyms.
fn matches(ws: &Workspace, command: &CommandSpec, heading: &str, word: &str) -> bool {
    let is_key = ws.keymap.keys_of(command.name).iter().any(|key| key.to_lowercase() == word);
    let texts = [command.name, command.summary, heading];
    let is_in_text = texts.iter().any(|text| text.to_lowercase().contains(word));
    is_key || (word.chars().count() > 1 && (is_in_text || command.is_called(word)))
}

impl Help {
    /// Returns the commands that match the filter, by group. The group of the shown view comes first.
    fn sections(&self, ws: &Workspace) -> Vec<Section> {
        let (own, others): (Vec<Group>, Vec<Group>) =
            groups(ws.keymap.specs()).into_iter().partition(|group| *group == Group::View(ws.view));
        let typed = self.filter.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let sections = own.into_iter().chain(others).map(|group| {
            let heading = group.heading();
            let is_shown = |command: &&CommandSpec| {
                command.group == group && words.iter().all(|word| matches(ws, command, &heading, word))
            };
            let commands = ws.keymap.specs().iter().filter(is_shown).collect();
            (heading, commands)
        });
        sections.filter(|(_, commands): &Section| !commands.is_empty()).collect()
    }

    /// Returns the number of rows of the text: each section has a heading, and each but the first has an empty row
    /// above it. 0 if no command matches.
    fn rows(&self, ws: &Workspace) -> usize {
        let (width, keys) = columns(ws.size.0);
        let room = usize::from(width).saturating_sub(keys).max(MIN_COLUMNS);
        let sections = self.sections(ws);
        let headings = (sections.len() * 2).saturating_sub(1);
        let commands = sections.iter().flat_map(|(_, commands)| commands);
        headings + commands.map(|command| wrap(command.summary, room).len()).sum::<usize>()
    }

    fn scroll(&mut self, ws: &Workspace, by: isize) {
        let shown = usize::from(ws.layout().body.height.saturating_sub(2));
        let rows = self.rows(ws);
        self.scroll.by(by, rows, shown);
    }
}

impl Overlay for Help {
    fn is_modal(&self) -> bool {
        self.is_typing
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if !self.is_typing {
            // The key is looked up as in the Read view: other views may use it for a line of their own.
            let is_search = ws.keymap.find(key, READ).is_some_and(|command| command.name == "search");
            if !is_search {
                return Flow::Ignored;
            }
            ws.notices.clear_message();
            self.is_typing = true;
            return Flow::Handled;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.scroll(ws, 1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.scroll(ws, -1),
            _ => match self.filter.prompt_key(key, None) {
                PromptEdit::Accepted => self.is_typing = false,
                PromptEdit::Cancelled => *self = Self { scroll: self.scroll, ..Self::default() },
                PromptEdit::Changed => self.scroll = Scroll::default(),
                PromptEdit::Unchanged => {}
            },
        }
        Flow::Handled
    }

    fn paste(&mut self, _ws: &mut Workspace, text: &str) -> Flow {
        if self.is_typing && self.filter.insert(text) == Edit::Changed {
            self.scroll = Scroll::default();
        }
        Flow::Handled
    }

    fn press(&mut self, _ws: &mut Workspace, _column: u16, _row: u16) -> Flow {
        Flow::Close
    }

    fn wheel(&mut self, ws: &mut Workspace, sign: isize) -> Flow {
        self.scroll(ws, sign * WHEEL_ROWS);
        Flow::Handled
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) -> Flow {
        self.scroll(ws, motion.rows(usize::from(ws.layout().body.height).max(1)));
        Flow::Handled
    }

    fn stays_open(&self, command: &CommandSpec) -> bool {
        command.is_motion()
    }

    fn keys_help(&self, _ws: &Workspace) -> Option<[&'static str; 2]> {
        self.is_typing.then_some([
            "type part of a summary; Enter keeps the matches, Esc shows all",
            "Enter keeps the matches, Esc shows all",
        ])
    }

    fn hints(&self, _ws: &Workspace) -> Option<&'static [Hint]> {
        Some(&[("down", "scroll"), ("search", "find a key"), ("close", "close")])
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        let sections = self.sections(ws);
        let filter = (self.filter.text(), self.is_typing);
        draw_help::draw(&sections, filter, columns(ws.layout().body.width), self.scroll.top, ws, canvas);
    }
}
