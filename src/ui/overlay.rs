//! The trait of overlays, which are drawn over a view.

use std::any::Any;
use std::fmt::Debug;
use std::ops::Range;

use crate::app::geometry::Area;
use crate::app::input::Key;
use crate::app::input::command::{CommandSpec, Count, Motion};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::mention::EntityKey;
use crate::ui::canvas::Canvas;

/// The outcome of an input, for views and overlays alike.
#[must_use]
pub enum Flow {
    /// It was used; nothing else needs to be done.
    Handled,
    /// It is passed to the next layer.
    Ignored,
    /// It was used, and the overlay that returns this closes.
    Close,
    /// An overlay opens.
    Open(Box<dyn Overlay>),
    /// A command runs, by its name. An overlay that returns this closes first.
    Run(&'static str, Count),
}

/// What a key waits for before it is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The answer to a query of the view or overlay itself.
    Answer,
    /// The article that is being opened.
    Document,
    /// Whatever the command of this name needs.
    Command(&'static str),
}

/// A command's name, with its word in the row of hints.
pub type Hint = (&'static str, &'static str);

/// Marks that an overlay shows on the view below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Letters still to be typed, each at a byte of the open article.
    pub labels: Vec<(usize, String)>,
    /// Letters still to be typed, each at an entity's row.
    pub entity_labels: Vec<(EntityKey, String)>,
    /// A passage of the open article, in bytes.
    pub passage: Option<Range<usize>>,
    /// Byte ranges of the open article that labels are for, in order.
    pub choices: Option<Vec<Range<usize>>>,
}

/// Something that is drawn over a view and gets input first.
pub trait Overlay: Any + Debug {
    /// True if it takes every key. If not, keys that it ignores run commands of the view below.
    fn is_modal(&self) -> bool {
        true
    }

    /// True if it needs the page to stay as it is, so that a changed file must not move the text now.
    fn holds_page(&self) -> bool {
        false
    }

    /// Handles a key.
    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow;

    /// Returns what a key waits for.
    fn wait(&self, _ws: &Workspace, _key: Key) -> Option<Wait> {
        None
    }

    /// Handles pasted text. The text is dropped if there is no line to type into.
    fn paste(&mut self, _ws: &mut Workspace, _text: &str) -> Flow {
        Flow::Handled
    }

    /// Handles a click on a cell. If it is ignored, all overlays close and the view gets it.
    fn press(&mut self, _ws: &mut Workspace, _column: u16, _row: u16) -> Flow {
        Flow::Ignored
    }

    /// Handles a notch of the wheel; `sign` is 1 down, -1 up.
    fn wheel(&mut self, _ws: &mut Workspace, _sign: isize) -> Flow {
        Flow::Ignored
    }

    /// Handles a movement.
    fn motion(&mut self, _ws: &mut Workspace, _motion: Motion) -> Flow {
        Flow::Ignored
    }

    /// Undoes what it showed. Called when a click elsewhere closes it; if a key closes it without doing what it was
    /// opened for, it calls this itself.
    fn cancelled(&mut self, _ws: &mut Workspace) {}

    /// Handles another text being opened. Returns [`Flow::Close`] if it was about the previous text.
    fn document_replaced(&mut self, _ws: &mut Workspace) -> Flow {
        Flow::Handled
    }

    /// True if it stays open while a command of the view below runs.
    fn stays_open(&self, _command: &CommandSpec) -> bool {
        true
    }

    /// Derives what it draws, and sets the queries it needs, after each change. `subject` is what the view's cursor is
    /// on.
    fn layout(&mut self, _ws: &mut Workspace, _subject: &Subject) {}

    /// Returns the area that it covers of a view that is still in use below it.
    fn covered(&self) -> Option<Area> {
        None
    }

    /// True while the next frame should wait for an answer.
    fn is_waiting(&self) -> bool {
        false
    }

    /// Returns the slots that its queries are answered in.
    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        Vec::new()
    }

    /// Applies the answer to one of its queries. False if the query belongs elsewhere or is no longer wanted.
    fn take(&mut self, _ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.slots().into_iter().any(|slot| slot.keep(reply))
    }

    /// Returns the marks it shows on the view below.
    fn marks(&self) -> Marks {
        Marks::default()
    }

    /// Returns the help for its keys, long and short. None if the row of hints shows something else.
    fn keys_help(&self, _ws: &Workspace) -> Option<[&'static str; 2]> {
        None
    }

    /// Returns the commands likely to be used next, likeliest first. None to show those of the view.
    fn hints(&self, _ws: &Workspace) -> Option<&'static [Hint]> {
        None
    }

    /// True if a command that it hints at would do nothing now.
    fn is_idle(&self, _ws: &Workspace, _command: &str) -> bool {
        false
    }

    /// Draws it.
    fn draw(&self, _canvas: &mut Canvas<'_>, _ws: &Workspace) {}

    /// Draws its line in the last row of the screen. False if it has none.
    fn draw_line(&self, _canvas: &mut Canvas<'_>, _ws: &Workspace, _area: Area) -> bool {
        false
    }
}

impl dyn Overlay {
    /// Returns itself for downcasting.
    pub fn downcast_ref<T: Overlay>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}
