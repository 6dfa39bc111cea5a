use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::analysis::variants::Strength;
use crate::article::{ArticleKey, Format, parse};
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::Matcher;

/// A list of three entities, one of them a person.
const LIST: &str = r#"
[[entity]]
name = "Olena Petrenko"
kind = "person"
[[entity]]
name = "Port Selwyn"
kind = "place"
[[entity]]
name = "Marnwick"
kind = "place"
"#;

fn gathered(list: &str, texts: &[&str]) -> (Candidates, Arc<Gazetteer>) {
    let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
    let mut all = Candidates::new();
    for (number, text) in texts.iter().enumerate() {
        let key = ArticleKey::from_path(Path::new(&format!("{number}.txt")));
        let text = format!("A line that ends.\n\n{text}");
        let article = parse(key, Format::Plain, text, 0);
        let found = matcher.find(&article);
        all.add(find_unlisted_names(&article, &found, &gazetteer));
    }
    (all, gazetteer)
}

pub(super) fn suggested(list: &str, texts: &[&str]) -> Vec<Suggestion> {
    let (all, gazetteer) = gathered(list, texts);
    all.suggestions(&gazetteer, |_| false)
}

pub(super) fn counts(list: &str, texts: &[&str]) -> Vec<(String, u32, u32)> {
    suggested(list, texts)
        .into_iter()
        .map(|suggestion| (suggestion.surface, suggestion.count, suggestion.articles))
        .collect()
}

pub(super) fn row(surface: &str, count: u32, articles: u32) -> (String, u32, u32) {
    (surface.to_owned(), count, articles)
}

#[test]
fn name_seen_once_without_a_cue_is_not_suggested() {
    assert_eq!(counts("", &["so they met Petra Novak there."]), []);
    assert_eq!(
        counts("", &["so they met Petra Novak there.", "then Petra Novak left."]),
        [row("Petra Novak", 2, 2)]
    );
    assert_eq!(counts("", &["so they met the mayor Petra Novak there."]), [row("Petra Novak", 1, 1)]);
    assert_eq!(counts("", &["“Well,” said Petra Novak."]), [row("Petra Novak", 1, 1)]);
}

#[test]
fn word_that_starts_sentences_must_be_a_name_elsewhere_or_repeat_and_never_be_lowercase() {
    assert_eq!(counts("", &["Engineers wait. Engineers said so. then the engineers left."]), []);
    assert_eq!(counts("", &["Engineers wait. The engineer left. Engineers wait."]), [], "nor its singular");
    assert_eq!(counts("", &["Novak waits."]), []);
    assert_eq!(counts("", &["Novak waits. Novak left."]), [row("Novak", 2, 1)], "a given name");
    assert_eq!(counts("", &["Ostrov waits. Ostrov left."]), [], "any word may open two sentences");
    assert_eq!(counts("", &["Ostrov waits. Ostrov said so."]), [row("Ostrov", 2, 1)]);
    assert_eq!(counts("", &["Ostrov waits. Ostrov left. Ostrov is gone."]), [row("Ostrov", 3, 1)]);
    assert_eq!(counts("", &["Novak waits.", "and there stood Novak."]), [row("Novak", 2, 2)]);
    assert_eq!(
        counts("", &["Frozen Ardena waits. it was frozen. So Ardena waits."]),
        [row("Ardena", 2, 1)],
        "an ordinary first word is dropped"
    );
}

#[test]
fn word_with_an_accent_is_found_in_lower_case() {
    assert_eq!(counts("", &["Élus left. Élus waited. Élus are here. so the élus came."]), []);
}

#[test]
fn joined_names_are_one_if_they_repeat() {
    let once = "then Petra of Ardena left. so Petra and Ardena met.";
    assert_eq!(counts("", &[once]), [row("Petra", 2, 1), row("Ardena", 2, 1)]);
    let twice = "then Petra of Ardena left. so Petra of Ardena and Ardena met, in Ardena.";
    assert_eq!(counts("", &[twice]), [row("Petra of Ardena", 2, 1), row("Ardena", 2, 1)]);
}

#[test]
fn bare_surname_belongs_to_the_full_name_in_the_same_article() {
    let rows = suggested("", &["so the envoy Sergei Ostrov left. then Ostrov said no. but Ostrov stayed."]);
    assert_eq!(rows.len(), 1);
    let suggestion = &rows[0];
    assert_eq!(
        (suggestion.surface.as_str(), suggestion.count, suggestion.guess),
        ("Sergei Ostrov", 3, Some(KindId::PERSON))
    );
    assert_eq!(suggestion.aliases, ["Ostrov"]);
    assert!(suggestion.reason.contains("also as Ostrov (2)"), "{}", suggestion.reason);
    let two = "so the envoys left: the envoy Sergei Ostrov and the envoy Anna Ostrov. so Ostrov said no.";
    assert!(counts("", &[two]).contains(&row("Ostrov", 1, 1)), "either of the two may be meant");
    let apart = counts("", &["so the envoy Sergei Ostrov left.", "so Ostrov said no and Ostrov left."]);
    assert_eq!(apart, [row("Ostrov", 2, 1), row("Sergei Ostrov", 1, 1)], "only within an article");
}

#[test]
fn surname_without_its_owner_is_a_variant_of_the_owner() {
    let rows = suggested(LIST, &["so Petrenko left.", "so Olena Petrenko and Petrenko left."]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let suggestion = &rows[0];
    assert_eq!(
        (suggestion.kind, suggestion.variant_of, suggestion.strength),
        (SuggestionKind::Variant, Some(EntryId(0)), Strength::Possible)
    );
    assert_eq!((suggestion.count, suggestion.articles), (1, 1), "only if nothing binds it");
    assert_eq!(suggestion.reason, "surname of Olena Petrenko, who is not named in full in these articles");
    assert_eq!(suggestion.guess, Some(KindId::PERSON));
    let shared = LIST.to_owned() + "[[entity]]\nname = \"Ivan Petrenko\"\nkind = \"person\"\n";
    let rows = suggested(&shared, &["so Petrenko left."]);
    assert_eq!(rows[0].variant_of, None);
    assert_eq!(
        rows[0].reason,
        "surname of Olena Petrenko or Ivan Petrenko, none of them named in full in these articles"
    );
}

#[test]
fn variants_of_listed_names_come_first_and_are_not_new() {
    let texts =
        ["so Marnvick and Tova met. so Tova and Tova met.", "in Port Selwin, Olena Petrenka of Tova."];
    let rows = suggested(LIST, &texts);
    let variants: Vec<(&str, Option<EntryId>)> = rows
        .iter()
        .filter(|suggestion| suggestion.kind == SuggestionKind::Variant)
        .map(|suggestion| (suggestion.surface.as_str(), suggestion.variant_of))
        .collect();
    assert_eq!(
        variants,
        [
            ("Port Selwin", Some(EntryId(1))),
            ("Olena Petrenka", Some(EntryId(0))),
            ("Marnvick", Some(EntryId(2))),
        ]
    );
    assert_eq!(rows.len(), 4);
    let is_new_tova = |row: &Suggestion| row.surface == "Tova" && row.kind == SuggestionKind::New;
    assert!(rows.iter().any(is_new_tova));
}

#[test]
fn kinds_are_guessed_from_titles_words_and_cues() {
    let text = "in Ardena and in Ardena. the Marn Council, the Marn Council. the Marn Accord, the Marn Accord. \
        the Selwyn Summit, the Selwyn Summit. the Marn River, the Marn River. the OTKB, the OTKB. the UK, the UK. \
        the envoy Petra Novak. Lake Tova, Lake Tova. so Zeta and Zeta. so Ida Low said so.";
    let guess = |surface: &str| {
        let rows = suggested("", &[text]);
        rows.into_iter()
            .find(|suggestion| suggestion.surface == surface)
            .unwrap_or_else(|| panic!("{surface}"))
            .guess
    };
    for (surface, kind) in [
        ("Ardena", Some(KindId::PLACE)),
        ("Marn Council", Some(KindId::ORGANISATION)),
        ("Marn Accord", Some(KindId::PLAN)),
        ("Selwyn Summit", Some(KindId::EVENT)),
        ("Marn River", Some(KindId::PLACE)),
        ("OTKB", Some(KindId::ORGANISATION)),
        ("UK", Some(KindId::PLACE)),
        ("Petra Novak", Some(KindId::PERSON)),
        ("Lake Tova", Some(KindId::PLACE)),
        ("Ida Low", Some(KindId::PERSON)),
        ("Zeta", None),
    ] {
        assert_eq!(guess(surface), kind, "{surface}");
    }
}

#[test]
fn ordinary_word_in_capitals_is_not_an_acronym() {
    assert_eq!(counts("", &["this is OVER now, so OVER it is; it is over."]), []);
    assert_eq!(counts("", &["the US and the US told us."]), [row("US", 2, 1)]);
}

#[test]
fn only_the_longest_sequence_counts() {
    let text = "the Marn Security Council met. the Marn Security Council left. the Security Council left, the Security Council.";
    assert_eq!(counts("", &[text]), [row("Marn Security Council", 2, 1), row("Security Council", 2, 1)]);
}

#[test]
fn ignored_name_is_not_suggested() {
    let (all, gazetteer) = gathered("", &["so Tova and Tova met Ardena and Ardena."]);
    let rows = all.suggestions(&gazetteer, |surface| surface == "Tova");
    assert_eq!(rows.iter().map(|suggestion| suggestion.surface.as_str()).collect::<Vec<_>>(), ["Ardena"]);
}

/// Counts a name naively, as whole words.
fn naive(text: &str, name: &str) -> u32 {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_whole = |at: &usize| {
        is_edge(text[..*at].chars().next_back()) && is_edge(text[at + name.len()..].chars().next())
    };
    text.match_indices(name).map(|(at, _)| at).filter(is_whole).count() as u32
}

/// Names, none of which is part of another.
const NAMES: &[&str] =
    &["Ardena", "Petra Novak", "Marn River", "OTKB", "Jean-Luc Tibor", "Дем'янов", "Lake Tova"];
/// Lowercase words to put between the names.
const FILLERS: &[&str] = &["saw", "and then", "near the", "with", "left"];

proptest! {
    /// Count and articles equal a naive recount of the surface, whatever the order of words, and a name is suggested
    /// exactly if the recount finds it at least twice.
    #[test]
    fn counts_equal_a_naive_recount(articles in prop::collection::vec(
        prop::collection::vec(prop::collection::vec((0..NAMES.len(), 0..FILLERS.len()), 1..5), 1..5), 1..5)
    ) {
        let texts: Vec<String> = articles
            .iter()
            .map(|sentences| {
                let sentence = |words: &Vec<(usize, usize)>| {
                    let words: Vec<String> =
                        words.iter().map(|(name, filler)| format!("{} {}", FILLERS[*filler], NAMES[*name])).collect();
                    format!("so {} went. ", words.join(" "))
                };
                sentences.iter().map(sentence).collect()
            })
            .collect();
        // Equal articles count as one.
        let mut seen = BTreeSet::new();
        let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| seen.insert(*text)).collect();
        let rows = counts("", &texts);
        let surfaces: BTreeSet<&str> = rows.iter().map(|(surface, _, _)| surface.as_str()).collect();
        prop_assert_eq!(surfaces.len(), rows.len(), "each once");
        for (surface, count, articles) in &rows {
            prop_assert!(NAMES.contains(&surface.as_str()), "{}", surface);
            let recount: Vec<u32> = texts.iter().map(|text| naive(text, surface)).collect();
            prop_assert_eq!(*count, recount.iter().sum::<u32>());
            prop_assert_eq!(*articles, recount.iter().filter(|count| **count > 0).count() as u32);
        }
        for name in NAMES {
            let count: u32 = texts.iter().map(|text| naive(text, name)).sum();
            prop_assert_eq!(count >= 2, surfaces.contains(name), "{}", name);
        }
        prop_assert!(rows.is_sorted_by_key(|(_, count, articles)| std::cmp::Reverse((*articles, *count))));
    }

    /// No text causes a panic, and the range of an example is valid in the text.
    #[test]
    fn any_text_is_accepted(text in "([A-Zа-яА-Я.,' \u{301}\u{ad}’“:@-]|of |and |Mr. |said |\n){0,120}") {
        let full = crate::text::sanitize::sanitize(format!("A line that ends.\n\n{text}"));
        for suggestion in suggested(LIST, &[&text]) {
            prop_assert!(full.get(suggestion.example.range.clone()).is_some());
            prop_assert!(!suggestion.surface.contains('\n') && !suggestion.example.sentence.contains('\n'));
        }
    }
}
