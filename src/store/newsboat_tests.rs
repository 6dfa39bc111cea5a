//! Newsboat's store as newsboat leaves it, and as a crash or another program leaves it.

use std::collections::BTreeSet;

use rusqlite::params;

use super::*;

/// The tables of newsboat 2.33 and later, without some columns that are not read.
const RECENT: &str = "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
    CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
        author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
        content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, deleted INTEGER(1) NOT NULL DEFAULT 0,
        content_mime_type VARCHAR(255) NOT NULL DEFAULT '');
    CREATE TABLE metadata (db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL);";
/// The tables of newsboat's first versions.
const OLD: &str = "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
    CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
        author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
        content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL);";

struct Store {
    folder: tempfile::TempDir,
    connection: Connection,
}

impl Store {
    fn new(tables: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("cache.db")).unwrap();
        connection.execute_batch(tables).unwrap();
        connection
            .execute("INSERT INTO rss_feed VALUES ('https://news.example/feed', '', 'The Paper')", [])
            .unwrap();
        Self { folder, connection }
    }

    fn add(&self, guid: &str, title: &str, published: i64) {
        let query = "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
            VALUES (?1, ?2, 'Jo Park', 'https://news.example/1', 'https://news.example/feed', ?3, '<p>Talks go on.</p>', 1)";
        self.connection.execute(query, params![guid, title, published]).unwrap();
    }

    /// Adds many long items in one transaction.
    fn add_many(&self) {
        self.connection.execute_batch("BEGIN").unwrap();
        for number in 0..400 {
            self.add(&format!("{number}"), &"T".repeat(1000), number);
        }
        self.connection.execute_batch("COMMIT").unwrap();
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("cache.db")
    }

    fn names(&self) -> Vec<String> {
        list(&self.path()).unwrap().into_iter().map(|row| row.name).collect()
    }

    fn files(&self) -> BTreeSet<PathBuf> {
        fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

#[test]
fn lists_items_newest_first_without_deleted_ones() {
    let store = Store::new(RECENT);
    for (guid, published) in [("a", 100), ("b", 300), ("c", 300), ("d", 200)] {
        store.add(guid, "T", published);
    }
    store.connection.execute("UPDATE rss_item SET deleted = 1 WHERE guid = 'd'", []).unwrap();
    assert_eq!(store.names(), ["c", "b", "a"]);
}

#[test]
fn names_stay_when_other_items_come_and_go() {
    let store = Store::new(RECENT);
    for guid in ["a", "a", "", "b"] {
        store.add(guid, "T", 100);
    }
    assert_eq!(store.names(), ["b", "item 3", "a~2", "a"]);
    store.add("a", "T", 900);
    store.connection.execute("UPDATE rss_item SET deleted = 1 WHERE id = 1", []).unwrap();
    assert_eq!(store.names(), ["a~3", "b", "item 3", "a~2"]);
}

#[test]
fn reads_an_item_with_its_feed_title() {
    let store = Store::new(RECENT);
    store.add("a", "Talks go on", 1_709_648_940);
    store.connection.execute("UPDATE rss_item SET content_mime_type = 'text/html'", []).unwrap();
    let item = read(&store.path(), 1).unwrap();
    let expected = Item {
        title: "Talks go on".to_owned(),
        author: "Jo Park".to_owned(),
        url: "https://news.example/1".to_owned(),
        feed: "The Paper".to_owned(),
        published: 1_709_648_940,
        content: "<p>Talks go on.</p>".to_owned(),
        content_type: "text/html".to_owned(),
        undecoded: 0,
    };
    assert_eq!(item, expected);
    assert_eq!(read(&store.path(), 2).unwrap_err(), "newsboat has removed the item");
    store.connection.execute("DELETE FROM rss_feed", []).unwrap();
    assert_eq!(read(&store.path(), 1).unwrap().feed, "https://news.example/feed");
}

#[test]
fn reads_a_store_of_an_old_newsboat() {
    let store = Store::new(OLD);
    store.add("a", "Talks", 100);
    assert_eq!(store.names(), ["a"]);
    let item = read(&store.path(), 1).unwrap();
    assert_eq!((item.title.as_str(), item.content_type.as_str()), ("Talks", ""));
}

#[test]
fn creates_nothing_beside_a_store_that_newsboat_has_open() {
    let store = Store::new(RECENT);
    store.add("a", "Talks", 100);
    let before = fs::read(store.path()).unwrap();
    store.connection.execute_batch("BEGIN IMMEDIATE; UPDATE rss_item SET title = 'Other'").unwrap();
    let files = store.files();
    assert_eq!(store.names(), ["a"]);
    assert_eq!(read(&store.path(), 1).unwrap().title, "Talks", "what is not committed is not there");
    assert_eq!(store.files(), files);
    assert_eq!(fs::read(store.path()).unwrap(), before);
    store.connection.execute_batch("COMMIT").unwrap();
    assert_eq!(read(&store.path(), 1).unwrap().title, "Other");
}

#[test]
fn a_store_that_stays_locked_is_an_error() {
    let store = Store::new(RECENT);
    store.connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(list(&store.path()).unwrap_err(), "newsboat is writing to it; waited 2 s, try again");
}

#[test]
fn reads_a_store_with_a_write_ahead_log_while_open_and_after() {
    let store = Store::new(RECENT);
    store.connection.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    store.add("a", "Talks", 100);
    let files = store.files();
    assert_eq!(files.len(), 3, "with log and shared memory");
    assert_eq!(store.names(), ["a"]);
    assert_eq!(store.files(), files);
    let path = store.path();
    let Store { folder, connection } = store;
    connection.close().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(list(&path).unwrap().len(), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no log was made");
}

#[test]
fn a_log_without_shared_memory_is_left_alone() {
    let store = Store::new(RECENT);
    store.connection.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    store.add("a", "Talks", 100);
    let copy = tempfile::tempdir().unwrap();
    for name in ["cache.db", "cache.db-wal"] {
        fs::copy(store.folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let outcome = list(&copy.path().join("cache.db"));
    assert!(outcome.is_ok_and(|rows| rows.len() <= 1));
    assert_eq!(fs::read_dir(copy.path()).unwrap().count(), 2);
}

#[test]
fn a_journal_left_by_a_crash_is_left_alone() {
    let store = Store::new(RECENT);
    store.add_many();
    // A cache of a few pages makes SQLite write to the file in the middle of the transaction.
    store
        .connection
        .execute_batch("PRAGMA cache_size = 5; BEGIN; UPDATE rss_item SET title = 'Other' || title")
        .unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["cache.db", "cache.db-journal"] {
        fs::copy(store.folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let path = copy.path().join("cache.db");
    let before = (fs::read(&path).unwrap(), fs::read(copy.path().join("cache.db-journal")).unwrap());
    let outcome = list(&path);
    assert!(outcome.as_ref().is_ok_and(|rows| rows.len() == 400), "{outcome:?}");
    let after = (fs::read(&path).unwrap(), fs::read(copy.path().join("cache.db-journal")).unwrap());
    assert!(before == after);
}

#[test]
fn a_file_that_is_not_a_newsboat_store_is_rejected_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other ?#%.db");
    assert!(list(&path).is_err());
    assert!(list(folder.path()).unwrap_err().contains("not a regular file"));
    fs::write(&path, "no database at all, only some text that is longer than a header is".repeat(20))
        .unwrap();
    assert_eq!(list(&path).unwrap_err(), "not a database, or an encrypted one");
    fs::write(&path, "").unwrap();
    assert_eq!(list(&path).unwrap_err(), "a database, but not newsboat's: it has no table rss_item");
    let made = folder.path().join("made.db");
    let connection = Connection::open(&made).unwrap();
    connection.execute_batch("CREATE TABLE rss_item (id, guid, title)").unwrap();
    assert_eq!(
        list(&made).unwrap_err(),
        "a database, but not newsboat's: its table rss_item has no column content"
    );
    connection.execute_batch("DROP TABLE rss_item; CREATE VIEW rss_item AS SELECT 1 AS id").unwrap();
    assert!(list(&made).unwrap_err().contains("no table rss_item"));
}

#[test]
fn reads_values_of_any_type_and_undecodable_bytes() {
    let store = Store::new(
        "CREATE TABLE rss_feed (rssurl, url, title); CREATE TABLE rss_item (id, guid, title, pubDate, content)",
    );
    let query = "INSERT INTO rss_item VALUES (1, 7, x'FF41', '300', NULL), (2, NULL, 3.5, NULL, CAST(x'D0B6FF' AS TEXT))";
    store.connection.execute(query, []).unwrap();
    assert_eq!(store.names(), ["7", "item 2"]);
    assert!(read(&store.path(), 1).unwrap().content.is_empty());
    assert!(!read(&store.path(), 2).unwrap().content.is_empty());
}

#[test]
fn a_damaged_store_is_an_error_of_one_line() {
    let store = Store::new(RECENT);
    store.add_many();
    let path = store.path();
    let Store { folder, connection } = store;
    connection.close().unwrap();
    let whole = fs::read(&path).unwrap();
    for at in (100..whole.len()).step_by(4096 + 17) {
        let mut broken = whole.clone();
        for byte in broken.iter_mut().skip(at).take(600) {
            *byte = 0xA5;
        }
        fs::write(&path, &broken).unwrap();
        let outcome =
            list(&path).map(|rows| rows.iter().filter(|row| read(&path, row.rowid).is_ok()).count());
        assert!(outcome.is_ok() || outcome.is_err_and(|line| !line.contains('\n')));
    }
    fs::write(&path, whole.get(..whole.len() / 2).unwrap()).unwrap();
    assert!(list(&path).is_err_and(|line| line.contains("damaged")));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Regression: the journal was ignored, and most items were reported as damaged.
#[test]
fn a_store_left_by_a_crash_is_read_as_before_the_transaction() {
    let store = Store::new(RECENT);
    store.add_many();
    let names = store.names();
    // A transaction too large for the cache is partly written to the store, and what it replaced is in the journal.
    store
        .connection
        .execute_batch("PRAGMA cache_size = 5; BEGIN; UPDATE rss_item SET title = content || title")
        .unwrap();
    let crashed = tempfile::tempdir().unwrap();
    let copy = crashed.path().join("cache.db");
    for ending in ["", "-journal"] {
        fs::copy(sibling(&store.path(), ending), sibling(&copy, ending)).unwrap();
    }
    let before = fs::read(&copy).unwrap();
    assert_eq!(list(&copy).unwrap().into_iter().map(|row| row.name).collect::<Vec<_>>(), names);
    assert_eq!(read(&copy, 7).unwrap().title, "T".repeat(1000));
    assert_eq!(fs::read(&copy).unwrap(), before, "nothing is written");
    assert_eq!(fs::read_dir(crashed.path()).unwrap().count(), 2);
}
