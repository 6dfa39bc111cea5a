//! `[keys]`: which key runs which command, checked so that no key is two commands' and nobody is locked in.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::commands::specs;
use crate::app::input::Key;
use crate::app::input::command::{CommandSpec, Scope};
use crate::app::input::keymap::{Keymap, Rebinding};
use crate::app::input::{VIEWS, View};
use crate::config::reading::{Reading, listed, one_of};
use crate::config::settings::SETTINGS;
use crate::gazetteer::node::{Field, Fields, Node, Shape};

/// The table in `[keys]` that has a table for each view.
pub const IN: &str = "in";
/// The most keys of a command in one layer.
const MOST_KEYS: usize = 24;

/// What nobody may be without in any view: some key of some of these commands.
const NEEDED: &[(&str, &[&str])] =
    &[("leaves the reader", &["close", "quit"]), ("shows the keys", &["help"])];

/// A line of the file.
struct Line {
    says: Rebinding,
    /// The command's place in the file.
    at: Range<usize>,
    /// The places of its keys.
    places: Vec<Range<usize>>,
}

/// What was read.
#[derive(Default)]
struct Table {
    lines: Vec<Line>,
    /// The commands of lines that cannot be used.
    unusable: Vec<&'static str>,
}

/// Reads the table, and keeps of it what can be used.
pub fn read(reading: &mut Reading<'_>, node: &Node<'_>) {
    let Shape::Table(fields) = &node.shape else {
        reading.wrong_type(node, "a table: `[keys]`");
        return;
    };
    let mut table = Table::default();
    for field in fields.read() {
        if field.key == IN {
            read_views(reading, &field.value, &mut table);
        } else if let Some((view, _)) = view_table(&field) {
            let message = format!("unknown table `keys.{view}`");
            reading.note(&field.key_span, &message, &format!("write `[keys.{IN}.{view}]`"));
        } else {
            read_line(reading, &field, None, &mut table);
        }
    }
    settle(reading, &mut table);
    reading.configuration.keys = table.lines.into_iter().map(|line| line.says).collect();
}

/// The view that a table is called by, where a command should stand.
fn view_table<'a>(field: &Field<'a>) -> Option<(&'a str, View)> {
    let Shape::Table(_) = field.value.shape else { return None };
    VIEWS.iter().find(|(name, _)| *name == field.key).map(|(_, view)| (field.key, *view))
}

fn read_views(reading: &mut Reading<'_>, node: &Node<'_>, table: &mut Table) {
    let names = || VIEWS.iter().map(|(name, _)| *name);
    let example = format!("a table for each view, such as `[keys.{IN}.compare]`");
    let Shape::Table(views) = &node.shape else {
        reading.wrong_type(node, &example);
        return;
    };
    for field in views.read() {
        let Some((_, view)) = VIEWS.iter().find(|(name, _)| *name == field.key) else {
            let otherwise = format!("expected {}", one_of(&names().collect::<Vec<_>>()));
            reading.unknown(&field.key_span, "view", field.key, names(), &otherwise);
            continue;
        };
        match &field.value.shape {
            Shape::Table(commands) => read_view(reading, commands, *view, table),
            _ => reading.wrong_type(&field.value, &format!("a table: `[keys.{IN}.{}]`", field.key)),
        }
    }
}

fn read_view(reading: &mut Reading<'_>, commands: &Fields<'_>, view: View, table: &mut Table) {
    for field in commands.read() {
        read_line(reading, &field, Some(view), table);
    }
}

/// Reads the keys of a command, in one view or where it works.
fn read_line(reading: &mut Reading<'_>, field: &Field<'_>, view: Option<View>, table: &mut Table) {
    let Some(command) = specs().iter().find(|command| command.name == field.key) else {
        let here = |command: &&CommandSpec| {
            view.is_none_or(|view| command.scope == Scope::Everywhere || command.scope == Scope::In(view))
        };
        let names = specs().iter().filter(here).map(|command| command.name);
        if SETTINGS.iter().any(|setting| setting.name == field.key) {
            let message = format!("unknown command `{}`", field.key);
            reading.note(&field.key_span, &message, "it is a setting: it stands above `[keys]`");
            return;
        }
        let otherwise = "`whoswho config default` prints all commands";
        reading.unknown(&field.key_span, "command", field.key, names, otherwise);
        return;
    };
    let layer = match (command.scope, view) {
        (Scope::In(own), Some(view)) if own != view => {
            let message = format!("`{}` works only in the view {}", command.name, own.name());
            let help = format!("set it under `[keys]` or `[keys.{IN}.{}]`", own.name());
            reading.note(&field.key_span, &message, &help);
            return;
        }
        (Scope::Everywhere, Some(view)) => Scope::In(view),
        (scope, _) => scope,
    };
    if let Some(first) =
        table.lines.iter().find(|line| line.says.command == command.name && line.says.layer == layer)
    {
        let message =
            format!("`{}` has its keys in line {} already", command.name, reading.line(first.at.start));
        reading.note(&field.key_span, &message, "a command of one view is set once");
        return;
    }
    let Some((keys, places)) = read_keys(reading, &field.value) else {
        table.unusable.push(command.name);
        return;
    };
    if keys.is_empty() && layer != command.scope {
        let message = format!("no keys for `{}`: in one view a command can only get more", command.name);
        reading.note(&field.value.span, &message, "an empty array under `[keys]` takes its keys away");
        return;
    }
    let says = Rebinding { command: command.name, layer, keys };
    table.lines.push(Line { says, at: field.key_span.clone(), places });
}

/// The keys of a value with their places; none where one of them cannot be used.
fn read_keys(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<(Vec<Key>, Vec<Range<usize>>)> {
    let before = reading.noted();
    let (mut keys, mut places) = (Vec::new(), Vec::new());
    let mut take = |reading: &mut Reading<'_>, node: &Node<'_>| {
        // The same key twice does no harm.
        if let Some(key) = read_key(reading, node)
            && !keys.contains(&key)
        {
            keys.push(key);
            places.push(node.span.clone());
        }
    };
    match &node.shape {
        Shape::List(list) => list.nodes().take(MOST_KEYS).for_each(|one| take(reading, &one)),
        _ => take(reading, node),
    }
    if let Shape::List(list) = &node.shape
        && let Some(one) = list.nodes().nth(MOST_KEYS)
    {
        reading.note(&one.span, &format!("more than {MOST_KEYS} keys for one command"), "");
    }
    (reading.noted() == before).then_some((keys, places))
}

fn read_key(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Key> {
    let Shape::Text(name) = node.shape else {
        reading.wrong_type(node, "a key in quotation marks, or some in brackets");
        return None;
    };
    match Key::parse(name) {
        Some(key) if key.is_digit() => {
            let message = format!("`{key}` cannot be set: digits count what the next key does");
            reading.note(&node.span, &message, "with Ctrl or Alt it can");
            None
        }
        None => {
            let otherwise = "keys are written as `j`, `J`, `Ctrl-d`, `Alt-x`, `F1`, `Space`, `PgDn`";
            reading.unknown(&node.span, "key", name, Key::names(), otherwise);
            None
        }
        key => key,
    }
}

/// Takes out what cannot be used with the rest, and notes it; the table's own keys stand in. What these then meet is taken
/// out too.
fn settle(reading: &mut Reading<'_>, table: &mut Table) {
    loop {
        let says: Vec<Rebinding> = table.lines.iter().map(|line| line.says.clone()).collect();
        let keymap = Keymap::new(specs(), &says);
        let mut unusable = conflicts(reading, &keymap, table);
        if unusable.is_empty() {
            unusable = locks(reading, &keymap, &table.lines);
        }
        if unusable.is_empty() {
            return;
        }
        let mut number = 0..;
        let mut is_out = || number.next().is_some_and(|number| unusable.contains(&number));
        let out = table.lines.extract_if(.., |_| is_out());
        table.unusable.extend(out.map(|line| line.says.command));
    }
}

/// The lines that give a key to a command which has another in the same layer, by number.
fn conflicts(reading: &mut Reading<'_>, keymap: &Keymap, table: &Table) -> Vec<usize> {
    let mut commands: HashMap<(Scope, Key), Vec<&'static str>> = HashMap::new();
    for (layer, key, command) in keymap.bound() {
        commands.entry((layer, key)).or_default().push(command.name);
    }
    let mut unusable = Vec::new();
    for (layer, key, _) in keymap.bound() {
        let Some(names) = commands.remove(&(layer, key)).filter(|names| names.len() > 1) else { continue };
        let is_it = |line: &Line| line.says.layer == layer && line.says.keys.contains(&key);
        let set: Vec<usize> =
            (0..).zip(&table.lines).filter(|(_, line)| is_it(line)).map(|(at, _)| at).collect();
        tell_conflict(reading, (layer, key), &names, &set, table);
        unusable.extend(set);
    }
    unusable
}

fn tell_conflict(
    reading: &mut Reading<'_>,
    (layer, key): (Scope, Key),
    names: &[&str],
    set: &[usize],
    table: &Table,
) {
    let at_key = |line: &Line| {
        let place = line.says.keys.iter().position(|one| *one == key);
        place.and_then(|place| line.places.get(place)).unwrap_or(&line.at).clone()
    };
    let set: Vec<&Line> = set.iter().filter_map(|number| table.lines.get(*number)).collect();
    let Some(place) = set.iter().map(|line| at_key(line)).max_by_key(|place| place.start) else { return };
    let tick = |name: &str| format!("`{name}`");
    let all: Vec<String> = names.iter().map(|name| tick(name)).collect();
    let both = if names.len() == 2 { "both " } else { "" };
    let wherever = match layer {
        Scope::Everywhere => String::new(),
        Scope::In(view) => format!(" in the view {}", view.name()),
    };
    let message = format!("`{key}` is set for {both}{}{wherever}", listed(&all, "and"));
    let ours: Vec<String> = set.iter().map(|line| tick(line.says.command)).collect();
    let others: Vec<&str> =
        names.iter().copied().filter(|name| set.iter().all(|line| line.says.command != *name)).collect();
    let help = match others.as_slice() {
        [] => {
            format!(
                "give one of them another key; until then {} have their default keys",
                listed(&ours, "and")
            )
        }
        [other, ..] if table.unusable.contains(other) => {
            format!("the default keys of `{other}` stand in for its own line, which cannot be used")
        }
        [other, ..] => format!("choose another key, or give `{other}` another one too"),
    };
    reading.note(&place, &message, &help);
}

/// The lines by which some view has no key for what nobody may be without, by number.
fn locks(reading: &mut Reading<'_>, keymap: &Keymap, lines: &[Line]) -> Vec<usize> {
    for (does, commands) in NEEDED {
        for (view_name, view) in VIEWS {
            if commands.iter().any(|name| !keymap.keys_in(name, *view).is_empty()) {
                continue;
            }
            let is_needed = |name: &str| commands.contains(&name);
            let of_needed: Vec<Key> = keymap
                .bound()
                .filter(|(_, _, command)| is_needed(command.name))
                .map(|(_, key, _)| key)
                .collect();
            let hides = |says: &Rebinding| {
                says.layer == Scope::In(*view) && says.keys.iter().any(|key| of_needed.contains(key))
            };
            let culprits =
                (0..).zip(lines).filter(|(_, line)| is_needed(line.says.command) || hides(&line.says));
            let culprits: Vec<(usize, &Line)> = culprits.collect();
            let Some((_, last)) = culprits.iter().max_by_key(|(_, line)| line.at.start) else { continue };
            let names: Vec<String> = commands.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("no key {does} in the view {view_name}");
            let help = format!("leave {} a key there; until then the default keys stand in", one_of(&names));
            reading.note(&last.at, &message, &help);
            return culprits.into_iter().map(|(number, _)| number).collect();
        }
    }
    Vec::new()
}
