use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::article::{Format, parse};
use crate::mention::Matcher;

fn names_in(list: &str, text: &str) -> ArticleNames {
    let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
    let found = matcher.find(&article);
    find_unlisted_names(&article, &found, &gazetteer)
}

fn certain(names: &ArticleNames) -> Vec<(&str, u32)> {
    let entries = names.entries.iter().filter(|(_, entry)| entry.certain.count > 0);
    entries.map(|(key, entry)| (&**key, entry.certain.count)).collect()
}

#[test]
fn headlines_count_only_names_that_the_prose_has() {
    let text = "Olga Brandt Opens Marn Bridge for Good\n\nOn Friday they met Olga Brandt there.\n\nMARN IS HERE FOR OLGA BRANDT\n";
    assert_eq!(certain(&names_in("", text)), [("olga brandt", 3)]);
}

#[test]
fn list_items_and_quotes_count_and_boilerplate_does_not() {
    let text = "A line that ends.\n\n- Then Petra Novak left for home.\n- Petra Novak\n\nThey said, “Never will Petra Novak go.”\n\nYou may also like\n\nPetra Novak left for home again\n";
    let names = names_in("", text);
    assert_eq!(certain(&names), [("petra novak", 2)]);
    let at_start = names.entries["petra novak"].sentence_start.as_ref().unwrap();
    assert_eq!(at_start.tally.count, 1, "a list item starts a sentence");
}

#[test]
fn listed_names_are_left_out() {
    let list = "[[entity]]\nname = \"Donald Trump\"\nkind = \"person\"\naliases = [\"Trump\"]\nnot = [\"Trump Tower\"]\n";
    let text = "A line that ends.\n\nHere Trump met President Donald Trump Jr. at Trump Tower, near the Trump Gallery.";
    assert_eq!(
        certain(&names_in(list, text)),
        [("donald trump jr", 1), ("trump gallery", 1), ("trump tower", 1)],
        "a longer name is not his"
    );
}

#[test]
fn dateline_names_neither_city_nor_agency() {
    let names = names_in("", "A line that ends.\n\nARDENA — It rained all day on the river.");
    assert!(certain(&names).is_empty());
}

#[test]
fn spellings_with_the_same_folding_are_one_name() {
    let names = names_in("", "A line that ends.\n\nIn Łódź and Lodz, in the U.S. and the US, in Łódź.");
    let lodz = &names.entries["lodz"].certain;
    assert_eq!((lodz.count, lodz.surface(), lodz.after_place_prepositions), (3, "Łódź", 2));
    assert_eq!(names.entries["us"].certain.count, 2);
}

#[test]
fn language_with_capitalised_nouns_has_only_names_with_a_cue() {
    let german = "Ein Satz am Ende steht hier.\n\n".to_owned()
        + &"da hat die Stadt den Bau der Brücke und die Freude der Bürger am Fluss. ".repeat(6)
        + "so Minister Hans Keller.";
    assert_eq!(certain(&names_in("", &german)), [("hans keller", 1)]);
}

#[test]
fn example_is_the_truncated_sentence_with_a_cue_on_one_line() {
    let far = "so it went on and on ".repeat(12);
    let text =
        format!("A line that ends.\n\nThey saw Olga Brandt. Then {far}the mayor Olga Brandt went {far}home.");
    let names = names_in("", &text);
    let best = names.entries["olga brandt"].certain.best.clone().unwrap();
    let example = best.example;
    assert!(example.sentence.starts_with("… ") && example.sentence.ends_with(" …"), "{}", example.sentence);
    assert!(example.sentence.contains("the mayor Olga Brandt went"));
    assert!(example.sentence.chars().count() < 220);
    assert_eq!(&text[example.range], "Olga Brandt");
}

#[test]
fn article_with_too_many_names_is_truncated() {
    let text = "A line that ends.\n\n".to_owned() + &"then Aa met it and ".repeat(MAX_SIGHTINGS + 10);
    let names = names_in("", &text);
    assert!(names.is_truncated);
    let counted: u32 = certain(&names).iter().map(|(_, count)| count).sum();
    assert!(counted <= MAX_SIGHTINGS as u32 && counted + 10 > MAX_SIGHTINGS as u32, "{counted}");
}
