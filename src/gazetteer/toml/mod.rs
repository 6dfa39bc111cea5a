//! Parses `entities.toml` into the model, or into a list of problems.
//!
//! The list is parsed in one pass: kinds first, since entities use them, then entities in file order. After an error in
//! a value, parsing continues without that value or with a substitute, so that the rest is checked too. The model is
//! returned only if all problems are warnings.
//! Problems are collected with their byte ranges. At the end they are sorted by position and get lines and columns in
//! one walk over the text, so that a long list with an error in every line does not take quadratic time.

mod claims;
mod entity;
mod forms;
mod kinds;
pub(crate) mod node;
mod patterns;
mod reader;
pub(crate) mod report;
pub(crate) mod syntax;

#[cfg(test)]
mod invalid_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wild_tests;

use super::limits::Limits;
use super::model::Gazetteer;
use super::problem::{Problem, Severity};
use crate::text::fold::fold_form;
use node::{Fields, Node, Shape};
use reader::Reader;
pub(super) use reader::is_blank;

/// The top-level keys of the list.
const TOP_KEYS: &[&str] = &["entity", "kinds"];

/// How to fix syntax errors specific to a list, by a part of `toml_edit`'s message.
const ADVICE: &[syntax::Advice] = &[
    ("missing escaped value", "in a pattern use single quotes: '\\d+'"),
    ("duplicate key", "a block may have a key only once; start a new entity with `[[entity]]`"),
];

/// A valid list and its warnings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parsed {
    /// The list.
    pub gazetteer: Gazetteer,
    /// The warnings, in file order.
    pub problems: Vec<Problem>,
}

/// Parses a list. Problems use `file` as the file name.
///
/// A leading byte order mark is skipped and not counted as a column. Lines end with LF or CR LF.
///
/// # Errors
/// Returns all errors and warnings, in file order. If the text is not TOML, returns only the first syntax error.
pub fn parse(text: &str, file: &str) -> Result<Parsed, Vec<Problem>> {
    parse_with(text, file, &fold_form, Limits::default())
}

/// Parses a list within the limits. `fold` decides which forms are equal.
fn parse_with(
    text: &str,
    file: &str,
    fold: &dyn Fn(&str) -> String,
    limits: Limits,
) -> Result<Parsed, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = syntax::document(text, ADVICE).map_err(|error| error.problems(text, file))?;
    let mut reader = Reader::new(text, fold, limits);
    let fields = Fields::of_document(document.as_table()).read();
    reader.check_keys(&fields, TOP_KEYS);
    if let Some(kinds) = node::field(&fields, "kinds") {
        reader.read_kinds(&kinds.value);
    }
    if let Some(entities) = node::field(&fields, "entity") {
        read_entities(&mut reader, &entities.value);
    }
    let is_empty = reader.is_empty();
    let (gazetteer, mut problems) = reader.finish(file);
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    if is_empty {
        let help = "add a block: `[[entity]]` with `name = \"..\"` and `kind = \"..\"`";
        let warning =
            Problem::new(Severity::Warning, file, 1, 1, "the list has no entities").with_help(Some(help));
        problems.insert(0, warning);
    }
    Ok(Parsed { gazetteer, problems })
}

fn read_entities(reader: &mut Reader<'_>, entities: &Node<'_>) {
    match &entities.shape {
        Shape::List(list) => {
            for entity in list.nodes() {
                reader.read_entity(&entity);
            }
        }
        Shape::Table(_) => {
            let help = Some("write `[[entity]]`, with two brackets".to_owned());
            reader.report.error(&entities.span, "expected `[[entity]]`, found one table", help);
        }
        other => {
            let message = format!("expected `[[entity]]`, found {}", other.noun());
            reader.report.error(&entities.span, &message, None);
        }
    }
}
