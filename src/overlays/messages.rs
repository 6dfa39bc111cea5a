//! The box of all messages: why the list cannot be used, what could not be read, and what was skipped.

use crate::app::input::Key;
use crate::app::input::command::{CommandSpec, Motion};
use crate::app::workspace::Workspace;
use crate::overlays::draw_messages;
use crate::text::wrap::wrap;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Overlay};
use crate::ui::popup::MIN_COLUMNS;
use crate::ui::scroll::{Scroll, WHEEL_ROWS};

/// Maximum width of the text, in columns.
const MAX_COLUMNS: u16 = 96;

/// The box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    scroll: Scroll,
}

impl Messages {
    fn shown(ws: &Workspace) -> usize {
        usize::from(ws.layout().body.height.saturating_sub(2))
    }

    fn scroll(&mut self, ws: &Workspace, by: isize) -> Flow {
        self.scroll.by(by, rows(ws), Self::shown(ws));
        Flow::Handled
    }
}

/// Returns the width of the text, in columns.
fn columns(ws: &Workspace) -> u16 {
    MAX_COLUMNS.min(ws.size.0.saturating_sub(4))
}

/// Returns the number of rows of the text.
fn rows(ws: &Workspace) -> usize {
    let room = usize::from(columns(ws)).max(MIN_COLUMNS);
    ws.problems().map(|notice| wrap(&notice.text, room).len()).sum()
}

impl Overlay for Messages {
    fn is_modal(&self) -> bool {
        false
    }

    fn key(&mut self, _ws: &mut Workspace, _key: Key) -> Flow {
        Flow::Ignored
    }

    fn press(&mut self, _ws: &mut Workspace, _column: u16, _row: u16) -> Flow {
        Flow::Close
    }

    fn wheel(&mut self, ws: &mut Workspace, sign: isize) -> Flow {
        self.scroll(ws, sign * WHEEL_ROWS)
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) -> Flow {
        self.scroll(ws, motion.rows(usize::from(ws.layout().body.height).max(1)))
    }

    fn stays_open(&self, command: &CommandSpec) -> bool {
        command.is_motion()
    }

    fn hints(&self, _ws: &Workspace) -> Option<&'static [Hint]> {
        Some(&[("down", "scroll"), ("close", "close")])
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        command == "down" && rows(ws) <= Self::shown(ws)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        draw_messages::draw(columns(ws), self.scroll.top, ws, canvas);
    }
}
