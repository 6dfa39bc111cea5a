//! Writes a file whole, or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::{Builder, NamedTempFile};

use super::files::{ReadError, read_file, reason};
use crate::text::sanitize::sanitize_line;

/// Maximum number of links that are followed from one to the next, as on Linux.
const MAX_LINKS: usize = 40;

/// Why a file was not written: what, where and what to do, in one line. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It does not contain the expected bytes, exists unexpectedly, or is gone.
    #[error("{} was changed by someone else in the meantime; nothing was written, reload it first", display_path(.0))]
    Changed(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name a file", display_path(.0))]
    Folder(PathBuf),
    /// It is a device, a pipe or a socket.
    #[error("{} is not a regular file; name another", display_path(.0))]
    NotAFile(PathBuf),
    /// The file, or the folder it belongs in, cannot be written to.
    #[error("{} cannot be written to ({why}); make it writable, or use a copy elsewhere", display_path(.path))]
    ReadOnly {
        /// The file or the folder.
        path: PathBuf,
        /// The operating system's reason.
        why: String,
    },
    /// The disk or the user's quota is full.
    #[error("{} was not written: {why}; make room and try again", display_path(.path))]
    NoSpace {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        why: String,
    },
    /// It would be larger than the user's limit or the file system allows.
    #[error("{} was not written: {why}; raise the limit, or write it elsewhere", display_path(.path))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        why: String,
    },
    /// Any other error of the operating system.
    #[error("{} was not written: {why}", display_path(.path))]
    Other {
        /// The file or the folder.
        path: PathBuf,
        /// The operating system's reason.
        why: String,
    },
}

impl WriteError {
    fn from_io(path: &Path, error: &io::Error) -> Self {
        let (path, why) = (path.to_path_buf(), reason(error));
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, why },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::NoSpace { path, why },
            ErrorKind::FileTooLarge => Self::TooLarge { path, why },
            ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Other { path, why },
        }
    }
}

/// Returns a path for a message: one line, without terminal control characters.
pub(super) fn display_path(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}

/// Replaces the contents of a file atomically: at any moment it contains either the old bytes or the new ones.
///
/// If `expected` is given, the file must contain exactly these bytes just before it is replaced. If not, it must not
/// exist, and is created with its parent folders. A link is followed: its target is written and the link stays.
/// Permissions are kept, and owner and group where the operating system allows it. A file marked read-only is not
/// replaced, even if the permissions of the folder would allow that. Other names of the file (hard links) keep the
/// old bytes.
///
/// Until the new bytes are safe on disk they are in a hidden file beside the old one (`.NAME.*.tmp`).
///
/// # Errors
/// See [`WriteError`]. The file is then unchanged, and nothing is left beside it.
pub fn replace(path: &Path, expected: Option<&[u8]>, new: &[u8]) -> Result<(), WriteError> {
    let started = Instant::now();
    let outcome = replace_file(path, expected, new);
    let took = started.elapsed();
    match &outcome {
        Ok(()) => tracing::info!(?path, bytes = new.len(), ?took, "written"),
        Err(error) => tracing::warn!(?path, reason = %error, ?took, "not written"),
    }
    outcome
}

fn replace_file(path: &Path, expected: Option<&[u8]>, new: &[u8]) -> Result<(), WriteError> {
    let target = follow_links(path)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(WriteError::Folder(target)),
        Ok(old) if !old.is_file() => return Err(WriteError::NotAFile(target)),
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(WriteError::from_io(&target, &error)),
    };
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match &old {
        Some(_) if expected.is_none() => return Err(WriteError::Changed(target)),
        Some(old) => check_writable(&target, old)?,
        None if expected.is_some() => return Err(WriteError::Changed(target)),
        None => fs::create_dir_all(folder).map_err(|error| WriteError::from_io(folder, &error))?,
    }
    let written = write_temporary(&target, folder, old.as_ref(), new)
        .map_err(|(at, error)| WriteError::from_io(at, &error))?;
    // The temporary file is removed when dropped, on every early return.
    if let Some(expected) = expected {
        check_unchanged(&target, expected)?;
        written.persist(&target).map_err(|failed| WriteError::from_io(&target, &failed.error))?;
    } else {
        create_new(written, &target)?;
    }
    // Makes the new name in the folder survive a power cut, where the file system supports it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Follows links in the last component of a path. The target need not exist.
fn follow_links(path: &Path) -> Result<PathBuf, WriteError> {
    let mut target = path.to_path_buf();
    for _ in 0..=MAX_LINKS {
        if !fs::symlink_metadata(&target).is_ok_and(|found| found.is_symlink()) {
            return Ok(target);
        }
        let next = fs::read_link(&target).map_err(|error| WriteError::from_io(&target, &error))?;
        target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    let why = "too many links, or one that leads back to itself";
    Err(WriteError::Other { path: path.to_path_buf(), why: why.to_owned() })
}

fn check_writable(target: &Path, old: &Metadata) -> Result<(), WriteError> {
    if old.permissions().readonly() {
        return Err(WriteError::ReadOnly { path: target.to_path_buf(), why: "read-only".to_owned() });
    }
    // Replacing needs permission for the folder only; this checks the file.
    let opened = OpenOptions::new().write(true).open(target);
    opened.map(drop).map_err(|error| WriteError::from_io(target, &error))
}

/// Writes the new bytes to disk, in a temporary file beside the target. The temporary file is removed when dropped. An
/// error comes with the path it is about.
fn write_temporary<'p>(
    target: &'p Path,
    folder: &'p Path,
    old: Option<&Metadata>,
    new: &[u8],
) -> Result<NamedTempFile, (&'p Path, io::Error)> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    if old.is_none() {
        // The default mode of a new file, before the umask is applied.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| (folder, error))?;
    file.write_all(new).map_err(|error| (target, error))?;
    if let Some(old) = old {
        keep_owner(file.as_file(), old);
        file.as_file().set_permissions(old.permissions()).map_err(|error| (target, error))?;
    }
    file.as_file().sync_all().map_err(|error| (target, error))?;
    Ok(file)
}

/// Gives a file the owner and group of another, where the operating system allows it.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(new) = file.metadata() else { return };
    if new.gid() != old.gid() {
        let _ = fchown(file, None, Some(old.gid()));
    }
    if new.uid() != old.uid() {
        let _ = fchown(file, Some(old.uid()), None);
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Gives a new file its name, unless a file of that name has appeared in the meantime.
fn create_new(written: NamedTempFile, target: &Path) -> Result<(), WriteError> {
    let changed = || WriteError::Changed(target.to_path_buf());
    let Err(failed) = written.persist_noclobber(target) else { return Ok(()) };
    if failed.error.kind() == ErrorKind::AlreadyExists || fs::symlink_metadata(target).is_ok() {
        return Err(changed());
    }
    // Not every file system can rename without replacing.
    failed.file.persist(target).map(drop).map_err(|failed| WriteError::from_io(target, &failed.error))
}

fn check_unchanged(target: &Path, expected: &[u8]) -> Result<(), WriteError> {
    let changed = || WriteError::Changed(target.to_path_buf());
    match read_file(target) {
        Ok(found) if found == expected => Ok(()),
        Err(ReadError::Io(error)) if error.kind() != ErrorKind::NotFound => {
            Err(WriteError::from_io(target, &error))
        }
        _ => Err(changed()),
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
