//! Finds a subject behind its verb: said Marta Lind.

use std::ops::Range;

use super::lexicon;
use super::name_words::is_day;
use super::names::Names;
use super::speaker::SpeakerKind;
use super::tokens::{Kind, Token, kind, lower};
use super::verbs::is_noun_here;

/// Maximum number of words of a phrase.
const MAX_PHRASE_WORDS: usize = 40;
/// Maximum number of words of a relative clause that belongs to a source without a name.
const MAX_RELATIVE_WORDS: usize = 10;

/// Returns the subject after an inverted verb at `verb`: said Marta Lind, the minister.
pub(super) fn subject_after(tokens: &[Token<'_>], verb: usize, names: &Names<'_>) -> Option<Range<usize>> {
    let mut start = verb + 1;
    while lexicon::is_adverb(lower(tokens, start)) && !tokens.get(start)?.is_capital() {
        start += 1;
    }
    phrase_after(tokens, start, names)
}

/// Returns the noun phrase that starts at `start`, or the person's name after its comma if it names nobody itself:
/// `Marta Lind` in `the minister, Marta Lind`.
pub(super) fn phrase_after(tokens: &[Token<'_>], start: usize, names: &Names<'_>) -> Option<Range<usize>> {
    let mut at = start;
    while let Some(token) = tokens.get(at).filter(|_| at < start + MAX_PHRASE_WORDS) {
        let word = token.lower.as_str();
        // a technician who was not present
        if at > start
            && token.lower == "who"
            && !tokens.get(start..at).unwrap_or_default().iter().any(Token::is_capital)
        {
            let clause = tokens.get(at..).unwrap_or_default().iter().take(MAX_RELATIVE_WORDS);
            at += clause.take_while(|token| token.is_word()).count();
            break;
        }
        let ends = !token.is_word()
            || (at > start && !token.is_capital() && ends_phrase(word) && !goes_on(tokens, start, at))
            || (at > start && is_day(token));
        if ends {
            break;
        }
        at += 1;
    }
    let phrase = start..at;
    let is_comma = kind(tokens, at) == Some(Kind::Comma);
    let own = names.speaker_of_phrase(tokens, &phrase);
    if is_comma && own.is_none_or(|own| own.kind == SpeakerKind::Nameless) {
        let run = names.run_at(tokens, at + 1, tokens.len());
        if !run.is_empty() && names.speaker_of_run(tokens, &run).is_some_and(|one| one.may_be_person()) {
            return Some(run);
        }
    }
    (!phrase.is_empty()).then_some(phrase)
}

/// True if a word that may end a phrase belongs to it: a noun that looks like a verb, or a preposition before a place.
fn goes_on(tokens: &[Token<'_>], start: usize, at: usize) -> bool {
    let word = lower(tokens, at);
    if matches!(word, "in" | "on") {
        let next = lower(tokens, at + 1);
        let is_circumstance = (at + 1..at + 5).any(|at| lexicon::is_circumstance(lower(tokens, at)));
        let is_name = tokens.get(start..at).unwrap_or_default().iter().any(Token::is_capital);
        return lexicon::is_determiner(next) && !is_circumstance && !is_name;
    }
    lexicon::is_finite_verb(word) && is_noun_here(tokens, at)
}

/// True if a word does not belong to the phrase before it, unless `goes_on` says so.
fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "it"
            | "they"
            | "on"
            | "in"
            | "after"
            | "before"
            | "during"
            | "when"
            | "while"
            | "as"
            | "because"
            | "who"
            | "which"
            | "that"
            | "if"
            | "but"
            | "since"
            | "where"
            | "although"
            | "though"
            | "yesterday"
            | "today"
            | "earlier"
            | "last"
            | "following"
            | "through"
            | "via"
            | "without"
            | "under"
    ) || (lexicon::is_adverb(word) && !matches!(word, "former"))
        || (word.ends_with("ing") && lexicon::cue(word).is_some())
        || lexicon::is_finite_verb(word)
}
