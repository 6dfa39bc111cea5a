//! The matcher against a gold standard: articles marked by hand, from the written rules, by somebody who had not seen
//! the code.
//!
//! In `gold/NN-*.marked.txt` a mention is `⟦surface|status rule id⟧`. In web residue, `boilerplate` follows the id. An
//! ambiguous mention has the ids of all candidates, joined by `+`. Nested mentions are marked inside the outer one.
//! `⟦!surface|rule⟧` is a span that a rule excludes. `gold/RULES.md` lists which cases test which rule.
//! `cargo test --test matching gold -- --nocapture` prints precision and recall.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use whoswho::article::{ArticleKey, Format, parse};
use whoswho::gazetteer::{self, Gazetteer};
use whoswho::mention::Matcher;

/// Folders of articles, each with its list. The first is `gold` itself.
const SETS: &[&str] = &["", "tuning", "judging"];

/// A mention, marked by hand or found by the matcher. Offsets are in bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    start: usize,
    end: usize,
    surface: String,
    status: String,
    rule: String,
    ids: String,
    boilerplate: bool,
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, surface, status, rule, ids, .. } = self;
        let region = if self.boilerplate { " boilerplate" } else { "" };
        write!(out, "{start} {surface:?} {status} {rule} {ids}{region}")
    }
}

/// An article without its marks, and the mentions that they mark.
#[derive(Debug, Default)]
struct Marked {
    text: String,
    rows: BTreeSet<Row>,
    /// Spans that must not be mentions: start, end, rule.
    negatives: Vec<(usize, usize, String)>,
}

fn read_marked(marked: &str) -> Marked {
    let mut article = Marked::default();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '⟦' => {
                let negative = rest.starts_with('!');
                rest = rest.strip_prefix('!').unwrap_or(rest);
                open.push((article.text.len(), negative));
            }
            '|' => {
                let close = rest.find('⟧').expect("a closed mark");
                let label = &rest[..close];
                rest = &rest[close + '⟧'.len_utf8()..];
                let (start, negative) = open.pop().expect("an opened mark");
                let end = article.text.len();
                if negative {
                    article.negatives.push((start, end, label.to_owned()));
                    continue;
                }
                let words: Vec<&str> = label.split(' ').collect();
                let [status, rule, ids, ..] = words[..] else { panic!("an incomplete mark: {label}") };
                article.rows.insert(Row {
                    start,
                    end,
                    surface: article.text[start..].to_owned(),
                    status: status.to_owned(),
                    rule: rule.to_owned(),
                    ids: ids.to_owned(),
                    boilerplate: words.get(3) == Some(&"boilerplate"),
                });
            }
            other => article.text.push(other),
        }
    }
    assert!(open.is_empty(), "a mark is not closed");
    article
}

fn matched_rows(matcher: &Matcher, gazetteer: &Gazetteer, text: &str) -> BTreeSet<Row> {
    let key = ArticleKey::from_path(Path::new("gold.txt"));
    let article = parse(key, Format::Plain, text.to_owned(), 0);
    assert_eq!(article.text.as_str(), text, "parsing must not change a gold text");
    let found = matcher.find(&article);
    let rows = found.mentions.iter().map(|mention| {
        let ids = found.referents[mention.referent as usize].candidates().iter();
        Row {
            start: mention.start as usize,
            end: mention.end(),
            surface: text[mention.range()].to_owned(),
            status: mention.status.name().to_owned(),
            rule: mention.rule.name().to_owned(),
            ids: ids.map(|entity| entity.id(gazetteer)).collect::<Vec<_>>().join("+"),
            boilerplate: mention.boilerplate,
        }
    });
    rows.collect()
}

fn folder(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(set)
}

fn articles(set: &str) -> Vec<(String, Marked)> {
    let files = std::fs::read_dir(folder(set)).expect("the gold folder");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".marked.txt"));
    paths.sort();
    let read = |path: PathBuf| {
        let marked = std::fs::read_to_string(&path).expect("a marked article");
        (path.file_name().expect("a name").to_string_lossy().into_owned(), read_marked(&marked))
    };
    paths.into_iter().map(read).collect()
}

fn list(set: &str) -> Arc<Gazetteer> {
    let text = std::fs::read_to_string(folder(set).join("entities.toml")).expect("the gold list");
    let parsed = gazetteer::parse(&text, "entities.toml");
    Arc::new(parsed.unwrap_or_else(|problems| panic!("{}", problems[0])).gazetteer)
}

#[test]
fn exactly_the_marked_mentions_are_found() {
    let wrong: Vec<String> = SETS.iter().flat_map(|set| differences(set)).collect();
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns the mentions in one set that are missed, or found but not marked, as lines of a report.
fn differences(set: &str) -> Vec<String> {
    let gazetteer = list(set);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).expect("a list that can be matched");
    let (mut marked_count, mut found_count, mut correct) = (0, 0, 0);
    let mut wrong = Vec::new();
    for (name, article) in articles(set) {
        let found = matched_rows(&matcher, &gazetteer, &article.text);
        marked_count += article.rows.len();
        found_count += found.len();
        correct += article.rows.intersection(&found).count();
        wrong.extend(article.rows.difference(&found).map(|row| format!("{name}: missed    {row}")));
        wrong.extend(found.difference(&article.rows).map(|row| format!("{name}: not marked {row}")));
        for (start, end, rule) in &article.negatives {
            let surface = &article.text[*start..*end];
            let last_word_len = surface.rsplit(' ').next().expect("a word").len();
            for row in found.iter().filter(|row| {
                row.end == *end && (row.start == *start || row.end - row.start == last_word_len)
            }) {
                wrong.push(format!("{name}: {surface:?} must not match ({rule}): {row}"));
            }
        }
    }
    let percent = |part: usize, whole: usize| part as f64 * 100.0 / whole as f64;
    println!(
        "{set}: {marked_count} marked, {found_count} found: precision {:.1} %, recall {:.1} %",
        percent(correct, found_count),
        percent(correct, marked_count)
    );
    wrong
}

#[test]
fn gold_standard_is_large_and_has_positive_and_negative_cases_of_every_rule() {
    let articles: Vec<(String, Marked)> = SETS.iter().flat_map(|set| articles(set)).collect();
    let rows: usize = articles.iter().map(|(_, article)| article.rows.len()).sum();
    assert!(articles.len() >= 12 && rows >= 400, "{} articles, {rows} mentions", articles.len());
    let count_of = |status: &str| {
        articles.iter().flat_map(|(_, article)| &article.rows).filter(|row| row.status == status).count()
    };
    let tables = SETS.iter().map(|set| std::fs::read_to_string(folder(set).join("RULES.md")));
    let rules: String = tables.map(|table| table.expect("the table of rules")).collect();
    for rule in rules.split("\n## ").skip(1) {
        for word in ["Positive (", "Negative ("] {
            let line = rule.lines().find(|line| line.starts_with(word)).expect(rule);
            let cases: Vec<&str> = line.split('`').collect();
            let mut count = 0;
            for case in cases.chunks_exact(2) {
                let number = case[0].rsplit(' ').nth(1).expect(line);
                let article = articles.iter().find(|(name, _)| name.starts_with(number)).expect(number);
                // Invisible characters are named in parentheses.
                let mut visible = case[1].split(['(', ')']).step_by(2).map(str::trim);
                assert!(
                    visible.all(|part| article.1.text.contains(part)),
                    "{number} does not contain {:?}",
                    case[1]
                );
                count += 1;
            }
            assert!(count >= 5, "{count} cases in {line}");
        }
    }
    for status in ["certain", "bound", "nested", "ambiguous"] {
        assert!(count_of(status) >= 5, "{status}: {}", count_of(status));
    }
    let negatives: usize = articles.iter().map(|(_, article)| article.negatives.len()).sum();
    assert!(negatives >= 100, "{negatives}");
}
