//! The coverage matrix: which articles name which entities, and how often.

use crate::analysis::counts::in_list_order;
use crate::analysis::listing::Listing;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// One entity's row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Its id in this generation of the index.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// The listed articles that name it, in index order, each with the number of its mentions there that count.
    pub cells: Vec<(ArticleId, u32)>,
    /// The sum of the cells.
    pub mentions: u32,
    /// Number of cells.
    pub articles: u32,
}

impl CoverageRow {
    /// Returns the number of mentions of the entity in an article; 0 if the article has no cell.
    pub fn count(&self, article: ArticleId) -> u32 {
        let found = self.cells.binary_search_by_key(&article, |(article, _)| *article);
        found.ok().and_then(|at| self.cells.get(at)).map_or(0, |(_, count)| *count)
    }
}

/// Builds the matrix of entities by listed articles: one row per entity that any of them names, in the order of the
/// list of names. The matrix is sparse: an article that does not name an entity has no cell.
pub fn coverage(index: &Index, listing: &Listing) -> Vec<CoverageRow> {
    let mut cells: Vec<Vec<(ArticleId, u32)>> = vec![Vec::new(); index.referents().count()];
    for article in index.ids().filter(|article| listing.position(*article).is_some()) {
        for (id, _) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
            let Some(row) = cells.get_mut(id.0 as usize) else { continue };
            match row.last_mut() {
                Some((last, count)) if *last == article => *count += 1,
                _ => row.push((article, 1)),
            }
        }
    }
    let mut rows: Vec<CoverageRow> = index
        .referents()
        .zip(cells)
        .filter_map(|((id, referent), cells)| {
            let entity = referent.entity().filter(|_| !cells.is_empty())?.clone();
            let mentions = cells.iter().map(|(_, count)| count).sum();
            let articles = cells.len() as u32;
            Some(CoverageRow { referent: id, entity, cells, mentions, articles })
        })
        .collect();
    rows.sort_by(|left, right| in_list_order(&left.entity, &right.entity));
    rows
}
