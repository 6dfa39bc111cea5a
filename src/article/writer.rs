//! Blocks written one behind the other: the text of an article whose file says more than its text.

use crate::article::model::{Article, ArticleKey, Block, BlockKind, Lines, Meta, Region, Text};
use crate::article::residue;

/// What stands between two cells of a table's row. A mark, not white space: no name reaches from one cell into the next.
pub const CELL: &str = " | ";

/// The most blocks of an article. What comes beyond stands in the last one, each block of it a line: of a text of tiny blocks, what is kept of each
/// would be many times the text.
pub const MOST_BLOCKS: usize = 1_000_000;

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

    /// Adds a block to others, of which there are at most [`MOST_BLOCKS`].
    pub fn push_to(self, parts: &mut Vec<Self>) {
        self.push_bounded(parts, MOST_BLOCKS);
    }

    fn push_bounded(self, parts: &mut Vec<Self>, most: usize) {
        let is_full = parts.len() >= most;
        match parts.last_mut().filter(|_| is_full) {
            Some(last) => last.text.extend(["\n", self.text.trim()]),
            None => parts.push(self),
        }
    }
}

/// Writes blocks one behind the other: items of a list and rows of a table on adjacent lines, all else divided by an empty line. There are at most
/// [`MOST_BLOCKS`].
pub struct Writer {
    text: String,
    blocks: Vec<Block>,
    most: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self { text: String::new(), blocks: Vec::new(), most: MOST_BLOCKS }
    }
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
        let is_full = self.blocks.len() >= self.most;
        if let Some(last) = self.blocks.last_mut().filter(|_| is_full) {
            self.text.extend(["\n", text]);
            last.range.end = self.text.len();
            return;
        }
        if let Some(last) = self.last() {
            let is_adjacent = last.is_item() && kind.is_item()
                || (last, kind) == (BlockKind::TableRow, BlockKind::TableRow);
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_comes_beyond_the_most_blocks_is_lines_of_the_last() {
        let mut parts = Vec::new();
        let mut writer = Writer { most: 3, ..Writer::default() };
        for number in 1..=6 {
            Part::new(BlockKind::Paragraph, format!("No. {number}\n")).push_bounded(&mut parts, 3);
            writer.push(BlockKind::Paragraph, &format!(" No. {number}"));
        }
        writer.push_boilerplate(BlockKind::Paragraph, "End.");
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["No. 1\n", "No. 2\n", "No. 3\n\nNo. 4\nNo. 5\nNo. 6"]);
        let read = writer.into_article(ArticleKey::of_path(Path::new("a.md")), Meta::default());
        let texts: Vec<&str> = read.blocks.iter().map(|block| read.block_text(block)).collect();
        assert_eq!(texts, ["No. 1", "No. 2", "No. 3\nNo. 4\nNo. 5\nNo. 6\nEnd."]);
    }
}
