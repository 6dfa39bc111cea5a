//! Keys mean the same however fast they are typed: keys typed before an article is there do what they would have done after.

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

/// Keys that move through articles, and others that depend on what is there when they are typed. Esc is not one of them: it
/// cancels a running search.
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
    "c",
    "c",
    "* ",
    "t",
    "F a",
    "f a",
    "m a",
    "' a",
    "r",
    "c",
    "i",
    "l",
    "h",
    "z",
    "x",
    "&",
    "s",
];

fn corpus() -> Driver {
    let page = |name: &str, of: usize| {
        let quiet = "Nothing of note is said here at all.\n\n".repeat(of);
        format!(
            "{name} report\n\n{quiet}Kyiv waits for Joe Park.\n\n{quiet}Joe Park left.\n\n{quiet}Kyiv again.\n"
        )
    };
    Driver::corpus(
        LIST,
        &[
            ("1.txt", &page("First", 4)),
            ("2.txt", "Second report\n\nNobody.\n"),
            ("3.txt", &page("Third", 12)),
        ],
    )
}

/// Returns the position, the selection, and all of the screen except the last message: commands that run at once report first.
fn state_and_screen(driver: &Driver) -> String {
    let state = &driver.app.workspace;
    let folder = driver.folder().display().to_string();
    let state_and_screen =
        (state.viewport, state.current_mention, state.view, state.focus, state.selection.entity());
    let mut rows = driver.rows();
    rows.pop();
    format!("{state_and_screen:?}\n{}", rows.join("\n")).replace(&folder, "")
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
        assert_eq!(driver.open(), 1, "the second J is a letter of what is typed");
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

/// Once, a prompt opened while a slow article was read took every key, and only Ctrl-c ended the program.
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

/// Kinds hidden while a hit was being opened were hidden before its mention was selected, which left none selected.
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
