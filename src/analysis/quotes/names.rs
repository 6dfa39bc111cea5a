//! The names in an article: which words make a name, and whose it is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon::{self, Gender};
use super::name_words::{
    gender_of_given, is_comma, is_given, is_no_name, is_opener, is_organisation_noun, is_person_name,
    is_title, last_name_word, strip_titles, title_gender,
};
use super::speaker::{Speaker, SpeakerKind};
use super::tokens::{Token, lower};
use crate::article::Article;
use crate::gazetteer::{Gazetteer, KindId};
use crate::mention::words::{PARTICLES_IN_ENGLISH, key};
use crate::mention::{EntityRef, Found, Mention, Status};
use crate::text::whitespace::collapse;

/// Maximum number of words from an office, included, to the comma before a name.
const MAX_WORDS_TO_ROLE: usize = 7;
/// Maximum number of names that are kept for one surname, given name, office or noun of an organisation.
const MAX_NAMESAKES: usize = 8;

/// The names of an article.
pub(super) struct Names<'a> {
    article: &'a Article,
    found: &'a Found,
    gazetteer: &'a Gazetteer,
    /// Full names by the last word.
    by_last_word: HashMap<String, Vec<String>>,
    /// Full names by the first word.
    by_first_word: HashMap<String, Vec<String>>,
    /// Gender by the last word of a name, where a title shows it.
    by_title: HashMap<String, Gender>,
    /// Names described like people's: followed by an age after a comma, or by `who` or `whose`.
    described: HashSet<String>,
    /// The organisations whose names have each noun: `council` of `National Ballot Council`.
    pub(super) organisations: HashMap<String, Vec<Speaker>>,
    /// The people that each office or occupation is given to.
    pub(super) roles: HashMap<String, Vec<Speaker>>,
}

impl<'a> Names<'a> {
    /// Collects the full names in the paragraphs of an article, and the offices and nouns by which they may be called.
    pub fn new<'b>(
        article: &'a Article,
        found: &'a Found,
        gazetteer: &'a Gazetteer,
        paragraphs: impl Iterator<Item = &'b [Token<'b>]>,
    ) -> Self {
        let mut names = Self {
            article,
            found,
            gazetteer,
            by_last_word: HashMap::new(),
            by_first_word: HashMap::new(),
            by_title: HashMap::new(),
            described: HashSet::new(),
            organisations: HashMap::new(),
            roles: HashMap::new(),
        };
        let with_runs: Vec<_> = paragraphs.map(|tokens| (tokens, names.runs(tokens))).collect();
        // Who has an office is known only with the full names.
        for (tokens, runs) in &with_runs {
            for run in runs {
                names.collect(tokens, run);
            }
        }
        for (tokens, runs) in &with_runs {
            for run in runs {
                names.collect_roles(tokens, run);
            }
        }
        names
    }

    /// Returns the runs of capitalised words of a paragraph, in order.
    fn runs(&self, tokens: &[Token<'_>]) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let run = self.run_at(tokens, at, tokens.len());
            at = run.end.max(at + 1);
            runs.extend((!run.is_empty()).then_some(run));
        }
        runs
    }

    /// Records the nouns in the name of an organisation by which it may be called: the council, the union.
    fn collect_organisation(&mut self, tokens: &[Token<'_>], run: &Range<usize>, speaker: &Speaker) {
        let words = tokens.get(run.clone()).unwrap_or_default();
        for noun in words.iter().filter(|token| is_organisation_noun(token)) {
            let named = self.organisations.entry(key(noun.text)).or_default();
            if named.len() < MAX_NAMESAKES && !named.iter().any(|other| other.name == speaker.name) {
                named.push(speaker.clone());
            }
        }
    }

    /// Records the offices and occupations given beside a name: Mayor Lind; Lind, a geochemist; the mayor, Marta Lind.
    fn collect_roles(&mut self, tokens: &[Token<'_>], run: &Range<usize>) {
        let Some(speaker) = self.speaker_of_run(tokens, run) else { return };
        if !speaker.may_be_person() {
            self.collect_organisation(tokens, run, &speaker);
            return;
        }
        let word = |at: usize| tokens.get(at).filter(|token| token.is_word());
        let mut found: Vec<String> = Vec::new();
        let titles = tokens.get(run.clone()).unwrap_or_default().iter().filter(|token| is_title(token));
        found.extend(titles.map(|token| token.lower.clone()));
        // The vicar, the Rev Josephine Adu
        let follows_article = run.start.checked_sub(1).is_some_and(|before| lower(tokens, before) == "the");
        let before = run.start.checked_sub(1 + usize::from(follows_article));
        if let Some(token) = before.and_then(word) {
            if !token.is_capital() && is_title(token) {
                found.push(token.lower.clone());
            }
        } else if let Some(comma) = before.filter(|at| is_comma(tokens, *at)) {
            // The mayor of Norland, Marta Lind
            let words = (comma.saturating_sub(MAX_WORDS_TO_ROLE)..comma).rev().map_while(word);
            found.extend(words.filter(|token| is_title(token)).last().map(|token| token.lower.clone()));
        }
        if is_comma(tokens, run.end) {
            found.extend(occupation_at(tokens, run.end + 1));
        }
        for role in found {
            let people = self.roles.entry(role).or_default();
            if people.len() < MAX_NAMESAKES && !people.iter().any(|other| other.name == speaker.name) {
                people.push(speaker.clone());
            }
        }
    }

    fn collect(&mut self, tokens: &[Token<'_>], run: &Range<usize>) {
        let Some(last) = last_name_word(tokens, run) else { return };
        let title = tokens.get(run.start).and_then(|token| title_gender(&token.lower));
        let title = title.filter(|_| run.len() > 1);
        if let Some(gender) = title {
            self.by_title.entry(last.clone()).or_insert(gender);
        }
        let name = strip_titles(tokens, run.clone());
        if name.len() < 2 || !is_person_name(tokens, &name) {
            return;
        }
        let text = self.text_of(tokens, &name);
        let after = run.end + usize::from(is_comma(tokens, run.end));
        let is_described = tokens.get(after).is_some_and(|token| {
            let is_age = token.text.len() <= 3 && token.text.bytes().all(|byte| byte.is_ascii_digit());
            matches!(token.lower.as_str(), "who" | "whose")
                || (is_age && !token.text.is_empty() && after > run.end)
        });
        if is_described {
            self.described.insert(text.clone());
        }
        let first = tokens.get(name.start).map(|first| key(first.text)).unwrap_or_default();
        for names in
            [self.by_last_word.entry(last).or_default(), self.by_first_word.entry(first).or_default()]
        {
            if names.len() < MAX_NAMESAKES && !names.contains(&text) {
                names.push(text.clone());
            }
        }
    }

    /// Returns the run of capitalised words that starts at `at` and ends at `end` at the latest. Particles, and `of` or
    /// `for` in the name of an organisation, may stand inside it. A possessive is its last word. Empty if there is
    /// none.
    pub fn run_at(&self, tokens: &[Token<'_>], at: usize, end: usize) -> Range<usize> {
        let mut last = at;
        let mut next = at;
        while next < end.min(tokens.len()) {
            let Some(token) = tokens.get(next) else { break };
            let follows = next == at || self.is_joined(tokens, next);
            let is_opener = next == at && is_opener(token) && self.mention(token).is_none();
            if !token.is_word() || !follows || is_opener {
                break;
            }
            let before_is_joiner = next > at && self.joins_organisation(tokens, next - 1);
            if token.is_capital() {
                last = next + 1;
                if token.is_possessive() {
                    break;
                }
            } else if before_is_joiner && token.lower == "the" {
                next += 1;
                continue;
            } else if next == at
                || !(PARTICLES_IN_ENGLISH.contains(token.lower.as_str())
                    || self.joins_organisation(tokens, next))
            {
                break;
            }
            next += 1;
        }
        at..last
    }

    /// True if `of` or `for` at `at` belongs to the name of an organisation: the Department of Conservation.
    fn joins_organisation(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let is_joiner = tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "of" | "for"));
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.lower == "the"));
        is_joiner
            && before.is_some_and(|before| is_organisation_noun(before) && !before.is_possessive())
            && tokens.get(next).is_some_and(Token::is_capital)
            && (at + 1..=next).all(|at| self.is_joined(tokens, at))
    }

    /// True if the token before is a word and only white space or `&` lies between them.
    pub fn is_joined(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        before.zip(tokens.get(at)).is_some_and(|(before, token)| {
            before.is_word()
                && self
                    .article
                    .text
                    .slice(before.range.end..token.range.start)
                    .chars()
                    .all(|c| c.is_whitespace() || c == '&')
        })
    }

    /// Returns the text of some tokens on one line.
    pub fn text_of(&self, tokens: &[Token<'_>], range: &Range<usize>) -> String {
        let first = tokens.get(range.start);
        let last = range.end.checked_sub(1).and_then(|last| tokens.get(last));
        first.zip(last).map_or(String::new(), |(first, last)| {
            collapse(self.article.text.slice(first.range.start..last.range.end))
        })
    }

    /// Returns the certain or bound mention of an entity that covers the start of a token.
    pub(super) fn mention(&self, token: &Token<'_>) -> Option<&'a Mention> {
        let mentions = &self.found.mentions;
        let after = mentions.partition_point(|mention| mention.start as usize <= token.range.start);
        let mut before = mentions.get(..after)?.iter().rev().take(8);
        before.find(|mention| {
            mention.end() > token.range.start
                && matches!(mention.status, Status::Certain | Status::Bound)
                && self
                    .found
                    .referents
                    .get(mention.referent as usize)
                    .is_some_and(|one| one.entity().is_some())
        })
    }

    fn entity(&self, mention: &Mention) -> Option<&'a EntityRef> {
        self.found.referents.get(mention.referent as usize).and_then(|referent| referent.entity())
    }

    /// Returns the speaker that a run of capitalised words names. None if it names nobody who could speak.
    pub fn speaker_of_run(&self, tokens: &[Token<'_>], run: &Range<usize>) -> Option<Speaker> {
        let last_at = run.end.checked_sub(1)?;
        let last = tokens.get(last_at)?;
        if last.is_possessive() && !self.ends_in_name_with_s(last) {
            return None;
        }
        self.speaker_of_owner(tokens, run)
    }

    /// Like [`Self::speaker_of_run`], for a possessive too.
    pub fn speaker_of_owner(&self, tokens: &[Token<'_>], run: &Range<usize>) -> Option<Speaker> {
        let last_at = run.end.checked_sub(1)?;
        let last = tokens.get(last_at)?;
        if let Some(entity) = self.mention(last).and_then(|mention| self.entity(mention)) {
            let entry = self.gazetteer.entry(entity.entry)?;
            let name = entity.name(self.gazetteer);
            let is_person = entry.kind == KindId::PERSON;
            let kind = if is_person { SpeakerKind::Person } else { SpeakerKind::Named };
            let gender = is_person.then(|| self.gender(&name)).flatten();
            return Some(Speaker { name, entity: Some(entity.clone()), kind, gender, is_plural: false });
        }
        let name = strip_titles(tokens, run.clone());
        // the US Secretary of State
        if is_title(last) && name.len() > 1 && !tokens.get(name.start).is_some_and(is_given) {
            return None;
        }
        if name.is_empty() || name.clone().all(|at| tokens.get(at).is_some_and(is_no_name)) {
            return None;
        }
        let text = self.text_of(tokens, &name);
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(&text).to_owned();
        let looks_like_person = is_person_name(tokens, &name);
        let full = last_name_word(tokens, &name)
            .filter(|_| name.len() == 1)
            .and_then(|word| self.by_last_word.get(&word).or_else(|| self.by_first_word.get(&word)))
            .filter(|names| names.len() == 1)
            .and_then(|names| names.first().cloned());
        let is_person = looks_like_person || full.is_some();
        let has_title = name.start > run.start;
        let has_given_name = tokens.get(name.start).is_some_and(is_given) && name.len() > 1;
        let is_described = self.described.contains(&text);
        let is_known_person = is_person && (has_title || has_given_name || is_described || full.is_some());
        let name = full.unwrap_or(text);
        let gender = is_person.then(|| self.gender(&name)).flatten();
        let kind = if is_known_person || (is_person && gender.is_some()) {
            SpeakerKind::Person
        } else if is_person {
            SpeakerKind::MaybePerson
        } else {
            SpeakerKind::Named
        };
        Some(Speaker { name, entity: None, kind, gender, is_plural: false })
    }

    /// True if the ending of a word that looks possessive belongs to a name, so that a mention covers it too.
    fn ends_in_name_with_s(&self, token: &Token<'_>) -> bool {
        self.mention(token).is_some_and(|mention| mention.end() >= token.range.end)
    }

    fn gender(&self, name: &str) -> Option<Gender> {
        let last = name.split_whitespace().next_back().map(key)?;
        let given = name.split_whitespace().next().map(key)?;
        self.by_title.get(&last).copied().or_else(|| gender_of_given(&given))
    }
}

/// Returns the noun of an apposition that starts at `at`: `geochemist` in `a retired geochemist who`.
fn occupation_at(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let mut start = at;
    // Lind, 52, a geochemist
    if tokens.get(start)?.text.bytes().all(|byte| byte.is_ascii_digit()) && is_comma(tokens, start + 1) {
        start += 2;
    }
    let is_part = |token: &&Token<'_>| {
        token.is_word()
            && !lexicon::is_preposition(&token.lower)
            && !lexicon::is_subordinator(&token.lower)
            && token.lower != "and"
    };
    let words = tokens.get(start..tokens.len().min(start + 8))?.iter().take_while(is_part).count();
    let last = tokens.get(start..start + words)?.last()?;
    let first = tokens.get(start)?;
    let is_noun_phrase = lexicon::is_determiner(&first.lower) || is_title(last);
    (words > 0 && is_noun_phrase && !last.is_capital() && !lexicon::is_finite_verb(&last.lower))
        .then(|| last.lower.clone())
}
