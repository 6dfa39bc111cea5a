//! The cursor in the text: it is the same for every command, and always on the page.

use crate::support::driver::Driver;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::overlays::card::Card;
use whoswho::views::corpus_search::SEARCH;

const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
[[entity]]
name = "Joe Park"
kind = "person"
"#;

/// Creates a long report with Kyiv at both ends and harbours in between, and a short one.
fn reports() -> Driver {
    let filler: Vec<String> =
        (1..=80).map(|number| format!("Nothing of note is said of harbour {number}.\n\n")).collect();
    let filler = filler.concat();
    let first = format!("First report\n\nKyiv waits with Joe Park. It rains.\n\n{filler}Kyiv again.\n");
    Driver::corpus(LIST, &[("1.txt", first.as_str()), ("2.txt", "Second report\n\nJoe Park in Kyiv.\n")])
}

#[test]
fn nothing_off_the_page_is_current() {
    let mut driver = reports();
    driver.keys("]");
    assert!(driver.status().contains("1 of 3 here"), "{}", driver.status());
    driver.keys("3 d");
    assert!(driver.status().contains("mentions: 3 here"), "{}", driver.status());
    assert!(!driver.hint().contains("select it"), "{}", driver.hint());
    for (keys, words) in [("Enter", "No mention selected"), ("y m", "No mention selected")] {
        driver.keys(keys);
        assert!(driver.hint().contains(words), "{keys}: {}", driver.hint());
    }
    assert!(
        driver.app.workspace.selection.entity().is_none()
            && !driver.app.has_overlay()
            && driver.terminal_effects.is_empty()
    );
    // Back on its page, the mention is current again.
    driver.keys("g");
    assert!(driver.status().contains("1 of 3 here"), "{}", driver.status());
    driver.keys("y s");
    assert_eq!(driver.terminal_effects, ["Copy(\"Kyiv waits with Joe Park.\")"]);
    assert!(
        driver.hint().contains("Sent the sentence to the terminal's clipboard, 25 characters: Kyiv waits"),
        "{}",
        driver.hint()
    );
}

#[test]
fn hit_is_current_like_a_mention() {
    let mut driver = reports();
    driver.keys("/ text:harbour_7\\. Enter y m y s");
    let copied = ["Copy(\"harbour 7.\")", "Copy(\"Nothing of note is said of harbour 7.\")"];
    assert_eq!(driver.terminal_effects[1..], copied);
}

#[test]
fn next_hit_is_searched_from_the_page_like_the_next_mention() {
    let mut driver = reports();
    driver.keys("/ text:harbour Enter");
    let at =
        |driver: &Driver| driver.app.workspace.search.as_ref().and_then(|search| search.at).expect("a hit");
    assert_eq!(at(&driver), 0);
    let naive = |driver: &Driver, forward: bool| {
        let hits = driver.app.workspace.search.as_ref().expect("a search").hits();
        let seen = driver.app.workspace.visible_bytes();
        if forward {
            hits.iter().position(|hit| hit.start >= seen.start)
        } else {
            hits.iter().rposition(|hit| hit.start < seen.start)
        }
    };
    driver.keys("G");
    let expected = naive(&driver, true);
    driver.keys("n");
    assert_eq!(Some(at(&driver)), expected);
    assert!(at(&driver) > 60);
    driver.keys("g n");
    assert_eq!(at(&driver), 0, "from the first page, the next hit is the first one");
    driver.keys("5 d");
    let expected = naive(&driver, false);
    driver.keys("N");
    assert_eq!(Some(at(&driver)), expected);
    driver.keys("n");
    assert_eq!(
        Some(at(&driver)),
        expected.map(|before| before + 1),
        "from a hit on the page, the next hit is the one after it"
    );
}

#[test]
fn card_selects_nothing() {
    let mut driver = reports();
    driver.keys("] i");
    assert!(
        driver.screen().contains("┌ Kyiv ") && driver.screen().contains("line 2 of"),
        "{}",
        driver.screen()
    );
    driver.keys("]");
    assert!(driver.screen().contains("┌ Joe Park "), "the card follows the jumps: {}", driver.screen());
    driver.keys("Esc");
    assert!(driver.app.workspace.selection.entity().is_none() && !driver.app.has_overlay());
    driver.keys("]");
    assert_eq!(
        driver.app.workspace.current_mention,
        driver.offsets(0, None).get(2).copied(),
        "jumps still stop at all names"
    );
}

#[test]
fn keys_keep_their_meaning_under_the_card() {
    let mut driver = reports();
    driver.keys("C j i");
    assert!(driver.app.overlay::<Card>().is_some());
    let sort = driver.matrix().sorting;
    driver.keys("s");
    assert!(!driver.app.has_overlay() && driver.matrix().sorting != sort, "the matrix was sorted");
    assert_eq!(driver.app.workspace.sort.name(), "path", "the articles were not sorted");
    let row_entity = driver.matrix().entity_at_cursor(&driver.app.workspace);
    driver.keys("i Enter");
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 0));
    let current = driver
        .app
        .workspace
        .current_mention
        .and_then(|at| whoswho::app::actions::selection::mention_at(&driver.app.workspace, at));
    assert_eq!(current.map(|(number, _)| number), row_entity, "the first mention of the cell's entity");
}

#[test]
fn labels_in_the_panel_leave_the_cursor_in_place() {
    for size in [(50, 20), (80, 24), (120, 40)] {
        let mut driver = reports();
        driver.resize(size.0, size.1);
        driver.keys("]");
        let page = driver.screen();
        driver.keys("F Esc");
        assert_eq!(driver.screen(), page, "{size:?}");
        driver.keys("F a");
        assert_eq!(driver.app.workspace.focus, Pane::Text);
        assert!(driver.app.workspace.selection.entity().is_some());
    }
}

#[test]
fn next_hit_in_the_list_is_the_next_row() {
    let mut driver = reports();
    driver.keys("\\ text:harbour Enter n n 2 n N");
    assert_eq!((driver.app.workspace.view, driver.search().row.row()), (SEARCH, 3));
    driver.keys("Enter n n");
    assert!(driver.hint().contains("hit 6 of 80 here, 80 in all"), "{}", driver.hint());
    driver.keys("\\");
    assert_eq!(driver.search().row.row(), 5, "the list is at the current hit");
}

#[test]
fn article_is_read_only_if_every_page_was_shown() {
    let is_read = |driver: &Driver| {
        let row = driver.app.workspace.index().row(whoswho::corpus::ArticleId(0)).expect("the first");
        whoswho::app::actions::read_marks::is_read(&driver.app.workspace, &row.key, row.fingerprint)
    };
    let mut driver = reports();
    driver.keys("G");
    assert!(!is_read(&driver));
    driver.keys("g ] ] ]");
    assert!(!is_read(&driver));
    driver.keys("g");
    for _ in 0..20 {
        driver.keys("Space");
    }
    assert!(is_read(&driver), "all pages were shown");
}
