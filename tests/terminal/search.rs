//! Search: what is found, how hits are highlighted, and what happens to the page meanwhile.

use crate::harness::{
    LIST, filler, find_text, numbered_rows, page, quit, settled_page, start, start_small, start_with,
    style_at, style_of, wait_for_page, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::Options;
use tempfile::TempDir;

fn spellings() -> TempDir {
    let text =
        "One report\n\nThe peace of Kyiv. A Peace for all. PEACE and nothing else.\n\nPeaceful days.\n";
    corpus(LIST, &[("1.txt", text)])
}

/// Smart case, as in ripgrep: case matters only if a capital letter is typed.
#[test]
fn search_is_case_insensitive_unless_a_capital_is_typed() {
    let folder = spellings();
    let mut session = start(&folder);
    for (typed, hits) in
        [("peace", 4), ("Peace", 2), ("PEACE", 1), ("peace\\b", 3), ("p(ea|x)ce", 4), ("PeAce", 0)]
    {
        session.send("/");
        session.send(typed);
        let count = if hits == 0 { "no hit".to_owned() } else { format!("1 of {hits}") };
        session.wait_for(
            |screen| {
                screen
                    .contents()
                    .lines()
                    .last()
                    .is_some_and(|row| row.contains(&format!("/{typed}")) && row.contains(&count))
            },
            &format!("{count} for {typed}"),
        );
        session.send_key("Esc");
        wait_until_gone(&session, &format!("/{typed}"));
    }
    quit(session);
}

/// The text is searched, not the rows; both halves of the hit are highlighted.
#[test]
fn phrase_is_found_across_a_row_end() {
    let words: Vec<String> = (0..400).map(|number| format!("word{number:03}")).collect();
    let folder = corpus(LIST, &[("1.txt", &format!("One report\n\n{}.\n", words.join(" ")))]);
    for columns in [50, 61] {
        let options = Options { columns, rows: 20, ..Options::default() };
        let mut session = start_with(folder.path(), &options, &[]);
        session.send("20j");
        session.wait_for(|screen| !screen.contents().contains("word000"), "the page further down");
        settled_page(&session);
        let (last, next) = session.screen(|screen| {
            let rows: Vec<String> = screen.rows(2, columns - 2).collect();
            let words_of = |row: usize| {
                rows[row].split_whitespace().filter(|word| word.starts_with("word")).collect::<Vec<_>>()
            };
            (words_of(8).last().copied().expect("a word").to_owned(), words_of(9)[0].to_owned())
        });
        session.send(&format!("/{last} {next}"));
        session.wait_for_text("1 of 1");
        session.send_key("Enter");
        session.wait_for_text("hit 1 of 1");
        let plain = style_of(
            &session,
            &words[words.iter().position(|word| *word == last).expect("the words are in the row") - 1],
        );
        let (upper, lower) = (style_of(&session, &last), style_of(&session, &next));
        assert!(upper == lower && upper != plain, "{upper:?} {lower:?} {plain:?}");
        quit(session);
    }
}

#[test]
fn hits_are_styled_unlike_mentions_with_and_without_colour() {
    let folder = spellings();
    for env in [&[][..], &[("NO_COLOR", "1")]] {
        let options = Options { columns: 120, rows: 40, env, ..Options::default() };
        let mut session = start_with(folder.path(), &options, &[]);
        let mention = style_of(&session, "Kyiv. A");
        session.send("/peace");
        session.send_key("Enter");
        session.wait_for_text("hit 1 of 4");
        let styles = session.screen(|screen| {
            ["peace of", "Peace for", "Kyiv. A", "The peace"]
                .map(|words| style_at(screen, find_text(screen, words).expect("the words are in the row")))
        });
        let [current, hit, beside, plain] = styles;
        assert_eq!(beside, mention, "mentions keep their style");
        assert!(current != hit && hit != mention && hit != plain && current != mention, "{styles:?}");
        // Without colours, attributes alone tell them apart.
        if !env.is_empty() {
            let colors = styles.iter().flat_map(|style| [style.foreground, style.background]);
            assert!(colors.into_iter().all(|color| color == vt100::Color::Default), "{styles:?}");
        }
        // A hit on a mention does not keep the mention's style.
        session.send_key("Esc");
        wait_until_gone(&session, "hit 1 of 4");
        session.send("/kyiv");
        session.send_key("Enter");
        session.wait_for_text("/kyiv hit 1 of 1");
        assert_ne!(style_of(&session, "Kyiv. A"), mention);
        quit(session);
    }
}

#[test]
fn invalid_expression_is_reported_and_stays_editable() {
    let folder = spellings();
    let mut session = start(&folder);
    session.send("/p(eace");
    session.wait_for_text("unclosed group");
    session.wait_for_text("/p(eace");
    // Enter does not accept it.
    session.send_key("Enter");
    session.send(")");
    session.wait_for_text("/p(eace)");
    session.wait_for_text("1 of 4");
    session.send_key("Enter");
    session.wait_for_text("/p(eace) hit 1 of 4");
    session.send("\\p(eace");
    session.wait_for_text("unclosed group");
    session.wait_for_text("\\p(eace");
    session.send(")");
    session.wait_for_text("4 hits in 1 of 1 article");
    session.send_key("Esc");
    wait_until_gone(&session, "4 hits in");
    quit(session);
}

#[test]
fn esc_restores_the_page_from_before_the_search() {
    let folder = numbered_rows();
    let mut session = start_small(&folder);
    session.send("40j");
    session.wait_for_text("Row 045");
    let before = settled_page(&session);
    for typed in ["row 150", "row 003", "no such words", "row 1[5"] {
        session.send(&format!("/{typed}"));
        session.wait_for_text(&format!("/{typed}"));
        if typed.ends_with('0') || typed.ends_with('3') {
            session.wait_for_text("1 of 1");
            session
                .wait_for(|screen| find_text(screen, "Row 045").is_none(), "the hit is shown while typing");
        } else {
            wait_for_page(&session, &before, "the original page, as there is no hit");
        }
        session.send_key("Esc");
        wait_until_gone(&session, &format!("/{typed}"));
        wait_for_page(&session, &before, "the original page");
    }
    quit(session);
}

/// Each key updates the count and searches again from the position at which the prompt was opened.
#[test]
fn incremental_search_starts_from_the_original_position() {
    let folder = numbered_rows();
    let mut session = start_small(&folder);
    session.send("/row 1");
    session.wait_for_text("1 of 100");
    session.wait_for_text("Row 100");
    session.send("5");
    session.wait_for_text("/row 15");
    wait_until_gone(&session, "1 of 100");
    session.wait_for_text("1 of 10");
    session.wait_for_text("Row 150");
    session.send_key("Backspace");
    session.send_key("Backspace");
    session.send("00");
    session.wait_for_text("/row 00");
    session.wait_for_text("1 of 9");
    session.wait_for_text("Row 001");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 9");
    session.send("N");
    session.wait_for_text("Start reached; continuing from the last hit");
    session.send("n");
    session.wait_for_text("End reached; continuing from the first hit");
    quit(session);
}

/// A search goes to the first hit on or below the page, not to the first in the article.
#[test]
fn search_starts_at_the_visible_page() {
    let folder = corpus(
        LIST,
        &[("1.txt", &format!("One report\n\nA word.\n\n{}A word.\n\n{}", filler(60), filler(60)))],
    );
    let mut session = start_small(&folder);
    session.send("20j");
    session.wait_for(|screen| !screen.contents().contains("A word"), "the page further down");
    session.send("/a word");
    session.send_key("Enter");
    session.wait_for_text("hit 2 of 2");
    assert!(page(&session).iter().any(|row| row.contains("A word.")));
    quit(session);
}
