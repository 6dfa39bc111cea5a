//! Blocks written one behind the other: the text of an article whose file says more than its text.

use crate::article::model::{Article, ArticleKey, Block, BlockKind, Lines, Meta, Region, Text};
use crate::article::residue;

/// What stands between two cells of a table's row. A mark, not white space: no name reaches from one cell into the next.
pub const CELL: &str = " | ";

/// A block before it has its place in an article: what it is, and its safe text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is to the eye.
    pub kind: BlockKind,
    /// Its text, made safe by `text::sanitize`.
    pub text: String,
}

impl Part {
    /// A block.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// Writes blocks one behind the other: items of a list and rows of a table on adjacent lines, all else divided by an empty line.
#[derive(Default)]
pub struct Writer {
    text: String,
    blocks: Vec<Block>,
}

impl Writer {
    /// Adds a block; white space around it is left out, and so is a block of nothing else.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.write(kind, Region::Body, text);
    }

    /// As [`Writer::push`], of what is none of the article's own.
    pub fn push_boilerplate(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.write(kind, Region::Boilerplate, text);
        }
    }

    fn write(&mut self, kind: BlockKind, region: Region, text: &str) {
        if let Some(last) = self.last() {
            let is_adjacent = last == kind && matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
            self.text.push_str(if is_adjacent { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { kind, region, range: start..self.text.len(), ordinal: 0 });
    }

    /// What was written last.
    pub fn last(&self) -> Option<BlockKind> {
        self.blocks.last().map(|block| block.kind)
    }

    /// How many blocks were written.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The article. A line break inside a block is meant: markup says where one is, and parsers make spaces of all others.
    pub fn into_article(mut self, key: ArticleKey, meta: Meta) -> Article {
        Article::number_blocks(&mut self.blocks);
        let article = Article::new(key, meta, Text::new(&self.text), self.blocks);
        Article { lines: Lines::Meant, ..article }
    }

    /// The article of a text that may be copied from a page: its web residue is marked.
    pub fn into_copied(self, key: ArticleKey, meta: Meta) -> Article {
        let mut article = self.into_article(key, meta);
        residue::mark_residue(&article.text, &mut article.blocks);
        article
    }
}
