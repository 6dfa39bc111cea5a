//! The file itself: opening it, telling what is wrong with it, setting a damaged one aside.
//!
//! The journal is a rollback journal that is emptied after each transaction (`TRUNCATE`), not a write-ahead log. The log
//! needs memory shared by all who have the file open, which a home on a network does not give, and a file beside the database to read
//! even one that may only be read. What the log is better at, many readers beside a writer that is always busy, does not
//! come up here: a transaction is a few rows, some seconds apart. With `synchronous = FULL` what was once kept outlives a power cut too.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::schema::{self, Kind};
use crate::store::files::{PathKind, is_missing, kind_of, reason};
use crate::store::write::shown;

/// The file's name in the state folder.
pub const FILE: &str = "memory.sqlite";
/// How long a call waits for another program to let go of the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most damaged files that are kept aside.
const MOST_ASIDE: u32 = 99;
/// What SQLite puts beside a database, by the ends of the names.
const BESIDE: &[&str] = &["-journal", "-wal", "-shm"];

/// What to do where there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Make it, with the folders above it.
    Make,
    /// Leave it so.
    Find,
}

/// Why a file was not opened.
#[derive(Debug)]
pub enum Refused {
    /// It is not there, or empty.
    Missing,
    /// It is no database, not a whole one, or not ours; holds what SQLite says.
    Damaged(String),
    /// A newer version of the product made it.
    Newer,
    /// Anything else, in words.
    Unusable(String),
}

impl Refused {
    fn of(error: &rusqlite::Error) -> Self {
        match Trouble::of(error) {
            Trouble::Damaged(why) => Self::Damaged(why),
            trouble => Self::Unusable(trouble.reason()),
        }
    }

    /// One line on the file in a folder; none where nothing is wrong.
    pub fn words(&self, folder: &Path) -> Option<String> {
        let path = shown(&folder.join(FILE));
        Some(match self {
            Self::Missing => return None,
            Self::Damaged(why) => format!("{path} is damaged ({why}); nothing is remembered"),
            Self::Newer => {
                format!("{path} is of a newer whoswho; it is left alone, and nothing is remembered")
            }
            Self::Unusable(why) => format!("{path} cannot be used ({why}); nothing is remembered"),
        })
    }
}

/// Why a transaction came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file is damaged; holds what SQLite says.
    Damaged(String),
    /// The file was moved or removed while it was open.
    Moved,
    /// Another program has it, or the disk is full or out of order: it may go well later.
    Passing(String),
    /// It will not go well; holds what SQLite says.
    Lasting(String),
}

impl Trouble {
    /// What an error means.
    pub fn of(error: &rusqlite::Error) -> Self {
        let (code, said) = match error {
            rusqlite::Error::SqliteFailure(code, said) => (code, said.clone()),
            rusqlite::Error::SqlInputError { error, msg, .. } => (error, Some(msg.clone())),
            other => return Self::Lasting(one_line(&other.to_string())),
        };
        let said = one_line(&said.unwrap_or_else(|| code.to_string()));
        match code.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(said),
            ErrorCode::ReadOnly if code.extended_code == ffi::SQLITE_READONLY_DBMOVED => Self::Moved,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                Self::Passing("another program has it".to_owned())
            }
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => Self::Passing(said),
            _ => Self::Lasting(said),
        }
    }

    /// The reason in a few words.
    pub fn reason(self) -> String {
        match self {
            Self::Damaged(why) | Self::Passing(why) | Self::Lasting(why) => why,
            Self::Moved => "it was moved away".to_owned(),
        }
    }
}

/// What SQLite says may quote the file.
fn one_line(said: &str) -> String {
    let safe = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    said.chars().take(120).map(safe).collect()
}

/// An open file of the present version.
#[derive(Debug)]
pub struct Database {
    /// The connection; no lock is held between transactions.
    pub connection: Connection,
    path: PathBuf,
    is_read_only: bool,
    latest: i64,
}

impl Database {
    /// Whether nothing can be kept in it.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Looks at every page of the file: damage may lie where opening does not look.
    fn is_sound(&self) -> Result<(), Refused> {
        let said = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        match said {
            Ok(said) if said == "ok" => Ok(()),
            Ok(said) => Err(Refused::Damaged(one_line(&said))),
            Err(error) => Err(Refused::of(&error)),
        }
    }

    /// What to say of a file that nothing can be kept in.
    pub fn read_only_words(&self) -> String {
        format!("{} may not be written to; nothing new is remembered", shown(&self.path))
    }

    /// What to say of a transaction that came to nothing.
    pub fn words(&self, trouble: Trouble) -> String {
        format!("{} was not written ({})", shown(&self.path), trouble.reason())
    }

    /// Now, in microseconds since 1970; each call gives a later time, whatever the clock does.
    pub fn now(&mut self) -> i64 {
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let clock = i64::try_from(since.as_micros()).unwrap_or(0);
        self.latest = clock.max(self.latest.saturating_add(1));
        self.latest
    }
}

/// Opens the file in a state folder and brings it to the present version.
pub fn open(folder: &Path, intent: Intent) -> Result<Database, Refused> {
    let path = folder.join(FILE);
    match kind_of(&path) {
        Ok(PathKind::File) => {}
        Ok(_) => return Err(Refused::Unusable("not a regular file".to_owned())),
        Err(_) if intent == Intent::Find => return Err(Refused::Missing),
        Err(_) => make(folder, &path).map_err(|error| Refused::Unusable(reason(&error)))?,
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(|error| Refused::of(&error))?;
    let mut database = Database { connection, path, is_read_only: false, latest: 0 };
    settle(&mut database, folder, intent)?;
    Ok(database)
}

/// Makes an empty file, which SQLite takes as a database with nothing in it, and the folders above it. What was searched for is
/// nobody else's business, so both are the owner's alone.
fn make(folder: &Path, path: &Path) -> io::Result<()> {
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

fn settle(database: &mut Database, folder: &Path, intent: Intent) -> Result<(), Refused> {
    let of = |error: rusqlite::Error| Refused::of(&error);
    let connection = &mut database.connection;
    connection.busy_timeout(PATIENCE).map_err(of)?;
    // An edited file must not make statements of its own run.
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(setting, value).map_err(of)?;
    }
    connection.pragma_update(None, "cell_size_check", true).map_err(of)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(of)?;
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(of)?;
    let is_read_only = connection.is_readonly(rusqlite::MAIN_DB).map_err(of)?;
    if !is_read_only {
        // Where it cannot be changed, as while others have the file open, the mode there is does too.
        let _ = connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()));
    }
    let mut kind = schema::kind(connection).map_err(of)?;
    let newest = schema::STEPS.len();
    let is_behind = kind == Kind::New || matches!(kind, Kind::Ours(version) if version < newest);
    if is_behind {
        if is_read_only || (kind == Kind::New && intent == Intent::Find) {
            return Err(Refused::Missing);
        }
        schema::advance(connection, folder, schema::STEPS).map_err(of)?;
        kind = schema::kind(connection).map_err(of)?;
    }
    match kind {
        Kind::Ours(version) if version > newest => return Err(Refused::Newer),
        Kind::Ours(_) => {}
        Kind::New | Kind::Foreign => {
            return Err(Refused::Damaged("it is another program's database".to_owned()));
        }
    }
    // A table or a column that is missing is an error in the statement to SQLite.
    schema::check(connection).map_err(|error| match Trouble::of(&error) {
        Trouble::Lasting(why) => Refused::Damaged(why),
        _ => of(error),
    })?;
    database.is_read_only = is_read_only;
    Ok(())
}

/// Sets the damaged file in a folder aside and begins a new one; a line that says so. Where another reader has done so just
/// now, its new file is taken.
pub fn open_setting_aside(folder: &Path) -> (Option<Database>, Option<String>) {
    // Without the lock a second reader could set aside the new file of the first. Where folders cannot be locked, it is tried so.
    let lock = File::open(folder);
    let _locked = lock.as_ref().is_ok_and(|folder| folder.lock().is_ok());
    let opened = open(folder, Intent::Make).and_then(|database| database.is_sound().map(|()| database));
    let why = match opened {
        Ok(database) => return (Some(database), None),
        Err(Refused::Damaged(why)) => why,
        Err(refused) => return (None, refused.words(folder)),
    };
    let path = folder.join(FILE);
    let file = shown(&path);
    match set_aside(&path) {
        Ok(aside) => {
            let words = format!(
                "{file} is damaged ({why}); it was set aside as {}, and remembering begins anew",
                shown(Path::new(aside.file_name().unwrap_or_default()))
            );
            match open(folder, Intent::Make) {
                Ok(database) => (Some(database), Some(words)),
                Err(refused) => (None, refused.words(folder).or(Some(words))),
            }
        }
        Err(error) => {
            let reason = reason(&error);
            let words = format!(
                "{file} is damaged ({why}) and could not be set aside ({reason}); nothing is remembered"
            );
            (None, Some(words))
        }
    }
}

/// Renames a database and what SQLite put beside it, to the first free name.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    // What lies beside a linked database lies beside the file that the link leads to.
    let path = path.canonicalize()?;
    let with = |path: &Path, end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let free = (1..=MOST_ASIDE).map(|number| with(&path, &format!(".damaged-{number}")));
    let aside = free
        .into_iter()
        .find(|aside| is_missing(aside))
        .ok_or_else(|| io::Error::other("too many damaged files are there already"))?;
    // The database goes first: a journal that is left alone beside no database, or an empty one, is void.
    fs::rename(&path, &aside)?;
    for end in BESIDE {
        match fs::rename(with(&path, end), with(&aside, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}
