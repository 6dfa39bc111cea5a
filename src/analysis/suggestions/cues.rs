//! Words beside a name that say what it is: titles and roles, speech verbs, prepositions, `the`, `a` and `an`.

use std::ops::Range;

use super::cue::Cue;
use super::spans::Block;
use super::tables;
use super::words::{Gap, Shape, Word};

/// Maximum number of words on the other side of a comma that are searched for the role of a name.
const MAX_ROLE_DISTANCE: usize = 7;

impl Block<'_> {
    /// Reads the cues beside a name. `title` is the capitalised title that was stripped from it, if any.
    pub(super) fn cue(&self, words: &Range<usize>, title: Option<String>) -> Cue {
        let last = words.end.saturating_sub(1);
        let before = words.start.checked_sub(1).filter(|_| self.follows(words.start));
        let is_plain = |at: &usize| {
            self.is_lowercase(*at) || self.words.get(*at).is_some_and(|word| word.starts_sentence)
        };
        let lower_before = before.filter(is_plain).map_or("", |before| self.lower(before));
        let is_thing = self.is_thing_word(last);
        let is_subject = (is_thing || words.len() > 1)
            && (lower_before.is_empty() || tables::ROLES.contains(lower_before));
        let is_acronym = words.len() == 1 && self.shape(last) == Shape::AllCaps;
        let adjacent_role = || {
            let is_role =
                tables::ROLES.contains(lower_before) && !tables::ROLES_ONLY_AFTER.contains(lower_before);
            (is_role && !is_thing && !is_acronym).then(|| lower_before.to_owned())
        };
        let ends_name = self.words.get(last).is_some_and(|word| word.ends_name);
        let capital_article = before.is_some_and(|before| self.lower(before) == "the");
        Cue {
            title: title
                .or_else(adjacent_role)
                .or_else(|| self.role_after(words))
                .or_else(|| self.role_before_comma(words)),
            verb: self.verb(words.end, ends_name, is_subject).or_else(|| {
                tables::VERBS_BEFORE_SPEAKER.contains(lower_before).then(|| lower_before.to_owned())
            }),
            after_place_preposition: tables::PLACE_PREPOSITIONS.contains(lower_before) && !ends_name,
            after_article: capital_article || matches!(lower_before, "the" | "a" | "an"),
        }
    }

    /// Finds the speech verb whose subject ends before word `at`. An adverb or auxiliary may come between. A verb after
    /// a comma counts only if the subject is clearly a name: "the mayor, Ann Low, said". Returns `:` if a colon after
    /// the subject introduces a quote.
    fn verb(&self, at: usize, ends_name: bool, is_subject: bool) -> Option<String> {
        let last = at.checked_sub(1)?;
        if self.words.get(last).is_some_and(|word| word.precedes_quote) {
            return Some(":".to_owned());
        }
        let after_comma = is_subject && self.words.get(at).is_some_and(|word| word.gap == Gap::Comma);
        if ends_name || !(self.follows(at) || after_comma) {
            return None;
        }
        let lower = self.lower(at);
        let is_adverb = tables::BETWEEN_NAME_AND_VERB.contains(lower) || lower.ends_with("ly");
        let at = if is_adverb && self.follows(at + 1) { at + 1 } else { at };
        (self.is_lowercase(at) && self.is_in(&tables::SPEECH_VERBS, at)).then(|| self.lower(at).to_owned())
    }

    /// Finds a role after a person's name of two words or more and a comma, before any speech verb or clause: "Olena
    /// Petrenko, a former adviser to". The first role must end its phrase, or a word such as `of` must follow it.
    fn role_after(&self, words: &Range<usize>) -> Option<String> {
        let first = words.end;
        let last = words.end.checked_sub(1)?;
        if words.len() < 2
            || self.is_thing_word(last)
            || !self.words.get(first).is_some_and(|word| word.gap == Gap::Comma)
        {
            return None;
        }
        let apposition = (first..self.words.len())
            .take(MAX_ROLE_DISTANCE)
            .take_while(|at| *at == first || self.words.get(*at).is_some_and(Word::is_joined))
            .take_while(|at| {
                !self.is_in(&tables::SPEECH_VERBS, *at) && !self.is_in(&tables::CLAUSE_OPENERS, *at)
            });
        let role =
            apposition.filter(|at| self.is_lowercase(*at)).find(|at| self.is_in(&tables::ROLES, *at))?;
        let next = self.words.get(role + 1);
        let ends_phrase =
            next.is_none_or(|next| !next.is_joined() || tables::AFTER_ROLES.contains(next.lower.as_str()));
        ends_phrase.then(|| self.lower(role).to_owned())
    }

    /// Finds a role before a comma and a person's name of two words or more: "The mayor of Somewhere, Olena Petrenko".
    fn role_before_comma(&self, words: &Range<usize>) -> Option<String> {
        let first = self.words.get(words.start)?;
        let last = words.end.checked_sub(1)?;
        if words.len() < 2 || first.gap != Gap::Comma || self.is_thing_word(last) {
            return None;
        }
        let before = (0..words.start).rev().take(MAX_ROLE_DISTANCE);
        let role = before
            .clone()
            .take_while(|at| *at + 1 == words.start || self.words.get(at + 1).is_some_and(Word::is_joined))
            .find(|at| self.is_lowercase(*at) && self.is_in(&tables::ROLES, *at))?;
        let is_role_phrase = (role + 1..words.start)
            .all(|at| !self.is_lowercase(at) || matches!(self.lower(at), "of" | "for" | "to" | "at" | "the"));
        is_role_phrase.then(|| self.lower(role).to_owned())
    }
}
