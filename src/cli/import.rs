//! `whoswho import`: prints the names from another list as TOML, or adds them to the user's list.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::article::sniff::{HEAD, is_text};
use crate::cli::config_file::load_and_warn;
use crate::cli::import_arguments::ImportArguments;
use crate::cli::outcome::Outcome;
use crate::cli::resolve;
use crate::cli::start_error::StartError;
use crate::gazetteer::edit::{self, Addition, NewEntity};
use crate::gazetteer::formats::{self, Imported, Kinds, Merged, Note, NoteKind, merge};
use crate::gazetteer::{Gazetteer, parse};
use crate::intake::list::list_text;
use crate::store::{self, is_standard_input};
use crate::text::decode::decode;
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;

/// The list to add to.
struct List {
    path: PathBuf,
    /// Name shown to the user.
    name: String,
    /// Contents of the file. None if it does not exist yet.
    bytes: Option<Vec<u8>>,
    text: String,
    gazetteer: Gazetteer,
}

/// Runs the command.
///
/// # Errors
/// If the file or the list cannot be read, the format is unknown, the list lacks the kind given to `--kind`, there is
/// no list to merge into, or the list or the output cannot be written.
pub fn run(arguments: &ImportArguments) -> anyhow::Result<Outcome> {
    let source = sanitize_line(&arguments.file.to_string_lossy()).into_owned();
    let text = read_text(&arguments.file, &source)?;
    let config = load_and_warn(arguments.no_config);
    let list = match resolve::find_default_list(arguments.list.as_deref(), &config) {
        Some(path) => Some(read_list(path, arguments.merge)?),
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
    let summary = if arguments.merge {
        let list = list.ok_or_else(|| StartError::Usage(resolve::no_list_message()))?;
        let merged = merge(&list.gazetteer, entities);
        let summary = if arguments.dry_run {
            print_plan(&merged, &list)?;
            merge_summary("would add", &merged, &list.name)
        } else {
            write_list(&list, &merged)?;
            merge_summary("added", &merged, &list.name)
        };
        notes.extend(merged.notes);
        summary
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
    Ok(outcome(&source, notes, summary))
}

fn usage(message: &str) -> StartError {
    StartError::Usage(message.to_owned())
}

/// Reads the text of a file or of standard input.
fn read_text(path: &Path, name: &str) -> anyhow::Result<String> {
    let bytes = if is_standard_input(path) { store::read_standard_input() } else { store::read_file(path) };
    let bytes = bytes.map_err(|error| usage(&format!("{name}: {error}")))?;
    if !is_text(bytes.get(..HEAD).unwrap_or(&bytes)) {
        return Err(usage(&format!("{name}: not text")).into());
    }
    Ok(decode(&bytes, None).text)
}

/// Reads the list. Returns an empty one if it does not exist and `may_create` is set.
fn read_list(path: PathBuf, may_create: bool) -> anyhow::Result<List> {
    let name = crate::intake::list::display_name(&path);
    if may_create && store::is_missing(&path) {
        return Ok(List { path, name, bytes: None, text: String::new(), gazetteer: Gazetteer::default() });
    }
    let bytes = store::read_file(&path).map_err(|error| usage(&format!("{name}: {error}")))?;
    let text = list_text(&bytes, &name).map_err(StartError::Usage)?;
    let gazetteer = parse(text, &name).map_err(StartError::List)?.gazetteer;
    Ok(List { path, name, text: text.to_owned(), bytes: Some(bytes), gazetteer })
}

/// Writes the list with the additions, unless there are none.
fn write_list(list: &List, merged: &Merged) -> anyhow::Result<()> {
    if merged.additions.is_empty() {
        return Ok(());
    }
    let edited = edit::add(&list.text, &list.name, &merged.additions)?;
    store::replace(&list.path, list.bytes.as_deref(), edited.text.as_bytes())?;
    Ok(())
}

/// Prints a line for each entity that would be added, with its aliases, and for each new alias of a listed entity.
fn print_plan(merged: &Merged, list: &List) -> anyhow::Result<()> {
    // Fails if the additions could not be written, as the merge itself would.
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

/// Summarises what was or would be added to the list.
fn merge_summary(action: &str, merged: &Merged, name: &str) -> String {
    let is_entity = |addition: &&Addition| matches!(addition, Addition::Entity(_));
    let entities = merged.additions.iter().filter(is_entity).count();
    let aliases = merged.additions.len() - entities;
    if merged.additions.is_empty() {
        return format!("{action} nothing to {name}");
    }
    let entities = counted(entities, "entity", "entities");
    format!("{action} {entities} and {} to {name}", counted(aliases, "alias", "aliases"))
}

/// Builds the final messages: one line per note in file order, then the summary.
fn outcome(source: &str, mut notes: Vec<Note>, summary: String) -> Outcome {
    notes.sort_by_key(|note| note.line);
    let count = |kind: NoteKind| notes.iter().filter(|note| note.kind == kind).count();
    let (rows, parts) = (count(NoteKind::SkippedRow), count(NoteKind::SkippedPart));
    let mut summary = vec![summary];
    if rows > 0 {
        summary.push(format!("{} skipped", counted(rows, "row", "rows")));
    }
    if parts > 0 {
        summary.push(format!("{} of rows left out", counted(parts, "part", "parts")));
    }
    let lines = notes.iter().map(|note| format!("whoswho: {source}:{}: {}", note.line, note.text));
    Outcome { lines: lines.chain([summary.join("; ")]).collect(), all_read: rows + parts == 0 }
}
