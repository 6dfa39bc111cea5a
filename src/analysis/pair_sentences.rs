//! The sentences that hold two entities.
//!
//! What a sentence is, and which mentions count, is as in [`cooccurrence`](crate::analysis::cooccurrence), so there are
//! as many of these sentences as the panel and `cooccur` count. A sentence has a line like any other of a concordance
//! ([`Line`]), for the mention of the first entity that is nearest to one of the second; its left and right are the
//! rest of the sentence.
//!
//! Limitations: a sentence longer than [`MAX_SENTENCE_LEN`] is cut to the words around its two nearest names. A
//! sentence that a page break splits is shown as its parts with names.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::analysis::concordance::{Line, line};
use crate::article::Article;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::Mention;
use crate::text::sentences::sentences;
use crate::text::whitespace::{collapse, single_spaced};
use crate::text::width::{ceil_grapheme_boundary, floor_grapheme_boundary};
use crate::text::wrap::wrap;

/// Maximum length in bytes of a sentence that is shown whole.
pub const MAX_SENTENCE_LEN: usize = 1024;
/// Maximum length in bytes of what is shown on either side of a name in a longer sentence.
const AROUND_NAME_LEN: usize = 256;
/// Stands for what is left out of a sentence.
const ELLIPSIS: &str = "…";

/// Which of the two entities a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The first one, which the lines are about.
    First,
    /// The other one.
    Second,
}

/// A counted mention of one of the two entities.
type NamedMention<'a> = (Named, &'a Mention);

/// A sentence that holds both entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairSentence<'a> {
    /// The counted mentions of both in the sentence, in text order.
    mentions: Vec<NamedMention<'a>>,
    /// A mention of the first entity and one of the second, the nearest to each other.
    nearest: [&'a Mention; 2],
}

impl<'a> PairSentence<'a> {
    /// Returns the sentence with these mentions. None if they do not name both entities.
    fn of(mut mentions: Vec<NamedMention<'a>>) -> Option<Self> {
        mentions.sort_by_key(|(_, mention)| (mention.start, mention.end()));
        let distance = |left: &Mention, right: &Mention| (right.start as usize).saturating_sub(left.end());
        let neighbours = mentions.iter().zip(mentions.iter().skip(1));
        let pairs = neighbours.filter(|((left, _), (right, _))| left != right);
        let ((named, left), (_, right)) =
            pairs.min_by_key(|((_, left), (_, right))| distance(left, right))?;
        let nearest = if *named == Named::First { [*left, *right] } else { [*right, *left] };
        Some(Self { mentions, nearest })
    }

    /// Returns the mention of the first entity that is nearest to one of the second.
    pub fn mention(&self) -> &'a Mention {
        let [first, _] = self.nearest;
        first
    }

    /// Returns the mention of the second entity that is nearest to [`Self::mention`].
    pub fn other_mention(&self) -> &'a Mention {
        let [_, second] = self.nearest;
        second
    }
}

/// Returns the sentences that hold both entities, in the order of [`PairSentence::mention`]. The mentions must be those
/// of one article; those that do not count are left out.
pub fn pair_sentences<'a>(mentions: impl IntoIterator<Item = (Named, &'a Mention)>) -> Vec<PairSentence<'a>> {
    let mut by_sentence: BTreeMap<u32, Vec<NamedMention<'a>>> = BTreeMap::new();
    for (named, mention) in mentions.into_iter().filter(|(_, mention)| mention.counts()) {
        by_sentence.entry(mention.sentence).or_default().push((named, mention));
    }
    let mut found: Vec<_> = by_sentence.into_values().filter_map(PairSentence::of).collect();
    found.sort_by_key(|sentence| sentence.mention().start);
    found
}

/// Returns the sentences in an article of the index that hold both entities, as [`pair_sentences`] does.
pub fn pair_sentences_in(
    index: &Index,
    article: ArticleId,
    (first, second): (ReferentId, ReferentId),
) -> Vec<PairSentence<'_>> {
    pair_sentences(index.mentions(article).filter_map(|(id, mention)| match id {
        _ if id == first => Some((Named::First, mention)),
        _ if id == second => Some((Named::Second, mention)),
        _ => None,
    }))
}

/// A sentence on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentenceText {
    /// The text. Each run of white space is one space.
    pub text: String,
    /// The byte range of each name in it, in order.
    pub names: Vec<(Range<usize>, Named)>,
    /// The index in `names` of [`PairSentence::mention`].
    at: usize,
}

impl SentenceText {
    /// Splits the text at [`PairSentence::mention`]: what is before it, its own text, and what is after it.
    pub fn split(&self) -> [&str; 3] {
        let name = self.names.get(self.at).map(|(range, _)| range.clone()).unwrap_or_default();
        [0..name.start, name.clone(), name.end..self.text.len()]
            .map(|range| self.text.get(range).unwrap_or_default())
    }

    /// Wraps the text into rows of at most this many columns. Each row is a list of pieces, with the entity that a
    /// piece names, if any.
    pub fn wrapped(&self, columns: usize) -> Vec<Vec<(&str, Option<Named>)>> {
        wrap(&self.text, columns).into_iter().map(|row| self.pieces(row)).collect()
    }

    /// Returns the text of a row without white space at its end, cut where names begin and end.
    fn pieces(&self, row: Range<usize>) -> Vec<(&str, Option<Named>)> {
        let end = row.start + self.text.get(row.clone()).unwrap_or_default().trim_end().len();
        let (mut pieces, mut from) = (Vec::new(), row.start);
        for (name, named) in &self.names {
            let name = name.start.max(from)..name.end.min(end);
            if name.is_empty() {
                continue;
            }
            pieces.push((from..name.start, None));
            pieces.push((name.clone(), Some(*named)));
            from = name.end;
        }
        pieces.push((from..end, None));
        let pieces = pieces.into_iter().filter(|(range, _)| !range.is_empty());
        pieces.map(|(range, named)| (self.text.get(range).unwrap_or_default(), named)).collect()
    }
}

/// Reads sentences from an article. Each block is split into sentences once.
#[derive(Debug)]
pub struct SentenceReader<'a> {
    article: &'a Article,
    /// The sentences of the blocks split so far, by the index of the block, as ranges of the article's text.
    sentences: HashMap<usize, Vec<Range<usize>>>,
}

impl<'a> SentenceReader<'a> {
    /// Creates a reader of an article.
    pub fn new(article: &'a Article) -> Self {
        Self { article, sentences: HashMap::new() }
    }

    /// Returns the line of a sentence, and its text. `position` is the article's position in the list of articles. The
    /// left and right of the line are the rest of the text.
    pub fn read(&mut self, position: u32, sentence: &PairSentence<'_>) -> (Line, SentenceText) {
        let text = self.text_of(sentence);
        let [left, surface, right] = text.split().map(str::to_owned);
        (Line { left, surface, right, ..line(self.article, position, sentence.mention()) }, text)
    }

    fn text_of(&mut self, sentence: &PairSentence<'_>) -> SentenceText {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (_, mention) in &sentence.mentions {
            let part = self.sentence_at(mention);
            match parts.last_mut().filter(|last| part.start < last.end) {
                Some(last) => last.end = last.end.max(part.end),
                None => parts.push(part),
            }
        }
        let mut nearest = sentence.nearest.map(Mention::range);
        nearest.sort_by_key(|name| name.start);
        let mut line = OneLine::default();
        for part in parts {
            for shown in shown_of(self.article.text.as_str(), &part, &nearest) {
                if shown.start > part.start || !line.text.is_empty() {
                    line.push_ellipsis();
                }
                line.push_part(self.article, &shown, sentence);
                if shown.end < part.end {
                    line.push_ellipsis();
                }
            }
        }
        line.text.truncate(line.text.trim_end().len());
        SentenceText { text: line.text, names: line.names, at: line.at }
    }

    /// Returns the bytes of the sentence, or of its part before or after a page break, in which a mention starts. They
    /// reach to the end of the mention.
    fn sentence_at(&mut self, mention: &Mention) -> Range<usize> {
        let Some(at) = self.article.block_at(mention.start as usize) else { return mention.range() };
        let article = self.article;
        let spans = self.sentences.entry(at).or_insert_with(|| {
            // The language that the mentions were found with.
            let language = article.meta.language.as_deref().unwrap_or("en");
            let Some(block) = article.blocks.get(at) else { return Vec::new() };
            let start = block.range.start;
            let spans = sentences(article.block_text(block), language).into_iter();
            spans.map(|span| start + span.start..start + span.end).collect()
        });
        let after = spans.partition_point(|span| span.start <= mention.start as usize);
        let span = after.checked_sub(1).and_then(|before| spans.get(before));
        let span = span.cloned().unwrap_or_else(|| mention.range());
        span.start..span.end.max(mention.end())
    }
}

/// Returns what is shown of a part of a sentence: all of it or, if it is too long, the words around the nearest names
/// in it.
fn shown_of(text: &str, part: &Range<usize>, nearest: &[Range<usize>; 2]) -> Vec<Range<usize>> {
    if part.len() <= MAX_SENTENCE_LEN {
        return vec![part.clone()];
    }
    let mut shown: Vec<Range<usize>> = Vec::new();
    for name in nearest.iter().filter(|name| part.contains(&name.start)) {
        let start = name.start.saturating_sub(AROUND_NAME_LEN);
        let start = if start <= part.start { part.start } else { next_word(text, start..name.start) };
        let end = name.end + AROUND_NAME_LEN;
        let end = if end >= part.end { part.end } else { last_word(text, name.end..end) };
        match shown.last_mut().filter(|last| start <= last.end) {
            Some(last) => last.end = last.end.max(end),
            None => shown.push(start..end),
        }
    }
    shown
}

/// Returns where the first word that starts in a range does, or the first boundary between grapheme clusters if none
/// starts there.
fn next_word(text: &str, range: Range<usize>) -> usize {
    let start = ceil_grapheme_boundary(text, range.start).min(range.end);
    let before = text.get(start..range.end).unwrap_or_default();
    before.split_once(char::is_whitespace).map_or(start, |(_, rest)| range.end - rest.trim_start().len())
}

/// Returns where the last word that ends in a range does, or the last boundary between grapheme clusters if none ends
/// there.
fn last_word(text: &str, range: Range<usize>) -> usize {
    let end = floor_grapheme_boundary(text, range.end).max(range.start);
    let after = text.get(range.start..end).unwrap_or_default();
    after.rsplit_once(char::is_whitespace).map_or(end, |(words, _)| range.start + words.trim_end().len())
}

/// A line being written.
#[derive(Default)]
struct OneLine {
    text: String,
    names: Vec<(Range<usize>, Named)>,
    at: usize,
}

impl OneLine {
    /// Adds a text, without a second space where it joins.
    fn push(&mut self, text: &str) {
        let is_spaced = self.text.is_empty() || self.text.ends_with(' ');
        self.text.push_str(if is_spaced { text.trim_start_matches(' ') } else { text });
    }

    /// Adds an ellipsis between spaces, unless the line already ends in one.
    fn push_ellipsis(&mut self) {
        if !self.text.trim_end().ends_with(ELLIPSIS) {
            self.push(" ");
            self.push(ELLIPSIS);
        }
        self.push(" ");
    }

    /// Adds a part of the article, with the names in it.
    fn push_part(&mut self, article: &Article, part: &Range<usize>, sentence: &PairSentence<'_>) {
        let first = sentence.mentions.partition_point(|(_, mention)| (mention.start as usize) < part.start);
        let mut from = part.start;
        let inside = sentence.mentions.iter().skip(first);
        for (named, mention) in inside.take_while(|(_, mention)| (mention.start as usize) < part.end) {
            // A name at the end of the part may be cut.
            let range = (mention.start as usize).max(from)..mention.end().min(part.end);
            if range.is_empty() {
                continue;
            }
            self.push(&single_spaced(article.text.slice(from..range.start)));
            let start = self.text.len();
            self.push(&collapse(article.text.slice(range.clone())));
            if std::ptr::eq(*mention, sentence.mention()) {
                self.at = self.names.len();
            }
            self.names.push((start..self.text.len(), *named));
            from = range.end;
        }
        self.push(&single_spaced(article.text.slice(from..part.end)));
    }
}

#[cfg(test)]
#[path = "pair_sentences_tests.rs"]
mod tests;
