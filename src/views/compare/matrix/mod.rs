//! The matrix of entities by articles.
//!
//! A row is an entity, a column a listed article ([`table`]). Enter goes to the first mention counted in the cell. One
//! key cycles through what the cells show ([`content`]), others through the order of the rows and the filters on them
//! ([`order`]). The shade of a cell always shows mentions per 1,000 words, whatever the length of the article. The
//! matrix is a query of its own ([`query`]), requested while the view is shown.
//!
//! A row is found by typing letters of a name in the view (`find`), or by selecting its entity, either by the label of
//! the row or in the picker. The cursor follows the selection, so no overlay needs to know this view.
//!
//! Limitation: articles that do not fit on the screen have to be scrolled to. The total stays visible, and the corner
//! above the names says which columns are shown.

mod commands;
pub mod content;
mod draw;
mod draw_head;
mod find;
mod finder;
pub mod grid;
pub mod order;
pub mod query;
pub mod table;

pub use table::Matrix;

use crate::app::input::command::{CommandSpec, Count, Motion};
use crate::app::input::{Key, KeyCode, ViewId};
use crate::app::jobs::AnySlot;
use crate::app::state::changes::Changes;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks, Wait};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Status, View};
use crate::views::compare::faces::MATRIX;
use crate::views::compare::matrix::commands::COMMANDS;
use crate::views::compare::matrix::finder::Purpose;
use crate::views::compare::matrix::grid::{HEAD_ROWS, list_area};

impl View for Matrix {
    fn id(&self) -> ViewId {
        MATRIX
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn hidden(&mut self, ws: &mut Workspace) {
        self.coverage.want(None);
        self.spellings.want(None);
        ws.want_compared(false);
        self.finder.is_typing = false;
    }

    fn changed(&mut self, ws: &Workspace, changes: Changes) {
        if changes.contains(Changes::SELECTION) && ws.view == MATRIX {
            self.followed = ws.selection.entity().cloned();
        }
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.follow_selection(ws);
        self.settle(ws);
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if !self.finder.is_typing {
            if key.code != KeyCode::Esc || !self.is_filtered() {
                return Flow::Ignored;
            }
            self.clear_filters();
            return Flow::Handled;
        }
        ws.notices.clear_message();
        self.type_key(ws, key);
        Flow::Handled
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if self.finder.is_typing {
            self.type_text(ws, text);
        }
        Flow::Handled
    }

    fn wait(&self, ws: &Workspace, key: Key) -> Option<Wait> {
        // Articles may arrive while the line is typed.
        let needs_rows = key.code != KeyCode::Esc && !self.is_ready(ws);
        (self.finder.is_typing && needs_rows).then_some(Wait::Answer)
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        self.step_row(ws, motion.rows(usize::from(list_area(ws).height)));
    }

    fn row(&self, ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), self.rows(ws).map_or(0, |rows| rows.len())))
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let body = ws.layout().body;
        let Some(line) = row.checked_sub(body.y + HEAD_ROWS) else { return Flow::Handled };
        let count = self.rows(ws).map_or(0, |rows| rows.len());
        let at = self.row.top() + usize::from(line);
        if at >= count || !body.contains(column, row) {
            return Flow::Handled;
        }
        self.finder.is_typing = false;
        self.move_to_row(ws, at);
        let pressed = self.grid(ws).place(column).map(|place| self.first_column(ws) + place);
        match pressed.filter(|column| *column < ws.listing().len()) {
            Some(column) => {
                self.move_to_column(ws, column);
                self.enter(ws)
            }
            None => Flow::Handled,
        }
    }

    fn wheel(&mut self, ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step_row(ws, WHEEL_ROWS * sign);
    }

    fn subject(&self, ws: &Workspace) -> Subject {
        let entity = self.entity_at_cursor(ws).filter(|_| !ws.compares_suggestions());
        let entity = entity.and_then(|referent| ws.key_of(referent));
        entity.map_or(Subject::None, Subject::Entity)
    }

    fn is_ready(&self, ws: &Workspace) -> bool {
        !ws.listing.is_waiting() && self.rows(ws).is_some()
    }

    fn is_waiting(&self, ws: &Workspace) -> bool {
        self.coverage.is_waiting() && !ws.compares_suggestions()
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.coverage, &mut self.spellings]
    }

    fn status(&self, ws: &Workspace, columns: usize) -> Status {
        let text = self.cell_in_words(ws, columns);
        let rows = self.rows(ws).map_or(0, |rows| rows.len());
        let right = format!("row {} of {rows}", (self.row.row() + 1).min(rows));
        let has_room = rows > 0 && width(&text) + width(&right) + STATUS_GAP <= columns;
        Status { text, right: if has_room { right } else { String::new() } }
    }

    fn keys_help(&self, ws: &Workspace) -> Option<&'static str> {
        let is_shown = self.finder.is_typing && ws.notices.message().is_none();
        is_shown.then_some(match self.finder.purpose {
            Purpose::Find => "Enter keeps the row, ↑ ↓ other matches, Esc back",
            Purpose::Filter => "Enter keeps the filter, ↑ ↓ move, Esc shows all",
        })
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        if self.finder.kept.is_empty() { HINTS } else { FINDING_HINTS }
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        let rows = self.rows(ws).map_or(0, |rows| rows.len());
        match command {
            "go-to-cell" => self.count_at_cursor(ws) == 0,
            "next-entity-column" | "label-rows" | "sort" | "card" | "next-content" => rows == 0,
            "down" | "find-row" => rows < 2,
            "next-column" | "next-spread" | "absent-here" => ws.listing().len() < 2,
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, marks: &Marks) {
        draw::draw(self, &marks.entity_labels, ws, canvas);
    }
}

/// The commands likely to be used next, likeliest first.
const HINTS: &[Hint] = &[
    ("go-to-cell", "read"),
    ("next-entity-column", "next article"),
    ("next-content", "numbers"),
    ("sort", "sort"),
    ("next-spread", "all/some/one"),
    ("find-row", "find"),
    ("filter-rows", "filter"),
    ("absent-here", "not here"),
    ("down", "down"),
    ("next-column", "right"),
    ("close", "back"),
    ("help", "keys"),
];

/// Like [`HINTS`], but for use once the user has searched for a row.
const FINDING_HINTS: &[Hint] = &[
    ("go-to-cell", "read"),
    ("next-matching-row", "next match"),
    ("next-entity-column", "next article"),
    ("find-row", "find"),
    ("next-content", "numbers"),
    ("sort", "sort"),
    ("down", "down"),
    ("next-column", "right"),
    ("close", "back"),
    ("help", "keys"),
];

/// Minimum columns between the status line's two texts.
const STATUS_GAP: usize = 3;

/// On a screen of fewer columns the status line is abbreviated.
const NARROW: u16 = 70;

impl Matrix {
    /// Returns "Donald Trump: 17 in article 3, 35 mentions in 5 of 5 articles" or, on a narrow screen or if the long
    /// form does not fit, "Donald Trump: 17 here, 35 in all".
    fn cell_in_words(&self, ws: &Workspace, columns: usize) -> String {
        let Some(row) = self.row_at_cursor(ws) else { return String::new() };
        let name = row.entity.name(ws.compared().gazetteer());
        let Some(article) = self.article_at_cursor(ws) else { return String::new() };
        let (count, number) = (row.count(article), article.0 + 1);
        let mentions = row.mentions as usize;
        let coverage = ws.coverage(mentions, row.articles as usize);
        let long = format!("{name}: {count} in article {number}, {coverage}");
        if ws.size.0 < NARROW || width(&long) > columns {
            let whole =
                if ws.listing().len() < ws.compared().len() { "in listed articles" } else { "in all" };
            return format!("{name}: {count} here, {mentions}{} {whole}", ws.loading.plus());
        }
        long
    }
}
