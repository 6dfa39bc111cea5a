//! Chooses the articles to open if no path is given.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::article::formats::{Format, Role};
use crate::cli::arguments::Arguments;
use crate::cli::config_file::ConfigFile;
use crate::cli::start_error::StartError;
use crate::store::{self, PathKind};
use crate::text::sanitize::sanitize_line;

/// Folder that is opened by default.
const DEFAULT_FOLDER: &str = "seeds";
/// Maximum number of file names checked in the current folder.
const MAX_NAMES: usize = 10_000;
/// Names, without the extension, of files that document a folder and are therefore not articles. Only the whole name
/// counts, since an article's name may start with such a word (`news-of-the-day.txt`).
const FOLDER_DOCS: &[&str] =
    &["LICENSE", "LICENCE", "COPYING", "CHANGES", "CONTRIBUTING", "AUTHORS", "NEWS", "TODO", "HISTORY"];
/// Like [`FOLDER_DOCS`], but words that articles' names do not usually start with. A language or a version may follow
/// (`README.de.md`, `CHANGELOG-1.2.md`).
const FOLDER_DOC_STARTS: &[&str] = &["README", "CHANGELOG"];
/// Formats of files that usually hold no articles.
const RARELY_ARTICLES: &[Format] =
    &[Format::Json, Format::Csv, Format::Tsv, Format::Newsboat, Format::Zip, Format::Tar];

/// The chosen articles.
#[derive(Debug)]
pub struct Choice {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// For [`Reason::Last`], the list that they were opened with, if it still exists. Otherwise None.
    pub list: Option<PathBuf>,
    /// Why these were chosen.
    pub reason: Reason,
}

/// Why articles were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Given on the command line.
    Named,
    /// In `seeds/` in the current folder.
    Seeds,
    /// In the current folder.
    CurrentFolder,
    /// Given in the settings file.
    Settings,
    /// Opened last.
    Last,
}

/// Displays a message for the user, which may be empty.
impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Named | Self::Seeds => "",
            Self::CurrentFolder => "no path given: reading the articles in this folder",
            Self::Settings => "no path given: reading the articles named in the settings file",
            Self::Last => "no path given and no articles in this folder: reading those opened last",
        })
    }
}

/// Returns the given paths, else `seeds/`, else the current folder if it contains articles, else the paths in the
/// settings file, else, if a state folder is given, those opened last if any of them still exists.
///
/// # Errors
/// If there are none of these.
pub fn choose(
    given: &[PathBuf],
    config: &ConfigFile,
    state_folder: Option<&Path>,
) -> Result<Choice, StartError> {
    let choice = |paths: Vec<PathBuf>, reason| Ok(Choice { paths, list: None, reason });
    let configured = &config.values.paths;
    if !given.is_empty() {
        return choice(given.to_vec(), Reason::Named);
    }
    if matches!(store::kind_of(Path::new(DEFAULT_FOLDER)), Ok(PathKind::Folder)) {
        return choice(vec![PathBuf::from(DEFAULT_FOLDER)], Reason::Seeds);
    }
    if current_folder_has_articles() {
        return choice(vec![PathBuf::from(".")], Reason::CurrentFolder);
    }
    if !configured.is_empty() {
        return choice(configured.clone(), Reason::Settings);
    }
    if let Some(last) = state_folder.and_then(last_corpus) {
        return Ok(last);
    }
    let message = format!(
        "nothing to read: give files or folders, or . for the current folder (it has no {DEFAULT_FOLDER}/ and no file that is clearly an article)"
    );
    Err(StartError::Usage(message))
}

/// Returns the articles opened last, if some of them still exist.
fn last_corpus(state_folder: &Path) -> Option<Choice> {
    if store::is_missing(state_folder) {
        return None;
    }
    let corpus = store::Memory::last_corpus(state_folder)?;
    let paths = corpus.paths_from(&std::env::current_dir().unwrap_or_default());
    some_path_exists(&paths).ok()?;
    let list = corpus.list.filter(|list| matches!(store::kind_of(list), Ok(PathKind::File)));
    Some(Choice { paths, list, reason: Reason::Last })
}

/// True if the current folder directly contains an article, judged by file names. Always false in the home folder and
/// the root: stray files there are not a corpus, and everything else is below them.
fn current_folder_has_articles() -> bool {
    let Ok(here) = std::env::current_dir() else { return false };
    let is_home = std::env::var_os("HOME").is_some_and(|home| Path::new(&home) == here);
    !is_home
        && here.parent().is_some()
        && store::walk::names_in(Path::new("."), MAX_NAMES).iter().any(|name| is_article_name(name))
}

fn is_article_name(name: &Path) -> bool {
    let Some(text) = name.to_str() else { return false };
    let ending = name.extension().and_then(|ending| ending.to_str());
    let Some(format) = ending.and_then(Format::from_extension) else { return false };
    format.role() != Role::Compressed
        && !RARELY_ARTICLES.contains(&format)
        && !text.starts_with('.')
        && !is_folder_doc(text)
        && !store::is_notes(name)
}

fn is_folder_doc(name: &str) -> bool {
    let is_one_of = |docs: &[&str], name: &str| docs.iter().any(|doc| doc.eq_ignore_ascii_case(name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let first_word = stem.split(['.', '-', '_']).next().unwrap_or(stem);
    is_one_of(FOLDER_DOCS, stem) || is_one_of(FOLDER_DOC_STARTS, first_word)
}

/// Returns the command that a missing path was probably meant to be: one that was typed after options, or that is
/// misspelled by one letter or by swapping two adjacent letters.
fn similar_command(name: &str) -> Option<String> {
    let commands = Arguments::command();
    let mut names = commands.get_subcommands().map(|command| command.get_name().to_owned());
    names.find(|command| strsim::osa_distance(command, name) <= usize::from(name.len() > MAX_EXACT_LEN))
}

/// Names up to this many bytes must match a command exactly.
const MAX_EXACT_LEN: usize = 4;

/// Checks that at least one of the paths exists, is standard input, or names an article in a file that exists. Succeeds
/// if there are no paths.
///
/// # Errors
/// If there is no such path among them. The message is about the first path.
pub fn some_path_exists(paths: &[PathBuf]) -> Result<(), StartError> {
    let mut first = None;
    for path in paths {
        match store::kind_of(path) {
            Ok(_) => return Ok(()),
            Err(_) if crate::intake::inputs::may_be_opened(path) => return Ok(()),
            Err(error) => {
                first.get_or_insert_with(|| {
                    let name = path.to_string_lossy();
                    let command = similar_command(&name);
                    let hint = command.map(|command| format!("; did you mean `whoswho {command} …`?"));
                    format!("{}: {error}{}", sanitize_line(&name), hint.unwrap_or_default())
                });
            }
        }
    }
    first.map_or(Ok(()), |message| Err(StartError::Usage(message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misplaced_or_misspelled_command_is_recognised() {
        for (name, command) in [
            ("articles", Some("articles")),
            ("mentoins", Some("mentions")),
            ("text", Some("text")),
            ("tests", None),
            ("reports", None),
            ("a.txt", None),
        ] {
            assert_eq!(similar_command(name).as_deref(), command, "{name}");
        }
    }

    #[test]
    fn files_that_are_unlikely_to_be_articles_are_not_recognised() {
        for name in ["a.txt", "Monday.MD", "page.html", "mail.mbox", "feed.xml", "story.epub"] {
            assert!(is_article_name(Path::new(name)), "{name}");
        }
        for name in [
            "README.md",
            "License.txt",
            "changelog.md",
            "CHANGELOG-1.2.md",
            "README.de.md",
            "NEWS.md",
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

    /// Regression: every file whose name started with a word for documentation used to be excluded.
    #[test]
    fn names_that_start_with_a_word_for_documentation_may_be_articles() {
        for name in [
            "newsletter.txt",
            "news-2024-05-01.txt",
            "history-of-x.md",
            "todos.md",
            "License to kill.txt",
            "authors_of_the_plan.html",
            "readmes.md",
        ] {
            assert!(is_article_name(Path::new(name)), "{name}");
        }
    }
}
