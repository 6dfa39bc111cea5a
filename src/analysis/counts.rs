//! Who is named, how often, in how many articles, how spelled.

use std::collections::BTreeMap;

use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// What the corpus says of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityCount {
    /// Its number in this generation; none for an entity that only ambiguous mentions may name.
    pub referent: Option<ReferentId>,
    /// The entity.
    pub entity: EntityRef,
    /// Mentions that count.
    pub mentions: u32,
    /// Articles that hold at least one of them.
    pub articles: u32,
    /// Ambiguous mentions for which it is a candidate.
    pub ambiguous: u32,
    /// Spellings of the mentions that count, most frequent first, then by their characters.
    pub surfaces: Vec<(String, u32)>,
}

/// Counts of every entity that has a mention, certain or ambiguous, in the order of the list, values of a template in
/// natural order.
pub fn entity_counts(index: &Index) -> Vec<EntityCount> {
    counts_of(index, None)
}

/// The counts of one entity; none if the articles do not name it.
pub fn entity_count(index: &Index, wanted: ReferentId) -> Option<EntityCount> {
    let entity = index.entity(wanted)?;
    counts_of(index, Some(entity)).pop()
}

/// Counts of one entity, or of all.
fn counts_of(index: &Index, only: Option<&EntityRef>) -> Vec<EntityCount> {
    #[derive(Default)]
    struct Tally<'a> {
        referent: Option<ReferentId>,
        mentions: u32,
        articles: u32,
        ambiguous: u32,
        last: Option<ArticleId>,
        surfaces: BTreeMap<&'a str, u32>,
    }
    let is_wanted = |entity: &EntityRef| only.is_none_or(|only| only == entity);
    let mut tallies: BTreeMap<&EntityRef, Tally<'_>> = BTreeMap::new();
    for article in index.ids() {
        for (number, mention) in index.mentions(article) {
            let Some(referent) = index.referent(number) else { continue };
            if mention.counts() {
                let Some(entity) = referent.entity().filter(|entity| is_wanted(entity)) else { continue };
                let tally = tallies.entry(entity).or_default();
                tally.referent = Some(number);
                tally.mentions += 1;
                tally.articles += u32::from(tally.last != Some(article));
                tally.last = Some(article);
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

/// The order of the list; values of a template in natural order (9-point before 28-point).
pub fn in_list_order(left: &EntityRef, right: &EntityRef) -> std::cmp::Ordering {
    let value = |entity: &EntityRef| entity.value.as_deref().unwrap_or_default().as_bytes().to_vec();
    left.entry
        .cmp(&right.entry)
        .then_with(|| crate::corpus::order::natural_bytes(&value(left), &value(right)))
}

/// How many mentions of an article count.
pub fn mentions_in(index: &Index, article: ArticleId) -> u32 {
    index.mentions(article).filter(|(_, mention)| mention.counts()).count() as u32
}

/// How many different entities the mentions of an article that count name.
pub fn entities_in(index: &Index, article: ArticleId) -> u32 {
    let mut named: Vec<ReferentId> =
        index.mentions(article).filter(|(_, mention)| mention.counts()).map(|(number, _)| number).collect();
    named.sort_unstable();
    named.dedup();
    named.len() as u32
}
