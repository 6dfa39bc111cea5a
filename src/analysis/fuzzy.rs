//! Fuzzy matching of texts by a few typed letters.
//!
//! The letters must occur in order, with anything between them; consecutive letters and word starts rank higher. Words
//! separated by spaces must all match, in any order, with smart case. The rules, and the syntax of [`rank`] (`^start`,
//! `end$`, `'substring`, `!not`), are those of the `nucleo` matcher, which users know from their editors.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuzzyMatch<T> {
    /// What the text represents.
    pub target: T,
    /// The text.
    pub text: String,
    /// Indices of the grapheme clusters that match the typed letters, in order.
    pub typed: Vec<u32>,
}

/// Returns the best `limit` matches, best first, and the number of all matches. Ties go to the shorter text, then to
/// the order given. If `query` is empty or blank, every text matches, in the order given.
pub fn rank<T>(
    texts: impl IntoIterator<Item = (T, String)>,
    query: &str,
    limit: usize,
) -> (Vec<FuzzyMatch<T>>, usize) {
    rank_with(&Pattern::parse(query, CaseMatching::Smart, Normalization::Smart), texts, limit)
}

/// Like [`rank`], but without its syntax: each typed word must occur as a substring. In a long text, scattered letters
/// match by chance.
pub fn rank_substring<T>(
    texts: impl IntoIterator<Item = (T, String)>,
    query: &str,
    limit: usize,
) -> (Vec<FuzzyMatch<T>>, usize) {
    let (case, normalization) = (CaseMatching::Smart, Normalization::Smart);
    rank_with(&Pattern::new(query, case, normalization, AtomKind::Substring), texts, limit)
}

fn rank_with<T>(
    pattern: &Pattern,
    texts: impl IntoIterator<Item = (T, String)>,
    limit: usize,
) -> (Vec<FuzzyMatch<T>>, usize) {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let scored = texts.into_iter().filter_map(|(target, text)| {
        let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
        Some((score, target, text))
    });
    let mut scored: Vec<(u32, T, String)> = scored.collect();
    let count = scored.len();
    let has_query = !pattern.atoms.is_empty();
    let len = |text: &str| if has_query { text.len() } else { 0 };
    scored.sort_by_key(|(score, _, text)| (std::cmp::Reverse(*score), len(text)));
    let mut buffer = Vec::new();
    let best = scored.into_iter().take(limit).map(|(_, target, text)| {
        let mut typed = Vec::new();
        pattern.indices(Utf32Str::new(&text, &mut buffer), &mut matcher, &mut typed);
        typed.sort_unstable();
        typed.dedup();
        FuzzyMatch { target, text, typed }
    });
    (best.collect(), count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width::graphemes;

    fn ranked(texts: &[&str], typed: &str) -> Vec<String> {
        let texts = texts.iter().map(|text| ((), (*text).to_owned()));
        rank(texts, typed, 10).0.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn letters_match_in_order_and_whole_words_rank_first() {
        let texts = ["Volodymyr Zelensky", "Zelensky", "Zeal for Sky", "Kyiv"];
        assert_eq!(ranked(&texts, "zelns"), ["Zelensky", "Volodymyr Zelensky"]);
        assert_eq!(ranked(&texts, "zsky").len(), 3);
        assert_eq!(ranked(&texts, "Kyiv"), ["Kyiv"]);
        assert_eq!(ranked(&texts, "kYiv"), Vec::<String>::new(), "a capital matches only a capital");
        assert_eq!(ranked(&texts, "zel vol"), ["Volodymyr Zelensky"]);
        assert_eq!(ranked(&texts, ""), texts);
    }

    #[test]
    fn substring_search_does_not_match_scattered_letters() {
        let texts = ["to the next hit", "what is there to sit on"].map(|text| ((), text.to_owned()));
        let (found, count) = rank_substring(texts, "hit next", 5);
        assert_eq!((found.len(), count), (1, 1));
        assert_eq!(found[0].typed, [7, 8, 9, 10, 12, 13, 14]);
    }

    proptest! {
        /// The clusters marked as typed are the letters that were typed, in order.
        #[test]
        fn marked_clusters_are_the_typed_letters(text in "[a-zé北 ]{0,20}", typed in "[a-z北]{1,3}") {
            let (found, count) = rank([((), text.clone())], &typed, 5);
            let mut rest = text.chars();
            let is_match = typed.chars().all(|letter| rest.any(|other| other == letter || (other == 'é' && letter == 'e')));
            prop_assert_eq!(count == 1, is_match);
            if let Some(found) = found.first() {
                let clusters: Vec<&str> = graphemes(&text).map(|cluster| cluster.text).collect();
                let marked: String = found.typed.iter().map(|at| clusters[*at as usize]).collect();
                prop_assert_eq!(marked.replace('é', "e"), typed.replace('é', "e"));
            }
        }
    }
}
