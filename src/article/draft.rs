//! What a container says of one of its items, and the article that it makes: an entry of a feed, a mail, a row of data.

use crate::article::html;
use crate::article::markdown;
use crate::article::model::{Article, ArticleKey, BlockKind, Lines, Meta};
use crate::article::plain;
use crate::article::residue;
use crate::article::writer::{Part, Writer};
use crate::text::sanitize::sanitize;

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Plain text.
    #[default]
    Plain,
    /// A piece of HTML that is all content.
    Html,
    /// Markdown.
    Markdown,
    /// A whole web page, of which the main text is read and what it says of itself.
    Page,
}

/// An item of a container, before it is an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is known of it; each value is one line and safe.
    pub meta: Meta,
    /// The line below the title that says more.
    pub subtitle: Option<String>,
    /// Its body, decoded, not yet made safe.
    pub body: String,
    /// How the body is written.
    pub markup: Markup,
    /// How many stretches of bytes had no reading.
    pub undecoded: u32,
    /// What stands below the body and is none of it, as plain text: a signature, a list of what was not read.
    pub below: Vec<String>,
}

/// The article of a draft: title, subtitle and byline as blocks, then the body.
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
        // Feeds and mail-outs often open the body with the title once more.
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

/// The article of a page: what the page says of itself comes before what its file does, but for the address.
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
