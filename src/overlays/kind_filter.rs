//! The menu of kinds. It decides which are highlighted and listed, and where jumps stop.

use crate::app::actions::selection;
use crate::app::input::label_letters::kind_keys;
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::overlays::draw_kind_filter;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Overlay};

/// The key that shows all kinds.
const ALL: char = 'a';

/// The menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindFilter {
    /// The row at the cursor.
    pub at: usize,
}

impl Overlay for KindFilter {
    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        let count = ws.index().gazetteer().kinds.len();
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(ws, 1),
            KeyCode::Up | KeyCode::Char('k') => self.step(ws, -1),
            KeyCode::Enter | KeyCode::Char(' ') => selection::toggle_kind(ws, self.at),
            KeyCode::Char(ALL) => selection::show_all_kinds(ws),
            KeyCode::Char(typed) if !key.ctrl && !key.alt => {
                match kind_keys().take(count).position(|key| key == typed) {
                    Some(kind) => {
                        self.at = kind;
                        selection::toggle_kind(ws, kind);
                    }
                    None => return Flow::Close,
                }
            }
            _ => return Flow::Close,
        }
        Flow::Handled
    }

    fn wheel(&mut self, ws: &mut Workspace, sign: isize) -> Flow {
        self.step(ws, sign);
        Flow::Handled
    }

    fn keys_help(&self, _ws: &Workspace) -> Option<[&'static str; 2]> {
        Some([
            "a letter or Enter shows or hides a kind; a shows all; Esc closes",
            "a letter or Enter: one; a: all; Esc closes",
        ])
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        draw_kind_filter::draw(self.at, ws, canvas);
    }
}

impl KindFilter {
    fn step(&mut self, ws: &Workspace, by: isize) {
        let last = ws.index().gazetteer().kinds.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }
}
