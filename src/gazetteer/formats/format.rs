//! The formats.

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
