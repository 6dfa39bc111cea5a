//! `whoswho notes`: prints the passages saved from articles.

use std::io::{self, Write};

use crate::cli::arguments::NotesArguments;
use crate::cli::choice::choose;
use crate::cli::config_file::load_and_warn;
use crate::cli::outcome::Outcome;
use crate::cli::resolve;
use crate::intake::list::display_name;
use crate::store;
use crate::text::sanitize::{sanitize, sanitize_line};

/// Runs the command: prints the notes file, with control characters replaced, or its path.
///
/// # Errors
/// If there are no articles, the file cannot be read, or writing fails.
pub fn run(arguments: &NotesArguments) -> anyhow::Result<Outcome> {
    let config = load_and_warn(arguments.no_config);
    let state_folder = resolve::state_folder();
    let paths = choose(&arguments.paths, &config, state_folder.as_deref())?.paths;
    let file = resolve::notes_file(&paths, config.values.notes.as_deref());
    let mut out = io::stdout().lock();
    if arguments.path {
        writeln!(out, "{}", sanitize_line(&file.to_string_lossy()))?;
    } else if store::is_missing(&file) {
        let line =
            format!("whoswho: no notes yet: + in the reader saves passages to {}", display_name(&file));
        return Ok(Outcome { lines: vec![line], all_read: true });
    } else {
        let bytes =
            store::read_file(&file).map_err(|error| anyhow::anyhow!("{}: {error}", display_name(&file)))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        out.write_all(sanitize(text).as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome { lines: Vec::new(), all_read: true })
}
