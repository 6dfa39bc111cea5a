//! The Read view: the article list, the text of the open article, and its entities, side by side as far as they fit.
//!
//! Enter and all motions except `Motion::TextRows` act on the focused pane (`Workspace::focus`). The cursor of the
//! article list is part of the model, since opening an article moves it; the panel's belongs to the view (`panel`).
//!
//! Limitation: panes that do not fit are not shown until they get the focus.

mod article_pane;
mod draw;
mod draw_articles;
mod draw_entities;
mod draw_text;
mod minimap;
mod mouse;
mod panel;
mod status;

use std::collections::HashSet;

use panel::{PanelCursor, PanelRow};

use crate::analysis::walk::Direction;
use crate::app::actions::{article_filter, go_to, scroll, selection, sentences, walk};
use crate::app::document::viewport::{self, ViewportTop};
use crate::app::geometry::Pane;
use crate::app::input::command::{CommandSpec, Count, Group, Motion, Needs, Takes};
use crate::app::input::{READ, ViewId};
use crate::app::state::changes::Changes;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::corpus::ReferentId;
use crate::overlays::jump_labels::{JumpLabels, Target};
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Marks};
use crate::ui::view::{self, Command, Status, View};

/// The view.
#[derive(Debug, Default)]
pub struct Read {
    panel: PanelCursor,
}

/// What a walk through shared paragraphs needs.
const SHARED_NEEDS: Needs = Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::STATS).and(Needs::PAGE);

const COMMANDS: &[Command<Read>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Mentions,
            "next-passage",
            &[")"],
            SHARED_NEEDS,
            "next paragraph that the selected entity shares with the one at the panel's cursor",
        )
        .counts()
        .synonyms(&["cooccurrence", "together"]),
        run: |view, ws, count| view.go_to_shared_paragraph(ws, count, Direction::Forward),
    },
    Command {
        spec: CommandSpec::new(
            Group::Mentions,
            "previous-passage",
            &["("],
            SHARED_NEEDS,
            "previous paragraph that they share",
        )
        .counts()
        .synonyms(&["cooccurrence", "together"]),
        run: |view, ws, count| view.go_to_shared_paragraph(ws, count, Direction::Backward),
    },
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "sentences-of-both",
            &["B"],
            Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::STATS),
            "every sentence with both the selected entity and the one at the panel's cursor",
        )
        .synonyms(&["cooccurrence", "together", "pair", "concordance"]),
        run: |view, ws, _| {
            let offered = view.panel.entity(ws);
            sentences::toggle(ws, offered);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            Group::Mentions,
            "label-mentions",
            &["f"],
            Needs::DOCUMENT.and(Needs::PAGE),
            "label the mentions on the page; type a label to go there",
        )
        .synonyms(&["jump", "follow"])
        .takes(Takes::Letters),
        run: |_, ws, _| label_mentions(ws),
    },
    Command {
        spec: CommandSpec::new(
            Group::Mentions,
            "label-entities",
            &["F"],
            Needs::DOCUMENT.and(Needs::STATS).and(Needs::PAGE),
            "label the entities in the panel; type a label to select one",
        )
        .synonyms(&["jump", "follow"])
        .takes(Takes::Letters),
        run: |view, ws, _| view.label_entities(ws),
    },
    Command {
        spec: CommandSpec::new(
            Group::Articles,
            "right",
            &["Tab", "l", "Right"],
            Needs::DOCUMENT.and(Needs::PAGE),
            "next pane",
        )
        .synonyms(&["tab", "window"]),
        run: |_, ws, _| focus(ws, ws.focus.next()),
    },
    Command {
        spec: CommandSpec::new(
            Group::Articles,
            "left",
            &["BackTab", "h", "Left"],
            Needs::DOCUMENT.and(Needs::PAGE),
            "previous pane",
        )
        .synonyms(&["tab", "window"]),
        run: |_, ws, _| focus(ws, ws.focus.previous()),
    },
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "select",
            &["Enter"],
            Needs::DOCUMENT.and(Needs::ROWS).and(Needs::PAGE),
            "select the entity of the current mention or row",
        )
        .synonyms(&["choose", "follow"]),
        run: |view, ws, _| view.select(ws),
    },
];

fn focus(ws: &mut Workspace, pane: Pane) -> Flow {
    ws.focus = pane;
    Flow::Handled
}

fn label_mentions(ws: &mut Workspace) -> Flow {
    let visible = ws.visible_bytes();
    let Some(id) = ws.open_id() else { return Flow::Handled };
    let hidden = selection::HiddenKinds::of(ws);
    let seen = ws
        .index()
        .mentions_between(id, visible)
        .filter(|(referent, mention)| selection::is_drawn(ws, mention) && !hidden.hide(*referent));
    let mut targets: Vec<Target> = seen.map(|(_, mention)| Target::Mention(mention.start as usize)).collect();
    // Mentions that begin at the same byte share a label, which goes to the longest one.
    targets.dedup();
    go_to::read(ws);
    if targets.is_empty() {
        ws.notify("No mention on this page");
        return Flow::Handled;
    }
    Flow::Open(Box::new(JumpLabels::new(targets, Pane::Text)))
}

impl Read {
    /// Returns the entity at the panel's cursor.
    pub fn entity_at_cursor(&self, ws: &Workspace) -> Option<ReferentId> {
        self.panel.entity(ws)
    }

    fn go_to_shared_paragraph(&mut self, ws: &mut Workspace, count: Count, direction: Direction) -> Flow {
        let offered = self.panel.entity(ws);
        let partner = walk::partner(ws, offered, ws.focus == Pane::Entities);
        walk::to_shared_paragraph(ws, count, direction, partner);
        Flow::Handled
    }

    fn label_entities(&mut self, ws: &mut Workspace) -> Flow {
        // If not all panes fit, the focus makes the panel visible.
        let from = std::mem::replace(&mut ws.focus, Pane::Entities);
        self.panel.settle(ws);
        let rows = panel::rows(ws);
        let shown = self.panel.shown(ws).unwrap_or_default();
        let entity = |row: usize| match rows.get(row) {
            Some(PanelRow::Entity { entity, .. }) => Some(Target::Entity(entity.key(ws.index().gazetteer()))),
            _ => None,
        };
        let mut targets: Vec<Target> = shown.filter_map(entity).collect();
        // An entity with two rows has one label.
        let mut seen = HashSet::new();
        targets.retain(|target| seen.insert(target.clone()));
        if targets.is_empty() {
            ws.focus = from;
            ws.notify("No entity in the panel");
            return Flow::Handled;
        }
        Flow::Open(Box::new(JumpLabels::new(targets, from)))
    }

    fn select(&mut self, ws: &mut Workspace) -> Flow {
        match ws.focus {
            Pane::Articles => article_pane::open_at_cursor(ws),
            Pane::Entities => {
                if let Some(referent) = self.panel.entity(ws) {
                    selection::select(ws, referent);
                }
            }
            Pane::Text => selection::select_current(ws),
        }
        Flow::Handled
    }
}

fn move_text(ws: &mut Workspace, motion: Motion) {
    match motion {
        Motion::Start | Motion::End => {
            go_to::leave(ws);
            if let Some(open) = &ws.open {
                ws.viewport = if motion == Motion::End {
                    viewport::end(open, ws.measure(), ws.page_height())
                } else {
                    ViewportTop::default()
                };
            }
        }
        Motion::Row(number) => scroll::to_paragraph(ws, number),
        _ => scroll::scroll_text(ws, motion.rows(ws.page_height())),
    }
}

impl View for Read {
    fn id(&self) -> ViewId {
        READ
    }

    fn commands(&self) -> Vec<CommandSpec> {
        view::specs(COMMANDS)
    }

    fn run(&mut self, ws: &mut Workspace, name: &str, count: Count) -> Flow {
        view::run(COMMANDS, self, ws, name, count)
    }

    fn changed(&mut self, _ws: &Workspace, changes: Changes) {
        if changes.intersects(Changes::SELECTION | Changes::KINDS) {
            self.panel = PanelCursor::default();
        }
        if changes.contains(Changes::DOCUMENT) {
            self.panel.scroll_to_start();
        }
    }

    fn layout(&mut self, ws: &mut Workspace) {
        self.panel.settle(ws);
        article_filter::settle(ws, article_pane::capacity(ws));
    }

    fn motion(&mut self, ws: &mut Workspace, motion: Motion) {
        if let Motion::TextRows(rows) = motion {
            scroll::scroll_text(ws, rows);
            return;
        }
        match ws.focus {
            Pane::Articles => article_filter::step(ws, motion.rows(article_pane::capacity(ws))),
            Pane::Entities => self.panel.go(ws, motion),
            Pane::Text => move_text(ws, motion),
        }
    }

    fn row(&self, ws: &Workspace) -> Option<(usize, usize)> {
        match ws.focus {
            Pane::Articles => Some((ws.articles.row(), ws.listing().len())),
            Pane::Entities => Some(self.panel.place(ws)),
            Pane::Text => None,
        }
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        mouse::press(&mut self.panel, ws, column, row);
        Flow::Handled
    }

    fn wheel(&mut self, ws: &mut Workspace, column: u16, row: u16, sign: isize) {
        mouse::wheel(&mut self.panel, ws, column, row, sign);
    }

    fn subject(&self, ws: &Workspace) -> Subject {
        match ws.focus {
            Pane::Articles => article_filter::at_cursor(ws).map_or(Subject::None, Subject::Article),
            Pane::Entities => {
                let entity = self.panel.entity(ws).and_then(|referent| ws.key_of(referent));
                entity.map_or(Subject::Page, Subject::Entity)
            }
            Pane::Text if ws.selection.entity().is_none() && selection::current_mention(ws).is_none() => {
                let open = ws.open.as_ref().map(|open| open.article.key.clone());
                open.filter(|key| ws.index().find(key).is_some()).map_or(Subject::None, Subject::Article)
            }
            Pane::Text => Subject::Page,
        }
    }

    fn is_ready(&self, ws: &Workspace) -> bool {
        match ws.focus {
            Pane::Articles => !ws.listing.is_waiting(),
            Pane::Entities => {
                ws.open_id().is_none() || (ws.article_stats().is_some() && ws.corpus_stats().is_some())
            }
            Pane::Text => true,
        }
    }

    fn status(&self, ws: &Workspace, columns: usize) -> Status {
        status::status(ws, columns)
    }

    fn hints(&self, ws: &Workspace) -> &'static [Hint] {
        hints(ws)
    }

    fn is_idle(&self, ws: &Workspace, command: &str) -> bool {
        let is_selected = ws.selection.entity().is_some();
        ws.focus == Pane::Entities
            && match command {
                "select" => self.panel.entity(ws).is_none(),
                "next-passage" | "sentences-of-both" | "cancel" => !is_selected,
                "card" => !is_selected && self.panel.entity(ws).is_none(),
                _ => false,
            }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace, marks: &Marks) {
        draw::draw(&self.panel, ws, marks, canvas);
    }
}

fn hints(ws: &Workspace) -> &'static [Hint] {
    if ws.lists_few_names() {
        return &[
            ("suggest", "suggest names (few are listed)"),
            ("add", "add one"),
            ("help", "keys"),
            ("close", "quit"),
        ];
    }
    match ws.focus {
        Pane::Articles => &[
            ("select", "open"),
            ("down", "down"),
            ("right", "text"),
            ("card", "card"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        Pane::Entities => &[
            ("select", "select"),
            ("left", "text"),
            ("next-mention", "next mention"),
            ("next-passage", "shared"),
            ("sentences-of-both", "sentences"),
            ("cancel", "clear selection"),
            ("card", "card"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        Pane::Text if ws.search.is_some() => &[
            ("next-hit", "next hit"),
            ("previous-hit", "previous hit"),
            ("cancel", "end search"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        Pane::Text if ws.selection.entity().is_some() => &[
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("next-entity-article", "next article"),
            ("card", "card"),
            ("compare", "compare"),
            ("cancel", "clear selection"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        Pane::Text if selection::current_mention(ws).is_some() => &[
            ("select", "select it"),
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("right", "entities"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        Pane::Text => &[
            ("next-mention", "next mention"),
            ("right", "entities"),
            ("compare", "compare"),
            ("search", "search"),
            ("next-article", "next article"),
            ("help", "keys"),
            ("close", "quit"),
        ],
    }
}
