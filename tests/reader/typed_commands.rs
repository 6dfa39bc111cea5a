//! Lines typed after `:`. A line that names a command runs it; one that only resembles commands offers them.

use crate::support::driver::Driver;
use crate::support::reports::{LIST, three};
use whoswho::app::input::READ;
use whoswho::config::settings::SETTINGS;
use whoswho::overlays::help::Help;
use whoswho::overlays::pending_key::PendingKey;
use whoswho::overlays::picker::Picker;
use whoswho::overlays::picker::rows::Choice;
use whoswho::views::compare::MATRIX;

/// Creates a reader on three reports, types a line after `:` and presses Enter.
fn run_line(line: &str) -> Driver {
    let mut driver = three();
    type_line(&mut driver, line);
    driver
}

fn type_line(driver: &mut Driver, line: &str) {
    driver.keys(":").keys(&format!("text:{}", line.replace(' ', "_"))).keys("Enter");
}

fn picker(driver: &Driver) -> Option<&Picker> {
    driver.app.overlay::<Picker>()
}

#[test]
fn near_miss_runs_nothing_and_leaves_the_line_open() {
    for line in ["nxt", "cmpare", "qit", "next", "xyz", "cards"] {
        let driver = run_line(line);
        let hint = driver.hint();
        assert!(hint.contains(&format!("No command is called {line}")), "{line}: {hint}");
        assert!(picker(&driver).is_some_and(|picker| picker.line.text() == line), "{line}");
        assert!(!driver.quit && driver.open_article() == 0 && driver.app.workspace.view == READ, "{line}");
    }
    assert!(run_line("next").hint().contains("; ↑ ↓ choose a row"));
    assert!(!run_line("zzzz").hint().contains("choose"), "there is no row to choose");
}

#[test]
fn command_runs_by_its_whole_name_or_by_a_part_that_no_other_name_has() {
    assert_eq!(run_line("next-article").open_article(), 1);
    assert_eq!(run_line("next article").open_article(), 1);
    assert_eq!(run_line("matrix").app.workspace.view, MATRIX);
    assert!(run_line("justify").app.workspace.display.justify);
}

#[test]
fn row_runs_after_the_cursor_was_moved_to_it() {
    let mut driver = three();
    driver.keys(": text:next Enter");
    assert!(picker(&driver).is_some());
    driver.keys("Down");
    let picker = picker(&driver).expect("the palette");
    let named: Vec<String> = picker.rows.iter().map(|row| row.meant.text.clone()).collect();
    let at = named.iter().position(|text| text.starts_with("next-article")).expect("a row");
    assert_eq!(picker.row.at, 0, "the first key goes to the first row");
    for _ in 0..at {
        driver.keys("Down");
    }
    driver.keys("Enter");
    assert_eq!(driver.open_article(), 1);
}

#[test]
fn nothing_typed_runs_nothing() {
    let mut driver = three();
    driver.keys(": Enter");
    assert!(driver.hint().contains("Nothing typed"), "{}", driver.hint());
    driver.keys("text:q Ctrl-u Enter");
    assert!(!driver.quit && picker(&driver).is_some());
}

#[test]
fn command_of_another_view_says_where_it_works() {
    let driver = run_line("next-column");
    assert!(driver.hint().contains("next-column works only in Matrix"), "{}", driver.hint());
}

#[test]
fn lines_that_quit_other_programs_quit() {
    for line in ["q", "q!", "qa", "quit", "exit", "wq", "x", "Q"] {
        assert_eq!(run_line(line).quit, line != "Q", "{line}");
    }
    // As in vim, q closes one window: the open view, or the reader if no other view is open.
    let mut driver = three();
    driver.keys("C");
    type_line(&mut driver, "q");
    assert!(!driver.quit && driver.app.workspace.view == READ);
    driver.keys("C");
    type_line(&mut driver, "qa");
    assert!(driver.quit);
}

#[test]
fn w_says_that_there_is_nothing_to_save() {
    let driver = run_line("w");
    assert!(driver.hint().contains("Nothing to save: notes and marks are saved"), "{}", driver.hint());
    assert!(!driver.quit && picker(&driver).is_none());
}

#[test]
fn line_opens_the_next_the_previous_or_a_numbered_article() {
    for (line, open) in [("n", 1), ("bn", 1), ("3", 2), ("1", 0), (":2", 1)] {
        assert_eq!(run_line(line).open_article(), open, "{line}");
    }
    for line in ["p", "bp"] {
        let mut driver = run_line("3");
        type_line(&mut driver, line);
        assert_eq!(driver.open_article(), 1, "{line}");
    }
    for (line, words) in [("4", "No article 4: the last is 3"), ("0", "No article 0")] {
        let driver = run_line(line);
        assert!(driver.hint().contains(words) && picker(&driver).is_some(), "{}", driver.hint());
    }
}

#[test]
fn article_is_opened_by_its_title_or_its_file() {
    for (line, open) in
        [("e Third report", 2), ("e second", 1), ("e 2.txt", 1), ("edit 3", 2), ("b third", 2)]
    {
        assert_eq!(run_line(line).open_article(), open, "{line}");
    }
    // Three titles contain the word, so the article picker opens with it.
    let mut driver = run_line("e report");
    let open = picker(&driver).expect("the picker of articles");
    assert_eq!((open.choice, open.line.text(), open.count), (Choice::Articles, "report", 3));
    driver.keys("Down Enter");
    assert_eq!(driver.open_article(), 2, "the shorter titles come first");
    let driver = run_line("e");
    assert!(picker(&driver).is_some_and(|open| open.choice == Choice::Articles && open.count == 3));
    assert!(
        picker(&run_line("e zzzz")).is_some_and(|open| open.choice == Choice::Articles && open.count == 0)
    );
}

#[test]
fn article_is_found_by_its_file_name_if_no_title_matches() {
    let texts = [("harbour.txt", "A storm\n\nIt blew.\n"), ("lighthouse.txt", "A calm\n\nIt did not.\n")];
    let mut driver = Driver::corpus(LIST, &texts);
    type_line(&mut driver, "e lightho");
    assert_eq!(driver.open_article(), 1);
    driver.keys("p text:HARB Enter");
    assert_eq!(driver.open_article(), 0);
}

#[test]
fn set_says_where_a_setting_is_and_which_command_changes_it() {
    for (line, words) in [
        ("set", "next-theme"),
        ("set nohlsearch", "next-highlight"),
        ("set background=light", "next-theme"),
        ("set tw=70", "config.toml only"),
        ("set number", "No setting is called number"),
    ] {
        let driver = run_line(line);
        let screen = driver.screen();
        assert!(screen.contains(words) && screen.contains("config.toml"), "{line}: {screen}");
        assert!(picker(&driver).is_none(), "{line}");
    }
    for setting in SETTINGS {
        let driver = run_line(&format!("set {}", setting.name));
        assert!(driver.screen().contains(&format!("Setting {} is in", setting.name)), "{}", setting.name);
    }
}

#[test]
fn other_vim_commands_do_what_they_do_in_vim() {
    for line in ["h", "help"] {
        assert!(run_line(line).app.overlay::<Help>().is_some(), "{line}");
    }
    let mut driver = three();
    driver.keys("/ text:note Enter");
    type_line(&mut driver, "noh");
    assert!(driver.app.workspace.search.is_none() && driver.hint().contains("Search ended"));
    assert!(run_line("noh").hint().contains("No search to end"));
    let mut driver = three();
    driver.keys("m a 2 J");
    type_line(&mut driver, "marks");
    assert_eq!(driver.app.overlay::<PendingKey>(), Some(&PendingKey::GoToMark));
    assert!(driver.screen().contains("1  First report"), "{}", driver.screen());
}

/// What Enter will do can be read before it is pressed.
#[test]
fn summary_and_cursor_show_what_enter_will_run() {
    let mut driver = three();
    driver.keys(": text:wq");
    assert!(driver.screen().contains("quit; notes and marks are saved already"), "{}", driver.screen());
    let bottom_border =
        |driver: &Driver| driver.rows().into_iter().find(|row| row.starts_with('└')).expect("a box");
    driver.keys("Ctrl-u text:next");
    assert!(!bottom_border(&driver).contains(" of "), "no row is at the cursor: {}", driver.screen());
    driver.keys("Ctrl-u text:card");
    assert!(bottom_border(&driver).contains(" 1 of "), "{}", driver.screen());
}

/// Regression: no row matched the colon or the capitals, though Enter ran the command.
#[test]
fn row_of_the_command_that_enter_runs_is_shown_for_colons_and_capitals_too() {
    for (line, name) in
        [(":card", "card"), ("_:card", "card"), ("NEXT-THEME", "next-theme"), (":Justify", "justify-lines")]
    {
        let mut driver = three();
        driver.keys(":").keys(&format!("text:{line}"));
        let picker = picker(&driver).expect("the palette");
        let row = picker.rows.get(picker.row.at).map(|row| row.meant.text.clone()).unwrap_or_default();
        assert!(row.split_whitespace().next() == Some(name), "{line}: {row}: {}", driver.screen());
    }
}

/// Typing all at once does the same as typing slowly.
#[test]
fn line_typed_ahead_of_its_rows_means_the_same() {
    let mut driver = three();
    driver.hold();
    driver.keys(": text:e_second Enter");
    while driver.release() {}
    assert_eq!(driver.open_article(), 1);
}
