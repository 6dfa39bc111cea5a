//! `whoswho differences`: the values that articles give differently, one row per thing.
//!
//! All articles and their facts are kept in memory until the last article has been read.

use std::io::{self, Write};

use serde_json::{Map, Number, Value as Json, json};

use crate::analysis::differences::{Bound, Difference, Kind, Value, differences};
use crate::analysis::facts::Facts;
use crate::analysis::passages::passages;
use crate::analysis::variants::Strength;
use crate::cli::arguments::DifferencesArguments;
use crate::cli::output;
use crate::cli::reports::{read_facts, resolve_with_copies};
use crate::export::code_points::CodePoints;
use crate::export::{Column, Format};
use crate::intake::Problem;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;
use crate::text::width::{clip, width};

/// Column names, which must stay stable.
const COLUMNS: &[&str] = &["kind", "anchor", "unit", "strength", "differs", "values"];
/// Maximum width of a value in the table, in terminal columns.
const MAX_VALUE_WIDTH: usize = 24;
/// Maximum width of a sentence in the table, in terminal columns.
const MAX_SENTENCE_WIDTH: usize = 160;

/// Runs the command. Prints the figures and dates that differ, and the families of plans; with `--all` also the figures
/// and dates that agree, and the spellings. The table has a block of lines per row.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &DifferencesArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve_with_copies(&arguments.rows.sources)?;
    let gazetteer = resolved.list.matcher.gazetteer();
    let (reports, problems) = read_facts(&resolved, &resolved.list.matcher);
    let is_shown = |row: &Difference| arguments.all || row.differs || row.kind == Kind::Points;
    let voices = passages(&reports, &|| false).voices.of;
    let voices: Vec<u32> = voices.into_iter().map(|voice| u32::try_from(voice).unwrap_or(u32::MAX)).collect();
    let rows = differences(&reports, gazetteer, &voices).into_iter();
    let rows: Vec<Difference> = rows.filter(is_shown).collect();
    if arguments.rows.format == Format::Table {
        print_table(&mut io::stdout().lock(), &reports, &rows)?;
        return Ok(problems);
    }
    let columns = COLUMNS.iter().map(|name| Column::text(name));
    let mut out = output::rows(&arguments.rows, columns.collect())?;
    let mut points: Vec<CodePoints<'_>> =
        reports.iter().map(|facts| CodePoints::new(facts.article.text.as_str())).collect();
    for row in &rows {
        let values: Vec<Json> =
            row.values.iter().filter_map(|value| value_object(&reports, &mut points, value)).collect();
        out.write(vec![
            json!(row.kind.name()),
            json!(row.anchor),
            json!(Some(&row.unit).filter(|unit| !unit.is_empty())),
            json!(row.strength.name()),
            json!(row.differs),
            Json::Array(values),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}

/// Returns a value as a JSON object. Voices are counted from 1, and offsets in code points.
fn value_object(reports: &[Facts], points: &mut [CodePoints<'_>], value: &Value) -> Option<Json> {
    let article = &reports.get(value.report as usize)?.article;
    let points = points.get_mut(value.report as usize)?;
    let cells = [
        ("value", json!(value.value)),
        ("low", bound(value.low.as_ref())),
        ("high", bound(value.high.as_ref())),
        ("qualifier", json!(value.qualifier)),
        ("voice", json!(value.voice + 1)),
        ("article", json!(article.key.to_string())),
        ("start", json!(points.at(value.range.start))),
        ("end", json!(points.at(value.range.end))),
        ("sentence", json!(article.text.slice(value.sentence.clone()))),
    ];
    Some(Json::Object(cells.map(|(name, cell)| (name.to_owned(), cell)).into_iter().collect::<Map<_, _>>()))
}

/// Returns a bound as JSON: a date as text, a whole number without decimals, any other number rounded to six
/// significant digits.
fn bound(bound: Option<&Bound>) -> Json {
    match bound {
        None => Json::Null,
        Some(Bound::Date(date)) => json!(date),
        Some(Bound::Number(number)) if number.fract() == 0.0 && number.abs() < 9e15 => json!(*number as i64),
        Some(Bound::Number(number)) => {
            let rounded = format!("{number:.5e}").parse().ok().and_then(Number::from_f64);
            rounded.map_or(Json::Null, Json::Number)
        }
    }
}

/// Prints a block per row: a line with its anchor, then a line per value with the article and the sentence.
fn print_table(out: &mut impl Write, reports: &[Facts], rows: &[Difference]) -> io::Result<()> {
    if reports.len() < 2 && rows.is_empty() {
        let reports = if reports.is_empty() { "No report" } else { "One report" };
        writeln!(out, "{reports}: nothing to compare")?;
    }
    if !rows.iter().any(|row| row.differs) {
        writeln!(out, "No differing figures or dates found")?;
    }
    for row in rows {
        let mark = if row.differs { "≠ " } else { "" };
        let possible = if row.strength == Strength::Possible { " (possibly)" } else { "" };
        writeln!(out, "\n{mark}{}: {}{possible}", row.kind.name(), sanitize_line(&row.anchor))?;
        let cells = |value: &Value| {
            let article = reports.get(value.report as usize).map(|facts| &facts.article);
            let name = article.map(|article| article.key.to_string()).unwrap_or_default();
            let sentence = article.map_or("", |article| article.text.slice(value.sentence.clone()));
            let text = collapse(&value.value);
            [
                clip(&text, MAX_VALUE_WIDTH).into_owned(),
                name,
                clip(&collapse(sentence), MAX_SENTENCE_WIDTH).into_owned(),
            ]
        };
        let cells: Vec<[String; 3]> = row.values.iter().map(cells).collect();
        let widest = |at: usize| {
            cells.iter().filter_map(|cells| cells.get(at)).map(|cell| width(cell)).max().unwrap_or(0)
        };
        let (values, names) = (widest(0), widest(1));
        for [value, name, sentence] in &cells {
            let pad = |cell: &str, to: usize| " ".repeat(to.saturating_sub(width(cell)));
            writeln!(
                out,
                "    {}{}  {name}{}  {}",
                sanitize_line(value),
                pad(value, values),
                pad(name, names),
                sanitize_line(sentence)
            )?;
        }
    }
    out.flush()
}
