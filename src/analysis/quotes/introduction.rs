//! What may stand before a subject: a phrase with a preposition, a subordinate clause, a participle, an adverb, a time.

use super::lexicon;
use super::name_words::is_opener;
use super::tokens::{Kind, Token, kind, lower};
use super::verbs::starts_sentence;

/// True if what starts at `at` stands before a subject: a preposition, a subordinator, a participle, an adverb, a time.
pub(super) fn is_introduction(tokens: &[Token<'_>], at: usize) -> bool {
    let word = lower(tokens, at);
    let is_time =
        matches!(word, "last" | "next" | "earlier" | "later" | "yesterday" | "today" | "two" | "days")
            && comma_after(tokens, at, at + 5).is_some();
    is_time
        || (lexicon::is_preposition(word) && word != "away")
        || lexicon::is_subordinator(word)
        || (lexicon::is_adverb(word)
            && tokens.get(at).is_some_and(is_adverb_alone)
            && stands_alone(tokens, at))
        || (lexicon::is_fronted(word) && starts_sentence(tokens, at))
}

/// True if the adverb at `at` is not part of the subject after it, as `away` is in `away fans`.
fn stands_alone(tokens: &[Token<'_>], at: usize) -> bool {
    kind(tokens, at + 1) != Some(Kind::Word)
        || starts_phrase(tokens, at + 1)
        || lexicon::is_adverb(lower(tokens, at + 1))
        || lexicon::is_preposition(lower(tokens, at + 1))
}

/// True for an adverb that is no name.
fn is_adverb_alone(token: &Token<'_>) -> bool {
    !token.is_capital() || is_opener(token)
}

/// True if a noun phrase may start at `at`: with a determiner, a pronoun or a capitalised word.
pub(super) fn starts_phrase(tokens: &[Token<'_>], at: usize) -> bool {
    let word = lower(tokens, at);
    lexicon::is_determiner(word)
        || matches!(word, "he" | "she" | "they" | "it" | "i" | "we")
        || tokens.get(at).is_some_and(Token::is_capital)
}

/// Returns the index of the first comma from `at` on, before `end`.
pub(super) fn comma_after(tokens: &[Token<'_>], at: usize, end: usize) -> Option<usize> {
    (at..end.min(tokens.len())).find(|at| kind(tokens, *at) == Some(Kind::Comma))
}
