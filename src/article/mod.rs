//! The article model, and the parsers that make it.
//!
//! One report, whatever file it came from, is an [`Article`]: safe text, what is known about it ([`Meta`]), and
//! [`Block`]s, which are byte ranges over that text. Everything above reads articles only through this model, so
//! that a Markdown note, a plain text file and whatever a later parser takes in are one thing to the matcher, to the
//! counts and to the eye.
//!
//! This folder bridges bytes that were already decoded and made safe (`text/`) and the structure that a reader
//! sees. It is pure parsing: no files, no clock, no terminal. Each format has a file of its own ([`plain`],
//! [`markdown`], [`feed`], [`epub`]), what they share stands beside them ([`front_matter`], [`residue`], [`writer`], [`xml`], [`date`],
//! [`mod@line`], [`link`]). What a file is, its first bytes say ([`sniff`], [`formats`]); an item of a file that holds many is a [`Draft`] first.
//!
//! The limits it lives with: a plain text file does not say what its lines are. Titles, subtitles, bylines,
//! headings and list items are told from their shape, by rules written beside the code that applies them, and a
//! shape can deceive. What follows from it is only how a line is drawn and what it is called: every line of the body is a
//! paragraph with a number of its own and counts alike. The one rule that takes text out of the counts (web
//! residue) is narrow, and is drawn so that the reader sees it.

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
pub use model::{Article, ArticleKey, Block, BlockKind, Lines, Meta, Partial, Region, Text};

/// Parses decoded text into an article; what is neither Markdown nor a page is plain text. The text is made safe here, once:
/// nothing above sees an unsafe character.
///
/// `undecoded` says how many stretches of bytes had no reading; the article is then marked partial.
pub fn parse(key: ArticleKey, format: Format, decoded: String, undecoded: u32) -> Article {
    let text = crate::text::sanitize::sanitize(decoded);
    let article = match format {
        Format::Markdown => markdown::parse(key, &text),
        _ => plain::parse(key, &text),
    };
    finished(Article { undecoded, ..article })
}

/// Parses a decoded web page.
pub fn parse_page(key: ArticleKey, decoded: &str, extent: html::Extent, undecoded: u32) -> Article {
    finished(Article { undecoded, ..html::parse(key, decoded, extent) })
}

/// The article of a draft.
pub fn parse_draft(key: ArticleKey, draft: Draft) -> Article {
    finished(draft::parse(key, draft))
}

/// Says of an article whether it is whole.
fn finished(mut article: Article) -> Article {
    if article.undecoded > 0 {
        article.partial = Some(Partial::Damaged);
    } else if model::ends_cut_short(&article) {
        article.partial = Some(Partial::CutShort);
    }
    article
}
