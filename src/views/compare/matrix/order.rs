//! Which rows of the matrix are shown, and in which order.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use crate::analysis::coverage::{CoverageRow, Measure, Spread};
use crate::corpus::{ArticleId, Index};
use crate::gazetteer::{Gazetteer, KindId, KindSet};
use crate::views::compare::matrix::query::CoverageTable;

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Most mentions first.
    #[default]
    Mentions,
    /// Mentioned in most articles first, then by mentions.
    Articles,
    /// By the measure that the cells show in the article at the cursor: the greatest first or, for first paragraphs,
    /// the smallest.
    Column,
    /// By kind, in the order of the list of kinds, then by mentions.
    Kind,
    /// By name.
    Name,
    /// In the order of the list of names.
    List,
}

/// The sort orders with their names, in the order in which the key cycles through them.
const SORTINGS: &[(Sorting, &str)] = &[
    (Sorting::Mentions, "mentions"),
    (Sorting::Articles, "articles that name it"),
    (Sorting::Column, "this article"),
    (Sorting::Kind, "kind"),
    (Sorting::Name, "name"),
    (Sorting::List, "the list's order"),
];

impl Sorting {
    /// Returns its name on the screen.
    pub fn label(self) -> &'static str {
        SORTINGS.iter().find(|(sorting, _)| *sorting == self).map_or("", |(_, label)| label)
    }

    /// Returns the next one, cycling.
    #[must_use]
    pub fn next(self) -> Self {
        let at = SORTINGS.iter().position(|(sorting, _)| *sorting == self).unwrap_or(0);
        SORTINGS.iter().cycle().nth(at + 1).map(|(sorting, _)| *sorting).unwrap_or_default()
    }
}

/// A filter of the rows: only entities that an article mentions, or only those that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The article.
    pub article: ArticleId,
    /// True if it must mention the entity, false if it must be known not to.
    pub is_named: bool,
}

/// What an order depends on.
#[derive(Clone, Debug)]
pub struct OrderKey {
    /// All rows.
    pub counted: Arc<[CoverageRow]>,
    /// What they are sorted by.
    pub sorting: Sorting,
    /// The article at the cursor and the measure of its cells, if the rows are sorted by it.
    pub column: Option<(ArticleId, Measure)>,
    /// Hidden kinds.
    pub hidden: KindSet,
    /// The spread that the rows must have.
    pub spread: Option<Spread>,
    /// The conditions that they must meet.
    pub conditions: Vec<Condition>,
    /// The folded letters that a name of the entity must contain. Empty if any name will do.
    pub letters: String,
    /// Number of listed articles.
    pub articles: usize,
}

impl PartialEq for OrderKey {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.counted, &other.counted)
            && (self.sorting, self.column, self.spread, self.articles)
                == (other.sorting, other.column, other.spread, other.articles)
            && self.hidden == other.hidden
            && self.conditions == other.conditions
            && self.letters == other.letters
    }
}

/// The rows in order. They are cached, since there may be very many.
#[derive(Clone, Debug)]
pub struct Order {
    /// What it depends on.
    pub key: OrderKey,
    /// The rows shown, by their indices among those counted.
    pub rows: Vec<u32>,
    /// Number of rows of each spread that the other filters let through.
    pub spreads: [usize; 3],
}

impl Order {
    /// Filters and sorts the rows of a matrix.
    pub fn new(index: &Index, matrix: &CoverageTable, key: OrderKey) -> Self {
        let gazetteer = index.gazetteer();
        let kind = |row: &CoverageRow| gazetteer.entry(row.entity.entry).map(|entry| entry.kind);
        let has_letters = |at: u32| {
            key.letters.is_empty()
                || matrix.names.get(at as usize).is_some_and(|names| names.contains(&key.letters))
        };
        let is_met = |row: &CoverageRow, condition: &Condition| {
            if condition.is_named {
                row.cell(condition.article).is_some()
            } else {
                row.is_absent(index, condition.article)
            }
        };
        let mut rows: Vec<(u32, &CoverageRow)> = (0..)
            .zip(key.counted.iter())
            .filter(|(at, row)| {
                kind(row).is_none_or(|kind| !key.hidden.contains(kind))
                    && has_letters(*at)
                    && key.conditions.iter().all(|condition| is_met(row, condition))
            })
            .collect();
        let spread = |row: &CoverageRow| Spread::of(row.articles, key.articles);
        let spreads = Spread::ALL.map(|wanted| rows.iter().filter(|(_, row)| spread(row) == wanted).count());
        rows.retain(|(_, row)| key.spread.is_none_or(|wanted| wanted == spread(row)));
        sort(index, gazetteer, &key, &mut rows, kind);
        let rows = rows.into_iter().map(|(at, _)| at).collect();
        Self { key, rows, spreads }
    }
}

fn sort(
    index: &Index,
    gazetteer: &Gazetteer,
    key: &OrderKey,
    rows: &mut [(u32, &CoverageRow)],
    kind: impl Fn(&CoverageRow) -> Option<KindId>,
) {
    match key.sorting {
        Sorting::Mentions => rows.sort_by_key(|(_, row)| Reverse((row.mentions, row.articles))),
        Sorting::Articles => rows.sort_by_key(|(_, row)| Reverse((row.articles, row.mentions))),
        Sorting::Column => rows.sort_by(|(_, left), (_, right)| {
            let Some((article, measure)) = key.column else { return Ordering::Equal };
            by_value(left.value(index, article, measure), right.value(index, article, measure), measure)
                .then_with(|| right.mentions.cmp(&left.mentions))
        }),
        Sorting::Kind => rows.sort_by_key(|(_, row)| (kind(row).map(|kind| kind.0), Reverse(row.mentions))),
        Sorting::Name => rows.sort_by_cached_key(|(_, row)| row.entity.name(gazetteer).to_lowercase()),
        Sorting::List => {}
    }
}

/// Compares two values of a column. Missing and unknown ones come last.
fn by_value(left: Option<f64>, right: Option<f64>, measure: Measure) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if measure == Measure::First => left.total_cmp(&right),
        (Some(left), Some(right)) => right.total_cmp(&left),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}
