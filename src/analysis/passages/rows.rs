//! Joins shared segments into passages: one row for all the places of a passage.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::paragraphs::{Classes, words_fingerprint};
use super::running_text::{Segment, Shared};
use super::words::{Document, Word};

/// Two segments of a class are one if they overlap by this share of the longer.
const MIN_OVERLAP: f64 = 0.7;
/// A passage is left out if another covers this share of it wherever it occurs.
const MIN_COVERED: f64 = 0.8;
/// Maximum number of neighbouring segments or passages that each is compared with.
const MAX_COMPARED: usize = 32;
/// Two passages are one if at most this many words are between them everywhere, ...
const MAX_BETWEEN: usize = 2;
/// ... or if at most this many are, the same everywhere.
const MAX_EQUAL_BETWEEN: usize = 80;

/// A stretch of text that documents share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextRow {
    /// Where it occurs: documents in ascending order, each with a range of its words.
    pub places: Vec<(usize, Range<usize>)>,
    /// Share of equal words in the least similar segments that were compared. For joined rows, the mean of theirs,
    /// weighted by length.
    pub score: f64,
}

/// Joins shared segments into rows, in the order of their first places.
pub(super) fn text_rows(classes: &Classes, documents: &[Document], shared: &[Shared]) -> Vec<TextRow> {
    let nodes = Nodes::new(shared);
    let mut sets = Sets::new(nodes.segments.len());
    let node = |segment: &Segment| nodes.by_segment.get(segment).copied().unwrap_or(0);
    for pair in shared {
        sets.join(node(&pair.left), node(&pair.right));
    }
    let mut scores: HashMap<usize, f64> = HashMap::new();
    for pair in shared {
        let score = scores.entry(sets.root(node(&pair.left))).or_insert(1.0);
        *score = score.min(pair.score);
    }
    let mut places: BTreeMap<usize, BTreeMap<usize, Range<usize>>> = BTreeMap::new();
    for (at, segment) in nodes.segments.iter().enumerate() {
        let of_row = places.entry(sets.root(at)).or_default();
        for place in
            classes.classes.get(segment.class).map(|class| class.places.as_slice()).unwrap_or_default()
        {
            let range = place.start + segment.start..place.start + segment.end;
            let known = of_row.entry(place.document).or_insert_with(|| range.clone());
            if known.len() < range.len() {
                *known = range;
            }
        }
    }
    let rows = places.into_iter().filter(|(_, places)| places.len() > 1).map(|(root, places)| TextRow {
        places: places.into_iter().collect(),
        score: scores.get(&root).copied().unwrap_or(1.0),
    });
    without_covered(joined(rows.collect(), documents))
}

/// The shared segments, with those that overlap enough counted as one node.
struct Nodes {
    /// The segment that stands for each node.
    segments: Vec<Segment>,
    /// The node of each shared segment.
    by_segment: HashMap<Segment, usize>,
}

impl Nodes {
    fn new(shared: &[Shared]) -> Self {
        let mut all: Vec<Segment> = shared.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        all.sort_unstable();
        all.dedup();
        let mut nodes = Self { segments: Vec::new(), by_segment: HashMap::new() };
        for segment in all {
            let last = nodes.segments.len();
            let nearby = last.saturating_sub(MAX_COMPARED)..last;
            let same = nearby.rev().find(|at| {
                nodes
                    .segments
                    .get(*at)
                    .is_some_and(|node| node.class == segment.class && is_same(node, &segment))
            });
            let node = same.unwrap_or_else(|| {
                nodes.segments.push(segment);
                last
            });
            nodes.by_segment.insert(segment, node);
        }
        nodes
    }
}

fn is_same(left: &Segment, right: &Segment) -> bool {
    let overlap = left.end.min(right.end).saturating_sub(left.start.max(right.start));
    let longer = (left.end - left.start).max(right.end - right.start);
    overlap as f64 >= longer as f64 * MIN_OVERLAP
}

/// Sets of indices that can be joined (union-find with path halving).
#[derive(Debug)]
pub(super) struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    /// Creates `count` sets of one index each.
    pub fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn parent(&self, of: usize) -> usize {
        self.parents.get(of).copied().unwrap_or(of)
    }

    /// Returns the lowest index of the set that contains `of`.
    pub fn root(&mut self, mut of: usize) -> usize {
        while self.parent(of) != of {
            let above = self.parent(self.parent(of));
            if let Some(parent) = self.parents.get_mut(of) {
                *parent = above;
            }
            of = above;
        }
        of
    }

    /// Joins the sets of two indices.
    pub fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        if let Some(parent) = self.parents.get_mut(left.max(right)) {
            *parent = left.min(right);
        }
    }
}

/// Joins rows that follow each other in the same documents.
fn joined(rows: Vec<TextRow>, documents: &[Document]) -> Vec<TextRow> {
    let mut by_documents: BTreeMap<Vec<usize>, Vec<TextRow>> = BTreeMap::new();
    for row in rows {
        let key = row.places.iter().map(|(document, _)| *document).collect();
        by_documents.entry(key).or_default().push(row);
    }
    let mut found = Vec::new();
    for (_, mut rows) in by_documents {
        rows.sort_by_key(|row| row.places.first().map(|(_, range)| (range.start, range.end)));
        let mut current: Option<TextRow> = None;
        for row in rows {
            match current.as_mut().filter(|before| follows(before, &row, documents)) {
                Some(before) => append(before, &row),
                None => found.extend(current.replace(row)),
            }
        }
        found.extend(current);
    }
    found
}

/// True if a row is close enough behind another, everywhere, to be joined with it. Both must be in the same documents.
fn follows(before: &TextRow, row: &TextRow, documents: &[Document]) -> bool {
    let pairs = || before.places.iter().zip(&row.places);
    let gaps = || pairs().map(|((_, before), (_, after))| before.end..after.start);
    if gaps().any(|gap| gap.start > gap.end) {
        return false;
    }
    if gaps().all(|gap| gap.len() <= MAX_BETWEEN) {
        return true;
    }
    let mut words = pairs().zip(gaps()).map(|(((document, _), _), gap)| {
        let words: &[Word] =
            documents.get(*document).and_then(|document| document.words.get(gap)).unwrap_or_default();
        (words.len() <= MAX_EQUAL_BETWEEN).then(|| words_fingerprint(words))
    });
    let Some(Some(first)) = words.next() else { return false };
    words.all(|words| words == Some(first))
}

/// Extends a row to the end of the one that follows it.
fn append(before: &mut TextRow, row: &TextRow) {
    let length = |row: &TextRow| row.places.first().map_or(0, |(_, range)| range.len()) as f64;
    let (old, new) = (length(before), length(row));
    before.score = (before.score * old + row.score * new) / (old + new).max(1.0);
    for ((_, range), (_, next)) in before.places.iter_mut().zip(&row.places) {
        range.end = next.end;
    }
}

/// Leaves out rows that others mostly cover, and sorts the rest by their first places.
fn without_covered(mut rows: Vec<TextRow>) -> Vec<TextRow> {
    let length = |row: &TextRow| row.places.iter().map(|(_, range)| range.len()).sum::<usize>();
    rows.sort_by_key(|row| std::cmp::Reverse((length(row), row.places.len())));
    let mut kept: Vec<TextRow> = Vec::new();
    // For each document, the kept rows by the start of their place in it.
    let mut starts: HashMap<usize, BTreeMap<usize, Vec<usize>>> = HashMap::new();
    for row in rows {
        let covers = |kept_row: &TextRow| {
            row.places.iter().all(|(document, range)| {
                let found = kept_row.places.binary_search_by_key(document, |(document, _)| *document);
                let other = found.ok().and_then(|at| kept_row.places.get(at));
                other.is_some_and(|(_, other)| {
                    let overlap = other.end.min(range.end).saturating_sub(other.start.max(range.start));
                    overlap as f64 >= range.len() as f64 * MIN_COVERED
                })
            })
        };
        let is_covered = row.places.first().is_some_and(|(document, range)| {
            let earlier = starts.get(document).into_iter().flat_map(|starts| starts.range(..range.end).rev());
            let mut nearby = earlier.flat_map(|(_, rows)| rows).take(MAX_COMPARED);
            nearby.any(|at| kept.get(*at).is_some_and(covers))
        });
        if is_covered {
            continue;
        }
        for (document, range) in &row.places {
            starts.entry(*document).or_default().entry(range.start).or_default().push(kept.len());
        }
        kept.push(row);
    }
    kept.sort_by_key(|row| row.places.first().map(|(document, range)| (*document, range.start, range.end)));
    kept
}
