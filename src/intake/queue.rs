//! The articles still to be read, in batches.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::article::Article;
use crate::intake::inputs::{FoundArticle, articles_inside, standard_input_articles};
use crate::intake::open::ArticleReader;
use crate::intake::problem::Problem;
use crate::store::is_standard_input;

/// Maximum total size of the articles in one batch, in bytes. A larger article is a batch of its own.
const MAX_BATCH_BYTES: u64 = 32 << 20;
/// An article that takes longer than this to read is logged.
const SLOW: Duration = Duration::from_millis(250);

/// Articles waiting to be read. Standard input comes last, since it may take long to arrive.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Vec<FoundArticle>,
    /// Index of the next article in `waiting`.
    next: usize,
    /// True if standard input is still to be read.
    has_standard_input: bool,
    found: usize,
}

impl Queue {
    /// Creates a queue of articles that were found.
    pub fn new(articles: Vec<FoundArticle>) -> Self {
        let found = articles.len();
        let (standard_input, waiting): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|listed| is_standard_input(&listed.key.path));
        Self { waiting, next: 0, has_standard_input: !standard_input.is_empty(), found }
    }

    /// Returns the total number of articles, as far as known.
    pub fn found(&self) -> usize {
        self.found
    }

    /// Returns the next articles: at most `max_len`, fewer if they are large, None at the end. Problems with
    /// standard input go to `problem`.
    pub fn next(
        &mut self,
        reader: &ArticleReader,
        max_len: usize,
        problem: impl FnMut(Problem),
    ) -> Option<&[FoundArticle]> {
        if self.next == self.waiting.len() && self.has_standard_input {
            self.has_standard_input = false;
            let (articles, problems) = standard_input_articles(reader);
            // Standard input was counted as one article.
            self.found = (self.found + articles.len()).saturating_sub(1);
            self.waiting.extend(articles);
            problems.into_iter().for_each(problem);
        }
        let rest = self.waiting.get(self.next..).filter(|rest| !rest.is_empty())?;
        let batch = rest.get(..batch_len(rest, max_len))?;
        self.next += batch.len();
        Some(batch)
    }
}

/// Reads articles on all cores and passes each result to `visit`, in order. If one turns out to be a file that contains
/// several articles, reads each of those. Stops when `visit` returns false; returns true if it never did.
pub(super) fn read_each<T: Send>(
    articles: &[FoundArticle],
    reader: &ArticleReader,
    read: &(impl Fn(Article) -> Result<T, Problem> + Sync),
    visit: &mut impl FnMut(Result<T, Problem>) -> bool,
) -> bool {
    let open = |listed: &FoundArticle| {
        // The clock is read for each article only if there is a log.
        let started = tracing::enabled!(tracing::Level::DEBUG).then(Instant::now);
        let outcome = reader.open_if_single(&listed.key).and_then(|article| article.map(read).transpose());
        if let Some(took) = started.map(|started| started.elapsed()).filter(|took| *took > SLOW) {
            tracing::debug!(key = %listed.key.for_log(), bytes = listed.size, ?took, "slow to read");
        }
        outcome
    };
    let outcomes: Vec<Result<Option<T>, Problem>> = articles.par_iter().map(open).collect();
    for (listed, outcome) in articles.iter().zip(outcomes) {
        let wants_more = match outcome.transpose() {
            Some(outcome) => visit(outcome),
            None => match articles_inside(&listed.key, reader) {
                Ok((articles, problems)) => {
                    problems.into_iter().all(|problem| visit(Err(problem)))
                        && batches(&articles).all(|batch| read_each(batch, reader, read, visit))
                }
                Err(problem) => visit(Err(problem)),
            },
        };
        if !wants_more {
            return false;
        }
    }
    true
}

/// Maximum number of articles in one file that are read at once.
const MAX_ITEMS_PER_BATCH: usize = 256;

fn batches(articles: &[FoundArticle]) -> impl Iterator<Item = &[FoundArticle]> {
    let mut rest = articles;
    std::iter::from_fn(move || {
        let (batch, after) = rest.split_at_checked(batch_len(rest, MAX_ITEMS_PER_BATCH))?;
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Returns the number of articles in the next batch.
fn batch_len(articles: &[FoundArticle], max_len: usize) -> usize {
    let mut bytes = 0_u64;
    let fits = |listed: &&FoundArticle| {
        bytes = bytes.saturating_add(listed.size);
        bytes <= MAX_BATCH_BYTES
    };
    articles.iter().take(max_len).take_while(fits).count().max(1).min(articles.len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::ArticleKey;

    #[test]
    fn batches_keep_order_and_a_large_article_is_alone() {
        let sizes = [1, 2, MAX_BATCH_BYTES, 1, 1, 1, 0];
        let name = |number: usize| ArticleKey::from_path(Path::new(&format!("{number}.txt")));
        let listed =
            sizes.iter().enumerate().map(|(number, size)| FoundArticle { key: name(number), size: *size });
        let mut queue = Queue::new(listed.collect());
        let mut lengths = Vec::new();
        let mut seen = Vec::new();
        while let Some(batch) = queue.next(&ArticleReader::default(), 3, |_| ()) {
            lengths.push(batch.len());
            seen.extend(batch.iter().map(|listed| listed.key.clone()));
        }
        assert_eq!(lengths, [2, 1, 3, 1]);
        assert_eq!(seen, (0..sizes.len()).map(name).collect::<Vec<_>>());
        assert_eq!(queue.found(), sizes.len());
    }
}
