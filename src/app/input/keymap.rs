//! Which key runs which command: the command table's own keys, and what settings make of them.
//!
//! Keys lie in layers: one for each view, and below them one for every view. A key is looked for in the view's layer,
//! then in the one below. A command lies in the layer of its scope; settings give it other keys there, and may add keys
//! for one view to a command of every view.

use super::command::{CommandSpec, Scope};
use super::key::Key;
use super::view_id::{READ, ViewId};

/// Keys that settings give to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// The command's name.
    pub command: &'static str,
    /// Where: in the command's own scope these keys take the place of the table's; in a view, for a command of every view,
    /// they are more keys.
    pub layer: Scope,
    /// The keys; none takes its keys away.
    pub keys: Vec<Key>,
}

/// Keys of a command in one layer.
#[derive(Clone)]
struct Binding {
    command: &'static CommandSpec,
    layer: Scope,
    keys: Vec<Key>,
}

/// The keys of all commands, in the order of the table; behind them those that are added for a view.
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

/// Returns the views that commands are for, the reading view first.
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
    /// The keys of a table of commands, with what settings say of some commands. Of two sayings about one command in one layer the first
    /// holds. What settings give two commands in one layer runs the first of the table: whoever reads settings looks for
    /// that in [`Keymap::bound`] beforehand.
    pub fn new(specs: &'static [CommandSpec], rebindings: &[Rebinding]) -> Self {
        let said = |command: &CommandSpec, layer: Scope| {
            rebindings.iter().find(|said| said.command == command.name && said.layer == layer)
        };
        let home = |command: &'static CommandSpec| {
            let of_table = || command.keys.iter().filter_map(|name| Key::parse(name)).collect();
            let keys = said(command, command.scope).map_or_else(of_table, |said| said.keys.clone());
            Binding { command, layer: command.scope, keys }
        };
        let views = views_of(specs);
        let added = specs.iter().filter(|command| command.scope == Scope::Everywhere).flat_map(|command| {
            views.iter().filter_map(move |view| {
                let layer = Scope::In(*view);
                Some(Binding { command, layer, keys: said(command, layer)?.keys.clone() })
            })
        });
        let bindings: Vec<Binding> = specs.iter().map(home).chain(added).collect();
        let names = |command: &CommandSpec| {
            let of = bindings.iter().filter(|binding| binding.command.name == command.name);
            of.flat_map(|binding| binding.keys.iter().map(|key| binding.shown(*key))).collect()
        };
        let names = specs.iter().map(|command| (command.name, names(command))).collect();
        Self { specs, bindings, names }
    }

    /// All commands, in the order of the table.
    pub fn specs(&self) -> &'static [CommandSpec] {
        self.specs
    }

    /// The command of a key in a view; one of the view's layer comes before one of every view.
    pub fn find(&self, key: Key, view: ViewId) -> Option<&'static CommandSpec> {
        let of = |layer: Scope| {
            let mut bound = self.bindings.iter().filter(move |binding| binding.layer == layer);
            bound.find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
        };
        of(Scope::In(view)).or_else(|| of(Scope::Everywhere))
    }

    /// Every key with its layer and its command, in the order of the table.
    pub fn bound(&self) -> impl Iterator<Item = (Scope, Key, &'static CommandSpec)> {
        self.bindings
            .iter()
            .flat_map(|binding| binding.keys.iter().map(|key| (binding.layer, *key, binding.command)))
    }

    /// The keys that run a command in a view, as people write them: what stands in the view's layer first, and nothing
    /// that runs another command there.
    pub fn keys_in(&self, name: &str, view: ViewId) -> Vec<String> {
        let in_layer = |layer: Scope| self.bound().filter(move |(of, _, _)| *of == layer);
        let keys = in_layer(Scope::In(view)).chain(in_layer(Scope::Everywhere));
        let runs = |key: Key| self.find(key, view).is_some_and(|found| found.name == name);
        keys.filter(|(_, key, command)| command.name == name && runs(*key))
            .map(|(_, key, _)| key.to_string())
            .collect()
    }

    /// The keys of a command as people write them, by its name; none if nothing runs it. Keys that are added for one view
    /// come last, with its name: `compare:x`.
    pub fn keys_of(&self, name: &str) -> &[String] {
        let names = self.names.iter().find(|(command, _)| *command == name);
        names.map_or(&[], |(_, keys)| keys.as_slice())
    }

    /// All ways to run a command: its keys, or its name behind the palette's.
    pub fn ways_of(&self, name: &str) -> String {
        match self.keys_of(name) {
            [] => format!("{} {name}", self.keys_of("palette").first().map_or(":", String::as_str)),
            keys => keys.join(" "),
        }
    }

    /// The first key of a command; without one, the way to run it by name.
    pub fn key_of<'a>(&'a self, name: &'a str) -> &'a str {
        self.keys_of(name).first().map_or(name, String::as_str)
    }
}

impl Binding {
    /// A key as people write it, with the view if it is one of a command that works elsewhere by other keys.
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
    use crate::views::compare::COMPARE;

    #[test]
    fn a_view_comes_before_everywhere() {
        let (keymap, enter) = (Keymap::new(specs(), &[]), Key::parse("Enter").unwrap());
        let name = |view| keymap.find(enter, view).map(|command| command.name);
        assert_eq!(name(COMPARE), Some("go-to-cell"));
        assert_eq!(name(READ), Some("select"));
    }

    #[test]
    fn the_keys_of_the_table_are_written_as_the_table_writes_them() {
        let keymap = Keymap::new(specs(), &[]);
        for command in specs() {
            assert_eq!(keymap.keys_of(command.name), command.keys, "{}", command.name);
        }
    }

    fn rebinding(command: &'static str, layer: Scope, keys: &[&str]) -> Rebinding {
        Rebinding { command, layer, keys: keys.iter().map(|key| Key::parse(key).unwrap()).collect() }
    }

    #[test]
    fn keys_given_take_the_place_of_the_tables() {
        let keymap = Keymap::new(
            specs(),
            &[
                rebinding("down", Scope::Everywhere, &["ü"]),
                rebinding("up", Scope::Everywhere, &[]),
                rebinding("sort", Scope::In(COMPARE), &["j"]),
            ],
        );
        let name = |key, view| keymap.find(Key::char(key), view).map(|command| command.name);
        assert_eq!([name('ü', READ), name('j', READ)], [Some("down"), None]);
        assert_eq!([name('ü', COMPARE), name('j', COMPARE)], [Some("down"), Some("sort")]);
        assert_eq!(name('s', COMPARE), Some("sort-articles"));
        assert_eq!((keymap.keys_of("down").join(" "), keymap.key_of("up")), ("ü".to_owned(), "up"));
    }

    #[test]
    fn keys_for_one_view_are_added_there() {
        let keymap = Keymap::new(specs(), &[rebinding("stop", Scope::In(COMPARE), &["ü", "j"])]);
        assert_eq!(keymap.keys_in("stop", COMPARE), ["ü", "j", "Ctrl-c"]);
        assert_eq!(keymap.keys_in("stop", READ), ["Ctrl-c"]);
        assert_eq!(keymap.keys_in("down", COMPARE), ["Down"]);
        assert_eq!(keymap.keys_of("stop"), ["Ctrl-c", "compare:ü", "compare:j"]);
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
        /// Whatever is set: a key that runs a command is listed by it, and what it lists for a view runs it there.
        #[test]
        fn every_key_is_listed_by_the_command_that_it_runs(
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

        /// To give each command the keys that it has changes nothing.
        #[test]
        fn the_tables_own_keys_change_nothing(chosen in prop::sample::subsequence(specs(), 0..=specs().len())) {
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
