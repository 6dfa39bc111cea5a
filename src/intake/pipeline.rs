//! Reads and matches many articles on all cores, and passes them on in order.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::article::{Article, ArticleKey};
use crate::corpus::segment::fingerprint;
use crate::corpus::{Index, Segment};
use crate::intake::inputs::{FoundArticle, find_articles};
use crate::intake::open::ArticleReader;
use crate::intake::parsing::catch_panic;
use crate::intake::problem::{Problem, ProblemLimiter};
use crate::intake::queue::{Queue, read_each};
use crate::mention::{Found, MAX_CANDIDATES, Matcher};
use crate::store::log::gist;

/// Maximum number of articles in the first batch. The maximum doubles with each later batch, up to [`MAX_BATCH`].
const FIRST_BATCH: usize = 8;
/// Maximum number of articles in a batch.
pub(super) const MAX_BATCH: usize = 2048;
/// A large index is replaced once the new articles amount to 1/`GROWTH_SHARE` of its size.
const GROWTH_SHARE: usize = 8;
/// Maximum number of articles in a batch when each is passed on and dropped.
const MAX_IN_MEMORY: usize = 256;

/// Progress of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Number of articles found in the paths.
    pub found: usize,
    /// Number of articles read, or given up on.
    pub read: usize,
    /// True if nothing more will come.
    pub done: bool,
}

/// What background reading reports.
#[derive(Clone, Debug)]
pub enum Event {
    /// A new index, which replaces the previous one.
    Index(Index),
    /// Current progress.
    Progress(Progress),
    /// Something that could not be read.
    Problem(Problem),
}

/// Matches an article.
fn match_article(article: Article, matcher: &Matcher) -> Result<(Article, Found), Problem> {
    let found = catch_panic(|| matcher.find(&article));
    found.map_err(|message| Problem::of_key(&article.key, message)).map(|found| (article, found))
}

/// What was read and matched but is in no index yet.
#[derive(Default)]
struct Pending {
    read: Vec<(Article, Found)>,
    segments: Vec<Arc<Segment>>,
    count: usize,
}

impl Pending {
    /// Adds an article. Once there are many, their texts are dropped.
    fn push(&mut self, article: Article, found: Found) {
        self.read.push((article, found));
        self.count += 1;
        if self.read.len() >= MAX_BATCH {
            self.close();
        }
    }

    fn close(&mut self) {
        let mut read = std::mem::take(&mut self.read);
        if !read.is_empty() {
            let pairs = read.iter_mut().map(|(article, found)| (&*article, std::mem::take(found)));
            self.segments.push(Arc::new(Segment::new(pairs)));
        }
    }

    /// True if it is time for a new index. Building one takes time proportional to its size; if it grows by a
    /// share each time, the total is linear in the corpus, not quadratic.
    fn is_due(&self, index: &Index) -> bool {
        index.len() <= MAX_BATCH * GROWTH_SHARE || self.count >= index.len() / GROWTH_SHARE
    }

    /// Returns `index` with everything pending added.
    fn into_index(mut self, index: &Index) -> Index {
        self.close();
        let started = Instant::now();
        let index = index.with_segments(self.segments);
        log_index(&index, started, "index");
        index
    }
}

/// Logs an index that was built since `started`.
fn log_index(index: &Index, started: Instant, what: &str) {
    tracing::info!(
        generation = index.generation,
        articles = index.len(),
        mentions = index.ids().filter_map(|id| index.row(id)).map(|row| u64::from(row.counted)).sum::<u64>(),
        took = ?started.elapsed(),
        "{what}"
    );
}

/// If an article was not matched to its end, logs a warning about that and returns it.
fn unmatched_warning(article: &Article, found: &Found) -> Option<Problem> {
    let place = found.matched_to?;
    let line = article.text.slice(0..place).lines().count().max(1);
    let message =
        format!("the list matches more than {MAX_CANDIDATES} times in it; matching stopped at line {line}");
    let problem = Problem::of_key(&article.key, message);
    problem.log();
    Some(problem)
}

/// Reads an article that was matched before. Unless its fingerprint is still `last_fingerprint`, also matches it again
/// and returns the new segment.
///
/// # Errors
/// One line that names it and says why it cannot be read.
pub fn reread_if_changed(
    reader: &ArticleReader,
    matcher: &Matcher,
    key: &ArticleKey,
    last_fingerprint: Option<u64>,
) -> Result<(Article, Option<Segment>), Problem> {
    let started = Instant::now();
    let outcome = reread(reader, matcher, key, last_fingerprint);
    let took = started.elapsed();
    match &outcome {
        Ok((article, changed)) => {
            let bytes = article.text.as_str().len();
            tracing::info!(key = %key.for_log(), bytes, changed = changed.is_some(), ?took, "opened");
        }
        Err(problem) => {
            tracing::warn!(key = %key.for_log(), reason = gist(&problem.message), ?took, "not opened");
        }
    }
    outcome
}

fn reread(
    reader: &ArticleReader,
    matcher: &Matcher,
    key: &ArticleKey,
    last_fingerprint: Option<u64>,
) -> Result<(Article, Option<Segment>), Problem> {
    let article = reader.open(key)?;
    if last_fingerprint == Some(fingerprint(&article)) {
        return Ok((article, None));
    }
    let found = catch_panic(|| matcher.find(&article)).map_err(|message| Problem::of_key(key, message))?;
    let changed = Segment::new([(&article, found)]);
    Ok((article, Some(changed)))
}

/// Reads and matches all articles in the paths, and passes each to `visit`, in order, with what was found in it. Does
/// not keep the articles. Of articles with the same text, passes on only the first, unless the reader keeps duplicates
/// or the text has no letter or digit. Stops when `visit` returns false. Returns what could not be read or matched.
pub fn matched(
    paths: &[PathBuf],
    reader: &ArticleReader,
    matcher: &Matcher,
    mut visit: impl FnMut(Article, Found) -> bool,
) -> Vec<Problem> {
    map_each_matched(
        paths,
        reader,
        matcher,
        |article, found| (article, found),
        |(article, found)| visit(article, found),
    )
}

/// Like [`matched`], but passes on what `make` returns for each article. `make` runs on all cores.
pub fn map_each_matched<T: Send>(
    paths: &[PathBuf],
    reader: &ArticleReader,
    matcher: &Matcher,
    make: impl Fn(Article, Found) -> T + Sync,
    mut visit: impl FnMut(T) -> bool,
) -> Vec<Problem> {
    let read = |article: Article| {
        let key = article.key.clone();
        let failed = |message| Problem::of_key(&key, message);
        let found = catch_panic(|| matcher.find(&article)).map_err(failed)?;
        let problem = unmatched_warning(&article, &found);
        // Two articles without any words are not duplicates.
        let has_words = article.text.as_str().contains(char::is_alphanumeric);
        let text = has_words.then(|| fingerprint(&article));
        Ok((text, catch_panic(|| make(article, found)).map_err(failed)?, problem))
    };
    let (articles, found) = find_articles(paths, reader, false, |_| true);
    let started = Instant::now();
    let mut limiter = ProblemLimiter::default();
    let mut problems: Vec<Problem> = found.into_iter().filter_map(|problem| limiter.admit(problem)).collect();
    let mut queue = Queue::new(articles);
    let mut seen = HashSet::new();
    let mut input_problems = Vec::new();
    while let Some(batch) = queue.next(reader, MAX_IN_MEMORY, |problem| input_problems.push(problem)) {
        let should_continue = read_each(batch, reader, &read, &mut |outcome| match outcome {
            Ok((text, item, problem)) => {
                let is_first = reader.options().keeps_duplicates || text.is_none_or(|text| seen.insert(text));
                problems.extend(problem.filter(|_| is_first));
                !is_first || visit(item)
            }
            Err(problem) => {
                problems.extend(limiter.admit(problem));
                true
            }
        });
        if !should_continue {
            break;
        }
    }
    problems.extend(input_problems.into_iter().filter_map(|problem| limiter.admit(problem)));
    problems.extend(limiter.summaries());
    tracing::info!(articles = queue.found(), problems = problems.len(), took = ?started.elapsed(), "read");
    problems
}

/// Creates an empty index.
fn new_index(reader: &ArticleReader, matcher: &Matcher) -> Index {
    Index::new(Arc::clone(matcher.gazetteer())).keeping_duplicates(reader.options().keeps_duplicates)
}

/// Returns the complete index, and what could not be read.
pub fn read_now(paths: &[PathBuf], reader: &ArticleReader, matcher: &Matcher) -> (Index, Vec<Problem>) {
    let mut index = new_index(reader, matcher);
    let mut problems = Vec::new();
    let cancel = AtomicBool::new(false);
    read_in_background(paths, reader, matcher, &cancel, |event| {
        match event {
            Event::Index(next) => index = next,
            Event::Problem(problem) => problems.push(problem),
            Event::Progress(_) => {}
        }
        true
    });
    (index, problems)
}

/// Reads all articles in the paths in growing batches, and reports a new index after each batch or, once the index is
/// large, after several. Runs until done, until `report` returns false, or until `cancel` is set. In any case a last
/// progress with `done` set is reported.
pub fn read_in_background(
    paths: &[PathBuf],
    reader: &ArticleReader,
    matcher: &Matcher,
    cancel: &AtomicBool,
    mut report: impl FnMut(Event) -> bool,
) {
    let is_cancelled = || cancel.load(Ordering::Relaxed);
    let mut progress = Progress::default();
    let mut is_listening = true;
    let (articles, problems) = find_articles(paths, reader, false, |found| {
        if found > progress.found {
            progress.found = found;
            is_listening = is_listening && report(Event::Progress(progress));
        }
        is_listening && !is_cancelled()
    });
    let started = Instant::now();
    let mut index = new_index(reader, matcher);
    let mut queue = Queue::new(articles);
    progress.found = queue.found();
    is_listening = is_listening && report(Event::Progress(progress));
    let mut limiter = ProblemLimiter::default();
    for problem in problems.into_iter().filter_map(|problem| limiter.admit(problem)) {
        is_listening = is_listening && report(Event::Problem(problem));
    }
    let mut size = FIRST_BATCH;
    let mut pending = Pending::default();
    while is_listening && !is_cancelled() {
        let mut problems = Vec::new();
        let batch = queue.next(reader, size, |problem| problems.push(problem)).map(<[FoundArticle]>::to_vec);
        for problem in problems.into_iter().filter_map(|problem| limiter.admit(problem)) {
            is_listening = is_listening && report(Event::Problem(problem));
        }
        let Some(batch) = batch else { break };
        progress.found = queue.found();
        size = (size * 2).min(MAX_BATCH);
        read_each(&batch, reader, &|article| match_article(article, matcher), &mut |outcome| {
            match outcome {
                Ok((article, found)) => {
                    if let Some(problem) = unmatched_warning(&article, &found) {
                        is_listening = is_listening && report(Event::Problem(problem));
                    }
                    pending.push(article, found);
                    if pending.count >= MAX_BATCH && pending.is_due(&index) {
                        index = std::mem::take(&mut pending).into_index(&index);
                        is_listening = is_listening && report(Event::Index(index.clone()));
                    }
                }
                Err(problem) => {
                    if let Some(problem) = limiter.admit(problem) {
                        is_listening = is_listening && report(Event::Problem(problem));
                    }
                }
            }
            is_listening && !is_cancelled()
        });
        pending.close();
        progress.read += batch.len();
        if pending.is_due(&index) {
            index = std::mem::take(&mut pending).into_index(&index);
            is_listening = is_listening && report(Event::Index(index.clone()));
        }
        is_listening = is_listening && report(Event::Progress(progress));
    }
    if pending.count > 0 {
        index = pending.into_index(&index);
        is_listening = is_listening && report(Event::Index(index));
    }
    for problem in limiter.summaries() {
        is_listening = is_listening && report(Event::Problem(problem));
    }
    let cancelled = is_cancelled();
    tracing::info!(found = progress.found, read = progress.read, cancelled, took = ?started.elapsed(), "read");
    progress.done = true;
    report(Event::Progress(progress));
}

/// Matches all articles with another list and reports an index twice: at once, with the open article matched and the
/// others carried over from the old index; and once all are read and matched. Problems and progress are reported as by
/// [`read_in_background`]. A cancelled run reports no second index.
pub fn rematch_in_background(
    paths: &[PathBuf],
    reader: &ArticleReader,
    matcher: &Matcher,
    (old_index, open): (&Index, Option<&Article>),
    cancel: &AtomicBool,
    mut report: impl FnMut(Event) -> bool,
) {
    let started = Instant::now();
    let mut first = old_index.relisted(matcher.gazetteer());
    let found = open.and_then(|article| Some((article, catch_panic(|| matcher.find(article)).ok()?)));
    if let Some(pair) = found {
        first = first.with_segment(Arc::new(Segment::new([pair])));
    }
    log_index(&first, started, "interim index");
    let mut is_listening = report(Event::Index(first));
    let mut complete = new_index(reader, matcher);
    read_in_background(paths, reader, matcher, cancel, |event| {
        is_listening = is_listening
            && match event {
                Event::Index(index) => {
                    complete = index;
                    true
                }
                Event::Progress(progress) => {
                    let is_complete = progress.done && progress.read == progress.found;
                    (!is_complete || report(Event::Index(complete.clone()))) && report(event)
                }
                Event::Problem(_) => report(event),
            };
        is_listening
    });
}
