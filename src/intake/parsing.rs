//! From bytes of a known format to an article, within limits of time and size.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::article::html::Extent;
use crate::article::{self, Article, ArticleKey, Draft, Format, mail, pdf};
use crate::text::declared_encoding::declared_encoding;
use crate::text::decode::decode;

/// How long one article may take to be parsed; more costs that article alone. Pages of many megabytes take a second.
const LONGEST: Duration = Duration::from_secs(10);
/// The stack of a thread that parses, in bytes: parsers of other people recurse as deep as a page is nested.
const STACK: usize = 64 << 20;

/// Parses an article.
///
/// # Errors
/// One line that says why it cannot be.
pub(super) fn parse_bytes(
    key: &ArticleKey,
    bytes: Vec<u8>,
    format: Format,
    extent: Extent,
) -> Result<Article, String> {
    let key = key.clone();
    match format {
        Format::Plain | Format::Markdown => guarded(|| {
            let decoded = decode(&bytes, None);
            drop(bytes);
            if u32::try_from(decoded.text.len()).is_err() {
                return Err("longer than 4 GiB of UTF-8; split it".to_owned());
            }
            Ok(article::parse(key, format, decoded.text, decoded.undecoded))
        })?,
        Format::Html => within(LONGEST, move || {
            let label = declared_encoding(&bytes);
            let decoded = decode(&bytes, label.as_deref());
            drop(bytes);
            article::parse_page(key, &decoded.text, extent, decoded.undecoded)
        }),
        Format::Mail => within(LONGEST, move || Ok(article::parse_draft(key, mail::read(&bytes)?)))?,
        Format::Pdf => Err(pdf::ADVICE.to_owned()),
        other => Err(format!("no article, but: {}", other.info().description)),
    }
}

/// The article of a draft.
///
/// # Errors
/// One line that says why it cannot be made.
pub(super) fn parse_draft(key: &ArticleKey, draft: Draft) -> Result<Article, String> {
    let key = key.clone();
    within(LONGEST, move || article::parse_draft(key, draft))
}

/// Runs work of other people's making, or on bytes of any shape, on a thread of its own, for as long as one article may take.
///
/// # Errors
/// One line that says that it took too long, or failed.
pub(super) fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    within(LONGEST, work)
}

/// Runs work beside the thread that asks for it. Work that takes longer is left to itself, and its thread with it: there is no way to end it.
fn within<T: Send + 'static>(
    longest: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let (done, outcome) = channel();
    let run = Box::new(move || {
        // Nobody listens any more once the time is over.
        let _ = done.send(guarded(work));
    });
    let worker = match WORKER.take() {
        Some(worker) => worker,
        None => Worker::new()?,
    };
    if worker.work.send(run).is_err() {
        return Err(FAILED.to_owned());
    }
    match outcome.recv_timeout(longest) {
        Ok(outcome) => {
            WORKER.set(Some(worker));
            outcome
        }
        Err(RecvTimeoutError::Timeout) => {
            Err(format!("took over {} seconds to read and was given up", longest.as_secs()))
        }
        Err(RecvTimeoutError::Disconnected) => Err(FAILED.to_owned()),
    }
}

thread_local! {
    /// The thread that parses for this one. One for each article would take longer to begin than most articles to parse; and a thread that
    /// ends while its handle is let go can bring down the process (glibc before 2.36, bug 19951).
    static WORKER: Cell<Option<Worker>> = const { Cell::new(None) };
}

/// A thread that waits for work; it ends when nobody can send it any.
struct Worker {
    work: Sender<Box<dyn FnOnce() + Send>>,
}

impl Worker {
    fn new() -> Result<Self, String> {
        let (work, waiting) = channel::<Box<dyn FnOnce() + Send>>();
        thread::Builder::new()
            .name("parsing".to_owned())
            .stack_size(STACK)
            .spawn(move || waiting.into_iter().for_each(|work| work()))
            .map_err(|error| format!("no thread to read it with: {error}"))?;
        Ok(Self { work })
    }
}

const FAILED: &str = "whoswho failed on this text; please report it with the file";

/// Runs work of ours on an article; where it panics, the article is the problem, and the rest goes on.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| FAILED.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_parses_for_another_and_each_has_its_own() {
        let number = || thread::current().id();
        let first = within(LONGEST, number).unwrap();
        assert_eq!(within(LONGEST, number), Ok(first));
        assert_ne!(thread::spawn(move || within(LONGEST, number)).join().unwrap(), Ok(first));
        // Work that asks for work is not held up by itself.
        assert_ne!(within(LONGEST, move || within(LONGEST, number)).unwrap(), Ok(first));
    }

    #[test]
    fn a_panic_and_work_without_an_end_are_problems_of_one_article() {
        assert!(guarded(|| panic!("broken")).is_err());
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(within(LONGEST, || 1), Ok(1));
        assert!(within(LONGEST, || panic!("broken")).is_err());
        let (keep, wait) = channel::<()>();
        let given_up = within(Duration::from_millis(10), move || wait.recv().is_err());
        assert_eq!(given_up, Err("took over 0 seconds to read and was given up".to_owned()));
        // What was given up does not hold up what comes next.
        assert_eq!(within(LONGEST, || 2), Ok(2));
        drop(keep);
    }
}
