//! Pickers: a few typed letters choose an article, an entity or a command.
//!
//! In the palette, Enter runs the command that the line names (`typed_command`). The rows are only suggestions: Enter
//! takes one of them only if the cursor was moved to it or the line names it.
//!
//! The rows for the typed text are a query ([`rows`]), since there may be very many articles. The previous rows stay
//! until the new ones arrive; Enter waits for them.
//!
//! The position of the box and its number of rows are computed once ([`Frame`]), for drawing and for the mouse.
//!
//! Limitation: at most [`MAX_ROWS`](rows::MAX_ROWS) rows are listed.

mod draw;
pub mod frame;
mod habits;
pub mod rows;
mod typed_command;

use std::sync::Arc;

use frame::Frame;
use habits::Action;
use rows::{Choice, PickQuery, PickRow, Target};
use typed_command::TypedCommand;

use crate::app::actions::{go_to, selection};
use crate::app::geometry::ListCursor;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
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
    /// The text typed so far.
    pub line: TextField,
    /// The rows, perhaps still those for the previous text.
    pub rows: Vec<PickRow>,
    /// How many rows match, listed or not.
    pub count: usize,
    /// The cursor.
    pub row: ListCursor,
    /// True if the cursor was moved since the line was last changed.
    has_moved: bool,
    /// The query for the rows.
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
            has_moved: false,
            found: Slot::default(),
        };
        picker.request(ws);
        picker
    }

    fn request(&mut self, ws: &Workspace) {
        self.has_moved = false;
        let (choice, typed) = match self.typed(ws) {
            Some(TypedCommand::Habit(habit, name)) if habit.action == Action::Article && !name.is_empty() => {
                (Choice::Articles, name.to_owned())
            }
            // As the line is read: without a colon before it, and in lower case.
            Some(_) => (self.choice, typed_command::trimmed(self.line.text()).to_lowercase()),
            None => (self.choice, self.line.text().to_owned()),
        };
        self.found.start(PickQuery {
            choice,
            typed,
            snapshot: Snapshot::of(ws.index()),
            listing: ws.listing(),
            keymap: Arc::clone(&ws.keymap),
        });
    }

    /// Returns what the line asks for, in a picker of commands.
    fn typed(&self, ws: &Workspace) -> Option<TypedCommand<'_>> {
        match self.choice {
            Choice::Commands(view) => Some(typed_command::read(self.line.text(), view, &ws.keymap)),
            Choice::Articles | Choice::Entities => None,
        }
    }

    fn frame(&self, ws: &Workspace) -> Frame {
        Frame::of(ws, self.choice)
    }

    /// Moves the cursor by a number of rows, or to the first row if it is on none.
    fn step(&mut self, ws: &Workspace, by: isize) {
        match self.cursor(ws) {
            Some(at) => {
                self.row.at = at;
                self.row.step(by, self.rows.len());
            }
            None => self.row = ListCursor::default(),
        }
        self.has_moved = true;
    }

    /// Returns the index of the row that Enter takes. In a picker of commands, that is the row that the line names or
    /// that the cursor was moved to, if there is one.
    fn cursor(&self, ws: &Workspace) -> Option<usize> {
        let at = match self.typed(ws) {
            None => self.row.at,
            Some(_) if self.has_moved => self.row.at,
            Some(TypedCommand::Command(command)) => {
                self.rows.iter().position(|row| row.meant.target == Target::Command(command.name))?
            }
            Some(TypedCommand::Habit(habit, name)) if habit.action == Action::Article => {
                rows::only_article(&self.rows, self.count, name)?
            }
            Some(_) => return None,
        };
        (at < self.rows.len()).then_some(at)
    }

    /// Returns the command that Enter runs, by its name.
    fn command(&self, ws: &Workspace) -> Option<&'static str> {
        if let Some(row) = self.cursor(ws).and_then(|at| self.rows.get(at)) {
            return match row.meant.target {
                Target::Command(name) => Some(name),
                _ => None,
            };
        }
        match self.typed(ws)? {
            TypedCommand::Habit(habit, _) => match habit.action {
                Action::Run(name) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns what Enter does, in a picker of commands.
    fn summary(&self, ws: &Workspace) -> Option<&'static str> {
        match self.typed(ws).filter(|_| !self.has_moved) {
            Some(TypedCommand::Habit(habit, _)) => return Some(habit.summary),
            Some(TypedCommand::Article(_)) => return Some("go to the article of this number"),
            _ => {}
        }
        let name = self.command(ws)?;
        ws.keymap.specs().iter().find(|command| command.name == name).map(|command| command.summary)
    }

    fn choose(&mut self, ws: &mut Workspace) -> Flow {
        if let Some(target) = self.cursor(ws).and_then(|at| self.rows.get(at)).map(|row| &row.meant.target) {
            return take_row(ws, target.clone());
        }
        let typed = self.line.text().trim();
        let words = match self.choice {
            Choice::Commands(_) => return self.run_line(ws),
            _ if typed.is_empty() => "Nothing to choose".to_owned(),
            Choice::Articles => format!("No article matches {typed}"),
            Choice::Entities => format!("No entity matches {typed}"),
        };
        ws.notify(words);
        Flow::Handled
    }

    /// Does what the line asks for. If it cannot, tells the user and keeps the picker open.
    fn run_line(&mut self, ws: &mut Workspace) -> Flow {
        let rows = if self.rows.is_empty() { "" } else { "; ↑ ↓ choose a row" };
        let words = match self.typed(ws).unwrap_or(TypedCommand::Nothing) {
            TypedCommand::Nothing => "Nothing typed; ↑ ↓ choose a row".to_owned(),
            TypedCommand::Command(command) => return Flow::Run(command.name, None),
            TypedCommand::Elsewhere(name, view) => format!("{name} works only in {}", view.title),
            TypedCommand::Unknown(typed) => format!("No command is called {typed}{rows}"),
            TypedCommand::Article(number) => {
                if let Some(id) = number.checked_sub(1).and_then(|at| ws.index().ids().nth(at)) {
                    go_to::jump(ws, id, JumpTarget::LastPosition);
                    return Flow::Close;
                }
                format!("No article {number}: the last is {}{}", ws.index().len(), ws.loading.plus())
            }
            TypedCommand::Habit(habit, rest) => match habit.action {
                Action::Run(name) => return Flow::Run(name, None),
                Action::Article => {
                    self.line = TextField::new(rest.to_owned());
                    self.choice = Choice::Articles;
                    self.request(ws);
                    return Flow::Handled;
                }
                Action::Say(words) => {
                    ws.notify(words);
                    return Flow::Close;
                }
                Action::Setting => {
                    let words = habits::about_setting(rest);
                    ws.notify(words);
                    return Flow::Close;
                }
                Action::EndSearch => {
                    let was_open = ws.search.take().is_some();
                    ws.notify(if was_open { "Search ended" } else { "No search to end" });
                    return Flow::Close;
                }
            },
        };
        ws.notify(words);
        Flow::Handled
    }
}

/// Goes to the article of a row, selects its entity, or runs its command.
fn take_row(ws: &mut Workspace, target: Target) -> Flow {
    match target {
        Target::Article(key) => {
            if let Some(id) = ws.index().find(&key) {
                go_to::jump(ws, id, JumpTarget::LastPosition);
            }
        }
        Target::Entity(key, _) => selection::select_key(ws, key),
        Target::Command(name) => return Flow::Run(name, None),
    }
    Flow::Close
}

/// True if a key acts on the rows, not on the typed text.
fn acts_on_rows(key: Key) -> bool {
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
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(ws, 1),
            (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => self.step(ws, -1),
            (KeyCode::PageDown, _) => self.step(ws, page),
            (KeyCode::PageUp, _) => self.step(ws, -page),
            _ => match self.line.prompt_key(key, None) {
                PromptEdit::Accepted => return self.choose(ws),
                PromptEdit::Cancelled => return Flow::Close,
                PromptEdit::Changed => self.request(ws),
                PromptEdit::Unchanged => {}
            },
        }
        Flow::Handled
    }

    fn wait(&self, ws: &Workspace, key: Key) -> Option<Wait> {
        if self.found.is_waiting() {
            return acts_on_rows(key).then_some(Wait::Answer);
        }
        (key.code == KeyCode::Enter).then(|| self.command(ws).map_or(Wait::Document, Wait::Command))
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if self.line.insert(text) == Edit::Changed {
            self.request(ws);
        }
        Flow::Handled
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let frame = self.frame(ws);
        if let Some(at) = frame.row_at(column, row).map(|line| self.row.top + line)
            && at < self.rows.len()
        {
            self.row.at = at;
            self.has_moved = true;
            return self.choose(ws);
        }
        if frame.area.contains(column, row) { Flow::Handled } else { Flow::Close }
    }

    fn wheel(&mut self, ws: &mut Workspace, sign: isize) -> Flow {
        self.step(ws, sign);
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
        if let Some(at) = self.cursor(ws) {
            self.row.at = at;
        }
        if self.choice == Choice::Articles && self.line.text().is_empty() {
            // Before anything is typed, the cursor is on the open article, in the middle of the list.
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
            match self.choice {
                Choice::Commands(_) => "a command, or ↑ ↓ to choose a row; Enter runs it, Esc leaves",
                _ => "type some letters; ↑ ↓ move, Enter takes the row, Esc leaves",
            },
            match self.choice {
                Choice::Commands(_) => "a command, or ↑ ↓; Enter runs it, Esc leaves",
                _ => "letters, ↑ ↓; Enter takes the row, Esc leaves",
            },
        ])
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        let list = draw::List {
            title: self.choice.title(),
            line: &self.line,
            rows: &self.rows,
            count: self.count,
            at: self.cursor(ws),
            top: self.row.top,
            is_waiting: self.found.is_waiting(),
            summary: self.summary(ws),
        };
        draw::draw(&list, self.frame(ws), ws, canvas);
    }
}
