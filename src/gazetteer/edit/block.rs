//! Entities as blocks `[[entity]]`, and what is written into one that is there.

use super::splice::Splices;
use super::style::{STEP, Style, each, indent, is_blank, line_stop, lines_below, quoted};
use crate::gazetteer::model::Entry;
use crate::gazetteer::slug;

/// The longest line on which an array is written, in code points; the values of a longer one get a line each.
const WIDEST: usize = 110;

/// The keys of a new entity with their values as TOML, in the order in which they are written.
pub struct Keys(Vec<(&'static str, Written)>);

/// A value as TOML.
enum Written {
    Text(String),
    List(Vec<String>),
}

impl Keys {
    /// What the list has to say for an entry; `kind` is the id of its kind.
    pub fn of(entry: &Entry, kind: &str) -> Self {
        let text = |text: &str| Written::Text(quoted(text));
        let mut keys = vec![("name", text(&entry.name))];
        if entry.id != slug(&entry.name) {
            keys.push(("id", text(&entry.id)));
        }
        keys.push(("kind", text(kind)));
        let aliases: Vec<String> =
            entry.forms.iter().filter(|form| !form.canonical).map(|form| quoted(&form.text)).collect();
        if !aliases.is_empty() {
            keys.push(("aliases", Written::List(aliases)));
        }
        for (key, value) in [("note", &entry.note), ("wikidata", &entry.wikidata), ("url", &entry.url)] {
            keys.extend(value.as_deref().map(|value| (key, text(value))));
        }
        Self(keys)
    }

    /// In braces, on one line.
    pub fn inline(&self) -> String {
        let key = |(key, value): &(&str, Written)| match value {
            Written::Text(text) => format!("{key} = {text}"),
            Written::List(list) => format!("{key} = [{}]", list.join(", ")),
        };
        format!("{{ {} }}", self.0.iter().map(key).collect::<Vec<_>>().join(", "))
    }

    /// As a block, without a line end behind it.
    fn block(&self, style: Style) -> String {
        let mut block = "[[entity]]".to_owned();
        for (key, value) in &self.0 {
            block.push_str(style.line_end);
            match value {
                Written::Text(text) => block.extend([key, " = ", text]),
                Written::List(list) => block.push_str(&array(key, list, "", style)),
            }
        }
        block
    }
}

/// A key with an array, without a line end behind it.
fn array(key: &str, values: &[String], indent: &str, Style { line_end }: Style) -> String {
    let line = format!("{indent}{key} = [{}]", values.join(", "));
    if line.chars().nth(WIDEST).is_none() {
        return line;
    }
    let lines = each(&format!("{indent}{STEP}"), values, &format!(",{line_end}"));
    format!("{indent}{key} = [{line_end}{lines}{indent}]")
}

/// Writes blocks behind the last entity, whose last value ends at `end`; without entities, at the end of the text. A
/// blank line divides them from each other and from what is there.
///
/// Everything is put in before a line end (or the end of the text), so that the last line keeps, or goes on lacking,
/// the one it has.
pub fn entities(splices: &mut Splices, text: &str, end: Option<usize>, blocks: &[Keys], style: Style) {
    if blocks.is_empty() {
        return;
    }
    let line_end = style.line_end;
    let gap = line_end.repeat(2);
    let blocks = blocks.iter().map(|keys| keys.block(style)).collect::<Vec<_>>().join(&gap);
    match end.map(|end| behind_entity(text, end)).or_else(|| last_line_stop(text)) {
        Some(at) => {
            let followed = lines_below(text, at).next().is_some_and(|line| !is_blank(line));
            splices.insert(at, format!("{gap}{blocks}{}", if followed { line_end } else { "" }));
        }
        None => splices.insert(0, format!("{blocks}{line_end}")),
    }
}

/// Where an entity ends whose last value ends at a byte: there the line ends, or that of the last comment directly
/// below, where a blank line or nothing follows. A comment above the next header belongs to what it heads, one behind
/// a blank line to no entity.
fn behind_entity(text: &str, end: usize) -> usize {
    let stop = line_stop(text, end);
    let mut at = stop;
    for line in lines_below(text, stop) {
        if is_blank(line) {
            return at;
        }
        if !line.trim_start_matches([' ', '\t']).starts_with('#') {
            return stop;
        }
        // From where a line stops, its end is one LF or CR LF away.
        let below = text.get(at..).and_then(|rest| rest.find('\n')).map_or(at, |line_end| at + line_end + 1);
        at = line_stop(text, below);
    }
    at
}

/// Where the last line stops that is not blank.
fn last_line_stop(text: &str) -> Option<usize> {
    let written = text.trim_end_matches([' ', '\t', '\r', '\n']);
    (!written.is_empty()).then(|| line_stop(text, written.len()))
}

/// Writes aliases into an entity that has none, on a line of their own behind that of its later key of `name` and
/// `kind`, whose key begins at `key` and whose value ends at `behind`.
pub fn alias_key(
    splices: &mut Splices,
    text: &str,
    key: usize,
    behind: usize,
    aliases: &[String],
    style: Style,
) {
    let line = array("aliases", aliases, indent(text, key), style);
    splices.insert(line_stop(text, behind), format!("{}{line}", style.line_end));
}

/// Writes aliases behind those that stand in blocks of their own, the last value of which ends at `end`.
pub fn alias_blocks(splices: &mut Splices, text: &str, end: usize, aliases: &[String], style: Style) {
    let line_end = style.line_end;
    let header = format!("{line_end}[[entity.aliases]]{line_end}text = ");
    splices.insert(line_stop(text, end), each(&header, aliases, ""));
}
