//! The articles that are to be read, in batches.

use rayon::prelude::*;

use crate::article::Article;
use crate::intake::inputs::{Listed, inside, piped};
use crate::intake::open::Door;
use crate::intake::paths::is_standard_input;
use crate::intake::problem::Problem;

/// How many bytes the articles of one batch may have as files, the first one aside: one of gigabytes is read alone.
const BYTES_AT_ONCE: u64 = 32 << 20;

/// Articles that wait. What comes through a pipe may be long in coming, so the files do not wait for it.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Vec<Listed>,
    taken: usize,
    awaits_pipe: bool,
    found: usize,
}

impl Queue {
    /// A queue of articles that were found.
    pub fn new(articles: Vec<Listed>) -> Self {
        let found = articles.len();
        let (piped, waiting): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|listed| is_standard_input(&listed.key.path));
        Self { waiting, taken: 0, awaits_pipe: !piped.is_empty(), found }
    }

    /// How many articles there are in all, as far as is known.
    pub fn found(&self) -> usize {
        self.found
    }

    /// The next articles, at most `most`, fewer where they are large; none at the end. What cannot be read of standard input goes to
    /// `problem`.
    pub fn next(&mut self, door: &Door, most: usize, problem: impl FnMut(Problem)) -> Option<&[Listed]> {
        if self.taken == self.waiting.len() && self.awaits_pipe {
            self.awaits_pipe = false;
            let (articles, problems) = piped(door);
            // It was counted as one.
            self.found = (self.found + articles.len()).saturating_sub(1);
            self.waiting.extend(articles);
            problems.into_iter().for_each(problem);
        }
        let rest = self.waiting.get(self.taken..).filter(|rest| !rest.is_empty())?;
        let batch = rest.get(..at_once(rest, most))?;
        self.taken += batch.len();
        Some(batch)
    }
}

/// Reads articles on all cores and hands on what comes of each, in order. One that turns out to be a file of many articles is read as
/// these. Stops where `each` says no; whether it did not.
pub(super) fn read_each<T: Send>(
    articles: &[Listed],
    door: &Door,
    read: &(impl Fn(Article) -> Result<T, Problem> + Sync),
    each: &mut impl FnMut(Result<T, Problem>) -> bool,
) -> bool {
    let open = |listed: &Listed| door.open_if_one(&listed.key)?.map(read).transpose();
    let outcomes: Vec<Result<Option<T>, Problem>> = articles.par_iter().map(open).collect();
    for (listed, outcome) in articles.iter().zip(outcomes) {
        let goes_on = match outcome.transpose() {
            Some(outcome) => each(outcome),
            None => match inside(&listed.key, door) {
                Ok((articles, problems)) => {
                    problems.into_iter().all(|problem| each(Err(problem)))
                        && batches(&articles).all(|batch| read_each(batch, door, read, each))
                }
                Err(problem) => each(Err(problem)),
            },
        };
        if !goes_on {
            return false;
        }
    }
    true
}

/// How many articles of one file are read at once.
const MOST_OF_A_FILE: usize = 256;

fn batches(articles: &[Listed]) -> impl Iterator<Item = &[Listed]> {
    let mut rest = articles;
    std::iter::from_fn(move || {
        let (batch, after) = rest.split_at_checked(at_once(rest, MOST_OF_A_FILE))?;
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

/// How many of these articles are read at once.
fn at_once(articles: &[Listed], most: usize) -> usize {
    let mut bytes = 0_u64;
    let fits = |listed: &&Listed| {
        bytes = bytes.saturating_add(listed.size);
        bytes <= BYTES_AT_ONCE
    };
    articles.iter().take(most).take_while(fits).count().max(1).min(articles.len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::ArticleKey;

    #[test]
    fn batches_hold_all_in_order_and_a_large_article_is_alone() {
        let sizes = [1, 2, BYTES_AT_ONCE, 1, 1, 1, 0];
        let name = |number: usize| ArticleKey::of_path(Path::new(&format!("{number}.txt")));
        let listed = sizes.iter().enumerate().map(|(number, size)| Listed { key: name(number), size: *size });
        let mut queue = Queue::new(listed.collect());
        let mut lengths = Vec::new();
        let mut seen = Vec::new();
        while let Some(batch) = queue.next(&Door::default(), 3, |_| ()) {
            lengths.push(batch.len());
            seen.extend(batch.iter().map(|listed| listed.key.clone()));
        }
        assert_eq!(lengths, [2, 1, 3, 1]);
        assert_eq!(seen, (0..sizes.len()).map(name).collect::<Vec<_>>());
        assert_eq!(queue.found(), sizes.len());
    }
}
