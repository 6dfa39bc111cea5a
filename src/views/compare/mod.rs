//! The Compare view: entities by articles, heat by count.
//!
//! A row is an entity, a column a listed article ([`matrix`]). Enter goes to the first mention of the cell. The matrix is a
//! question of its own ([`query`]), asked while the view is shown.
//!
//! The limit: articles that do not fit are scrolled to; the total always stays in sight.

mod draw;
pub mod matrix;
pub mod query;

pub use matrix::Compare;

use crate::analysis::walk::mentions_in_article;
use crate::app::actions::{go_to, selection};
use crate::app::geometry::KeyedCursor;
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs};
use crate::app::input::{READ, ViewId};
use crate::app::jobs::AnySlot;
use crate::app::state::jump::JumpTarget;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks};
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
        spec: CommandSpec::new(GROUP, "next-column", &["l", "Right", "Tab"], Needs::ROWS, "next article")
            .counts()
            .synonyms(&["tab"]),
        run: |view, ws, count| view.step(ws, count, 1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-column",
            &["h", "Left", "BackTab"],
            Needs::ROWS,
            "previous article",
        )
        .counts()
        .synonyms(&["tab"]),
        run: |view, ws, count| view.step(ws, count, -1),
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
        self.step_column(ws, sign * isize::try_from(count.unwrap_or(1)).unwrap_or(1));
        Flow::Handled
    }

    fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let Some(referent) = self.entity_at_cursor(ws) else { return Flow::Handled };
        let Some(article) = self.article_at_cursor(ws) else { return Flow::Handled };
        let Some(offset) = mentions_in_article(ws.index(), article, Some(referent)).first().copied() else {
            ws.notify(format!("Not mentioned in article {}", article.0 + 1));
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
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.settle(ws);
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        let height = usize::from(ws.layout().body.height).max(1);
        self.step_row(ws, motion.rows(height));
    }

    fn row(&self, ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), self.rows(ws).map_or(0, |rows| rows.len())))
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let body = ws.layout().body;
        let names = matrix::name_columns(ws.size.0);
        let Some(line) = row.checked_sub(body.y + matrix::HEAD_ROWS) else { return Flow::Handled };
        let count = self.rows(ws).map_or(0, |rows| rows.len());
        let at = self.row.top() + usize::from(line);
        if at >= count || !body.contains(column, row) {
            return Flow::Handled;
        }
        self.move_to_row(ws, at);
        if let Some(cells) = column.checked_sub(names) {
            let count = ws.listing().len();
            let pressed = usize::from(cells / matrix::cell_columns(ws.size.0, count));
            // The totals are after the articles that are shown.
            if pressed < matrix::articles_shown(ws.size.0, count).min(count) {
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
        Status { text: self.cell_in_words(ws, columns < NARROW), ..Status::default() }
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        &[
            ("go-to-cell", "first mention"),
            ("down", "down"),
            ("next-column", "right"),
            ("sort", "sort"),
            ("card", "card"),
            ("close", "back"),
            ("help", "keys"),
        ]
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        let rows = self.rows(ws).map_or(0, |rows| rows.len());
        match command {
            "go-to-cell" | "sort" | "card" => rows == 0,
            "down" => rows < 2,
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}

/// With fewer columns the status line is abbreviated.
const NARROW: usize = 68;

impl Compare {
    /// Returns "Donald Trump: 17 in article 3, 35 mentions in 5 of 5 articles".
    fn cell_in_words(&self, ws: &Workspace, narrow: bool) -> String {
        let rows = self.rows(ws).unwrap_or_default();
        let entity = self.entity_at_cursor(ws);
        let Some(row) = rows.iter().find(|row| Some(row.referent) == entity) else { return String::new() };
        let name = row.entity.name(ws.index().gazetteer());
        let Some(article) = self.article_at_cursor(ws) else { return String::new() };
        let (count, number) = (row.count(article), article.0 + 1);
        let of = ws.listing().len();
        let (these, whole) =
            if of < ws.index().len() { (" listed", "in those listed") } else { ("", "in all") };
        if narrow {
            return format!("{name}: {count} in {number}, {} {whole}", row.mentions);
        }
        let named = format!("{} mentions in {} of {of}{these} articles", row.mentions, row.articles);
        format!("{name}: {count} in article {number}, {named}")
    }
}
