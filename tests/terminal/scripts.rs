//! Wide letters, marks that stand on others, emoji of several parts and text from right to left: whatever a row holds, what
//! stands beside it stands in its column, and a page looks the same whichever way it was come to.

use crate::desk::{page_of, quit, settled_page, start_with, wait_for_page};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// A row of each sort; behind it an end that every row has.
const ROWS: &[(&str, &str)] = &[
    ("wide", "日内瓦 和平 Marchenko 計画"),
    ("half and full width", "ｶﾅ ＡＢＣ Marchenko ｶﾅ"),
    ("marks", "E\u{301}tudes Z\u{301}e\u{301}ro Marchenko n\u{303}"),
    ("many marks on one letter", "Z\u{300}\u{301}\u{302}\u{323}a Marchenko"),
    ("right to left", "قالت Marchenko يوم الأحد"),
    ("right to left with marks", "שָׁלוֹם Marchenko עֲלֵיכֶם"),
    ("soft hyphens", "Donau\u{AD}dampf\u{AD}schiff Marchenko"),
    ("no width", "zero\u{200B}width Marchenko\u{FEFF} end"),
];

/// Letters and pictures of several parts, which some terminals show as one and others side by side.
const CLUSTERS: &[(&str, &str)] = &[
    ("vowels of their own", "नमस्ते Marchenko สวัสดี"),
    ("a heart", "love ❤\u{FE0F} Marchenko"),
    ("flags", "🇺🇦🇵🇱 Marchenko 🇺🇳"),
    ("skin", "👍🏽 Marchenko ok"),
    ("a family", "👩\u{200D}👩\u{200D}👧\u{200D}👦 Marchenko home"),
];

/// Each row thrice over, so that pages can be turned.
fn scripts(rows: &[(&str, &str)]) -> TempDir {
    let rows: String = rows.iter().map(|(_, text)| format!("- {text} |end\n")).collect::<Vec<_>>().concat();
    let text = format!("# Letters of the world\n\n{rows}{rows}{rows}");
    corpus("[[entity]]\nname = 'Marchenko'\nkind = 'person'\n", &[("1.md", &text)])
}

fn start(folder: &TempDir, columns: u16, rows: u16) -> Session {
    start_with(folder.path(), &Options { columns, rows, ..Options::default() }, &[])
}

/// In which columns a letter stands in each row between heading and status line.
fn columns_of(screen: &vt100::Screen, letter: &str) -> Vec<Vec<u16>> {
    let (rows, columns) = screen.size();
    let is_it =
        |row: u16, column: &u16| screen.cell(row, *column).is_some_and(|cell| cell.contents() == letter);
    (1..rows.get() - 2).map(|row| (0..columns.get()).filter(|column| is_it(row, column)).collect()).collect()
}

#[test]
fn what_stands_beside_the_text_stands_in_its_column_in_every_row() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let mut session = start(&folder, 120, 24);
    for keys in ["", "]", "d", "]]", "G", "u", "g"] {
        session.send(keys);
        settled_page(&session);
        let found = session.screen(|screen| columns_of(screen, "│"));
        assert_eq!(found[0].len(), 2, "two lines between three panes");
        for (row, columns) in found.iter().enumerate() {
            assert_eq!(*columns, found[0], "row {row} after {keys:?}\n{}", session.screen_text());
        }
    }
    quit(session);
}

/// The words behind what is difficult come whole, once, and at the end of their row.
#[test]
fn what_follows_in_the_row_comes_whole_and_once() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let session = start(&folder, 50, 40);
    let page = settled_page(&session);
    let rows: Vec<&String> = page.iter().filter(|row| row.contains('•')).collect();
    for ((name, text), row) in ROWS.iter().chain(CLUSTERS).zip(rows) {
        assert!(row.ends_with(" |end"), "{name}: {row:?}");
        assert_eq!(row.matches("Marchenko").count(), 1, "{name}: {row:?}");
        // Nothing of the row is lost or doubled but what has no width; of an emoji of several parts a terminal shows what it can.
        let shown = |text: &str| text.chars().filter(|letter| !is_unseen(*letter)).collect::<String>();
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

/// Letters that a screen does not keep, or that only join others.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}' | '\u{200D}' | '\u{FE0F}' | '\u{FEFF}')
}

#[test]
fn a_page_looks_the_same_whichever_way_it_was_come_to() {
    let folder = scripts(&[ROWS, CLUSTERS].concat());
    let mut session = start(&folder, 50, 12);
    let first = settled_page(&session);
    let mut pages = vec![first.clone()];
    for _ in 0..5 {
        session.send("3j");
        session.wait_for(|screen| page_of(screen) != *pages.last().expect("one"), "the next page");
        pages.push(settled_page(&session));
    }
    for expected in pages.iter().rev().skip(1) {
        session.send("3k");
        wait_for_page(&session, expected, "the page as it was on the way down");
    }
    // Painted anew from nothing it is the same too.
    session.send("G");
    let end = settled_page(&session);
    session.send_key("Ctrl-l");
    assert_eq!(settled_page(&session), end);
    session.send("g");
    wait_for_page(&session, &first, "the beginning");
    quit(session);
}

/// A mention is marked over its own letters, wherever the letters before it end.
#[test]
fn mentions_are_marked_over_their_own_letters() {
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
            let marked: String = (2..columns.get() - 1)
                .filter(|column| cell(column).inverse())
                .map(|column| cell(&column).contents())
                .collect();
            if !marked.is_empty() {
                assert_eq!(marked, "Marchenko", "row {row}");
                checked += 1;
            }
        }
        assert!(checked >= ROWS.len(), "{checked} rows");
    });
    quit(session);
}
