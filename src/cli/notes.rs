//! `whoswho notes`: the passages that were collected from some articles.

use std::io::{self, Write};

use crate::cli::arguments::Notes;
use crate::cli::choice::choose;
use crate::cli::standing::standing_told;
use crate::cli::{Ended, resolve};
use crate::intake::list::shown_name;
use crate::store;
use crate::text::sanitize::{sanitize, sanitize_line};

/// Runs the command: prints the file as it is, but for what a terminal obeys; or its path.
///
/// # Errors
/// That nothing was named, or that the file cannot be read.
pub fn run(arguments: &Notes) -> anyhow::Result<Ended> {
    let standing = standing_told(arguments.no_config);
    let state = resolve::state_folder();
    let paths = choose(&arguments.paths, &standing, state.as_deref())?.paths;
    let file = resolve::notes_file(&paths, standing.values.notes.as_deref());
    let mut out = io::stdout().lock();
    if arguments.path {
        writeln!(out, "{}", sanitize_line(&file.to_string_lossy()))?;
    } else if store::is_missing(&file) {
        let line = format!("whoswho: no notes yet: + in the reader collects them in {}", shown_name(&file));
        return Ok(Ended { lines: vec![line], all_read: true });
    } else {
        let bytes =
            store::read_file(&file).map_err(|error| anyhow::anyhow!("{}: {error}", shown_name(&file)))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        out.write_all(sanitize(text).as_bytes())?;
    }
    out.flush()?;
    Ok(Ended { lines: Vec::new(), all_read: true })
}
