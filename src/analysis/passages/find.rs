//! Finds everything that articles share.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use super::paragraphs::classes;
use super::quote_rows::{QuoteRow, quote_rows};
use super::rows::{Sets, TextRow, text_rows};
use super::running_text::shared_segments;
use super::utterances::{Utterance, Vocabulary, utterances};
use super::voices::{Overlaps, Voices, first_with_same_words};
use super::words::{Document, document, is_compared};
use crate::analysis::facts::Facts;

/// What the places of a passage have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Whole reports with the same text, apart from a few words.
    Copy,
    /// Running text outside quotes, with at most a few words changed.
    Text,
    /// A quote: the shortest wording stands word for word in all the others.
    Quote,
    /// Quotes that are possibly one utterance in several wordings.
    Possible,
}

impl Kind {
    /// All kinds, in the order of rows.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Text, Self::Quote, Self::Possible];

    /// Returns the name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Text => "text",
            Self::Quote => "quote",
            Self::Possible => "possible",
        }
    }
}

/// Where a passage occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the article in the slice given to [`passages`].
    pub article: usize,
    /// Byte range in the article's text. For a quote, of what is inside the marks; the parts of a split quote are
    /// several places. For a copy, of the whole body.
    pub range: Range<usize>,
}

impl Place {
    /// Returns what places are sorted by.
    fn key(&self) -> (usize, usize, usize) {
        (self.article, self.range.start, self.range.end)
    }
}

/// Text that at least two reports share without being copies of each other; or a group of copies.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What its places have in common.
    pub kind: Kind,
    /// How alike the least similar of the compared places are, from 0 to 1: the share of equal words or, for
    /// [`Kind::Possible`], an estimate from the words, their synonyms and their order.
    pub score: f64,
    /// The speaker of a quote, as named or described in one of the reports.
    pub speaker: Option<String>,
    /// All its places, by article, then by position.
    pub places: Vec<Place>,
}

/// What articles share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passages {
    /// The passages: by kind, then those in most reports first, then by the first place.
    pub rows: Vec<Passage>,
    /// Which reports speak with one voice.
    pub voices: Voices,
    /// False if the search was stopped, so that passages may be missing.
    pub is_complete: bool,
}

/// Finds what articles share: copies, passages and quotes, and which articles are one voice. The time is proportional
/// to the number of words. It does not grow with the square of the number of articles that carry one passage, not even
/// if they change it. Once `stop` returns true, soon returns what has been found.
pub fn passages(facts: &[Facts], stop: &(dyn Fn() -> bool + Sync)) -> Passages {
    let all: Vec<&Facts> = facts.iter().collect();
    let copies = SameText::of(&all);
    let originals: Vec<&Facts> = copies.originals.iter().filter_map(|at| all.get(*at)).copied().collect();
    let documents: Vec<Document> = originals.par_iter().map(|facts| document(facts)).collect();
    let classes = classes(&documents);
    let mut overlaps = Overlaps::of_paragraphs(&classes, &documents);
    let mut texts = Sets::new(documents.len());
    for (at, first) in first_with_same_words(&documents).into_iter().enumerate() {
        texts.join(at, first);
    }
    let shares = overlaps.join_copies(&documents, &mut texts);
    let groups: Vec<usize> = (0..documents.len()).map(|at| texts.root(at)).collect();

    let segments = shared_segments(&classes, &documents, stop);
    let passages = text_rows(&classes, &documents, &segments);
    drop(segments);
    overlaps.add_rows(&passages, &classes, &documents);
    let mut voices = texts;
    overlaps.join_voices(&documents, &mut voices);
    drop(overlaps);

    let mut vocabulary = Vocabulary::default();
    let spoken: Vec<Utterance> =
        originals.iter().enumerate().flat_map(|(at, facts)| utterances(at, facts, &mut vocabulary)).collect();
    vocabulary.weigh(documents.len());
    let quotes = if stop() { Vec::new() } else { quote_rows(&spoken, &vocabulary, stop) };

    let mut rows = copy_rows(&all, &copies, &groups, &shares);
    let is_shared = |documents: &mut dyn Iterator<Item = usize>| {
        let mut groups = documents.filter_map(|document| groups.get(document));
        let first = groups.next();
        groups.any(|group| Some(group) != first)
    };
    for row in passages {
        if is_shared(&mut row.places.iter().map(|(document, _)| *document)) {
            rows.push(copies.text_passage(&row, &documents, &all));
        }
    }
    for row in quotes {
        if is_shared(&mut row.places.iter().map(|(document, _)| *document)) {
            rows.push(copies.quote_passage(row));
        }
    }
    let articles = |row: &Passage| row.places.chunk_by(|left, right| left.article == right.article).count();
    rows.sort_by_cached_key(|row| {
        (row.kind, std::cmp::Reverse(articles(row)), row.places.first().map(Place::key))
    });

    let mut of_articles = Sets::new(all.len());
    for (document, members) in copies.members.iter().enumerate() {
        let voice = copies.originals.get(voices.root(document)).copied().unwrap_or(0);
        for article in members {
            of_articles.join(voice, *article);
        }
    }
    let voices = Voices::of_sets(&mut of_articles, all.len());
    Passages { rows, voices, is_complete: !stop() }
}

/// Articles with the same text. Only the first of them is compared, as a document.
struct SameText {
    /// For each document, the first article with its text.
    originals: Vec<usize>,
    /// For each document, all articles with its text, in order.
    members: Vec<Vec<usize>>,
}

impl SameText {
    fn of(all: &[&Facts]) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut found = Self { originals: Vec::new(), members: Vec::new() };
        for (article, facts) in all.iter().enumerate() {
            let next = found.originals.len();
            let text = facts.article.text.as_str();
            // Articles without words are not copies of each other. The same text may be split into different blocks.
            let is_empty = !text.contains(char::is_alphanumeric);
            let document = if is_empty { next } else { *known.entry(text).or_insert(next) };
            let has_same_blocks = found
                .originals
                .get(document)
                .and_then(|original| all.get(*original))
                .is_some_and(|original| original.article.blocks == facts.article.blocks);
            if let Some(members) = found.members.get_mut(document).filter(|_| has_same_blocks) {
                members.push(article);
            } else {
                found.originals.push(article);
                found.members.push(vec![article]);
            }
        }
        found
    }

    /// Returns the places of a document's range in all articles with its text.
    fn places(&self, document: usize, range: &Range<usize>) -> impl Iterator<Item = Place> {
        let members = self.members.get(document).map(Vec::as_slice).unwrap_or_default();
        members.iter().map(|article| Place { article: *article, range: range.clone() })
    }

    fn text_passage(&self, row: &TextRow, documents: &[Document], all: &[&Facts]) -> Passage {
        let mut places = Vec::new();
        for (document, words) in &row.places {
            let text =
                self.originals.get(*document).and_then(|at| all.get(*at)).map(|facts| &facts.article.text);
            let inside = documents.get(*document).and_then(|document| document.words.get(words.clone()));
            let (Some(text), Some([first, .., last])) = (text, inside) else { continue };
            let end = last.end as usize;
            let ends_sentence = text.slice(end..text.len()).starts_with(['.', '!', '?']);
            let end = end + usize::from(ends_sentence);
            places.extend(self.places(*document, &(first.start as usize..end)));
        }
        places.sort_by_key(Place::key);
        Passage { kind: Kind::Text, score: row.score, speaker: None, places }
    }

    fn quote_passage(&self, row: QuoteRow) -> Passage {
        let kind = if row.is_verbatim { Kind::Quote } else { Kind::Possible };
        let mut places: Vec<Place> =
            row.places.iter().flat_map(|(document, range)| self.places(*document, range)).collect();
        places.sort_by_key(Place::key);
        Passage { kind, score: row.score, speaker: row.speaker, places }
    }
}

/// Returns the copies: one row for all articles with the same text, apart from a few words. `groups` has the group of
/// each document. `shares` has the lowest share of words that a document has in common with another of its group; a
/// missing one is 1.
fn copy_rows(
    all: &[&Facts],
    copies: &SameText,
    groups: &[usize],
    shares: &HashMap<usize, f64>,
) -> Vec<Passage> {
    let mut by_group: BTreeMap<usize, (Vec<usize>, f64)> = BTreeMap::new();
    for (document, (members, group)) in copies.members.iter().zip(groups).enumerate() {
        let (articles, score) = by_group.entry(*group).or_insert_with(|| (Vec::new(), 1.0));
        articles.extend(members);
        *score = score.min(shares.get(&document).copied().unwrap_or(1.0));
    }
    let mut rows = Vec::new();
    for (mut articles, score) in by_group.into_values().filter(|(articles, _)| articles.len() > 1) {
        articles.sort_unstable();
        let places = articles.iter().filter_map(|article| {
            let mut blocks = all.get(*article)?.article.blocks.iter().filter(|block| is_compared(block));
            let first = blocks.next()?;
            let last = blocks.next_back().unwrap_or(first);
            Some(Place { article: *article, range: first.range.start..last.range.end })
        });
        rows.push(Passage { kind: Kind::Copy, score, speaker: None, places: places.collect() });
    }
    rows
}
