//! Resolves the arguments to articles and a list.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::arguments::Sources;
use crate::cli::choice::{Choice, Reason, choose};
use crate::cli::config_file::{self, ConfigFile, load_and_warn};
use crate::cli::log;
use crate::cli::start_error::StartError;
use crate::intake::ArticleReader;
use crate::intake::list::{List, display_name};
use crate::store::{self, PathKind, is_standard_input};
use crate::text::sanitize::sanitize_line;

/// File name of a list.
const LIST_FILE: &str = "entities.toml";

/// Resolved arguments.
#[derive(Debug)]
pub struct Resolved {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Why these were chosen.
    pub reason: Reason,
    /// Reads the articles.
    pub article_reader: ArticleReader,
    /// The list.
    pub list: List,
    /// Path of the list that is created if there is none.
    pub new_list: PathBuf,
}

/// Resolves the articles and the list. Prints a message on standard error if it falls back to the current folder.
///
/// # Errors
/// [`StartError`] if there is nothing to read, one of the paths is the log, or the list cannot be used.
pub fn resolve(sources: &Sources) -> Result<Resolved, StartError> {
    let resolved = resolve_with(sources, &load_and_warn(sources.no_config))?;
    if resolved.reason == Reason::CurrentFolder {
        // If standard error is closed, nobody wants the message.
        let _ = writeln!(std::io::stderr(), "whoswho: {}", resolved.reason);
    }
    Ok(resolved)
}

/// Like [`resolve`], with settings already loaded, but prints nothing.
///
/// # Errors
/// The same as [`resolve`].
pub fn resolve_with(sources: &Sources, config: &ConfigFile) -> Result<Resolved, StartError> {
    resolve_choice(choose(&sources.paths, config, None)?, config, sources)
}

/// Like [`resolve_with`], but falls back to the articles opened last, as recorded in the state folder.
///
/// # Errors
/// The same as [`resolve`].
pub fn resolve_for_reader(
    sources: &Sources,
    config: &ConfigFile,
    state_folder: Option<&Path>,
) -> Result<Resolved, StartError> {
    resolve_choice(choose(&sources.paths, config, state_folder)?, config, sources)
}

fn resolve_choice(choice: Choice, config: &ConfigFile, sources: &Sources) -> Result<Resolved, StartError> {
    let Choice { paths, list: last_list, reason } = choice;
    if let Some(path) = paths.iter().find(|path| store::log::is_log(path)) {
        let path = sanitize_line(&path.to_string_lossy()).into_owned();
        return Err(StartError::Usage(format!(
            "{path} is the log, and no article: name another file for one of them"
        )));
    }
    let article_reader = ArticleReader::new(sources.reading.options());
    let configured = config.values.list.as_deref();
    let list = open_list(sources.list.as_deref().or(last_list.as_deref()), &paths, configured)?;
    let new_list = configured
        .map_or_else(|| list_candidates(&paths, None).into_iter().next(), |path| Some(path.to_owned()));
    let new_list = new_list.unwrap_or_else(|| PathBuf::from(LIST_FILE));
    tracing::info!(paths = ?log::loggable(&paths), ?reason, ?new_list, "articles chosen");
    Ok(Resolved { paths, reason, article_reader, list, new_list })
}

/// Like [`resolve`], for commands that need a list.
///
/// # Errors
/// The same as [`resolve`], and if there is no list.
pub fn resolve_with_list(sources: &Sources) -> Result<Resolved, StartError> {
    let resolved = resolve(sources)?;
    if resolved.list.path.is_none() {
        return Err(StartError::Usage(no_list_message()));
    }
    Ok(resolved)
}

/// Returns the message for a missing list.
pub fn no_list_message() -> String {
    format!(
        "no {LIST_FILE} in the articles' folder, beside it or in the current folder; name a list with -e FILE"
    )
}

/// Finds the list: `given`, else the first candidate that exists. `configured` is the path of a list in the settings
/// file.
pub fn find_list(given: Option<&Path>, paths: &[PathBuf], configured: Option<&Path>) -> Option<PathBuf> {
    if let Some(given) = given {
        return Some(given.to_path_buf());
    }
    list_candidates(paths, configured)
        .into_iter()
        .find(|path| matches!(store::kind_of(path), Ok(PathKind::File)))
}

/// Finds the list that a command would use if no paths were given: `given`, else the first candidate that exists.
pub fn find_default_list(given: Option<&Path>, config: &ConfigFile) -> Option<PathBuf> {
    let paths = choose(&[], config, None).map(|choice| choice.paths).unwrap_or_default();
    find_list(given, &paths, config.values.list.as_deref())
}

/// Returns the paths where a list is looked for, in order: for each path in turn, in its folder and beside that folder;
/// then in the current folder, at the path in the settings file, and in the configuration folder.
fn list_candidates(paths: &[PathBuf], configured: Option<&Path>) -> Vec<PathBuf> {
    let mut candidates = Vec::new();
    for path in paths.iter().filter(|path| !is_standard_input(path)) {
        let folder = if is_folder(path) { Some(path.as_path()) } else { path.parent() };
        let Some(folder) = folder else { continue };
        candidates.push(folder.join(LIST_FILE));
        candidates.push(folder.join("..").join(LIST_FILE));
    }
    candidates.push(PathBuf::from(LIST_FILE));
    candidates.extend(configured.map(Path::to_path_buf));
    candidates.extend(config_file::config_folder().map(|folder| folder.join(LIST_FILE)));
    candidates
}

fn is_folder(path: &Path) -> bool {
    matches!(store::kind_of(path), Ok(PathKind::Folder))
}

/// Returns the folder of saved sessions: in `$XDG_STATE_HOME`, else in `~/.local/state`. A relative path in
/// `XDG_STATE_HOME` is ignored, as the XDG Base Directory Specification requires. None if there is no home folder
/// either.
pub fn state_folder() -> Option<PathBuf> {
    let home = || config_file::home().map(|home| home.join(".local/state"));
    let state_home =
        std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    state_home.or_else(home).map(|folder| folder.join("whoswho"))
}

/// Returns the path of the notes file. It is in `notes_folder`, if given, and named after the first path. Otherwise it
/// is in the first path if that is a folder, else beside it. Standard input does not count as a path.
pub fn notes_file(paths: &[PathBuf], notes_folder: Option<&Path>) -> PathBuf {
    let first = paths.iter().find(|path| !is_standard_input(path)).map_or(Path::new(""), PathBuf::as_path);
    match notes_folder {
        Some(folder) => folder.join(notes_name(first)),
        None if is_folder(first) => first.join(store::NOTES_FILE),
        None => first.parent().unwrap_or(Path::new("")).join(store::NOTES_FILE),
    }
}

/// Returns the name of the notes file, which starts with the components of the articles' absolute path. The start of a
/// long path is cut off.
fn notes_name(articles: &Path) -> String {
    let path = std::path::absolute(articles).unwrap_or_else(|_| articles.to_owned());
    let components = path.components().filter_map(|component| match component {
        std::path::Component::Normal(name) => Some(sanitize_line(&name.to_string_lossy()).into_owned()),
        _ => None,
    });
    let name = components.collect::<Vec<_>>().join("-");
    let end =
        name.get(name.ceil_char_boundary(name.len().saturating_sub(MAX_NAME_LEN))..).unwrap_or_default();
    [end, store::NOTES_FILE].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Maximum length of the articles' path in the name of a notes file, in bytes. Most file systems allow 255 bytes for
/// the whole name.
const MAX_NAME_LEN: usize = 200;

fn open_list(given: Option<&Path>, paths: &[PathBuf], configured: Option<&Path>) -> Result<List, StartError> {
    match find_list(given, paths, configured) {
        Some(path) => Ok(List::open(&path, &display_name(&path))?),
        None => Ok(List::none()?),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use clap::Parser;

    use super::*;
    use crate::cli::arguments::Arguments;
    use crate::config::Configuration;

    #[test]
    fn new_list_is_created_at_the_configured_path_or_with_the_articles() {
        let folder = tempfile::tempdir().unwrap();
        let arguments = [OsStr::new("whoswho"), folder.path().as_os_str()];
        let sources = Arguments::parse_from(arguments).sources;
        let configured = folder.path().join("elsewhere/who.toml");
        let values = Configuration { list: Some(configured.clone()), ..Configuration::default() };
        let new_list = |config: &ConfigFile| resolve_with(&sources, config).unwrap().new_list;
        assert_eq!(new_list(&ConfigFile::default()), folder.path().join(LIST_FILE));
        assert_eq!(new_list(&ConfigFile { values, ..ConfigFile::default() }), configured);
    }
}
