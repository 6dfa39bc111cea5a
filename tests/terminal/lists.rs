//! Lists: which articles are listed and in which order, and what pickers show of what they find.

use crate::desk::{LIST, found_on, look_on, place_of, quit, reports, start, wait_until_gone};
use crate::support::driver::corpus;
use crate::support::pty::Session;
use tempfile::TempDir;

#[test]
fn the_list_is_narrowed_to_the_articles_that_a_search_found() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("\\alone|once more");
    session.send_key("Enter");
    session.wait_for_text("2 hits in 2 of 3 articles");
    session.send("&");
    session.wait_for_text("Articles 2/3");
    session.wait_for(|screen| found_on(screen, "1.txt").is_none(), "no row of the first");
    session.send("J");
    session.wait_for_text("article 2 of 3");
    session.send("J");
    session.wait_for_text("article 3 of 3");
    session.send("J");
    session.wait_for_text("This is the last article in this list");
    // What jumps and what is counted keeps to the list too.
    session.send("]]]");
    session.wait_for_text("article 2 of 3");
    session.wait_for_text("1 of 3 in those listed");
    session.send("&");
    session.wait_for_text("Listing all 3 articles again");
    quit(session);
}

#[test]
fn with_nothing_selected_and_nothing_found_it_asks_what_the_articles_must_hold() {
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

/// Four reports whose order differs by path, date, source and mentions.
fn four() -> TempDir {
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

/// The order of the rows in the list of articles, by the first letters of their titles.
fn order(screen: &vt100::Screen) -> String {
    let rows: Vec<String> = screen.rows(0, 22).skip(1).collect();
    let titles = rows.iter().filter(|row| row.contains(" report"));
    titles
        .filter_map(|row| row.split_whitespace().find(|word| word.starts_with(['A', 'B', 'C', 'D'])))
        .map(|word| &word[..1])
        .collect()
}

#[test]
fn articles_are_sorted_by_path_date_source_and_mentions_and_walked_in_that_order() {
    let folder = four();
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
            // From the third in path, the first by source, on to the second by source.
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

/// Whether words stand on a screen, in the row under the hand.
fn is_in_hand(screen: &vt100::Screen, words: &str) -> bool {
    found_on(screen, words).is_some() && look_on(screen, words).inverse
}

#[test]
fn a_command_is_found_with_its_key_and_its_words() {
    let folder = reports();
    let mut session = start(&folder);
    session.send(":nextart");
    session.wait_for_text("> nextart");
    session.wait_for(|screen| is_in_hand(screen, "next-article "), "its row under the hand");
    let (_, row) = place_of(&session, "next-article ");
    let line = session.screen_text().lines().nth(usize::from(row)).unwrap_or_default().to_owned();
    let words: Vec<&str> = line.split_whitespace().filter(|word| *word != "│").collect();
    assert_eq!(words, ["next-article", "next", "article", "J"]);
    session.send_key("Enter");
    session.wait_for_text("article 2 of 3");
    // Its words find it too, and a command without a key is one all the same.
    session.send(":sort the list");
    session.wait_for(|screen| is_in_hand(screen, "sort-articles"), "the command by its words");
    session.send_key("Esc");
    wait_until_gone(&session, "> sort the list");
    session.send(":hyphenate");
    session.wait_for(|screen| is_in_hand(screen, "hyphenate-words"), "the command without a key");
    session.send_key("Enter");
    session.wait_for_text("Long words are hyphenated");
    quit(session);
}

#[test]
fn an_entity_is_found_by_any_of_its_names_and_shown_with_its_kind() {
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
            row.is_some_and(|row| is_in_hand(screen, row.trim_matches(['│', ' '])))
        };
        session.wait_for(picked, &format!("{name}, a {kind}"));
        session.send_key("Enter");
        session.wait_for_text(&format!("{name}: "));
    }
    // The second row by the arrow, and away without a choice.
    session.send("e");
    session.wait_for_text("> ");
    session.send_key("Down");
    session.wait_for(|screen| found_on(screen, "2 of 3").is_some(), "the second row");
    session.send_key("Esc");
    wait_until_gone(&session, "2 of 3");
    session.wait_for_text("Geneva: ");
    quit(session);
}
