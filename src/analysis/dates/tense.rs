//! Tells whether the words around a date speak of the past or of the future.

use std::ops::Range;

use super::resolve::Tense;

/// Words that speak of the future, or of the present, which beside a date mostly means the future.
const FUTURE: &[&str] = &[
    "will",
    "won't",
    "shall",
    "plans",
    "upcoming",
    "tomorrow",
    "expires",
    "deadline",
    "begins",
    "opens",
    "starts",
    "resumes",
    "closes",
    "ends",
    "goes",
    "returns",
    "arrives",
    "leaves",
    "hopes",
    "intends",
    "aims",
    "should",
    "may",
    "could",
    "forthcoming",
    "takes",
    "runs",
    "meets",
    "votes",
    "plays",
    "faces",
    "hosts",
    "can",
    "must",
    "stays",
    "remains",
    "is",
    "are",
    "be",
    "if",
    "going",
    "wants",
    "want",
    "seeks",
    "demands",
    "follows",
    "go",
    "play",
    "fly",
    "travel",
];

/// Words that speak of the past.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "has", "have", "been", "came", "went", "took", "began",
    "since", "ago", "left", "met", "made", "held", "got", "found", "won", "lost", "saw", "gave", "fell",
    "rose", "sent", "became", "wrote", "broke", "led", "ran", "built", "bought", "sold", "spoke", "thought",
    "kept", "brought", "stood", "sat", "hit", "drew", "struck", "shot", "threw", "flew", "grew", "knew",
    "paid", "taught", "caught", "chose", "drove", "felt", "heard", "hid", "laid", "lay", "meant", "rode",
    "sang", "sank", "shook", "slept", "spent", "stole", "swam", "tore", "wore", "read",
];

/// Verbs and adjectives before an infinitive that speaks of the future: voted to walk out.
const BEFORE_INFINITIVES: &[&str] = &[
    "voted",
    "asked",
    "wants",
    "wanted",
    "agreed",
    "promised",
    "due",
    "scheduled",
    "expected",
    "set",
    "likely",
    "pledged",
    "vowed",
    "hopes",
    "hoped",
    "going",
    "ordered",
    "told",
    "urged",
    "invited",
    "plans",
    "planned",
    "decided",
    "hoping",
    "ready",
    "needs",
    "has",
    "have",
    "want",
    "intends",
    "intend",
    "able",
    "free",
];

/// Maximum number of bytes of the sentence that are read on either side of a date.
const WINDOW_LEN: usize = 300;
/// Maximum number of words between such a verb and `to`.
const MAX_OBJECT_WORDS: usize = 3;

/// Returns the tense of the words around a date: of those in its clause before it, else after it; else of the rest of
/// the sentence after it, else before it. Past if no word shows a tense.
pub(super) fn tense(text: &str, sentence: &Range<usize>, date: &Range<usize>) -> Tense {
    let start = text.ceil_char_boundary(sentence.start.max(date.start.saturating_sub(WINDOW_LEN)));
    let end = text.floor_char_boundary(sentence.end.min(date.end + WINDOW_LEN));
    let before = text.get(start.min(date.start)..date.start).unwrap_or_default();
    let after = text.get(date.end..end.max(date.end)).unwrap_or_default();
    let clause_before = before.rsplit([',', ';', ':', '–', '—', '(']).next().unwrap_or_default();
    let clause_after = after.split([',', ';', ':', '–', '—', ')']).next().unwrap_or_default();
    let rest_before = before.get(..before.len() - clause_before.len()).unwrap_or_default();
    let rest_after = after.get(clause_after.len()..).unwrap_or_default();
    // have until Wednesday
    let clause_words = words(clause_before);
    if let [.., verb, until] = clause_words.as_slice()
        && matches!((verb.as_str(), until.as_str()), ("has" | "have", "until" | "till"))
    {
        return Tense::Future;
    }
    last_tense(clause_before)
        .or_else(|| first_tense(clause_after))
        .or_else(|| first_tense(rest_after))
        .or_else(|| last_tense(rest_before))
        .unwrap_or(Tense::Past)
}

/// Returns the words of a text in lower case, without punctuation at their ends. A capitalised word becomes an empty
/// string.
fn words(text: &str) -> Vec<String> {
    let trim = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // The `May` in `May Lind` is no verb.
        if word.starts_with(char::is_uppercase) {
            return String::new();
        }
        word.to_lowercase().replace('’', "'")
    };
    text.split_whitespace().map(trim).collect()
}

fn first_tense(text: &str) -> Option<Tense> {
    let words = words(text);
    (0..words.len()).find_map(|at| tense_at(&words, at))
}

fn last_tense(text: &str) -> Option<Tense> {
    let words = words(text);
    (0..words.len()).rev().find_map(|at| tense_at(&words, at))
}

/// Returns the tense that the word at `at` shows.
fn tense_at(words: &[String], at: usize) -> Option<Tense> {
    let word = words.get(at)?.as_str();
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", String::as_str);
    let two_before = at.checked_sub(2).and_then(|before| words.get(before)).map_or("", String::as_str);
    let follows = |wanted: &[&str]| {
        wanted.contains(&before) || (before.ends_with("ly") && wanted.contains(&two_before))
    };
    if word == "to" {
        let verbs = words.get(at.saturating_sub(MAX_OBJECT_WORDS + 1)..at).unwrap_or_default();
        let is_intention = verbs.iter().any(|verb| BEFORE_INFINITIVES.contains(&verb.as_str()));
        let is_past = verbs.iter().any(|verb| matches!(verb.as_str(), "was" | "were" | "had"));
        return is_intention.then_some(if is_past { Tense::Past } else { Tense::Future });
    }
    if word == "set" {
        return follows(&["is", "are", "be"]).then_some(Tense::Future);
    }
    if matches!(word, "due" | "scheduled" | "expected" | "planned") {
        let is_past = follows(&["was", "were", "had", "been"]);
        return Some(if is_past { Tense::Past } else { Tense::Future });
    }
    // will be notified, are banned
    if word.ends_with("ed") && follows(&["be", "is", "are", "get", "gets"]) {
        return None;
    }
    if FUTURE.contains(&word) || word.ends_with("'ll") {
        return Some(Tense::Future);
    }
    let is_past = PAST.contains(&word) || (word.ends_with("ed") && word.len() > 4);
    is_past.then_some(Tense::Past)
}
