//! Why a file cannot be read.

/// An error that prevents reading the file. Each message is one line.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is empty or contains only white space.
    #[error("the file is empty")]
    Empty,
    /// The file is in none of the formats.
    #[error(
        "neither a table with a column `name`, nor spaCy patterns, nor FollowTheMoney; set the format with --from"
    )]
    Unknown,
    /// The file is a JSON array instead of one object per line.
    #[error("a JSON array; convert it to JSON Lines, one object per line: `jq -c '.[]' FILE`")]
    Array,
    /// The header lacks a required column.
    #[error("the header has no column `{0}`")]
    NoColumn(&'static str),
    /// The header has no column `kind`, and there is no default kind.
    #[error("the header has no column `kind`; add one, or give all rows one kind with --kind KIND")]
    NoKind,
    /// The header has the same column twice.
    #[error("the header has the column `{0}` twice")]
    ColumnTwice(&'static str),
}
