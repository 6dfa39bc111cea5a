//! The heading of a face, what it says while there are no rows, and where the cursor is.

use crate::app::workspace::Workspace;
use crate::text::plural::{counted, counted_so_far};
use crate::text::width::{clip, width};
use crate::views::compare::comparison::Comparison;
use crate::views::compare::comparison::query::MAX_REPORTS;
use crate::views::compare::faces::Face;
use crate::views::compare::list::line::Line;
use crate::views::compare::list::view_state::{Compare, Progress};

/// Returns the heading on so many columns: "Overview: how 5 reports differ; no report is dated".
pub fn heading(view: &Compare, ws: &Workspace, columns: usize) -> String {
    let title = view.face.title();
    let Some(comparison) = &view.comparison else { return format!("Compare: {title}") };
    let plus = ws.loading.plus();
    let what = match view.face {
        Face::Overview | Face::Differences => reports_in_words(comparison, plus),
        Face::Quotes | Face::Passages | Face::Timeline => {
            let count = comparison.reports.len();
            let reports = counted_so_far(count, plus, "report", "reports");
            let voices = counted(comparison.voices, "voice", "voices");
            let voices = if comparison.voices < count { format!(", {voices}") } else { String::new() };
            format!("{reports}{voices}")
        }
    };
    let dates = dates_in_words(comparison);
    let list = if ws.compares_suggestions() { " (no list: suggested names)" } else { "" };
    let forms = [
        format!("{title}: {what}; {dates}{list}"),
        format!("{title}: {what}{list}"),
        format!("{title}: {what}"),
    ];
    forms.into_iter().find(|form| width(form) <= columns).unwrap_or_else(|| title.to_owned())
}

/// Returns how many reports differ, and how many voices they are.
fn reports_in_words(comparison: &Comparison, plus: &str) -> String {
    let count = comparison.reports.len();
    match (count, comparison.voices) {
        (0 | 1, _) => counted_so_far(count, plus, "report", "reports"),
        (_, 1) if plus.is_empty() => format!("all {count} reports carry one text"),
        (_, voices) if voices == count => format!("how {count}{plus} reports differ"),
        (_, voices) => format!("how {count}{plus} reports differ, {}", counted(voices, "voice", "voices")),
    }
}

/// Returns how many reports are dated, on which weekdays and the like depend.
fn dates_in_words(comparison: &Comparison) -> String {
    let dated = comparison.reports.iter().filter(|report| report.article.meta.date.is_some()).count();
    match dated {
        0 => "no report is dated".to_owned(),
        _ if dated == comparison.reports.len() => "all are dated".to_owned(),
        _ => format!("{dated} of {} are dated", comparison.reports.len()),
    }
}

/// Returns what to say in place of the rows. None if there are rows.
pub fn empty_message(view: &Compare, ws: &Workspace) -> Option<String> {
    let listed = ws.listing().len();
    if let Some(comparison) = &view.comparison {
        return match comparison.reports.len() {
            0 => Some("No report to compare".to_owned()),
            1 if matches!(view.face, Face::Overview | Face::Differences | Face::Passages) => {
                Some("One report: nothing to compare".to_owned())
            }
            _ => None,
        };
    }
    let progress = match view.progress {
        Progress::TooMany => {
            let key = ws.keymap.key_of("filter-articles");
            format!("{listed} reports are too many to compare. Press {key} to list at most {MAX_REPORTS}.")
        }
        Progress::Stopped => "Stopped. Open this view again to compare the articles.".to_owned(),
        Progress::Comparing => format!("{} read; comparing…", counted(listed, "report", "reports")),
        Progress::Reading(count) => format!("{count} of {listed} reports read…"),
        Progress::Idle if !ws.loading.done => {
            format!("{} read so far…", counted(ws.index().len(), "report", "reports"))
        }
        Progress::Idle => "reading…".to_owned(),
    };
    Some(progress)
}

/// Returns what the cursor is on, for the status line.
pub fn place_in_words(view: &Compare, ws: &Workspace, columns: usize) -> String {
    let of_report =
        |number: u32, headline: &str| format!("article {number} of {}: {headline}", ws.index().len());
    let words = match view.line() {
        Some(Line::Report(report)) => view
            .report(*report)
            .map_or(String::new(), |report| of_report(report.number, &report.article.headline())),
        Some(Line::Place { .. }) => view.place().map_or(String::new(), |(report, place)| {
            let article = &report.article;
            let block = article.block_at(place.range.start).and_then(|at| article.blocks.get(at));
            let paragraph = block.map_or(0, |block| block.ordinal);
            format!("paragraph {paragraph} of {}", of_report(report.number, &article.headline()))
        }),
        Some(Line::Entry { at, .. }) => view.entry(*at).map_or(String::new(), |entry| {
            let label = if entry.label.is_empty() { String::new() } else { format!("{}  ", entry.label) };
            format!("{label}{}", entry.words)
        }),
        Some(Line::Packed { words, .. }) => words.clone(),
        Some(Line::More { hidden, .. }) => counted(*hidden, "more row", "more rows"),
        Some(Line::Fewer(_)) => "end of the section".to_owned(),
        _ => String::new(),
    };
    clip(&words, columns).into_owned()
}
