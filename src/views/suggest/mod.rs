//! The Suggest view: names that the articles have and the list does not.
//!
//! A row is a name ([`list`]); below the list is the sentence of the one at the cursor. `a` asks what it is
//! ([`AddEntity`](crate::overlays::add_entity::AddEntity)), `x` ignores it from now on. The search over all articles is a
//! question of its own ([`query`]), asked while the view is shown.
//!
//! The limit: suggestions are of the articles that were read when the search began.

mod draw;
pub mod list;
pub mod query;

pub use list::Suggest;

use crate::analysis::suggestions::SuggestionKind;
use crate::app::actions::go_to;
use crate::app::effect::Effect;
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs};
use crate::app::input::{READ, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;
use crate::gazetteer::KindId;
use crate::overlays::add_entity::AddEntity;
use crate::overlays::add_entity::choosing::{Choosing, What};
use crate::text::fold::fold_form;
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
            "refuse",
            &["x"],
            Needs::NOTHING,
            "ignore this name from now on, or no longer",
        )
        .synonyms(&["remove", "delete", "hide", "skip", "reject"]),
        run: |view, ws, _| view.toggle_refused(ws),
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

impl Suggest {
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        self.given_up = None;
        ws.view = if ws.view == SUGGEST { READ } else { SUGGEST };
        Flow::Handled
    }

    /// Asks what the list would make of the suggestion at the cursor.
    fn add(&mut self, ws: &mut Workspace) -> Flow {
        let Some(suggestion) = self.at_cursor().cloned() else { return Flow::Handled };
        let Some(list) = self.given.as_ref().map(|given| &given.list) else { return Flow::Handled };
        let of = suggestion.variant_of.filter(|_| suggestion.kind == SuggestionKind::Variant);
        let of = of.and_then(|of| list.entry(of)).map(|entry| What::Alias(entry.id.clone()));
        let kind = suggestion.guess.and_then(|kind| list.kind(kind));
        let guess = of.or_else(|| kind.map(|kind| What::Entity(kind.id.clone())));
        // A person's bare surname needs no line of its own.
        let surname = suggestion.surface.split(' ').next_back().map(fold_form);
        let is_person = suggestion.guess == Some(KindId::PERSON);
        let aliases = suggestion.aliases.into_iter();
        let aliases = aliases.filter(|alias| !is_person || Some(fold_form(alias)) != surname).collect();
        let choosing = Choosing::new(ws, suggestion.surface, None, guess.as_ref(), aliases);
        Flow::Open(Box::new(AddEntity::Choose(choosing)))
    }

    fn toggle_refused(&mut self, ws: &mut Workspace) -> Flow {
        let Some(suggestion) = self.at_cursor() else { return Flow::Handled };
        let (surface, folded) = (suggestion.surface.clone(), fold_form(&suggestion.surface));
        let is_refused = ws.refused.insert(folded.clone());
        if is_refused {
            ws.notify(format!("{surface} ignored; not suggested again"));
            self.step(1);
        } else {
            ws.refused.remove(&folded);
            ws.notify(format!("{surface} is suggested again"));
        }
        ws.effects.push(Effect::Refuse { name: folded, is_refused });
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
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.want(ws);
        self.settle(list::height(ws));
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        self.step(motion.rows(list::height(ws)));
    }

    fn row(&self, _ws: &Workspace) -> Option<(usize, usize)> {
        Some((self.row.row(), self.rows().map_or(0, <[_]>::len)))
    }

    fn press(&mut self, ws: &mut Workspace, _column: u16, row: u16) -> Flow {
        let first = ws.layout().body.y + list::HEAD_ROWS;
        let line = row.checked_sub(first).map(usize::from).filter(|line| *line < list::height(ws));
        let at = line.map(|line| self.row.top() + line);
        if let Some(at) = at.filter(|at| *at < self.rows().map_or(0, <[_]>::len)) {
            self.move_to_row(at);
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
        let rows = self.rows().map_or(0, <[_]>::len);
        let name =
            if rows > 0 { format!("name {} of {rows}, in ", self.row.row() + 1) } else { String::new() };
        let text = format!("{name}{} articles   list: {}", ws.index().len(), ws.list_name);
        Status { text, ..Status::default() }
    }

    fn hints(&self, _ws: &Workspace) -> &'static [Hint] {
        &[
            ("add-suggestion", "add"),
            ("refuse", "ignore"),
            ("go-to-example", "read it there"),
            ("down", "down"),
            ("take-back", "undo"),
            ("close", "back"),
            ("help", "keys"),
        ]
    }

    fn is_idle(&self, _ws: &Workspace, command: &str) -> bool {
        let rows = self.rows().map_or(0, <[_]>::len);
        match command {
            "add-suggestion" | "refuse" | "go-to-example" => rows == 0,
            "down" => rows < 2,
            _ => false,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, _marks: &Marks) {
        draw::draw(self, ws, canvas);
    }
}
