//! Writing a file whole, or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::files::{ReadError, read_file, reason};
use crate::text::sanitize::sanitize_line;

/// More links than this, one to the next, lead nowhere; systems give up here too.
const MOST_LINKS: usize = 40;

/// Why a file was not written: what, where and what to do, in one line. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It holds other bytes than were expected, or is there although nothing was, or is gone.
    #[error("{} was changed by someone else meanwhile; nothing was written, read it again first", shown(.0))]
    Changed(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name a file", shown(.0))]
    Folder(PathBuf),
    /// It is a device, a pipe or a socket.
    #[error("{} is not a regular file; name another", shown(.0))]
    NotAFile(PathBuf),
    /// The file, or the folder that is to hold it, may not be written to.
    #[error("{} may not be written to ({why}); make it writable, or use a copy elsewhere", shown(.path))]
    ReadOnly {
        /// The file or the folder.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// The disk or the share of it is full.
    #[error("{} was not written: {why}; make room and try again", shown(.path))]
    NoSpace {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// Anything else that the system says.
    #[error("{} was not written: {why}", shown(.path))]
    Other {
        /// The file or the folder.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
}

impl WriteError {
    fn of(path: &Path, error: &io::Error) -> Self {
        let (path, why) = (path.to_path_buf(), reason(error));
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, why },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::NoSpace { path, why }
            }
            ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Other { path, why },
        }
    }
}

/// A path in a message: one line, without anything that a terminal obeys.
pub(super) fn shown(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}

/// Puts new bytes in the place of a file's, all at once: whoever reads the file, and whatever happens meanwhile, it
/// holds either the old bytes or the new ones.
///
/// With `expected` the file has to hold exactly these bytes just before it is replaced. Without, it must not be there, and is
/// made, with the folders above it. A link is followed: the file behind it is written and
/// the link stays. Permissions are kept, owner and group where the system lets us; a file marked as not writable is
/// left alone even where the folder would allow it. Other names of the file (hard links) keep the old bytes.
///
/// The new bytes stand in a hidden file beside the old one (`.NAME.*.tmp`) until they are safe on the disk.
///
/// # Errors
/// See [`WriteError`]. Then the file is as it was, and nothing is left beside it.
pub fn replace(path: &Path, expected: Option<&[u8]>, new: &[u8]) -> Result<(), WriteError> {
    let target = behind_links(path)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(WriteError::Folder(target)),
        Ok(old) if !old.is_file() => return Err(WriteError::NotAFile(target)),
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(WriteError::of(&target, &error)),
    };
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match &old {
        Some(_) if expected.is_none() => return Err(WriteError::Changed(target)),
        Some(old) => check_writable(&target, old)?,
        None if expected.is_some() => return Err(WriteError::Changed(target)),
        None => fs::create_dir_all(folder).map_err(|error| WriteError::of(folder, &error))?,
    }
    let written =
        beside(&target, folder, old.as_ref(), new).map_err(|(at, error)| WriteError::of(at, &error))?;
    // What is not persisted is taken away when it is dropped, here as on every way out above.
    if let Some(expected) = expected {
        check_unchanged(&target, expected)?;
        written.persist(&target).map_err(|failed| WriteError::of(&target, &failed.error))?;
    } else {
        make(written, &target)?;
    }
    // The name is in the folder; that it stays there after a power cut is asked for, and not every system answers.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// The path that a path leads to, its last part's links followed. What it leads to need not be there.
fn behind_links(path: &Path) -> Result<PathBuf, WriteError> {
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&target).is_ok_and(|found| found.is_symlink()) {
            return Ok(target);
        }
        let next = fs::read_link(&target).map_err(|error| WriteError::of(&target, &error))?;
        target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    Err(WriteError::Other { path: path.to_path_buf(), why: "a link that leads back to itself".to_owned() })
}

fn check_writable(target: &Path, old: &Metadata) -> Result<(), WriteError> {
    if old.permissions().readonly() {
        return Err(WriteError::ReadOnly { path: target.to_path_buf(), why: "read-only".to_owned() });
    }
    // Replacing needs leave of the folder only; this asks the file.
    let asked = OpenOptions::new().write(true).open(target);
    asked.map(drop).map_err(|error| WriteError::of(target, &error))
}

/// The new bytes, safe on the disk, in a file beside the target that goes when it is dropped. An error comes with what
/// it is about.
fn beside<'p>(
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
        // As any new file: what the process's mask leaves of this.
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

/// Gives a file the owner and the group that another has, as far as the system lets us.
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

/// Gives a new file its name, unless somebody has made one of that name meanwhile.
fn make(written: NamedTempFile, target: &Path) -> Result<(), WriteError> {
    let changed = || WriteError::Changed(target.to_path_buf());
    let Err(failed) = written.persist_noclobber(target) else { return Ok(()) };
    if failed.error.kind() == ErrorKind::AlreadyExists || fs::symlink_metadata(target).is_ok() {
        return Err(changed());
    }
    // Not every file system can do both at once.
    failed.file.persist(target).map(drop).map_err(|failed| WriteError::of(target, &failed.error))
}

fn check_unchanged(target: &Path, expected: &[u8]) -> Result<(), WriteError> {
    let changed = || WriteError::Changed(target.to_path_buf());
    match read_file(target) {
        Ok(found) if found == expected => Ok(()),
        Err(ReadError::Io(error)) if error.kind() != ErrorKind::NotFound => {
            Err(WriteError::of(target, &error))
        }
        _ => Err(changed()),
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
