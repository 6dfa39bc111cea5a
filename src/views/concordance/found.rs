//! The lines found so far, by report.

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::concordance::Line;
use crate::analysis::pair_sentences::SentenceText;
use crate::views::concordance::query::{LinesPart, Report};

/// The lines found so far.
#[derive(Debug, Default)]
pub struct Found {
    /// The reports, in the order of the listing.
    pub reports: Vec<Report>,
    /// Their lines, in the same order.
    pub lines: Arc<Vec<Line>>,
    /// The text of each line's sentence. Empty if each mention has a line.
    pub sentences: Vec<SentenceText>,
    /// The number of rows of the first sentences, when wrapped into this many columns.
    heights: (usize, Vec<usize>),
    /// The indices of each report's lines.
    pub ranges: Vec<Range<usize>>,
    /// How many reports have been read, and how many there are to read in all.
    pub read: (usize, usize),
    /// True if all reports are read.
    pub is_complete: bool,
}

impl Found {
    /// Adds reports that have been read.
    pub fn add(&mut self, part: LinesPart) {
        self.read = (part.read, part.of);
        let lines = Arc::make_mut(&mut self.lines);
        for mut report in part.reports {
            let start = lines.len();
            lines.append(&mut report.lines);
            self.sentences.append(&mut report.sentences);
            self.ranges.push(start..lines.len());
            self.reports.push(report);
        }
    }

    /// Returns the report of a line.
    pub fn report_of(&self, line: usize) -> Option<&Report> {
        let after = self.ranges.partition_point(|range| range.end <= line);
        self.reports.get(after)
    }

    /// Returns the number of mentions, or of sentences, in the reports read so far.
    pub fn count(&self) -> usize {
        self.reports.iter().map(|report| report.count).sum()
    }

    /// Measures the sentences that have not been measured for this many columns. There may be many.
    pub fn measure(&mut self, columns: usize) {
        if self.heights.0 != columns {
            self.heights = (columns, Vec::new());
        }
        let known = self.heights.1.len();
        self.heights.1.extend(self.sentences.iter().skip(known).map(|text| text.wrapped(columns).len()));
    }

    /// Returns how many rows a line has: those of its sentence, as last measured, or one.
    pub fn height(&self, line: usize) -> usize {
        self.heights.1.get(line).copied().unwrap_or(1)
    }

    /// Returns each spelling with the number of its lines, the most frequent first.
    pub fn count_spellings(&self) -> Vec<(String, usize)> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        let mut surfaces: Vec<&str> = self.lines.iter().map(|line| line.surface.as_str()).collect();
        surfaces.sort_unstable();
        for surface in surfaces {
            match counts.last_mut().filter(|(last, _)| last == surface) {
                Some((_, count)) => *count += 1,
                None => counts.push((surface.to_owned(), 1)),
            }
        }
        counts.sort_by(|(left, left_count), (right, right_count)| {
            (right_count, left).cmp(&(left_count, right))
        });
        counts
    }
}
