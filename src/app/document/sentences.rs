//! Sentences of the open article, one by one. A block of any length costs as much as a page: what is looked at is the piece that
//! is laid out as one, and a sentence that goes on beyond it ends with it.

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

/// The number of the piece that holds a byte, or of the last before it.
fn piece_at(open: &Document, offset: usize) -> usize {
    open.pieces.partition_point(|piece| piece.range.start <= offset).saturating_sub(1)
}

/// The sentence that holds a byte, or the last one before it in its paragraph; the whole paragraph where there is none.
pub fn sentence_at(open: &Document, offset: usize) -> Option<Range<usize>> {
    let piece = open.pieces.get(piece_at(open, offset))?;
    let before = sentences_of(open, piece).into_iter().take_while(|span| span.start <= offset).last();
    Some(before.unwrap_or_else(|| piece.range.clone()))
}

/// The sentence behind a byte at which another ends.
pub fn sentence_after(open: &Document, end: usize) -> Option<Range<usize>> {
    let first = piece_at(open, end);
    let pieces = open.pieces.iter().skip(first);
    pieces
        .take(NEIGHBOURS)
        .find_map(|piece| sentences_of(open, piece).into_iter().find(|span| span.start >= end))
}

/// The sentence before a byte at which another begins.
pub fn sentence_before(open: &Document, start: usize) -> Option<Range<usize>> {
    let last = piece_at(open, start);
    let pieces = open.pieces.iter().take(last + 1).rev();
    pieces
        .take(NEIGHBOURS)
        .find_map(|piece| sentences_of(open, piece).into_iter().rev().find(|span| span.end <= start))
}

/// How many pieces are looked at for a neighbour: more than these without a sentence are no text.
const NEIGHBOURS: usize = 20;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    #[test]
    fn one_goes_from_sentence_to_sentence_and_back_over_paragraphs() {
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
            words(&sentence_at(&open, open.article.text.all().find("left").unwrap()).unwrap()),
            expected[2]
        );
    }
}
