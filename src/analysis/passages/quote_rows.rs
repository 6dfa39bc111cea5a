//! Finds the quotes that documents share, and joins them into passages.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use super::paragraphs::ids_fingerprint;
use super::same_quote::{Match, same_quote};
use super::speakers::{Relation, Speaker};
use super::utterances::{Utterance, Vocabulary, stems};
use super::words::MIN_QUOTE_WORDS;

/// A stem, group of synonyms or run of words in more wordings than this proposes no pairs.
const MAX_POSTINGS: usize = 100;
/// Two wordings are compared if the weights of what they share add up to at least this.
const MIN_SHARED: f64 = 1.0;
/// Share of the weight of a stem that a shared group of synonyms has when pairs are proposed.
const SYNONYM: f64 = 0.7;
/// Maximum number of speakers of the same words that a quote is compared with.
const MAX_SPEAKERS: usize = 8;

/// A quote in several documents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct QuoteRow {
    /// True if all wordings contain the shortest one word for word.
    pub is_verbatim: bool,
    /// How alike the least similar of the compared wordings are, from 0 to 1.
    pub score: f64,
    /// The speaker's name or, if no speaker has one, a description.
    pub speaker: Option<String>,
    /// Where it occurs: documents in ascending order, with the byte range of each part of the quote.
    pub places: Vec<(usize, Range<usize>)>,
}

/// Utterances with the same words whose speakers may be the same.
#[derive(Debug)]
struct Wording {
    /// Index of the utterance that is compared for all: the first with a named speaker, else the first.
    representative: usize,
    /// The indices of all of them.
    utterances: Vec<usize>,
}

/// Two wordings that may be one utterance, by their indices.
#[derive(Debug)]
struct Link {
    left: usize,
    right: usize,
    found: Match,
}

/// Finds the quotes that documents share. Stops early, with no rows, once `stop` returns true.
pub(super) fn quote_rows(
    utterances: &[Utterance],
    vocabulary: &Vocabulary,
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<QuoteRow> {
    let wordings = wordings(utterances, vocabulary);
    let of =
        |wording: usize| wordings.get(wording).and_then(|wording| utterances.get(wording.representative));
    let proposed = proposals(&wordings, utterances, vocabulary);
    let links: Vec<Link> = proposed
        .into_par_iter()
        .filter(|_| !stop())
        .filter_map(|(left, right)| {
            let found = same_quote(of(left)?, of(right)?, vocabulary)?;
            Some(Link { left, right, found })
        })
        .collect();
    if stop() {
        return Vec::new();
    }
    let rows = Rows { utterances, wordings: &wordings, links: &links };
    let mut found = rows.verbatim();
    found.extend(rows.possible());
    found
}

/// Groups utterances with the same words whose speakers may be the same.
fn wordings(utterances: &[Utterance], vocabulary: &Vocabulary) -> Vec<Wording> {
    let mut by_words: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut wordings: Vec<Wording> = Vec::new();
    for (at, utterance) in utterances.iter().enumerate() {
        let known = by_words.entry(ids_fingerprint(utterance.ids.iter().copied())).or_default();
        let fits = |wording: &&usize| {
            let other = wordings.get(**wording).and_then(|wording| utterances.get(wording.representative));
            other.is_some_and(|other| {
                other.speaker.relation(&utterance.speaker) == Relation::Same
                    || same_quote(other, utterance, vocabulary).is_some()
            })
        };
        let fitting = known.iter().take(MAX_SPEAKERS).find(fits).copied();
        if let Some(wording) = fitting.and_then(|wording| wordings.get_mut(wording)) {
            wording.utterances.push(at);
            let is_named =
                |at: usize| utterances.get(at).is_some_and(|utterance| utterance.speaker.is_named());
            if !is_named(wording.representative) && is_named(at) {
                wording.representative = at;
            }
        } else {
            known.push(wordings.len());
            wordings.push(Wording { representative: at, utterances: vec![at] });
        }
    }
    wordings
}

/// Proposes pairs of wordings to compare: those that share stems and groups of synonyms of enough weight, and those
/// where one contains the first [`MIN_QUOTE_WORDS`] words of the other.
fn proposals(wordings: &[Wording], utterances: &[Utterance], vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let of = |wording: &Wording| utterances.get(wording.representative);
    let mut by_stem: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut by_group: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut by_run: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut own: Vec<(BTreeSet<u32>, BTreeSet<u32>)> = Vec::with_capacity(wordings.len());
    for (at, wording) in wordings.iter().enumerate() {
        let Some(utterance) = of(wording) else { continue };
        let stems: BTreeSet<u32> = stems(utterance.words.iter()).into_iter().collect();
        let groups: BTreeSet<u32> = stems
            .iter()
            .filter_map(|stem| vocabulary.get(*stem))
            .flat_map(|stem| stem.groups)
            .copied()
            .collect();
        for stem in &stems {
            by_stem.entry(*stem).or_default().push(at);
        }
        for group in &groups {
            by_group.entry(*group).or_default().push(at);
        }
        for run in runs(utterance).collect::<BTreeSet<u64>>() {
            by_run.entry(run).or_default().push(at);
        }
        own.push((stems, groups));
    }
    let each = own.par_iter().zip(wordings).enumerate();
    let proposed = each.flat_map_iter(|(at, ((stems, groups), wording))| {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        let mut add = |postings: Option<&Vec<usize>>, weight: f64| {
            for other in postings.into_iter().filter(|all| all.len() <= MAX_POSTINGS).flatten() {
                *shared.entry(*other).or_default() += weight;
            }
        };
        for stem in stems {
            add(by_stem.get(stem), vocabulary.get(*stem).map_or(0.0, |stem| stem.weight));
        }
        for group in groups {
            add(by_group.get(group), SYNONYM * 0.75);
        }
        let first_run = of(wording).and_then(|utterance| runs(utterance).next());
        add(first_run.and_then(|run| by_run.get(&run)), MIN_SHARED);
        let pairs = shared.into_iter().filter(|(other, weight)| *other != at && *weight >= MIN_SHARED);
        pairs.map(|(other, _)| (at.min(other), at.max(other))).collect::<Vec<_>>()
    });
    let mut proposed: Vec<(usize, usize)> = proposed.collect();
    proposed.par_sort_unstable();
    proposed.dedup();
    proposed
}

/// Returns the fingerprints of all runs of [`MIN_QUOTE_WORDS`] words, in order.
fn runs(utterance: &Utterance) -> impl Iterator<Item = u64> {
    let words: Vec<u64> = utterance.words.iter().map(|word| word.id).collect();
    let count = (words.len() + 1).saturating_sub(MIN_QUOTE_WORDS);
    (0..count).map(move |at| ids_fingerprint(words.iter().skip(at).take(MIN_QUOTE_WORDS).copied()))
}

/// Joins links into rows.
struct Rows<'a> {
    utterances: &'a [Utterance],
    wordings: &'a [Wording],
    links: &'a [Link],
}

/// Index of a wording in a row, and the clauses of it that belong to the row. None if all do.
type Member = (usize, Option<Range<usize>>);

impl Rows<'_> {
    /// Returns the rows of quotes that others contain word for word: a row for each wording with those that contain it,
    /// unless another row has all its wordings.
    fn verbatim(&self) -> Vec<QuoteRow> {
        let mut containing: HashMap<usize, Vec<Member>> = HashMap::new();
        for link in self.links.iter().filter(|link| link.found.is_verbatim) {
            let words = |at: usize| self.representative(at).map_or(0, |utterance| utterance.words.len());
            let (core, longer, clauses) = if words(link.left) <= words(link.right) {
                (link.left, link.right, &link.found.right)
            } else {
                (link.right, link.left, &link.found.left)
            };
            containing.entry(core).or_default().push((longer, Some(clauses.clone())));
        }
        let mut rows: Vec<(BTreeSet<usize>, Vec<Member>)> = (0..self.wordings.len())
            .map(|core| {
                let mut members = vec![(core, None)];
                members.extend(containing.remove(&core).unwrap_or_default());
                (members.iter().map(|(wording, _)| *wording).collect::<BTreeSet<_>>(), members)
            })
            .filter(|(wordings, _)| self.documents(wordings).len() > 1)
            .collect();
        rows.sort_by_key(|(wordings, _)| std::cmp::Reverse(wordings.len()));
        let mut known: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut kept: Vec<&(BTreeSet<usize>, Vec<Member>)> = Vec::new();
        for row in &rows {
            let (wordings, _) = row;
            let first = wordings.first().copied().unwrap_or(0);
            let of_first = known.get(&first).into_iter().flatten();
            let is_part = of_first.filter_map(|at| kept.get(*at)).any(|(other, _)| wordings.is_subset(other));
            if !is_part {
                for wording in wordings {
                    known.entry(*wording).or_default().push(kept.len());
                }
                kept.push(row);
            }
        }
        kept.into_iter().map(|(_, members)| self.row(members, true, 1.0)).collect()
    }

    /// Returns the rows of quotes in several wordings: for each wording, those linked to it, in groups by its clauses.
    /// A row without a pair that no earlier row has is left out.
    fn possible(&self) -> Vec<QuoteRow> {
        let mut linked: HashMap<usize, Vec<&Link>> = HashMap::new();
        for link in self.links {
            linked.entry(link.left).or_default().push(link);
            linked.entry(link.right).or_default().push(link);
        }
        let possible = |links: &[&Link]| links.iter().filter(|link| !link.found.is_verbatim).count();
        let mut centres: Vec<(usize, usize)> = linked
            .iter()
            .map(|(wording, links)| (*wording, possible(links)))
            .filter(|(_, count)| *count > 0)
            .collect();
        centres.sort_by_key(|(wording, count)| (std::cmp::Reverse(*count), *wording));
        let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut rows = Vec::new();
        for (centre, _) in centres {
            let links = linked.get(&centre).map(Vec::as_slice).unwrap_or_default();
            let document = |wording| self.representative(wording).map_or(0, |utterance| utterance.document);
            for group in groups(centre, links, document) {
                let wordings: BTreeSet<usize> =
                    group.iter().map(|link| other(link, centre)).chain([centre]).collect();
                let is_new =
                    |link: &&&Link| !link.found.is_verbatim && !covered.contains(&(link.left, link.right));
                if !group.iter().any(|link| is_new(&link)) || self.documents(&wordings).len() < 2 {
                    continue;
                }
                let score = group.iter().map(|link| link.found.score).fold(1.0, f64::min);
                let mut members: Vec<Member> = Vec::new();
                for link in &group {
                    let (own, others) = clauses(link, centre);
                    members.push((centre, Some(own)));
                    members.push((other(link, centre), Some(others)));
                }
                rows.push(self.row(&members, false, score));
                for left in &wordings {
                    covered.extend(wordings.range(left + 1..).map(|right| (*left, *right)));
                }
            }
        }
        rows
    }

    /// Returns the utterance that is compared for a wording.
    fn representative(&self, wording: usize) -> Option<&Utterance> {
        self.wordings.get(wording).and_then(|wording| self.utterances.get(wording.representative))
    }

    /// Returns the documents that contain any of the wordings.
    fn documents(&self, wordings: &BTreeSet<usize>) -> BTreeSet<usize> {
        let all = wordings.iter().filter_map(|wording| self.wordings.get(*wording));
        let utterances =
            all.flat_map(|wording| &wording.utterances).filter_map(|at| self.utterances.get(*at));
        utterances.map(|utterance| utterance.document).collect()
    }

    fn row(&self, members: &[Member], is_verbatim: bool, score: f64) -> QuoteRow {
        let mut places: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        let mut speakers: Vec<&Speaker> = Vec::new();
        for (wording, clauses) in members {
            let Some(wording) = self.wordings.get(*wording) else { continue };
            for utterance in wording.utterances.iter().filter_map(|at| self.utterances.get(*at)) {
                speakers.push(&utterance.speaker);
                for (at, part) in utterance.parts.iter().enumerate() {
                    let mut words = utterance.words.iter().filter(|word| word.part == at);
                    let is_in = |clauses: &Range<usize>| words.any(|word| clauses.contains(&word.clause));
                    if clauses.as_ref().is_none_or(is_in) {
                        places.insert((utterance.document, part.start, part.end));
                    }
                }
            }
        }
        let named = speakers.iter().filter(|speaker| speaker.is_named()).max_by_key(|speaker| speaker.rank());
        let speaker = named
            .or(speakers.iter().find(|speaker| speaker.name.is_some()))
            .and_then(|speaker| speaker.name.clone());
        let places = places.into_iter().map(|(document, start, end)| (document, start..end)).collect();
        QuoteRow { is_verbatim, score, speaker, places }
    }
}

/// Returns the wording that a link joins with `of`.
fn other(link: &Link, of: usize) -> usize {
    if link.left == of { link.right } else { link.left }
}

/// Returns the clauses that a link joins: those of the wording `of`, then those of the other.
fn clauses(link: &Link, of: usize) -> (Range<usize>, Range<usize>) {
    let (left, right) = (link.found.left.clone(), link.found.right.clone());
    if link.left == of { (left, right) } else { (right, left) }
}

/// Groups the links of a wording. Links are in one group if they join overlapping clauses of that wording, or if they
/// join neighbouring clauses of it with the same document. `document` returns the document of a wording.
fn groups<'a>(centre: usize, links: &[&'a Link], document: impl Fn(usize) -> usize) -> Vec<Vec<&'a Link>> {
    let mut sorted: Vec<&Link> = links.to_vec();
    sorted.sort_by_key(|link| (clauses(link, centre).0.start, other(link, centre)));
    let mut groups: Vec<(Range<usize>, Vec<&Link>)> = Vec::new();
    for link in sorted {
        let (own, _) = clauses(link, centre);
        let in_document = document(other(link, centre));
        let fits = |(range, links): &&mut (Range<usize>, Vec<&Link>)| {
            let overlap = range.end.min(own.end).saturating_sub(range.start.max(own.start));
            let follows = own.start <= range.end + 1
                && links.iter().all(|link| document(other(link, centre)) == in_document);
            overlap * 2 >= range.len().min(own.len()) && overlap > 0 || follows
        };
        match groups.iter_mut().rev().find(fits) {
            Some((range, links)) => {
                range.end = range.end.max(own.end);
                links.push(link);
            }
            None => groups.push((own, vec![link])),
        }
    }
    groups.into_iter().map(|(_, links)| links).collect()
}
