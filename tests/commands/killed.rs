//! The program may be killed at any moment while it writes: each of the user's files is then the old or the new
//! version, never half written.
//!
//! Each test kills the program 20 times; `WHOSWHO_KILLS=1000 cargo test --test commands killed` does so 1,000 times.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::driver::corpus;
use crate::support::program::TestFolder;
use crate::support::pty::{Options, Session};

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const KILL: i32 = 9;

/// Returns how many times each test kills the program.
fn kill_count() -> u32 {
    std::env::var("WHOSWHO_KILLS").ok().and_then(|times| times.parse().ok()).unwrap_or(20)
}

/// Returns delays between zero and `longest`, spread evenly but not in order, by multiples of the golden ratio.
fn delays(longest: Duration) -> impl Iterator<Item = Duration> {
    (1..=kill_count()).map(move |number| longest.mul_f64((f64::from(number) * 0.618_033_988_749_895).fract()))
}

/// Waits as precisely as the machine can.
fn busy_wait(time: Duration) {
    let began = Instant::now();
    while began.elapsed() < time {
        std::thread::yield_now();
    }
}

/// Returns a list that is too long for a single write call.
fn list(entities: usize) -> String {
    let note =
        "A place known only by its number, somewhere on the coast, and not visited by anybody. ".repeat(4);
    let entity = |number: usize| {
        format!("[[entity]]\nname = \"Port {number}\"\nkind = \"place\"\nnote = \"{note}\"\n")
    };
    (1..=entities).map(entity).collect()
}

/// Returns the temporary files left by interrupted replacements.
fn temporary_files(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect()
}

#[test]
fn merged_list_is_the_old_or_the_new_version() {
    let old = list(800);
    let dir = TestFolder::with(&[
        ("entities.toml", &old),
        ("more.csv", "name,kind\nMara Okello,person\nVelin,place\n"),
    ]);
    let path = dir.path().join("entities.toml");
    let start = || {
        let mut command = dir.command();
        command
            .args(["import", "more.csv", "--merge"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let began = Instant::now();
    assert!(start().wait().unwrap().success());
    let longest = began.elapsed();
    let new = std::fs::read_to_string(&path).unwrap();
    assert!(new.starts_with(&old) && new.len() > old.len());
    let mut outcomes = [0, 0];
    // Most of the time goes into reading; writing comes at the end.
    for delay in delays(longest / 2).map(|delay| longest * 2 / 3 + delay) {
        std::fs::write(&path, &old).unwrap();
        let mut child = start();
        busy_wait(delay);
        let _ = child.kill();
        child.wait().unwrap();
        let found = std::fs::read_to_string(&path).unwrap();
        assert!(found == old || found == new, "killed after {delay:?}: {} bytes", found.len());
        outcomes[usize::from(found == new)] += 1;
        for file in temporary_files(&dir.path()) {
            std::fs::remove_file(file).unwrap();
        }
    }
    println!("old and new: {outcomes:?}");
}

/// Starts the reader, types keys, and kills the reader `delay` after the last key.
fn kill_after(folder: &Path, state: &Path, keys: &str, delay: Duration) {
    let env = [("XDG_STATE_HOME", state.to_str().unwrap())];
    let options = Options { columns: 100, rows: 24, env: &env, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &[folder.to_str().unwrap()], &options);
    session.wait_for_text("article 1 of 2");
    let (last, before) = (keys.len() - 1, &keys[..keys.len() - 1]);
    session.send(before);
    if before.ends_with('+') {
        session.wait_for_text("comment:");
    } else {
        session.wait_for_text("Add Ann Lee");
    }
    session.send(&keys[last..]);
    busy_wait(delay);
    session.signal(KILL);
    session.wait_exit();
}

/// Generous upper bound for the time from a key to the end of the write that it causes.
const WRITE_TIME: Duration = Duration::from_millis(60);

#[test]
fn killed_reader_leaves_list_notes_and_state_intact() {
    let old = list(200);
    let text = "Ann Lee met Port 7 officials.\n";
    let folder = corpus(&old, &[("1.txt", &format!("One\n\n{text}")), ("2.txt", &format!("Two\n\n{text}"))]);
    let state = tempfile::tempdir().unwrap();
    let (list, notes) = (folder.path().join("entities.toml"), folder.path().join("whoswho-notes.md"));
    let new = format!("{old}\n[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n");
    let mut outcomes = [0; 4];
    for delay in delays(WRITE_TIME) {
        std::fs::write(&list, &old).unwrap();
        kill_after(folder.path(), state.path(), "aap", delay);
        let found = std::fs::read_to_string(&list).unwrap();
        assert!(
            found == old || found == new,
            "killed after {delay:?}:\n{}",
            &found[old.len().min(found.len())..]
        );
        outcomes[usize::from(found == new)] += 1;
        std::fs::write(&list, &old).unwrap();

        let _ = std::fs::remove_file(&notes);
        kill_after(folder.path(), state.path(), "]+\r", delay);
        let found = std::fs::read_to_string(&notes).ok();
        let is_whole = |found: &String| {
            found.starts_with("# Notes\n\n## ") && found.ends_with("> Ann Lee met Port 7 officials.\n")
        };
        assert!(found.as_ref().is_none_or(is_whole), "killed after {delay:?}: {found:?}");
        outcomes[2 + usize::from(found.is_some())] += 1;

        for file in temporary_files(folder.path()) {
            std::fs::remove_file(file).unwrap();
        }
        let state_file = state.path().join("whoswho").join("memory.sqlite");
        let database = rusqlite::Connection::open(&state_file).unwrap();
        let integrity: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(integrity, "ok");
    }
    println!("list old and new, notes old and new: {outcomes:?}");
    // The next run opens all the files without an error.
    let env = [("XDG_STATE_HOME", state.path().to_str().unwrap())];
    let options = Options { columns: 100, rows: 24, env: &env, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &[folder.path().to_str().unwrap()], &options);
    session.wait_for_text("article 1 of 2");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}
