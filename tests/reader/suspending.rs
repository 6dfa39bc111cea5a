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

/// Keys that open something to type, choose or wait for, and keys that continue from there.
const PLACES: &[(&str, &str, &str)] = &[
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
    ("Compare", "c", "j Enter"),
    ("Suggest", "S", "j"),
    ("a count", "2", "]"),
];

#[test]
fn ctrl_z_suspends_at_any_time_and_changes_nothing() {
    for (place, before, after) in PLACES {
        let folder = |driver: &Driver| driver.folder().display().to_string();
        let shown = |driver: &Driver| driver.screen().replace(&folder(driver), "");
        let (mut straight, mut suspended) = (reports(), reports());
        let start = shown(&straight);
        straight.keys(before);
        suspended.keys(before);
        let (screen, others) = (suspended.screen(), suspended.terminal_effects.len());
        assert_ne!(shown(&suspended), start, "{place}");
        suspended.keys("Ctrl-z");
        assert_eq!(suspended.terminal_effects[others..], ["Suspend"], "{place}");
        assert_eq!(suspended.screen(), screen, "{place}");
        straight.keys(after);
        suspended.keys(after);
        assert_eq!(shown(&suspended), shown(&straight), "{place}");
        suspended.terminal_effects.retain(|effect| effect != "Suspend");
        let done = |driver: &Driver| {
            driver.terminal_effects.iter().map(|one| one.replace(&folder(driver), "")).collect::<Vec<_>>()
        };
        assert_eq!(done(&suspended), done(&straight), "{place}");
    }
}

/// Once, it waited after keys that wait for an article.
#[test]
fn ctrl_z_does_not_wait_behind_waiting_keys() {
    for (before, after) in [("J d", "K"), ("J /", "text:Geneva Enter"), ("J m", "a")] {
        let mut driver = reports();
        driver.hold();
        driver.keys(before).keys("Ctrl-z");
        assert_eq!(driver.terminal_effects.last().map(String::as_str), Some("Suspend"), "{before}");
        driver.keys(after);
        while driver.release() {}
        let mut straight = reports();
        straight.keys(before).keys(after);
        assert_eq!(
            (driver.open(), driver.app.workspace.viewport),
            (straight.open(), straight.app.workspace.viewport),
            "{before}"
        );
        assert_eq!(
            driver.terminal_effects.iter().filter(|effect| *effect == "Suspend").count(),
            1,
            "{before}"
        );
    }
}
