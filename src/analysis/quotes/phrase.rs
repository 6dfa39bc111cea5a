//! Turns a noun phrase into the speaker that it stands for.

use std::ops::Range;

use super::lexicon;
use super::name_words::is_place_or_nation;
use super::names::Names;
use super::speaker::{Speaker, SpeakerKind};
use super::tokens::Token;
use crate::mention::words::{GIVEN_NAMES, key};

/// Maximum number of words in a phrase that stands for a source without a name.
const MAX_NAMELESS_WORDS: usize = 16;
/// Maximum number of words in a phrase like `the Norland mayor`.
const MAX_ROLE_WORDS: usize = 4;

impl Names<'_> {
    /// Returns the speaker that a noun phrase stands for, unless it is a pronoun. None if nobody could be given.
    pub fn speaker_of_phrase(&self, tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<Speaker> {
        let phrase = trim(tokens, phrase.clone());
        let first = tokens.get(phrase.start)?;
        if phrase.is_empty() || (phrase.len() == 1 && lexicon::is_speakerless(&first.lower)) {
            return None;
        }
        let own = phrase.start..relative_start(tokens, &phrase);
        if let Some(speaker) = self.head_name(tokens, &own).or_else(|| self.person_with_role(tokens, &phrase))
        {
            return Some(speaker);
        }
        if phrase.len() > MAX_NAMELESS_WORDS || lexicon::is_pronoun(&first.lower) && phrase.len() == 1 {
            return None;
        }
        // A phrase cut short may stand for somebody else: the officials in.
        let last = tokens.get(phrase.end.checked_sub(1)?)?;
        if ends_nothing(last) {
            return None;
        }
        let is_subordinate = |token: &Token<'_>| matches!(token.lower.as_str(), "that" | "which" | "if");
        let head = head_noun(tokens, &phrase)?;
        let is_source = lexicon::is_source_noun(&head)
            || lexicon::introduces_somebody(&first.lower)
            || is_number_of_people(first, &head);
        if !is_source
            || lexicon::is_bearer(&head)
            || tokens.get(phrase.clone())?.iter().skip(1).any(is_subordinate)
        {
            return None;
        }
        let name = self.text_of(tokens, &phrase);
        let is_plural =
            head.ends_with('s') || matches!(head.as_str(), "people" | "men" | "women" | "couple" | "pair");
        Some(Speaker { name, entity: None, kind: SpeakerKind::Nameless, gender: None, is_plural })
    }

    /// Returns the person or organisation that a phrase like `the mayor` or `the council` stands for, if the article
    /// calls exactly one so.
    fn person_with_role(&self, tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<Speaker> {
        let first = tokens.get(phrase.start)?;
        if first.lower != "the" || phrase.len() < 2 || phrase.len() > MAX_ROLE_WORDS {
            return None;
        }
        let head = head_noun(tokens, phrase)?;
        let named = self.roles.get(&head).or_else(|| self.organisations.get(&head));
        match named?.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// Returns the speaker that a possessive stands for: Lind's.
    pub fn speaker_of_possessor(&self, tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<Speaker> {
        let start = phrase.clone().find(|at| !self.run_at(tokens, *at, phrase.end).is_empty())?;
        let run = self.run_at(tokens, start, phrase.end);
        let is_possessive =
            run.end.checked_sub(1).and_then(|last| tokens.get(last)).is_some_and(Token::is_possessive);
        self.speaker_of_owner(tokens, &run).filter(|_| is_possessive)
    }

    /// Returns the name at the head of a phrase: `Marta Lind` in `the envoy of Norland, Marta Lind`. That is the first
    /// person's name, else the first name, that is neither possessive nor inside a prepositional phrase. The last two
    /// names count as one if `and` joins them.
    fn head_name(&self, tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<Speaker> {
        let mut at = phrase.start;
        let mut heads: Vec<(Range<usize>, Speaker)> = Vec::new();
        let mut after_preposition = false;
        let mut capital_before = false;
        while at < phrase.end {
            let run = self.run_at(tokens, at, phrase.end);
            if run.is_empty() {
                let token = tokens.get(at)?;
                if lexicon::is_preposition(&token.lower)
                    || matches!(token.lower.as_str(), "close" | "familiar")
                {
                    after_preposition = true;
                    capital_before = at
                        .checked_sub(1)
                        .and_then(|before| tokens.get(before))
                        .is_some_and(Token::is_capital);
                } else if !token.is_word() {
                    after_preposition = false;
                }
                at += 1;
                continue;
            }
            let own = if after_preposition && capital_before {
                name_inside(tokens, &run, self)
            } else {
                Some(run.clone())
            };
            if let Some(own) = own.filter(|_| !after_preposition || capital_before)
                && let Some(speaker) = self.speaker_of_run(tokens, &own)
                && !(is_place_or_nation(tokens, &own)
                    && own.end < phrase.end
                    && self.is_joined(tokens, own.end))
            {
                heads.push((own, speaker));
            }
            at = run.end;
        }
        let joint = heads.windows(2).last().is_some_and(|pair| {
            let [(before, _), (after, _)] = pair else { return false };
            after.start == before.end + 1 && tokens.get(before.end).is_some_and(|token| token.lower == "and")
        });
        if joint {
            let [.., (_, first), (_, second)] = heads.as_slice() else { return None };
            return Some(Speaker {
                name: format!("{} and {}", first.name, second.name),
                entity: None,
                kind: SpeakerKind::Named,
                gender: None,
                is_plural: true,
            });
        }
        let is_person = |(_, speaker): &&(Range<usize>, Speaker)| {
            matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::MaybePerson)
        };
        // A capitalised word before a lower-case noun describes it: a Norland official.
        let is_head = |(run, speaker): &&(Range<usize>, Speaker)| {
            // Marta Lind arrived: the verb may be in no table.
            if run.start == phrase.start && run.len() > 1 && speaker.kind == SpeakerKind::Person {
                return true;
            }
            let next = tokens.get(run.end).filter(|_| run.end < phrase.end);
            next.is_none_or(|next| {
                !next.is_word() || lexicon::is_preposition(&next.lower) || !self.is_joined(tokens, run.end)
            })
        };
        let heads: Vec<_> = heads.iter().filter(is_head).collect();
        let best = heads.iter().copied().find(is_person).or(heads.first().copied());
        best.map(|(_, speaker)| speaker.clone())
    }
}

/// True for a word that no source without a name ends in: a preposition, a conjunction, or `the`, `a` or `an`.
fn ends_nothing(token: &Token<'_>) -> bool {
    !token.is_capital()
        && (lexicon::is_preposition(&token.lower)
            || lexicon::is_subordinator(&token.lower)
            || lexicon::is_coordinator(&token.lower)
            || matches!(token.lower.as_str(), "the" | "a" | "an"))
}

/// True for a plural noun after a number: 56,000 developers, two residents.
fn is_number_of_people(first: &Token<'_>, head: &str) -> bool {
    let is_number = first.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    (is_number || lexicon::is_quantity(&first.lower)) && head.ends_with('s')
}

/// Returns the part of a run that names a person, where the run starts with the end of an office: in `State Marco
/// Rubio`, the given name and what follows it.
fn name_inside(tokens: &[Token<'_>], run: &Range<usize>, names: &Names<'_>) -> Option<Range<usize>> {
    let is_start = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            GIVEN_NAMES.contains(key(token.text).as_str())
                || names.mention(token).is_some_and(|mention| mention.start as usize == token.range.start)
        })
    };
    (run.start + 1..run.end).find(is_start).map(|start| start..run.end)
}

/// Strips coordinators, auxiliaries and punctuation from both ends of a phrase, and adverbs from its end.
fn trim(tokens: &[Token<'_>], mut phrase: Range<usize>) -> Range<usize> {
    let is_loose = |token: &Token<'_>| {
        !token.is_word() || lexicon::is_coordinator(&token.lower) || lexicon::is_auxiliary(&token.lower)
    };
    while phrase.start < phrase.end && tokens.get(phrase.start).is_some_and(is_loose) {
        phrase.start += 1;
    }
    let is_loose_at_end =
        |token: &Token<'_>| is_loose(token) || (lexicon::is_adverb(&token.lower) && !token.is_capital());
    while phrase.end > phrase.start && tokens.get(phrase.end - 1).is_some_and(is_loose_at_end) {
        phrase.end -= 1;
    }
    phrase
}

/// Returns where a relative clause in a phrase starts, else the end of the phrase.
fn relative_start(tokens: &[Token<'_>], phrase: &Range<usize>) -> usize {
    let is_relative = |at: &usize| {
        tokens
            .get(*at)
            .is_some_and(|token| matches!(token.lower.as_str(), "who" | "which" | "that" | "whose"))
    };
    phrase.clone().skip(1).find(is_relative).unwrap_or(phrase.end)
}

/// Returns the last word, in lower case, before the first preposition, `who`, `close` or `familiar` in a phrase, and
/// before a participle that stands there.
fn head_noun(tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<String> {
    let words = tokens.get(phrase.clone())?;
    let attached = words.iter().position(|token| {
        lexicon::is_preposition(&token.lower) || matches!(token.lower.as_str(), "who" | "close" | "familiar")
    });
    // a diplomat briefed on the talks
    let is_participle =
        |at: usize| at > 1 && words.get(at).is_some_and(|word| lexicon::looks_past(&word.lower));
    let end = attached.map_or(words.len(), |at| if at > 0 && is_participle(at - 1) { at - 1 } else { at });
    words.get(end.checked_sub(1)?).map(|token| token.lower.clone())
}
