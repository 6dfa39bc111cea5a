//! The log of what the program does, for bug reports.
//!
//! All code emits events with the macros of `tracing`. Until [`start`] is called, an event costs the comparison of two
//! integers and its fields are not evaluated.
//!
//! A log is sent to strangers, so it contains paths, counts and durations, and nothing from inside a file: no text or
//! title of an article, no name from the list, no search and no comment. Events name articles by
//! [`ArticleKey::for_log`](crate::article::ArticleKey::for_log), and quote only the [`gist`] of a message that may
//! contain anything else.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;

use super::files::{PathKind, kind_of};

/// The log file. Not set while there is no log.
static LOG: OnceLock<Log> = OnceLock::new();

/// Prefix of the targets of our own events. Events of other crates might quote what is read, so they are dropped.
const OWN_TARGETS: &str = "whoswho";
/// A part of the first line of every log: the start of its event's target.
const SIGNATURE: &[u8] = b" whoswho::";
/// Maximum number of bytes of an existing file searched for the signature.
const MAX_FIRST_LINE: u64 = 256;

#[derive(Debug)]
struct Log {
    /// The path as given, made absolute; its links are not resolved.
    given: PathBuf,
    /// The path with all links resolved.
    real: PathBuf,
}

/// Starts logging to a file, and installs a hook that logs panics. On Unix, a new file is readable by its owner only.
/// An existing log is appended to. Each event is one write, so nothing is lost in a crash, and several programs can
/// share a file. Call once.
///
/// # Errors
/// If the file cannot be opened, is not a regular file, or is not empty and does not begin like a log.
pub fn start(path: &Path) -> io::Result<()> {
    // A pipe is rejected before it is opened, since opening one can block.
    if matches!(kind_of(path), Ok(PathKind::Other)) {
        return Err(io::Error::other("not a regular file"));
    }
    let mut file = open(path)?;
    if !is_empty_or_log(&mut file)? {
        return Err(io::Error::other("it exists and is not a log; name another file, or remove it"));
    }
    let log = Log { given: std::path::absolute(path)?, real: path.canonicalize()? };
    LOG.set(log).map_err(|_| io::Error::other("there is a log already"))?;
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_thread_names(true)
        // Internal errors would be printed over the reader's screen.
        .log_internal_errors(false)
        .with_writer(Arc::new(file))
        .finish()
        .with(Targets::new().with_target(OWN_TARGETS, LevelFilter::TRACE));
    tracing::subscriber::set_global_default(subscriber).map_err(io::Error::other)?;
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        log_panic(panic);
        previous(panic);
    }));
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// True if a file is empty or a log. Protects an article or list given to `--log` by mistake.
fn is_empty_or_log(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(MAX_FIRST_LINE).read_to_end(&mut head)?;
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(head.is_empty() || first_line.windows(SIGNATURE.len()).any(|part| part == SIGNATURE))
}

/// True if a path is the log file, which grows with everything that is read and is never an article. A link to it with
/// another name is not recognised.
pub fn is_log(path: &Path) -> bool {
    LOG.get().is_some_and(|log| {
        // Names are compared first, since resolving links takes a system call for each component.
        let names = [&log.given, &log.real].map(|path| path.file_name());
        names.contains(&path.file_name()) && path.canonicalize().is_ok_and(|real| real == log.real)
    })
}

/// Logs a panic. For hooks that do not call the one installed by [`start`].
pub fn log_panic(panic: &PanicHookInfo<'_>) {
    // A message with arguments may quote the text being processed; a message without arguments cannot.
    let reason = panic.payload().downcast_ref::<&'static str>();
    let location = panic.location().map(tracing::field::display);
    tracing::error!(location, reason, "panicked");
}

/// Returns what a message says before its details. Messages put what they quote in backticks, quotation marks or
/// parentheses, or after a colon, a semicolon or a line break.
pub fn gist(message: &str) -> &str {
    let end = message.find(['`', '"', '“', '(', ':', ';', '\n']).unwrap_or(message.len());
    message.get(..end).unwrap_or_default().trim_end()
}

/// Returns a path up to its first `#`: what follows may name an article in a file by its title.
pub fn without_item(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_quotes_nothing() {
        for (message, expected) in [
            ("permission denied", "permission denied"),
            ("no text found; keys: Marker", "no text found"),
            ("broken JSON: invalid type: string \"Marker\"", "broken JSON"),
            ("the list has no entity `Marker`; did you mean `Marked`?", "the list has no entity"),
            ("the store is damaged (Marker)", "the store is damaged"),
            (
                "none of the feed's 3 entries has a title or text",
                "none of the feed's 3 entries has a title or text",
            ),
            ("`Marker`", ""),
        ] {
            assert_eq!(gist(message), expected);
        }
    }

    #[test]
    fn only_an_empty_file_or_a_log_is_appended_to() {
        let is_accepted = |content: &str| {
            let mut file = tempfile::tempfile().unwrap();
            std::io::Write::write_all(&mut file, content.as_bytes()).unwrap();
            is_empty_or_log(&mut file).unwrap()
        };
        assert!(is_accepted(""));
        assert!(is_accepted(
            "2026-03-01T10:00:00.000001Z  INFO main whoswho::cli::log: whoswho version=\"0.1.0\"\n"
        ));
        assert!(!is_accepted("A report\n\n2026-03-01T10:00:00.000001Z  INFO main whoswho::cli: quoted\n"));
        assert!(!is_accepted("[[entity]]\nname = \"Kyiv\"\n"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_opened() {
        assert_eq!(start(Path::new("/dev/null")).unwrap_err().to_string(), "not a regular file");
    }
}
