//! `whoswho cooccur`: one row per pair of entities that occur in the same unit of text.

use serde_json::json;

use crate::analysis::cooccurrence::{Measures, Pair, Unit, pairs};
use crate::cli::arguments::{CooccurArguments, Measure};
use crate::cli::entity_query::EntityQuery;
use crate::cli::{output, resolve};
use crate::corpus::{Index, ReferentId};
use crate::export::Column;
use crate::intake::{Problem, read_now};
use crate::mention::EntityRef;

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, the list does not have the given entity, or writing fails.
pub fn run(arguments: &CooccurArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.rows.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
    let gazetteer = index.gazetteer();
    let query = arguments.entity.as_deref().map(|name| EntityQuery::parse(gazetteer, name)).transpose()?;
    let pairs = find_pairs(&index, arguments.unit.into(), query.as_ref());
    let pairs = sort(pairs, arguments.measure, index.len());
    let columns = ["a", "b", "unit"].map(Column::text).into_iter();
    let numbers = ["joint", "count_a", "count_b", "units", "g2", "logdice", "npmi", "jaccard"];
    let mut out = output::rows(&arguments.rows, columns.chain(numbers.map(Column::number)).collect())?;
    let unit = Unit::from(arguments.unit).name();
    for pair in pairs {
        let measures = pair.measures(index.len());
        out.write(vec![
            json!(pair.a.name(gazetteer)),
            json!(pair.b.name(gazetteer)),
            json!(unit),
            json!(pair.joint),
            json!(pair.count_a),
            json!(pair.count_b),
            json!(pair.units),
            json!(measures.map(|measures| measures.g2)),
            json!(measures.map(|measures| measures.logdice)),
            json!(measures.map(|measures| measures.npmi)),
            json!(measures.map(|measures| measures.jaccard)),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}

/// Returns all pairs, or only those with an entity that matches the query. The name of a template matches the entities
/// of all its values.
fn find_pairs(index: &Index, unit: Unit, query: Option<&EntityQuery>) -> Vec<Pair> {
    let Some(query) = query else { return pairs(index, unit, None) };
    let is_match = |entity: &EntityRef| query.matches(entity, index.gazetteer());
    let matching: Vec<ReferentId> = index
        .referents()
        .filter(|(_, referent)| referent.entity().is_some_and(is_match))
        .map(|(id, _)| id)
        .collect();
    match matching.as_slice() {
        [] => Vec::new(),
        [only] => pairs(index, unit, Some(*only)),
        _ => {
            let mut all = pairs(index, unit, None);
            all.retain(|pair| is_match(&pair.a) || is_match(&pair.b));
            all
        }
    }
}

/// Sorts pairs by the measure, highest first. Pairs without it come last, in their original order.
fn sort(mut pairs: Vec<Pair>, measure: Option<Measure>, articles: usize) -> Vec<Pair> {
    let Some(measure) = measure else { return pairs };
    let value = |pair: &Pair| {
        let value_or_lowest =
            |get: fn(Measures) -> f64| pair.measures(articles).map_or(f64::NEG_INFINITY, get);
        match measure {
            Measure::Joint => f64::from(pair.joint),
            Measure::G2 => value_or_lowest(|measures| measures.g2),
            Measure::Logdice => value_or_lowest(|measures| measures.logdice),
            Measure::Npmi => value_or_lowest(|measures| measures.npmi),
            Measure::Jaccard => value_or_lowest(|measures| measures.jaccard),
        }
    };
    pairs.sort_by(|left, right| value(right).total_cmp(&value(left)));
    pairs
}
