//! Measures dates on articles marked by hand; see `tests/dates/RULES.md`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use serde_json::Value;
use whoswho::analysis::dates::dates;
use whoswho::article::{ArticleKey, Format, parse};

/// What was counted on one half.
#[derive(Debug, Default)]
struct Score {
    marked: usize,
    found: usize,
    /// Found with the same words.
    right_spans: usize,
    /// Found with the same words, date and granularity.
    right: usize,
}

fn measure(half: &str, explain: bool) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dates").join(half);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let rows: Vec<Value> =
        read("dates.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut names: Vec<&str> = rows.iter().map(|row| row["article"].as_str().unwrap()).collect();
    names.dedup();
    let mut score = Score::default();
    for name in names {
        let text = read(&format!("{name}.md"));
        let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text, 0);
        let found = dates(&article);
        score.found += found.len();
        let mut from = 0;
        let mut marked = Vec::new();
        for row in rows.iter().filter(|row| row["article"] == name) {
            score.marked += 1;
            let words = row["text"].as_str().unwrap();
            let text = article.text.as_str();
            let start = text[from..].find(words).unwrap_or_else(|| panic!("{name}: {words}")) + from;
            from = start + words.len();
            marked.push(start..from);
            let one = found.iter().find(|one| one.range == (start..from));
            let is_right = one.is_some_and(|one| {
                one.date.as_deref() == row["date"].as_str()
                    && one.granularity.name() == row["granularity"].as_str().unwrap()
            });
            score.right_spans += usize::from(one.is_some());
            score.right += usize::from(is_right);
            if explain && !is_right {
                let given = one.map(|one| (one.date.clone(), one.granularity.name()));
                let around = &text[text.floor_char_boundary(start.saturating_sub(60))
                    ..text.ceil_char_boundary((from + 30).min(text.len()))];
                println!(
                    "{name} {words}: wanted {} {}, given {given:?} ({}) …{}…",
                    row["date"],
                    row["granularity"],
                    article.meta.date.as_deref().unwrap_or("undated"),
                    around.replace('\n', " ")
                );
            }
        }
        for one in found.iter().filter(|one| explain && !marked.contains(&one.range)) {
            let text = article.text.as_str();
            let around = &text[text.floor_char_boundary(one.range.start.saturating_sub(30))
                ..text.ceil_char_boundary((one.range.end + 30).min(text.len()))];
            println!(
                "{name} not marked: {} …{}…",
                article.text.slice(one.range.clone()),
                around.replace('\n', " ")
            );
        }
    }
    println!(
        "{half}: {} marked, {} found, {} right; precision {:.3}, recall {:.3}, dates right where the words are {:.3}",
        score.marked,
        score.found,
        score.right,
        score.right as f64 / score.found as f64,
        score.right as f64 / score.marked as f64,
        score.right as f64 / score.right_spans as f64
    );
    score
}

#[test]
fn dates_are_those_marked_by_hand() {
    for (half, explain) in [("tuning", true), ("judging", false)] {
        let score = measure(half, explain);
        assert!(score.right * 100 >= score.marked * 94, "{half}: {score:?}");
        assert!(score.right * 100 >= score.found * 88, "{half}: {score:?}");
    }
}
