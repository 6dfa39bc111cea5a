//! The matrix: its rows in order, and the cursor in it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::coverage::{CoverageRow, Spread};
use crate::analysis::walk::Direction;
use crate::app::actions::article_filter;
use crate::app::geometry::KeyedCursor;
use crate::app::jobs::Slot;
use crate::app::queries::Snapshot;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::{ArticleId, ReferentId};
use crate::mention::EntityKey;
use crate::text::fold::fold_form;
use crate::views::compare::matrix::content::Content;
use crate::views::compare::matrix::finder::Finder;
use crate::views::compare::matrix::grid::{Grid, list_area};
use crate::views::compare::matrix::order::{Condition, Order, OrderKey, Sorting};
use crate::views::compare::matrix::query::{CoverageQuery, CoverageTable, SpellingsQuery};

/// The view.
#[derive(Debug, Default)]
pub struct Matrix {
    /// The matrix of the listed articles.
    pub coverage: Slot<CoverageQuery>,
    /// The spellings in the articles shown.
    pub spellings: Slot<SpellingsQuery>,
    /// The cursor among the sorted rows.
    pub row: KeyedCursor<EntityKey>,
    /// The cursor among the listed articles.
    pub column: KeyedCursor<ArticleKey>,
    /// What the cells show.
    pub content: Content,
    /// What the rows are sorted by.
    pub sorting: Sorting,
    /// The spread that the rows must have. None if all are shown.
    pub spread: Option<Spread>,
    /// Articles that must mention the rows' entities (true), or must be known not to (false).
    pub conditions: Vec<(ArticleKey, bool)>,
    /// The line that is typed to find a row or to filter the rows.
    pub finder: Finder,
    /// The entity that was selected while the view is shown, until the cursor has gone to its row.
    pub followed: Option<EntityKey>,
    /// The rows in order, as of the last layout.
    order: Option<Order>,
}

fn key_at(ws: &Workspace, rows: &[&CoverageRow], at: usize) -> Option<EntityKey> {
    rows.get(at).map(|row| row.entity.key(ws.compared().gazetteer()))
}

impl Matrix {
    /// Requests the matrix, once it is known which articles are listed, and the spellings in the articles shown.
    pub fn want(&mut self, ws: &mut Workspace) {
        ws.want_compared(true);
        let query = || CoverageQuery { snapshot: Snapshot::of(ws.compared()), listing: ws.listing() };
        self.coverage.want((!ws.listing.is_waiting()).then(query));
        let (first, listing) = (self.first_column(ws), ws.listing());
        let shown = first..first + self.grid(ws).shown;
        let articles: BTreeSet<ArticleId> = shown.filter_map(|column| listing.at(column)).collect();
        let articles: Vec<ArticleId> = articles.into_iter().collect();
        self.spellings.want(Some(SpellingsQuery { snapshot: Snapshot::of(ws.compared()), articles }));
    }

    /// Returns the spellings of the row's entity in an article with their counts, the most frequent first. Empty until
    /// they are known.
    pub fn spelled(&self, ws: &Workspace, row: &CoverageRow, article: ArticleId) -> &[(String, u32)] {
        let latest = self
            .spellings
            .latest()
            .filter(|(query, _)| query.snapshot.generation == ws.compared().generation);
        let spelled = latest.and_then(|(_, spellings)| spellings.get(&(article, row.referent)));
        spelled.map_or(&[], Vec::as_slice)
    }

    /// Returns the number of words of the listed articles. 0 until the matrix is known.
    pub fn words(&self, ws: &Workspace) -> u64 {
        self.counted(ws).map_or(0, |matrix| matrix.words)
    }

    /// Returns how many rows of each spread the other filters let through, in the order of [`Spread::ALL`]. None while
    /// the rows are being counted.
    pub fn spreads(&self, ws: &Workspace) -> Option<[usize; 3]> {
        let matrix = self.counted(ws)?;
        Some(self.order(ws, matrix).spreads)
    }

    /// Returns the widths of the columns.
    pub fn grid(&self, ws: &Workspace) -> Grid {
        Grid::new(ws.size.0, ws.listing().len(), self.content)
    }

    /// Returns the matrix, if it is of this generation and for the listed articles.
    fn counted(&self, ws: &Workspace) -> Option<&CoverageTable> {
        let (query, matrix) = self.coverage.latest().filter(|_| !ws.is_collecting())?;
        let is_current =
            query.snapshot.generation == ws.compared().generation && query.listing == ws.listing();
        is_current.then_some(matrix)
    }

    /// Returns the rows in order. None while they are being counted.
    pub fn rows(&self, ws: &Workspace) -> Option<Vec<&CoverageRow>> {
        let counted = self.counted(ws)?;
        let order = self.order(ws, counted);
        Some(order.rows.iter().filter_map(|at| counted.rows.get(*at as usize)).collect())
    }

    /// Returns the rows in order, by their indices among those counted.
    fn order(&self, ws: &Workspace, counted: &CoverageTable) -> Cow<'_, Order> {
        let key = self.order_key(ws, &counted.rows);
        match self.order.as_ref().filter(|order| order.key == key) {
            Some(order) => Cow::Borrowed(order),
            None => Cow::Owned(Order::new(ws.compared(), counted, key)),
        }
    }

    /// Returns the positions of the rows whose entity has a name or an alias that contains these folded letters. Empty
    /// if there are no letters.
    pub fn rows_with(&self, ws: &Workspace, letters: &str) -> Vec<usize> {
        let Some(counted) = self.counted(ws).filter(|_| !letters.is_empty()) else { return Vec::new() };
        let has = |at: &u32| counted.names.get(*at as usize).is_some_and(|names| names.contains(letters));
        let order = self.order(ws, counted);
        order.rows.iter().enumerate().filter(|(_, at)| has(at)).map(|(place, _)| place).collect()
    }

    /// Goes to the row of the entity that was selected. If it has no row, tells the user why, unless a message is
    /// shown. Does nothing until the rows are counted.
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
        let row = self.counted(ws).and_then(|counted| counted.rows.iter().find(|row| has(row)));
        let kind =
            row.and_then(|row| ws.compared().gazetteer().entry(row.entity.entry)).map(|entry| entry.kind);
        let is_hidden = kind.is_some_and(|kind| ws.hidden_kinds().contains(kind));
        ws.notify(if is_hidden {
            format!("The kind of {name} is hidden. Press {} to show it.", ws.keymap.key_of("kinds"))
        } else if row.is_some() {
            format!("The row of {name} is filtered out. Press Esc to show all rows.")
        } else if ws.filter.is_some() {
            format!("No listed article mentions {name}")
        } else {
            format!("No article mentions {name}")
        });
    }

    fn order_key(&self, ws: &Workspace, counted: &Arc<[CoverageRow]>) -> OrderKey {
        let column = self.article_at_cursor(ws).filter(|_| self.sorting == Sorting::Column);
        let condition = |(key, is_named): &(ArticleKey, bool)| {
            Some(Condition { article: ws.compared().find(key)?, is_named: *is_named })
        };
        OrderKey {
            counted: Arc::clone(counted),
            sorting: self.sorting,
            column: column.map(|article| (article, self.content.measure())),
            hidden: ws.hidden_kinds(),
            spread: self.spread,
            conditions: self.conditions.iter().filter_map(condition).collect(),
            letters: fold_form(self.finder.filter.trim()),
            articles: ws.listing().len(),
        }
    }

    fn sort_rows(&mut self, ws: &Workspace) {
        let Some(matrix) = self.counted(ws) else { return };
        let key = self.order_key(ws, &matrix.rows);
        if self.order.as_ref().is_none_or(|order| order.key != key) {
            self.order = Some(Order::new(ws.compared(), matrix, key));
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
                let wanted = ws.compared().find_entity(key)?;
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

    /// Moves the cursor by a number of articles, or to the first or last article if that is nearer. Returns false if
    /// the cursor was there already.
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
        let rows = &self.order(ws, counted).rows;
        let at = rows.get(self.row.row().min(rows.len().saturating_sub(1)))?;
        counted.rows.get(*at as usize)
    }

    /// Returns the entity at the cursor.
    pub fn entity_at_cursor(&self, ws: &Workspace) -> Option<ReferentId> {
        self.row_at_cursor(ws).map(|row| row.referent)
    }

    /// Returns the number of mentions that the cell at the cursor counts.
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
        let shown = self.grid(ws).shown;
        let first = self.column.row().saturating_sub(shown / 2);
        first.min(count.saturating_sub(shown))
    }

    /// Shows the next content in the cells.
    pub fn next_content(&mut self) {
        self.content = self.content.next();
    }

    /// Sorts the rows by the next order. The cursor stays on its entity.
    pub fn next_sorting(&mut self) {
        self.sorting = self.sorting.next();
    }

    /// Shows only the rows of the next spread that any rows have; after the last, shows the rows of all spreads.
    pub fn next_spread(&mut self, ws: &Workspace) {
        let counts = self.spreads(ws).unwrap_or_default();
        let later = Spread::ALL
            .into_iter()
            .zip(counts)
            .skip_while(|(spread, _)| self.spread.is_some_and(|shown| shown != *spread));
        let mut later = later.skip(usize::from(self.spread.is_some()));
        self.spread = later.find(|(_, count)| *count > 0).map(|(spread, _)| spread);
    }

    /// Shows only rows whose entity the article at the cursor mentions (if `is_named`), or is known not to mention. If
    /// this condition is set already, drops it.
    pub fn toggle_condition(&mut self, ws: &Workspace, is_named: bool) {
        let Some(key) = article_filter::key_at(ws, &ws.listing(), self.column.row()) else { return };
        let was = self.condition(&key);
        self.conditions.retain(|(other, _)| *other != key);
        if was != Some(is_named) {
            self.conditions.push((key, is_named));
        }
    }

    /// Returns the condition on an article. None if there is none.
    pub fn condition(&self, article: &ArticleKey) -> Option<bool> {
        self.conditions.iter().find(|(key, _)| key == article).map(|(_, is_named)| *is_named)
    }

    /// True if the rows are filtered by spread, by article or by letters.
    pub fn is_filtered(&self) -> bool {
        self.spread.is_some() || !self.conditions.is_empty() || !self.finder.filter.trim().is_empty()
    }

    /// Shows all rows, except those of hidden kinds.
    pub fn clear_filters(&mut self) {
        self.spread = None;
        self.conditions.clear();
        self.finder.filter.clear();
    }
}
