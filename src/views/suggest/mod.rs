//! The Suggest view: names that the articles contain and the list does not.
//!
//! A row is a name ([`list`]); below the list is a sentence with the name at the cursor. `a` asks what it is
//! ([`AddEntity`]), `x` ignores it from now on. The search over all articles is a query of its own ([`query`]),
//! requested while the view is shown.
//!
//! Ignored names that the articles still contain are at the end, below a heading ([`rows`]), whatever the order. There
//! they are out of the way, and `x` brings one back. The filter is typed inside the view and applies to both sections.
//!
//! Limitation: the search begins only when reading has ended, and reads all articles again.

mod draw;
pub mod list;
pub mod query;
pub mod rows;

pub use list::Suggest;

use crate::analysis::suggestions::SuggestionKind;
use crate::app::actions::{go_to, undo};
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs, Takes};
use crate::app::input::{Key, KeyCode, READ, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;
use crate::gazetteer::KindId;
use crate::overlays::add_entity::AddEntity;
use crate::overlays::add_entity::choosing::{Choosing, What};
use crate::text::fold::fold_form;
use crate::text::plural::counted;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks};
use crate::ui::scroll::WHEEL_ROWS;
use crate::ui::view::{self, Command, Status, View};

/// The view's name.
pub const SUGGEST: ViewId = ViewId { name: "suggest", title: "Suggest" };

const GROUP: Group = Group::View(SUGGEST);

const COMMANDS: &[Command<Suggest>] = &[
    Command {
        spec: CommandSpec::new(GROUP, "add-suggestion", &["a"], Needs::NOTHING, "add this name to the list")
            .synonyms(&["accept", "new"]),
        run: |view, ws, _| view.add(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "ignore",
            &["x"],
            Needs::NOTHING,
            "ignore this name, or suggest it again",
        )
        .synonyms(&["remove", "delete", "hide", "skip", "reject"]),
        run: |view, ws, _| view.toggle_ignored(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "go-to-example",
            &["Enter"],
            Needs::DOCUMENT,
            "go to the sentence in its article",
        )
        .synonyms(&["open"]),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "filter-suggestions",
            &["/"],
            Needs::NOTHING,
            "filter the names by letters; Esc shows all",
        )
        .takes(Takes::Line),
        run: |view, _, _| {
            view.is_typing = true;
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "sort-suggestions",
            &["s"],
            Needs::NOTHING,
            "sort by likelihood, count, articles, name or kind",
        ),
        run: |view, ws, _| {
            view.sorting = view.sorting.next();
            ws.notify(format!("Names sorted {}", view.sorting.label()));
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            Group::List,
            "suggest",
            &["S"],
            Needs::NOTHING,
            "Suggest: names missing from the list, and other spellings of listed names",
        )
        .synonyms(&["discover", "unlisted"]),
        run: |view, ws, _| view.toggle(ws),
    },
];

const HINTS: &[Hint] = &[
    ("add-suggestion", "add"),
    ("ignore", "ignore"),
    ("go-to-example", "read it there"),
    ("filter-suggestions", "filter"),
    ("sort-suggestions", "sort"),
    ("undo", "undo"),
    ("close", "back"),
    ("help", "keys"),
];

/// The hints at a name that is ignored.
const IGNORED_HINTS: &[Hint] = &[
    ("ignore", "suggest again"),
    ("add-suggestion", "add"),
    ("go-to-example", "read it there"),
    ("filter-suggestions", "filter"),
    ("sort-suggestions", "sort"),
    ("close", "back"),
    ("help", "keys"),
];

impl Suggest {
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        self.given_up = None;
        ws.view = if ws.view == SUGGEST { READ } else { SUGGEST };
        Flow::Handled
    }

    /// Opens the menu that adds the suggestion at the cursor.
    fn add(&mut self, ws: &mut Workspace) -> Flow {
        let Some(suggestion) = self.at_cursor().cloned() else { return Flow::Handled };
        let Some(list) = self.given.as_ref().map(|given| &given.list) else { return Flow::Handled };
        let owner = suggestion.variant_of.filter(|_| suggestion.kind == SuggestionKind::Variant);
        let owner = owner.and_then(|owner| list.entry(owner)).map(|entry| What::Alias(entry.id.clone()));
        let kind = suggestion.guess.and_then(|kind| list.kind(kind));
        let guess = owner.or_else(|| kind.map(|kind| What::Entity(kind.id.clone())));
        // A person's bare surname need not be listed as an alias.
        let surname = suggestion.surface.split(' ').next_back().map(fold_form);
        let is_person = suggestion.guess == Some(KindId::PERSON);
        let aliases = suggestion.aliases.into_iter();
        let aliases = aliases.filter(|alias| !is_person || Some(fold_form(alias)) != surname).collect();
        let choosing = Choosing::new(ws, suggestion.surface, None, guess.as_ref(), aliases);
        Flow::Open(Box::new(AddEntity::Choose(choosing)))
    }

    fn toggle_ignored(&mut self, ws: &mut Workspace) -> Flow {
        let Some(suggestion) = self.at_cursor() else { return Flow::Handled };
        let surface = suggestion.surface.clone();
        self.leave_name();
        if undo::toggle_ignored(ws, &surface) {
            ws.notify(format!("{surface} ignored; not suggested again"));
        } else {
            ws.notify(format!("{surface} is suggested again"));
        }
        Flow::Handled
    }

    /// Goes to the example of the suggestion at the cursor.
    fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let example = self.at_cursor().map(|suggestion| suggestion.example.clone());
        let Some((article, range)) =
            example.and_then(|example| Some((ws.index().find(&example.key)?, example.range)))
        else {
            return Flow::Handled;
        };
        go_to::jump(ws, article, JumpTarget::Words(range.start, range.end));
        go_to::read(ws);
        Flow::Handled
    }
}

impl View for Suggest {
    fn id(&self) -> ViewId {
        SUGGEST
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn hidden(&mut self, _ws: &mut Workspace) {
        self.search.give_up();
        self.is_typing = false;
        self.forget_rows();
    }

    fn closed(&mut self, _ws: &mut Workspace) {
        self.clear_filter();
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.settle(ws);
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        self.step(motion.rows(list::height(ws)));
    }

    fn row(&self, _ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), self.listed.rows.len()))
    }

    fn press(&mut self, ws: &mut Workspace, _column: u16, row: u16) -> Flow {
        let first = ws.layout().body.y + list::HEAD_ROWS;
        let line = row.checked_sub(first).map(usize::from).filter(|line| *line < list::height(ws));
        if let Some(line) = line
            && self.move_to_row(self.row.top() + line)
        {
            self.is_typing = false;
        }
        Flow::Handled
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if self.is_typing {
            ws.notices.clear_message();
            self.type_key(ws, key);
            return Flow::Handled;
        }
        if key.code == KeyCode::Esc && !self.filter.text().is_empty() {
            ws.notices.clear_message();
            self.clear_filter();
            return Flow::Handled;
        }
        Flow::Ignored
    }

    fn paste(&mut self, _ws: &mut Workspace, text: &str) -> Flow {
        if self.is_typing {
            self.type_text(text);
        }
        Flow::Handled
    }

    fn wheel(&mut self, _ws: &mut Workspace, _column: u16, _row: u16, sign: isize) {
        self.step(WHEEL_ROWS * sign);
    }

    fn stop(&mut self, ws: &mut Workspace) -> Option<&'static str> {
        self.stop_search(ws).then_some("Stopped looking for names")
    }

    fn is_restored(&self) -> bool {
        false
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.search]
    }

    fn take(&mut self, ws: &mut Workspace, reply: &mut Reply) -> bool {
        self.take_part(ws, reply)
    }

    fn status(&self, ws: &Workspace, _columns: usize) -> Status {
        let name = match self.listed.place(self.row.row()) {
            Some((at, false)) => format!("name {at} of {}, in ", self.listed.suggested.0),
            Some((at, true)) => format!("ignored name {at} of {}, in ", self.listed.ignored.0),
            None => String::new(),
        };
        let text =
            format!("{name}{}   list: {}", counted(ws.index().len(), "article", "articles"), ws.list_name);
        Status { text, ..Status::default() }
    }

    fn keys_help(&self, ws: &Workspace) -> Option<&'static str> {
        (self.is_typing && ws.notices.message().is_none())
            .then_some("Enter keeps the filter, ↑ ↓ move, Esc shows all")
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        let is_ignored = self.listed.place(self.row.row()).is_some_and(|(_, is_ignored)| is_ignored);
        if is_ignored { IGNORED_HINTS } else { HINTS }
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        match command {
            "undo" => ws.undo.is_empty(),
            "add-suggestion" | "ignore" | "go-to-example" => self.at_cursor().is_none(),
            "filter-suggestions" => self.suggestions().is_none_or(<[_]>::is_empty),
            "down" | "sort-suggestions" => self.count() < 2,
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}
