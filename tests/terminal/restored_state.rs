//! The state that is restored at the next start besides the open article: positions in all articles, read marks, view,
//! pane, hidden kinds and highlighting.

use std::path::Path;

use crate::harness::{
    PROGRAM, filler, find_text, numbered_rows, page_of, quit, reports, settled_page, style_of, style_on,
    wait_for_page, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// A state folder that several runs share.
struct StateFolder(TempDir);

impl StateFolder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn start(&self, folder: &TempDir, (columns, rows): (u16, u16)) -> Session {
        let env = [("XDG_STATE_HOME", self.0.path().to_str().expect("a path in UTF-8"))];
        let options = Options { columns, rows, env: &env, ..Options::default() };
        Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path in UTF-8")], &options)
    }
}

const WIDE: (u16, u16) = (120, 40);
const SMALL: (u16, u16) = (50, 20);

#[test]
fn scroll_position_of_every_article_is_restored() {
    let long = |number: usize| format!("Report {number}\n\n{}Kyiv waits.\n\n{}", filler(40), filler(40));
    let (one, two, three) = (long(1), long(2), long(3));
    let folder = corpus(crate::harness::LIST, &[("1.txt", &one), ("2.txt", &two), ("3.txt", &three)]);
    let state = StateFolder::new();
    let mut session = state.start(&folder, SMALL);
    let mut pages = Vec::new();
    for (keys, at) in [("11j", "1/3"), ("J23j", "2/3"), ("J]", "3/3")] {
        session.wait_for_text("/3");
        session.send(keys);
        session.wait_for_text(at);
        session.wait_for(|screen| find_text(screen, "top").is_none(), "the page further down");
        pages.push(settled_page(&session));
    }
    session.send("2K");
    wait_for_page(&session, &pages[0], "the first article's page");
    quit(session);

    let mut session = state.start(&folder, SMALL);
    wait_for_page(&session, &pages[0], "the first article's page");
    session.wait_for_text("1/3 ");
    for page in &pages[1..] {
        session.send("J");
        // The marker beside the current mention is restored too.
        wait_for_page(&session, page, "the page of an article that was not open at exit");
    }
    session.wait_for_text("1/1 here");
    quit(session);
}

#[test]
fn read_marks_set_or_cleared_are_restored() {
    let folder = reports();
    let state = StateFolder::new();
    let is_read = |screen: &vt100::Screen| {
        ["✓ 1.txt", "✓ 2.txt", "✓ 3.txt"].map(|words| find_text(screen, words).is_some())
    };
    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    // The first article is marked by key, the second by being shown to its end. The third is shown, then unmarked by
    // key.
    session.send("r");
    session.wait_for(|screen| is_read(screen) == [true, false, false], "the first read");
    session.send("J");
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the second read");
    session.send("J");
    session.wait_for(|screen| is_read(screen) == [true, true, true], "the third read");
    session.send("r");
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the third unread");
    session.send("2K");
    session.wait_for_text("article 1 of 3");
    quit(session);

    let session = state.start(&folder, WIDE);
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the marks of the last run");
    quit(session);
}

#[test]
fn compare_view_is_restored() {
    let folder = reports();
    let state = StateFolder::new();
    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    quit(session);
    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("Matrix: mentions by article");
    session.wait_for_text("▸Kyiv");
    session.send("C");
    session.wait_for_text("article 1 of 3");
    quit(session);
    let session = state.start(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    quit(session);
}

#[test]
fn hidden_kinds_highlighting_pane_and_nested_mentions_are_restored() {
    let folder = reports();
    let state = StateFolder::new();
    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("mentions: 6 here");
    let person = style_of(&session, "Joe Park left");
    session.send("t");
    session.wait_for_text("[x] Places");
    session.send("l");
    session.wait_for_text("[ ] Places");
    session.send_key("Esc");
    wait_until_gone(&session, "[ ] Places");
    session.wait_for_text("2 here");
    session.send("*");
    session.wait_for_text("Highlighting only the selected entity");
    session.send("x");
    session.wait_for_text("Showing nested mentions");
    session.send_key("Tab");
    session.wait_for(|screen| style_on(screen, "Entities").bold, "the panel focused");
    let plain = style_of(&session, "Joe Park left");
    assert_ne!(person, plain);
    quit(session);

    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("2 here");
    session.wait_for(|screen| style_on(screen, "Entities").bold, "the panel focused");
    assert_eq!(style_of(&session, "Joe Park left"), plain);
    session.send("x");
    session.wait_for_text("only mentions that count");
    session.send("**");
    session.wait_for_text("Highlighting all mentions");
    session.wait_for(|screen| style_on(screen, "Joe Park left") == person, "the mention highlighted");
    session.send("t");
    session.wait_for_text("[ ] Places");
    session.send("l");
    session.wait_for_text("[x] Places");
    session.send_key("Esc");
    wait_until_gone(&session, "[x] Places");
    session.wait_for_text("6 here");
    quit(session);
    let session = state.start(&folder, WIDE);
    session.wait_for_text("6 here");
    session.wait_for(|screen| style_on(screen, "Joe Park left") == person, "the mention highlighted");
    quit(session);
}

/// A page without highlights would look as if the list matched nothing.
#[test]
fn highlights_switched_off_have_a_badge_and_are_on_at_the_next_start() {
    let folder = reports();
    let state = StateFolder::new();
    let mut session = state.start(&folder, WIDE);
    session.wait_for_text("mentions: 6 here");
    let person = style_of(&session, "Joe Park left");
    session.send("**");
    session.wait_for_text("highlights off *");
    session.send("M");
    session.wait_for_text("highlights off *   mouse off M");
    let off = style_of(&session, "Joe Park left");
    assert_ne!(off, person);
    quit(session);

    let mut session = state.start(&folder, WIDE);
    session.wait_for(|screen| style_on(screen, "Joe Park left") == person, "the mention highlighted");
    assert!(session.screen(|screen| find_text(screen, "highlights")).is_none());
    // On a small screen, the position takes precedence, and badges are shortened to their keys.
    session.send("**xM");
    session.wait_for_text("highlights off *   nested x   mouse off M");
    session.resize(50, 20);
    session.wait_for_text("+* x M");
    session.wait_for_text("1/3  top");
    quit(session);
}

/// Positions are saved by their words, so the same words are at the top on a screen of another size.
#[test]
fn position_is_restored_on_a_screen_of_another_size() {
    let folder = numbered_rows();
    let state = StateFolder::new();
    let mut session = state.start(&folder, SMALL);
    session.wait_for_text("Row 001");
    session.send("80j");
    session.wait_for(|screen| page_of(screen)[0].contains("Row 079"), "the page");
    quit(session);
    let session = state.start(&folder, (40, 12));
    session.wait_for(|screen| page_of(screen)[0].contains("Row 079"), "the same row at the top");
    quit(session);
}
