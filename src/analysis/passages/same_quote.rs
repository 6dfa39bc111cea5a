//! Decides whether two quotes are one utterance, in the same words or in two wordings.

use std::collections::HashSet;
use std::ops::Range;

use super::speakers::Relation;
use super::utterances::{Denial, Spoken, Utterance, Vocabulary, stems};
use super::words::MIN_QUOTE_WORDS;

/// How two quotes are the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// True if the longer contains the shorter word for word.
    pub is_verbatim: bool,
    /// How alike they are, from 0 to 1.
    pub score: f64,
    /// The clauses of the first that have counterparts in the second.
    pub left: Range<usize>,
    /// The clauses of the second that have counterparts in the first.
    pub right: Range<usize>,
}

/// What two wordings must reach to be one utterance.
#[derive(Clone, Copy, Debug)]
struct Demand {
    /// Minimum score.
    score: f64,
    /// Minimum weight of the stems that they share.
    weight: f64,
    /// Minimum number of stems that they share.
    stems: usize,
}

/// The demand if the speakers are the same.
const OF_ONE_SPEAKER: Demand = Demand { score: 0.5, weight: 1.2, stems: 3 };
/// The demand if at least one speaker is unknown.
const OF_UNKNOWN: Demand = Demand { score: 0.6, weight: 2.8, stems: 4 };
/// The demand if the speakers have different names, at least one of which may be wrong.
const OF_DOUBTFUL: Demand = Demand { score: 0.72, weight: 4.0, stems: 5 };
/// Two wordings that share less than this weight need a higher score: ...
const FULL_WEIGHT: f64 = 3.0;
/// ... this much more for each 1.0 of weight that is missing, ...
const PER_WEIGHT: f64 = 0.14;
/// ... but at most this much more.
const MAX_MORE: f64 = 0.22;
/// Minimum weight of the words of a verbatim quote if at least one speaker is unknown, ...
const VERBATIM_OF_UNKNOWN: f64 = 1.7;
/// ... and if the speakers have different names.
const VERBATIM_OF_DOUBTFUL: f64 = 3.6;
/// Weight of a number in a verbatim quote.
const NUMBER: f64 = 0.5;
/// Share of its weight that a stem has if its counterpart is a synonym.
const SYNONYM: f64 = 0.8;
/// Share of its weight that a name has, since two quotes about one person are seldom one quote.
const NAME: f64 = 0.5;
/// A clause at either end of a quote is left out unless at least this share of its weight has counterparts.
const MIN_OF_CLAUSE: f64 = 0.2;
/// Factor in the score of the shared weight as a share of the weight of both, ...
const BOTH: f64 = 0.6;
/// ... of the shared weight as a share of the lighter one's, ...
const SHORTER: f64 = 0.4;
/// ... of the order, which only lowers the score, ...
const ORDER: f64 = 0.1;
/// ... and of the share of neighbouring words that are neighbours in both.
const PAIRS: f64 = 0.15;
/// Weight of a pair of neighbouring words that both have, if the speakers are not known to be the same.
const PAIR: f64 = 0.2;
/// Minimum shared weight, as a share of the weight of the lighter quote with all its clauses.
const MIN_OF_WHOLE: f64 = 0.35;
/// Quotes are not one utterance if one has more than this many times the words of the other, which says too much else.
const MAX_LONGER: usize = 4;

/// Compares two quotes. None if nothing suggests that they are one utterance.
pub(super) fn same_quote(left: &Utterance, right: &Utterance, vocabulary: &Vocabulary) -> Option<Match> {
    let relation = left.speaker.relation(&right.speaker);
    if relation == Relation::Different {
        return None;
    }
    verbatim(left, right, relation, vocabulary).or_else(|| possible(left, right, relation, vocabulary))
}

/// Compares two quotes word for word. None if neither contains the other, or if its words tell too little.
fn verbatim(
    left: &Utterance,
    right: &Utterance,
    relation: Relation,
    vocabulary: &Vocabulary,
) -> Option<Match> {
    let is_left_shorter = left.ids.len() <= right.ids.len();
    let (shorter, longer) = if is_left_shorter { (left, right) } else { (right, left) };
    let own_ids = |utterance: &Utterance| utterance.words.iter().map(|word| word.id).collect::<Vec<u64>>();
    let (short_ids, long_ids) = (own_ids(shorter), own_ids(longer));
    if short_ids.len() < MIN_QUOTE_WORDS {
        return None;
    }
    let at = position(&short_ids, &long_ids).or_else(|| position(&shorter.ids, &longer.ids))?;
    let weight: f64 = {
        let words = shorter.words.iter().filter(|word| !word.is_stock && !word.is_name);
        let stems = stems(words).into_iter().filter_map(|stem| vocabulary.get(stem)).map(|stem| stem.weight);
        let numbers = shorter.words.iter().filter(|word| word.number.is_some()).count();
        stems.sum::<f64>() + numbers as f64 * NUMBER
    };
    let needed = match relation {
        Relation::Same => 0.0,
        Relation::Unknown => VERBATIM_OF_UNKNOWN,
        Relation::Doubtful | Relation::Different => VERBATIM_OF_DOUBTFUL,
    };
    if weight < needed {
        return None;
    }
    let clause = |at: usize| longer.words.get(at).map_or(0, |word| word.clause);
    let in_longer = clause(at)..clause(at + short_ids.len().saturating_sub(1)) + 1;
    let whole = 0..shorter.clauses.max(1);
    let (left, right) = if is_left_shorter { (whole, in_longer) } else { (in_longer, whole) };
    Some(Match { is_verbatim: true, score: 1.0, left, right })
}

/// Returns the first position at which `long` contains `short`. None if `short` is empty.
fn position(short: &[u64], long: &[u64]) -> Option<usize> {
    if short.is_empty() {
        return None;
    }
    long.windows(short.len()).position(|window| window == short)
}

/// Compares two quotes as wordings of one utterance.
fn possible(
    left: &Utterance,
    right: &Utterance,
    relation: Relation,
    vocabulary: &Vocabulary,
) -> Option<Match> {
    let demand = match relation {
        Relation::Same => OF_ONE_SPEAKER,
        Relation::Unknown => OF_UNKNOWN,
        Relation::Doubtful | Relation::Different => OF_DOUBTFUL,
    };
    let (left_window, right_window) = windows(left, right, vocabulary)?;
    let (left_words, right_words) = (inside(left, &left_window), inside(right, &right_window));
    if !is_one_statement(&left_words, &right_words) {
        return None;
    }
    let (left_stems, right_stems) =
        (Content::of(&left_words, vocabulary), Content::of(&right_words, vocabulary));
    let shared = left_stems.shared(&right_stems, vocabulary);
    if left_stems.is_opposed(&right_stems, &shared, vocabulary) {
        return None;
    }
    let weight: f64 = shared.iter().map(|pair| pair.weight).sum();
    let (left_weight, right_weight) = (left_stems.weight(), right_stems.weight());
    let of_both = 2.0 * weight / (left_weight + right_weight).max(f64::EPSILON);
    let of_shorter = weight / left_weight.min(right_weight).max(f64::EPSILON);
    let order = (in_order(&shared) - 0.5) * 2.0;
    let pairs = Pairs::of(&left_words, &right_words);
    let score = BOTH * of_both + SHORTER * of_shorter + ORDER * order.min(0.0) + PAIRS * pairs.share;
    let telling = if relation == Relation::Same {
        weight
    } else {
        let own = shared.iter().filter(|pair| !pair.is_stock).map(|pair| pair.weight).sum::<f64>();
        own + PAIR * pairs.telling as f64
    };
    let needed =
        (demand.score + (FULL_WEIGHT - telling) * PER_WEIGHT).clamp(demand.score, demand.score + MAX_MORE);
    let is_enough = score >= needed && telling >= demand.weight && shared.len() >= demand.stems;
    let whole =
        |utterance: &Utterance| Content::of(&inside(utterance, &(0..utterance.clauses)), vocabulary).weight();
    let is_most = weight >= MIN_OF_WHOLE * whole(left).min(whole(right));
    (is_enough && is_most).then(|| Match {
        is_verbatim: false,
        score: score.min(0.99),
        left: left_window,
        right: right_window,
    })
}

/// Returns the words in a window of clauses.
fn inside<'a>(utterance: &'a Utterance, window: &Range<usize>) -> Vec<&'a Spoken> {
    utterance.words.iter().filter(|word| window.contains(&word.clause)).collect()
}

/// A pair of equal or synonymous stems of two quotes.
struct SharedStem {
    weight: f64,
    /// True if the first quote has it in a stock phrase.
    is_stock: bool,
    /// Index of the stem in the [`Content`] of the first quote.
    left: usize,
    /// Index of the stem in the [`Content`] of the second quote.
    right: usize,
}

/// The distinct stems of some words, in order.
struct Content {
    /// Each stem's index in the vocabulary, its weight, and whether it is in a stock phrase.
    stems: Vec<(u32, f64, bool)>,
}

impl Content {
    fn of(words: &[&Spoken], vocabulary: &Vocabulary) -> Self {
        let mut seen = HashSet::new();
        let own = words.iter().filter_map(|word| Some((word.stem?, word)));
        let distinct = own.filter(|(stem, _)| seen.insert(*stem));
        let stems = distinct.map(|(stem, word)| {
            let weight = vocabulary.get(stem).map_or(0.0, |stem| stem.weight);
            (stem, if word.is_name { weight * NAME } else { weight }, word.is_stock)
        });
        Self { stems: stems.collect() }
    }

    fn weight(&self) -> f64 {
        self.stems.iter().map(|(_, weight, _)| weight).sum()
    }

    /// True if a stem without a counterpart is the opposite of a stem without a counterpart on the other side.
    fn is_opposed(&self, other: &Self, shared: &[SharedStem], vocabulary: &Vocabulary) -> bool {
        let lone = |content: &Self, is_left: bool| {
            let paired: HashSet<usize> =
                shared.iter().map(|pair| if is_left { pair.left } else { pair.right }).collect();
            let all = content.stems.iter().enumerate().filter(|(at, _)| !paired.contains(at));
            all.map(|(_, (stem, ..))| *stem).collect::<Vec<u32>>()
        };
        let right = lone(other, false);
        lone(self, true).iter().any(|left| right.iter().any(|right| vocabulary.are_opposite(*left, *right)))
    }

    /// Pairs equal stems, then synonyms. Each stem is in at most one pair.
    fn shared(&self, other: &Self, vocabulary: &Vocabulary) -> Vec<SharedStem> {
        let mut is_paired = (vec![false; self.stems.len()], vec![false; other.stems.len()]);
        let mut shared = Vec::new();
        for is_synonym in [false, true] {
            for (left, (stem, weight, is_stock)) in self.stems.iter().enumerate() {
                if is_paired.0.get(left) != Some(&false) {
                    continue;
                }
                let fits = |(right, (candidate, ..)): &(usize, &(u32, f64, bool))| {
                    is_paired.1.get(*right) == Some(&false)
                        && if is_synonym {
                            are_synonyms(*stem, *candidate, vocabulary)
                        } else {
                            stem == candidate
                        }
                };
                let Some((right, (_, other_weight, _))) = other.stems.iter().enumerate().find(fits) else {
                    continue;
                };
                let share = if is_synonym { SYNONYM } else { 1.0 };
                let common =
                    if is_synonym { (weight + other_weight) / 2.0 } else { weight.min(*other_weight) };
                shared.push(SharedStem { weight: share * common, is_stock: *is_stock, left, right });
                for (paired, at) in [(&mut is_paired.0, left), (&mut is_paired.1, right)] {
                    if let Some(is_paired) = paired.get_mut(at) {
                        *is_paired = true;
                    }
                }
            }
        }
        shared.sort_by_key(|pair| pair.left);
        shared
    }
}

fn are_synonyms(left: u32, right: u32, vocabulary: &Vocabulary) -> bool {
    match (vocabulary.get(left), vocabulary.get(right)) {
        (Some(left), Some(right)) => left.groups.iter().any(|group| right.groups.contains(group)),
        _ => false,
    }
}

/// Returns, for both quotes, the clauses from the first to the last that have counterparts in the other. None if there
/// are none, or if one side has more than [`MAX_LONGER`] times the words of the other.
fn windows(
    left: &Utterance,
    right: &Utterance,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, Range<usize>)> {
    let (mut left_window, mut right_window) = (0..left.clauses, 0..right.clauses);
    for _ in 0..3 {
        let known = Reached::of(&inside(right, &right_window), vocabulary);
        left_window = shrink(left, &left_window, &known, vocabulary)?;
        let known = Reached::of(&inside(left, &left_window), vocabulary);
        right_window = shrink(right, &right_window, &known, vocabulary)?;
    }
    let words = |utterance, window| inside(utterance, window).len();
    let (shorter, longer) = {
        let (left, right) = (words(left, &left_window), words(right, &right_window));
        (left.min(right), left.max(right))
    };
    (longer <= shorter.max(4) * MAX_LONGER).then_some((left_window, right_window))
}

/// The stems of some words, and the groups of synonyms that these are in.
struct Reached {
    stems: HashSet<u32>,
    groups: HashSet<u32>,
}

impl Reached {
    fn of(words: &[&Spoken], vocabulary: &Vocabulary) -> Self {
        let stems = stems(words.iter().copied());
        let groups = stems
            .iter()
            .filter_map(|stem| vocabulary.get(*stem))
            .flat_map(|stem| stem.groups)
            .copied()
            .collect();
        Self { stems, groups }
    }

    /// True if the words have this stem or a synonym of it.
    fn contains(&self, stem: u32, vocabulary: &Vocabulary) -> bool {
        self.stems.contains(&stem)
            || vocabulary
                .get(stem)
                .is_some_and(|stem| stem.groups.iter().any(|group| self.groups.contains(group)))
    }
}

/// Drops clauses without counterparts at both ends of a window. None if all are dropped.
fn shrink(
    utterance: &Utterance,
    window: &Range<usize>,
    known: &Reached,
    vocabulary: &Vocabulary,
) -> Option<Range<usize>> {
    let mut weights = vec![(0.0, 0.0); window.len()];
    for word in utterance.words.iter().filter(|word| window.contains(&word.clause)) {
        let Some((stem, all)) = word.stem.and_then(|stem| Some((stem, vocabulary.get(stem)?.weight))) else {
            continue;
        };
        if let Some((known_weight, weight)) = weights.get_mut(word.clause - window.start) {
            *weight += all;
            if known.contains(stem, vocabulary) {
                *known_weight += all;
            }
        }
    }
    let has_counterpart = |(known, all): &(f64, f64)| *known > 0.0 && *known >= all * MIN_OF_CLAUSE;
    let first = weights.iter().position(has_counterpart)?;
    let last = weights.iter().rposition(has_counterpart)?;
    Some(window.start + first..window.start + last + 1)
}

/// Whether a quote denies something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Polarity {
    /// It denies nothing.
    Affirms,
    /// It may be a denial or not, as with `few`, `not until` (only after) and `not without` (with).
    Open,
    /// It denies by the meaning of a word, such as `refuse`.
    Denies,
    /// It negates, as with `not`.
    Negates,
}

impl Polarity {
    fn of(words: &[&Spoken]) -> Self {
        let count = |denials: &[Denial]| words.iter().filter(|word| denials.contains(&word.denial)).count();
        let negations = count(&[Denial::Negates, Denial::NegatesOrReverses]);
        let is_reversed =
            count(&[Denial::Negates]) > 0 && count(&[Denial::NegatesOrReverses, Denial::Reverses]) > 0;
        if is_reversed {
            Self::Open
        } else if negations > 0 {
            Self::Negates
        } else if count(&[Denial::Denies]) > 0 {
            Self::Denies
        } else if count(&[Denial::Partly]) > 0 {
            Self::Open
        } else {
            Self::Affirms
        }
    }

    /// True unless one denies and the other affirms.
    fn fits(self, other: Self) -> bool {
        let is_denial = |polarity| matches!(polarity, Self::Denies | Self::Negates);
        self == Self::Open || other == Self::Open || is_denial(self) == is_denial(other)
    }
}

/// False if only one of two quotes is a denial, or if each has a number that the other lacks.
fn is_one_statement(left: &[&Spoken], right: &[&Spoken]) -> bool {
    let (left_polarity, right_polarity) = (Polarity::of(left), Polarity::of(right));
    let numbers = |words: &[&Spoken]| words.iter().filter_map(|word| word.number).collect::<HashSet<u64>>();
    let (left_numbers, right_numbers) = (numbers(left), numbers(right));
    left_polarity.fits(right_polarity)
        && (left_numbers.is_subset(&right_numbers) || right_numbers.is_subset(&left_numbers))
}

/// Returns the largest share of the shared weight whose stems are in the same order in both quotes (the heaviest
/// increasing subsequence). 0 if nothing is shared.
fn in_order(shared: &[SharedStem]) -> f64 {
    let total: f64 = shared.iter().map(|pair| pair.weight).sum();
    let mut best: Vec<f64> = Vec::with_capacity(shared.len());
    for (at, pair) in shared.iter().enumerate() {
        let earlier = shared.iter().zip(&best).take(at).filter(|(earlier, _)| earlier.right < pair.right);
        let before = earlier.map(|(_, weight)| *weight).fold(0.0, f64::max);
        best.push(before + pair.weight);
    }
    if total > 0.0 { best.into_iter().fold(0.0, f64::max) / total } else { 0.0 }
}

/// Pairs of neighbouring words that two quotes share.
struct Pairs {
    /// Their share of the distinct pairs of the quote that has fewer.
    share: f64,
    /// Number of them that are not inside a stock phrase of the first quote.
    telling: usize,
}

impl Pairs {
    fn of(left: &[&Spoken], right: &[&Spoken]) -> Self {
        let pairs = |words: &[&Spoken], with_stock: bool| {
            let all = words.iter().zip(words.iter().skip(1));
            let kept = all.filter(|(one, next)| with_stock || !(one.is_stock && next.is_stock));
            kept.map(|(one, next)| (one.id, next.id)).collect::<HashSet<_>>()
        };
        let (left_pairs, right_pairs) = (pairs(left, true), pairs(right, true));
        let shared = left_pairs.intersection(&right_pairs).count();
        Self {
            share: shared as f64 / left_pairs.len().min(right_pairs.len()).max(1) as f64,
            telling: pairs(left, false).intersection(&right_pairs).count(),
        }
    }
}
