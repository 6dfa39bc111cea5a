//! Undo in a terminal: what it removes from the list and from the notes, and that the user's own edits stay.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::harness::{LIST, quit, start, wait_until_gone};
use crate::support::driver::corpus;
use crate::support::pty::Session;

fn articles() -> TempDir {
    corpus(
        LIST,
        &[("1.txt", "First report\n\nThen Ann Lee went to Kyiv. Ann Lee and Bob Ray met in Geneva.\n")],
    )
}

fn notes_of(folder: &TempDir) -> PathBuf {
    folder.path().join("whoswho-notes.md")
}

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(path).expect("a file")
}

/// Saves a note on the first mention.
fn save_note(session: &mut Session, comment: &str) {
    session.send("]");
    session.wait_for_text("1 of 2 here");
    session.send("+");
    session.wait_for_text("comment:");
    session.send(comment);
    session.send_key("Enter");
    session.wait_for_text("kept in");
}

#[test]
fn additions_a_note_and_a_mark_are_undone_one_after_the_other() {
    let folder = articles();
    let list = folder.path().join("entities.toml");
    let mut session = start(&folder);
    session.send("a");
    session.wait_for_text("letters of a name");
    session.send("ap");
    session.wait_for_text("Ann Lee is listed: person");
    session.wait_for_text("U undoes it");
    session.wait_for_text("2 here, 2 in all");
    let grown = text(&list);
    save_note(&mut session, "ask her");
    session.send("ma");
    session.wait_for_text("Mark a set");
    session.send("as");
    session.wait_for_text("Add Bob Ray");
    session.send("p");
    session.wait_for_text("Bob Ray is listed: person");
    session.send("U");
    session.wait_for_text("Undid: added Bob Ray (person)");
    assert_eq!(text(&list), grown);
    session.send("U");
    session.wait_for_text("Undid: mark a");
    session.send("U");
    session.wait_for_text("Undid: note on First report");
    assert_eq!(text(&notes_of(&folder)).lines().filter(|line| line.starts_with("## ")).count(), 0);
    session.send("U");
    session.wait_for_text("Undid: added Ann Lee (person)");
    assert_eq!(text(&list), LIST);
    session.send("U");
    session.wait_for_text("Nothing to undo");
    quit(session);
}

#[test]
fn notes_that_were_edited_since_are_left_as_they_are() {
    let folder = articles();
    let mut session = start(&folder);
    save_note(&mut session, "one");
    session.send("+");
    session.wait_for_text("comment:");
    session.send("two");
    session.send_key("Enter");
    session.wait_for(|_| text(&notes_of(&folder)).contains("two"), "a second note");
    let edited = text(&notes_of(&folder)) + "My own words.\n";
    std::fs::write(notes_of(&folder), &edited).expect("written");
    session.send("U");
    session.wait_for_text("has changed since; not undone: note on First report");
    assert_eq!(text(&notes_of(&folder)), edited);
    session.send_key("Esc");
    wait_until_gone(&session, "not undone");
    session.send("U");
    session.wait_for_text("not undone");
    assert_eq!(text(&notes_of(&folder)), edited);
    quit(session);
}

/// The alias is added to the chosen entity. Hiding a kind is a change like any other.
#[test]
fn alias_and_hidden_kind_are_undone() {
    let folder = articles();
    let list = folder.path().join("entities.toml");
    let mut session = start(&folder);
    session.send("aa");
    session.wait_for_text("Add Ann Lee");
    session.send("=");
    session.wait_for_text("Ann Lee is an alias of…");
    session.send("park");
    session.wait_for_text("▸ Park  Joe Park");
    session.send_key("Enter");
    session.wait_for_text("Ann Lee is an alias of Joe Park; U undoes it");
    assert!(text(&list).contains("\"Ann Lee\""));
    session.send("tl");
    session.wait_for_text("1 kind hidden t");
    session.send_key("Esc");
    wait_until_gone(&session, "Kinds shown");
    session.send("U");
    session.wait_for_text("Undid: Places hidden");
    wait_until_gone(&session, "1 kind hidden t");
    session.send("U");
    session.wait_for_text("Undid: added Ann Lee (alias of Joe Park)");
    assert_eq!(text(&list), LIST);
    quit(session);
}
