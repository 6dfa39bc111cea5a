//! Imports other people's lists of names.
//!
//! Nobody starts with an empty list. There is a spreadsheet of the people in a story, a file of patterns for a language
//! model, a download from a sanctions register. This module converts such files to [`NewEntity`], the only thing that
//! `edit` writes into a list. Each format has a file ([`csv`](Format::Csv), [`spacy`](Format::Spacy),
//! [`opensanctions`](Format::OpenSanctions), [`follow_the_money`](Format::FollowTheMoney)) that knows only where a row
//! has its names. `cells` and `json_lines` split a text into rows; `kinds` maps other people's words for kinds to ours;
//! `import_builder` validates each row and merges the rows of one entity; `merge` finds the entities that a list
//! already has.
//!
//! Such files come from elsewhere and are as hostile as articles. Each row is either imported or reported with its line
//! and a reason. The only silent omissions are duplicates and aliases that the format itself marks as too weak to
//! match. A broken row costs only that row; an unclosed quote does not swallow the rest of the file.
//!
//! Two ambiguities are decided here, and reported. Rows with equal names and kinds are one entity, since a list could
//! not tell them apart in an article either. Two people are not the same because they share a one-word alias, or half of
//! all surnames would merge strangers.
//!
//! Limits: the whole text is in memory, though rows are read one at a time. All aliases become strong forms, since few
//! formats mark weak ones.

mod cells;
mod csv;
mod detect;
mod follow_the_money;
mod import_builder;
mod json_lines;
mod kinds;
mod merge;
mod opensanctions;
mod print;
mod spacy;

#[cfg(test)]
mod tests;

pub use detect::detect;
pub use kinds::Kinds;
pub use merge::{Merged, merge};
pub use print::to_toml;

use super::edit::NewEntity;
use crate::text::sanitize::sanitize_line;
use import_builder::ImportBuilder;

/// Maximum length of a text quoted in a message, in code points.
const MAX_QUOTED_LEN: usize = 60;

/// A format of a file of names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// A table with a header that has a column `name`.
    Csv,
    /// A `patterns.jsonl` of spaCy's `EntityRuler`.
    Spacy,
    /// A `targets.simple.csv` of OpenSanctions.
    OpenSanctions,
    /// Entities of the FollowTheMoney model as JSON Lines.
    FollowTheMoney,
}

/// An entity and the line of its first row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: u32,
    /// The entity. All of it can be written into a list that has its kind.
    pub entity: NewEntity,
}

/// What a [`Note`] reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NoteKind {
    /// The row was skipped.
    SkippedRow,
    /// The row was imported without a part of it.
    SkippedPart,
    /// Nothing was skipped, but the user should know.
    Remark,
}

/// A message about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Line in the file, from 1.
    pub line: u32,
    /// What the message reports.
    pub kind: NoteKind,
    /// The message: one line, safe for a terminal.
    pub text: String,
}

/// The entities of a file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Imported {
    /// The entities in file order. No two have the same kind and the same folded name.
    pub entities: Vec<Row>,
    /// What was skipped or merged, in file order.
    pub notes: Vec<Note>,
}

/// An error that prevents reading the file. Each message is one line.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file has none of the formats.
    #[error(
        "neither a table with a column `name`, nor spaCy patterns, nor FollowTheMoney; set the format with --from"
    )]
    Unknown,
    /// A JSON array instead of one object per line.
    #[error("a JSON array; convert it to JSON Lines, one object per line: `jq -c '.[]' FILE`")]
    Array,
    /// The header lacks a column.
    #[error("the header has no column `{0}`")]
    NoColumn(&'static str),
    /// The header has no column `kind`, and there is no default kind.
    #[error("the header has no column `kind`; add one, or give all rows one kind with --kind person")]
    NoKind,
    /// The header has the same column twice.
    #[error("the header has the column `{0}` twice")]
    ColumnTwice(&'static str),
}

/// Reads the text of a file. Its kinds are looked up in `kinds`.
///
/// # Errors
/// Returns an error if the file as a whole cannot be read. Problems of single rows are in [`Imported::notes`].
pub fn read(text: &str, format: Format, kinds: &Kinds) -> Result<Imported, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut builder = ImportBuilder::new(kinds);
    match format {
        Format::Csv => csv::read(text, &mut builder)?,
        Format::Spacy => spacy::read(text, &mut builder)?,
        Format::OpenSanctions => opensanctions::read(text, &mut builder)?,
        Format::FollowTheMoney => follow_the_money::read(text, &mut builder)?,
    }
    Ok(builder.finish())
}

/// Returns a text as a message quotes it: sanitised and clipped.
fn shown(text: &str) -> String {
    let clipped: String = text.chars().take(MAX_QUOTED_LEN).collect();
    let more = if clipped.len() < text.len() { "…" } else { "" };
    format!("{}{more}", sanitize_line(&clipped))
}
