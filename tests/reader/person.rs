//! Typical sessions in a real terminal, each with a different way of moving through the articles.
#![cfg(unix)]

use std::path::Path;
use std::time::Duration;

use crate::support::driver::{corpus, seeds};
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Joe Park"
kind = "person"
aliases = ["Park"]
"#;

/// Creates three reports, which mention Kyiv three times, never and once. Two of the paragraphs that mention Kyiv also
/// mention Joe Park.
fn reports() -> TempDir {
    let filler = "Nothing of note is said here at all.\n\n".repeat(40);
    let first = format!(
        "First report\n\nJoe Park left Kyiv for Geneva.\n\n{filler}Kyiv waits.\n\nPark is back in Kyiv.\n"
    );
    let third = "Third report\n\nGeneva once more, far from Kyiv.\n";
    corpus(LIST, &[("1.txt", &first), ("2.txt", "Second report\n\nGeneva alone.\n"), ("3.txt", third)])
}

fn start(folder: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Session {
    let options = Options { columns: 120, rows: 40, env, ..Options::default() };
    let path = folder.path().to_str().expect("a path in UTF-8");
    let session = Session::start(Path::new(PROGRAM), &[&[path], arguments].concat(), &options);
    session.wait_for_text("article 1 of 3");
    session
}

fn quit(mut session: Session) {
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}

/// Returns the column and row of some words on the screen, counted from 0.
fn position_of(session: &Session, words: &str) -> (u16, u16) {
    let screen = session.screen_text();
    let found = screen.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(words)?;
        Some((line[..at].chars().count() as u16, row as u16))
    });
    found.unwrap_or_else(|| panic!("{words} in\n{screen}"))
}

#[test]
fn jumps_visit_every_mention_once_and_say_when_they_wrap() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("]]");
    session.wait_for_text("2 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 3 here, 1 of 4 in all");
    for expected in ["2 of 3 here, 2 of 4", "3 of 3 here, 3 of 4", "1 of 1 here, 4 of 4"] {
        session.send("]");
        session.wait_for_text(expected);
        // The marker beside the row shows the current mention, whatever the colours.
        session.wait_for(|screen| screen.contents().contains('▶'), "the mark");
    }
    session.wait_for_text("article 3 of 3");
    session.send("]");
    session.wait_for_text("End reached. Press ] again to continue from the first mention (article 1).");
    session.send("]");
    session.wait_for_text("1 of 3 here, 1 of 4 in all");
    session.send("}");
    session.wait_for_text("article 3 of 3");
    session.send("{");
    session.wait_for_text("article 1 of 3");
    session.send("H");
    session.wait_for_text("article 3 of 3");
    session.send("H");
    session.wait_for_text("1 of 3 here");
    session.send("L");
    session.wait_for_text("article 3 of 3");
    session.send("3[");
    session.wait_for_text("1 of 3 here");
    quit(session);
}

#[test]
fn shared_paragraphs_labels_and_clicks_lead_to_mentions() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    // A click selects the entity. The panel's first row is the entity that shares the most paragraphs with it.
    let (column, row) = position_of(&session, "Kyiv for Geneva");
    session.click(column, row);
    session.wait_for_text("Kyiv: 1 of 3 here");
    session.send(")");
    session.wait_for_text("Kyiv with Joe Park: 2 of 2 here");
    session.send(")");
    session.wait_for_text("End reached");
    session.send(")");
    session.wait_for_text("1 of 2 here");
    session.send_key("Esc");
    session.wait_for_text("mentions: ");
    // `a`, the first label, goes to the first mention.
    session.send("gf");
    session.wait_for_text("type the letters of a label");
    session.send("a");
    session.wait_for(|screen| !screen.contents().contains("type the letters"), "a mention");
    session.send("F");
    session.wait_for_text("type the letters of a label");
    session.send("a");
    session.wait_for_text("clear selection");
    quit(session);
}

#[test]
fn search_shows_hits_while_typing_and_continues_over_all_articles() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("/kyiv w");
    session.wait_for_text("1 of 1");
    session.send_key("Ctrl-u");
    session.send("(");
    session.wait_for_text("unclosed group");
    session.send_key("Ctrl-u");
    session.send("geneva");
    session.wait_for_text("1 of 1");
    session.send_key("Enter");
    session.wait_for_text("/geneva hit 1 of 1");
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("/geneva"), "the search ended");
    session.send("\\geneva");
    session.wait_for_text("3 hits in 3 of 3 articles");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 3");
    session.send("jj");
    session.wait_for_text("hit 3 of 3");
    session.wait_for_text("far from Kyiv");
    session.send_key("Enter");
    session.wait_for_text("article 3 of 3");
    session.send("N");
    session.wait_for_text("article 2 of 3");
    session.send("n");
    session.wait_for_text("article 3 of 3");
    quit(session);
}

#[test]
fn article_list_is_filtered_and_sorted_and_jumps_follow_it() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("ekiev");
    session.wait_for_text("Kiev  Kyiv");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 3 here, 4 in all");
    session.send("&");
    session.wait_for_text("Articles 2/3");
    session.send("J");
    session.wait_for_text("article 3 of 3");
    session.send("K");
    session.wait_for_text("article 1 of 3");
    session.send("s");
    session.wait_for_text("Articles sorted by date");
    session.send("&");
    session.wait_for_text("Listing all 3 articles again");
    quit(session);
}

#[test]
fn articles_entities_commands_and_keys_are_found_by_a_few_letters() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("pthird");
    session.wait_for_text("> third");
    session.send_key("Enter");
    session.wait_for_text("article 3 of 3");
    session.send("ejpark");
    session.wait_for_text("> jpark");
    session.send_key("Enter");
    session.wait_for_text("Joe Park:");
    session.send(":previous-art");
    session.wait_for_text("previous article");
    session.send_key("Enter");
    session.wait_for_text("article 2 of 3");
    session.send("?/zzzz");
    session.wait_for_text("no matching key");
    session.send_key("Ctrl-u");
    session.send("mention");
    session.wait_for_text("label the mentions");
    session.send_key("Enter");
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("label the mentions"), "the help closed");
    quit(session);
}

#[test]
fn jumps_skip_hidden_kinds() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.wait_for_text("mentions: 6 here");
    session.send("t");
    session.wait_for_text("Kinds shown");
    session.wait_for_text("[x] Places");
    session.send_key("Down");
    session.send_key("Enter");
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("Kinds shown"), "the menu closed");
    session.wait_for_text("2 here");
    session.send("]]");
    session.wait_for_text("2 of 2 here");
    session.wait_for_text("Park is back");
    quit(session);
}

/// Returns true if the program sent a sequence, such as `38;2;` (24-bit colours) or `38;5;` (256 colours).
fn has(raw: &[u8], sequence: &str) -> bool {
    raw.windows(sequence.len()).any(|window| window == sequence.as_bytes())
}

#[test]
fn themes_send_only_colours_that_the_terminal_has() {
    let folder = reports();
    let true_color = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let dark = start(&folder, &true_color, &["--theme", "dark"]);
    assert!(has(&dark.raw(), "38;2;") && has(&dark.raw(), "48;2;24;26;32"));
    quit(dark);
    let environment = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")];
    let auto = start(&folder, &environment, &["--theme", "auto"]);
    assert!(has(&auto.raw(), "48;2;252;251;247"), "a light background");
    quit(auto);
    let many = start(&folder, &[("TERM", "xterm-256color")], &["--theme", "light"]);
    assert!(has(&many.raw(), "48;5;") && !has(&many.raw(), "48;2;"));
    quit(many);
    let few = start(&folder, &[("TERM", "xterm")], &["--theme", "light"]);
    assert!(
        !has(&few.raw(), "48;2;") && !has(&few.raw(), "38;5;"),
        "a 16-colour terminal gets no other colours"
    );
    assert!(has(&few.raw(), "\u{1b}[32;") || has(&few.raw(), "\u{1b}[32m"), "the terminal's own colours");
    quit(few);
    for env in [&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")][..], &[("TERM", "xterm")]] {
        let theme = if env[0].0 == "TERM" { "mono" } else { "dark" };
        let none = start(&folder, env, &["--theme", theme]);
        for sequence in ["38;2;", "38;5;", "48;2;", "48;5;"] {
            assert!(!has(&none.raw(), sequence), "{env:?} {sequence}");
        }
        quit(none);
    }
}

#[test]
fn page_is_zoomed_and_justified_and_highlights_only_the_selection() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("_");
    session.wait_for(|screen| !screen.contents().contains("Articles 3"), "the text alone");
    session.send(":justify");
    session.wait_for_text("> justify");
    session.send_key("Enter");
    session.wait_for_text("Lines are justified");
    session.send("_");
    session.wait_for_text("Articles 3");
    session.send("]");
    session.wait_for_text("select it");
    session.send_key("Enter");
    session.wait_for_text("Joe Park: 1 of");
    session.send("*");
    session.wait_for_text("Highlighting only the selected entity");
    // Geneva, in the same row, is no longer highlighted.
    let (column, row) = position_of(&session, "Geneva.");
    let is_plain = session.screen(|screen| {
        let cell = screen.cell(row, column).expect("a cell");
        !cell.underline() && cell.fgcolor() == vt100::Color::Default
    });
    assert!(is_plain);
    session.send("*");
    session.wait_for_text("Highlighting off");
    session.send("*");
    session.wait_for_text("Highlighting all mentions");
    quit(session);
}

#[test]
fn click_on_the_scrollbar_goes_to_the_mention() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send("]]");
    session.wait_for_text("2 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 3 here");
    session.wait_until_quiet(Duration::from_millis(200));
    let (column, row) = position_of(&session, "■");
    session.click(column, row);
    session.wait_for_text("Kyiv waits.");
    quit(session);
}

#[test]
fn resizing_keeps_the_page() {
    let folder = seeds();
    let options = Options { columns: 120, rows: 40, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &[folder.to_str().expect("a path")], &options);
    session.wait_for_text("article 1 of 5");
    session.send("}]]");
    session.wait_for_text("article 2 of 5");
    session.wait_until_quiet(Duration::from_millis(200));
    let before = session.screen_text();
    for (columns, rows) in [(60, 20), (200, 60), (20, 6), (120, 40)] {
        session.resize(columns, rows);
        session.wait_for(
            |screen| (screen.size().0.get(), screen.size().1.get()) == (rows, columns),
            "the new size",
        );
        session.wait_until_quiet(Duration::from_millis(200));
    }
    let after = session.screen_text().replace('✓', " ");
    for (was, is) in before.replace('✓', " ").lines().zip(after.lines()) {
        assert_eq!(was, is);
    }
    quit(session);
}
