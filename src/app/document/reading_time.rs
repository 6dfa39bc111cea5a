//! Estimates how long the rest of an article takes to read.
//!
//! Only the rate in words is backed by a meta-analysis. Scripts without spaces between words are counted by character, each
//! as an average fraction of a word: a rough estimate, which is enough for minutes that are rounded up.

use super::piece::Piece;
use crate::article::{Article, Region};
use crate::text::scripts::is_unspaced;

/// Words per minute that adults read silently in English non-fiction: Brysbaert, "How many words do we read per minute?
/// A review and meta-analysis of reading rate", Journal of Memory and Language 109, 2019. Rates in other languages,
/// counted in words of those languages, are similar.
pub const WORDS_PER_MINUTE: u64 = 238;

/// A word, in the units of amounts: fortieths of a word, so that the values below are whole numbers.
const WORD: u64 = 40;
/// A Han or Kana character: 1.6 of them to a word.
const IDEOGRAPH: u64 = 25;
/// A letter of Thai, Lao, Khmer or Myanmar: five of them to a word.
const LETTER: u64 = 8;
/// The first ideograph. The unspaced scripts before it are alphabets; the rare letters after it (Myanmar Extended)
/// count as ideographs.
const FIRST_IDEOGRAPH: char = '\u{2E80}';

/// Returns the amount of text, in fortieths of a word.
fn amount(text: &str) -> u64 {
    text.split_whitespace().map(amount_of_run).sum()
}

/// Returns the amount of a run between white space: its characters of unspaced scripts, and one word if it has any other
/// letter or digit.
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

/// Returns the amount of body text from each piece to the end, and a final 0.
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

/// Returns the minutes that the body takes to read from byte `offset` on, rounded up, given [`amounts_from`]; 0 if nothing
/// is left.
pub fn minutes_from(article: &Article, pieces: &[Piece], amounts_from: &[u64], offset: usize) -> u64 {
    let next = pieces.partition_point(|piece| piece.range.start <= offset);
    let here = next.checked_sub(1).and_then(|at| pieces.get(at));
    let rest_here = here.filter(|piece| piece.region == Region::Body).map_or(0, |piece| {
        let rest = offset.min(piece.range.end)..piece.range.end;
        amount(article.text.slice(rest))
    });
    let after = amounts_from.get(next).copied().unwrap_or(0);
    (rest_here + after).div_ceil(WORD * WORDS_PER_MINUTE)
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
    fn minutes_are_words_over_the_rate_rounded_up() {
        let words = |count: usize| format!("A title here\n\n{}", "word ".repeat(count - 3));
        assert_eq!(opened(&words(238)).minutes_from(0), 1);
        assert_eq!(opened(&words(239)).minutes_from(0), 2);
        assert_eq!(opened(&words(2380)).minutes_from(0), 10);
        assert_eq!(opened(&words(100)).minutes_from(100_000), 0);
        assert_eq!(opened("").minutes_from(0), 0);
    }

    /// 238 words per minute are 380.8 ideographs, or 1,190 letters of an unspaced alphabet.
    #[test]
    fn unspaced_scripts_are_counted_by_character() {
        for (character, count) in [("北", 380), ("ก", 1190)] {
            assert_eq!(opened(&character.repeat(count)).minutes_from(0), 1, "{character}");
            assert_eq!(opened(&character.repeat(count + 1)).minutes_from(0), 2, "{character}");
        }
    }

    /// A paragraph of 20 KB is three pieces.
    #[test]
    fn rest_of_a_long_paragraph_is_counted_across_pieces() {
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
    fn boilerplate_is_not_counted() {
        let body = "word ".repeat(60);
        let boilerplate = format!("You may also like\n\n{}", "word ".repeat(90));
        let open = opened(&format!("A title\n\n{body}\n\n{boilerplate}"));
        let end = open.article.text.as_str().find("You may").unwrap();
        assert_eq!(open.amounts_from[0], 62 * WORD);
        assert_eq!(open.minutes_from(end), 0);
    }

    #[test]
    fn amounts_of_spaced_and_unspaced_scripts() {
        assert_eq!(amount("泽连斯基,和平。"), 6 * IDEOGRAPH);
        assert_eq!(amount("ゼレンスキー"), 6 * IDEOGRAPH);
        assert_eq!(amount("28点 plan — “x”"), 3 * WORD + IDEOGRAPH);
        assert!((3 * LETTER..9 * LETTER).contains(&amount("เซเลนสกี")));
        assert_eq!(amount("젤렌스키 대통령"), 2 * WORD);
        assert_eq!(amount("Зеленський прибув"), 2 * WORD);
    }

    proptest! {
        /// The sums stored per piece agree with a count of everything that is left.
        #[test]
        fn any_offset_agrees_with_a_count_of_the_rest(
            paragraphs in prop::collection::vec("[a-z]{1,5}( [a-z北]{1,5}){0,60}\\.", 1..12), at in any::<prop::sample::Index>(),
        ) {
            let open = opened(&paragraphs.join("\n\n"));
            let text = open.article.text.as_str();
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let offset = borders[at.index(borders.len())];
            let whole = amount(&text[offset..]);
            prop_assert_eq!(open.minutes_from(offset), whole.div_ceil(WORD * WORDS_PER_MINUTE));
        }
    }
}
