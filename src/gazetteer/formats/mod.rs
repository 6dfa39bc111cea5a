//! Imports other people's lists of names.
//!
//! Many users already have names when they start a list: a spreadsheet of the people in a story, a file of patterns for
//! a language model, a download from a sanctions register. This module converts such files to
//! [`NewEntity`](super::edit::NewEntity), the form in which `edit` takes new entities. Each format has a file
//! ([`csv`](Format::Csv), [`spacy`](Format::Spacy), [`opensanctions`](Format::OpenSanctions),
//! [`follow_the_money`](Format::FollowTheMoney)) that knows only where in a row each field is. `cells` and `json_lines`
//! split a text into rows; `kinds` maps other people's words for kinds to ours; `import_builder` validates each row and
//! merges the rows of one entity; `merge` finds the entities that a list already has.
//!
//! Such files come from elsewhere and may be as hostile as articles. Each row is either imported or reported with its
//! line and a reason. The only names left out silently are duplicates and aliases that the format itself marks as too
//! weak to match. A broken row usually costs only that row; an unclosed quote does not swallow the rest of the file.
//!
//! Two ambiguities are decided here. Rows with equal names and kinds are one entity, since a list could not tell them
//! apart in an article either; this is reported unless they also have the same id. Two people are not the same just
//! because they share a one-word alias: half of all surnames would merge strangers.
//!
//! Limitations: the whole text is in memory, though rows are read one at a time. All aliases become strong forms, since
//! few formats mark weak ones.

mod cells;
mod csv;
mod detect;
mod error;
mod follow_the_money;
mod format;
mod import_builder;
mod imported;
mod json_lines;
mod kinds;
mod merge;
mod opensanctions;
mod print;
mod spacy;

#[cfg(test)]
mod tests;

pub use detect::detect;
pub use error::ImportError;
pub use format::Format;
pub use imported::{Imported, Note, NoteKind, Row};
pub use kinds::Kinds;
pub use merge::{Merged, merge};
pub use print::to_toml;

use import_builder::ImportBuilder;

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
