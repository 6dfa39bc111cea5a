//! Nothing moves that the reader did not move: articles that come, change and go leave the page as it is.

use std::path::Path;

use crate::desk::{LIST, filler, found_on, page, page_of, quit, reports, settled_page, start, start_small};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};

/// Puts a file in its place at once, as editors and downloads do.
fn save(folder: &Path, name: &str, text: &str) {
    let other = folder.join("file.part");
    std::fs::write(&other, text).expect("written");
    std::fs::rename(&other, folder.join(name)).expect("renamed");
}

/// Takes the message away: a key that does nothing.
fn hush(session: &mut Session, words: &str) {
    session.send_key("Esc");
    crate::desk::wait_until_gone(session, words);
}

#[test]
fn articles_that_come_and_go_leave_the_page_where_it_is() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("]]");
    session.wait_for_text("2/6 here");
    session.send("20j");
    session.wait_for(|screen| found_on(screen, "Joe Park left").is_none(), "the page further down");
    let before = settled_page(&session);
    // In front of the open one and behind it, with names and without.
    for (name, count) in [("0.txt", 4), ("4.txt", 5)] {
        save(folder.path(), name, &format!("Report {name}\n\nKyiv and Geneva.\n"));
        session.wait_for_text("articles: 1 new");
        session.wait_for_text(&format!("/{count} "));
        assert_eq!(page(&session), before, "{name} came");
        hush(&mut session, "1 new");
    }
    save(folder.path(), "3.txt", "Third report\n\nNobody at all.\n");
    session.wait_for_text("articles: 1 changed");
    assert_eq!(page(&session), before, "another one changed");
    hush(&mut session, "1 changed");
    std::fs::remove_file(folder.path().join("0.txt")).expect("removed");
    session.wait_for_text("articles: 1 gone");
    session.wait_for_text("1/4 ");
    assert_eq!(page(&session), before, "one went");
    quit(session);
}

/// What is added above the page grows the article, and the page shows the words it showed.
#[test]
fn the_open_article_that_changes_elsewhere_leaves_the_page_where_it_is() {
    let text = |above: &str, below: &str| {
        let middle: String = (1..=60)
            .map(|number| format!("Middle paragraph {number} stands.\n\n"))
            .collect::<Vec<_>>()
            .concat();
        format!("One report\n\n{above}{middle}Kyiv waits.\n\n{below}")
    };
    let folder = corpus(LIST, &[("1.txt", &text("", "")), ("2.txt", "Another\n\nGeneva.\n")]);
    let mut session = start_small(&folder);
    session.send("51j");
    session.wait_for_text("Middle paragraph 30");
    let before = settled_page(&session);
    for (above, below, mentions) in
        [("", "Kyiv more.\n", 2), ("Kyiv above.\n\nAnd more.\n\n", "Kyiv more.\n", 3)]
    {
        save(folder.path(), "1.txt", &text(above, below));
        session.wait_for_text(&format!("mentions: {mentions} here"));
        crate::desk::wait_for_page(&session, &before, "the words that were on the page");
        session.wait_until_quiet(std::time::Duration::from_millis(200));
        assert_eq!(page(&session), before);
    }
    quit(session);
}

/// Between a change and the end of it the page is not once another.
#[test]
fn no_other_page_is_drawn_on_the_way() {
    let folder = reports();
    let options = Options { columns: 50, rows: 20, ..Options::default() };
    let mut session = crate::desk::start_with(folder.path(), &options, &[]);
    session.send("30j");
    session.wait_for(|screen| found_on(screen, "Joe Park left").is_none(), "the page further down");
    let before = settled_page(&session);
    let drawn = session.raw().len();
    for number in 4..12 {
        save(folder.path(), &format!("{number}.txt"), &format!("Report {number}\n\nKyiv {}", filler(number)));
    }
    session.wait_for_text("1/11 ");
    session.wait_until_quiet(std::time::Duration::from_millis(300));
    assert_eq!(page(&session), before);
    // None of the rows of the page was written again, as it would be on the way to another page and back.
    let since = String::from_utf8_lossy(&session.raw()[drawn..]).into_owned();
    assert!(!since.contains("Nothing of note") && !since.contains("paragraph"), "{since:?}");
    quit(session);
}

/// The hand stays on its article and its entity where rows come in front of it.
#[test]
fn the_hand_stays_on_its_row_where_rows_come_in_front() {
    let folder = reports();
    let mut session = start(&folder);
    let is_under_hand = |screen: &vt100::Screen, words: &str| crate::desk::look_on(screen, words).inverse;
    session.send_key("BackTab");
    session.send("jj");
    session.wait_for(|screen| is_under_hand(screen, "3 Third report"), "the hand on the third");
    save(folder.path(), "0.txt", "A report in front\n\nKyiv.\n");
    session.wait_for(|screen| is_under_hand(screen, "4 Third report"), "the hand on what is the fourth now");
    session.send_key("Enter");
    session.wait_for_text("article 4 of 4");
    session.send("c");
    session.wait_for_text("▸Kyiv");
    session.send("j");
    session.wait_for(|screen| found_on(screen, "▸Geneva").is_some(), "the hand on Geneva");
    save(folder.path(), "9.txt", "A report behind\n\nPark, Park, Park, Park, Park, Park, Park.\n");
    session.wait_for(|screen| found_on(screen, "5 A rep").is_some(), "another column");
    session.wait_for(|screen| found_on(screen, "▸Geneva").is_some(), "the hand on Geneva");
    assert!(session.screen(page_of).iter().any(|row| row.contains("Joe Park")));
    quit(session);
}
