//! Word tables that help to decide whom a bare name refers to. A file holds one table or several, with as many words to
//! a line as fit.
//!
//! A surname, a given name and a month may look the same; only the words next to them tell them apart. These
//! tables hold what a reader knows about names (that Melania is a given name, that a Foundation is not a person,
//! that "said" has a speaker); the code only looks words up in them.
//!
//! Limitation: no table is complete. So each rule says how to treat a word that is in no table, and leaves the case
//! undecided if it can.
//!
//! A line that starts with `#` is a heading or a comment; some headings start a table of their own. Words are stored
//! as [`key`] makes them, folded and in lowercase, so that a table only needs to be split into words.

pub(super) mod classes;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::fold_form;

/// A table of words, as [`key`] makes them.
pub(crate) type WordTable = LazyLock<HashSet<&'static str>>;

const GIVEN_FILE: &str = include_str!("given_names.txt");
const GENDERS_FILE: &str = include_str!("given_names_by_gender.txt");
const OPENERS_FILE: &str = include_str!("sentence_openers.txt");
const HEAD_NOUNS_FILE: &str = include_str!("head_nouns.txt");
const SURNAMES_FILE: &str = include_str!("surname_words.txt");
const VERBS_FILE: &str = include_str!("verbs.txt");
const DATES_FILE: &str = include_str!("calendar.txt");
const PARTS_FILE: &str = include_str!("name_parts.txt");

/// Given names of many languages.
pub(crate) static GIVEN_NAMES: WordTable = LazyLock::new(|| all_words(GIVEN_FILE));
/// Given names of men.
pub(crate) static MEN: WordTable = LazyLock::new(|| {
    let others = words_under(GENDERS_FILE, "men");
    words_under(GIVEN_FILE, "English, men").into_iter().chain(others).collect()
});
/// Given names of women.
pub(crate) static WOMEN: WordTable = LazyLock::new(|| {
    let others = words_under(GENDERS_FILE, "women");
    words_under(GIVEN_FILE, "English, women").into_iter().chain(others).collect()
});
/// Given names that are also ordinary words: Will, Mark, Grace.
pub(crate) static GIVEN_NAMES_AS_WORDS: WordTable =
    LazyLock::new(|| all_words(include_str!("given_names_also_words.txt")));
/// Given names that are also places: Paris, Jordan.
pub(crate) static GIVEN_NAMES_AS_PLACES: WordTable =
    LazyLock::new(|| all_words(include_str!("given_names_also_places.txt")));
/// Nations, peoples and faiths, as nouns and adjectives.
pub(crate) static NATIONALITIES: WordTable = LazyLock::new(|| all_words(include_str!("nationalities.txt")));
/// Parties and political camps.
pub(crate) static PARTIES: WordTable = LazyLock::new(|| all_words(include_str!("parties.txt")));
/// Titles and roles before a surname.
pub(crate) static TITLES: WordTable = LazyLock::new(|| all_words(include_str!("titles.txt")));
/// Titles used with a given name: Saint, Queen.
pub(super) static GIVEN_NAME_TITLES: WordTable =
    LazyLock::new(|| all_words(include_str!("titles_with_given_names.txt")));
/// Words that open sentences, or are capitalised at the start of one.
pub(crate) static SENTENCE_OPENERS: WordTable = LazyLock::new(|| all_words(OPENERS_FILE));
/// Sentence openers that hardly ever start a name: pronouns, prepositions, adverbs and the like, and all of those in
/// other scripts. New and Los are not among them.
pub(crate) static SMALL_OPENERS: WordTable = LazyLock::new(|| {
    let parts = [
        "pronouns, determiners, question words",
        "numbers and counting words",
        "conjunctions and linking words",
        "prepositions",
        "adverbs",
    ];
    let english = words_under_any(
        OPENERS_FILE,
        &parts.map(|part| format!("English: {part}")).each_ref().map(String::as_str),
    );
    english.into_iter().chain(words_under_any(OPENERS_FILE, &["Ukrainian", "Russian", "Greek"])).collect()
});
/// English prepositions.
pub(crate) static PREPOSITIONS: WordTable =
    LazyLock::new(|| words_under(OPENERS_FILE, "English: prepositions"));
/// English adverbs.
pub(crate) static ADVERBS: WordTable = LazyLock::new(|| words_under(OPENERS_FILE, "English: adverbs"));
/// Sentence openers that may be anything inside a headline: Press, Thank.
pub(super) static AMBIGUOUS_OPENERS: WordTable = LazyLock::new(|| {
    let headings = ["interjections and answers", "verbs", "participles", "nouns and adjectives"];
    words_under_any(
        OPENERS_FILE,
        &headings.map(|heading| format!("English: {heading}")).each_ref().map(String::as_str),
    )
});
/// Nouns that end the name of an organisation, a place or a work named after a person, and are hardly ever
/// used otherwise: Foundation, Tower.
pub(crate) static STRONG_HEAD_NOUNS: WordTable = LazyLock::new(|| words_under(HEAD_NOUNS_FILE, "strong"));
/// The same, for nouns that are also used on their own: Act, House.
pub(crate) static WEAK_HEAD_NOUNS: WordTable = LazyLock::new(|| words_under(HEAD_NOUNS_FILE, "weak"));
/// First words of government bodies, which the press names after the head of government: Trump Justice
/// Department, Biden National Security Council.
pub(super) static GOVERNMENT_WORDS: WordTable = LazyLock::new(|| words_under(HEAD_NOUNS_FILE, "government"));
/// Surnames that are also months, weekdays, seasons or numbers.
pub(super) static SURNAMES_AS_DATES: WordTable =
    LazyLock::new(|| words_under_any(SURNAMES_FILE, &["months", "weekdays", "seasons", "numbers"]));
/// Surnames that are also other words: Price, Church.
pub(super) static SURNAMES_AS_WORDS: WordTable = LazyLock::new(|| words_under(SURNAMES_FILE, "words"));
/// Verbs of saying after a name.
pub(crate) static SAYING: WordTable = LazyLock::new(|| words_under(VERBS_FILE, "saying"));
/// Verbs of saying before a name.
pub(super) static SAYING_BEFORE: WordTable =
    LazyLock::new(|| words_under(VERBS_FILE, "verbs before the name"));
/// Verbs of acting after a name.
pub(crate) static ACTING: WordTable = LazyLock::new(|| words_under(VERBS_FILE, "acting"));
/// Verbs whose form is also a plural noun: rises, cuts.
pub(super) static VERBS_AS_NOUNS: WordTable = LazyLock::new(|| words_under(VERBS_FILE, "also nouns"));
/// Months and weekdays, their abbreviations, and holidays.
pub(crate) static CALENDAR: WordTable =
    LazyLock::new(|| words_under_any(DATES_FILE, &["months and weekdays", "holidays"]));
/// Words that precede a month or weekday used as a date.
pub(crate) static BEFORE_DATES: WordTable = LazyLock::new(|| words_under(DATES_FILE, "before a date"));
/// Words that follow a weekday or month used as a date: Friday night.
pub(crate) static AFTER_DATES: WordTable = LazyLock::new(|| words_under(DATES_FILE, "after a date"));
/// Particles that belong to the surname after them: de, van, bin.
pub(super) static PARTICLES: WordTable = LazyLock::new(|| words_under(PARTS_FILE, "particles"));
/// Particles that come only before names in an English text.
pub(crate) static PARTICLES_IN_ENGLISH: WordTable =
    LazyLock::new(|| words_under(PARTS_FILE, "particles in English"));
/// Generational suffixes: Jr., III.
pub(crate) static GENERATIONS: WordTable = LazyLock::new(|| words_under(PARTS_FILE, "generations"));
/// Other suffixes after a surname: MP, KC.
pub(crate) static HONOURS: WordTable = LazyLock::new(|| words_under(PARTS_FILE, "honours"));

/// Normalises a word for lookup: folded, without full stops at the end.
pub(crate) fn key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'\'')) {
        return word.to_ascii_lowercase();
    }
    fold_form(word.trim_end_matches('.'))
}

/// True if a word after a full name belongs to it but not to the surname.
pub(crate) fn is_suffix(word: &str) -> bool {
    let key = key(word.trim_end_matches(','));
    GENERATIONS.contains(key.as_str()) || HONOURS.contains(key.as_str())
}

/// Returns all words of a file, under any heading.
fn all_words(file: &'static str) -> HashSet<&'static str> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// Returns the words under one heading.
pub(crate) fn words_under(file: &'static str, heading: &str) -> HashSet<&'static str> {
    words_under_any(file, &[heading])
}

/// Returns the words under any of these headings.
fn words_under_any(file: &'static str, headings: &[&str]) -> HashSet<&'static str> {
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
    fn every_table_has_folded_words() {
        for (name, table) in [
            ("given names", &GIVEN_NAMES),
            ("men", &MEN),
            ("women", &WOMEN),
            ("prepositions", &PREPOSITIONS),
            ("adverbs", &ADVERBS),
            ("given names that are words", &GIVEN_NAMES_AS_WORDS),
            ("given names that are places", &GIVEN_NAMES_AS_PLACES),
            ("nationalities", &NATIONALITIES),
            ("parties", &PARTIES),
            ("titles", &TITLES),
            ("given name titles", &GIVEN_NAME_TITLES),
            ("sentence openers", &SENTENCE_OPENERS),
            ("small openers", &SMALL_OPENERS),
            ("ambiguous openers", &AMBIGUOUS_OPENERS),
            ("strong head nouns", &STRONG_HEAD_NOUNS),
            ("government words", &GOVERNMENT_WORDS),
            ("weak head nouns", &WEAK_HEAD_NOUNS),
            ("surnames as dates", &SURNAMES_AS_DATES),
            ("surnames as words", &SURNAMES_AS_WORDS),
            ("saying", &SAYING),
            ("saying before", &SAYING_BEFORE),
            ("acting", &ACTING),
            ("verbs as nouns", &VERBS_AS_NOUNS),
            ("calendar", &CALENDAR),
            ("before dates", &BEFORE_DATES),
            ("after dates", &AFTER_DATES),
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
    fn given_names_that_are_words_are_in_a_table_of_names() {
        let is_listed = |word: &&&str| GIVEN_NAMES.contains(**word) || TITLES.contains(**word);
        let other: Vec<&&str> = GIVEN_NAMES_AS_WORDS.iter().filter(|word| !is_listed(word)).collect();
        assert!(other.is_empty(), "{other:?}");
    }

    /// A given name makes a surname someone else's and an opener does not, so a word that is both must also
    /// be in a table of exceptions.
    #[test]
    fn words_that_never_reject_are_not_plain_given_names() {
        for table in [&SENTENCE_OPENERS, &TITLES, &NATIONALITIES, &PARTIES, &CALENDAR] {
            let both = |word: &&&str| {
                GIVEN_NAMES.contains(*word)
                    && !GIVEN_NAMES_AS_WORDS.contains(*word)
                    && !GIVEN_NAMES_AS_PLACES.contains(*word)
            };
            let both: Vec<&&str> = table.iter().filter(both).collect();
            assert!(both.is_empty(), "{both:?}");
        }
    }
}
