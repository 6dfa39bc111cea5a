//! Pickers: a few typed letters choose an article, an entity or a command.
//!
//! The rows for what was typed are a query ([`rows`]), since there may be very many articles; the rows before stay until
//! they are there. Enter waits for them.
//!
//! Where the box is and how many rows it has is worked out here once ([`Frame`](frame::Frame)), for drawing and for the
//! mouse.
//!
//! The limit: at most [`MAX_ROWS`](rows::MAX_ROWS) rows are listed.

mod draw;
pub mod frame;
pub mod rows;

use std::sync::Arc;

use frame::Frame;
use rows::{Choice, PickQuery, PickRow, Target};

use crate::app::actions::{go_to, selection};
use crate::app::geometry::ListCursor;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode, Keymap};
use crate::app::jobs::{AnySlot, Reply, Slot};
use crate::app::queries::Snapshot;
use crate::app::state::jump::JumpTarget;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Overlay, Wait};

/// A picker.
#[derive(Debug)]
pub struct Picker {
    /// What is chosen from.
    pub choice: Choice,
    /// What was typed.
    pub line: TextField,
    /// The rows, perhaps for what was typed a moment ago.
    pub rows: Vec<PickRow>,
    /// How many rows match, listed or not.
    pub count: usize,
    /// The cursor.
    pub row: ListCursor,
    /// The rows for what was typed last.
    pub found: Slot<PickQuery>,
}

impl Picker {
    /// Opens a picker.
    pub fn new(ws: &Workspace, choice: Choice) -> Self {
        let mut picker = Self {
            choice,
            line: TextField::default(),
            rows: Vec::new(),
            count: 0,
            row: ListCursor::default(),
            found: Slot::default(),
        };
        picker.ask(ws);
        picker
    }

    fn ask(&mut self, ws: &Workspace) {
        self.found.start(PickQuery {
            choice: self.choice,
            typed: self.line.text().to_owned(),
            snapshot: Snapshot::of(ws.index()),
            listing: ws.listing(),
            keymap: Arc::clone(&ws.keymap),
        });
    }

    fn frame(&self, ws: &Workspace) -> Frame {
        Frame::of(ws, self.choice)
    }

    fn step(&mut self, by: isize) {
        self.row.step(by, self.rows.len());
    }

    /// Returns the name of the command at the cursor, if commands are chosen from.
    fn command_at_cursor(&self) -> Option<&'static str> {
        match self.rows.get(self.row.at)?.meant.target {
            Target::Command(name) => Some(name),
            _ => None,
        }
    }

    fn summary_at_cursor(&self, keymap: &Keymap) -> Option<&'static str> {
        let name = self.command_at_cursor()?;
        keymap.specs().iter().find(|command| command.name == name).map(|command| command.summary)
    }

    fn choose(&mut self, ws: &mut Workspace) -> Flow {
        let Some(target) = self.rows.get(self.row.at).map(|row| row.meant.target.clone()) else {
            let typed = self.line.text().trim();
            let words = match self.choice {
                Choice::Articles => format!("No article matches {typed}"),
                Choice::Entities => format!("No entity matches {typed}"),
                Choice::Commands(_) => format!("No command matches {typed}"),
            };
            ws.notify(if typed.is_empty() { "Nothing to choose".to_owned() } else { words });
            return Flow::Handled;
        };
        match target {
            Target::Article(key) => {
                if let Some(id) = ws.index().find(&key) {
                    go_to::jump(ws, id, JumpTarget::Kept);
                }
            }
            Target::Entity(key, _) => selection::select_key(ws, key),
            Target::Command(name) => return Flow::Run(name, None),
        }
        Flow::Close
    }
}

/// True if a key is about the rows, not about what is typed.
fn is_about_rows(key: Key) -> bool {
    use KeyCode::{BackTab, Char, Down, Enter, PageDown, PageUp, Tab, Up};
    match key.code {
        Enter | Down | Tab | Up | BackTab | PageDown | PageUp => true,
        Char('n' | 'p') => key.ctrl,
        _ => false,
    }
}

impl Overlay for Picker {
    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        let page = isize::try_from(self.frame(ws).rows()).unwrap_or(1);
        match (key.code, key.ctrl) {
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(1),
            (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => self.step(-1),
            (KeyCode::PageDown, _) => self.step(page),
            (KeyCode::PageUp, _) => self.step(-page),
            _ => match self.line.prompt_key(key, None) {
                PromptEdit::Accepted => return self.choose(ws),
                PromptEdit::Cancelled => return Flow::Close,
                PromptEdit::Changed => self.ask(ws),
                PromptEdit::Unchanged => {}
            },
        }
        Flow::Handled
    }

    fn wait(&self, _ws: &Workspace, key: Key) -> Option<Wait> {
        if self.found.is_waiting() {
            return is_about_rows(key).then_some(Wait::Answer);
        }
        (key.code == KeyCode::Enter).then(|| self.command_at_cursor().map_or(Wait::Document, Wait::Command))
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if self.line.insert(text) == Edit::Changed {
            self.ask(ws);
        }
        Flow::Handled
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let frame = self.frame(ws);
        if let Some(at) = frame.row_at(column, row).map(|line| self.row.top + line)
            && at < self.rows.len()
        {
            self.row.at = at;
            return self.choose(ws);
        }
        if frame.area.contains(column, row) { Flow::Handled } else { Flow::Close }
    }

    fn wheel(&mut self, _ws: &mut Workspace, sign: isize) -> Flow {
        self.step(sign);
        Flow::Handled
    }

    fn layout(&mut self, ws: &mut Workspace, _subject: &Subject) {
        if let Some(last) = self.rows.len().checked_sub(1) {
            self.row.at = self.row.at.min(last);
            self.row.show(self.frame(ws).rows(), self.rows.len());
        }
    }

    fn is_waiting(&self) -> bool {
        self.found.is_waiting()
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.found]
    }

    fn take(&mut self, ws: &mut Workspace, reply: &mut Reply) -> bool {
        let Some(part) = self.found.take(reply) else { return false };
        (self.rows, self.count) = part.answer.unwrap_or_default();
        self.row = ListCursor::default();
        if self.choice == Choice::Articles && self.line.text().is_empty() {
            // Before anything is typed the cursor is on the open article, among those around it.
            let is_open =
                |row: &PickRow| matches!(&row.meant.target, Target::Article(key) if ws.is_open(key));
            if let Some(at) = self.rows.iter().position(is_open) {
                let half = self.frame(ws).rows() / 2;
                self.row = ListCursor { at, top: at.saturating_sub(half) };
            }
        }
        true
    }

    fn keys_help(&self, ws: &Workspace) -> Option<[&'static str; 2]> {
        ws.notices.message().is_none().then_some([
            "type some letters; ↑ ↓ move, Enter takes the row, Esc leaves",
            "letters, ↑ ↓; Enter takes the row, Esc leaves",
        ])
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        let list = draw::List {
            title: self.choice.title(),
            line: &self.line,
            rows: &self.rows,
            count: self.count,
            cursor: self.row,
            is_waiting: self.found.is_waiting(),
            summary: self.summary_at_cursor(&ws.keymap),
        };
        draw::draw(&list, self.frame(ws), ws, canvas);
    }
}
