//! The Compare view: a matrix of entities by articles, with a heat glyph for each count.
//!
//! A row is an entity, a column a listed article ([`table`]). Enter goes to the first mention counted in the cell. The
//! matrix is a query of its own ([`query`]), requested while the view is shown.
//!
//! A row is found by letters of a name, typed in the view (`find`), or by selecting its entity, either by the
//! label of the row or in the picker: the cursor follows the selection. So no overlay needs to know this view.
//!
//! Limitation: articles that do not fit have to be scrolled to; the total stays visible.

mod draw;
mod find;
mod finder;
pub mod query;
pub mod table;

pub use table::Compare;

use crate::analysis::walk::{Direction, mentions_in_article};
use crate::app::actions::{go_to, selection, walk};
use crate::app::geometry::KeyedCursor;
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs, Takes};
use crate::app::input::{Key, KeyCode, READ, ViewId};
use crate::app::jobs::AnySlot;
use crate::app::state::changes::Changes;
use crate::app::state::jump::JumpTarget;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::overlays::jump_labels::{JumpLabels, Target};
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks, Wait};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Command, Status, View};

/// The view's name.
pub const COMPARE: ViewId = ViewId { name: "compare", title: "Compare" };

const GROUP: Group = Group::View(COMPARE);

const COMMANDS: &[Command<Compare>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "compare",
            &["c"],
            Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
            "Compare: which articles mention whom",
        )
        .synonyms(&["matrix", "table", "heatmap", "coverage"]),
        run: |view, ws, _| view.toggle(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "find-row",
            &["/"],
            Needs::ROWS,
            "find a row by any of the entity's names; n and N go to the next and previous match",
        )
        .takes(Takes::Line),
        run: |view, _, _| {
            view.begin_finding();
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-matching-row", &["n"], Needs::ROWS, "next row that matches")
            .counts()
            .jumps(),
        run: |view, ws, count| {
            view.to_next_match(ws, count, Direction::Forward);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-matching-row",
            &["N"],
            Needs::ROWS,
            "previous row that matches",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| {
            view.to_next_match(ws, count, Direction::Backward);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "label-rows",
            &["f", "F"],
            Needs::ROWS,
            "label the rows; type a label to move there",
        )
        .takes(Takes::Letters),
        run: |view, ws, _| view.label_rows(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-column",
            &["l", "Right", "Tab", "J"],
            Needs::ROWS,
            "next article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step(ws, count, 1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-column",
            &["h", "Left", "BackTab", "K"],
            Needs::ROWS,
            "previous article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step(ws, count, -1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-entity-column",
            &["}"],
            Needs::ROWS,
            "next article that mentions this entity",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step_mentioning(ws, count, Direction::Forward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-entity-column",
            &["{"],
            Needs::ROWS,
            "previous article that mentions it",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step_mentioning(ws, count, Direction::Backward),
    },
    Command {
        spec: CommandSpec::new(GROUP, "first-column", &["^"], Needs::ROWS, "first article").jumps(),
        run: |view, ws, _| {
            view.move_to_column(ws, 0);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(GROUP, "last-column", &["$"], Needs::ROWS, "last article").jumps(),
        run: |view, ws, _| {
            view.move_to_column(ws, ws.listing().len().saturating_sub(1));
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "go-to-cell",
            &["Enter"],
            Needs::DOCUMENT.and(Needs::ROWS),
            "first mention of this entity in this article",
        )
        .synonyms(&["open"]),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-row-mention",
            &["]", "."],
            Needs::DOCUMENT.and(Needs::ROWS),
            "read on from the first mention in this article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.walk(ws, count, Direction::Forward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-row-mention",
            &["[", ","],
            Needs::DOCUMENT.and(Needs::ROWS),
            "read back from the last mention in this article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.walk(ws, count, Direction::Backward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "sort",
            &["s"],
            Needs::ROWS,
            "sort by mentions, articles, this article, name or list order",
        )
        .synonyms(&["order"]),
        run: |view, _, _| {
            view.next_sorting();
            Flow::Handled
        },
    },
];

impl Compare {
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        if ws.view == COMPARE {
            ws.view = READ;
            return Flow::Handled;
        }
        go_to::leave(ws);
        ws.view = COMPARE;
        self.column = KeyedCursor::default();
        if let Some(open) = &ws.open {
            self.column.go_to(open.article.key.clone());
        }
        if let Some(selected) = ws.selection.entity() {
            self.row.go_to(selected.clone());
        }
        Flow::Handled
    }

    fn step(&mut self, ws: &mut Workspace, count: Count, sign: isize) -> Flow {
        let by = sign * isize::try_from(count.unwrap_or(1)).unwrap_or(1);
        if !self.step_column(ws, by) {
            let end = if by > 0 { "last" } else { "first" };
            let in_list = if ws.listing().len() < ws.index().len() { " in this list" } else { "" };
            ws.notify(format!("This is the {end} article{in_list}"));
        }
        Flow::Handled
    }

    fn step_mentioning(&mut self, ws: &mut Workspace, count: Count, direction: Direction) -> Flow {
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(usize::MAX);
        if !self.step_mentioning_column(ws, steps, direction) {
            let which = if direction == Direction::Forward { "later" } else { "earlier" };
            let name = self.name_at_cursor(ws).unwrap_or_default();
            ws.notify(format!("No {which} article mentions {name}"));
        }
        Flow::Handled
    }

    fn name_at_cursor(&self, ws: &Workspace) -> Option<String> {
        Some(self.row_at_cursor(ws)?.entity.name(ws.index().gazetteer()))
    }

    /// Selects the row's entity and walks its mentions, starting in the article at the cursor.
    fn walk(&mut self, ws: &mut Workspace, count: Count, direction: Direction) -> Flow {
        if let (Some(referent), Some(article)) = (self.entity_at_cursor(ws), self.article_at_cursor(ws)) {
            selection::select(ws, referent);
            let command = match direction {
                Direction::Forward => "next-row-mention",
                Direction::Backward => "previous-row-mention",
            };
            walk::walk_article(ws, count, direction, command, article);
        }
        Flow::Handled
    }

    /// Labels the rows on the screen. A label selects its entity, and the cursor follows.
    fn label_rows(&mut self, ws: &mut Workspace) -> Flow {
        let height = usize::from(table::list_area(ws).height);
        let rows = self.rows(ws).unwrap_or_default();
        let shown = rows.iter().skip(self.row.top()).take(height);
        let targets: Vec<Target> =
            shown.map(|row| Target::Entity(row.entity.key(ws.index().gazetteer()))).collect();
        if targets.is_empty() {
            ws.notify("No row to label");
            return Flow::Handled;
        }
        Flow::Open(Box::new(JumpLabels::new(targets, ws.focus)))
    }

    fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let Some(referent) = self.entity_at_cursor(ws) else { return Flow::Handled };
        let Some(article) = self.article_at_cursor(ws) else { return Flow::Handled };
        let Some(offset) = mentions_in_article(ws.index(), article, Some(referent)).first().copied() else {
            let next = ws.keymap.key_of("next-entity-column");
            let number = article.0 + 1;
            ws.notify(format!(
                "Not mentioned in article {number}. Press {next} for the next article that mentions it."
            ));
            return Flow::Handled;
        };
        go_to::jump(ws, article, JumpTarget::Mention(offset));
        selection::select(ws, referent);
        go_to::read(ws);
        Flow::Handled
    }
}

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

    fn hidden(&mut self, _ws: &mut Workspace) {
        self.coverage.want(None);
        self.finder.is_typing = false;
    }

    fn changed(&mut self, ws: &Workspace, changes: Changes) {
        if changes.contains(Changes::SELECTION) && ws.view == COMPARE {
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
            return Flow::Ignored;
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
        self.step_row(ws, motion.rows(usize::from(table::list_area(ws).height)));
    }

    fn row(&self, ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), self.rows(ws).map_or(0, |rows| rows.len())))
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let body = ws.layout().body;
        let names = table::name_columns(ws.size.0);
        let Some(line) = row.checked_sub(body.y + table::HEAD_ROWS) else { return Flow::Handled };
        let count = self.rows(ws).map_or(0, |rows| rows.len());
        let at = self.row.top() + usize::from(line);
        if at >= count || !body.contains(column, row) {
            return Flow::Handled;
        }
        self.finder.is_typing = false;
        self.move_to_row(ws, at);
        if let Some(cells) = column.checked_sub(names) {
            let count = ws.listing().len();
            let pressed = usize::from(cells / table::cell_columns(ws.size.0, count));
            // The totals are to the right of the articles.
            if pressed < table::articles_shown(ws.size.0, count).min(count) {
                self.move_to_column(ws, self.first_column(ws) + pressed);
                return self.enter(ws);
            }
        }
        Flow::Handled
    }

    fn wheel(&mut self, ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step_row(ws, WHEEL_ROWS * sign);
    }

    fn subject(&self, ws: &Workspace) -> Subject {
        let entity = self.entity_at_cursor(ws).and_then(|referent| ws.key_of(referent));
        entity.map_or(Subject::None, Subject::Entity)
    }

    fn is_ready(&self, ws: &Workspace) -> bool {
        !ws.listing.is_waiting() && self.rows(ws).is_some()
    }

    fn is_waiting(&self, _ws: &Workspace) -> bool {
        self.coverage.is_waiting()
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.coverage]
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
        is_shown.then_some("Enter keeps the row, ↑ ↓ other matches, Esc back")
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        if self.finder.kept.is_empty() { HINTS } else { FINDING_HINTS }
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        let rows = self.rows(ws).map_or(0, |rows| rows.len());
        match command {
            "go-to-cell" => self.count_at_cursor(ws) == 0,
            "next-entity-column" | "label-rows" | "sort" | "card" => rows == 0,
            "down" | "find-row" => rows < 2,
            "next-column" => ws.listing().len() < 2,
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
    ("down", "down"),
    ("next-column", "right"),
    ("find-row", "find"),
    ("label-rows", "labels"),
    ("sort", "sort"),
    ("card", "card"),
    ("close", "back"),
    ("help", "keys"),
];

/// Like [`HINTS`], but for use once the user has searched for a row.
const FINDING_HINTS: &[Hint] = &[
    ("go-to-cell", "read"),
    ("next-matching-row", "next match"),
    ("next-entity-column", "next article"),
    ("find-row", "find"),
    ("down", "down"),
    ("next-column", "right"),
    ("sort", "sort"),
    ("card", "card"),
    ("close", "back"),
    ("help", "keys"),
];

/// Minimum columns between the status line's two texts.
const STATUS_GAP: usize = 3;

/// On a screen of fewer columns the status line is abbreviated.
const NARROW: u16 = 70;

impl Compare {
    /// Returns "Donald Trump: 17 in article 3, 35 mentions in 5 of 5 articles" or, on a narrow screen or if the long
    /// form does not fit, "Donald Trump: 17 here, 35 in all".
    fn cell_in_words(&self, ws: &Workspace, columns: usize) -> String {
        let Some(row) = self.row_at_cursor(ws) else { return String::new() };
        let name = row.entity.name(ws.index().gazetteer());
        let Some(article) = self.article_at_cursor(ws) else { return String::new() };
        let (count, number) = (row.count(article), article.0 + 1);
        let mentions = row.mentions as usize;
        let coverage = ws.coverage(mentions, row.articles as usize);
        let long = format!("{name}: {count} in article {number}, {coverage}");
        if ws.size.0 < NARROW || width(&long) > columns {
            let whole = if ws.listing().len() < ws.index().len() { "in listed articles" } else { "in all" };
            return format!("{name}: {count} here, {mentions}{} {whole}", ws.loading.plus());
        }
        long
    }
}
