//! The settings file: where it is, and what of it holds.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::{self, Configuration};
use crate::gazetteer::Problem;
use crate::intake::list::shown_name;
use crate::store::{self, files::ReadError};
use crate::text::width::width;

/// The file's name.
const FILE: &str = "config.toml";
/// Columns that a problem can count on in the message area, with room for how many more there are.
const ROW: usize = 66;

/// The settings that hold.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The file, if there is one.
    pub path: Option<PathBuf>,
    /// What it says, with paths as the system takes them.
    pub values: Configuration,
    /// What of it cannot be used, a line each.
    pub problems: Vec<String>,
}

/// The folder of the program's settings: in `$XDG_CONFIG_HOME`, else in `~/.config`.
pub fn folder() -> Option<PathBuf> {
    let home = || home().map(|home| home.join(".config"));
    // The XDG Base Directory Specification asks to pass over a path that is not whole.
    let configuration =
        std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    configuration.or_else(home).map(|folder| folder.join("whoswho"))
}

/// Where the settings file is, or would be.
pub fn file() -> Option<PathBuf> {
    folder().map(|folder| folder.join(FILE))
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// Whether something is where settings are looked for: a file that cannot be read, too.
pub fn is_there(path: &Path) -> bool {
    // `XDG_CONFIG_HOME=/dev/null` is a way to say that one wants no settings.
    let is_nowhere = |error: ReadError| matches!(error, ReadError::Io(error) if error.kind() == io::ErrorKind::NotADirectory);
    !store::is_missing(path) && !store::kind_of(path).is_err_and(is_nowhere)
}

/// The settings of the file; nothing where there is none, or none is wanted.
pub fn standing(no_config: bool) -> Standing {
    let Some(path) = file().filter(|path| !no_config && is_there(path)) else {
        return Standing::default();
    };
    let (values, problems) = match parsed(&path, FILE) {
        Ok((values, problems)) => (values, problems.into_iter().map(short).collect()),
        Err(reason) => (Configuration::default(), vec![format!("{}: {reason}", shown_name(&path))]),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let values = values.placed(folder, home().as_deref());
    Standing { path: Some(path), values, problems }
}

/// A problem as the message area shows it: with its help only where both fit into the row.
fn short(problem: Problem) -> String {
    let line = problem.in_one_line();
    if width(&line) <= ROW { line } else { problem.with_help(None).in_one_line() }
}

/// As [`standing`]; whether something of the file cannot be used is told on standard error, in one line, since a command has
/// no message area.
pub fn standing_told(no_config: bool) -> Standing {
    let standing = standing(no_config);
    if let Some(line) = standing.line() {
        let _ = writeln!(io::stderr().lock(), "whoswho: {line}");
    }
    standing
}

/// Reads a settings file. `name` is what problems call it.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn parsed(path: &Path, name: &str) -> Result<(Configuration, Vec<Problem>), String> {
    let bytes =
        store::read_small_file(path, config::LARGEST).map_err(|error: ReadError| error.to_string())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| "not UTF-8 text".to_owned())?;
    Ok(config::parse(text, name))
}

impl Standing {
    /// How much cannot be used, in one line; none where all can.
    fn line(&self) -> Option<String> {
        let path = self.path.as_ref().filter(|_| !self.problems.is_empty())?;
        let problems = match self.problems.len() {
            1 => "a problem".to_owned(),
            several => format!("{several} problems"),
        };
        Some(format!("{}: {problems}; `whoswho config check` tells more", shown_name(path)))
    }
}
