//! Sentences are noted and copied without a current mention: the clicked one, else the first one on the page.

use crate::harness::{LIST, click_on, filler, quit, start, wait_until_gone};
use crate::support::driver::corpus;

#[test]
fn without_a_mention_the_first_sentence_on_the_page_is_noted_and_copied() {
    let text = format!("First report\n\nSnow fell. Kyiv waits.\n\n{}", filler(60));
    let folder = corpus(LIST, &[("1.txt", &text)]);
    let notes = folder.path().join("whoswho-notes.md");
    let mut session = start(&folder);
    session.send("2j");
    session.wait_for(|screen| !screen.contents().contains("  First report    "), "the title scrolled off");
    session.send("ys");
    session.wait_for_text("clipboard, 10 characters: Snow fell.");
    session.send("+");
    session.wait_for_text("comment:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    let note = std::fs::read_to_string(&notes).expect("the notes");
    assert!(note.contains("> Snow fell.\n"), "{note}");
    // A click on plain text selects its sentence.
    click_on(&mut session, "Nothing of note in paragraph 2.", 3);
    session.wait_for_text("Sentence selected. + notes it");
    session.wait_for(|screen| !screen.contents().contains("kept in"), "the message to go");
    session.send("ys");
    session.wait_for_text("31 characters: Nothing of note…");
    session.send("+");
    session.wait_for_text("comment:");
    session.send_key("Enter");
    wait_until_gone(&session, "comment:");
    session.wait_for(
        |_| {
            std::fs::read_to_string(&notes)
                .is_ok_and(|note| note.contains("> Nothing of note in paragraph 2.\n"))
        },
        "the second note",
    );
    quit(session);
}
