//! The state of the view, and what it asks for.

use std::collections::{HashMap, HashSet};

use crate::analysis::listing::Listing;
use crate::analysis::overview::Place;
use crate::app::geometry::Area;
use crate::app::geometry::cursor::ListCursor;
use crate::app::jobs::{Reply, Slot};
use crate::app::queries::Snapshot;
use crate::app::state::dismissal::DismissalKey;
use crate::app::workspace::Workspace;
use crate::views::compare::comparison::Comparison;
use crate::views::compare::comparison::entry::Entry;
use crate::views::compare::comparison::query::{ComparisonPart, ComparisonQuery, MAX_REPORTS};
use crate::views::compare::comparison::report::Report;
use crate::views::compare::faces::Face;
use crate::views::compare::list::layout::{MORE_PLACES, Shown, lay_out};
use crate::views::compare::list::line::{At, Line, LineKey, Lines};

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is being read.
    #[default]
    Idle,
    /// So many articles have been read.
    Reading(usize),
    /// All have been read and are being compared.
    Comparing,
    /// It was stopped.
    Stopped,
    /// There are more articles than can be compared.
    TooMany,
}

/// What the lines depend on. They are laid out again only when it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LinesKey {
    revision: u64,
    face: Face,
    size: (u16, u16),
    dismissed: usize,
}

/// The view of what the articles state.
#[derive(Debug, Default)]
pub struct Compare {
    /// The face that is shown.
    pub face: Face,
    /// The query.
    pub reading: Slot<ComparisonQuery>,
    /// How far it is.
    pub progress: Progress,
    /// Generation and listing of the last query.
    requested: Option<(u64, Listing)>,
    /// The last answer. It stays until the next one is complete.
    pub comparison: Option<Comparison>,
    /// The lines of the face, as of the last layout.
    pub lines: Lines,
    lines_key: Option<LinesKey>,
    /// Incremented with each change of what is shown.
    revision: u64,
    /// The line at the cursor, and the first line shown.
    pub cursor: ListCursor,
    /// The line of the entry that the cursor is in, else its own.
    entry_line: usize,
    /// What the cursor of each face is on.
    keys: HashMap<Face, LineKey>,
    /// The entries whose places are shown, each with the number of places.
    expanded: HashMap<DismissalKey, usize>,
    /// The sections that are shown whole.
    opened: HashSet<(Face, &'static str)>,
    /// True if dismissed rows are shown too.
    pub shows_dismissed: bool,
    /// True if the sections on request are shown too.
    pub shows_extra: bool,
}

/// Returns the area of the lines: the body above the card, if it covers that.
pub fn list_area(ws: &Workspace) -> Area {
    ws.uncovered(ws.layout().body)
}

impl Compare {
    /// Requests the comparison, again if the articles, or which of them are listed, have changed.
    pub fn want(&mut self, ws: &mut Workspace) {
        ws.want_compared(true);
        let must_wait = ws.listing.is_waiting() || !ws.loading.done || ws.is_collecting();
        if must_wait || self.progress == Progress::Stopped {
            return;
        }
        let requested = (ws.compared().generation, ws.listing());
        if self.requested.as_ref() == Some(&requested) {
            return;
        }
        let listing = requested.1.clone();
        self.requested = Some(requested);
        if listing.len() > MAX_REPORTS {
            self.reading.give_up();
            (self.progress, self.comparison) = (Progress::TooMany, None);
            self.revision += 1;
            return;
        }
        self.progress = Progress::Reading(0);
        self.reading.start(ComparisonQuery { snapshot: Snapshot::of(ws.compared()), listing });
    }

    /// Stops reading. The last answer stays. Returns false if nothing was being read.
    pub fn stop_reading(&mut self) -> bool {
        let was_reading = self.reading.give_up();
        if was_reading {
            self.progress = Progress::Stopped;
            self.requested = None;
        }
        was_reading
    }

    /// Stops reading because another view is shown; what was not read is read when this view is shown again.
    pub fn leave(&mut self) {
        self.stop_reading();
        if self.progress == Progress::Stopped {
            self.progress = Progress::Idle;
        }
    }

    /// Takes a part of the answer. Returns false if the reply is to another query.
    pub fn take_part(&mut self, reply: &mut Reply) -> bool {
        let Some(part) = self.reading.take(reply) else { return false };
        match part.answer {
            Some(ComparisonPart::Read(count)) => self.progress = Progress::Reading(count),
            Some(ComparisonPart::AllRead) => self.progress = Progress::Comparing,
            Some(ComparisonPart::Compared(comparison)) => {
                self.comparison = Some(*comparison);
                self.progress = Progress::Idle;
                self.revision += 1;
            }
            None => {}
        }
        if part.is_last && self.progress != Progress::Idle {
            // It failed, which was reported.
            self.progress = Progress::Stopped;
        }
        true
    }

    /// Shows a face.
    pub fn show(&mut self, face: Face) {
        self.face = face;
        self.revision += 1;
    }

    /// Lays out the lines and finds the cursor's line again.
    pub fn settle(&mut self, ws: &Workspace) {
        let area = list_area(ws);
        let key = LinesKey {
            revision: self.revision,
            face: self.face,
            size: (area.width, ws.layout().body.height),
            dismissed: ws.dismissed.len(),
        };
        if self.lines_key.as_ref() != Some(&key) {
            let shown = Shown {
                face: self.face,
                size: (usize::from(key.size.0), usize::from(key.size.1)),
                expanded: &self.expanded,
                opened: &self.opened,
                dismissed: &ws.dismissed,
                shows_dismissed: self.shows_dismissed,
                shows_extra: self.shows_extra,
            };
            let lines = self.comparison.as_ref().map(|comparison| lay_out(comparison, &shown));
            self.lines = lines.unwrap_or_default();
            let is_same_face = self.lines_key.as_ref().is_some_and(|before| before.face == self.face);
            self.lines_key = Some(key);
            self.find_cursor(is_same_face);
        }
        self.scroll(usize::from(area.height));
    }

    /// Moves the cursor to the line that it was on, else keeps its number, else moves to the next line where it may stop.
    fn find_cursor(&mut self, is_same_face: bool) {
        let found = self
            .keys
            .get(&self.face)
            .and_then(|key| (0..self.lines.lines.len()).find(|at| self.key_at(*at).as_ref() == Some(key)));
        let before = if is_same_face { self.entry_line } else { 0 };
        let wanted = found.unwrap_or(before).min(self.lines.lines.len().saturating_sub(1));
        // The reports above the overview are not what it is about.
        let first = if found.is_none() && before == 0 { self.first_entry() } else { wanted };
        self.cursor.at = self.stop_near(first);
        self.entry_line = self.entry_line_of(self.cursor.at);
        if !self.keys.contains_key(&self.face) {
            self.move_to(self.cursor.at);
        }
        if !is_same_face {
            self.cursor.top = 0;
        }
    }

    fn first_entry(&self) -> usize {
        let is_entry = |line: &Line| line.is_stop() && line.section().is_some();
        self.lines.lines.iter().position(is_entry).unwrap_or(0)
    }

    fn is_stop(&self, at: usize) -> bool {
        self.lines.lines.get(at).is_some_and(Line::is_stop)
    }

    /// Returns the nearest line from `at` where the cursor may stop, below it if possible.
    fn stop_near(&self, at: usize) -> usize {
        let below = (at..self.lines.lines.len()).find(|at| self.is_stop(*at));
        below.or_else(|| (0..at).rev().find(|at| self.is_stop(*at))).unwrap_or(0)
    }

    /// Scrolls so that the cursor's line is shown with what belongs to it, as far as there is room.
    fn scroll(&mut self, height: usize) {
        let count = self.lines.lines.len();
        let at = self.cursor.at;
        let belongs = |line: &Line| match (self.lines.lines.get(at), line) {
            (Some(Line::Entry { at, .. }), line) => line.entry() == Some(*at),
            (Some(Line::Place { at, place, .. }), Line::Place { at: other, place: other_place, .. }) => {
                at == other && place == other_place
            }
            _ => false,
        };
        let after = self.lines.lines.iter().skip(at + 1).take_while(|line| belongs(line)).count();
        let is_first_stop = (0..at).all(|before| !self.is_stop(before));
        self.cursor.at = at + after.min(height.saturating_sub(1));
        self.cursor.show(height, count);
        self.cursor.at = if is_first_stop { 0 } else { at };
        self.cursor.show(height, count);
        self.cursor.at = at;
        self.cursor.show(height, count);
    }

    /// Moves the cursor by some lines, and on to one where it may stop.
    pub fn step(&mut self, by: isize) {
        let stops: Vec<usize> = (0..self.lines.lines.len()).filter(|at| self.is_stop(*at)).collect();
        let here = stops.partition_point(|at| *at < self.cursor.at);
        let to = here.saturating_add_signed(by).min(stops.len().saturating_sub(1));
        if let Some(at) = stops.get(to) {
            self.move_to(*at);
        }
    }

    /// Moves the cursor to the first line of the next section, or of the previous one. Returns false if there is none.
    pub fn step_section(&mut self, sign: isize) -> bool {
        let section = |at: usize| self.lines.lines.get(at).map(Line::section);
        let here = section(self.cursor.at);
        let is_first = |at: &usize| {
            let before = (0..*at).rev().find(|before| self.is_stop(*before));
            self.is_stop(*at) && before.and_then(&section) != section(*at)
        };
        let found = if sign > 0 {
            (self.cursor.at + 1..self.lines.lines.len()).find(|at| is_first(at) && section(*at) != here)
        } else {
            (0..self.cursor.at).rev().find(is_first)
        };
        if let Some(at) = found {
            self.move_to(at);
        }
        found.is_some()
    }

    /// Moves the cursor to a line.
    pub fn move_to(&mut self, at: usize) {
        self.cursor.at = at;
        self.entry_line = self.entry_line_of(at);
        if let Some(key) = self.key_at(at) {
            self.keys.insert(self.face, key);
        }
    }

    /// Returns the line of the entry that a line is about, or the line itself.
    fn entry_line_of(&self, at: usize) -> usize {
        let Some(wanted) = self.lines.lines.get(at).and_then(Line::entry) else { return at };
        let is_wanted = |line: &Line| matches!(line, Line::Entry { at, .. } if *at == wanted);
        (0..=at).rev().find(|at| self.lines.lines.get(*at).is_some_and(is_wanted)).unwrap_or(at)
    }

    /// Returns what a line stands for. None if the cursor does not stop there.
    fn key_at(&self, at: usize) -> Option<LineKey> {
        let title = |section: usize| Some(self.comparison.as_ref()?.sections(self.face).get(section)?.title);
        let line = self.lines.lines.get(at).filter(|line| line.is_stop())?;
        match line {
            Line::Report(report) => {
                self.report(*report).map(|report| LineKey::Report(report.article.key.clone()))
            }
            Line::Entry { at, .. } => Some(LineKey::Entry(title(at.section)?, self.entry(*at)?.id)),
            Line::Place { at, place, .. } => Some(LineKey::Place(self.entry(*at)?.id, *place)),
            Line::MorePlaces(at, _) => Some(LineKey::MorePlaces(self.entry(*at)?.id)),
            Line::Packed { section, number, .. } => Some(LineKey::Packed(title(*section)?, *number)),
            Line::More { section, .. } | Line::Fewer(section) => Some(LineKey::Rest(title(*section)?)),
            Line::Empty | Line::Heads(_) | Line::Words(_) | Line::Absent(_) => None,
        }
    }

    /// Returns the line at the cursor.
    pub fn line(&self) -> Option<&Line> {
        self.lines.lines.get(self.cursor.at)
    }

    /// Returns an entry of the face.
    pub fn entry(&self, at: At) -> Option<&Entry> {
        self.comparison.as_ref()?.sections(self.face).get(at.section)?.entries.get(at.entry)
    }

    /// Returns a report by its index.
    pub fn report(&self, report: usize) -> Option<&Report> {
        self.comparison.as_ref()?.reports.get(report)
    }

    /// Returns the place at the cursor, with its report.
    pub fn place(&self) -> Option<(&Report, &Place)> {
        let Some(Line::Place { at, place, .. }) = self.line() else { return None };
        let place = self.entry(*at)?.places.get(*place)?;
        Some((self.report(place.report)?, place))
    }

    /// Shows the places of an entry, or hides them.
    pub fn toggle_entry(&mut self, at: At) {
        let Some(id) = self.entry(at).map(|entry| entry.id) else { return };
        if self.expanded.remove(&id).is_none() {
            self.expanded.insert(id, MORE_PLACES);
        }
        self.revision += 1;
    }

    /// True if the places of an entry are shown.
    pub fn is_expanded(&self, at: At) -> bool {
        self.entry(at).is_some_and(|entry| self.expanded.contains_key(&entry.id))
    }

    /// Moves the cursor to the line of an entry.
    pub fn move_to_entry(&mut self, wanted: At) {
        let is_wanted = |line: &Line| matches!(line, Line::Entry { at, .. } if *at == wanted);
        if let Some(at) = self.lines.lines.iter().position(is_wanted) {
            self.move_to(at);
        }
    }

    /// Shows more places of an entry.
    pub fn show_more_places(&mut self, at: At) {
        let Some(id) = self.entry(at).map(|entry| entry.id) else { return };
        *self.expanded.entry(id).or_default() += MORE_PLACES;
        self.revision += 1;
    }

    /// Shows a section of the overview whole, or only its first entries. The cursor moves to its first entry.
    pub fn toggle_section(&mut self, section: usize) {
        let sections = self.comparison.as_ref().map_or(&[][..], |comparison| comparison.sections(self.face));
        let Some(section) = sections.get(section) else { return };
        let key = (self.face, section.title);
        if self.opened.remove(&key) {
            self.keys.insert(self.face, LineKey::Packed(section.title, 0));
        } else {
            self.opened.insert(key);
            if let Some(first) =
                section.entries.first().filter(|_| matches!(self.line(), Some(Line::Packed { .. })))
            {
                self.keys.insert(self.face, LineKey::Entry(section.title, first.id));
            }
        }
        self.revision += 1;
    }

    /// Shows dismissed rows, or hides them.
    pub fn toggle_dismissed(&mut self) {
        self.shows_dismissed = !self.shows_dismissed;
        self.revision += 1;
    }

    /// Shows the sections on request, or hides them.
    pub fn toggle_extra(&mut self) {
        self.shows_extra = !self.shows_extra;
        self.revision += 1;
    }
}
