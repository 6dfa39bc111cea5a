//! Markdown into an article. The article's text is what the markup says; the markup itself is not part of it.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

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
        Some(title) if !opens_with_title || !same_line(title, parts.first()) => {
            writer.push(BlockKind::Title, title);
        }
        _ => {}
    }
    let titled_by_header = !writer.is_empty();
    for (index, part) in parts.iter().enumerate() {
        let is_title = index == 0 && part.kind == BlockKind::Title && !titled_by_header;
        if is_title {
            meta.title = Some(sanitize_line(&part.text).into_owned());
        }
        if writer.len() == 1 && writer.last() == Some(BlockKind::Title) {
            push_opening(&mut writer, front.as_ref(), &meta);
        }
        writer.push(kind_in_place(part, is_title, index, &mut meta), &part.text);
        if is_title {
            push_opening(&mut writer, front.as_ref(), &meta);
        }
    }
    writer.into_article(key, meta)
}

fn same_line(title: &str, part: Option<&Part>) -> bool {
    part.is_some_and(|part| sanitize_line(part.text.trim()) == title.trim())
}

fn kind_in_place(part: &Part, is_title: bool, index: usize, meta: &mut Meta) -> BlockKind {
    match part.kind {
        BlockKind::Title if !is_title => BlockKind::Heading,
        BlockKind::Paragraph if index <= 2 && shape::is_byline(&part.text) => {
            meta.author.get_or_insert_with(|| shape::author_of(&part.text).to_owned());
            BlockKind::Byline
        }
        BlockKind::Paragraph if shape::is_spoken(&part.text) || shape::is_quoted_whole(&part.text) => {
            BlockKind::Quote
        }
        kind => kind,
    }
}

/// The subtitle and the byline that the header gives.
fn push_opening(writer: &mut Writer, front: Option<&FrontMatter>, meta: &Meta) {
    let Some(front) = front else { return };
    if let Some(subtitle) = front.subtitle() {
        writer.push(BlockKind::Subtitle, &subtitle);
    }
    if let Some(author) = &meta.author {
        writer.push(BlockKind::Byline, &format!("by {author}"));
    }
}

/// The blocks of a Markdown text, in order. Raw HTML is dropped; link and image targets are not text.
pub fn read_parts(source: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut text = String::new();
    let mut quotes = 0_usize;
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut item_open = false;
    let flush = |parts: &mut Vec<Part>, text: &mut String, kind: BlockKind| {
        let taken = std::mem::take(text);
        if !taken.trim().is_empty() {
            parts.push(Part { kind, text: taken });
        }
    };
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH) {
        let kind_here = if !lists.is_empty() {
            BlockKind::ListItem
        } else if quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::List(first)) => {
                flush(&mut parts, &mut text, kind_here);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                if let Some(number) = lists.last_mut().and_then(Option::as_mut) {
                    text.extend([number.to_string().as_str(), ". "]);
                    *number = number.saturating_add(1);
                }
                item_open = true;
            }
            Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::CodeBlock) => {
                flush(&mut parts, &mut text, kind_here);
                item_open = false;
            }
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::Heading { .. }) if !item_open => {
                text.clear();
            }
            Event::End(TagEnd::Heading(level)) => {
                let first = parts.is_empty() && level == HeadingLevel::H1;
                flush(&mut parts, &mut text, if first { BlockKind::Title } else { BlockKind::Heading });
            }
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak => text.push(if is_divided(&text) { '\n' } else { ' ' }),
            Event::HardBreak => text.push('\n'),
            Event::InlineHtml(tag) if tag.starts_with("<br") => text.push('\n'),
            _ => {}
        }
    }
    flush(&mut parts, &mut text, BlockKind::Paragraph);
    parts
}

/// Whether a text ends in a hyphen that may divide a word: then the line's end is kept, by which matching knows it.
fn is_divided(text: &str) -> bool {
    let mut last = text.chars().rev();
    match last.next() {
        Some('\u{ad}') => true,
        Some('-' | '\u{2010}') => last.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn parsed(text: &str) -> Article {
        parse(ArticleKey::of_path(Path::new("a.md")), text)
    }

    fn shown(text: &str) -> Vec<(BlockKind, String)> {
        let read = parsed(text);
        read.blocks.iter().map(|block| (block.kind, read.block_text(block).to_owned())).collect()
    }

    use BlockKind::{Byline, Heading, ListItem, Paragraph, Quote, Subtitle, Title};

    /// The line's end became a space, and the hyphen before it a mark inside a word that nobody could put together.
    #[test]
    fn a_line_that_divides_a_word_keeps_its_end() {
        let text = |text: &str| shown(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>().concat();
        assert_eq!(text("He met Zelen-\nsky there."), "He met Zelen-\nsky there.");
        assert_eq!(text("He met Zelen\u{ad}\nsky there."), "He met Zelen\u{ad}\nsky there.");
        assert_eq!(text("He met -\nas they say - her."), "He met - as they say - her.");
    }

    #[test]
    fn markup_becomes_blocks_without_markup() {
        let blocks = shown(
            "# Talks *go* on\n\nA [link](http://example.org) and `code`,\nsoft.\n\n## Next\n\n- one\n- two\n\n1. first\n2. second\n\n> “No,” she said.\n",
        );
        let expected = [
            (Title, "Talks go on"),
            (Paragraph, "A link and code, soft."),
            (Heading, "Next"),
            (ListItem, "one"),
            (ListItem, "two"),
            (ListItem, "1. first"),
            (ListItem, "2. second"),
            (Quote, "“No,” she said."),
        ];
        assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn the_header_gives_title_subtitle_and_byline() {
        let text = "---\ntitle: Talks\nsubtitle: And more\nauthor: Jo Park\nsource: Paper\n---\nText.\n\n# Not the title\n";
        let expected = [
            (Title, "Talks"),
            (Subtitle, "And more"),
            (Byline, "by Jo Park"),
            (Paragraph, "Text."),
            (Heading, "Not the title"),
        ];
        assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
        assert_eq!(parsed(text).meta.source.as_deref(), Some("Paper"));
    }

    #[test]
    fn a_title_that_header_and_body_both_give_stands_once() {
        let text = "---\ntitle: Talks\n---\n# Talks\n\nText.\n";
        assert_eq!(shown(text), [(Title, "Talks".to_owned()), (Paragraph, "Text.".to_owned())]);
    }

    #[test]
    fn text_without_a_title_has_none() {
        let read = parsed("Just text, and more text.\n");
        assert_eq!(read.meta.title, None);
        assert_eq!(read.headline(), "Just text, and more text.");
    }

    #[test]
    fn html_is_dropped_and_nothing_is_no_block() {
        assert_eq!(
            shown("<script>alert(1)</script>\n\nText<br>here.\n"),
            [(Paragraph, "Text\nhere.".to_owned())]
        );
        assert_eq!(shown(""), []);
    }
}
