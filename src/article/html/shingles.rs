//! Measures how much of one text is in another, by runs of four words.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::article::html::weight::is_dense;

/// Words per shingle.
const SHINGLE_WORDS: usize = 4;

/// Hashes the words of a text, in lower case. Each letter of a dense script starts a word.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut hasher = DefaultHasher::new();
    let mut in_word = false;
    for c in text.chars() {
        if in_word && (!c.is_alphanumeric() || is_dense(c)) {
            words.push(std::mem::take(&mut hasher).finish());
            in_word = false;
        }
        if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| c.hash(&mut hasher));
            in_word = true;
        }
    }
    if in_word {
        words.push(hasher.finish());
    }
    words
}

/// Hashes the shingles of a text. A text of one to three words is one shingle.
pub fn shingles(text: &str) -> Vec<u64> {
    let words = words(text);
    let hash = |run: &[u64]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    if words.is_empty() {
        Vec::new()
    } else if words.len() < SHINGLE_WORDS {
        vec![hash(&words)]
    } else {
        words.windows(SHINGLE_WORDS).map(hash).collect()
    }
}

/// Returns the percentage of a text's shingles that are in a set; 0 for a text without words.
pub fn percent_covered(text: &str, set: &HashSet<u64>) -> usize {
    let shingles = shingles(text);
    let found = shingles.iter().filter(|run| set.contains(run)).count();
    if shingles.is_empty() { 0 } else { found * 100 / shingles.len() }
}

/// Normalises a text for comparison: lower-case words joined by single spaces, punctuation dropped.
pub fn normalise(text: &str) -> String {
    let mut normalised = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !normalised.is_empty() {
            normalised.push(' ');
        }
        normalised.extend(word.chars().flat_map(char::to_lowercase));
    }
    normalised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_depends_on_word_order() {
        let set: HashSet<u64> = shingles("The envoy, he said, left at noon on Monday.").into_iter().collect();
        assert_eq!(percent_covered("the envoy he said left", &set), 100);
        assert_eq!(percent_covered("noon at left said he envoy", &set), 0);
        assert_eq!(normalise(" “Talks” go–on! "), "talks go on");
    }
}
