//! Parses text into a TOML document, or returns the first syntax error.

use std::ops::Range;

use toml_edit::{Document, TomlError};

use super::report::Report;
use crate::gazetteer::problem::Problem;

/// A part of `toml_edit`'s message about a value that it cannot parse.
const UNQUOTED: &str = "must be quoted";

/// A part of `toml_edit`'s message, and how to fix the error.
pub type Advice = (&'static str, &'static str);

/// How to fix common errors.
const ADVICE: &[Advice] = &[
    (UNQUOTED, "write it in quotation marks"),
    ("unclosed array table", "close it with `]]`"),
    ("unclosed array", "close it with `]`"),
    (
        "unexpected key or value",
        "put each key on its own line; a quotation mark inside a value needs a `\\` before it",
    ),
    ("invalid basic string, expected `\"`", "close it with `\"`"),
    ("invalid literal string, expected `'`", "close it with `'`"),
    ("missing comma", "put a comma between values"),
];

/// A syntax error.
pub struct SyntaxError {
    message: String,
    help: Option<String>,
    span: Range<usize>,
}

/// Parses a document. `advice` is specific to this type of document and takes precedence over the general advice.
///
/// # Errors
/// Returns the first syntax error, with the message of `toml_edit` (except for a missing value) and advice on common
/// errors.
pub fn document<'a>(text: &'a str, advice: &[Advice]) -> Result<Document<&'a str>, SyntaxError> {
    Document::parse(text).map_err(|error| SyntaxError::new(&error, text, advice))
}

impl SyntaxError {
    fn new(error: &TomlError, text: &str, specific: &[Advice]) -> Self {
        let span = error.span().unwrap_or(text.len()..text.len());
        // `toml_edit` also asks for quotes if there is no value at all.
        let is_missing =
            error.message().contains(UNQUOTED) && text.get(span.clone()).is_none_or(str::is_empty);
        let message = if is_missing { "missing value" } else { error.message() };
        let advice =
            specific.iter().chain(ADVICE).find(|(part, _)| message.contains(part)).map(|(_, help)| *help);
        let help = advice.map(str::to_owned);
        let message = format!("invalid TOML: {message}");
        Self { message, help, span }
    }

    /// Returns the error as a located problem.
    pub fn problems(self, text: &str, file: &str) -> Vec<Problem> {
        let mut report = Report::new(text);
        report.error(&self.span, &self.message, self.help);
        report.finish(file)
    }
}
