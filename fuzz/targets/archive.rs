//! Archives: which files are in them, and what these hold.

use std::sync::Arc;

use whoswho::store::files::ReadError;
use whoswho::store::{Archive, Source};

use super::check;

/// The most bytes that come out of one file.
const MOST: u64 = 256 * 1024;
/// So many files of an archive are read.
const READ: usize = 12;
/// The first bytes of a file that are asked for.
const HEAD: usize = 100;

pub fn run(data: &[u8]) {
    let source = Source::from_bytes(Arc::from(data));
    for archive in [Archive::zip(&source, u64::MAX), Archive::tar(&source)] {
        match archive {
            Ok(archive) => check_archive(&archive, data.len()),
            Err(error) => check_error(&error),
        }
    }
}

fn check_archive(archive: &Archive, bytes: usize) {
    check::bounded("names", archive.entries().iter().map(|entry| entry.name.len()).sum(), bytes);
    for entry in archive.entries().iter().take(READ) {
        let head = archive.head(entry, HEAD);
        let read = archive.read(entry, MOST);
        let extracted = archive.extract(entry, MOST).and_then(|source| source.all(MOST));
        if let (Ok(head), Ok(read)) = (&head, &read) {
            assert!(read.len() as u64 <= MOST && head.len() <= HEAD);
            assert!(read.starts_with(head), "a file begins otherwise than its head");
        }
        if let (Ok(read), Ok(extracted)) = (&read, &extracted) {
            assert!(read == extracted, "a file is not the same in memory and beside it");
        }
        for error in [head.err(), read.err(), extracted.err()].into_iter().flatten() {
            check_error(&error);
        }
    }
}

pub fn check_error(error: &ReadError) {
    let words = error.to_string();
    assert!(!words.is_empty() && !words.contains(char::is_control), "{words:?} is no message");
    assert!(!matches!(error, ReadError::NoRoom(_)), "{words}");
}
