//! Co-occurrence: the units of text that hold two entities, and how strongly these are associated.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::analysis::counts::in_list_order;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// Minimum number of articles for measures. With fewer, nearly every ratio is at its ceiling, so pairs are shown and
/// ranked by counts alone.
pub const MIN_ARTICLES_FOR_MEASURES: usize = 30;
/// Minimum number of joint units for measures.
pub const MIN_JOINT_FOR_MEASURES: u32 = 3;

/// The unit of text that two entities share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A whole article.
    Article,
    /// A paragraph of the body. Titles and list items count as paragraphs.
    Paragraph,
    /// A sentence of the body.
    Sentence,
}

impl Unit {
    /// Returns the word for one unit.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Sentence => "sentence",
        }
    }
}

/// Two entities that share at least one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The entity that comes first in the list.
    pub a: EntityRef,
    /// The other entity.
    pub b: EntityRef,
    /// Units that hold both.
    pub joint: u32,
    /// Units that hold `a`.
    pub count_a: u32,
    /// Units that hold `b`.
    pub count_b: u32,
    /// Number of all units.
    pub units: u32,
}

/// How much more or less often than by chance a pair shares a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Log-likelihood ratio over all four cells of the contingency table (Dunning 1993). Negative if the pair shares
    /// fewer units than by chance.
    pub g2: f64,
    /// 14 + log2 of the Dice coefficient (Rychlý 2008); at most 14.
    pub logdice: f64,
    /// Normalised pointwise mutual information (Bouma 2009); from -1 to 1.
    pub npmi: f64,
    /// Joint units over units that hold either; from 0 to 1.
    pub jaccard: f64,
}

impl Pair {
    /// Returns the measures. None if there are too few articles or joint units for them to mean anything.
    pub fn measures(&self, articles: usize) -> Option<Measures> {
        reliable_measures(articles, self.joint, (self.count_a, self.count_b), self.units)
    }
}

/// Returns the measures of two entities. None if there are too few articles or joint units for them to mean anything.
fn reliable_measures(articles: usize, joint: u32, counts: (u32, u32), units: u32) -> Option<Measures> {
    let is_enough = articles >= MIN_ARTICLES_FOR_MEASURES && joint >= MIN_JOINT_FOR_MEASURES;
    is_enough.then(|| measures(joint, counts.0, counts.1, units))
}

/// Computes the measures from the joint units, the units that hold each entity, and all units. `joint` must be between
/// 1 and the smaller of the counts, and these must be at most `units`.
pub fn measures(joint: u32, count_a: u32, count_b: u32, units: u32) -> Measures {
    let (joint, a, b, n) = (f64::from(joint), f64::from(count_a), f64::from(count_b), f64::from(units));
    let expected = a * b / n;
    let cell = |observed: f64, row: f64, column: f64| {
        if observed > 0.0 { observed * (observed * n / (row * column)).ln() } else { 0.0 }
    };
    let ratio = cell(joint, a, b)
        + cell(a - joint, a, n - b)
        + cell(b - joint, n - a, b)
        + cell(n - a - b + joint, n - a, n - b);
    let sign = if joint < expected { -1.0 } else { 1.0 };
    let probability = joint / n;
    let npmi = if joint >= n { 1.0 } else { (joint / expected).ln() / -probability.ln() };
    Measures {
        g2: sign * (2.0 * ratio).max(0.0),
        logdice: 14.0 + (2.0 * joint / (a + b)).log2(),
        npmi,
        jaccard: joint / (a + b - joint),
    }
}

/// The units of an article that hold each of its entities, sorted and without duplicates.
type UnitsByEntity = HashMap<ReferentId, Vec<u32>>;

fn units_by_entity(index: &Index, article: ArticleId, unit: Unit) -> UnitsByEntity {
    let mut by_entity: UnitsByEntity = HashMap::new();
    for (id, mention) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
        let ordinal = match unit {
            Unit::Article => 0,
            Unit::Paragraph => mention.block,
            Unit::Sentence => mention.sentence,
        };
        let ordinals = by_entity.entry(id).or_default();
        if ordinals.last() != Some(&ordinal) {
            ordinals.push(ordinal);
        }
    }
    by_entity
}

/// Returns how many units of a kind an article has.
pub fn units_in(index: &Index, article: ArticleId, unit: Unit) -> u32 {
    index.row(article).map_or(0, |row| match unit {
        Unit::Article => 1,
        Unit::Paragraph => row.paragraphs,
        Unit::Sentence => row.sentences,
    })
}

/// Counts every pair that shares a unit in any article, strongest first; with `only`, just the pairs of that entity.
pub fn pairs(index: &Index, unit: Unit, only: Option<ReferentId>) -> Vec<Pair> {
    let mut counts: HashMap<ReferentId, u32> = HashMap::new();
    let mut joint_counts: HashMap<(ReferentId, ReferentId), u32> = HashMap::new();
    let mut units = 0;
    for article in index.ids() {
        units += units_in(index, article, unit);
        let mut by_unit: HashMap<u32, Vec<ReferentId>> = HashMap::new();
        for (id, ordinals) in units_by_entity(index, article, unit) {
            *counts.entry(id).or_default() += ordinals.len() as u32;
            for ordinal in ordinals {
                by_unit.entry(ordinal).or_default().push(id);
            }
        }
        for mut ids in by_unit.into_values() {
            ids.sort_unstable();
            if let Some(only) = only {
                if ids.contains(&only) {
                    for other in ids.iter().filter(|other| **other != only) {
                        *joint_counts.entry(((*other).min(only), (*other).max(only))).or_default() += 1;
                    }
                }
                continue;
            }
            for (position, left) in ids.iter().enumerate() {
                for right in ids.iter().skip(position + 1) {
                    *joint_counts.entry((*left, *right)).or_default() += 1;
                }
            }
        }
    }
    let mut pairs: Vec<Pair> = joint_counts
        .into_iter()
        .filter_map(|((left, right), joint)| {
            let (mut a, mut b) = (index.entity(left)?.clone(), index.entity(right)?.clone());
            let (mut count_a, mut count_b) = (*counts.get(&left)?, *counts.get(&right)?);
            if in_list_order(&a, &b).is_gt() {
                std::mem::swap(&mut a, &mut b);
                std::mem::swap(&mut count_a, &mut count_b);
            }
            Some(Pair { a, b, joint, count_a, count_b, units })
        })
        .collect();
    rank(
        &mut pairs,
        |pair| (pair.measures(index.len()), [pair.joint]),
        |left, right| in_list_order(&left.a, &right.a).then_with(|| in_list_order(&left.b, &right.b)),
    );
    pairs
}

/// Sorts rows: by signed G2, highest first and those without measures last; then by the counts, highest first; then in
/// list order.
fn rank<T, const N: usize>(
    rows: &mut [T],
    strength: impl Fn(&T) -> (Option<Measures>, [u32; N]),
    list_order: impl Fn(&T, &T) -> Ordering,
) {
    let g2 = |measures: Option<Measures>| measures.map_or(f64::NEG_INFINITY, |measures| measures.g2);
    rows.sort_by(|left, right| {
        let (left_measures, left_counts) = strength(left);
        let (right_measures, right_counts) = strength(right);
        g2(right_measures)
            .total_cmp(&g2(left_measures))
            .then_with(|| right_counts.cmp(&left_counts))
            .then_with(|| list_order(left, right))
    });
}

/// An entity that shares an article with the selected one.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its id in this generation of the index.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// Articles that hold both.
    pub articles: u32,
    /// Paragraphs that hold both.
    pub paragraphs: u32,
    /// Sentences that hold both.
    pub sentences: u32,
    /// Measures over articles. None if there are too few articles, or too few that hold both.
    pub measures: Option<Measures>,
}

/// The entities that occur with a selected one in a set of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbourhood {
    /// Strongest first.
    pub neighbours: Vec<Neighbour>,
    /// Number of all articles, and of those that hold the entity.
    pub articles: (u32, u32),
    /// Number of all paragraphs, and of those that hold the entity.
    pub paragraphs: (u32, u32),
    /// Number of all sentences, and of those that hold the entity.
    pub sentences: (u32, u32),
    /// Mentions of the entity that count.
    pub mentions: u32,
}

/// Finds the entities that share one of the given articles with an entity. They are ranked by signed G2 over articles,
/// those without measures last, then by shared paragraphs, sentences and articles, then in list order.
pub fn neighbourhood(
    index: &Index,
    articles: impl IntoIterator<Item = ArticleId>,
    selected: ReferentId,
) -> Neighbourhood {
    let mut result = Neighbourhood::default();
    let mut shared: HashMap<ReferentId, (u32, u32, u32)> = HashMap::new();
    let mut article_counts: HashMap<ReferentId, u32> = HashMap::new();
    for article in articles {
        result.articles.0 += 1;
        result.paragraphs.0 += units_in(index, article, Unit::Paragraph);
        result.sentences.0 += units_in(index, article, Unit::Sentence);
        let mentions = index.mentions(article).filter(|(id, mention)| mention.counts() && *id == selected);
        result.mentions += mentions.count() as u32;
        let paragraphs = units_by_entity(index, article, Unit::Paragraph);
        for id in paragraphs.keys() {
            *article_counts.entry(*id).or_default() += 1;
        }
        let Some(own_paragraphs) = paragraphs.get(&selected) else { continue };
        let sentences = units_by_entity(index, article, Unit::Sentence);
        let own_sentences = sentences.get(&selected).map(Vec::as_slice).unwrap_or_default();
        result.articles.1 += 1;
        result.paragraphs.1 += own_paragraphs.len() as u32;
        result.sentences.1 += own_sentences.len() as u32;
        for (id, other_paragraphs) in paragraphs.iter().filter(|(id, _)| **id != selected) {
            let other_sentences = sentences.get(id).map(Vec::as_slice).unwrap_or_default();
            let entry = shared.entry(*id).or_default();
            entry.0 += 1;
            entry.1 += count_common(own_paragraphs, other_paragraphs);
            entry.2 += count_common(own_sentences, other_sentences);
        }
    }
    let own_articles = result.articles.1;
    let units = result.articles.0;
    result.neighbours = shared
        .into_iter()
        .filter_map(|(referent, (articles, paragraphs, sentences))| {
            let entity = index.entity(referent)?.clone();
            let other_articles = article_counts.get(&referent).copied().unwrap_or(articles);
            let counts = (own_articles, other_articles);
            let measures = reliable_measures(units as usize, articles, counts, units);
            Some(Neighbour { referent, entity, articles, paragraphs, sentences, measures })
        })
        .collect();
    rank(
        &mut result.neighbours,
        |neighbour| (neighbour.measures, [neighbour.paragraphs, neighbour.sentences, neighbour.articles]),
        |left, right| in_list_order(&left.entity, &right.entity),
    );
    result
}

/// Returns how many numbers two sorted slices have in common.
fn count_common(left: &[u32], right: &[u32]) -> u32 {
    left.iter().filter(|number| right.binary_search(number).is_ok()).count() as u32
}

#[cfg(test)]
#[path = "cooccurrence_tests.rs"]
mod tests;
