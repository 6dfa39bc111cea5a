//! How long the rest of an article takes to read.
//!
//! The one rate with a meta-analysis behind it is that for words. Scripts that put no spaces between words are counted by
//! character, each as the part of a word that it is on average: roughly, as minutes that are rounded up can be.

use super::piece::Piece;
use crate::article::{Article, Region};
use crate::text::scripts::is_unspaced;

/// Words a minute that adults read silently in English non-fiction: Brysbaert, "How many words do we read per minute? A
/// review and meta-analysis of reading rate", Journal of Memory and Language 109, 2019. Other languages come close with
/// words of their own length.
pub const WORDS_A_MINUTE: u64 = 238;

/// A word in the units that amounts are counted in: divides by what characters are worth.
const WORD: u64 = 40;
/// A Han or Kana character: 1.6 of them to a word.
const IDEOGRAPH: u64 = 25;
/// A letter of Thai, Lao, Khmer or Myanmar: five of them to a word.
const LETTER: u64 = 8;
/// The first ideograph: the unspaced scripts before it are alphabets.
const FIRST_IDEOGRAPH: char = '\u{2E80}';

/// How much there is to read in a text, in fortieths of a word.
fn amount(text: &str) -> u64 {
    text.split_whitespace().map(amount_of_run).sum()
}

/// A run between white space: a word if it has a letter or digit, beside its characters of unspaced scripts.
fn amount_of_run(run: &str) -> u64 {
    let (mut characters, mut has_word) = (0, false);
    for c in run.chars().filter(|c| c.is_alphanumeric()) {
        match c {
            _ if !is_unspaced(c) => has_word = true,
            FIRST_IDEOGRAPH.. => characters += IDEOGRAPH,
            _ => characters += LETTER,
        }
    }
    characters + if has_word { WORD } else { 0 }
}

/// What there is to read from each piece on to the end of the body, in the units of this module; one more entry than pieces.
pub fn amounts_from(article: &Article, pieces: &[Piece]) -> Vec<u64> {
    let mut rest = 0;
    let mut amounts = vec![rest];
    for piece in pieces.iter().rev() {
        if piece.region == Region::Body {
            rest += amount(article.text.slice(piece.range.clone()));
        }
        amounts.push(rest);
    }
    amounts.reverse();
    amounts
}

/// Minutes that a text takes to read from a byte on, rounded up, given its pieces and [`amounts_from`] each; 0 where nothing
/// of the body is left.
pub fn minutes_from(article: &Article, pieces: &[Piece], amounts_from: &[u64], offset: usize) -> u64 {
    let next = pieces.partition_point(|piece| piece.range.start <= offset);
    let here = next.checked_sub(1).and_then(|at| pieces.get(at));
    let rest_here = here.filter(|piece| piece.region == Region::Body).map_or(0, |piece| {
        let rest = offset.min(piece.range.end)..piece.range.end;
        amount(article.text.slice(rest))
    });
    let after = amounts_from.get(next).copied().unwrap_or(0);
    (rest_here + after).div_ceil(WORD * WORDS_A_MINUTE)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::app::document::Document;
    use crate::article::{ArticleKey, Format, parse};

    fn opened(text: &str) -> Document {
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
        Document::new(Arc::new(article), None)
    }

    #[test]
    fn minutes_are_those_of_the_words_rounded_up() {
        let words = |count: usize| format!("A title here\n\n{}", "word ".repeat(count - 3));
        assert_eq!(opened(&words(238)).minutes_from(0), 1);
        assert_eq!(opened(&words(239)).minutes_from(0), 2);
        assert_eq!(opened(&words(2380)).minutes_from(0), 10);
        assert_eq!(opened(&words(100)).minutes_from(100_000), 0);
        assert_eq!(opened("").minutes_from(0), 0);
    }

    /// 238 words a minute are 380.8 ideographs, or 1,190 letters of an unspaced alphabet.
    #[test]
    fn minutes_are_those_of_characters_where_words_have_no_spaces() {
        for (character, count) in [("北", 380), ("ก", 1190)] {
            assert_eq!(opened(&character.repeat(count)).minutes_from(0), 1, "{character}");
            assert_eq!(opened(&character.repeat(count + 1)).minutes_from(0), 2, "{character}");
        }
    }

    /// A paragraph of 20 KB is three pieces.
    #[test]
    fn rest_of_a_long_paragraph_is_counted_over_the_borders_of_its_pieces() {
        let open = opened(&format!("A title\n\n{}", "four ".repeat(4_000)));
        assert_eq!(open.pieces.len(), 4);
        let text = open.article.text.as_str();
        for border in open.pieces.iter().map(|piece| piece.range.start) {
            for offset in [border.saturating_sub(5), border, border + 5] {
                let words = text[offset..].split_whitespace().count() as u64;
                assert_eq!(open.minutes_from(offset), words.div_ceil(238), "{offset}");
            }
        }
    }

    #[test]
    fn web_residue_is_not_read() {
        let body = "word ".repeat(60);
        let residue = format!("You may also like\n\n{}", "word ".repeat(90));
        let open = opened(&format!("A title\n\n{body}\n\n{residue}"));
        let end = open.article.text.as_str().find("You may").unwrap();
        assert_eq!(open.amounts_from[0], 62 * WORD);
        assert_eq!(open.minutes_from(end), 0);
    }

    #[test]
    fn characters_count_where_words_have_no_spaces() {
        assert_eq!(amount("泽连斯基,和平。"), 6 * IDEOGRAPH);
        assert_eq!(amount("ゼレンスキー"), 6 * IDEOGRAPH);
        assert_eq!(amount("28点 plan — “x”"), 3 * WORD + IDEOGRAPH);
        assert!((3 * LETTER..9 * LETTER).contains(&amount("เซเลนสกี")));
        assert_eq!(amount("젤렌스키 대통령"), 2 * WORD);
        assert_eq!(amount("Зеленський прибув"), 2 * WORD);
    }

    proptest! {
        /// What is remembered at the pieces gives what counting the whole rest gives.
        #[test]
        fn any_place_agrees_with_a_count_of_the_rest(
            paragraphs in prop::collection::vec("[a-z]{1,5}( [a-z北]{1,5}){0,60}\\.", 1..12), at in any::<prop::sample::Index>(),
        ) {
            let open = opened(&paragraphs.join("\n\n"));
            let text = open.article.text.as_str();
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let offset = borders[at.index(borders.len())];
            let whole = amount(&text[offset..]);
            prop_assert_eq!(open.minutes_from(offset), whole.div_ceil(WORD * WORDS_A_MINUTE));
        }
    }
}
