//! Other people's lists of names, read as entities for this one.
//!
//! Nobody starts with an empty list. There is a spreadsheet of the people in a story, a file of patterns for a language
//! model, a download from a register of sanctions. This folder bridges those files and [`NewEntity`], the only thing
//! that `edit` writes into a list: one file a format ([`csv`](Format::Csv), [`spacy`](Format::Spacy),
//! [`opensanctions`](Format::OpenSanctions), [`follow_the_money`](Format::FollowTheMoney)), each of which knows where a
//! row has its names and nothing else. `cells` and `json_lines` divide a text into rows; `kinds` is the table from
//! other people's words for kinds to ours; `taking` holds each row to what a list can hold, and joins the rows that are
//! about one entity; `merge` finds those that a list has already.
//!
//! Such files come from elsewhere and are as hostile as articles. A row is taken, or it is named with its line and a
//! reason: nothing is dropped without a word but what is there twice, and aliases that the format itself says are too weak
//! to be matched. One broken row costs that row; a quote that is never closed does not swallow the rest of the file.
//!
//! Two doubts are decided here, and said. Rows with equal names and kinds are one entity, since a list cannot tell them
//! apart in an article either. And a person is not the same as another because both are also called by one bare word:
//! half of all surnames would join strangers.
//!
//! The limits: the text is in memory whole, and only its rows are looked at one by one. All aliases come in as strong
//! forms, since few formats tell; a list made without looking should find too little rather than too much.

mod cells;
mod csv;
mod detect;
mod follow_the_money;
mod json_lines;
mod kinds;
mod merge;
mod opensanctions;
mod print;
mod spacy;
mod taking;

#[cfg(test)]
mod tests;

pub use detect::detect;
pub use kinds::Kinds;
pub use merge::{Merged, merge};
pub use print::as_toml;

use super::edit::NewEntity;
use crate::text::sanitize::sanitize_line;
use taking::Taking;

/// How much of a text is repeated in a message, in code points.
const REPEATED: usize = 60;

/// What a file of names can be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// A table with a header, of which `name` is a column.
    Csv,
    /// `patterns.jsonl` of spaCy's `EntityRuler`.
    Spacy,
    /// `targets.simple.csv` of OpenSanctions.
    OpenSanctions,
    /// Entities of the FollowTheMoney model as JSON Lines.
    FollowTheMoney,
}

/// An entity and where it was first named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line of the file, from 1.
    pub line: u32,
    /// What it says; all of it can be written into a list that has the kind.
    pub entity: NewEntity,
}

/// How much of a row a [`Note`] is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Weight {
    /// The row is not taken.
    Row,
    /// The row is taken without a part of it.
    Part,
    /// Nothing is missing; it should be known all the same.
    Remark,
}

/// Something to be said of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The line of the file, from 1.
    pub line: u32,
    /// What is missing.
    pub weight: Weight,
    /// One line, safe for a terminal.
    pub text: String,
}

/// What a file says.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Imported {
    /// The entities in the order of the file; no two have the same kind and, folded, the same name.
    pub entities: Vec<Row>,
    /// What was not taken, and what was joined, in the order of the file.
    pub notes: Vec<Note>,
}

/// Why nothing of a file can be read. One line each.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is none of the formats.
    #[error(
        "neither a table with a column `name`, nor spaCy patterns, nor FollowTheMoney; say what it is with --from"
    )]
    Unknown,
    /// One array of JSON, where a line should be an object.
    #[error("one JSON array; make it JSON Lines, an object a line: `jq -c '.[]' FILE`")]
    Array,
    /// The header lacks a column.
    #[error("the header has no column `{0}`")]
    NoColumn(&'static str),
    /// The header has no kinds, and none was given for all rows.
    #[error("the header has no column `kind`; add one, or give all rows one kind with --kind person")]
    NoKind,
    /// The header has a column twice.
    #[error("the header has the column `{0}` twice")]
    ColumnTwice(&'static str),
}

/// Reads the text of a file. Its kinds are looked up in `kinds`.
///
/// # Errors
/// That nothing of it can be read. What is wrong with single rows is in [`Imported::notes`].
pub fn read(text: &str, format: Format, kinds: &Kinds) -> Result<Imported, Unreadable> {
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut taking = Taking::new(kinds);
    match format {
        Format::Csv => csv::read(text, &mut taking)?,
        Format::Spacy => spacy::read(text, &mut taking)?,
        Format::OpenSanctions => opensanctions::read(text, &mut taking)?,
        Format::FollowTheMoney => follow_the_money::read(text, &mut taking)?,
    }
    Ok(taking.finish())
}

/// A text in a message: one line, clipped if it is long.
fn shown(text: &str) -> String {
    let clipped: String = text.chars().take(REPEATED).collect();
    let more = if clipped.len() < text.len() { "…" } else { "" };
    format!("{}{more}", sanitize_line(&clipped))
}
