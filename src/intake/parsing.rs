//! Parses bytes of a known format into an article, within limits of size and, except for plain text and Markdown, of
//! time.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::article::html::Extent;
use crate::article::{self, Article, ArticleKey, Draft, Format, mail, pdf};
use crate::text::declared_encoding::declared_encoding;
use crate::text::decode::decode;

/// Time limit for parsing one article, feed or book. Only what exceeds it is lost. Pages of many megabytes take a
/// second.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// Stack size of a parsing thread, in bytes: third-party parsers recurse as deep as a page is nested.
const STACK_SIZE: usize = 64 << 20;

/// Parses an article.
///
/// # Errors
/// One line that says why it cannot be parsed.
pub(super) fn parse_bytes(
    key: &ArticleKey,
    bytes: Vec<u8>,
    format: Format,
    extent: Extent,
) -> Result<Article, String> {
    let key = key.clone();
    match format {
        Format::Plain | Format::Markdown => catch_panic(|| {
            let decoded = decode(&bytes, None);
            drop(bytes);
            if u32::try_from(decoded.text.len()).is_err() {
                return Err("longer than 4 GiB of UTF-8; split it".to_owned());
            }
            Ok(article::parse(key, format, decoded.text, decoded.undecoded))
        })?,
        Format::Html => with_timeout(TIME_LIMIT, move || {
            let label = declared_encoding(&bytes);
            let decoded = decode(&bytes, label.as_deref());
            drop(bytes);
            article::parse_page(key, &decoded.text, extent, decoded.undecoded)
        }),
        Format::Mail => with_timeout(TIME_LIMIT, move || Ok(article::parse_draft(key, mail::read(&bytes)?)))?,
        Format::Pdf => Err(pdf::ADVICE.to_owned()),
        other => Err(format!("not an article: {}", other.info().description)),
    }
}

/// Turns a draft into an article.
///
/// # Errors
/// One line that says why the draft cannot be parsed.
pub(super) fn parse_draft(key: &ArticleKey, draft: Draft) -> Result<Article, String> {
    let key = key.clone();
    with_timeout(TIME_LIMIT, move || article::parse_draft(key, draft))
}

/// Runs third-party code, or work on untrusted bytes, on its own thread within the time limit for one article.
///
/// # Errors
/// One line that says that it took too long, or failed.
pub(super) fn with_time_limit<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    with_timeout(TIME_LIMIT, work)
}

/// Runs work on the worker thread of the calling thread. Work that times out cannot be stopped: it keeps running, and
/// the calling thread gets a new worker for its next job.
fn with_timeout<T: Send + 'static>(
    timeout: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let (done, outcome) = channel();
    let job = Box::new(move || {
        // After a timeout nobody receives this.
        let _ = done.send(catch_panic(work));
    });
    let worker = match WORKER.take() {
        Some(worker) => worker,
        None => Worker::new()?,
    };
    if worker.jobs.send(job).is_err() {
        return Err(FAILED.to_owned());
    }
    match outcome.recv_timeout(timeout) {
        Ok(outcome) => {
            WORKER.set(Some(worker));
            outcome
        }
        Err(RecvTimeoutError::Timeout) => {
            Err(format!("took over {} seconds to read; gave up", timeout.as_secs()))
        }
        Err(RecvTimeoutError::Disconnected) => Err(FAILED.to_owned()),
    }
}

thread_local! {
    /// The thread that parses for this thread. Starting a thread per article would take longer than parsing most
    /// articles; and a thread that ends while its handle is dropped can crash the process (glibc before 2.36, bug
    /// 19951).
    static WORKER: Cell<Option<Worker>> = const { Cell::new(None) };
}

/// A thread that waits for jobs; it ends when its sender is dropped.
struct Worker {
    jobs: Sender<Box<dyn FnOnce() + Send>>,
}

impl Worker {
    fn new() -> Result<Self, String> {
        let (jobs, queue) = channel::<Box<dyn FnOnce() + Send>>();
        thread::Builder::new()
            .name("parsing".to_owned())
            .stack_size(STACK_SIZE)
            .spawn(move || queue.into_iter().for_each(|job| job()))
            .map_err(|error| format!("cannot start a thread to read it: {error}"))?;
        Ok(Self { jobs })
    }
}

const FAILED: &str = "whoswho failed on this text; please report it with the file";

/// Runs our own code on an article, turning a panic into an error about that article.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| FAILED.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thread_reuses_its_own_worker() {
        let thread_id = || thread::current().id();
        let first = with_timeout(TIME_LIMIT, thread_id).unwrap();
        assert_eq!(with_timeout(TIME_LIMIT, thread_id), Ok(first));
        assert_ne!(thread::spawn(move || with_timeout(TIME_LIMIT, thread_id)).join().unwrap(), Ok(first));
        // Nested work does not deadlock.
        assert_ne!(with_timeout(TIME_LIMIT, move || with_timeout(TIME_LIMIT, thread_id)).unwrap(), Ok(first));
    }

    #[test]
    fn a_panic_or_endless_work_fails_one_article_only() {
        assert!(catch_panic(|| panic!("broken")).is_err());
        assert_eq!(catch_panic(|| 1), Ok(1));
        assert_eq!(with_timeout(TIME_LIMIT, || 1), Ok(1));
        assert!(with_timeout(TIME_LIMIT, || panic!("broken")).is_err());
        let (keep, wait) = channel::<()>();
        let abandoned = with_timeout(Duration::from_millis(10), move || wait.recv().is_err());
        assert_eq!(abandoned, Err("took over 0 seconds to read; gave up".to_owned()));
        // Abandoned work does not delay what comes next.
        assert_eq!(with_timeout(TIME_LIMIT, || 2), Ok(2));
        drop(keep);
    }
}
