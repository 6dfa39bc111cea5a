//! Keys mean the same however fast they are typed: before an article is open, they do what they would do afterwards.

use std::collections::BTreeSet;
use std::ffi::OsString;

use crate::support::driver::Driver;
use proptest::prelude::*;

const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"

[[entity]]
name = "Joe Park"
kind = "person"
"#;

/// Keys that move through articles, and others whose effect depends on what is open. Esc is left out, since it cancels
/// a running search.
const KEYS: &[&str] = &[
    "J",
    "K",
    "2 J",
    "]",
    "[",
    "2 ]",
    "}",
    "{",
    "H",
    "H",
    "L",
    "' '",
    "j",
    "5 j",
    "d",
    "G",
    "g",
    "n",
    "N",
    "Enter",
    ")",
    "(",
    "/ k y Enter",
    "/ ( Enter",
    "p T h i r d Enter",
    "p Down Enter",
    "e k y Enter",
    "e Down Enter",
    "\\ k y Down Enter Enter",
    "Tab",
    ": n e x t - a r Enter",
    "\\ k y Enter",
    "\\ ( Enter",
    "C",
    "C",
    "* ",
    "t",
    "F a",
    "f a",
    "m a",
    "' a",
    "r",
    "C",
    "i",
    "l",
    "h",
    "z",
    "x",
    "&",
    "s",
];

fn corpus() -> Driver {
    let article = |name: &str, filler_count: usize| {
        let filler = "Nothing of note is said here at all.\n\n".repeat(filler_count);
        format!(
            "{name} report\n\n{filler}Kyiv waits for Joe Park.\n\n{filler}Joe Park left.\n\n{filler}Kyiv again.\n"
        )
    };
    Driver::corpus(
        LIST,
        &[
            ("1.txt", &article("First", 4)),
            ("2.txt", "Second report\n\nNobody.\n"),
            ("3.txt", &article("Third", 12)),
        ],
    )
}

/// Returns the names of the files of the articles that count as read.
fn read_articles(driver: &Driver) -> BTreeSet<OsString> {
    let read = driver.app.workspace.read_marks.iter().filter(|(_, mark)| mark.is_read);
    read.map(|(key, _)| key.path.file_name().expect("a file").to_owned()).collect()
}

/// Returns the position, the selection, and the screen without what depends on when commands finish: the message in its
/// bottom row, and the marks of articles that were read, since a page that was never drawn was not read.
fn state_and_screen(driver: &Driver) -> String {
    let state = &driver.app.workspace;
    let folder = driver.folder().display().to_string();
    let values = (state.viewport, state.current_mention, state.view, state.focus, state.selection.entity());
    let mut rows = driver.rows();
    rows.pop();
    format!("{values:?}\n{}", rows.join("\n")).replace(&folder, "").replace('✓', " ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keys_typed_ahead_act_as_one_by_one(
        keys in prop::collection::vec((0..KEYS.len(), any::<bool>()), 1..14),
    ) {
        let (mut one_by_one, mut ahead) = (corpus(), corpus());
        ahead.hold();
        let mut typed = String::new();
        for (key, arrives) in keys {
            typed.push_str(KEYS[key]);
            typed.push(' ');
            one_by_one.keys(KEYS[key]);
            ahead.keys(KEYS[key]);
            if arrives {
                typed.push('|');
                ahead.release();
                ahead.hold();
            }
        }
        while ahead.release() {}
        prop_assert_eq!(state_and_screen(&one_by_one), state_and_screen(&ahead), "{}", typed);
        // The key that marks an article as read or unread depends on what was read before.
        if !typed.split(' ').any(|key| key == "r") {
            prop_assert!(read_articles(&ahead).is_subset(&read_articles(&one_by_one)), "{}", typed);
        }
    }
}

#[test]
fn enter_typed_before_an_error_is_known_leaves_the_expression_open() {
    for (keys, line) in [("J / ( Enter J", "/(J"), ("J \\ ( Enter J", "\\(J")] {
        let mut driver = corpus();
        driver.hold();
        driver.keys(keys);
        while driver.release() {}
        assert!(driver.screen().contains(line), "{line}\n{}", driver.screen());
        assert_eq!(driver.open_article(), 1, "the second J is typed into the expression");
    }
}

#[test]
fn enter_typed_twice_before_the_hits_goes_to_the_first() {
    let mut driver = corpus();
    driver.hold();
    driver.keys("J \\ P a r k Enter Enter");
    while driver.release() {}
    assert_eq!(driver.app.workspace.view, whoswho::app::input::READ, "{}", driver.screen());
    assert!(driver.screen().contains("hit 1 of"), "{}", driver.screen());
}

/// Regression: a prompt opened while a slow article was being read took every key, and only Ctrl-c ended the program.
#[test]
fn esc_cancels_a_waiting_prompt_and_the_reader_can_quit() {
    for opening in ["/", "\\", "p", "+", "|", "/ a b"] {
        let mut driver = corpus();
        driver.hold();
        driver.keys("J").keys(opening);
        assert!(!driver.app.type_ahead().is_empty(), "{opening}");
        driver.keys("Esc");
        assert!(driver.app.type_ahead().is_empty(), "{opening}");
        driver.keys("Q");
        assert!(driver.quit, "{opening}");
    }
}

/// Regression: kinds hidden while a hit was being opened were hidden before its mention was selected, so that no
/// mention was selected.
#[test]
fn kinds_hidden_while_an_article_is_opened_are_hidden_after_it() {
    let keys = "J \\ k y Down Enter Enter t p Down Enter";
    let (mut one_by_one, mut ahead) = (corpus(), corpus());
    for key in keys.split(' ') {
        one_by_one.keys(key);
    }
    ahead.hold();
    ahead.keys(keys);
    while ahead.release() {}
    assert_eq!(state_and_screen(&one_by_one), state_and_screen(&ahead));
}
