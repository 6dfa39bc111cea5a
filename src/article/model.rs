//! The article: key, metadata, text and blocks.

use crate::article::link::host;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::sanitize_line;
use crate::text::width::clip;
use crate::text::word_splits::splitting_hyphen;
use crate::text::words::count_words;

/// Identifies an article as long as its file keeps its name. Sessions, jumps and exports hold keys, not row numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArticleKey {
    /// The path as given, or as found below a given path; `-` is standard input.
    pub path: Arc<Path>,
    /// The item inside a container file. None if the file is a single article.
    pub item: Option<Arc<str>>,
}

impl ArticleKey {
    /// Returns the key of a file that is a single article.
    pub fn from_path(path: &Path) -> Self {
        Self { path: Arc::from(path), item: None }
    }

    /// Formats the key for the log: the path in quotes, and a fingerprint of the item's name, which may be the title
    /// of the article.
    pub fn for_log(&self) -> String {
        let item = self.item.as_ref().map(|item| format!("#{:016x}", fingerprint(item.as_bytes())));
        format!("{:?}{}", self.path.to_string_lossy(), item.unwrap_or_default())
    }
}

/// Formats the key as exports print it: the path, then `#item` inside a container. One line, safe for a terminal.
impl fmt::Display for ArticleKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        formatter.write_str(&sanitize_line(&path))?;
        match &self.item {
            Some(item) => write!(formatter, "#{}", sanitize_line(item)),
            None => Ok(()),
        }
    }
}

/// Metadata of an article. Each value is a single line, safe for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title, if one was found.
    pub title: Option<String>,
    /// The publisher.
    pub source: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The date: in ISO 8601 if the format's parser converted it, else as written.
    pub date: Option<String>,
    /// The language, as a two-letter code (ISO 639-1).
    pub language: Option<String>,
    /// The article's URL.
    pub url: Option<String>,
}

impl Meta {
    /// Returns the source that lists show and sort by: the publisher, else the site of the URL, else the author.
    pub fn source_name(&self) -> Option<String> {
        let site = || self.url.as_deref().and_then(host);
        self.source.clone().or_else(site).or_else(|| self.author.clone())
    }
}

/// Safe text of an article. Clones share one allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Arc<str>);

impl Text {
    /// Wraps text already sanitized by `text::sanitize`.
    pub fn new(safe: &str) -> Self {
        Self(Arc::from(safe))
    }

    /// Returns the text of a byte range, or an empty string if the range is out of bounds or splits a character.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.0.get(range).unwrap_or_default()
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How a block is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// A secondary title below the title.
    Subtitle,
    /// The author line.
    Byline,
    /// A heading inside the article.
    Heading,
    /// Prose.
    Paragraph,
    /// A block quotation.
    Quote,
    /// A list item.
    ListItem,
    /// A list item nested in another, at any depth.
    NestedItem,
    /// A further paragraph of a list item.
    ItemText,
    /// A table row; cells are separated by [`CELL_SEPARATOR`](super::writer::CELL_SEPARATOR).
    TableRow,
    /// A caption below a picture.
    Caption,
}

impl BlockKind {
    /// Returns true for a list item or part of one.
    pub fn is_item(self) -> bool {
        matches!(self, Self::ListItem | Self::NestedItem | Self::ItemText)
    }

    /// Returns the name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Byline => "byline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Quote => "quote",
            Self::ListItem | Self::NestedItem | Self::ItemText => "list item",
            Self::TableRow => "table row",
            Self::Caption => "caption",
        }
    }
}

/// Tells an article's own blocks from those that do not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// The article itself.
    Body,
    /// Web residue, headers and footers of pages, signatures: drawn dim, never counted.
    Boilerplate,
}

/// A paragraph in the widest sense: titles and list items are blocks too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// How it is displayed.
    pub kind: BlockKind,
    /// Body or boilerplate.
    pub region: Region,
    /// Byte range in the article's text, without surrounding white space.
    pub range: Range<usize>,
    /// Number of its paragraph, from 1: its own position among the blocks, or, if a page break splits the
    /// paragraph, that of the block where it starts.
    pub ordinal: u32,
}

/// What a line break inside a block means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineBreaks {
    /// A line end in plain text, whose lines may be wrapped. Equivalent to a space.
    #[default]
    Soft,
    /// A line break the author intended: verse, code, an address. See [`Article::is_hard_break`].
    Hard,
}

/// Why an article is incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partial {
    /// The last block of the body ends in an ellipsis: the text probably continues elsewhere.
    CutShort,
    /// Some bytes could not be decoded.
    Damaged,
}

impl Partial {
    /// Returns the name shown on screen and in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::CutShort => "cut short",
            Self::Damaged => "damaged",
        }
    }
}

/// An article of any format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Identifies it.
    pub key: ArticleKey,
    /// Title, source, author, date, language and URL.
    pub meta: Meta,
    /// Its safe text.
    pub text: Text,
    /// Its blocks, in text order, without overlaps.
    pub blocks: Vec<Block>,
    /// Why it is incomplete. None if it is complete.
    pub partial: Option<Partial>,
    /// Number of byte sequences that could not be decoded. Each became one U+FFFD; those in markup are not in the text.
    pub undecoded: u32,
    /// What line breaks inside its blocks mean.
    pub line_breaks: LineBreaks,
    /// Its index, from 0, in the outermost file, then in each file inside that; empty if the file is the article.
    /// Keeps feed entries in order. Not part of the key, since it changes as a feed grows.
    pub place: Vec<u32>,
}

/// Maximum number of words in a headline made from the text.
const HEADLINE_WORDS: usize = 9;
/// Maximum width of such a headline in columns, before an ellipsis is appended: some scripts do not separate words, and
/// a word can be any length.
const HEADLINE_COLUMNS: usize = 80;

impl Article {
    /// Creates a complete article that is the only one in its file and has soft line breaks.
    pub fn new(key: ArticleKey, meta: Meta, text: Text, blocks: Vec<Block>) -> Self {
        Self {
            key,
            meta,
            text,
            blocks,
            partial: None,
            undecoded: 0,
            line_breaks: LineBreaks::Soft,
            place: Vec::new(),
        }
    }

    /// Returns the text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.text.slice(block.range.clone())
    }

    /// Returns the index of the block at a byte offset. None if no block contains it.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.range.start <= offset);
        let index = after.checked_sub(1)?;
        self.blocks.get(index).filter(|block| offset < block.range.end).map(|_| index)
    }

    /// Returns the index of the block where the paragraph of `block` starts; nearly always `block` itself.
    pub fn paragraph_of(&self, block: usize) -> usize {
        let first = self.blocks.get(block).and_then(|block| (block.ordinal as usize).checked_sub(1));
        first.map_or(block, |first| first.min(block))
    }

    /// Returns true if `offset` is at an intended line break. One that splits a word (`Zelen-` above `sky`) is not.
    pub fn is_hard_break(&self, offset: usize) -> bool {
        let text = self.text.as_str();
        let (Some(before), Some(after)) = (text.get(..offset), text.get(offset..)) else { return false };
        if self.line_breaks == LineBreaks::Soft || !after.starts_with('\n') {
            return false;
        }
        let start = before.trim_end_matches([' ', '\t']).len();
        let end = offset + after.len() - after.trim_start_matches([' ', '\t', '\n']).len();
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        splitting_hyphen(part(0..start), part(start..end), part(end..text.len())).is_none()
    }

    /// Returns, on one line, the title, else the first words of the body, else those of the boilerplate, else
    /// "(empty)". Skips bylines unless there is no other block. If the block of these words goes on, an ellipsis
    /// follows them.
    pub fn headline(&self) -> Cow<'_, str> {
        if let Some(title) = &self.meta.title {
            return Cow::Borrowed(title);
        }
        let candidates = || self.blocks.iter().filter(|block| block.kind != BlockKind::Byline);
        let in_body = |block: &&Block| block.region == Region::Body;
        let Some(first) = candidates().find(in_body).or(candidates().next()).or(self.blocks.first()) else {
            return Cow::Borrowed("(empty)");
        };
        let mut words = self.block_text(first).split_whitespace();
        let first = words.by_ref().take(HEADLINE_WORDS).collect::<Vec<_>>().join(" ");
        let first = sanitize_line(&first);
        let mut headline = clip(&first, HEADLINE_COLUMNS).into_owned();
        if words.next().is_some() && !headline.ends_with('…') {
            headline.push('…');
        }
        Cow::Owned(headline)
    }

    /// Returns the number of words in the body, as [`count_words`] counts them. Excludes boilerplate.
    pub fn words(&self) -> u32 {
        let body = self.blocks.iter().filter(|block| block.region == Region::Body);
        let count: usize = body.map(|block| count_words(self.block_text(block))).sum();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Numbers the blocks from 1, in text order.
    pub(super) fn number_blocks(blocks: &mut [Block]) {
        for (ordinal, block) in (1..).zip(blocks.iter_mut()) {
            block.ordinal = ordinal;
        }
    }
}

/// Returns true if the last body block ends in an ellipsis, like a text cut for a preview.
pub(super) fn ends_in_ellipsis(article: &Article) -> bool {
    let last = article.blocks.iter().rfind(|block| block.region == Region::Body);
    last.is_some_and(|block| {
        let text = article.block_text(block).trim_end_matches([']', ')', ' ']);
        text.ends_with('…') || text.ends_with("...")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};

    fn article(text: &str) -> Article {
        parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0)
    }

    #[test]
    fn an_article_without_a_title_shows_its_first_words() {
        let long = "word ".repeat(60);
        assert_eq!(article(&long).headline(), "word word word word word word word word word…");
        assert_eq!(article("").headline(), "(empty)");
        let unspaced = article(&"和平计划".repeat(200));
        assert_eq!(unspaced.headline(), format!("{}和平计…", "和平计划".repeat(9)));
    }

    #[test]
    fn a_byline_is_not_a_title() {
        let meta = Meta { author: Some("Jo Park".to_owned()), ..Meta::default() };
        let draft = crate::article::Draft { meta, body: "The envoy left.".to_owned(), ..Default::default() };
        let article = crate::article::parse_draft(ArticleKey::from_path(Path::new("a.json")), draft);
        assert_eq!(article.headline(), "The envoy left.");
    }

    #[test]
    fn line_breaks_are_hard_or_soft_and_never_hard_inside_a_word() {
        let key = || ArticleKey::from_path(Path::new("a.md"));
        let markdown = parse(key(), Format::Markdown, "One  \ntwo\nthree Zelen-\nsky\\\nfour".to_owned(), 0);
        let breaks: Vec<&str> = markdown
            .text
            .as_str()
            .match_indices('\n')
            .filter(|(at, _)| markdown.is_hard_break(*at))
            .map(|(at, _)| &markdown.text.as_str()[at + 1..])
            .collect();
        assert_eq!(breaks, ["two three Zelen-\nsky\nfour", "four"]);
        let plain = article("One\ntwo");
        assert!(plain.line_breaks == LineBreaks::Soft && !plain.is_hard_break(3));
    }

    #[test]
    fn boilerplate_words_are_not_counted() {
        let article = article("A title\n\nOne two — three.\n\nYou may also like\n\nFour five");
        assert_eq!(article.words(), 5);
    }

    #[test]
    fn text_ending_in_an_ellipsis_is_cut_short() {
        assert_eq!(article("A title\n\nAnd then they …").partial, Some(Partial::CutShort));
        assert_eq!(article("A title\n\nAnd then they left.").partial, None);
    }

    #[test]
    fn block_at_finds_the_block_and_not_the_gap() {
        let article = article("One\n\nTwo.");
        assert_eq!(article.block_at(0), Some(0));
        assert_eq!(article.block_at(4), None);
        assert_eq!(article.block_at(5), Some(1));
        assert_eq!(article.block_at(99), None);
    }
}
