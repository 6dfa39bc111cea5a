//! How much of a text another text has too, told by runs of four words.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::article::html::weight::is_dense;

/// How many words are one run.
const RUN: usize = 4;

/// Words in lower case; a character of a script without spaces is one.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut hasher = DefaultHasher::new();
    let mut is_open = false;
    for c in text.chars() {
        if is_open && (!c.is_alphanumeric() || is_dense(c)) {
            words.push(std::mem::take(&mut hasher).finish());
            is_open = false;
        }
        if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| c.hash(&mut hasher));
            is_open = true;
        }
    }
    if is_open {
        words.push(hasher.finish());
    }
    words
}

/// The runs of a text; a shorter text is one run.
pub fn runs(text: &str) -> Vec<u64> {
    let words = words(text);
    let hash = |run: &[u64]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    if words.is_empty() {
        Vec::new()
    } else if words.len() < RUN {
        vec![hash(&words)]
    } else {
        words.windows(RUN).map(hash).collect()
    }
}

/// How many hundredths of a text's runs a set has; 0 for a text without words.
pub fn covered(text: &str, set: &HashSet<u64>) -> usize {
    let runs = runs(text);
    let found = runs.iter().filter(|run| set.contains(run)).count();
    if runs.is_empty() { 0 } else { found * 100 / runs.len() }
}

/// A text in lower case, its words parted by one space and nothing else: what is the same title, written another way.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_covered_by_what_holds_its_words_in_their_order() {
        let set: HashSet<u64> = runs("The envoy, he said, left at noon on Monday.").into_iter().collect();
        assert_eq!(covered("the envoy he said left", &set), 100);
        assert_eq!(covered("noon at left said he envoy", &set), 0);
        assert_eq!(plain(" “Talks” go–on! "), "talks go on");
    }
}
