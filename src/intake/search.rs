//! Searches all articles for an expression, on all cores, in order.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use crate::analysis::search::{ArticleHits, Expression, in_context};
use crate::article::ArticleKey;
use crate::corpus::Index;
use crate::intake::open::ArticleReader;
use crate::intake::parsing::catch_panic;

/// Number of articles in the first batch. Each later batch is twice as large as the one before, up to [`MAX_BATCH`].
const FIRST_BATCH: usize = 16;
/// Maximum number of articles in a batch.
const MAX_BATCH: usize = 512;

/// Searches the articles in an index. Reports, in order, those that have hits and those that can no longer be read, and
/// how many have been searched so far. At most `max_hits` hits in all come with their text, but all are counted, up to
/// a million in each article. Stops when cancelled or when `report` returns false.
pub fn search_in_background(
    index: &Index,
    reader: &ArticleReader,
    expression: &Expression,
    max_hits: usize,
    cancel: &AtomicBool,
    mut report: impl FnMut(Vec<ArticleHits>, usize) -> bool,
) {
    let started = Instant::now();
    let mut hits = 0;
    let keys: Vec<&ArticleKey> = index.ids().filter_map(|id| index.row(id)).map(|row| &row.key).collect();
    let (mut rest, mut size, mut searched, mut hits_left) = (keys.as_slice(), FIRST_BATCH, 0, max_hits);
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(size.min(rest.len()));
        (rest, size) = (after, (size * 2).min(MAX_BATCH));
        let search = |key: &&ArticleKey| {
            if cancel.load(Ordering::Relaxed) { None } else { search_one(reader, expression, key, hits_left) }
        };
        let mut found: Vec<ArticleHits> = batch.par_iter().filter_map(search).collect();
        for article in &mut found {
            article.hits.truncate(hits_left);
            hits_left -= article.hits.len();
        }
        searched += batch.len();
        hits += found.iter().map(|article| article.count).sum::<u64>();
        if cancel.load(Ordering::Relaxed) || !report(found, searched) {
            break;
        }
    }
    tracing::info!(articles = keys.len(), searched, hits, took = ?started.elapsed(), "searched");
}

fn search_one(
    reader: &ArticleReader,
    expression: &Expression,
    key: &ArticleKey,
    max_hits: usize,
) -> Option<ArticleHits> {
    let Ok(article) = reader.open(key) else {
        return Some(ArticleHits { key: key.clone(), hits: Vec::new(), count: 0, is_unreadable: true });
    };
    let (ranges, _) = catch_panic(|| expression.hits(&article)).ok()?;
    let count = ranges.len() as u64;
    let hits = ranges.into_iter().take(max_hits).map(|range| in_context(&article, range)).collect();
    (count > 0).then(|| ArticleHits { key: key.clone(), hits, count, is_unreadable: false })
}
