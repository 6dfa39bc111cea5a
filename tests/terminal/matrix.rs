//! The matrix in a terminal: finding a row, reading its mentions, and coming back to the cell.

use std::os::unix::fs::PermissionsExt;

use crate::harness::{find_text, quit, reports, start, start_small, start_with, wait_until_gone};
use crate::support::pty::Options;

#[test]
fn a_session_in_compare_finds_walks_reads_and_comes_back() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    session.wait_for_text("row 1 of 3");
    // A row is found by an alias.
    session.send("/par");
    session.wait_for_text("match 1 of 1");
    session.wait_for_text("▸Joe Park");
    session.send_key("Esc");
    session.wait_for_text("▸Kyiv");
    session.send("/genev");
    session.wait_for_text("▸Geneva");
    session.send_key("Enter");
    wait_until_gone(&session, "match 1 of 1");
    session.send("n");
    session.wait_for_text("Only one row matches");
    // Moving between columns.
    session.send("J");
    session.wait_for_text("Geneva: 1 in article 2");
    session.send("$");
    session.wait_for_text("Geneva: 1 in article 3");
    session.send("}");
    session.wait_for_text("No later article mentions Geneva");
    session.send("K");
    session.wait_for_text("Geneva: 1 in article 2");
    session.send("$^");
    session.wait_for_text("Geneva: 1 in article 1");
    session.send("$");
    session.wait_for_text("Geneva: 1 in article 3");
    session.send("2{");
    session.wait_for_text("Geneva: 1 in article 1");
    // Keys that act on the hidden page are refused.
    session.send("m");
    session.wait_for_text("Only while reading. Press q to go back.");
    // Sort by name, then read on from the cell.
    session.send("ssss");
    session.wait_for_text("sorted by name");
    session.send("l]");
    session.wait_for_text("Geneva: 1 of 1 here, 2 of 3 in all");
    session.wait_for_text("article 2 of 3");
    session.send("]");
    session.wait_for_text("article 3 of 3");
    session.send("HH");
    session.wait_for_text("sorted by name");
    session.wait_for_text("▸Geneva");
    session.wait_for_text("Geneva: 1 in article 2");
    session.send_key("Enter");
    session.wait_for_text("Geneva: 1 of 1 here, 2 of 3 in all");
    session.send("\u{f}");
    session.wait_for_text("▸Geneva");
    session.wait_for_text("Geneva: 1 in article 2");
    // Picking an entity and typing a label both move the cursor.
    session.send("epark");
    session.wait_for(|screen| find_text(screen, "> park").is_some(), "the letters");
    session.send_key("Enter");
    session.wait_for_text("▸Joe Park");
    session.send("f");
    session.wait_for_text("type the letters of a label");
    session.send("a");
    session.wait_for_text("▸Geneva");
    session.send("f");
    session.wait_for_text("type the letters of a label");
    session.send("s");
    session.wait_for_text("▸Joe Park");
    // The card is about the row, whoever is selected.
    session.send("i");
    session.wait_for_text("┌ Joe Park ");
    quit(session);
}

#[test]
fn row_is_found_on_a_small_screen() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("C/q");
    session.wait_for_text("no name contains this");
    session.wait_for_text("Enter keeps the row, ↑ ↓ other matches, Esc back");
    session.send_key("Enter");
    session.wait_for_text("No name here contains q");
    session.send("/kiev");
    session.wait_for_text("match 1 of 1");
    session.send_key("Enter");
    session.wait_for_text("next match");
    quit(session);
}

/// The list opens at the entity of the row, whoever is selected.
#[test]
fn list_opens_at_the_entity_of_the_row() {
    let (folder, aside) = (reports(), tempfile::tempdir().expect("a folder"));
    let (editor, opened) = (aside.path().join("editor.sh"), aside.path().join("opened"));
    std::fs::write(&editor, format!("#!/bin/sh\necho \"$1\" > {}\n", opened.display())).expect("written");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("made runnable");
    let env = [("EDITOR", editor.to_str().expect("a path in UTF-8"))];
    let options = Options { columns: 80, rows: 24, env: &env, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    session.send("C");
    session.wait_for_text("▸Kyiv");
    session.send("/genev");
    session.wait_for_text("▸Geneva");
    session.send_key("Enter");
    wait_until_gone(&session, "match 1 of 1");
    session.send("v");
    session.wait_for(|_| opened.exists(), "the editor");
    session.send("j");
    session.wait_for_text("row 3 of 3");
    let list = std::fs::read_to_string(folder.path().join("entities.toml")).expect("the list");
    // The entity begins one line above its name. `position` counts from 0, so it is that line's number, counted from 1.
    let first_line = list.lines().position(|line| line == "name = \"Geneva\"").expect("listed");
    let argument = std::fs::read_to_string(&opened).expect("what the editor was given");
    assert_eq!(argument.trim(), format!("+{first_line}"));
    quit(session);
}
