//! Finds candidate names in the words of a block: the longest capitalised sequences, without leading titles, dates and
//! words such as `the`.

use std::ops::Range;

use super::cue::Cue;
use super::tables;
use super::words::{Shape, Word};

/// Why a span may not be one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No doubt.
    None,
    /// Its first word starts a sentence, so it may be any word.
    SentenceStart,
    /// It contains a word such as `of`, which may join two names.
    Joined,
}

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Index range of its words in the block.
    pub words: Range<usize>,
    /// The words beside it.
    pub cue: Cue,
    /// Why it may not be one name.
    pub doubt: Doubt,
    /// The names it consists of, if it is not one name.
    pub parts: Vec<Span>,
}

/// The mention of a listed entity that covers a word, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// No mention.
    None,
    /// A mention of a person, or of a name that a person may share.
    Person,
    /// Any other mention.
    Other,
}

/// Maximum length of an acronym, in characters. Longer words in capitals are ordinary words.
const MAX_ACRONYM_LEN: usize = 6;
/// Maximum length of a run of capitalised words, in words. Longer ones are skipped, since no name is that long.
const MAX_RUN_WORDS: usize = 24;
/// Maximum number of lowercase words in a row inside a name.
const MAX_JOINERS: usize = 2;

/// Returns the candidate names of a block, in text order. `listed` has one value per word.
pub(super) fn spans(words: &[Word<'_>], listed: &[Listed]) -> Vec<Span> {
    let block = Block { words, listed };
    let mut spans = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if block.is_free_capital(at) {
            let end = block.run_end(at);
            if end - at <= MAX_RUN_WORDS {
                block.split_run(at..end, &mut spans);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    spans
}

/// The words of a block, and the mentions that cover them.
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
        self.listed.get(at).copied().unwrap_or(Listed::None)
    }

    fn is_free_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(Word::is_capital) && self.listed(at) == Listed::None
    }

    /// True if a word can continue the name that the word before it is in.
    pub(super) fn follows(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        self.words.get(at).is_some_and(|word| word.is_joined() && !word.starts_sentence)
            && before.is_some_and(|before| !before.ends_name)
    }

    /// Returns the end of the run that starts at a word.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            if self.follows(end) && self.is_free_capital(end) {
                end += 1;
                continue;
            }
            if end - start > MAX_RUN_WORDS {
                return end;
            }
            let joiners = (end..self.words.len())
                .take(MAX_JOINERS)
                .take_while(|at| {
                    self.follows(*at) && self.shape(*at) == Shape::Lowercase && self.joins(start, *at)
                })
                .count();
            let next = end + joiners;
            let has_joiner = joiners > 0 && self.lower(end) != "the";
            if has_joiner && self.follows(next) && self.is_free_capital(next) {
                end = next + 1;
                continue;
            }
            return end;
        }
    }

    /// True if a lowercase word may be inside the name that starts at `start`.
    fn joins(&self, start: usize, at: usize) -> bool {
        let word = self.lower(at);
        match word {
            // As in "Ministry of Roads and Canals".
            "and" => (start..at).any(|head| {
                self.is_in(&tables::ORGANISATIONS, head) && matches!(self.lower(head + 1), "of" | "for")
            }),
            "the" => at.checked_sub(1).is_some_and(|before| matches!(self.lower(before), "of" | "for")),
            _ => tables::PARTICLES.contains(word) || tables::JOINERS.contains(word),
        }
    }

    /// True if a word is in a table.
    pub(super) fn is_in(&self, table: &std::collections::HashSet<String>, at: usize) -> bool {
        table.contains(self.lower(at))
    }

    pub(super) fn is_lowercase(&self, at: usize) -> bool {
        self.shape(at) == Shape::Lowercase
    }

    /// True if a word may be part of a title before a name: a lowercase word, a title, an office, a nation and the
    /// like.
    fn is_role(&self, at: usize) -> bool {
        self.is_lowercase(at)
            || self.is_in(&tables::TITLES, at)
            || self.is_in(&tables::OFFICES, at)
            || self.is_in(&tables::PORTFOLIOS, at)
            || self.is_in(&tables::NATIONALITIES, at)
    }

    /// True if a name that ends in this word is an organisation, plan, law or event.
    pub(super) fn is_thing_word(&self, at: usize) -> bool {
        [&tables::ORGANISATIONS, &tables::PLANS, &tables::LAWS, &tables::EVENTS]
            .iter()
            .any(|table| self.is_in(table, at))
    }

    /// Extracts the names of a run: strips `the`, `a`, `an`, sentence openers, dates and titles, and splits off a name
    /// before a title.
    fn split_run(&self, run: Range<usize>, spans: &mut Vec<Span>) {
        let Range { mut start, mut end } = run.clone();
        let last_is_thing = end.checked_sub(1).is_some_and(|last| self.is_thing_word(last));
        let starts_sentence = self.words.get(start).is_some_and(|word| word.starts_sentence);
        while start < end {
            let leads = matches!(self.lower(start), "the" | "a" | "an")
                || self.is_lowercase(start)
                || (starts_sentence && self.is_opener(start))
                || (!last_is_thing && end - start > 1 && self.is_leading_date(start));
            if !leads {
                break;
            }
            start += 1;
        }
        while end > start && (self.is_lowercase(end - 1) || self.is_trailing_date(start..end)) {
            end -= 1;
        }
        let title = self.title_end(start..end);
        let before_title = title.as_ref().map_or(end, |(at, _, _)| *at);
        let trailing_office = title.is_none() && end > start && self.is_in(&tables::OFFICES, end - 1);
        if title.is_some() || trailing_office {
            // What the office belongs to is a separate name: the NATO Secretary General.
            let mut lead_end = before_title;
            while lead_end > start && self.is_role(lead_end - 1) {
                lead_end -= 1;
            }
            if lead_end > start && !self.follows_mention(&run, start) {
                self.split_run(start..lead_end, spans);
            }
        }
        match title {
            Some((_, name_start, title)) => {
                if name_start < end && !self.precedes_mention(&run, end) {
                    spans.extend(self.build_span(name_start..end, title));
                }
            }
            None if trailing_office => {}
            None => {
                if let Some(span) = self.junior(start..end) {
                    spans.push(span);
                } else if !self.follows_mention(&run, start) && !self.precedes_mention(&run, end) {
                    spans.extend(self.build_span(start..end, None));
                }
            }
        }
    }

    /// True if a word is a sentence opener. One in capitals is not, since it may be an acronym ("us", but not "US").
    /// The other words in capitals are ruled out later, most of them when all articles are known.
    fn is_opener(&self, at: usize) -> bool {
        self.is_in(&tables::OPENERS, at) && self.shape(at) != Shape::AllCaps
    }

    /// True if a name that starts at `start` continues the mention before its run: nothing was stripped in between, and
    /// the two can be one name.
    fn follows_mention(&self, run: &Range<usize>, start: usize) -> bool {
        start == run.start
            && start.checked_sub(1).is_some_and(|before| self.listed(before) != Listed::None)
            && self.follows(start)
    }

    /// True if the mention after a run continues the name that ends at `end`: nothing was stripped in between, and the
    /// two can be one name.
    fn precedes_mention(&self, run: &Range<usize>, end: usize) -> bool {
        end == run.end && self.listed(end) != Listed::None && self.follows(end)
    }

    /// Returns the span of a person's mention and the suffix after it: "Jr." makes a listed person somebody else, "MP"
    /// does not. None if the mention has a single word, or if the run is not just such a suffix.
    fn junior(&self, run: Range<usize>) -> Option<Span> {
        let last = run.start.checked_sub(1).filter(|_| self.follows(run.start))?;
        let suffix = self.words.get(run.start).filter(|_| self.is_in(&tables::GENERATIONS, run.start))?;
        if run.len() != 1 || self.listed(last) != Listed::Person {
            return None;
        }
        let mut start = last;
        while start > 0 && self.listed(start - 1) == Listed::Person && self.follows(start) {
            start -= 1;
        }
        (start < last).then(|| Span {
            words: start..run.end,
            cue: Cue { title: Some(suffix.text.to_owned()), ..Cue::default() },
            doubt: Doubt::None,
            parts: Vec::new(),
        })
    }

    /// Finds the last title followed by a name. Returns its index, the index where the name starts, and the title if
    /// it belongs to the name: in "President of Somewhere" it does not. None if there is no such title, or if it starts
    /// the name of an organisation or the like: "General Motors".
    fn title_end(&self, run: Range<usize>) -> Option<(usize, usize, Option<String>)> {
        let is_name = |at: usize| !self.is_lowercase(at) && !self.is_in(&tables::SUFFIXES, at);
        let at = run.clone().rev().find(|at| {
            self.is_in(&tables::TITLES, *at)
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
            while start < run.end && (self.is_in(&tables::PORTFOLIOS, start) || self.is_lowercase(start)) {
                start += 1;
            }
            if start > object {
                return Some((at, start, title));
            }
            // "President of Somewhere" names Somewhere; two more words name the president.
            let name = run.end.saturating_sub(2);
            let is_person =
                name > start && (name..run.end).all(|at| !self.is_lowercase(at) && !self.is_thing_word(at));
            return Some(if is_person { (at, name, title) } else { (at, start, None) });
        }
        let is_single = last == start;
        let is_thing = self.is_thing_word(last)
            || (self.is_in(&tables::PLACES, last) && is_single)
            || self.is_in(&tables::PORTFOLIOS, last);
        // A particle belongs to the name: "President de Gaulle".
        let is_particle = self.is_in(&tables::PARTICLES, start) && !self.is_in(&tables::TITLES_WITH_DE, at);
        let starts_name = !self.is_lowercase(start) || is_particle;
        (starts_name && !is_thing).then_some((at, start, title))
    }

    /// True if a title is a surname, since it comes after a word that is not part of a title: "Larry King".
    fn is_surname(&self, at: usize, start: usize) -> bool {
        self.is_in(&tables::SURNAME_TITLES, at) && at > start && !self.is_role(at - 1)
    }

    /// Builds the span of a name, with its cues and doubts. None if the words cannot be a name.
    fn build_span(&self, words: Range<usize>, title: Option<String>) -> Option<Span> {
        let is_month_with_title = words.len() == 1
            && title.is_some()
            && self.is_in(&tables::SURNAME_MONTHS, words.start)
            && !self.is_numbered(words.start);
        let has_particle = title.is_some() && self.is_in(&tables::PARTICLES, words.start);
        let is_name = self.may_be_name(&words) && (has_particle || !self.is_lowercase(words.start));
        if !is_name && !is_month_with_title {
            return None;
        }
        let cue = self.cue(&words, title);
        let is_joiner = |at: &usize| self.is_lowercase(*at) && self.is_in(&tables::JOINERS, *at);
        let first_joiner = words.clone().find(is_joiner);
        if let Some(joiner_at) = first_joiner {
            let has_and = words.clone().any(|at| self.lower(at) == "and");
            let head = joiner_at.checked_sub(1);
            let is_thing =
                head.is_some_and(|head| self.is_thing_word(head) || self.is_in(&tables::PLACES, head));
            if has_and || !is_thing {
                let is_split = |at: &usize| self.is_lowercase(*at) && (!has_and || self.lower(*at) == "and");
                let middle = words.clone().find(is_split).unwrap_or(joiner_at);
                let own = cue.title.clone();
                let mut rest = middle;
                while rest < words.end && self.is_lowercase(rest) {
                    rest += 1;
                }
                let parts =
                    [self.build_span(words.start..middle, own), self.build_span(rest..words.end, None)];
                let parts = parts.into_iter().flatten().filter(|part| part.doubt == Doubt::None).collect();
                return Some(Span { words, cue, doubt: Doubt::Joined, parts });
            }
        }
        let starts_sentence =
            self.words.get(words.start).is_some_and(|word| word.starts_sentence && !word.precedes_quote);
        let last = words.end.saturating_sub(1);
        if starts_sentence && (words.len() == 1 || !self.is_thing_word(last)) {
            let parts = self.build_span(words.start + 1..words.end, None).into_iter().collect();
            return Some(Span { words, cue, doubt: Doubt::SentenceStart, parts });
        }
        Some(Span { words, cue, doubt: Doubt::None, parts: Vec::new() })
    }

    fn may_be_name(&self, words: &Range<usize>) -> bool {
        let is_shout = |at: usize| {
            self.shape(at) == Shape::AllCaps
                && self.words.get(at).is_some_and(|word| word.lower.chars().nth(MAX_ACRONYM_LEN).is_some())
        };
        if words.is_empty() || words.clone().any(is_shout) || self.is_date(words) {
            return false;
        }
        let last = words.end.saturating_sub(1);
        let is_uninformative = |at: usize| {
            self.is_role(at)
                || self.is_in(&tables::NOT_NAMES_ALONE, at)
                || self.is_in(&tables::SUFFIXES, at)
                || (self.shape(at) == Shape::Initial && self.lower(at).chars().nth(2).is_none())
                || self.words.get(at).is_some_and(|word| word.text.chars().nth(1).is_none())
        };
        if words.len() == 1 {
            let is_head = self.is_thing_word(last) || self.is_in(&tables::PLACES, last);
            return !is_uninformative(last)
                && !is_head
                && !self.is_opener(last)
                && !self.is_two_nation_adjective(last)
                && !self.is_numbered(last);
        }
        self.is_thing_word(last) || !words.clone().all(is_uninformative)
    }

    /// True for a hyphenated word that contains a nationality, like "Russian-American".
    fn is_two_nation_adjective(&self, at: usize) -> bool {
        let word = self.lower(at);
        word.contains('-') && word.split('-').any(|part| tables::NATIONALITIES.contains(part))
    }

    /// True if a word that starts with a digit follows: "Article 5" is not a name.
    fn is_numbered(&self, at: usize) -> bool {
        self.follows(at + 1)
            && self.words.get(at + 1).is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
    }
}

#[cfg(test)]
#[path = "spans_tests.rs"]
mod tests;
