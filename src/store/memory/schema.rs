//! The tables, and the migration from an older version to the current one.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::old_ignored_names::read_old_ignored_names;

/// Marks a database as this program's, in its header ("whos").
const APPLICATION_ID: i32 = 0x7768_6f73;

/// The SQL that turns each version into the next, starting from nothing. A released migration is never changed: a new
/// version is a new migration.
pub const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE corpus (
    id INTEGER PRIMARY KEY,
    paths TEXT NOT NULL UNIQUE,
    used INTEGER NOT NULL
) STRICT;
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    corpus INTEGER NOT NULL,
    path TEXT NOT NULL,
    item TEXT NOT NULL,
    used INTEGER NOT NULL,
    offset INTEGER, gap INTEGER, landed INTEGER, before TEXT, fingerprint INTEGER,
    seen_to INTEGER, is_read INTEGER, seen_in INTEGER,
    UNIQUE (corpus, path, item)
) STRICT;
CREATE INDEX article_by_use ON article (used);
CREATE TABLE mark (
    corpus INTEGER NOT NULL,
    letter TEXT NOT NULL,
    path TEXT NOT NULL,
    item TEXT NOT NULL,
    offset INTEGER NOT NULL, gap INTEGER, landed INTEGER, before TEXT, fingerprint INTEGER,
    PRIMARY KEY (corpus, letter)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
    corpus INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (corpus, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE search (
    expression TEXT PRIMARY KEY,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE refusal (
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (list, name)
) STRICT, WITHOUT ROWID;
",
    "
ALTER TABLE mark ADD COLUMN words TEXT;
",
    "
CREATE TABLE dismissal (
    corpus INTEGER NOT NULL,
    key BLOB NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (corpus, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissal_by_use ON dismissal (corpus, used);
",
];

/// Queries that must be valid in the current version.
const REQUIRED_QUERIES: &[&str] = &[
    "SELECT id, paths, used FROM corpus",
    "SELECT id, corpus, path, item, used, offset, gap, landed, before, fingerprint, seen_to, is_read, seen_in FROM article",
    "SELECT corpus, letter, path, item, offset, gap, landed, before, fingerprint, words FROM mark",
    "SELECT corpus, name, value FROM setting",
    "SELECT expression, used FROM search",
    "SELECT list, name FROM refusal",
    "SELECT corpus, key, used FROM dismissal",
];

/// Whose a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An empty database.
    New,
    /// This program's, with its version, from 1.
    Ours(usize),
    /// Another program's.
    Foreign,
}

/// Detects whose a database is, in one transaction, since another process may be creating it right now.
pub fn kind(connection: &mut Connection) -> rusqlite::Result<Kind> {
    let transaction = connection.transaction()?;
    let application: i64 = transaction.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let table_count: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(match (application, usize::try_from(version)) {
        (0, Ok(0)) if table_count == 0 => Kind::New,
        (_, Ok(version)) if application == i64::from(APPLICATION_ID) && version > 0 => Kind::Ours(version),
        _ => Kind::Foreign,
    })
}

/// Migrates a new or older database, in one transaction. A database that another process has migrated meanwhile is left
/// unchanged. A new database also imports the ignored names that earlier versions kept in a file in the state folder.
pub fn migrate(connection: &mut Connection, folder: &Path, migrations: &[&str]) -> rusqlite::Result<()> {
    // Take the lock first: of two readers that start at once, the second finds the work done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let from = usize::try_from(version).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(from) {
        transaction.execute_batch(migration)?;
    }
    if from == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        import_old_ignored_names(&transaction, folder)?;
    }
    if from < migrations.len() {
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(migrations.len()).unwrap_or(i64::MAX),
        )?;
    }
    transaction.commit()
}

fn import_old_ignored_names(transaction: &Transaction, folder: &Path) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT OR IGNORE INTO refusal (list, name) VALUES (?, ?)")?;
    for (list, name) in read_old_ignored_names(folder) {
        insert.execute((list, name))?;
    }
    Ok(())
}

/// Checks that all tables and columns exist.
///
/// # Errors
/// SQLite's error about the first that is missing.
pub fn check(connection: &Connection) -> rusqlite::Result<()> {
    REQUIRED_QUERIES.iter().try_for_each(|query| connection.prepare(query).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_migration_runs_once_from_any_version() {
        let folder = tempfile::tempdir().unwrap();
        let second = "ALTER TABLE corpus ADD COLUMN note TEXT; CREATE TABLE later (a TEXT) STRICT;";
        let both = [MIGRATIONS[0], second];
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::New);
        migrate(&mut connection, folder.path(), &MIGRATIONS[..1]).unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(1));
        connection.execute("INSERT INTO corpus (paths, used) VALUES ('a', 1)", []).unwrap();
        for _ in 0..2 {
            migrate(&mut connection, folder.path(), &both).unwrap();
            assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(2));
        }
        let kept: String = connection.query_row("SELECT paths FROM corpus", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, "a");
        connection.prepare("SELECT note, a FROM corpus, later").unwrap();
        // An older program leaves a newer file alone.
        migrate(&mut connection, folder.path(), &MIGRATIONS[..1]).unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(2));
    }

    #[test]
    fn a_failed_migration_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, folder.path(), &MIGRATIONS[..1]).unwrap();
        let broken = [MIGRATIONS[0], "CREATE TABLE half (a TEXT) STRICT; CREATE TABLE corpus (a TEXT);"];
        migrate(&mut connection, folder.path(), &broken).unwrap_err();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(1));
        connection.prepare("SELECT a FROM half").unwrap_err();
        migrate(&mut connection, folder.path(), MIGRATIONS).unwrap();
        check(&connection).unwrap();
    }
}
