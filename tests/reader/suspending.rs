//! Ctrl-z suspends to the shell at any time, and everything is unchanged afterwards.

use crate::support::driver::Driver;

const LIST: &str =
    "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";

fn reports() -> Driver {
    Driver::corpus(
        LIST,
        &[
            ("1.txt", "First report\n\nKyiv waits for Geneva. Nora Quist said so; Nora Quist is in Kyiv.\n"),
            ("2.txt", "Second report\n\nGeneva. Nora Quist said so once more.\n"),
        ],
    )
}

/// Modes that wait for input: a description, the keys that lead there, and keys that continue from there.
const MODES: &[(&str, &str, &str)] = &[
    ("a search", "/ text:Gen", "text:eva Enter"),
    ("an expression that is wrong", "/ text:(", "Backspace text:Kyiv Enter"),
    ("a search of all articles", "\\ text:Gen", "text:eva Enter"),
    ("the articles' picker", "p text:Sec", "text:ond Enter"),
    ("the entities' picker", "e text:Gen", "text:eva Enter"),
    ("the palette", ": text:com", "text:pare Enter"),
    ("labels on the page", "f", "f"),
    ("labels in the panel", "F", "f"),
    ("the menu of kinds", "t", "j Space Esc"),
    ("help", "?", "q"),
    ("help's find line", "? /", "text:mark Enter"),
    ("the letter of a mark", "m", "a"),
    ("the mark to go to", "m a J '", "a"),
    ("what to copy", "] y", "m"),
    ("a note", "] +", "text:why Enter"),
    ("a command of the shell", "|", "text:wc Enter"),
    ("a name to add", "/ text:Nora Enter a", "o Esc"),
    ("a card", "] i", "q"),
    ("Matrix", "C", "j Enter"),
    ("Suggest", "S", "j"),
    ("a count", "2", "]"),
];

#[test]
fn ctrl_z_suspends_at_any_time_and_changes_nothing() {
    for (mode, before, after) in MODES {
        let folder = |driver: &Driver| driver.folder().display().to_string();
        let shown = |driver: &Driver| driver.screen().replace(&folder(driver), "");
        let (mut uninterrupted, mut suspended) = (reports(), reports());
        let start = shown(&uninterrupted);
        uninterrupted.keys(before);
        suspended.keys(before);
        let (screen, effect_count) = (suspended.screen(), suspended.terminal_effects.len());
        assert_ne!(shown(&suspended), start, "{mode}");
        suspended.keys("Ctrl-z");
        assert_eq!(suspended.terminal_effects[effect_count..], ["Suspend"], "{mode}");
        assert_eq!(suspended.screen(), screen, "{mode}");
        uninterrupted.keys(after);
        suspended.keys(after);
        assert_eq!(shown(&suspended), shown(&uninterrupted), "{mode}");
        suspended.terminal_effects.retain(|effect| effect != "Suspend");
        let effects = |driver: &Driver| {
            driver
                .terminal_effects
                .iter()
                .map(|effect| effect.replace(&folder(driver), ""))
                .collect::<Vec<_>>()
        };
        assert_eq!(effects(&suspended), effects(&uninterrupted), "{mode}");
    }
}

/// Regression: Ctrl-z had to wait behind keys that wait for an article.
#[test]
fn ctrl_z_does_not_wait_behind_waiting_keys() {
    for (before, after) in [("J d", "K"), ("J /", "text:Geneva Enter"), ("J m", "a")] {
        let mut driver = reports();
        driver.hold();
        driver.keys(before).keys("Ctrl-z");
        assert_eq!(driver.terminal_effects.last().map(String::as_str), Some("Suspend"), "{before}");
        driver.keys(after);
        while driver.release() {}
        let mut uninterrupted = reports();
        uninterrupted.keys(before).keys(after);
        assert_eq!(
            (driver.open_article(), driver.app.workspace.viewport),
            (uninterrupted.open_article(), uninterrupted.app.workspace.viewport),
            "{before}"
        );
        assert_eq!(
            driver.terminal_effects.iter().filter(|effect| *effect == "Suspend").count(),
            1,
            "{before}"
        );
    }
}
