//! Keys of less, vim and other programs that run nothing here, with the nearest command.

use crate::app::input::Key;
use crate::app::workspace::Workspace;

/// The name of a key, a command, and the words that follow the command's key.
type ForeignKey = (&'static str, &'static str, &'static str);

/// The keys, with the nearest command.
const FOREIGN_KEYS: &[ForeignKey] = &[
    ("W", "next-mention", "goes to the next mention"),
    ("E", "next-mention", "goes to the next mention"),
    ("#", "previous-mention", "goes to the previous mention"),
    ("^", "first", "goes to the start"),
    ("<", "first", "goes to the start"),
    ("$", "last", "goes to the end"),
    (">", "last", "goes to the end"),
    (";", "next-hit", "goes to the next hit"),
    ("V", "copy", "and a letter copy: s the sentence, p the paragraph"),
    ("Y", "copy", "and a letter copy: s the sentence, p the paragraph"),
    ("A", "note", "adds a note; the article itself is never changed"),
    ("I", "note", "adds a note; the article itself is never changed"),
    ("O", "note", "adds a note; the article itself is never changed"),
    ("P", "note", "adds a note; the article itself is never changed"),
    ("D", "undo", "undoes the last change; the article itself is never changed"),
    ("X", "undo", "undoes the last change; the article itself is never changed"),
    ("Del", "undo", "undoes the last change; the article itself is never changed"),
    ("-", "palette", "set says where the settings are"),
    ("=", "card", "shows details"),
    ("Ctrl-g", "card", "shows details"),
    ("Ctrl-w", "right", "goes to the next pane"),
    ("Ctrl-n", "next-article", "goes to the next article"),
    ("Ctrl-p", "pick-article", "finds an article"),
    ("Ctrl-t", "back", "goes back"),
    ("Ctrl-r", "forward", "goes forward again"),
    ("Backspace", "back", "goes back"),
    ("Ctrl-s", "note", "saves a passage; notes and marks are saved by themselves"),
    ("Ctrl-q", "quit", "quits"),
    ("Ctrl-x", "quit", "quits"),
    ("F3", "next-hit", "goes to the next hit"),
    ("F5", "reload", "reads the list and the articles again"),
];

/// Returns the message for a key that runs nothing. If another key does something similar here, the message names it.
pub fn explain(ws: &Workspace, key: Key) -> String {
    let help = ws.keymap.key_of("help");
    let name = key.to_string();
    let entry = FOREIGN_KEYS.iter().find(|(foreign, ..)| *foreign == name);
    match entry {
        Some((_, command, words)) => {
            format!("{key} does nothing here. {} {words}. {help}: all keys.", ws.keymap.key_of(command))
        }
        None => format!("{key} does nothing here. Press {help} for all keys."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::command::{CommandSpec, Scope};
    use crate::shell::commands::specs;

    #[test]
    fn every_key_parses_and_is_unbound_and_every_command_exists() {
        for (name, command, _) in FOREIGN_KEYS {
            assert_eq!(Key::parse(name).map(|key| key.to_string()).as_deref(), Some(*name));
            let runs = |spec: &CommandSpec| spec.scope == Scope::Everywhere && spec.keys.contains(name);
            assert!(!specs().iter().any(runs), "{name}");
            assert!(specs().iter().any(|spec| spec.name == *command), "{command}");
        }
    }
}
