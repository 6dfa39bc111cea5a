//! What fails beneath the program: a disk that is full, a home that is not there or may not be written to, a terminal that goes. Nothing that was written is
//! lost or half, and a line says what to do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use crate::support::driver::corpus;
use crate::support::program::Place;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";
const ARTICLE: &str = "A report\n\nAnn Lee met officials in Kyiv. Ann Lee left.\n";
/// The same in another report: of two with one text only one would be listed.
const OTHER: &str = "Another report\n\nAnn Lee met officials in Kyiv. Ann Lee left.\n";

/// A list that is longer than a file may be below.
fn long_list() -> String {
    let entity = |number: usize| format!("[[entity]]\nname = \"Port {number}\"\nkind = \"place\"\n");
    (1..=400).map(entity).collect()
}

/// Runs a command where no file may grow beyond 4 KiB, as on a disk that is full.
fn without_room(place: &Place, arguments: &str) -> (Option<i32>, String) {
    let mut command = std::process::Command::new("/bin/sh");
    let script = format!("ulimit -f 8; exec '{PROGRAM}' {arguments}");
    command.args(["-c", &script]).env_clear().env("HOME", place.home()).current_dir(place.path());
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_for_which_there_is_no_room_stays_as_it_was_and_the_reason_is_told() {
    let list = long_list();
    let place = Place::with(&[("entities.toml", &list), ("more.csv", "name,kind\nMara Okello,person\n")]);
    let (code, err) = without_room(&place, "import more.csv --merge");
    assert_eq!(code, Some(2), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        err.contains("entities.toml was not written: ") && err.contains("make room and try again"),
        "{err}"
    );
    assert_eq!(std::fs::read_to_string(place.path().join("entities.toml")).unwrap(), list);
    assert_eq!(names(&place.path()), ["entities.toml", "more.csv"], "nothing half is left beside it");
}

fn reports(list: &str) -> TempDir {
    corpus(list, &[("1.txt", ARTICLE), ("2.txt", OTHER)])
}

/// A reader on these articles, by a script before which something is done to its surroundings.
fn reader_after(before: &str, folder: &TempDir) -> Session {
    let script = format!("{before}; exec '{PROGRAM}' '{}'", folder.path().display());
    let options = Options { columns: 120, rows: 30, ..Options::default() };
    let session = Session::start_script(&script, &options);
    session.wait_for_text("article 1 of 2");
    session
}

#[test]
fn a_reader_without_room_tells_it_and_goes_on() {
    let list = long_list();
    let folder = reports(&list);
    let mut session = reader_after("ulimit -f 8", &folder);
    session.send("aap");
    session.wait_for_text("was not written");
    session.send("]");
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.signal, None);
    assert!(session.restored() && session.cooked());
    assert_eq!(std::fs::read_to_string(folder.path().join("entities.toml")).unwrap(), list);
    assert_eq!(names(folder.path()), ["1.txt", "2.txt", "entities.toml"]);
}

#[test]
fn without_a_home_everything_but_remembering_works() {
    let folder = reports(LIST);
    let unset = "unset HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR";
    let mut session = reader_after(unset, &folder);
    session.send("]+");
    session.wait_for_text("remark:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    let place = Place::with(&[("entities.toml", LIST), ("a.txt", ARTICLE)]);
    for arguments in ["articles a.txt", "suggest a.txt", "notes a.txt", "check"] {
        let output = place.command().env_remove("HOME").args(arguments.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Permissions do not hold for everybody, so a file stands where the folder should be.
#[test]
fn a_home_that_cannot_be_written_to_is_told_and_nothing_else_fails() {
    let folder = reports(LIST);
    let mut session = reader_after("echo > blocked; export XDG_STATE_HOME=\"$PWD/blocked\"", &folder);
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
fn a_list_that_was_deleted_is_not_written_over_nothing() {
    let folder = reports(LIST);
    let path = folder.path().join("entities.toml");
    let mut session = reader_after("true", &folder);
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

#[test]
fn a_terminal_that_goes_in_the_midst_of_writing_loses_nothing() {
    let folder = reports(LIST);
    let mut session = reader_after("true", &folder);
    session.send("aa");
    session.wait_for_text("Add Ann Lee");
    session.send("p");
    session.wait_for_text("2 here, 4 in all");
    session.send("]");
    session.wait_for_text("1 of 2 here");
    session.send("+");
    session.wait_for_text("remark:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("]+");
    session.hang_up();
    session.wait_exit();
    let list = std::fs::read_to_string(folder.path().join("entities.toml")).unwrap();
    assert_eq!(list, format!("{LIST}\n[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n"));
    let notes = std::fs::read_to_string(folder.path().join("whoswho-notes.md")).unwrap();
    assert!(notes.starts_with("# Notes\n") && notes.ends_with(".\n"), "{notes}");
    assert_eq!(names(folder.path()), ["1.txt", "2.txt", "entities.toml", "whoswho-notes.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn no_command_ends_well_where_nothing_can_be_written() {
    let place =
        Place::with(&[("entities.toml", LIST), ("a.txt", ARTICLE), ("more.csv", "name,kind\nVelin,place\n")]);
    for command in ["articles", "entities", "mentions", "cooccur --unit article", "compare", "suggest"] {
        for format in ["table", "json", "jsonl", "csv"] {
            let arguments = format!("{command} a.txt --format {format}");
            if arguments.starts_with("cooccur") && format == "jsonl" {
                continue; // One entity makes no pair, and no pair no row.
            }
            full(&place, &arguments);
        }
    }
    for arguments in ["import more.csv", "config default", "text a.txt"] {
        full(&place, arguments);
    }
}

/// Runs a command whose output goes to a full disk.
#[cfg(target_os = "linux")]
fn full(place: &Place, arguments: &str) {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = place.command().args(arguments.split(' ')).stdout(full).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2), "{arguments}: {:?} {err}", output.status);
    assert!(err.lines().count() == 1 && err.contains("o space left"), "{arguments}: {err}");
}
