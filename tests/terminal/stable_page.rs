//! The page and the cursor stay put when articles are added, changed or removed.

use std::path::Path;

use crate::harness::{
    LIST, filler, find_text, page, page_of, quit, reports, settled_page, start, start_small,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};

/// Replaces a file by rename, as editors and downloads do.
fn save(folder: &Path, name: &str, text: &str) {
    let other = folder.join("file.part");
    std::fs::write(&other, text).expect("written");
    std::fs::rename(&other, folder.join(name)).expect("renamed");
}

/// Clears a message with a key that does nothing else.
fn clear_message(session: &mut Session, words: &str) {
    session.send_key("Esc");
    crate::harness::wait_until_gone(session, words);
}

#[test]
fn adding_and_removing_articles_keeps_the_page() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("]]");
    session.wait_for_text("2/6 here");
    session.send("20j");
    session.wait_for(|screen| find_text(screen, "Joe Park left").is_none(), "the page further down");
    let before = settled_page(&session);
    // Articles are added before and after the open one.
    for (name, count) in [("0.txt", 4), ("4.txt", 5)] {
        save(folder.path(), name, &format!("Report {name}\n\nKyiv and Geneva.\n"));
        session.wait_for_text("articles: 1 new");
        session.wait_for_text(&format!("/{count} "));
        assert_eq!(page(&session), before, "{name} was added");
        clear_message(&mut session, "1 new");
    }
    save(folder.path(), "3.txt", "Third report\n\nNobody at all.\n");
    session.wait_for_text("articles: 1 changed");
    assert_eq!(page(&session), before, "another article changed");
    clear_message(&mut session, "1 changed");
    std::fs::remove_file(folder.path().join("0.txt")).expect("removed");
    session.wait_for_text("articles: 1 gone");
    session.wait_for_text("1/4 ");
    assert_eq!(page(&session), before, "an article was removed");
    quit(session);
}

/// Text inserted above the page lengthens the article, but the page still shows the same words.
#[test]
fn changes_elsewhere_in_the_open_article_keep_the_page() {
    let text = |above: &str, below: &str| {
        let middle: String = (1..=60)
            .map(|number| format!("Middle paragraph {number} is here.\n\n"))
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
        crate::harness::wait_for_page(&session, &before, "the words that were on the page");
        session.wait_until_quiet(std::time::Duration::from_millis(200));
        assert_eq!(page(&session), before);
    }
    quit(session);
}

/// Not even one frame in between shows another page.
#[test]
fn page_is_never_redrawn_while_articles_are_added() {
    let folder = reports();
    let options = Options { columns: 50, rows: 20, ..Options::default() };
    let mut session = crate::harness::start_with(folder.path(), &options, &[]);
    session.send("30j");
    session.wait_for(|screen| find_text(screen, "Joe Park left").is_none(), "the page further down");
    let before = settled_page(&session);
    let sent_before = session.raw().len();
    for number in 4..12 {
        save(folder.path(), &format!("{number}.txt"), &format!("Report {number}\n\nKyiv {}", filler(number)));
    }
    session.wait_for_text("1/11 ");
    session.wait_until_quiet(std::time::Duration::from_millis(300));
    assert_eq!(page(&session), before);
    // No row of the page was sent again, as it would be if another page had been drawn in between.
    let since = String::from_utf8_lossy(&session.raw()[sent_before..]).into_owned();
    assert!(!since.contains("Nothing of note") && !since.contains("paragraph"), "{since:?}");
    quit(session);
}

/// The cursor stays on its article and its entity.
#[test]
fn cursor_stays_on_its_row_when_rows_are_added_above() {
    let folder = reports();
    let mut session = start(&folder);
    let is_at_cursor = |screen: &vt100::Screen, words: &str| crate::harness::style_on(screen, words).inverse;
    session.send_key("BackTab");
    session.send("jj");
    session.wait_for(|screen| is_at_cursor(screen, "3 Third report"), "the cursor on the third");
    save(folder.path(), "0.txt", "A report in front\n\nKyiv.\n");
    session.wait_for(
        |screen| is_at_cursor(screen, "4 Third report"),
        "the cursor on the same article, now the fourth",
    );
    session.send_key("Enter");
    session.wait_for_text("article 4 of 4");
    session.send("C");
    session.wait_for_text("▸Kyiv");
    session.send("j");
    session.wait_for(|screen| find_text(screen, "▸Geneva").is_some(), "the cursor on Geneva");
    save(folder.path(), "9.txt", "A report at the end\n\nPark, Park, Park, Park, Park, Park, Park.\n");
    session.wait_for(|screen| find_text(screen, "of 5 articles").is_some(), "another column");
    session.wait_for(|screen| find_text(screen, "▸Geneva").is_some(), "the cursor still on Geneva");
    assert!(session.screen(page_of).iter().any(|row| row.contains("Joe Park")));
    quit(session);
}
