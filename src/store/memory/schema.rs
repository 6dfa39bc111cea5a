//! The tables, and the way from an older version of them to the present one.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::old_refusals::of_old_file;

/// Marks a database as this product's, in its header ("whos").
const APPLICATION: i32 = 0x7768_6f73;

/// What makes each version out of the one before, from none on. A step that was once given out is never changed: the next
/// version is one more step.
pub const STEPS: &[&str] = &[
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
];

/// What has to be there in the present version.
const NEEDED: &[&str] = &[
    "SELECT id, paths, used FROM corpus",
    "SELECT id, corpus, path, item, used, offset, gap, landed, before, fingerprint, seen_to, is_read, seen_in FROM article",
    "SELECT corpus, letter, path, item, offset, gap, landed, before, fingerprint, words FROM mark",
    "SELECT corpus, name, value FROM setting",
    "SELECT expression, used FROM search",
    "SELECT list, name FROM refusal",
];

/// What a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is in it.
    New,
    /// The product's own, of a version from 1 on.
    Ours(usize),
    /// Somebody else's.
    Foreign,
}

/// What a database says of itself, in one look: somebody may be making it just now.
pub fn kind(connection: &mut Connection) -> rusqlite::Result<Kind> {
    let look = connection.transaction()?;
    let application: i64 = look.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i64 = look.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let things: i64 = look.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    look.commit()?;
    Ok(match (application, usize::try_from(version)) {
        (0, Ok(0)) if things == 0 => Kind::New,
        (_, Ok(version)) if application == i64::from(APPLICATION) && version > 0 => Kind::Ours(version),
        _ => Kind::Foreign,
    })
}

/// Takes a new database, or an older one, along the steps, in one transaction. One that somebody else has taken there meanwhile
/// is left as it is. A new one also gets the refusals of names that were lines in a file of the state folder before.
pub fn advance(connection: &mut Connection, folder: &Path, steps: &[&str]) -> rusqlite::Result<()> {
    // The lock comes first: of two readers that start at once the second finds the work done.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let from = usize::try_from(version).unwrap_or(usize::MAX);
    for step in steps.iter().skip(from) {
        change.execute_batch(step)?;
    }
    if from == 0 {
        change.pragma_update(None, "application_id", APPLICATION)?;
        import(&change, folder)?;
    }
    if from < steps.len() {
        change.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(i64::MAX))?;
    }
    change.commit()
}

fn import(change: &Transaction, folder: &Path) -> rusqlite::Result<()> {
    let mut insert = change.prepare("INSERT OR IGNORE INTO refusal (list, name) VALUES (?, ?)")?;
    for (list, name) in of_old_file(folder) {
        insert.execute((list, name))?;
    }
    Ok(())
}

/// Whether all tables and columns are there.
///
/// # Errors
/// What SQLite says of the first that is not.
pub fn check(connection: &Connection) -> rusqlite::Result<()> {
    NEEDED.iter().try_for_each(|query| connection.prepare(query).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_taken_once_from_whichever_version() {
        let folder = tempfile::tempdir().unwrap();
        let second = "ALTER TABLE corpus ADD COLUMN note TEXT; CREATE TABLE later (a TEXT) STRICT;";
        let two = [STEPS[0], second];
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::New);
        advance(&mut connection, folder.path(), &STEPS[..1]).unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(1));
        connection.execute("INSERT INTO corpus (paths, used) VALUES ('a', 1)", []).unwrap();
        for _ in 0..2 {
            advance(&mut connection, folder.path(), &two).unwrap();
            assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(2));
        }
        let kept: String = connection.query_row("SELECT paths FROM corpus", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, "a");
        connection.prepare("SELECT note, a FROM corpus, later").unwrap();
        // An older program leaves a newer file as it is.
        advance(&mut connection, folder.path(), &STEPS[..1]).unwrap();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(2));
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open_in_memory().unwrap();
        advance(&mut connection, folder.path(), &STEPS[..1]).unwrap();
        let broken = [STEPS[0], "CREATE TABLE half (a TEXT) STRICT; CREATE TABLE corpus (a TEXT);"];
        advance(&mut connection, folder.path(), &broken).unwrap_err();
        assert_eq!(kind(&mut connection).unwrap(), Kind::Ours(1));
        connection.prepare("SELECT a FROM half").unwrap_err();
        advance(&mut connection, folder.path(), STEPS).unwrap();
        check(&connection).unwrap();
    }
}
