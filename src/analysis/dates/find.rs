//! Finds the dates of an article.

use std::ops::Range;

use jiff::civil::Date;

use super::grammar::expression;
use super::point::{Granularity, Point};
use super::resolve::{Resolved, resolve};
use super::tense::tense;
use super::words::words;
use crate::article::date::{day_of, to_iso};
use crate::article::{Article, BlockKind, Region};
use crate::text::sentences::sentences;

/// Maximum length in bytes of a sentence that is given whole. Of a longer one, which hostile texts have, only the part
/// around the date is given.
const MAX_SENTENCE_LEN: usize = 4_000;

/// An expression of time in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedExpression {
    /// Byte range in the article's text.
    pub range: Range<usize>,
    /// Byte range of its sentence, or of the part around it if the sentence is very long.
    pub sentence: Range<usize>,
    /// The date in ISO 8601; see [`super::Point`]. A range is the first and the last date, separated by `/`. None if it
    /// depends on the article's date and that is not known, or if it is ambiguous.
    pub date: Option<String>,
    /// How exact it is.
    pub granularity: Granularity,
    /// The first day of the date as year, month and day. None if the date or its year is not known.
    pub first_day: Option<(i16, i8, i8)>,
}

/// Finds the expressions of time in the body of an article, in order. Bylines are not read.
pub fn dates(article: &Article) -> Vec<DatedExpression> {
    let written = written(article);
    let language = article.meta.language.as_deref().unwrap_or("en");
    let mut found = Vec::new();
    let is_read = |kind| kind != BlockKind::Byline;
    for block in article.blocks.iter().filter(|block| block.region == Region::Body && is_read(block.kind)) {
        let text = article.block_text(block);
        let base = block.range.start;
        let words = words(text);
        let mut ends: Vec<Range<usize>> = Vec::new();
        let mut next = 0;
        while next < words.len() {
            let Some((length, expression)) = expression(&words, next) else {
                next += 1;
                continue;
            };
            let last = words.get(next + length - 1).or(words.last());
            let (Some(first), Some(last)) = (words.get(next), last) else { break };
            if ends.is_empty() {
                ends = sentences(text, language);
            }
            let range = first.range.start..last.range.end;
            let sentence = sentence_around(text, &ends, &range);
            let tense = tense(text, &sentence, &range);
            let Resolved { first, last, granularity } = resolve(expression, written, tense);
            let date = match (first, last) {
                (Some(first), Some(last)) => Some(format!("{first}/{last}")),
                (first, _) => first.map(|first| first.to_string()),
            };
            found.push(DatedExpression {
                range: base + range.start..base + range.end,
                sentence: base + sentence.start..base + sentence.end,
                date: date.filter(|date| !date.is_empty()),
                granularity,
                first_day: first.and_then(Point::first_day),
            });
            next += length.max(1);
        }
    }
    found
}

/// Returns the sentence of a date, or the part of a very long one around it.
fn sentence_around(text: &str, sentences: &[Range<usize>], date: &Range<usize>) -> Range<usize> {
    let after = sentences.partition_point(|sentence| sentence.start <= date.start);
    let sentence = after.checked_sub(1).and_then(|at| sentences.get(at)).cloned().unwrap_or(0..text.len());
    let start = text.ceil_char_boundary(date.start.saturating_sub(MAX_SENTENCE_LEN / 2));
    let end = text.floor_char_boundary((date.end + MAX_SENTENCE_LEN / 2).min(text.len()));
    if sentence.len() <= MAX_SENTENCE_LEN {
        return sentence;
    }
    sentence.start.max(start).min(date.start)..sentence.end.min(end).max(date.end)
}

/// Returns the day on which an article was written, if its date has one.
fn written(article: &Article) -> Option<Date> {
    let date = to_iso(article.meta.date.as_deref()?)?;
    day_of(&date).parse().ok()
}
