//! Finds the quotes of an article and attributes them.

use std::ops::Range;

use super::names::Names;
use super::paragraph::{is_split, paragraphs, runs_on};
use super::rules::State;
use super::speaker::{Attribution, How};
use super::subjects::Subjects;
use crate::article::Article;
use crate::gazetteer::Gazetteer;
use crate::mention::{EntityRef, Found};

/// A quote, or a part of one that words of the author or a paragraph break interrupt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Byte range in the article's text of what is inside the marks, without white space beside them. In a line like
    /// `Name: words`, of the words after the colon.
    pub range: Range<usize>,
    /// Number of the quote in the article, from 1. The parts of one quote share it.
    pub number: u32,
    /// Index of the block where its paragraph starts.
    pub block: usize,
    /// The speaker: the name in the list, else the name as full as the article gives it, or the words for a source
    /// without a name.
    pub speaker: Option<String>,
    /// The speaker, if listed.
    pub entity: Option<EntityRef>,
    /// Byte range of the word by which the speaker was found: the verb of saying, `according`, or a noun such as
    /// `verdict`. Only the first word of `put it`, `words of` and the like. None if there is no such word, as before a
    /// colon.
    pub cue: Option<Range<usize>>,
    /// The rule that found the speaker.
    pub how: Option<How>,
}

/// Finds the quotes in the body of an article, in order.
pub fn quotes(article: &Article, found: &Found, gazetteer: &Gazetteer) -> Vec<Quote> {
    let paragraphs = paragraphs(article);
    if paragraphs.iter().all(|paragraph| paragraph.quotations.is_empty()) {
        return Vec::new();
    }
    let names =
        Names::new(article, found, gazetteer, paragraphs.iter().map(|paragraph| paragraph.tokens.as_slice()));
    let mut state = State { names: &names, subjects: Subjects::default() };
    let mut quotes: Vec<Quote> = Vec::new();
    let mut number = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if !paragraph.is_headline {
            state.subjects.read(&paragraph.tokens, &names);
        }
        let mut before: Option<Attribution> = None;
        for (index, quotation) in paragraph.quotations.iter().enumerate() {
            let previous = at.checked_sub(1).and_then(|at| paragraphs.get(at));
            let continues = index == 0 && previous.is_some_and(|previous| runs_on(previous, paragraph));
            let attribution = if continues {
                None
            } else if paragraph.label.is_some() {
                state.label(paragraph)
            } else {
                state.attribute(paragraph, previous, index, before.as_ref())
            };
            let joins = continues || (index > 0 && is_split(paragraph, index));
            if !joins {
                number += 1;
            }
            let range = paragraph.base + quotation.inside.start..paragraph.base + quotation.inside.end;
            let mut quote = Quote {
                range,
                number,
                block: paragraph.block,
                speaker: None,
                entity: None,
                cue: None,
                how: None,
            };
            if let Some(attribution) = attribution.clone() {
                quote.speaker = Some(attribution.speaker.name);
                quote.entity = attribution.speaker.entity;
                quote.cue = attribution.cue;
                quote.how = Some(attribution.how);
            }
            if joins {
                share(&mut quotes, &mut quote);
            }
            quotes.push(quote);
            before = attribution;
        }
    }
    quotes
}

/// Gives the parts of one quote the same speaker; that of an earlier part is preferred to that of `quote`, the new one.
fn share(quotes: &mut [Quote], quote: &mut Quote) {
    for part in quotes.iter_mut().rev().take_while(|part| part.number == quote.number) {
        if part.speaker.is_none() && quote.speaker.is_some() {
            part.speaker.clone_from(&quote.speaker);
            part.entity.clone_from(&quote.entity);
            part.cue.clone_from(&quote.cue);
            part.how = quote.how;
        } else if part.speaker.is_some() {
            quote.speaker.clone_from(&part.speaker);
            quote.entity.clone_from(&part.entity);
            quote.cue.clone_from(&part.cue);
            quote.how = part.how;
        }
    }
}
