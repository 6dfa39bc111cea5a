//! Verbs of saying among the words of a sentence.

use super::lexicon::{self, Inflection, Use};
use super::name_words::is_day;
use super::tokens::{Kind, Token, kind, lower};

/// Returns how the word at `at` is used as a verb of saying. None if it is none, or if it is more likely a noun.
pub(super) fn cue_at(tokens: &[Token<'_>], at: usize) -> Option<Use> {
    let token = tokens.get(at)?;
    if token.is_capital() && !starts_sentence(tokens, at) {
        return None;
    }
    if lexicon::is_phrasal(&token.lower, lower(tokens, at + 1)) {
        return Some(Use::Saying);
    }
    let (inflection, used_for) = lexicon::cue(&token.lower)?;
    let mut before = at;
    while before > 0 && lexicon::is_adverb(lower(tokens, before - 1)) {
        before -= 1;
    }
    let before = before.checked_sub(1).filter(|before| kind(tokens, *before) == Some(Kind::Word));
    let word_before = before.map_or("", |before| lower(tokens, before));
    // Lind read a book; the sign read "…".
    let is_reader = before.and_then(|before| tokens.get(before)).is_some_and(Token::is_capital)
        || lexicon::is_pronoun(word_before);
    if used_for == Use::Bearing && is_reader {
        return None;
    }
    let after = tokens.get(at + 1).filter(|after| after.is_word());
    // wrote the first draft
    let has_colon = (at + 1..at + 6).any(|at| kind(tokens, at) == Some(Kind::Colon));
    let precedes_quote =
        lexicon::is_determiner(lower(tokens, at + 1)) && matches!(kind(tokens, at + 2), Some(Kind::Quote(_)));
    if used_for == Use::Words
        && !has_colon
        && !precedes_quote
        && after.is_some_and(|after| !introduces_words(after))
    {
        return None;
    }
    let is_verb = match inflection {
        Inflection::Base => lexicon::takes_base(word_before) || word_before == "and",
        Inflection::Present => {
            let is_name = before.and_then(|before| tokens.get(before)).is_some_and(Token::is_capital);
            before.is_none()
                || is_name
                || lexicon::is_pronoun(word_before)
                || !(lexicon::is_determiner(word_before) || lexicon::is_preposition(word_before))
        }
        // Trump's stated goal, a reported lack
        Inflection::Past => {
            let is_possessed = before.and_then(|before| tokens.get(before)).is_some_and(Token::is_possessive);
            let may_be_subject = word_before == "that" || lexicon::is_pronoun(word_before);
            !is_possessed && (may_be_subject || !lexicon::is_determiner(word_before))
        }
        Inflection::Participle => {
            !lexicon::is_determiner(word_before) && !lexicon::is_preposition_of_noun(word_before)
        }
    };
    is_verb.then_some(used_for)
}

/// True if the word after a verb such as `wrote` suggests that it introduces words: wrote that, wrote on Monday.
fn introduces_words(after: &Token<'_>) -> bool {
    let word = after.lower.as_str();
    word == "that"
        || lexicon::is_preposition(word)
        || lexicon::is_adverb(word)
        || (after.is_capital() && !after.is_possessive())
}

/// True if the verb at `verb` is a past participle after a form of `be` or `get`, with or without adverbs between: was
/// called.
pub(super) fn is_passive(tokens: &[Token<'_>], verb: usize) -> bool {
    let mut at = verb;
    while at > 0 && lexicon::is_adverb(lower(tokens, at - 1)) {
        at -= 1;
    }
    let is_past =
        lexicon::cue(lower(tokens, verb)).is_some_and(|(inflection, _)| inflection == Inflection::Past);
    is_past && at > 0 && lexicon::is_passive_auxiliary(lower(tokens, at - 1))
}

/// Returns the index where the words between a subject and its verb start: adverbs, auxiliaries and days.
pub(super) fn verb_group_start(tokens: &[Token<'_>], from: usize, verb: usize) -> usize {
    let mut at = verb;
    while at > from {
        let word = lower(tokens, at - 1);
        let is_capital = tokens.get(at - 1).is_some_and(Token::is_capital);
        // Lind on Friday said
        if at > from + 1 && tokens.get(at - 1).is_some_and(is_day) {
            at -= if matches!(lower(tokens, at - 2), "on" | "late" | "last" | "early") { 2 } else { 1 };
            continue;
        }
        if is_capital || !(lexicon::is_adverb(word) || lexicon::is_auxiliary(word)) {
            break;
        }
        at -= 1;
    }
    at
}

/// True if the word at `at` is a verb in a form that needs a subject, as far as the tables know.
pub(super) fn is_verb_here(tokens: &[Token<'_>], at: usize) -> bool {
    let is_capital = tokens.get(at).is_some_and(Token::is_capital);
    !is_capital && lexicon::is_finite_verb(lower(tokens, at)) && !is_noun_here(tokens, at)
}

/// True if a word that may be a verb is a noun here: after a determiner or a preposition.
pub(super) fn is_noun_here(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| lower(tokens, before));
    lexicon::is_determiner(before) || lexicon::is_preposition(before)
}

/// True for the participle of a verb of saying: adding.
pub(super) fn is_participle(tokens: &[Token<'_>], at: usize) -> bool {
    lexicon::cue(lower(tokens, at)).is_some_and(|(inflection, _)| inflection == Inflection::Participle)
}

/// True if the clause of the verb at `verb` seems to say no more than who spoke: it has no `that`, and the next word
/// may start an addressee, a place or a time.
pub(super) fn closes_clause(tokens: &[Token<'_>], verb: usize, end: usize) -> bool {
    let next = tokens.get(verb + 1).filter(|_| verb + 1 < end);
    next.is_none_or(|next| {
        !next.is_word()
            || lexicon::is_preposition(&next.lower)
            || lexicon::is_adverb(&next.lower)
            || next.is_capital()
            || matches!(
                next.lower.as_str(),
                "reporters" | "journalists" | "the" | "a" | "parliament" | "when" | "while" | "as" | "and"
            )
    }) && !tokens.get(verb + 1..end).unwrap_or_default().iter().any(|token| token.lower == "that")
}

/// True if no word stands directly before the token at `at`.
pub(super) fn starts_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    at == 0 || kind(tokens, at - 1) != Some(Kind::Word)
}

/// True if `not` or `never` stands between a subject and the verb at `verb`: did not say.
pub(super) fn is_negated(tokens: &[Token<'_>], from: usize, verb: usize) -> bool {
    (verb_group_start(tokens, from, verb)..verb).any(|at| {
        let word = lower(tokens, at);
        matches!(word, "not" | "never") || word.ends_with("n't")
    })
}
