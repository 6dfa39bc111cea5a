//! Positions are preserved, whatever the size of the window and whatever is added, changed or removed.

use crate::support::driver::{Driver, unsafe_characters};
use crate::support::reports::{LIST, three};
use whoswho::views::compare::MATRIX;

/// Window sizes: empty, tiny, narrow, usual, huge.
const SIZES: &[(u16, u16)] = &[
    (0, 0),
    (1, 1),
    (0, 40),
    (120, 0),
    (3, 2),
    (20, 5),
    (50, 20),
    (59, 3),
    (60, 4),
    (80, 24),
    (99, 30),
    (100, 30),
    (120, 40),
    (500, 200),
];

/// Keys that lead to each view, pane and overlay.
const STATES: &[&str] = &[
    "",
    "1 5 j",
    "] ] Enter",
    "Tab j",
    "BackTab j j",
    "C j l",
    "C j l ?",
    "?",
    "? G",
    "] Enter i",
    "] Enter i G",
    "/",
    "/ text:peace",
    "/ text:peace Enter n",
    "/ text:(",
    "J J G",
];

#[test]
fn every_state_is_safe_and_keeps_the_position_at_every_size() {
    for keys in STATES {
        for (columns, rows) in SIZES {
            let mut driver = Driver::seeds(120, 40);
            driver.keys(keys);
            let first = driver.app.workspace.visible_bytes().start;
            let current = driver
                .app
                .workspace
                .current_mention
                .filter(|at| driver.app.workspace.visible_bytes().contains(at));
            let kept = |driver: &Driver| {
                let state = &driver.app.workspace;
                (
                    state.view,
                    state.focus,
                    state.open_id(),
                    state.selection.entity().cloned(),
                    state.articles.row(),
                )
            };
            let before = kept(&driver);
            driver.resize(*columns, *rows);
            let screen = driver.screen();
            assert_eq!(unsafe_characters(&screen), "", "{keys:?} at {columns}x{rows}");
            assert_eq!(kept(&driver), before, "{keys:?} at {columns}x{rows}");
            let visible = driver.app.workspace.visible_bytes();
            let position = current.unwrap_or(first);
            assert!(visible.contains(&position), "{keys:?} at {columns}x{rows}: {position} in {visible:?}");
        }
    }
}

#[test]
fn text_is_clipped_to_the_window() {
    for keys in STATES {
        for (columns, rows) in SIZES {
            let mut driver = Driver::seeds(*columns, *rows);
            driver.keys(keys);
            for line in driver.rows() {
                assert!(whoswho::text::width::width(&line) <= usize::from(*columns), "{keys:?}: {line}");
            }
        }
    }
}

/// Creates articles with hostile texts: escapes, control characters, bidi overrides, separators, wide and joined
/// characters, a very long word.
fn hostile() -> Driver {
    let long = "x".repeat(5000);
    let first = format!(
        "Kyiv \u{1b}]0;owned\u{7} \u{202e}title\n\nKyiv\u{1b}[2J\u{8}\u{9b}31m Geneva\u{2028}\u{2066}x\u{2069} {long} Geneva.\n"
    );
    let second = "---\ntitle: \"A\\e[31m \u{202e}title\"\nsource: \"S\\u0007\u{2067}\"\ndate: \"\u{9d}now\"\n---\n\nGeneva 北京 👩‍👩‍👧 e\u{301} Kyiv.\n";
    Driver::corpus(LIST, &[("1\u{202e}\u{1b}[31m.txt", &first), ("2.md", second)])
}

#[test]
fn hostile_articles_are_shown_safely_everywhere() {
    for keys in STATES {
        for (columns, rows) in SIZES {
            let mut driver = hostile();
            driver.resize(*columns, *rows).keys(keys);
            assert_eq!(unsafe_characters(&driver.screen()), "", "{keys:?} at {columns}x{rows}");
            driver.keys("Esc Esc Esc J ] ] Enter i");
            assert_eq!(unsafe_characters(&driver.screen()), "", "{keys:?} at {columns}x{rows}");
        }
    }
}

#[test]
fn hostile_file_name_in_a_problem_is_shown_safely() {
    let name = "2\u{202e}\u{1b}[31m.txt";
    let mut driver =
        Driver::corpus(LIST, &[("1.txt", "First report\n\nKyiv.\n"), (name, "Second\n\nKyiv.\n")]);
    std::fs::remove_file(driver.folder().join(name)).expect("removed");
    driver.keys("J");
    assert!(driver.hint().contains("no such file"), "{}", driver.hint());
    assert_eq!(unsafe_characters(&driver.screen()), "");
}

/// Creates a reader of reports named `a1.txt`, `b1.txt` and so on, each longer than a page, before any is read.
fn loading() -> Driver {
    let body = "One more line of the report on Kyiv.\n\n".repeat(60);
    let texts = ["a1", "a2", "b1", "b2", "c1"]
        .map(|name| (format!("{name}.txt"), format!("Report {name}\n\n{body}")));
    let articles: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::loading(LIST, &articles)
}

#[test]
fn loading_articles_keeps_the_page_and_the_current_mention() {
    let mut driver = loading();
    assert_eq!((driver.app.workspace.open_id(), driver.app.workspace.loading.done), (None, false));
    driver.load(&["b1.txt", "b2.txt"]);
    driver.keys("J ] Enter 9 ]");
    let position = |driver: &Driver| {
        let state = &driver.app.workspace;
        let open = state.open.as_ref().map(|open| open.article.key.clone());
        (open, state.viewport, state.current_mention, state.selection.entity().cloned(), state.search.clone())
    };
    let before = position(&driver);
    for names in [&["a1.txt"][..], &["c1.txt"], &["a2.txt"]] {
        driver.load(names);
        assert_eq!(position(&driver), before, "{names:?}");
        let row = driver.app.workspace.articles.row();
        assert_eq!(row, driver.open_article(), "the cursor in the list stays on its article");
    }
    assert_eq!(driver.open_article(), 3, "two articles were added before it");
    assert!(driver.app.workspace.loading.done);
}

#[test]
fn counts_have_a_plus_until_all_articles_are_read() {
    let mut driver = loading();
    driver.load(&["b1.txt"]);
    assert!(driver.status().contains("60+"), "{}", driver.status());
    driver.load(&["a1.txt", "a2.txt", "b2.txt", "c1.txt"]);
    assert!(driver.status().contains("300") && !driver.status().contains('+'), "{}", driver.status());
}

#[test]
fn loading_articles_does_not_close_prompts_or_popups() {
    let mut driver = loading();
    driver.load(&["b1.txt"]);
    driver.keys("/ text:more");
    driver.load(&["a1.txt"]);
    driver.keys("text:_line Enter");
    assert_eq!(driver.app.workspace.search.as_ref().map(|search| search.hits().len()), Some(60));
    driver.keys("?");
    driver.load(&["a2.txt"]);
    assert!(driver.app.has_overlay());
}

#[test]
fn back_and_forward_retrace_every_step() {
    let mut driver = three();
    let position = |driver: &Driver| {
        (
            driver.app.workspace.view,
            driver.open_article(),
            driver.app.workspace.viewport,
            driver.app.workspace.current_mention,
        )
    };
    let mut visited = vec![position(&driver)];
    for keys in ["]", "3 ]", "}", "[", "J", "G", "{", "C"] {
        driver.keys(keys);
        if visited.last() != Some(&position(&driver)) {
            visited.push(position(&driver));
        }
    }
    assert_eq!(driver.app.workspace.view, MATRIX);
    for expected in visited.iter().rev().skip(1) {
        driver.keys("H");
        assert_eq!(position(&driver), *expected);
    }
    for expected in visited.iter().skip(1) {
        driver.keys("L");
        assert_eq!(position(&driver), *expected);
    }
}

#[test]
fn failed_or_cancelled_search_keeps_the_page_and_the_previous_search() {
    let mut driver = three();
    driver.keys("/ text:Paragraph Enter 5 n");
    let before = (driver.app.workspace.viewport, driver.app.workspace.search.clone());
    for keys in [
        "/ text:absent Esc",
        "/ text:( Esc",
        "/ text:Paragraph_5 Esc",
        "/ text:ab Backspace Backspace Backspace",
    ] {
        driver.keys(keys);
        assert_eq!((driver.app.workspace.viewport, driver.app.workspace.search.clone()), before, "{keys}");
        assert!(!driver.app.has_overlay());
    }
}

/// Returns the row of a mark in the list of marks.
fn mark_row(driver: &mut Driver, letter: char) -> String {
    driver.keys("'");
    let row = driver.rows().into_iter().find(|row| row.contains(&format!("│ {letter}  ")));
    driver.keys("Esc");
    row.expect("the mark")
}

#[test]
fn mark_is_listed_with_the_first_words_of_its_page() {
    let mut driver = loading();
    driver.load(&["a1.txt", "b1.txt", "c1.txt"]);
    driver.resize(100, 30).keys("9 j m x g m y");
    let words = driver.app.workspace.marks[&'x'].words.clone();
    assert!(words.starts_with("One more line"), "{words}");
    driver.keys("J");
    assert!(mark_row(&mut driver, 'x').contains("  One more line of the"), "{}", mark_row(&mut driver, 'x'));
    let title = mark_row(&mut driver, 'y');
    assert!(!title.contains("One more") && !title.contains("after"), "{title}");
    // A mark saved by an older version has only the words before it.
    driver.app.workspace.marks.get_mut(&'x').expect("set").words.clear();
    assert!(mark_row(&mut driver, 'x').contains("after …"), "{}", mark_row(&mut driver, 'x'));
}
