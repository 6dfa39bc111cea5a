//! The Suggest view at a terminal: a name is ignored and brought back, the list is filtered and sorted, and Enter adds
//! only what it says.

use tempfile::TempDir;

use crate::harness::{find_text, quit, start, wait_until_gone};
use crate::support::driver::corpus;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// Creates an article with three names that are not listed: Bob Ray three times, the others twice.
fn names() -> TempDir {
    let text = "First report\n\nKyiv waits. Then Ann Lee came. Then Ann Lee left.\n\nSo Bob Ray slept. Then Bob Ray woke, \
         and Bob Ray ate.\n\nThen Zoe Fox came. Then Zoe Fox left.\n";
    corpus(LIST, &[("1.txt", text)])
}

#[test]
fn ignored_name_has_a_section_of_its_own_and_is_brought_back() {
    let folder = names();
    let mut session = start(&folder);
    session.send("S");
    session.wait_for_text("3 names that are not listed");
    session.wait_for_text("▸ Bob Ray");
    session.send("x");
    session.wait_for_text("2 names that are not listed, likeliest first; 1 ignored");
    session.wait_for(
        |screen| {
            let row = |words| find_text(screen, words).map(|(_, row)| row);
            row("Zoe Fox").is_some()
                && row("Zoe Fox") < row(" Ignored")
                && row(" Ignored").map(|row| row + 1) == row("Bob Ray  ")
        },
        "the ignored name in a section at the end",
    );
    // `x` in that section brings it back, and `U` ignores it again.
    session.send("G");
    session.wait_for_text("▸ Bob Ray");
    session.send("x");
    session.wait_for_text("3 names that are not listed");
    wait_until_gone(&session, "1 ignored");
    session.send("U");
    session.wait_for_text("Undid: Bob Ray no longer ignored");
    session.wait_for_text("; 1 ignored");
    session.send("U");
    session.wait_for_text("Undid: Bob Ray ignored");
    session.wait_for_text("3 names that are not listed");
    quit(session);
}

#[test]
fn names_are_filtered_and_sorted_under_the_same_cursor() {
    let folder = names();
    let mut session = start(&folder);
    session.send("S/zo");
    session.wait_for_text("▸ Zoe Fox");
    wait_until_gone(&session, "Bob Ray  ");
    session.wait_for_text("Enter keeps the filter");
    session.send_key("Esc");
    session.wait_for_text("  Bob Ray");
    session.wait_for_text("▸ Zoe Fox");
    session.send("k");
    session.wait_for_text("▸ Ann Lee");
    session.send("s");
    session.wait_for_text("Names sorted by count");
    session.send("s");
    session.wait_for_text("Names sorted by articles");
    session.send("s");
    session.wait_for_text("Names sorted by name");
    session.wait_for(
        |screen| {
            let row = |name| find_text(screen, name).map(|(_, row)| row);
            row("▸ Ann Lee").is_some()
                && row("▸ Ann Lee") < row("  Bob Ray")
                && row("  Bob Ray") < row("  Zoe Fox")
        },
        "the names in alphabetical order, with the cursor on the same name",
    );
    quit(session);
}

#[test]
fn labels_are_beside_their_names_and_enter_adds_only_what_it_says() {
    let folder = names();
    let list = folder.path().join("entities.toml");
    let mut session = start(&folder);
    session.send("a");
    session.wait_for_text("type the letters of a name to add it");
    // A label is before its name and covers none of its letters.
    session.wait_for(
        |screen| {
            ["Ann Lee came", "Bob Ray slept", "Zoe Fox came"]
                .iter()
                .all(|name| find_text(screen, name).is_some())
        },
        "the whole of every name",
    );
    session.send("a");
    session.wait_for_text("┌ Add Ann Lee ");
    session.wait_for_text("a letter adds it");
    session.send_key("Enter");
    session.wait_for_text("Kind unknown: press p, l, o, n or e");
    assert_eq!(std::fs::read_to_string(&list).expect("the list"), LIST);
    session.send_key("Down");
    session.wait_for_text("Enter chooses the entity");
    session.send_key("Down");
    session.wait_for_text("a letter or Enter adds it");
    session.send_key("Enter");
    session.wait_for_text("Ann Lee is listed: person");
    let grown = std::fs::read_to_string(&list).expect("the list");
    assert!(grown.starts_with(LIST) && grown.contains("name = \"Ann Lee\"\nkind = \"person\""), "{grown}");
    quit(session);
}

#[test]
fn key_of_suggest_is_hinted_at_if_few_names_are_listed() {
    let folder =
        corpus(LIST, &[("1.txt", "First report\n\nThen Ann Lee came.\n"), ("2.txt", "Two\n\nKyiv waits.\n")]);
    let session = start(&folder);
    session.wait_for_text("S suggest names (few are listed)");
    quit(session);
}
