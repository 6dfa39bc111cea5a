//! Finds the subject before a verb, among the words outside the quotations of a paragraph.

use std::ops::Range;

use super::introduction::{comma_after, is_introduction, starts_phrase};
use super::lexicon::{self, Use};
use super::names::Names;
use super::speaker::SpeakerKind;
use super::tokens::{Kind, Token, kind, lower};
use super::verbs::{cue_at, is_noun_here, is_verb_here, verb_group_start};

/// Maximum number of words of a subject after a comma or after another verb of saying.
const MAX_SUBJECT_WORDS: usize = 12;
/// Maximum number of tokens before a verb that are searched for its subject.
const MAX_CLAUSE: usize = 80;

/// Returns the noun phrase that is the subject of the verb at `verb`, searched for from `from` on. What a relative
/// pronoun stands for may begin before that.
pub(super) fn subject_before(
    tokens: &[Token<'_>],
    from: usize,
    verb: usize,
    names: &Names<'_>,
) -> Option<Range<usize>> {
    let from = from.max(verb.saturating_sub(MAX_CLAUSE));
    let nearest = adjacent_subject(tokens, from, verb, names)
        .or_else(|| subject_after_comma(tokens, from, verb))
        .or_else(|| subject_of_object_clause(tokens, from, verb));
    if nearest.is_some() {
        return nearest;
    }
    let mut end = verb;
    for _ in 0..4 {
        let start = clause_start(tokens, from, end, verb);
        if let Some(subject) = phrase_from(tokens, start, end, verb, names) {
            return Some(subject);
        }
        // Talks between officials in Geneva that ended: `that` is the subject, and may stand for any noun before it.
        let is_that = lower(tokens, start) == "that" && start + 1 == verb_group_start(tokens, from, verb);
        if start <= from || is_that {
            return None;
        }
        end = start.saturating_sub(1).max(from);
    }
    None
}

/// Returns the words between the last comma and a verb if they are a noun phrase: After the talks, the source said.
fn subject_after_comma(tokens: &[Token<'_>], from: usize, verb: usize) -> Option<Range<usize>> {
    let end = verb_group_start(tokens, from, verb);
    let comma = (from..end).rev().find(|at| kind(tokens, *at) != Some(Kind::Word))?;
    let phrase = comma + 1..end;
    let first = lower(tokens, phrase.start);
    let is_phrase = !phrase.is_empty()
        && phrase.len() <= MAX_SUBJECT_WORDS
        && kind(tokens, comma) == Some(Kind::Comma)
        && !lexicon::is_coordinator(first)
        && !lexicon::is_subordinator(first)
        && !lexicon::is_preposition(first)
        && !lexicon::is_fronted(first)
        && !phrase.clone().any(|at| is_verb_here(tokens, at) || matches!(lower(tokens, at), "and" | "or"));
    is_phrase.then_some(phrase)
}

/// Returns the words between another verb of saying and this one if they are a noun phrase: She said the minister had
/// told her.
fn subject_of_object_clause(tokens: &[Token<'_>], from: usize, verb: usize) -> Option<Range<usize>> {
    let end = verb_group_start(tokens, from, verb);
    let outer =
        (from..end).rev().find(|at| kind(tokens, *at) != Some(Kind::Word) || is_verb_here(tokens, *at))?;
    let phrase = outer + 1..end;
    let first = tokens.get(phrase.start)?;
    let is_clause = cue_at(tokens, outer) == Some(Use::Saying)
        && !phrase.is_empty()
        && phrase.len() <= MAX_SUBJECT_WORDS
        && (matches!(first.lower.as_str(), "he" | "she" | "they") || lexicon::is_determiner(&first.lower));
    is_clause.then_some(phrase)
}

/// Returns the pronoun or name before a verb and its auxiliaries, unless the name belongs to a longer phrase.
fn adjacent_subject(
    tokens: &[Token<'_>],
    from: usize,
    verb: usize,
    names: &Names<'_>,
) -> Option<Range<usize>> {
    let end = verb_group_start(tokens, from, verb);
    let last = end.checked_sub(1).filter(|last| *last >= from)?;
    if matches!(lower(tokens, last), "he" | "she" | "they" | "i" | "we") {
        return Some(last..end);
    }
    let run = run_ending(tokens, from, end, names)?;
    let before = run.start.checked_sub(1).filter(|before| *before >= from);
    let word_before = before.map_or("", |before| lower(tokens, before));
    let joins_clauses = word_before == "but"
        || (lexicon::is_subordinator(word_before)
            && !matches!(word_before, "than" | "after" | "before" | "since"));
    let is_clear = before.is_none_or(|before| kind(tokens, before) != Some(Kind::Word)) || joins_clauses;
    is_clear.then_some(run)
}

/// Returns the run of capitalised words that ends at `end`.
pub(super) fn run_ending(
    tokens: &[Token<'_>],
    from: usize,
    end: usize,
    names: &Names<'_>,
) -> Option<Range<usize>> {
    let mut start = end;
    while start > from && end - start < 12 {
        let run = names.run_at(tokens, start - 1, end);
        if run.end == end && !run.is_empty() {
            start -= 1;
        } else if run.is_empty() && start > from + 1 {
            // A particle may stand between two parts of a name.
            let longer = names.run_at(tokens, start.checked_sub(2)?, end);
            if longer.end != end || longer.is_empty() {
                break;
            }
            start -= 2;
        } else {
            break;
        }
    }
    (start < end).then_some(start..end)
}

/// Returns where the clause of the verb at `verb` starts, looking back from `end`. What stands between two commas
/// before the verb is skipped.
fn clause_start(tokens: &[Token<'_>], from: usize, end: usize, verb: usize) -> usize {
    let group = verb_group_start(tokens, from, verb);
    let follows_aside = group.checked_sub(1).is_some_and(|before| kind(tokens, before) == Some(Kind::Comma));
    let mut at = end;
    while at > from {
        let before = at - 1;
        match kind(tokens, before) {
            Some(Kind::Stop | Kind::Colon) => return at,
            Some(Kind::Divider) => {
                // An aside between dashes or brackets is skipped.
                let open = (from..before).rev().find(|open| kind(tokens, *open) == Some(Kind::Divider));
                match open {
                    Some(open)
                        if kind(tokens, at) != Some(Kind::Word)
                            || at >= verb
                            || !has_subject(tokens, at, verb) =>
                    {
                        at = open;
                        continue;
                    }
                    _ => return at,
                }
            }
            Some(Kind::Word) => {
                let word = lower(tokens, before);
                let starts_clause = if follows_aside && before < group {
                    let joins = lexicon::is_subordinator(word)
                        || lexicon::is_coordinator(word)
                        || (cue_at(tokens, before) == Some(Use::Saying) && starts_phrase(tokens, at));
                    joins && opens_subject(tokens, before, group)
                } else if lexicon::is_subordinator(word) {
                    !is_closed_relative(tokens, before, group)
                } else {
                    lexicon::is_coordinator(word)
                        && has_subject(tokens, at, end)
                        && !joins_phrases(tokens, from, before)
                };
                if starts_clause {
                    return if lexicon::is_subordinator(word) { before } else { at };
                }
            }
            _ => {}
        }
        at = before;
    }
    from
}

/// True if the relative clause at `at` has a verb of its own, so that the verb at `group` belongs to what it describes:
/// a technician who was not present said.
fn is_closed_relative(tokens: &[Token<'_>], at: usize, group: usize) -> bool {
    let words = tokens.get(at + 1..group).unwrap_or_default();
    matches!(lower(tokens, at), "who" | "which" | "that")
        && words.iter().all(Token::is_word)
        && words.first().is_some_and(|first| {
            lexicon::is_finite_verb(&first.lower)
                || lexicon::is_adverb(&first.lower)
                || lexicon::looks_past(&first.lower)
        })
        && !words.iter().any(|token| lexicon::is_coordinator(&token.lower))
        && words.len() > 1
}

/// True if the word at `at`, a conjunction or a verb of saying, is followed by a noun phrase and then by an aside or a
/// relative clause: that the minister, who left, said.
fn opens_subject(tokens: &[Token<'_>], at: usize, group: usize) -> bool {
    if matches!(lower(tokens, at), "as" | "after" | "before" | "since" | "until" | "than" | "who" | "whose") {
        return false;
    }
    let ends = |at: &usize| {
        kind(tokens, *at) != Some(Kind::Word)
            || matches!(lower(tokens, *at), "who" | "which" | "whose" | "that")
            || is_verb_here(tokens, *at)
            || lexicon::is_auxiliary(lower(tokens, *at))
    };
    let Some(end) = (at + 1..group).find(ends) else { return false };
    let is_aside =
        kind(tokens, end) == Some(Kind::Comma) || matches!(lower(tokens, end), "who" | "which" | "whose");
    end > at + 1 && end + 1 < group && is_aside && !lexicon::is_preposition(lower(tokens, at + 1))
}

/// Returns the short noun phrase that ends at `end`: the company.
fn phrase_ending(tokens: &[Token<'_>], from: usize, end: usize) -> Option<Range<usize>> {
    let first = end.saturating_sub(4).max(from);
    let words = (first..end).rev().take_while(|at| kind(tokens, *at) == Some(Kind::Word));
    let start = words.into_iter().find(|at| lexicon::is_determiner(lower(tokens, *at)))?;
    (start + 1 < end).then_some(start..end)
}

/// True if something that may be a subject stands between `from` and `end`.
fn has_subject(tokens: &[Token<'_>], from: usize, end: usize) -> bool {
    let words = tokens.get(from..end).unwrap_or_default();
    words.iter().filter(|token| token.is_word()).any(|token| {
        !lexicon::is_adverb(&token.lower)
            && !lexicon::is_auxiliary(&token.lower)
            && !lexicon::is_coordinator(&token.lower)
    }) && !words.first().is_some_and(|token| lexicon::is_finite_verb(&token.lower))
}

/// True if the conjunction at `at` joins two names or nouns: no verb stands before it in its clause.
fn joins_phrases(tokens: &[Token<'_>], from: usize, at: usize) -> bool {
    let mut before = at;
    while before > from {
        let Some(token) = tokens.get(before - 1) else { return false };
        match token.kind {
            Kind::Stop | Kind::Colon | Kind::Quote(_) | Kind::Divider => return true,
            Kind::Word if lexicon::is_finite_verb(&token.lower) && !token.is_capital() => return false,
            _ => before -= 1,
        }
    }
    true
}

/// Returns the noun phrase that a clause starts with: the subject of the verb at `verb`.
fn phrase_from(
    tokens: &[Token<'_>],
    start: usize,
    end: usize,
    verb: usize,
    names: &Names<'_>,
) -> Option<Range<usize>> {
    let mut at = start;
    for _ in 0..8 {
        let word = lower(tokens, at);
        if at >= end {
            return None;
        }
        if kind(tokens, at) != Some(Kind::Word) || lexicon::is_coordinator(word) {
            at += 1;
        } else if word == "who" || (word == "which" && !starts_phrase(tokens, at + 1)) {
            return antecedent(tokens, at, names);
        } else if matches!(
            word,
            "what" | "that" | "which" | "whom" | "how" | "why" | "whether" | "than" | "so"
        ) {
            at += 1;
        } else if word == "whose" {
            // Lind, whose letter called it "…"
            let is_document = lexicon::is_source_noun(lower(tokens, at + 1))
                || lexicon::is_speech_noun(lower(tokens, at + 1));
            return if is_document { antecedent(tokens, at, names) } else { None };
        } else if lexicon::is_subordinator(word) && comma_after(tokens, at, end).is_none() {
            at += 1;
        } else if is_introduction(tokens, at) {
            match comma_after(tokens, at, end) {
                Some(comma) => at = comma + 1,
                // In Geneva Lind said: without a comma, the subject is the name before the verb.
                None if lexicon::is_adverb(word) => at += 1,
                None => {
                    let group = verb_group_start(tokens, at, verb);
                    return run_ending(tokens, at, group, names).or_else(|| phrase_ending(tokens, at, group));
                }
            }
        } else {
            break;
        }
    }
    if matches!(lower(tokens, at), "he" | "she" | "it" | "they" | "we" | "i" | "you" | "there") {
        return Some(at..at + 1);
    }
    let phrase_end = phrase_end(tokens, at, end, verb);
    if phrase_end <= at || is_verb_here(tokens, at) {
        return None;
    }
    // The minister, Marta Lind, said; her niece, the sculptor Marta Lind, said
    if kind(tokens, phrase_end) == Some(Kind::Comma) && phrase_end + 1 < end {
        let group = verb_group_start(tokens, at, verb);
        let close = (phrase_end + 1..end).find(|at| kind(tokens, *at) != Some(Kind::Word)).unwrap_or(end);
        let apposition = phrase_end + 1..close.min(group.max(phrase_end + 1));
        let own = names.speaker_of_phrase(tokens, &(at..phrase_end));
        let is_nameless = own.is_none_or(|own| own.kind == SpeakerKind::Nameless);
        let described = names.speaker_of_phrase(tokens, &apposition);
        let is_named = described.is_some_and(|described| described.kind != SpeakerKind::Nameless);
        let starts_phrase = starts_phrase(tokens, apposition.start);
        if is_nameless && is_named && starts_phrase {
            return Some(apposition);
        }
    }
    Some(at..phrase_end)
}

/// Returns the end of the noun phrase that starts at `at`. `verb` is the verb of which it is the subject; a participle
/// that describes the noun belongs to the phrase (officials briefed on the talks).
fn phrase_end(tokens: &[Token<'_>], at: usize, end: usize, verb: usize) -> usize {
    let group = verb_group_start(tokens, at, verb);
    let mut next = at;
    while next < end {
        let Some(token) = tokens.get(next) else { break };
        match token.kind {
            Kind::Word => {}
            _ => break,
        }
        let word = token.lower.as_str();
        let is_capital = token.is_capital() && next > at;
        if matches!(word, "who" | "which" | "that" | "whose") {
            // a technician who was not present said
            let words = tokens.get(next..group).unwrap_or_default();
            let goes_on = next > at && words.len() > 1 && words.iter().all(Token::is_word) && group <= end;
            return if goes_on { group } else { next };
        }
        let is_verb = lexicon::is_finite_verb(word) || lexicon::looks_past(word);
        if !is_capital && next > at && is_verb && !is_noun_here(tokens, next) {
            let is_participle = word.ends_with("ed")
                && !tokens.get(next + 1..group).unwrap_or_default().iter().any(|token| {
                    !token.is_word() || lexicon::is_coordinator(&token.lower) || token.lower == "to"
                })
                && group > next + 1;
            if !is_participle {
                break;
            }
            return group;
        }
        if next >= group && next > at {
            break;
        }
        next += 1;
    }
    next.min(group.max(at))
}

/// Returns the noun phrase that a relative pronoun at `at` stands for.
pub(super) fn antecedent(tokens: &[Token<'_>], at: usize, names: &Names<'_>) -> Option<Range<usize>> {
    let mut end = at;
    if end > 0 && kind(tokens, end - 1) == Some(Kind::Comma) {
        end -= 1;
    }
    if let Some(run) = run_ending(tokens, end.saturating_sub(12), end, names) {
        // the Bishop of Norland, who
        let office = run.start.checked_sub(2).filter(|at| lower(tokens, at + 1) == "of");
        let office = office.filter(|at| tokens.get(*at).is_some_and(Token::is_capital));
        return Some(office.map_or(run.clone(), |office| office.saturating_sub(1)..run.end));
    }
    let start = (end.saturating_sub(8)..end).rev().take_while(|at| kind(tokens, *at) == Some(Kind::Word));
    let mut first = None;
    for at in start {
        first = Some(at);
        if lexicon::is_determiner(lower(tokens, at)) {
            break;
        }
        if lexicon::is_finite_verb(lower(tokens, at)) {
            first = Some(at + 1);
            break;
        }
    }
    first.filter(|first| *first < end).map(|first| first..end)
}

/// Returns the subject of the sentence or clause that starts at `start`, before any verb.
pub(super) fn main_subject(
    tokens: &[Token<'_>],
    start: usize,
    end: usize,
    names: &Names<'_>,
) -> Option<Range<usize>> {
    phrase_from(tokens, start, end, end, names)
}
