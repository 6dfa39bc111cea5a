//! A letter that a command waits for: what to copy, which mark, where on the page, whether to quit.

use std::ops::Range;

use crate::app::actions::scroll::{self, PageEdge};
use crate::app::actions::{copy, marks, selection};
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::overlays::draw_marks;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Marks, Overlay};

/// What the next letter is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingKey {
    /// What to copy, with the passage that is offered if nothing is selected, in bytes of the open article.
    Copy(Option<Range<usize>>),
    /// The name of a mark to set.
    SetMark,
    /// The name of a mark to go to.
    GoToMark,
    /// Where on the page to put the selection.
    PlaceLine,
    /// `Z` or `Q`, to quit.
    Quit,
}

impl PendingKey {
    /// Waits for what to copy. None if no article is open.
    pub fn copy(ws: &Workspace) -> Option<Self> {
        let passage = selection::passage(ws);
        ws.open.is_some().then_some(Self::Copy(passage.filter(|_| selection::selected_range(ws).is_none())))
    }
}

/// Scrolls the selection to where a letter says, or zooms the pane.
fn place_line(ws: &mut Workspace, letter: char) -> Flow {
    let edge = match letter {
        'z' | '.' => PageEdge::Middle,
        't' => PageEdge::Top,
        'b' | '-' => PageEdge::Bottom,
        'o' => return Flow::Run("zoom-pane", None),
        other => {
            ws.notify(format!("{other} is not a position: z centre, t top, b bottom, o zoom this pane"));
            return Flow::Close;
        }
    };
    scroll::place(ws, edge);
    Flow::Close
}

impl Overlay for PendingKey {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if let Key { code: KeyCode::Char(letter), ctrl: false, alt: false } = key {
            match self {
                Self::Copy(_) => copy::copy(ws, letter),
                Self::SetMark => marks::set(ws, letter),
                Self::GoToMark => marks::go_to(ws, letter),
                Self::PlaceLine => return place_line(ws, letter),
                Self::Quit if matches!(letter, 'Z' | 'Q') => return Flow::Run("quit", None),
                Self::Quit => ws.notify(format!("{letter} does not quit; ZZ does")),
            }
        } else if *self == Self::PlaceLine && key.code == KeyCode::Enter {
            return place_line(ws, 't');
        }
        Flow::Close
    }

    fn marks(&self) -> Marks {
        match self {
            Self::Copy(passage) => Marks { passage: passage.clone(), ..Marks::default() },
            _ => Marks::default(),
        }
    }

    fn keys_help(&self, _ws: &Workspace) -> Option<[&'static str; 2]> {
        Some(match self {
            Self::Copy(_) => ["copy  m mention  s sentence  p paragraph  l link"; 2],
            Self::SetMark => [
                "mark: type a letter for this place; Esc sets none",
                "type a letter for this place; Esc: none",
            ],
            Self::GoToMark => [
                "type the letter of a mark, ' for where you were; Esc stays",
                "a mark's letter, ' where you were; Esc stays",
            ],
            Self::PlaceLine => [
                "put the mention  z in the middle  t at the top  b at the bottom, or  o zoom this pane",
                "z centre  t top  b bottom  o zoom this pane",
            ],
            Self::Quit => ["Z again quits; Esc stays"; 2],
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        if matches!(self, Self::SetMark | Self::GoToMark) {
            draw_marks::draw(ws, canvas);
        }
    }
}
