//! What could not be read, in one line each; and no more lines than a person reads.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::article::ArticleKey;
use crate::text::sanitize::sanitize_line;

/// Something that was named and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path as it was given or found; one line, safe for a terminal.
    pub path: String,
    /// What is wrong and, where something can be done, what.
    pub message: String,
    /// Whether nothing failed: it is said what was passed over.
    pub is_notice: bool,
    /// The file, where it is an article of a file that cannot be read; as `path`.
    of_file: Option<String>,
}

impl Problem {
    /// A problem with a path.
    pub fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: told(path), message: message.into(), is_notice: false, of_file: None }
    }

    /// A problem with an article.
    pub fn of_key(key: &ArticleKey, message: impl Into<String>) -> Self {
        let of_file = key.item.as_ref().map(|_| told(&key.path));
        Self { path: key.to_string(), message: message.into(), is_notice: false, of_file }
    }

    /// The same, as a problem of one of many things that a file names.
    #[must_use]
    pub fn of_file(self, file: &Path) -> Self {
        Self { of_file: Some(told(file)), ..self }
    }

    /// What was passed over at a path.
    pub fn notice(path: &Path, message: impl Into<String>) -> Self {
        Self { is_notice: true, ..Self::new(path, message) }
    }

    /// What was passed over in an article, or in a file inside another.
    pub fn notice_of_key(key: &ArticleKey, message: impl Into<String>) -> Self {
        Self { is_notice: true, ..Self::of_key(key, message) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

fn told(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}

/// How many articles of one file are named, if they cannot be read; the others are counted.
const MOST_NAMED: usize = 5;

/// How many files that have the same thing wrong with them are named.
const MOST_ALIKE: usize = 20;

/// Problems on their way to a person. A dump in which a thousand articles are broken is a few lines, not a thousand.
#[derive(Debug, Default)]
pub(super) struct Problems {
    by_file: BTreeMap<String, usize>,
    /// Of files that lie side by side and have one and the same thing wrong with them, by what that is.
    by_message: BTreeMap<String, usize>,
}

impl Problems {
    /// The problem, if it is to be told now.
    pub fn one(&mut self, problem: Problem) -> Option<Problem> {
        let Some(file) = problem.of_file.as_ref().filter(|_| !problem.is_notice) else {
            return Some(problem);
        };
        let count = self.by_file.entry(file.clone()).or_default();
        *count += 1;
        (*count <= MOST_NAMED).then_some(problem)
    }

    /// What is left to be told at the end, by file.
    pub fn rest(self) -> impl Iterator<Item = Problem> {
        let alike = self.by_message.into_iter().filter_map(|(message, count)| {
            let more = count.checked_sub(MOST_ALIKE).filter(|more| *more > 0)?;
            let path = if more == 1 { "1 more file".to_owned() } else { format!("{more} more files") };
            Some(Problem { path, message, is_notice: false, of_file: None })
        });
        let of_files = self.by_file.into_iter().filter_map(|(path, count)| {
            let message = match count.checked_sub(MOST_NAMED)? {
                0 => return None,
                1 => "1 more article in it cannot be read".to_owned(),
                more => format!("{more} more articles in it cannot be read"),
            };
            Some(Problem { path, message, is_notice: false, of_file: None })
        });
        of_files.chain(alike)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_few_broken_articles_of_a_file_are_named_and_the_others_are_counted() {
        let key = |file: &str, item: usize| ArticleKey {
            path: Arc::from(Path::new(file)),
            item: Some(Arc::from(item.to_string())),
        };
        let mut problems = Problems::default();
        let mut told = Vec::new();
        for item in 1..=MOST_NAMED + 3 {
            told.extend(problems.one(Problem::of_key(&key("a.jsonl", item), "broken")));
        }
        for item in 1..=MOST_NAMED {
            told.extend(problems.one(Problem::of_key(&key("b.jsonl", item), "broken")));
        }
        for file in ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"] {
            told.extend(problems.one(Problem::new(Path::new(file), "broken")));
        }
        told.extend(problems.rest());
        let told: Vec<String> = told.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2 * MOST_NAMED + 6 + 1);
        assert_eq!(told[MOST_NAMED - 1], "a.jsonl#5: broken");
        assert_eq!(told.last().unwrap(), "a.jsonl: 3 more articles in it cannot be read");
    }
}
