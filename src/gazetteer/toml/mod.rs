//! `entities.toml` into the model, or into what is wrong with it.
//!
//! One pass: kinds first, since entities name them, then the entities in the order of the file. A mistake is noted
//! and reading goes on with a stand-in, so that the rest is checked too; what was read is given out only if nothing was
//! noted but warnings. Problems hold byte ranges until the end, then are sorted by place and given lines and columns
//! in one walk over the text, so that a long list with a mistake in every line costs no more than its length.

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

/// The keys at the top of the list.
const TOP_KEYS: &[&str] = &["entity", "kinds"];

/// What to do about mistakes in the syntax of a list, by a part of TOML's own message.
const ADVICE: &[syntax::Advice] = &[
    ("missing escaped value", "in a pattern use single quotes: '\\d+'"),
    ("duplicate key", "a key may stand once in a block; a new entity begins with `[[entity]]`"),
];

/// A list that can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parsed {
    /// What it says.
    pub gazetteer: Gazetteer,
    /// What may be meant otherwise: warnings only, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a list. `file` is what problems call it.
///
/// A byte order mark at the beginning is skipped, and counts as no column; lines end with LF or CR LF.
///
/// # Errors
/// Every mistake, and the warnings among them, in the order of the file. Of mistakes in the syntax of TOML only the
/// first, since nothing behind it can be read.
pub fn parse(text: &str, file: &str) -> Result<Parsed, Vec<Problem>> {
    read(text, file, &fold_form, Limits::default())
}

/// As [`parse`], with the folding that decides which forms are one, and the limits.
fn read(
    text: &str,
    file: &str,
    fold: &dyn Fn(&str) -> String,
    limits: Limits,
) -> Result<Parsed, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = syntax::document(text, ADVICE).map_err(|fault| fault.problems(text, file))?;
    let mut reader = Reader::new(text, fold, limits);
    let fields = Fields::of_document(document.as_table()).read();
    reader.check_keys(&fields, TOP_KEYS);
    if let Some(kinds) = node::field(&fields, "kinds") {
        reader.read_kinds(&kinds.value);
    }
    if let Some(entities) = node::field(&fields, "entity") {
        read_entities(&mut reader, &entities.value);
    }
    let empty = reader.is_empty();
    let (gazetteer, mut problems) = reader.finish(file);
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    if empty {
        let help = "a block with `[[entity]]`, `name = \"..\"` and `kind = \"..\"` lists one";
        let warning =
            Problem::new(Severity::Warning, file, 1, 1, "the list names nothing").with_help(Some(help));
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
