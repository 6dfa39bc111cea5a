//! Wide characters, combining marks, emoji sequences and right-to-left text: whatever a row contains, what is beside it
//! stays in its column, and a page looks the same however it was reached.

use crate::harness::{page_of, quit, settled_page, start_with, wait_for_page};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// Test rows with their descriptions.
const ROWS: &[(&str, &str)] = &[
    ("wide", "日内瓦 和平 Marchenko 計画"),
    ("half-width and full-width", "ｶﾅ ＡＢＣ Marchenko ｶﾅ"),
    ("marks", "E\u{301}tudes Z\u{301}e\u{301}ro Marchenko n\u{303}"),
    ("many marks on one letter", "Z\u{300}\u{301}\u{302}\u{323}a Marchenko"),
    ("right to left", "قالت Marchenko يوم الأحد"),
    ("right to left with marks", "שָׁלוֹם Marchenko עֲלֵיכֶם"),
    ("soft hyphens", "Donau\u{AD}dampf\u{AD}schiff Marchenko"),
    ("zero width", "zero\u{200B}width Marchenko\u{FEFF} end"),
];

/// Grapheme clusters that some terminals show as one character and others as several.
const CLUSTERS: &[(&str, &str)] = &[
    ("vowel signs", "नमस्ते Marchenko สวัสดี"),
    ("a heart", "love ❤\u{FE0F} Marchenko"),
    ("flags", "🇺🇦🇵🇱 Marchenko 🇺🇳"),
    ("skin tone", "👍🏽 Marchenko ok"),
    ("a family", "👩\u{200D}👩\u{200D}👧\u{200D}👦 Marchenko home"),
];

/// Creates an article that contains all rows three times, so that it is longer than a page.
fn scripts(rows: &[(&str, &str)]) -> TempDir {
    let rows: String = rows.iter().map(|(_, text)| format!("- {text} |end\n")).collect::<Vec<_>>().concat();
    let text = format!("# Letters of the world\n\n{rows}{rows}{rows}");
    corpus("[[entity]]\nname = 'Marchenko'\nkind = 'person'\n", &[("1.md", &text)])
}

fn start(folder: &TempDir, columns: u16, rows: u16) -> Session {
    start_with(folder.path(), &Options { columns, rows, ..Options::default() }, &[])
}

/// Returns the columns that show a letter, for each row between heading and status line.
fn columns_of(screen: &vt100::Screen, letter: &str) -> Vec<Vec<u16>> {
    let (rows, columns) = screen.size();
    let matches =
        |row: u16, column: &u16| screen.cell(row, *column).is_some_and(|cell| cell.contents() == letter);
    (1..rows.get() - 2)
        .map(|row| (0..columns.get()).filter(|column| matches(row, column)).collect())
        .collect()
}

#[test]
fn pane_borders_stay_in_their_columns_in_every_row() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let mut session = start(&folder, 120, 24);
    for keys in ["", "]", "d", "]]", "G", "u", "g"] {
        session.send(keys);
        settled_page(&session);
        let borders = session.screen(|screen| columns_of(screen, "│"));
        assert_eq!(borders[0].len(), 2, "two borders between three panes");
        for (row, columns) in borders.iter().enumerate() {
            assert_eq!(*columns, borders[0], "row {row} after {keys:?}\n{}", session.screen_text());
        }
    }
    quit(session);
}

/// The words after the difficult characters are complete, shown once, and at the end of the row.
#[test]
fn rest_of_the_row_is_shown_completely_and_once() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let session = start(&folder, 50, 40);
    let page = settled_page(&session);
    let rows: Vec<&String> = page.iter().filter(|row| row.contains('•')).collect();
    assert!(rows.len() >= ROWS.len() + CLUSTERS.len(), "{page:?}");
    for ((name, text), row) in ROWS.iter().chain(CLUSTERS).zip(rows) {
        assert!(row.ends_with(" |end"), "{name}: {row:?}");
        assert_eq!(row.matches("Marchenko").count(), 1, "{name}: {row:?}");
        // Only zero-width characters and parts of emoji sequences may be missing. A terminal shows such sequences as
        // well as it can.
        let shown = |text: &str| text.chars().filter(|letter| !is_invisible(*letter)).collect::<String>();
        let (row, text) = (shown(row.trim_start_matches(['•', ' '])), shown(&format!("{text} |end")));
        if text.contains(['👩', '👍']) {
            let after = |text: &str| text.split_once(' ').map(|(_, after)| after.to_owned());
            assert_eq!(after(&row), after(&text), "{name}");
        } else {
            assert_eq!(row, text, "{name}");
        }
    }
    quit(session);
}

/// Characters that a screen does not keep, or that only join others.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}' | '\u{200D}' | '\u{FE0F}' | '\u{FEFF}')
}

#[test]
fn page_looks_the_same_however_it_was_reached() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let mut session = start(&folder, 50, 12);
    let first = settled_page(&session);
    let mut pages = vec![first.clone()];
    for _ in 0..5 {
        session.send("3j");
        session.wait_for(|screen| page_of(screen) != *pages.last().expect("a page"), "the next page");
        pages.push(settled_page(&session));
    }
    for expected in pages.iter().rev().skip(1) {
        session.send("3k");
        wait_for_page(&session, expected, "the same page as on the way down");
    }
    // A full redraw gives the same page too.
    session.send("G");
    session.wait_for(|screen| page_of(screen) != first, "the last page");
    let end = settled_page(&session);
    session.send_key("Ctrl-l");
    assert_eq!(settled_page(&session), end);
    session.send("g");
    wait_for_page(&session, &first, "the first page");
    quit(session);
}

/// A mention is highlighted over its own letters, whatever the width of the characters before it.
#[test]
fn mentions_are_highlighted_over_their_own_letters() {
    let folder = scripts(ROWS);
    let mut session = start(&folder, 50, 40);
    session.send("]");
    session.wait_for_text("1/24 here");
    session.send_key("Enter");
    session.wait_for_text("Marchenko: 1/24 here");
    settled_page(&session);
    session.screen(|screen| {
        let (rows, columns) = screen.size();
        let mut checked = 0;
        for row in 1..rows.get() - 2 {
            let cell = |column: &u16| screen.cell(row, *column).expect("a cell");
            let highlighted: String = (2..columns.get() - 1)
                .filter(|column| cell(column).inverse())
                .map(|column| cell(&column).contents())
                .collect();
            if !highlighted.is_empty() {
                assert_eq!(highlighted, "Marchenko", "row {row}");
                checked += 1;
            }
        }
        assert!(checked >= ROWS.len(), "{checked} rows");
    });
    quit(session);
}
