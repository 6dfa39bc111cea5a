//! Many articles: read and matched by all cores, handed on in order.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::article::{Article, ArticleKey};
use crate::corpus::segment::fingerprint;
use crate::corpus::{Index, Segment};
use crate::intake::inputs::{Listed, articles_of};
use crate::intake::open::Door;
use crate::intake::parsing::guarded;
use crate::intake::problem::{Problem, Problems};
use crate::intake::queue::{Queue, read_each};
use crate::mention::{Found, MOST_CANDIDATES, Matcher};

/// How many articles the first batch holds; each next one is twice as large.
const FIRST_BATCH: usize = 8;
/// How many articles a batch holds at the most.
pub(super) const LARGEST_BATCH: usize = 2048;
/// Which share of a large index must have come anew before there is another one.
const SHARE_OF_INDEX: usize = 8;
/// How many articles are held in memory at once where each is handed on and let go.
const HELD_AT_ONCE: usize = 256;
/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Articles found behind the paths.
    pub found: usize,
    /// Articles read, or given up.
    pub read: usize,
    /// Whether nothing more will come.
    pub done: bool,
}

/// What reading aside reports.
#[derive(Clone, Debug)]
pub enum Event {
    /// A new index, which replaces the one before.
    Index(Index),
    /// How far it has come.
    Progress(Progress),
    /// Something that could not be read.
    Problem(Problem),
}

/// Matches an article.
fn with_mentions(article: Article, matcher: &Matcher) -> Result<(Article, Found), Problem> {
    let found = guarded(|| matcher.find(&article));
    found.map_err(|message| Problem::of_key(&article.key, message)).map(|found| (article, found))
}

/// What was read and matched and is in no index yet.
#[derive(Default)]
struct Arrived {
    read: Vec<(Article, Found)>,
    segments: Vec<Arc<Segment>>,
    count: usize,
}

impl Arrived {
    /// Takes an article; of many the texts are let go.
    fn push(&mut self, article: Article, found: Found) {
        self.read.push((article, found));
        self.count += 1;
        if self.read.len() >= LARGEST_BATCH {
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

    /// Whether it is time for a new index. One takes time that grows with all that it holds: where it grows by a share each time, all of
    /// them together take time that grows with the corpus, not with its square.
    fn is_enough_for(&self, index: &Index) -> bool {
        index.len() <= LARGEST_BATCH * SHARE_OF_INDEX || self.count >= index.len() / SHARE_OF_INDEX
    }

    /// An index with all of this.
    fn into_index(mut self, index: &Index) -> Index {
        self.close();
        index.with_segments(self.segments)
    }
}

/// What a person should know of an article that was not matched to its end.
fn unmatched(article: &Article, found: &Found) -> Option<Problem> {
    let place = found.matched_to?;
    let line = article.text.slice(0..place).lines().count().max(1);
    let words = format!(
        "the list names more than {MOST_CANDIDATES} things in it; line {line} and what follows was not matched"
    );
    Some(Problem::of_key(&article.key, words))
}

/// Reads an article that was matched before. Only a text with another fingerprint is matched again; then what was found
/// comes with it.
///
/// # Errors
/// One line that names it and says why it cannot be done.
pub fn read_again(
    door: &Door,
    matcher: &Matcher,
    key: &ArticleKey,
    known: Option<u64>,
) -> Result<(Article, Option<Segment>), Problem> {
    let article = door.open(key)?;
    if known == Some(fingerprint(&article)) {
        return Ok((article, None));
    }
    let found = guarded(|| matcher.find(&article)).map_err(|message| Problem::of_key(key, message))?;
    let changed = Segment::new([(&article, found)]);
    Ok((article, Some(changed)))
}

/// Reads and matches all articles behind the paths and hands each on, in order, with what was found in it; then lets it
/// go. Stops where `visit` says no. Gives what could not be read.
pub fn matched(
    paths: &[PathBuf],
    door: &Door,
    matcher: &Matcher,
    mut visit: impl FnMut(Article, Found) -> bool,
) -> Vec<Problem> {
    made_of_each(
        paths,
        door,
        matcher,
        |article, found| (article, found),
        |(article, found)| visit(article, found),
    )
}

/// As [`matched`], but hands on what `make` makes of each article, on all cores.
pub fn made_of_each<T: Send>(
    paths: &[PathBuf],
    door: &Door,
    matcher: &Matcher,
    make: impl Fn(Article, Found) -> T + Sync,
    mut visit: impl FnMut(T) -> bool,
) -> Vec<Problem> {
    let read = |article: Article| {
        let key = article.key.clone();
        let failed = |message| Problem::of_key(&key, message);
        let found = guarded(|| matcher.find(&article)).map_err(failed)?;
        let problem = unmatched(&article, &found);
        // Nothing is no text that two articles could share.
        let has_words = article.text.all().contains(char::is_alphanumeric);
        let text = has_words.then(|| fingerprint(&article));
        Ok((text, guarded(|| make(article, found)).map_err(failed)?, problem))
    };
    let (articles, found) = articles_of(paths, door, false, |_| true);
    let mut told = Problems::default();
    let mut problems: Vec<Problem> = found.into_iter().filter_map(|problem| told.one(problem)).collect();
    let mut queue = Queue::new(articles);
    let mut texts = HashSet::new();
    let mut more = Vec::new();
    while let Some(batch) = queue.next(door, HELD_AT_ONCE, |problem| more.push(problem)) {
        let goes_on = read_each(batch, door, &read, &mut |outcome| match outcome {
            Ok((text, given, problem)) => {
                let is_first = door.options().keeps_duplicates || text.is_none_or(|text| texts.insert(text));
                problems.extend(problem.filter(|_| is_first));
                !is_first || visit(given)
            }
            Err(problem) => {
                problems.extend(told.one(problem));
                true
            }
        });
        if !goes_on {
            break;
        }
    }
    problems.extend(more.into_iter().filter_map(|problem| told.one(problem)));
    problems.extend(told.rest());
    problems
}

/// The index before anything was read.
fn new_index(door: &Door, matcher: &Matcher) -> Index {
    Index::new(Arc::clone(matcher.gazetteer())).keeping_duplicates(door.options().keeps_duplicates)
}

/// The whole index, and what could not be read.
pub fn read_now(paths: &[PathBuf], door: &Door, matcher: &Matcher) -> (Index, Vec<Problem>) {
    let mut index = new_index(door, matcher);
    let mut problems = Vec::new();
    let cancel = AtomicBool::new(false);
    read_aside(paths, door, matcher, &cancel, |event| {
        match event {
            Event::Index(next) => index = next,
            Event::Problem(problem) => problems.push(problem),
            Event::Progress(_) => {}
        }
        true
    });
    (index, problems)
}

/// Reads all articles behind the paths in growing batches and reports each batch as a new index. Runs until done, until
/// `report` says that nobody listens, or until `cancel` is set; the last progress is always done.
pub fn read_aside(
    paths: &[PathBuf],
    door: &Door,
    matcher: &Matcher,
    cancel: &AtomicBool,
    mut report: impl FnMut(Event) -> bool,
) {
    let cancelled = || cancel.load(Ordering::Relaxed);
    let mut progress = Progress::default();
    let mut listening = true;
    let (articles, problems) = articles_of(paths, door, false, |found| {
        if found > progress.found {
            progress.found = found;
            listening = listening && report(Event::Progress(progress));
        }
        listening && !cancelled()
    });
    let mut index = new_index(door, matcher);
    let mut queue = Queue::new(articles);
    progress.found = queue.found();
    listening = listening && report(Event::Progress(progress));
    let mut told = Problems::default();
    for problem in problems.into_iter().filter_map(|problem| told.one(problem)) {
        listening = listening && report(Event::Problem(problem));
    }
    let mut size = FIRST_BATCH;
    let mut arrived = Arrived::default();
    while listening && !cancelled() {
        let mut problems = Vec::new();
        let batch = queue.next(door, size, |problem| problems.push(problem)).map(<[Listed]>::to_vec);
        for problem in problems.into_iter().filter_map(|problem| told.one(problem)) {
            listening = listening && report(Event::Problem(problem));
        }
        let Some(batch) = batch else { break };
        progress.found = queue.found();
        size = (size * 2).min(LARGEST_BATCH);
        read_each(&batch, door, &|article| with_mentions(article, matcher), &mut |outcome| {
            match outcome {
                Ok((article, found)) => {
                    if let Some(problem) = unmatched(&article, &found) {
                        listening = listening && report(Event::Problem(problem));
                    }
                    arrived.push(article, found);
                    if arrived.count >= LARGEST_BATCH && arrived.is_enough_for(&index) {
                        index = std::mem::take(&mut arrived).into_index(&index);
                        listening = listening && report(Event::Index(index.clone()));
                    }
                }
                Err(problem) => {
                    if let Some(problem) = told.one(problem) {
                        listening = listening && report(Event::Problem(problem));
                    }
                }
            }
            listening && !cancelled()
        });
        arrived.close();
        progress.read += batch.len();
        if arrived.is_enough_for(&index) {
            index = std::mem::take(&mut arrived).into_index(&index);
            listening = listening && report(Event::Index(index.clone()));
        }
        listening = listening && report(Event::Progress(progress));
    }
    if arrived.count > 0 {
        index = arrived.into_index(&index);
        listening = listening && report(Event::Index(index));
    }
    for problem in told.rest() {
        listening = listening && report(Event::Problem(problem));
    }
    progress.done = true;
    report(Event::Progress(progress));
}

/// Matches all articles with another list and reports an index twice: at once, with the open article matched and the others
/// as the old list knows them; and when all were read and matched. What could not be read, and how far it has come, is
/// reported as by [`read_aside`]; a run that is cancelled has no second index.
pub fn match_again_aside(
    paths: &[PathBuf],
    door: &Door,
    matcher: &Matcher,
    (known, open): (&Index, Option<&Article>),
    cancel: &AtomicBool,
    mut report: impl FnMut(Event) -> bool,
) {
    let mut first = known.relisted(matcher.gazetteer());
    let found = open.and_then(|article| Some((article, guarded(|| matcher.find(article)).ok()?)));
    if let Some(pair) = found {
        first = first.with_segment(Arc::new(Segment::new([pair])));
    }
    let mut listening = report(Event::Index(first));
    let mut whole = new_index(door, matcher);
    read_aside(paths, door, matcher, cancel, |event| {
        listening = listening
            && match event {
                Event::Index(index) => {
                    whole = index;
                    true
                }
                Event::Progress(progress) => {
                    let is_whole = progress.done && progress.read == progress.found;
                    (!is_whole || report(Event::Index(whole.clone()))) && report(event)
                }
                Event::Problem(_) => report(event),
            };
        listening
    });
}
