//! The rules that find a speaker, in the order in which they apply.

use std::ops::Range;

use super::clause::{main_subject, run_ending, subject_before};
use super::inversion::{phrase_after, subject_after};
use super::lexicon::{self, Inflection, Use};
use super::names::Names;
use super::paragraph::{Paragraph, left_boundary, right_boundary, sentence_end, sentence_start};
use super::speaker::{Attribution, How, Speaker, SpeakerKind};
use super::subjects::Subjects;
use super::tokens::{Kind, Token, lower};
use super::verbs::{
    closes_clause, cue_at, is_negated, is_participle, is_passive, is_verb_here, verb_group_start,
};

/// Maximum distance in tokens from `according` to a quote after it.
const MAX_ACCORDING: usize = 14;
/// Maximum distance in tokens from a passive verb of saying without `by` to a quote after it.
const MAX_PASSIVE_DISTANCE: usize = 6;
/// Maximum number of tokens before or after a quote that are searched for its verb of saying.
const MAX_DISTANCE: usize = 60;

/// What the rules know of the article.
pub(super) struct State<'a> {
    pub names: &'a Names<'a>,
    /// The subjects of the paragraphs read so far.
    pub subjects: Subjects,
}

impl State<'_> {
    /// Returns the speaker that a phrase stands for, and whether it is a pronoun.
    fn speaker(&self, tokens: &[Token<'_>], phrase: &Range<usize>) -> Option<(Speaker, bool)> {
        let first = tokens.get(phrase.start)?;
        if phrase.len() == 1 && matches!(first.lower.as_str(), "he" | "she" | "they" | "it") {
            return self.subjects.person(&first.lower, first.range.start).map(|speaker| (speaker, true));
        }
        // Her answer to them is "…".
        let says =
            tokens.get(phrase.clone())?.iter().take(4).any(|token| lexicon::is_speech_noun(&token.lower));
        if let Some(pronoun) = lexicon::owner(&first.lower).filter(|_| says) {
            return self.subjects.person(pronoun, first.range.start).map(|speaker| (speaker, true));
        }
        self.names.speaker_of_phrase(tokens, phrase).map(|speaker| (speaker, false))
    }

    pub(super) fn attribution(
        &self,
        tokens: &[Token<'_>],
        phrase: &Range<usize>,
        cue: Option<usize>,
        how: How,
    ) -> Option<Attribution> {
        let (speaker, is_pronoun) = self.speaker(tokens, phrase)?;
        let cue = cue.and_then(|cue| tokens.get(cue)).map(|token| token.range.clone());
        Some(Attribution { speaker, cue, how: if is_pronoun { How::Pronoun } else { how } })
    }

    pub fn label(&self, paragraph: &Paragraph<'_>) -> Option<Attribution> {
        let quote = paragraph.tokens.iter().position(|token| matches!(token.kind, Kind::Quote(_)))?;
        let words = paragraph.tokens.get(..quote)?.iter().take_while(|token| token.is_word()).count();
        self.attribution(&paragraph.tokens, &(0..words), None, How::Label)
    }

    /// Applies the rules in order to one quotation of a paragraph. `before` is the attribution of the one before it.
    pub fn attribute(
        &self,
        paragraph: &Paragraph<'_>,
        previous: Option<&Paragraph<'_>>,
        index: usize,
        before: Option<&Attribution>,
    ) -> Option<Attribution> {
        let tokens = &paragraph.tokens;
        let at = paragraph.places.get(index).copied()?;
        let start = left_boundary(paragraph, at);
        let end = right_boundary(tokens, at);
        let is_alone = at + 1 == end && start == at;
        if let Some(attribution) = self.clause_behind(paragraph, at, end, index) {
            return Some(attribution);
        }
        let last_quote = (start..at)
            .rev()
            .find(|at| matches!(tokens.get(*at).map(|token| token.kind), Some(Kind::Quote(_))));
        if let Some(found) =
            self.clause_before(tokens, last_quote.map_or(start, |quote| quote + 1), start, at)
        {
            return found;
        }
        // … warned that so-called "…" in fish "…".
        if last_quote.is_some()
            && before.is_none()
            && let Some(Some(found)) = self.clause_before(tokens, start, start, at)
        {
            return Some(found);
        }
        if let Some(attribution) = self.according(tokens, start, at, end) {
            return Some(attribution);
        }
        if let Some(attribution) = self.aside(tokens, at, sentence_end(tokens, at)) {
            return Some(attribution);
        }
        let goes_on = last_quote.is_some_and(|quote| {
            !lexicon::is_finite_verb(lower(tokens, first_word(tokens, quote + 1)))
                || before.is_some_and(|before| is_reported(tokens, before, quote))
        });
        if goes_on || (is_alone && index > 0 && is_adjacent(tokens, at)) {
            return before.map(|before| Attribution { how: How::Continued, ..before.clone() });
        }
        if start == at {
            return self.neighbour(paragraph, previous, at, end);
        }
        None
    }

    /// The clause after a quotation: "…", said Lind. "…", Lind said.
    fn clause_behind(
        &self,
        paragraph: &Paragraph<'_>,
        at: usize,
        end: usize,
        index: usize,
    ) -> Option<Attribution> {
        let tokens = &paragraph.tokens;
        let mut first = at + 1;
        let has_comma =
            tokens.get(first).is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Divider));
        first += usize::from(has_comma);
        let is_complement = has_comma || paragraph.ends_with_comma(index);
        let may_end = is_complement || paragraph.ends_sentence(index);
        if lower(tokens, first) == "according" || (has_comma && lexicon::is_coordinator(lower(tokens, first)))
        {
            return None;
        }
        if let Some(found) = self.verdict(tokens, first) {
            return Some(found);
        }
        // said Lind
        let is_inverted = may_end
            && !tokens.get(first)?.is_capital()
            && matches!(cue_at(tokens, first), Some(Use::Saying | Use::Words));
        if is_inverted
            && let Some(phrase) = subject_after(tokens, first, self.names)
            && phrase.start < end
            && let Some(found) = self.attribution(tokens, &phrase, Some(first), How::Subject)
            && !matches!(lower(tokens, first + 1), "that" | "it" | "to")
        {
            return Some(found);
        }
        // Lind said
        if !may_end {
            return None;
        }
        let verb = (first + 1..end)
            .take(MAX_DISTANCE)
            .find(|at| cue_at(tokens, *at).is_some() && !is_participle(tokens, *at))?;
        let words_between = tokens.get(first..verb_group_start(tokens, first, verb))?;
        let other_verb = words_between.iter().enumerate().any(|(offset, token)| {
            token.is_word()
                && !token.is_capital()
                && lexicon::is_finite_verb(&token.lower)
                && !in_aside(tokens, first, first + offset)
        });
        if other_verb
            || is_passive(tokens, verb) && lower(tokens, verb) != "told" && lower(tokens, verb) != "quoted"
        {
            return None;
        }
        let subject = subject_before(tokens, first, verb, self.names)?;
        // While the port called the talks “useful”, they disclosed little: the main clause has words of its own.
        let start = left_boundary(paragraph, at);
        if lexicon::is_subordinator(lower(tokens, start)) && !closes_clause(tokens, verb, end) {
            return None;
        }
        // A new sentence after the quote speaks of it only if it says no more than who spoke.
        if !is_complement
            && (!closes_clause(tokens, verb, end)
                || subject.start != first
                || lower(tokens, verb + 1) == "by")
        {
            return None;
        }
        self.attribution(tokens, &subject, Some(verb), How::Subject)
    }

    /// The clause before a quotation: Lind called it "…". Some(None) if it rules out a speaker: after `so-called` and
    /// the like, or if there is a verb of saying but nobody to give.
    #[allow(clippy::option_option)]
    fn clause_before(
        &self,
        tokens: &[Token<'_>],
        from: usize,
        start: usize,
        at: usize,
    ) -> Option<Option<Attribution>> {
        // the so-called "…"
        if matches!(
            lower(tokens, at.wrapping_sub(1)),
            "so-called" | "titled" | "entitled" | "named" | "nicknamed"
        ) {
            return Some(None);
        }
        let is_near =
            (from.max(at.saturating_sub(MAX_ACCORDING))..at).any(|at| lower(tokens, at) == "according");
        if is_near && let Some(found) = self.according(tokens, from, at, at) {
            return Some(Some(found));
        }
        if let Some(found) = self.in_words_of(tokens, start, at) {
            return Some(Some(found));
        }
        let has_agent = |verb: usize| (verb..at).any(|at| lower(tokens, at) == "by");
        let is_near = |verb: &usize| {
            !is_passive(tokens, *verb) || at - *verb <= MAX_PASSIVE_DISTANCE || has_agent(*verb)
        };
        let is_cue = |verb: &usize| cue_at(tokens, *verb).is_some() && is_near(verb);
        let verb = (from..at).rev().take(MAX_DISTANCE).find(is_cue);
        // Lind never said "…".
        if verb.is_some_and(|verb| is_negated(tokens, from, verb)) {
            return Some(None);
        }
        // One investor, who asked not to be named, was less impressed: "…"
        let ends_in_colon = tokens.get(at.checked_sub(1)?)?.kind == Kind::Colon;
        let last_comma =
            (from..at).rev().find(|at| tokens.get(*at).is_some_and(|token| token.kind == Kind::Comma));
        if ends_in_colon
            && verb.zip(last_comma).is_some_and(|(verb, comma)| verb < comma)
            && let Some(found) = self.before_colon(tokens, start, at)
        {
            return Some(Some(found));
        }
        let Some(verb) = verb else {
            if !ends_in_colon || from == at {
                return None;
            }
            return Some(self.before_colon(tokens, start, at));
        };
        let is_past =
            lexicon::cue(lower(tokens, verb)).is_some_and(|(inflection, _)| inflection == Inflection::Past);
        let has_agent = is_past && lower(tokens, verb + 1) == "by" && !follows_subject(tokens, from, verb);
        if is_passive(tokens, verb) || has_agent {
            let by = (verb + 1..at).chain(at + 1..at + 2).find(|by| lower(tokens, *by) == "by");
            return match by {
                Some(by) => {
                    let phrase = phrase_after(tokens, by + 1, self.names)?;
                    Some(self.attribution(tokens, &phrase, Some(verb), How::Subject))
                }
                None if cue_at(tokens, verb) == Some(Use::Opinion) => None,
                None => Some(None),
            };
        }
        if verb == from && from > start && !is_participle(tokens, verb) {
            let subject = subject_after(tokens, verb, self.names)?;
            return Some(self.attribution(tokens, &subject, Some(verb), How::Subject));
        }
        let subject = if is_participle(tokens, verb) {
            self.subject_of_participle(tokens, from, start, verb)
        } else {
            subject_before(tokens, from, verb, self.names)
        };
        // That, argues Lind, is "…".
        let follows_comma = tokens.get(verb.wrapping_sub(1)).is_some_and(|token| token.kind == Kind::Comma);
        let is_named = |subject: &Range<usize>| {
            self.speaker(tokens, subject).is_some_and(|(speaker, _)| speaker.kind != SpeakerKind::Nameless)
        };
        let may_be_inverted = follows_comma && !is_participle(tokens, verb);
        let subject = subject.filter(|subject| !may_be_inverted || is_named(subject)).or_else(|| {
            let inverted = self.inverted_aside(tokens, verb).filter(|_| may_be_inverted);
            inverted.or_else(|| subject_before(tokens, from, verb, self.names))
        });
        let inverted = || {
            let first = (from..verb).find(|at| cue_at(tokens, *at).is_some())?;
            if first == from { subject_after(tokens, first, self.names) } else { None }
        };
        let before_quote =
            || if from > start { subject_before(tokens, start, verb, self.names) } else { None };
        let subject = subject.or_else(inverted).or_else(before_quote)?;
        Some(self.attribution(tokens, &subject, Some(verb), How::Subject))
    }

    /// Returns the subject behind a verb of saying between two commas.
    fn inverted_aside(&self, tokens: &[Token<'_>], verb: usize) -> Option<Range<usize>> {
        let is_inverted = cue_at(tokens, verb) == Some(Use::Saying)
            && !is_participle(tokens, verb)
            && !lexicon::takes_person(lower(tokens, verb));
        let subject = subject_after(tokens, verb, self.names).filter(|_| is_inverted)?;
        let closes = tokens.get(subject.end).is_none_or(|token| token.kind == Kind::Comma);
        (closes && subject.start == verb + 1).then_some(subject)
    }

    /// Returns the subject of a participle: that of the verb of saying before it, or of the sentence.
    /// "…," said Lind, adding "…". Lind left the talks, calling them "…".
    fn subject_of_participle(
        &self,
        tokens: &[Token<'_>],
        from: usize,
        start: usize,
        verb: usize,
    ) -> Option<Range<usize>> {
        let is_finite = |at: &usize| {
            cue_at(tokens, *at).is_some_and(|used_for| used_for != Use::Bearing)
                && !is_participle(tokens, *at)
        };
        // An officer describing "…" has no comma.
        let has_comma = tokens.get(verb.checked_sub(1)?).is_some_and(|token| token.kind == Kind::Comma);
        let finite = (from..verb).rev().find(is_finite).filter(|_| has_comma);
        // with Lind telling reporters
        let run = run_ending(tokens, from, verb, self.names).filter(|_| !has_comma);
        if let Some(run) = run
            && self.names.speaker_of_run(tokens, &run).is_some_and(|speaker| speaker.may_be_person())
        {
            return Some(run);
        }
        // Neither side spoke, and Lind struck a softer note, writing "…".
        let nearest =
            (from..verb).rev().find(|at| is_verb_here(tokens, *at)).filter(|_| has_comma && finite.is_none());
        let nearest = nearest.and_then(|nearest| subject_before(tokens, from, nearest, self.names));
        if let Some(subject) = nearest
            && self
                .speaker(tokens, &subject)
                .is_some_and(|(speaker, _)| speaker.kind != SpeakerKind::Nameless)
        {
            return Some(subject);
        }
        // a banner reading "…"
        if !has_comma
            && let Some(noun) = verb.checked_sub(1).filter(|noun| lexicon::is_bearer(lower(tokens, *noun)))
        {
            return Some(noun..verb);
        }
        match finite {
            Some(finite) if finite == from && from > start => subject_after(tokens, finite, self.names),
            Some(finite) => subject_before(tokens, from, finite, self.names),
            None => {
                main_subject(tokens, if from > start && has_comma { from } else { start }, verb, self.names)
            }
        }
    }
}

/// True if `that` stands between the verb of saying of a quotation and the quotation at `quote`.
fn is_reported(tokens: &[Token<'_>], before: &Attribution, quote: usize) -> bool {
    let Some(cue) = &before.cue else { return false };
    let words = tokens.get(quote.saturating_sub(MAX_DISTANCE)..quote).unwrap_or_default();
    words.iter().any(|token| token.lower == "that" && token.range.start >= cue.end)
}

/// Returns `at`, or the index after it if a comma stands there.
fn first_word(tokens: &[Token<'_>], at: usize) -> usize {
    at + usize::from(tokens.get(at).is_some_and(|token| token.kind == Kind::Comma))
}

/// True if a name or pronoun stands directly before a verb.
fn follows_subject(tokens: &[Token<'_>], from: usize, verb: usize) -> bool {
    let before = verb.checked_sub(1).filter(|before| *before >= from).and_then(|before| tokens.get(before));
    before.is_some_and(|before| before.is_capital() || matches!(before.lower.as_str(), "he" | "she" | "they"))
}

/// True if a token lies between two commas after `first`.
fn in_aside(tokens: &[Token<'_>], first: usize, at: usize) -> bool {
    let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Comma);
    (first..at).any(is_comma) && (at..at + 25).any(is_comma)
}

/// True if nothing stands between a quotation and the one before it, or if the sentence before has a quotation.
fn is_adjacent(tokens: &[Token<'_>], at: usize) -> bool {
    let mut before = at;
    while before > 0 && tokens.get(before - 1).is_some_and(|token| token.kind == Kind::Stop) {
        before -= 1;
    }
    let Some(before) = before.checked_sub(1) else { return false };
    if tokens.get(before).is_some_and(|token| matches!(token.kind, Kind::Quote(_))) {
        return true;
    }
    // "…," Lind said. "…": the sentence before has the quotation.
    let start = sentence_start(tokens, before);
    tokens.get(start..before).unwrap_or_default().iter().any(|token| matches!(token.kind, Kind::Quote(_)))
}
