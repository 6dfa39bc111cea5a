//! An email or an item of a container (a feed entry, a data row, a chapter), before it becomes an article.

use crate::article::html;
use crate::article::markdown;
use crate::article::model::{Article, ArticleKey, BlockKind, LineBreaks, Meta};
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

/// An email or an item of a container, before it becomes an article.
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
    /// Plain texts below the body that are not part of it: a signature, a list of attachments.
    pub below: Vec<String>,
}

/// Turns a draft into an article, whose blocks are the title, subtitle and byline, the body, and the text below it. A
/// [page](Markup::Page) is parsed like a web page, without the draft's subtitle and the text below.
pub fn parse(key: ArticleKey, draft: Draft) -> Article {
    let parts = match draft.markup {
        Markup::Page => return parse_page(key, draft),
        Markup::Plain => plain::read_parts(&sanitize(draft.body)),
        Markup::Markdown => markdown::read_parts(&sanitize(draft.body)),
        Markup::Html => {
            let parts = html::fragment(&draft.body).into_iter();
            parts.map(|(kind, text)| Part::new(kind, text)).collect()
        }
    };
    let mut writer = Writer::default();
    let opening = [
        (BlockKind::Title, draft.meta.title.clone()),
        (BlockKind::Subtitle, draft.subtitle.map(sanitize)),
        (BlockKind::Byline, draft.meta.author.as_ref().map(|author| format!("by {author}"))),
    ];
    for (kind, text) in opening {
        writer.push(kind, &text.unwrap_or_default());
    }
    for (index, part) in parts.into_iter().enumerate() {
        // Feeds and newsletters often repeat the title at the start of the body.
        let is_repeated_title = index == 0 && draft.meta.title.as_deref() == Some(part.text.trim());
        if !is_repeated_title {
            let kind = if part.kind == BlockKind::Title { BlockKind::Heading } else { part.kind };
            writer.push(kind, &part.text);
        }
    }
    for part in draft.below.into_iter().flat_map(|text| plain::read_parts(&sanitize(text))) {
        writer.push_boilerplate(part.kind, &part.text);
    }
    let line_breaks = if draft.markup == Markup::Plain { LineBreaks::Soft } else { LineBreaks::Hard };
    let mut article = writer.into_article(key, draft.meta);
    residue::mark_additions(&article.text, &mut article.blocks);
    Article { undecoded: draft.undecoded, line_breaks, ..article }
}

/// Parses a page. The page's own metadata takes precedence over the container's, except for the URL.
fn parse_page(key: ArticleKey, draft: Draft) -> Article {
    let mut article = html::parse(key, &draft.body, html::Extent::Main);
    let (outer, own) = (draft.meta, std::mem::take(&mut article.meta));
    article.meta = Meta {
        title: own.title.or(outer.title),
        source: own.source.or(outer.source),
        author: own.author.or(outer.author),
        date: own.date.or(outer.date),
        language: own.language.or(outer.language),
        url: outer.url.or(own.url),
    };
    Article { undecoded: draft.undecoded, ..article }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn shown(draft: Draft) -> Vec<(BlockKind, String)> {
        let article = parse(ArticleKey::from_path(Path::new("a.xml")), draft);
        article.blocks.iter().map(|block| (block.kind, article.block_text(block).to_owned())).collect()
    }

    #[test]
    fn container_metadata_precedes_the_body_and_the_title_appears_once() {
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
    fn an_empty_draft_is_an_empty_article() {
        assert_eq!(shown(Draft::default()), []);
    }
}
