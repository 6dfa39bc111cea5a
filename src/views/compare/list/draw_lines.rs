//! Draws the lines of a face.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::text::plural::counted;
use crate::ui::Theme;
use crate::ui::write;
use crate::views::compare::comparison::entry::{Entry, Layout};
use crate::views::compare::comparison::report::Report;
use crate::views::compare::list::columns::{Columns, NUMBER_COLUMNS, TITLE_COLUMNS, value};
use crate::views::compare::list::layout::is_dismissed;
use crate::views::compare::list::line::{At, Line};
use crate::views::compare::list::view_state::Compare;

/// Minimum and maximum columns of a row's label.
const LABEL: (usize, usize) = (12, 34);
/// What stands in the column of a report without a value.
const NO_VALUE: &str = "·";
/// What stands in the column of a report that is cut short, which may have a value further on.
const UNKNOWN: &str = "?";
/// Columns of a report's source.
const SOURCE_COLUMNS: usize = 14;
/// Columns of a report's date.
const DATE_COLUMNS: usize = 10;
/// Columns of the number of words in a report, and whether it is cut short.
const WORDS_COLUMNS: usize = 11;
/// Columns of the number of words quoted in a report, and of whom.
const QUOTED_COLUMNS: usize = 36;
/// Minimum and maximum columns of a report's title.
const MIN_TITLE: usize = 20;
const MAX_TITLE: usize = 60;
/// A line of fewer columns has neither the source of a report nor who is quoted.
const WIDE_REPORT: u16 = 100;
/// Minimum columns of a report's first sentence.
const MIN_SENTENCE: usize = 30;

/// Draws a line.
pub fn draw(view: &Compare, ws: &Workspace, line: &Line, theme: Theme, buffer: &mut Buffer, area: Area) {
    let rest = indented(area, TITLE_COLUMNS);
    match line {
        Line::Empty => {}
        Line::Report(report) => {
            if let Some(report) = view.report(*report) {
                draw_report(view, report, theme, buffer, area);
            }
        }
        Line::Heads(section) => {
            draw_title(view, *section, theme, buffer, area);
            draw_heads(view, *section, theme, buffer, area);
        }
        Line::Words(section) => {
            draw_title(view, *section, theme, buffer, area);
            let section = sections(view).get(*section);
            let words = section.and_then(|section| section.empty).unwrap_or_default();
            write::line(buffer, rest, words, theme.quiet());
        }
        Line::Entry { at, is_first } => {
            if *is_first {
                draw_title(view, at.section, theme, buffer, area);
            }
            if let Some(entry) = view.entry(*at) {
                let is_dismissed = is_dismissed(entry, &ws.dismissed);
                if is_dismissed {
                    let mark = TITLE_COLUMNS as u16 - 2;
                    write::piece(buffer, area, mark, "x", theme.strong());
                }
                let style = if is_dismissed { theme.quiet() } else { theme.plain() };
                draw_entry(view, *at, entry, (theme, style), buffer, area);
            }
        }
        Line::Packed { section, number, words } => {
            if *number == 0 {
                draw_title(view, *section, theme, buffer, area);
            }
            write::line(buffer, rest, words, theme.plain());
        }
        Line::Place { at, place, row } => draw_place(view, (*at, *place), *row, theme, buffer, rest),
        Line::Absent(at) => {
            if let Some(entry) = view.entry(*at) {
                let numbers: Vec<String> = entry
                    .absent
                    .iter()
                    .filter_map(|report| Some(view.report(*report)?.number.to_string()))
                    .collect();
                let words = format!("not mentioned in {}", numbers.join(" "));
                write::line(buffer, indented(rest, NUMBER_COLUMNS), &words, theme.quiet());
            }
        }
        Line::MorePlaces(_, hidden) => {
            let words = format!("{hidden} more");
            write::line(buffer, indented(rest, NUMBER_COLUMNS), &words, theme.quiet());
        }
        Line::More { section, hidden, dismissed, is_first } => {
            if *is_first {
                draw_title(view, *section, theme, buffer, area);
            }
            let is_packed = sections(view).get(*section).is_some_and(|section| section.layout.is_packed());
            let what = if is_packed { " names" } else { "" };
            let more = (*hidden > 0).then(|| format!("{hidden} more{what}"));
            let key = ws.keymap.key_of("show-dismissed");
            let rows = counted(*dismissed, "row", "rows");
            let dismissed = (*dismissed > 0).then(|| format!("{rows} dismissed ({key} shows)"));
            let words: Vec<String> = more.into_iter().chain(dismissed).collect();
            write::line(buffer, rest, &words.join(", "), theme.quiet());
        }
        Line::Fewer(_) => {
            write::line(buffer, rest, "show fewer", theme.quiet());
        }
    }
}

fn sections(view: &Compare) -> &[crate::views::compare::comparison::entry::Section] {
    view.comparison.as_ref().map_or(&[], |comparison| comparison.sections(view.face))
}

fn indented(area: Area, columns: usize) -> Area {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    Area { x: area.x + columns, width: area.width - columns, ..area }
}

/// Returns the margin of the row of a sentence, where the number of its report is.
pub fn margin(area: Area) -> Area {
    let rest = indented(area, TITLE_COLUMNS);
    Area { width: rest.width.min(NUMBER_COLUMNS as u16 - 1), ..rest }
}

fn draw_title(view: &Compare, section: usize, theme: Theme, buffer: &mut Buffer, area: Area) {
    let title = sections(view).get(section).map_or("", |section| section.title);
    write::line(buffer, Area { width: area.width.min(TITLE_COLUMNS as u16), ..area }, title, theme.strong());
}

/// Returns the widths of the columns of a section. None if its rows are in words.
fn columns(view: &Compare, section: usize) -> Option<&Columns> {
    sections(view).get(section).filter(|section| section.layout == Layout::Columns)?;
    view.lines.columns.as_ref()
}

fn draw_heads(view: &Compare, section: usize, theme: Theme, buffer: &mut Buffer, area: Area) {
    let Some(columns) = columns(view, section) else { return };
    let reports = view.comparison.as_ref().map_or(&[][..], |comparison| &comparison.reports);
    let mut column = TITLE_COLUMNS + columns.label;
    for (report, columns) in reports.iter().zip(&columns.reports) {
        let column_at = u16::try_from(column).unwrap_or(u16::MAX);
        write::piece(buffer, area, column_at, &report.number.to_string(), theme.strong());
        column += columns;
    }
}

fn draw_entry(
    view: &Compare,
    at: At,
    entry: &Entry,
    (theme, style): (Theme, Style),
    buffer: &mut Buffer,
    area: Area,
) {
    let rest = indented(area, TITLE_COLUMNS);
    if let Some(columns) = columns(view, at.section) {
        let label = Area { width: rest.width.min(columns.label.saturating_sub(1) as u16), ..rest };
        write::line(buffer, label, &entry.label, style);
        let reports = view.comparison.as_ref().map_or(&[][..], |comparison| &comparison.reports);
        let mut column = TITLE_COLUMNS + columns.label;
        for (number, (report, columns)) in reports.iter().zip(&columns.reports).enumerate() {
            let value = value(entry, number);
            let (text, style) = match (value.is_empty(), report.article.partial.is_some()) {
                (true, true) => (UNKNOWN, theme.quiet()),
                (true, false) => (NO_VALUE, theme.quiet()),
                (false, _) => (value.as_str(), style),
            };
            write::piece(buffer, area, u16::try_from(column).unwrap_or(u16::MAX), text, style);
            column += columns;
        }
        return;
    }
    if entry.label.is_empty() {
        write::line(buffer, rest, &entry.words, style);
        return;
    }
    let room = usize::from(rest.width);
    let widest = view.lines.labels.get(at.section).map_or(LABEL.1, |widest| widest + 1);
    let columns = (room * 2 / 5).clamp(LABEL.0, LABEL.1).min(widest.max(LABEL.0));
    let label = Area { width: rest.width.min(columns as u16), ..rest };
    write::line(buffer, label, &entry.label, style);
    write::line(buffer, indented(rest, columns + 1), &entry.words, style);
}

/// Draws a row of the sentence of a place, the first after the number of its report.
fn draw_place(
    view: &Compare,
    (at, place): (At, usize),
    row: usize,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
) {
    let Some(wrapped) = view.lines.sentences.get(&(at, place)) else { return };
    if row == 0 {
        let report = view.entry(at).and_then(|entry| entry.places.get(place)).map(|place| place.report);
        let number = report.and_then(|report| view.report(report)).map_or(0, |report| report.number);
        write::line(buffer, area, &format!("{number:>3}"), theme.quiet());
    }
    let area = indented(area, NUMBER_COLUMNS);
    let Some(range) = wrapped.rows.get(row) else { return };
    let marked = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    let mut column = 0;
    let mut from = range.start;
    let text = &wrapped.context.text;
    let marks = wrapped.context.marks.iter();
    let in_row = marks.filter(|mark| mark.start < range.end && mark.end > range.start);
    for mark in in_row {
        let (start, end) = (mark.start.max(from), mark.end.min(range.end));
        column +=
            write::piece(buffer, area, column, text.get(from..start).unwrap_or_default(), theme.plain());
        column += write::piece(buffer, area, column, text.get(start..end).unwrap_or_default(), marked);
        from = end;
    }
    write::piece(buffer, area, column, text.get(from..range.end).unwrap_or_default(), theme.plain());
}

/// Draws the line of a report: its number and title, and, as far as there is room, its source, date, words, who is quoted,
/// and its first sentence. Columns that would be empty for all reports are left out.
fn draw_report(view: &Compare, report: &Report, theme: Theme, buffer: &mut Buffer, area: Area) {
    let article = &report.article;
    write::line(buffer, area, &format!("{:>3}", report.number), theme.strong());
    let reports = view.comparison.as_ref().map_or(&[][..], |comparison| &comparison.reports);
    let has_source = reports.iter().any(|report| report.article.meta.source_name().is_some());
    let has_date = reports.iter().any(|report| report.article.meta.date.is_some());
    let partial = article.partial.map(|partial| format!(", {}", partial.name())).unwrap_or_default();
    let quoted = match (report.quoted_words, report.speakers.is_empty()) {
        (0, _) => "no quotes".to_owned(),
        (words, true) => format!("{words} in quotes"),
        (words, false) => format!("{words} in quotes: {}", report.speakers.join(", ")),
    };
    let is_wide = area.width >= WIDE_REPORT;
    let cells = [
        (has_source && is_wide, SOURCE_COLUMNS, article.meta.source_name().unwrap_or_default()),
        (has_date, DATE_COLUMNS, article.meta.date.clone().unwrap_or_default()),
        (true, WORDS_COLUMNS, format!("{:>5} words{partial}", report.words)),
        (is_wide, QUOTED_COLUMNS, quoted),
    ];
    let cells = cells.iter().filter(|(is_shown, _, _)| *is_shown);
    let others: usize = cells.clone().map(|(_, columns, _)| columns + 2).sum();
    let room = usize::from(area.width).saturating_sub(NUMBER_COLUMNS);
    let title = room.saturating_sub(others + 2).clamp(MIN_TITLE, MAX_TITLE);
    let own = |column: usize, columns: usize| {
        let rest = indented(area, column);
        Area { width: rest.width.min(columns as u16), ..rest }
    };
    write::line(buffer, own(NUMBER_COLUMNS, title), &article.headline(), theme.plain());
    let mut column = NUMBER_COLUMNS + title + 2;
    for (_, columns, cell) in cells {
        write::line(buffer, own(column, *columns), cell, theme.quiet());
        column += columns + 2;
    }
    let sentence = indented(area, column);
    if usize::from(sentence.width) >= MIN_SENTENCE {
        write::line(buffer, sentence, &report.first_sentence, theme.quiet());
    }
}
