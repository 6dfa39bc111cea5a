//! The view of what the articles state: the overview, the differences, the quotes, the passages and the timeline.
//!
//! All faces are lists of sections ([`crate::views::compare::sections`]), laid out as lines ([`layout`], [`mod@line`]). Enter
//! on a row shows its sentences, with what matters marked; Enter on a sentence goes to it in its article. The view keeps
//! a cursor for each face ([`view_state`]). It draws what it has until a newer comparison is complete.
//!
//! Limitation: the comparison starts once all articles have been read.

pub mod columns;
mod commands;
mod draw;
mod draw_lines;
mod heading;
pub mod layout;
pub mod line;
pub mod view_state;

pub use view_state::Compare;

use crate::app::input::command::{CommandSpec, Count, Motion};
use crate::app::input::{Key, KeyCode, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Status, View};
use crate::views::compare::faces::{COMPARE, Face};
use crate::views::compare::list::commands::COMMANDS;
use crate::views::compare::list::line::Line;
use crate::views::compare::list::view_state::{Progress, list_area};

impl View for Compare {
    fn id(&self) -> ViewId {
        COMPARE
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn hidden(&mut self, ws: &mut Workspace) {
        self.leave();
        ws.want_compared(false);
    }

    fn stop(&mut self, _ws: &mut Workspace) -> Option<&'static str> {
        self.stop_reading().then_some("Stopped comparing")
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.settle(ws);
    }

    fn key(&mut self, _ws: &mut Workspace, key: Key) -> Flow {
        if key.code == KeyCode::Esc && self.fold() { Flow::Handled } else { Flow::Ignored }
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        self.step(motion.rows(usize::from(list_area(ws).height).max(1)));
    }

    fn row(&self, _ws: &Workspace) -> Option<(usize, usize)> {
        let is_stop = |line: &&Line| line.is_stop();
        let before = self.lines.lines.iter().take(self.cursor.at).filter(is_stop).count();
        Some((before, self.lines.lines.iter().filter(is_stop).count()))
    }

    fn press(&mut self, ws: &mut Workspace, _column: u16, row: u16) -> Flow {
        let list = list_area(ws);
        let line = row.checked_sub(list.y).filter(|line| *line < list.height);
        let Some(mut at) = line.map(|line| self.cursor.top + usize::from(line)) else { return Flow::Handled };
        // A press on a further row of a sentence is one on the sentence.
        while let Some(Line::Place { row, .. }) = self.lines.lines.get(at)
            && *row > 0
        {
            at -= 1;
        }
        if !self.lines.lines.get(at).is_some_and(Line::is_stop) {
            return Flow::Handled;
        }
        // A press on a line moves the cursor to it; a press on the line at the cursor opens it.
        if at == self.cursor.at {
            return self.enter(ws);
        }
        self.move_to(at);
        Flow::Handled
    }

    fn wheel(&mut self, _ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step(WHEEL_ROWS * sign);
    }

    fn subject(&self, _ws: &Workspace) -> Subject {
        let key = |report: usize| self.report(report).map(|report| report.article.key.clone());
        let article = match self.line() {
            Some(Line::Report(report)) => key(*report),
            Some(Line::Place { .. }) => self.place().map(|(report, _)| report.article.key.clone()),
            _ => None,
        };
        article.map_or(Subject::None, Subject::Article)
    }

    fn is_ready(&self, _ws: &Workspace) -> bool {
        self.comparison.is_some() || matches!(self.progress, Progress::Stopped | Progress::TooMany)
    }

    fn is_waiting(&self, _ws: &Workspace) -> bool {
        self.comparison.is_none() && self.reading.is_waiting()
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.reading]
    }

    fn take(&mut self, _ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.take_part(reply)
    }

    fn status(&self, ws: &Workspace, columns: usize) -> Status {
        let right = self.position_in_words(ws);
        let room = columns.saturating_sub(width(&right) + STATUS_GAP);
        Status { text: heading::place_in_words(self, ws, room), right }
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        match (self.line(), self.face) {
            (Some(Line::Place { .. } | Line::Report(_)), _) => READING_HINTS,
            (Some(Line::Entry { at, .. }), _) if self.is_expanded(*at) => EXPANDED_HINTS,
            (Some(Line::Packed { .. } | Line::More { .. } | Line::Fewer(_)), _) => PACKED_HINTS,
            (_, Face::Overview) => OVERVIEW_HINTS,
            (_, Face::Differences) => DIFFERENCES_HINTS,
            (_, Face::Quotes) => QUOTES_HINTS,
            (_, Face::Passages) => PASSAGES_HINTS,
            (_, Face::Timeline) => TIMELINE_HINTS,
        }
    }

    fn is_idle(&self, _ws: &Workspace, command: &str) -> bool {
        let entry = || self.line().and_then(Line::entry).and_then(|at| self.entry(at));
        match command {
            "open-row" | "next-section" | "down" => self.line().is_none_or(|line| !line.is_stop()),
            "dismiss-row" => entry().is_none_or(|entry| entry.dismissal.is_none()),
            "note-row" => entry().is_none(),
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}

/// Minimum columns between the status line's two texts.
const STATUS_GAP: usize = 3;

impl Compare {
    /// Returns "row 3 of 25", with an arrow if there are lines below the screen.
    fn position_in_words(&self, ws: &Workspace) -> String {
        let Some((row, rows)) = self.row(ws).filter(|(_, rows)| *rows > 0) else { return String::new() };
        let shown = self.cursor.top + usize::from(list_area(ws).height);
        let below = if shown < self.lines.lines.len() { " ↓" } else { "" };
        format!("row {} of {rows}{below}", row + 1)
    }
}

/// The commands likely to be used next on a sentence, likeliest first.
const READING_HINTS: &[Hint] = &[
    ("open-row", "read it there"),
    ("note-row", "note it"),
    ("dismiss-row", "not a difference"),
    ("down", "down"),
    ("next-section", "next section"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next on a line of several rows.
const PACKED_HINTS: &[Hint] = &[
    ("open-row", "each row/fewer"),
    ("next-face", "next face"),
    ("next-section", "next section"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next on a row whose sentences are shown.
const EXPANDED_HINTS: &[Hint] = &[
    ("open-row", "hide"),
    ("down", "down"),
    ("next-section", "next section"),
    ("dismiss-row", "not a difference"),
    ("note-row", "note"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next in the overview.
const OVERVIEW_HINTS: &[Hint] = &[
    ("open-row", "sentences"),
    ("next-face", "matrix"),
    ("next-section", "next section"),
    ("dismiss-row", "not a difference"),
    ("note-row", "note"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next in the differences.
const DIFFERENCES_HINTS: &[Hint] = &[
    ("open-row", "sentences"),
    ("show-values", "all/differing"),
    ("next-face", "quotes"),
    ("dismiss-row", "not a difference"),
    ("note-row", "note"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next in the quotes.
const QUOTES_HINTS: &[Hint] = &[
    ("open-row", "sentences"),
    ("next-face", "passages"),
    ("next-section", "next section"),
    ("note-row", "note"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next in the passages.
const PASSAGES_HINTS: &[Hint] = &[
    ("open-row", "sentences"),
    ("next-face", "timeline"),
    ("dismiss-row", "not a difference"),
    ("note-row", "note"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];

/// The commands likely to be used next in the timeline.
const TIMELINE_HINTS: &[Hint] = &[
    ("open-row", "sentences"),
    ("next-face", "overview"),
    ("next-section", "next section"),
    ("note-row", "note"),
    ("down", "down"),
    ("close", "back"),
    ("help", "keys"),
];
