//! Keys of less and vim: scrolling by a row, counts, `z` and its letters, and keys that have no meaning here.

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::shell::commands::specs;
use whoswho::views::compare::MATRIX;

/// Returns the first byte of each block of the article, in order.
fn blocks(driver: &Driver) -> Vec<usize> {
    let open = driver.app.workspace.open.as_ref().expect("an open article");
    open.article.blocks.iter().map(|block| block.range.start).collect()
}

#[test]
fn text_scrolls_by_a_row_whichever_pane_has_the_focus() {
    for before in ["", "Tab", "BackTab"] {
        let mut driver = three();
        driver.keys(before);
        let (focus, top) = (driver.app.workspace.focus, driver.app.workspace.viewport);
        let row = driver.app.workspace.articles.row();
        driver.keys("3 Ctrl-e");
        assert_ne!(driver.app.workspace.viewport, top, "{before}");
        driver.keys("2 Ctrl-y Ctrl-y");
        assert_eq!(driver.app.workspace.viewport, top, "{before}");
        assert_eq!((driver.app.workspace.focus, driver.app.workspace.articles.row()), (focus, row));
    }
    // In a view without text, the cursor moves by rows.
    let mut driver = three();
    driver.keys("C 2 Ctrl-e");
    assert_eq!(driver.matrix().row.row(), 2);
    driver.keys("Ctrl-y");
    assert_eq!(driver.matrix().row.row(), 1);
}

/// Regression: the line counted the body, and the key counted what follows it too.
#[test]
fn percent_key_and_status_line_measure_the_same() {
    let body = "It rained all day.\n\n".repeat(60);
    let after = "Another headline of the day\n\n".repeat(15);
    let mut driver = Driver::corpus("", &[("1.txt", &format!("Title\n\n{body}Related articles\n\n{after}"))]);
    let open = driver.app.workspace.open.as_ref().expect("open");
    let last = open.pieces.last().expect("a piece").range.end;
    assert!(open.end_of_body() + 300 < last, "the article ends in boilerplate");
    for percent in [40, 50, 80] {
        driver.keys(&format!("{} {} %", percent / 10, percent % 10));
        let shown = (percent..percent + 3).any(|percent| driver.status().contains(&format!("{percent}%")));
        assert!(shown, "{percent}: {}", driver.status());
    }
}

#[test]
fn number_before_percent_scrolls_to_that_share_of_the_article() {
    let mut driver = three();
    driver.resize(80, 24);
    for percent in [20, 37, 50, 80] {
        driver.keys(&format!("{} {} %", percent / 10, percent % 10));
        let open = driver.app.workspace.open.as_ref().expect("an article");
        let (first, last) = (open.article.blocks[0].range.start, open.article.text.len());
        let end = driver.app.workspace.visible_bytes().end;
        let naive = (end - first) * 100 / (last - first);
        // The page ends with a whole row, so the share may be a little larger than the number.
        assert!((percent..percent + 3).contains(&naive), "{percent}: {naive}");
        assert!(driver.status().contains('%'), "{}", driver.status());
    }
    driver.keys("1 0 0 %");
    assert!(driver.status().contains("end"), "{}", driver.status());
    driver.keys("Ctrl-o");
    assert!(driver.status().contains('%'), "Ctrl-o goes back from the jump: {}", driver.status());
}

#[test]
fn number_before_g_is_a_paragraph_of_the_text_and_a_row_of_a_list() {
    let mut driver = three();
    let starts = blocks(&driver);
    for (keys, number) in [("5 g", 5), ("1 2 G", 12), ("2 g", 2)] {
        driver.keys(keys);
        let message = format!("Paragraph {number} of {}", starts.len());
        assert!(driver.hint().contains(&message), "{keys}: {}", driver.hint());
        assert_eq!(driver.app.workspace.viewport.offset, starts[number - 1], "{keys}");
    }
    driver.keys("9 9 9 g");
    assert!(driver.hint().contains(&format!("Paragraph {0} of {0}", starts.len())), "{}", driver.hint());
    assert!(driver.status().contains("end"), "{}", driver.status());
    driver.keys("BackTab 2 G");
    assert!(driver.hint().contains("Row 2 of 3"), "{}", driver.hint());
    assert_eq!(driver.app.workspace.articles.row(), 1);
    driver.keys("9 g");
    assert!(driver.hint().contains("Row 3 of 3"), "{}", driver.hint());
    driver.keys("C 2 g");
    let rows = driver.matrix().rows(&driver.app.workspace).expect("counted").len();
    assert!(driver.hint().contains(&format!("Row 2 of {rows}")), "{}", driver.hint());
    assert_eq!(driver.matrix().row.row(), 1);
}

#[test]
fn number_before_g_scrolls_the_help_without_a_message() {
    let mut driver = three();
    driver.resize(80, 24).keys("? 5 g");
    let fifth = driver.rows()[2].clone();
    driver.keys("g 4 j");
    assert_eq!(driver.rows()[2], fifth);
    assert!(!driver.hint().contains("Row"), "{}", driver.hint());
}

#[test]
fn count_before_a_command_that_takes_none_is_refused() {
    for (keys, words) in
        [("5 C", "C takes no count"), ("2 x", "x takes no count"), ("3 Q", "Q takes no count")]
    {
        let mut driver = three();
        let before = (driver.app.workspace.view, driver.app.workspace.selection.shows_nested());
        driver.keys(keys);
        assert!(driver.hint().contains(words), "{keys}: {}", driver.hint());
        assert_eq!(
            (driver.app.workspace.view, driver.app.workspace.selection.shows_nested()),
            before,
            "{keys}"
        );
        assert!(!driver.quit && !driver.app.has_overlay(), "{keys}");
    }
    // The count is dropped with the refused key, and Esc cancels only the count.
    let mut driver = three();
    driver.keys("5 C C");
    assert_eq!(driver.app.workspace.view, MATRIX);
    driver.keys("5 Esc");
    assert_eq!(driver.app.workspace.view, MATRIX);
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.view, READ);
}

/// Regression: `2m` was refused, and the mark's letter ran as a command.
#[test]
fn count_before_a_command_that_asks_for_more_is_dropped() {
    let mut driver = three();
    driver.keys("2 m a");
    assert!(
        driver.app.workspace.marks.contains_key(&'a') && !driver.app.has_overlay(),
        "{}",
        driver.screen()
    );
}

#[test]
fn commands_that_move_are_those_that_take_a_count() {
    let counting: Vec<&str> = specs().iter().filter(|spec| spec.counts).map(|spec| spec.name).collect();
    let expected = [
        "down",
        "up",
        "scroll-down",
        "scroll-up",
        "half-page-down",
        "half-page-up",
        "page-down",
        "page-up",
        "first",
        "last",
        "percent",
        "next-hit",
        "previous-hit",
        "next-mention",
        "previous-mention",
        "next-entity-article",
        "previous-entity-article",
        "next-passage",
        "previous-passage",
        "next-article",
        "previous-article",
        "back",
        "forward",
        "next-matching-row",
        "previous-matching-row",
        "next-column",
        "previous-column",
        "next-entity-column",
        "previous-entity-column",
        "next-row-mention",
        "previous-row-mention",
        "next-line",
        "previous-line",
        "next-article-group",
        "previous-article-group",
        "next-listed-hit",
        "previous-listed-hit",
    ];
    assert_eq!(counting, expected);
}

#[test]
fn capital_z_asks_for_a_second_letter_and_then_quits() {
    let mut driver = three();
    driver.keys("C Z");
    assert!(!driver.quit && driver.hint().contains("Z again quits"), "{}", driver.hint());
    driver.keys("Esc");
    assert!(!driver.quit && !driver.app.has_overlay());
    assert!(driver.keys("Z Z").quit);
    assert!(three().keys("Z Q").quit);
}

#[test]
fn z_scrolls_the_mention_to_where_its_second_key_says() {
    let mut driver = three();
    driver.resize(80, 24).keys("6 ] 3 k");
    let page = driver.app.workspace.page_height();
    let row = |driver: &Driver| {
        let text = driver.app.workspace.text_area();
        driver.rows().iter().position(|row| row.contains("back in Kyiv")).map(|row| row - usize::from(text.y))
    };
    // The last paragraph cannot be scrolled above the end of the page.
    driver.keys("z z");
    assert_eq!(row(&driver), Some(page - 1));
    driver.keys("g ] z");
    assert!(driver.hint().contains("zoom this pane"), "{}", driver.hint());
    driver.keys("t");
    let first = driver.rows()[usize::from(driver.app.workspace.text_area().y)].clone();
    assert!(first.contains("Joe Park"), "{first}");
    // In the middle of a long article there is room on both sides.
    driver.keys("/ text:30_says Enter z z");
    let middle = driver.rows()[usize::from(driver.app.workspace.text_area().y) + (page - 1) / 2].clone();
    assert!(middle.contains("Paragraph 30"), "{}", driver.screen());
    driver.keys("z b");
    let last = driver.rows()[usize::from(driver.app.workspace.text_area().y) + page - 1].clone();
    assert!(last.contains("Paragraph 30"), "{}", driver.screen());
}

#[test]
fn z_with_nothing_selected_or_with_another_key_says_so() {
    let mut driver = three();
    let top = driver.app.workspace.viewport;
    driver.keys("z z");
    assert!(driver.hint().contains("Nothing selected"), "{}", driver.hint());
    driver.keys("z x");
    assert!(driver.hint().contains("x is not a position"), "{}", driver.hint());
    assert_eq!(driver.app.workspace.viewport, top);
    driver.keys("z o");
    assert!(driver.app.workspace.zoomed);
    driver.keys("_");
    assert!(!driver.app.workspace.zoomed);
}

#[test]
fn vim_key_without_a_command_says_which_key_does_it_here() {
    for (key, words) in [
        ("W", "] goes to the next mention"),
        ("$", "G goes to the end"),
        ("Ctrl-w", "Tab goes to the next pane"),
        ("A", "+ adds a note"),
        ("V", "y and a letter copy: s the sentence, p the paragraph"),
        ("T", "T does nothing here. Press ? for all keys"),
    ] {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains(words), "{key}: {}", driver.hint());
        assert!(driver.hint().contains("does nothing here") && driver.hint().contains('?'));
    }
    let mut driver = three();
    driver.keys("Tab h");
    assert_eq!(driver.app.workspace.focus, Pane::Text, "h still moves between panes");
}
