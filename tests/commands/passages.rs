//! The output of `passages` in a pipe and as a table.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::program::{TestFolder, keys, number, text};
use serde_json::Value;

/// Articles in natural order: the second and the last are copies.
const ARTICLES: &[(&str, &str)] = &[
    (
        "news/1.md",
        "# Ferry\n\nŻółw 😀: the ferry struck a reef in thick fog near the island of Marr. “The radar was showing us clear water, you know, right up to the second we touched it,” Olga Brandt said.\n",
    ),
    (
        "news/2.md",
        "# Reef\n\nOn Monday the ferry struck a reef in thick fog near the island. “The radar was showing clear water right up until we touched,” said Brandt, the captain. Olga Brandt went home.\n",
    ),
    ("news/3.txt", "Goats\n\nNobody spoke about boats at all in the hills.\n"),
    (
        "news/4.md",
        "# Reef\n\nOn Monday the ferry struck a reef in thick fog near the island. “The radar was showing clear water right up until we touched,” said Brandt, the captain. Olga Brandt went home.\n",
    ),
];

fn spanned(place: &Value) -> String {
    let file = text(place, "article");
    let (_, article) = ARTICLES.iter().find(|(name, _)| *name == file).unwrap();
    let article = article.trim_start_matches("# ");
    let (start, end) = (number(place, "start") as usize, number(place, "end") as usize);
    article.chars().skip(start).take(end - start).collect()
}

#[test]
fn passages_have_the_documented_keys_and_offsets_in_every_format() {
    let dir = TestFolder::with(ARTICLES);
    let rows = dir.run("passages news --format jsonl").assert_ok().rows();
    let kinds: Vec<&str> = rows.iter().map(|row| text(row, "kind")).collect();
    assert_eq!(kinds, ["copy", "text", "possible"]);
    for row in &rows {
        assert_eq!(keys(row), ["kind", "score", "speaker", "places"]);
        let score = row["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score));
        for place in row["places"].as_array().unwrap() {
            assert_eq!(keys(place), ["article", "start", "end", "text"]);
            if text(row, "kind") == "copy" {
                assert!(place["text"].is_null() && spanned(place).ends_with("went home."));
            } else {
                assert_eq!(spanned(place), text(place, "text"));
            }
        }
    }
    assert_eq!(rows[2]["speaker"], "Olga Brandt");
    let array: Value =
        serde_json::from_str(dir.run("passages news --format json").assert_ok().text()).unwrap();
    assert_eq!(array, Value::Array(rows));
    let csv = dir.run("passages news --format csv").assert_ok();
    assert_eq!(csv.text().lines().next().unwrap(), "kind,score,speaker,places");
}

#[test]
fn rows_can_be_limited_to_a_kind() {
    let dir = TestFolder::with(ARTICLES);
    let all = dir.run("passages news --format jsonl").assert_ok().rows();
    for kind in ["copy", "text", "quote", "possible"] {
        let rows = dir.run(&format!("passages news --kind {kind} --format jsonl")).assert_ok().rows();
        let expected: Vec<&Value> = all.iter().filter(|row| text(row, "kind") == kind).collect();
        assert_eq!(rows.iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn the_table_counts_reports_and_voices_and_has_a_line_for_each_place() {
    let dir = TestFolder::with(ARTICLES);
    let table = dir.run("passages news").assert_ok();
    let mut lines = table.text().lines();
    assert_eq!(lines.next(), Some("4 reports, 3 voices"));
    let rows = dir.run("passages news --format jsonl").assert_ok().rows();
    let places: usize = rows.iter().map(|row| row["places"].as_array().unwrap().len()).sum();
    assert_eq!(table.text().lines().filter(|line| line.starts_with("  news/")).count(), places);
    assert!(table.text().contains("\ncopy 1.00\n  news/2.md: Reef\n  news/4.md: Reef\n"));
}

#[test]
fn what_there_is_nothing_to_say_of_is_said_on_standard_error() {
    let dir = TestFolder::with(ARTICLES);
    for (paths, note) in [
        ("news/1.md", "One report: nothing to compare"),
        ("news/2.md news/4.md", "All 2 reports carry one text"),
        ("news/1.md news/3.txt", "No passage is in two of the 2 reports"),
    ] {
        dir.run(&format!("passages {paths} --format jsonl")).assert_notices(&[note]);
    }
}

#[test]
fn many_places_are_counted_in_the_table() {
    let dir = TestFolder::with(ARTICLES);
    for number in 0..12 {
        dir.write(format!("many/{number}.md"), ARTICLES[0].1);
    }
    let table = dir.run("passages many").assert_notices(&["All 12 reports carry one text"]);
    assert!(
        table.text().starts_with("12 reports, 1 voice\n")
            && table.text().ends_with("\n  and 2 other places\n")
    );
}
