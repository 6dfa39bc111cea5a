//! The article model, and the parsers that make it.
//!
//! One report, whatever file it came from, is an [`Article`]: safe text, what is known about it ([`Meta`]), and
//! [`Block`]s, which are byte ranges over that text. Everything above reads articles only through this model, so
//! that a Markdown note, a plain text file and whatever a later parser takes in are one thing to the matcher, to the
//! counts and to the eye.
//!
//! This folder bridges bytes that were already decoded and made safe (`text/`) and the structure that a reader
//! sees. It is pure parsing: no files, no clock, no terminal. Each format has a file of its own ([`plain`],
//! [`markdown`]), what they share stands beside them ([`front_matter`], [`residue`]).
//!
//! The limits it lives with: a plain text file does not say what its lines are. Titles, subtitles, bylines,
//! headings and list items are told from their shape, by rules written beside the code that applies them, and a
//! shape can deceive. What follows from it is only how a line is drawn and what it is called: every line of the body is a
//! paragraph with a number of its own and counts alike. The one rule that takes text out of the counts (web
//! residue) is narrow, and is drawn so that the reader sees it.

pub mod front_matter;
pub mod markdown;
pub mod model;
pub mod plain;
pub mod residue;
pub mod shape;

pub use model::{Article, ArticleKey, Block, BlockKind, Meta, Partial, Region, Text};

/// The formats that an article can be parsed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text; the article's text is the whole file.
    Plain,
    /// Markdown (`CommonMark`); the article's text is what the markup says, without the markup.
    Markdown,
}

/// File endings that are articles, with their formats. Compared without case.
const ENDINGS: &[(&str, Format)] = &[
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
];

impl Format {
    /// The format that a file ending (without its dot) stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }
}

/// Parses decoded text into an article. The text is made safe here, once: nothing above sees an unsafe character.
///
/// `damaged` says that the decoder met bytes without a reading; the article is then marked partial.
pub fn parse(key: ArticleKey, format: Format, decoded: String, damaged: bool) -> Article {
    let text = crate::text::sanitize::sanitize(decoded);
    let mut article = match format {
        Format::Plain => plain::parse(key, &text),
        Format::Markdown => markdown::parse(key, &text),
    };
    if damaged {
        article.partial = Some(Partial::Damaged);
    } else if model::ends_cut_short(&article) {
        article.partial = Some(Partial::CutShort);
    }
    article
}
