//! The overview as text: a line or a few for each band.

use std::io::{self, Write};

use crate::analysis::facts::Facts;
use crate::analysis::overview::{Band, Numbering, Overview, Row};
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;
use crate::text::width::{clip, width};

/// Width of the names of the bands, in terminal columns.
const BAND_COLUMNS: usize = 10;
/// Width of the labels of values and quotes.
const LABEL_COLUMNS: usize = 30;
/// Maximum width of the first words of a quote or passage.
const MAX_WORDS: usize = 40;
/// Maximum number of lines of a band.
const MAX_LINES: usize = 10;
/// Maximum number of entities that are named on a line, of each report for those in one only.
const MAX_NAMES: usize = 16;
/// Between the parts of a line.
const GAP: &str = " · ";

/// Writes the overview: a heading, the bands that have rows, and the numbers of the reports with their titles.
///
/// # Errors
/// If writing fails.
pub fn write_table(out: &mut impl Write, overview: &Overview, reports: &[Facts]) -> io::Result<()> {
    if reports.len() < 2 {
        let reports = if reports.is_empty() { "No report" } else { "One report" };
        return writeln!(out, "{reports}: nothing to compare");
    }
    writeln!(out, "{}\n", heading(overview, reports))?;
    if !overview.rows.iter().any(|row| row.band == Band::Values) {
        write_line(out, title(Band::Values), "No differing figures or dates found")?;
    }
    let numbers: Vec<u32> = (1..).take(reports.len()).collect();
    let numbering = Numbering { numbers: &numbers, voices: &overview.voices, max_words: MAX_WORDS };
    for band in Band::ALL {
        let lines = lines(overview, band, numbering);
        for (at, line) in lines.iter().enumerate() {
            write_line(out, if at == 0 { title(band) } else { "" }, line)?;
        }
    }
    writeln!(out)?;
    for (number, facts) in (1..).zip(reports) {
        let article = &facts.article;
        let date = article.meta.date.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
        let partial =
            if article.partial.is_some() { ", cut short: what it does not mention is unknown" } else { "" };
        let line = format!("{number:>3}  {} ({}{date}{partial})", article.headline(), article.key);
        writeln!(out, "{}", sanitize_line(&line))?;
    }
    Ok(())
}

fn write_line(out: &mut impl Write, band: &str, line: &str) -> io::Result<()> {
    writeln!(out, " {band:BAND_COLUMNS$}{}", sanitize_line(line))
}

/// Returns the name of a band on the screen.
fn title(band: Band) -> &'static str {
    match band {
        Band::Values => "Differ",
        Band::Plans => "Plans",
        Band::Quotes => "Quotes",
        Band::Passages => "Passages",
        Band::Named => "Named",
        Band::Spelled => "Spelled",
        Band::OnlyIn => "Only in",
    }
}

fn heading(overview: &Overview, reports: &[Facts]) -> String {
    let dated = reports.iter().filter(|facts| facts.article.meta.date.is_some()).count();
    let known = match dated {
        0 => "no report is dated: weekdays stay unresolved".to_owned(),
        _ if dated == reports.len() => "all are dated".to_owned(),
        _ => format!("{dated} of {} are dated", reports.len()),
    };
    let voices = match overview.voice_count() {
        1 => format!("All {} reports carry one text", reports.len()),
        count if count == reports.len() => format!("How {count} reports differ"),
        count => format!("How {} reports differ: {}", reports.len(), counted(count, "voice", "voices")),
    };
    format!("{voices}; {known}")
}

/// Returns the lines of a band, at most [`MAX_LINES`] and one that counts the others.
fn lines(overview: &Overview, band: Band, numbering: Numbering<'_>) -> Vec<String> {
    let rows: Vec<&Row> = overview.band(band).collect();
    let mut lines: Vec<String> = match band {
        Band::Values | Band::Quotes | Band::Passages => {
            rows.iter().map(|row| labelled(&row.title(), &numbering.words(row))).collect()
        }
        Band::Plans | Band::Spelled => rows.iter().map(|row| numbering.words(row)).collect(),
        Band::Named => named(&rows, numbering),
        Band::OnlyIn => only_in(&rows),
    };
    let hidden = lines.len().saturating_sub(MAX_LINES);
    if hidden > 0 {
        lines.truncate(MAX_LINES);
        lines.push(format!("{hidden} more"));
    }
    lines
}

fn labelled(label: &str, text: &str) -> String {
    let label = clip(label, LABEL_COLUMNS);
    format!("{label}{}  {text}", " ".repeat(LABEL_COLUMNS.saturating_sub(width(&label))))
}

/// Returns who is not mentioned where, several names on a line.
fn named(rows: &[&Row], numbering: Numbering<'_>) -> Vec<String> {
    let shown = rows.iter().take(MAX_NAMES);
    let shown: Vec<String> = shown.map(|row| format!("{} {}", row.label, numbering.words(row))).collect();
    let hidden = rows.len() - shown.len();
    let more = (hidden > 0).then(|| format!("{hidden} more"));
    shown.chunks(MAX_NAMES / 4).map(|parts| parts.join(GAP)).chain(more).collect()
}

/// Returns a line per report with the entities that only it mentions.
fn only_in(rows: &[&Row]) -> Vec<String> {
    let report = |row: &Row| row.cells.first().map(|cell| cell.report);
    let mut lines = Vec::new();
    for of_one in rows.chunk_by(|left, right| report(left) == report(right)) {
        let Some(number) = of_one.first().and_then(|row| report(row)) else { continue };
        let names: Vec<&str> = of_one.iter().take(MAX_NAMES / 2).map(|row| row.label.as_str()).collect();
        let hidden = of_one.len() - names.len();
        let more = if hidden > 0 { format!(", {hidden} more") } else { String::new() };
        lines.push(format!("{} {}{more}", number + 1, names.join(", ")));
    }
    lines
}
