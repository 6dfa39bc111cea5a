//! The subjects of earlier sentences, for whom pronouns may stand.

use super::clause::{antecedent, main_subject, subject_before};
use super::inversion::{phrase_after, subject_after};
use super::lexicon::{self, Gender};
use super::names::Names;
use super::paragraph::{sentence_end, sentence_start};
use super::speaker::{Speaker, SpeakerKind};
use super::tokens::{Kind, Token, lower};
use super::verbs::cue_at;

/// Maximum number of subjects looked at to find whom a pronoun stands for.
const MAX_SUBJECTS: usize = 100;

/// The people and other sources that were subjects so far.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// Each with the byte offset of the subject in the article's text, in order.
    people: Vec<(usize, Speaker)>,
}

impl Subjects {
    /// Adds the subjects in a paragraph that have a name or are plural, outside its quotations, and the sources after
    /// `according to` and `words of`.
    pub fn read(&mut self, tokens: &[Token<'_>], names: &Names<'_>) {
        let first = self.people.len();
        let mut starts_sentence = true;
        for (at, token) in tokens.iter().enumerate() {
            if matches!(token.kind, Kind::Stop) {
                starts_sentence = true;
                continue;
            }
            let mut subject = None;
            if starts_sentence && token.is_word() {
                let end = sentence_end(tokens, at);
                subject = main_subject(tokens, at, end, names);
            } else if token.lower == "who" {
                subject = antecedent(tokens, at, names);
            } else if token.is_word() && lexicon::is_finite_verb(&token.lower) && !token.is_capital() {
                subject = subject_before(tokens, sentence_start(tokens, at), at, names);
            }
            let is_inverted = || {
                let before = at.checked_sub(1).and_then(|before| tokens.get(before));
                before.is_some_and(|before| matches!(before.kind, Kind::Comma | Kind::Quote(_)))
                    && cue_at(tokens, at).is_some()
            };
            if subject.is_none() && token.is_word() && !token.is_capital() && is_inverted() {
                subject = subject_after(tokens, at, names);
            } else if matches!(
                (token.lower.as_str(), lower(tokens, at + 1)),
                ("according", "to") | ("words", "of")
            ) {
                subject = phrase_after(tokens, at + 2, names);
            }
            starts_sentence = starts_sentence && !token.is_word();
            let speaker = subject.clone().and_then(|subject| names.speaker_of_phrase(tokens, &subject));
            if let Some((speaker, subject)) = speaker.zip(subject)
                && (speaker.kind != SpeakerKind::Nameless || speaker.is_plural)
            {
                let offset = tokens.get(subject.start).map_or(token.range.start, |first| first.range.start);
                self.people.push((offset, speaker));
            }
        }
        // Paragraphs are read in order, so only the new ones are to be sorted.
        let mut new = self.people.split_off(first);
        new.sort_by_key(|(offset, _)| *offset);
        new.dedup();
        self.people.append(&mut new);
    }

    /// Returns for whom a pronoun at a byte offset stands: for `he` and `she` the last person before it, else the last name
    /// that may be a person's; for `they` the last subject in the plural; for `it` the last name that is no person's. None
    /// for any other pronoun.
    pub fn person(&self, pronoun: &str, offset: usize) -> Option<Speaker> {
        let mut earlier = self.people.iter().rev().filter(|(at, _)| *at < offset).take(MAX_SUBJECTS);
        match pronoun {
            "they" => return earlier.find(|(_, one)| one.is_plural).map(|(_, one)| one.clone()),
            "it" => {
                return earlier.find(|(_, one)| one.kind == SpeakerKind::Named).map(|(_, one)| one.clone());
            }
            _ => {}
        }
        let gender =
            lexicon::HE_OR_SHE.iter().find(|(word, _)| *word == pronoun).map(|(_, gender)| *gender)?;
        let agrees = |other: Option<Gender>| other.is_none_or(|other| other == gender);
        let before = || {
            let before = self.people.iter().rev().filter(|(at, _)| *at < offset).take(MAX_SUBJECTS);
            let one = before
                .map(|(_, speaker)| speaker)
                .filter(|speaker| !speaker.is_plural && speaker.may_be_person());
            one.filter(|speaker| agrees(speaker.gender))
        };
        before().find(|speaker| speaker.kind == SpeakerKind::Person).or_else(|| before().next()).cloned()
    }
}
