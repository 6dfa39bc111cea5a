//! The output of `quotes`, `timeline` and `compare --cells` in a pipe.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::program::{TestFolder, keys, number, text};
use serde_json::Value;

const QUOTE_COLUMNS: &[&str] =
    &["article", "start", "end", "text", "speaker", "speaker_id", "cue", "how", "paragraph", "quote"];
const DATE_COLUMNS: &[&str] = &["date", "granularity", "article", "start", "end", "text", "sentence"];

const LIST: &str = "[[entity]]\nname = \"Olga Brandt\"\nkind = \"person\"\n";

/// Articles in natural order. The first is dated, the second is not.
const ARTICLES: &[(&str, &str)] = &[
    (
        "news/2.md",
        "---\ndate: 2025-03-06\n---\n\n# “Ours”\n\n“The bridge is ours,” Olga Brandt said on Monday, “and it stays.” Żółw: 😀 “Late,” said an official.\n\nIt opened in May 2024. The next one is due in April.\n",
    ),
    ("news/10.txt", "A late bridge\n\nOn May 3 Brandt called it “late”. Work began yesterday.\n"),
];

fn test_dir() -> TestFolder {
    let dir = TestFolder::with(ARTICLES);
    dir.write("news/entities.toml", LIST);
    dir
}

/// Returns the characters of an article that a row spans.
fn spanned(row: &Value) -> String {
    let file = text(row, "article");
    let (_, article) = ARTICLES.iter().find(|(name, _)| *name == file).unwrap();
    // The parts of the Markdown file that are not text.
    let article = article.replace("---\ndate: 2025-03-06\n---\n\n# ", "");
    let (start, end) = (number(row, "start") as usize, number(row, "end") as usize);
    article.chars().skip(start).take(end - start).collect()
}

#[test]
fn quotes_and_timeline_have_the_documented_keys_in_every_format() {
    let dir = test_dir();
    for (command, columns) in [("quotes", QUOTE_COLUMNS), ("timeline", DATE_COLUMNS)] {
        let rows = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows();
        assert!(!rows.is_empty() && rows.iter().all(|row| keys(row) == columns), "{command}");
        let array: Value =
            serde_json::from_str(dir.run(&format!("{command} news --format json")).assert_ok().text())
                .unwrap();
        assert_eq!(array, Value::Array(rows.clone()));
        let csv = dir.run(&format!("{command} news --format csv")).assert_ok();
        assert_eq!(csv.text().lines().next().unwrap(), columns.join(","));
        let table = dir.run(&format!("{command} news")).assert_ok();
        assert_eq!(table.text().lines().count(), rows.len() + 1);
    }
}

#[test]
fn offsets_are_code_points_of_the_text_inside_the_marks() {
    let rows = test_dir().run("quotes news --format jsonl").assert_ok().rows();
    let texts: Vec<&str> = rows.iter().map(|row| text(row, "text")).collect();
    assert_eq!(texts, ["Ours", "The bridge is ours,", "and it stays.", "Late,", "late"]);
    for row in &rows {
        assert_eq!(spanned(row), text(row, "text"));
    }
    let dates = test_dir().run("timeline news --format jsonl").assert_ok().rows();
    for row in &dates {
        assert_eq!(spanned(row), text(row, "text"));
        assert!(text(row, "sentence").contains(text(row, "text")));
    }
}

#[test]
fn quotes_have_speakers_and_parts_share_a_number() {
    let rows = test_dir().run("quotes news --format jsonl").assert_ok().rows();
    let value = |row: &Value, key: &str| row[key].as_str().unwrap_or("null").to_owned();
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            let [speaker, id, cue, how] = ["speaker", "speaker_id", "cue", "how"].map(|key| value(row, key));
            (number(row, "quote"), speaker, id, cue, how)
        })
        .collect();
    let row = |number: u64, words: [&str; 4]| {
        let [speaker, id, cue, how] = words.map(str::to_owned);
        (number, speaker, id, cue, how)
    };
    let expected = [
        row(1, ["null", "null", "null", "null"]),
        row(2, ["Olga Brandt", "olga-brandt", "said", "subject"]),
        row(2, ["Olga Brandt", "olga-brandt", "said", "subject"]),
        row(3, ["an official", "null", "said", "subject"]),
        row(1, ["Brandt", "null", "called", "subject"]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn quotes_can_be_limited_to_an_entity_and_need_no_list() {
    let dir = test_dir();
    let rows = dir.run("quotes news --entity Brandt --format jsonl").assert_failure(&["no entity `Brandt`"]);
    assert!(rows.out.is_empty());
    let rows =
        dir.run_words(&["quotes", "news", "--entity", "Olga Brandt", "--format", "jsonl"]).assert_ok().rows();
    assert_eq!(rows.len(), 2);
    let without_list = TestFolder::with(ARTICLES).run("quotes news --format jsonl").assert_ok().rows();
    assert_eq!(without_list.len(), 5);
    assert!(without_list.iter().all(|row| row["speaker_id"].is_null()));
}

#[test]
fn timeline_is_sorted_by_date_and_keeps_what_is_not_known() {
    let rows = test_dir().run("timeline news --format jsonl").assert_ok().rows();
    let found: Vec<(Option<&str>, &str, &str)> =
        rows.iter().map(|row| (row["date"].as_str(), text(row, "granularity"), text(row, "text"))).collect();
    let expected = [
        (Some("2024-05"), "month", "May 2024"),
        (Some("2025-03-03"), "day", "Monday"),
        (Some("2025-04"), "month", "April"),
        (Some("--05-03"), "day", "May 3"),
        (None, "day", "yesterday"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_quote_and_date_is_in_the_rows_of_its_article_alone() {
    let dir = test_dir();
    for command in ["quotes", "timeline"] {
        let all = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows().len();
        let each: usize = ARTICLES
            .iter()
            .map(|(name, _)| dir.run(&format!("{command} {name} --format jsonl")).assert_ok().rows().len())
            .sum();
        assert_eq!(all, each);
    }
}

#[test]
fn cells_of_compare_equal_a_recount_of_the_mentions() {
    let dir = test_dir();
    let mentions = dir.run("mentions news --format jsonl").assert_ok().rows();
    let articles = dir.run("articles news --format jsonl").assert_ok().rows();
    for cells in ["mentions", "rate", "paragraphs", "first", "title"] {
        let rows = dir.run(&format!("compare news --cells {cells} --format jsonl")).assert_ok().rows();
        assert!(!rows.is_empty());
        for row in &rows {
            for article in &articles {
                let name = text(article, "article");
                let own =
                    || mentions.iter().filter(|one| one["article"] == name && one["entity"] == row["entity"]);
                let mut paragraphs: Vec<u64> = own().map(|one| number(one, "paragraph")).collect();
                paragraphs.dedup();
                let expected = match cells {
                    "mentions" => Some(own().count() as f64),
                    "rate" => Some(
                        (own().count() as f64 * 10_000.0 / number(article, "words") as f64).round() / 10.0,
                    ),
                    "paragraphs" => Some(paragraphs.len() as f64),
                    "first" => paragraphs.first().map(|first| *first as f64),
                    _ => Some(f64::from(u8::from(own().any(|one| text(one, "block") == "title")))),
                };
                assert_eq!(row["cells"][name].as_f64(), expected, "{cells} {row}");
                let spelled: u64 = row["spellings"][name]
                    .as_object()
                    .map_or(0, |spellings| spellings.values().filter_map(Value::as_u64).sum());
                assert_eq!(spelled as usize, own().count());
            }
        }
    }
}

#[test]
fn rows_of_compare_are_filtered_by_spread_and_by_articles() {
    let dir = test_dir();
    let all = dir.run("compare news --format jsonl").assert_ok().rows();
    let articles: Vec<String> = dir
        .run("articles news --format jsonl")
        .assert_ok()
        .rows()
        .iter()
        .map(|row| text(row, "article").to_owned())
        .collect();
    let named = |row: &Value, article: &String| row["cells"][article].as_u64().is_some_and(|count| count > 0);
    for spread in ["all", "some", "one"] {
        let naive = all.iter().filter(|row| {
            let count = articles.iter().filter(|article| named(row, article)).count();
            match spread {
                "all" => count == articles.len(),
                "some" => count > 1 && count < articles.len(),
                _ => count == 1,
            }
        });
        let rows = dir.run(&format!("compare news --spread {spread} --format jsonl")).assert_ok().rows();
        assert_eq!(rows, naive.cloned().collect::<Vec<_>>(), "{spread}");
    }
    let (first, second) = (&articles[0], &articles[1]);
    let naive: Vec<Value> =
        all.iter().filter(|row| named(row, first) && row["cells"][second] == 0).cloned().collect();
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let (first_file, second_file) = (file(first), file(second));
    for (with, without) in [(first.as_str(), second.as_str()), ("1", "2"), (&first_file, &second_file)] {
        let rows = dir
            .run(&format!("compare news --in {with} --not-in {without} --format jsonl"))
            .assert_ok()
            .rows();
        assert_eq!(rows, naive, "{with} {without}");
    }
    let outcome = dir.run("compare news --in 99");
    assert!(outcome.err.contains("no article is named 99"), "{}", outcome.err);
    assert_eq!(outcome.code, Some(2));
}
