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

impl Note {
    /// True if both are about the same article and their passages have a paragraph in common.
    pub fn is_beside(&self, other: &Self) -> bool {
        let ((first, last), (other_first, other_last)) = (self.paragraphs, other.paragraphs);
        self.article == other.article && first <= other_last && other_first <= last
    }
}

/// A note that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsavedNote {
    /// The number of the change.
    pub number: u64,
    /// The note, so that its comment need not be typed again.
    pub note: Box<Note>,
    /// The reason, in one line.
    pub why: String,
}
