//! Which of many texts a few typed letters mean.
//!
//! Letters must come in their order, with anything between them; what stands together, begins words or stands early ranks
//! higher. Words divided by spaces must all be found, in any order. Case is smart. The rules are those of the `nucleo`
//! matcher that editors use, so hands know them.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A text that was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant<T> {
    /// What the text belongs to.
    pub target: T,
    /// The text.
    pub text: String,
    /// Which of its characters (grapheme clusters, from 0) were typed, in order.
    pub typed: Vec<u32>,
}

/// The best `most` of the texts, best first; of those that are as good the shorter, then in the
/// order given; and how many are meant at all. With
/// nothing typed all are, in the order given.
pub fn rank<T>(
    texts: impl IntoIterator<Item = (T, String)>,
    typed: &str,
    most: usize,
) -> (Vec<Meant<T>>, usize) {
    ranked(&Pattern::parse(typed, CaseMatching::Smart, Normalization::Smart), texts, most)
}

/// The same of texts that hold each word typed as it is: in long texts letters here and there mean nothing.
pub fn rank_whole<T>(
    texts: impl IntoIterator<Item = (T, String)>,
    typed: &str,
    most: usize,
) -> (Vec<Meant<T>>, usize) {
    let (case, normalization) = (CaseMatching::Smart, Normalization::Smart);
    ranked(&Pattern::new(typed, case, normalization, AtomKind::Substring), texts, most)
}

fn ranked<T>(
    pattern: &Pattern,
    texts: impl IntoIterator<Item = (T, String)>,
    most: usize,
) -> (Vec<Meant<T>>, usize) {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let scored = texts.into_iter().filter_map(|(target, text)| {
        let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
        Some((score, target, text))
    });
    let mut scored: Vec<(u32, T, String)> = scored.collect();
    let count = scored.len();
    let is_typed = !pattern.atoms.is_empty();
    let length = |text: &str| if is_typed { text.len() } else { 0 };
    scored.sort_by_key(|(score, _, text)| (std::cmp::Reverse(*score), length(text)));
    let mut buffer = Vec::new();
    let meant = scored.into_iter().take(most).map(|(_, target, text)| {
        let mut typed = Vec::new();
        pattern.indices(Utf32Str::new(&text, &mut buffer), &mut matcher, &mut typed);
        typed.sort_unstable();
        typed.dedup();
        Meant { target, text, typed }
    });
    (meant.collect(), count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width::graphemes;

    fn texts_of(texts: &[&str], typed: &str) -> Vec<String> {
        let texts = texts.iter().map(|text| ((), (*text).to_owned()));
        rank(texts, typed, 10).0.into_iter().map(|meant| meant.text).collect()
    }

    #[test]
    fn letters_in_their_order_mean_a_text_and_whole_words_rank_first() {
        let texts = ["Volodymyr Zelensky", "Zelensky", "Zeal for Sky", "Kyiv"];
        assert_eq!(texts_of(&texts, "zelns"), ["Zelensky", "Volodymyr Zelensky"]);
        assert_eq!(texts_of(&texts, "zsky").len(), 3);
        assert_eq!(texts_of(&texts, "Kyiv"), ["Kyiv"]);
        assert_eq!(texts_of(&texts, "kYiv"), Vec::<String>::new(), "a capital asks for a capital");
        assert_eq!(texts_of(&texts, "zel vol"), ["Volodymyr Zelensky"]);
        assert_eq!(texts_of(&texts, ""), texts);
    }

    #[test]
    fn a_long_text_is_meant_by_whole_words_alone() {
        let texts = ["to the next hit", "what is there to sit on"].map(|text| ((), text.to_owned()));
        let (meant, count) = rank_whole(texts, "hit next", 5);
        assert_eq!((meant.len(), count), (1, 1));
        assert_eq!(meant[0].typed, [7, 8, 9, 10, 12, 13, 14]);
    }

    proptest! {
        /// What is marked as typed are the letters that were typed, in their order.
        #[test]
        fn the_marks_stand_on_the_letters_typed(text in "[a-zé北 ]{0,20}", typed in "[a-z北]{1,3}") {
            let (meant, count) = rank([((), text.clone())], &typed, 5);
            let mut rest = text.chars();
            let is_there = typed.chars().all(|letter| rest.any(|other| other == letter || (other == 'é' && letter == 'e')));
            prop_assert_eq!(count == 1, is_there);
            if let Some(meant) = meant.first() {
                let clusters: Vec<&str> = graphemes(&text).map(|one| one.text).collect();
                let marked: String = meant.typed.iter().map(|at| clusters[*at as usize]).collect();
                prop_assert_eq!(marked.replace('é', "e"), typed.replace('é', "e"));
            }
        }
    }
}
