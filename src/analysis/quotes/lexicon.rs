//! What kind of word a word is: verbs of saying, function words, words for things.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::mention::words::{ACTING, ADVERBS, PREPOSITIONS, SAYING, TITLES, WordTable, words_under};

/// How a verb of saying is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// say
    Base,
    /// says
    Present,
    /// said
    Past,
    /// saying
    Participle,
}

/// What a verb of saying takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Words: said "…".
    Saying,
    /// What the words are about: called it "…".
    Opinion,
    /// Words, and other things as well: wrote "…", wrote a draft.
    Words,
    /// A thing that bears words is its subject: the sign read "…".
    Bearing,
}

/// The tables of this module, each under its heading.
const LEXICON: &str = include_str!("lexicon.txt");
/// Forms of the verbs, one verb a line: base, present, past forms, participle.
const CUE_VERBS: &str = include_str!("cue_verbs.txt");

/// Headings of [`CUE_VERBS`].
const HEADINGS: &[(&str, Use)] = &[
    ("verbs of saying", Use::Saying),
    ("verbs of saying that also take other objects", Use::Words),
    ("verbs that take an opinion of something", Use::Opinion),
    ("verbs of things that bear words", Use::Bearing),
];

static CUES: LazyLock<HashMap<&'static str, (Inflection, Use)>> = LazyLock::new(|| {
    let mut cues = HashMap::new();
    let mut used_for = Use::Saying;
    for line in CUE_VERBS.lines() {
        if let Some(heading) = line.strip_prefix("# ") {
            let row = HEADINGS.iter().find(|(words, _)| *words == heading);
            used_for = row.map_or(used_for, |(_, used_for)| *used_for);
            continue;
        }
        for (at, form) in line.split_whitespace().enumerate() {
            let inflection = match at {
                0 => Inflection::Base,
                1 => Inflection::Present,
                _ if form.ends_with("ing") => Inflection::Participle,
                _ => Inflection::Past,
            };
            cues.insert(form, (inflection, used_for));
        }
    }
    cues
});

static SOURCE_NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("source_nouns.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Endings of nouns for people.
static PERSON_SUFFIXES: WordTable = LazyLock::new(|| words_under(LEXICON, "endings of nouns for people"));

/// Nouns with such an ending that do not speak.
static NOT_PEOPLE: WordTable =
    LazyLock::new(|| words_under(LEXICON, "nouns with such an ending that are not people"));

/// True for a noun that may stand for somebody who speaks or for a document: a person, a group, an institution.
pub(super) fn is_source_noun(lower: &str) -> bool {
    let noun = lower.strip_suffix("'s").unwrap_or(lower);
    let is_listed = |noun: &str| SOURCE_NOUNS.contains(noun) || TITLES.contains(noun);
    let singular = [noun.strip_suffix("s"), noun.strip_suffix("es")];
    let from_plural = noun.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let by_suffix = |noun: &str| {
        PERSON_SUFFIXES.iter().any(|suffix| noun.ends_with(*suffix))
            && noun.len() > 4
            && !NOT_PEOPLE.contains(noun)
    };
    is_listed(noun)
        || by_suffix(noun)
        || singular.into_iter().flatten().any(|noun| is_listed(noun) || by_suffix(noun))
        || from_plural.is_some_and(|noun| is_listed(&noun))
        || ["men", "women", "people", "children", "media", "many", "some", "others", "several"]
            .contains(&noun)
        || ["men", "women"].iter().any(|plural| noun.ends_with(plural))
}

/// Verbs that are of saying only with the word after them: pointed out, put it.
const PHRASAL: &[(&str, &str)] = &[
    ("point", "out"),
    ("points", "out"),
    ("pointed", "out"),
    ("pointing", "out"),
    ("put", "it"),
    ("puts", "it"),
    ("putting", "it"),
    ("shot", "back"),
    ("shoots", "back"),
    ("fired", "back"),
    ("hit", "back"),
    ("went", "on"),
    ("goes", "on"),
    ("piped", "up"),
    ("spoke", "up"),
    ("made", "clear"),
    ("speak", "of"),
    ("speaks", "of"),
    ("spoke", "of"),
    ("speaking", "of"),
    ("talked", "of"),
    ("came", "back"),
];

/// True for a verb that is of saying with the word after it.
pub(super) fn is_phrasal(lower: &str, next: &str) -> bool {
    PHRASAL.contains(&(lower, next))
}

/// Returns how a verb of saying is inflected and used. None for any other word.
pub(super) fn cue(lower: &str) -> Option<(Inflection, Use)> {
    CUES.get(lower).copied()
}

/// Personal pronouns that stand for one person.
pub(super) const HE_OR_SHE: &[(&str, Gender)] = &[("he", Gender::Male), ("she", Gender::Female)];

/// What a pronoun, a title or a given name says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Pronouns.
static PRONOUNS: WordTable = LazyLock::new(|| words_under(LEXICON, "pronouns"));

/// Pronouns for which no speaker can be given: i, it, those, nobody.
static SPEAKERLESS: WordTable = LazyLock::new(|| words_under(LEXICON, "pronouns without a speaker"));

/// Determiners.
static DETERMINERS: WordTable = LazyLock::new(|| words_under(LEXICON, "determiners"));

/// Auxiliaries, `to`, `not` and `never`.
static AUXILIARIES: WordTable = LazyLock::new(|| words_under(LEXICON, "auxiliaries, to and not"));

/// Auxiliaries of the passive.
static BE: WordTable = LazyLock::new(|| words_under(LEXICON, "auxiliaries of the passive"));

/// Words before the base form of a verb: modals, `to`, plural subjects.
static MODALS: WordTable = LazyLock::new(|| words_under(LEXICON, "words before the base form of a verb"));

/// Words that start a clause with a subject of its own.
static SUBORDINATORS: WordTable = LazyLock::new(|| words_under(LEXICON, "subordinators"));

/// Coordinators.
static COORDINATORS: WordTable = LazyLock::new(|| words_under(LEXICON, "coordinators"));

/// Adverbs that stand between a subject and its verb.
static SMALL_ADVERBS: WordTable =
    LazyLock::new(|| words_under(LEXICON, "adverbs between a subject and its verb"));

/// Words, mostly participles, that open a sentence before its subject: Asked about it, Lind said.
static FRONTED: WordTable = LazyLock::new(|| words_under(LEXICON, "participles before a subject"));

/// Things that bear words and do not speak.
static BEARERS: WordTable = LazyLock::new(|| words_under(LEXICON, "things that bear words"));

/// Returns `i` for `i'd`, but leaves words that end in `'s` as they are.
fn without_contraction(lower: &str) -> &str {
    lower.split_once('\'').filter(|(_, tail)| *tail != "s").map_or(lower, |(pronoun, _)| pronoun)
}

/// True for a pronoun.
pub(super) fn is_pronoun(lower: &str) -> bool {
    PRONOUNS.contains(without_contraction(lower))
}

/// True for a pronoun that stands for nobody who could be given as the speaker.
pub(super) fn is_speakerless(lower: &str) -> bool {
    SPEAKERLESS.contains(without_contraction(lower))
}

/// True for a determiner: an article, a demonstrative, a possessive pronoun, a number or quantity before a noun.
pub(super) fn is_determiner(lower: &str) -> bool {
    DETERMINERS.contains(lower)
}

/// True for an auxiliary verb, `to`, `not` or `never`.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    AUXILIARIES.contains(lower)
}

/// True for a form of `be` or `get`, after which a past participle is passive.
pub(super) fn is_passive_auxiliary(lower: &str) -> bool {
    BE.contains(lower)
}

/// True for a word that the base form of a verb may follow.
pub(super) fn takes_base(lower: &str) -> bool {
    MODALS.contains(lower)
}

/// True for a word that starts a clause with its own subject.
pub(super) fn is_subordinator(lower: &str) -> bool {
    SUBORDINATORS.contains(lower)
}

/// True for `and`, `but` and the like.
pub(super) fn is_coordinator(lower: &str) -> bool {
    COORDINATORS.contains(lower)
}

/// True for an adverb that may stand between a subject and its verb.
pub(super) fn is_adverb(lower: &str) -> bool {
    SMALL_ADVERBS.contains(lower)
        || ADVERBS.contains(lower)
        || (lower.ends_with("ly") && lower.len() > 4 && !NOT_ADVERBS.contains(lower))
}

/// Nouns, adjectives and names that end like adverbs.
static NOT_ADVERBS: WordTable = LazyLock::new(|| words_under(LEXICON, "words in -ly that are not adverbs"));

/// True for a preposition.
pub(super) fn is_preposition(lower: &str) -> bool {
    PREPOSITIONS.contains(lower) || matches!(lower, "at" | "to" | "with" | "on" | "in" | "of" | "for" | "by")
}

/// True for a participle that may open a sentence before its subject, and for any word of five or more letters in
/// `ing`.
pub(super) fn is_fronted(lower: &str) -> bool {
    FRONTED.contains(lower) || (lower.ends_with("ing") && lower.len() > 4)
}

/// True for a verb in a form that needs a subject, as far as the tables know.
pub(super) fn is_finite_verb(lower: &str) -> bool {
    is_auxiliary(lower) && !matches!(lower, "to" | "not" | "never" | "being" | "having" | "been")
        || ACTING.contains(lower)
        || SAYING.contains(lower)
        || cue(lower)
            .is_some_and(|(inflection, _)| matches!(inflection, Inflection::Present | Inflection::Past))
}

/// Irregular past forms that the tables of verbs may lack.
static IRREGULAR: WordTable = LazyLock::new(|| words_under(LEXICON, "irregular past forms"));

/// True for a word that looks like the past of a verb.
pub(super) fn looks_past(lower: &str) -> bool {
    (lower.ends_with("ed") && lower.len() > 4) || IRREGULAR.contains(lower)
}

/// True for a thing that bears words and does not speak.
pub(super) fn is_bearer(lower: &str) -> bool {
    BEARERS.contains(lower)
}

/// True for a preposition after which a word in `ing` is usually a noun: of spending.
pub(super) fn is_preposition_of_noun(lower: &str) -> bool {
    matches!(lower, "of" | "for" | "with" | "from")
}

/// Nouns for what somebody says: her answer, his message.
static SPEECH_NOUNS: WordTable = LazyLock::new(|| words_under(LEXICON, "nouns for what somebody says"));

/// Nouns after `in` or `on` that say how or when something was said, not who said it.
static CIRCUMSTANCES: WordTable =
    LazyLock::new(|| words_under(LEXICON, "nouns after in and on that do not describe a speaker"));

/// True for a noun for what somebody says.
pub(super) fn is_speech_noun(lower: &str) -> bool {
    SPEECH_NOUNS.contains(lower)
}

/// True for a noun that says how or when something was said.
pub(super) fn is_circumstance(lower: &str) -> bool {
    CIRCUMSTANCES.contains(lower)
}

/// Words for a number of people.
static QUANTITIES: WordTable = LazyLock::new(|| words_under(LEXICON, "quantities"));

/// True for a word for a number of people.
pub(super) fn is_quantity(lower: &str) -> bool {
    QUANTITIES.contains(lower)
}

/// True for a word that introduces somebody by a relation or as one of many: one father, his boss.
pub(super) fn introduces_somebody(lower: &str) -> bool {
    matches!(lower, "one" | "another" | "his" | "her" | "their")
}

/// Nouns for organisations whose names go on with `of`.
static ORGANISATIONS: WordTable = LazyLock::new(|| words_under(LEXICON, "organisations, before of"));
/// Verbs of saying that take a person as their object.
static ADDRESSING: WordTable =
    LazyLock::new(|| words_under(LEXICON, "verbs of saying with a person as their object"));

/// True for a noun for an organisation: department, ministry.
pub(super) fn is_organisation(lower: &str) -> bool {
    ORGANISATIONS.contains(lower)
}

/// True for a verb of saying that is followed by the person addressed and not by its subject: told Lind.
pub(super) fn takes_person(lower: &str) -> bool {
    ADDRESSING.contains(lower)
}

/// Returns `he` for `his` and `she` for `her`.
pub(super) fn owner(lower: &str) -> Option<&'static str> {
    match lower {
        "his" => Some("he"),
        "her" => Some("she"),
        _ => None,
    }
}
