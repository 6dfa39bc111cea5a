//! Counts how often each entity is named, in how many articles, and under which spellings.

use std::collections::BTreeMap;

use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// The counts of one entity over the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityCount {
    /// Its id in this generation of the index. None if no mention of it counts.
    pub referent: Option<ReferentId>,
    /// The entity.
    pub entity: EntityRef,
    /// Mentions that count.
    pub mentions: u32,
    /// Articles with at least one of them.
    pub articles: u32,
    /// Ambiguous mentions in the body that have it as a candidate.
    pub ambiguous: u32,
    /// Spellings of the mentions that count, most frequent first, ties in code point order.
    pub surfaces: Vec<(String, u32)>,
}

/// Counts every entity that has a mention that counts or an ambiguous one, sorted by [`in_list_order`].
pub fn entity_counts(index: &Index) -> Vec<EntityCount> {
    counts_of(index, None)
}

/// Counts one entity. None if `id` is not the id of an entity, or if no mention of it counts or is ambiguous.
pub fn entity_count(index: &Index, id: ReferentId) -> Option<EntityCount> {
    let entity = index.entity(id)?;
    counts_of(index, Some(entity)).pop()
}

/// Counts the entity `only`, or every entity if that is None.
fn counts_of(index: &Index, only: Option<&EntityRef>) -> Vec<EntityCount> {
    #[derive(Default)]
    struct Tally<'a> {
        referent: Option<ReferentId>,
        mentions: u32,
        articles: u32,
        ambiguous: u32,
        last_article: Option<ArticleId>,
        surfaces: BTreeMap<&'a str, u32>,
    }
    let is_wanted = |entity: &EntityRef| only.is_none_or(|only| only == entity);
    let mut tallies: BTreeMap<&EntityRef, Tally<'_>> = BTreeMap::new();
    for article in index.ids() {
        for (id, mention) in index.mentions(article) {
            let Some(referent) = index.referent(id) else { continue };
            if mention.counts() {
                let Some(entity) = referent.entity().filter(|entity| is_wanted(entity)) else { continue };
                let tally = tallies.entry(entity).or_default();
                tally.referent = Some(id);
                tally.mentions += 1;
                tally.articles += u32::from(tally.last_article != Some(article));
                tally.last_article = Some(article);
                *tally.surfaces.entry(index.surface(article, mention)).or_default() += 1;
            } else if mention.counts_as_ambiguous() {
                for entity in referent.candidates().iter().filter(|entity| is_wanted(entity)) {
                    tallies.entry(entity).or_default().ambiguous += 1;
                }
            }
        }
    }
    let mut counts: Vec<EntityCount> = tallies
        .into_iter()
        .map(|(entity, tally)| {
            let mut surfaces: Vec<(String, u32)> =
                tally.surfaces.into_iter().map(|(surface, count)| (surface.to_owned(), count)).collect();
            surfaces.sort_by(|(left, left_count), (right, right_count)| {
                right_count.cmp(left_count).then_with(|| left.cmp(right))
            });
            EntityCount {
                referent: tally.referent,
                entity: entity.clone(),
                mentions: tally.mentions,
                articles: tally.articles,
                ambiguous: tally.ambiguous,
                surfaces,
            }
        })
        .collect();
    counts.sort_by(|left, right| in_list_order(&left.entity, &right.entity));
    counts
}

/// Compares by position in the list, then by value of a template in natural order (9-point before 28-point).
pub fn in_list_order(left: &EntityRef, right: &EntityRef) -> std::cmp::Ordering {
    let value = |entity: &EntityRef| entity.value.as_deref().unwrap_or_default().as_bytes().to_vec();
    left.entry
        .cmp(&right.entry)
        .then_with(|| crate::corpus::order::natural_bytes(&value(left), &value(right)))
}

/// Returns the number of mentions in an article that count.
pub fn mentions_in(index: &Index, article: ArticleId) -> u32 {
    index.mentions(article).filter(|(_, mention)| mention.counts()).count() as u32
}

/// Returns the number of distinct entities that an article names in mentions that count.
pub fn entities_in(index: &Index, article: ArticleId) -> u32 {
    let mut entities: Vec<ReferentId> =
        index.mentions(article).filter(|(_, mention)| mention.counts()).map(|(id, _)| id).collect();
    entities.sort_unstable();
    entities.dedup();
    entities.len() as u32
}
