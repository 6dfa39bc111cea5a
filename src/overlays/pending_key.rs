//! A letter that a command waits for: what to copy, which mark.

use crate::app::actions::{copy, marks};
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::overlays::draw_marks;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Overlay};

/// What the next letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingKey {
    /// What to copy.
    Copy,
    /// The name of a mark to set.
    SetMark,
    /// The name of a mark to go to.
    GoToMark,
}

impl Overlay for PendingKey {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if let Key { code: KeyCode::Char(letter), ctrl: false, alt: false } = key {
            match self {
                Self::Copy => copy::copy(ws, letter),
                Self::SetMark => marks::set(ws, letter),
                Self::GoToMark => marks::go_to(ws, letter),
            }
        }
        Flow::Close
    }

    fn keys_help(&self, _ws: &Workspace) -> Option<[&'static str; 2]> {
        Some(match self {
            Self::Copy => ["copy  m mention  s sentence  p paragraph  l link"; 2],
            Self::SetMark => [
                "mark: type a letter for this place; Esc sets none",
                "type a letter for this place; Esc: none",
            ],
            Self::GoToMark => [
                "type the letter of a mark, ' for where you were; Esc stays",
                "a mark's letter, ' where you were; Esc stays",
            ],
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        if *self != Self::Copy {
            draw_marks::draw(ws, canvas);
        }
    }
}
