//! The trait of views, which fill the screen.

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
    /// Its function.
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
    /// The current position.
    pub text: String,
    /// Further information, at the right.
    pub right: String,
}

/// Something that fills the screen between the heading and the status line.
pub trait View: Any + Debug {
    /// Returns its name.
    fn id(&self) -> ViewId;

    /// Returns its commands: those bound in the view, and global ones that act on its state.
    fn commands(&self) -> Vec<CommandSpec>;

    /// Runs one of its commands, by name.
    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow;

    /// Called when the user closes the view.
    fn closed(&mut self, _ws: &mut Workspace) {}

    /// Called when another view is shown instead.
    fn hidden(&mut self, _ws: &mut Workspace) {}

    /// Called when the model has changed.
    fn changed(&mut self, _ws: &Workspace, _changes: Changes) {}

    /// Settles its cursors and sets the queries it needs, after each change while it is shown.
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

    /// Handles a key before commands do, for a line that is typed inside the view.
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

    /// Returns what its cursor is on.
    fn subject(&self, _ws: &Workspace) -> Subject {
        Subject::None
    }

    /// True if its rows are known, for commands on the row at the cursor.
    fn is_ready(&self, _ws: &Workspace) -> bool {
        true
    }

    /// True while the next frame should wait for an answer.
    fn is_waiting(&self, _ws: &Workspace) -> bool {
        false
    }

    /// Stops its work. Returns a message about it, or None if nothing was running.
    fn stop(&mut self, _ws: &mut Workspace) -> Option<&'static str> {
        None
    }

    /// True if a session that ended in this view starts in it again.
    fn is_restored(&self) -> bool {
        true
    }

    /// Returns the slots that its queries are answered in.
    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        Vec::new()
    }

    /// Applies the answer to one of its queries. False if the query belongs elsewhere or is no longer wanted.
    fn take(&mut self, _ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.slots().into_iter().any(|slot| slot.keep(reply))
    }

    /// Returns the status line, for a screen of `columns` columns.
    fn status(&self, ws: &Workspace, columns: usize) -> Status;

    /// Returns the help for its keys while a line is typed in it. None if the row of hints shows something else.
    fn keys_help(&self, _ws: &Workspace) -> Option<&'static str> {
        None
    }

    /// Returns the commands likely to be used next, likeliest first, since a narrow screen drops the last ones.
    fn hints(&self, ws: &Workspace) -> &'static [Hint];

    /// True if a command that it hints at would do nothing now.
    fn is_idle(&self, _ws: &Workspace, _command: &str) -> bool {
        false
    }

    /// Draws it, with the marks that overlays show on it.
    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, marks: &Marks);
}

impl dyn View {
    /// Returns itself for downcasting.
    pub fn downcast_ref<T: View>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}
