//! What fills the screen: the contract that every view keeps.

use std::any::Any;
use std::fmt::Debug;

use crate::app::input::command::{CommandSpec, Count, Motion};
use crate::app::input::{Key, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::changes::Changes;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks, Wait};

/// A command of a view, with its function.
pub struct Command<V> {
    /// Its name, keys and summary.
    pub spec: CommandSpec,
    /// Runs it.
    pub run: fn(&mut V, &mut Workspace, Count) -> Flow,
}

/// Returns a table of commands without their functions.
pub fn specs<V>(commands: &[Command<V>]) -> Vec<CommandSpec> {
    commands.iter().map(|command| command.spec).collect()
}

/// Runs a command of a table, by its name.
pub fn run<V>(commands: &[Command<V>], view: &mut V, ws: &mut Workspace, name: &str, count: Count) -> Flow {
    match commands.iter().find(|command| command.spec.name == name) {
        Some(command) => (command.run)(view, ws, count),
        None => Flow::Ignored,
    }
}

/// The status line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Where the reader is.
    pub text: String,
    /// What else is to be known, at the right.
    pub right: String,
}

/// Something that fills the screen between the heading and the status line.
pub trait View: Any + Debug {
    /// Returns its name.
    fn id(&self) -> ViewId;

    /// Returns its commands: those of its own keys, and those of every view that act on what it holds.
    fn commands(&self) -> Vec<CommandSpec>;

    /// Runs one of its commands, by name.
    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow;

    /// The reader closed it.
    fn closed(&mut self, _ws: &mut Workspace) {}

    /// It is no longer the view that is shown.
    fn hidden(&mut self, _ws: &mut Workspace) {}

    /// The model changed.
    fn changed(&mut self, _ws: &Workspace, _changes: Changes) {}

    /// Finds its cursors again and says which answers it needs, after each change while it is shown.
    fn layout(&mut self, ws: &mut Workspace);

    /// Handles a movement.
    fn motion(&mut self, ws: &mut Workspace, motion: Motion);

    /// Returns the row at its cursor, from 0, and how many there are. None if movements scroll a text.
    fn row(&self, _ws: &Workspace) -> Option<(usize, usize)>;

    /// Handles a press at a cell.
    fn press(&mut self, _ws: &mut Workspace, _column: u16, _row: u16) -> Flow {
        Flow::Ignored
    }

    /// Handles a notch of the wheel over a cell; `sign` is 1 down, -1 up.
    fn wheel(&mut self, _ws: &mut Workspace, _column: u16, _row: u16, _sign: isize) {}

    /// Handles a key before commands do: for a line that is typed inside the view.
    fn key(&mut self, _ws: &mut Workspace, _key: Key) -> Flow {
        Flow::Ignored
    }

    /// Handles pasted text.
    fn paste(&mut self, _ws: &mut Workspace, _text: &str) -> Flow {
        Flow::Ignored
    }

    /// Returns what a key waits for, if [`View::key`] would handle it.
    fn wait(&self, _ws: &Workspace, _key: Key) -> Option<Wait> {
        None
    }

    /// Returns what it has at its cursor.
    fn subject(&self, _ws: &Workspace) -> Subject {
        Subject::None
    }

    /// True if its rows are there, for commands about the row at the cursor.
    fn is_ready(&self, _ws: &Workspace) -> bool {
        true
    }

    /// True while the screen waits for an answer.
    fn is_waiting(&self, _ws: &Workspace) -> bool {
        false
    }

    /// Stops its work. Returns what to say of it, or None if nothing was running.
    fn stop(&mut self, _ws: &mut Workspace) -> Option<&'static str> {
        None
    }

    /// True if a session that ended in this view starts in it again.
    fn is_restored(&self) -> bool {
        true
    }

    /// Returns its slots.
    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        Vec::new()
    }

    /// Takes an answer to one of its questions. False if it is none, or is no longer wanted.
    fn take(&mut self, _ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.slots().into_iter().any(|slot| slot.keep(reply))
    }

    /// Returns the status line, for some columns.
    fn status(&self, ws: &Workspace, columns: usize) -> Status;

    /// Returns what its keys do while a line is typed in it. None if the row of hints says something else.
    fn keys_help(&self, _ws: &Workspace) -> Option<&'static str> {
        None
    }

    /// Returns the commands that come next, likeliest first, since a narrow screen cuts the rest.
    fn hints(&self, ws: &Workspace) -> &'static [Hint];

    /// True if a command that it hints at would do nothing now.
    fn is_idle(&self, _ws: &Workspace, _command: &str) -> bool {
        false
    }

    /// Draws it, with what overlays show on it.
    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, marks: &Marks);
}

impl dyn View {
    /// Returns it as the type that it is.
    pub fn downcast_ref<T: View>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}
