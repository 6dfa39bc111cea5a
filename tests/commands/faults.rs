//! Failures of the system: a full disk, a missing or read-only home, a terminal that disconnects. No file is lost or
//! left half written, and a message says what to do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use crate::support::driver::corpus;
use crate::support::program::TestFolder;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";
const ARTICLE: &str = "A report\n\nAnn Lee met officials in Kyiv. Ann Lee left.\n";
/// The same text under another title; an exact duplicate would not be listed.
const OTHER: &str = "Another report\n\nAnn Lee met officials in Kyiv. Ann Lee left.\n";

/// Returns a list longer than the file size limit in these tests.
fn long_list() -> String {
    let entity = |number: usize| format!("[[entity]]\nname = \"Port {number}\"\nkind = \"place\"\n");
    (1..=400).map(entity).collect()
}

/// Runs a command with a file size limit of 4 KiB, which acts like a full disk. Returns exit code and standard error.
fn run_without_space(dir: &TestFolder, arguments: &str) -> (Option<i32>, String) {
    let mut command = std::process::Command::new("/bin/sh");
    let script = format!("ulimit -f 8; exec '{PROGRAM}' {arguments}");
    command.args(["-c", &script]).env_clear().env("HOME", dir.home()).current_dir(dir.path());
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Returns the names of the files in a folder, sorted.
fn file_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn list_is_unchanged_and_the_reason_reported_if_the_disk_is_full() {
    let list = long_list();
    let dir = TestFolder::with(&[("entities.toml", &list), ("more.csv", "name,kind\nMara Okello,person\n")]);
    let (code, err) = run_without_space(&dir, "import more.csv --merge");
    assert_eq!(code, Some(2), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        err.contains("entities.toml was not written: ")
            && err.contains("; raise the limit, or write it elsewhere"),
        "{err}"
    );
    assert_eq!(std::fs::read_to_string(dir.path().join("entities.toml")).unwrap(), list);
    assert_eq!(file_names(&dir.path()), ["entities.toml", "more.csv"], "no partial file is left beside it");
}

fn reports(list: &str) -> TempDir {
    corpus(list, &[("1.txt", ARTICLE), ("2.txt", OTHER)])
}

/// Starts the reader after a line of shell script that changes its environment.
fn start_after(setup: &str, folder: &TempDir) -> Session {
    let script = format!("{setup}; exec '{PROGRAM}' '{}'", folder.path().display());
    let options = Options { columns: 120, rows: 30, ..Options::default() };
    let session = Session::start_script(&script, &options);
    session.wait_for_text("article 1 of 2");
    session
}

#[test]
fn reader_reports_a_full_disk_and_continues() {
    let list = long_list();
    let folder = reports(&list);
    let mut session = start_after("ulimit -f 8", &folder);
    session.send("aap");
    session.wait_for_text("was not written");
    session.send("]");
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.signal, None);
    assert!(session.is_restored() && session.is_cooked());
    assert_eq!(std::fs::read_to_string(folder.path().join("entities.toml")).unwrap(), list);
    assert_eq!(file_names(folder.path()), ["1.txt", "2.txt", "entities.toml"]);
}

#[test]
fn only_saved_state_needs_a_home() {
    let folder = reports(LIST);
    let unset = "unset HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR";
    let mut session = start_after(unset, &folder);
    session.send("]+");
    session.wait_for_text("comment:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    let dir = TestFolder::with(&[("entities.toml", LIST), ("a.txt", ARTICLE)]);
    for arguments in ["articles a.txt", "suggest a.txt", "notes a.txt", "check"] {
        let output = dir.command().env_remove("HOME").args(arguments.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Regression: the state was saved in `.local/state` in the current folder.
#[test]
fn nothing_is_saved_if_the_home_is_empty() {
    let folder = reports(LIST);
    let mut session = start_after("export HOME=; unset XDG_STATE_HOME", &folder);
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(!session.home().join(".local/state/whoswho").exists());
}

/// Uses a file in place of the folder, since permissions do not apply to root.
#[test]
fn unwritable_state_folder_is_reported_and_nothing_else_fails() {
    let folder = reports(LIST);
    let mut session = start_after("echo > blocked; export XDG_STATE_HOME=\"$PWD/blocked\"", &folder);
    session.send("aap");
    session.wait_for_text("Ann Lee is listed");
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.signal, None);
    let screen = session.screen_text();
    assert!(exit.code == Some(0) || screen.contains("blocked"), "{exit:?}: {screen}");
    assert!(std::fs::read_to_string(folder.path().join("entities.toml")).unwrap().contains("Ann Lee"));
}

#[test]
fn deleted_list_is_not_created_again() {
    let folder = reports(LIST);
    let path = folder.path().join("entities.toml");
    let mut session = start_after("true", &folder);
    session.send("aa");
    session.wait_for_text("Add Ann Lee");
    std::fs::remove_file(&path).unwrap();
    session.send("p");
    session.wait_for_text("no such file or directory");
    session.wait_for_text("put the list back");
    assert!(!path.exists());
    std::fs::write(&path, LIST).unwrap();
    session.wait_until_quiet(std::time::Duration::from_millis(300));
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.signal, None);
    let list = std::fs::read_to_string(&path).unwrap();
    assert!(list.starts_with(LIST), "{list}");
}

/// Regression: the message was that there is no list yet.
#[test]
fn deleted_list_is_not_edited_but_said_to_be_missing() {
    let folder = reports(LIST);
    let mut session = start_after("true", &folder);
    std::fs::remove_file(folder.path().join("entities.toml")).unwrap();
    session.send("v");
    session.wait_for_text("is missing: put it back");
    session.send("Q");
    assert_eq!(session.wait_exit().signal, None);
}

#[test]
fn hangup_while_writing_loses_nothing() {
    let folder = reports(LIST);
    let mut session = start_after("true", &folder);
    session.send("aa");
    session.wait_for_text("Add Ann Lee");
    session.send("p");
    session.wait_for_text("2 here, 4 in all");
    session.send("]");
    session.wait_for_text("1 of 2 here");
    session.send("+");
    session.wait_for_text("comment:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("]+");
    session.hang_up();
    session.wait_exit();
    let list = std::fs::read_to_string(folder.path().join("entities.toml")).unwrap();
    assert_eq!(list, format!("{LIST}\n[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n"));
    let notes = std::fs::read_to_string(folder.path().join("whoswho-notes.md")).unwrap();
    assert!(notes.starts_with("# Notes\n") && notes.ends_with(".\n"), "{notes}");
    assert_eq!(file_names(folder.path()), ["1.txt", "2.txt", "entities.toml", "whoswho-notes.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn every_command_fails_if_its_output_cannot_be_written() {
    let dir = TestFolder::with(&[
        ("entities.toml", LIST),
        ("a.txt", ARTICLE),
        ("more.csv", "name,kind\nVelin,place\n"),
    ]);
    for command in [
        "articles",
        "entities",
        "mentions",
        "concordance Kyiv",
        "cooccur --unit article",
        "compare",
        "suggest",
    ] {
        for format in ["table", "json", "jsonl", "csv"] {
            let arguments = format!("{command} a.txt --format {format}");
            if arguments.starts_with("cooccur") && format == "jsonl" {
                continue; // With one entity there are no pairs, and so no output.
            }
            check_full_disk(&dir, &arguments);
        }
    }
    for arguments in ["import more.csv", "config default", "text a.txt"] {
        check_full_disk(&dir, arguments);
    }
}

/// Runs a command with its output on a full disk and checks its error.
#[cfg(target_os = "linux")]
fn check_full_disk(dir: &TestFolder, arguments: &str) {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = dir.command().args(arguments.split(' ')).stdout(full).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2), "{arguments}: {:?} {err}", output.status);
    assert!(err.lines().count() == 1 && err.contains("o space left"), "{arguments}: {err}");
}
