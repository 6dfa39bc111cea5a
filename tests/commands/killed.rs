//! Killed while it writes, at any moment: every file that holds something of the reader's own is as it was before or as it should be
//! after, never half.
//!
//! Twenty times each; `WHOSWHO_KILLS=1000 cargo test --test commands killed` does it oftener.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::driver::corpus;
use crate::support::program::Place;
use crate::support::pty::{Options, Session};

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const KILL: i32 = 9;

/// How often each is killed.
fn kills() -> u32 {
    std::env::var("WHOSWHO_KILLS").ok().and_then(|times| times.parse().ok()).unwrap_or(20)
}

/// Moments between nothing and a longest time, spread evenly and in no order: the golden ratio's multiples.
fn moments(longest: Duration) -> impl Iterator<Item = Duration> {
    (1..=kills()).map(move |number| longest.mul_f64((f64::from(number) * 0.618_033_988_749_895).fract()))
}

/// Waits as exactly as the machine can.
fn wait(time: Duration) {
    let began = Instant::now();
    while began.elapsed() < time {
        std::thread::yield_now();
    }
}

/// A list of so many places, longer than one write takes at once.
fn list(entities: usize) -> String {
    let note = "A place of which nothing is known but its number and that it lies by the water. ".repeat(4);
    let entity = |number: usize| {
        format!("[[entity]]\nname = \"Port {number}\"\nkind = \"place\"\nnote = \"{note}\"\n")
    };
    (1..=entities).map(entity).collect()
}

/// What is left beside a file of one that was to take its place.
fn left_beside(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect()
}

#[test]
fn a_list_that_is_merged_into_is_the_old_one_or_the_new_one() {
    let old = list(800);
    let place =
        Place::with(&[("entities.toml", &old), ("more.csv", "name,kind\nMara Okello,person\nVelin,place\n")]);
    let path = place.path().join("entities.toml");
    let start = || {
        let mut command = place.command();
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
    // It reads for long and writes at the end.
    for moment in moments(longest / 2).map(|moment| longest * 2 / 3 + moment) {
        std::fs::write(&path, &old).unwrap();
        let mut child = start();
        wait(moment);
        let _ = child.kill();
        child.wait().unwrap();
        let found = std::fs::read_to_string(&path).unwrap();
        assert!(found == old || found == new, "killed after {moment:?}: {} bytes", found.len());
        outcomes[usize::from(found == new)] += 1;
        for left in left_beside(&place.path()) {
            std::fs::remove_file(left).unwrap();
        }
    }
    println!("old and new: {outcomes:?}");
}

/// A reader that is killed so long after these keys.
fn killed_after(folder: &Path, state: &Path, keys: &str, moment: Duration) {
    let env = [("XDG_STATE_HOME", state.to_str().unwrap())];
    let options = Options { columns: 100, rows: 24, env: &env, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &[folder.to_str().unwrap()], &options);
    session.wait_for_text("article 1 of 2");
    let (last, before) = (keys.len() - 1, &keys[..keys.len() - 1]);
    session.send(before);
    if before.ends_with('+') {
        session.wait_for_text("remark:");
    } else {
        session.wait_for_text("Add Ann Lee");
    }
    session.send(&keys[last..]);
    wait(moment);
    session.signal(KILL);
    session.wait_exit();
}

/// How long after a key its writing is over, with room.
const WRITTEN_WITHIN: Duration = Duration::from_millis(60);

#[test]
fn a_reader_that_is_killed_leaves_list_notes_and_memory_whole() {
    let old = list(200);
    let text = "Ann Lee met Port 7 officials.\n";
    let folder = corpus(&old, &[("1.txt", &format!("One\n\n{text}")), ("2.txt", &format!("Two\n\n{text}"))]);
    let state = tempfile::tempdir().unwrap();
    let (list, notes) = (folder.path().join("entities.toml"), folder.path().join("whoswho-notes.md"));
    let new = format!("{old}\n[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n");
    let mut seen = [0; 4];
    for moment in moments(WRITTEN_WITHIN) {
        std::fs::write(&list, &old).unwrap();
        killed_after(folder.path(), state.path(), "aap", moment);
        let found = std::fs::read_to_string(&list).unwrap();
        assert!(
            found == old || found == new,
            "killed after {moment:?}:\n{}",
            &found[old.len().min(found.len())..]
        );
        seen[usize::from(found == new)] += 1;
        std::fs::write(&list, &old).unwrap();

        let _ = std::fs::remove_file(&notes);
        killed_after(folder.path(), state.path(), "]+\r", moment);
        let found = std::fs::read_to_string(&notes).ok();
        let is_whole = |found: &String| {
            found.starts_with("# Notes\n\n## ") && found.ends_with("> Ann Lee met Port 7 officials.\n")
        };
        assert!(found.as_ref().is_none_or(is_whole), "killed after {moment:?}: {found:?}");
        seen[2 + usize::from(found.is_some())] += 1;

        for left in left_beside(folder.path()) {
            std::fs::remove_file(left).unwrap();
        }
        let memory = state.path().join("whoswho").join("memory.sqlite");
        let database = rusqlite::Connection::open(&memory).unwrap();
        let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
    println!("list old and new, notes old and new: {seen:?}");
    // The next sitting opens all of it without a word.
    let env = [("XDG_STATE_HOME", state.path().to_str().unwrap())];
    let options = Options { columns: 100, rows: 24, env: &env, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &[folder.path().to_str().unwrap()], &options);
    session.wait_for_text("article 1 of 2");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}
