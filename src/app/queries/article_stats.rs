//! The counts that the panel shows for one article, and for the selected entity in it.

use std::collections::BTreeMap;

use super::Snapshot;
use crate::analysis::cooccurrence::{Neighbourhood, neighbourhood};
use crate::analysis::counts::in_list_order;
use crate::analysis::walk::{MentionFilter, mentions_in_article};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::EntityRef;

/// Asks for the counts of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleStatsQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The article.
    pub article: ArticleId,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Hidden kinds; they only matter if no entity is selected.
    pub hidden: KindSet,
}

/// The counts of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleStats {
    /// The article.
    pub article: ArticleId,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// The entities with mentions that count: by kind, most mentions first, then in the order of the list.
    pub entities: Vec<EntityMentions>,
    /// Hidden kinds; they only matter if no entity is selected.
    pub hidden: KindSet,
    /// Byte offsets of the mentions that count, in order, without duplicates: of the selected entity, else of all kinds that are
    /// not hidden.
    pub stops: Vec<u32>,
    /// The entities that appear in it with the selected entity.
    pub neighbourhood: Option<Neighbourhood>,
    /// The number of its ambiguous mentions.
    pub ambiguous: u32,
}

/// An entity of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityMentions {
    /// Its id in the index.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// Mentions in the article that count.
    pub mentions: u32,
}

impl Query for ArticleStatsQuery {
    type Answer = ArticleStats;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(ArticleStats)) {
        let Self { snapshot: index, article, selected, hidden } = self;
        let mut counts: BTreeMap<ReferentId, u32> = BTreeMap::new();
        for (referent, _) in index.mentions(*article).filter(|(_, mention)| mention.counts()) {
            *counts.entry(referent).or_default() += 1;
        }
        let mut entities: Vec<EntityMentions> = counts
            .into_iter()
            .filter_map(|(referent, mentions)| {
                Some(EntityMentions { referent, entity: index.entity(referent)?.clone(), mentions })
            })
            .collect();
        let kind = |row: &EntityMentions| index.gazetteer().entry(row.entity.entry).map(|entry| entry.kind);
        entities.sort_by(|left, right| {
            kind(left)
                .cmp(&kind(right))
                .then(right.mentions.cmp(&left.mentions))
                .then_with(|| in_list_order(&left.entity, &right.entity))
        });
        let mention_filter =
            MentionFilter { selected: *selected, hidden: hidden.clone(), show_nested: false };
        let stops = mentions_in_article(index, *article, mention_filter)
            .into_iter()
            .map(|offset| offset as u32)
            .collect();
        let neighbourhood = selected.map(|selected| neighbourhood(index, [*article], selected));
        answer(ArticleStats {
            article: *article,
            selected: *selected,
            entities,
            hidden: hidden.clone(),
            stops,
            neighbourhood,
            ambiguous: ambiguous_in(index, *article),
        });
    }
}

/// Returns the number of ambiguous mentions of an article, without boilerplate.
pub(super) fn ambiguous_in(index: &Index, article: ArticleId) -> u32 {
    index.mentions(article).filter(|(_, mention)| mention.counts_as_ambiguous()).count() as u32
}
