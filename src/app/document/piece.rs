//! Splits an article into pieces for layout.

use std::ops::Range;

use crate::article::{Article, Block, BlockKind, Region};

/// Maximum length of a piece in bytes: longer blocks are split, so that laying out a row never takes long.
const MAX_PIECE_LEN: usize = 8 * 1024;

/// A part of a block that is laid out on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Kind of the block.
    pub kind: BlockKind,
    /// Body or boilerplate.
    pub region: Region,
    /// Byte range in the article's text.
    pub range: Range<usize>,
    /// True if there is an empty row above it.
    pub gap: bool,
    /// True if it is the first piece of its block.
    pub first: bool,
}

/// Splits an article into pieces, in order. They cover all of its blocks.
pub fn pieces_of(article: &Article) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(article.blocks.len());
    let mut above: Option<&Block> = None;
    let last_of_body = article.blocks.iter().rposition(|block| block.region == Region::Body).unwrap_or(0);
    for (at, block) in article.blocks.iter().enumerate() {
        // No empty rows inside boilerplate that has body text below it, such as page footers and headers, so that it
        // interrupts the text as little as possible.
        let is_between = at < last_of_body && block.region == Region::Boilerplate;
        let is_adjoining =
            |above: &&Block| !has_gap(above.kind, block.kind) || (is_between && above.region == block.region);
        let mut start = block.range.start;
        let mut first = true;
        while start < block.range.end || first {
            let end = piece_end(article, start..block.range.end);
            pieces.push(Piece {
                kind: block.kind,
                region: block.region,
                range: start..end,
                gap: first && above.is_some_and(|above| !is_adjoining(&above)),
                first,
            });
            first = false;
            start = end;
        }
        above = Some(block);
    }
    pieces
}

/// Returns true if there is an empty row between two adjacent blocks.
fn has_gap(above: BlockKind, below: BlockKind) -> bool {
    use BlockKind::{Byline, Subtitle, TableRow, Title};
    let are_items = above.is_item() && below.is_item();
    !are_items
        && !matches!(
            (above, below),
            (TableRow, TableRow) | (Title | Byline, Subtitle) | (Title | Subtitle, Byline)
        )
}

/// Returns the end of the piece at the start of `rest`: the end of the block if it fits, else just after the last white
/// space that fits, else as far as fits.
fn piece_end(article: &Article, rest: Range<usize>) -> usize {
    if rest.len() <= MAX_PIECE_LEN {
        return rest.end;
    }
    let text = article.text.slice(rest.clone());
    let mut limit = MAX_PIECE_LEN;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = text.get(..limit).unwrap_or_default();
    let end = head.rfind(char::is_whitespace).map(|at| at + head.get(at..).map_or(1, first_len));
    rest.start + end.filter(|end| *end > 0).unwrap_or(limit)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ArticleKey, Format, Meta, Text, parse};

    /// Returns an article of these blocks, separated by empty lines.
    fn article_of(blocks: &[(BlockKind, Region, &str)]) -> Article {
        let mut text = String::new();
        let block = |(kind, region, words): &(BlockKind, Region, &str)| {
            let start = text.len();
            text.push_str(words);
            let range = start..text.len();
            text.push_str("\n\n");
            Block { kind: *kind, region: *region, range, ordinal: 0 }
        };
        let blocks = blocks.iter().map(block).collect();
        let key = ArticleKey::from_path(Path::new("a.txt"));
        Article::new(key, Meta::default(), Text::new(&text), blocks)
    }

    /// Returns the length of each piece of one paragraph.
    fn lengths(paragraph: &str) -> Vec<usize> {
        let pieces = pieces_of(&article_of(&[(BlockKind::Paragraph, Region::Body, paragraph)]));
        pieces.iter().map(|piece| piece.range.len()).collect()
    }

    #[test]
    fn block_is_split_only_if_longer_than_8_kib() {
        assert_eq!(lengths(&"x".repeat(8192)), [8192]);
        assert_eq!(lengths(&"x".repeat(8193)), [8192, 1]);
        assert_eq!(lengths(&"x".repeat(2 * 8192)), [8192, 8192]);
        assert_eq!(lengths(""), [0]);
    }

    #[test]
    fn piece_ends_after_the_last_white_space_that_fits() {
        let separated_by =
            |space: &str, at: usize| format!("{}{space}{}", "x".repeat(at), "y".repeat(9000 - at));
        assert_eq!(lengths(&separated_by(" ", 100)), [101, 8192, 708]);
        assert_eq!(lengths(&separated_by(" ", 8190)), [8191, 810]);
        assert_eq!(lengths(&separated_by(" ", 8191)), [8192, 809]);
        assert_eq!(lengths(&separated_by(" ", 8192)), [8192, 809]);
        assert_eq!(lengths(&separated_by("\u{3000}", 8189)), [8192, 811]);
        assert_eq!(lengths(&separated_by("\u{3000}", 8190)), [8190, 813], "half of the space fits");
        assert_eq!(lengths(&separated_by(" ", 0)), [1, 8192, 808]);
    }

    #[test]
    fn piece_never_ends_inside_a_character() {
        assert_eq!(lengths(&"é".repeat(4097)), [8192, 2]);
        assert_eq!(lengths(&format!("x{}", "é".repeat(4096))), [8191, 2]);
        assert_eq!(lengths(&format!("x{}", "👧".repeat(2048))), [8189, 4]);
    }

    #[test]
    fn only_the_first_piece_of_a_block_has_a_gap_above() {
        let long = "x".repeat(2 * 8192 + 1);
        let paragraph = |words| (BlockKind::Paragraph, Region::Body, words);
        let pieces = pieces_of(&article_of(&[paragraph("a"), paragraph(&long), paragraph("b")]));
        let gaps: Vec<_> = pieces.iter().map(|piece| (piece.gap, piece.first)).collect();
        assert_eq!(gaps, [(false, true), (true, true), (false, false), (false, false), (true, true)]);
    }

    /// Returns for each block whether there is an empty row above it.
    fn gaps(blocks: &[(BlockKind, Region)]) -> Vec<bool> {
        let blocks: Vec<_> = blocks.iter().map(|(kind, region)| (*kind, *region, "a")).collect();
        pieces_of(&article_of(&blocks)).iter().map(|piece| piece.gap).collect()
    }

    #[test]
    fn no_gaps_between_titles_items_and_table_rows() {
        use BlockKind::{
            Byline, Heading, ItemText, ListItem, NestedItem, Paragraph, Subtitle, TableRow, Title,
        };
        let has_gap = |above, below| gaps(&[(above, Region::Body), (below, Region::Body)])[1];
        for (above, below) in [
            (Title, Subtitle),
            (Title, Byline),
            (Subtitle, Byline),
            (Byline, Subtitle),
            (ListItem, NestedItem),
            (ItemText, ListItem),
            (TableRow, TableRow),
        ] {
            assert!(!has_gap(above, below), "{above:?} above {below:?}");
        }
        for (above, below) in [
            (Title, Paragraph),
            (Title, Title),
            (Subtitle, Subtitle),
            (Byline, Byline),
            (Subtitle, Title),
            (Heading, Subtitle),
            (Paragraph, ListItem),
            (ListItem, Paragraph),
            (TableRow, Paragraph),
            (Paragraph, TableRow),
            (Paragraph, Paragraph),
        ] {
            assert!(has_gap(above, below), "{above:?} above {below:?}");
        }
    }

    #[test]
    fn boilerplate_has_gaps_after_the_body_but_not_between_pages() {
        use Region::{Body, Boilerplate};
        let paragraphs = |regions: &[Region]| {
            gaps(&regions.iter().map(|region| (BlockKind::Paragraph, *region)).collect::<Vec<_>>())
        };
        assert_eq!(
            paragraphs(&[Body, Boilerplate, Boilerplate, Boilerplate, Body, Body]),
            [false, true, false, false, true, true]
        );
        assert_eq!(paragraphs(&[Body, Boilerplate, Boilerplate]), [false, true, true]);
        assert_eq!(paragraphs(&[Boilerplate, Boilerplate, Body]), [false, false, true]);
        assert_eq!(paragraphs(&[Boilerplate, Boilerplate]), [false, true]);
    }

    #[test]
    fn pieces_cover_blocks_of_any_length() {
        let text = format!("A title\n\n{}\n\n{}", "wörd ".repeat(5000), "x".repeat(20_000));
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text, 0);
        let pieces = pieces_of(&article);
        assert!(pieces.iter().all(|piece| piece.range.len() <= MAX_PIECE_LEN));
        for block in &article.blocks {
            let inside = pieces.iter().filter(|piece| block.range.contains(&piece.range.start));
            let joined: String = inside.map(|piece| article.text.slice(piece.range.clone())).collect();
            assert_eq!(joined, article.block_text(block));
        }
    }
}
