//! Finds verbs of saying and their subjects in the words outside the quotations of a paragraph.

use std::ops::Range;

use super::introduction::{comma_after, is_introduction, starts_phrase, starts_sentence};
use super::lexicon::{self, Inflection, Use};
use super::name_words::is_day;
use super::names::Names;
use super::speaker::SpeakerKind;
use super::tokens::{Kind, Token, kind, lower};

/// Maximum number of words of a subject.
const MAX_SUBJECT_WORDS: usize = 12;
/// Maximum number of words between a verb and the start of its clause.
const MAX_CLAUSE: usize = 80;

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
    if used_for == Use::Words && !has_colon && after.is_some_and(|after| !introduces_words(after)) {
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

/// True if a word after a verb that takes words or other objects goes with words: wrote that, wrote on Monday.
fn introduces_words(after: &Token<'_>) -> bool {
    let word = after.lower.as_str();
    word == "that"
        || lexicon::is_preposition(word)
        || lexicon::is_adverb(word)
        || (after.is_capital() && !after.is_possessive())
}

/// True if the verb at `verb` is a past participle after a form of `be`: was called.
pub(super) fn is_passive(tokens: &[Token<'_>], verb: usize) -> bool {
    let mut at = verb;
    while at > 0 && lexicon::is_adverb(lower(tokens, at - 1)) {
        at -= 1;
    }
    let is_past =
        lexicon::cue(lower(tokens, verb)).is_some_and(|(inflection, _)| inflection == Inflection::Past);
    is_past && at > 0 && lexicon::is_passive_auxiliary(lower(tokens, at - 1))
}

/// Returns the subject of the verb at `verb`: the words of a noun phrase between `from` and it. None if it has none.
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
        let start = clause_start(tokens, from, end, verb, names);
        if let Some(subject) = phrase_from(tokens, start, end, verb, names) {
            return Some(subject);
        }
        if start <= from {
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
        && matches!(first.lower.as_str(), "the" | "his" | "her" | "their" | "its" | "he" | "she" | "they");
    is_clause.then_some(phrase)
}

/// True if the word at `at` is a verb with a subject, as far as the tables know.
fn is_verb_here(tokens: &[Token<'_>], at: usize) -> bool {
    let is_capital = tokens.get(at).is_some_and(Token::is_capital);
    !is_capital && lexicon::is_finite_verb(lower(tokens, at)) && !is_noun_here(tokens, at)
}

/// Returns the index where the words between a subject and its verb start: adverbs and auxiliaries.
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

/// Returns the pronoun or name directly before a verb, unless it belongs to a longer phrase.
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

/// Returns where the clause of the verb at `verb` starts, looking back from `end`. What stands between two commas before
/// the verb is skipped.
fn clause_start(tokens: &[Token<'_>], from: usize, end: usize, verb: usize, names: &Names<'_>) -> usize {
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
                        && !joins_phrases(tokens, from, before, names)
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

/// True if the conjunction at `at` is followed by a noun phrase and then by an aside: that the minister, who left, said.
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
fn joins_phrases(tokens: &[Token<'_>], from: usize, at: usize, names: &Names<'_>) -> bool {
    let _ = names;
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
            return None;
        } else if lexicon::is_subordinator(word) && comma_after(tokens, at, end).is_none() {
            at += 1;
        } else if is_introduction(tokens, at) {
            match comma_after(tokens, at, end) {
                Some(comma) => at = comma + 1,
                // In Geneva Lind said: the name before the verb.
                None if lexicon::is_adverb(word) => at += 1,
                None => return run_ending(tokens, at, verb_group_start(tokens, at, verb), names),
            }
        } else {
            break;
        }
    }
    if matches!(lower(tokens, at), "he" | "she" | "it" | "they" | "we" | "i" | "you" | "there") {
        return Some(at..at + 1);
    }
    let phrase_end = phrase_end(tokens, at, end, verb);
    if phrase_end <= at {
        return None;
    }
    // The minister, Marta Lind, said
    if kind(tokens, phrase_end) == Some(Kind::Comma) && phrase_end + 1 < end {
        let run = names.run_at(tokens, phrase_end + 1, end);
        let closes = matches!(kind(tokens, run.end), Some(Kind::Comma))
            || run.end >= verb_group_start(tokens, at, verb);
        let own = names.speaker_of_phrase(tokens, &(at..phrase_end));
        let is_nameless = own.is_none_or(|own| own.kind == SpeakerKind::Nameless);
        if is_nameless && !run.is_empty() && closes && names.speaker_of_run(tokens, &run).is_some() {
            return Some(run);
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

/// True if a word that may be a verb is a noun here: after `the`, `a`, or an adjective.
pub(super) fn is_noun_here(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| lower(tokens, before));
    lexicon::is_determiner(before) || lexicon::is_preposition(before)
}

/// Returns the noun phrase that a relative pronoun at `at` stands for.
pub(super) fn antecedent(tokens: &[Token<'_>], at: usize, names: &Names<'_>) -> Option<Range<usize>> {
    let mut end = at;
    if end > 0 && kind(tokens, end - 1) == Some(Kind::Comma) {
        end -= 1;
    }
    if let Some(run) = run_ending(tokens, end.saturating_sub(12), end, names) {
        return Some(run);
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
