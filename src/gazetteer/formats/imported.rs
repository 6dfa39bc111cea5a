//! The result of an import: entities, and notes about rows.

use crate::gazetteer::edit::NewEntity;

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
    /// Notes about skipped rows and parts, merged rows and unused columns, in file order.
    pub notes: Vec<Note>,
}
