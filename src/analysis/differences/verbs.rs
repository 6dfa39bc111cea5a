//! Tells verbs from other words by their form and by a table of irregular ones, and participles that only describe a
//! noun from those that tell what happened.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis::figures::tables::GROUP_ENDS;
use crate::analysis::figures::tokens::{Kind, Token, kind, lower, lower_before};

/// Past tenses and participles of irregular verbs.
static IRREGULAR: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("irregular_verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The words in `irregular_verbs.txt` that are no participles.
const NO_PARTICIPLES: &[&str] = &[
    "began", "fell", "broke", "sank", "rose", "took", "went", "came", "became", "blew", "drew", "gave",
    "grew", "ran", "spoke", "stole", "threw", "tore", "woke", "wrote", "drove", "flew", "hid", "lay", "rang",
    "sang", "shook", "swore", "effect",
];

/// True for a word that is likely a verb: a past tense or participle, or a word after `to` or `will`.
pub(super) fn is_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let word = lower(tokens, at);
    let is_name = at > 0 && tokens.get(at).is_some_and(Token::is_capital);
    let follows =
        matches!(lower_before(tokens, at, 1), "to" | "will" | "would" | "could" | "may" | "might" | "must");
    !is_name
        && (IRREGULAR.contains(word)
            || follows
            || (word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"))))
}

/// True for a lower-case participle of the past, such as `signed` or `broken`, which may follow what it was done to:
/// `treaty signed`. Regular past tenses have the same form.
pub(super) fn is_participle(word: &str) -> bool {
    (IRREGULAR.contains(word) && !NO_PARTICIPLES.contains(&word)) || (word.len() > 4 && word.ends_with("ed"))
}

/// Words that open a noun group, so that a participle right after one describes a noun. `This` and `that` are not here:
/// `the storm that flooded towns`.
const OPENERS: &[&str] = &["a", "an", "the", "its", "his", "her", "their", "our", "my", "your"];
/// Words after which a participle is in the passive.
const PASSIVE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "got", "gets", "get"];
/// Prepositions that may open an adverbial in front of a main clause: `in a letter published on the web, she resigned`.
const ADVERBIAL: &[&str] = &["in", "with", "at", "by", "after", "following", "from"];

/// Maximum number of words before a participle that are searched for an auxiliary or for what governs its noun.
const MAX_BACK: usize = 8;
/// Maximum number of words from a participle to the date on which it happened, if `by` and a name stand in between.
const MAX_TO_DATE: usize = 8;

/// True for a participle that only describes the noun after it: `a published transcript`, `Lund's stolen car`. `text` is
/// what was split into the tokens.
pub(super) fn is_attributive(text: &str, tokens: &[Token<'_>], at: usize) -> bool {
    if !is_participle(lower(tokens, at)) || !is_nominal(tokens, at + 1) {
        return false;
    }
    // `a newly published transcript`
    let opener = back_over_adverbs(tokens, at);
    let Some(opener) = opener.and_then(|opener| tokens.get(opener)) else {
        return at == 0 && !tokens.get(1).is_some_and(Token::is_capital);
    };
    let rest = text.get(opener.range.end..).unwrap_or_default();
    OPENERS.contains(&opener.lower.as_str())
        || (opener.is_word() && (rest.starts_with("'s") || rest.starts_with("’s")))
}

/// True for a participle that only describes the noun before it, and did not happen on the date whose first word is at `date`:
/// `a transcript published by the press`, or, in an adverbial before the main clause, `in a letter published on the web`.
/// The date may follow the one by whom it was done: `a transcript published by the press on May 3`.
pub(super) fn is_reduced_relative(tokens: &[Token<'_>], at: usize, date: usize) -> bool {
    let next = lower(tokens, at + 1);
    let is_by = next == "by" && !tokens.get(at + 2).is_some_and(Token::has_digit);
    if !is_participle(lower(tokens, at))
        || !(is_by || matches!(next, "in" | "on"))
        || !back_over_adverbs(tokens, at).is_some_and(|noun| is_nominal(tokens, noun))
        || is_passive(tokens, at)
    {
        return false;
    }
    if is_by {
        return !is_agent_before(tokens, at + 2, date);
    }
    // The words after such a preposition may as well say where something happened: `a bridge collapsed in Lund`.
    date < at && is_in_adverbial(tokens, at)
}

/// True if only a noun group and a preposition stand between `at`, the word after `by`, and a date behind it.
fn is_agent_before(tokens: &[Token<'_>], at: usize, date: usize) -> bool {
    let Some(words) = tokens.get(at..date).filter(|words| words.len() <= MAX_TO_DATE) else { return false };
    let Some((last, agent)) = words.split_last() else { return false };
    let is_part = |token: &Token<'_>| {
        token.is_word()
            && (OPENERS.contains(&token.lower.as_str()) || !GROUP_ENDS.contains(token.lower.as_str()))
    };
    agent.iter().all(is_part) && (last.lower == "on" || last.lower == "in" || is_part(last))
}

/// True if a preposition at the start of a clause, or `according to`, governs the noun before the participle at `at`,
/// and the clause ends behind the participle.
fn is_in_adverbial(tokens: &[Token<'_>], at: usize) -> bool {
    let is_comma = |at: usize| kind(tokens, at) == Some(Kind::Comma);
    let is_closed = (at + 2..at + 2 + MAX_TO_DATE).any(is_comma);
    let mut words = (at.saturating_sub(MAX_BACK)..at).rev();
    let governor = words.find(|back| {
        let word = lower(tokens, *back);
        kind(tokens, *back) != Some(Kind::Word) || ADVERBIAL.contains(&word) || word == "to"
    });
    let Some(governor) = governor.filter(|_| is_closed) else { return false };
    let word = lower(tokens, governor);
    let opens = governor.checked_sub(1).is_none_or(is_comma);
    (word == "to" && lower_before(tokens, governor, 1) == "according") || (ADVERBIAL.contains(&word) && opens)
}

/// Returns the index of the last word before `at` that is no adverb in `-ly`. None without one.
fn back_over_adverbs(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    (at.saturating_sub(MAX_BACK)..at).rev().find(|back| !lower(tokens, *back).ends_with("ly"))
}

/// True for a word that may be a noun or an adjective.
fn is_nominal(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_word()
            && !token.has_digit()
            && !GROUP_ENDS.contains(token.lower.as_str())
            && !matches!(token.lower.as_str(), "who" | "that" | "which" | "and" | "or" | "i" | "we" | "you")
    })
}

/// True if a form of `be` stands before the participle at `at`, with no punctuation or subordinate clause in between.
fn is_passive(tokens: &[Token<'_>], at: usize) -> bool {
    let words = tokens.get(at.saturating_sub(MAX_BACK)..at).unwrap_or_default().iter().rev();
    let mut own = words.take_while(|token| token.is_word());
    own.any(|token| PASSIVE.contains(&token.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_irregular_form_that_is_no_participle_is_in_the_table() {
        for word in NO_PARTICIPLES {
            assert!(IRREGULAR.contains(word) && !is_participle(word), "{word}");
        }
        for word in ["signed", "broken", "stolen", "held"] {
            assert!(is_participle(word), "{word}");
        }
    }

    /// The participle is in capitals, and so is the first word of the date.
    #[test]
    fn participles_that_describe_a_noun_are_told_from_acts() {
        for (text, attributive, relative) in [
            ("a PUBLISHED transcript of a talk on MAY 3", true, false),
            ("a newly PUBLISHED transcript of a talk on MAY 3", true, false),
            ("Lund's STOLEN car on MAY 3", true, false),
            ("the storm that FLOODED towns on MAY 3", false, false),
            ("the thieves who STOLEN cars on MAY 3", false, false),
            ("Lund PUBLISHED transcripts on MAY 3", false, false),
            ("a transcript PUBLISHED on MAY 3", false, false),
            ("a transcript PUBLISHED by the Lund Post on MAY 3", false, false),
            ("a transcript PUBLISHED by the Lund Post of a talk on MAY 3", false, true),
            ("on MAY 3, a transcript PUBLISHED by the Lund Post", false, true),
            ("on MAY 3, a transcript was first PUBLISHED by the Lund Post", false, false),
            ("on MAY 3, according to a transcript PUBLISHED in Lund, they spoke", false, true),
            ("on MAY 3, in a letter PUBLISHED on the web, she resigned", false, true),
            ("on MAY 3, the roof of a mill COLLAPSED in Lund, police said", false, false),
        ] {
            let read = crate::analysis::figures::tokens::tokens(text);
            let is_upper =
                |token: &Token<'_>| token.text.len() > 1 && token.text == token.text.to_uppercase();
            let date = read.iter().position(|token| token.text == "MAY").unwrap();
            let at = read.iter().position(|token| is_upper(token) && !matches!(token.text, "MAY")).unwrap();
            assert_eq!(is_attributive(text, &read, at), attributive, "{text}");
            assert_eq!(is_reduced_relative(&read, at, date), relative, "{text}");
        }
    }
}
