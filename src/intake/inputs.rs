//! From the paths that a person named to the articles behind them.

use std::collections::HashSet;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::article::{ArticleKey, Format};
use crate::corpus::order::natural;
use crate::store;
use crate::text::sanitize::sanitize_line;

/// Something that was named and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path as it was given or found; one line, safe for a terminal.
    pub path: String,
    /// What is wrong and, where something can be done, what.
    pub message: String,
}

impl Problem {
    /// A problem with a path.
    pub fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: sanitize_line(&path.to_string_lossy()).into_owned(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

/// Whether a path is standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The articles behind the paths, in natural order, each once by the name that came first, and what could not be looked at. `go_on` is asked
/// before each file; where it says no, what was found so far is given.
pub fn articles_of(paths: &[PathBuf], go_on: impl Fn() -> bool) -> (Vec<ArticleKey>, Vec<Problem>) {
    let mut keys = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if is_standard_input(path) {
            keys.push(ArticleKey::of_path(path));
            continue;
        }
        match store::kind_of(path) {
            Ok(store::PathKind::Folder) => {
                let before = (keys.len(), problems.len());
                let visit = |file: PathBuf| {
                    keys.push(ArticleKey { path: Arc::from(shortened(file)), item: None });
                    go_on()
                };
                store::walk(path, is_article, visit, |path, message| {
                    problems.push(Problem::new(&path, message));
                });
                if (keys.len(), problems.len()) == before {
                    problems.push(Problem::new(path, "no articles in it (whoswho reads .txt and .md files)"));
                }
            }
            Ok(_) => keys.push(ArticleKey::of_path(path)),
            Err(error) => problems.push(Problem::new(path, error.to_string())),
        }
    }
    let mut seen = HashSet::new();
    keys.retain(|key| seen.insert(steps(&key.path)));
    keys.sort_by(natural);
    (keys, problems)
}

/// A path without steps that go nowhere: `./a.txt` and `a.txt` are one article.
pub(super) fn steps(path: &Path) -> PathBuf {
    path.components().filter(|step| *step != Component::CurDir).collect()
}

/// A file found below `.` is named without it.
fn shortened(file: PathBuf) -> PathBuf {
    file.strip_prefix("./").map(Path::to_path_buf).unwrap_or(file)
}

/// Whether a file below a folder is an article, by its name.
pub fn is_article(path: &Path) -> bool {
    // What a reader collects is no report.
    let format = path.extension().and_then(|ending| ending.to_str()).and_then(Format::of_ending);
    !store::is_notes(path) && matches!(format, Some(Format::Plain | Format::Markdown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_articles_in_natural_order_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["10.txt", "9.txt", "notes.md", "data.csv", ".hidden.txt", store::NOTES_FILE] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::write(folder.path().join("sub/1.TXT"), "x").unwrap();
        let paths =
            [folder.path().to_path_buf(), folder.path().join("9.txt"), folder.path().join("none.txt")];
        let (keys, problems) = articles_of(&paths, || true);
        let names: Vec<String> = keys
            .iter()
            .map(|key| key.path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["9.txt", "10.txt", "notes.md", "sub/1.TXT"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().ends_with("none.txt: no such file or directory"));
    }

    #[test]
    fn a_folder_of_nothing_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let (keys, problems) = articles_of(&[folder.path().to_path_buf()], || true);
        assert!(keys.is_empty());
        assert!(problems[0].message.contains("no articles"));
    }
}
