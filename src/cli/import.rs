//! `whoswho import`: names from somebody else's list, printed as TOML or added to one's own.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::article::sniff::{HEAD, is_text};
use crate::cli::Ended;
use crate::cli::arguments::Import;
use crate::cli::resolve::{self, StartError};
use crate::cli::standing::standing_told;
use crate::gazetteer::edit::{self, Addition, NewEntity};
use crate::gazetteer::formats::{self, Imported, Kinds, Merged, Note, NoteKind, merge};
use crate::gazetteer::{Gazetteer, parse};
use crate::intake::inputs::is_standard_input;
use crate::intake::list::list_text;
use crate::store;
use crate::text::decode::decode;
use crate::text::sanitize::sanitize_line;

/// The list that is added to.
struct List {
    path: PathBuf,
    /// As people are told it.
    name: String,
    /// What the file holds; none where it is not there yet.
    bytes: Option<Vec<u8>>,
    text: String,
    gazetteer: Gazetteer,
}

/// Runs the command.
///
/// # Errors
/// That the file or the list cannot be read, or the list not be written.
pub fn run(arguments: &Import) -> anyhow::Result<Ended> {
    let source = sanitize_line(&arguments.file.to_string_lossy()).into_owned();
    let text = text_of(&arguments.file, &source)?;
    let standing = standing_told(arguments.no_config);
    let list = match resolve::find_own_list(arguments.list.as_deref(), &standing) {
        Some(path) => Some(list(path, arguments.merge)?),
        None => None,
    };
    let mut gazetteer = list.as_ref().map(|list| list.gazetteer.clone()).unwrap_or_default();
    let mut kinds = Kinds::new(gazetteer.kinds.iter().map(|kind| kind.id.as_str()));
    if let Some(kind) = &arguments.kind {
        kinds = kinds.with_default(kind).map_err(|why| usage(&format!("--kind: {why}")))?;
    }
    let unreadable = |why: formats::ImportError| usage(&format!("{source}: {why}"));
    let format = arguments.from.map_or_else(|| formats::detect(&text), |format| Ok(format.into()));
    let format = format.map_err(unreadable)?;
    let Imported { entities, mut notes } = formats::read(&text, format, &kinds).map_err(unreadable)?;
    let done = if arguments.merge {
        let list = list.ok_or_else(|| StartError::Usage(resolve::no_list()))?;
        let merged = merge(&list.gazetteer, entities);
        let done = if arguments.dry_run {
            print_plan(&merged, &list)?;
            said("would add", &merged, &list.name)
        } else {
            write(&list, &merged)?;
            said("added", &merged, &list.name)
        };
        notes.extend(merged.notes);
        done
    } else {
        gazetteer.entries.clear();
        let merged = merge(&gazetteer, entities);
        let toml = formats::to_toml(&merged.additions)?;
        let mut out = io::stdout().lock();
        out.write_all(toml.as_bytes())?;
        out.flush()?;
        notes.extend(merged.notes);
        format!("printed {}", counted(merged.additions.len(), "entity", "entities"))
    };
    Ok(ended(&source, notes, &done))
}

fn usage(words: &str) -> StartError {
    StartError::Usage(words.to_owned())
}

/// The text of a file or of standard input.
fn text_of(path: &Path, name: &str) -> anyhow::Result<String> {
    let bytes = if is_standard_input(path) { store::read_standard_input() } else { store::read_file(path) };
    let bytes = bytes.map_err(|error| usage(&format!("{name}: {error}")))?;
    if !is_text(bytes.get(..HEAD).unwrap_or(&bytes)) {
        return Err(usage(&format!("{name}: not text")).into());
    }
    Ok(decode(&bytes, None).text)
}

/// Reads the list. One that is to be added to and is not there is an empty one.
fn list(path: PathBuf, may_be_new: bool) -> anyhow::Result<List> {
    let name = crate::intake::list::shown_name(&path);
    if may_be_new && store::is_missing(&path) {
        return Ok(List { path, name, bytes: None, text: String::new(), gazetteer: Gazetteer::default() });
    }
    let bytes = store::read_file(&path).map_err(|error| usage(&format!("{name}: {error}")))?;
    let text = list_text(&bytes, &name).map_err(StartError::Usage)?;
    let gazetteer = parse(text, &name).map_err(StartError::List)?.gazetteer;
    Ok(List { path, name, text: text.to_owned(), bytes: Some(bytes), gazetteer })
}

/// Writes the list with the additions; not at all where there are none.
fn write(list: &List, merged: &Merged) -> anyhow::Result<()> {
    if merged.additions.is_empty() {
        return Ok(());
    }
    let edited = edit::add(&list.text, &list.name, &merged.additions)?;
    store::replace(&list.path, list.bytes.as_deref(), edited.text.as_bytes())?;
    Ok(())
}

/// A line for each entity and alias that would be added.
fn print_plan(merged: &Merged, list: &List) -> anyhow::Result<()> {
    // What could not be written is said now rather than when it is meant.
    edit::add(&list.text, &list.name, &merged.additions)?;
    let names: HashMap<&str, &str> =
        list.gazetteer.entries.iter().map(|entry| (entry.id.as_str(), entry.name.as_str())).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for addition in &merged.additions {
        match addition {
            Addition::Entity(NewEntity { name, kind, aliases, .. }) => {
                write!(out, "new {}: {}", sanitize_line(kind), sanitize_line(name))?;
                for alias in aliases {
                    write!(out, "; {}", sanitize_line(alias))?;
                }
                writeln!(out)?;
            }
            Addition::Alias { id, text } => {
                let name = names.get(id.as_str()).copied().unwrap_or(id);
                writeln!(out, "alias of {}: {}", sanitize_line(name), sanitize_line(text))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// What was done to a list.
fn said(done: &str, merged: &Merged, name: &str) -> String {
    let is_entity = |addition: &&Addition| matches!(addition, Addition::Entity(_));
    let entities = merged.additions.iter().filter(is_entity).count();
    let aliases = merged.additions.len() - entities;
    if merged.additions.is_empty() {
        return format!("{done} nothing to {name}");
    }
    let entities = counted(entities, "entity", "entities");
    format!("{done} {entities} and {} to {name}", counted(aliases, "alias", "aliases"))
}

/// What is said at the end: a line for each note in the order of the file, then what was done.
fn ended(source: &str, mut notes: Vec<Note>, done: &str) -> Ended {
    notes.sort_by_key(|note| note.line);
    let of = |kind: NoteKind| notes.iter().filter(|note| note.kind == kind).count();
    let (rows, parts) = (of(NoteKind::SkippedRow), of(NoteKind::SkippedPart));
    let mut summary = vec![done.to_owned()];
    if rows > 0 {
        summary.push(format!("{} skipped", counted(rows, "row", "rows")));
    }
    if parts > 0 {
        summary.push(format!("{} of rows left out", counted(parts, "part", "parts")));
    }
    let lines = notes.iter().map(|note| format!("whoswho: {source}:{}: {}", note.line, note.text));
    Ended { lines: lines.chain([summary.join("; ")]).collect(), all_read: rows + parts == 0 }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
