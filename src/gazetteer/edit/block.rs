//! Writes new `[[entity]]` blocks, and aliases into existing ones.

use super::layout::{INDENT, Layout, indent, is_blank, line_end_offset, lines_below, toml_string, wrap_each};
use super::splice::Splices;
use crate::gazetteer::model::Entry;
use crate::gazetteer::slug;

/// Maximum length of a line with a key and its array, in code points. If it would be longer, each value gets a line of
/// its own.
const MAX_LINE_WIDTH: usize = 110;

/// The keys of a new entity and their TOML values, in the order written.
pub struct EntityKeys(Vec<(&'static str, TomlValue)>);

/// A TOML value.
enum TomlValue {
    Text(String),
    List(Vec<String>),
}

impl EntityKeys {
    /// Returns the keys for an entry; `kind` is the id of its kind.
    pub fn new(entry: &Entry, kind: &str) -> Self {
        let text = |text: &str| TomlValue::Text(toml_string(text));
        let mut keys = vec![("name", text(&entry.name))];
        if entry.id != slug(&entry.name) {
            keys.push(("id", text(&entry.id)));
        }
        keys.push(("kind", text(kind)));
        let aliases: Vec<String> =
            entry.forms.iter().filter(|form| !form.is_name).map(|form| toml_string(&form.text)).collect();
        if !aliases.is_empty() {
            keys.push(("aliases", TomlValue::List(aliases)));
        }
        for (key, value) in [("note", &entry.note), ("wikidata", &entry.wikidata), ("url", &entry.url)] {
            keys.extend(value.as_deref().map(|value| (key, text(value))));
        }
        Self(keys)
    }

    /// Formats an inline table, on one line.
    pub fn inline(&self) -> String {
        let key = |(key, value): &(&str, TomlValue)| match value {
            TomlValue::Text(text) => format!("{key} = {text}"),
            TomlValue::List(list) => format!("{key} = [{}]", list.join(", ")),
        };
        format!("{{ {} }}", self.0.iter().map(key).collect::<Vec<_>>().join(", "))
    }

    /// Formats a block, without a final line end.
    fn block(&self, layout: Layout) -> String {
        let mut block = "[[entity]]".to_owned();
        for (key, value) in &self.0 {
            block.push_str(layout.line_end);
            match value {
                TomlValue::Text(text) => block.extend([key, " = ", text]),
                TomlValue::List(list) => block.push_str(&array(key, list, "", layout)),
            }
        }
        block
    }
}

/// Formats a key with an array, without a final line end.
fn array(key: &str, values: &[String], indent: &str, Layout { line_end }: Layout) -> String {
    let line = format!("{indent}{key} = [{}]", values.join(", "));
    if line.chars().nth(MAX_LINE_WIDTH).is_none() {
        return line;
    }
    let lines = wrap_each(&format!("{indent}{INDENT}"), values, &format!(",{line_end}"));
    format!("{indent}{key} = [{line_end}{lines}{indent}]")
}

/// Appends blocks after the last entity, whose last value ends at `end`. If `end` is None, appends them after the last
/// line that is not blank. Blank lines separate them from each other and from the old text.
///
/// Everything is inserted before a line end or at the end of the text, so that the text ends with a line end only if it
/// did before. In a blank text, the blocks are inserted at the start, with a line end.
pub fn append_entities(
    splices: &mut Splices,
    text: &str,
    end: Option<usize>,
    blocks: &[EntityKeys],
    layout: Layout,
) {
    if blocks.is_empty() {
        return;
    }
    let line_end = layout.line_end;
    let gap = line_end.repeat(2);
    let blocks = blocks.iter().map(|keys| keys.block(layout)).collect::<Vec<_>>().join(&gap);
    match end.map(|end| entity_end(text, end)).or_else(|| last_line_end(text)) {
        Some(at) => {
            let is_followed = lines_below(text, at).next().is_some_and(|line| !is_blank(line));
            splices.insert(at, format!("{gap}{blocks}{}", if is_followed { line_end } else { "" }));
        }
        None => splices.insert(0, format!("{blocks}{line_end}")),
    }
}

/// Returns the offset of the line end that ends an entity whose last value ends at `end`. Comments directly below
/// belong to the entity if a blank line or nothing follows. Comments directly above the next header belong to that
/// header, and those after a blank line belong to no entity.
fn entity_end(text: &str, end: usize) -> usize {
    let stop = line_end_offset(text, end);
    let mut at = stop;
    for line in lines_below(text, stop) {
        if is_blank(line) {
            return at;
        }
        if !line.trim_start_matches([' ', '\t']).starts_with('#') {
            return stop;
        }
        // `at` is just before an LF or CR LF.
        let below = text.get(at..).and_then(|rest| rest.find('\n')).map_or(at, |line_end| at + line_end + 1);
        at = line_end_offset(text, below);
    }
    at
}

/// Returns the offset of the end of the last line that is not blank. None if all lines are blank.
fn last_line_end(text: &str) -> Option<usize> {
    let written = text.trim_end_matches([' ', '\t', '\r', '\n']);
    (!written.is_empty()).then(|| line_end_offset(text, written.len()))
}

/// Inserts aliases into an entity that has none, as a new key below the later of its keys `name` and `kind`. That key
/// starts at `key_start`, and its value ends at `value_end`.
pub fn insert_alias_key(
    splices: &mut Splices,
    text: &str,
    key_start: usize,
    value_end: usize,
    aliases: &[String],
    layout: Layout,
) {
    let line = array("aliases", aliases, indent(text, key_start), layout);
    splices.insert(line_end_offset(text, value_end), format!("{}{line}", layout.line_end));
}

/// Appends aliases to those in `[[entity.aliases]]` blocks, whose last value ends at `end`.
pub fn append_alias_blocks(
    splices: &mut Splices,
    text: &str,
    end: usize,
    aliases: &[String],
    layout: Layout,
) {
    let line_end = layout.line_end;
    let header = format!("{line_end}[[entity.aliases]]{line_end}text = ");
    splices.insert(line_end_offset(text, end), wrap_each(&header, aliases, ""));
}
