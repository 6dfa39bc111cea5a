//! Words that say whose a bare name is, as data: one file a table, one line as many words as fit.
//!
//! A surname, a first name or a month looks the same wherever it stands; the words beside it tell. These tables bridge what a
//! reader knows of names (that Melania is a given name, that a Foundation is no person, that "said" has somebody who speaks)
//! and the rules in this folder, which ask for nothing but whether a word is in a table.
//!
//! The limit they live with: no table is complete. So each rule that asks one decides what a word is that no table has, and
//! decides for doubt where it can.
//!
//! In the files a line that begins with `#` is a heading; what stands under some headings is a table of its own. Words stand
//! there as [`key`] makes them, folded and in small letters, so that a table is ready as soon as its lines are divided.

pub(super) mod classes;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::fold_form;

/// A table of words, each as [`key`] makes it.
type Words = LazyLock<HashSet<&'static str>>;

const GIVEN: &str = include_str!("given_names.txt");
const OPENERS: &str = include_str!("sentence_openers.txt");
const LONGER: &str = include_str!("longer_name_words.txt");
const SURNAMES: &str = include_str!("surname_words.txt");
const VERBS: &str = include_str!("verbs.txt");
const DATES: &str = include_str!("calendar.txt");
const PARTS: &str = include_str!("name_parts.txt");

/// Given names of many languages.
pub(crate) static GIVEN_NAMES: Words = LazyLock::new(|| all(GIVEN));
/// Given names that are also ordinary words: Will, Mark, Grace.
pub(crate) static GIVEN_ALSO_WORDS: Words = LazyLock::new(|| all(include_str!("given_names_also_words.txt")));
/// Places that people are called after as well: Paris, Jordan.
pub(crate) static GIVEN_ALSO_PLACES: Words =
    LazyLock::new(|| all(include_str!("given_names_also_places.txt")));
/// Of nations, peoples and faiths.
pub(crate) static NATIONALITIES: Words = LazyLock::new(|| all(include_str!("nationalities.txt")));
/// Of parties and camps.
pub(crate) static PARTIES: Words = LazyLock::new(|| all(include_str!("parties.txt")));
/// Titles and roles before a surname.
pub(crate) static TITLES: Words = LazyLock::new(|| all(include_str!("titles.txt")));
/// Titles that go with a first name: Saint, Queen.
pub(super) static TITLES_OF_GIVEN_NAMES: Words =
    LazyLock::new(|| all(include_str!("titles_with_given_names.txt")));
/// Words that open sentences, or are capitalised at the head of one.
pub(crate) static SENTENCE_OPENERS: Words = LazyLock::new(|| all(OPENERS));
/// Those of them that begin no name: pronouns, prepositions, adverbs, and all of those in other scripts. New and Los are not among
/// them.
pub(crate) static SMALL_OPENERS: Words = LazyLock::new(|| {
    let parts = [
        "pronouns, determiners, question words",
        "numbers and counting words",
        "conjunctions and linking words",
        "prepositions",
        "adverbs",
    ];
    let english =
        groups(OPENERS, &parts.map(|part| format!("English: {part}")).each_ref().map(String::as_str));
    english.into_iter().chain(groups(OPENERS, &["Ukrainian", "Russian", "Greek"])).collect()
});
/// Those of them that inside a headline may be anything: Press, Thank.
pub(super) static OPENERS_AT_THE_HEAD: Words = LazyLock::new(|| {
    let headings = ["interjections and answers", "verbs", "participles", "nouns and adjectives"];
    groups(OPENERS, &headings.map(|heading| format!("English: {heading}")).each_ref().map(String::as_str))
});
/// What follows the name of somebody after whom an organisation, a place or a work is called, and is hardly ever
/// anything else: Foundation, Tower.
pub(super) static UNMISTAKABLE: Words = LazyLock::new(|| group(LONGER, "unmistakable"));
/// The same of words that also stand alone: Act, House.
pub(super) static EVERYDAY: Words = LazyLock::new(|| group(LONGER, "everyday"));
/// What stands before a body of a government, which is called after whoever governs but is no name of theirs: Trump Justice
/// Department, Biden National Security Council.
pub(super) static OF_GOVERNMENTS: Words = LazyLock::new(|| group(LONGER, "of a government"));
/// Surnames that are months, weekdays, seasons or numbers.
pub(super) static SURNAMES_AS_DATES: Words =
    LazyLock::new(|| groups(SURNAMES, &["months", "weekdays", "seasons", "numbers"]));
/// Surnames that are other words: Price, Church.
pub(super) static SURNAMES_AS_WORDS: Words = LazyLock::new(|| group(SURNAMES, "words"));
/// Verbs of those who speak, behind their name.
pub(super) static SAYING: Words = LazyLock::new(|| group(VERBS, "saying"));
/// Verbs of those who speak, before their name.
pub(super) static SAYING_BEFORE: Words = LazyLock::new(|| group(VERBS, "verbs before the name"));
/// Verbs of those who act, behind their name.
pub(super) static ACTING: Words = LazyLock::new(|| group(VERBS, "acting"));
/// Verbs that are nouns as well, in the plural: rises, cuts.
pub(super) static VERBS_AS_NOUNS: Words = LazyLock::new(|| group(VERBS, "nouns as well"));
/// Months, weekdays, their short forms, and feasts.
pub(crate) static CALENDAR: Words =
    LazyLock::new(|| groups(DATES, &["months and weekdays", "feasts and days"]));
/// Words behind which a month or a weekday is one.
pub(crate) static BEFORE_DATES: Words = LazyLock::new(|| group(DATES, "before a date"));
/// What follows a weekday or a month that is one: Friday night.
pub(crate) static BEHIND_DATES: Words = LazyLock::new(|| group(DATES, "behind a date"));
/// Small words that belong to the surname behind them: de, van, bin.
pub(super) static PARTICLES: Words = LazyLock::new(|| group(PARTS, "particles"));
/// Those of them that in an English text stand before nothing but names.
pub(super) static PARTICLES_IN_ENGLISH: Words = LazyLock::new(|| group(PARTS, "particles in English"));
/// What tells generations apart: Jr., III.
pub(crate) static GENERATIONS: Words = LazyLock::new(|| group(PARTS, "generations"));
/// What else may follow a surname: MP, KC.
pub(crate) static HONOURS: Words = LazyLock::new(|| group(PARTS, "honours"));

/// A word as the tables have it: folded, without a full stop behind it.
pub(crate) fn key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'\'')) {
        return word.to_ascii_lowercase();
    }
    fold_form(word.trim_end_matches('.'))
}

/// Whether what stands behind a full name belongs to it and is no part of the surname.
pub(crate) fn is_suffix(word: &str) -> bool {
    let key = key(word.trim_end_matches(','));
    GENERATIONS.contains(key.as_str()) || HONOURS.contains(key.as_str())
}

/// All words of a file.
fn all(file: &'static str) -> HashSet<&'static str> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// The words under one heading.
fn group(file: &'static str, heading: &str) -> HashSet<&'static str> {
    groups(file, &[heading])
}

/// The words under some headings.
fn groups(file: &'static str, headings: &[&str]) -> HashSet<&'static str> {
    let mut inside = false;
    let mut words = HashSet::new();
    for line in file.lines() {
        match line.strip_prefix('#') {
            Some(heading) => inside = headings.contains(&heading.trim()),
            None if inside => words.extend(line.split_whitespace()),
            None => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_words() {
        for (name, table) in [
            ("given names", &GIVEN_NAMES),
            ("given names that are words", &GIVEN_ALSO_WORDS),
            ("given names that are places", &GIVEN_ALSO_PLACES),
            ("nationalities", &NATIONALITIES),
            ("parties", &PARTIES),
            ("titles", &TITLES),
            ("titles of given names", &TITLES_OF_GIVEN_NAMES),
            ("sentence openers", &SENTENCE_OPENERS),
            ("small openers", &SMALL_OPENERS),
            ("openers at the head", &OPENERS_AT_THE_HEAD),
            ("unmistakable", &UNMISTAKABLE),
            ("of a government", &OF_GOVERNMENTS),
            ("everyday", &EVERYDAY),
            ("surnames as dates", &SURNAMES_AS_DATES),
            ("surnames as words", &SURNAMES_AS_WORDS),
            ("saying", &SAYING),
            ("saying before", &SAYING_BEFORE),
            ("acting", &ACTING),
            ("verbs as nouns", &VERBS_AS_NOUNS),
            ("calendar", &CALENDAR),
            ("before dates", &BEFORE_DATES),
            ("behind dates", &BEHIND_DATES),
            ("particles", &PARTICLES),
            ("particles in English", &PARTICLES_IN_ENGLISH),
            ("generations", &GENERATIONS),
            ("honours", &HONOURS),
        ] {
            assert!(table.len() > 4, "{name}: {}", table.len());
            assert!(!table.contains(""), "{name}");
            let unfolded: Vec<&&str> = table.iter().filter(|word| key(word) != **word).collect();
            assert!(unfolded.is_empty(), "{name}: {unfolded:?}");
        }
    }

    #[test]
    fn a_given_name_that_is_a_word_too_is_a_given_name() {
        let known = |word: &&&str| GIVEN_NAMES.contains(**word) || TITLES.contains(**word);
        let other: Vec<&&str> = GIVEN_ALSO_WORDS.iter().filter(|word| !known(word)).collect();
        assert!(other.is_empty(), "{other:?}");
    }

    /// A given name blocks and an opener does not, so a word cannot be both unless it is known to be two things.
    #[test]
    fn what_never_blocks_is_no_plain_given_name() {
        for table in [&SENTENCE_OPENERS, &TITLES, &NATIONALITIES, &PARTIES, &CALENDAR] {
            let both = |word: &&&str| {
                GIVEN_NAMES.contains(*word)
                    && !GIVEN_ALSO_WORDS.contains(*word)
                    && !GIVEN_ALSO_PLACES.contains(*word)
            };
            let both: Vec<&&str> = table.iter().filter(both).collect();
            assert!(both.is_empty(), "{both:?}");
        }
    }
}
