//! The commands: what each does, beside the table that says by which keys.
//!
//! A command's data ([`CommandSpec`]) is known to everybody below: the keymap binds it, the help and the picker list it. Its
//! function is known only here and to whoever runs it.
//!
//! A command of a view works in that view alone, and there comes before a command of every view with the same key.
//!
//! The limit: a command is a function of the state and a count; what it asks for further (a letter, a line) is a mode of the
//! state that takes the keys after it.

mod table;

use std::sync::LazyLock;

pub use table::COMMANDS;

use crate::app::action::Effect;
use crate::app::input::View;
use crate::app::input::command::{CommandSpec, GROUPS, Group, Needs, Scope, Takes};
use crate::app::overlays::{Overlay, Scroll};
use crate::app::overlays::{article_card, card as entity_card};
use crate::app::state::State;
use crate::app::{article_filter, corpus_search, go_to, selection, suggest};

/// A command with its function, which is given the count typed before it.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What it is called and when it runs.
    pub spec: CommandSpec,
    /// Does it.
    pub run: fn(&mut State, Option<u32>) -> Vec<Effect>,
}

const fn row(
    group: Group,
    name: &'static str,
    keys: &'static [&'static str],
    needs: Needs,
    summary: &'static str,
    run: fn(&mut State, Option<u32>) -> Vec<Effect>,
) -> Command {
    let scope = match group {
        Group::Compare => Scope::In(View::Compare),
        Group::Suggest => Scope::In(View::Suggest),
        Group::Search => Scope::In(View::Search),
        _ => Scope::Everywhere,
    };
    let (takes, interrupts) = (Takes::Nothing, false);
    Command { spec: CommandSpec { name, keys, summary, group, scope, needs, takes, interrupts }, run }
}

impl Command {
    /// The same command, with what the keys after it are for.
    #[must_use]
    const fn takes(mut self, takes: Takes) -> Self {
        self.spec.takes = takes;
        self
    }

    /// The same command, running at once and dropping the keys typed ahead.
    #[must_use]
    const fn interrupts(mut self) -> Self {
        self.spec.interrupts = true;
        self
    }
}

/// The command of a name.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.spec.name == name)
}

static SPECS: LazyLock<Vec<CommandSpec>> =
    LazyLock::new(|| COMMANDS.iter().map(|command| command.spec).collect());

/// All commands without their functions, in the order of the table.
pub fn specs() -> &'static [CommandSpec] {
    &SPECS
}

/// The table of keys as the README has it, in Markdown.
pub fn markdown_table() -> String {
    let mut lines = vec!["| keys | do |".to_owned(), "|---|---|".to_owned()];
    for (group, heading) in GROUPS {
        lines.push(format!("| **{heading}** | |"));
        for command in specs().iter().filter(|command| command.group == *group) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let keys = if keys.is_empty() { format!("`:` {}", command.name) } else { keys.join(" ") };
            lines.push(format!("| {keys} | {} |", command.summary));
        }
    }
    lines.join("\n") + "\n"
}

fn card(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let is_open = matches!(state.overlays.top(), Some(Overlay::Card(_)));
    // One box at a time.
    state.overlays.pop();
    if is_open {
        return Vec::new();
    }
    if entity_card::at_cursor(state).is_some() || article_card::subject(state).is_some() {
        state.overlays.push(Overlay::Card(Scroll::default()));
    } else if state.selected.is_some() || selection::landed(state).is_some() {
        state.overlays.push(Overlay::Card(Scroll::default()));
        go_to::keep_in_sight(state);
    } else {
        state.notify("Nothing to show details of");
    }
    Vec::new()
}

fn undo(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.overlays.pop() || state.picked_words.take().is_some() {
    } else if state.view != View::Read {
        state.view = View::Read;
        return corpus_search::stop(state);
    } else if state.search.take().is_some() {
    } else if state.selected.is_some() {
        selection::clear(state);
    } else if state.filter.is_some() {
        return article_filter::toggle(state, None);
    }
    Vec::new()
}

fn close(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.overlays.pop() {
        Vec::new()
    } else if state.view != View::Read {
        state.view = View::Read;
        corpus_search::stop(state)
    } else {
        vec![Effect::Quit]
    }
}

/// Stops what is under way, the nearest first: the article that is being opened, hits in it, hits of all articles, names that are
/// looked for, reading.
fn stop(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if let Some(effects) = go_to::stop_opening(state) {
        return effects;
    }
    if state.is_searching() {
        state.search = None;
        state.notify("Search cancelled");
        return Vec::new();
    }
    if state.corpus_search.is_under_way() {
        state.notify("Stopped; keeping the hits found so far");
        return corpus_search::stop(state);
    }
    if let Some(effects) = suggest::stop(state) {
        state.notify("Stopped looking for names");
        return effects;
    }
    if state.loading.done {
        state.notify(format!("{} quits", state.keymap.key_of("quit")));
        return Vec::new();
    }
    state.notify("Stopped; keeping the articles read so far");
    vec![Effect::CancelReading]
}

fn mouse(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.mouse = !state.mouse;
    state.notify(if state.mouse {
        "Mouse on: clicks and the wheel go to the reader"
    } else {
        "Mouse off: the terminal selects text"
    });
    vec![Effect::Mouse(state.mouse)]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::app::input::Key;

    use super::*;

    #[test]
    fn every_key_is_understood_and_no_two_commands_of_a_scope_share_one() {
        let mut seen = HashSet::new();
        for command in specs() {
            assert!(!command.summary.is_empty());
            for name in command.keys {
                let key = Key::parse(name).unwrap_or_else(|| panic!("{name}"));
                assert!(seen.insert((key, format!("{:?}", command.scope))), "{name} twice");
            }
        }
    }

    #[test]
    fn names_are_unique_and_every_group_has_a_command() {
        let names: HashSet<&str> = specs().iter().map(|command| command.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for (group, heading) in GROUPS {
            assert!(specs().iter().any(|command| command.group == *group), "{heading}");
        }
    }
}
