//! Dismissed rows: the latest are kept, per corpus, whatever the file contains and whichever version created it.

use std::path::{Path, PathBuf};

use super::changes;
use super::corpus::CorpusMemory;
use super::data::{Change, DISMISSAL_LEN};
use super::database::{self, OpenMode};
use super::handle::Memory;
use super::limits::MAX_DISMISSALS;
use super::schema::{MIGRATIONS, migrate};
use super::tests::{key, loaded, mark, memory, place, raw};

type Key = [u8; DISMISSAL_LEN];

/// Returns a key with a number in its first bytes.
fn numbered(number: u32) -> Key {
    let mut key = [0xff; DISMISSAL_LEN];
    key[..4].copy_from_slice(&number.to_be_bytes());
    key
}

fn dismiss(number: u32) -> Change {
    Change::Dismissal(numbered(number), true)
}

fn other_corpus(folder: &Path, name: &str) -> CorpusMemory {
    Memory::open(folder).memory.corpus(&[PathBuf::from(format!("/none/{name}"))])
}

#[test]
fn dismissals_come_back_latest_first_until_they_are_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = memory(folder.path());
    assert_eq!(reader.save(vec![dismiss(1), dismiss(2), dismiss(3)]), None);
    assert_eq!(loaded(folder.path()).dismissals, [3, 2, 1].map(numbered));
    assert_eq!(reader.save(vec![Change::Dismissal(numbered(2), false), dismiss(1)]), None);
    assert_eq!(loaded(folder.path()).dismissals, [1, 3].map(numbered));
    assert!(other_corpus(folder.path(), "other").load().dismissals.is_empty());
}

#[test]
fn the_oldest_dismissals_of_a_corpus_are_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = other_corpus(folder.path(), "other");
    assert_eq!(other.save(vec![dismiss(7)]), None);
    let mut reader = memory(folder.path());
    assert_eq!(reader.save((0..MAX_DISMISSALS + 5).map(dismiss).collect()), None);
    let expected: Vec<Key> = (5..MAX_DISMISSALS + 5).rev().map(numbered).collect();
    assert_eq!(loaded(folder.path()).dismissals, expected);
    let rows: u32 =
        raw(folder.path()).query_row("SELECT count(*) FROM dismissal", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, MAX_DISMISSALS + 1);
    assert_eq!(other.load().dismissals, [numbered(7)]);
}

/// A new corpus may get the id of a deleted one.
#[test]
fn dismissals_are_deleted_with_their_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let mut marked = other_corpus(folder.path(), "marked");
    marked.save(vec![dismiss(1), Change::Mark('a', Some(mark(key("a"), place(1))))]);
    for number in 2..6 {
        other_corpus(folder.path(), &number.to_string()).save(vec![dismiss(number)]);
    }
    let mut database = database::open(folder.path(), OpenMode::Existing).unwrap();
    let current = other_corpus(folder.path(), "2");
    changes::trim(&mut database, current.roots(), 10, 2).unwrap();
    let left = |name: &str| other_corpus(folder.path(), name).load().dismissals.len();
    assert_eq!(["marked", "2", "3", "4", "5"].map(left), [1, 1, 0, 1, 1]);
    let rows: u32 =
        database.connection.query_row("SELECT count(*) FROM dismissal", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 4);
}

#[test]
fn damaged_rows_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(memory(folder.path()).save((0..4).map(dismiss).collect()), None);
    let edit = "
        UPDATE dismissal SET key = x'00' WHERE key = x'00000000ffffffffffffffffffffffff';
        UPDATE dismissal SET key = zeroblob(1000000) WHERE key = x'00000001ffffffffffffffffffffffff';
        UPDATE dismissal SET used = -9223372036854775807 WHERE key = x'00000002ffffffffffffffffffffffff';
    ";
    raw(folder.path()).execute_batch(edit).unwrap();
    assert_eq!(loaded(folder.path()).dismissals, [3, 2].map(numbered));
    // SQLite does not check the values of a file whose schema was edited to allow others.
    let edit = "
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'BLOB', 'ANY') WHERE name = 'dismissal';
        PRAGMA writable_schema = RESET;
        INSERT INTO dismissal VALUES (1, 'sixteen letters!', 1), (1, 16, 1), (1, 0.5, 1);
    ";
    raw(folder.path()).execute_batch(edit).unwrap();
    assert_eq!(loaded(folder.path()).dismissals, [3, 2].map(numbered));
    assert_eq!(memory(folder.path()).save(vec![dismiss(9)]), None);
    assert_eq!(loaded(folder.path()).dismissals, [9, 3, 2].map(numbered));
}

#[test]
fn files_of_earlier_versions_are_opened() {
    for version in 1..MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = raw(folder.path());
        migrate(&mut connection, folder.path(), &MIGRATIONS[..version]).unwrap();
        connection.execute("INSERT INTO search (expression, used) VALUES ('gaza', 1)", []).unwrap();
        drop(connection);
        let mut reader = memory(folder.path());
        let found = reader.load();
        assert_eq!((found.history, found.dismissals.len()), (vec!["gaza".to_owned()], 0), "{version}");
        assert_eq!(reader.save(vec![dismiss(1)]), None);
        assert_eq!(loaded(folder.path()).dismissals, [numbered(1)], "{version}");
    }
}
