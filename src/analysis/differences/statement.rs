//! Turns figures and dates into statements that can be compared: what they are about, and what limits them.

use std::collections::HashSet;
use std::ops::Range;

use super::concepts::{concept, stem};
use super::interval::{Days, is_comparable};
use super::places::{is_in_all, places};
use super::verbs::{is_attributive, is_reduced_relative, is_verb};
use super::weights::{Concepts, Tally};
use crate::analysis::dates::{DatedExpression, Granularity};
use crate::analysis::facts::Facts;
use crate::analysis::figures::context::clause;
use crate::analysis::figures::tables::{
    Applies, EVERYWHERE, HYPOTHETICAL, LONE, NARROW, NEGATED, PLANNED, SAYING, SUBORDINATORS, act, contrasts,
    is_people, sentence_contrasts, synonym,
};
use crate::analysis::figures::tokens::{Token, lower, lower_before, tokens};
use crate::analysis::figures::{Dimension, Figure, MAX_FIGURES};

/// Maximum length in bytes of a sentence whose figures and dates are compared. Only hostile texts have longer ones.
const MAX_SENTENCE_LEN: usize = 2_000;
/// Minimum number of concepts in a clause. A clause with fewer is read with its neighbours.
const MIN_OWN_CONCEPTS: usize = 3;

/// Number of tokens, from a date that opens its clause, in which the verbs for what happened are looked for.
const MAX_EVENT_WORDS: usize = 24;

/// Words before a date that limits something, such as `since May 3`, and is not the day on which it happened.
const BEFORE_BOUNDS: &[&str] =
    &["by", "since", "until", "till", "before", "after", "from", "between", "to", "through", "of"];

/// Words that open an adverbial at the start of a sentence: `In Lund, ...`.
const OPENERS: &[&str] = &[
    "in",
    "on",
    "at",
    "by",
    "during",
    "since",
    "across",
    "for",
    "last",
    "this",
    "so",
    "within",
    "over",
    "from",
    "near",
    "elsewhere",
    "under",
    "outside",
];

/// The unit of all counts of people.
pub(super) const PEOPLE: &str = "people";

/// What a statement gives, as an index into the facts of its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Index of a figure.
    Figure(usize),
    /// Index of a date.
    Date(usize),
}

/// The kind of a statement's value. Statements of different buckets are never compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bucket {
    /// None for dates.
    pub dimension: Option<Dimension>,
    /// The currency, the counted noun's stem, or `people` for all counts of people. Empty for other dimensions.
    pub unit: String,
}

/// A figure or date of a report, and what it is about. Lists of numbers are sorted and without duplicates; dates are
/// not.
#[allow(clippy::struct_excessive_bools, reason = "independent findings")]
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub report: u32,
    pub what: What,
    pub bucket: Bucket,
    /// Concepts of its clause, of the adverbial that opens the sentence, and of the neighbours of a short clause.
    pub own: Vec<u32>,
    /// Concepts of its sentence.
    pub all: Vec<u32>,
    /// Concepts of its sentence that are names.
    pub names: Vec<u32>,
    /// The names in its clause that follow `in`, `at` or the like, each as the concepts of its words.
    pub places: Vec<Vec<u32>>,
    /// The contrasts that its clause or its sentence takes a side in, each with the side.
    pub sides: Vec<(u16, u16)>,
    /// The other dates in its clause, which limit it. None for a date that is unresolved.
    pub days: Vec<Option<Days>>,
    /// The other dates of its sentence that are resolved.
    pub sentence_days: Vec<Days>,
    /// True for a value for a whole: worldwide, total, in all.
    pub is_everywhere: bool,
    /// True for a value for one part: alone.
    pub is_narrow: bool,
    /// True for a value that only another of its sort is comparable with: average.
    pub is_lone: bool,
    /// Concepts of what a distance is measured from: `off the cape`.
    pub reference: Vec<u32>,
    /// Concepts of the verbs for what happened at a date; see [`event`].
    pub event: Vec<u32>,
    /// True if its clause speaks of what will be, what may be or what is not so.
    pub is_planned: bool,
    /// Byte range of its sentence.
    pub sentence: Range<usize>,
}

/// A sentence and its concepts.
struct ReadSentence<'a> {
    range: Range<usize>,
    tokens: Vec<Token<'a>>,
    /// The number of each token's concept.
    numbers: Vec<Option<u32>>,
    /// Concepts of the sentence.
    all: Vec<u32>,
    /// Concepts that are names.
    names: Vec<u32>,
    /// Indices of tokens that are years outside dates, with the days of each.
    years: Vec<(usize, Days)>,
}

impl ReadSentence<'_> {
    /// Returns the concepts of some tokens, sorted and without duplicates.
    fn concepts(&self, tokens: impl Iterator<Item = usize>) -> Vec<u32> {
        let mut found: Vec<u32> = tokens.filter_map(|at| self.numbers.get(at).copied().flatten()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns the statements of a report, in text order. At most [`MAX_FIGURES`] dates are read, and as many figures.
pub(super) fn statements(report: u32, facts: &Facts, concepts: &mut Concepts) -> Vec<Statement> {
    let mut found = Vec::new();
    let figures = facts
        .figures
        .iter()
        .enumerate()
        .map(|(at, figure)| (figure.sentence.clone(), figure.range.clone(), What::Figure(at)));
    let dates = facts
        .dates
        .iter()
        .take(MAX_FIGURES)
        .enumerate()
        .map(|(at, date)| (date.sentence.clone(), date.range.clone(), What::Date(at)));
    let mut places: Vec<_> = figures.chain(dates).collect();
    places.sort_by_key(|(sentence, range, what)| (sentence.start, range.start, *what));
    let mut current: Option<ReadSentence<'_>> = None;
    let mut tally = Tally::default();
    for (sentence, range, what) in
        places.into_iter().filter(|(sentence, ..)| sentence.len() <= MAX_SENTENCE_LEN)
    {
        if current.as_ref().is_none_or(|read| read.range != sentence) {
            let text = facts.article.text.slice(sentence.clone());
            let mut read = read_sentence(text, sentence, concepts);
            read.years = years(facts, &read);
            tally.add(text, &read.all, &read.names);
            current = Some(read);
        }
        let Some(read) = &current else { continue };
        found.extend(statement(report, facts, read, &range, what));
    }
    concepts.add_report(tally, Days::written(&facts.article));
    found
}

fn read_sentence<'a>(text: &'a str, range: Range<usize>, concepts: &mut Concepts) -> ReadSentence<'a> {
    let tokens = tokens(text);
    let numbers: Vec<Option<u32>> =
        tokens.iter().map(|token| concept(token).map(|concept| concepts.number(concept))).collect();
    let mut read =
        ReadSentence { range, tokens, numbers, all: Vec::new(), names: Vec::new(), years: Vec::new() };
    read.all = read.concepts(0..read.tokens.len());
    let names = (1..read.tokens.len()).filter(|at| read.tokens.get(*at).is_some_and(Token::is_capital));
    read.names = read.concepts(names);
    read
}

/// Returns the statement of a figure or date. None if it is a date that cannot be compared.
fn statement(
    report: u32,
    facts: &Facts,
    read: &ReadSentence<'_>,
    range: &Range<usize>,
    what: What,
) -> Option<Statement> {
    let base = read.range.start;
    let first = read.tokens.partition_point(|token| base + token.range.end <= range.start);
    let end = read.tokens.partition_point(|token| base + token.range.start < range.end);
    let bucket = match what {
        What::Figure(at) => bucket(facts.figures.get(at)?),
        What::Date(at) => {
            let date = facts.dates.get(at)?;
            let is_used = is_comparable(date.granularity)
                && Days::of(date).is_some()
                && (date.granularity == Granularity::Day
                    || facts.article.text.slice(range.clone()).contains(|c: char| c.is_ascii_digit()))
                && !is_reporting(read, first, end)
                && !BEFORE_BOUNDS.contains(&lower_before(&read.tokens, first, 1));
            is_used.then(|| Bucket { dimension: None, unit: String::new() })?
        }
    };
    let mut clauses = own_clauses(read, first, end);
    if let (What::Figure(at), Some(own)) = (what, clauses.first_mut()) {
        narrow(facts, read, at, own, first..end);
    }
    let inside = || clauses.iter().cloned().flatten();
    let is_narrowed = clauses.first().is_some_and(|own| *own != clause(&read.tokens, first, end));
    let joined = if is_narrowed { Vec::new() } else { neighbours(read, &clauses) };
    let own = read.concepts(inside().chain(joined.into_iter().flatten()));
    // The numbers of contrasts of sentences must not be those of contrasts of clauses.
    let whole = read
        .tokens
        .iter()
        .flat_map(|token| sentence_contrasts(&token.lower))
        .map(|(contrast, side)| (contrast + 1_000, *side));
    let mut sides: Vec<(u16, u16)> =
        inside().flat_map(|at| sides_of_word(&read.tokens, at)).chain(whole).collect();
    sides.sort_unstable();
    sides.dedup();
    let places = clauses.iter().flat_map(|clause| places(&read.tokens, clause));
    let places = places.map(|name| read.concepts(name)).filter(|name| !name.is_empty()).collect();
    let has = |table: &HashSet<&str>| {
        inside().any(|at| read.tokens.get(at).is_some_and(|token| table.contains(token.as_verb())))
    };
    Some(Statement {
        report,
        what,
        bucket,
        own,
        all: read.all.clone(),
        names: read.names.clone(),
        places,
        sides,
        days: days(facts, read, &clauses, range),
        sentence_days: sentence_dates(facts, read)
            .filter(|date| date.range != *range)
            .filter_map(Days::of)
            .collect(),
        is_everywhere: has(&EVERYWHERE) || clauses.iter().any(|clause| is_in_all(&read.tokens, clause)),
        is_narrow: has(&NARROW),
        is_lone: has(&LONE),
        reference: reference(read, &clauses, end),
        event: event(facts.article.text.slice(read.range.clone()), read, clauses.first()?, first),
        is_planned: has(&PLANNED) || has(&HYPOTHETICAL) || has(&NEGATED) || is_to(read, &clauses),
        sentence: read.range.clone(),
    })
}

/// Returns the contrasts in which a word takes a side, alone or with the word before it: `voted for`. An adverb may stand
/// in between: `voted narrowly for`.
fn sides_of_word(tokens: &[Token<'_>], at: usize) -> impl Iterator<Item = (u16, u16)> {
    let word = lower(tokens, at);
    let back = if lower_before(tokens, at, 1).ends_with("ly") { 2 } else { 1 };
    let pair = format!("{}-{word}", lower_before(tokens, at, back));
    contrasts(word).iter().chain(contrasts(&pair)).copied()
}

fn bucket(figure: &Figure) -> Bucket {
    let unit = match figure.dimension {
        Dimension::Count if counts_people(&figure.head) => PEOPLE.to_owned(),
        Dimension::Count => stem(synonym(&figure.head)),
        Dimension::Money => currency(&figure.unit).to_owned(),
        _ => String::new(),
    };
    Bucket { dimension: Some(figure.dimension), unit }
}

/// True for a noun that counts people, for arrests, deaths and the like, and if there is no noun.
pub(super) fn counts_people(head: &str) -> bool {
    head.is_empty()
        || is_people(head)
        || head == "them"
        || (act(head, &[Applies::Any]).is_some() && head != "cases")
}

/// Returns one name for each currency, so that `us$` and `dollars` are `$`. Other signs, such as `a$`, stay apart.
fn currency(unit: &str) -> &str {
    match unit {
        "$" | "us$" | "dollars" | "cents" => "$",
        "€" | "euros" => "€",
        "£" | "pounds" | "sterling" | "pence" => "£",
        unit => unit,
    }
}

/// Returns the clause of a statement, and the adverbial that opens the sentence, if any.
fn own_clauses(read: &ReadSentence<'_>, first: usize, end: usize) -> Vec<Range<usize>> {
    let own = clause(&read.tokens, first, end);
    let is_adverbial = own.start > 0 && OPENERS.contains(&lower(&read.tokens, 0));
    let opening = is_adverbial.then(|| clause(&read.tokens, 0, 1));
    std::iter::once(own).chain(opening).collect()
}

/// Cuts the clause of a figure at the neighbouring figures of its unit, or at the last conjunction in between: in
/// `$6 billion for crops and $2 billion for roads`, each sum has words of its own.
fn narrow(facts: &Facts, read: &ReadSentence<'_>, at: usize, own: &mut Range<usize>, value: Range<usize>) {
    let base = read.range.start;
    let beside = |other: Option<usize>| {
        let other = facts.figures.get(other?)?;
        let is_beside = facts.figures.get(at).is_some_and(|figure| bucket(figure) == bucket(other));
        let first = read.tokens.partition_point(|token| base + token.range.end <= other.range.start);
        let end = read.tokens.partition_point(|token| base + token.range.start < other.range.end);
        (is_beside && other.sentence == read.range && own.contains(&first)).then_some(first..end)
    };
    let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
    let and = |range: Range<usize>| {
        range.into_iter().rfind(|at| matches!(lower(&read.tokens, *at), "and" | "or" | "but"))
    };
    if let Some(before) = before.filter(|before| before.end <= value.start) {
        own.start = and(before.end..value.start).map_or(before.end, |at| at + 1);
    }
    if let Some(after) = after.filter(|after| after.start >= value.end) {
        own.end = and(value.end..after.start).unwrap_or(after.start);
    }
}

/// Returns the neighbours of a clause that has fewer than [`MIN_OWN_CONCEPTS`] concepts, else nothing.
fn neighbours(read: &ReadSentence<'_>, clauses: &[Range<usize>]) -> Vec<Range<usize>> {
    let count =
        |range: &Range<usize>| read.numbers.get(range.clone()).unwrap_or_default().iter().flatten().count();
    let mut missing = MIN_OWN_CONCEPTS.saturating_sub(clauses.iter().map(count).sum());
    let mut joined = Vec::new();
    let Some(own) = clauses.first().filter(|_| missing > 0) else { return joined };
    if own.start == 0 && count(own) == 0 {
        // A lone date before the main clause: `On November 20, outlets, citing a source, leaked a plan.`
        let is_inside = |at: &usize| !SUBORDINATORS.contains(lower(&read.tokens, *at));
        let end = (own.end..read.tokens.len()).take_while(is_inside).last().map_or(own.end, |last| last + 1);
        joined.push(own.end..end);
        return joined;
    }
    if let Some(before) = own.start.checked_sub(2) {
        let before = clause(&read.tokens, before, before + 1);
        missing = missing.saturating_sub(count(&before));
        joined.push(before);
    }
    if missing > 0 && own.end + 1 < read.tokens.len() {
        joined.push(clause(&read.tokens, own.end + 1, own.end + 2));
    }
    joined
}

/// Returns the concepts of the verbs for what happened at a date: the nearest before it in its clause or, if it opens
/// the clause, those after it up to a word that opens another. Participles that only describe a noun are left out. `text`
/// is the sentence.
fn event(text: &str, read: &ReadSentence<'_>, own: &Range<usize>, first: usize) -> Vec<u32> {
    let has_concept = |at: &usize| read.numbers.get(*at).copied().flatten().is_some();
    let is_act = |at: &usize| {
        is_verb(&read.tokens, *at)
            && !is_attributive(text, &read.tokens, *at)
            && !is_reduced_relative(&read.tokens, *at, first)
    };
    let before = (own.start..first).rev().filter(has_concept).find(is_act);
    let after = if before.is_some() || (own.start..first).any(|at| has_concept(&at)) {
        0..0
    } else {
        first..(first + MAX_EVENT_WORDS).min(read.tokens.len())
    };
    let is_inside = |at: &usize| !SUBORDINATORS.contains(lower(&read.tokens, *at));
    read.concepts(before.into_iter().chain(after.take_while(is_inside).filter(is_act)))
}

/// True if something is to happen: `is to begin`, `are to be freed`.
fn is_to(read: &ReadSentence<'_>, clauses: &[Range<usize>]) -> bool {
    let is_be = |at: usize| matches!(lower(&read.tokens, at), "is" | "are" | "was" | "were");
    clauses.iter().cloned().flatten().any(|at| is_be(at) && lower(&read.tokens, at + 1) == "to")
}

/// True for the date on which something was said, not on which it happened: `said on Monday`, `issued on Monday`.
fn is_reporting(read: &ReadSentence<'_>, first: usize, end: usize) -> bool {
    (1..=3).any(|back| SAYING.contains(lower_before(&read.tokens, first, back)))
        || SAYING.contains(lower(&read.tokens, end))
}

/// Returns the years in a sentence that are not part of a date, each after the index of its token: `the 1921 flood`.
fn years(facts: &Facts, read: &ReadSentence<'_>) -> Vec<(usize, Days)> {
    let base = read.range.start;
    let mut dates = sentence_dates(facts, read).peekable();
    let mut years = Vec::new();
    for (at, token) in read.tokens.iter().enumerate() {
        while dates.next_if(|date| date.range.end <= base + token.range.start).is_some() {}
        let in_date = dates.peek().is_some_and(|date| date.range.start <= base + token.range.start);
        years.extend(Days::of_year(token.text).filter(|_| !in_date).map(|days| (at, days)));
    }
    years
}

/// Returns the dates in a sentence.
fn sentence_dates<'a>(
    facts: &'a Facts,
    read: &ReadSentence<'_>,
) -> impl Iterator<Item = &'a DatedExpression> {
    let (start, end) = (read.range.start, read.range.end);
    let from = facts.dates.partition_point(|date| date.range.start < start);
    facts.dates.iter().skip(from).take_while(move |date| date.range.start < end)
}

/// Returns the dates and years in the clauses of a statement, without its own and without those on which something was
/// said. None for a date that is unresolved.
fn days(
    facts: &Facts,
    read: &ReadSentence<'_>,
    clauses: &[Range<usize>],
    own: &Range<usize>,
) -> Vec<Option<Days>> {
    let base = read.range.start;
    let limits = sentence_dates(facts, read).filter(|date| {
        let first = read.tokens.partition_point(|token| base + token.range.end <= date.range.start);
        let end = read.tokens.partition_point(|token| base + token.range.start < date.range.end);
        date.range != *own
            && clauses.iter().any(|clause| clause.contains(&first))
            && !is_reporting(read, first, end)
    });
    let named = limits.map(Days::of);
    // `the 1921 flood`
    let years = read.years.iter().filter(|(at, _)| clauses.iter().any(|clause| clause.contains(at)));
    let years = years.filter(|(at, _)| {
        read.tokens
            .get(*at)
            .is_some_and(|token| base + token.range.start >= own.end || own.start >= base + token.range.end)
    });
    named.chain(years.map(|(_, days)| Some(*days))).collect()
}

/// Returns the concepts of what a distance is measured from: those after `from`, `off` or the like. Empty without one.
fn reference(read: &ReadSentence<'_>, clauses: &[Range<usize>], end: usize) -> Vec<u32> {
    const FROM: &[&str] = &[
        "from", "off", "of", "outside", "away", "north", "south", "east", "west", "beyond", "above", "below",
    ];
    let last = clauses.first().map_or(end, |own| own.end);
    let is_from = FROM.contains(&lower(&read.tokens, end));
    read.concepts((end + 1..last.min(end + 6)).filter(|_| is_from))
}
