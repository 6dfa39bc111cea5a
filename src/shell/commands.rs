//! All commands of the reader, those of the table and those of the views, in order.

use std::sync::LazyLock;

use crate::app::input::ViewId;
use crate::app::input::command::{CommandSpec, Scope, groups};
use crate::shell::command_row::{Row, Run};
use crate::shell::command_table::rows;
use crate::shell::views::Views;
use crate::ui::view::View;

static SPECS: LazyLock<Vec<CommandSpec>> = LazyLock::new(assemble);

/// Returns all commands, in the order of the help.
pub fn specs() -> &'static [CommandSpec] {
    &SPECS
}

fn assemble() -> Vec<CommandSpec> {
    let view_commands: Vec<CommandSpec> = Views::default().iter().flat_map(View::commands).collect();
    let mut specs = Vec::new();
    for row in rows() {
        match row {
            Row::Command(spec, _) => specs.push(*spec),
            Row::OfView(name) => specs.extend(view_commands.iter().filter(|spec| spec.name == *name)),
            Row::ViewCommands => {
                specs.extend(view_commands.iter().filter(|spec| spec.scope != Scope::Everywhere));
            }
        }
    }
    // A global command of a view that the table does not place comes last in its group.
    for spec in view_commands {
        if specs.iter().all(|placed| placed.name != spec.name) {
            let last = specs.iter().rposition(|placed| placed.group == spec.group);
            specs.insert(last.map_or(specs.len(), |at| at + 1), spec);
        }
    }
    specs
}

static VIEWS: LazyLock<Vec<ViewId>> = LazyLock::new(|| Views::default().iter().map(View::id).collect());

/// Returns the identifiers of all views, in the order of the help.
pub fn views() -> &'static [ViewId] {
    &VIEWS
}

/// Returns the action of a command in the table. None for a command of a view.
pub fn find(name: &str) -> Option<Run> {
    rows().find_map(|row| match row {
        Row::Command(spec, run) if spec.name == name => Some(*run),
        _ => None,
    })
}

/// Returns the README's table of keys, in Markdown.
pub fn markdown_table() -> String {
    let mut lines = vec!["| keys | do |".to_owned(), "|---|---|".to_owned()];
    for group in groups(specs()) {
        lines.push(format!("| **{}** | |", group.heading()));
        for command in specs().iter().filter(|command| command.group == group) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let keys = if keys.is_empty() { format!("`:` {}", command.name) } else { keys.join(" ") };
            lines.push(format!("| {keys} | {} |", command.summary));
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::input::Key;

    #[test]
    fn every_key_parses_and_is_bound_once_per_scope() {
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
    fn names_are_unique_and_every_command_runs() {
        let names: HashSet<&str> = specs().iter().map(|command| command.name).collect();
        assert_eq!(names.len(), specs().len());
        let view_commands: HashSet<&str> =
            Views::default().iter().flat_map(View::commands).map(|spec| spec.name).collect();
        for name in names {
            assert!(find(name).is_some() != view_commands.contains(name), "{name}");
        }
    }

    #[test]
    fn every_view_has_a_title_hints_and_commands_of_its_own() {
        for view in Views::default().iter() {
            assert!(!view.id().title.is_empty() && !view.commands().is_empty(), "{:?}", view.id());
            let known = |name: &str| specs().iter().any(|spec| spec.name == name);
            let hints = view.hints(&crate::app::Workspace::default());
            assert!(!hints.is_empty() && hints.iter().all(|(name, _)| known(name)), "{:?}", view.id());
        }
    }
}
