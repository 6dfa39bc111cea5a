//! The Compare view: entities by articles.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::analysis::coverage::CoverageRow;
use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::geometry::Area;
use crate::app::geometry::{KeyedCursor, Pane};
use crate::app::go_to;
use crate::app::input::View;
use crate::app::overlays::card;
use crate::app::state::{JumpTarget, State};
use crate::article::ArticleKey;
use crate::corpus::ArticleId;
use crate::gazetteer::KindSet;
use crate::mention::EntityKey;

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Most mentions first.
    #[default]
    Mentions,
    /// Named in most articles first, then by mentions.
    Articles,
    /// Most mentions in the column under the hand first.
    Column,
    /// By name.
    Name,
    /// In the order of the list.
    List,
}

/// The sortings with their words, in the order in which the key goes through them.
const SORTINGS: &[(Sorting, &str)] = &[
    (Sorting::Mentions, "mentions"),
    (Sorting::Articles, "articles that name it"),
    (Sorting::Column, "this article"),
    (Sorting::Name, "name"),
    (Sorting::List, "the list's order"),
];

impl Sorting {
    /// The words for it.
    pub fn words(self) -> &'static str {
        SORTINGS.iter().find(|(sorting, _)| *sorting == self).map_or("", |(_, words)| words)
    }

    fn next(self) -> Self {
        let at = SORTINGS.iter().position(|(sorting, _)| *sorting == self).unwrap_or(0);
        SORTINGS.iter().cycle().nth(at + 1).map(|(sorting, _)| *sorting).unwrap_or_default()
    }
}

/// What is remembered of the view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compare {
    /// The cursor among the sorted rows.
    pub row: KeyedCursor<EntityKey>,
    /// The cursor among the listed articles.
    pub column: KeyedCursor<ArticleKey>,
    /// What the rows are sorted by.
    pub sorting: Sorting,
    /// The order of the rows, as it was worked out last.
    order: Option<Order>,
}

/// An order of rows. There may be very many, and a frame asks for them several times.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    of: OrderOf,
    /// The rows shown, by their places among those that were counted.
    places: Vec<u32>,
}

/// What an order depends on.
#[derive(Clone, Debug)]
struct OrderOf {
    counted: Arc<[CoverageRow]>,
    sorting: Sorting,
    /// The article under the hand, where rows are sorted by it.
    column: Option<ArticleId>,
    hidden: KindSet,
}

impl PartialEq for OrderOf {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.counted, &other.counted)
            && (self.sorting, self.column, &self.hidden) == (other.sorting, other.column, &other.hidden)
    }
}

impl Eq for OrderOf {}

/// The fewest columns that one article takes: a count and its heat.
pub const NARROWEST_CELL: u16 = 6;
/// The most, where there is room for titles.
const WIDEST_CELL: u16 = 20;
/// Columns that the sum over all articles takes.
pub const TOTAL_COLUMNS: u16 = 7;
/// Rows of the view above the first entity.
pub const HEAD_ROWS: u16 = 3;

/// Columns that names take, on a screen of some columns.
pub fn name_columns(columns: u16) -> u16 {
    (columns * 2 / 5).clamp(14, 34).min(columns)
}

/// Columns that one article takes, on a screen of some columns with some articles.
pub fn cell_columns(columns: u16, articles: usize) -> u16 {
    let room = columns.saturating_sub(name_columns(columns) + TOTAL_COLUMNS);
    let each = usize::from(room).checked_div(articles).unwrap_or(0);
    u16::try_from(each).unwrap_or(WIDEST_CELL).clamp(NARROWEST_CELL, WIDEST_CELL)
}

/// How many of some articles fit beside names and totals.
pub fn articles_shown(columns: u16, articles: usize) -> usize {
    let room = columns.saturating_sub(name_columns(columns) + TOTAL_COLUMNS);
    usize::from(room / cell_columns(columns, articles)).clamp(1, articles.max(1))
}

/// The first article shown: such that the one under the hand is.
pub fn first_column(state: &State) -> usize {
    let count = article_filter::listing(state).len();
    let shown = articles_shown(state.size.0, count);
    let first = state.compare.column.row().saturating_sub(shown / 2);
    first.min(count.saturating_sub(shown))
}

/// The rows in their sorted order; none while they are being counted.
pub fn rows(state: &State) -> Option<Vec<&CoverageRow>> {
    let counted = state.coverage()?;
    let of = order_of(state, counted);
    let known = state.compare.order.as_ref().filter(|order| order.of == of);
    let new = if known.is_none() { ordered(state, &of) } else { Vec::new() };
    let places = known.map_or(&new, |order| &order.places);
    Some(places.iter().filter_map(|place| counted.get(*place as usize)).collect())
}

/// Works out the order of the rows, if it is not the one known.
pub fn put_in_order(state: &mut State) {
    let Some(of) = state.coverage().map(|counted| order_of(state, counted)) else { return };
    if state.compare.order.as_ref().is_none_or(|order| order.of != of) {
        let places = ordered(state, &of);
        state.compare.order = Some(Order { of, places });
    }
}

fn order_of(state: &State, counted: &Arc<[CoverageRow]>) -> OrderOf {
    let sorting = state.compare.sorting;
    let column = article_under_hand(state).filter(|_| sorting == Sorting::Column);
    OrderOf { counted: Arc::clone(counted), sorting, column, hidden: state.hidden_kinds() }
}

fn ordered(state: &State, of: &OrderOf) -> Vec<u32> {
    let gazetteer = state.index.gazetteer();
    let is_shown = |row: &CoverageRow| {
        gazetteer.entry(row.entity.entry).is_none_or(|entry| !of.hidden.contains(entry.kind))
    };
    let mut rows: Vec<(u32, &CoverageRow)> =
        (0..).zip(of.counted.iter()).filter(|(_, row)| is_shown(row)).collect();
    let in_column = |row: &CoverageRow| of.column.map_or(0, |article| row.count(article));
    match of.sorting {
        Sorting::Mentions => rows.sort_by_key(|(_, row)| Reverse((row.mentions, row.articles))),
        Sorting::Articles => rows.sort_by_key(|(_, row)| Reverse((row.articles, row.mentions))),
        Sorting::Column => rows.sort_by_key(|(_, row)| Reverse((in_column(row), row.mentions))),
        Sorting::Name => rows.sort_by_cached_key(|(_, row)| row.entity.name(gazetteer).to_lowercase()),
        Sorting::List => {}
    }
    rows.into_iter().map(|(place, _)| place).collect()
}

/// Opens the view, or goes back to reading.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.view == View::Compare {
        state.view = View::Read;
        return Vec::new();
    }
    go_to::leave(state);
    state.view = View::Compare;
    state.compare.column = KeyedCursor::default();
    if let Some(open) = &state.open {
        state.compare.column.go_to(open.article.key.clone());
    }
    if let Some(selected) = &state.selected {
        state.compare.row.go_to(selected.clone());
    }
    Vec::new()
}

/// Puts the rows in their order and finds the cursor's row and column again. Rows that are still being counted stay as they are.
pub fn settle(state: &mut State) {
    let listing = article_filter::listing(state);
    let mut column = std::mem::take(&mut state.compare.column);
    article_filter::settle_on(state, &listing, &mut column, 1);
    state.compare.column = column;
    put_in_order(state);
    let height = usize::from(list_area(state).height);
    let mut row = std::mem::take(&mut state.compare.row);
    if let Some(rows) = rows(state) {
        let find = |key: &EntityKey| {
            let wanted = state.index.find_entity(key)?;
            rows.iter().position(|row| row.referent == wanted)
        };
        row.settle(rows.len(), height, |at| key_at(state, &rows, at), find);
    }
    state.compare.row = row;
}

fn key_at(state: &State, rows: &[&CoverageRow], at: usize) -> Option<EntityKey> {
    rows.get(at).map(|row| row.entity.key(state.index.gazetteer()))
}

/// Puts the cursor on a row.
pub fn move_to_row(state: &mut State, row: usize) {
    let key = rows(state).and_then(|rows| key_at(state, &rows, row));
    state.compare.row.set_row(row, key);
}

/// Puts the cursor on the article of a column.
pub fn move_to_column(state: &mut State, column: usize) {
    let article = article_filter::listing(state).at(column).and_then(|id| state.index.row(id));
    let key = article.map(|article| article.key.clone());
    state.compare.column.set_row(column, key);
}

/// The article under the hand; the columns are the articles that are listed, in their order.
pub fn article_under_hand(state: &State) -> Option<ArticleId> {
    article_filter::listing(state).at(state.compare.column.row())
}

/// Where the rows of entities stand: below the heads, and above the card where that stands over them.
pub fn list_area(state: &State) -> Area {
    let body = state.layout().body;
    let list = Area { y: body.y + HEAD_ROWS, height: body.height.saturating_sub(HEAD_ROWS), ..body };
    card::uncovered(state, list)
}

/// Moves the cursor by some entities.
pub fn step_row(state: &mut State, by: isize) {
    let mut cursor = std::mem::take(&mut state.compare.row);
    if let Some(rows) = rows(state) {
        cursor.step(by, rows.len(), |at| key_at(state, &rows, at));
    }
    state.compare.row = cursor;
}

/// Moves the cursor by some articles.
pub fn step_column(state: &mut State, by: isize) {
    let last = article_filter::listing(state).len().saturating_sub(1);
    let column = state.compare.column.row().saturating_add_signed(by).min(last);
    move_to_column(state, column);
}

/// Sorts by the next thing; the cursor stays on its entity.
pub fn sort(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.compare.sorting = state.compare.sorting.next();
    Vec::new()
}

/// The entity under the hand.
pub fn at_cursor(state: &State) -> Option<crate::corpus::ReferentId> {
    let rows = rows(state)?;
    rows.get(state.compare.row.row().min(rows.len().saturating_sub(1))).map(|row| row.referent)
}

/// Selects the entity under the hand and goes to its first mention in the article under the hand.
pub fn enter(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(referent) = at_cursor(state) else { return Vec::new() };
    let Some(article) = article_under_hand(state) else { return Vec::new() };
    let first =
        crate::analysis::walk::mentions_in_article(&state.index, article, Some(referent)).first().copied();
    let Some(offset) = first else {
        state.notify(format!("Not mentioned in article {}", article.0 + 1));
        return Vec::new();
    };
    let mut effects = go_to::jump(state, article, JumpTarget::Mention(offset));
    effects.extend(crate::app::selection::select(state, referent));
    state.focus = Pane::Text;
    effects
}
