//! Which articles name which entities: the matrix.

use crate::analysis::counts::in_list_order;
use crate::analysis::listing::Listing;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// One entity's line of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Its number in this generation.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// Mentions in each article that names it, in the order of the index.
    pub cells: Vec<(ArticleId, u32)>,
    /// The sum of the cells.
    pub mentions: u32,
    /// How many cells there are.
    pub articles: u32,
}

impl CoverageRow {
    /// Mentions in an article.
    pub fn count(&self, article: ArticleId) -> u32 {
        let found = self.cells.binary_search_by_key(&article, |(article, _)| *article);
        found.ok().and_then(|at| self.cells.get(at)).map_or(0, |(_, count)| *count)
    }
}

/// The matrix of entities by listed articles: one row for each entity that some of them names, in the order of the list of
/// names. What is not named takes no room, however many articles there are.
pub fn coverage(index: &Index, listing: &Listing) -> Vec<CoverageRow> {
    let mut cells: Vec<Vec<(ArticleId, u32)>> = vec![Vec::new(); index.referents().count()];
    for article in index.ids().filter(|article| listing.place(*article).is_some()) {
        for (number, _) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
            let Some(row) = cells.get_mut(number.0 as usize) else { continue };
            match row.last_mut() {
                Some((last, count)) if *last == article => *count += 1,
                _ => row.push((article, 1)),
            }
        }
    }
    let mut rows: Vec<CoverageRow> = index
        .referents()
        .zip(cells)
        .filter_map(|((number, referent), cells)| {
            let entity = referent.entity().filter(|_| !cells.is_empty())?.clone();
            let mentions = cells.iter().map(|(_, count)| count).sum();
            let articles = cells.len() as u32;
            Some(CoverageRow { referent: number, entity, cells, mentions, articles })
        })
        .collect();
    rows.sort_by(|left, right| in_list_order(&left.entity, &right.entity));
    rows
}
