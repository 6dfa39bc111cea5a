//! What stands beside a name and says what it is: titles and roles, verbs of those who speak, prepositions, articles.

use std::ops::Range;

use super::spans::Block;
use super::tables;
use super::words::{Gap, Shape, Word};

/// What a name stands beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// The title or role of a person.
    pub title: Option<String>,
    /// The verb of somebody who speaks.
    pub verb: Option<String>,
    /// Whether a preposition of places stands before it.
    pub place: bool,
    /// Whether an article stands before it.
    pub article: bool,
}

/// How many words behind a comma are looked through for a role.
const ROLE_WITHIN: usize = 7;

impl Block<'_> {
    /// What a name stands beside; `title` is one with a capital that was stripped from it.
    pub(super) fn cue(&self, words: &Range<usize>, title: Option<String>) -> Cue {
        let last = words.end.saturating_sub(1);
        let before = words.start.checked_sub(1).filter(|_| self.follows(words.start));
        let is_plain = |at: &usize| self.is_small(*at) || self.words.get(*at).is_some_and(|word| word.opens);
        let lower_before = before.filter(is_plain).map_or("", |before| self.lower(before));
        let is_thing = self.ends_as_thing(last);
        let is_subject = (is_thing || words.len() > 1)
            && (lower_before.is_empty() || tables::ROLES.contains(lower_before));
        let is_acronym = words.len() == 1 && self.shape(last) == Shape::Capitals;
        let role_before = || {
            let is_role =
                tables::ROLES.contains(lower_before) && !tables::ROLES_BEHIND.contains(lower_before);
            (is_role && !is_thing && !is_acronym).then(|| lower_before.to_owned())
        };
        let closes = self.words.get(last).is_some_and(|word| word.closes);
        let capital_article = before.is_some_and(|before| self.lower(before) == "the");
        Cue {
            title: title
                .or_else(role_before)
                .or_else(|| self.role_behind(words))
                .or_else(|| self.role_in_front(words)),
            verb: self
                .verb(words.end, closes, is_subject)
                .or_else(|| tables::VERBS_BEFORE.contains(lower_before).then(|| lower_before.to_owned())),
            place: tables::PLACE_CUES.contains(lower_before) && !closes,
            article: capital_article || matches!(lower_before, "the" | "a" | "an"),
        }
    }

    /// The verb of which the name before this place is the subject. Behind a comma it counts for what is surely a name:
    /// "the mayor, Ann Low, said".
    fn verb(&self, at: usize, closes: bool, is_subject: bool) -> Option<String> {
        let last = at.checked_sub(1)?;
        if self.words.get(last).is_some_and(|word| word.speaks) {
            return Some(":".to_owned());
        }
        let behind_comma = is_subject && self.words.get(at).is_some_and(|word| word.gap == Gap::Comma);
        if closes || !(self.follows(at) || behind_comma) {
            return None;
        }
        let lower = self.lower(at);
        let between = tables::BEFORE_VERBS.contains(lower) || lower.ends_with("ly");
        let at = if between && self.follows(at + 1) { at + 1 } else { at };
        (self.is_small(at) && self.has(&tables::CUE_VERBS, at)).then(|| self.lower(at).to_owned())
    }

    /// "Olena Petrenko, a former adviser to": a role behind a name of two words or more, and behind that no verb.
    fn role_behind(&self, words: &Range<usize>) -> Option<String> {
        let first = words.end;
        let last = words.end.checked_sub(1)?;
        if words.len() < 2
            || self.ends_as_thing(last)
            || !self.words.get(first).is_some_and(|word| word.gap == Gap::Comma)
        {
            return None;
        }
        let apposition = (first..self.words.len())
            .take(ROLE_WITHIN)
            .take_while(|at| *at == first || self.words.get(*at).is_some_and(Word::joined))
            .take_while(|at| !self.has(&tables::CUE_VERBS, *at) && !self.has(&tables::CLAUSES, *at));
        let role = apposition.filter(|at| self.is_small(*at)).find(|at| self.has(&tables::ROLES, *at))?;
        let next = self.words.get(role + 1);
        let ends =
            next.is_none_or(|next| !next.joined() || tables::BEHIND_ROLES.contains(next.lower.as_str()));
        ends.then(|| self.lower(role).to_owned())
    }

    /// "The mayor of Somewhere, Olena Petrenko": a role and a comma before a name of two words or more.
    fn role_in_front(&self, words: &Range<usize>) -> Option<String> {
        let first = self.words.get(words.start)?;
        let last = words.end.checked_sub(1)?;
        if words.len() < 2 || first.gap != Gap::Comma || self.ends_as_thing(last) {
            return None;
        }
        let before = (0..words.start).rev().take(ROLE_WITHIN);
        let role = before
            .clone()
            .take_while(|at| *at + 1 == words.start || self.words.get(at + 1).is_some_and(Word::joined))
            .find(|at| self.is_small(*at) && self.has(&tables::ROLES, *at))?;
        let between = (role + 1..words.start)
            .all(|at| !self.is_small(at) || matches!(self.lower(at), "of" | "for" | "to" | "at" | "the"));
        between.then(|| self.lower(role).to_owned())
    }
}
