//! The pieces that an article is laid out in.

use std::ops::Range;

use crate::article::{Article, Block, BlockKind, Region};

/// A block longer than this, in bytes, is laid out in pieces, so that no single row costs more than a page.
const LONGEST_PIECE: usize = 8 * 1024;

/// A stretch of a block that is laid out as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What the block is to the eye.
    pub kind: BlockKind,
    /// Body or boilerplate.
    pub region: Region,
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// Whether an empty row stands above it.
    pub gap: bool,
    /// Whether it is the first of its block.
    pub first: bool,
}

/// The pieces of an article, in order; they hold all of its blocks.
pub fn pieces_of(article: &Article) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(article.blocks.len());
    let mut above: Option<&Block> = None;
    let last_of_body = article.blocks.iter().rposition(|block| block.region == Region::Body).unwrap_or(0);
    for (number, block) in article.blocks.iter().enumerate() {
        // Footers and headers between pages stand close together, so that they part what goes on by little.
        let is_between = number < last_of_body && block.region == Region::Boilerplate;
        let is_close =
            |above: &&Block| !has_gap(above.kind, block.kind) || (is_between && above.region == block.region);
        let mut start = block.range.start;
        let mut first = true;
        while start < block.range.end || first {
            let end = piece_end(article, start..block.range.end);
            pieces.push(Piece {
                kind: block.kind,
                region: block.region,
                range: start..end,
                gap: first && above.is_some_and(|above| !is_close(&above)),
                first,
            });
            first = false;
            start = end;
        }
        above = Some(block);
    }
    pieces
}

/// Which neighbours stand close together; all others have an empty row between them.
fn has_gap(above: BlockKind, below: BlockKind) -> bool {
    use BlockKind::{Byline, Subtitle, TableRow, Title};
    let are_items = above.is_item() && below.is_item();
    !are_items
        && !matches!(
            (above, below),
            (TableRow, TableRow) | (Title | Byline, Subtitle) | (Title | Subtitle, Byline)
        )
}

/// Where a piece ends: at the end of its block, or behind the last white space before the longest piece is full.
fn piece_end(article: &Article, rest: Range<usize>) -> usize {
    if rest.len() <= LONGEST_PIECE {
        return rest.end;
    }
    let text = article.text.slice(rest.clone());
    let mut limit = LONGEST_PIECE;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = text.get(..limit).unwrap_or_default();
    let cut = head.rfind(char::is_whitespace).map(|at| at + head.get(at..).map_or(1, first_len));
    rest.start + cut.filter(|cut| *cut > 0).unwrap_or(limit)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    #[test]
    fn pieces_cover_blocks_without_gaps_however_long() {
        let text = format!("A title\n\n{}\n\n{}", "wörd ".repeat(5000), "x".repeat(20_000));
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text, 0);
        let pieces = pieces_of(&article);
        assert!(pieces.iter().all(|piece| piece.range.len() <= LONGEST_PIECE));
        for block in &article.blocks {
            let inside = pieces.iter().filter(|piece| block.range.contains(&piece.range.start));
            let joined: String = inside.map(|piece| article.text.slice(piece.range.clone())).collect();
            assert_eq!(joined, article.block_text(block));
        }
    }
}
