//! The last rows of the screen: key hints, and messages longer than a row.

use crate::support::driver::Driver;
use crate::support::reports::{LIST, three};
use whoswho::overlays::line_prompt::LinePrompt;

#[test]
fn hints_show_no_key_that_does_nothing() {
    for (keys, offered, absent) in [
        // A card that is shown completely cannot be scrolled.
        ("] Enter i", "q close", &["scroll"][..]),
        ("Tab", "h text", &["shared", "clear selection"]),
        ("] Enter Tab", "Esc clear selection", &[]),
        ("\\ text:zzzz Enter", "another search", &["read it there", "down"]),
        ("S", "back", &["add", "ignore", "read it there", "down"]),
    ] {
        let mut driver = three();
        driver.keys(keys);
        let hint = driver.hint();
        assert!(hint.contains(offered), "{keys}: {hint}");
        assert!(absent.iter().all(|words| !hint.contains(words)), "{keys}: {hint}");
    }
}

#[test]
fn no_count_if_nothing_is_suggested() {
    let mut driver = three();
    driver.keys("S");
    assert!(!driver.status().contains("name 0"), "{}", driver.status());
}

/// A card that needs one or two rows more than half the page gets them.
#[test]
fn card_never_hides_a_single_row() {
    let mut driver = Driver::seeds(80, 24);
    driver.keys("] Enter i");
    assert!(driver.screen().contains("listed       line") && !driver.screen().contains(" of 10 ─"));
}

#[test]
fn long_messages_are_shown_above_the_status_line() {
    let long = "a name of many words that goes on and on beyond any row of a narrow screen";
    let mut driver = three();
    driver.resize(50, 20).keys("x");
    assert!(driver.status().contains("1/3"), "{}", driver.screen());
    assert!(driver.screen().contains("ambiguous ones"), "{}", driver.screen());
    driver.keys("] x").keys("e").keys(&format!("text:{}", long.replace(' ', "_"))).keys("Enter");
    assert!(
        driver.status().contains("1/3") && driver.screen().contains("narrow screen"),
        "{}",
        driver.screen()
    );
}

/// At every width, the help names the keys for the passage and for cancelling, and the passage's end is visible.
#[test]
fn help_for_a_comment_does_not_cover_the_passage() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (50, 20)] {
        let mut driver = Driver::seeds(columns, rows);
        driver.keys("4 0 ] +");
        for _ in 0..9 {
            let screen = driver.screen();
            let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("PgUp PgDn its beginning") && words.contains("Esc cancels"), "{screen}");
            let buffer = driver.buffer(whoswho::ui::depth::Depth::None);
            let passage =
                driver.app.overlay::<LinePrompt>().and_then(|prompt| prompt.passage()).expect("a passage");
            let text = driver.app.workspace.open.as_ref().expect("open").article.text.slice(passage.clone());
            let last = text.split_whitespace().next_back().expect("words");
            let picked: Vec<String> = (0..rows)
                .map(|y| {
                    let cells = (0..columns).map(|x| &buffer[(x, y)]);
                    let is_picked = |cell: &&ratatui::buffer::Cell| {
                        cell.modifier.contains(ratatui::style::Modifier::REVERSED)
                    };
                    cells.filter(is_picked).map(ratatui::buffer::Cell::symbol).collect()
                })
                .collect();
            let page = &picked[..usize::from(rows) - 2];
            assert!(page.iter().any(|row| row.trim_end().ends_with(last)), "{last}\n{screen}");
            driver.keys("Down");
        }
    }
}

#[test]
fn one_article_is_singular() {
    let mut driver =
        Driver::corpus(LIST, &[("1.txt", "One\n\nKyiv waits.\n"), ("2.txt", "Two\n\nNothing.\n")]);
    driver.keys("\\ text:waits Enter &");
    assert!(driver.hint().contains("only the one article that contains waits"), "{}", driver.hint());
}
