//! The entity panel: its rows, and the cursor among the rows of entities.

use crate::analysis::cooccurrence::{
    MIN_ARTICLES_FOR_MEASURES, MIN_JOINT_FOR_MEASURES, Neighbour, Neighbourhood,
};
use crate::app::geometry::{Area, ListCursor, Pane};
use crate::app::input::command::Motion;
use crate::app::workspace::Workspace;
use crate::corpus::ReferentId;
use crate::gazetteer::KindId;
use crate::mention::{EntityKey, EntityRef};
use crate::text::width::width;
use crate::text::wrap::wrap;

/// A row of the panel. There may be very many; the text of an entity is built only if it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelRow<'a> {
    /// The heading of a kind.
    Kind(KindId),
    /// An empty row between groups.
    Empty,
    /// Text.
    Words(String),
    /// Text at the left, and the heads of the columns of numbers at the right.
    Columns(&'static str, [&'static str; 2]),
    /// An entity with numbers at the right.
    Entity {
        /// Its id.
        referent: ReferentId,
        /// The entity.
        entity: &'a EntityRef,
        /// Numbers in the order of the columns.
        numbers: Numbers,
    },
}

/// The numbers of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numbers {
    /// Mentions.
    One(u32),
    /// Shared paragraphs and sentences.
    Two(u32, u32),
    /// Shared articles, and logDice if there are enough articles, shared and in all.
    Strength(u32, Option<f64>),
}

impl Numbers {
    /// Returns each number as it is shown.
    pub fn cells(self) -> Vec<String> {
        match self {
            Self::One(mentions) => vec![mentions.to_string()],
            Self::Two(paragraphs, sentences) => vec![paragraphs.to_string(), sentences.to_string()],
            Self::Strength(articles, strength) => {
                let strength = strength.map_or("·".to_owned(), |strength| format!("{strength:.1}"));
                vec![articles.to_string(), strength]
            }
        }
    }
}

/// Returns the widths of the two columns of numbers, each with the space before it: enough for its greatest number and
/// for its head.
pub fn number_columns(rows: &[PanelRow<'_>]) -> [u16; 2] {
    let (mut first, mut last) = (0, 0);
    let mut head_widths = [MIN_NUMBER_COLUMNS; 2];
    for row in rows {
        match row {
            PanelRow::Columns(_, heads) => {
                for (columns, head) in head_widths.iter_mut().zip(heads) {
                    *columns = (*columns).max(width(head) as u16 + 1);
                }
            }
            PanelRow::Entity { numbers, .. } => match *numbers {
                Numbers::One(mentions) => last = last.max(mentions),
                Numbers::Two(paragraphs, sentences) => {
                    first = first.max(paragraphs);
                    last = last.max(sentences);
                }
                Numbers::Strength(articles, _) => first = first.max(articles),
            },
            _ => {}
        }
    }
    let digits = |number: u32| number.checked_ilog10().map_or(1, |tens| tens as u16 + 1);
    let [first_head, last_head] = head_widths;
    [(digits(first) + 1).max(first_head), (digits(last) + 1).max(last_head)]
}

/// Minimum width of a column of numbers.
const MIN_NUMBER_COLUMNS: u16 = 5;

/// Returns the rows for the open article and the selected entity. Empty while they are being counted, and if no article
/// is open.
pub fn rows(ws: &Workspace) -> Vec<PanelRow<'_>> {
    match (ws.selection.entity(), ws.article_stats()) {
        (_, None) => Vec::new(),
        (None, Some(here)) => {
            let mut rows = Vec::new();
            let mut kind = None;
            let hidden = ws.hidden_kinds();
            for counted in &here.entities {
                let entity_kind = ws.index().gazetteer().entry(counted.entity.entry).map(|entry| entry.kind);
                if entity_kind.is_some_and(|entity_kind| hidden.contains(entity_kind)) {
                    continue;
                }
                if entity_kind != kind {
                    if !rows.is_empty() {
                        rows.push(PanelRow::Empty);
                    }
                    rows.extend(entity_kind.map(PanelRow::Kind));
                    kind = entity_kind;
                }
                rows.push(PanelRow::Entity {
                    referent: counted.referent,
                    entity: &counted.entity,
                    numbers: Numbers::One(counted.mentions),
                });
            }
            if rows.is_empty() {
                let (kinds, suggest) = (ws.keymap.key_of("kinds"), ws.keymap.key_of("suggest"));
                let words = if !here.entities.is_empty() {
                    ["All kinds mentioned".to_owned(), format!("here are hidden: {kinds}.")]
                } else if ws.index().gazetteer().entries.is_empty() {
                    ["No names are listed.".to_owned(), format!("{suggest} suggests some.")]
                } else if here.ambiguous > 0 {
                    ["Only ambiguous", "mentions are here."].map(str::to_owned)
                } else {
                    ["No name of the list", "is in this article."].map(str::to_owned)
                };
                rows.extend(words.map(PanelRow::Words));
            }
            rows
        }
        (Some(_), Some(here)) => {
            let mut rows = Vec::new();
            if let Some(near) = &here.neighbourhood {
                rows.extend(article_rows(ws, near));
            } else {
                rows.push(PanelRow::Words("not in this article".to_owned()));
            }
            if let Some(near) = ws.corpus_stats().and_then(|everywhere| everywhere.neighbourhood.as_ref()) {
                rows.push(PanelRow::Empty);
                rows.extend(corpus_rows(ws, near));
                for note in footnotes(ws, near) {
                    rows.push(PanelRow::Empty);
                    rows.extend(wrapped(note, room(ws)).into_iter().map(PanelRow::Words));
                }
            }
            rows
        }
    }
}

fn article_rows<'a>(ws: &Workspace, near: &'a Neighbourhood) -> Vec<PanelRow<'a>> {
    if near.mentions == 0 {
        return vec![PanelRow::Words("not in this article".to_owned())];
    }
    let (all, own) = near.paragraphs;
    let mut rows = counted_rows(ws, &format!("Here: {own} of {all}"), all, PARAGRAPHS);
    rows.push(PanelRow::Columns("shared with", heads(ws, PARAGRAPHS, SENTENCES)));
    rows.extend(sharing_paragraphs(near));
    none_if_alone(ws, &mut rows, near);
    rows
}

/// True if there are enough articles for the measures over articles, which then rank the entities under "In all".
fn is_measured(near: &Neighbourhood) -> bool {
    near.articles.0 as usize >= MIN_ARTICLES_FOR_MEASURES
}

fn corpus_rows<'a>(ws: &Workspace, near: &'a Neighbourhood) -> Vec<PanelRow<'a>> {
    let plus = ws.loading.plus();
    if is_measured(near) {
        let (all, own) = near.articles;
        let mut rows = counted_rows(ws, &format!("In all: {own} of {all}{plus}"), all, ARTICLES);
        rows.push(PanelRow::Words("ranked by G² (below)".to_owned()));
        rows.push(PanelRow::Columns("shared with", heads(ws, ARTICLES, STRENGTH)));
        rows.extend(near.neighbours.iter().map(|neighbour| {
            let strength = neighbour.measures.map(|measures| measures.logdice);
            entity_row(neighbour, Numbers::Strength(neighbour.articles, strength))
        }));
        none_if_alone(ws, &mut rows, near);
        return rows;
    }
    let (all, own) = near.paragraphs;
    let mut rows = counted_rows(ws, &format!("In all: {own} of {all}{plus}"), all, PARAGRAPHS);
    rows.push(PanelRow::Words("ranked by paragraphs".to_owned()));
    rows.push(PanelRow::Columns("shared with", heads(ws, PARAGRAPHS, SENTENCES)));
    rows.extend(sharing_paragraphs(near));
    none_if_alone(ws, &mut rows, near);
    rows
}

/// Returns footnotes that explain the numbers and the ranking, one paragraph each.
fn footnotes(ws: &Workspace, near: &Neighbourhood) -> Vec<&'static str> {
    // The texts below contain these numbers.
    const { assert!(MIN_ARTICLES_FOR_MEASURES == 30 && MIN_JOINT_FOR_MEASURES == 3) };
    let [_, strength] = heads(ws, ARTICLES, STRENGTH);
    let ranking = if is_measured(near) {
        [
            "In all, ranked by G² (log-likelihood) over articles, from 30 articles on.",
            if strength == STRENGTH.0 {
                "strength: logDice, 14 at most; · if fewer than 3 articles are shared."
            } else {
                "str.: strength as logDice, 14 at most; · if fewer than 3 articles are shared."
            },
        ]
    } else {
        ["Ranked by shared paragraphs; in all, by G² (log-likelihood) over articles from 30 articles on.", ""]
    };
    let notes = ranking.into_iter().chain(["Titles and headings are paragraphs too."]);
    notes.filter(|note| !note.is_empty()).collect()
}

/// Returns the heads of two columns: in full if the panel has room for them beside the names, else abbreviated.
fn heads(ws: &Workspace, first: Unit, last: Unit) -> [&'static str; 2] {
    // One panel may have rows in any of the units, so the longest heads must fit.
    let longest = width(PARAGRAPHS.0) + width(SENTENCES.0) + 2;
    if room(ws) >= longest + MIN_NAME_COLUMNS { [first.0, last.0] } else { [first.1, last.1] }
}

/// Minimum columns of names beside unabbreviated heads.
const MIN_NAME_COLUMNS: usize = 18;

/// Returns the columns that the panel has for text.
fn room(ws: &Workspace) -> usize {
    usize::from(ws.layout().panel.map_or(0, |panel| panel.width.saturating_sub(MARGINS)))
}

fn wrapped(words: &str, columns: usize) -> Vec<String> {
    let rows = wrap(words, columns.max(1)).into_iter();
    rows.map(|row| words.get(row).unwrap_or_default().trim_end().to_owned()).collect()
}

/// Returns numbers with their unit: in full if the panel has room for it, else abbreviated, and wrapped if they are
/// still too long. `count` is the number that the unit belongs to.
fn counted(ws: &Workspace, numbers: &str, count: u32, (plural, short): Unit) -> Vec<String> {
    let whole = if count == 1 { plural.strip_suffix('s').unwrap_or(plural) } else { plural };
    let words = format!("{numbers} {whole}");
    if width(&words) <= room(ws) {
        return vec![words];
    }
    wrapped(&format!("{numbers} {short}"), room(ws))
}

fn counted_rows<'a>(ws: &Workspace, numbers: &str, count: u32, unit: Unit) -> Vec<PanelRow<'a>> {
    counted(ws, numbers, count, unit).into_iter().map(PanelRow::Words).collect()
}

/// What numbers count or measure, in full, and abbreviated. In full, what is counted is in the plural.
type Unit = (&'static str, &'static str);

const PARAGRAPHS: Unit = ("paragraphs", "par.");
const SENTENCES: Unit = ("sentences", "sent.");
const ARTICLES: Unit = ("articles", "art.");
const STRENGTH: Unit = ("strength", "str.");

/// Returns the rows of entities that share a paragraph with the selected one. Sharing only an article says little.
fn sharing_paragraphs(near: &Neighbourhood) -> impl Iterator<Item = PanelRow<'_>> {
    let sharing = near.neighbours.iter().filter(|neighbour| neighbour.paragraphs > 0);
    sharing.map(|neighbour| entity_row(neighbour, Numbers::Two(neighbour.paragraphs, neighbour.sentences)))
}

fn none_if_alone(ws: &Workspace, rows: &mut Vec<PanelRow<'_>>, near: &Neighbourhood) {
    if !rows.iter().any(|row| matches!(row, PanelRow::Entity { .. })) {
        let unit = if is_measured(near) { "an article" } else { "a paragraph" };
        let words = format!("no other listed name shares {unit}");
        rows.extend(wrapped(&words, room(ws)).into_iter().map(PanelRow::Words));
    }
}

fn entity_row(neighbour: &Neighbour, numbers: Numbers) -> PanelRow<'_> {
    PanelRow::Entity { referent: neighbour.referent, entity: &neighbour.entity, numbers }
}

/// Returns the lines that describe the selected entity above the rows, for a panel of this size: its name, kind, note
/// and totals, and an empty line. Empty if nothing is selected. A panel with few rows has neither the note nor the
/// empty line.
pub fn head(ws: &Workspace, columns: usize, rows: usize) -> Vec<HeadLine> {
    let Some(name) = ws.selected_name() else { return Vec::new() };
    let gazetteer = ws.index().gazetteer();
    let entry = ws.selection.entity().and_then(|key| gazetteer.find_id(&key.id));
    let entry = entry.and_then(|id| gazetteer.entry(id));
    let kind = entry.and_then(|entry| gazetteer.kind(entry.kind)).map_or("", |kind| kind.id.as_str());
    let note = entry.and_then(|entry| entry.note.as_deref()).filter(|_| rows >= MIN_ROWS_FOR_NOTE);
    let about = note.map_or(kind.to_owned(), |note| format!("{kind} · {note}"));
    let mut lines = vec![HeadLine::Name(name)];
    lines.extend(wrapped(&about, columns).into_iter().map(HeadLine::About));
    lines.extend(totals(ws).into_iter().map(HeadLine::Totals));
    if rows >= MIN_ROWS_FOR_NOTE {
        lines.push(HeadLine::About(String::new()));
    }
    lines
}

/// Empty columns at the sides of the panel.
pub const MARGINS: u16 = 2;
/// Minimum rows of a panel that shows the note.
const MIN_ROWS_FOR_NOTE: usize = 14;
/// Minimum rows of a list that shows how many rows are hidden below it.
const MIN_ROWS_FOR_NUMBER: usize = 3;

/// A line of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadLine {
    /// The selected entity's name.
    Name(String),
    /// Its kind and its note.
    About(String),
    /// Its mentions here and in all articles.
    Totals(String),
}

/// Returns "9 here · 41 in 5/5 articles", wrapped if it is too long, or "in no article". An empty line while the
/// mentions are being counted.
fn totals(ws: &Workspace) -> Vec<String> {
    if ws.selected_id().is_none() {
        return vec!["in no article".to_owned()];
    }
    let here = ws.article_stats().and_then(|here| here.neighbourhood.as_ref());
    let (Some(here), Some(everywhere)) = (here, ws.corpus_stats()) else { return vec![String::new()] };
    let all: u32 = everywhere.mentions.iter().sum();
    let articles = everywhere.mentions.iter().filter(|count| **count > 0).count();
    let plus = ws.loading.plus();
    let numbers =
        format!("{} here · {all}{plus} in {articles}/{}{plus}", here.mentions, everywhere.mentions.len());
    let count = if plus.is_empty() { everywhere.mentions.len() } else { 0 };
    counted(ws, &numbers, u32::try_from(count).unwrap_or(0), ARTICLES)
}

/// Returns the area of the rows: below the head, and above the card if it covers the panel. None if the panel is not
/// shown.
pub fn list_area(ws: &Workspace) -> Option<Area> {
    let area = ws.layout().panel?;
    let area = Area { x: area.x + 1, width: area.width.saturating_sub(MARGINS), ..area };
    let head = head(ws, usize::from(area.width), usize::from(area.height)).len();
    let head = area.height.min(u16::try_from(head).unwrap_or(u16::MAX));
    Some(ws.uncovered(Area { y: area.y + head, height: area.height - head, ..area }))
}

/// Returns the rows of entities, each by its index among all rows.
fn entity_rows(rows: &[PanelRow<'_>]) -> Vec<(usize, ReferentId)> {
    let entity = |(at, row): (usize, &PanelRow<'_>)| match row {
        PanelRow::Entity { referent, .. } => Some((at, *referent)),
        _ => None,
    };
    rows.iter().enumerate().filter_map(entity).collect()
}

/// The cursor among the rows of entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelCursor {
    key: Option<EntityKey>,
    /// Index among the entities.
    at: usize,
    /// The first row shown, of all rows.
    top: usize,
}

impl PanelCursor {
    /// The first row shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the row at the cursor, by its index among all rows.
    pub fn row(&self, rows: &[PanelRow<'_>]) -> Option<usize> {
        let entities = entity_rows(rows);
        entities.get(self.at.min(entities.len().saturating_sub(1))).map(|(at, _)| *at)
    }

    /// Returns the entity at the cursor.
    pub fn entity(&self, ws: &Workspace) -> Option<ReferentId> {
        let entities = entity_rows(&rows(ws));
        entities.get(self.at.min(entities.len().saturating_sub(1))).map(|(_, referent)| *referent)
    }

    /// Returns the cursor's position among the entities, from 0, and how many there are.
    pub fn place(&self, ws: &Workspace) -> (usize, usize) {
        let count = entity_rows(&rows(ws)).len();
        (self.at.min(count.saturating_sub(1)), count)
    }

    /// Moves the cursor by a number of entities.
    pub fn step(&mut self, ws: &Workspace, by: isize) {
        let entities = entity_rows(&rows(ws));
        let last = entities.len().saturating_sub(1);
        self.put(ws, &entities, self.at.min(last).saturating_add_signed(by).min(last));
    }

    /// Handles a movement. Pages are measured in rows: headings take room too.
    pub fn go(&mut self, ws: &Workspace, motion: Motion) {
        let by = motion.rows(list_area(ws).map_or(1, |list| usize::from(list.height)));
        if !matches!(motion, Motion::Pages(_) | Motion::HalfPages(_)) {
            return self.step(ws, by);
        }
        let rows = rows(ws);
        let entities = entity_rows(&rows);
        let Some(row) = self.row(&rows) else { return };
        let (at, target) = (self.at.min(entities.len().saturating_sub(1)), row.saturating_add_signed(by));
        let before = |row: usize| entities.partition_point(|(at, _)| *at < row);
        // Move by at least one entity, even past headings that fill a page.
        let at = if by < 0 {
            before(target).min(at.saturating_sub(1))
        } else {
            (before(target + 1).saturating_sub(1)).max(at + 1).min(entities.len() - 1)
        };
        self.put(ws, &entities, at);
    }

    /// Puts the cursor on an entity, by its index among them.
    fn put(&mut self, ws: &Workspace, entities: &[(usize, ReferentId)], at: usize) {
        self.at = at;
        self.key = entities.get(at).and_then(|(_, referent)| ws.key_of(*referent));
    }

    /// Moves the cursor to a row, by its index among all rows. Returns its entity, or None if it has none.
    pub fn move_to(&mut self, ws: &Workspace, row: usize) -> Option<ReferentId> {
        let entities = entity_rows(&rows(ws));
        let at = entities.iter().position(|(at, _)| *at == row)?;
        self.at = at;
        let referent = entities.get(at).map(|(_, referent)| *referent)?;
        self.key = ws.key_of(referent);
        Some(referent)
    }

    /// Finds the cursor's entity again, and scrolls so that it is shown: with its heading if it is the first. Nothing
    /// changes while the rows are being counted.
    pub fn settle(&mut self, ws: &Workspace) {
        let Some(area) = list_area(ws) else { return };
        let rows = rows(ws);
        if rows.is_empty() {
            return;
        }
        let entities = entity_rows(&rows);
        let wanted = self.key.as_ref().and_then(|key| ws.index().find_entity(key));
        // An entity may have two rows: here and in all articles.
        let is_there = |at: usize| entities.get(at).map(|(_, referent)| *referent) == wanted;
        if wanted.is_some() && !is_there(self.at) {
            self.at = (0..entities.len()).find(|at| is_there(*at)).unwrap_or(self.at);
        }
        let row = self.row(&rows).filter(|_| self.at > 0).unwrap_or(0);
        let mut list = ListCursor { at: row, top: self.top };
        // The cursor cannot reach the footnotes, so they are shown with the last entity.
        if self.at + 1 == entities.len() {
            list.at = rows.len().saturating_sub(1);
            list.show(usize::from(area.height), rows.len());
            list.at = row;
        }
        list.show(usize::from(area.height), rows.len());
        self.top = list.top;
    }

    /// Shows the list from its first row.
    pub fn scroll_to_start(&mut self) {
        self.top = 0;
    }

    /// Returns the rows shown. None if the panel is not shown.
    pub fn shown(&self, ws: &Workspace) -> Option<std::ops::Range<usize>> {
        let height = usize::from(list_area(ws)?.height);
        let rows = rows(ws);
        let is_last_hidden = self.hidden_below(ws, &rows, height).is_some();
        let end = rows.len().min(self.top + height).saturating_sub(usize::from(is_last_hidden));
        Some(self.top..end)
    }

    /// Returns how many rows are hidden at the end of a list of this height, with the one in whose place their number is
    /// shown. None if there are none, if the list is too short for the number, or if the cursor is in its place.
    pub fn hidden_below(&self, ws: &Workspace, rows: &[PanelRow<'_>], height: usize) -> Option<usize> {
        let end = self.top + height;
        let is_at_end = ws.focus == Pane::Entities && self.row(rows).is_some_and(|at| at + 1 >= end);
        let has_place = height >= MIN_ROWS_FOR_NUMBER && !is_at_end;
        (has_place && end < rows.len()).then(|| rows.len() - end + 1)
    }
}
