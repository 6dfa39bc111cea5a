//! The Search view: runs one expression over all articles, one row per hit, with the hit at the cursor in context below.
//!
//! The expression is typed inside the view ([`list`]); hits appear while it is typed. The search itself and its hits are in
//! the model ([`corpus_search`]), since `n` in the text and the article filter use them.
//!
//! Limitation: at most [`MAX_HITS`](crate::app::queries::corpus_search::MAX_HITS) hits are listed; all are counted.

mod draw;
pub mod list;

pub use list::Search;

use crate::app::actions::{article_filter, corpus_search, go_to, search};
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs, Takes};
use crate::app::input::{Key, KeyCode, READ, ViewId};
use crate::app::state::jump::JumpTarget;
use crate::app::state::search::{self as searches, Aim};
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::text::plural::counted;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks, Wait};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Command, Status, View};

/// The view's name.
pub const SEARCH: ViewId = ViewId { name: "search", title: "Search" };

const GROUP: Group = Group::View(SEARCH);

const COMMANDS: &[Command<Search>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Move,
            "search-all",
            &["\\"],
            Needs::DOCUMENT,
            "Search: search all articles, one row per hit",
        )
        .synonyms(&["find", "grep", "regex"])
        .takes(Takes::Line),
        run: |view, ws, _| {
            view.begin(ws, SEARCH);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "go-to-hit",
            &["Enter"],
            Needs::DOCUMENT.and(Needs::ROWS),
            "go to the hit; n and N then walk the hits of all articles",
        )
        .synonyms(&["open"]),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-listed-hit", &["n"], Needs::ROWS, "next hit in the list")
            .counts()
            .jumps(),
        run: |view, ws, count| view.step_by(ws, count, 1),
    },
    Command {
        spec: CommandSpec::new(GROUP, "previous-listed-hit", &["N"], Needs::ROWS, "previous hit in the list")
            .counts()
            .jumps(),
        run: |view, ws, count| view.step_by(ws, count, -1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "list-articles-with-hits",
            &["&"],
            Needs::DOCUMENT,
            "filter the article list to the articles with hits",
        )
        .synonyms(&["narrow"]),
        run: |_, ws, _| filter_articles(ws),
    },
];

impl Search {
    fn step_by(&mut self, ws: &mut Workspace, count: Count, sign: isize) -> Flow {
        self.step(ws, sign * isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX));
        Flow::Handled
    }

    /// Goes to the hit at the cursor. `n` and `N` then walk on through all articles.
    fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let hit = self.at_cursor(ws).map(|hit| (hit.key.clone(), hit.hit.range.start));
        let Some((key, offset)) = hit else { return Flow::Handled };
        let expression = ws.corpus_search.expression.clone();
        go_to::leave(ws);
        go_to::read(ws);
        if ws.is_open(&key) {
            search::begin(ws, expression, Aim::Hit(offset));
        } else {
            // The search runs once the article is open.
            ws.search = Some(searches::Search::new(expression, Aim::Hit(offset)));
            go_to::go_to(ws, key, JumpTarget::Hit(offset));
        }
        Flow::Handled
    }
}

fn filter_articles(ws: &mut Workspace) -> Flow {
    if ws.corpus_search.expression.is_empty() {
        return Flow::Run("filter-articles", None);
    }
    if article_filter::to_hits(ws) {
        ws.view = READ;
        corpus_search::renew_if_old(ws);
    }
    Flow::Handled
}

impl View for Search {
    fn id(&self) -> ViewId {
        SEARCH
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn layout(&mut self, ws: &mut Workspace) {
        corpus_search::renew_if_old(ws);
        self.settle(ws);
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        self.step(ws, motion.rows(usize::from(list_height(ws))));
    }

    fn row(&self, ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), ws.corpus_search.rows.len()))
    }

    fn press(&mut self, ws: &mut Workspace, _column: u16, row: u16) -> Flow {
        let first = ws.layout().body.y + list::HEAD_ROWS;
        let line = row.checked_sub(first).filter(|line| *line < list_height(ws));
        let Some(at) = line.map(|line| self.row.top() + usize::from(line)) else { return Flow::Handled };
        if at >= ws.corpus_search.rows.len() {
            return Flow::Handled;
        }
        self.is_typing = false;
        // A click on a hit moves the cursor to it; a click on the hit at the cursor goes to it in its article.
        if at == self.row.row() {
            return self.enter(ws);
        }
        self.move_to_row(ws, at);
        Flow::Handled
    }

    fn wheel(&mut self, ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step(ws, WHEEL_ROWS * sign);
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if !self.is_typing {
            return Flow::Ignored;
        }
        ws.notices.clear_message();
        self.type_key(ws, key);
        Flow::Handled
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if self.is_typing {
            self.type_text(ws, text);
        }
        Flow::Handled
    }

    fn wait(&self, ws: &Workspace, key: Key) -> Option<Wait> {
        use KeyCode::{Down, Enter, PageDown, PageUp, Up};
        let needs_hits = matches!(key.code, Enter | Down | Up | PageDown | PageUp);
        // Whether the expression can be used is not known until the search returns.
        (self.is_typing && needs_hits && ws.corpus_search.awaits_first_result()).then_some(Wait::Answer)
    }

    fn subject(&self, ws: &Workspace) -> Subject {
        self.at_cursor(ws).map_or(Subject::None, |hit| Subject::Article(hit.key.clone()))
    }

    fn is_ready(&self, ws: &Workspace) -> bool {
        !(ws.corpus_search.is_under_way() && ws.corpus_search.rows.is_empty())
    }

    fn is_waiting(&self, ws: &Workspace) -> bool {
        ws.corpus_search.is_under_way()
    }

    fn closed(&mut self, ws: &mut Workspace) {
        corpus_search::stop(ws);
    }

    fn hidden(&mut self, _ws: &mut Workspace) {
        self.is_typing = false;
    }

    fn stop(&mut self, ws: &mut Workspace) -> Option<&'static str> {
        if !ws.corpus_search.is_under_way() {
            return None;
        }
        corpus_search::stop(ws);
        Some("Stopped; keeping the hits found so far")
    }

    fn is_restored(&self) -> bool {
        false
    }

    fn status(&self, ws: &Workspace, _columns: usize) -> Status {
        Status { text: self.place_in_words(ws), ..Status::default() }
    }

    fn keys_help(&self, ws: &Workspace) -> Option<&'static str> {
        (self.is_typing && ws.notices.message().is_none())
            .then_some("Enter keeps the list, ↑ ↓ move in it, Esc back")
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        &[
            ("go-to-hit", "read it there"),
            ("down", "down"),
            ("search-all", "another search"),
            ("close", "back"),
            ("help", "keys"),
        ]
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        match command {
            "go-to-hit" => ws.corpus_search.rows.is_empty(),
            "down" => ws.corpus_search.rows.len() < 2,
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}

fn list_height(ws: &Workspace) -> u16 {
    list::heights(ws).0
}

impl Search {
    /// Returns "hit 3 of 41: article 2 of 5". During a search, returns how many articles have been searched so far; if
    /// there is no hit, how many articles there are.
    fn place_in_words(&self, ws: &Workspace) -> String {
        let search = &ws.corpus_search;
        let (searched, all) = (search.searched.0, search.searched.1.max(ws.index().len()));
        if search.is_under_way() {
            return format!("searched {searched} of {}…", counted(all, "article", "articles"));
        }
        let Some(hit) = self.at_cursor(ws) else { return counted(all, "article", "articles") };
        let count = search.rows.len();
        let article = ws.index().find(&hit.key).map_or(0, |id| id.0 + 1);
        format!("hit {} of {count}: article {article} of {}", self.row.row() + 1, ws.index().len())
    }
}
