//! The rows of the concordance, and the cursor among them.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::concordance::Sort;
use crate::analysis::dispersion::{Part, deviation_of_proportions};
use crate::analysis::listing::Listing;
use crate::app::geometry::{Area, KeyedCursor};
use crate::app::jobs::{AnySlot, Reply, Slot};
use crate::app::queries::Snapshot;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;
use crate::text::width::width;
use crate::views::concordance::found::Found;
use crate::views::concordance::query::{LinesQuery, OrderQuery};

/// Rows of the view above the first line: the spellings, and an empty row.
const HEAD_ROWS: u16 = 2;
/// Rows of the view above the first sentence: an empty row.
const HEAD_ROWS_OF_SENTENCES: u16 = 1;
/// Columns by which all rows of a sentence but the first are indented.
pub const INDENT: usize = 2;

/// A row of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A report, by its index, above its lines.
    Report(usize),
    /// A line, by its index, or the first row of its sentence.
    Line(usize),
    /// A further row of a line's sentence: the index of the line, and that of the row in the sentence.
    More(usize, usize),
    /// The heading above the articles without lines, with their number.
    SilentHeading(usize),
    /// An article without lines.
    Silent(ArticleId),
    /// An empty row.
    Empty,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKey {
    /// An article as a whole.
    Article(ArticleKey),
    /// The mention that begins at a byte of an article.
    Mention(ArticleKey, usize),
    /// Nothing: a heading or an empty row.
    None,
}

/// What the rows depend on. There may be a million reports, so the rows are derived only when it changes.
#[derive(Clone, Debug, PartialEq)]
struct RowsKey {
    revision: u64,
    sort: Sort,
    /// Columns of a sentence. 0 if each mention has a line.
    columns: usize,
    is_ordered: bool,
    generation: u64,
    listing: Listing,
    /// The generation of the counts of all articles.
    counted: Option<u64>,
}

/// The view.
#[derive(Debug, Default)]
pub struct Concordance {
    /// The query for lines.
    pub reading: Slot<LinesQuery>,
    /// The query for the order of the lines.
    pub order: Slot<OrderQuery>,
    /// The entity in the lines.
    entity: Option<EntityKey>,
    /// The other entity, if the lines are the sentences that hold both.
    partner: Option<EntityKey>,
    /// Generation and listing of the last query.
    requested: Option<(u64, Listing)>,
    /// The lines that are shown.
    pub found: Found,
    /// The answer to the same query over newer articles, held back until it is complete.
    renewed: Option<Found>,
    /// True if reading was stopped: no more lines come until another entity is selected or the view is opened again.
    pub is_stopped: bool,
    /// The sort order of the lines.
    pub sort: Sort,
    /// The rows, as of the last layout.
    pub rows: Vec<Row>,
    /// What they were derived from.
    rows_key: Option<RowsKey>,
    /// Incremented with each change of what is shown.
    revision: u64,
    /// The spellings with their numbers of lines, the most frequent first, as of the last answer.
    pub spellings: Vec<(String, usize)>,
    /// How unevenly the listed articles mention the entity, from 0 (evenly) to 1 (the shortest article has all
    /// mentions), as of the last complete answer. None if there was none, or if it is not defined.
    pub deviation: Option<f64>,
    /// The cursor among the rows.
    pub cursor: KeyedCursor<RowKey>,
    /// The row to move the cursor to once it exists.
    wanted: Option<RowKey>,
}

/// Returns the area of the rows: below the head, and above the card if it covers them.
pub fn list_area(ws: &Workspace) -> Area {
    let body = ws.layout().body;
    let head = head_rows(ws);
    ws.uncovered(Area { y: body.y + head, height: body.height.saturating_sub(head), ..body })
}

/// Returns the number of rows of the view above the list.
pub fn head_rows(ws: &Workspace) -> u16 {
    if ws.selection.sentences_with().is_some() { HEAD_ROWS_OF_SENTENCES } else { HEAD_ROWS }
}

/// Returns the width of an article's number, in columns: the width of the last article's, but at least 3.
pub fn number_columns(ws: &Workspace) -> usize {
    width(&ws.index().len().to_string()).max(3)
}

impl Concordance {
    /// Requests the lines of the selected entity or of the sentences with its partner, again if the articles, or which of them are listed, have changed.
    /// Known lines stay until the newer ones are complete.
    pub fn want(&mut self, ws: &Workspace) {
        let (entity, partner) = (ws.selection.entity(), ws.selection.sentences_with());
        if self.entity.as_ref() != entity || self.partner.as_ref() != partner {
            // Sentences and mentions of one entity have rows in common.
            if self.entity.as_ref() == entity && self.wanted.is_none() {
                self.wanted = Some(self.at_cursor(ws)).filter(|key| *key != RowKey::None);
            }
            (self.entity, self.partner) = (entity.cloned(), partner.cloned());
            self.reading.give_up();
            (self.found, self.renewed, self.requested) = (Found::default(), None, None);
            (self.spellings, self.deviation) = (Vec::new(), None);
            self.is_stopped = false;
            self.revision += 1;
            self.cursor = KeyedCursor::default();
        }
        if self.is_stopped || ws.listing.is_waiting() {
            return;
        }
        let requested = (ws.index().generation, ws.listing());
        if self.requested.as_ref() == Some(&requested) {
            return;
        }
        // While articles are still being read, each batch would restart the query.
        let same_list = self.requested.as_ref().is_some_and(|(_, listing)| *listing == requested.1);
        if self.reading.is_waiting() && (same_list || !ws.loading.done) {
            return;
        }
        self.requested = Some(requested);
        self.renewed = (!self.found.reports.is_empty()).then(Found::default);
        let partner = self.partner.clone().map(|key| ws.index().find_entity(&key).map(|id| (key, id)));
        let is_unmentioned = partner == Some(None);
        if let (Some(entity), Some(referent), false) = (self.entity.clone(), ws.selected_id(), is_unmentioned)
        {
            let (snapshot, listing, partner) = (Snapshot::of(ws.index()), ws.listing(), partner.flatten());
            self.reading.start(LinesQuery { snapshot, listing, entity, referent, partner });
        } else {
            self.reading.give_up();
            self.renewed = None;
            self.found = Found::default();
            self.found.is_complete = true;
            (self.spellings, self.deviation) = (Vec::new(), None);
            self.revision += 1;
        }
    }

    /// Stops reading and keeps the lines found so far. Returns false if nothing was being read.
    pub fn stop_reading(&mut self) -> bool {
        let was_reading = self.reading.give_up();
        if was_reading {
            (self.is_stopped, self.renewed) = (true, None);
        }
        was_reading
    }

    /// Stops reading because another view is shown. If not all lines have been read, they are read again when this view
    /// is opened again; the cursor then goes back to its row.
    pub fn leave(&mut self, ws: &Workspace) {
        self.stop_reading();
        if !std::mem::take(&mut self.is_stopped) {
            return;
        }
        self.requested = None;
        if !self.found.is_complete {
            let at_cursor = Some(self.at_cursor(ws)).filter(|key| *key != RowKey::None);
            self.wanted = self.wanted.take().or(at_cursor);
            self.found = Found::default();
            self.revision += 1;
        }
    }

    /// Takes reports, or the order of the lines. Returns false if the reply is to neither query.
    pub fn take_part(&mut self, ws: &Workspace, reply: &mut Reply) -> bool {
        let Some(part) = self.reading.take(reply) else { return self.take_order(reply) };
        let found = self.renewed.as_mut().unwrap_or(&mut self.found);
        if let Some(answer) = part.answer {
            found.add(answer);
        }
        if part.is_last {
            found.is_complete = true;
            if let Some(renewed) = self.renewed.take() {
                self.found = renewed;
            }
            self.deviation = deviation(ws, &self.found);
        }
        if self.renewed.is_none() {
            self.revision += 1;
            self.spellings = self.found.count_spellings();
        }
        true
    }

    fn take_order(&mut self, reply: &mut Reply) -> bool {
        self.order.keep(reply)
    }

    /// Derives the rows and finds the cursor's row again.
    pub fn settle(&mut self, ws: &Workspace) {
        let is_sorted = self.sort != Sort::Article;
        let order = OrderQuery { lines: Arc::clone(&self.found.lines), sort: self.sort };
        let is_over = self.found.is_complete || self.is_stopped;
        let columns = self.sentence_columns(ws);
        self.found.measure(columns);
        self.order.want((is_sorted && is_over).then_some(order));
        let key = RowsKey {
            revision: self.revision,
            sort: self.sort,
            columns: if self.partner.is_some() { columns } else { 0 },
            is_ordered: self.order.exact().is_some(),
            generation: ws.index().generation,
            listing: ws.listing(),
            counted: ws
                .corpus_stats()
                .and(ws.corpus_stats.latest())
                .map(|(query, _)| query.snapshot.generation),
        };
        if self.rows_key.as_ref() != Some(&key) {
            self.rows = self.derive_rows(ws);
            self.rows_key = Some(key);
        }
        self.find_wanted(ws);
        let mut cursor = std::mem::take(&mut self.cursor);
        let height = usize::from(list_area(ws).height);
        let find = |key: &RowKey| self.rows.iter().position(|row| self.stands_for(ws, *row, key));
        cursor.settle(self.rows.len(), height, |at| self.key_at(ws, at), find);
        // The whole sentence at the cursor.
        let below = self.rows.iter().skip(cursor.row() + 1);
        let more = below.take_while(|row| matches!(row, Row::More(..))).count();
        cursor.show_through(cursor.row() + more, height);
        self.cursor = cursor;
    }

    /// Returns the columns that a sentence is wrapped into.
    pub fn sentence_columns(&self, ws: &Workspace) -> usize {
        let number = if self.sort == Sort::Article { 0 } else { number_columns(ws) + 2 };
        usize::from(list_area(ws).width).saturating_sub(2 + number + INDENT)
    }

    /// Moves the cursor to the row of a key, now or once it exists.
    pub fn go_to(&mut self, key: RowKey) {
        self.wanted = Some(key);
    }

    fn find_wanted(&mut self, ws: &Workspace) {
        let Some(wanted) = &self.wanted else { return };
        if self.rows.iter().any(|row| self.stands_for(ws, *row, wanted)) {
            self.cursor.go_to(wanted.clone());
            self.wanted = None;
        } else if self.found.is_complete {
            self.wanted = None;
        }
    }

    fn derive_rows(&self, ws: &Workspace) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.sort == Sort::Article {
            for (at, lines) in self.found.ranges.iter().enumerate() {
                if at > 0 {
                    rows.push(Row::Empty);
                }
                rows.push(Row::Report(at));
                rows.extend(lines.clone().flat_map(|line| self.rows_of(line)));
            }
        } else if let Some(order) = self.order.exact() {
            rows.extend(order.iter().flat_map(|at| self.rows_of(*at as usize)));
        }
        if self.found.is_complete && (self.sort == Sort::Article || self.order.exact().is_some()) {
            let silent = match self.partner {
                Some(_) => self.articles_without_sentences(ws),
                None => silent_articles(ws),
            };
            if !silent.is_empty() {
                if !rows.is_empty() {
                    rows.push(Row::Empty);
                }
                rows.push(Row::SilentHeading(silent.len()));
                rows.extend(silent.into_iter().map(Row::Silent));
            }
        }
        rows
    }

    /// Returns the rows of a line.
    fn rows_of(&self, line: usize) -> impl Iterator<Item = Row> {
        let more = 1..self.found.height(line);
        std::iter::once(Row::Line(line)).chain(more.map(move |row| Row::More(line, row)))
    }

    /// Returns the listed articles without a sentence that holds both entities. Empty if no article has one, which needs
    /// no list.
    fn articles_without_sentences(&self, ws: &Workspace) -> Vec<ArticleId> {
        let with_sentences: HashSet<ArticleId> =
            self.found.reports.iter().filter_map(|report| ws.index().find(&report.key)).collect();
        let listing = ws.listing();
        let is_listed = !with_sentences.is_empty();
        let listed = (0..listing.len()).filter_map(|at| listing.at(at)).filter(|_| is_listed);
        listed.filter(|id| !with_sentences.contains(id)).collect()
    }

    /// Returns what a row stands for.
    pub fn key_of(&self, ws: &Workspace, row: Row) -> RowKey {
        let article = |id: ArticleId| ws.index().row(id).map(|row| row.key.clone());
        match row {
            Row::Report(at) => {
                self.found.reports.get(at).map_or(RowKey::None, |report| RowKey::Article(report.key.clone()))
            }
            Row::Line(at) => match (self.found.report_of(at), self.found.lines.get(at)) {
                (Some(report), Some(line)) => RowKey::Mention(report.key.clone(), line.start),
                _ => RowKey::None,
            },
            Row::Silent(id) => article(id).map_or(RowKey::None, RowKey::Article),
            Row::More(..) | Row::SilentHeading(_) | Row::Empty => RowKey::None,
        }
    }

    /// True if a row stands for this.
    fn stands_for(&self, ws: &Workspace, row: Row, key: &RowKey) -> bool {
        match (row, key) {
            (Row::Report(at), RowKey::Article(key)) => {
                self.found.reports.get(at).is_some_and(|report| report.key == *key)
            }
            (Row::Silent(id), RowKey::Article(key)) => ws.index().row(id).is_some_and(|row| row.key == *key),
            (Row::Line(at), RowKey::Mention(key, start)) => {
                self.found.lines.get(at).is_some_and(|line| line.start == *start)
                    && self.found.report_of(at).is_some_and(|report| report.key == *key)
            }
            _ => false,
        }
    }

    fn key_at(&self, ws: &Workspace, at: usize) -> Option<RowKey> {
        self.rows.get(at).map(|row| self.key_of(ws, *row))
    }

    /// Returns what the row at the cursor stands for.
    pub fn at_cursor(&self, ws: &Workspace) -> RowKey {
        self.key_at(ws, self.cursor.row()).unwrap_or(RowKey::None)
    }

    /// Returns the first row of the line that a row belongs to; the row itself if it belongs to none.
    pub fn first_row(&self, row: usize) -> usize {
        let above = self.rows.iter().take(row + 1).rev();
        row.saturating_sub(above.take_while(|row| matches!(row, Row::More(..))).count())
    }

    /// Moves the cursor to a row.
    pub fn move_to_row(&mut self, ws: &Workspace, row: usize) {
        self.wanted = None;
        let key = self.key_at(ws, row);
        self.cursor.set_row(row, key);
    }

    /// Moves the cursor by a number of rows, and on past further rows of a sentence, empty rows and the heading of the
    /// articles without lines.
    pub fn step(&mut self, ws: &Workspace, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let target = self.cursor.row().saturating_add_signed(by).min(last);
        let is_empty = |at: &usize| {
            matches!(self.rows.get(*at), Some(Row::More(..) | Row::Empty | Row::SilentHeading(_)))
        };
        let after = || (target..=last).find(|at| !is_empty(at));
        let before = || (0..=target).rev().find(|at| !is_empty(at));
        let row = if by < 0 { before().or_else(after) } else { after().or_else(before) };
        self.move_to_row(ws, row.unwrap_or(target));
    }

    /// Moves the cursor by a number of rows for which `is_target` is true, or as many as there are. Returns true if it
    /// moved.
    pub fn step_to(&mut self, ws: &Workspace, by: isize, is_target: fn(Row) -> bool) -> bool {
        let mut row = self.cursor.row();
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 {
                (row + 1..self.rows.len()).find(|at| self.rows.get(*at).is_some_and(|row| is_target(*row)))
            } else {
                (0..row).rev().find(|at| self.rows.get(*at).is_some_and(|row| is_target(*row)))
            };
            match next {
                Some(next) => row = next,
                None => break,
            }
        }
        let has_moved = row != self.cursor.row();
        self.move_to_row(ws, row);
        has_moved
    }
}

/// Returns the listed articles that do not mention the selected entity. Empty while they are being counted.
fn silent_articles(ws: &Workspace) -> Vec<ArticleId> {
    let Some(everywhere) = ws.corpus_stats() else { return Vec::new() };
    let listing = ws.listing();
    let mentions = |id: ArticleId| everywhere.mentions.get(id.0 as usize).copied().unwrap_or(0);
    (0..listing.len()).filter_map(|at| listing.at(at)).filter(|id| mentions(*id) == 0).collect()
}

/// Returns how unevenly the listed articles mention the entity: the normalised deviation of proportions.
fn deviation(ws: &Workspace, found: &Found) -> Option<f64> {
    let listing = ws.listing();
    let mut parts: Vec<Part> = Vec::with_capacity(listing.len());
    for id in (0..listing.len()).filter_map(|at| listing.at(at)) {
        let row = ws.index().row(id)?;
        parts.push(Part { words: row.words, mentions: 0 });
    }
    for report in &found.reports {
        let position = ws.index().find(&report.key).and_then(|id| listing.position(id))?;
        parts.get_mut(position)?.mentions = u32::try_from(report.count).unwrap_or(u32::MAX);
    }
    deviation_of_proportions(&parts)
}
