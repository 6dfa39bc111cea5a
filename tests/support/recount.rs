//! A naive recount, from exported rows and the sizes of the articles.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::program::{number, text};

/// The size of an article, counted from its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    pub name: String,
    pub words: u64,
    pub paragraphs: u64,
    pub sentences: u64,
}

/// Units of text that entities can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Article,
    Paragraph,
    Sentence,
}

pub const UNITS: [(Unit, &str); 3] =
    [(Unit::Article, "article"), (Unit::Paragraph, "paragraph"), (Unit::Sentence, "sentence")];

/// Articles and the rows of `mentions --format jsonl` over them.
pub struct Recount {
    /// In the order of the `articles` command.
    pub articles: Vec<Extent>,
    pub rows: Vec<Value>,
    /// The article, paragraph and sentence of each mention, by entity id. Grouped once, since every pair needs them.
    mentions_by_id: BTreeMap<String, Vec<(String, u64, u64)>>,
}

/// The four association measures of a pair.
#[derive(Clone, Copy, Debug)]
pub struct Association {
    pub g2: f64,
    pub logdice: f64,
    pub npmi: f64,
    pub jaccard: f64,
}

/// Computes the measures from the four cells of the contingency table, by the formulas as their authors published them.
pub fn association(joint: u64, count_a: u64, count_b: u64, units: u64) -> Association {
    let (joint, a, b, n) = (joint as f64, count_a as f64, count_b as f64, units as f64);
    let observed = [[joint, a - joint], [b - joint, n - a - b + joint]];
    let rows = observed.map(|row| row[0] + row[1]);
    let columns = [observed[0][0] + observed[1][0], observed[0][1] + observed[1][1]];
    let mut g2 = 0.0;
    for (row, row_sum) in observed.iter().zip(rows) {
        for (cell, column_sum) in row.iter().zip(columns) {
            if *cell > 0.0 {
                g2 += 2.0 * cell * (cell / (row_sum * column_sum / n)).ln();
            }
        }
    }
    let expected = rows[0] * columns[0] / n;
    let together = joint / n;
    Association {
        g2: if joint < expected { -g2 } else { g2 },
        logdice: 14.0 + (2.0 * joint / (a + b)).log2(),
        npmi: if together >= 1.0 { 1.0 } else { (together / (a / n * (b / n))).ln() / -together.ln() },
        jaccard: joint / (a + b - joint),
    }
}

pub fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * (1.0 + left.abs().max(right.abs()))
}

impl Recount {
    pub fn new(articles: Vec<Extent>, rows: Vec<Value>) -> Self {
        let mut recount = Self { articles, rows, mentions_by_id: BTreeMap::new() };
        let mut mentions_by_id: BTreeMap<String, Vec<(String, u64, u64)>> = BTreeMap::new();
        for row in recount.counting() {
            let position =
                (text(row, "article").to_owned(), number(row, "paragraph"), number(row, "sentence"));
            mentions_by_id.entry(text(row, "id").to_owned()).or_default().push(position);
        }
        recount.mentions_by_id = mentions_by_id;
        recount
    }

    /// Returns the mentions that count: those of exactly one entity that are not inside a longer name.
    pub fn counting(&self) -> impl Iterator<Item = &Value> {
        self.rows.iter().filter(|row| matches!(text(row, "status"), "certain" | "bound"))
    }

    /// Returns the mentions that count in an article.
    pub fn counting_in<'a>(&'a self, article: &'a str) -> impl Iterator<Item = &'a Value> {
        self.counting().filter(move |row| row["article"] == article)
    }

    /// Returns the ids of the mentioned entities in the order of the list: by the lowest line number in the rows of
    /// each, and within a template by the leading number.
    pub fn ids(&self) -> Vec<String> {
        let mut lines: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.counting() {
            let line = lines.entry(text(row, "id")).or_insert(u64::MAX);
            *line = number(row, "line").min(*line);
        }
        let leading = |id: &str| id.split('-').next().and_then(|part| part.parse::<u64>().ok());
        let mut ids: Vec<&str> = lines.keys().copied().collect();
        ids.sort_by_key(|id| (lines[id], leading(id)));
        ids.into_iter().map(str::to_owned).collect()
    }

    /// Returns a field of an entity's rows, such as `entity` or `kind`.
    pub fn field(&self, id: &str, key: &str) -> String {
        self.counting().find(|row| row["id"] == id).map(|row| text(row, key).to_owned()).unwrap()
    }

    /// Returns the units in the given articles that mention an entity, each as the article and the unit's number in it.
    pub fn places(&self, id: &str, unit: Unit, articles: &[&str]) -> BTreeSet<(String, u64)> {
        let mentions_by_id = self.mentions_by_id.get(id).into_iter().flatten();
        let wanted = mentions_by_id.filter(|(article, ..)| articles.contains(&article.as_str()));
        wanted
            .map(|(article, paragraph, sentence)| {
                let number = match unit {
                    Unit::Article => 0,
                    Unit::Paragraph => *paragraph,
                    Unit::Sentence => *sentence,
                };
                (article.clone(), number)
            })
            .collect()
    }

    /// Returns the number of units in the given articles.
    pub fn units(&self, unit: Unit, articles: &[&str]) -> u64 {
        let extents = self.articles.iter().filter(|extent| articles.contains(&extent.name.as_str()));
        extents
            .map(|extent| match unit {
                Unit::Article => 1,
                Unit::Paragraph => extent.paragraphs,
                Unit::Sentence => extent.sentences,
            })
            .sum()
    }

    /// Returns the names of all articles.
    pub fn names(&self) -> Vec<&str> {
        self.articles.iter().map(|extent| extent.name.as_str()).collect()
    }

    /// Returns the number of mentions of an entity in an article.
    pub fn mentions(&self, id: &str, article: &str) -> u64 {
        self.counting_in(article).filter(|row| row["id"] == id).count() as u64
    }
}
