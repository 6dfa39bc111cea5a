//! The matrix of Compare: its rows in order, and the cursor in it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

use crate::analysis::coverage::CoverageRow;
use crate::analysis::walk::Direction;
use crate::app::actions::article_filter;
use crate::app::geometry::{Area, KeyedCursor};
use crate::app::jobs::Slot;
use crate::app::queries::Snapshot;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::{ArticleId, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::EntityKey;
use crate::views::compare::matrix::finder::Finder;
use crate::views::compare::matrix::query::{CoverageQuery, Matrix};

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Most mentions first.
    #[default]
    Mentions,
    /// Mentioned in most articles first, then by mentions.
    Articles,
    /// Most mentions in the article at the cursor first.
    Column,
    /// By name.
    Name,
    /// In the order of the list.
    List,
}

/// The sort orders with their names, in the order in which the key cycles through them.
const SORTINGS: &[(Sorting, &str)] = &[
    (Sorting::Mentions, "mentions"),
    (Sorting::Articles, "articles that name it"),
    (Sorting::Column, "this article"),
    (Sorting::Name, "name"),
    (Sorting::List, "the list's order"),
];

impl Sorting {
    /// Returns its name on the screen.
    pub fn label(self) -> &'static str {
        SORTINGS.iter().find(|(sorting, _)| *sorting == self).map_or("", |(_, words)| words)
    }

    fn next(self) -> Self {
        let at = SORTINGS.iter().position(|(sorting, _)| *sorting == self).unwrap_or(0);
        SORTINGS.iter().cycle().nth(at + 1).map(|(sorting, _)| *sorting).unwrap_or_default()
    }
}

/// The view.
#[derive(Debug, Default)]
pub struct Compare {
    /// The matrix of the listed articles.
    pub coverage: Slot<CoverageQuery>,
    /// The cursor among the sorted rows.
    pub row: KeyedCursor<EntityKey>,
    /// The cursor among the listed articles.
    pub column: KeyedCursor<ArticleKey>,
    /// What the rows are sorted by.
    pub sorting: Sorting,
    /// The line that is typed to find a row.
    pub finder: Finder,
    /// The entity that was selected while the view is shown, until the cursor has gone to its row.
    pub followed: Option<EntityKey>,
    /// The rows in order, as of the last layout.
    order: Option<Order>,
}

/// The rows in order, cached since there may be very many.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    key: OrderKey,
    /// The rows shown, by their indices among those counted.
    rows: Vec<u32>,
}

/// What an order depends on.
#[derive(Clone, Debug)]
struct OrderKey {
    counted: Arc<[CoverageRow]>,
    sorting: Sorting,
    /// The article at the cursor, if rows are sorted by it.
    column: Option<ArticleId>,
    hidden: KindSet,
}

impl PartialEq for OrderKey {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.counted, &other.counted)
            && (self.sorting, self.column, &self.hidden) == (other.sorting, other.column, &other.hidden)
    }
}

impl Eq for OrderKey {}

/// Minimum width, in columns, of an article's cell: a count and its glyph.
pub const MIN_CELL: u16 = 6;
/// Maximum width of the cell, if there is room for titles.
const MAX_CELL: u16 = 20;
/// Width of the total, in columns.
pub const TOTAL_COLUMNS: u16 = 7;
/// Rows of the view above the first entity.
pub const HEAD_ROWS: u16 = 3;

/// Returns the width, in columns, of the names on a screen of this width.
pub fn name_columns(columns: u16) -> u16 {
    (columns * 2 / 5).clamp(14, 34).min(columns)
}

/// Returns the width, in columns, of an article's cell on a screen of this width, with this many articles.
pub fn cell_columns(columns: u16, articles: usize) -> u16 {
    let room = columns.saturating_sub(name_columns(columns) + TOTAL_COLUMNS);
    let each = usize::from(room).checked_div(articles).unwrap_or(0);
    u16::try_from(each).unwrap_or(MAX_CELL).clamp(MIN_CELL, MAX_CELL)
}

/// Returns how many of these articles fit beside names and totals, at least 1.
pub fn articles_shown(columns: u16, articles: usize) -> usize {
    let room = columns.saturating_sub(name_columns(columns) + TOTAL_COLUMNS);
    usize::from(room / cell_columns(columns, articles)).clamp(1, articles.max(1))
}

fn ordered(ws: &Workspace, key: &OrderKey) -> Vec<u32> {
    let gazetteer = ws.index().gazetteer();
    let is_shown = |row: &CoverageRow| {
        gazetteer.entry(row.entity.entry).is_none_or(|entry| !key.hidden.contains(entry.kind))
    };
    let mut rows: Vec<(u32, &CoverageRow)> =
        (0..).zip(key.counted.iter()).filter(|(_, row)| is_shown(row)).collect();
    let in_column = |row: &CoverageRow| key.column.map_or(0, |article| row.count(article));
    match key.sorting {
        Sorting::Mentions => rows.sort_by_key(|(_, row)| Reverse((row.mentions, row.articles))),
        Sorting::Articles => rows.sort_by_key(|(_, row)| Reverse((row.articles, row.mentions))),
        Sorting::Column => rows.sort_by_key(|(_, row)| Reverse((in_column(row), row.mentions))),
        Sorting::Name => rows.sort_by_cached_key(|(_, row)| row.entity.name(gazetteer).to_lowercase()),
        Sorting::List => {}
    }
    rows.into_iter().map(|(at, _)| at).collect()
}

/// Returns the area of the rows of entities: below the heads, and above the card if it covers them.
pub fn list_area(ws: &Workspace) -> Area {
    let body = ws.layout().body;
    ws.uncovered(Area { y: body.y + HEAD_ROWS, height: body.height.saturating_sub(HEAD_ROWS), ..body })
}

fn key_at(ws: &Workspace, rows: &[&CoverageRow], at: usize) -> Option<EntityKey> {
    rows.get(at).map(|row| row.entity.key(ws.index().gazetteer()))
}

impl Compare {
    /// Requests the matrix, once it is known which articles are listed.
    pub fn want(&mut self, ws: &Workspace) {
        let query = || CoverageQuery { snapshot: Snapshot::of(ws.index()), listing: ws.listing() };
        self.coverage.want((!ws.listing.is_waiting()).then(query));
    }

    /// Returns the matrix, if it is of this generation and for the listed articles.
    fn counted(&self, ws: &Workspace) -> Option<&Matrix> {
        let (query, matrix) = self.coverage.latest()?;
        let is_current = query.snapshot.generation == ws.index().generation && query.listing == ws.listing();
        is_current.then_some(matrix)
    }

    /// Returns the rows in order. None while they are being counted.
    pub fn rows(&self, ws: &Workspace) -> Option<Vec<&CoverageRow>> {
        let counted = self.counted(ws)?;
        let order = self.order(ws, counted);
        Some(order.iter().filter_map(|at| counted.rows.get(*at as usize)).collect())
    }

    /// Returns the rows in order, by their indices among those counted.
    fn order(&self, ws: &Workspace, counted: &Matrix) -> Cow<'_, [u32]> {
        let key = self.order_key(ws, &counted.rows);
        match self.order.as_ref().filter(|order| order.key == key) {
            Some(order) => Cow::Borrowed(&order.rows),
            None => Cow::Owned(ordered(ws, &key)),
        }
    }

    /// Returns the positions of the rows whose entity has a name or an alias that contains these folded letters. Empty
    /// if there are no letters.
    pub fn rows_with(&self, ws: &Workspace, letters: &str) -> Vec<usize> {
        let Some(counted) = self.counted(ws).filter(|_| !letters.is_empty()) else { return Vec::new() };
        let has = |at: &u32| counted.names.get(*at as usize).is_some_and(|names| names.contains(letters));
        let order = self.order(ws, counted);
        order.iter().enumerate().filter(|(_, at)| has(at)).map(|(place, _)| place).collect()
    }

    /// Goes to the row of the entity that was selected. If it has none, tells the user why, unless a message is shown.
    /// Does nothing until the rows are counted.
    pub fn follow_selection(&mut self, ws: &mut Workspace) {
        self.sort_rows(ws);
        if self.followed.is_none() || self.rows(ws).is_none() {
            return;
        }
        let Some(key) = self.followed.take() else { return };
        let wanted = ws.index().find_entity(&key);
        let has = |row: &CoverageRow| Some(row.referent) == wanted;
        if self.rows(ws).is_some_and(|rows| rows.into_iter().any(has)) {
            self.row.go_to(key);
            return;
        }
        // Keep a message, such as one about a reloaded list.
        if ws.notices.message().is_some() {
            return;
        }
        let name = ws.name_of(&key).unwrap_or_default();
        let is_hidden = self.counted(ws).is_some_and(|counted| counted.rows.iter().any(has));
        ws.notify(if is_hidden {
            format!("The kind of {name} is hidden. Press {} to show it.", ws.keymap.key_of("kinds"))
        } else if ws.filter.is_some() {
            format!("No listed article mentions {name}")
        } else {
            format!("No article mentions {name}")
        });
    }

    fn order_key(&self, ws: &Workspace, counted: &Arc<[CoverageRow]>) -> OrderKey {
        let column = self.article_at_cursor(ws).filter(|_| self.sorting == Sorting::Column);
        OrderKey { counted: Arc::clone(counted), sorting: self.sorting, column, hidden: ws.hidden_kinds() }
    }

    fn sort_rows(&mut self, ws: &Workspace) {
        let Some(key) = self.counted(ws).map(|counted| self.order_key(ws, &counted.rows)) else { return };
        if self.order.as_ref().is_none_or(|order| order.key != key) {
            let rows = ordered(ws, &key);
            self.order = Some(Order { key, rows });
        }
    }

    /// Sorts the rows and finds the cursor's row and column again. While the rows are being counted, the cursor's row
    /// stays as it is.
    pub fn settle(&mut self, ws: &Workspace) {
        article_filter::settle_on(ws, &ws.listing(), &mut self.column, 1);
        self.sort_rows(ws);
        let height = usize::from(list_area(ws).height);
        let mut row = std::mem::take(&mut self.row);
        if let Some(rows) = self.rows(ws) {
            let find = |key: &EntityKey| {
                let wanted = ws.index().find_entity(key)?;
                rows.iter().position(|row| row.referent == wanted)
            };
            row.settle(rows.len(), height, |at| key_at(ws, &rows, at), find);
        }
        self.row = row;
    }

    /// Moves the cursor to a row.
    pub fn move_to_row(&mut self, ws: &Workspace, row: usize) {
        let key = self.rows(ws).and_then(|rows| key_at(ws, &rows, row));
        self.row.set_row(row, key);
    }

    /// Moves the cursor to the article of a column.
    pub fn move_to_column(&mut self, ws: &Workspace, column: usize) {
        let key = article_filter::key_at(ws, &ws.listing(), column);
        self.column.set_row(column, key);
    }

    /// Moves the cursor by a number of entities.
    pub fn step_row(&mut self, ws: &Workspace, by: isize) {
        let mut cursor = std::mem::take(&mut self.row);
        if let Some(rows) = self.rows(ws) {
            cursor.step(by, rows.len(), |at| key_at(ws, &rows, at));
        }
        self.row = cursor;
    }

    /// Moves the cursor by a number of articles, or as many as there are. Returns false if it is already at the end.
    pub fn step_column(&mut self, ws: &Workspace, by: isize) -> bool {
        let last = ws.listing().len().saturating_sub(1);
        let before = self.column.row();
        let column = before.saturating_add_signed(by).min(last);
        self.move_to_column(ws, column);
        column != before
    }

    /// Moves the cursor by `count` articles that mention the row's entity, or as many as there are. Returns false if
    /// there are none.
    pub fn step_mentioning_column(&mut self, ws: &Workspace, count: usize, direction: Direction) -> bool {
        let Some(row) = self.row_at_cursor(ws) else { return false };
        let (listing, here) = (ws.listing(), self.column.row());
        let is_mentioned = |column: &usize| listing.at(*column).is_some_and(|article| row.count(article) > 0);
        let column = match direction {
            Direction::Forward => (here + 1..listing.len()).filter(is_mentioned).take(count).last(),
            Direction::Backward => (0..here).rev().filter(is_mentioned).take(count).last(),
        };
        if let Some(column) = column {
            self.move_to_column(ws, column);
        }
        column.is_some()
    }

    /// Returns the row at the cursor.
    pub fn row_at_cursor(&self, ws: &Workspace) -> Option<&CoverageRow> {
        let counted = self.counted(ws)?;
        let order = self.order(ws, counted);
        let at = order.get(self.row.row().min(order.len().saturating_sub(1)))?;
        counted.rows.get(*at as usize)
    }

    /// Returns the entity at the cursor.
    pub fn entity_at_cursor(&self, ws: &Workspace) -> Option<ReferentId> {
        self.row_at_cursor(ws).map(|row| row.referent)
    }

    /// Returns the mentions of the row's entity in the article at the cursor.
    pub fn count_at_cursor(&self, ws: &Workspace) -> u32 {
        let cell = self.row_at_cursor(ws).zip(self.article_at_cursor(ws));
        cell.map_or(0, |(row, article)| row.count(article))
    }

    /// Returns the article at the cursor. The columns are the listed articles, in their order.
    pub fn article_at_cursor(&self, ws: &Workspace) -> Option<ArticleId> {
        ws.listing().at(self.column.row())
    }

    /// Returns the first column shown, chosen so that the column at the cursor is visible.
    pub fn first_column(&self, ws: &Workspace) -> usize {
        let count = ws.listing().len();
        let shown = articles_shown(ws.size.0, count);
        let first = self.column.row().saturating_sub(shown / 2);
        first.min(count.saturating_sub(shown))
    }

    /// Sorts the rows by the next order. The cursor stays on its entity.
    pub fn next_sorting(&mut self) {
        self.sorting = self.sorting.next();
    }
}
