//! Passages and quotes that two reports share, measured against pairs of reports marked by hand.
//!
//! `tests/pairs/tuning` is what the rules were made with. `tests/pairs/judging` was written apart from them; what they
//! find there may change no rule. So the test prints it only if the environment variable `WHOSWHO_JUDGING` is set.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use whoswho::analysis::facts::{Facts, facts};
use whoswho::analysis::passages::{Kind, Passage, Place, passages};
use whoswho::article::{ArticleKey, Format, parse};
use whoswho::mention::Matcher;

/// A correspondence as marked by hand: byte ranges in the first and in the second report.
struct Marked {
    kind: String,
    sides: [Range<usize>; 2],
}

/// Counts for one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    marked: usize,
    recalled: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn recall(self) -> f64 {
        self.recalled as f64 / self.marked.max(1) as f64
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
}

fn read_facts(path: &Path, matcher: &Matcher) -> Facts {
    let text = std::fs::read_to_string(path).unwrap();
    let article = parse(ArticleKey::from_path(path), Format::Markdown, text, 0);
    let found = matcher.find(&article);
    facts(article, found, matcher.gazetteer())
}

/// True if two ranges share at least half of the shorter.
fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    let shared = left.end.min(right.end).saturating_sub(left.start.max(right.start));
    shared > 0 && shared * 2 >= left.len().min(right.len())
}

fn is_same(row: &Passage, marked: &Marked) -> bool {
    let has = |side: usize| {
        row.places.iter().any(|place| place.article == side && overlap(&place.range, &marked.sides[side]))
    };
    has(0) && has(1)
}

fn measure(half: &str, is_printed: bool) -> BTreeMap<String, Score> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs").join(half);
    let list = whoswho::gazetteer::parse("", "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(list.gazetteer)).unwrap();
    let lines = std::fs::read_to_string(folder.join("pairs.jsonl")).unwrap();
    let mut by_pair: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        by_pair.entry(row["pair"].as_str().unwrap().to_owned()).or_default().push(row);
    }
    for folder in
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir())
    {
        by_pair.entry(folder.file_name().to_string_lossy().into_owned()).or_default();
    }
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for (pair, rows) in by_pair {
        let both = ["a.md", "b.md"].map(|name| read_facts(&folder.join(&pair).join(name), &matcher));
        let marked: Vec<Marked> = rows
            .iter()
            .map(|row| {
                let side = |at: usize| {
                    let words = row[["a", "b"][at]].as_str().unwrap();
                    let start = both[at]
                        .article
                        .text
                        .as_str()
                        .find(words)
                        .unwrap_or_else(|| panic!("{pair}: {words}"));
                    start..start + words.len()
                };
                Marked { kind: row["kind"].as_str().unwrap().to_owned(), sides: [side(0), side(1)] }
            })
            .collect();
        let found = passages(&both, &|| false);
        let text = |place: &Place| both[place.article].article.text.slice(place.range.clone()).to_owned();
        for one in &marked {
            let score = scores.entry(one.kind.clone()).or_default();
            score.marked += 1;
            let same = found.rows.iter().find(|row| row.kind.name() == one.kind && is_same(row, one));
            score.recalled += usize::from(same.is_some());
            if is_printed && same.is_none() {
                let other: Vec<&str> =
                    found.rows.iter().filter(|row| is_same(row, one)).map(|row| row.kind.name()).collect();
                println!(
                    "{pair} missed {} (as {other:?}): {}",
                    one.kind,
                    &both[0].article.text.slice(one.sides[0].clone())
                );
            }
        }
        for row in &found.rows {
            let score = scores.entry(row.kind.name().to_owned()).or_default();
            score.found += 1;
            let is_right = marked.iter().any(|one| row.kind.name() == one.kind && is_same(row, one));
            score.right += usize::from(is_right);
            if is_printed && !is_right {
                let places: Vec<String> = row.places.iter().map(text).collect();
                println!("{pair} false {} {:.2} {:?}: {places:#?}", row.kind.name(), row.score, row.speaker);
            }
        }
    }
    for (kind, score) in scores.iter().filter(|_| is_printed) {
        println!(
            "{half} {kind}: recall {}/{} {:.3}, precision {}/{} {:.3}",
            score.recalled,
            score.marked,
            score.recall(),
            score.right,
            score.found,
            score.precision()
        );
    }
    scores
}

/// For each half and kind, the minimum precision and recall, slightly below what was measured.
const FLOORS: &[(&str, Kind, f64, f64)] = &[
    ("tuning", Kind::Text, 0.97, 0.97),
    ("tuning", Kind::Quote, 0.97, 0.97),
    ("tuning", Kind::Possible, 0.97, 0.9),
    ("judging", Kind::Text, 0.9, 0.97),
    ("judging", Kind::Quote, 0.8, 0.9),
    ("judging", Kind::Possible, 0.9, 0.7),
];

#[test]
fn passages_are_those_marked_by_hand() {
    for half in ["tuning", "judging"] {
        let is_printed = half == "tuning" || std::env::var_os("WHOSWHO_JUDGING").is_some();
        let scores = measure(half, is_printed);
        for (_, kind, precision, recall) in FLOORS.iter().filter(|(of, ..)| *of == half) {
            let score = scores.get(kind.name()).copied().unwrap_or_default();
            assert!(score.precision() >= *precision && score.recall() >= *recall, "{half} {}", kind.name());
        }
    }
}
