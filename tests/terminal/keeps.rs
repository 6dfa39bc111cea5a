//! What the next sitting finds as it was left, beyond the open article: the places in all others, what was read, the view, the
//! pane, hidden kinds and what stands out.

use std::path::Path;

use crate::desk::{
    PROGRAM, filler, found_on, look_of, look_on, numbered, page_of, quit, reports, settled_page,
    wait_for_page, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// A home that several sittings share.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a home"))
    }

    fn sit_down(&self, folder: &TempDir, (columns, rows): (u16, u16)) -> Session {
        let env = [("XDG_STATE_HOME", self.0.path().to_str().expect("a path in UTF-8"))];
        let options = Options { columns, rows, env: &env, ..Options::default() };
        Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path in UTF-8")], &options)
    }
}

const WIDE: (u16, u16) = (120, 40);
const SMALL: (u16, u16) = (50, 20);

#[test]
fn every_article_is_found_at_the_place_where_it_was_left() {
    let long = |number: usize| format!("Report {number}\n\n{}Kyiv waits.\n\n{}", filler(40), filler(40));
    let (one, two, three) = (long(1), long(2), long(3));
    let folder = corpus(crate::desk::LIST, &[("1.txt", &one), ("2.txt", &two), ("3.txt", &three)]);
    let home = Home::new();
    let mut session = home.sit_down(&folder, SMALL);
    let mut left = Vec::new();
    for (keys, at) in [("11j", "1/3"), ("J23j", "2/3"), ("J]", "3/3")] {
        session.wait_for_text("/3");
        session.send(keys);
        session.wait_for_text(at);
        session.wait_for(|screen| found_on(screen, "top").is_none(), "the page further down");
        left.push(settled_page(&session));
    }
    session.send("2K");
    wait_for_page(&session, &left[0], "the first article as it was left");
    quit(session);

    let mut session = home.sit_down(&folder, SMALL);
    wait_for_page(&session, &left[0], "the first article as it was left");
    session.wait_for_text("1/3 ");
    for page in &left[1..] {
        session.send("J");
        // The mark beside the row landed on comes back with the place.
        wait_for_page(&session, page, "an article as it was left, which was not open at the end");
    }
    session.wait_for_text("1/1 here");
    quit(session);
}

#[test]
fn what_was_read_and_what_was_said_to_be_unread_comes_back() {
    let folder = reports();
    let home = Home::new();
    let is_read = |screen: &vt100::Screen| {
        ["✓ 1.txt", "✓ 2.txt", "✓ 3.txt"].map(|words| found_on(screen, words).is_some())
    };
    let mut session = home.sit_down(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    // The first by the hand, the second by having been shown to its end, the third shown and then said to be unread.
    session.send("r");
    session.wait_for(|screen| is_read(screen) == [true, false, false], "the first");
    session.send("J");
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the second");
    session.send("J");
    session.wait_for(|screen| is_read(screen) == [true, true, true], "the third");
    session.send("r");
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the third is not");
    session.send("2K");
    session.wait_for_text("article 1 of 3");
    quit(session);

    let session = home.sit_down(&folder, WIDE);
    session.wait_for(|screen| is_read(screen) == [true, true, false], "the marks of the last sitting");
    quit(session);
}

#[test]
fn the_compare_view_comes_back() {
    let folder = reports();
    let home = Home::new();
    let mut session = home.sit_down(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    session.send("c");
    session.wait_for_text("Compare: mentions by article");
    quit(session);
    let mut session = home.sit_down(&folder, WIDE);
    session.wait_for_text("Compare: mentions by article");
    session.wait_for_text("▸Kyiv");
    session.send("c");
    session.wait_for_text("article 1 of 3");
    quit(session);
    let session = home.sit_down(&folder, WIDE);
    session.wait_for_text("article 1 of 3");
    quit(session);
}

#[test]
fn hidden_kinds_what_stands_out_the_pane_and_nested_mentions_come_back() {
    let folder = reports();
    let home = Home::new();
    let mut session = home.sit_down(&folder, WIDE);
    session.wait_for_text("mentions: 6 here");
    let person = look_of(&session, "Joe Park left");
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
    session.wait_for(|screen| look_on(screen, "Entities").bold, "the panel in use");
    let plain = look_of(&session, "Joe Park left");
    assert_ne!(person, plain);
    quit(session);

    let mut session = home.sit_down(&folder, WIDE);
    session.wait_for_text("2 here");
    session.wait_for(|screen| look_on(screen, "Entities").bold, "the panel in use");
    assert_eq!(look_of(&session, "Joe Park left"), plain);
    session.send("x");
    session.wait_for_text("only mentions that count");
    session.send("**");
    session.wait_for_text("Highlighting all mentions");
    session.wait_for(|screen| look_on(screen, "Joe Park left") == person, "the mentions");
    session.send("t");
    session.wait_for_text("[ ] Places");
    session.send("l");
    session.wait_for_text("[x] Places");
    session.send_key("Esc");
    wait_until_gone(&session, "[x] Places");
    session.wait_for_text("6 here");
    quit(session);
    let session = home.sit_down(&folder, WIDE);
    session.wait_for_text("6 here");
    session.wait_for(|screen| look_on(screen, "Joe Park left") == person, "the mentions");
    quit(session);
}

/// A page is remembered by its words: on another screen the same words stand at its top.
#[test]
fn a_place_comes_back_on_a_screen_of_another_size() {
    let folder = numbered();
    let home = Home::new();
    let mut session = home.sit_down(&folder, SMALL);
    session.wait_for_text("Row 001");
    session.send("80j");
    session.wait_for(|screen| page_of(screen)[0].contains("Row 079"), "the page");
    quit(session);
    let session = home.sit_down(&folder, (40, 12));
    session.wait_for(|screen| page_of(screen)[0].contains("Row 079"), "the same row at the top");
    quit(session);
}
