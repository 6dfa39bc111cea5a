//! Walks the files below a folder.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::store::files::{is_missing, reason};

/// Walks the paths below a folder, in no particular order. Calls `visit` with every regular file that passes `filter`,
/// `irregular` with every path that passes it but is neither a file nor a folder, and `problem` with every path that
/// could not be read. Stops when `visit` returns false.
///
/// Hidden files and folders are skipped, and links are followed; a link that leads to a loop is reported as a problem.
/// Ignore files do not apply, since the user named the folder to have all of it read.
pub fn walk(
    folder: &Path,
    filter: impl Fn(&Path) -> bool,
    mut visit: impl FnMut(PathBuf) -> bool,
    mut irregular: impl FnMut(PathBuf),
    mut problem: impl FnMut(PathBuf, String),
) {
    let walker = WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(true).build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let is_file = kind.is_some_and(|kind| kind.is_file());
                if kind.is_some_and(|kind| !kind.is_file() && !kind.is_dir()) && filter(entry.path()) {
                    irregular(entry.into_path());
                } else if is_file && filter(entry.path()) && !visit(entry.into_path()) {
                    return;
                }
            }
            Err(error) => {
                let path = path_of(&error).unwrap_or(folder).to_path_buf();
                problem(path, message(&error));
            }
        }
    }
}

/// Returns the names of regular files directly in a folder, looking at no more than `max_entries` of its
/// entries, in no particular order. Empty if it cannot be listed.
pub fn names_in(folder: &Path, max_entries: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.take(max_entries).filter_map(Result::ok).filter(|entry| entry.path().is_file());
    files.map(|entry| PathBuf::from(entry.file_name())).collect()
}

/// True unless a path [is missing](is_missing) or is a folder that can be listed right now.
pub fn is_unlistable(path: &Path) -> bool {
    !is_missing(path) && std::fs::read_dir(path).is_err()
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// Returns the operating system's own error: the walker wraps it in one that repeats the path.
fn innermost(error: &io::Error) -> &io::Error {
    let mut found = error;
    let mut cause = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    while let Some(next) = cause {
        found = next.downcast_ref::<io::Error>().unwrap_or(found);
        cause = next.source();
    }
    found
}

fn message(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => message(err),
        ignore::Error::Loop { .. } => "a link that leads back to a parent folder".to_owned(),
        ignore::Error::Io(error) => reason(innermost(error)),
        other => other.to_string(),
    }
}
