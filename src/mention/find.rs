//! Matches one article against one list.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::article::{Article, Region};
use crate::gazetteer::{Case, EntryId, Gazetteer};
use crate::mention::acronym::{Lines, is_short_acronym};
use crate::mention::divided::chains;
use crate::mention::interner::Interner;
use crate::mention::listed_surname::guard_listed;
use crate::mention::literals::{BlockedSpan, Literals};
use crate::mention::model::{Mention, Referent, Rule, Status};
use crate::mention::patterns::Patterns;
use crate::mention::person_forms::PersonForms;
use crate::mention::resolve::{Candidate, MAX_CANDIDATES, Resolved, resolve};
use crate::mention::surname::bare_names;
use crate::text::fold::fold;
use crate::text::sentences::sentences;

/// A list compiled for matching. Shared by all threads.
#[derive(Debug)]
pub struct Matcher {
    gazetteer: Arc<Gazetteer>,
    literals: Literals,
    patterns: Patterns,
    people: PersonForms,
}

/// The mentions of an article in text order (of those that start together, the longest first), and the tables
/// they point into.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Distinct referents.
    pub referents: Vec<Referent>,
    /// Distinct surfaces.
    pub surfaces: Vec<Box<str>>,
    /// The mentions.
    pub mentions: Vec<Mention>,
    /// Number of sentences in the whole article.
    pub sentences: u32,
    /// Number of sentences in the body.
    pub body_sentences: u32,
    /// Byte offset at which matching stopped. None unless the article has more than [`MAX_CANDIDATES`]
    /// candidates of one kind.
    pub matched_to: Option<usize>,
}

/// The candidates that take part in resolution.
struct CandidateSet {
    candidates: Vec<Candidate>,
    /// The resolution, if it is already known.
    resolved: Option<Vec<Resolved>>,
    /// See [`Found::matched_to`].
    matched_to: Option<usize>,
}

impl Matcher {
    /// Compiles a list.
    ///
    /// # Errors
    /// A message from the engines: the list is too large, or a pattern was not validated.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Result<Self, String> {
        let literals = Literals::new(&gazetteer)?;
        let patterns = Patterns::new(&gazetteer)?;
        // Builds the id lookup now, so that the first key press does not wait for it.
        gazetteer.find_id("");
        Ok(Self { gazetteer, literals, patterns, people: PersonForms::default() })
    }

    /// Returns the list.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Finds the mentions of an article. The result is deterministic.
    pub fn find(&self, article: &Article) -> Found {
        let set = self.collect_candidates(article);
        let resolved = set.resolved.unwrap_or_else(|| self.resolve(article, &set.candidates));
        Found { matched_to: set.matched_to, ..self.record(article, resolved) }
    }

    /// Returns all candidates that take part in resolution: occurrences with word boundaries and matching case, and
    /// bare surnames and given names. Left out are occurrences that are blocked or part of someone else's name, and
    /// weak ones that do not count.
    pub fn candidates(&self, article: &Article) -> Vec<Candidate> {
        self.collect_candidates(article).candidates
    }

    fn collect_candidates(&self, article: &Article) -> CandidateSet {
        let mut candidates = Vec::new();
        let mut blocked = Vec::new();
        let text = article.text.as_str();
        let folded = fold(text);
        let mut end = self.literals.find(text, &folded, &mut candidates, &mut blocked).unwrap_or(text.len());
        let max_candidates = candidates.len() + MAX_CANDIDATES;
        for block in article.blocks.iter().take_while(|block| block.range.start < end) {
            let stop = self.patterns.find(text, block.range.clone(), max_candidates, &mut candidates);
            if let Some(offset) = stop {
                end = end.min(offset);
                break;
            }
        }
        for chain in chains(article).iter().take_while(|chain| chain.range.start < end) {
            let stop = self.patterns.find_across(text, chain, max_candidates, &mut candidates);
            if let Some(offset) = stop {
                end = end.min(offset);
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
        let resolved = (bare.candidates.is_empty() && !bare.aliases_dropped).then_some(resolved);
        candidates.append(&mut bare.candidates);
        if let Some(offset) = bare.searched_to {
            end = end.min(offset);
            candidates.retain(|candidate| candidate.span.start < end);
        }
        CandidateSet { candidates, resolved, matched_to: (end < text.len()).then_some(end) }
    }

    fn resolve(&self, article: &Article, candidates: &[Candidate]) -> Vec<Resolved> {
        resolve(article.text.as_str(), candidates, |entry| self.priority(entry))
    }

    fn priority(&self, entry: EntryId) -> i64 {
        self.gazetteer.entry(entry).map_or(0, |entry| entry.priority)
    }

    /// Resolves the candidates and drops the weak ones that do not count. A weak form counts only if a certain
    /// mention in the body names its entry by a strong form, so strong forms are resolved alone first.
    fn resolve_with_weak(&self, article: &Article, candidates: &mut Vec<Candidate>) -> Vec<Resolved> {
        let strong: Vec<Candidate> = candidates.iter().filter(|candidate| !candidate.weak).cloned().collect();
        let resolved = self.resolve(article, &strong);
        if strong.len() == candidates.len() {
            return resolved;
        }
        let in_body = |mention: &&Resolved| {
            let block = article.block_at(mention.span.start).and_then(|block| article.blocks.get(block));
            block.is_some_and(|block| block.region == Region::Body)
        };
        let named: HashSet<EntryId> = resolved
            .iter()
            .filter(|mention| mention.status == Status::Certain)
            .filter(in_body)
            .filter_map(|mention| mention.referent.entity().map(|entity| entity.entry))
            .collect();
        candidates.retain(|candidate| !candidate.weak || named.contains(&candidate.entry));
        self.resolve(article, candidates)
    }

    fn record(&self, article: &Article, resolved: Vec<Resolved>) -> Found {
        let language = article.meta.language.as_deref().unwrap_or("en");
        let spans = SentenceSpans::of(article, language);
        let mut referents = Interner::default();
        let mut surfaces = Interner::default();
        let mut mentions = Vec::with_capacity(resolved.len());
        let mut lines = Lines::new(article.text.as_str());
        for mention in resolved {
            let Some(block_index) = article.block_at(mention.span.start) else { continue };
            let Some(block) = article.blocks.get(block_index) else { continue };
            let surface = article.text.slice(mention.span.clone());
            let is_ambiguous =
                self.may_be_ambiguous_acronym(&mention, surface) && lines.is_all_caps_at(mention.span.start);
            mentions.push(Mention {
                start: mention.span.start as u32,
                len: (mention.span.end - mention.span.start) as u32,
                surface: surfaces.intern(Box::from(surface)),
                form: mention.form,
                block: article.paragraph_of(block_index) as u32,
                sentence: spans.number_at(mention.span.start),
                rule: mention.rule,
                status: if is_ambiguous { Status::Ambiguous } else { mention.status },
                boilerplate: block.region == Region::Boilerplate,
                referent: referents.intern(if is_ambiguous {
                    into_tied(mention.referent)
                } else {
                    mention.referent
                }),
            });
        }
        Found {
            referents: referents.into_values(),
            surfaces: surfaces.into_values(),
            mentions,
            sentences: spans.total,
            body_sentences: spans.in_body,
            matched_to: None,
        }
    }

    /// True if a certain mention by a name or alias is a short acronym, which would be ambiguous in an all-caps line. A
    /// form with `case = "exact"` is exempt.
    fn may_be_ambiguous_acronym(&self, mention: &Resolved, surface: &str) -> bool {
        if mention.status != Status::Certain || mention.rule == Rule::Pattern || !is_short_acronym(surface) {
            return false;
        }
        let entry = mention.referent.entity().and_then(|entity| self.gazetteer.entry(entity.entry));
        let form = entry.and_then(|entry| entry.forms.get(mention.form as usize));
        form.is_none_or(|form| form.case != Case::Exact)
    }
}

/// Returns the referent of an ambiguous mention, which lists its candidates even if there is only one.
fn into_tied(referent: Referent) -> Referent {
    match referent {
        Referent::Entity(entity) => Referent::Tied(vec![entity]),
        tied @ Referent::Tied(_) => tied,
    }
}

/// Drops candidates that lie inside a `not` phrase of their own entry.
fn drop_blocked(candidates: &mut Vec<Candidate>, blocked: &[BlockedSpan]) {
    if blocked.is_empty() {
        return;
    }
    // The phrases of each entry, sorted by start, each with the furthest end of those up to it.
    let mut blocked_by_entry: HashMap<EntryId, Vec<(usize, usize)>> = HashMap::new();
    for phrase in blocked {
        blocked_by_entry.entry(phrase.entry).or_default().push((phrase.span.start, phrase.span.end));
    }
    for phrases in blocked_by_entry.values_mut() {
        phrases.sort_unstable();
        let mut furthest = 0;
        for (_, end) in phrases {
            furthest = furthest.max(*end);
            *end = furthest;
        }
    }
    candidates.retain(|candidate| {
        let phrases = blocked_by_entry.get(&candidate.entry).map_or(&[][..], Vec::as_slice);
        let before = phrases.partition_point(|(start, _)| *start <= candidate.span.start);
        let last = before.checked_sub(1).and_then(|last| phrases.get(last));
        last.is_none_or(|(_, end)| *end < candidate.span.end)
    });
}

/// Sentence starts of an article.
struct SentenceSpans {
    /// Start offset and sentence number of each part of a sentence.
    starts: Vec<(u32, u32)>,
    /// Number of sentences.
    total: u32,
    /// Number of sentences in the body.
    in_body: u32,
}

impl SentenceSpans {
    fn of(article: &Article, language: &str) -> Self {
        let mut starts = Vec::new();
        let (mut total, mut in_body) = (0, 0);
        // The last sentence so far of each paragraph that a page break splits, by the block in which the
        // paragraph starts.
        let split_paragraphs =
            (0..article.blocks.len()).filter(|block| article.paragraph_of(*block) < *block);
        let mut last_sentences: HashMap<usize, u32> =
            split_paragraphs.map(|block| (article.paragraph_of(block), 0)).collect();
        for (number, block) in article.blocks.iter().enumerate() {
            let spans = sentences(article.block_text(block), language);
            let paragraph = article.paragraph_of(number);
            let mut continued =
                last_sentences.get(&paragraph).copied().filter(|last| paragraph < number && *last > 0);
            for span in spans {
                let sentence = continued.take().unwrap_or_else(|| {
                    total += 1;
                    in_body += u32::from(block.region == Region::Body);
                    total
                });
                // Offsets are 32 bits wide, as in mentions.
                starts.push(((block.range.start + span.start) as u32, sentence));
            }
            if let Some(last) = last_sentences.get_mut(&paragraph) {
                *last = starts.last().map_or(0, |(_, sentence)| *sentence);
            }
        }
        Self { starts, total, in_body }
    }

    /// Returns the number of the sentence that contains an offset, from 1.
    fn number_at(&self, offset: usize) -> u32 {
        let after = self.starts.partition_point(|(start, _)| *start as usize <= offset).max(1);
        self.starts.get(after - 1).map_or(1, |(_, sentence)| *sentence)
    }
}
