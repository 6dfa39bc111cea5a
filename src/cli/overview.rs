//! `whoswho overview`: how the articles differ, on one screen.
//!
//! All articles are held until the last has been read, each with what it states.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use crate::analysis::facts::Facts;
use crate::analysis::overview::{Compared, Place, Row, overview};
use crate::cli::arguments::RowArguments;
use crate::cli::overview_table::write_table;
use crate::cli::reports::{read_facts, resolve_with_copies};
use crate::cli::{output, provisional};
use crate::export::code_points::CodePoints;
use crate::export::{Column, Format};
use crate::intake::Problem;

/// Column names, which must stay stable.
const COLUMNS: &[&str] = &["band", "label", "cells", "places", "differs", "absent"];

/// Runs the command. Copies are read even without `--duplicates`, since they are one voice. Without a list, the names are
/// those that `suggest` finds.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &RowArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve_with_copies(&arguments.sources)?;
    let matcher = provisional::matcher(&resolved)?;
    let gazetteer = matcher.gazetteer();
    let (reports, problems) = read_facts(&resolved, &matcher);
    let compared = Compared::new(&reports, gazetteer, &|| false);
    let found = overview(&reports, gazetteer, &compared);
    if arguments.format == Format::Table {
        let mut out = io::stdout().lock();
        write_table(&mut out, &found, &reports)?;
        out.flush()?;
        return Ok(problems);
    }
    let mut out = output::rows(arguments, COLUMNS.iter().map(|name| Column::text(name)).collect())?;
    let names: Vec<String> = reports.iter().map(|facts| facts.article.key.to_string()).collect();
    let mut points: Vec<CodePoints<'_>> =
        reports.iter().map(|facts| CodePoints::new(facts.article.text.as_str())).collect();
    for row in &found.rows {
        out.write(vec![
            json!(row.band.name()),
            json!(Some(&row.label).filter(|label| !label.is_empty())),
            cells(row, &names),
            places(row, &names, &reports, &mut points),
            json!(row.differs),
            json!(row.absent.iter().filter_map(|report| names.get(*report)).collect::<Vec<_>>()),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}

/// Returns what each article has: `{"article": ["text", ..], ..}`.
fn cells(row: &Row, names: &[String]) -> Json {
    let mut cells: Map<String, Json> = Map::new();
    for cell in &row.cells {
        let Some(name) = names.get(cell.report) else { continue };
        let texts = cells.entry(name.clone()).or_insert_with(|| json!([]));
        if let Json::Array(texts) = texts {
            texts.push(json!(cell.text));
        }
    }
    Json::Object(cells)
}

fn places(row: &Row, names: &[String], reports: &[Facts], points: &mut [CodePoints<'_>]) -> Json {
    let place = |place: &Place| {
        let (article, points) = (&reports.get(place.report)?.article, points.get_mut(place.report)?);
        Some(json!({
            "article": names.get(place.report)?,
            "start": points.at(place.range.start),
            "end": points.at(place.range.end),
            "text": article.text.slice(place.range.clone()),
        }))
    };
    Json::Array(row.places.iter().filter_map(place).collect())
}
