//! The queries behind the matrix: which of the listed articles mention which entities, and how articles spell these.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::coverage::{CoverageRow, coverage, spellings, words};
use crate::analysis::listing::Listing;
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::app::queries::Snapshot;
use crate::corpus::{ArticleId, ReferentId};
use crate::gazetteer::Gazetteer;
use crate::text::fold::fold_form;

/// Asks for the matrix of the listed articles.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageQuery {
    /// All articles.
    pub snapshot: Snapshot,
    /// The listed articles, in order.
    pub listing: Listing,
}

/// The matrix of the listed articles.
#[derive(Clone, Debug)]
pub struct CoverageTable {
    /// The rows, in the order of the list of names.
    pub rows: Arc<[CoverageRow]>,
    /// The folded names of each row's entity, one per line. They are kept, since folding them takes too long for a key
    /// press.
    pub names: Vec<String>,
    /// Number of words of the listed articles.
    pub words: u64,
}

impl Query for CoverageQuery {
    type Answer = CoverageTable;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let rows = coverage(&self.snapshot, &self.listing);
        let names = rows.iter().map(|row| folded_names(self.snapshot.gazetteer(), row)).collect();
        answer(CoverageTable { rows: rows.into(), names, words: words(&self.snapshot, &self.listing) });
    }
}

/// Returns the name and the aliases of a row's entity, folded, one per line.
fn folded_names(gazetteer: &Gazetteer, row: &CoverageRow) -> String {
    let forms = gazetteer.entry(row.entity.entry).map_or(&[][..], |entry| &entry.forms);
    let aliases = forms.iter().filter(|form| !form.is_name).map(|form| fold_form(&form.text));
    let mut names = fold_form(&row.entity.name(gazetteer));
    for alias in aliases {
        names.push('\n');
        names.push_str(&alias);
    }
    names
}

/// Asks how some articles spell the entities that they mention.
#[derive(Clone, Debug, PartialEq)]
pub struct SpellingsQuery {
    /// All articles.
    pub snapshot: Snapshot,
    /// The articles asked about.
    pub articles: Vec<ArticleId>,
}

/// The spellings of each entity in each article with their counts, the most frequent first, equally frequent ones in
/// code point order.
pub type Spellings = BTreeMap<(ArticleId, ReferentId), Vec<(String, u32)>>;

impl Query for SpellingsQuery {
    type Answer = Spellings;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let mut found = Spellings::new();
        for article in self.articles.iter().take_while(|_| !stop.is_set()) {
            for (referent, spelled) in spellings(&self.snapshot, *article) {
                let mut spelled: Vec<(String, u32)> =
                    spelled.into_iter().map(|(spelling, count)| (spelling.to_owned(), count)).collect();
                spelled.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
                found.insert((*article, referent), spelled);
            }
        }
        answer(found);
    }
}
