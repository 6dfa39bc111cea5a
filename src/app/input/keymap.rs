//! Which key runs which command: the defaults of the command table, changed by the settings.
//!
//! Bindings are in layers: one for each view, and below them a global one. A key is looked up in the view's layer, then in the
//! global one. A command is bound in the layer of its scope; settings may replace its keys there, and may give a global
//! command more keys in one view.

use super::command::{CommandSpec, Scope};
use super::key::Key;
use super::view_id::{READ, ViewId};

/// Keys given to a command by the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// The command's name.
    pub command: &'static str,
    /// The layer: in the command's own scope these keys replace the defaults; in a view, a global command gets them in
    /// addition.
    pub layer: Scope,
    /// The keys; if empty, the command has none in this layer.
    pub keys: Vec<Key>,
}

/// Keys of a command in one layer.
#[derive(Clone)]
struct Binding {
    command: &'static CommandSpec,
    layer: Scope,
    keys: Vec<Key>,
}

/// The keys of all commands, in the order of the table, then the keys added for a view.
#[derive(Clone, Default)]
pub struct Keymap {
    specs: &'static [CommandSpec],
    bindings: Vec<Binding>,
    /// The keys of each command as people write them, in the order of the table.
    names: Vec<(&'static str, Vec<String>)>,
}

impl std::fmt::Debug for Keymap {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_map().entries(self.names.iter().map(|(name, keys)| (name, keys))).finish()
    }
}

/// Returns the Read view, then the other views that commands are for, in the order of the table.
pub fn views_of(specs: &[CommandSpec]) -> Vec<ViewId> {
    let mut views = vec![READ];
    for spec in specs {
        if let Scope::In(view) = spec.scope
            && !views.contains(&view)
        {
            views.push(view);
        }
    }
    views
}

impl Keymap {
    /// Creates the keymap of a table of commands. If there are two rebindings of a command in a layer, the first is used. If a
    /// key is bound to two commands in a layer, the first in the table wins; the settings check [`Keymap::bound`] for that.
    pub fn new(specs: &'static [CommandSpec], rebindings: &[Rebinding]) -> Self {
        let rebound = |command: &CommandSpec, layer: Scope| {
            rebindings.iter().find(|rebinding| rebinding.command == command.name && rebinding.layer == layer)
        };
        let own_binding = |command: &'static CommandSpec| {
            let default_keys = || command.keys.iter().filter_map(|name| Key::parse(name)).collect();
            let keys =
                rebound(command, command.scope).map_or_else(default_keys, |rebinding| rebinding.keys.clone());
            Binding { command, layer: command.scope, keys }
        };
        let views = views_of(specs);
        let added = specs.iter().filter(|command| command.scope == Scope::Everywhere).flat_map(|command| {
            views.iter().filter_map(move |view| {
                let layer = Scope::In(*view);
                Some(Binding { command, layer, keys: rebound(command, layer)?.keys.clone() })
            })
        });
        let bindings: Vec<Binding> = specs.iter().map(own_binding).chain(added).collect();
        let names = |command: &CommandSpec| {
            let own = bindings.iter().filter(|binding| binding.command.name == command.name);
            own.flat_map(|binding| binding.keys.iter().map(|key| binding.shown(*key))).collect()
        };
        let names = specs.iter().map(|command| (command.name, names(command))).collect();
        Self { specs, bindings, names }
    }

    /// All commands, in the order of the table.
    pub fn specs(&self) -> &'static [CommandSpec] {
        self.specs
    }

    /// Returns the command of a key in a view; the view's layer takes precedence.
    pub fn find(&self, key: Key, view: ViewId) -> Option<&'static CommandSpec> {
        let find_in = |layer: Scope| {
            let mut bound = self.bindings.iter().filter(move |binding| binding.layer == layer);
            bound.find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
        };
        find_in(Scope::In(view)).or_else(|| find_in(Scope::Everywhere))
    }

    /// Returns every key with its layer and its command, in the order of the table, then the keys added for a view.
    pub fn bound(&self) -> impl Iterator<Item = (Scope, Key, &'static CommandSpec)> {
        self.bindings
            .iter()
            .flat_map(|binding| binding.keys.iter().map(|key| (binding.layer, *key, binding.command)))
    }

    /// Returns the keys that run a command in a view, those of the view's layer first. Keys that run another command there are
    /// left out.
    pub fn keys_in(&self, name: &str, view: ViewId) -> Vec<String> {
        let in_layer = |layer: Scope| self.bound().filter(move |(bound_in, _, _)| *bound_in == layer);
        let keys = in_layer(Scope::In(view)).chain(in_layer(Scope::Everywhere));
        let runs = |key: Key| self.find(key, view).is_some_and(|found| found.name == name);
        keys.filter(|(_, key, command)| command.name == name && runs(*key))
            .map(|(_, key, _)| key.to_string())
            .collect()
    }

    /// Returns the keys of a command; empty if it is unbound. Keys added for one view come last, with its name: `compare:x`.
    pub fn keys_of(&self, name: &str) -> &[String] {
        let names = self.names.iter().find(|(command, _)| *command == name);
        names.map_or(&[], |(_, keys)| keys.as_slice())
    }

    /// Returns the keys of a command, or the palette's key and the command's name if it is unbound.
    pub fn ways_of(&self, name: &str) -> String {
        match self.keys_of(name) {
            [] => format!("{} {name}", self.keys_of("palette").first().map_or(":", String::as_str)),
            keys => keys.join(" "),
        }
    }

    /// Returns the first key of a command, or its name if it is unbound.
    pub fn key_of<'a>(&'a self, name: &'a str) -> &'a str {
        self.keys_of(name).first().map_or(name, String::as_str)
    }
}

impl Binding {
    /// Formats a key, with the view if it is a global command's key for that view.
    fn shown(&self, key: Key) -> String {
        match self.layer {
            Scope::In(view) if self.command.scope == Scope::Everywhere => format!("{}:{key}", view.name),
            _ => key.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shell::commands::specs;
    use crate::views::compare::MATRIX;

    #[test]
    fn layer_of_the_view_takes_precedence() {
        let (keymap, enter) = (Keymap::new(specs(), &[]), Key::parse("Enter").unwrap());
        let name = |view| keymap.find(enter, view).map(|command| command.name);
        assert_eq!(name(MATRIX), Some("go-to-cell"));
        assert_eq!(name(READ), Some("select"));
    }

    #[test]
    fn default_keys_are_written_as_in_the_table() {
        let keymap = Keymap::new(specs(), &[]);
        for command in specs() {
            assert_eq!(keymap.keys_of(command.name), command.keys, "{}", command.name);
        }
    }

    fn rebinding(command: &'static str, layer: Scope, keys: &[&str]) -> Rebinding {
        Rebinding { command, layer, keys: keys.iter().map(|key| Key::parse(key).unwrap()).collect() }
    }

    #[test]
    fn rebinding_replaces_the_default_keys() {
        let keymap = Keymap::new(
            specs(),
            &[
                rebinding("down", Scope::Everywhere, &["ü"]),
                rebinding("up", Scope::Everywhere, &[]),
                rebinding("sort", Scope::In(MATRIX), &["j"]),
            ],
        );
        let name = |key, view| keymap.find(Key::char(key), view).map(|command| command.name);
        assert_eq!([name('ü', READ), name('j', READ)], [Some("down"), None]);
        assert_eq!([name('ü', MATRIX), name('j', MATRIX)], [Some("down"), Some("sort")]);
        assert_eq!(name('s', MATRIX), Some("sort-articles"));
        assert_eq!((keymap.keys_of("down").join(" "), keymap.key_of("up")), ("ü".to_owned(), "up"));
    }

    #[test]
    fn keys_for_one_view_are_added_there() {
        let keymap = Keymap::new(specs(), &[rebinding("stop", Scope::In(MATRIX), &["ü", "j"])]);
        assert_eq!(keymap.keys_in("stop", MATRIX), ["ü", "j", "Ctrl-c"]);
        assert_eq!(keymap.keys_in("stop", READ), ["Ctrl-c"]);
        assert_eq!(keymap.keys_in("down", MATRIX), ["Down"]);
        assert_eq!(keymap.keys_of("stop"), ["Ctrl-c", "matrix:ü", "matrix:j"]);
    }

    fn any_rebinding() -> impl Strategy<Value = Rebinding> {
        let keys =
            ["j", "k", "s", "x", "q", "ü", "Enter", "Ctrl-c", "F2", "?"].map(|key| Key::parse(key).unwrap());
        let layers: Vec<Scope> = views_of(specs()).into_iter().map(Scope::In).collect();
        let layer = prop_oneof![Just(None), prop::sample::select(layers).prop_map(Some)];
        let keys = prop::collection::vec(prop::sample::select(keys.to_vec()), 0..4);
        (prop::sample::select(specs()), layer, keys).prop_map(|(command, layer, keys)| Rebinding {
            command: command.name,
            layer: layer.unwrap_or(command.scope),
            keys,
        })
    }

    proptest! {
        /// Whatever the settings: a key that runs a command is listed with it, and each key listed for a view runs it there.
        #[test]
        fn every_key_is_listed_with_the_command_it_runs(
            rebindings in prop::collection::vec(any_rebinding(), 0..12),
        ) {
            let keymap = Keymap::new(specs(), &rebindings);
            for view in &views_of(specs()) {
                for (_, key, _) in keymap.bound() {
                    if let Some(command) = keymap.find(key, *view) {
                        let written = key.to_string();
                        prop_assert!(keymap.keys_in(command.name, *view).contains(&written));
                        let for_view = format!("{}:{written}", view.name);
                        let listed = keymap.keys_of(command.name);
                        prop_assert!(listed.contains(&written) || listed.contains(&for_view));
                    }
                }
                for command in specs() {
                    for written in keymap.keys_in(command.name, *view) {
                        let found = keymap.find(Key::parse(&written).unwrap(), *view);
                        prop_assert_eq!(found.map(|found| found.name), Some(command.name));
                    }
                }
            }
        }

        /// Rebinding commands to their own keys changes nothing.
        #[test]
        fn rebinding_to_the_default_keys_changes_nothing(chosen in prop::sample::subsequence(specs(), 0..=specs().len())) {
            let own: Vec<Rebinding> =
                chosen.iter().map(|command| rebinding(command.name, command.scope, command.keys)).collect();
            let (keymap, default) = (Keymap::new(specs(), &own), Keymap::new(specs(), &[]));
            let all = |keymap: &Keymap| {
                keymap.bound().map(|(layer, key, command)| (layer, key, command.name)).collect::<Vec<_>>()
            };
            prop_assert_eq!(all(&keymap), all(&default));
            prop_assert_eq!(format!("{keymap:?}"), format!("{default:?}"));
        }
    }
}
