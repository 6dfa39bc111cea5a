//! Text into a TOML document, or the one mistake that TOML has found.

use std::ops::Range;

use toml_edit::{Document, TomlError};

use super::report::Report;
use crate::gazetteer::problem::Problem;

/// A part of what TOML says of a value that it cannot read.
const UNQUOTED: &str = "must be quoted";

/// A part of TOML's own message, and what to do about it.
pub type Advice = (&'static str, &'static str);

/// What to do about mistakes that are often made.
const ADVICE: &[Advice] = &[
    (UNQUOTED, "write it in quotation marks"),
    ("unclosed array table", "close it with `]]`"),
    ("unclosed array", "close it with `]`"),
    ("unexpected key or value", "put it on a line of its own"),
    ("invalid basic string, expected `\"`", "close it with `\"`"),
    ("invalid literal string, expected `'`", "close it with `'`"),
    ("missing comma", "put a comma between two"),
];

/// A mistake in the syntax.
pub struct Fault {
    message: String,
    help: Option<String>,
    span: Range<usize>,
}

/// Parses a document. `advice` is for this sort of document and comes before that for all.
///
/// # Errors
/// The first mistake, in TOML's words.
pub fn document<'a>(text: &'a str, advice: &[Advice]) -> Result<Document<&'a str>, Fault> {
    Document::parse(text).map_err(|error| Fault::new(&error, text, advice))
}

impl Fault {
    fn new(error: &TomlError, text: &str, own: &[Advice]) -> Self {
        let span = error.span().unwrap_or(text.len()..text.len());
        // TOML says of nothing, too, that it should be quoted.
        let nothing = error.message().contains(UNQUOTED) && text.get(span.clone()).is_none_or(str::is_empty);
        let message = if nothing { "missing value" } else { error.message() };
        let advice = own.iter().chain(ADVICE).find(|(part, _)| message.contains(part)).map(|(_, help)| *help);
        let help = advice.map(str::to_owned);
        let message = format!("not TOML: {message}");
        Self { message, help, span }
    }

    /// The mistake with its place.
    pub fn problems(self, text: &str, file: &str) -> Vec<Problem> {
        let mut report = Report::new(text);
        report.error(&self.span, &self.message, self.help);
        report.finish(file)
    }
}
