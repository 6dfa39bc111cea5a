//! The import formats.

/// A format of a file of names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// A table with a header that has a column `name`.
    Csv,
    /// Patterns for spaCy's `EntityRuler` (`patterns.jsonl`).
    Spacy,
    /// OpenSanctions targets as simplified CSV (`targets.simple.csv`).
    OpenSanctions,
    /// Entities of the FollowTheMoney model as JSON Lines.
    FollowTheMoney,
}
