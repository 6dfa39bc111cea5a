//! What reading settings carries along, and the values that they take.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use crate::config::file::Configuration;
use crate::gazetteer::node::{Node, Shape};
use crate::gazetteer::report::Report;
use crate::gazetteer::{Problem, is_control, nearest};

/// The most problems that are told; behind them settings are still read, in silence.
pub const MOST_PROBLEMS: usize = 500;
/// The longest path, in bytes.
const LONGEST_PATH: usize = 4096;
/// How much of a word of the file is repeated in a message, in code points.
const QUOTED: usize = 60;

/// Settings being read.
pub struct Reading<'a> {
    /// What was read.
    pub configuration: Configuration,
    report: Report<'a>,
    noted: usize,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub fn new(text: &'a str) -> Self {
        Self { configuration: Configuration::default(), report: Report::new(text), noted: 0 }
    }

    /// What was read, and every problem in the order of the file.
    pub fn finish(self, file: &str) -> (Configuration, Vec<Problem>) {
        (self.configuration, self.report.finish(file))
    }

    /// Notes what cannot be used.
    pub fn note(&mut self, span: &Range<usize>, message: &str, help: &str) {
        self.noted += 1;
        if self.noted <= MOST_PROBLEMS {
            let help = (!help.is_empty()).then(|| help.to_owned());
            self.report.error(span, message, help);
        } else if self.noted == MOST_PROBLEMS + 1 {
            let message = format!("more than {MOST_PROBLEMS} problems: those behind this one are not told");
            self.report.error(span, &message, None);
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> u32 {
        self.report.line(at)
    }

    /// Notes a word that is none of those that can stand there. `otherwise` helps where none is near.
    pub fn unknown<'w>(
        &mut self,
        span: &Range<usize>,
        what: &str,
        word: &str,
        valid: impl Iterator<Item = &'w str>,
        otherwise: &str,
    ) {
        // Behind the last problem that is told nobody reads the help.
        let meant = if self.noted < MOST_PROBLEMS { nearest(word, valid) } else { None };
        let help = meant.map_or_else(|| otherwise.to_owned(), |meant| format!("did you mean `{meant}`?"));
        self.note(span, &format!("unknown {what} `{}`", quoted(word)), &help);
    }

    /// Notes a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.note(&node.span, &format!("expected {expected}, found {}", node.shape.noun()), "");
    }

    /// One of some words.
    pub fn choice<T: Copy>(&mut self, node: &Node<'_>, what: &str, all: &[(&'static str, T)]) -> Option<T> {
        let names = all.iter().map(|(name, _)| *name);
        let Shape::Text(word) = node.shape else {
            let in_quotes: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
            self.wrong_type(node, &one_of(&in_quotes));
            return None;
        };
        let found = all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let otherwise = format!("expected {}", one_of(&names.clone().collect::<Vec<_>>()));
            self.unknown(&node.span, what, word, names, &otherwise);
        }
        found
    }

    /// A whole number in a range.
    pub fn number(&mut self, node: &Node<'_>, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let Shape::Integer(number) = node.shape else {
            self.wrong_type(node, &expected);
            return None;
        };
        let inside = u16::try_from(number).ok().filter(|number| range.contains(number));
        if inside.is_none() {
            self.note(&node.span, &format!("expected {expected}, found {number}"), "");
        }
        inside
    }

    /// True or false.
    pub fn truth(&mut self, node: &Node<'_>) -> Option<bool> {
        let Shape::Boolean(truth) = node.shape else {
            self.wrong_type(node, "true or false");
            return None;
        };
        Some(truth)
    }

    /// A path, as it is written; an empty string is none.
    pub fn path(&mut self, node: &Node<'_>) -> Option<PathBuf> {
        let Shape::Text(path) = node.shape else {
            self.wrong_type(node, "a path in quotation marks");
            return None;
        };
        if path.len() > LONGEST_PATH {
            self.note(&node.span, &format!("a path of more than {LONGEST_PATH} bytes"), "");
        } else if let Some(control) = path.chars().find(|c| is_control(*c)) {
            let message = format!("control character U+{:04X} in a path", u32::from(control));
            self.note(&node.span, &message, "in single quotes a backslash is only itself");
        } else if path.starts_with('~') && path != "~" && !path.starts_with("~/") {
            let message = format!("`{}`: only your own home folder has a short name", quoted(path));
            self.note(&node.span, &message, "begin with ~/ or write the whole path");
        } else {
            return (!path.is_empty()).then(|| PathBuf::from(path));
        }
        None
    }

    /// Some paths; one alone needs no brackets. None where one of them cannot be used.
    pub fn paths(&mut self, node: &Node<'_>) -> Option<Vec<PathBuf>> {
        let before = self.noted;
        let paths: Vec<PathBuf> = match &node.shape {
            Shape::List(list) => list.nodes().filter_map(|one| self.path(&one)).collect(),
            _ => self.path(node).into_iter().collect(),
        };
        (self.noted == before).then_some(paths)
    }

    /// How many problems were noted.
    pub fn noted(&self) -> usize {
        self.noted
    }
}

/// A word of the file as a message repeats it: clipped, if nobody would read it to its end.
pub fn quoted(word: &str) -> String {
    match word.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn one_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "or")
}

/// `a`, `a and b`, `a, b and c`, with the word that stands before the last.
pub fn listed(words: &[impl AsRef<str>], last: &str) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && at + 1 == words.len() {
            let _ = write!(text, " {last} ");
        } else if at > 0 {
            text.push_str(", ");
        }
        text.push_str(word.as_ref());
    }
    text
}
