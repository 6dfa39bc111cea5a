//! The card: details of the row at the view's cursor, of the selected entity, or of the current mention.
//!
//! Except on a low screen, it covers hardly more than the bottom half of the page, so that the mention it describes
//! stays in sight. It is not modal: it stays open and follows jumps to other mentions, rows and cells
//! ([`Card::layout`] follows the subject). Other movements scroll it.
//!
//! Its text comes from [`facts`] and [`article_facts`]. The card runs its own queries for the counts and the
//! explanation.
//!
//! Limitation: until these queries are answered, the card lacks what they provide; `…` stands for the number of
//! mentions.

pub mod article_facts;
mod draw;
pub mod facts;

use std::sync::Arc;

use facts::{Fact, Known, LABEL_COLUMNS};

use crate::app::actions::selection;
use crate::app::geometry::Area;
use crate::app::input::command::{CommandSpec, Group, Motion};
use crate::app::input::{Key, READ};
use crate::app::jobs::{AnySlot, Slot};
use crate::app::queries::{EntityCountQuery, ExplainQuery, Explanation, Snapshot};
use crate::app::state::subject::Subject;
use crate::app::workspace::{CARD_ROWS, CARD_SLACK, Workspace};
use crate::mention::EntityKey;
use crate::text::wrap::wrap;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Hint, Overlay};
use crate::ui::popup::MIN_COLUMNS;
use crate::ui::scroll::{Scroll, WHEEL_ROWS};

/// Width of the card, in columns, with its border, if enough columns are left beside it.
const MAX_WIDTH: u16 = 68;
/// The card stays within a text pane of at least this many columns. If the text has fewer, it covers the panes beside it
/// too.
const MIN_PANE: u16 = 60;
/// Number of columns beside the card that is too small to leave visible: the text there would be cut off mid-word.
const SLIVER: u16 = 16;

/// The card.
#[derive(Debug, Default)]
pub struct Card {
    scroll: Scroll,
    /// The counts of its entity.
    pub entity_count: Slot<EntityCountQuery>,
    /// Why the current mention was matched.
    pub explanation: Slot<ExplainQuery>,
    title: Option<String>,
    facts: Vec<Fact>,
    area: Area,
}

impl Card {
    /// True if there is something to show on a card.
    pub fn has_subject(ws: &Workspace, subject: &Subject) -> bool {
        match subject {
            Subject::None => false,
            Subject::Page => ws.selection.entity().is_some() || selection::current_mention(ws).is_some(),
            Subject::Entity(_) | Subject::Article(_) => true,
        }
    }

    /// Returns the title: the entity's name, the text of a mention that names no single entity, or the article's
    /// headline.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns its facts.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Returns the number of rows of the text.
    fn rows(&self) -> usize {
        let room = usize::from(self.area.width.saturating_sub(4)).saturating_sub(LABEL_COLUMNS);
        let room = room.max(MIN_COLUMNS);
        self.facts.iter().map(|(_, text)| wrap(text, room).len()).sum()
    }

    fn shown(&self) -> usize {
        usize::from(self.area.height.saturating_sub(2))
    }

    fn scroll(&mut self, by: isize) -> Flow {
        let (rows, shown) = (self.rows(), self.shown());
        self.scroll.by(by, rows, shown);
        Flow::Handled
    }

    /// Requests the answers that are needed.
    fn want(&mut self, ws: &Workspace, subject: &Subject) {
        let snapshot = Snapshot::of(ws.index());
        let entity = entity_of(ws, subject).filter(|key| ws.index().find_entity(key).is_some());
        self.entity_count.want(entity.map(|entity| EntityCountQuery { snapshot, entity }));
        let mention = selection::current_mention(ws).filter(|_| *subject == Subject::Page);
        self.explanation.want(mention.and_then(|(referent, mention)| {
            let article = Arc::clone(&ws.open.as_ref()?.article);
            let entities = ws.index().referent(referent)?.candidates().to_vec();
            Some(ExplainQuery { generation: ws.index().generation, article, mention, entities })
        }));
    }

    /// Returns why the current mention was matched, if the answer is about it and of this generation.
    fn why(&self, ws: &Workspace) -> Option<&Explanation> {
        let (_, mention) = selection::current_mention(ws)?;
        let (query, explanation) = self.explanation.latest()?;
        let is_of_open = ws.open.as_ref().is_some_and(|open| open.article.key == explanation.article);
        let is_current = query.generation == ws.index().generation && explanation.mention == mention;
        (is_of_open && is_current).then_some(explanation)
    }

    fn derive_facts(&self, ws: &Workspace, subject: &Subject) -> Vec<Fact> {
        if let Subject::Article(key) = subject {
            return ws.index().find(key).map(|id| article_facts::facts(ws, id)).unwrap_or_default();
        }
        let entity = entity_of(ws, subject);
        let count = self.entity_count.latest().filter(|(query, _)| Some(&query.entity) == entity.as_ref());
        let known = Known { count: count.map(|(_, count)| count), why: self.why(ws) };
        let mut all = if *subject == Subject::Page { facts::mention_facts(ws, &known) } else { Vec::new() };
        all.extend(entity.iter().flat_map(|key| facts::entity_facts(ws, key, &known)));
        all
    }

    fn derive_title(ws: &Workspace, subject: &Subject) -> Option<String> {
        if let Subject::Article(key) = subject {
            return Some(ws.index().row(ws.index().find(key)?)?.headline.clone());
        }
        let surface = || Some(facts::surface(ws, &selection::current_mention(ws)?.1));
        entity_of(ws, subject).and_then(|key| ws.name_of(&key)).or_else(surface)
    }
}

/// Returns the entity that the card is about: the row's, else the selected one, else that of the current mention.
fn entity_of(ws: &Workspace, subject: &Subject) -> Option<EntityKey> {
    let current = || selection::current_mention(ws).and_then(|(referent, _)| ws.key_of(referent));
    match subject {
        Subject::Entity(key) => Some(key.clone()),
        Subject::Page => ws.selection.entity().cloned().or_else(current),
        Subject::None | Subject::Article(_) => None,
    }
}

/// Returns the first column of the card and its width. It is centred in the text pane, so that the article list and the
/// panel stay visible beside it, or on the whole screen if the text is narrow or not shown.
fn across(ws: &Workspace) -> (u16, u16) {
    let parts = ws.layout();
    let text = parts.text.filter(|text| text.width >= MIN_PANE && ws.view == READ);
    let room = text.unwrap_or(parts.body);
    let leaves_slivers = room.width <= MAX_WIDTH + 2 * SLIVER;
    let width = if leaves_slivers { room.width } else { room.width.min(MAX_WIDTH) };
    (room.x + (room.width - width) / 2, width)
}

impl Overlay for Card {
    fn is_modal(&self) -> bool {
        false
    }

    fn key(&mut self, _ws: &mut Workspace, _key: Key) -> Flow {
        Flow::Ignored
    }

    fn press(&mut self, _ws: &mut Workspace, _column: u16, _row: u16) -> Flow {
        Flow::Close
    }

    fn wheel(&mut self, _ws: &mut Workspace, sign: isize) -> Flow {
        self.scroll(sign * WHEEL_ROWS)
    }

    fn motion(&mut self, _ws: &mut Workspace, motion: Motion) -> Flow {
        if matches!(motion, Motion::TextRows(_)) {
            return Flow::Ignored;
        }
        self.scroll(motion.rows(self.shown()))
    }

    fn stays_open(&self, command: &CommandSpec) -> bool {
        let is_jump =
            command.group == Group::Mentions && !matches!(command.name, "label-mentions" | "label-entities");
        command.is_motion() || command.jumps || is_jump
    }

    fn layout(&mut self, ws: &mut Workspace, subject: &Subject) {
        self.want(ws, subject);
        self.title = Self::derive_title(ws, subject);
        self.facts = self.derive_facts(ws, subject);
        let body = ws.layout().body;
        let (x, width) = across(ws);
        self.area = Area { x, width, ..body };
        // At most the bottom half of the page or `CARD_ROWS`, whichever is more, and up to `CARD_SLACK` more if that
        // shows everything.
        let half = (body.height / 2).max(CARD_ROWS);
        let all = u16::try_from(self.rows()).unwrap_or(u16::MAX).saturating_add(2);
        let height = if all <= half + CARD_SLACK { all } else { half }.min(body.height);
        self.area = Area { x, y: body.y + body.height - height, width, height };
    }

    fn covered(&self) -> Option<Area> {
        Some(self.area)
    }

    fn is_waiting(&self) -> bool {
        self.explanation.is_waiting() || self.entity_count.is_waiting()
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![&mut self.entity_count, &mut self.explanation]
    }

    fn hints(&self, ws: &Workspace) -> Option<&'static [Hint]> {
        Some(if ws.view == READ {
            &[("next-mention", "next mention"), ("down", "scroll"), ("close", "close")]
        } else {
            &[("down", "scroll"), ("close", "close")]
        })
    }

    fn is_idle(&self, _ws: &Workspace, command: &str) -> bool {
        command == "down" && self.rows() <= self.shown()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _ws: &Workspace) {
        if let Some(title) = &self.title {
            draw::draw(title, &self.facts, self.area, self.scroll.top, canvas);
        }
    }
}
