//! Measures quotes and their speakers on articles marked by hand; see `tests/quotes/RULES.md`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use whoswho::analysis::quotes::{Quote, quotes};
use whoswho::article::{Article, ArticleKey, Format, parse};
use whoswho::mention::Matcher;
use whoswho::text::fold::fold_form;

/// A quote as marked by hand.
struct Marked {
    start: usize,
    end: usize,
    speaker: Option<String>,
    kind: String,
    number: u64,
}

/// What was counted on one half.
#[derive(Debug, Default)]
struct Score {
    marked: usize,
    found: usize,
    right_spans: usize,
    /// For each kind: marked, right, and any speaker given.
    named: (usize, usize, usize),
    pronoun: (usize, usize, usize),
    nameless: (usize, usize, usize),
    none: (usize, usize, usize),
    /// Wrong speakers with a capital given for a source without a name.
    named_for_nameless: usize,
    /// Spans whose number begins a quote, or continues one, as marked.
    right_numbers: usize,
}

impl Score {
    fn kind(&mut self, kind: &str) -> &mut (usize, usize, usize) {
        match kind {
            "named" => &mut self.named,
            "pronoun" => &mut self.pronoun,
            "nameless" => &mut self.nameless,
            _ => &mut self.none,
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.right_spans as f64 / (self.marked + self.found) as f64
    }

    /// Share of the speakers given that are right.
    fn precision(&self) -> f64 {
        let right = self.named.1 + self.pronoun.1 + self.nameless.1;
        let given = self.named.2 + self.pronoun.2 + self.nameless.2 + self.none.2;
        right as f64 / given as f64
    }
}

fn share((marked, right, _): (usize, usize, usize)) -> f64 {
    right as f64 / marked as f64
}

/// True if two names are the same, or one is the end of the other.
fn is_same(left: &str, right: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = fold_form(name);
        let words = folded.split_whitespace().map(str::to_owned);
        words.skip_while(|word| matches!(word.as_str(), "the" | "a" | "an")).collect()
    };
    let (left, right) = (words(left), words(right));
    !left.is_empty() && !right.is_empty() && (left.ends_with(&right) || right.ends_with(&left))
}

fn measure(half: &str, explain: bool) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotes").join(half);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let list = whoswho::gazetteer::parse(&read("entities.toml"), "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(list.gazetteer)).unwrap();
    let rows: Vec<Value> =
        read("quotes.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut score = Score::default();
    let mut names: Vec<&str> = rows.iter().map(|row| row["article"].as_str().unwrap()).collect();
    names.dedup();
    for name in names {
        let text = read(&format!("{name}.md"));
        let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text, 0);
        let found = matcher.find(&article);
        let quotes = quotes(&article, &found, matcher.gazetteer());
        let marked = marked(&article, rows.iter().filter(|row| row["article"] == name));
        score.add(&article, &quotes, &marked, explain.then_some(name));
    }
    // The half that judges stays unseen, so that nothing is tuned on it.
    if half == "tuning" || std::env::var_os("WHOSWHO_JUDGING").is_some() {
        println!(
            "{half}: spans F1 {:.3}, named {:.3}, pronoun {:.3}, nameless {:.3}, precision {:.3}, a name for a nameless source {}/{}, none given a speaker {}/{}, numbers {}/{}",
            score.f1(),
            share(score.named),
            share(score.pronoun),
            share(score.nameless),
            score.precision(),
            score.named_for_nameless,
            score.nameless.0,
            score.none.2,
            score.none.0,
            score.right_numbers,
            score.right_spans
        );
    }
    score
}

fn marked<'a>(article: &Article, rows: impl Iterator<Item = &'a Value>) -> Vec<Marked> {
    let mut from = 0;
    let mut marked = Vec::new();
    for row in rows {
        let words = row["text"].as_str().unwrap();
        let text = article.text.as_str();
        let start = text[from..].find(words).unwrap_or_else(|| panic!("{}: {words}", row["article"])) + from;
        let end = start + words.len();
        marked.push(Marked {
            start,
            end,
            speaker: row["speaker"].as_str().map(str::to_owned),
            kind: row["is"].as_str().unwrap().to_owned(),
            number: row["quote"].as_u64().unwrap(),
        });
        from = end;
    }
    marked
}

impl Score {
    fn add(&mut self, article: &Article, quotes: &[Quote], marked: &[Marked], explain: Option<&str>) {
        self.marked += marked.len();
        self.found += quotes.len();
        let mut before: Option<(u64, u32)> = None;
        for one in marked {
            let text = article.text.slice(one.start..one.end);
            self.kind(&one.kind).0 += 1;
            let Some(quote) = quotes.iter().find(|quote| quote.range == (one.start..one.end)) else {
                if let Some(name) = explain {
                    println!("{name} no span: {text}");
                }
                continue;
            };
            self.right_spans += 1;
            let continues = before.is_some_and(|(number, _)| number == one.number);
            let joined = before.is_some_and(|(_, number)| number == quote.number);
            self.right_numbers += usize::from(continues == joined);
            before = Some((one.number, quote.number));
            let is_right = match (&one.speaker, &quote.speaker) {
                (Some(wanted), Some(given)) => is_same(wanted, given),
                _ => false,
            };
            let counts = self.kind(&one.kind);
            counts.1 += usize::from(is_right);
            counts.2 += usize::from(quote.speaker.is_some());
            let starts_with_capital =
                quote.speaker.as_deref().is_some_and(|speaker| speaker.starts_with(char::is_uppercase));
            self.named_for_nameless +=
                usize::from(one.kind == "nameless" && !is_right && starts_with_capital);
            let is_wrong = !is_right && (one.speaker.is_some() || quote.speaker.is_some());
            if let Some(name) = explain.filter(|_| is_wrong || continues != joined) {
                let cue = quote.cue.clone().map(|cue| article.text.slice(cue));
                println!(
                    "{name} {} wanted {:?}, given {:?} by {:?} {cue:?}, joined {continues}/{joined}: {text}",
                    one.kind, one.speaker, quote.speaker, quote.how
                );
            }
        }
        for quote in quotes {
            let is_marked = marked.iter().any(|one| quote.range == (one.start..one.end));
            if let Some(name) = explain.filter(|_| !is_marked) {
                println!("{name} not marked: {}", article.text.slice(quote.range.clone()));
            }
        }
    }
}

#[test]
fn quotes_and_their_speakers_are_those_marked_by_hand() {
    for (half, explain) in [("tuning", true), ("judging", false)] {
        let score = measure(half, explain);
        assert!(score.f1() >= 0.98, "{half}");
        assert!(share(score.named) >= 0.83 && share(score.pronoun) >= 0.79, "{half}");
        assert!(score.precision() >= 0.88, "{half}");
        assert!(score.named_for_nameless * 20 <= score.nameless.0, "{half}");
    }
}
