//! Finds the figures of an article.

use std::ops::Range;

use super::context::{Context, contexts};
use super::figure::{Dimension, Figure};
use super::read::{RawFigure, read};
use super::tables::{Applies, CLAIMING, act, is_people};
use super::tokens::{Kind, Token, kind, lower, lower_before, tokens};
use crate::analysis::dates::DatedExpression;
use crate::article::{Article, BlockKind, Region};
use crate::mention::{EntityRef, Found};
use crate::text::sentences::sentences;

/// Maximum number of figures that are read in an article. News articles have a few dozen.
pub const MAX_FIGURES: usize = 2_000;

/// Maximum length in bytes of a sentence that is read whole. A longer one, which hostile texts have, is cut.
const MAX_SENTENCE_LEN: usize = 4_000;

/// Maximum number of words between `but` and the value of a claim: `the survey said` in `but the survey said 4.4`.
const MAX_CLAIM_WORDS: usize = 6;

/// Number of tokens on each side of a figure in which its act, or the verb that claims it, is looked for. Only if
/// neither side has an act, the rest of the clause is searched.
const MAX_ACT_DISTANCE: usize = 9;

/// Finds the figures in the body of an article, in order, at most [`MAX_FIGURES`]. Bylines, table rows and dates are
/// not read. `dates` must be in text order.
pub fn figures(article: &Article, found: &Found, dates: &[DatedExpression]) -> Vec<Figure> {
    let language = article.meta.language.as_deref().unwrap_or("en");
    let mut read = Vec::new();
    let has_prose = |kind| !matches!(kind, BlockKind::Byline | BlockKind::TableRow);
    let mut first_paragraph = None;
    for (index, block) in article.blocks.iter().enumerate() {
        if block.region != Region::Body || !has_prose(block.kind) {
            continue;
        }
        if block.kind == BlockKind::Paragraph && first_paragraph.is_none() {
            first_paragraph = Some(index);
        }
        let is_lead = block.kind == BlockKind::Title || first_paragraph == Some(index);
        let text = article.block_text(block);
        for sentence in sentences(text, language).into_iter().flat_map(|sentence| pieces(text, sentence)) {
            let base = block.range.start + sentence.start;
            let own = text.get(sentence).unwrap_or_default();
            let place = Place { base, block: index, is_lead, found, dates };
            in_sentence(own, &place, &mut read);
            if read.len() >= MAX_FIGURES {
                read.truncate(MAX_FIGURES);
                return read;
            }
        }
    }
    read
}

/// Cuts a sentence that is longer than [`MAX_SENTENCE_LEN`], at spaces if it has any.
fn pieces(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = sentence.start;
    while sentence.end - start > MAX_SENTENCE_LEN {
        let end = text.floor_char_boundary(start + MAX_SENTENCE_LEN);
        let space =
            text.get(start..end).and_then(|piece| piece.rfind(' ')).map_or(end, |space| start + space);
        let end = if space > start { space } else { end };
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..sentence.end);
    pieces
}

/// Where a sentence is in its article, and what the article mentions.
struct Place<'a> {
    /// Byte offset of the sentence in the article's text.
    base: usize,
    /// Index of its block.
    block: usize,
    /// True in the title or the first paragraph.
    is_lead: bool,
    found: &'a Found,
    dates: &'a [DatedExpression],
}

/// Adds the figures of a sentence.
fn in_sentence(text: &str, place: &Place<'_>, figures: &mut Vec<Figure>) {
    let tokens = tokens(text);
    let mut read_figures: Vec<RawFigure> = Vec::new();
    let mut next = 0;
    while next < tokens.len() {
        if is_in_date(&tokens, next, place) {
            next += 1;
            continue;
        }
        match read(&tokens, next) {
            Some((end, figure)) => {
                read_figures.extend(figure);
                next = end.max(next + 1);
            }
            None => next += 1,
        }
    }
    // A conversion in brackets repeats the figure before it: `5 miles (8 km)`. The first number of a range was read on
    // its own before the range was: `10 to 15`.
    let mut kept: Vec<RawFigure> = Vec::new();
    for figure in read_figures {
        let is_bracketed = figure.first.checked_sub(1).and_then(|at| kind(&tokens, at)) == Some(Kind::Open);
        let is_conversion = is_bracketed
            && kept.last().is_some_and(|last| {
                last.dimension == figure.dimension
                    && (last.unit != figure.unit || figure.dimension == Dimension::Money)
                    && last.head_end + 1 >= figure.first.saturating_sub(2)
            });
        if kept.last().is_some_and(|last| last.number == figure.number) {
            kept.pop();
        }
        if !is_conversion {
            kept.push(figure);
        }
    }
    if kept.is_empty() {
        return;
    }
    set_against(&tokens, &mut kept);
    let entities = entities(place, text.len());
    let contexts = contexts(&tokens, &kept);
    for ((at, figure), context) in kept.iter().enumerate().zip(contexts) {
        let act = act_of(&tokens, &kept, at, &context);
        figures.extend(to_figure(text, &tokens, figure, act, &context, place, &entities));
    }
}

/// Marks figures that a sentence sets against the one before: `The ministry put the toll at 41, but hospitals counted
/// 38`. The claim must be in the same unit as the figure before, or without a unit; then it takes that unit.
fn set_against(tokens: &[Token<'_>], figures: &mut [RawFigure]) {
    for at in 1..figures.len() {
        let Some([before, figure]) = figures.get_mut(at - 1..=at) else { continue };
        let words = (before.head_end..figure.first).map(|at| lower(tokens, at));
        let opener = words.clone().position(|word| matches!(word, "but" | "while" | "whereas" | "although"));
        let Some(opener) = opener.map(|opener| before.head_end + opener) else { continue };
        let claim = tokens.get(opener + 1..figure.first).unwrap_or_default();
        let is_claim = claim.len() <= MAX_CLAIM_WORDS
            && claim.iter().all(Token::is_word)
            && claim.iter().rev().take(3).any(|token| CLAIMING.contains(token.lower.as_str()));
        let ends = kind(tokens, figure.head_end).is_none_or(|kind| matches!(kind, Kind::Stop | Kind::Comma));
        let first = before.first.saturating_sub(MAX_ACT_DISTANCE);
        let claims_too = (first..before.first).any(|at| CLAIMING.contains(lower(tokens, at)));
        let is_same =
            (figure.dimension == before.dimension && figure.unit == before.unit) || figure.unit.is_empty();
        if is_claim && ends && claims_too && is_same {
            if figure.unit.is_empty() {
                (figure.dimension, figure.unit, figure.factor) =
                    (before.dimension, before.unit.clone(), before.factor);
                figure.head.clone_from(&before.head);
            }
            figure.contradicts = true;
        }
    }
}

/// Returns the figure that was read, with its context and its offsets in the article.
fn to_figure(
    text: &str,
    tokens: &[Token<'_>],
    read: &RawFigure,
    act: Option<&'static str>,
    context: &Context,
    place: &Place<'_>,
    entities: &[EntityRef],
) -> Option<Figure> {
    let base = place.base;
    let (first, last) = (tokens.get(read.first)?, tokens.get(read.end.checked_sub(1)?)?);
    let clause_end = context
        .clause
        .end
        .checked_sub(1)
        .and_then(|end| tokens.get(end))
        .map_or(text.len(), |token| token.range.end);
    let clause_start = tokens.get(context.clause.start).map_or(0, |token| token.range.start);
    Some(Figure {
        range: base + first.range.start..base + last.range.end,
        sentence: base..base + text.len(),
        clause: base + clause_start..base + clause_end.max(clause_start),
        block: place.block,
        low: read.low,
        high: read.high,
        step: read.step,
        qualifier: read.qualifier,
        dimension: read.dimension,
        unit: read.unit.clone(),
        factor: read.factor,
        head: read.head.clone(),
        act,
        modality: context.modality,
        is_former: context.is_former,
        is_part: read.is_part,
        is_additional: read.is_additional,
        rate: read.rate.clone(),
        is_quoted: context.is_quoted,
        is_definite: read.is_definite,
        contradicts: read.contradicts,
        is_lead: place.is_lead,
        entities: entities.to_vec(),
    })
}

/// True if a token starts inside a date.
fn is_in_date(tokens: &[Token<'_>], at: usize, place: &Place<'_>) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let start = place.base + token.range.start;
    let after = place.dates.partition_point(|date| date.range.end <= start);
    place.dates.get(after).is_some_and(|date| date.range.start <= start)
}

/// Returns the entities mentioned in a sentence of `len` bytes, sorted.
fn entities(place: &Place<'_>, len: usize) -> Vec<EntityRef> {
    let mentions = &place.found.mentions;
    let first = mentions.partition_point(|mention| (mention.start as usize) < place.base);
    let inside =
        mentions.iter().skip(first).take_while(|mention| (mention.start as usize) < place.base + len);
    let referents = inside.filter(|mention| mention.counts()).filter_map(|mention| {
        place.found.referents.get(mention.referent as usize).and_then(|referent| referent.entity())
    });
    let mut entities: Vec<EntityRef> = referents.cloned().collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// Returns the act of a figure. Looks, in this order, at its counted noun, the words between the number and the noun,
/// the word just before the number, the nearest words after the noun in the clause, the words before the number, and
/// the rest of the clause.
fn act_of(tokens: &[Token<'_>], figures: &[RawFigure], at: usize, context: &Context) -> Option<&'static str> {
    let figure = figures.get(at)?;
    let wanted: &[Applies] = match figure.dimension {
        Dimension::Count if figure.head.is_empty() || is_people(&figure.head) => {
            &[Applies::Any, Applies::People]
        }
        Dimension::Count => &[Applies::Any],
        Dimension::Money => &[Applies::Money],
        _ => return None,
    };
    let act = |word: &str| act(word, wanted);
    if let Some(own) = act(&figure.head) {
        return Some(own);
    }
    let modifiers = figure.end..figure.head_end;
    if let Some(own) = tokens.get(modifiers).unwrap_or_default().iter().find_map(|token| act(&token.lower)) {
        return Some(own);
    }
    if let Some(before) = act(lower_before(tokens, figure.first, 1)) {
        return Some(before);
    }
    let limit_after = figures.get(at + 1).map_or(tokens.len(), |next| next.first).min(context.clause.end);
    let after = (figure.head_end..(figure.head_end + MAX_ACT_DISTANCE).min(limit_after))
        .take_while(|at| {
            tokens.get(*at).is_some_and(Token::is_word)
                && !matches!(lower(tokens, *at), "and" | "in" | "with" | "whom")
        })
        .find_map(|at| act(lower(tokens, at)));
    if after.is_some() {
        return after;
    }
    let limit_before =
        at.checked_sub(1).and_then(|before| figures.get(before)).map_or(0, |before| before.end);
    let first = figure
        .first
        .saturating_sub(MAX_ACT_DISTANCE)
        .max(limit_before)
        .max(context.clause.start.min(figure.first));
    let is_joined = |at: &usize| !matches!(lower(tokens, *at), "and" | "but" | "or");
    let before = (first..figure.first).rev().take_while(is_joined).find_map(|at| act(lower(tokens, at)));
    before.or_else(|| {
        (figure.head_end..limit_after)
            .take_while(|at| tokens.get(*at).is_some_and(Token::is_word) && is_joined(at))
            .find_map(|at| act(lower(tokens, at)))
    })
}
