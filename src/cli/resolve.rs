//! From what was typed to what is meant: which articles, which list.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::cli::arguments::Sources;
use crate::gazetteer;
use crate::intake::inputs::is_standard_input;
use crate::intake::list::{List, ListError, shown_name};
use crate::store::{self, PathKind};
use crate::text::sanitize::sanitize_line;

/// The file that holds a list.
const LIST_FILE: &str = "entities.toml";
/// The folder that opens where nothing was named.
const DEFAULT_FOLDER: &str = "seeds";

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
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The list.
    pub list: List,
}

/// Finds articles and list.
///
/// # Errors
/// [`StartError`], where there is nothing to read or the list cannot be used.
pub fn resolve(sources: &Sources) -> Result<Resolved, StartError> {
    let paths = paths(&sources.paths)?;
    let list = list(sources.list.as_deref(), &paths)?;
    Ok(Resolved { paths, list })
}

/// Like [`resolve`]; where nothing is named and nothing is here, the articles that were read last, if the state folder knows.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_for_reader(sources: &Sources, state: Option<&Path>) -> Result<Resolved, StartError> {
    let Some(known) = last_corpus(&sources.paths, state) else { return resolve(sources) };
    let paths = known.paths_from(&std::env::current_dir().unwrap_or_default());
    let list = list(sources.list.as_deref().or(known.list.as_deref()), &paths)?;
    Ok(Resolved { paths, list })
}

/// The paths that [`resolve_for_reader`] finds.
///
/// # Errors
/// That nothing is named and nothing is here.
pub fn paths_for_reader(given: &[PathBuf], state: Option<&Path>) -> Result<Vec<PathBuf>, StartError> {
    match last_corpus(given, state) {
        Some(last) => Ok(last.paths_from(&std::env::current_dir().unwrap_or_default())),
        None => paths(given),
    }
}

/// The articles that were read last, if nothing else is to be read and some are there still.
fn last_corpus(given: &[PathBuf], state: Option<&Path>) -> Option<store::memory::LastCorpus> {
    let is_nothing_named = given.is_empty() && !is_folder(Path::new(DEFAULT_FOLDER));
    let state = state.filter(|state| is_nothing_named && !store::is_missing(state))?;
    let last = store::Memory::open(state).memory.last_corpus()?;
    some_path_exists(&last.paths_from(&std::env::current_dir().unwrap_or_default())).ok()?;
    let its_list = last.list.filter(|list| matches!(store::kind_of(list), Ok(PathKind::File)));
    Some(store::memory::LastCorpus { list: its_list, ..last })
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

fn paths(given: &[PathBuf]) -> Result<Vec<PathBuf>, StartError> {
    if !given.is_empty() {
        return Ok(given.to_vec());
    }
    if is_folder(Path::new(DEFAULT_FOLDER)) {
        return Ok(vec![PathBuf::from(DEFAULT_FOLDER)]);
    }
    let words = format!("nothing to read: name files or folders (there is no {DEFAULT_FOLDER}/ here)");
    Err(StartError::Usage(words))
}

/// That at least one of the paths is there to be opened.
///
/// # Errors
/// One line that names the first that is not, where none is.
pub fn some_path_exists(paths: &[PathBuf]) -> Result<(), StartError> {
    let mut first = None;
    for path in paths {
        match store::kind_of(path) {
            Ok(_) => return Ok(()),
            Err(_) if is_standard_input(path) => return Ok(()),
            Err(error) => {
                first.get_or_insert_with(|| format!("{}: {error}", sanitize_line(&path.to_string_lossy())));
            }
        }
    }
    first.map_or(Ok(()), |words| Err(StartError::Usage(words)))
}

/// The list's file: the one named, else the first of those looked for that is there.
pub fn find_list(named: Option<&Path>, paths: &[PathBuf]) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_path_buf());
    }
    places(paths).into_iter().find(|place| matches!(store::kind_of(place), Ok(PathKind::File)))
}

/// The list of the reader that opens where no articles are named: the file named, else the first that is there.
pub fn find_own_list(named: Option<&Path>) -> Option<PathBuf> {
    find_list(named, &paths(&[]).unwrap_or_default())
}

/// Where a list is looked for: in the articles' folder, beside it, in the current folder, in the configuration folder.
fn places(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut places = Vec::new();
    for path in paths.iter().filter(|path| !is_standard_input(path)) {
        let folder = if is_folder(path) { Some(path.as_path()) } else { path.parent() };
        let Some(folder) = folder else { continue };
        places.push(folder.join(LIST_FILE));
        places.push(folder.join("..").join(LIST_FILE));
    }
    places.push(PathBuf::from(LIST_FILE));
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"));
    let configuration = std::env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty());
    if let Some(folder) = configuration.map(PathBuf::from).or_else(home) {
        places.push(folder.join("whoswho").join(LIST_FILE));
    }
    places
}

fn is_folder(path: &Path) -> bool {
    matches!(store::kind_of(path), Ok(PathKind::Folder))
}

/// Where the reader keeps what it remembers.
pub fn state_folder() -> Option<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    let state = std::env::var_os("XDG_STATE_HOME").filter(|folder| !folder.is_empty());
    state.map(PathBuf::from).or_else(home).map(|folder| folder.join("whoswho"))
}

/// Where a list is made where there is none: in the folder of the first articles that have one.
pub fn new_list(paths: &[PathBuf]) -> PathBuf {
    places(paths).into_iter().next().unwrap_or_else(|| PathBuf::from(LIST_FILE))
}

/// The file that passages are collected into: in the folder of the first articles that have one.
pub fn notes_file(paths: &[PathBuf]) -> PathBuf {
    let first = paths.iter().find(|path| !is_standard_input(path));
    let folder = match first {
        Some(path) if is_folder(path) => path.as_path(),
        Some(path) => path.parent().unwrap_or(Path::new("")),
        None => Path::new(""),
    };
    folder.join(store::NOTES_FILE)
}

fn list(named: Option<&Path>, paths: &[PathBuf]) -> Result<List, StartError> {
    match find_list(named, paths) {
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
