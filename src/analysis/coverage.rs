//! Which articles name which entities: the matrix.

use crate::analysis::counts::in_list_order;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// One entity's line of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Its number in this generation.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// Mentions in each article, in the order of the index.
    pub cells: Vec<u32>,
    /// The sum of the cells.
    pub mentions: u32,
    /// How many cells are not zero.
    pub articles: u32,
}

/// The matrix of entities by articles: one row for each entity that some article names, in the order of the list.
pub fn coverage(index: &Index) -> Vec<CoverageRow> {
    let mut cells: Vec<Option<Vec<u32>>> = vec![None; index.referents().count()];
    for article in index.ids() {
        for (number, _) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
            if let Some(row) = cells.get_mut(number.0 as usize) {
                let row = row.get_or_insert_with(|| vec![0; index.len()]);
                if let Some(cell) = row.get_mut(article.0 as usize) {
                    *cell += 1;
                }
            }
        }
    }
    let mut rows: Vec<CoverageRow> = index
        .referents()
        .zip(cells)
        .filter_map(|((number, referent), cells)| {
            let (entity, cells) = (referent.entity()?.clone(), cells?);
            let mentions = cells.iter().sum();
            let articles = cells.iter().filter(|cell| **cell > 0).count() as u32;
            Some(CoverageRow { referent: number, entity, cells, mentions, articles })
        })
        .collect();
    rows.sort_by(|left, right| in_list_order(&left.entity, &right.entity));
    rows
}

/// The articles of a row, and those that do not name its entity.
pub fn split(row: &CoverageRow) -> (Vec<ArticleId>, Vec<ArticleId>) {
    (0..).map(ArticleId).zip(&row.cells).fold(
        (Vec::new(), Vec::new()),
        |(mut named, mut not), (article, count)| {
            if *count > 0 {
                named.push(article);
            } else {
                not.push(article);
            }
            (named, not)
        },
    )
}
