//! A key that cannot act says so, and acts on nothing that is not on the screen.

use crate::harness::{quit, reports, start, start_small, wait_until_gone};

/// Keys that act on the page of an article, in the views that show none.
#[test]
fn keys_of_the_page_are_refused_in_other_views() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Joe Park: 1 of 2 here");
    for (view, shown) in
        [("C", "Matrix: mentions"), ("w", "Concordance of Joe Park"), ("S", "that are not listed")]
    {
        session.send(view);
        session.wait_for_text(shown);
        for key in ["m", "y", "+", "|"] {
            session.send(key);
            session.wait_for_text("Only while reading. Press q to go back.");
            // The message goes, so the next one belongs to the next key.
            session.send("j");
            session.wait_for(|screen| !screen.contents().contains("Only while reading"), "the message to go");
        }
        session.send("q");
        session.wait_for_text("Joe Park: 1 of 2 here");
    }
    assert!(!folder.path().join("whoswho-notes.md").exists());
    quit(session);
}

/// On a small screen the list of articles hides the text.
#[test]
fn keys_of_the_page_are_refused_while_another_pane_hides_it() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send_key("BackTab");
    session.wait_for_text("Articles");
    session.send("m");
    session.wait_for_text("The text is hidden. Press Tab to show it.");
    quit(session);
}

#[test]
fn keys_that_do_nothing_say_what_they_could_have_meant() {
    let folder = reports();
    let mut session = start(&folder);
    session.send_key("Enter");
    session.wait_for_text("No mention selected. Press ] for the next one.");
    session.send("5c");
    session.wait_for_text("c takes no count");
    session.send("Z");
    session.wait_for_text("Z again quits; Esc stays");
    session.send_key("Esc");
    wait_until_gone(&session, "Z again quits");
    // The message about a key of another program names the key that does the same here.
    session.send("0");
    session.send_key("Ctrl-w");
    session.wait_for_text("Ctrl-w does nothing here. Tab goes to the next pane.");
    quit(session);
}
