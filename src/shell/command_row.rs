//! The actions of commands that belong to no view, and the rows of the command table.

use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs, Takes};
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::overlay::Flow;

/// The action of a command.
#[derive(Clone, Copy)]
pub enum Run {
    /// Changes the model.
    Model(fn(&mut Workspace, Count)),
    /// Changes the model, and perhaps opens an overlay or runs another command.
    Flow(fn(&mut Workspace, Count) -> Flow),
    /// Changes the model, depending on what the view has at its cursor.
    Subject(fn(&mut Workspace, &Subject)),
    /// Moves in whatever has the focus.
    Move(fn(Count) -> Motion),
    /// Changes views or overlays.
    Shell(Shell),
}

/// A command that changes views or overlays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// Opens the card, or closes it.
    Card,
    /// Opens the help, or closes it.
    Help,
    /// Opens the messages, or closes them.
    Messages,
    /// Closes or clears the topmost of what is shown: an overlay, the view, the clicked sentence or word, the search,
    /// the selected entity, the filter.
    Cancel,
    /// Closes the overlay or the view, else quits.
    Close,
    /// Stops what is running, the nearest first.
    Stop,
}

/// A row of the command table.
pub enum Row {
    /// A command.
    Command(CommandSpec, Run),
    /// A command that a view defines but that works in every view, by name.
    OfView(&'static str),
    /// The commands that work only in their view, one group per view.
    ViewCommands,
}

/// Creates the row of a command that takes no count and no further keys.
pub const fn row(
    group: Group,
    name: &'static str,
    keys: &'static [&'static str],
    needs: Needs,
    summary: &'static str,
    run: Run,
) -> Row {
    Row::Command(CommandSpec::new(group, name, keys, needs, summary), run)
}

impl Row {
    /// The same command, with what the keys after it are for.
    #[must_use]
    pub const fn takes(self, takes: Takes) -> Self {
        match self {
            Self::Command(spec, run) => Self::Command(spec.takes(takes), run),
            other => other,
        }
    }

    /// The same command, which now may have a count before it.
    #[must_use]
    pub const fn counts(self) -> Self {
        match self {
            Self::Command(spec, run) => Self::Command(spec.counts(), run),
            other => other,
        }
    }

    /// The same command, with synonyms, in lower case.
    #[must_use]
    pub const fn synonyms(self, synonyms: &'static [&'static str]) -> Self {
        match self {
            Self::Command(spec, run) => Self::Command(spec.synonyms(synonyms), run),
            other => other,
        }
    }

    /// The same command, running at once and dropping the keys typed ahead.
    #[must_use]
    pub const fn interrupts(self) -> Self {
        match self {
            Self::Command(spec, run) => Self::Command(spec.interrupts(), run),
            other => other,
        }
    }
}
