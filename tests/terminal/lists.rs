//! The article list (filter and order), the command palette and the entity picker.

use crate::harness::{LIST, find_text, position_of, quit, reports, start, style_on, wait_until_gone};
use crate::support::driver::corpus;
use crate::support::pty::Session;
use tempfile::TempDir;

#[test]
fn ampersand_filters_the_list_to_articles_with_hits() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("\\alone|once more");
    session.send_key("Enter");
    session.wait_for_text("2 hits in 2 of 3 articles");
    session.send("&");
    session.wait_for_text("Articles 2/3");
    session.wait_for(|screen| find_text(screen, "1.txt").is_none(), "the first article not listed");
    session.send("J");
    session.wait_for_text("article 2 of 3");
    session.send("J");
    session.wait_for_text("article 3 of 3");
    session.send("J");
    session.wait_for_text("This is the last article in this list");
    // Jumps and counts respect the filter too.
    session.send("]]]");
    session.wait_for_text("End reached. Press ] again to continue from the first mention (article 2).");
    session.send("]");
    session.wait_for_text("article 2 of 3");
    session.wait_for_text("1 of 3 in listed articles");
    session.send("&");
    session.wait_for_text("Listing all 3 articles again");
    quit(session);
}

#[test]
fn ampersand_without_selection_or_search_asks_for_an_expression() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("&");
    session.wait_for_text("Type what the articles must contain");
    session.send("geneva");
    session.wait_for_text("3 hits in 3 of 3 articles");
    session.send_key("Enter");
    session.send("\\nobody at all");
    session.wait_for_text("no hit in 3 articles");
    session.send_key("Enter");
    session.send("&");
    session.wait_for_text("No article contains nobody at all; all stay listed");
    quit(session);
}

/// Creates four reports that sort differently by path, date, source and mentions.
fn four_reports() -> TempDir {
    let article = |title: &str, source: &str, date: &str, mentions: usize| {
        format!(
            "---\ntitle: {title}\nsource: {source}\ndate: {date}\n---\n\n{}\n",
            "Kyiv waits. ".repeat(mentions)
        )
    };
    corpus(
        LIST,
        &[
            ("1.md", &article("Alpha report", "Morning", "2025-11-20", 2)),
            ("2.md", &article("Bravo report", "Evening", "2025-11-22", 1)),
            ("3.md", &article("Carol report", "Daily", "2025-11-19", 4)),
            ("4.md", &article("Delta report", "Noon", "2025-11-21", 3)),
        ],
    )
}

/// Returns the order of the article list, as the first letters of the titles.
fn order(screen: &vt100::Screen) -> String {
    let rows: Vec<String> = screen.rows(0, 22).skip(1).collect();
    let titles = rows.iter().filter(|row| row.contains(" report"));
    titles
        .filter_map(|row| row.split_whitespace().find(|word| word.starts_with(['A', 'B', 'C', 'D'])))
        .map(|word| &word[..1])
        .collect()
}

#[test]
fn articles_are_sorted_and_stepped_through_by_path_date_source_or_mentions() {
    let folder = four_reports();
    let mut session = start(&folder);
    let wait_for_order = |session: &Session, expected: &str| {
        session.wait_for(|screen| order(screen) == expected, &format!("the order {expected}"));
    };
    wait_for_order(&session, "ABCD");
    for (words, expected) in [("date", "CADB"), ("source", "CBAD"), ("mentions", "CDAB"), ("path", "ABCD")] {
        session.send("s");
        session.wait_for_text(&format!("Articles sorted by {words}"));
        wait_for_order(&session, expected);
        if words == "source" {
            // From the first by source (the third by path) to the second by source.
            session.send("J");
            session.wait_for_text("article 4 of 4");
            session.send("3K");
            session.wait_for_text("article 3 of 4");
            session.send("J");
            session.wait_for_text("article 2 of 4");
            session.send("}");
            session.wait_for_text("article 1 of 4");
        }
    }
    quit(session);
}

/// Returns true if some words are on the screen in the cursor's row.
fn is_at_cursor(screen: &vt100::Screen, words: &str) -> bool {
    find_text(screen, words).is_some() && style_on(screen, words).inverse
}

#[test]
fn palette_finds_commands_by_name_or_description_and_shows_the_key() {
    let folder = reports();
    let mut session = start(&folder);
    session.send(":nextart");
    session.wait_for_text("> nextart");
    // No command is called `nextart`, so no row is at the cursor until an arrow moves it there.
    session.send_key("Down");
    session.wait_for(|screen| is_at_cursor(screen, "next-article "), "the cursor on its row");
    let (_, row) = position_of(&session, "next-article ");
    let line = session.screen_text().lines().nth(usize::from(row)).unwrap_or_default().to_owned();
    let words: Vec<&str> = line.split_whitespace().filter(|word| *word != "│").collect();
    assert_eq!(words, ["next-article", "next", "article", "J"]);
    session.send_key("Enter");
    session.wait_for_text("article 2 of 3");
    // Commands are also found by their description, and commands without a key are listed.
    session.send(":sort the list");
    session.wait_for_text("sort the list by path");
    session.send_key("Down");
    session.wait_for(|screen| is_at_cursor(screen, "sort-articles"), "the command by its description");
    session.send_key("Esc");
    wait_until_gone(&session, "> sort the list");
    session.send(":hyphenate");
    session.wait_for(|screen| is_at_cursor(screen, "hyphenate-words"), "the command without a key");
    session.send_key("Enter");
    session.wait_for_text("Long words are hyphenated");
    quit(session);
}

#[test]
fn entity_picker_finds_names_and_aliases_and_shows_the_kind() {
    let folder = reports();
    let mut session = start(&folder);
    for (typed, name, kind) in
        [("kiev", "Kyiv", "place"), ("prk", "Joe Park", "person"), ("gnv", "Geneva", "place")]
    {
        session.send(&format!("e{typed}"));
        session.wait_for_text(&format!("> {typed}"));
        let picked = |screen: &vt100::Screen| {
            let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
            let row = rows.iter().find(|row| row.contains(name) && row.contains(kind));
            row.is_some_and(|row| is_at_cursor(screen, row.trim_matches(['│', ' '])))
        };
        session.wait_for(picked, &format!("{name}, a {kind}"));
        session.send_key("Enter");
        session.wait_for_text(&format!("{name}: "));
    }
    // The arrow moves to the second row; Esc closes without a choice.
    session.send("e");
    session.wait_for_text("> ");
    session.send_key("Down");
    session.wait_for(|screen| find_text(screen, "2 of 3").is_some(), "the second row");
    session.send_key("Esc");
    wait_until_gone(&session, "2 of 3");
    session.wait_for_text("Geneva: ");
    quit(session);
}
