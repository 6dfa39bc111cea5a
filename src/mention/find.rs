//! One article, one list: the mentions.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::article::{Article, Region};
use crate::gazetteer::{Case, EntryId, Gazetteer};
use crate::mention::acronym::{Lines, is_short_acronym};
use crate::mention::divided::chains;
use crate::mention::listed_surname::guard_listed;
use crate::mention::literals::{Blocked, Literals};
use crate::mention::model::{Mention, Referent, Rule, Status};
use crate::mention::patterns::Patterns;
use crate::mention::person_forms::PersonForms;
use crate::mention::resolve::{Candidate, MOST_CANDIDATES, Resolved, resolve};
use crate::mention::surname::bare_names;
use crate::text::fold::fold;
use crate::text::sentences::sentences;

/// A list made ready for matching. Shared by all threads.
#[derive(Debug)]
pub struct Matcher {
    gazetteer: Arc<Gazetteer>,
    literals: Literals,
    patterns: Patterns,
    people: PersonForms,
}

/// What one article gives: its mentions in the order of the text (of two that begin together the longer first), and the
/// tables that they point into.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What is named, each once.
    pub referents: Vec<Referent>,
    /// How it is written, each spelling once.
    pub surfaces: Vec<Box<str>>,
    /// The mentions.
    pub mentions: Vec<Mention>,
    /// How many sentences the whole article has.
    pub sentences: u32,
    /// How many of them stand in the body.
    pub body_sentences: u32,
    /// The byte from which on nothing was matched, where the list names more than [`MOST_CANDIDATES`] in the article.
    pub matched_to: Option<usize>,
}

/// The claims that take part in resolving.
struct Standing {
    candidates: Vec<Candidate>,
    /// The outcome, where it is known already.
    resolved: Option<Vec<Resolved>>,
    /// See [`Found::matched_to`].
    end: Option<usize>,
}

impl Matcher {
    /// Makes a list ready.
    ///
    /// # Errors
    /// One line that says what the engines do not take: a list that is too large, or a pattern that was not checked.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Result<Self, String> {
        let literals = Literals::new(&gazetteer)?;
        let patterns = Patterns::new(&gazetteer)?;
        // Looked for once here, so that no key waits until all ids have their places.
        gazetteer.find_id("");
        Ok(Self { gazetteer, literals, patterns, people: PersonForms::default() })
    }

    /// The list.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Finds the mentions of an article. Same article, same list: same outcome.
    pub fn find(&self, article: &Article) -> Found {
        let standing = self.standing(article);
        let resolved = standing.resolved.unwrap_or_else(|| self.resolve(article, &standing.candidates));
        Found { matched_to: standing.end, ..self.write_down(article, resolved) }
    }

    /// Every claim that took part in resolving: with its boundaries and capitals, not blocked, not weak alone; bare
    /// surnames and first names too.
    pub fn candidates(&self, article: &Article) -> Vec<Candidate> {
        self.standing(article).candidates
    }

    fn standing(&self, article: &Article) -> Standing {
        let mut candidates = Vec::new();
        let mut blocked = Vec::new();
        let text = article.text.all();
        let folded = fold(text);
        let mut end = self.literals.find(text, &folded, &mut candidates, &mut blocked).unwrap_or(text.len());
        let most = candidates.len() + MOST_CANDIDATES;
        for block in article.blocks.iter().take_while(|block| block.range.start < end) {
            let stopped = self.patterns.find(text, block.range.clone(), most, &mut candidates);
            if let Some(place) = stopped {
                end = end.min(place);
                break;
            }
        }
        for chain in chains(article).iter().take_while(|chain| chain.range.start < end) {
            let stopped = self.patterns.find_across(text, chain, most, &mut candidates);
            if let Some(place) = stopped {
                end = end.min(place);
                break;
            }
        }
        let keep = |candidate: &Candidate, end| {
            candidate.span.start < end && article.block_at(candidate.span.start).is_some()
        };
        candidates.retain(|candidate| keep(candidate, end));
        drop_blocked(&mut candidates, &blocked);
        let list = (self.gazetteer.as_ref(), &self.people);
        let given = guard_listed(article, list, &mut candidates);
        let resolved = self.resolve_with_weak(article, &mut candidates);
        let mut bare = bare_names(article, &folded, list, &mut candidates, &resolved, given);
        bare.candidates.retain(|candidate| keep(candidate, end));
        drop_blocked(&mut bare.candidates, &blocked);
        let resolved = (bare.candidates.is_empty() && !bare.dropped).then_some(resolved);
        candidates.append(&mut bare.candidates);
        if let Some(place) = bare.stopped {
            end = end.min(place);
            candidates.retain(|candidate| candidate.span.start < end);
        }
        Standing { candidates, resolved, end: (end < text.len()).then_some(end) }
    }

    fn resolve(&self, article: &Article, candidates: &[Candidate]) -> Vec<Resolved> {
        resolve(article.text.all(), candidates, |entry| self.priority(entry))
    }

    fn priority(&self, entry: EntryId) -> i64 {
        self.gazetteer.entry(entry).map_or(0, |entry| entry.priority)
    }

    /// Weak forms count only where the article names their entity by a strong one, so strong forms are resolved
    /// alone first; weak candidates that do not count are dropped.
    fn resolve_with_weak(&self, article: &Article, candidates: &mut Vec<Candidate>) -> Vec<Resolved> {
        let strong: Vec<Candidate> = candidates.iter().filter(|candidate| !candidate.weak).cloned().collect();
        let resolved = self.resolve(article, &strong);
        if strong.len() == candidates.len() {
            return resolved;
        }
        let in_body = |one: &&Resolved| {
            let block = article.block_at(one.span.start).and_then(|block| article.blocks.get(block));
            block.is_some_and(|block| block.region == Region::Body)
        };
        let named: HashSet<EntryId> = resolved
            .iter()
            .filter(|one| one.status == Status::Certain)
            .filter(in_body)
            .filter_map(|one| one.referent.entity().map(|entity| entity.entry))
            .collect();
        candidates.retain(|candidate| !candidate.weak || named.contains(&candidate.entry));
        self.resolve(article, candidates)
    }

    fn write_down(&self, article: &Article, resolved: Vec<Resolved>) -> Found {
        let language = article.meta.language.as_deref().unwrap_or("en");
        let spans = SentenceSpans::of(article, language);
        let mut referents = Table::default();
        let mut surfaces = Table::default();
        let mut mentions = Vec::with_capacity(resolved.len());
        let mut lines = Lines::new(article.text.all());
        for one in resolved {
            let Some(block_index) = article.block_at(one.span.start) else { continue };
            let Some(block) = article.blocks.get(block_index) else { continue };
            let surface = article.text.slice(one.span.clone());
            let doubtful = self.may_be_doubtful(&one, surface) && lines.are_capitals_at(one.span.start);
            mentions.push(Mention {
                start: one.span.start as u32,
                len: (one.span.end - one.span.start) as u32,
                surface: surfaces.number(Box::from(surface)),
                form: one.form,
                block: article.paragraph_of(block_index) as u32,
                sentence: spans.number_at(one.span.start),
                rule: one.rule,
                status: if doubtful { Status::Ambiguous } else { one.status },
                boilerplate: block.region == Region::Boilerplate,
                referent: referents.number(if doubtful { as_tied(one.referent) } else { one.referent }),
            });
        }
        Found {
            referents: referents.rows,
            surfaces: surfaces.rows,
            mentions,
            sentences: spans.all,
            body_sentences: spans.in_body,
            matched_to: None,
        }
    }

    /// Whether the acronym rule looks at a mention; a form that asks for exact capitals has said that it knows what it does.
    fn may_be_doubtful(&self, one: &Resolved, surface: &str) -> bool {
        if one.status != Status::Certain || one.rule == Rule::Pattern || !is_short_acronym(surface) {
            return false;
        }
        let entry = one.referent.entity().and_then(|entity| self.gazetteer.entry(entity.entry));
        let form = entry.and_then(|entry| entry.forms.get(one.form as usize));
        form.is_none_or(|form| form.case != Case::Exact)
    }
}

/// An entity in doubt is a candidate, alone as it may be.
fn as_tied(referent: Referent) -> Referent {
    match referent {
        Referent::Entity(entity) => Referent::Tied(vec![entity]),
        tied @ Referent::Tied(_) => tied,
    }
}

/// Drops candidates that lie inside a phrase of their own entry's `not`.
fn drop_blocked(candidates: &mut Vec<Candidate>, blocked: &[Blocked]) {
    if blocked.is_empty() {
        return;
    }
    // Of each entry the phrases by their beginning, each with how far it or one before it reaches.
    let mut reach: HashMap<EntryId, Vec<(usize, usize)>> = HashMap::new();
    for phrase in blocked {
        reach.entry(phrase.entry).or_default().push((phrase.span.start, phrase.span.end));
    }
    for phrases in reach.values_mut() {
        phrases.sort_unstable();
        let mut furthest = 0;
        for (_, end) in phrases {
            furthest = furthest.max(*end);
            *end = furthest;
        }
    }
    candidates.retain(|candidate| {
        let phrases = reach.get(&candidate.entry).map_or(&[][..], Vec::as_slice);
        let before = phrases.partition_point(|(start, _)| *start <= candidate.span.start);
        let last = before.checked_sub(1).and_then(|last| phrases.get(last));
        last.is_none_or(|(_, end)| *end < candidate.span.end)
    });
}

/// Numbers values as they first come.
struct Table<T> {
    rows: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = self.rows.len() as u32;
        self.rows.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}

/// Where the sentences of an article begin.
struct SentenceSpans {
    /// The first byte of each part of a sentence, and the number of the sentence.
    starts: Vec<(u32, u32)>,
    /// How many there are.
    all: u32,
    in_body: u32,
}

impl SentenceSpans {
    fn of(article: &Article, language: &str) -> Self {
        let mut starts = Vec::new();
        let (mut all, mut in_body) = (0, 0);
        // The last sentence so far of each paragraph that a page's end parts, by the block in which it begins.
        let parted = (0..article.blocks.len()).filter(|block| article.paragraph_of(*block) < *block);
        let mut last_of: HashMap<usize, u32> = parted.map(|block| (article.paragraph_of(block), 0)).collect();
        for (number, block) in article.blocks.iter().enumerate() {
            let spans = sentences(article.block_text(block), language);
            let paragraph = article.paragraph_of(number);
            let mut going_on =
                last_of.get(&paragraph).copied().filter(|last| paragraph < number && *last > 0);
            for span in spans {
                let sentence = going_on.take().unwrap_or_else(|| {
                    all += 1;
                    in_body += u32::from(block.region == Region::Body);
                    all
                });
                // As in mentions, offsets are 32 bits wide.
                starts.push(((block.range.start + span.start) as u32, sentence));
            }
            if let Some(last) = last_of.get_mut(&paragraph) {
                *last = starts.last().map_or(0, |(_, sentence)| *sentence);
            }
        }
        Self { starts, all, in_body }
    }

    /// The sentence that holds an offset, from 1.
    fn number_at(&self, offset: usize) -> u32 {
        let after = self.starts.partition_point(|(start, _)| *start as usize <= offset).max(1);
        self.starts.get(after - 1).map_or(1, |(_, sentence)| *sentence)
    }
}
