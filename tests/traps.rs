//! The traps that readers of such tools fell into, each by its name.

use std::path::Path;
use std::sync::Arc;

use whoswho::article::{ArticleKey, Format, parse};
use whoswho::mention::{Matcher, Status};

/// What a list finds in a text whose first line is no title: surface, entities, status; nested ones and those in residue left out.
fn found(list: &str, text: &str) -> Vec<(String, Vec<String>, Status)> {
    let parsed =
        whoswho::gazetteer::parse(list, "entities.toml").unwrap_or_else(|problems| panic!("{problems:?}"));
    let matcher = Matcher::new(Arc::new(parsed.gazetteer)).expect("a list that can be matched");
    let text = format!("This line opens the text and ends.\n\n{text}");
    let article = parse(ArticleKey::of_path(Path::new("a.txt")), Format::Plain, text.clone(), false);
    let found = matcher.find(&article);
    let shown =
        found.mentions.iter().filter(|mention| mention.status != Status::Nested && !mention.boilerplate);
    let told = shown.map(|mention| {
        let entities = found.referents[mention.referent as usize].candidates().iter();
        let names = entities.map(|entity| entity.name(matcher.gazetteer())).collect();
        (text[mention.range()].to_owned(), names, mention.status)
    });
    told.collect()
}

fn entity(name: &str, kind: &str, more: &str) -> String {
    format!("[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\n{more}\n")
}

/// Surfaces of the mentions that count.
fn counted(list: &str, text: &str) -> Vec<String> {
    let counts = |status: &Status| matches!(status, Status::Certain | Status::Bound);
    found(list, text)
        .into_iter()
        .filter(|(_, _, status)| counts(status))
        .map(|(surface, _, _)| surface)
        .collect()
}

#[test]
fn us_is_a_country_and_never_a_pronoun() {
    let list = entity("United States", "place", "aliases = [\"US\", \"U.S.\"]");
    assert_eq!(counted(&list, "The US told us. U.S.-led talks; the U.S.'s envoy."), ["US", "U.S.", "U.S."]);
    let shouted = found(&list, "LET US TALK NOW");
    assert_eq!(shouted.iter().map(|one| one.2).collect::<Vec<_>>(), [Status::Ambiguous]);
}

#[test]
fn a_longer_name_that_fails_its_border_does_not_hide_a_shorter_one() {
    let list = entity("New York", "place", "") + &entity("New York Times", "organisation", "");
    assert_eq!(counted(&list, "In New York Timesaver shops."), ["New York"]);
}

#[test]
fn possessives_and_names_with_apostrophes() {
    let list = entity("Pat O'Neill", "person", "aliases = [\"O'Neill\"]") + &entity("Kyiv", "place", "");
    assert_eq!(counted(&list, "O’Neill's note on Kyiv’s plan; O'Neills."), ["O’Neill", "Kyiv"]);
}

#[test]
fn marks_that_cannot_be_seen_and_letters_that_look_alike() {
    let list = entity("Volodymyr Zelensky", "person", "aliases = [\"Zelensky\"]")
        + &entity("Żeleński", "person", "");
    assert_eq!(counted(&list, "Zelen\u{ad}sky met ZELEŃSKI."), ["Zelen\u{ad}sky", "ZELEŃSKI"]);
    assert_eq!(counted(&list, "ŻELEŃSKI and Zelenski"), ["ŻELEŃSKI", "Zelenski"]);
    assert_eq!(counted(&entity("Straße", "place", ""), "STRASSE"), ["STRASSE"]);
    assert_eq!(
        counted(&entity("New York", "place", ""), "New\u{a0}York and New\nYork but New\n\nYork"),
        ["New\u{a0}York", "New\nYork"]
    );
}

#[test]
fn cyrillic_letters_stay_apart() {
    let list = entity("Андрій", "place", "case = \"ignore\"");
    assert_eq!(
        counted(&list, "Андрій, АНДРІЙ, Андріи\u{306}; Андрии"),
        ["Андрій", "АНДРІЙ", "Андріи\u{306}"]
    );
}

#[test]
fn a_relative_is_not_the_president() {
    let list = entity("Joe Biden", "person", "");
    let text = "Joe Biden spoke. Hunter Biden did not. President Biden and Mr. Biden left; then Biden came. But Biden stayed.";
    assert_eq!(counted(&list, text), ["Joe Biden", "Biden", "Biden", "Biden", "Biden"]);
    assert!(counted(&list, "Biden spoke.").is_empty(), "nobody is named in full");
}

#[test]
fn two_who_share_a_surname() {
    let list = entity("George Bush", "person", "") + &entity("Laura Bush", "person", "");
    let told = found(&list, "Bush waits. George Bush spoke. Bush left. Laura Bush came. Bush stayed.");
    let told: Vec<(&str, usize, Status)> =
        told.iter().map(|one| (one.0.as_str(), one.1.len(), one.2)).collect();
    assert_eq!(
        told,
        [
            ("Bush", 2, Status::Ambiguous),
            ("George Bush", 1, Status::Certain),
            ("Bush", 1, Status::Bound),
            ("Laura Bush", 1, Status::Certain),
            ("Bush", 1, Status::Bound),
        ]
    );
}

#[test]
fn a_surname_in_a_headline_with_another_given_name_is_in_doubt() {
    let list = entity("Joe Biden", "person", "");
    let told = found(&list, "Joe Biden spoke.\n\nAides Say Hunter Biden Will Stay");
    assert_eq!(told.last().map(|one| (one.0.as_str(), one.2)), Some(("Biden", Status::Ambiguous)));
}

#[test]
fn suffixes_and_short_words_are_no_surnames() {
    let list = entity("Martin Luther King Jr.", "person", "") + &entity("Xi Li", "person", "");
    assert_eq!(
        counted(&list, "Martin Luther King Jr. and Xi Li met. King and Li left."),
        ["Martin Luther King Jr.", "Xi Li", "King"]
    );
}

#[test]
fn a_tower_is_not_its_owner() {
    let list =
        entity("Donald Trump", "person", "aliases = [\"Trump\"]\nnot = [\"Trump Tower\", \"Trumpism\"]");
    assert_eq!(
        counted(&list, "Trump left Trump Tower. Trump's plan; trump card; Trumpet."),
        ["Trump", "Trump"]
    );
}

#[test]
fn each_number_of_points_is_a_plan_of_its_own() {
    let list =
        entity("{points}-point plan", "plan", "patterns = ['(?<points>\\d{1,3})-point (?:peace )?plan']");
    let told =
        found(&list, "The 28-point plan, a 28‑point peace plan and the 19-Point Plan; no 128-points plan.");
    let names: Vec<&str> = told.iter().filter_map(|one| one.1.first().map(String::as_str)).collect();
    assert_eq!(names, ["28-point plan", "28-point plan", "19-point plan"]);
}

#[test]
fn residue_names_nobody_and_activates_no_surname() {
    let list = entity("Joe Biden", "person", "");
    assert_eq!(counted(&list, "Biden spoke.\n\nYou may also like\n\nJoe Biden"), Vec::<String>::new());
}
