//! The paragraphs of an article, with their quotations and the words outside them.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon;
use super::marks::{Mark, Marked, leading_mark, quotations};
use super::tokens::{Kind, Token, lower, tokens};
use super::verbs::{cue_at, is_verb_here};
use crate::article::{Article, BlockKind, Region};
use crate::text::sentences::sentences;

/// Maximum number of tokens of a sentence that are looked at before a place in it, and after it.
const MAX_SENTENCE: usize = 200;
/// Maximum number of tokens between two parts of a quote if there is a verb other than of saying among them.
const MAX_GAP: usize = 12;
/// Maximum number of words before the colon of a line like `Name: words`.
const MAX_LABEL_WORDS: usize = 5;
/// Maximum length of such a label in bytes, with its colon.
const MAX_LABEL_LEN: usize = 80;

/// A block of the body: a paragraph, or the part of one on a page.
pub(super) struct Paragraph<'a> {
    pub block: usize,
    pub base: usize,
    pub quotations: Vec<Marked>,
    pub tokens: Vec<Token<'a>>,
    /// The index of each quotation among the tokens.
    pub places: Vec<usize>,
    /// Byte range in the block of the words before the colon, if it is a line like `Name: words`; its only quotation is
    /// then the rest.
    pub label: Option<Range<usize>>,
    /// True for a title or heading, whose capitals and verbs say little.
    pub is_headline: bool,
}

/// True if the last quotation of a paragraph is left open and the next paragraph opens it again.
pub(super) fn runs_on(previous: &Paragraph<'_>, paragraph: &Paragraph<'_>) -> bool {
    let (Some(last), Some(first)) = (previous.quotations.last(), paragraph.quotations.first()) else {
        return false;
    };
    let is_last = previous.tokens.last().is_some_and(|token| matches!(token.kind, Kind::Quote(_)));
    !last.is_closed
        && is_last
        && first.outside.start == 0
        && first.mark == last.mark
        && previous.label.is_none()
}

/// True if a quotation continues the one before it after the words of the author: "…," she said, "…".
pub(super) fn is_split(paragraph: &Paragraph<'_>, index: usize) -> bool {
    let tokens = &paragraph.tokens;
    let place = |index: usize| paragraph.places.get(index).copied();
    let (Some(first), Some(second)) = (index.checked_sub(1).and_then(place), place(index)) else {
        return false;
    };
    let gap = tokens.get(first + 1..second).unwrap_or_default();
    let is_comma = |token: Option<&Token<'_>>| token.is_some_and(|token| token.kind == Kind::Comma);
    let has_cue = (first + 1..second).any(|at| cue_at(tokens, at).is_some());
    let is_other_verb = |at: usize| {
        is_verb_here(tokens, at) && cue_at(tokens, at).is_none() && !lexicon::is_auxiliary(lower(tokens, at))
    };
    if (first + 1..second).any(is_other_verb) && gap.len() > MAX_GAP {
        return false;
    }
    has_cue
        && is_comma(gap.last())
        && gap.iter().all(|token| matches!(token.kind, Kind::Word | Kind::Comma | Kind::Divider))
        && (is_comma(gap.first()) || paragraph.ends_with_comma(index - 1))
}

impl Paragraph<'_> {
    pub fn ends_with_comma(&self, index: usize) -> bool {
        self.quotations
            .get(index)
            .is_some_and(|quotation| quotation.last == ',' || quotation.last == '—' || quotation.last == '–')
    }

    /// True if the last character of a quotation may end a sentence.
    pub fn ends_sentence(&self, index: usize) -> bool {
        self.quotations
            .get(index)
            .is_some_and(|quotation| matches!(quotation.last, '.' | '!' | '?' | '…' | '\'' | '’' | '”' | ']'))
    }
}

/// Splits the body into paragraphs with their quotations.
pub(super) fn paragraphs(article: &Article) -> Vec<Paragraph<'_>> {
    let language = article.meta.language.as_deref().unwrap_or("en");
    let labels = label_counts(article);
    let mut open: Option<(usize, Mark)> = None;
    let mut paragraphs = Vec::new();
    for (at, block) in article.blocks.iter().enumerate().filter(|(_, block)| block.region == Region::Body) {
        let text = article.block_text(block);
        let base = block.range.start;
        let first = article.paragraph_of(at);
        let continued = open.filter(|(paragraph, _)| *paragraph == first).map(|(_, mark)| mark);
        let label = label(text, block.kind, &labels);
        let quotations = match &label {
            Some(label) => rest_after(text, label.end).into_iter().collect(),
            None => quotations(text, continued),
        };
        open = quotations.last().filter(|last| !last.is_closed).map(|last| (first, last.mark));
        let mut sentence_ends: Vec<usize> =
            sentences(text, language).into_iter().map(|range| range.end).collect();
        // A sentence also ends at a full stop before a quotation.
        sentence_ends.extend(
            text.match_indices('.').map(|(at, _)| at + 1).filter(|end| ends_before_quotation(text, *end)),
        );
        sentence_ends.sort_unstable();
        let tokens = tokens(text, base, &quotations, &sentence_ends);
        let is_quote = |token: &Token<'_>| matches!(token.kind, Kind::Quote(_));
        let places =
            tokens.iter().enumerate().filter(|(_, token)| is_quote(token)).map(|(at, _)| at).collect();
        let is_headline = matches!(
            block.kind,
            BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading | BlockKind::Byline
        );
        paragraphs.push(Paragraph { block: first, base, quotations, tokens, places, label, is_headline });
    }
    paragraphs
}

/// True if a full stop before `end` is followed by white space and an opening mark, or by the end of the text.
fn ends_before_quotation(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let next = rest.trim_start();
    next.is_empty()
        || (next.len() < rest.len()
            && next.starts_with(['“', '"', '‘', '„', '«'])
            && leading_mark(next).is_some())
}

/// Returns the words before the colon at the start of a paragraph, as a byte range, if they look like a name: a few
/// capitalised words or initials, perhaps with particles.
fn label_words(text: &str) -> Option<Range<usize>> {
    let colon = text.get(..text.floor_char_boundary(MAX_LABEL_LEN))?.find(':')?;
    let words = text.get(..colon)?.trim_end();
    let rest = text.get(colon + 1..)?;
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "de" | "van" | "von" | "der" | "al" | "bin")
    };
    let is_label = !words.is_empty()
        && rest.starts_with(char::is_whitespace)
        && words.split_whitespace().count() <= MAX_LABEL_WORDS
        && words.split_whitespace().all(is_name)
        && !words.contains(['.', ',', ';', '!', '?', '“', '"', '(', '‘']) | words.ends_with("Mr.");
    is_label.then_some(0..words.len())
}

/// Returns the last word of a label: an interview may shorten the names after their first turns.
fn last_word(label: &str) -> &str {
    label.split_whitespace().next_back().unwrap_or_default()
}

/// Counts how often each label occurs, by its last word.
fn label_counts(article: &Article) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for block in article.blocks.iter().filter(|block| block.region == Region::Body) {
        let text = article.block_text(block);
        if let Some(words) = label_words(text) {
            *counts.entry(last_word(text.get(words).unwrap_or_default())).or_default() += 1;
        }
    }
    counts
}

/// Returns the label of a line like `Name: words` if the article repeats this label and has another one, and if the
/// words do not start with a quotation mark.
fn label(text: &str, kind: BlockKind, labels: &HashMap<&str, usize>) -> Option<Range<usize>> {
    let words = label_words(text)?;
    let is_headline =
        matches!(kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading | BlockKind::Byline);
    let label = text.get(words.clone())?;
    let rest = text.get(words.end..)?.trim_start().trim_start_matches(':').trim_start();
    let is_repeated = labels.get(last_word(label)).is_some_and(|count| *count > 1);
    (!is_headline && is_repeated && labels.len() > 1 && !rest.is_empty() && leading_mark(rest).is_none())
        .then_some(words)
}

/// Returns the words after a label as a quotation without marks.
fn rest_after(text: &str, label_end: usize) -> Option<Marked> {
    let colon = label_end + text.get(label_end..)?.find(':')?;
    let rest = text.get(colon + 1..)?;
    let start = text.len() - rest.trim_start().len();
    let inside = start..start + rest.trim().len();
    let last = text.get(inside.clone())?.chars().next_back()?;
    Some(Marked { outside: inside.clone(), inside, mark: Mark::None, is_closed: true, last })
}

/// Returns where the sentence with the token at `at` starts.
pub(super) fn sentence_start(tokens: &[Token<'_>], at: usize) -> usize {
    let first = at.saturating_sub(MAX_SENTENCE);
    let stop = (first..at).rev().find(|at| tokens.get(*at).is_some_and(|token| token.kind == Kind::Stop));
    stop.map_or(first, |stop| stop + 1)
}

/// Returns the end of the sentence with the token at `at`, without its stop.
pub(super) fn sentence_end(tokens: &[Token<'_>], at: usize) -> usize {
    let last = tokens.len().min(at + MAX_SENTENCE);
    (at..last).find(|at| tokens.get(*at).is_some_and(|token| token.kind == Kind::Stop)).unwrap_or(last)
}

/// Returns where the sentence around a quotation starts: after the last stop, or after an earlier quotation that ends a
/// sentence and is followed by a capitalised word or another quotation.
pub(super) fn left_boundary(paragraph: &Paragraph<'_>, at: usize) -> usize {
    let tokens = &paragraph.tokens;
    let mut start = at;
    while start > at.saturating_sub(MAX_SENTENCE) {
        let Some(token) = tokens.get(start - 1) else { break };
        let ends = match token.kind {
            Kind::Stop => true,
            Kind::Quote(index) => {
                let next = tokens.get(start);
                paragraph.ends_sentence(index)
                    && next.is_some_and(|next| next.is_capital() || matches!(next.kind, Kind::Quote(_)))
            }
            _ => false,
        };
        if ends {
            break;
        }
        start -= 1;
    }
    start
}

/// Returns where the words after a quotation end: at the next quotation, a colon or the end of the sentence.
pub(super) fn right_boundary(tokens: &[Token<'_>], at: usize) -> usize {
    let ends = |token: &Token<'_>| matches!(token.kind, Kind::Stop | Kind::Quote(_) | Kind::Colon);
    let last = tokens.len().min(at + 1 + MAX_SENTENCE);
    (at + 1..last).find(|at| tokens.get(*at).is_some_and(ends)).unwrap_or(last)
}
