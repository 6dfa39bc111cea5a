//! The output of `differences` in a pipe.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::program::{TestFolder, keys, number, text};
use serde_json::Value;

const COLUMNS: &[&str] = &["kind", "anchor", "unit", "strength", "differs", "values"];
const VALUE_COLUMNS: &[&str] =
    &["value", "low", "high", "qualifier", "voice", "article", "start", "end", "sentence"];

const LIST: &str = "[[entity]]\nname = \"Olga Brandt\"\nkind = \"person\"\naliases = [\"Brandt\", \"Brand\"]\n\n\
    [[entity]]\nname = \"{points}-point plan\"\nkind = \"plan\"\npatterns = ['(?<points>\\d{1,3})-point plan']\n";

/// Articles in natural order: the toll, the day of the collapse and the plans differ; the others agree.
const ARTICLES: &[(&str, &str)] = &[
    (
        "news/1.txt",
        "Żuraw bridge falls\n\nThe old Żuraw bridge collapsed on May 3, killing 12 people on a ferry below it, the mayor said. A crane had hit the Żuraw bridge at 8:40 a.m.\n\nOlga Brandt has a 12-point plan for bridges. It would cost about $40 million.\n",
    ),
    (
        "news/2.txt",
        "Ferry crushed\n\nFifteen people on a ferry were killed when the Żuraw bridge above it fell down, said the mayor. The Żuraw bridge collapsed on May 4.\n\nThe 9-point plan of Olga Brand would cost $41 million. She had a 12-point plan before.\n",
    ),
];

fn test_dir() -> TestFolder {
    let dir = TestFolder::with(ARTICLES);
    dir.write("news/entities.toml", LIST);
    dir
}

/// Returns the characters of an article that a value spans.
fn spanned(value: &Value) -> String {
    let (_, article) = ARTICLES.iter().find(|(name, _)| *name == text(value, "article")).unwrap();
    let (start, end) = (number(value, "start") as usize, number(value, "end") as usize);
    article.chars().skip(start).take(end - start).collect()
}

fn values(row: &Value) -> Vec<&str> {
    row["values"].as_array().unwrap().iter().map(|value| text(value, "value")).collect()
}

#[test]
fn differing_figures_and_dates_come_first_then_plans_then_with_all_the_rest() {
    let dir = test_dir();
    let rows = dir.run("differences news --format jsonl").assert_ok().rows();
    let kinds: Vec<(&str, Vec<&str>)> = rows.iter().map(|row| (text(row, "kind"), values(row))).collect();
    let expected = [
        ("figure", vec!["12", "Fifteen"]),
        ("date", vec!["May 3", "May 4"]),
        ("points", vec!["12-point plan", "9-point plan", "12-point plan"]),
    ];
    let mut sorted = kinds.clone();
    sorted.sort_by_key(|(kind, _)| ["figure", "date", "points"].iter().position(|wanted| wanted == kind));
    assert_eq!(sorted, expected);
    let all = dir.run("differences news --all --format jsonl").assert_ok().rows();
    assert!(rows.iter().all(|row| all.contains(row)));
    assert!(
        all.iter()
            .any(|row| text(row, "kind") == "figure" && values(row) == ["about $40 million", "$41 million"])
    );
    assert!(all.iter().any(|row| text(row, "kind") == "spelling" && values(row) == ["Brandt", "Brand"]));
    for row in &all {
        let differs = row["differs"].as_bool().unwrap();
        assert_eq!(differs, matches!(text(row, "kind"), "figure" | "date") && rows.contains(row));
    }
}

#[test]
fn values_have_the_documented_keys_and_span_the_value_in_its_sentence() {
    let dir = test_dir();
    let rows = dir.run("differences news --all --format jsonl").assert_ok().rows();
    assert!(!rows.is_empty() && rows.iter().all(|row| keys(row) == COLUMNS));
    for value in rows.iter().flat_map(|row| row["values"].as_array().unwrap()) {
        assert_eq!(keys(value), VALUE_COLUMNS);
        let is_plan = text(value, "value").ends_with("plan");
        assert!(is_plan || spanned(value) == text(value, "value"), "{value}");
        assert!(text(value, "sentence").contains(&spanned(value)), "{value}");
    }
    let array: Value =
        serde_json::from_str(dir.run("differences news --all --format json").assert_ok().text()).unwrap();
    assert_eq!(array, Value::Array(rows));
    let csv = dir.run("differences news --format csv").assert_ok();
    assert_eq!(csv.text().lines().next().unwrap(), COLUMNS.join(","));
    let bounds = dir.run("differences news --all --format jsonl").assert_ok().rows();
    let money = bounds.iter().find(|row| row["unit"] == "$").unwrap();
    assert_eq!(
        (number(&money["values"][0], "low"), number(&money["values"][0], "high")),
        (36_000_000, 44_000_000)
    );
    assert_eq!(money["values"][0]["qualifier"], "about");
}

#[test]
fn the_table_says_when_there_is_nothing_to_compare() {
    let dir = test_dir();
    let one = dir.run("differences news/1.txt").assert_ok();
    assert!(one.text().starts_with("One report: nothing to compare"));
    assert!(one.text().contains("No differing figures or dates found"));
    let table = dir.run("differences news").assert_ok();
    assert!(table.text().contains("≠ figure") && table.text().contains("≠ date"));
    assert!(!table.text().contains("No differing"));
}

#[test]
fn copies_of_a_report_are_in_one_row_with_the_one_that_differs() {
    let dir = TestFolder::with(ARTICLES);
    for number in 3..203 {
        dir.write(format!("news/{number}.txt"), format!("{}\nAgency {number}.\n", ARTICLES[0].1));
    }
    let rows = dir.run("differences news --format jsonl").assert_ok().rows();
    let row = rows.iter().find(|row| text(row, "kind") == "figure").unwrap();
    assert_eq!(values(row).iter().filter(|value| **value == "12").count(), 201);
    assert_eq!(values(row).iter().filter(|value| **value == "Fifteen").count(), 1);
}
