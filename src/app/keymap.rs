//! Which key runs which command: the command table's own keys, until settings say otherwise.

use crate::app::commands::{COMMANDS, Command, Scope};
use crate::app::input::Key;
use crate::app::pane::View;

/// A command with the keys that run it.
#[derive(Clone)]
struct Binding {
    command: &'static Command,
    keys: Vec<Key>,
    /// The keys as people write them.
    names: Vec<String>,
}

/// The keys of all commands, in the order of the table.
#[derive(Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl std::fmt::Debug for Keymap {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bound = self.bindings.iter().map(|binding| (binding.command.name, &binding.names));
        to.debug_map().entries(bound).finish()
    }
}

impl Default for Keymap {
    /// The keys of the table.
    fn default() -> Self {
        let binding = |command: &'static Command| {
            let keys: Vec<Key> = command.keys.iter().filter_map(|name| Key::parse(name)).collect();
            Binding { command, names: keys.iter().map(Key::to_string).collect(), keys }
        };
        Self { bindings: COMMANDS.iter().map(binding).collect() }
    }
}

impl Keymap {
    /// The command of a key in a view; one of the view itself comes before one of every view.
    pub fn find(&self, key: Key, view: View) -> Option<&'static Command> {
        let of = |scope: Scope| {
            let mut bound = self.bindings.iter().filter(move |binding| binding.command.scope == scope);
            bound.find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
        };
        of(Scope::In(view)).or_else(|| of(Scope::Everywhere))
    }

    /// The keys of a command as people write them, by its name; none if nothing runs it.
    pub fn keys_of(&self, name: &str) -> &[String] {
        let binding = self.bindings.iter().find(|binding| binding.command.name == name);
        binding.map_or(&[], |binding| binding.names.as_slice())
    }

    /// The first key of a command; without one, the way to run it by name.
    pub fn key_of<'a>(&'a self, name: &'a str) -> &'a str {
        self.keys_of(name).first().map_or(name, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_comes_before_everywhere() {
        let (keymap, enter) = (Keymap::default(), Key::parse("Enter").unwrap());
        let name = |view| keymap.find(enter, view).map(|command| command.name);
        assert_eq!(name(View::Compare), Some("go-to-cell"));
        assert_eq!(name(View::Read), Some("select"));
    }

    #[test]
    fn the_keys_of_the_table_are_written_as_the_table_writes_them() {
        let keymap = Keymap::default();
        for command in COMMANDS {
            assert_eq!(keymap.keys_of(command.name), command.keys, "{}", command.name);
        }
    }
}
