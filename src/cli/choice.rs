//! Which articles are opened where none are named, and why.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::article::formats::{Format, Role};
use crate::cli::arguments::Arguments;
use crate::cli::resolve::StartError;
use crate::cli::standing::Standing;
use crate::store::{self, PathKind};
use crate::text::sanitize::sanitize_line;

/// The folder that opens where nothing was named.
const DEFAULT_FOLDER: &str = "seeds";
/// So many files of the current folder are looked at by their names.
const MOST_LOOKED_AT: usize = 10_000;
/// Beginnings of names of files that tell about a folder and are no articles, in capitals.
const ABOUT_A_FOLDER: &[&str] = &[
    "README",
    "LICENSE",
    "LICENCE",
    "COPYING",
    "CHANGELOG",
    "CHANGES",
    "CONTRIBUTING",
    "AUTHORS",
    "NEWS",
    "TODO",
    "HISTORY",
];
/// Containers that lie about for other reasons than being read.
const OFTEN_NO_ARTICLES: &[Format] =
    &[Format::Json, Format::Csv, Format::Tsv, Format::Newsboat, Format::Zip, Format::Tar];

/// Articles that were chosen.
#[derive(Debug)]
pub struct Choice {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The list that belongs to them, where it is known.
    pub list: Option<PathBuf>,
    /// Why these.
    pub reason: Reason,
}

/// Why articles were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They were named.
    Named,
    /// The current folder has a folder for them.
    Seeds,
    /// They lie in the current folder.
    Here,
    /// The settings file names them.
    Settings,
    /// They were opened last.
    Last,
}

/// What a person is told; empty where nothing needs to be said.
impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Named | Self::Seeds => "",
            Self::Here => "no path was named: these are the articles of this folder",
            Self::Settings => "no path was named: these are the articles that the settings file names",
            Self::Last => "no path was named and this folder holds no articles: these were open last",
        })
    }
}

/// The articles named, else those of `seeds/`, else those in the current folder, else those that the settings name, else, if a state folder is
/// given, those that were open last and are there still.
///
/// # Errors
/// That nothing is named and nothing is here.
pub fn choose(given: &[PathBuf], standing: &Standing, state: Option<&Path>) -> Result<Choice, StartError> {
    let choice = |paths: Vec<PathBuf>, reason| Ok(Choice { paths, list: None, reason });
    let set = &standing.values.paths;
    if !given.is_empty() {
        return choice(given.to_vec(), Reason::Named);
    }
    if matches!(store::kind_of(Path::new(DEFAULT_FOLDER)), Ok(PathKind::Folder)) {
        return choice(vec![PathBuf::from(DEFAULT_FOLDER)], Reason::Seeds);
    }
    if holds_articles() {
        return choice(vec![PathBuf::from(".")], Reason::Here);
    }
    if !set.is_empty() {
        return choice(set.clone(), Reason::Settings);
    }
    if let Some(last) = state.and_then(last_corpus) {
        return Ok(last);
    }
    let words = format!(
        "nothing to read: name files or folders, or . for this one (there is no {DEFAULT_FOLDER}/ in it, nor a file that is surely an article)"
    );
    Err(StartError::Usage(words))
}

/// The articles that were read last, if some are there still.
fn last_corpus(state: &Path) -> Option<Choice> {
    if store::is_missing(state) {
        return None;
    }
    let last = store::Memory::last_corpus(state)?;
    let paths = last.paths_from(&std::env::current_dir().unwrap_or_default());
    some_path_exists(&paths).ok()?;
    let its_list = last.list.filter(|list| matches!(store::kind_of(list), Ok(PathKind::File)));
    Some(Choice { paths, list: its_list, reason: Reason::Last })
}

/// Whether an article lies in the current folder itself, by names. Not in somebody's home, nor at the root: what lies about there is
/// no corpus, and below it is everything.
fn holds_articles() -> bool {
    let Ok(here) = std::env::current_dir() else { return false };
    let is_home = std::env::var_os("HOME").is_some_and(|home| Path::new(&home) == here);
    !is_home
        && here.parent().is_some()
        && store::walk::names_in(Path::new("."), MOST_LOOKED_AT).iter().any(|name| is_article_name(name))
}

fn is_article_name(name: &Path) -> bool {
    let Some(text) = name.to_str() else { return false };
    let ending = name.extension().and_then(|ending| ending.to_str());
    let Some(format) = ending.and_then(Format::from_extension) else { return false };
    let tells_of_folder = ABOUT_A_FOLDER
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start)));
    format.role() != Role::Compressed
        && !OFTEN_NO_ARTICLES.contains(&format)
        && !text.starts_with('.')
        && !tells_of_folder
        && !store::is_notes(name)
}

/// The command that somebody meant who wrote a name that leads nowhere: one that stands behind options, or has a letter wrong.
fn command_meant(name: &str) -> Option<String> {
    let commands = Arguments::command();
    let mut names = commands.get_subcommands().map(|command| command.get_name().to_owned());
    names.find(|command| strsim::osa_distance(command, name) <= usize::from(name.len() > LEAST_LETTERS))
}

/// A name of fewer letters is a command only if it is one letter for letter.
const LEAST_LETTERS: usize = 4;

/// That at least one of the paths is there to be opened.
///
/// # Errors
/// One line that names the first that is not, where none is.
pub fn some_path_exists(paths: &[PathBuf]) -> Result<(), StartError> {
    let mut first = None;
    for path in paths {
        match store::kind_of(path) {
            Ok(_) => return Ok(()),
            Err(_) if crate::intake::inputs::may_be_opened(path) => return Ok(()),
            Err(error) => {
                first.get_or_insert_with(|| {
                    let name = path.to_string_lossy();
                    let command = command_meant(&name);
                    let hint =
                        command.map(|command| format!("; if the command is meant: whoswho {command} …"));
                    format!("{}: {error}{}", sanitize_line(&name), hint.unwrap_or_default())
                });
            }
        }
    }
    first.map_or(Ok(()), |words| Err(StartError::Usage(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_behind_options_or_with_a_letter_wrong_is_told_as_one() {
        for (name, command) in [
            ("articles", Some("articles")),
            ("mentoins", Some("mentions")),
            ("text", Some("text")),
            ("tests", None),
            ("reports", None),
            ("a.txt", None),
        ] {
            assert_eq!(command_meant(name).as_deref(), command, "{name}");
        }
    }

    #[test]
    fn what_tells_of_a_folder_is_no_article_of_it() {
        for name in ["a.txt", "Monday.MD", "page.html", "mail.mbox", "feed.xml", "story.epub"] {
            assert!(is_article_name(Path::new(name)), "{name}");
        }
        for name in [
            "README.md",
            "License.txt",
            "changelog.md",
            ".a.txt",
            "data.csv",
            "a.rs",
            "a",
            "a.gz",
            "whoswho-notes.md",
        ] {
            assert!(!is_article_name(Path::new(name)), "{name}");
        }
    }
}
