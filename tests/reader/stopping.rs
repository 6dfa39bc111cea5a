//! Long operations can be cancelled, and incomplete results are marked as such.

use crate::support::driver::Driver;
use whoswho::app::Message;
use whoswho::app::input::READ;
use whoswho::overlays::search_prompt::SearchPrompt;
use whoswho::views::concordance::Concordance;
use whoswho::views::concordance::lines::Row;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

fn reports() -> Driver {
    let filler = "Nothing of note is said here at all.\n\n".repeat(60);
    let first = format!("First report\n\nKyiv waits.\n\n{filler}Kyiv.\n");
    Driver::corpus(
        LIST,
        &[("1.txt", first.as_str()), ("2.txt", "Second report\n\nNora Quist and Nora Quist in Kyiv.\n")],
    )
}

#[test]
fn opening_can_be_cancelled_and_keys_move_the_page_again() {
    let mut driver = reports();
    driver.hold();
    driver.keys("J d");
    assert_eq!(driver.app.workspace.viewport.offset, 0, "keys wait until the new article is open");
    driver.keys("Ctrl-c");
    assert!(driver.hint().contains("Stopped: Second report was not opened"), "{}", driver.hint());
    assert!(driver.terminal_effects.contains(&"StopOpening".to_owned()), "{:?}", driver.terminal_effects);
    driver.keys("d");
    assert_eq!(driver.open_article(), 0);
    assert!(driver.app.workspace.viewport.offset > 0);
    // The article that arrives too late is not shown.
    driver.release();
    assert_eq!(driver.open_article(), 0);
    driver.keys("J");
    assert_eq!(driver.open_article(), 1);
}

#[test]
fn unfinished_search_can_be_cancelled() {
    let mut driver = reports();
    driver.hold();
    driver.keys("/ text:kyiv Enter d");
    assert_eq!(driver.app.workspace.viewport.offset, 0);
    driver.keys("Ctrl-c");
    assert!(
        driver.app.workspace.search.is_none() || driver.app.overlay::<SearchPrompt>().is_none(),
        "{}",
        driver.hint()
    );
    driver.keys("Ctrl-c d");
    assert!(driver.app.workspace.viewport.offset > 0);
}

/// When loading is stopped early, no more articles arrive, but the totals are only lower bounds.
#[test]
fn totals_have_a_plus_after_loading_is_cancelled() {
    let mut driver = reports();
    driver.keys("] Enter i");
    for lower_bound in ["3+ in all", "2 of 2+ articles"] {
        assert!(!driver.screen().contains(lower_bound), "{}", driver.screen());
    }
    driver.send(Message::Progress { found: 9, read: 2, done: true });
    assert!(driver.status().contains("of 3+ in all"), "{}", driver.status());
    assert!(driver.status().contains("article 1, 2 of 9 read"), "{}", driver.status());
    assert!(driver.screen().contains("3+ in 2 of 2+ articles"), "{}", driver.screen());
    assert!(driver.screen().contains("Articles 2 of 9"), "{}", driver.screen());
    // Regression: The matrix and the concordance passed these off as the totals.
    driver.keys("i C");
    assert!(driver.screen().contains("3+ mentions in 2 of 2+ articles"), "{}", driver.screen());
    driver.keys("q w");
    assert!(driver.screen().contains(": 3+ mentions in 2 of 2+ articles"), "{}", driver.screen());
    assert!(!driver.screen().contains("unevenness"), "{}", driver.screen());
    driver.keys("q");
    driver.send(Message::Progress { found: 9, read: 9, done: true });
    assert!(driver.status().contains("of 3 in all"), "{}", driver.status());
}

#[test]
fn end_of_an_unfinished_list_is_called_the_last_article_read_so_far() {
    let mut driver =
        Driver::loading(LIST, &[("1.txt", "One.\n"), ("2.txt", "Two.\n"), ("3.txt", "Three.\n")]);
    driver.load(&["1.txt", "2.txt"]);
    driver.keys("J J");
    assert!(driver.hint().contains("the last article read so far"), "{}", driver.hint());
    driver.load(&["3.txt"]);
    driver.keys("J J");
    assert!(driver.hint().ends_with("the last article"), "{}", driver.hint());
}

#[test]
fn long_expression_is_truncated_but_not_its_counts() {
    let mut driver = reports();
    driver.resize(50, 20);
    driver.keys("/ text:nothing_of_note_is_said_here Enter");
    assert!(driver.hint().contains("… hit 1 of 60"), "{}", driver.hint());
}

#[test]
fn collecting_names_stops_when_cancelled_or_when_the_view_is_closed() {
    let mut driver = reports();
    driver.hold();
    driver.keys("S Ctrl-c");
    assert!(driver.screen().contains("Open this view again to look for names"), "{}", driver.screen());
    assert!(!driver.suggest().search.is_waiting());
    driver.release();
    assert!(!driver.screen().contains("Nora Quist"), "no results arrive after cancelling");
    driver.keys("S S");
    assert!(driver.screen().contains("Nora Quist"), "{}", driver.screen());
    let mut driver = reports();
    driver.hold();
    driver.keys("S q");
    assert_eq!((driver.app.workspace.view, driver.suggest().search.is_waiting()), (READ, false));
}

#[test]
fn reading_lines_stops_when_cancelled_or_when_the_concordance_is_left() {
    let is_reading = |driver: &Driver| {
        let view: &Concordance = driver.app.view().expect("the Concordance view");
        view.reading.is_waiting()
    };
    for keys in ["Ctrl-c", "q", "C"] {
        let mut driver = reports();
        driver.keys("] Enter");
        driver.hold();
        driver.keys("w");
        assert!(is_reading(&driver));
        driver.keys(keys);
        assert!(!is_reading(&driver), "{keys}");
        let is_stopped = driver.screen().contains("Open this view again to read the articles");
        assert_eq!(is_stopped, keys == "Ctrl-c", "{keys}\n{}", driver.screen());
        driver.release();
        assert!(!driver.screen().contains("Concordance of Kyiv: 3"), "no lines arrive after {keys}");
        driver.keys("Esc w");
        let heading = "Concordance of Kyiv: 3 mentions in 2 of 2 articles, by article";
        assert!(driver.screen().contains(heading), "{keys}\n{}", driver.screen());
    }
}

#[test]
fn concordance_that_was_stopped_says_so_and_keeps_its_lines_until_it_is_opened_again() {
    let mut driver = reports();
    driver.keys("] Enter");
    driver.hold();
    driver.keys("w");
    driver.release_first_replies();
    driver.keys("Ctrl-c");
    let heading =
        "Concordance of Kyiv: 2 mentions in 1 of the 2 articles that mention it (stopped), by article";
    assert!(driver.screen().contains(heading), "{}", driver.screen());
    driver.release();
    for _ in 0..4 {
        let view: &Concordance = driver.app.view().expect("the Concordance view");
        let lines = view.rows.iter().filter(|row| matches!(row, Row::Line(_))).count();
        assert_eq!(lines, 2, "{}", driver.screen());
        driver.keys("s");
    }
    assert!(driver.screen().contains(heading), "{}", driver.screen());
    driver.keys("q w");
    assert!(driver.screen().contains("3 mentions in 2 of 2 articles, by article"), "{}", driver.screen());
}

#[test]
fn concordance_that_was_left_half_read_is_read_again() {
    let mut driver = reports();
    driver.keys("] Enter");
    driver.hold();
    driver.keys("w");
    driver.release_first_replies();
    driver.keys("G");
    assert!(driver.status().contains("line 2 of 2"), "{}", driver.status());
    driver.keys("Enter");
    driver.release();
    driver.keys("Ctrl-o");
    assert!(driver.screen().contains("3 mentions in 2 of 2 articles, by article"), "{}", driver.screen());
    assert!(driver.status().contains("line 2 of 3"), "the cursor is on its line again: {}", driver.status());
}

/// Regression: the cursor used to jump to another name when rows above it were removed.
#[test]
fn cursor_in_suggest_stays_on_its_name_or_moves_to_the_next() {
    let names = ["Nora Quist", "Anna Berg", "Petro Kovalenko", "Ines Dorn", "Ola Lind", "Max Reger"];
    let paragraphs: Vec<String> =
        names.iter().map(|name| format!("{name} spoke to {name} and {name}.\n\n")).collect();
    let mut driver = Driver::corpus(LIST, &[("1.txt", &format!("A report\n\n{}", paragraphs.concat()))]);
    driver.keys("S");
    let name_at_cursor = |driver: &Driver| {
        driver.suggest().at_cursor().map(|suggestion| suggestion.surface.clone()).expect("a name")
    };
    let listed: Vec<String> = driver
        .suggest()
        .suggestions()
        .expect("names")
        .iter()
        .map(|suggestion| suggestion.surface.clone())
        .collect();
    assert_eq!(listed.len(), names.len(), "{listed:?}");
    // `x` ignores the first name, which moves it below the suggested ones.
    driver.keys("x j");
    assert_eq!(name_at_cursor(&driver), listed[2]);
    driver.reload_list(&format!("{LIST}[[entity]]\nname = \"{}\"\nkind = \"person\"\n", listed[2]));
    assert_eq!(name_at_cursor(&driver), listed[3]);
}
