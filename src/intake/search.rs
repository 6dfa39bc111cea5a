//! All articles searched for an expression, by all cores, in order.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::analysis::search::{Expression, Searched, in_context};
use crate::article::ArticleKey;
use crate::corpus::Index;
use crate::intake::open::Door;
use crate::intake::parsing::guarded;

/// Articles of the first batch; each next one is twice as large.
const FIRST_BATCH: usize = 16;
/// Articles of a batch at the most.
const LARGEST_BATCH: usize = 512;

/// Searches the articles of an index and reports them in parts, in order: those that have hits, and how many were searched so far.
/// `most` hits in all come with their words; all are counted. Stops where it is cancelled or `report` says no. An article
/// that can no longer be read has no hit: that it cannot is said when it is opened.
pub fn search_aside(
    index: &Index,
    door: &Door,
    expression: &Expression,
    most: usize,
    cancel: &AtomicBool,
    mut report: impl FnMut(Vec<Searched>, usize) -> bool,
) {
    let keys: Vec<&ArticleKey> = index.ids().filter_map(|id| index.row(id)).map(|row| &row.key).collect();
    let (mut rest, mut size, mut searched, mut room) = (keys.as_slice(), FIRST_BATCH, 0, most);
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(size.min(rest.len()));
        (rest, size) = (after, (size * 2).min(LARGEST_BATCH));
        let search = |key: &&ArticleKey| {
            if cancel.load(Ordering::Relaxed) { None } else { search_one(door, expression, key, room) }
        };
        let mut found: Vec<Searched> = batch.par_iter().filter_map(search).collect();
        for one in &mut found {
            one.hits.truncate(room);
            room -= one.hits.len();
        }
        searched += batch.len();
        if cancel.load(Ordering::Relaxed) || !report(found, searched) {
            return;
        }
    }
}

fn search_one(door: &Door, expression: &Expression, key: &ArticleKey, most: usize) -> Option<Searched> {
    let article = door.open(key).ok()?;
    let (ranges, _) = guarded(|| expression.hits(&article)).ok()?;
    let count = ranges.len() as u64;
    let hits = ranges.into_iter().take(most).map(|range| in_context(&article, range)).collect();
    (count > 0).then(|| Searched { key: key.clone(), hits, count })
}
