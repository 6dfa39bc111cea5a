//! The files below a folder.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::store::files::{is_missing, reason};

/// Calls `visit` with every regular file below a folder that `wanted` takes, in no promised order, `odd` with every path that is neither
/// file nor folder, and `problem` with every path that could not be looked at. `visit` returns whether to go on.
///
/// Hidden files and folders are passed over, links are followed (a loop is a problem, not an endless walk), and ignore
/// files have no say: a folder of articles is all articles.
pub fn walk(
    folder: &Path,
    wanted: impl Fn(&Path) -> bool,
    mut visit: impl FnMut(PathBuf) -> bool,
    mut odd: impl FnMut(PathBuf),
    mut problem: impl FnMut(PathBuf, String),
) {
    let walker = WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(true).build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let is_file = kind.is_some_and(|kind| kind.is_file());
                if kind.is_some_and(|kind| !kind.is_file() && !kind.is_dir()) && wanted(entry.path()) {
                    odd(entry.into_path());
                } else if is_file && wanted(entry.path()) && !visit(entry.into_path()) {
                    return;
                }
            }
            Err(error) => {
                let path = path_of(&error).unwrap_or(folder).to_path_buf();
                problem(path, words(&error));
            }
        }
    }
}

/// The names of regular files in a folder itself, at most so many, in no promised order; none where it cannot be listed.
pub fn names_in(folder: &Path, most: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.take(most).filter_map(Result::ok).filter(|entry| entry.path().is_file());
    files.map(|entry| PathBuf::from(entry.file_name())).collect()
}

/// Whether something stands behind a path, and is no folder that can be listed now.
pub fn is_barred(path: &Path) -> bool {
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

/// The system's own error: the walker wraps it in one that says the path once more.
fn innermost(error: &io::Error) -> &io::Error {
    let mut found = error;
    let mut cause = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    while let Some(next) = cause {
        found = next.downcast_ref::<io::Error>().unwrap_or(found);
        cause = next.source();
    }
    found
}

fn words(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => words(err),
        ignore::Error::Loop { .. } => "a link that leads back to a folder around it".to_owned(),
        ignore::Error::Io(error) => reason(innermost(error)),
        other => other.to_string(),
    }
}
