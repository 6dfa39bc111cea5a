//! Files that are damaged, newer, busy, moved or read-only, or were left by a killed program or on a full disk: reading
//! goes on, with a single message.

use std::fs;
use std::path::{Path, PathBuf};

use super::corpus::CorpusMemory;
use super::data::{Change, Loaded, Session};
use super::database::{self, OpenError, OpenMode};
use super::handle::{Memory, Opened};
use super::tests::{key, loaded, memory, paths, place, raw};
use crate::store::ignored_names::IgnoredNames;

fn mark(letter: char) -> Change {
    Change::Mark(letter, Some(super::tests::mark(key("a"), place(1))))
}

fn letters(loaded: &Loaded) -> String {
    loaded.marks.iter().map(|(letter, ..)| *letter).collect()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("memory.sqlite")
}

/// Creates a folder whose memory contains the mark `a`, and enough articles for many pages.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut changes: Vec<Change> =
        (0..500).map(|number| Change::Place(key(&number.to_string()), place(number))).collect();
    changes.push(mark('a'));
    assert_eq!(memory(folder.path()).save(changes), None);
    folder
}

/// Opens a damaged file and checks that it is set aside unchanged under this number, with a message, and that a
/// new file takes its place and works.
fn check_set_aside(folder: &Path, number: u32) {
    let before = fs::read(file(folder)).unwrap();
    let Opened { memory, message } = Memory::open(folder);
    let message = message.unwrap();
    let aside = format!("memory.sqlite.damaged-{number}");
    assert!(message.starts_with(&file(folder).display().to_string()), "{message}");
    assert!(message.contains(&format!("set aside as {aside}")) && !message.contains('\n'), "{message}");
    assert_eq!(fs::read(folder.join(aside)).unwrap(), before);
    let mut memory = memory.corpus(&paths());
    assert_eq!(letters(&memory.load()), "");
    assert_eq!(memory.save(vec![mark('n')]), None);
    assert_eq!(letters(&loaded(folder)), "n");
}

#[test]
fn a_file_that_is_not_a_database_is_set_aside() {
    let folder = filled();
    let whole = fs::read(file(folder.path())).unwrap();
    let shorter = whole[..whole.len() / 2].to_vec();
    let mut scrambled = whole.clone();
    scrambled[100..4096].fill(0x55);
    let text = "some text ".repeat(2_000);
    // To SQLite, a file of a single byte is empty.
    let damaged: [&[u8]; 6] = [b"xy", text.as_bytes(), &shorter, &whole[..50], &scrambled, &[0; 5000]];
    for (number, bytes) in (1..).zip(damaged) {
        fs::write(file(folder.path()), bytes).unwrap();
        check_set_aside(folder.path(), number);
    }
}

#[test]
fn a_database_with_other_tables_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    raw(folder.path())
        .execute_batch("CREATE TABLE feeds (url TEXT); INSERT INTO feeds VALUES ('x');")
        .unwrap();
    check_set_aside(folder.path(), 1);
    // Has our application id, but lacks a table or a column.
    for (number, edit) in [(2, "DROP TABLE mark"), (3, "ALTER TABLE article DROP COLUMN gap")] {
        raw(folder.path()).execute_batch(edit).unwrap();
        check_set_aside(folder.path(), number);
    }
    let view =
        "ALTER TABLE search RENAME TO hidden; CREATE VIEW search AS SELECT expression, used FROM hidden";
    raw(folder.path()).execute_batch(view).unwrap();
    check_set_aside(folder.path(), 4);
}

#[test]
fn companion_files_are_set_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(file(folder.path()), "no database").unwrap();
    for suffix in ["wal", "shm", "journal"] {
        fs::write(folder.path().join(format!("memory.sqlite-{suffix}")), suffix).unwrap();
    }
    assert!(Memory::open(folder.path()).message.is_some());
    for suffix in ["wal", "shm", "journal"] {
        // SQLite itself deletes what is not a valid journal.
        let beside = fs::read(folder.path().join(format!("memory.sqlite-{suffix}"))).unwrap_or_default();
        assert_ne!(beside, suffix.as_bytes());
    }
    assert_eq!(letters(&loaded(folder.path())), "");
}

#[test]
fn damage_found_after_opening_sets_the_file_aside() {
    let folder = filled();
    let path = file(folder.path());
    let mut bytes = fs::read(&path).unwrap();
    // All pages but the first, which contains the schema.
    bytes[4096..].fill(0xaa);
    fs::write(&path, &bytes).unwrap();
    let Opened { memory, message } = Memory::open(folder.path());
    assert_eq!(message, None);
    let mut reader = memory.corpus(&paths());
    let found = reader.load();
    assert!(found.message.unwrap().contains("set aside as memory.sqlite.damaged-1"));
    assert_eq!(reader.save(vec![mark('b')]), None);
    assert_eq!(letters(&loaded(folder.path())), "b");

    // The damage is also found while saving changes.
    let mut second_reader = super::tests::memory(folder.path());
    second_reader.load();
    let bytes = fs::read(&path).unwrap();
    let mut damaged = bytes.clone();
    damaged[4096..].fill(0xaa);
    // The change counter in the header differs, as it does after another program writes.
    damaged[24] ^= 1;
    fs::write(&path, &damaged).unwrap();
    let message = second_reader.save(vec![mark('c')]).unwrap();
    assert!(message.contains("set aside as memory.sqlite.damaged-2"), "{message}");
    assert_eq!(letters(&loaded(folder.path())), "c", "the changes are in the new file");
}

#[test]
fn an_empty_file_is_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(file(folder.path()), "").unwrap();
    assert_eq!(memory(folder.path()).save(vec![mark('a')]), None);
    assert_eq!(letters(&loaded(folder.path())), "a");
    assert_eq!(fs::read_dir(folder.path()).unwrap().filter(|entry| !is_journal(entry)).count(), 1);
}

fn is_journal(entry: &std::io::Result<fs::DirEntry>) -> bool {
    entry.as_ref().unwrap().file_name() == "memory.sqlite-journal"
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = filled();
    raw(folder.path()).execute_batch("PRAGMA user_version = 99").unwrap();
    let before = fs::read(file(folder.path())).unwrap();
    let Opened { memory, message } = Memory::open(folder.path());
    assert!(message.unwrap().contains("was written by a newer whoswho"));
    assert_eq!(Memory::last_corpus(folder.path()), None);
    let mut memory = memory.corpus(&paths());
    assert_eq!(memory.load(), Loaded::default());
    assert_eq!(memory.save(vec![mark('b')]), None);
    let ignored_names = IgnoredNames::new(folder.path(), Path::new("a.toml"));
    assert!(ignored_names.names().is_empty());
    assert!(ignored_names.save("gaza", true).unwrap_err().to_string().contains("newer whoswho"));
    assert_eq!(fs::read(file(folder.path())).unwrap(), before);
}

#[test]
fn of_two_readers_that_find_damage_the_second_uses_the_new_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(file(folder.path()), "no database at all").unwrap();
    assert!(matches!(database::open(folder.path(), OpenMode::Create), Err(OpenError::Damaged(_))));
    let mut first = Memory::open(folder.path()).memory.corpus(&paths());
    first.save(vec![mark('a')]);
    let (second, message) = database::open_or_replace(folder.path());
    assert!(second.is_some() && message.is_none(), "{message:?}");
    assert_eq!(letters(&loaded(folder.path())), "a");
}

/// A reader killed in a transaction leaves its journal beside a file in which some pages are new.
#[test]
fn an_interrupted_transaction_is_rolled_back() {
    let folder = filled();
    let connection = raw(folder.path());
    connection
        .execute_batch("PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE")
        .unwrap_or_default();
    connection
        .execute_batch("DELETE FROM mark; UPDATE article SET offset = 1, before = hex(randomblob(50))")
        .unwrap();
    // A copy of the disk at this moment.
    let killed = tempfile::tempdir().unwrap();
    for name in ["memory.sqlite", "memory.sqlite-journal"] {
        fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
    }
    drop(connection);
    let bytes = |folder: &Path| fs::read(file(folder)).unwrap();
    assert_ne!(bytes(folder.path()), bytes(killed.path()), "part of it is already written");
    let found = loaded(killed.path());
    assert_eq!(letters(&found), "a");
    assert_eq!(found, loaded(folder.path()));
    assert_eq!(found.articles.len(), 500);
}

#[test]
fn only_committed_changes_are_loaded() {
    let folder = filled();
    let mut reader = memory(folder.path());
    reader.load();
    let change = open_transaction(folder.path());
    drop(change);
    assert_eq!(reader.save(vec![mark('b')]), None);
    assert_eq!(letters(&loaded(folder.path())), "ab");
}

/// Opens a transaction that deletes all marks and articles, and leaves it open, so that the file stays locked.
fn open_transaction(folder: &Path) -> rusqlite::Connection {
    let connection = raw(folder);
    connection.execute_batch("BEGIN IMMEDIATE; DELETE FROM mark; DELETE FROM article").unwrap();
    connection
}

#[test]
fn changes_to_a_busy_file_are_saved_with_the_next() {
    let folder = filled();
    let mut reader = memory(folder.path());
    let other = open_transaction(folder.path());
    let message = reader.save(vec![mark('b')]).unwrap();
    assert!(message.ends_with("was not written (another program has it locked)"), "{message}");
    assert_eq!(reader.save(vec![mark('c')]), None, "shown only the first time");
    drop(other);
    assert_eq!(reader.save(Vec::new()), None);
    assert_eq!(letters(&loaded(folder.path())), "abc");
}

#[test]
fn a_full_disk_is_reported_once_and_changes_wait() {
    let folder = filled();
    let mut reader = memory(folder.path());
    let pages = |reader: &CorpusMemory, most: u32| {
        let database = reader.memory().database.as_ref().unwrap();
        let _: u32 = database
            .connection
            .query_row(&format!("PRAGMA max_page_count = {most}"), [], |row| row.get(0))
            .unwrap();
    };
    pages(&reader, 1);
    let many = |from: u64| {
        (from..from + 300).map(|number| Change::Place(key(&format!("more{number}")), place(number))).collect()
    };
    let message = reader.save(many(0)).unwrap();
    assert!(message.contains("was not written (database or disk is full)"), "{message}");
    assert_eq!(reader.save(many(300)), None);
    assert_eq!(loaded(folder.path()).articles.len(), 500);
    pages(&reader, 100_000);
    assert_eq!(reader.save(vec![mark('b')]), None);
    let found = loaded(folder.path());
    assert_eq!((letters(&found).as_str(), found.articles.len()), ("ab", 1_100));
}

#[cfg(unix)]
#[test]
fn a_file_deleted_while_open_is_created_again() {
    let folder = filled();
    let state = folder.path();
    let mut reader = memory(state);
    let session = Session { view: Some("read".to_owned()), ..Session::default() };
    let session = || Change::Session(Box::new(session.clone()));
    assert_eq!(reader.save(vec![session()]), None);
    fs::rename(file(state), state.join("elsewhere")).unwrap();
    let _ = fs::remove_file(state.join("memory.sqlite-journal"));
    assert_eq!(reader.save(vec![session(), mark('b')]), None);
    assert_eq!(letters(&loaded(state)), "b");
    fs::remove_dir_all(state).unwrap();
    assert_eq!(reader.save(vec![session(), mark('c')]), None);
    let found = loaded(state);
    assert_eq!((letters(&found).as_str(), found.session.view.as_deref()), ("c", Some("read")));
}

#[test]
fn reading_goes_on_without_a_state_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "x").unwrap();
    fs::create_dir(folder.path().join("memory.sqlite")).unwrap();
    for state in [folder.path().join("file/state"), folder.path().to_owned()] {
        let Opened { memory, message } = Memory::open(&state);
        let message = message.unwrap();
        assert!(
            message.contains("cannot be used") && message.ends_with("nothing is remembered"),
            "{message}"
        );
        assert_eq!(Memory::last_corpus(&state), None);
        let mut memory = memory.corpus(&paths());
        assert_eq!((memory.save(vec![mark('a')]), memory.load()), (None, Loaded::default()));
    }
    let mut none = Memory::none().corpus(&paths());
    assert_eq!((none.save(vec![mark('a')]), none.load()), (None, Loaded::default()));
}

#[cfg(unix)]
#[test]
fn a_read_only_home_is_read() {
    use std::os::unix::fs::PermissionsExt;

    let folder = filled();
    let state = folder.path();
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let _ = fs::remove_file(state.join("memory.sqlite-journal"));
    allow(&file(state), 0o400);
    allow(state, 0o500);
    if fs::write(state.join("try"), "x").is_ok() {
        eprintln!("skipped: these tests run as a user who can write to read-only files");
        return;
    }
    let Opened { memory, message } = Memory::open(state);
    assert!(message.unwrap().ends_with("cannot be written to; nothing new is remembered"));
    let mut memory = memory.corpus(&paths());
    assert_eq!(letters(&memory.load()), "a");
    assert_eq!(memory.save(vec![mark('b')]), None);
    // The file is writable, but no journal can be created beside it.
    allow(&file(state), 0o600);
    let mut memory = Memory::open(state).memory.corpus(&paths());
    assert_eq!(letters(&memory.load()), "a");
    assert!(memory.save(vec![mark('b')]).unwrap().contains("was not written"));
    assert_eq!(memory.save(vec![mark('b')]), None);
    // There is no file, and none can be created.
    let inside = Memory::open(&state.join("whoswho"));
    assert!(inside.message.unwrap().contains("permission denied"));
    // A damaged file that cannot be set aside.
    fs::write(file(state), "no database").unwrap();
    let damaged = Memory::open(state);
    assert!(damaged.message.unwrap().contains("could not be set aside (permission denied)"));
    allow(state, 0o700);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state/whoswho");
    memory(&state).save(vec![mark('a')]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&state), mode(&file(&state))), (0o700, 0o600));
}

/// Regression: a start without a path, which looks up the last corpus, set a damaged file aside without a message.
#[test]
fn looking_up_the_last_corpus_sets_no_damaged_file_aside() {
    let folder = filled();
    fs::write(file(folder.path()), b"no database at all, but some bytes in its place").unwrap();
    let before = fs::read(file(folder.path())).unwrap();
    assert_eq!(Memory::last_corpus(folder.path()), None);
    assert_eq!(fs::read(file(folder.path())).unwrap(), before);
    let Opened { message, .. } = Memory::open(folder.path());
    assert!(message.unwrap().contains("damaged"), "opening it reports it");
}
