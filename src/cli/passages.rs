//! `whoswho passages`: one row per copy, passage or quote that reports share, with all its places.
//!
//! All articles and their facts are held in memory, since each is compared with all others.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde_json::{Value, json};

use crate::analysis::facts::Facts;
use crate::analysis::passages::{Kind, Passage, Passages, passages};
use crate::cli::arguments::PassagesArguments;
use crate::cli::output;
use crate::cli::reports::{read_facts, resolve_with_copies};
use crate::export::code_points::CodePoints;
use crate::export::{Column, Format};
use crate::intake::Problem;
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;
use crate::text::width::clip;

/// Column names, which must stay stable, and whether each column is right-aligned.
const COLUMNS: &[(&str, bool)] = &[("kind", false), ("score", true), ("speaker", false), ("places", false)];

/// Maximum number of places that a table shows of a passage.
const MAX_PLACES: usize = 10;
/// Maximum width of the text of a place in a table, in columns.
const MAX_TEXT_WIDTH: usize = 100;

/// Runs the command. Copies are read even without `--duplicates`, since they are among the results.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &PassagesArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve_with_copies(&arguments.rows.sources)?;
    let (all, problems) = read_facts(&resolved, &resolved.list.matcher);
    let mut found = passages(&all, &|| false);
    let note = note(&found, all.len());
    if let Some(kind) = arguments.kind {
        found.rows.retain(|row| row.kind == Kind::from(kind));
    }
    if arguments.rows.format == Format::Table {
        let is_terminal = io::stdout().is_terminal();
        write_table(&mut BufWriter::new(io::stdout().lock()), &found, &all, is_terminal)?;
    } else {
        let columns = COLUMNS.iter().map(|(name, right_aligned)| Column::new(name, *right_aligned));
        let mut out = output::rows(&arguments.rows, columns.collect())?;
        found.rows.iter().try_for_each(|passage| out.write(row(passage, &all)))?;
        out.finish()?;
    }
    if let Some(note) = note {
        // If standard error is closed, nobody wants the message.
        let _ = writeln!(io::stderr(), "{note}");
    }
    Ok(problems)
}

/// Returns a message if there is no passage, or if all reports are copies of each other.
fn note(found: &Passages, reports: usize) -> Option<String> {
    let are_copies =
        found.rows.first().is_some_and(|row| row.kind == Kind::Copy && row.places.len() == reports);
    match reports {
        0 => Some("No report: nothing to compare".to_owned()),
        1 => Some("One report: nothing to compare".to_owned()),
        _ if are_copies => Some(format!("All {reports} reports carry one text")),
        _ if found.rows.is_empty() => Some(format!("No passage is in two of the {reports} reports")),
        _ => None,
    }
}

/// Returns the row of a passage. The text of a copy is null, since it would be the whole report.
fn row(passage: &Passage, all: &[Facts]) -> Vec<Value> {
    let places = passage.places.iter().filter_map(|place| {
        let article = &all.get(place.article)?.article;
        let mut points = CodePoints::new(article.text.as_str());
        let text = (passage.kind != Kind::Copy).then(|| article.text.slice(place.range.clone()));
        Some(json!({
            "article": article.key.to_string(),
            "start": points.at(place.range.start),
            "end": points.at(place.range.end),
            "text": text,
        }))
    });
    vec![
        json!(passage.kind.name()),
        json!(rounded(passage.score)),
        json!(passage.speaker),
        Value::Array(places.collect()),
    ]
}

/// Rounds a score down to two decimals, so that only a score of 1 is printed as 1.
fn rounded(score: f64) -> f64 {
    (score * 100.0 + 1e-9).floor() / 100.0
}

/// Writes the table: the numbers of reports and voices, then each passage with a line for each of its first places.
fn write_table(out: &mut impl Write, found: &Passages, all: &[Facts], is_bold: bool) -> io::Result<()> {
    let reports = counted(all.len(), "report", "reports");
    writeln!(out, "{reports}, {}", counted(found.voices.count, "voice", "voices"))?;
    let (on, off) = if is_bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    for passage in &found.rows {
        let speaker = passage.speaker.as_deref().map(|speaker| format!("  {}", sanitize_line(speaker)));
        let score = rounded(passage.score);
        writeln!(out, "\n{on}{} {score:.2}{}{off}", passage.kind.name(), speaker.unwrap_or_default())?;
        for place in passage.places.iter().take(MAX_PLACES) {
            let Some(facts) = all.get(place.article) else { continue };
            let article = &facts.article;
            let text = match passage.kind {
                Kind::Copy => sanitize_line(&article.headline()).into_owned(),
                _ => sanitize_line(article.text.slice(place.range.clone())).into_owned(),
            };
            writeln!(out, "  {}: {}", article.key, clip(&text, MAX_TEXT_WIDTH))?;
        }
        if let Some(more) = passage.places.len().checked_sub(MAX_PLACES).filter(|more| *more > 0) {
            writeln!(out, "  and {}", counted(more, "other place", "other places"))?;
        }
    }
    out.flush()
}
