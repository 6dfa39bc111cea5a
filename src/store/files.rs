//! Reading a file whole, safely.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The largest file that is read whole, in bytes, where nothing else is said.
pub const LARGEST: u64 = 2 << 30;

/// Why a file gave no bytes, in words for the person who named it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system's own reason.
    #[error("{}", reason(.0))]
    Io(#[from] io::Error),
    /// It is a folder, a device, a pipe or a socket.
    #[error("not a regular file")]
    NotAFile,
    /// It holds more than so many bytes.
    #[error("larger than {} MiB; split it, or allow more (whoswho --help names the limits)", .0 >> 20)]
    TooLarge(u64),
    /// It is packed, and holds more than so many bytes.
    #[error("unpacks to more than {} MiB; unpack it first, or allow more with --max-unpacked", .0 >> 20)]
    UnpacksTooLarge(u64),
    /// It is packed, and holds so many bytes or more, far more than what people write packs to.
    #[error("unpacks to more than {} MiB, over 200 times its size; unpack it first", .0 >> 20)]
    Bomb(u64),
    /// It is packed, and what is in it needs room that there is not: the system's reason.
    #[error("cannot be unpacked into the folder for temporary files: {0}; make room or set TMPDIR")]
    NoRoom(String),
    /// It became shorter while it was read.
    #[error("became shorter while it was read; open it again")]
    Changed,
    /// It is not what it seems to be: one line that says how.
    #[error("broken: {0}")]
    Broken(String),
    /// It is larger than so many bytes, which is more than a file of its sort ever is.
    #[error("larger than {} KiB", .0 >> 10)]
    LargerThan(u64),
}

/// The system's reason without its error number.
pub fn reason(error: &io::Error) -> String {
    let whole = error.to_string();
    let short = whole.split(" (os error").next().unwrap_or(&whole);
    let mut letters = short.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// What stands behind a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A device, a pipe or a socket.
    Other,
}

/// What stands behind a path, without opening it.
///
/// # Errors
/// The system's reason: nothing is there, or it may not be looked at.
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

/// Whether nothing is behind a path: no file, no folder, no link.
pub fn is_missing(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Whether a path is a link, wherever that leads.
pub fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink())
}

/// Tells whether a file is as it was: its length in bytes, and when it was written, where the system says.
pub type Stamp = (u64, Option<SystemTime>);

/// The stamp of a file; none where it cannot be looked at.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()))
}

/// How many bytes a regular file holds; none where it cannot be looked at.
pub fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|meta| meta.len())
}

/// The bytes of a regular file.
///
/// # Errors
/// What is wrong with it. A pipe or a device is refused before it is opened, since opening one can block or act.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_to_limit(open_file(path)?)
}

/// As [`read_file`], of a file that has no reason to be larger than so many bytes.
///
/// # Errors
/// As [`read_file`], and [`ReadError::LargerThan`].
pub fn read_small_file(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    open_file(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(ReadError::LargerThan(most)) } else { Ok(bytes) }
}

pub(super) fn open_file(path: &Path) -> Result<File, ReadError> {
    if kind_of(path)? != PathKind::File {
        return Err(ReadError::NotAFile);
    }
    Ok(File::open(path)?)
}

/// All of standard input.
///
/// # Errors
/// The system's reason, or that there is too much of it.
pub fn read_standard_input() -> Result<Vec<u8>, ReadError> {
    read_to_limit(io::stdin().lock())
}

fn read_to_limit(source: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(ReadError::TooLarge(LARGEST)) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path()), Err(ReadError::NotAFile)));
        let missing = read_file(&folder.path().join("none")).unwrap_err();
        assert_eq!(missing.to_string(), "no such file or directory");
    }

    #[test]
    fn a_path_is_a_folder_a_file_or_something_else() {
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
    fn a_file_is_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "text").unwrap();
        assert_eq!(read_file(&path).unwrap(), b"text");
        assert_eq!(read_small_file(&path, 4).unwrap(), b"text");
        assert!(matches!(read_small_file(&path, 3), Err(ReadError::LargerThan(3))));
    }
}
