//! Lays out the sections of a face as lines.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

use crate::app::state::dismissal::DismissalKey;
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::views::compare::comparison::Comparison;
use crate::views::compare::comparison::context::{context, differing_words};
use crate::views::compare::comparison::entry::{Entry, Layout, Section};
use crate::views::compare::faces::Face;
use crate::views::compare::list::columns::{Columns, NUMBER_COLUMNS, TITLE_COLUMNS};
use crate::views::compare::list::line::{At, Line, Lines, Wrapped};

/// Places of an entry that are shown at first, and added each time that more are asked for.
pub const MORE_PLACES: usize = 40;
/// From this width on, the overview has a line for each report above.
const WIDE: usize = 118;
/// The reports above take at most one in this many rows.
const MAX_REPORT_SHARE: usize = 3;
/// Maximum number of rows of a section whose labels are measured.
const MAX_MEASURED: usize = 1_000;
/// The sections of the overview get at most so many times their least number of lines.
const MAX_SCALE: usize = 5;
/// Numbers of names of a report that are tried where only it mentions them, so that all reports have room.
const NAMES: [usize; 8] = [12, 8, 6, 5, 4, 3, 2, 1];
/// Between the entries of a packed line.
const GAP: &str = " · ";

/// What is shown of a face.
pub struct Shown<'a> {
    /// The face.
    pub face: Face,
    /// Columns and rows of the list.
    pub size: (usize, usize),
    /// The entries whose places are shown, each with the number of places.
    pub expanded: &'a HashMap<DismissalKey, usize>,
    /// The sections that are shown whole.
    pub opened: &'a HashSet<(Face, &'static str)>,
    /// The dismissed rows.
    pub dismissed: &'a HashSet<DismissalKey>,
    /// True if dismissed rows are shown too.
    pub shows_dismissed: bool,
    /// True if the sections on request are shown.
    pub shows_extra: bool,
}

/// Lays out a face. The sections of the overview get as many lines as there is room for, at most five times the
/// least.
pub fn lay_out(comparison: &Comparison, shown: &Shown<'_>) -> Lines {
    let sections = comparison.sections(shown.face);
    let mut lines = Lines {
        lines: Vec::new(),
        columns: Columns::new(comparison, sections, shown.size.0),
        labels: sections.iter().map(widest_label).collect(),
        sentences: sentences(comparison, shown),
    };
    lines.lines = lay_out_scaled(comparison, shown, &lines, 1);
    if shown.face != Face::Overview {
        return lines;
    }
    // Many reports are listed below the screen.
    let below =
        if comparison.reports.len() > shown.size.1 / MAX_REPORT_SHARE { comparison.reports.len() } else { 0 };
    for scale in 2..=MAX_SCALE {
        let next = lay_out_scaled(comparison, shown, &lines, scale);
        if next.len().saturating_sub(below) > shown.size.1 {
            break;
        }
        lines.lines = next;
    }
    lines
}

fn widest_label(section: &Section) -> usize {
    section.entries.iter().take(MAX_MEASURED).map(|entry| width(&entry.label)).max().unwrap_or(0)
}

/// Returns the sentences of all entries of a face whose places are shown.
fn sentences(comparison: &Comparison, shown: &Shown<'_>) -> HashMap<(At, usize), Wrapped> {
    let columns = shown.size.0.saturating_sub(TITLE_COLUMNS + NUMBER_COLUMNS + 2).max(1);
    let mut sentences = HashMap::new();
    for (number, section) in comparison.sections(shown.face).iter().enumerate() {
        for (index, entry) in section.entries.iter().enumerate() {
            let Some(limit) = shown.expanded.get(&entry.id) else { continue };
            let at = At { section: number, entry: index };
            for (place, own) in entry.places.iter().enumerate().take(*limit) {
                let Some(report) = comparison.reports.get(own.report) else { continue };
                let marked = if entry.has_wordings {
                    differing(comparison, entry, place)
                } else {
                    vec![own.range.clone()]
                };
                let context = context(&report.article, &own.range, &marked);
                let rows = wrap(&context.text, columns);
                sentences.insert((at, place), Wrapped { context, rows });
            }
        }
    }
    sentences
}

/// Returns the lines of a face. `known` has everything but them.
fn lay_out_scaled(comparison: &Comparison, shown: &Shown<'_>, known: &Lines, scale: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let reports = comparison.reports.len();
    let is_overview = shown.face == Face::Overview && reports > 1;
    let is_above = is_overview && shown.size.0 >= WIDE && reports <= shown.size.1 / MAX_REPORT_SHARE;
    if is_above {
        lines.extend((0..reports).map(Line::Report));
        lines.push(Line::Empty);
    }
    for (at, section) in comparison.sections(shown.face).iter().enumerate() {
        if !section.is_extra || shown.shows_extra {
            add_section((comparison, shown, known), scale, at, section, &mut lines);
        }
    }
    if is_overview && !is_above {
        lines.push(Line::Empty);
        lines.extend((0..reports).map(Line::Report));
    }
    lines
}

/// True if an entry is dismissed.
pub fn is_dismissed<S: BuildHasher>(entry: &Entry, dismissed: &HashSet<DismissalKey, S>) -> bool {
    entry.dismissal.is_some_and(|key| dismissed.contains(&key))
}

fn add_section(
    (comparison, shown, known): (&Comparison, &Shown<'_>, &Lines),
    scale: usize,
    number: usize,
    section: &Section,
    lines: &mut Vec<Line>,
) {
    let is_shown = |entry: &Entry| shown.shows_dismissed || !is_dismissed(entry, shown.dismissed);
    let entries: Vec<usize> =
        (0..).zip(&section.entries).filter(|(_, entry)| is_shown(entry)).map(|(at, _)| at).collect();
    let dismissed = section.entries.len() - entries.len();
    if entries.is_empty() {
        if dismissed > 0 {
            lines.push(Line::More { section: number, hidden: 0, dismissed, is_first: true });
        } else if section.empty.is_some() {
            lines.push(Line::Words(number));
        }
        return;
    }
    let is_open = shown.face != Face::Overview || shown.opened.contains(&(shown.face, section.title));
    let room = (shown.size.1 / section.room.share).max(section.room.least);
    let limit = if is_open { usize::MAX } else { room * scale };
    let shown_entries = if section.layout.is_packed() && !is_open {
        add_packed(comparison, section, number, &entries, (shown.size.0, limit), lines)
    } else {
        if section.layout == Layout::Columns && known.columns.is_some() {
            lines.push(Line::Heads(number));
        }
        for (index, entry) in entries.iter().take(limit).enumerate() {
            let has_title = !matches!(lines.last(), Some(Line::Heads(_)));
            let at = At { section: number, entry: *entry };
            lines.push(Line::Entry { at, is_first: index == 0 && has_title });
            if let Some(entry) = section.entries.get(*entry) {
                add_places(shown, known, at, entry, lines);
            }
        }
        entries.len().min(limit)
    };
    let hidden = entries.len() - shown_entries;
    if hidden > 0 || dismissed > 0 {
        lines.push(Line::More { section: number, hidden, dismissed, is_first: false });
    }
    if is_open && shown.face == Face::Overview {
        lines.push(Line::Fewer(number));
    }
}

/// Adds the entries of a section, several on a line. Returns how many there was room for.
fn add_packed(
    comparison: &Comparison,
    section: &Section,
    number: usize,
    entries: &[usize],
    (columns, limit): (usize, usize),
    lines: &mut Vec<Line>,
) -> usize {
    let room = columns.saturating_sub(TITLE_COLUMNS + 2);
    let entries = entries.iter().filter_map(|at| section.entries.get(*at)).take(room * limit);
    let entries: Vec<&Entry> = entries.collect();
    let (rows, packed) = if section.layout == Layout::Grouped {
        // As many names of each report as leave room for all reports.
        let packings = NAMES.iter().map(|names| pack(grouped(comparison, &entries, *names), room, limit));
        let mut packings: Vec<_> = packings.collect();
        let whole = packings.iter().position(|packing| packing.2).unwrap_or(packings.len() - 1);
        let (rows, packed, _) = packings.swap_remove(whole);
        (rows, packed)
    } else {
        let pieces = entries.iter().map(|entry| (format!("{} {}", entry.label, entry.words), 1));
        let (rows, packed, _) = pack(pieces.collect(), room, limit);
        (rows, packed)
    };
    let rows = rows.into_iter().enumerate();
    lines.extend(rows.map(|(row, words)| Line::Packed { section: number, number: row, words }));
    packed
}

/// Fills rows with pieces, each of which stands for some entries. Returns the rows, the number of entries in them, and
/// whether all pieces are in them.
fn pack(pieces: Vec<(String, usize)>, room: usize, limit: usize) -> (Vec<String>, usize, bool) {
    let mut rows: Vec<String> = Vec::new();
    let mut packed = 0;
    for (text, entries) in pieces {
        let has_room = rows.len() < limit;
        match rows.last_mut() {
            Some(row) if width(row) + width(GAP) + width(&text) <= room => {
                row.push_str(GAP);
                row.push_str(&text);
            }
            _ if has_room => rows.push(text),
            _ => return (rows, packed, false),
        }
        packed += entries;
    }
    (rows, packed, true)
}

/// Returns a piece for each report: its number and at most `names` of the entities that only it mentions.
fn grouped(comparison: &Comparison, entries: &[&Entry], names: usize) -> Vec<(String, usize)> {
    let report = |entry: &Entry| entry.cells.first().map(|cell| cell.report);
    let piece = |of_one: &[&Entry]| {
        let own = of_one.first().and_then(|entry| comparison.reports.get(report(entry)?));
        let number = own.map_or(0, |report| report.number);
        let shown: Vec<&str> = of_one.iter().take(names).map(|entry| entry.label.as_str()).collect();
        let more = of_one.len() - shown.len();
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        (format!("{number} {}{more}", shown.join(", ")), shown.len())
    };
    entries.chunk_by(|left, right| report(left) == report(right)).map(piece).collect()
}

/// Adds the sentences of an entry whose places are shown.
fn add_places(shown: &Shown<'_>, known: &Lines, at: At, entry: &Entry, lines: &mut Vec<Line>) {
    let Some(limit) = shown.expanded.get(&entry.id) else { return };
    for place in 0..entry.places.len().min(*limit) {
        let rows = known.sentences.get(&(at, place)).map_or(0, |wrapped| wrapped.rows.len());
        lines.extend((0..rows).map(|row| Line::Place { at, place, row }));
    }
    let hidden = entry.places.len().saturating_sub(*limit);
    if hidden > 0 {
        lines.push(Line::MorePlaces(at, hidden));
    }
    if !entry.absent.is_empty() {
        lines.push(Line::Absent(at));
    }
}

/// Returns the byte ranges, in the text of a place's report, of the words of the place that the other report does not
/// have. All places of a report are read together, since a quote may have several parts. The first report is compared
/// with the second, each other one with the first.
fn differing(comparison: &Comparison, entry: &Entry, index: usize) -> Vec<Range<usize>> {
    let Some(own) = entry.places.get(index) else { return Vec::new() };
    let first = entry.places.first().map(|place| place.report);
    let other = entry.places.iter().map(|place| place.report).find(|report| {
        if Some(own.report) == first { *report != own.report } else { Some(*report) == first }
    });
    let Some(other) = other else { return Vec::new() };
    let words_of = |report: usize| {
        let places = entry.places.iter().filter(move |place| place.report == report);
        let text = comparison.reports.get(report).map(|report| &report.article.text);
        let parts = places.filter_map(|place| Some(text?.slice(place.range.clone())));
        parts.collect::<Vec<_>>().join("\n")
    };
    let before = entry.places.iter().take(index).filter(|place| place.report == own.report);
    let start: usize = before.map(|place| place.range.len() + 1).sum();
    let (only_own, _) = differing_words(&words_of(own.report), &words_of(other));
    let here = start..start + own.range.len();
    let inside = only_own.into_iter().filter(|range| here.start <= range.start && range.end <= here.end);
    inside.map(|range| own.range.start + range.start - start..own.range.start + range.end - start).collect()
}
