//! Reads one figure: its number, unit, counted noun and qualifier.

use super::figure::{Dimension, Qualifier};
use super::measure::{Measure, clock, measure, vote};
use super::nouns::{
    age, counted_before, is_address, is_designated, is_list_number, is_plural, is_year, noun,
};
use super::numbers::{Number, number};
use super::tables::{ADDITIONAL, AFTER, BEFORE, DEFINITE, DESIGNATORS, EACH, RATES};
use super::tokens::{Token, lower, lower_before};

/// A figure before its context is known. Positions are indices of tokens in its sentence.
#[allow(clippy::struct_excessive_bools, reason = "independent findings")]
#[derive(Clone, Debug)]
pub(super) struct RawFigure {
    /// Index of the first token, which may belong to a qualifier.
    pub first: usize,
    /// Index of the number.
    pub number: usize,
    /// Index after the last token of the number and its unit.
    pub end: usize,
    /// Index after the counted noun, or `end`.
    pub head_end: usize,
    pub low: f64,
    pub high: f64,
    pub step: f64,
    pub qualifier: Option<Qualifier>,
    pub dimension: Dimension,
    pub unit: String,
    pub factor: f64,
    pub head: String,
    pub rate: String,
    pub is_part: bool,
    pub is_additional: bool,
    pub is_definite: bool,
    /// True if the sentence sets it against the preceding figure.
    pub contradicts: bool,
}

/// Reads the figure whose number starts at token `at`. Returns the index after its number and unit, and the figure, or
/// no figure if the number is not one. None if no number starts there.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<(usize, Option<RawFigure>)> {
    if let Some((end, minutes, step)) = clock(tokens, at) {
        let mut figure = plain(at, end, minutes, minutes, step, Dimension::Clock);
        "time".clone_into(&mut figure.unit);
        qualify(tokens, &mut figure);
        return Some((end, Some(figure)));
    }
    let number = number(tokens, at)?;
    let end = at + number.len;
    Some(match figure(tokens, at, &number) {
        Some(figure) => (figure.end.max(end), Some(figure)),
        None => (end, None),
    })
}

/// Returns a figure without a unit, noun or qualifier.
fn plain(at: usize, end: usize, low: f64, high: f64, step: f64, dimension: Dimension) -> RawFigure {
    RawFigure {
        first: at,
        number: at,
        end,
        head_end: end,
        low,
        high,
        step,
        qualifier: None,
        dimension,
        unit: String::new(),
        factor: 1.0,
        head: String::new(),
        rate: String::new(),
        is_part: false,
        is_additional: false,
        is_definite: false,
        contradicts: false,
    }
}

/// Returns the figure of a number. None if the number is not a figure.
fn figure(tokens: &[Token<'_>], at: usize, number: &Number) -> Option<RawFigure> {
    if number.is_pair {
        let votes = vote(tokens, at, number)?;
        let figure = plain(at, at + 1, votes, votes, 1.0, Dimension::Vote);
        return Some(RawFigure { unit: "votes".to_owned(), ..figure });
    }
    let mut measure = measure(tokens, at, number)?;
    let (head, head_end, is_part) = counted(tokens, at, number, &mut measure)?;
    let (low, high) = (number.low * measure.scale, number.high * measure.scale);
    let mut figure = RawFigure {
        unit: if measure.dimension == Dimension::Count { head.clone() } else { measure.name },
        head,
        head_end: head_end.max(measure.end),
        factor: measure.factor,
        is_part,
        ..plain(at, measure.end, low, high, number.step * measure.scale, measure.dimension)
    };
    if number.is_open {
        figure.qualifier = Some(Qualifier::Open);
        (figure.low, figure.high) = (0.0, f64::INFINITY);
    }
    join_range(tokens, &mut figure);
    qualify(tokens, &mut figure);
    figure.rate = rate(tokens, figure.head_end, &figure);
    let determiner = lower_before(tokens, figure.first, 1);
    figure.is_definite = number.is_small_word && DEFINITE.contains(determiner);
    let mut inside = tokens.get(figure.end..figure.head_end).unwrap_or_default().iter();
    figure.is_additional = ADDITIONAL.contains(determiner)
        || inside.any(|token| ADDITIONAL.contains(token.lower.as_str()))
        || (figure.head.is_empty() && lower(tokens, figure.end) == "more");
    Some(figure)
}

/// Returns the counted noun, the index after it, and whether the number is a part of what the noun names. None if the
/// number is not a figure. If the number is an age, the noun is the name before it, and `measure` is changed to match.
fn counted(
    tokens: &[Token<'_>],
    at: usize,
    number: &Number,
    measure: &mut Measure,
) -> Option<(String, usize, bool)> {
    let end = measure.end;
    let (mut head, mut head_end, mut is_part) = (String::new(), end, false);
    match measure.dimension {
        Dimension::Count => (head, head_end, is_part) = noun(tokens, end),
        Dimension::Percent if number.is_share || lower(tokens, end) == "of" => {
            let from = end + usize::from(lower(tokens, end) == "of");
            let is_article =
                matches!(lower(tokens, from), "the" | "its" | "their" | "his" | "her" | "all" | "a" | "an");
            (head, head_end, _) = noun(tokens, from + usize::from(is_article));
        }
        _ => {}
    }
    let before = lower_before(tokens, at, 1);
    let is_count = measure.dimension == Dimension::Count;
    // A number counts a plural. Before a singular it belongs to a name: `the Talon 6 rocket`.
    if is_count && !head.is_empty() && !is_plural(&head) && !is_part {
        return None;
    }
    if is_count && head.is_empty() {
        if let Some(name) = age(tokens, at, end) {
            measure.dimension = Dimension::Age;
            "years".clone_into(&mut measure.name);
            head = name;
        } else if is_designated(tokens, at) || is_year(tokens, at, number) {
            return None;
        } else {
            head = counted_before(tokens, at);
        }
    }
    let is_count = measure.dimension == Dimension::Count;
    let names_a_thing = DESIGNATORS.contains(before) && !tokens.get(at)?.text.contains(',');
    // `one` is mostly a pronoun.
    let is_one = number.is_small_word && number.low < 2.0;
    let is_no_figure = is_address(tokens, at, end)
        || is_list_number(tokens, at)
        || (is_count && (before == "aged" || names_a_thing || is_one))
        || (number.is_open && head.is_empty());
    (!is_no_figure).then_some((head, head_end, is_part))
}

/// Joins a figure with the number before it, if the two are a range: `between 10 and 20`, `10 to 15 people`, `10 or
/// 12`.
fn join_range(tokens: &[Token<'_>], figure: &mut RawFigure) {
    let Some(before) = figure.number.checked_sub(2) else { return };
    let joint = lower_before(tokens, figure.number, 1);
    let is_between = joint == "and" && lower_before(tokens, before, 1) == "between";
    let is_from = lower_before(tokens, before, 1) == "from";
    let Some(first) = number(tokens, before).filter(|number| number.len == 1 && number.suffix.is_empty())
    else {
        return;
    };
    if (is_between || (matches!(joint, "to" | "or") && !is_from)) && first.low < figure.low {
        figure.low = first.low;
        figure.first = before - usize::from(is_between);
        figure.number = before;
    }
}

/// Applies the qualifier before or after a figure, if any.
fn qualify(tokens: &[Token<'_>], figure: &mut RawFigure) {
    if figure.qualifier.is_none() {
        let first = figure.first;
        let precedes = |words: &[&str]| {
            words.iter().rev().enumerate().all(|(back, word)| lower_before(tokens, first, back + 1) == *word)
        };
        let before = BEFORE.iter().find(|(words, _)| precedes(words));
        let follows = |from: usize, words: &[&str]| {
            words.iter().enumerate().all(|(at, word)| lower(tokens, from + at) == *word)
        };
        if let Some((words, qualifier)) = before {
            figure.qualifier = Some(*qualifier);
            figure.first -= words.len();
        } else if let Some((_, qualifier)) =
            AFTER.iter().find(|(words, _)| follows(figure.end, words) || follows(figure.head_end, words))
        {
            figure.qualifier = Some(*qualifier);
        }
    }
    if let Some(qualifier) = figure.qualifier {
        let is_clock = figure.dimension == Dimension::Clock;
        (figure.low, figure.high) = match qualifier {
            Qualifier::About | Qualifier::Nearly | Qualifier::JustOver if is_clock => {
                (figure.low - 30.0, figure.high + 30.0)
            }
            _ => qualifier.interval(figure.low, figure.high),
        };
    }
}

/// Returns what a rate is given for: `liter` in `15 cents a liter`, `each` in `$50 each`. Empty if the figure is not a
/// rate.
fn rate(tokens: &[Token<'_>], from: usize, figure: &RawFigure) -> String {
    for at in from..(from + 3).min(tokens.len()) {
        if !tokens.get(at).is_some_and(Token::is_word) {
            break;
        }
        let word = lower(tokens, at);
        if EACH.contains(word) {
            let by = lower(tokens, at + 1);
            return if word == "each" || word == "apiece" || by.is_empty() {
                "each".to_owned()
            } else {
                by.to_owned()
            };
        }
        if matches!(word, "a" | "an") && RATES.contains(lower(tokens, at + 1)) {
            return lower(tokens, at + 1).to_owned();
        }
        if matches!(word, "daily" | "weekly" | "monthly" | "annually" | "yearly" | "hourly") {
            return word.to_owned();
        }
    }
    let before = lower_before(tokens, figure.first, 1);
    if matches!(before, "each" | "every") { "each".to_owned() } else { String::new() }
}
