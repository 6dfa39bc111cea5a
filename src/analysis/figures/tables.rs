//! Tables of the words that stand beside figures: units, acts, counted nouns, qualifiers and scope.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::figure::{Dimension, Qualifier};
use crate::mention::words::{WordTable, words_under};

const UNITS: &str = include_str!("units.txt");
const ACTS: &str = include_str!("acts.txt");
const HEADS: &str = include_str!("heads.txt");
const WORDS: &str = include_str!("words.txt");
const SCOPE: &str = include_str!("scope.txt");

/// Nouns before a number that names something: `Route 9`.
pub(super) static DESIGNATORS: WordTable = LazyLock::new(|| words_under(WORDS, "designators"));
/// Words before a number that refers to what was counted before: `the two boards`.
pub(super) static DEFINITE: WordTable =
    LazyLock::new(|| words_under(WORDS, "before a number that refers to what was counted before"));
/// Words that end the noun group after a number.
pub(crate) static GROUP_ENDS: WordTable = LazyLock::new(|| words_under(WORDS, "stops of a noun group"));
/// Words for a street, after a house number and a name.
pub(super) static ADDRESSES: WordTable = LazyLock::new(|| words_under(WORDS, "addresses"));
/// Words of possibility and doubt: could, if, proposed.
pub(crate) static HYPOTHETICAL: WordTable = LazyLock::new(|| words_under(SCOPE, "hypothetical"));
/// Words of plans: will, due, scheduled.
pub(crate) static PLANNED: WordTable = LazyLock::new(|| words_under(SCOPE, "planned"));
/// Words of negation and denial: not, denied.
pub(crate) static NEGATED: WordTable = LazyLock::new(|| words_under(SCOPE, "negated"));
/// Words of a figure that comes on top of another: another, further.
pub(super) static ADDITIONAL: WordTable = LazyLock::new(|| words_under(SCOPE, "additional"));
/// Words of a rate: each, per.
pub(super) static EACH: WordTable = LazyLock::new(|| words_under(SCOPE, "each"));
/// What a rate is given for, after `a`: `15 cents a litre`.
pub(super) static RATES: WordTable = LazyLock::new(|| words_under(SCOPE, "rates after a"));
/// Words of a figure for a whole: worldwide, total.
pub(crate) static EVERYWHERE: WordTable = LazyLock::new(|| words_under(SCOPE, "everywhere"));
/// Words of a figure for one part: alone.
pub(crate) static NARROW: WordTable = LazyLock::new(|| words_under(SCOPE, "narrow"));
/// Words of a figure that is not comparable with one that has none of them: average.
pub(crate) static LONE: WordTable =
    LazyLock::new(|| words_under(SCOPE, "lone: only one of two figures for different things has one"));
/// Verbs for a change from one value to another.
pub(super) static CHANGES: WordTable = LazyLock::new(|| words_under(SCOPE, "change verbs"));
/// Words that open another clause.
pub(crate) static SUBORDINATORS: WordTable = LazyLock::new(|| words_under(SCOPE, "subordinators"));
/// Verbs of saying.
pub(crate) static SAYING: WordTable = LazyLock::new(|| words_under(SCOPE, "saying"));
/// Verbs that give a figure: put, counted, estimated.
pub(super) static CLAIMING: WordTable = LazyLock::new(|| words_under(SCOPE, "claiming"));
/// Nouns that stand for all who are counted.
pub(crate) static EVERYONE: WordTable = LazyLock::new(|| words_under(HEADS, "everyone"));
/// Groups of people that may be all who are counted.
pub(crate) static GROUPS: WordTable = LazyLock::new(|| words_under(HEADS, "a group that may be everyone"));
/// Groups of people that are likely a part of all who are counted.
static PARTS: WordTable = LazyLock::new(|| words_under(HEADS, "a part"));

/// A unit of measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub dimension: Dimension,
    pub name: &'static str,
    pub factor: f64,
}

/// Units by each of their names. The words of a name are joined by hyphens.
static UNITS_BY_NAME: LazyLock<HashMap<&'static str, Unit>> = LazyLock::new(|| {
    let mut units = HashMap::new();
    let mut heading = (0, "");
    for line in UNITS.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            heading = (heading.0 + 1, name);
            continue;
        }
        let mut words = line.split_whitespace();
        let Some(factor) = words.next().and_then(|factor| factor.parse().ok()) else { continue };
        let names: Vec<&str> = words.collect();
        let dimension = match heading.1 {
            "money" => Dimension::Money,
            "per cent" => Dimension::Percent,
            _ => Dimension::Measure(heading.0),
        };
        let first = names.first().copied().unwrap_or_default();
        units.extend(names.iter().map(|name| (*name, Unit { dimension, name: first, factor })));
    }
    units
});

/// Returns a unit by its name.
pub(super) fn unit(name: &str) -> Option<Unit> {
    UNITS_BY_NAME.get(name).copied()
}

/// What an act applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applies {
    /// Any count.
    Any,
    /// Counts of people.
    People,
    /// Sums of money.
    Money,
}

/// By word, what its acts apply to, and the class of each.
type Acts = HashMap<&'static str, Vec<(Applies, &'static str)>>;

static ACTS_BY_WORD: LazyLock<Acts> = LazyLock::new(|| {
    let mut acts: Acts = HashMap::new();
    for line in ACTS.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let applies = match words.next() {
            Some("people") => Applies::People,
            Some("money") => Applies::Money,
            _ => Applies::Any,
        };
        let words: Vec<&str> = words.collect();
        let class = words.first().copied().unwrap_or_default();
        for word in words {
            acts.entry(word).or_default().push((applies, class));
        }
    }
    acts
});

/// Returns the class of the act that a lower-case word names. Only acts that apply to one of `wanted` are considered.
pub(crate) fn act(word: &str, wanted: &[Applies]) -> Option<&'static str> {
    let found = ACTS_BY_WORD.get(word)?;
    found.iter().find(|(applies, _)| wanted.contains(applies)).map(|(_, class)| *class)
}

/// True for a noun for people.
pub(crate) fn is_people(head: &str) -> bool {
    EVERYONE.contains(head) || GROUPS.contains(head) || PARTS.contains(head)
}

/// Counted nouns that mean the same, each with the first on its line.
static SYNONYMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = HEADS.lines().skip_while(|line| *line != "# the same").skip(1);
    let words = lines.flat_map(|line| {
        let first = line.split_whitespace().next().unwrap_or_default();
        line.split_whitespace().map(move |word| (word, first))
    });
    words.collect()
});

/// Returns the noun that stands for all with the meaning of `head`. A noun without synonyms stands for itself.
pub(crate) fn synonym(head: &str) -> &str {
    SYNONYMS.get(head).copied().unwrap_or(head)
}

/// Qualifying phrases, split into words.
type Phrases = Vec<(Vec<&'static str>, Qualifier)>;

/// Returns the phrases under these headings, longest first. Each heading has one line.
fn phrases(headings: &[(&str, Qualifier)]) -> Phrases {
    let mut found: Phrases = Vec::new();
    for (heading, qualifier) in headings {
        let mut lines = WORDS.lines().skip_while(|line| line.strip_prefix("# ") != Some(heading)).skip(1);
        let phrases = lines.next().unwrap_or_default().split('|');
        found.extend(phrases.map(|phrase| (phrase.split_whitespace().collect(), *qualifier)));
    }
    found.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    found
}

/// Qualifiers before a number.
pub(super) static BEFORE: LazyLock<Phrases> = LazyLock::new(|| {
    phrases(&[
        ("at least", Qualifier::AtLeast),
        ("at most", Qualifier::AtMost),
        ("nearly", Qualifier::Nearly),
        ("just over", Qualifier::JustOver),
        ("about", Qualifier::About),
    ])
});

/// Qualifiers after a number.
pub(super) static AFTER: LazyLock<Phrases> = LazyLock::new(|| {
    phrases(&[
        ("after a number: at least", Qualifier::AtLeast),
        ("after a number: at most", Qualifier::AtMost),
        ("after a number: about", Qualifier::About),
    ])
});

/// By word, the contrasts it takes a side in: the number of each contrast, and that of the side.
type Contrasts = HashMap<&'static str, Vec<(u16, u16)>>;

/// Contrasts in the clause of a figure.
static CONTRASTS: LazyLock<Contrasts> = LazyLock::new(|| contrasts_under("# contrasts: sides"));
/// Contrasts anywhere in the sentence of a figure: between sources that give different figures for one thing.
static SENTENCE_CONTRASTS: LazyLock<Contrasts> =
    LazyLock::new(|| contrasts_under("# contrasts of whole sentences"));

fn contrasts_under(heading: &str) -> Contrasts {
    let first = SCOPE.lines().position(|line| line.starts_with(heading)).map_or(usize::MAX, |at| at + 1);
    let lines = SCOPE.lines().skip(first).take_while(|line| !line.starts_with('#'));
    let mut sides: Contrasts = HashMap::new();
    for (contrast, line) in (0..).zip(lines) {
        for (side, words) in (0..).zip(line.split('|')) {
            for word in words.split_whitespace() {
                sides.entry(word).or_default().push((contrast, side));
            }
        }
    }
    sides
}

/// Like [`contrasts`], but for the contrasts of whole sentences.
pub(crate) fn sentence_contrasts(word: &str) -> &'static [(u16, u16)] {
    SENTENCE_CONTRASTS.get(word).map_or(&[], Vec::as_slice)
}

/// Returns the contrasts in which a lower-case word, or two joined by a hyphen, takes a side, each with the side.
pub(crate) fn contrasts(word: &str) -> &'static [(u16, u16)] {
    CONTRASTS.get(word).map_or(&[], Vec::as_slice)
}
