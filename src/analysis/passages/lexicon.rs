//! Stems, synonyms, opposites, stock phrases, and how much a shared word tells.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::mention::words::{WordTable, words_under};

/// The tables of this module, each under its heading.
const LEXICON: &str = include_str!("lexicon.txt");
/// Words that translators and editors put in each other's place, one group per line.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// Words that any two texts are likely to share.
pub(super) static FUNCTION_WORDS: WordTable = LazyLock::new(|| words_under(LEXICON, "function words"));
/// Words that negate a sentence.
pub(super) static NEGATIONS: WordTable = LazyLock::new(|| words_under(LEXICON, "negations"));
/// Words that deny something without negating a verb.
pub(super) static DENIALS: WordTable = LazyLock::new(|| words_under(LEXICON, "words that deny"));

/// Words that deny something in part. A wording with one may match both a denial and a plain statement.
pub(super) static PARTIAL_DENIALS: WordTable =
    LazyLock::new(|| words_under(LEXICON, "words that deny in part"));

/// Stems of words with opposite meanings, in both orders.
static OPPOSITES: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let words: Vec<&str> = lines_under("opposites").flat_map(str::split_whitespace).collect();
    let pairs = words.chunks_exact(2).filter_map(|pair| Some((stem(pair.first()?), stem(pair.get(1)?))));
    pairs.flat_map(|(left, right)| [(left.clone(), right.clone()), (right, left)]).collect()
});

/// Prefixes that reverse the meaning of a word.
const REVERSING: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non"];

/// Weights of the stems of words that are common in English in general and in news.
static COMMON: LazyLock<HashMap<String, f64>> = LazyLock::new(|| {
    let mut weights = HashMap::new();
    for (heading, weight) in [("common words", 0.75), ("very common words", 0.5)] {
        weights.extend(words_under(LEXICON, heading).into_iter().map(|word| (stem(word), weight)));
    }
    weights
});

/// Base forms of words that are inflected irregularly.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let words: Vec<&str> = lines_under("irregular forms").flat_map(str::split_whitespace).collect();
    words.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
});

/// The groups of synonyms that each stem is in.
static GROUPS: LazyLock<HashMap<String, Vec<u32>>> = LazyLock::new(|| {
    let mut groups: HashMap<String, Vec<u32>> = HashMap::new();
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#'));
    for (group, line) in (0..).zip(lines) {
        for word in line.split_whitespace() {
            let of_word = groups.entry(stem(word)).or_default();
            if of_word.last() != Some(&group) {
                of_word.push(group);
            }
        }
    }
    groups
});

/// Stock phrases, by their first word.
static STOCK_PHRASES: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
    for line in lines_under("stock phrases") {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(first) = words.first() {
            phrases.entry(first).or_default().push(words);
        }
    }
    phrases
});

/// Numbers written as words.
const NUMBER_WORDS: &[(&str, u64)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("dozen", 12),
];

/// Weight of a content word that is in no table.
const RARE: f64 = 1.0;

/// Returns the lines below a heading of the lexicon.
fn lines_under(heading: &'static str) -> impl Iterator<Item = &'static str> {
    let mut is_under = false;
    LEXICON.lines().filter(move |line| {
        if let Some(found) = line.strip_prefix("# ") {
            is_under = found == heading;
            return false;
        }
        is_under
    })
}

/// Returns how much it tells that two texts share a stem, from 0.5 for the most common to 1.
pub(super) fn weight(stem: &str) -> f64 {
    COMMON.get(stem).copied().unwrap_or(RARE)
}

/// Returns the groups of synonyms that a stem is in.
pub(super) fn synonyms(stem: &str) -> &'static [u32] {
    GROUPS.get(stem).map_or(&[], Vec::as_slice)
}

/// True if two stems have opposite meanings.
pub(super) fn are_opposite(left: &str, right: &str) -> bool {
    let reverses = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|prefix| short.len() > 2 && REVERSING.contains(&prefix))
    };
    reverses(left, right) || reverses(right, left) || OPPOSITES.contains(&(left.to_owned(), right.to_owned()))
}

/// Returns the value of a number word. `one` has none, since it is often a pronoun.
pub(super) fn number_word(word: &str) -> Option<u64> {
    NUMBER_WORDS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Returns, for each of the folded words, whether it is part of a stock phrase.
pub(super) fn stock_words(words: &[&str]) -> Vec<bool> {
    let mut is_stock = vec![false; words.len()];
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let phrases = rest.first().and_then(|first| STOCK_PHRASES.get(first));
        let matching = phrases.into_iter().flatten().filter(|phrase| rest.starts_with(phrase));
        if let Some(length) = matching.map(Vec::len).max() {
            is_stock.iter_mut().skip(at).take(length).for_each(|is_stock| *is_stock = true);
        }
    }
    is_stock
}

/// Endings that are removed, longest first, with the fewest letters that must remain before them.
const ENDINGS: &[(&str, usize)] = &[("ingly", 4), ("edly", 4), ("ness", 4), ("ing", 3), ("ed", 3), ("ly", 4)];

/// Returns the stem of a folded word: its base form if it is irregular, else the word without inflection. British and
/// American spellings have one stem where only `-ise`, `-our` and a doubled l differ. A stem is not always a word.
pub(super) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some(base) = IRREGULAR.get(word) {
        return reduce(base);
    }
    if !word.is_ascii() || word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return reduce(word);
    }
    let singular = if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        format!("{stem}y")
    } else if word.ends_with("sses")
        || word.ends_with("shes")
        || word.ends_with("ches")
        || word.ends_with("xes")
    {
        word.strip_suffix("es").unwrap_or(word).to_owned()
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        word.strip_suffix('s').unwrap_or(word).to_owned()
    } else {
        word.to_owned()
    };
    if let Some(base) = IRREGULAR.get(singular.as_str()) {
        return reduce(base);
    }
    let has_vowel = |stem: &str| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    for (ending, min) in ENDINGS {
        let Some(rest) = singular.strip_suffix(ending) else { continue };
        if rest.len() >= *min && has_vowel(rest) {
            let mut letters = rest.chars().rev();
            let is_doubled = letters.next() == letters.next()
                && rest.ends_with(['b', 'd', 'g', 'l', 'm', 'n', 'p', 'r', 't']);
            let mut rest = rest.to_owned();
            if is_doubled {
                rest.pop();
            }
            return reduce(&rest);
        }
    }
    reduce(&singular)
}

/// Normalises the end of a stem, so that its spellings before different endings become one.
fn reduce(stem: &str) -> String {
    if stem.len() < 4 {
        return stem.to_owned();
    }
    let mut stem = stem.strip_suffix('e').unwrap_or(stem).to_owned();
    for (from, to) in [("our", "or"), ("iz", "is"), ("ll", "l"), ("ied", "i"), ("y", "i")] {
        if let Some(start) = stem.strip_suffix(from).filter(|start| start.len() > 1) {
            stem = format!("{start}{to}");
            break;
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_and_spellings_share_a_stem() {
        for (left, right) in [
            ("close", "closes"),
            ("closed", "closing"),
            ("making", "made"),
            ("colour", "color"),
            ("organised", "organize"),
            ("stopped", "stop"),
            ("memories", "memory"),
            ("travelled", "traveling"),
            ("informally", "informal"),
            ("died", "dead"),
            ("boxes", "box"),
        ] {
            assert_eq!(stem(left), stem(right), "{left} {right}");
        }
        assert!(
            are_opposite(&stem("unsafe"), &stem("safe")) && are_opposite(&stem("rose"), &stem("falling"))
        );
        assert!(!are_opposite("safe", "secur"));
        for (left, right) in [("bus", "busy"), ("news", "new"), ("passport", "pass")] {
            assert_ne!(stem(left), stem(right), "{left} {right}");
        }
    }

    #[test]
    fn tables_are_read() {
        assert!(
            FUNCTION_WORDS.contains("because") && NEGATIONS.contains("never") && DENIALS.contains("deny")
        );
        assert!(
            weight(&stem("people")) < weight(&stem("police")) && weight(&stem("police")) < weight("dossier")
        );
        let shared = |left: &str, right: &str| {
            synonyms(&stem(left)).iter().any(|group| synonyms(&stem(right)).contains(group))
        };
        assert!(shared("frontiers", "border") && shared("palms", "hands") && !shared("border", "hand"));
        let words = ["we", "will", "say", "lessons", "will", "be", "learned", "here"];
        let expected = [false, false, false, true, true, true, true, false];
        assert_eq!(stock_words(&words), expected);
    }
}
