//! The help and the palette find a key by common words for what it does.

use std::collections::BTreeSet;

use crate::support::reports::three;
use whoswho::overlays::picker::Picker;
use whoswho::overlays::picker::rows::Target;
use whoswho::shell::commands::specs;

/// Words, each with commands that it must find.
const WORDS: &[(&str, &[&str])] = &[
    ("save", &["note", "mark"]),
    ("quote", &["note", "copy"]),
    ("bookmark", &["mark"]),
    ("remove", &["mark", "undo"]),
    ("delete", &["mark", "undo"]),
    ("filter", &["filter-articles", "kinds"]),
    ("zoom", &["zoom-pane"]),
    ("color", &["next-theme", "next-highlight", "kinds"]),
    ("colour", &["next-theme", "kinds"]),
    ("concordance", &["concordance"]),
    ("KWIC", &["concordance"]),
    ("together", &["sentences-of-both", "next-passage"]),
    ("undo", &["undo", "back"]),
    ("back", &["back"]),
    ("export", &["note", "copy", "pipe"]),
    ("font", &["next-theme"]),
    ("mouse", &["mouse"]),
    ("quit", &["quit", "close", "confirm-quit"]),
    ("exit", &["quit", "close"]),
    ("next", &["next-article", "next-mention", "next-hit"]),
    ("tab", &["right", "left"]),
    ("yank", &["copy"]),
    ("clipboard", &["copy"]),
    ("browser", &["open-link"]),
    ("editor", &["edit-list"]),
    ("wrap", &["justify-lines", "hyphenate-words"]),
    ("dark", &["next-theme"]),
    ("light", &["next-theme"]),
    ("matrix", &["matrix"]),
    ("redo", &["forward"]),
    ("find", &["search", "search-all"]),
    ("regex", &["search"]),
    ("hide", &["kinds", "filter-articles"]),
    ("comment", &["note"]),
    ("url", &["open-link"]),
    ("top", &["first"]),
    ("bottom", &["last"]),
    ("refresh", &["reload", "repaint"]),
    ("cancel", &["cancel", "stop"]),
    ("errors", &["messages"]),
];

#[test]
fn every_word_finds_its_commands_in_the_help() {
    let mut driver = three();
    driver.resize(120, 200);
    for (word, commands) in WORDS {
        driver.keys("? /").keys(&format!("text:{word}"));
        let screen = driver.screen();
        for command in *commands {
            let spec = specs().iter().find(|spec| spec.name == *command).expect("a command");
            let start: String = spec.summary.chars().take(24).collect();
            assert!(screen.contains(&start), "{word} {command}: {screen}");
        }
        driver.keys("Enter q");
    }
}

#[test]
fn every_word_finds_its_commands_in_the_palette() {
    let mut driver = three();
    for (word, commands) in WORDS {
        driver.keys(":").keys(&format!("text:{word}"));
        let rows = &driver.app.overlay::<Picker>().expect("the palette").rows;
        let found: BTreeSet<&str> = rows
            .iter()
            .filter_map(|row| match row.meant.target {
                Target::Command(name) => Some(name),
                _ => None,
            })
            .collect();
        for command in *commands {
            assert!(found.contains(command), "{word} {command}: {found:?}");
        }
        assert_eq!(found.len(), rows.len(), "{word}: a command is listed once");
        driver.keys("Esc");
    }
}

#[test]
fn synonyms_are_in_lower_case_and_none_is_the_name_itself() {
    for spec in specs() {
        for synonym in spec.synonyms {
            assert_eq!(synonym.to_lowercase(), **synonym, "{}", spec.name);
            assert_ne!(*synonym, spec.name);
        }
    }
}
