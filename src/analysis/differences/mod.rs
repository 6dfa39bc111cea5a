//! What reports of one event give differently: figures, dates, plans and spellings.
//!
//! What a value is about comes first, whether it differs second. `statement` turns the figures
//! ([`crate::analysis::figures`]) and dates ([`crate::analysis::dates`]) of each report into statements. A statement
//! has the concepts that it is about (`concepts`, weighed by `weights`) and what limits it, such as a day or a place.
//! `twins` joins equal statements, `link` compares two statements of one unit, `judge` decides whether they are about
//! one thing and whether they differ, and `groups` joins them into rows, the best pairs first. Values that agree are
//! joined too. A group differs if two directly linked values are disjoint and the link is strong. `entities` compares
//! plans and spellings.
//!
//! `anchor` names each row in a few words of its sentences. `phrase` splits these into noun groups and verbs (`verbs`),
//! `shared` compares them, `roles` and `theme` find what an act was done to, and `scope` what limits the values.
//!
//! A false difference costs more than ten missed ones, so the rules report none where they cannot be sure: for parts of
//! a whole, `another 20`, former values, quoted words, hypothetical values against stated ones, two places, two days,
//! two sources that are known to contradict each other, and tolls that are higher in the report of a later day.
//!
//! Limitations: only English is read. Statements whose sentences share no concept are not compared. Two statements of
//! one unit are compared only if they share one of their rarest concepts, and if at most a few hundred statements of
//! the unit have it.

mod anchor;
mod concepts;
mod entities;
mod groups;
mod interval;
mod judge;
mod link;
mod phrase;
mod places;
mod roles;
mod row;
mod scope;
mod shared;
mod statement;
mod theme;
mod twins;
mod verbs;
mod weights;

use crate::analysis::facts::Facts;
use crate::analysis::figures::{Figure, Qualifier};
use crate::analysis::variants::Strength;
use crate::gazetteer::Gazetteer;
use groups::groups;
use statement::{Statement, What, statements};
use twins::Group;
use weights::Concepts;

pub use row::{Bound, Difference, Kind, Value};

/// Compares reports. `voices` has the number of each report's voice. A report without one is its own voice, numbered by
/// its index. Returns the figures and dates that are given twice or more, differing ones first, then families of plans,
/// then spellings.
pub fn differences(reports: &[Facts], gazetteer: &Gazetteer, voices: &[u32]) -> Vec<Difference> {
    let mut concepts = Concepts::default();
    let found: Vec<Statement> =
        (0..).zip(reports).flat_map(|(report, facts)| statements(report, facts, &mut concepts)).collect();
    let groups = groups(reports, &found, &concepts);
    let mut rows: Vec<Difference> =
        groups.iter().filter_map(|group| row(reports, &found, group, &concepts, voices)).collect();
    rows.sort_by_key(|row| !row.differs);
    rows.extend(entities::points(reports, gazetteer, voices));
    rows.extend(entities::spellings(reports, gazetteer, voices));
    rows
}

/// Maximum number of sets of values that agree, and of values of a set with which a further one is compared. More of these
/// are nearly always the same value.
const MAX_ALIKE: usize = 64;

/// Returns the row of a group. None if it has fewer than two statements.
fn row(
    reports: &[Facts],
    statements: &[Statement],
    group: &Group,
    concepts: &Concepts,
    voices: &[u32],
) -> Option<Difference> {
    let members: Vec<(&Facts, &Statement)> = group
        .members
        .iter()
        .filter_map(|at| statements.get(*at))
        .filter_map(|statement| Some((reports.get(statement.report as usize)?, statement)))
        .collect();
    members.get(1)?;
    let figures: Vec<&Figure> =
        members.iter().filter_map(|(facts, statement)| link::figure((facts, statement))).collect();
    let kind = if figures.is_empty() { Kind::Date } else { Kind::Figure };
    let values =
        members.iter().zip(alike(&members)).filter_map(|(member, alike)| value(*member, alike, voices));
    let values = values.collect();
    Some(Difference {
        kind,
        anchor: anchor::anchor(&members, concepts),
        unit: figures.first().map(|figure| figure.unit.clone()).unwrap_or_default(),
        strength: if group.differs || judge::is_strong(&group.link) {
            Strength::Strong
        } else {
            Strength::Possible
        },
        differs: group.differs,
        values,
    })
}

/// Returns for each statement the number of those that it agrees with, from 0: each joins the first set of statements of
/// which it contradicts none.
fn alike(members: &[(&Facts, &Statement)]) -> Vec<u32> {
    let mut sets: Vec<Vec<(&Facts, &Statement)>> = Vec::new();
    let mut numbers = Vec::with_capacity(members.len());
    for member in members {
        let agrees = |set: &Vec<(&Facts, &Statement)>| {
            set.iter().take(MAX_ALIKE).all(|other| !judge::is_disjoint(*member, *other))
        };
        let at = sets.iter().position(agrees).unwrap_or(sets.len());
        match sets.get_mut(at) {
            Some(set) => set.push(*member),
            None if at < MAX_ALIKE => sets.push(vec![*member]),
            None => {}
        }
        numbers.push(u32::try_from(at).unwrap_or(u32::MAX));
    }
    numbers
}

/// Returns the value of a statement.
fn value((facts, statement): (&Facts, &Statement), alike: u32, voices: &[u32]) -> Option<Value> {
    let (range, low, high, qualifier) = match statement.what {
        What::Figure(at) => {
            let figure = facts.figures.get(at)?;
            let bound = |value: f64| value.is_finite().then_some(Bound::Number(value));
            (
                figure.range.clone(),
                bound(figure.low),
                bound(figure.high),
                figure.qualifier.map(Qualifier::name),
            )
        }
        What::Date(at) => {
            let date = facts.dates.get(at)?;
            let text = date.date.clone()?;
            let (low, high) = text.split_once('/').unwrap_or((&text, &text));
            let bound = |date: &str| Some(Bound::Date(date.to_owned()));
            (date.range.clone(), bound(low), bound(high), Some(date.granularity.name()))
        }
    };
    Some(Value {
        value: facts.article.text.slice(range.clone()).to_owned(),
        low,
        high,
        qualifier,
        report: statement.report,
        voice: voices.get(statement.report as usize).copied().unwrap_or(statement.report),
        alike,
        range,
        sentence: statement.sentence.clone(),
    })
}

#[cfg(test)]
mod tests;
