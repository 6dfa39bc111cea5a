//! Every number that a command prints equals a naive recount from the exported mentions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::support::corpora::{Corpus, corpora};
use crate::support::program::{number, text};
use crate::support::recount::{Recount, UNITS, association, near};
use serde_json::{Map, Value, json};

#[test]
fn article_counts_are_correct() {
    for corpus in corpora() {
        let recount = corpus.recount();
        for (row, extent) in corpus.rows("articles").iter().zip(&recount.articles) {
            let counting: Vec<&Value> = recount.counting_in(&extent.name).collect();
            let entities: BTreeSet<&str> = counting.iter().map(|row| text(row, "id")).collect();
            assert_eq!(number(row, "mentions"), counting.len() as u64, "{row}");
            assert_eq!(number(row, "entities"), entities.len() as u64, "{row}");
            assert_eq!(number(row, "words"), extent.words, "{row}");
        }
    }
}

#[test]
fn entity_counts_are_correct() {
    for corpus in corpora() {
        let recount = corpus.recount();
        let rows = corpus.rows("entities");
        let named: Vec<&str> =
            rows.iter().filter(|row| number(row, "mentions") > 0).map(|row| text(row, "id")).collect();
        assert_eq!(named, recount.ids(), "all mentioned entities, in the order of the list");
        let mut ambiguous: BTreeMap<&str, u64> = BTreeMap::new();
        for row in recount.rows.iter().filter(|row| row["status"] == "ambiguous") {
            for candidate in row["candidates"].as_array().unwrap() {
                *ambiguous.entry(candidate.as_str().unwrap()).or_default() += 1;
            }
        }
        for row in &rows {
            let own: Vec<&Value> = recount.counting().filter(|mention| mention["id"] == row["id"]).collect();
            let articles: BTreeSet<&str> = own.iter().map(|mention| text(mention, "article")).collect();
            let mut surfaces: BTreeMap<&str, u64> = BTreeMap::new();
            for mention in &own {
                *surfaces.entry(text(mention, "surface")).or_default() += 1;
            }
            assert_eq!(number(row, "mentions"), own.len() as u64, "{row}");
            assert_eq!(number(row, "articles"), articles.len() as u64, "{row}");
            assert_eq!(row["surfaces"], json!(surfaces), "{row}");
            let counts: Vec<u64> =
                row["surfaces"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).collect();
            assert!(counts.is_sorted_by_key(|count| Reverse(*count)), "most frequent first: {row}");
            assert_eq!(number(row, "ambiguous"), ambiguous.remove(text(row, "name")).unwrap_or(0), "{row}");
        }
        assert_eq!(ambiguous, BTreeMap::new(), "every candidate has a row");
    }
}

#[test]
fn compare_matrix_is_correct() {
    for corpus in corpora() {
        let recount = corpus.recount();
        let mut rows = corpus.rows("compare");
        for row in &mut rows {
            // `tests/commands/facts.rs` recounts these.
            row.as_object_mut().unwrap().remove("spellings");
        }
        let expected: Vec<Value> = recount
            .ids()
            .iter()
            .map(|id| {
                let counts = recount.names().into_iter().map(|name| (name, recount.mentions(id, name)));
                let cells: Map<String, Value> =
                    counts.map(|(name, count)| (name.to_owned(), json!(count))).collect();
                json!({
                    "entity": recount.field(id, "entity"),
                    "kind": recount.field(id, "kind"),
                    "articles": cells.values().filter(|count| **count != json!(0)).count(),
                    "mentions": cells.values().map(|count| count.as_u64().unwrap()).sum::<u64>(),
                    "cells": cells,
                })
            })
            .collect();
        assert_eq!(rows, expected);
    }
}

#[test]
fn pair_counts_are_correct_for_every_unit() {
    for corpus in corpora() {
        let recount = corpus.recount();
        let all = recount.names();
        let ids = recount.ids();
        for (unit, unit_name) in UNITS {
            let units = recount.units(unit, &all);
            let mut expected = BTreeMap::new();
            for (at, a) in ids.iter().enumerate() {
                let places_a = recount.places(a, unit, &all);
                for b in &ids[at + 1..] {
                    let places_b = recount.places(b, unit, &all);
                    let joint = places_a.intersection(&places_b).count() as u64;
                    if joint > 0 {
                        let names = (recount.field(a, "entity"), recount.field(b, "entity"));
                        expected.insert(names, [joint, places_a.len() as u64, places_b.len() as u64, units]);
                    }
                }
            }
            let rows = corpus.rows(&format!("cooccur --unit {unit_name}"));
            let actual: BTreeMap<(String, String), [u64; 4]> = rows
                .iter()
                .map(|row| {
                    assert_eq!(text(row, "unit"), unit_name);
                    let counts = ["joint", "count_a", "count_b", "units"].map(|key| number(row, key));
                    ((text(row, "a").to_owned(), text(row, "b").to_owned()), counts)
                })
                .collect();
            assert_eq!(actual.len(), rows.len(), "each pair once");
            assert_eq!(actual, expected, "{unit_name}");
            assert_measures_and_order(&rows, all.len(), &ids, &recount);
        }
    }
}

/// Checks that measures are given exactly where the counts allow, are correct, and rank the rows.
fn assert_measures_and_order(rows: &[Value], articles: usize, ids: &[String], recount: &Recount) {
    let names: Vec<String> = ids.iter().map(|id| recount.field(id, "entity")).collect();
    let position = |row: &Value, key: &str| names.iter().position(|name| row[key] == **name).unwrap();
    let mut ranks = Vec::new();
    for row in rows {
        let [joint, a, b, units] = ["joint", "count_a", "count_b", "units"].map(|key| number(row, key));
        let is_measured = articles >= 30 && joint >= 3;
        let expected = association(joint, a, b, units);
        for (key, value) in [
            ("g2", expected.g2),
            ("logdice", expected.logdice),
            ("npmi", expected.npmi),
            ("jaccard", expected.jaccard),
        ] {
            match row[key].as_f64() {
                Some(actual) => assert!(is_measured && near(actual, value), "{key} of {row}: {value}"),
                None => assert!(!is_measured, "{key} of {row}"),
            }
        }
        let strength = row["g2"].as_f64().unwrap_or(f64::NEG_INFINITY);
        ranks.push((strength, joint, Reverse((position(row, "a"), position(row, "b")))));
    }
    assert!(ranks.is_sorted_by(|left, right| left >= right), "strongest first: {ranks:?}");
}

#[test]
fn forty_articles_have_positive_negative_and_omitted_measures() {
    let rows = Corpus::forty().rows("cooccur --unit article");
    let pair = |a: &str, b: &str| rows.iter().find(|row| row["a"] == a && row["b"] == b).unwrap();
    assert!(pair("Anna Berg", "Boris Clay")["g2"].as_f64().unwrap() > 0.0);
    assert!(rows.iter().any(|row| row["g2"].as_f64().is_some_and(|g2| g2 < 0.0)));
    assert!(rows.iter().any(|row| number(row, "joint") < 3 && row["g2"].is_null()));
}

#[test]
fn rows_are_sorted_by_the_requested_measure() {
    let corpus = Corpus::forty();
    for measure in ["joint", "g2", "logdice", "npmi", "jaccard"] {
        let rows = corpus.rows(&format!("cooccur --unit article --measure {measure}"));
        let values: Vec<f64> =
            rows.iter().map(|row| row[measure].as_f64().unwrap_or(f64::NEG_INFINITY)).collect();
        assert!(values.is_sorted_by(|left, right| left >= right), "{measure}: {values:?}");
        assert!(rows.len() > 10);
    }
}
