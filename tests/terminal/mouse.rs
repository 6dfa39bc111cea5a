//! The mouse: what is clicked is what is taken, and the wheel moves what it is over.

use crate::desk::{
    LIST, click_on, found_on, look_on, page_of, place_of, quit, reports, settled_page, start, start_with,
    wheel,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

#[test]
fn a_click_on_an_article_opens_it() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, "3 Third report", 4);
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("far from Kyiv.");
    // The row below the title belongs to the article too.
    click_on(&mut session, "2.txt", 0);
    session.wait_for_text("article 2 of 3");
    session.wait_for_text("Geneva alone.");
    quit(session);
}

#[test]
fn a_click_on_a_row_of_the_panel_selects_the_entity() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, " Geneva  ", 2);
    session.wait_for_text("Geneva: 1 here, 3 in all");
    // Its partners are rows of the panel now.
    click_on(&mut session, " Joe Park  ", 3);
    session.wait_for_text("Joe Park: 2 here, 2 in all");
    quit(session);
}

#[test]
fn a_click_on_a_mention_selects_it_and_one_between_words_does_not() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, "Geneva.", 5);
    session.wait_for_text("Geneva: 1 of 1 here, 1 of 3 in all");
    session.wait_for(|screen| found_on(screen, "▶ Joe Park left").is_some(), "the mark beside its row");
    session.send_key("Esc");
    session.wait_for_text("mentions: 3 of 6 here");
    click_on(&mut session, "Nothing of note in paragraph 1.", 2);
    session.wait_for_text("Word selected. Press a");
    quit(session);
}

#[test]
fn a_click_on_a_cell_of_compare_goes_to_the_first_mention_there() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("c");
    session.wait_for_text("Compare: mentions by article");
    // A cell stands below the head of its article.
    let (column, _) = place_of(&session, "3 Third");
    let (_, row) = place_of(&session, "Kyiv  ");
    session.click(column, row);
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("Kyiv: 1 of 1 here, 4 of 4 in all");
    // A name is a row: a click puts the hand on it and stays.
    session.send("c");
    session.wait_for_text("Compare: mentions by article");
    click_on(&mut session, "Joe Park", 1);
    session.wait_for_text("Joe Park: ");
    session.wait_for(|screen| found_on(screen, "▸Joe Park").is_some(), "the hand on the row");
    session.wait_for_text("Compare: mentions by article");
    quit(session);
}

#[test]
fn a_click_on_a_hit_puts_the_hand_on_it_and_another_goes_there() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("\\geneva");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 3");
    click_on(&mut session, "far from Kyiv", 2);
    session.wait_for_text("hit 3 of 3: article 3 of 3");
    session.wait_for_text("Search all articles");
    let rows = session.screen(page_of);
    let listed = rows.iter().position(|row| row.contains("far from Kyiv")).expect("the hit") as u16 + 1;
    session.click(12, listed);
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("/geneva hit 1 of 1");
    quit(session);
}

#[test]
fn a_click_on_a_suggestion_puts_the_hand_on_it() {
    let one = "First report\n\nMinister Nora Quist spoke. Later Nora Quist left.\n\nUmar Vell said so.\n";
    let two = "Second report\n\nIt rained on Nora Quist. Umar Vell said no.\n";
    let folder = corpus(LIST, &[("1.txt", one), ("2.txt", two), ("3.txt", "Third report\n\nUmar Vell.\n")]);
    let mut session = start(&folder);
    session.send("S");
    session.wait_for_text("name 1 of 2");
    let (other, under) = session.screen(|screen| {
        let is_under = |words: &str| found_on(screen, &format!("▸ {words}")).is_some();
        if is_under("Nora Quist") { ("Umar Vell", "Nora Quist") } else { ("Nora Quist", "Umar Vell") }
    });
    click_on(&mut session, other, 1);
    session.wait_for_text("name 2 of 2");
    session.wait_for(|screen| found_on(screen, &format!("▸ {other}")).is_some(), "the hand on the row");
    session.send_key("Enter");
    session.wait_for(
        |screen| look_on(screen, &format!("{other} ")).inverse,
        "its sentence, with the name marked",
    );
    assert!(under != other);
    quit(session);
}

/// Thirty reports, more than a screen lists, each with 20 names of its own and pages of text.
fn thirty() -> TempDir {
    let list: String = (1..=40)
        .map(|number| format!("[[entity]]\nname = 'Town {number:02}'\nkind = 'place'\n"))
        .collect::<Vec<_>>()
        .concat();
    let names: String =
        (1..=40).map(|number| format!("Town {number:02} stands.\n\n")).collect::<Vec<_>>().concat();
    let articles: Vec<(String, String)> = (1..=30)
        .map(|number| (format!("{number:02}.txt"), format!("Report {number:02} here\n\n{names}{names}")))
        .collect();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    corpus(&list, &articles)
}

fn wide(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 120, rows: 24, ..Options::default() }, &[])
}

/// The columns of one pane, from one column to another.
fn columns(screen: &vt100::Screen, from: u16, width: u16) -> Vec<String> {
    let rows: Vec<String> = screen.rows(from, width).map(|row| row.trim_end().to_owned()).collect();
    rows[1..rows.len() - 2].to_vec()
}

#[test]
fn the_wheel_moves_the_list_that_it_is_over_and_nothing_else() {
    let folder = thirty();
    let mut session = wide(&folder);
    session.wait_for_text("article 1 of 30");
    let (articles, _) = place_of(&session, "Report 02");
    let (text, _) = place_of(&session, "Town 01 stands");
    let (panel, _) = place_of(&session, "Town 01  ");
    let parts = |screen: &vt100::Screen| {
        [columns(screen, 0, text - 3), columns(screen, text, 40), columns(screen, panel, 20)]
    };
    for (at, column) in [articles, text, panel].into_iter().enumerate() {
        session.wait_until_quiet(std::time::Duration::from_millis(200));
        let before = session.screen(parts);
        for _ in 0..12 {
            wheel(&mut session, (column + 1, 8), true);
        }
        session.wait_for(|screen| parts(screen)[at] != before[at], &format!("pane {at} moved"));
        settled_page(&session);
        let after = session.screen(parts);
        for other in (0..3).filter(|other| *other != at) {
            assert_eq!(after[other], before[other], "the wheel over pane {at} moved pane {other}");
        }
        for _ in 0..12 {
            wheel(&mut session, (column + 1, 8), false);
        }
        session.wait_for(|screen| parts(screen)[at] == before[at], &format!("pane {at} moved back"));
    }
    quit(session);
}

#[test]
fn the_wheel_moves_the_rows_of_every_view() {
    let folder = thirty();
    let mut session = wide(&folder);
    session.wait_for_text("article 1 of 30");
    for (keys, shown, first, moved) in [
        ("c", "Compare", "Town 01: ", "Town 07: "),
        ("\\town 05\r", "Search all articles", "hit 1 of 60", "hit 7 of 60"),
    ] {
        session.send(keys);
        session.wait_for_text(shown);
        session.wait_for_text(first);
        wheel(&mut session, (20, 10), true);
        wheel(&mut session, (20, 10), true);
        session.wait_for_text(moved);
        wheel(&mut session, (20, 10), false);
        wheel(&mut session, (20, 10), false);
        session.wait_for_text(first);
        session.send("q");
        session.wait_for_text("article 1 of 30");
    }
    session.send("?");
    session.wait_for_text("Move and search");
    wheel(&mut session, (20, 10), true);
    session.wait_for(|screen| !screen.contents().contains("Move and search"), "the help moved");
    wheel(&mut session, (20, 10), false);
    session.wait_for_text("Move and search");
    session.send("q");
    quit(session);
}
