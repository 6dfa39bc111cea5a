//! The list that asks which entity a name is an alias of.
//!
//! Until something is typed, likely owners come first: the selected entity, the one mentioned here, the suggested one.
//! Typed letters filter by any of an entity's names, and the best match comes first. The rows are a query, since a list
//! may have very many names.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::fuzzy::rank;
use crate::app::geometry::{Area, KeyedCursor};
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode, READ};
use crate::app::jobs::{Lane, Library, Query, Slot, Stop};
use crate::app::workspace::Workspace;
use crate::gazetteer::{Entry, Gazetteer, KindId};
use crate::overlays::add_entity::choosing::{Choosing, Likely};
use crate::text::fold::fold_form;

/// Maximum number of rows listed.
const MAX_ROWS: usize = 500;
/// Minimum width of the box, in columns, with its borders, if the screen has as many.
const MIN_COLUMNS: u16 = 60;
/// Maximum height of the box, in rows.
const MAX_HEIGHT: u16 = 16;
/// Rows outside the list: the borders and the input line.
const FRAME_ROWS: u16 = 3;

/// The list, and the menu that it was opened from.
#[derive(Debug)]
pub struct Owners {
    /// The menu.
    pub choosing: Choosing,
    /// The text typed so far.
    pub line: TextField,
    /// The cursor, which stays on its entity until other text is typed.
    pub cursor: KeyedCursor<String>,
    /// The rows that match the typed text.
    pub found: Slot<OwnersQuery>,
}

/// The outcome of a key or a press.
pub enum Outcome {
    /// The list stays open.
    Stays,
    /// Back to the menu.
    Back,
    /// An entity was chosen, by its id.
    Chosen(String),
}

/// An entity that the name may be an alias of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRow {
    /// Its id.
    pub id: String,
    /// The one of its names that matches best; its main name if nothing is typed.
    pub name: String,
    /// Indices of the grapheme clusters of the name that match what was typed, in order.
    pub typed: Vec<u32>,
    /// Its kind.
    pub kind: KindId,
    /// Why it is likely, or its main name if another of its names matches best; may be empty.
    pub note: String,
}

/// Asks for the entities that match the typed text.
#[derive(Clone, Debug)]
pub struct OwnersQuery {
    list: Arc<Gazetteer>,
    typed: String,
    /// The likely entities, by id.
    likely: Vec<(String, Likely)>,
    /// The folded name. Entities that already have it are left out.
    name: String,
}

impl PartialEq for OwnersQuery {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.list, &other.list)
            && (&self.typed, &self.likely, &self.name) == (&other.typed, &other.likely, &other.name)
    }
}

impl Query for OwnersQuery {
    /// The rows, and how many entities match.
    type Answer = (Vec<OwnerRow>, usize);
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let likely = self.likely.iter().filter_map(|(id, why)| {
            let entry = self.list.entry(self.list.find_id(id)?)?;
            Some((entry, why.label()))
        });
        let all = likely.chain(self.list.entries.iter().map(|entry| (entry, "")));
        let mut seen = HashSet::new();
        let eligible = all.filter(|(entry, _)| can_own(entry, &self.name) && seen.insert(entry.id.as_str()));
        let candidates = eligible.flat_map(|(entry, why)| {
            let others = entry.forms.iter().filter(|form| form.text != entry.name);
            let others = others.map(move |form| ((entry, entry.name.as_str()), form.text.clone()));
            std::iter::once(((entry, why), entry.name.clone())).chain(others)
        });
        let (ranked, _) = rank(candidates, &self.typed, usize::MAX);
        let mut shown = HashSet::new();
        let mut rows: Vec<OwnerRow> = ranked
            .into_iter()
            .filter(|meant| shown.insert(meant.target.0.id.as_str()))
            .map(|meant| OwnerRow {
                id: meant.target.0.id.clone(),
                name: meant.text,
                typed: meant.typed,
                kind: meant.target.0.kind,
                note: meant.target.1.to_owned(),
            })
            .collect();
        let count = rows.len();
        rows.truncate(MAX_ROWS);
        answer((rows, count));
    }
}

/// True if a folded name can be added to an entity: the entity does not have the name yet, and its names do not come
/// from a pattern.
fn can_own(entry: &Entry, name: &str) -> bool {
    !entry.is_template && !entry.forms.iter().any(|form| fold_form(&form.text) == name)
}

impl Owners {
    /// Asks which entity the name of a menu is an alias of.
    pub fn new(ws: &Workspace, choosing: Choosing) -> Self {
        let mut owners = Self {
            choosing,
            line: TextField::default(),
            cursor: KeyedCursor::default(),
            found: Slot::default(),
        };
        owners.request(ws);
        owners
    }

    fn request(&mut self, ws: &Workspace) {
        self.found.want(Some(OwnersQuery {
            list: Arc::clone(ws.index().gazetteer()),
            typed: self.line.text().to_owned(),
            likely: self.choosing.likely(ws),
            name: fold_form(&self.choosing.text),
        }));
    }

    /// Returns the rows, perhaps still those for the previous text.
    pub fn rows(&self) -> &[OwnerRow] {
        rows_in(&self.found)
    }

    /// Returns how many entities match, listed or not; perhaps still for the previous text. None until it is known.
    pub fn count(&self) -> Option<usize> {
        self.found.latest().map(|(_, (_, count))| *count)
    }

    /// Handles a key.
    pub fn key(&mut self, ws: &mut Workspace, key: Key) -> Outcome {
        let page = isize::try_from(rows_of(frame(ws))).unwrap_or(1);
        match (key.code, key.ctrl) {
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(1),
            (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => self.step(-1),
            (KeyCode::PageDown, _) => self.step(page),
            (KeyCode::PageUp, _) => self.step(-page),
            _ => match self.line.prompt_key(key, None) {
                PromptEdit::Accepted => return self.choose(ws),
                PromptEdit::Cancelled => return Outcome::Back,
                PromptEdit::Changed => self.restart(ws),
                PromptEdit::Unchanged => {}
            },
        }
        Outcome::Stays
    }

    /// Handles pasted text.
    pub fn paste(&mut self, ws: &Workspace, text: &str) {
        if self.line.insert(text) == Edit::Changed {
            self.restart(ws);
        }
    }

    fn restart(&mut self, ws: &Workspace) {
        self.cursor = KeyedCursor::default();
        self.request(ws);
    }

    /// Handles a press at a cell.
    pub fn press(&self, ws: &Workspace, column: u16, row: u16) -> Outcome {
        let area = frame(ws);
        if !area.contains(column, row) {
            return Outcome::Back;
        }
        let line = row.checked_sub(area.y + 2).map(usize::from).filter(|line| *line < rows_of(area));
        let row = line.and_then(|line| self.rows().get(self.cursor.top() + line));
        row.map_or(Outcome::Stays, |row| Outcome::Chosen(row.id.clone()))
    }

    fn choose(&self, ws: &mut Workspace) -> Outcome {
        if let Some(row) = self.rows().get(self.cursor.row()) {
            return Outcome::Chosen(row.id.clone());
        }
        ws.notify(match self.line.text().trim() {
            "" => "No entity to choose".to_owned(),
            typed => format!("No entity matches {typed}"),
        });
        Outcome::Stays
    }

    /// Moves the cursor by a number of rows.
    pub fn step(&mut self, by: isize) {
        let rows = rows_in(&self.found);
        self.cursor.step(by, rows.len(), |at| id_at(rows, at));
    }

    /// Requests the rows again if the list was reloaded. Unless rows are on their way, finds the cursor's entity again
    /// and scrolls to it.
    pub fn layout(&mut self, ws: &Workspace) {
        self.request(ws);
        // Until the new rows arrive, those shown are for the previous text.
        if !self.found.is_waiting() {
            let rows = rows_in(&self.found);
            let find = |id: &String| rows.iter().position(|row| row.id == *id);
            self.cursor.settle(rows.len(), rows_of(frame(ws)), |at| id_at(rows, at), find);
        }
    }
}

fn rows_in(found: &Slot<OwnersQuery>) -> &[OwnerRow] {
    found.latest().map_or(&[], |(_, (rows, _))| rows)
}

fn id_at(rows: &[OwnerRow], at: usize) -> Option<String> {
    rows.get(at).map(|row| row.id.clone())
}

/// Returns the area of the box: as wide as one or more whole panes, so that it cuts off no text beside it.
pub fn frame(ws: &Workspace) -> Area {
    let parts = ws.layout();
    let body = parts.body;
    let (x, width) = if ws.view == READ { parts.across(MIN_COLUMNS) } else { (body.x, body.width) };
    Area { x, width, y: body.y, height: MAX_HEIGHT.min(body.height) }
}

/// Returns the number of rows of the list in a box, at least 1.
pub fn rows_of(frame: Area) -> usize {
    usize::from(frame.height.saturating_sub(FRAME_ROWS)).max(1)
}
