//! What an article is: key, meta, text and blocks.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::text::sanitize::sanitize_line;
use crate::text::width::clip;
use crate::text::word_splits::splitting_hyphen;
use crate::text::words::count_words;

/// Names an article for as long as its file keeps its name: states, jumps and exports hold keys, never row numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArticleKey {
    /// The path as it was given, or as it was found below a path that was given; `-` is standard input.
    pub path: Arc<Path>,
    /// The item inside a container file; none for a file that is one article.
    pub item: Option<Arc<str>>,
}

impl ArticleKey {
    /// The key of a file that is one article.
    pub fn of_path(path: &Path) -> Self {
        Self { path: Arc::from(path), item: None }
    }
}

/// Shows the key as exports print it: the path, with `#item` inside a container. One line, safe for a terminal.
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

/// What is known of an article beside its text. All values are one line and safe for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title, where the file gives one.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as the file writes it.
    pub date: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
}

/// An article's safe text. Clones share one allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Arc<str>);

impl Text {
    /// Wraps text that `text::sanitize` has made safe.
    pub fn new(safe: &str) -> Self {
        Self(Arc::from(safe))
    }

    /// The characters of a byte range; empty where the range does not lie on character borders inside the text.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.0.get(range).unwrap_or_default()
    }

    /// The whole text.
    pub fn all(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a block is to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// The line below the title that says more.
    Subtitle,
    /// Who wrote it.
    Byline,
    /// A heading inside the article.
    Heading,
    /// Prose.
    Paragraph,
    /// Somebody's words, set apart.
    Quote,
    /// One item of a list.
    ListItem,
    /// One item of a list inside an item of another, however deep.
    NestedItem,
    /// A further paragraph of an item of a list.
    ItemText,
    /// One row of a table; its cells stand between [`CELL`](super::writer::CELL)s.
    TableRow,
    /// What stands below a picture.
    Caption,
}

impl BlockKind {
    /// Whether it is an item of a list, or a part of one.
    pub fn is_item(self) -> bool {
        matches!(self, Self::ListItem | Self::NestedItem | Self::ItemText)
    }

    /// The name that exports print.
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

/// Whether a block is the article or what the page around it left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// The article itself.
    Body,
    /// Web residue: drawn dim, never counted.
    Boilerplate,
}

/// One paragraph, in the widest sense: a title or a list item is one too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is to the eye.
    pub kind: BlockKind,
    /// Body or boilerplate.
    pub region: Region,
    /// Bytes of the article's text, without white space at the ends.
    pub range: Range<usize>,
    /// The number of its paragraph in the article, from 1: its own place among the blocks, or, where a page's end parts a
    /// paragraph, that of the block in which it begins.
    pub ordinal: u32,
}

/// What a line break inside a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// Where the file's line ends, for whatever reason: plain text that may be wrapped. It stands for a space.
    #[default]
    Wrapped,
    /// A new line that whoever wrote the text meant: verse, code, an address. See [`Article::breaks_line_at`].
    Meant,
}

/// Why an article is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partial {
    /// Its last paragraph ends in an ellipsis: the text goes on elsewhere.
    CutShort,
    /// Some of its bytes had no reading.
    Damaged,
}

impl Partial {
    /// A word for screens and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::CutShort => "cut short",
            Self::Damaged => "damaged",
        }
    }
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name.
    pub key: ArticleKey,
    /// What is known of it.
    pub meta: Meta,
    /// Its safe text.
    pub text: Text,
    /// Its blocks, in the order of the text; they do not overlap.
    pub blocks: Vec<Block>,
    /// Why it is not whole, if it is not.
    pub partial: Option<Partial>,
    /// How many stretches of bytes had no reading; each is one U+FFFD in the text.
    pub undecoded: u32,
    /// What line breaks inside its blocks are.
    pub lines: Lines,
    /// Its place among the articles of its file, from 0, and for each file inside that one once more; empty where the file is the
    /// article. So a feed's entries keep their order. A key does not hold it, since it changes as a feed grows.
    pub place: Vec<u32>,
}

/// How many words stand for a title where there is none.
const FIRST_WORDS: usize = 9;
/// How many columns they take at the most: some scripts divide no words, and a word may be of any length.
const FIRST_COLUMNS: usize = 80;

impl Article {
    /// A whole article, the first of its file; line breaks inside its blocks stand for spaces.
    pub fn new(key: ArticleKey, meta: Meta, text: Text, blocks: Vec<Block>) -> Self {
        Self {
            key,
            meta,
            text,
            blocks,
            partial: None,
            undecoded: 0,
            lines: Lines::Wrapped,
            place: Vec::new(),
        }
    }

    /// The characters of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.text.slice(block.range.clone())
    }

    /// The block that holds a byte offset; none between blocks.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.range.start <= offset);
        let index = after.checked_sub(1)?;
        self.blocks.get(index).filter(|block| offset < block.range.end).map(|_| index)
    }

    /// The block in which the paragraph of a block begins; nearly always the same.
    pub fn paragraph_of(&self, block: usize) -> usize {
        let first = self.blocks.get(block).and_then(|block| (block.ordinal as usize).checked_sub(1));
        first.map_or(block, |first| first.min(block))
    }

    /// Whether a new line is shown at a byte of the text: whether a line break stands there, and is meant. One that divides a word (`Zelen-`
    /// above `sky`) never is.
    pub fn breaks_line_at(&self, offset: usize) -> bool {
        let text = self.text.all();
        let (Some(before), Some(after)) = (text.get(..offset), text.get(offset..)) else { return false };
        if self.lines == Lines::Wrapped || !after.starts_with('\n') {
            return false;
        }
        let start = before.trim_end_matches([' ', '\t']).len();
        let end = offset + after.len() - after.trim_start_matches([' ', '\t', '\n']).len();
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        splitting_hyphen(part(0..start), part(start..end), part(end..text.len())).is_none()
    }

    /// The title, or the first words of the text with an ellipsis where it has none, or "(empty)". One line. Who wrote it is no title.
    pub fn headline(&self) -> Cow<'_, str> {
        if let Some(title) = &self.meta.title {
            return Cow::Borrowed(title);
        }
        let words = || self.blocks.iter().filter(|block| block.kind != BlockKind::Byline);
        let in_body = |block: &&Block| block.region == Region::Body;
        let Some(first) = words().find(in_body).or(words().next()).or(self.blocks.first()) else {
            return Cow::Borrowed("(empty)");
        };
        let mut words = self.block_text(first).split_whitespace();
        let first = words.by_ref().take(FIRST_WORDS).collect::<Vec<_>>().join(" ");
        let first = sanitize_line(&first);
        let mut headline = clip(&first, FIRST_COLUMNS).into_owned();
        if words.next().is_some() && !headline.ends_with('…') {
            headline.push('…');
        }
        Cow::Owned(headline)
    }

    /// Words of the body, as [`count_words`] counts them. Boilerplate does not count.
    pub fn words(&self) -> u32 {
        let body = self.blocks.iter().filter(|block| block.region == Region::Body);
        let count: usize = body.map(|block| count_words(self.block_text(block))).sum();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Gives blocks their ordinals, from 1, in the order of the text.
    pub(super) fn number_blocks(blocks: &mut [Block]) {
        for (ordinal, block) in (1..).zip(blocks.iter_mut()) {
            block.ordinal = ordinal;
        }
    }
}

/// Whether the last body block ends as texts do that were cut for a preview.
pub(super) fn ends_cut_short(article: &Article) -> bool {
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
        parse(ArticleKey::of_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0)
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
    fn a_byline_is_no_title() {
        let meta = Meta { author: Some("Jo Park".to_owned()), ..Meta::default() };
        let draft = crate::article::Draft { meta, body: "The envoy left.".to_owned(), ..Default::default() };
        let read = crate::article::parse_draft(ArticleKey::of_path(Path::new("a.json")), draft);
        assert_eq!(read.headline(), "The envoy left.");
    }

    #[test]
    fn line_breaks_are_meant_or_wrapped_and_never_meant_inside_a_word() {
        let key = || ArticleKey::of_path(Path::new("a.md"));
        let read = parse(key(), Format::Markdown, "One  \ntwo\nthree Zelen-\nsky\\\nfour".to_owned(), 0);
        let breaks: Vec<&str> = read
            .text
            .all()
            .match_indices('\n')
            .filter(|(at, _)| read.breaks_line_at(*at))
            .map(|(at, _)| &read.text.all()[at + 1..])
            .collect();
        assert_eq!(breaks, ["two three Zelen-\nsky\nfour", "four"]);
        let plain = article("One\ntwo");
        assert!(plain.lines == Lines::Wrapped && !plain.breaks_line_at(3));
    }

    #[test]
    fn words_of_boilerplate_do_not_count() {
        let read = article("A title\n\nOne two — three.\n\nYou may also like\n\nFour five");
        assert_eq!(read.words(), 5);
    }

    #[test]
    fn a_text_that_stops_in_an_ellipsis_is_cut_short() {
        assert_eq!(article("A title\n\nAnd then they …").partial, Some(Partial::CutShort));
        assert_eq!(article("A title\n\nAnd then they left.").partial, None);
    }

    #[test]
    fn block_at_finds_the_block_and_not_the_gap() {
        let read = article("One\n\nTwo.");
        assert_eq!(read.block_at(0), Some(0));
        assert_eq!(read.block_at(4), None);
        assert_eq!(read.block_at(5), Some(1));
        assert_eq!(read.block_at(99), None);
    }
}
