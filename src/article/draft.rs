//! An item of a container (a feed entry, a mail, a data row) before it is an article.

use crate::article::html;
use crate::article::markdown;
use crate::article::model::{Article, ArticleKey, BlockKind, Lines, Meta};
use crate::article::plain;
use crate::article::residue;
use crate::article::writer::{Part, Writer};
use crate::text::sanitize::sanitize;

/// The markup of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Plain text.
    #[default]
    Plain,
    /// An HTML fragment that is all content.
    Html,
    /// Markdown.
    Markdown,
    /// A whole web page, to be reduced to its main text and metadata.
    Page,
}

/// An item of a container, before it is an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Metadata; each value is one safe line.
    pub meta: Meta,
    /// A secondary title below the title.
    pub subtitle: Option<String>,
    /// The body, decoded but not yet sanitized.
    pub body: String,
    /// The markup of the body.
    pub markup: Markup,
    /// Number of byte sequences that could not be decoded.
    pub undecoded: u32,
    /// Plain text below the body that is not part of it: a signature, a list of unread attachments.
    pub below: Vec<String>,
}

/// Turns a draft into an article: title, subtitle and byline as blocks, then the body.
pub fn parse(key: ArticleKey, draft: Draft) -> Article {
    let parts = match draft.markup {
        Markup::Page => return page(key, draft),
        Markup::Plain => plain::read_parts(&sanitize(draft.body)),
        Markup::Markdown => markdown::read_parts(&sanitize(draft.body)),
        Markup::Html => {
            let parts = html::fragment(&draft.body).into_iter();
            parts.map(|(kind, text)| Part::new(kind, text)).collect()
        }
    };
    let mut writer = Writer::default();
    let openings = [
        (BlockKind::Title, draft.meta.title.clone()),
        (BlockKind::Subtitle, draft.subtitle.map(sanitize)),
        (BlockKind::Byline, draft.meta.author.as_ref().map(|author| format!("by {author}"))),
    ];
    for (kind, text) in openings {
        writer.push(kind, &text.unwrap_or_default());
    }
    for (index, part) in parts.into_iter().enumerate() {
        // Feeds and newsletters often repeat the title at the start of the body.
        let is_title_again = index == 0 && draft.meta.title.as_deref() == Some(part.text.trim());
        if !is_title_again {
            let kind = if part.kind == BlockKind::Title { BlockKind::Heading } else { part.kind };
            writer.push(kind, &part.text);
        }
    }
    for part in draft.below.into_iter().flat_map(|text| plain::read_parts(&sanitize(text))) {
        writer.push_boilerplate(part.kind, &part.text);
    }
    let lines = if draft.markup == Markup::Plain { Lines::Wrapped } else { Lines::Meant };
    let mut article = writer.into_article(key, draft.meta);
    residue::mark_additions(&article.text, &mut article.blocks);
    Article { undecoded: draft.undecoded, lines, ..article }
}

/// Parses a page. The page's own metadata takes precedence over the container's, except for the URL.
fn page(key: ArticleKey, draft: Draft) -> Article {
    let mut article = html::parse(key, &draft.body, html::Extent::Main);
    let (told, said) = (draft.meta, std::mem::take(&mut article.meta));
    article.meta = Meta {
        title: said.title.or(told.title),
        source: said.source.or(told.source),
        author: said.author.or(told.author),
        date: said.date.or(told.date),
        language: said.language.or(told.language),
        url: told.url.or(said.url),
    };
    Article { undecoded: draft.undecoded, ..article }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn shown(draft: Draft) -> Vec<(BlockKind, String)> {
        let read = parse(ArticleKey::of_path(Path::new("a.xml")), draft);
        read.blocks.iter().map(|block| (block.kind, read.block_text(block).to_owned())).collect()
    }

    #[test]
    fn what_the_container_says_stands_before_the_body_and_the_title_once() {
        let meta = Meta {
            title: Some("Talks go on".to_owned()),
            author: Some("Jo Park".to_owned()),
            ..Meta::default()
        };
        let body = "Talks go on\n\nThe envoy left at noon.\n\nNext steps\n\nNobody knows.".to_owned();
        let draft = Draft { meta, subtitle: Some("In Geneva".to_owned()), body, ..Draft::default() };
        let expected = [
            (BlockKind::Title, "Talks go on"),
            (BlockKind::Subtitle, "In Geneva"),
            (BlockKind::Byline, "by Jo Park"),
            (BlockKind::Paragraph, "The envoy left at noon."),
            (BlockKind::Heading, "Next steps"),
            (BlockKind::Paragraph, "Nobody knows."),
        ];
        assert_eq!(shown(draft), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn a_draft_of_nothing_is_an_article_of_nothing() {
        assert_eq!(shown(Draft::default()), []);
    }
}
