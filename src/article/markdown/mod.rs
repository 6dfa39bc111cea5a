//! Parses Markdown. The article's text excludes the markup.
//!
//! Front matter ([`front_matter`](crate::article::front_matter)) may give title, author, date and other metadata. The
//! body has the `blocks` of `CommonMark` plus common extensions: tables, footnotes, tasks, definitions, strikethrough,
//! and the syntax of note-taking programs (`inline`). Embedded HTML is parsed as HTML (`embedded`), so no paragraph is
//! lost in tags.
//!
//! Limitation: content that cannot be shown as text (an embedded note, a picture, a formula) becomes its name, its
//! description or its source. Embedded media files are dropped.

mod blocks;
mod embedded;
mod inline;

pub use blocks::read_parts;

use crate::article::front_matter::{FrontMatter, read_front_matter};
use crate::article::model::{Article, ArticleKey, BlockKind, Meta};
use crate::article::shape;
use crate::article::writer::{Part, Writer};
use crate::text::sanitize::sanitize_line;

/// Parses safe text.
pub fn parse(key: ArticleKey, source: &str) -> Article {
    let front = read_front_matter(source);
    let body = front.as_ref().and_then(|front| source.get(front.end..)).unwrap_or(source);
    let mut meta = front.as_ref().map(FrontMatter::meta).unwrap_or_default();
    let parts = read_parts(body);

    let mut writer = Writer::default();
    let opens_with_title = parts.first().is_some_and(|part| part.kind == BlockKind::Title);
    match &meta.title {
        Some(title) if !opens_with_title || !is_same_line(title, parts.first()) => {
            writer.push(BlockKind::Title, title);
        }
        _ => {}
    }
    let titled_by_header = !writer.is_empty();
    if titled_by_header {
        push_opening(&mut writer, front.as_ref(), &meta, body);
    }
    for (index, part) in parts.into_iter().enumerate() {
        let is_title = index == 0 && part.kind == BlockKind::Title && !titled_by_header;
        if is_title {
            meta.title = Some(sanitize_line(&part.text).into_owned());
        }
        writer.push(final_kind(&part, is_title, index, &mut meta), &part.text);
        if is_title {
            push_opening(&mut writer, front.as_ref(), &meta, body);
        }
    }
    writer.into_copied_article(key, meta)
}

fn is_same_line(title: &str, part: Option<&Part>) -> bool {
    part.is_some_and(|part| sanitize_line(part.text.trim()) == title.trim())
}

fn final_kind(part: &Part, is_title: bool, index: usize, meta: &mut Meta) -> BlockKind {
    match part.kind {
        BlockKind::Title if !is_title => BlockKind::Heading,
        BlockKind::Paragraph if index <= 2 && shape::is_byline(&part.text) => {
            meta.author.get_or_insert_with(|| sanitize_line(shape::byline_author(&part.text)).into_owned());
            BlockKind::Byline
        }
        BlockKind::Paragraph
            if shape::is_transcript_line(&part.text) || shape::is_fully_quoted(&part.text) =>
        {
            BlockKind::Quote
        }
        kind => kind,
    }
}

/// Number of bytes at the start of a body that are searched for its summary.
const MAX_BYTES_SEARCHED: usize = 16 * 1024;
/// Number of characters, from the start of a summary, that must match.
const SUMMARY_PREFIX_LEN: usize = 40;

/// Returns true if the start of a body contains the start of a summary: generators take summaries from the first
/// paragraph.
fn repeats(body: &str, summary: &str) -> bool {
    let words: String = summary.chars().take(SUMMARY_PREFIX_LEN).collect();
    let body = body.get(..body.floor_char_boundary(MAX_BYTES_SEARCHED)).unwrap_or_default();
    body.contains(words.trim_end())
}

/// Adds the subtitle and byline given in the front matter.
fn push_opening(writer: &mut Writer, front: Option<&FrontMatter>, meta: &Meta, body: &str) {
    let Some(front) = front else { return };
    if let Some(subtitle) =
        front.subtitle().or_else(|| front.summary().filter(|summary| !repeats(body, summary)))
    {
        writer.push(BlockKind::Subtitle, &subtitle);
    }
    if let Some(author) = &meta.author {
        writer.push(BlockKind::Byline, &format!("by {author}"));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
