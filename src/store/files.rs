//! Reads a whole file, safely.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// Maximum size of standard input, and of a file that [`read_file`] reads, in bytes.
pub const MAX_FILE_SIZE: u64 = 2 << 30;

/// Why a file could not be read, worded for the user who named it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An error of the operating system.
    #[error("{}", reason(.0))]
    Io(#[from] io::Error),
    /// It is a folder, a device, a pipe or a socket.
    #[error("not a regular file")]
    NotAFile,
    /// It is larger than this many bytes.
    #[error("larger than {} MiB; split it, or allow more (whoswho --help names the limits)", .0 >> 20)]
    TooLarge(u64),
    /// It is larger than this many bytes, and no option allows more.
    #[error("larger than {} MiB; split it", .0 >> 20)]
    OverLimit(u64),
    /// It is standard input, and larger than this many bytes. No option allows more, but one does for a file.
    #[error("larger than {} MiB, too much for standard input; split it, or save it as a file", .0 >> 20)]
    StandardInputTooLarge(u64),
    /// It is compressed, and unpacks to more than this many bytes.
    #[error("unpacks to more than {} MiB; unpack it first, or allow more with --max-unpacked", .0 >> 20)]
    UnpacksTooLarge(u64),
    /// It is compressed, and unpacks to at least this many bytes, at a ratio that real text never reaches.
    #[error("unpacks to at least {} MiB, over 200 times its size; unpack it first", .0 >> 20)]
    Bomb(u64),
    /// It is compressed, and there is no room to unpack it. Contains the operating system's reason.
    #[error("cannot be unpacked into the temporary folder: {0}; make room or set TMPDIR")]
    NoRoom(String),
    /// It shrank while it was being read.
    #[error("shrank while it was being read; open it again")]
    Changed,
    /// It is damaged or not what it seems to be. Contains one line that says how.
    #[error("broken: {0}")]
    Broken(String),
    /// It is larger than this many bytes, which a file of its kind should never be.
    #[error("larger than {} KiB", .0 >> 10)]
    LargerThan(u64),
}

/// Returns the operating system's message without its error number. Its first letter is lower-case.
pub fn reason(error: &io::Error) -> String {
    let whole = error.to_string();
    let short = whole.split(" (os error").next().unwrap_or(&whole);
    let mut chars = short.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// What a path leads to, with links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A device, a pipe or a socket.
    Other,
}

/// Returns what a path leads to, without opening it.
///
/// # Errors
/// The operating system's reason: it does not exist, or access is denied.
pub fn kind_of(path: &Path) -> Result<PathKind, ReadError> {
    let meta = std::fs::metadata(path)?;
    Ok(if meta.is_dir() {
        PathKind::Folder
    } else if meta.is_file() {
        PathKind::File
    } else {
        PathKind::Other
    })
}

/// True if there is nothing at a path: no file, no folder, no link. False if that cannot be found out, and for a path
/// that treats a file as a folder.
pub fn is_missing(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// True if a path is a link, wherever it leads.
pub fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// A file's length in bytes and its modification time if known, to detect whether it has changed.
pub type Stamp = (u64, Option<SystemTime>);

/// Returns the stamp of a file. None if its metadata cannot be read.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()))
}

/// Returns the size of a regular file in bytes. None if it is not a regular file, or its metadata cannot be read.
pub fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|meta| meta.len())
}

/// Reads a regular file.
///
/// # Errors
/// If it cannot be read, is not a regular file, or is larger than [`MAX_FILE_SIZE`]. A pipe or a device is rejected
/// before it is opened, since opening one can block or have side effects.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_to_limit(open_file(path)?, MAX_FILE_SIZE)?.ok_or(ReadError::OverLimit(MAX_FILE_SIZE))
}

/// Like [`read_file`], for a file that has no reason to be larger than `max_size` bytes.
///
/// # Errors
/// The same as [`read_file`], but [`ReadError::LargerThan`] above `max_size` bytes.
pub fn read_small_file(path: &Path, max_size: u64) -> Result<Vec<u8>, ReadError> {
    read_to_limit(open_file(path)?, max_size)?.ok_or(ReadError::LargerThan(max_size))
}

pub(super) fn open_file(path: &Path) -> Result<File, ReadError> {
    if kind_of(path)? != PathKind::File {
        return Err(ReadError::NotAFile);
    }
    Ok(File::open(path)?)
}

/// Reads standard input to its end.
///
/// # Errors
/// The operating system's reason, or that it is too large.
pub fn read_standard_input() -> Result<Vec<u8>, ReadError> {
    read_to_limit(io::stdin().lock(), MAX_FILE_SIZE)?.ok_or(ReadError::StandardInputTooLarge(MAX_FILE_SIZE))
}

/// Reads everything. None if it is more than `max_size` bytes.
fn read_to_limit(source: impl Read, max_size: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(max_size.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max_size).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_what_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path()), Err(ReadError::NotAFile)));
        let missing = read_file(&folder.path().join("none")).unwrap_err();
        assert_eq!(missing.to_string(), "no such file or directory");
    }

    #[test]
    fn tells_folders_files_and_others_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert!(kind_of(&path).is_err());
        std::fs::write(&path, "text").unwrap();
        assert_eq!(kind_of(&path).unwrap(), PathKind::File);
        assert_eq!(kind_of(folder.path()).unwrap(), PathKind::Folder);
        #[cfg(unix)]
        assert_eq!(kind_of(Path::new("/dev/null")).unwrap(), PathKind::Other);
    }

    #[test]
    fn reads_a_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "text").unwrap();
        assert_eq!(read_file(&path).unwrap(), b"text");
        assert_eq!(read_small_file(&path, 4).unwrap(), b"text");
        assert!(matches!(read_small_file(&path, 3), Err(ReadError::LargerThan(3))));
    }

    /// Regression: the message proposed an option that does not apply.
    #[test]
    fn standard_input_that_is_too_large_can_be_saved_as_a_file() {
        assert_eq!(read_to_limit(&b"text"[..], 4).unwrap().unwrap(), b"text");
        assert_eq!(read_to_limit(&b"text"[..], 3).unwrap(), None);
        let message = ReadError::StandardInputTooLarge(MAX_FILE_SIZE).to_string();
        assert_eq!(
            message,
            "larger than 2048 MiB, too much for standard input; split it, or save it as a file"
        );
    }
}
