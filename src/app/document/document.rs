//! The open article.

use std::ops::Range;
use std::sync::Arc;

use super::piece::{Piece, pieces_of};
use super::reading_time;
use super::row::LaidOut;
use super::table::{Table, tables_of};
use crate::article::{Article, BlockKind, Region};
use crate::corpus::Segment;
use crate::corpus::segment::fingerprint;
use crate::gazetteer::Gazetteer;
use crate::text::hyphenation::Patterns;

/// The mentions of an article whose text has changed since it was indexed, or that was opened before it was indexed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The article with its mentions.
    pub segment: Arc<Segment>,
    /// The list it was matched with.
    pub list: Arc<Gazetteer>,
}

/// An article with everything that drawing needs.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: Arc<Article>,
    /// Its pieces for layout.
    pub pieces: Arc<[Piece]>,
    /// Amount of body text from each piece to the end; see [`reading_time`].
    pub amounts_from: Arc<[u64]>,
    /// Its tables, in order.
    pub tables: Arc<[Table]>,
    /// Byte range of each heading inside the article, in order.
    pub headings: Arc<[Range<usize>]>,
    /// Hyphenation patterns of its language. None if the language is unknown or has none.
    pub patterns: Option<Patterns>,
    /// Its mentions, matched when it was opened, if the file has changed since it was indexed or is not indexed yet.
    pub changed: Option<Changed>,
    /// Fingerprint of its text.
    pub fingerprint: u64,
    /// Cache of laid-out rows.
    pub laid_out: Arc<LaidOut>,
}

impl Document {
    /// Prepares an article for display. Reads all of it, so never call it on the thread that draws.
    pub fn new(article: Arc<Article>, changed: Option<Changed>) -> Self {
        let pieces: Arc<[Piece]> = pieces_of(&article).into();
        let amounts_from = reading_time::amounts_from(&article, &pieces).into();
        let tables = tables_of(&article, &pieces).into();
        let headings = article.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        let headings = headings.map(|block| block.range.clone()).collect();
        let patterns = Patterns::of_text(article.meta.language.as_deref(), article.text.as_str());
        let fingerprint = fingerprint(&article);
        let laid_out = Arc::default();
        Self { article, pieces, amounts_from, tables, headings, patterns, changed, fingerprint, laid_out }
    }

    /// Returns the table that a piece is a row of.
    pub fn table_of(&self, piece: usize) -> Option<&Table> {
        let after = self.tables.partition_point(|table| table.pieces.start <= piece);
        let table = self.tables.get(after.checked_sub(1)?)?;
        table.pieces.contains(&piece).then_some(table)
    }

    /// Returns the byte after the last words of the body, or of the article if it has no body.
    pub fn end_of_body(&self) -> usize {
        let body = self.pieces.iter().rev().find(|piece| piece.region == Region::Body);
        body.or(self.pieces.last()).map_or(0, |piece| piece.range.end)
    }

    /// Returns the minutes that the rest of the body takes to read from a byte on, rounded up; 0 if nothing is left.
    pub fn minutes_from(&self, offset: usize) -> u64 {
        reading_time::minutes_from(&self.article, &self.pieces, &self.amounts_from, offset)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    fn opened(text: &str) -> Document {
        let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text.to_owned(), 0);
        Document::new(Arc::new(article), None)
    }

    #[test]
    fn headings_are_those_inside_the_article() {
        let open = opened("# A title\n\nText.\n\n## One\n\nText.\n\n## Two\n\nText.\n");
        let headings: Vec<&str> =
            open.headings.iter().map(|range| open.article.text.slice(range.clone())).collect();
        assert_eq!(headings, ["One", "Two"]);
    }

    #[test]
    fn table_of_a_piece_is_the_one_whose_row_it_is() {
        let table = "| A | B |\n|---|---|\n| 1 | 2 |\n";
        let open = opened(&format!("# A title\n\n{table}\nText.\n\nMore.\n\n{table}\nText.\n"));
        let tables = (0..9).map(|piece| open.table_of(piece).map(|table| table.pieces.clone()));
        let (first, second) = (Some(1..3), Some(5..7));
        let expected = [None, first.clone(), first, None, None, second.clone(), second, None, None];
        assert_eq!(tables.collect::<Vec<_>>(), expected);
        assert!(opened("Text.").table_of(0).is_none());
    }
}
