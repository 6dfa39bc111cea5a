//! What the panel shows of one article, and of the selected entity in it.

use std::collections::BTreeMap;

use super::Snapshot;
use crate::analysis::cooccurrence::{Neighbourhood, neighbourhood};
use crate::analysis::counts::in_list_order;
use crate::analysis::walk::{MentionFilter, mentions_in_article};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::EntityRef;

/// Asks for the numbers of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleStatsQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The article.
    pub article: ArticleId,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Kinds that are passed over where no entity is selected.
    pub hidden: KindSet,
}

/// The numbers of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleStats {
    /// The article.
    pub article: ArticleId,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Its entities: by kind, most mentions first, then in the order of the list.
    pub entities: Vec<EntityMentions>,
    /// Kinds that are passed over where no entity is selected.
    pub hidden: KindSet,
    /// First bytes of the mentions that count, in order, each once: of the selected entity, else of all kinds that are not hidden.
    pub stops: Vec<u32>,
    /// Who appears with the selected entity in it.
    pub neighbourhood: Option<Neighbourhood>,
    /// Its ambiguous mentions.
    pub ambiguous: u32,
}

/// An entity of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityMentions {
    /// Its number.
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
        for (number, _) in index.mentions(*article).filter(|(_, mention)| mention.counts()) {
            *counts.entry(number).or_default() += 1;
        }
        let mut entities: Vec<EntityMentions> = counts
            .into_iter()
            .filter_map(|(referent, mentions)| {
                Some(EntityMentions { referent, entity: index.entity(referent)?.clone(), mentions })
            })
            .collect();
        let kind = |one: &EntityMentions| index.gazetteer().entry(one.entity.entry).map(|entry| entry.kind);
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
            .map(|stop| stop as u32)
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

/// Ambiguous mentions of an article, boilerplate left out.
pub(super) fn ambiguous_in(index: &Index, article: ArticleId) -> u32 {
    index.mentions(article).filter(|(_, mention)| mention.counts_as_ambiguous()).count() as u32
}
