//! State of parsing a settings file, and parsers for the types of values.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use crate::config::configuration::Configuration;
use crate::gazetteer::node::{Node, Shape};
use crate::gazetteer::report::Report;
use crate::gazetteer::{Problem, is_control, nearest};
use crate::text::quote::{clip_quoted, did_you_mean};

/// Maximum number of problems reported, followed by one that says that there are more. Settings after that are still
/// parsed.
pub const MAX_PROBLEMS: usize = 500;
/// Maximum length of a path, in bytes.
const MAX_PATH_LEN: usize = 4096;

/// A settings file being parsed.
pub struct Parser<'a> {
    /// The settings parsed so far.
    pub configuration: Configuration,
    report: Report<'a>,
    problem_count: usize,
}

impl<'a> Parser<'a> {
    /// Creates a parser with no settings yet.
    pub fn new(text: &'a str) -> Self {
        Self { configuration: Configuration::default(), report: Report::new(text), problem_count: 0 }
    }

    /// Returns the settings, and the reported problems in file order.
    pub fn finish(self, file: &str) -> (Configuration, Vec<Problem>) {
        (self.configuration, self.report.finish(file))
    }

    /// Adds a problem.
    pub fn add_problem(&mut self, span: &Range<usize>, message: &str, help: &str) {
        self.problem_count += 1;
        if self.problem_count <= MAX_PROBLEMS {
            let help = (!help.is_empty()).then(|| help.to_owned());
            self.report.error(span, message, help);
        } else if self.problem_count == MAX_PROBLEMS + 1 {
            let message = format!("more than {MAX_PROBLEMS} problems: the rest are not shown");
            self.report.error(span, &message, None);
        }
    }

    /// Returns the line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        self.report.line(offset)
    }

    /// Adds a problem for a word that is not one of `valid`. `fallback` is the help if none of them is similar.
    pub fn unknown<'w>(
        &mut self,
        span: &Range<usize>,
        what: &str,
        word: &str,
        valid: impl Iterator<Item = &'w str>,
        fallback: &str,
    ) {
        // The help of problems past the limit is never shown.
        let meant = if self.problem_count < MAX_PROBLEMS { nearest(word, valid) } else { None };
        let help = meant.map_or_else(|| fallback.to_owned(), did_you_mean);
        self.add_problem(span, &format!("unknown {what} `{}`", clip_quoted(word)), &help);
    }

    /// Adds a problem for a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.add_problem(&node.span, &format!("expected {expected}, found {}", node.shape.noun()), "");
    }

    /// Parses one of a set of words.
    pub fn choice<T: Copy>(&mut self, node: &Node<'_>, what: &str, all: &[(&'static str, T)]) -> Option<T> {
        let names = all.iter().map(|(name, _)| *name);
        let Shape::Text(word) = node.shape else {
            let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
            self.wrong_type(node, &one_of(&quoted));
            return None;
        };
        let found = all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let fallback = format!("expected {}", one_of(&names.clone().collect::<Vec<_>>()));
            self.unknown(&node.span, what, word, names, &fallback);
        }
        found
    }

    /// Parses a whole number in a range.
    pub fn number(&mut self, node: &Node<'_>, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let Shape::Integer(number) = node.shape else {
            self.wrong_type(node, &expected);
            return None;
        };
        let parsed = u16::try_from(number).ok().filter(|number| range.contains(number));
        if parsed.is_none() {
            self.add_problem(&node.span, &format!("expected {expected}, found {number}"), "");
        }
        parsed
    }

    /// Parses a boolean.
    pub fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        let Shape::Boolean(value) = node.shape else {
            self.wrong_type(node, "true or false");
            return None;
        };
        Some(value)
    }

    /// Parses a path and leaves it as written. None if it is empty, or if it is invalid, which is reported.
    pub fn path(&mut self, node: &Node<'_>) -> Option<PathBuf> {
        let Shape::Text(path) = node.shape else {
            self.wrong_type(node, "a path in quotation marks");
            return None;
        };
        if path.len() > MAX_PATH_LEN {
            self.add_problem(&node.span, &format!("path longer than {MAX_PATH_LEN} bytes"), "");
        } else if let Some(control) = path.chars().find(|c| is_control(*c)) {
            let message = format!("control character U+{:04X} in a path", u32::from(control));
            self.add_problem(&node.span, &message, "in single quotes a backslash is just a backslash");
        } else if path.starts_with('~') && path != "~" && !path.starts_with("~/") {
            let message = format!("`{}`: only your own home folder can be abbreviated", clip_quoted(path));
            self.add_problem(&node.span, &message, "start with ~/ or write the full path");
        } else {
            return (!path.is_empty()).then(|| PathBuf::from(path));
        }
        None
    }

    /// Parses a list of paths, or one path without brackets. None if any of them is invalid.
    pub fn paths(&mut self, node: &Node<'_>) -> Option<Vec<PathBuf>> {
        let before = self.problem_count;
        let paths: Vec<PathBuf> = match &node.shape {
            Shape::List(list) => list.nodes().filter_map(|node| self.path(&node)).collect(),
            _ => self.path(node).into_iter().collect(),
        };
        (self.problem_count == before).then_some(paths)
    }

    /// Returns the number of problems found, including those past the limit.
    pub fn problem_count(&self) -> usize {
        self.problem_count
    }
}

/// Joins words as `a`, `a or b` or `a, b or c`.
pub fn one_of(words: &[impl AsRef<str>]) -> String {
    join_list(words, "or")
}

/// Joins words as `a`, `a and b` or `a, b and c`, where `conjunction` is the "and".
pub fn join_list(words: &[impl AsRef<str>], conjunction: &str) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && at + 1 == words.len() {
            let _ = write!(text, " {conjunction} ");
        } else if at > 0 {
            text.push_str(", ");
        }
        text.push_str(word.as_ref());
    }
    text
}
