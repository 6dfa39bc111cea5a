//! The output of `overview`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;

use crate::support::program::{TestFolder, text};

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = ['Kiev']\n\
    [[entity]]\nname = 'Geneva'\nkind = 'place'\n[[entity]]\nname = 'Rome'\nkind = 'place'\n\
    [[entity]]\nname = 'Nora Quist'\nkind = 'person'\naliases = ['Nora Qvist']\n";

const REPORTS: &[(&str, &str)] = &[
    (
        "1.txt",
        "Flood in Geneva\n\nThe flood in Geneva killed 41 people on Monday, police said. Kyiv sent help, Nora Quist said.",
    ),
    (
        "2.txt",
        "Water in the north\n\nThe flood in Geneva killed 38 people on Monday, police said. Kiev and Kyiv sent help, Nora Qvist said.",
    ),
    ("3.txt", "A quiet day\n\nGeneva slept. Rome and Nora Quist did not."),
];

fn test_dir() -> TestFolder {
    let dir = TestFolder::new();
    dir.write("entities.toml", LIST);
    for (name, text) in REPORTS {
        dir.write(format!("news/{name}"), text);
    }
    dir
}

fn count(report: usize, names: &[&str]) -> usize {
    names.iter().map(|name| REPORTS[report].1.matches(name).count()).sum()
}

#[test]
fn rows_say_who_is_named_where_as_a_naive_recount_does() {
    let dir = test_dir();
    let rows = dir.run("overview news --format jsonl").assert_ok().rows();
    let row = |label: &str| rows.iter().find(|row| row["label"] == label && row["band"] != "spelled");
    for (label, forms, band) in [("Kyiv", &["Kyiv", "Kiev"][..], "named"), ("Rome", &["Rome"], "only-in")] {
        let row = row(label).expect(label);
        assert_eq!(text(row, "band"), band);
        for (report, (name, _)) in REPORTS.iter().enumerate() {
            let name = format!("news/{name}");
            let naive = count(report, forms);
            let cell = row["cells"][&name][0].as_str().map(|cell| cell.parse::<usize>().expect("a number"));
            assert_eq!(cell, Some(naive).filter(|count| *count > 0), "{label} {name}");
            let is_absent = row["absent"].as_array().expect("absent").contains(&Value::from(name.as_str()));
            assert_eq!(is_absent, naive == 0, "{label} {name}");
        }
    }
    assert!(row("Geneva").is_none() && row("Nora Quist").is_none(), "in all");
    let values: Vec<&Value> = rows.iter().filter(|row| row["band"] == "values").collect();
    assert_eq!(values.len(), 1, "{values:?}");
    assert_eq!(values[0]["cells"]["news/1.txt"][0], "41");
    assert_eq!(values[0]["differs"], true);
}

#[test]
fn places_are_the_characters_of_their_text() {
    let dir = test_dir();
    let rows = dir.run("overview news --format jsonl").assert_ok().rows();
    assert!(rows.iter().any(|row| row["band"] == "spelled"));
    for row in &rows {
        for place in row["places"].as_array().expect("places") {
            let report = REPORTS.iter().find(|(name, _)| place["article"] == format!("news/{name}"));
            let (_, text) = report.expect("a report");
            let text: Vec<char> = text.chars().collect();
            let range = place["start"].as_u64().unwrap() as usize..place["end"].as_u64().unwrap() as usize;
            assert_eq!(text[range].iter().collect::<String>(), place["text"].as_str().unwrap(), "{row}");
        }
    }
}

#[test]
fn table_fits_on_a_screen_and_names_the_reports() {
    let dir = test_dir();
    let table = dir.run("overview news").assert_ok();
    let lines: Vec<&str> = table.text().lines().collect();
    assert!(lines[0].starts_with("How 3 reports differ; no report is dated"), "{}", lines[0]);
    let line = |start: &str| lines.iter().find(|line| line.trim_start().starts_with(start)).expect(start);
    assert!(line("Differ").ends_with("41 in 1 ≠ 38 in 2"), "{}", line("Differ"));
    assert!(line("Named").contains("Kyiv not in 3"), "{}", line("Named"));
    assert!(line("Only in").contains("3 Rome"), "{}", line("Only in"));
    assert!(line("Spelled").contains("Quist in 1 3 · Qvist in 2"), "{}", line("Spelled"));
    assert!(lines.last().expect("a line").contains("A quiet day (news/3.txt)"));
}

#[test]
fn nothing_to_compare_is_said() {
    let dir = test_dir();
    let one = dir.run("overview news/1.txt").assert_ok();
    assert_eq!(one.text(), "One report: nothing to compare\n");
    dir.write("copies/1.txt", REPORTS[0].1);
    dir.write("copies/2.txt", REPORTS[0].1);
    let copies = dir.run("overview copies -e entities.toml").assert_ok();
    assert!(copies.text().starts_with("All 2 reports carry one text"), "{}", copies.text());
    let dir = TestFolder::new();
    dir.write("news/1.txt", REPORTS[0].1);
    dir.write("news/2.txt", REPORTS[1].1);
    dir.run("overview news").assert_notices(&["no list; comparing the"]);
}
