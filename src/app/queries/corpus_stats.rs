//! The counts that the panel and the status line show for all articles.

use super::Snapshot;
use super::article_stats::ambiguous_in;
use crate::analysis::cooccurrence::{Neighbourhood, neighbourhood};
use crate::analysis::walk::MentionFilter;
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::corpus::ReferentId;
use crate::gazetteer::KindSet;

/// Asks for the counts of all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct CorpusStatsQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Hidden kinds; they only matter if no entity is selected.
    pub hidden: KindSet,
}

/// The counts of all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct CorpusStats {
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Hidden kinds; they only matter if no entity is selected.
    pub hidden: KindSet,
    /// The number of mentions in each article, in order: of the selected entity, else of all kinds that are not hidden.
    pub mentions: Vec<u32>,
    /// The entities that appear with the selected entity.
    pub neighbourhood: Option<Neighbourhood>,
    /// The number of ambiguous mentions in all articles.
    pub ambiguous: u32,
}

impl Query for CorpusStatsQuery {
    type Answer = CorpusStats;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(CorpusStats)) {
        let Self { snapshot: index, selected, hidden } = self;
        let mention_filter =
            MentionFilter { selected: *selected, hidden: hidden.clone(), ..MentionFilter::default() };
        let mentions = index
            .ids()
            .map(|article| {
                let matching = index
                    .mentions(article)
                    .filter(|(referent, mention)| mention_filter.matches(index, *referent, mention));
                matching.count() as u32
            })
            .collect();
        let ambiguous = index.ids().map(|article| ambiguous_in(index, article)).sum();
        let neighbourhood = selected.map(|selected| neighbourhood(index, index.ids(), selected));
        answer(CorpusStats {
            selected: *selected,
            hidden: hidden.clone(),
            mentions,
            neighbourhood,
            ambiguous,
        });
    }
}
