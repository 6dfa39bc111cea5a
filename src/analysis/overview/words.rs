//! Rows in words, with the numbers of their reports.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::row::{Band, Cell, Row};
use crate::text::whitespace::collapse;
use crate::text::width::clip;

/// Of more reports than this, rows count voices instead of numbering the reports.
pub const MAX_NUMBERED: usize = 7;
/// Maximum width of a value, or of first words that stand for a label, in terminal columns.
const MAX_TEXT: usize = 40;
/// Returns the distinct texts of cells, each on one line, in their order, with the number of those that agree with it.
pub fn distinct_values<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Vec<(u32, String)> {
    let mut values: Vec<(u32, String)> = Vec::new();
    for cell in cells {
        let value = (cell.alike, collapse(&cell.text));
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Joins values, each with the number of those that agree with it. If they differ, `≠` separates those that agree with each
/// other from others; values that agree stay in their order.
pub fn join_values(mut values: Vec<(u32, String)>, differs: bool) -> String {
    values.sort_by_key(|(alike, _)| *alike);
    let mut words = String::new();
    let mut last = None;
    for (alike, text) in &values {
        let is_other = last.replace(*alike).is_some_and(|last| last != *alike);
        let gap = if differs && is_other { " ≠ " } else { " · " };
        words.push_str(if words.is_empty() { "" } else { gap });
        words.push_str(text);
    }
    words
}

/// The numbers that reports are shown by, and their voices.
#[derive(Clone, Copy, Debug)]
pub struct Numbering<'a> {
    /// For each report, its number on the screen.
    pub numbers: &'a [u32],
    /// For each report, the number of its voice, from 0.
    pub voices: &'a [usize],
    /// Maximum width of the first words of a quote or passage, in terminal columns.
    pub max_words: usize,
}

impl Numbering<'_> {
    /// True if there are few enough reports to number them.
    fn is_numbered(&self) -> bool {
        self.numbers.len() <= MAX_NUMBERED
    }

    /// Returns the numbers of reports, each once: `in 1 2 5`, or `in all`. If there are many reports: `in 3 of 40`.
    pub fn reports(&self, found: &[usize]) -> String {
        let found: BTreeSet<usize> = found.iter().copied().collect();
        if found.len() == self.numbers.len() {
            return "in all".to_owned();
        }
        if !self.is_numbered() {
            return format!("in {} of {}", found.len(), self.numbers.len());
        }
        let numbers = found.iter().filter_map(|report| self.numbers.get(*report));
        let numbers: Vec<String> = numbers.map(u32::to_string).collect();
        format!("in {}", numbers.join(" "))
    }

    /// Returns the number of voices of some reports.
    pub fn count_voices(&self, found: &[usize]) -> usize {
        found.iter().filter_map(|report| self.voices.get(*report)).collect::<BTreeSet<_>>().len()
    }

    /// Returns the row in words, without its label.
    pub fn words(&self, row: &Row) -> String {
        match row.band {
            Band::Values | Band::Plans | Band::Spelled => self.values(row),
            Band::Quotes | Band::Passages => self.shared(row),
            Band::Named | Band::OnlyIn => self.named(row),
        }
    }

    /// Returns the distinct values with the numbers of their reports: `28-point plan in all · 20-point plan in 3`. If there
    /// are many reports, with the number of voices that give them: `41 (31) · 38 (3), no value 7`. If the values of the
    /// row differ, `≠` separates those that agree with each other from others.
    fn values(&self, row: &Row) -> String {
        let mut values: Vec<(u32, String, Vec<usize>)> = Vec::new();
        for cell in &row.cells {
            let text = clip(&collapse(&cell.text), MAX_TEXT).into_owned();
            match values.iter_mut().find(|(alike, other, _)| *alike == cell.alike && *other == text) {
                Some((_, _, found)) => found.push(cell.report),
                None => values.push((cell.alike, text, vec![cell.report])),
            }
        }
        let value = |(alike, text, found): (u32, String, Vec<usize>)| {
            let reports = if self.is_numbered() {
                self.reports(&found)
            } else {
                format!("({})", self.count_voices(&found))
            };
            (alike, format!("{text} {reports}"))
        };
        let mut words = join_values(values.into_iter().map(value).collect(), row.differs);
        let giving: Vec<usize> = row.cells.iter().map(|cell| cell.report).collect();
        let all: Vec<usize> = (0..self.numbers.len()).collect();
        let none = self.count_voices(&all).saturating_sub(self.count_voices(&giving));
        if !self.is_numbered() && row.band == Band::Values && none > 0 {
            let _ = write!(words, ", no value {none}");
        }
        words
    }

    /// Returns what reports share: the reports, how, and the first words.
    fn shared(&self, row: &Row) -> String {
        let found: Vec<usize> = row.places.iter().map(|place| place.report).collect();
        let how = match (row.band, row.differs) {
            (Band::Quotes, true) => "possibly one quote",
            (Band::Quotes, false) => "same words",
            _ if row.cells.iter().all(|cell| cell.text.is_empty()) => "one text",
            _ => "shared text",
        };
        let words = row.cells.first().map_or("", |cell| &cell.text);
        let words = clip(&collapse(words), self.max_words).into_owned();
        let words =
            if row.label.is_empty() || words.is_empty() { String::new() } else { format!(": {words}") };
        format!("{}  {how}{words}", self.reports(&found))
    }

    /// Returns which reports do not mention an entity, `not in 1`, or, if fewer mention it, which do, `in 1 4`.
    fn named(&self, row: &Row) -> String {
        let has: Vec<usize> = row.cells.iter().map(|cell| cell.report).collect();
        if row.band == Band::OnlyIn || has.len() < row.absent.len() {
            self.reports(&has)
        } else {
            format!("not {}", self.reports(&row.absent))
        }
    }
}

impl Row {
    /// Returns what the row is about: its label, else its first words.
    pub fn title(&self) -> String {
        if !self.label.is_empty() {
            return self.label.clone();
        }
        let words = self.cells.iter().find(|cell| !cell.text.is_empty()).map_or("", |cell| &cell.text);
        clip(&collapse(words), MAX_TEXT).into_owned()
    }
}
