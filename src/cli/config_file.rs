//! Finds and loads the settings file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::{self, Configuration};
use crate::gazetteer::Problem;
use crate::intake::list::display_name;
use crate::store::{self, files::ReadError};
use crate::text::plural::counted;
use crate::text::width::width;

/// Name of the file.
const FILE_NAME: &str = "config.toml";
/// Maximum width of a problem that is shown with its help in the message area, in columns. The area also needs room for
/// the number of further problems.
const MESSAGE_WIDTH: usize = 66;

/// A loaded settings file.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// The file, if there is one.
    pub path: Option<PathBuf>,
    /// Its settings, with resolved paths.
    pub values: Configuration,
    /// Its problems, one line each.
    pub problems: Vec<String>,
}

/// Returns the program's configuration folder: in `$XDG_CONFIG_HOME`, else in `~/.config`.
pub fn config_folder() -> Option<PathBuf> {
    let home = || home().map(|home| home.join(".config"));
    // Relative paths are ignored, as the XDG Base Directory Specification requires.
    let config_home =
        std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    config_home.or_else(home).map(|folder| folder.join("whoswho"))
}

/// Returns the path of the settings file, whether or not it exists.
pub fn default_path() -> Option<PathBuf> {
    config_folder().map(|folder| folder.join(FILE_NAME))
}

/// Returns the home folder. None if `HOME` is not set or empty.
pub fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// True if something exists at the path, even if it cannot be read.
pub fn exists(path: &Path) -> bool {
    // `XDG_CONFIG_HOME=/dev/null` is a common way to disable settings.
    let is_disabled = |error: ReadError| matches!(error, ReadError::Io(error) if error.kind() == io::ErrorKind::NotADirectory);
    !store::is_missing(path) && !store::kind_of(path).is_err_and(is_disabled)
}

/// Loads the settings file. Returns defaults if there is none or `no_config` is set.
pub fn load(no_config: bool) -> ConfigFile {
    let Some(path) = default_path().filter(|path| !no_config && exists(path)) else {
        return ConfigFile::default();
    };
    let (values, problems) = match read(&path, FILE_NAME) {
        Ok((values, problems)) => (values, problems.into_iter().map(to_line).collect()),
        Err(reason) => (Configuration::default(), vec![format!("{}: {reason}", display_name(&path))]),
    };
    tracing::info!(?path, problems = problems.len(), "settings file");
    let folder = path.parent().unwrap_or(Path::new(""));
    let values = values.with_resolved_paths(folder, home().as_deref());
    ConfigFile { path: Some(path), values, problems }
}

/// Formats a problem for the message area, with its help only if both fit into [`MESSAGE_WIDTH`].
fn to_line(problem: Problem) -> String {
    let line = problem.in_one_line();
    if width(&line) <= MESSAGE_WIDTH { line } else { problem.with_help(None).in_one_line() }
}

/// Like [`load`], for commands, which have no message area: the number of problems is printed on standard error.
pub fn load_and_warn(no_config: bool) -> ConfigFile {
    let config = load(no_config);
    if let Some(line) = config.summary() {
        let _ = writeln!(io::stderr().lock(), "whoswho: {line}");
    }
    config
}

/// Reads and parses a settings file. `name` is the name used in problems.
///
/// # Errors
/// If the file cannot be read or is not UTF-8. The error is the reason.
fn read(path: &Path, name: &str) -> Result<(Configuration, Vec<Problem>), String> {
    Ok(config::parse(&read_text(path)?, name))
}

/// Reads a settings file.
///
/// # Errors
/// If it cannot be read or is not UTF-8. The error is the reason.
pub fn read_text(path: &Path) -> Result<String, String> {
    let bytes =
        store::read_small_file(path, config::MAX_FILE_SIZE).map_err(|error: ReadError| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| "not UTF-8 text".to_owned())
}

impl ConfigFile {
    /// Returns the number of problems as one line. None if there are none.
    fn summary(&self) -> Option<String> {
        let path = self.path.as_ref().filter(|_| !self.problems.is_empty())?;
        let problems = counted(self.problems.len(), "problem", "problems");
        Some(format!("{}: {problems}; run `whoswho config check` for details", display_name(path)))
    }
}
