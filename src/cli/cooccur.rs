//! `whoswho cooccur`: a row a pair of entities that share a unit of text.

use serde_json::json;

use crate::analysis::cooccurrence::{Measures, Pair, Unit, pairs};
use crate::cli::arguments::{Cooccur, Measure};
use crate::cli::wanted::Wanted;
use crate::cli::{output, resolve};
use crate::corpus::{Index, ReferentId};
use crate::export::Column;
use crate::intake::{Problem, read_now};
use crate::mention::EntityRef;

/// Runs the command.
///
/// # Errors
/// What starting or writing meets, or that the list has no entity of the name asked for.
pub fn run(arguments: &Cooccur) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.rows.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.door, &resolved.list.matcher);
    let gazetteer = index.gazetteer();
    let wanted = arguments.entity.as_deref().map(|typed| Wanted::find(gazetteer, typed)).transpose()?;
    let found = found(&index, arguments.unit.into(), wanted.as_ref());
    let sorted = sorted(found, arguments.measure, index.len());
    let columns = ["a", "b", "unit"].map(Column::words).into_iter();
    let numbers = ["joint", "count_a", "count_b", "units", "g2", "logdice", "npmi", "jaccard"];
    let mut out = output::rows(&arguments.rows, columns.chain(numbers.map(Column::numbers)).collect())?;
    let unit = Unit::from(arguments.unit).name();
    for pair in sorted {
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

/// All pairs, or those of the entities that are wanted: a template may be several.
fn found(index: &Index, unit: Unit, wanted: Option<&Wanted>) -> Vec<Pair> {
    let Some(wanted) = wanted else { return pairs(index, unit, None) };
    let is_wanted = |entity: &EntityRef| wanted.is(entity, index.gazetteer());
    let named: Vec<ReferentId> = index
        .referents()
        .filter(|(_, referent)| referent.entity().is_some_and(is_wanted))
        .map(|(number, _)| number)
        .collect();
    match named.as_slice() {
        [] => Vec::new(),
        [only] => pairs(index, unit, Some(*only)),
        _ => {
            let mut all = pairs(index, unit, None);
            all.retain(|pair| is_wanted(&pair.a) || is_wanted(&pair.b));
            all
        }
    }
}

/// Highest first by the measure asked for; pairs without it last, in the order they had.
fn sorted(mut pairs: Vec<Pair>, measure: Option<Measure>, articles: usize) -> Vec<Pair> {
    let Some(measure) = measure else { return pairs };
    let value = |pair: &Pair| {
        let of = |take: fn(Measures) -> f64| pair.measures(articles).map_or(f64::NEG_INFINITY, take);
        match measure {
            Measure::Joint => f64::from(pair.joint),
            Measure::G2 => of(|measures| measures.g2),
            Measure::Logdice => of(|measures| measures.logdice),
            Measure::Npmi => of(|measures| measures.npmi),
            Measure::Jaccard => of(|measures| measures.jaccard),
        }
    };
    pairs.sort_by(|left, right| value(right).total_cmp(&value(left)));
    pairs
}
