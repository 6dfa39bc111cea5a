//! A note: a passage with its source and a comment.

use std::ops::Range;

use crate::article::Article;
use crate::text::whitespace::collapse;

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
    /// Creates a note on a passage, a byte range of an article's text. White space in the comment is collapsed.
    pub fn of_passage(article: &Article, range: &Range<usize>, comment: &str) -> Self {
        let parts = parts_of(article, range);
        let ordinal = |part: Option<&(u32, String)>| part.map_or(0, |(ordinal, _)| *ordinal);
        Self {
            title: article.headline().into_owned(),
            source: article.meta.source.clone().or_else(|| article.meta.author.clone()),
            date: article.meta.date.clone(),
            url: article.meta.url.clone(),
            article: article.key.to_string(),
            paragraphs: (ordinal(parts.first()), ordinal(parts.last())),
            passage: parts.into_iter().map(|(_, words)| words).collect(),
            comment: collapse(comment),
        }
    }

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

/// Returns the part of a passage in each paragraph that it touches, on one line, each with the paragraph's number.
/// Parts that are only white space are left out.
fn parts_of(article: &Article, passage: &Range<usize>) -> Vec<(u32, String)> {
    let first = article.block_at(passage.start).unwrap_or(0);
    let touched = article.blocks.iter().skip(first).take_while(|block| block.range.start < passage.end);
    let parts = touched.map(|block| {
        let (start, end) = (block.range.start.max(passage.start), block.range.end.min(passage.end));
        (block.ordinal, collapse(article.text.slice(start..end.max(start))))
    });
    parts.filter(|(_, words)| !words.is_empty()).collect()
}
