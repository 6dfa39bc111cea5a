//! Builds the text and blocks of an article, for all formats but plain text files.

use crate::article::model::{Article, ArticleKey, Block, BlockKind, LineBreaks, Meta, Region, Text};
use crate::article::residue;

/// Separates table cells. A visible mark, not white space, so that no name matches across two cells.
pub const CELL_SEPARATOR: &str = " | ";

/// Maximum number of blocks in an article. Further ones become lines of the last block: with many tiny blocks,
/// their bookkeeping would be many times the size of the text.
pub const MAX_BLOCKS: usize = 1_000_000;

/// A block not yet placed in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How it is displayed.
    pub kind: BlockKind,
    /// Its text, sanitized by `text::sanitize`.
    pub text: String,
}

impl Part {
    /// Creates a block.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Appends the block to `parts`, which holds at most [`MAX_BLOCKS`].
    pub fn push_to(self, parts: &mut Vec<Self>) {
        self.push_bounded(parts, MAX_BLOCKS);
    }

    fn push_bounded(self, parts: &mut Vec<Self>, max_blocks: usize) {
        let is_full = parts.len() >= max_blocks;
        match parts.last_mut().filter(|_| is_full) {
            Some(last) => last.text.extend(["\n", self.text.trim()]),
            None => parts.push(self),
        }
    }
}

/// Appends blocks: list items and table rows on adjacent lines, all others separated by an empty line. Holds at
/// most [`MAX_BLOCKS`].
pub struct Writer {
    text: String,
    blocks: Vec<Block>,
    max_blocks: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self { text: String::new(), blocks: Vec::new(), max_blocks: MAX_BLOCKS }
    }
}

impl Writer {
    /// Adds a block of the body, trimmed. Does nothing if the text is blank.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.write(kind, Region::Body, text);
    }

    /// Like [`Writer::push`], but for text that is not part of the article.
    pub fn push_boilerplate(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.write(kind, Region::Boilerplate, text);
        }
    }

    fn write(&mut self, kind: BlockKind, region: Region, text: &str) {
        let is_full = self.blocks.len() >= self.max_blocks;
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

    /// Returns the kind of the last block.
    fn last(&self) -> Option<BlockKind> {
        self.blocks.last().map(|block| block.kind)
    }

    /// Returns true if there are no blocks.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Finishes the article. Its line breaks are hard: markup says where they are, and parsers drop all others.
    pub fn into_article(mut self, key: ArticleKey, meta: Meta) -> Article {
        Article::number_blocks(&mut self.blocks);
        let article = Article::new(key, meta, Text::new(&self.text), self.blocks);
        Article { line_breaks: LineBreaks::Hard, ..article }
    }

    /// Finishes an article that may have been copied from a web page: also marks web residue.
    pub fn into_copied_article(self, key: ArticleKey, meta: Meta) -> Article {
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
    fn blocks_beyond_the_limit_become_lines_of_the_last() {
        let mut parts = Vec::new();
        let mut writer = Writer { max_blocks: 3, ..Writer::default() };
        for number in 1..=6 {
            Part::new(BlockKind::Paragraph, format!("No. {number}\n")).push_bounded(&mut parts, 3);
            writer.push(BlockKind::Paragraph, &format!(" No. {number}"));
        }
        writer.push_boilerplate(BlockKind::Paragraph, "End.");
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["No. 1\n", "No. 2\n", "No. 3\n\nNo. 4\nNo. 5\nNo. 6"]);
        let article = writer.into_article(ArticleKey::from_path(Path::new("a.md")), Meta::default());
        let texts: Vec<&str> = article.blocks.iter().map(|block| article.block_text(block)).collect();
        assert_eq!(texts, ["No. 1", "No. 2", "No. 3\nNo. 4\nNo. 5\nNo. 6\nEnd."]);
    }
}
