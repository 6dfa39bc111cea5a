//! Opens the database, detects damage, and sets a damaged file aside.
//!
//! The journal is a rollback journal that is truncated after each transaction (`TRUNCATE`), not a write-ahead
//! log. A write-ahead log needs memory shared by all processes that have the file open, which a home folder on
//! a network does not provide, and an extra file even to read a read-only database. Its strength, many readers
//! alongside a busy writer, does not matter here: a transaction is a few rows, every few seconds. With
//! `synchronous = FULL`, saved data also survives a power cut.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::schema::{self, Kind};
use crate::store::files::{PathKind, is_missing, kind_of, reason};
use crate::store::write::display_path;

/// Name of the file in the state folder.
pub const FILE: &str = "memory.sqlite";
/// How long a call waits for another program to release the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// Maximum number of damaged files that are kept.
const MAX_ASIDE: u32 = 99;
/// Suffixes of the files that SQLite puts beside a database.
const COMPANION_SUFFIXES: &[&str] = &["-journal", "-wal", "-shm"];

/// What to do if there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// Create it, with its parent folders.
    Create,
    /// Do not create it.
    Existing,
}

/// Why a file was not opened.
#[derive(Debug)]
pub enum OpenError {
    /// It does not exist, is empty, or cannot be accessed. Only with [`OpenMode::Existing`].
    Missing,
    /// It is not a database, incomplete, or not ours. Contains the reason.
    Damaged(String),
    /// It was written by a newer version of the program.
    Newer,
    /// Anything else. Contains the reason.
    Unusable(String),
}

impl OpenError {
    fn from_sqlite(error: &rusqlite::Error) -> Self {
        match Failure::classify(error) {
            Failure::Damaged(why) => Self::Damaged(why),
            failure => Self::Unusable(failure.reason()),
        }
    }

    /// Returns one line about the file in a folder. None if it is missing.
    pub fn message(&self, folder: &Path) -> Option<String> {
        let path = display_path(&folder.join(FILE));
        Some(match self {
            Self::Missing => return None,
            Self::Damaged(why) => format!("{path} is damaged ({why}); nothing is remembered"),
            Self::Newer => {
                format!("{path} was written by a newer whoswho; it is left alone, and nothing is remembered")
            }
            Self::Unusable(why) => format!("{path} cannot be used ({why}); nothing is remembered"),
        })
    }
}

/// Why a transaction failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The file is damaged. Contains SQLite's message.
    Damaged(String),
    /// The file was moved or deleted while it was open.
    Moved,
    /// Another program has the file locked, or the disk is full or failing. Trying again later may work.
    Temporary(String),
    /// Trying again later will not work either. Contains SQLite's message.
    Permanent(String),
}

impl Failure {
    /// Classifies an error.
    pub fn classify(error: &rusqlite::Error) -> Self {
        let (code, text) = match error {
            rusqlite::Error::SqliteFailure(code, text) => (code, text.clone()),
            rusqlite::Error::SqlInputError { error, msg, .. } => (error, Some(msg.clone())),
            other => return Self::Permanent(clipped(&other.to_string())),
        };
        let text = clipped(&text.unwrap_or_else(|| code.to_string()));
        match code.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(text),
            ErrorCode::ReadOnly if code.extended_code == ffi::SQLITE_READONLY_DBMOVED => Self::Moved,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                Self::Temporary("another program has it locked".to_owned())
            }
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => Self::Temporary(text),
            _ => Self::Permanent(text),
        }
    }

    /// Returns the reason in a few words.
    pub fn reason(self) -> String {
        match self {
            Self::Damaged(why) | Self::Temporary(why) | Self::Permanent(why) => why,
            Self::Moved => "it was moved".to_owned(),
        }
    }
}

/// Returns SQLite's message, clipped and without control characters, since it may quote the file.
fn clipped(text: &str) -> String {
    let safe = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().take(120).map(safe).collect()
}

/// An open database of the current version.
#[derive(Debug)]
pub struct Database {
    /// The connection. It has no lock between transactions.
    pub connection: Connection,
    path: PathBuf,
    is_read_only: bool,
    latest: i64,
}

impl Database {
    /// True if the file could be opened only for reading.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Checks every page of the file: damage may be where opening does not look.
    fn check_pages(&self) -> Result<(), OpenError> {
        let text = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        match text {
            Ok(text) if text == "ok" => Ok(()),
            Ok(text) => Err(OpenError::Damaged(clipped(&text))),
            Err(error) => Err(OpenError::from_sqlite(&error)),
        }
    }

    /// Returns the message for a read-only file.
    pub fn read_only_message(&self) -> String {
        format!("{} cannot be written to; nothing new is remembered", display_path(&self.path))
    }

    /// Returns the message for a failed transaction.
    pub fn message(&self, failure: Failure) -> String {
        format!("{} was not written ({})", display_path(&self.path), failure.reason())
    }

    /// Returns the current time in microseconds since 1970. Each call returns a later time, whatever the clock does.
    pub fn now(&mut self) -> i64 {
        let elapsed = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let clock = i64::try_from(elapsed.as_micros()).unwrap_or(0);
        self.latest = clock.max(self.latest.saturating_add(1));
        self.latest
    }
}

/// Opens the file in a state folder and migrates it to the current version.
pub fn open(folder: &Path, mode: OpenMode) -> Result<Database, OpenError> {
    let path = folder.join(FILE);
    match kind_of(&path) {
        Ok(PathKind::File) => {}
        Ok(_) => return Err(OpenError::Unusable("not a regular file".to_owned())),
        Err(_) if mode == OpenMode::Existing => return Err(OpenError::Missing),
        Err(_) => create(folder, &path).map_err(|error| OpenError::Unusable(reason(&error)))?,
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(&path, flags).map_err(|error| OpenError::from_sqlite(&error))?;
    let mut database = Database { connection, path, is_read_only: false, latest: 0 };
    prepare(&mut database, folder, mode)?;
    Ok(database)
}

/// Creates an empty file, which SQLite treats as an empty database, and its parent folders. On Unix, they are
/// private to their owner, since searches are recorded.
fn create(folder: &Path, path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.recursive(true).create(folder)?;
    match options.write(true).create_new(true).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn prepare(database: &mut Database, folder: &Path, mode: OpenMode) -> Result<(), OpenError> {
    let open_error = |error: rusqlite::Error| OpenError::from_sqlite(&error);
    let connection = &mut database.connection;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(open_error)?;
    // An edited file must not run statements of its own.
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(setting, value).map_err(open_error)?;
    }
    connection.pragma_update(None, "cell_size_check", true).map_err(open_error)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(open_error)?;
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(open_error)?;
    let is_read_only = connection.is_readonly(rusqlite::MAIN_DB).map_err(open_error)?;
    if !is_read_only {
        // If the mode cannot be changed, for example while others have the file open, the current one works too.
        let _ = connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()));
    }
    let mut kind = schema::kind(connection).map_err(open_error)?;
    let newest = schema::MIGRATIONS.len();
    let is_outdated = kind == Kind::New || matches!(kind, Kind::Ours(version) if version < newest);
    if is_outdated {
        if kind == Kind::New && mode == OpenMode::Existing {
            return Err(OpenError::Missing);
        }
        if is_read_only {
            return Err(OpenError::Unusable("it is read-only, and not of the current version".to_owned()));
        }
        schema::migrate(connection, folder, schema::MIGRATIONS).map_err(open_error)?;
        kind = schema::kind(connection).map_err(open_error)?;
    }
    match kind {
        Kind::Ours(version) if version > newest => return Err(OpenError::Newer),
        Kind::Ours(_) => {}
        Kind::New | Kind::Foreign => {
            return Err(OpenError::Damaged("it is another program's database".to_owned()));
        }
    }
    // SQLite reports a missing table or column as an error in the statement.
    schema::check(connection).map_err(|error| match Failure::classify(&error) {
        Failure::Permanent(why) => OpenError::Damaged(why),
        _ => open_error(error),
    })?;
    database.is_read_only = is_read_only;
    Ok(())
}

/// Sets the damaged file in a folder aside, starts a new one, and returns a message about it. If another reader
/// has just done this, opens its new file.
pub fn open_or_replace(folder: &Path) -> (Option<Database>, Option<String>) {
    // Without the lock, a second reader could set aside the new file of the first. Where folders cannot be
    // locked, this goes ahead anyway.
    let lock = File::open(folder);
    let _locked = lock.as_ref().is_ok_and(|folder| folder.lock().is_ok());
    let opened =
        open(folder, OpenMode::Create).and_then(|database| database.check_pages().map(|()| database));
    let why = match opened {
        Ok(database) => return (Some(database), None),
        Err(OpenError::Damaged(why)) => why,
        Err(error) => return (None, error.message(folder)),
    };
    let path = folder.join(FILE);
    let file = display_path(&path);
    match set_aside(&path) {
        Ok(aside) => {
            let message = format!(
                "{file} is damaged ({why}); it was set aside as {}, and a new file was started",
                display_path(Path::new(aside.file_name().unwrap_or_default()))
            );
            match open(folder, OpenMode::Create) {
                Ok(database) => (Some(database), Some(message)),
                Err(error) => (None, error.message(folder).or(Some(message))),
            }
        }
        Err(error) => {
            let reason = reason(&error);
            let message = format!(
                "{file} is damaged ({why}) and could not be set aside ({reason}); nothing is remembered"
            );
            (None, Some(message))
        }
    }
}

/// Renames a database and its companion files to the first free name.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    // The companion files of a linked database are beside the link's target.
    let path = path.canonicalize()?;
    let with_suffix = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let candidates = (1..=MAX_ASIDE).map(|number| with_suffix(&path, &format!(".damaged-{number}")));
    let aside = candidates
        .into_iter()
        .find(|aside| is_missing(aside))
        .ok_or_else(|| io::Error::other("there are too many damaged files already"))?;
    // The database is renamed first: SQLite ignores a journal beside a missing or empty database.
    fs::rename(&path, &aside)?;
    for suffix in COMPANION_SUFFIXES {
        match fs::rename(with_suffix(&path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: nothing was remembered, and no message said so.
    #[test]
    fn a_read_only_file_of_an_older_version_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let mut older = Connection::open(&path).unwrap();
        schema::migrate(&mut older, folder.path(), &schema::MIGRATIONS[..1]).unwrap();
        drop(older);
        let connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let mut database = Database { connection, path, is_read_only: false, latest: 0 };
        let error = prepare(&mut database, folder.path(), OpenMode::Create).unwrap_err();
        let message = error.message(folder.path()).unwrap();
        let expected = "memory.sqlite cannot be used (it is read-only, and not of the current version); nothing is remembered";
        assert!(message.ends_with(expected), "{message}");
    }
}
