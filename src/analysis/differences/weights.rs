//! Numbers concepts, and weighs them: the fewer sentences have a concept, the more it tells what a sentence is about.

use std::collections::{HashMap, HashSet};

use super::interval::Days;
use crate::text::fingerprint::fingerprint;

/// Minimum number of sentences that weights are based on, so that those of two very short reports are useful too.
const MIN_SENTENCES: u32 = 20;
/// Maximum number of reports among which any two are compared. So few were probably chosen to be compared.
const MAX_CHOSEN_REPORTS: usize = 12;
/// Maximum difference between the days on which two of many related reports were written, as [`Days`] numbers days.
const MAX_DAYS_APART: u32 = 31;
/// Minimum weight of the names that two of many related reports share, as a share of the weight of all names in the
/// report in which that is smaller.
const MIN_SHARED_NAMES: f64 = 0.12;

/// The numbers of concepts, and how many sentences with figures or dates have each, by report.
#[derive(Debug, Default)]
pub(super) struct Concepts {
    numbers: HashMap<String, u32>,
    reports: Vec<Report>,
    /// Number of reports that have each concept as a name.
    named_by: Vec<u32>,
}

/// What is counted in a report.
#[derive(Debug, Default)]
struct Report {
    /// Each concept and the number of sentences that have it, sorted by concept.
    sentences: Vec<(u32, u32)>,
    /// Number of different sentences.
    total: u32,
    /// Concepts that are names, sorted.
    names: Vec<u32>,
    /// The day on which it was written, if known.
    written: Option<Days>,
}

impl Report {
    /// Returns the number of sentences that have a concept.
    fn count(&self, concept: u32) -> u32 {
        let found = self.sentences.binary_search_by_key(&concept, |(concept, _)| *concept);
        found.ok().and_then(|at| self.sentences.get(at)).map_or(0, |(_, count)| *count)
    }
}

/// Gathers what is counted in a report.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: HashMap<u32, u32>,
    seen: HashSet<u64>,
    names: HashSet<u32>,
}

impl Tally {
    /// Counts a sentence with its concepts and names, unless it was counted before.
    pub fn add(&mut self, text: &str, concepts: &[u32], names: &[u32]) {
        if self.seen.insert(fingerprint(text.as_bytes())) {
            for concept in concepts {
                *self.counts.entry(*concept).or_default() += 1;
            }
            self.names.extend(names);
        }
    }
}

impl Concepts {
    /// Returns the number of a concept. A new concept gets the next number.
    pub fn number(&mut self, concept: String) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(concept).or_insert(next)
    }

    /// Adds the next report.
    pub fn add_report(&mut self, tally: Tally, written: Option<Days>) {
        let mut sentences: Vec<(u32, u32)> = tally.counts.into_iter().collect();
        sentences.sort_unstable();
        let mut names: Vec<u32> = tally.names.into_iter().collect();
        names.sort_unstable();
        self.named_by.resize(self.numbers.len(), 0);
        for name in &names {
            if let Some(count) = self.named_by.get_mut(*name as usize) {
                *count += 1;
            }
        }
        self.reports.push(Report { sentences, total: tally.seen.len() as u32, names, written });
    }

    /// Returns how much a concept tells about what a sentence in either of two reports is about, from 0 to 1: its
    /// inverse sentence frequency (Spärck Jones 1972) as a share of the greatest. Only the two reports count, so that a
    /// pair has the same weights among few reports and among many.
    pub fn weight(&self, left: u32, right: u32, concept: u32) -> f64 {
        let (mut count, mut total) = (0, 0);
        let both = [Some(left), Some(right).filter(|right| *right != left)];
        for report in both.into_iter().flatten().filter_map(|report| self.reports.get(report as usize)) {
            count += report.count(concept);
            total += report.total;
        }
        let total = f64::from(total.max(MIN_SENTENCES)) + 1.0;
        (total / f64::from(count.max(1))).ln() / total.ln()
    }

    /// Returns the number of a concept that is given by its stem. None if no sentence has it.
    pub fn number_of(&self, concept: &str) -> Option<u32> {
        self.numbers.get(concept).copied()
    }

    /// Returns how many sentences of all reports have each concept.
    pub fn frequencies(&self) -> Vec<u32> {
        let mut frequencies = vec![0; self.numbers.len()];
        for (concept, count) in self.reports.iter().flat_map(|report| &report.sentences) {
            if let Some(frequency) = frequencies.get_mut(*concept as usize) {
                *frequency += count;
            }
        }
        frequencies
    }

    /// True if two reports may be about one event. Among few reports, and for a report and itself, that is always so.
    /// Otherwise they must share enough names, where a name in many reports weighs little, and must not have been
    /// written more than about a month apart.
    pub fn are_related(&self, left: u32, right: u32) -> bool {
        if left == right || self.reports.len() <= MAX_CHOSEN_REPORTS {
            return true;
        }
        let written = |report: u32| self.reports.get(report as usize).and_then(|report| report.written);
        if let (Some(left), Some(right)) = (written(left), written(right))
            && left.first.abs_diff(right.first) > MAX_DAYS_APART
        {
            return false;
        }
        let names =
            |report: u32| self.reports.get(report as usize).map_or(&[][..], |report| report.names.as_slice());
        let weight = |name: u32| match self.named_by.get(name as usize) {
            Some(&count) if count > 1 => 1.0 / f64::from(count).sqrt(),
            _ => 0.0,
        };
        let sum = |report: u32| names(report).iter().map(|name| weight(*name)).sum::<f64>();
        let shared: f64 = common(names(left), names(right)).map(weight).sum();
        shared > 0.0 && shared >= MIN_SHARED_NAMES * sum(left).min(sum(right))
    }
}

/// Returns the elements that two sorted lists have in common.
pub(super) fn common<'a>(left: &'a [u32], right: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut rest = right;
    left.iter().copied().filter(move |wanted| {
        let at = rest.partition_point(|element| element < wanted);
        rest = rest.get(at..).unwrap_or_default();
        rest.first() == Some(wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three sentences, of which two have the concept.
    fn concepts() -> (Concepts, u32) {
        let mut concepts = Concepts::default();
        let ferry = concepts.number("ferry".to_owned());
        for texts in [&["a", "b", "b"][..], &["c"]] {
            let mut tally = Tally::default();
            for text in texts {
                tally.add(text, if *text == "a" { &[] } else { &[0] }, &[]);
            }
            concepts.add_report(tally, None);
        }
        (concepts, ferry)
    }

    #[test]
    fn weights_are_the_inverse_sentence_frequency_of_two_reports() {
        let (concepts, ferry) = concepts();
        // ln(21 / 2) / ln 21, worked by hand: 2.35138 / 3.04452.
        assert!((concepts.weight(0, 1, ferry) - 0.772_33).abs() < 1e-4);
        assert!((concepts.weight(0, 0, ferry) - 1.0).abs() < 1e-9);
        assert_eq!(concepts.frequencies(), [2]);
    }
}
