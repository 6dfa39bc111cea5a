//! Lines typed after `:`, words that find a key, and habits of vim, byte by byte.

use crate::harness::{numbered_rows, quit, reports, start, start_small, wait_for_page, wait_until_gone};

#[test]
fn line_runs_the_command_that_it_names_and_none_that_is_only_similar() {
    let folder = reports();
    let mut session = start(&folder);
    session.send(":nxt\r");
    session.wait_for_text("No command is called nxt; ↑ ↓ choose a row");
    session.send("\x15e third\r");
    session.wait_for_text("article 3 of 3");
    session.send(":2\r");
    session.wait_for_text("article 2 of 3");
    session.send(":w\r");
    session.wait_for_text("Nothing to save: notes and marks are saved");
    session.send(":wq\r");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}

#[test]
fn words_used_by_other_programs_find_the_key() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("?/kwic");
    session.wait_for_text("every mention of the selected entity in context");
    wait_until_gone(&session, "half a page down");
    session.send("\x15shell");
    session.wait_for_text("pipe the article to a shell command");
    session.send("\x15cycle");
    session.wait_for_text("cycle highlighting: all / selected only / off");
    session.send("\x15yank");
    session.wait_for_text("copy: m mention");
    session.send("\rq:matrix");
    session.wait_for_text("which articles mention whom");
    session.send("\x1b");
    wait_until_gone(&session, "Commands");
    quit(session);
}

#[test]
fn keys_of_vim_scroll_count_and_leave() {
    let folder = numbered_rows();
    let mut session = start_small(&folder);
    let rows = |top: usize| -> Vec<String> {
        let row = |at: usize| match at {
            0 => "  Numbered rows".to_owned(),
            1 => String::new(),
            at => format!("  • Row {:03} is here.", at - 1),
        };
        (top..top + 17).map(row).collect()
    };
    session.send("3\x05");
    wait_for_page(&session, &rows(3), "three rows down");
    session.send("\x19");
    wait_for_page(&session, &rows(2), "one row up");
    // The title is the first paragraph.
    session.send("11g");
    session.wait_for_text("Paragraph 11 of 201");
    wait_for_page(&session, &rows(11), "the eleventh paragraph");
    session.send("50%");
    session.wait_for_text("50%");
    session.send("5c");
    session.wait_for_text("c takes no count");
    session.send("z");
    session.wait_for_text("zoom this pane");
    session.send("z");
    session.wait_for_text("Nothing selected");
    session.send("ZZ");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}
