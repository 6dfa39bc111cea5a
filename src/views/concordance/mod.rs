//! The Concordance view: every mention of the selected entity in the listed articles, one per line, in context (KWIC).
//!
//! With a partner, it lists every sentence that holds both entities instead, wrapped, with both names marked. The command
//! for that belongs to the Read view, whose panel offers the partner.
//!
//! The lines are aligned on the mention and grouped by article, each article with a bar of where in its text the mentions
//! are; articles that do not mention the entity are named below. `s` sorts by the words to the left, to the right, or
//! by spelling. The lines need the texts of the articles, which are not kept in memory: a query ([`query`]) reads them
//! article by article.
//!
//! Limitation: at most [`MAX_LINES`](query::MAX_LINES) lines are listed; all mentions, or sentences, are counted.

mod draw;
pub mod found;
pub mod lines;
pub mod query;

pub use lines::Concordance;

use lines::{Row, RowKey};

use crate::app::actions::{go_to, selection};
pub use crate::app::input::CONCORDANCE;
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs};
use crate::app::input::{READ, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::jump::JumpTarget;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Command, Status, View};

const GROUP: Group = Group::View(CONCORDANCE);

const COMMANDS: &[Command<Concordance>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "concordance",
            &["w"],
            Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
            "Concordance: every mention of the selected entity in context (KWIC)",
        )
        .synonyms(&["keyword in context", "lines", "context"]),
        run: |view, ws, _| view.toggle(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "go-to-line",
            &["Enter"],
            Needs::DOCUMENT.and(Needs::ROWS),
            "read the line's mention, or the article",
        ),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "sort-lines",
            &["s"],
            Needs::NOTHING,
            "sort by article, words to the left, words to the right or spelling",
        ),
        run: |view, ws, _| view.sort(ws),
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-line", &["]", "n"], Needs::ROWS, "next line").counts().jumps(),
        run: |view, ws, count| view.go(ws, count, 1, is_line, "This is the last line"),
    },
    Command {
        spec: CommandSpec::new(GROUP, "previous-line", &["[", "N"], Needs::ROWS, "previous line")
            .counts()
            .jumps(),
        run: |view, ws, count| view.go(ws, count, -1, is_line, "This is the first line"),
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-article-group", &["}", "J"], Needs::ROWS, "next article")
            .counts()
            .jumps(),
        run: |view, ws, count| view.go(ws, count, 1, is_group, "This is the last article"),
    },
    Command {
        spec: CommandSpec::new(GROUP, "previous-article-group", &["{", "K"], Needs::ROWS, "previous article")
            .counts()
            .jumps(),
        run: |view, ws, count| view.go(ws, count, -1, is_group, "This is the first article"),
    },
];

fn is_line(row: Row) -> bool {
    matches!(row, Row::Line(_))
}

fn is_group(row: Row) -> bool {
    matches!(row, Row::Report(_) | Row::Silent(_))
}

impl Concordance {
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        if ws.view == CONCORDANCE {
            if ws.selection.sentences_with().is_none() {
                ws.view = READ;
            }
            ws.selection.list_sentences(false);
            return Flow::Handled;
        }
        ws.selection.list_sentences(false);
        if ws.selection.entity().is_none()
            && let Some((referent, _)) = selection::current_mention(ws)
        {
            selection::select(ws, referent);
        }
        if ws.selection.entity().is_none() {
            let (next, pick) = (ws.keymap.key_of("next-mention"), ws.keymap.key_of("pick-entity"));
            ws.notify(format!(
                "No entity selected. Press {next} to go to a mention, or {pick} to find an entity."
            ));
            return Flow::Handled;
        }
        go_to::leave(ws);
        ws.view = CONCORDANCE;
        if let (Some(open), Some(offset)) = (&ws.open, ws.current_mention) {
            self.go_to(RowKey::Mention(open.article.key.clone(), offset));
        }
        Flow::Handled
    }

    fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let (key, target) = match self.at_cursor(ws) {
            RowKey::Mention(key, offset) => (key, JumpTarget::Mention(offset)),
            RowKey::Article(key) => (key, JumpTarget::LastPosition),
            RowKey::None => return Flow::Handled,
        };
        if let Some(article) = ws.index().find(&key) {
            go_to::jump(ws, article, target);
            go_to::read(ws);
        }
        Flow::Handled
    }

    fn sort(&mut self, ws: &mut Workspace) -> Flow {
        self.sort = self.sort.next();
        self.settle(ws);
        Flow::Handled
    }

    fn go(
        &mut self,
        ws: &mut Workspace,
        count: Count,
        sign: isize,
        is_target: fn(Row) -> bool,
        end: &str,
    ) -> Flow {
        let by = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        if !self.step_to(ws, sign * by, is_target) {
            ws.notify(end);
        }
        Flow::Handled
    }
}

impl View for Concordance {
    fn id(&self) -> ViewId {
        CONCORDANCE
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn hidden(&mut self, ws: &mut Workspace) {
        self.leave(ws);
    }

    fn stop(&mut self, _ws: &mut Workspace) -> Option<&'static str> {
        self.stop_reading().then_some("Stopped; keeping the lines found so far")
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.settle(ws);
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        let height = usize::from(lines::list_area(ws).height).max(1);
        self.step(ws, motion.rows(height));
    }

    fn row(&self, _ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.cursor.row(), self.rows.len()))
    }

    fn press(&mut self, ws: &mut Workspace, _column: u16, row: u16) -> Flow {
        let list = lines::list_area(ws);
        let line = row.checked_sub(list.y).filter(|line| *line < list.height);
        let Some(at) = line.map(|line| self.cursor.top() + usize::from(line)) else { return Flow::Handled };
        if at >= self.rows.len() {
            return Flow::Handled;
        }
        let at = self.first_row(at);
        // A press on a row moves the cursor to it; a press on the row at the cursor opens its article.
        if at == self.cursor.row() {
            return self.enter(ws);
        }
        self.move_to_row(ws, at);
        Flow::Handled
    }

    fn wheel(&mut self, ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step(ws, WHEEL_ROWS * sign);
    }

    fn subject(&self, ws: &Workspace) -> Subject {
        match (self.rows.get(self.cursor.row()), self.at_cursor(ws)) {
            (Some(Row::Line(_)), _) => ws.selection.entity().cloned().map_or(Subject::None, Subject::Entity),
            (_, RowKey::Article(key)) => Subject::Article(key),
            _ => Subject::None,
        }
    }

    fn is_ready(&self, _ws: &Workspace) -> bool {
        !self.rows.is_empty() || !(self.reading.is_waiting() || self.order.is_waiting())
    }

    fn is_waiting(&self, _ws: &Workspace) -> bool {
        self.rows.is_empty() && (self.reading.is_waiting() || self.order.is_waiting())
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.reading, &mut self.order]
    }

    fn take(&mut self, ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.take_part(ws, reply)
    }

    fn status(&self, ws: &Workspace, _columns: usize) -> Status {
        Status { text: self.place_in_words(ws), ..Status::default() }
    }

    fn hints(&self, ws: &Workspace) -> &'static [Hint] {
        if ws.selection.sentences_with().is_some() {
            return &[
                ("go-to-line", "read it there"),
                ("sort-lines", "sort"),
                ("next-line", "next sentence"),
                ("next-article-group", "next article"),
                ("concordance", "all mentions"),
                ("close", "back"),
                ("help", "keys"),
            ];
        }
        &[
            ("go-to-line", "read it there"),
            ("sort-lines", "sort"),
            ("next-line", "next line"),
            ("next-article-group", "next article"),
            ("card", "card"),
            ("close", "back"),
            ("help", "keys"),
        ]
    }

    fn is_idle(&self, _ws: &Workspace, command: &str) -> bool {
        match command {
            "go-to-line" | "next-line" | "sort-lines" | "next-article-group" | "card" => self.rows.is_empty(),
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}

impl Concordance {
    /// Returns "line 3 of 41, article 2 of 5: The title", or "sentence 3 of 12" and the article.
    fn place_in_words(&self, ws: &Workspace) -> String {
        let article = |key: &crate::article::ArticleKey| {
            let row = ws.index().find(key).and_then(|id| Some((id, ws.index().row(id)?)));
            row.map_or(String::new(), |(id, row)| {
                format!("article {} of {}: {}", id.0 + 1, ws.index().len(), row.headline)
            })
        };
        match (self.rows.get(self.cursor.row()), self.at_cursor(ws)) {
            (Some(Row::Line(_)), RowKey::Mention(key, _)) => {
                let before = self.rows.iter().take(self.cursor.row() + 1);
                let number = before.filter(|row| is_line(**row)).count();
                let count = self.found.lines.len();
                let unit = if ws.selection.sentences_with().is_some() { "sentence" } else { "line" };
                format!("{unit} {number} of {count}, {}", article(&key))
            }
            (_, RowKey::Article(key)) => article(&key),
            _ => String::new(),
        }
    }
}
