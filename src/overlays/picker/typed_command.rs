//! What a line typed into the palette asks for. A command runs only if the line is its full name, a word known from
//! less or vim (a [`Habit`]), or a part of its name that is in no other command's name in this view.

use super::habits::{self, Habit};
use crate::app::input::command::{CommandSpec, Scope};
use crate::app::input::{Keymap, ViewId};

/// What a line asks for.
#[derive(Clone, Copy, Debug)]
pub enum TypedCommand<'a> {
    /// Nothing was typed.
    Nothing,
    /// A command.
    Command(&'static CommandSpec),
    /// A command of another view.
    Elsewhere(&'static str, ViewId),
    /// A habit, with the rest of the line.
    Habit(&'static Habit, &'a str),
    /// An article, by its number from 1.
    Article(usize),
    /// None of these, although some commands may have similar names.
    Unknown(&'a str),
}

/// Returns a line without the colons and spaces before it and the spaces after it.
pub fn trimmed(line: &str) -> &str {
    line.trim_start_matches([':', ' ']).trim_end()
}

/// Parses a line typed in a view.
pub fn read<'a>(line: &'a str, view: ViewId, keymap: &Keymap) -> TypedCommand<'a> {
    let line = trimmed(line);
    if line.is_empty() {
        return TypedCommand::Nothing;
    }
    if line.bytes().all(|byte| byte.is_ascii_digit()) {
        return TypedCommand::Article(line.parse().unwrap_or(usize::MAX));
    }
    let works =
        |command: &CommandSpec| command.scope == Scope::Everywhere || command.scope == Scope::In(view);
    if let Some(command) = keymap.specs().iter().find(|command| command.name == line) {
        return match command.scope {
            Scope::In(other) if other != view => TypedCommand::Elsewhere(command.name, other),
            _ => TypedCommand::Command(command),
        };
    }
    if let Some((habit, rest)) = habits::find(line) {
        return TypedCommand::Habit(habit, rest);
    }
    let part = line.to_lowercase().replace(' ', "-");
    let mut named = keymap.specs().iter().filter(|command| works(command) && command.name.contains(&part));
    match (named.next(), named.next()) {
        (Some(only), None) => TypedCommand::Command(only),
        _ => TypedCommand::Unknown(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::READ;
    use crate::shell::commands::specs;

    fn meant(line: &str) -> Option<&'static str> {
        match read(line, READ, &Keymap::new(specs(), &[])) {
            TypedCommand::Command(command) => Some(command.name),
            _ => None,
        }
    }

    #[test]
    fn command_is_meant_by_its_name_or_a_part_that_it_alone_has() {
        for command in specs().iter().filter(|command| command.scope == Scope::Everywhere) {
            assert_eq!(meant(command.name), Some(command.name));
        }
        assert_eq!(meant("justify"), Some("justify-lines"));
        assert_eq!(meant("next theme"), Some("next-theme"));
        assert_eq!(meant(":card"), Some("card"));
        for line in ["", "next", "jst", "cards", "next-column", "12", "q"] {
            assert_eq!(meant(line), None, "{line}");
        }
    }
}
