//! Parses `[keys]`, the key bindings, and checks that no two commands share a key in one layer and that every view has
//! a key to close it or quit and one to show the keys.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::input::Key;
use crate::app::input::ViewId;
use crate::app::input::command::{CommandSpec, Scope};
use crate::app::input::keymap::{Keymap, Rebinding};
use crate::config::parser::{Parser, join_list, one_of};
use crate::config::settings::SETTINGS;
use crate::gazetteer::node::{Field, Fields, Node, Shape};
use crate::shell::commands::{specs, views};

/// Name of the table in `[keys]` that contains a table per view.
pub const IN: &str = "in";
/// Maximum number of keys for a command in one layer.
const MAX_KEYS: usize = 24;

/// What must be possible in every view, each with the commands that do it. At least one of these commands must have a
/// key.
const REQUIRED: &[(&str, &[&str])] =
    &[("leaves the reader", &["close", "quit"]), ("shows the keys", &["help"])];

/// The binding of one command.
struct Line {
    rebinding: Rebinding,
    /// Byte range of the command's name in the file.
    span: Range<usize>,
    /// Byte ranges of its keys.
    key_spans: Vec<Range<usize>>,
}

/// The bindings parsed so far.
#[derive(Default)]
struct Table {
    lines: Vec<Line>,
    /// Commands whose lines were rejected.
    rejected: Vec<&'static str>,
}

/// Parses the table and keeps the bindings that can be used.
pub fn read(parser: &mut Parser<'_>, node: &Node<'_>) {
    let Shape::Table(fields) = &node.shape else {
        parser.wrong_type(node, "a table: `[keys]`");
        return;
    };
    let mut table = Table::default();
    for field in fields.read() {
        if field.key == IN {
            read_views(parser, &field.value, &mut table);
        } else if let Some((view, _)) = view_table(&field) {
            let message = format!("unknown table `keys.{view}`");
            parser.add_problem(&field.key_span, &message, &format!("write `[keys.{IN}.{view}]`"));
        } else {
            read_line(parser, &field, None, &mut table);
        }
    }
    reject_conflicts(parser, &mut table);
    parser.configuration.keys = table.lines.into_iter().map(|line| line.rebinding).collect();
}

/// Recognises a table named after a view where a command is expected. Returns the name and the view.
fn view_table<'a>(field: &Field<'a>) -> Option<(&'a str, ViewId)> {
    let Shape::Table(_) = field.value.shape else { return None };
    views().iter().find(|view| view.name == field.key).map(|view| (field.key, *view))
}

fn read_views(parser: &mut Parser<'_>, node: &Node<'_>, table: &mut Table) {
    let names = || views().iter().map(|view| view.name);
    let example = format!("a table for each view, such as `[keys.{IN}.compare]`");
    let Shape::Table(tables) = &node.shape else {
        parser.wrong_type(node, &example);
        return;
    };
    for field in tables.read() {
        let Some(view) = views().iter().find(|view| view.name == field.key) else {
            let fallback = format!("expected {}", one_of(&names().collect::<Vec<_>>()));
            parser.unknown(&field.key_span, "view", field.key, names(), &fallback);
            continue;
        };
        match &field.value.shape {
            Shape::Table(commands) => read_view(parser, commands, *view, table),
            _ => parser.wrong_type(&field.value, &format!("a table: `[keys.{IN}.{}]`", field.key)),
        }
    }
}

fn read_view(parser: &mut Parser<'_>, commands: &Fields<'_>, view: ViewId, table: &mut Table) {
    for field in commands.read() {
        read_line(parser, &field, Some(view), table);
    }
}

/// Parses the keys of a command, for one view or wherever the command works.
fn read_line(parser: &mut Parser<'_>, field: &Field<'_>, view: Option<ViewId>, table: &mut Table) {
    let Some(command) = specs().iter().find(|command| command.name == field.key) else {
        let is_available = |command: &&CommandSpec| {
            view.is_none_or(|view| command.scope == Scope::Everywhere || command.scope == Scope::In(view))
        };
        let names = specs().iter().filter(is_available).map(|command| command.name);
        if SETTINGS.iter().any(|setting| setting.name == field.key) {
            let message = format!("unknown command `{}`", field.key);
            parser.add_problem(&field.key_span, &message, "this is a setting: move it above `[keys]`");
            return;
        }
        let fallback = "`whoswho config default` prints all commands";
        parser.unknown(&field.key_span, "command", field.key, names, fallback);
        return;
    };
    let layer = match (command.scope, view) {
        (Scope::In(own), Some(view)) if own != view => {
            let message = format!("`{}` works only in the view {}", command.name, own.name);
            let help = format!("set it under `[keys]` or `[keys.{IN}.{}]`", own.name);
            parser.add_problem(&field.key_span, &message, &help);
            return;
        }
        (Scope::Everywhere, Some(view)) => Scope::In(view),
        (scope, _) => scope,
    };
    if let Some(first) = table
        .lines
        .iter()
        .find(|line| line.rebinding.command == command.name && line.rebinding.layer == layer)
    {
        let message =
            format!("`{}` already has its keys on line {}", command.name, parser.line(first.span.start));
        parser.add_problem(&field.key_span, &message, "a command that works in one view is set once");
        return;
    }
    let Some((keys, key_spans)) = read_keys(parser, &field.value) else {
        table.rejected.push(command.name);
        return;
    };
    if keys.is_empty() && layer != command.scope {
        let message = format!("no keys for `{}`: a view can only add keys to a command", command.name);
        parser.add_problem(&field.value.span, &message, "an empty array under `[keys]` removes its keys");
        return;
    }
    let rebinding = Rebinding { command: command.name, layer, keys };
    table.lines.push(Line { rebinding, span: field.key_span.clone(), key_spans });
}

/// Parses the keys of a value, with their byte ranges. None if any of them is invalid.
fn read_keys(parser: &mut Parser<'_>, node: &Node<'_>) -> Option<(Vec<Key>, Vec<Range<usize>>)> {
    let before = parser.problem_count();
    let (mut keys, mut key_spans) = (Vec::new(), Vec::new());
    let mut add = |parser: &mut Parser<'_>, node: &Node<'_>| {
        // A repeated key is harmless.
        if let Some(key) = read_key(parser, node)
            && !keys.contains(&key)
        {
            keys.push(key);
            key_spans.push(node.span.clone());
        }
    };
    match &node.shape {
        Shape::List(list) => list.nodes().take(MAX_KEYS).for_each(|node| add(parser, &node)),
        _ => add(parser, node),
    }
    if let Shape::List(list) = &node.shape
        && let Some(extra) = list.nodes().nth(MAX_KEYS)
    {
        parser.add_problem(&extra.span, &format!("more than {MAX_KEYS} keys for one command"), "");
    }
    (parser.problem_count() == before).then_some((keys, key_spans))
}

fn read_key(parser: &mut Parser<'_>, node: &Node<'_>) -> Option<Key> {
    let Shape::Text(name) = node.shape else {
        parser.wrong_type(node, "a key in quotation marks, or a list of keys");
        return None;
    };
    match Key::parse(name) {
        Some(key) if key.is_digit() => {
            let message = format!("`{key}` cannot be bound: digits are counts for the next key");
            parser.add_problem(&node.span, &message, "combine it with Ctrl or Alt");
            None
        }
        None => {
            let fallback = "keys are written as `j`, `J`, `Ctrl-d`, `Alt-x`, `F1`, `Space`, `PgDn`";
            parser.unknown(&node.span, "key", name, Key::names(), fallback);
            None
        }
        key => key,
    }
}

/// Rejects and reports bindings that conflict or leave a view without a required key; the default keys then apply.
/// Bindings that conflict with those defaults are rejected too.
fn reject_conflicts(parser: &mut Parser<'_>, table: &mut Table) {
    loop {
        let rebindings: Vec<Rebinding> = table.lines.iter().map(|line| line.rebinding.clone()).collect();
        let keymap = Keymap::new(specs(), &rebindings);
        let mut rejected = find_conflicts(parser, &keymap, table);
        if rejected.is_empty() {
            rejected = find_lockouts(parser, &keymap, &table.lines);
        }
        if rejected.is_empty() {
            return;
        }
        let mut indices = 0..;
        let mut is_rejected = || indices.next().is_some_and(|index| rejected.contains(&index));
        let removed = table.lines.extract_if(.., |_| is_rejected());
        table.rejected.extend(removed.map(|line| line.rebinding.command));
    }
}

/// Finds the lines that bind a key that another command has in the same layer, and reports them. Returns their indices.
fn find_conflicts(parser: &mut Parser<'_>, keymap: &Keymap, table: &Table) -> Vec<usize> {
    let mut commands: HashMap<(Scope, Key), Vec<&'static str>> = HashMap::new();
    for (layer, key, command) in keymap.bound() {
        commands.entry((layer, key)).or_default().push(command.name);
    }
    let mut rejected = Vec::new();
    for (layer, key, _) in keymap.bound() {
        let Some(names) = commands.remove(&(layer, key)).filter(|names| names.len() > 1) else { continue };
        let binds_key = |line: &Line| line.rebinding.layer == layer && line.rebinding.keys.contains(&key);
        let lines: Vec<usize> =
            (0..).zip(&table.lines).filter(|(_, line)| binds_key(line)).map(|(index, _)| index).collect();
        report_conflict(parser, (layer, key), &names, &lines, table);
        rejected.extend(lines);
    }
    rejected
}

fn report_conflict(
    parser: &mut Parser<'_>,
    (layer, key): (Scope, Key),
    names: &[&str],
    lines: &[usize],
    table: &Table,
) {
    let key_span = |line: &Line| {
        let position = line.rebinding.keys.iter().position(|other| *other == key);
        position.and_then(|position| line.key_spans.get(position)).unwrap_or(&line.span).clone()
    };
    let lines: Vec<&Line> = lines.iter().filter_map(|index| table.lines.get(*index)).collect();
    let Some(span) = lines.iter().map(|line| key_span(line)).max_by_key(|span| span.start) else { return };
    let quote = |name: &str| format!("`{name}`");
    let all: Vec<String> = names.iter().map(|name| quote(name)).collect();
    let both = if names.len() == 2 { "both " } else { "" };
    let in_view = match layer {
        Scope::Everywhere => String::new(),
        Scope::In(view) => format!(" in the view {}", view.name),
    };
    let message = format!("`{key}` is set for {both}{}{in_view}", join_list(&all, "and"));
    let bound: Vec<String> = lines.iter().map(|line| quote(line.rebinding.command)).collect();
    let others: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| lines.iter().all(|line| line.rebinding.command != *name))
        .collect();
    let help = match others.as_slice() {
        [] => {
            format!(
                "give one of them another key; until then {} keep their default keys",
                join_list(&bound, "and")
            )
        }
        [other, ..] if table.rejected.contains(other) => {
            format!("`{other}` has its default keys, since its own line cannot be used")
        }
        [other, ..] => format!("choose another key, or bind `{other}` to another one too"),
    };
    parser.add_problem(&span, &message, &help);
}

/// Finds the lines that leave a view without a key for one of [`REQUIRED`], and reports the last of them. Returns their
/// indices. Stops at the first such view.
fn find_lockouts(parser: &mut Parser<'_>, keymap: &Keymap, lines: &[Line]) -> Vec<usize> {
    for (purpose, commands) in REQUIRED {
        for view in views() {
            if commands.iter().any(|name| !keymap.keys_in(name, *view).is_empty()) {
                continue;
            }
            let is_required = |name: &str| commands.contains(&name);
            let required_keys: Vec<Key> = keymap
                .bound()
                .filter(|(_, _, command)| is_required(command.name))
                .map(|(_, key, _)| key)
                .collect();
            let hides = |rebinding: &Rebinding| {
                rebinding.layer == Scope::In(*view)
                    && rebinding.keys.iter().any(|key| required_keys.contains(key))
            };
            let culprits = (0..)
                .zip(lines)
                .filter(|(_, line)| is_required(line.rebinding.command) || hides(&line.rebinding));
            let culprits: Vec<(usize, &Line)> = culprits.collect();
            let Some((_, last)) = culprits.iter().max_by_key(|(_, line)| line.span.start) else { continue };
            let names: Vec<String> = commands.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("no key {purpose} in the view {}", view.name);
            let help = format!("bind a key to {} there; until then the default keys apply", one_of(&names));
            parser.add_problem(&last.span, &message, &help);
            return culprits.into_iter().map(|(index, _)| index).collect();
        }
    }
    Vec::new()
}
