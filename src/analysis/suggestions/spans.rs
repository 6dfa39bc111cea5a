//! The words of a block to the names that may stand in it: the longest capitalised sequences, without what only leads
//! up to them.

use std::ops::Range;

use super::cues::Cue;
use super::tables;
use super::words::{Shape, Word};

/// Why a span may not be one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// None.
    No,
    /// Its first word opens a sentence, and might be any word.
    Opening,
    /// Small words such as `of` join it, and may join two names.
    Joined,
}

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its words, as indices into those of the block.
    pub words: Range<usize>,
    /// What it stands beside.
    pub cue: Cue,
    /// Why it may not be one name.
    pub doubt: Doubt,
    /// What is a name instead, if it is not.
    pub parts: Vec<Span>,
}

/// Whether a mention of the list covers a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// None does.
    No,
    /// One of a person.
    Person,
    /// Another.
    Other,
}

/// The longest run of capitals that is an acronym and not a shout, in characters.
const LONGEST_ACRONYM: usize = 6;
/// The longest run of words that is looked at; no name is longer.
const LONGEST_RUN: usize = 24;
/// How many small words at the most join two parts of a name.
const MOST_JOINERS: usize = 2;

/// The spans of a block, in the order of its text. `listed` has a value for each word.
pub(super) fn spans(words: &[Word<'_>], listed: &[Listed]) -> Vec<Span> {
    let block = Block { words, listed };
    let mut spans = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if block.is_free_capital(at) {
            let end = block.run_end(at);
            if end - at <= LONGEST_RUN {
                block.of_run(at..end, &mut spans);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    spans
}

/// The words of a block, with what the list knows of them.
pub(super) struct Block<'a> {
    pub words: &'a [Word<'a>],
    listed: &'a [Listed],
}

impl Block<'_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.words.get(at).map_or(Shape::Other, |word| word.shape)
    }

    fn listed(&self, at: usize) -> Listed {
        self.listed.get(at).copied().unwrap_or(Listed::No)
    }

    fn is_free_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(Word::is_capital) && self.listed(at) == Listed::No
    }

    /// Whether a word goes on from the one before it.
    pub(super) fn follows(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        self.words.get(at).is_some_and(|word| word.joined() && !word.opens)
            && before.is_some_and(|before| !before.closes)
    }

    /// Where the run that begins here ends.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            if self.follows(end) && self.is_free_capital(end) {
                end += 1;
                continue;
            }
            if end - start > LONGEST_RUN {
                return end;
            }
            let joiners = (end..self.words.len())
                .take(MOST_JOINERS)
                .take_while(|at| {
                    self.follows(*at) && self.shape(*at) == Shape::Small && self.joins(start, *at)
                })
                .count();
            let next = end + joiners;
            let opens_well = joiners > 0 && self.lower(end) != "the";
            if opens_well && self.follows(next) && self.is_free_capital(next) {
                end = next + 1;
                continue;
            }
            return end;
        }
    }

    /// Whether a small word may stand inside the name that begins at `start`.
    fn joins(&self, start: usize, at: usize) -> bool {
        let word = self.lower(at);
        match word {
            // Ministry of Roads and Canals.
            "and" => (start..at).any(|head| {
                self.has(&tables::ORGANISATIONS, head) && matches!(self.lower(head + 1), "of" | "for")
            }),
            "the" => at.checked_sub(1).is_some_and(|before| matches!(self.lower(before), "of" | "for")),
            _ => tables::PARTICLES.contains(word) || tables::JOINERS.contains(word),
        }
    }

    pub(super) fn has(&self, table: &std::collections::HashSet<String>, at: usize) -> bool {
        table.contains(self.lower(at))
    }

    pub(super) fn is_small(&self, at: usize) -> bool {
        self.shape(at) == Shape::Small
    }

    /// Whether a word can only be part of what leads up to a name.
    fn is_role(&self, at: usize) -> bool {
        self.is_small(at)
            || self.has(&tables::TITLES, at)
            || self.has(&tables::OFFICES, at)
            || self.has(&tables::PORTFOLIOS, at)
            || self.has(&tables::NATIONAL, at)
    }

    pub(super) fn ends_as_thing(&self, at: usize) -> bool {
        [&tables::ORGANISATIONS, &tables::PLANS, &tables::LAWS, &tables::EVENTS]
            .iter()
            .any(|table| self.has(table, at))
    }

    /// What a run gives: without articles, openers, days and titles; names before a title apart.
    fn of_run(&self, run: Range<usize>, spans: &mut Vec<Span>) {
        let Range { mut start, mut end } = run.clone();
        let last_is_thing = end.checked_sub(1).is_some_and(|last| self.ends_as_thing(last));
        let opened = self.words.get(start).is_some_and(|word| word.opens);
        while start < end {
            let leads = matches!(self.lower(start), "the" | "a" | "an")
                || self.is_small(start)
                || (opened && self.opens_no_name(start))
                || (!last_is_thing && end - start > 1 && self.leads_as_date(start));
            if !leads {
                break;
            }
            start += 1;
        }
        while end > start && (self.is_small(end - 1) || self.ends_as_date(start..end)) {
            end -= 1;
        }
        let title = self.title_end(start..end);
        let before_title = title.as_ref().map_or(end, |(at, _, _)| *at);
        let trailing_office = title.is_none() && end > start && self.has(&tables::OFFICES, end - 1);
        if title.is_some() || trailing_office {
            // Who the office belongs to is a name of its own: the NATO Secretary General.
            let mut lead_end = before_title;
            while lead_end > start && self.is_role(lead_end - 1) {
                lead_end -= 1;
            }
            if lead_end > start && !self.touches_left(&run, start) {
                self.of_run(start..lead_end, spans);
            }
        }
        match title {
            Some((_, name_start, title)) => {
                if name_start < end && !self.touches_right(&run, end) {
                    spans.extend(self.finished(name_start..end, title));
                }
            }
            None if trailing_office => {}
            None => {
                if let Some(span) = self.namesake(start..end) {
                    spans.push(span);
                } else if !self.touches_left(&run, start) && !self.touches_right(&run, end) {
                    spans.extend(self.finished(start..end, None));
                }
            }
        }
    }

    /// Whether a word opens sentences and is no acronym: "un" does in French, the UN is one. Acronyms that are words in capitals
    /// are found out when all articles are known.
    fn opens_no_name(&self, at: usize) -> bool {
        self.has(&tables::OPENERS, at) && self.shape(at) != Shape::Capitals
    }

    fn touches_left(&self, run: &Range<usize>, start: usize) -> bool {
        start == run.start
            && start.checked_sub(1).is_some_and(|before| self.listed(before) != Listed::No)
            && self.follows(start)
    }

    fn touches_right(&self, run: &Range<usize>, end: usize) -> bool {
        end == run.end && self.listed(end) != Listed::No && self.follows(end)
    }

    /// "Jr." behind a listed person is somebody else: the name is the mention and the suffix.
    fn namesake(&self, run: Range<usize>) -> Option<Span> {
        let last = run.start.checked_sub(1).filter(|_| self.follows(run.start))?;
        if run.len() != 1 || !self.has(&tables::SUFFIXES, run.start) || self.listed(last) != Listed::Person {
            return None;
        }
        let mut start = last;
        while start > 0 && self.listed(start - 1) == Listed::Person && self.follows(start) {
            start -= 1;
        }
        (start < last).then(|| Span {
            words: start..run.end,
            cue: Cue { title: Some("Jr.".to_owned()), ..Cue::default() },
            doubt: Doubt::No,
            parts: Vec::new(),
        })
    }

    /// Where the last title stands that a name follows, where that name begins, and the title if it is the name's own:
    /// in "President of Somewhere" it is not.
    fn title_end(&self, run: Range<usize>) -> Option<(usize, usize, Option<String>)> {
        let is_name = |at: usize| !self.is_small(at) && !self.has(&tables::SUFFIXES, at);
        let at = run.clone().rev().find(|at| {
            self.has(&tables::TITLES, *at)
                && (at + 1..run.end).any(is_name)
                && !self.is_surname(*at, run.start)
        })?;
        let title = self.words.get(at).map(|word| word.text.to_owned());
        let last = run.end.checked_sub(1)?;
        let mut start = at + 1;
        if self.lower(start) == "of" {
            start += 1;
            while start < run.end && self.lower(start) == "the" {
                start += 1;
            }
            let object = start;
            while start < run.end && (self.has(&tables::PORTFOLIOS, start) || self.is_small(start)) {
                start += 1;
            }
            if start > object {
                return Some((at, start, title));
            }
            // "President of Somewhere" names Somewhere; with two words more these are who presides.
            let name = run.end.saturating_sub(2);
            let is_person =
                name > start && (name..run.end).all(|at| !self.is_small(at) && !self.ends_as_thing(at));
            return Some(if is_person { (at, name, title) } else { (at, start, None) });
        }
        let alone = last == start;
        let thing = self.ends_as_thing(last)
            || (self.has(&tables::PLACES, last) && alone)
            || self.has(&tables::PORTFOLIOS, last);
        if thing || self.is_small(start) { None } else { Some((at, start, title)) }
    }

    /// "King" behind a given name.
    fn is_surname(&self, at: usize, start: usize) -> bool {
        self.has(&tables::SURNAME_TITLES, at) && at > start && !self.is_role(at - 1)
    }

    /// A name with its cues and doubts; none where it is nothing of a name.
    fn finished(&self, words: Range<usize>, title: Option<String>) -> Option<Span> {
        let is_month_with_title = words.len() == 1
            && title.is_some()
            && self.has(&tables::SURNAME_MONTHS, words.start)
            && !self.is_numbered(words.start);
        if !self.may_be_name(&words) && !is_month_with_title {
            return None;
        }
        let cue = self.cue(&words, title);
        let joiner = |at: &usize| self.is_small(*at) && self.has(&tables::JOINERS, *at);
        let first_joiner = words.clone().find(joiner);
        if let Some(joiner_at) = first_joiner {
            let by_and = words.clone().any(|at| self.lower(at) == "and");
            let head = joiner_at.checked_sub(1);
            let is_thing =
                head.is_some_and(|head| self.ends_as_thing(head) || self.has(&tables::PLACES, head));
            if by_and || !is_thing {
                let split = |at: &usize| self.is_small(*at) && (!by_and || self.lower(*at) == "and");
                let middle = words.clone().find(split).unwrap_or(joiner_at);
                let own = cue.title.clone();
                let mut rest = middle;
                while rest < words.end && self.is_small(rest) {
                    rest += 1;
                }
                let parts = [self.finished(words.start..middle, own), self.finished(rest..words.end, None)];
                let parts = parts.into_iter().flatten().filter(|part| part.doubt == Doubt::No).collect();
                return Some(Span { words, cue, doubt: Doubt::Joined, parts });
            }
        }
        let opens = self.words.get(words.start).is_some_and(|word| word.opens && !word.speaks);
        let last = words.end.saturating_sub(1);
        if opens && (words.len() == 1 || !self.ends_as_thing(last)) {
            let parts = self.finished(words.start + 1..words.end, None).into_iter().collect();
            return Some(Span { words, cue, doubt: Doubt::Opening, parts });
        }
        Some(Span { words, cue, doubt: Doubt::No, parts: Vec::new() })
    }

    fn may_be_name(&self, words: &Range<usize>) -> bool {
        let is_shout = |at: usize| {
            self.shape(at) == Shape::Capitals
                && self.words.get(at).is_some_and(|word| word.lower.chars().nth(LONGEST_ACRONYM).is_some())
        };
        if words.is_empty()
            || words.clone().any(is_shout)
            || self.is_small(words.start)
            || self.is_date(words)
        {
            return false;
        }
        let last = words.end.saturating_sub(1);
        let says_nothing = |at: usize| {
            self.is_role(at)
                || self.has(&tables::IGNORABLE, at)
                || self.has(&tables::SUFFIXES, at)
                || (self.shape(at) == Shape::Initial && self.lower(at).chars().nth(2).is_none())
                || self.words.get(at).is_some_and(|word| word.text.chars().nth(1).is_none())
        };
        if words.len() == 1 {
            let is_head = self.ends_as_thing(last) || self.has(&tables::PLACES, last);
            return !says_nothing(last)
                && !is_head
                && !self.opens_no_name(last)
                && !self.names_two_nations(last)
                && !self.is_numbered(last);
        }
        self.ends_as_thing(last) || !words.clone().all(says_nothing)
    }

    /// "Russian-American" is an adjective.
    fn names_two_nations(&self, at: usize) -> bool {
        let word = self.lower(at);
        word.contains('-') && word.split('-').any(|part| tables::NATIONAL.contains(part))
    }

    /// "Article 5" names no one.
    fn is_numbered(&self, at: usize) -> bool {
        self.follows(at + 1)
            && self.words.get(at + 1).is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
    }
}

#[cfg(test)]
#[path = "spans_tests.rs"]
mod tests;
