//! Newsboat's store (`cache.db`), read while newsboat may be writing it.
//!
//! Nothing is ever written, either to the file or beside it. Newsboat uses a rollback journal, so a read-only
//! connection holds a lock for the duration of a query, and waits a moment if newsboat is in the middle of a
//! change. In two cases SQLite would have to write first, or give up. A journal left behind by a crash has to be played
//! back. A store with a write-ahead log (a user may have enabled it) needs the log and a shared-memory file beside it,
//! and either may be missing or inaccessible. In these cases the file, with any journal and write-ahead log, is copied
//! to a temporary folder, where SQLite may write what it likes, and the copy is read. If newsboat writes at that
//! moment, the copy may be inconsistent, and at worst SQLite calls it malformed.
//!
//! The file may come from anyone: only plain tables are queried, columns are selected by name, and a value may have any
//! type.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row as SqlRow};

use crate::store::files::{PathKind, kind_of, reason};
use crate::text::decode::decode;
use crate::text::sanitize::sanitize_line;
use crate::text::unique_names::UniqueNames;

/// How long a query waits for newsboat to finish a change.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// Maximum size of a body, in bytes.
pub const MAX_CONTENT: u64 = 64 << 20;
/// Maximum number of items in a store.
pub const MAX_ITEMS: usize = 1_000_000;
/// Maximum size of any other value, in bytes; the rest is cut off.
const MAX_VALUE: usize = 64 * 1024;
/// Offset in a database's header of the byte that says whether it has a write-ahead log (SQLite file format,
/// 1.3.3), and its value if so.
const WAL_MARK: (usize, u8) = (19, 2);

/// Required tables, with their required columns.
const TABLES: &[(&str, &[&str])] =
    &[("rss_item", &["id", "guid", "title", "content"]), ("rss_feed", &["rssurl", "title"])];
/// Columns of an item that a store may lack (older ones lack the last two), and the SQL used instead.
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
    /// Its name: one safe line, unique in the store. It is the item's guid, by which newsboat itself identifies it
    /// across feeds, cut if it is long. If several items share a guid, the second has `~2` appended, the third `~3`,
    /// and so on. An item without a guid is named `item` and its row number. A name stays the same as long as newsboat
    /// keeps the item and the earlier ones with its guid.
    pub name: String,
    /// Its row number, unchanged as long as newsboat keeps the item.
    pub rowid: i64,
}

/// The values of an item, as newsboat stores them: decoded, not yet sanitised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
    /// Its link.
    pub url: String,
    /// Title of its feed, or the feed's address if it has none.
    pub feed: String,
    /// Publication time in seconds since 1970; 0 if unknown.
    pub published: i64,
    /// The body.
    pub content: String,
    /// Media type of the body; empty if newsboat did not store it (before 2.22).
    pub content_type: String,
    /// Number of byte sequences in the body that could not be decoded.
    pub undecoded: u32,
}

/// An open store.
#[derive(Debug)]
pub struct Newsboat {
    connection: Connection,
    /// The SQL for each column in [`OPTIONAL`].
    columns: HashMap<&'static str, &'static str>,
    /// Folder of the copy that is read, if any; deleted on drop.
    _copy: Option<tempfile::TempDir>,
}

/// Lists the items of a store, newest first, without deleted ones.
///
/// # Errors
/// The same as [`Newsboat::open`] and [`Newsboat::list`].
pub fn list(path: &Path) -> Result<Vec<Row>, String> {
    Newsboat::open(path)?.list()
}

/// Reads one item of a store.
///
/// # Errors
/// The same as [`Newsboat::open`] and [`Newsboat::read`].
pub fn read(path: &Path, rowid: i64) -> Result<Item, String> {
    Newsboat::open(path)?.read(rowid)
}

impl Newsboat {
    /// Opens a store for reading.
    ///
    /// # Errors
    /// A line for the user: it cannot be accessed or copied, is not a regular file, not a database, not newsboat's,
    /// damaged, or newsboat keeps it locked.
    pub fn open(path: &Path) -> Result<Self, String> {
        if kind_of(path).map_err(|error| error.to_string())? != PathKind::File {
            return Err("not a regular file".to_owned());
        }
        if would_create_files(path) {
            return Self::open_copy(path);
        }
        match Self::connect(path, false) {
            Err(error) if needs_to_write(&error) => Self::open_copy(path),
            other => other.map_err(|error| error_message(&error)),
        }
    }

    /// Copies the store, with any journal and write-ahead log beside it, and opens the copy, where SQLite may write.
    fn open_copy(path: &Path) -> Result<Self, String> {
        let copy_error = |error: std::io::Error| {
            format!("can only be read from a copy, which cannot be made: {}", reason(&error))
        };
        let folder = tempfile::tempdir().map_err(copy_error)?;
        let copy = folder.path().join("cache.db");
        for ending in ["", "-journal", "-wal"] {
            let from = sibling(path, ending);
            match kind_of(&from) {
                Ok(PathKind::File) => {
                    fs::copy(&from, sibling(&copy, ending)).map(drop).map_err(copy_error)?;
                }
                _ if ending.is_empty() => return Err("not a regular file".to_owned()),
                _ => {}
            }
        }
        let store = Self::connect(&copy, true).map_err(|error| error_message(&error))?;
        Ok(Self { _copy: Some(folder), ..store })
    }

    fn connect(path: &Path, is_copy: bool) -> Result<Self, StoreError> {
        let access =
            if is_copy { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(uri(path, is_copy), flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        let mut columns = HashMap::new();
        for (table, required) in TABLES {
            let existing = columns_of(&connection, table)?;
            if existing.is_empty() {
                return Err(StoreError::NotNewsboat(format!("it has no table {table}")));
            }
            let has = |column: &str| existing.iter().any(|name| name.eq_ignore_ascii_case(column));
            if let Some(missing) = required.iter().find(|column| !has(column)) {
                return Err(StoreError::NotNewsboat(format!("its table {table} has no column {missing}")));
            }
            if *table == "rss_item" {
                columns = OPTIONAL
                    .iter()
                    .map(|(name, default)| (*name, if has(name) { *name } else { *default }))
                    .collect();
            }
        }
        Ok(Self { connection, columns, _copy: None })
    }

    /// Lists the items, newest first, without deleted ones.
    ///
    /// # Errors
    /// A line for the user: the store is damaged, newsboat keeps it locked, or it has more than [`MAX_ITEMS`]
    /// items.
    pub fn list(&self) -> Result<Vec<Row>, String> {
        self.unnamed_items().map(newest_first).map_err(|error| error_message(&error))
    }

    fn unnamed_items(&self) -> Result<Vec<UnnamedItem>, StoreError> {
        let query =
            format!("SELECT id, guid, {}, {} FROM rss_item", self.column("pubDate"), self.column("deleted"));
        let mut statement = self.connection.prepare(&query)?;
        let mut found = statement.query([])?;
        let mut items = Vec::new();
        while let Some(row) = found.next()? {
            if items.len() >= MAX_ITEMS {
                return Err(StoreError::TooLarge(format!("contains more than {MAX_ITEMS} items")));
            }
            let (rowid, published, is_deleted) = (number(row, 0)?, number(row, 2)?, number(row, 3)? != 0);
            items.push(UnnamedItem { rowid, guid: value(row, 1)?, published, is_deleted });
        }
        Ok(items)
    }

    /// Returns the row number of the item with this link that newsboat added last, ignoring deleted items. None if
    /// there is none, or if the store cannot be read.
    pub fn row_with_link(&self, link: &str) -> Option<i64> {
        let (url, deleted) = (self.column("url"), self.column("deleted"));
        let query = format!("SELECT max(id) FROM rss_item WHERE {url} = ?1 AND {deleted} = 0");
        self.connection.query_row(&query, [link], |row| row.get(0)).ok()
    }

    /// Reads one item.
    ///
    /// # Errors
    /// A line for the user: newsboat has removed it, its body is larger than [`MAX_CONTENT`], or as for
    /// [`Newsboat::list`].
    pub fn read(&self, rowid: i64) -> Result<Item, String> {
        self.item(rowid).map_err(|error| error_message(&error))
    }

    fn item(&self, rowid: i64) -> Result<Item, StoreError> {
        let mut query = format!(
            "SELECT title, octet_length(content), CASE WHEN octet_length(content) <= {MAX_CONTENT} THEN content END"
        );
        for column in ["author", "url", "feedurl", "pubDate", "content_mime_type"] {
            let _ = write!(query, ", {}", self.column(column));
        }
        query.push_str(" FROM rss_item WHERE id = ?1");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut found = statement.query([rowid])?;
        let Some(row) = found.next()? else {
            return Err(StoreError::Gone);
        };
        if number(row, 1)?.unsigned_abs() > MAX_CONTENT {
            return Err(StoreError::TooLarge(format!("the item is larger than {} MiB", MAX_CONTENT >> 20)));
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

    fn feed_title(&self, address: &str) -> Result<Option<String>, StoreError> {
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

/// An item that is not yet named.
struct UnnamedItem {
    rowid: i64,
    guid: String,
    published: i64,
    is_deleted: bool,
}

/// Names the items, leaves out deleted ones, and sorts the others, newest first. Names are given in order of arrival,
/// to deleted items too, so that a name stays the same when items are added or marked as deleted.
fn newest_first(mut items: Vec<UnnamedItem>) -> Vec<Row> {
    items.sort_by_key(|item| item.rowid);
    let mut names = UniqueNames::default();
    let mut rows = Vec::new();
    for item in items {
        let has_guid = !item.guid.trim().is_empty();
        let name =
            if has_guid { names.assign(&item.guid) } else { names.assign(&format!("item {}", item.rowid)) };
        if !item.is_deleted {
            rows.push((item.published, Row { name, rowid: item.rowid }));
        }
    }
    rows.sort_by(|(date, row), (other_date, other)| other_date.cmp(date).then(other.rowid.cmp(&row.rowid)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Why nothing could be read from a store.
#[derive(Debug)]
enum StoreError {
    Sqlite(rusqlite::Error),
    NotNewsboat(String),
    TooLarge(String),
    Gone,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn error_message(error: &StoreError) -> String {
    match error {
        StoreError::NotNewsboat(why) => format!("a database, but not newsboat's: {why}"),
        StoreError::TooLarge(why) => why.clone(),
        StoreError::Gone => "newsboat has removed the item".to_owned(),
        StoreError::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                format!("newsboat is writing to it; waited {} s, try again", BUSY_TIMEOUT.as_secs())
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                format!("the store is damaged ({}); sqlite3 FILE .recover may save it", sqlite_message(error))
            }
            Some(ErrorCode::NotADatabase) => "not a database, or an encrypted one".to_owned(),
            _ => format!("the store cannot be read: {}", sqlite_message(error)),
        },
    }
}

/// Returns SQLite's message as a short line that is safe for a terminal, since it may quote the file.
fn sqlite_message(error: &rusqlite::Error) -> String {
    sanitize_line(&error.to_string()).chars().take(120).collect()
}

/// True if SQLite would have to write something first.
fn needs_to_write(error: &StoreError) -> bool {
    let StoreError::Sqlite(error) = error else { return false };
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// True if reading would create a file beside the store: it uses a write-ahead log, but the log or its shared-memory
/// file is missing. If both exist, newsboat has the store open or crashed, and it can be read without creating
/// anything.
fn would_create_files(path: &Path) -> bool {
    let mut head = [0_u8; WAL_MARK.0 + 1];
    let is_read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok();
    let has_log = is_read && head.last() == Some(&WAL_MARK.1);
    let exists = |ending: &str| fs::metadata(sibling(path, ending)).is_ok();
    has_log && !(exists("-shm") && exists("-wal"))
}

/// Returns the path of a file that SQLite keeps beside a store.
fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Returns the URI of a file, with every byte escaped that is not plainly part of a path.
fn uri(path: &Path, is_copy: bool) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            b':' if cfg!(windows) => uri.push(':'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str(if is_copy { "?mode=rw" } else { "?mode=ro" });
    uri
}

/// Returns the columns of a plain table. Empty if it is not a table, or is a virtual one, which runs code when queried.
fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
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

/// Returns the bytes of a text or blob value; empty for numbers and NULL.
fn bytes<'a>(row: &'a SqlRow<'_>, at: usize) -> Result<&'a [u8], StoreError> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => b"",
    })
}

fn value(row: &SqlRow<'_>, at: usize) -> Result<String, StoreError> {
    if let ValueRef::Integer(number) = row.get_ref(at)? {
        return Ok(number.to_string());
    }
    let bytes = bytes(row, at)?;
    Ok(decode(bytes.get(..MAX_VALUE).unwrap_or(bytes), None).text)
}

/// Returns a number, parsing it if it is stored as text; 0 if it is not a number.
fn number(row: &SqlRow<'_>, at: usize) -> Result<i64, StoreError> {
    Ok(match row.get_ref(at)? {
        ValueRef::Integer(number) => number,
        ValueRef::Real(number) => number as i64,
        _ => value(row, at)?.trim().parse().unwrap_or(0),
    })
}

#[cfg(test)]
#[path = "newsboat_tests.rs"]
mod tests;
