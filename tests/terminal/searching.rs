//! Searching: what is found, how it looks, and what becomes of the page on the way.

use crate::desk::{
    LIST, filler, found_on, look_at, look_of, numbered, page, quit, settled_page, start, start_small,
    start_with, wait_for_page, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::Options;
use tempfile::TempDir;

fn spellings() -> TempDir {
    let text =
        "One report\n\nThe peace of Kyiv. A Peace for all. PEACE and nothing else.\n\nPeaceful days.\n";
    corpus(LIST, &[("1.txt", text)])
}

/// As in ripgrep: capitals count only where one is typed.
#[test]
fn without_a_capital_letter_case_does_not_count() {
    let folder = spellings();
    let mut session = start(&folder);
    for (typed, hits) in
        [("peace", 4), ("Peace", 2), ("PEACE", 1), ("peace\\b", 3), ("p(ea|x)ce", 4), ("PeAce", 0)]
    {
        session.send("/");
        session.send(typed);
        let told = if hits == 0 { "no hit".to_owned() } else { format!("1 of {hits}") };
        session.wait_for(
            |screen| {
                screen
                    .contents()
                    .lines()
                    .last()
                    .is_some_and(|row| row.contains(&format!("/{typed}")) && row.contains(&told))
            },
            &format!("{told} for {typed}"),
        );
        session.send_key("Esc");
        wait_until_gone(&session, &format!("/{typed}"));
    }
    quit(session);
}

/// Rows are of the screen: what is searched is the text, and both halves of the hit are marked.
#[test]
fn a_phrase_is_found_though_a_row_ends_in_it() {
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
            let of = |row: usize| {
                rows[row].split_whitespace().filter(|word| word.starts_with("word")).collect::<Vec<_>>()
            };
            (of(8).last().copied().expect("a word").to_owned(), of(9)[0].to_owned())
        });
        session.send(&format!("/{last} {next}"));
        session.wait_for_text("1 of 1");
        session.send_key("Enter");
        session.wait_for_text("hit 1 of 1");
        let plain =
            look_of(&session, &words[words.iter().position(|word| *word == last).expect("there") - 1]);
        let (upper, lower) = (look_of(&session, &last), look_of(&session, &next));
        assert!(upper == lower && upper != plain, "{upper:?} {lower:?} {plain:?}");
        quit(session);
    }
}

#[test]
fn hits_look_like_no_mention_with_colour_and_without() {
    let folder = spellings();
    for env in [&[][..], &[("NO_COLOR", "1")]] {
        let options = Options { columns: 120, rows: 40, env, ..Options::default() };
        let mut session = start_with(folder.path(), &options, &[]);
        let mention = look_of(&session, "Kyiv. A");
        session.send("/peace");
        session.send_key("Enter");
        session.wait_for_text("hit 1 of 4");
        let looks = session.screen(|screen| {
            ["peace of", "Peace for", "Kyiv. A", "The peace"]
                .map(|words| look_at(screen, found_on(screen, words).expect("there")))
        });
        let [landed, hit, beside, plain] = looks;
        assert_eq!(beside, mention, "mentions keep their look");
        assert!(landed != hit && hit != mention && hit != plain && landed != mention, "{looks:?}");
        // Told apart by more than colour, where there is none.
        if !env.is_empty() {
            let colors = looks.iter().flat_map(|look| [look.foreground, look.background]);
            assert!(colors.into_iter().all(|color| color == vt100::Color::Default), "{looks:?}");
        }
        // A hit over a mention is seen as a hit.
        session.send_key("Esc");
        wait_until_gone(&session, "hit 1 of 4");
        session.send("/kyiv");
        session.send_key("Enter");
        session.wait_for_text("/kyiv hit 1 of 1");
        assert_ne!(look_of(&session, "Kyiv. A"), mention);
        quit(session);
    }
}

#[test]
fn an_expression_that_is_none_is_told_and_what_was_typed_stays_to_be_mended() {
    let folder = spellings();
    let mut session = start(&folder);
    session.send("/p(eace");
    session.wait_for_text("unclosed group");
    session.wait_for_text("/p(eace");
    // It cannot be kept as it is.
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
    session.wait_for_text("4 hits in 1 of 1 articles");
    session.send_key("Esc");
    wait_until_gone(&session, "4 hits in");
    quit(session);
}

#[test]
fn escape_gives_the_page_back_that_was_there_before_the_first_letter() {
    let folder = numbered();
    let mut session = start_small(&folder);
    session.send("40j");
    session.wait_for_text("Row 045");
    let before = settled_page(&session);
    for typed in ["row 150", "row 003", "no such words", "row 1[5"] {
        session.send(&format!("/{typed}"));
        session.wait_for_text(&format!("/{typed}"));
        if typed.ends_with('0') || typed.ends_with('3') {
            session.wait_for_text("1 of 1");
            session.wait_for(|screen| found_on(screen, "Row 045").is_none(), "the hit is shown while typing");
        } else {
            wait_for_page(&session, &before, "with no hit the page of before");
        }
        session.send_key("Esc");
        wait_until_gone(&session, &format!("/{typed}"));
        wait_for_page(&session, &before, "the page of before");
    }
    quit(session);
}

/// Hits are told while the letters come, and with each letter anew from where typing began.
#[test]
fn each_letter_searches_again_from_where_typing_began() {
    let folder = numbered();
    let mut session = start_small(&folder);
    session.send("/row 1");
    session.wait_for_text("1 of 100");
    session.wait_for_text("Row 100");
    session.send("5");
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

/// The first hit on or below the page comes first, not the first of the article.
#[test]
fn a_search_begins_at_the_page() {
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
