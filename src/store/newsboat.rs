//! Newsboat's store (`cache.db`), read while newsboat may be writing it.
//!
//! Nothing is ever written, neither to the file nor beside it. Newsboat keeps a rollback journal, so a connection that only reads takes a
//! lock for as long as a question takes, and waits a moment where newsboat is in the middle of a change. Three things would make
//! SQLite write all the same, or give up: a journal left behind by a crash, which a reader has to play back first; a write-ahead log (a user may
//! have switched it on), for which it makes a file of shared memory; a folder that nothing can be made in. There a copy is read: the
//! file and what lies beside it, in a folder for temporary files, where SQLite may do as it likes. If newsboat writes at that very moment, the copy
//! may be of two minds, and at worst SQLite calls it malformed.
//!
//! The file may be anybody's: only plain tables are asked, their columns are asked for by name, and what a row holds is
//! taken as bytes of whatever type.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row as Found};

use crate::store::files::{PathKind, kind_of, reason};
use crate::text::decode::decode;
use crate::text::sanitize::sanitize_line;
use crate::text::unique_names::UniqueNames;

/// How long a question waits for newsboat to finish a change.
const PATIENCE: Duration = Duration::from_secs(2);
/// The largest body that is read, in bytes.
pub const LARGEST_CONTENT: u64 = 64 << 20;
/// The most items of one store.
pub const MOST_ITEMS: usize = 1_000_000;
/// The largest of all other values, in bytes; more is cut.
const LARGEST_VALUE: usize = 64 * 1024;
/// Where the header of a database says that it has a write-ahead log (SQLite file format, 1.3.3), and the value that says so.
const LOG_MARK: (usize, u8) = (19, 2);

/// Tables that a store has, and columns without which it is none.
const TABLES: &[(&str, &[&str])] =
    &[("rss_item", &["id", "guid", "title", "content"]), ("rss_feed", &["rssurl", "title"])];
/// Columns of an item that stores of some age lack, and what stands in their place.
const OPTIONAL: &[(&str, &str)] = &[
    ("author", "''"),
    ("url", "''"),
    ("feedurl", "''"),
    ("pubDate", "0"),
    ("deleted", "0"),
    ("content_mime_type", "''"),
];

/// An item in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name in the store: one safe line, unlike that of any other item, the same as long as newsboat keeps the item. It is the
    /// item's guid, by which newsboat itself knows it over all feeds; where two have one guid, the later has `~2` behind it.
    pub name: String,
    /// Its number in the store, the same as long as newsboat keeps the item.
    pub rowid: i64,
}

/// The values of an item, as newsboat keeps them: decoded, not yet made safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Where it can be found.
    pub url: String,
    /// The title of its feed, or the feed's address where it has none.
    pub feed: String,
    /// When it was published, in seconds since 1970; 0 where nobody knows.
    pub published: i64,
    /// Its body.
    pub content: String,
    /// The media type of the body; empty where newsboat did not keep it (before 2.22).
    pub content_type: String,
    /// How many stretches of bytes had no reading.
    pub undecoded: u32,
}

/// An open store.
#[derive(Debug)]
pub struct Newsboat {
    connection: Connection,
    /// What stands for each column of an item in a question.
    columns: HashMap<&'static str, &'static str>,
    /// Where the copy lies that is read, if it is one; gone with this.
    _copy: Option<tempfile::TempDir>,
}

/// The items of a store, as newsboat shows them: the newest first, without those that were deleted.
///
/// # Errors
/// As [`Newsboat::open`] and [`Newsboat::list`].
pub fn list(path: &Path) -> Result<Vec<Row>, String> {
    Newsboat::open(path)?.list()
}

/// One item of a store.
///
/// # Errors
/// As [`Newsboat::open`] and [`Newsboat::read`].
pub fn read(path: &Path, rowid: i64) -> Result<Item, String> {
    Newsboat::open(path)?.read(rowid)
}

impl Newsboat {
    /// Opens a store for reading.
    ///
    /// # Errors
    /// A line for the reader: it is no file, no database, not newsboat's, damaged, or newsboat does not let go of it.
    pub fn open(path: &Path) -> Result<Self, String> {
        if kind_of(path).map_err(|error| error.to_string())? != PathKind::File {
            return Err("not a regular file".to_owned());
        }
        if needs_files_beside(path) {
            return Self::open_copy(path);
        }
        match Self::connect(path, false) {
            Err(error) if asks_to_write(&error) => Self::open_copy(path),
            other => other.map_err(|error| words(&error)),
        }
    }

    /// Opens a copy, with what a crash left beside the store: SQLite plays it back there.
    fn open_copy(path: &Path) -> Result<Self, String> {
        let told = |error: std::io::Error| {
            format!("needs a copy to be read, which cannot be made: {}", reason(&error))
        };
        let folder = tempfile::tempdir().map_err(told)?;
        let copy = folder.path().join("cache.db");
        for ending in ["", "-journal", "-wal"] {
            let from = beside(path, ending);
            match kind_of(&from) {
                Ok(PathKind::File) => fs::copy(&from, beside(&copy, ending)).map(drop).map_err(told)?,
                _ if ending.is_empty() => return Err("not a regular file".to_owned()),
                _ => {}
            }
        }
        let store = Self::connect(&copy, true).map_err(|error| words(&error))?;
        Ok(Self { _copy: Some(folder), ..store })
    }

    fn connect(path: &Path, is_copy: bool) -> Result<Self, Refusal> {
        let way = if is_copy { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let flags = way | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(address(path, is_copy), flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        let mut columns = HashMap::new();
        for (table, needed) in TABLES {
            let there = columns_of(&connection, table)?;
            if there.is_empty() {
                return Err(Refusal::Foreign(format!("there is no table {table} in it")));
            }
            let has = |column: &str| there.iter().any(|one| one.eq_ignore_ascii_case(column));
            if let Some(missing) = needed.iter().find(|column| !has(column)) {
                return Err(Refusal::Foreign(format!("its table {table} has no column {missing}")));
            }
            if *table == "rss_item" {
                columns = OPTIONAL
                    .iter()
                    .map(|(name, instead)| (*name, if has(name) { *name } else { *instead }))
                    .collect();
            }
        }
        Ok(Self { connection, columns, _copy: None })
    }

    /// The items, the newest first, without those that were deleted.
    ///
    /// # Errors
    /// A line for the reader: the store is damaged, newsboat does not let go of it, or it has more than [`MOST_ITEMS`] items.
    pub fn list(&self) -> Result<Vec<Row>, String> {
        self.listed().map(in_order).map_err(|error| words(&error))
    }

    fn listed(&self) -> Result<Vec<Listed>, Refusal> {
        let question =
            format!("SELECT id, guid, {}, {} FROM rss_item", self.column("pubDate"), self.column("deleted"));
        let mut statement = self.connection.prepare(&question)?;
        let mut found = statement.query([])?;
        let mut items = Vec::new();
        while let Some(row) = found.next()? {
            if items.len() >= MOST_ITEMS {
                return Err(Refusal::TooMuch(format!("more than {MOST_ITEMS} items are in it")));
            }
            let (rowid, published, is_deleted) = (number(row, 0)?, number(row, 2)?, number(row, 3)? != 0);
            items.push(Listed { rowid, guid: value(row, 1)?, published, is_deleted });
        }
        Ok(items)
    }

    /// The row of the item with a link, of several the newest; none where there is none.
    pub fn with_link(&self, link: &str) -> Option<i64> {
        let (url, deleted) = (self.column("url"), self.column("deleted"));
        let question = format!("SELECT max(id) FROM rss_item WHERE {url} = ?1 AND {deleted} = 0");
        self.connection.query_row(&question, [link], |row| row.get(0)).ok()
    }

    /// One item.
    ///
    /// # Errors
    /// A line for the reader: newsboat has removed it, its body is larger than [`LARGEST_CONTENT`], or as for [`Newsboat::list`].
    pub fn read(&self, rowid: i64) -> Result<Item, String> {
        self.item(rowid).map_err(|error| words(&error))
    }

    fn item(&self, rowid: i64) -> Result<Item, Refusal> {
        let mut question = format!(
            "SELECT title, octet_length(content), CASE WHEN octet_length(content) <= {LARGEST_CONTENT} THEN content END"
        );
        for column in ["author", "url", "feedurl", "pubDate", "content_mime_type"] {
            let _ = write!(question, ", {}", self.column(column));
        }
        question.push_str(" FROM rss_item WHERE id = ?1");
        let mut statement = self.connection.prepare_cached(&question)?;
        let mut found = statement.query([rowid])?;
        let Some(row) = found.next()? else {
            return Err(Refusal::Gone);
        };
        if number(row, 1)?.unsigned_abs() > LARGEST_CONTENT {
            return Err(Refusal::TooMuch(format!("the item is larger than {} MiB", LARGEST_CONTENT >> 20)));
        }
        let content = decode(bytes(row, 2)?, None);
        let feed_address = value(row, 5)?;
        Ok(Item {
            title: value(row, 0)?,
            author: value(row, 3)?,
            url: value(row, 4)?,
            feed: self.feed_title(&feed_address)?.unwrap_or(feed_address),
            published: number(row, 6)?,
            content_type: value(row, 7)?,
            content: content.text,
            undecoded: content.undecoded,
        })
    }

    fn feed_title(&self, address: &str) -> Result<Option<String>, Refusal> {
        let mut statement =
            self.connection.prepare_cached("SELECT title FROM rss_feed WHERE rssurl = ?1 LIMIT 1")?;
        let mut found = statement.query([address])?;
        let title = found.next()?.map(|row| value(row, 0)).transpose()?;
        Ok(title.filter(|title| !title.trim().is_empty()))
    }

    fn column(&self, name: &str) -> &'static str {
        self.columns.get(name).copied().unwrap_or("''")
    }
}

/// An item before it has its name.
struct Listed {
    rowid: i64,
    guid: String,
    published: i64,
    is_deleted: bool,
}

/// The items as they are shown. They are named in the order in which newsboat took them in, deleted ones too, so that a name stays when others
/// come and go.
fn in_order(mut items: Vec<Listed>) -> Vec<Row> {
    items.sort_by_key(|item| item.rowid);
    let mut names = UniqueNames::default();
    let mut rows = Vec::new();
    for item in items {
        let is_known = !item.guid.trim().is_empty();
        let name =
            if is_known { names.assign(&item.guid) } else { names.assign(&format!("item {}", item.rowid)) };
        if !item.is_deleted {
            rows.push((item.published, Row { name, rowid: item.rowid }));
        }
    }
    rows.sort_by(|(date, row), (other_date, other)| other_date.cmp(date).then(other.rowid.cmp(&row.rowid)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Why a store gave nothing.
#[derive(Debug)]
enum Refusal {
    Sqlite(rusqlite::Error),
    Foreign(String),
    TooMuch(String),
    Gone,
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Foreign(why) => format!("a database, but not newsboat's: {why}"),
        Refusal::TooMuch(why) => why.clone(),
        Refusal::Gone => "newsboat has removed the item".to_owned(),
        Refusal::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                format!("newsboat is writing to it; waited {} s, try again", PATIENCE.as_secs())
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                format!("the store is damaged ({}); sqlite3 FILE .recover may save it", said(error))
            }
            Some(ErrorCode::NotADatabase) => "not a database, or an encrypted one".to_owned(),
            _ => format!("the store cannot be read: {}", said(error)),
        },
    }
}

/// What SQLite says may quote the file.
fn said(error: &rusqlite::Error) -> String {
    sanitize_line(&error.to_string()).chars().take(120).collect()
}

/// Whether an error means that SQLite would have to write something first.
fn asks_to_write(refusal: &Refusal) -> bool {
    let Refusal::Sqlite(error) = refusal else { return false };
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// Whether reading would make a file beside the store: it has a write-ahead log, and no shared memory for it is there. Where it is, newsboat
/// has the store open, or left it in a crash, and it can be read without making anything.
fn needs_files_beside(path: &Path) -> bool {
    let mut head = [0_u8; LOG_MARK.0 + 1];
    let is_read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok();
    let has_log = is_read && head.last() == Some(&LOG_MARK.1);
    let is_there = |ending: &str| fs::metadata(beside(path, ending)).is_ok();
    has_log && !(is_there("-shm") && is_there("-wal"))
}

/// A file that SQLite keeps beside a store.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The URI of a file, every byte escaped that is not plainly part of a path.
fn address(path: &Path, is_copy: bool) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                address.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => address.push('/'),
            b':' if cfg!(windows) => address.push(':'),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address.push_str(if is_copy { "?mode=rw" } else { "?mode=ro" });
    address
}

/// The columns of a plain table; none where it is no table, or one that runs code when it is asked.
fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>, Refusal> {
    let plain =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND sql LIKE 'CREATE TABLE%'";
    let count: i64 = connection.query_row(plain, [table], |row| row.get(0))?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let mut found = statement.query([table])?;
    let mut columns = Vec::new();
    while let Some(row) = found.next()? {
        columns.push(value(row, 0)?);
    }
    Ok(columns)
}

/// A value as its bytes, whatever its type; numbers as their digits would be are not asked for here.
fn bytes<'a>(row: &'a Found<'_>, at: usize) -> Result<&'a [u8], Refusal> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => b"",
    })
}

fn value(row: &Found<'_>, at: usize) -> Result<String, Refusal> {
    if let ValueRef::Integer(number) = row.get_ref(at)? {
        return Ok(number.to_string());
    }
    let bytes = bytes(row, at)?;
    Ok(decode(bytes.get(..LARGEST_VALUE).unwrap_or(bytes), None).text)
}

/// A number, also one that is written as text; 0 where it is none.
fn number(row: &Found<'_>, at: usize) -> Result<i64, Refusal> {
    Ok(match row.get_ref(at)? {
        ValueRef::Integer(number) => number,
        ValueRef::Real(number) => number as i64,
        _ => value(row, at)?.trim().parse().unwrap_or(0),
    })
}

#[cfg(test)]
#[path = "newsboat_tests.rs"]
mod tests;
