//! The article model, and the parsers that produce it.
//!
//! Whatever its file format, an article becomes an [`Article`]: safe text, metadata ([`Meta`]) and [`Block`]s, which
//! are byte ranges over that text. Everything above this module sees articles only through this model, so the matcher,
//! the counts and the display treat Markdown, plain text and every other format alike.
//!
//! This module turns the contents of a file, decoded with `text/`, into the structure that a reader sees. It is pure
//! parsing: no files, no clock, no terminal. Each family of formats has its own module ([`plain`], [`markdown`],
//! [`feed`], [`epub`], ...). These modules share [`front_matter`], [`residue`], [`writer`], [`xml`], [`date`],
//! [`mod@line`] and [`link`]. The format is detected from a file's first bytes, or from its name if those are
//! inconclusive ([`sniff`], [`formats`]). An email, or an item of a file that contains several, is first read into a
//! [`Draft`].
//!
//! Limitations: a plain text file does not say what its lines are. Titles, subtitles, bylines, headings and list items
//! are recognised by their shape, which can mislead. A wrong guess changes how a line is drawn and labelled, which
//! title and author are shown, and which names are suggested. Every block of the body is numbered and counts alike. The
//! rules that exclude text from the counts (web residue, the headers and footers of pages) are narrow, and such text is
//! drawn dim.

pub mod data;
pub mod date;
mod date_words;
pub mod draft;
pub mod epub;
pub mod feed;
pub mod formats;
pub mod front_matter;
pub mod html;
pub mod language_code;
pub mod line;
pub mod link;
pub mod mail;
mod mail_date;
pub mod markdown;
pub mod mbox;
pub mod model;
pub mod office;
pub mod pdf;
pub mod plain;
pub mod residue;
pub mod shape;
pub mod sniff;
pub mod writer;
pub mod xml;

pub use draft::{Draft, Markup};
pub use formats::Format;
pub use model::{Article, ArticleKey, Block, BlockKind, LineBreaks, Meta, Partial, Region, Text};

/// Parses decoded text as Markdown if `format` says so, else as plain text. Sanitizes the text here, once, so that
/// no caller sees an unsafe character.
///
/// `undecoded` is the number of byte sequences that could not be decoded; if there are any, the article is marked
/// partial.
pub fn parse(key: ArticleKey, format: Format, decoded: String, undecoded: u32) -> Article {
    let text = crate::text::sanitize::sanitize(decoded);
    let article = match format {
        Format::Markdown => markdown::parse(key, &text),
        _ => plain::parse(key, &text),
    };
    mark_partial(Article { undecoded, ..article })
}

/// Parses a decoded web page.
pub fn parse_page(key: ArticleKey, decoded: &str, extent: html::Extent, undecoded: u32) -> Article {
    mark_partial(Article { undecoded, ..html::parse(key, decoded, extent) })
}

/// Turns a draft into an article.
pub fn parse_draft(key: ArticleKey, draft: Draft) -> Article {
    mark_partial(draft::parse(key, draft))
}

/// Marks an article as partial if it is damaged or truncated.
fn mark_partial(mut article: Article) -> Article {
    if article.undecoded > 0 {
        article.partial = Some(Partial::Damaged);
    } else if model::ends_in_ellipsis(&article) {
        article.partial = Some(Partial::CutShort);
    }
    article
}
