//! A note: a passage with its source and a comment.

/// A passage with its source and a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The article's title, else its first words.
    pub title: String,
    /// The publisher, else the author.
    pub source: Option<String>,
    /// The date as the article gives it.
    pub date: Option<String>,
    /// The article's link.
    pub url: Option<String>,
    /// The article's key, as in exports.
    pub article: String,
    /// The first and last paragraph of the passage, from 1.
    pub paragraphs: (u32, u32),
    /// The passage, one line per paragraph.
    pub passage: Vec<String>,
    /// The user's comment; may be empty.
    pub comment: String,
}

/// A note that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsavedNote {
    /// The number of the change.
    pub number: u64,
    /// Its comment, so that it need not be typed again.
    pub comment: String,
    /// The reason, in one line.
    pub why: String,
}
