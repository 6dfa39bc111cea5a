//! Reports what could not be read, one line each, and no more lines than a person would read.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::article::ArticleKey;
use crate::store::log::{gist, without_item};
use crate::text::sanitize::sanitize_line;

/// Something that could not be read, or was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path as given or found, with `#item` for an article inside a file; one line, safe for a terminal.
    pub path: String,
    /// What is wrong and, if possible, what to do about it.
    pub message: String,
    /// True if nothing failed and something was only skipped.
    pub is_notice: bool,
    /// The file, if this is about an article inside one or about something that it names; in the same form as `path`.
    of_file: Option<String>,
}

impl Problem {
    /// Creates a problem with a path.
    pub fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: display_path(path), message: message.into(), is_notice: false, of_file: None }
    }

    /// Creates a problem with an article.
    pub fn of_key(key: &ArticleKey, message: impl Into<String>) -> Self {
        let of_file = key.item.as_ref().map(|_| display_path(&key.path));
        Self { path: key.to_string(), message: message.into(), is_notice: false, of_file }
    }

    /// Marks this as a problem with something that a file names, to be counted with that file's other problems.
    #[must_use]
    pub fn of_file(self, file: &Path) -> Self {
        Self { of_file: Some(display_path(file)), ..self }
    }

    /// Creates a notice that something was skipped at a path.
    pub fn notice(path: &Path, message: impl Into<String>) -> Self {
        Self { is_notice: true, ..Self::new(path, message) }
    }

    /// Creates a notice that something was skipped in an article, or in a file inside another.
    pub fn notice_of_key(key: &ArticleKey, message: impl Into<String>) -> Self {
        Self { is_notice: true, ..Self::of_key(key, message) }
    }
}

impl Problem {
    /// Logs the problem with the path of the file and the gist of the message.
    pub(super) fn log(&self) {
        tracing::warn!(
            path = self.of_file.as_deref().unwrap_or(without_item(&self.path)),
            reason = gist(&self.message),
            skipped = self.is_notice,
            "not read"
        );
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

fn display_path(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}

/// Maximum number of unreadable articles in one file that are named; the others are only counted.
const MAX_NAMED: usize = 5;

/// Limits the problems that are reported: a dump with a thousand broken articles takes a few lines, not a
/// thousand.
#[derive(Debug, Default)]
pub(super) struct ProblemLimiter {
    /// Number of unreadable articles, by file.
    by_file: BTreeMap<String, usize>,
}

impl ProblemLimiter {
    /// Returns the problem if it should be reported now, and logs it.
    pub fn admit(&mut self, problem: Problem) -> Option<Problem> {
        if let Some(file) = problem.of_file.as_ref().filter(|_| !problem.is_notice) {
            let count = self.by_file.entry(file.clone()).or_default();
            *count += 1;
            if *count > MAX_NAMED {
                return None;
            }
        }
        problem.log();
        Some(problem)
    }

    /// Summarises, per file, the problems that were not reported, and logs the summaries.
    pub fn summaries(self) -> impl Iterator<Item = Problem> {
        self.by_file.into_iter().filter_map(|(path, count)| {
            let message = match count.checked_sub(MAX_NAMED)? {
                0 => return None,
                1 => "1 more article in it cannot be read".to_owned(),
                more => format!("{more} more articles in it cannot be read"),
            };
            let problem = Problem { path, message, is_notice: false, of_file: None };
            problem.log();
            Some(problem)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn only_the_first_broken_articles_in_a_file_are_named() {
        let key = |file: &str, item: usize| ArticleKey {
            path: Arc::from(Path::new(file)),
            item: Some(Arc::from(item.to_string())),
        };
        let mut problems = ProblemLimiter::default();
        let mut shown = Vec::new();
        for item in 1..=MAX_NAMED + 3 {
            shown.extend(problems.admit(Problem::of_key(&key("a.jsonl", item), "broken")));
        }
        for item in 1..=MAX_NAMED {
            shown.extend(problems.admit(Problem::of_key(&key("b.jsonl", item), "broken")));
        }
        for file in ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"] {
            shown.extend(problems.admit(Problem::new(Path::new(file), "broken")));
        }
        shown.extend(problems.summaries());
        let shown: Vec<String> = shown.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 2 * MAX_NAMED + 6 + 1);
        assert_eq!(shown[MAX_NAMED - 1], "a.jsonl#5: broken");
        assert_eq!(shown.last().unwrap(), "a.jsonl: 3 more articles in it cannot be read");
    }
}
