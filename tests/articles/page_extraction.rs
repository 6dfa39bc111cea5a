//! The main text of web pages, compared with text marked by hand.
//!
//! The pages imitate the markup of common generators and publishers; their news is made up. Those in `tuning/` were
//! used while the rules were written, those in `judging/` were not. The `.txt` file beside a page contains its main
//! text, one paragraph per line, without title, standfirst, byline and captions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use whoswho::article::html::{Extent, parse};
use whoswho::article::{ArticleKey, BlockKind};

/// Minimum mean F1 of the tuning pages. Measured: 0.990.
const MIN_TUNING_MEAN: f64 = 0.975;
/// Minimum mean F1 of the judging pages. Measured: 0.985.
const MIN_JUDGING_MEAN: f64 = 0.965;
/// Minimum F1 of any page.
const MIN_PAGE: f64 = 0.85;

fn pages(half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(half);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    pages.sort();
    pages
}

/// Counts the words of a text in lower case. Each Han character is a word.
fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars().chain([' ']) {
        let is_han = matches!(c, '\u{3400}'..='\u{9fff}');
        if !word.is_empty() && (is_han || !c.is_alphanumeric()) {
            *counts.entry(std::mem::take(&mut word)).or_insert(0) += 1;
        }
        if is_han {
            *counts.entry(c.to_string()).or_insert(0) += 1;
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    counts
}

fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let both: usize = found.iter().map(|(word, count)| *count.min(expected.get(word).unwrap_or(&0))).sum();
    let total: usize = found.values().sum::<usize>() + expected.values().sum::<usize>();
    2.0 * both as f64 / total as f64
}

fn main_text(path: &Path) -> String {
    let source = std::fs::read_to_string(path).unwrap();
    let article = parse(ArticleKey::from_path(path), &source, Extent::Main);
    let excluded = [BlockKind::Title, BlockKind::Subtitle, BlockKind::Byline, BlockKind::Caption];
    let body = article.blocks.iter().filter(|block| !excluded.contains(&block.kind));
    body.map(|block| article.block_text(block)).collect::<Vec<_>>().join("\n")
}

fn check_scores(half: &str, min_mean: f64) {
    let scores: Vec<(String, f64)> = pages(half)
        .iter()
        .map(|path| {
            let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), f1(&main_text(path), &expected))
        })
        .collect();
    let mean = scores.iter().map(|(_, score)| score).sum::<f64>() / scores.len() as f64;
    assert!(mean >= min_mean, "{half}: mean {mean:.4}, {scores:.3?}");
    for (page, score) in &scores {
        assert!(*score >= MIN_PAGE, "{page}: {score:.3}");
    }
}

#[test]
fn main_text_of_tuning_pages_is_extracted() {
    check_scores("tuning", MIN_TUNING_MEAN);
}

#[test]
fn main_text_of_judging_pages_is_extracted() {
    check_scores("judging", MIN_JUDGING_MEAN);
}

#[test]
fn pages_have_title_author_and_date() {
    for path in pages("tuning").iter().chain(&pages("judging")) {
        let source = std::fs::read_to_string(path).unwrap();
        let meta = parse(ArticleKey::from_path(path), &source, Extent::Main).meta;
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(meta.title.is_some_and(|title| source.contains(title.split(' ').next().unwrap())), "{name}");
        let has_only_a_title = ["broken", "divs-br", "split-body", "table-layout", "liveblog", "chinese"]
            .contains(&name.as_str());
        assert!(
            has_only_a_title || (meta.author.is_some() && meta.date.is_some()),
            "{name}: {:?} {:?}",
            meta.author,
            meta.date
        );
    }
}
