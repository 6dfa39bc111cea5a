//! The mouse: clicks act on what is under the pointer, and the wheel scrolls it.

use crate::harness::{
    LIST, click_on, find_text, page_of, position_of, quit, reports, settled_page, start, start_with,
    style_on, wait_until_gone, wheel,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

#[test]
fn click_on_an_article_opens_it() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, "3 Third report", 4);
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("far from Kyiv.");
    // So does a click on the row below the title.
    click_on(&mut session, "2.txt", 0);
    session.wait_for_text("article 2 of 3");
    session.wait_for_text("Geneva alone.");
    quit(session);
}

#[test]
fn click_on_a_panel_row_selects_the_entity() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, " Geneva  ", 2);
    session.wait_for_text("Geneva: 1 here, 3 in all");
    // The panel now lists the entities it occurs with.
    click_on(&mut session, " Joe Park  ", 3);
    session.wait_for_text("Joe Park: 2 here, 2 in all");
    quit(session);
}

#[test]
fn click_selects_a_mention_or_the_sentence_of_plain_words_and_a_second_click_the_word() {
    let folder = reports();
    let mut session = start(&folder);
    click_on(&mut session, "Geneva.", 5);
    session.wait_for_text("Geneva: 1 of 1 here, 1 of 3 in all");
    session.wait_for(|screen| find_text(screen, "▶ Joe Park left").is_some(), "the marker beside its row");
    session.send_key("Esc");
    session.wait_for_text("mentions: 3 of 6 here");
    click_on(&mut session, "Nothing of note in paragraph 1.", 2);
    session.wait_for_text("Sentence selected. + notes it");
    click_on(&mut session, "Nothing of note in paragraph 1.", 2);
    session.wait_for_text("Word selected. Press a");
    quit(session);
}

#[test]
fn click_on_a_compare_cell_goes_to_the_first_mention_in_that_article() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    // A cell is below the heading of its article.
    let (column, _) = position_of(&session, "3 Third");
    let (_, row) = position_of(&session, "Kyiv  ");
    session.click(column, row);
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("Kyiv: 1 of 1 here, 4 of 4 in all");
    // A click on a name moves the cursor to its row and stays in the view.
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    click_on(&mut session, "Joe Park", 1);
    session.wait_for_text("Joe Park: ");
    session.wait_for(|screen| find_text(screen, "▸Joe Park").is_some(), "the cursor on the row");
    session.wait_for_text("Matrix: mentions by article");
    quit(session);
}

#[test]
fn first_click_on_a_hit_moves_the_cursor_and_the_second_opens_it() {
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
fn click_on_a_suggestion_moves_the_cursor_to_it_and_enter_goes_to_its_sentence() {
    let one = "First report\n\nMinister Nora Quist spoke. Later Nora Quist left.\n\nUmar Vell said so.\n";
    let two = "Second report\n\nIt rained on Nora Quist. Umar Vell said no.\n";
    let folder = corpus(LIST, &[("1.txt", one), ("2.txt", two), ("3.txt", "Third report\n\nUmar Vell.\n")]);
    let mut session = start(&folder);
    session.send("S");
    session.wait_for_text("name 1 of 2");
    let is_nora_at_cursor = session.screen(|screen| find_text(screen, "▸ Nora Quist").is_some());
    let other = if is_nora_at_cursor { "Umar Vell" } else { "Nora Quist" };
    click_on(&mut session, other, 1);
    session.wait_for_text("name 2 of 2");
    session.wait_for(|screen| find_text(screen, &format!("▸ {other}")).is_some(), "the cursor on the row");
    session.send_key("Enter");
    // The row at the cursor was inverse too, so wait until it is gone.
    wait_until_gone(&session, "name 2 of 2");
    session.wait_for(
        |screen| style_on(screen, &format!("{other} ")).inverse,
        "its sentence, with the name highlighted",
    );
    quit(session);
}

/// Creates thirty reports, more than fit in the list. Each is several pages long and mentions all 40 entities twice.
fn thirty_reports() -> TempDir {
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

fn start_wide(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 120, rows: 24, ..Options::default() }, &[])
}

/// Returns the rows of one pane: `width` columns from column `from`.
fn pane_rows(screen: &vt100::Screen, from: u16, width: u16) -> Vec<String> {
    let rows: Vec<String> = screen.rows(from, width).map(|row| row.trim_end().to_owned()).collect();
    rows[1..rows.len() - 2].to_vec()
}

#[test]
fn wheel_scrolls_only_the_pane_under_the_pointer() {
    let folder = thirty_reports();
    let mut session = start_wide(&folder);
    session.wait_for_text("article 1 of 30");
    let (articles, _) = position_of(&session, "Report 02");
    let (text, _) = position_of(&session, "Town 01 stands");
    let (panel, _) = position_of(&session, "Town 01  ");
    let visible_rows = |screen: &vt100::Screen| {
        [pane_rows(screen, 0, text - 3), pane_rows(screen, text, 40), pane_rows(screen, panel, 20)]
    };
    for (at, column) in [articles, text, panel].into_iter().enumerate() {
        session.wait_until_quiet(std::time::Duration::from_millis(200));
        let before = session.screen(visible_rows);
        for _ in 0..12 {
            wheel(&mut session, (column + 1, 8), true);
        }
        session.wait_for(|screen| visible_rows(screen)[at] != before[at], &format!("pane {at} to scroll"));
        settled_page(&session);
        let after = session.screen(visible_rows);
        for other in (0..3).filter(|other| *other != at) {
            assert_eq!(after[other], before[other], "the wheel over pane {at} scrolled pane {other}");
        }
        for _ in 0..12 {
            wheel(&mut session, (column + 1, 8), false);
        }
        session
            .wait_for(|screen| visible_rows(screen)[at] == before[at], &format!("pane {at} to scroll back"));
    }
    quit(session);
}

#[test]
fn wheel_scrolls_compare_search_and_the_help() {
    let folder = thirty_reports();
    let mut session = start_wide(&folder);
    session.wait_for_text("article 1 of 30");
    for (keys, shown, first, moved) in [
        ("C", "Matrix: mentions by article", "Town 01: ", "Town 07: "),
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
        wait_until_gone(&session, shown);
        session.wait_for_text("article 1 of 30");
    }
    session.send("?");
    session.wait_for_text("Move and search");
    wheel(&mut session, (20, 10), true);
    session.wait_for(|screen| !screen.contents().contains("Move and search"), "the help to scroll");
    wheel(&mut session, (20, 10), false);
    session.wait_for_text("Move and search");
    session.send("q");
    quit(session);
}
