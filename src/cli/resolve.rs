//! From what was typed to what is meant: which articles, which list.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::arguments::Sources;
use crate::cli::choice::{Choice, Reason, choose};
use crate::cli::standing::{self, Standing, standing_told};
use crate::gazetteer;
use crate::intake::ArticleReader;
use crate::intake::inputs::is_standard_input;
use crate::intake::list::{List, ListError, shown_name};
use crate::store::{self, PathKind};
use crate::text::sanitize::sanitize_line;

/// The file that holds a list.
const LIST_FILE: &str = "entities.toml";

/// Why nothing can start.
#[derive(Debug)]
pub enum StartError {
    /// The list has errors.
    List(Vec<gazetteer::Problem>),
    /// One line that says what is wrong and what to do.
    Usage(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(problems) => write!(formatter, "the list has {} problems", problems.len()),
            Self::Usage(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for StartError {}

/// What was typed comes to this.
#[derive(Debug)]
pub struct Resolved {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Why these.
    pub reason: Reason,
    /// What opens them.
    pub door: ArticleReader,
    /// The list.
    pub list: List,
    /// Where a list is made where there is none.
    pub new_list: PathBuf,
}

/// Finds articles and list; what was chosen, where nothing was named, is said on standard error.
///
/// # Errors
/// [`StartError`], where there is nothing to read or the list cannot be used.
pub fn resolve(sources: &Sources) -> Result<Resolved, StartError> {
    let resolved = resolve_by(sources, &standing_told(sources.no_config))?;
    if resolved.reason == Reason::Here {
        // Who closed standard error does not want to know.
        let _ = writeln!(std::io::stderr(), "whoswho: {}", resolved.reason);
    }
    Ok(resolved)
}

/// Like [`resolve`], with settings that were read already.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_by(sources: &Sources, standing: &Standing) -> Result<Resolved, StartError> {
    resolved(choose(&sources.paths, standing, None)?, standing, sources)
}

/// Like [`resolve_by`]; where nothing is named, here or in settings, the articles that were read last, if the state folder
/// knows.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_for_reader(
    sources: &Sources,
    standing: &Standing,
    state: Option<&Path>,
) -> Result<Resolved, StartError> {
    resolved(choose(&sources.paths, standing, state)?, standing, sources)
}

fn resolved(choice: Choice, standing: &Standing, sources: &Sources) -> Result<Resolved, StartError> {
    let Choice { paths, list: known, reason } = choice;
    let door = ArticleReader::new(sources.reading.options());
    let own = standing.values.list.as_deref();
    let list = list(sources.list.as_deref().or(known.as_deref()), &paths, own)?;
    let new_list = own.map_or_else(|| places(&paths, None).into_iter().next(), |own| Some(own.to_owned()));
    let new_list = new_list.unwrap_or_else(|| PathBuf::from(LIST_FILE));
    Ok(Resolved { paths, reason, door, list, new_list })
}

/// Like [`resolve`], where a command says nothing without a list.
///
/// # Errors
/// As [`resolve`], and where no list is found.
pub fn resolve_with_list(sources: &Sources) -> Result<Resolved, StartError> {
    let resolved = resolve(sources)?;
    if resolved.list.path.is_none() {
        return Err(StartError::Usage(no_list()));
    }
    Ok(resolved)
}

/// What to say where no list is found.
pub fn no_list() -> String {
    format!("no {LIST_FILE} in the articles' folder, beside it or here; name one with -e FILE")
}

/// The list's file: the one named, else the first of those looked for that is there. `own` is the one that settings name.
pub fn find_list(named: Option<&Path>, paths: &[PathBuf], own: Option<&Path>) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_path_buf());
    }
    places(paths, own).into_iter().find(|place| matches!(store::kind_of(place), Ok(PathKind::File)))
}

/// The list of the reader that opens where no articles are named: the file named, else the first that is there.
pub fn find_own_list(named: Option<&Path>, standing: &Standing) -> Option<PathBuf> {
    let paths = choose(&[], standing, None).map(|choice| choice.paths).unwrap_or_default();
    find_list(named, &paths, standing.values.list.as_deref())
}

/// Where a list is looked for: in the articles' folder, beside it, in the current folder, where settings say, in the
/// configuration folder.
fn places(paths: &[PathBuf], own: Option<&Path>) -> Vec<PathBuf> {
    let mut places = Vec::new();
    for path in paths.iter().filter(|path| !is_standard_input(path)) {
        let folder = if is_folder(path) { Some(path.as_path()) } else { path.parent() };
        let Some(folder) = folder else { continue };
        places.push(folder.join(LIST_FILE));
        places.push(folder.join("..").join(LIST_FILE));
    }
    places.push(PathBuf::from(LIST_FILE));
    places.extend(own.map(Path::to_path_buf));
    places.extend(standing::folder().map(|folder| folder.join(LIST_FILE)));
    places
}

fn is_folder(path: &Path) -> bool {
    matches!(store::kind_of(path), Ok(PathKind::Folder))
}

/// Where the reader keeps what it remembers. A path that is not whole is passed over, as the XDG Base Directory Specification asks.
pub fn state_folder() -> Option<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    state.or_else(home).map(|folder| folder.join("whoswho"))
}

/// The file that passages are collected into: in the folder of the first articles that have one, or, under the articles' own
/// name, in a folder for the notes on all articles.
pub fn notes_file(paths: &[PathBuf], folder: Option<&Path>) -> PathBuf {
    let first = paths.iter().find(|path| !is_standard_input(path)).map_or(Path::new(""), PathBuf::as_path);
    match folder {
        Some(folder) => folder.join(notes_name(first)),
        None if is_folder(first) => first.join(store::NOTES_FILE),
        None => first.parent().unwrap_or(Path::new("")).join(store::NOTES_FILE),
    }
}

/// A name for the notes on some articles: the steps of their whole path, the last ones where there are many.
fn notes_name(articles: &Path) -> String {
    let whole = std::path::absolute(articles).unwrap_or_else(|_| articles.to_owned());
    let steps = whole.components().filter_map(|step| match step {
        std::path::Component::Normal(name) => Some(sanitize_line(&name.to_string_lossy()).into_owned()),
        _ => None,
    });
    let name = steps.collect::<Vec<_>>().join("-");
    let end =
        name.get(name.ceil_char_boundary(name.len().saturating_sub(LONGEST_NAME))..).unwrap_or_default();
    [end, store::NOTES_FILE].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The most bytes of the articles' path in the name of a file of notes: file systems take 255.
const LONGEST_NAME: usize = 200;

fn list(named: Option<&Path>, paths: &[PathBuf], own: Option<&Path>) -> Result<List, StartError> {
    match find_list(named, paths, own) {
        Some(path) => Ok(List::open(&path, &shown_name(&path))?),
        None => Ok(List::none()?),
    }
}

impl From<ListError> for StartError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Mistakes(problems) => Self::List(problems),
            ListError::Unusable(words) => Self::Usage(words),
        }
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
    fn a_list_is_made_where_settings_name_one_else_with_the_articles() {
        let folder = tempfile::tempdir().unwrap();
        let typed = [OsStr::new("whoswho"), folder.path().as_os_str()];
        let sources = Arguments::parse_from(typed).sources;
        let own = folder.path().join("elsewhere/who.toml");
        let values = Configuration { list: Some(own.clone()), ..Configuration::default() };
        let made = |standing: &Standing| resolve_by(&sources, standing).unwrap().new_list;
        assert_eq!(made(&Standing::default()), folder.path().join(LIST_FILE));
        assert_eq!(made(&Standing { values, ..Standing::default() }), own);
    }
}
