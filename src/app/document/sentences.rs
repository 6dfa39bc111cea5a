//! Sentences of the open article, one by one. Only one piece is searched at a time, so that even a very long block
//! takes little time; a sentence that continues into the next piece ends with its piece.

use std::ops::Range;

use super::document::Document;
use super::piece::Piece;
use crate::text::sentences::sentences;

fn sentences_of(open: &Document, piece: &Piece) -> Vec<Range<usize>> {
    let language = open.article.meta.language.as_deref().unwrap_or("en");
    let text = open.article.text.slice(piece.range.clone());
    let spans = sentences(text, language).into_iter();
    let whole = spans.map(|span| piece.range.start + span.start..piece.range.start + span.end);
    whole.filter(|span| !open.article.text.slice(span.clone()).trim().is_empty()).collect()
}

/// Returns the index of the piece that contains a byte, or of the last one before it; 0 if there is none.
fn piece_at(open: &Document, offset: usize) -> usize {
    open.pieces.partition_point(|piece| piece.range.start <= offset).saturating_sub(1)
}

/// Returns the sentence that contains a byte, or the last one before it in its piece; the whole piece if there is none.
pub fn sentence_at(open: &Document, offset: usize) -> Option<Range<usize>> {
    let piece = open.pieces.get(piece_at(open, offset))?;
    let before = sentences_of(open, piece).into_iter().take_while(|span| span.start <= offset).last();
    Some(before.unwrap_or_else(|| piece.range.clone()))
}

/// Returns the first sentence that starts at or after `end`. None if the next few pieces contain none.
pub fn sentence_after(open: &Document, end: usize) -> Option<Range<usize>> {
    let first = piece_at(open, end);
    let pieces = open.pieces.iter().skip(first);
    pieces
        .take(MAX_PIECES)
        .find_map(|piece| sentences_of(open, piece).into_iter().find(|span| span.start >= end))
}

/// Returns the last sentence that ends at or before `start`. None if the few pieces before it contain none.
pub fn sentence_before(open: &Document, start: usize) -> Option<Range<usize>> {
    let last = piece_at(open, start);
    let pieces = open.pieces.iter().take(last + 1).rev();
    pieces
        .take(MAX_PIECES)
        .find_map(|piece| sentences_of(open, piece).into_iter().rev().find(|span| span.end <= start))
}

/// Maximum number of pieces searched for a neighbouring sentence.
const MAX_PIECES: usize = 20;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{Article, ArticleKey, Block, BlockKind, Format, Meta, Region, Text, parse};

    /// Returns a document of these paragraphs, with nothing between them.
    fn opened(paragraphs: &[&str]) -> Document {
        let mut end = 0;
        let mut block = |text: &&str| {
            let start = end;
            end += text.len();
            Block { kind: BlockKind::Paragraph, region: Region::Body, range: start..end, ordinal: 0 }
        };
        let blocks = paragraphs.iter().map(&mut block).collect();
        let (key, text) = (ArticleKey::from_path(Path::new("a.txt")), Text::new(&paragraphs.concat()));
        Document::new(Arc::new(Article::new(key, Meta::default(), text, blocks)), None)
    }

    /// Returns every sentence, in order.
    fn all(open: &Document) -> Vec<Range<usize>> {
        let first = sentence_at(open, 0);
        std::iter::successors(first, |last| sentence_after(open, last.end)).collect()
    }

    /// A paragraph of 20 KB is three pieces; the second begins inside a sentence and ends with one.
    #[test]
    fn sentence_is_split_at_the_end_of_its_piece() {
        let sentence = "It went on and on until Monday night.";
        let open = opened(&["Title.", &format!("{sentence} ").repeat(540), "The end."]);
        let words = |range: Range<usize>| open.article.text.slice(range);
        let ends: Vec<(usize, usize)> = open
            .pieces
            .iter()
            .map(|piece| (piece.range.start, piece.range.start + words(piece.range.clone()).trim_end().len()))
            .collect();
        assert_eq!(ends.len(), 5);
        for (at, (start, end)) in ends.iter().enumerate() {
            assert_eq!(sentence_at(&open, *start).unwrap().start, *start);
            assert_eq!(sentence_at(&open, end - 1).unwrap().end, *end);
            let after = sentence_after(&open, *end).map(|next| next.start);
            assert_eq!(after, ends.get(at + 1).map(|next| next.0));
            let before = sentence_before(&open, *start).map(|last| last.end);
            assert_eq!(before, at.checked_sub(1).map(|last| ends[last].1));
        }
        let (head, rest) = (sentence_at(&open, ends[1].1).unwrap(), sentence_at(&open, ends[2].0).unwrap());
        assert_eq!(format!("{} {}", words(head), words(rest)), sentence);
        let sentences = all(&open);
        assert!(sentences.windows(2).all(|pair| words(pair[0].end..pair[1].start).trim().is_empty()));
        // The split sentence counts twice.
        assert_eq!(sentences.len(), 540 + 2 + 1);
    }

    #[test]
    fn neighbour_is_not_the_sentence_itself() {
        let open = opened(&["One came. Two left. Three stayed."]);
        assert_eq!(all(&open), [0..9, 10..19, 20..33]);
        let after = [8, 10, 11, 20, 21].map(|end| sentence_after(&open, end));
        assert_eq!(after, [Some(10..19), Some(10..19), Some(20..33), Some(20..33), None]);
        let before = [33, 20, 19, 18, 9, 8].map(|start| sentence_before(&open, start));
        let expected = [Some(20..33), Some(10..19), Some(10..19), Some(0..9), Some(0..9), None];
        assert_eq!(before, expected);
    }

    /// The search through text without sentences is bounded.
    #[test]
    fn neighbour_is_searched_in_twenty_pieces() {
        for (blank, is_found) in [(18, true), (19, false)] {
            let paragraphs = [vec!["One came."], vec!["  "; blank], vec!["Two left."]].concat();
            let open = opened(&paragraphs);
            let (first, last) = (0..9, open.article.text.len() - 9..open.article.text.len());
            assert_eq!(sentence_after(&open, 8), Some(last.clone()).filter(|_| is_found), "{blank}");
            assert_eq!(sentence_before(&open, last.start), Some(first).filter(|_| is_found), "{blank}");
        }
    }

    #[test]
    fn paragraph_without_sentences_is_returned_whole() {
        let open = opened(&["One came.", "   ", "Two left."]);
        assert_eq!(sentence_at(&open, 10), Some(9..12));
        assert_eq!(sentence_at(&open, 999), Some(12..21));
        assert_eq!(sentence_at(&opened(&[]), 0), None);
    }

    #[test]
    fn stepping_forward_and_back_crosses_paragraphs() {
        let text = "A title\n\nOne came. Mr. Smith left. Three!\n\nFour stays.\n".to_owned();
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text, 0);
        let open = Document::new(Arc::new(article), None);
        let words = |range: &Range<usize>| open.article.text.slice(range.clone()).trim().to_owned();
        let mut forward = vec![sentence_at(&open, 0).unwrap()];
        while let Some(next) = sentence_after(&open, forward.last().unwrap().end) {
            forward.push(next);
        }
        let expected = ["A title", "One came.", "Mr. Smith left.", "Three!", "Four stays."];
        assert_eq!(forward.iter().map(words).collect::<Vec<_>>(), expected);
        let mut backward = vec![forward.last().unwrap().clone()];
        while let Some(before) = sentence_before(&open, backward.last().unwrap().start) {
            backward.push(before);
        }
        backward.reverse();
        assert_eq!(backward, forward);
        assert_eq!(
            words(&sentence_at(&open, open.article.text.as_str().find("left").unwrap()).unwrap()),
            expected[2]
        );
    }
}
