//! Archives: the files in them, and their contents.

use std::sync::Arc;

use whoswho::store::files::ReadError;
use whoswho::store::{Archive, Source};

use super::check;

/// Maximum unpacked size of a file, in bytes.
const MAX_SIZE: u64 = 256 * 1024;
/// How many files of an archive are read.
const MAX_FILES: usize = 12;
/// Bytes requested from the beginning of a file.
const HEAD_SIZE: usize = 100;

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
    for entry in archive.entries().iter().take(MAX_FILES) {
        let head = archive.head(entry, HEAD_SIZE);
        let read = archive.read(entry, MAX_SIZE);
        let extracted = archive.extract(entry, MAX_SIZE).and_then(|source| source.all(MAX_SIZE));
        if let (Ok(head), Ok(read)) = (&head, &read) {
            assert!(read.len() as u64 <= MAX_SIZE && head.len() <= HEAD_SIZE);
            assert!(read.starts_with(head), "a file does not begin with its head");
        }
        if let (Ok(read), Ok(extracted)) = (&read, &extracted) {
            assert!(read == extracted, "a file differs in memory and on disk");
        }
        for error in [head.err(), read.err(), extracted.err()].into_iter().flatten() {
            check_error(&error);
        }
    }
}

pub fn check_error(error: &ReadError) {
    let words = error.to_string();
    assert!(!words.is_empty() && !words.contains(char::is_control), "{words:?} is not a message");
    assert!(!matches!(error, ReadError::NoRoom(_)), "{words}");
}
