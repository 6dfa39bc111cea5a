//! Rules for quotations without a verb of saying directly beside them.

use super::clause::{antecedent, main_subject, subject_before};
use super::inversion::{phrase_after, subject_after};
use super::lexicon;
use super::paragraph::{Paragraph, sentence_end, sentence_start};
use super::rules::State;
use super::speaker::{Attribution, How, SpeakerKind};
use super::tokens::{Kind, Token, kind, lower};
use super::verbs::{closes_clause, cue_at, is_participle, is_passive, is_verb_here};

impl State<'_> {
    /// "…" was Lind's verdict. "…", in Lind's phrase. "…" was the verdict of Lind.
    pub(super) fn verdict(&self, tokens: &[Token<'_>], first: usize) -> Option<Attribution> {
        if !matches!(lower(tokens, first), "was" | "is" | "in" | "were" | "came") {
            return None;
        }
        // "…" is how Lind remembers it.
        if lower(tokens, first + 1) == "how" {
            let verb = (first + 3..first + 9).find(|at| cue_at(tokens, *at).is_some())?;
            let subject = subject_before(tokens, first + 2, verb, self.names)?;
            return self.attribution(tokens, &subject, Some(verb), How::Subject);
        }
        if lower(tokens, first + 1) == "the" {
            let noun = first + 2;
            let is_of = lexicon::is_speech_noun(lower(tokens, noun)) && lower(tokens, noun + 1) == "of";
            let phrase = phrase_after(tokens, noun + 2, self.names).filter(|_| is_of)?;
            return self.attribution(tokens, &phrase, Some(noun), How::Subject);
        }
        let noun = (first + 2..first + 6).find(|at| lexicon::is_speech_noun(lower(tokens, *at)))?;
        let owner = first + 1..noun;
        let (speaker, how) = match lexicon::owner(lower(tokens, owner.start)) {
            Some(pronoun) => {
                (self.subjects.person(pronoun, tokens.get(owner.start)?.range.start)?, How::Pronoun)
            }
            None => (self.names.speaker_of_possessor(tokens, &owner)?, How::Subject),
        };
        Some(Attribution { speaker, cue: tokens.get(noun).map(|token| token.range.clone()), how })
    }

    /// The subject of a sentence that ends in a colon, else whom the last `who` in it stands for: Lind closed with a
    /// plea: "…".
    pub(super) fn before_colon(&self, tokens: &[Token<'_>], start: usize, at: usize) -> Option<Attribution> {
        let subject = main_subject(tokens, start, at, self.names)?;
        let own = self.attribution(tokens, &subject, None, How::Colon);
        // The only dissent came from Lind, who wrote an email of two words: "…".
        let who = (start..at).rev().find(|at| lower(tokens, *at) == "who");
        let is_open = who.is_some_and(|who| {
            !(who..at).any(|at| tokens.get(at).is_some_and(|token| token.kind == Kind::Comma))
        });
        let described = who.filter(|_| is_open).and_then(|who| antecedent(tokens, who, self.names));
        let described = described.and_then(|phrase| self.attribution(tokens, &phrase, None, How::Colon));
        let found = own.or(described)?;
        let is_phrase = lexicon::is_determiner(lower(tokens, subject.start));
        (is_phrase || found.speaker.kind != SpeakerKind::Nameless).then_some(found)
    }

    /// In her words, "…". Her answer was "…".
    pub(super) fn in_words_of(&self, tokens: &[Token<'_>], start: usize, at: usize) -> Option<Attribution> {
        let words = (start..at).rev().take(8).find(|words| lexicon::is_speech_noun(lower(tokens, *words)))?;
        let owner = words.checked_sub(1)?;
        let pronoun = lexicon::owner(lower(tokens, owner))?;
        let follows_in = owner.checked_sub(1).is_some_and(|before| lower(tokens, before) == "in");
        let is_said = matches!(lower(tokens, at - 1), "was" | "is" | "came") || words + 1 == at;
        let starts_sentence = owner <= start + 1;
        if !(follows_in || is_said && starts_sentence) {
            return None;
        }
        let speaker = self.subjects.person(pronoun, tokens.get(owner)?.range.start)?;
        Some(Attribution {
            speaker,
            cue: tokens.get(words).map(|token| token.range.clone()),
            how: How::Pronoun,
        })
    }

    /// According to Lind, it is "…". It is "…", according to Lind. It is "…", in the words of Lind. Quoting or citing
    /// Lind, "…".
    pub(super) fn according(
        &self,
        tokens: &[Token<'_>],
        start: usize,
        at: usize,
        end: usize,
    ) -> Option<Attribution> {
        let is_according = |at: &usize| {
            matches!(
                (lower(tokens, *at), lower(tokens, at + 1)),
                ("according", "to") | ("words", "of") | ("quoting" | "citing", _)
            )
        };
        // For Lind, it is "…".
        let is_for = lower(tokens, start) == "for" && tokens.get(start).is_some_and(Token::is_capital);
        if is_for && tokens.get(start + 1).is_some_and(Token::is_capital) {
            let run = self.names.run_at(tokens, start + 1, at);
            let closes = tokens.get(run.end).is_some_and(|token| token.kind == Kind::Comma);
            let is_person = self.names.speaker_of_run(tokens, &run).is_some_and(|one| one.may_be_person());
            if closes && is_person {
                return self.attribution(tokens, &run, None, How::According);
            }
        }
        let place = (at..end).find(is_according).or_else(|| (start..at).rev().find(is_according))?;
        let offset = if matches!(lower(tokens, place), "quoting" | "citing") { 1 } else { 2 };
        let phrase = phrase_after(tokens, place + offset, self.names)?;
        self.attribution(tokens, &phrase, Some(place), How::According)
    }

    /// The talks were "…" for a while, Lind said.
    pub(super) fn aside(&self, tokens: &[Token<'_>], at: usize, end: usize) -> Option<Attribution> {
        let comma =
            (at + 1..end).find(|at| tokens.get(*at).is_some_and(|token| token.kind == Kind::Comma))?;
        let mut first = comma + 1;
        if lower(tokens, first) == "as" {
            first += 1;
        }
        let next = (first..end.min(first + 14))
            .find(|at| cue_at(tokens, *at).is_some() && !is_participle(tokens, *at))?;
        if !closes_clause(tokens, next, end) {
            return None;
        }
        if next == first {
            let phrase = subject_after(tokens, next, self.names)?;
            return self.attribution(tokens, &phrase, Some(next), How::Subject);
        }
        let verbs = (first..next).any(|at| {
            tokens.get(at).is_some_and(|token| {
                token.is_word()
                    && !token.is_capital()
                    && lexicon::is_finite_verb(&token.lower)
                    && !lexicon::is_auxiliary(&token.lower)
            })
        });
        if verbs {
            return None;
        }
        let subject = subject_before(tokens, first, next, self.names)?;
        self.attribution(tokens, &subject, Some(next), How::Subject)
    }

    /// The sentence before or after a quotation that is a sentence of its own, or the last one of the paragraph before.
    pub(super) fn neighbour(
        &self,
        paragraph: &Paragraph<'_>,
        previous: Option<&Paragraph<'_>>,
        at: usize,
        end: usize,
    ) -> Option<Attribution> {
        let tokens = &paragraph.tokens;
        if let Some(stop) = at.checked_sub(1)
            && let Some(found) = self.sentence(tokens, sentence_start(tokens, stop), stop)
        {
            return Some(found);
        }
        if at > 0 {
            return None;
        }
        if at + 1 < tokens.len() && end <= at + 2 {
            let start = end.max(at + 1);
            if let Some(found) = self.sentence(tokens, start, sentence_end(tokens, start)) {
                return Some(found);
            }
        }
        let previous = previous?;
        let last = previous.tokens.len().checked_sub(1)?;
        let is_introduced = previous.tokens.get(last)?.kind == Kind::Colon;
        let is_only = tokens.len() <= at + 2;
        if !is_introduced && !is_only {
            return None;
        }
        let start = sentence_start(&previous.tokens, last);
        self.sentence(&previous.tokens, start, last)
            .or_else(|| if is_introduced { self.before_colon(&previous.tokens, start, last) } else { None })
    }

    /// Returns the speaker of a sentence with a verb of saying and without a quotation.
    pub(super) fn sentence(&self, tokens: &[Token<'_>], start: usize, end: usize) -> Option<Attribution> {
        let words = tokens.get(start..end)?;
        if words.is_empty() || words.iter().any(|token| matches!(token.kind, Kind::Quote(_))) {
            return None;
        }
        let verb = (start..end).find(|at| {
            // What follows a question is the answer.
            let asks = matches!(lower(tokens, *at), "asked" | "asks" | "ask" | "questioned");
            cue_at(tokens, *at).is_some() && !is_participle(tokens, *at) && !is_passive(tokens, *at) && !asks
        })?;
        let subject = subject_before(tokens, start, verb, self.names)?;
        // Families wept when the judge announced it: that clause is not the main one.
        if !is_main(tokens, start, subject.start) {
            return None;
        }
        self.attribution(tokens, &subject, Some(verb), How::Neighbour)
    }
}

/// True if the subject at `subject` is that of the main clause of its sentence, which starts at `start`: nothing, or
/// something that ends in a comma, or neither a verb nor a conjunction stands before it.
fn is_main(tokens: &[Token<'_>], start: usize, subject: usize) -> bool {
    let follows_comma =
        subject.checked_sub(1).is_some_and(|before| kind(tokens, before) == Some(Kind::Comma));
    let is_clause = |at: usize| is_verb_here(tokens, at) || lexicon::is_subordinator(lower(tokens, at));
    follows_comma || !(start..subject).any(is_clause)
}
