//! Reads what a number measures: its unit, currency or time of day.

use super::figure::Dimension;
use super::nouns::is_noun;
use super::numbers::Number;
use super::tables::{Unit, unit};
use super::tokens::{Kind, Token, kind, lower, lower_before};

/// What a number measures.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    pub dimension: Dimension,
    /// The unit or currency; empty for a count.
    pub name: String,
    /// The size of one unit in the dimension's base unit.
    pub factor: f64,
    /// What the number is multiplied by: a million in `5m people`, else 1.
    pub scale: f64,
    /// Index after the number and its unit.
    pub end: usize,
}

impl Measure {
    fn set(&mut self, unit: Unit) {
        self.dimension = unit.dimension;
        unit.name.clone_into(&mut self.name);
        self.factor = unit.factor;
    }
}

/// Reads a time of day: `4:17 a.m.`, `6 p.m.`, `9am`, `18:30 local time`. Returns the index after it, the minutes after
/// midnight, and their precision in minutes.
pub(super) fn clock(tokens: &[Token<'_>], at: usize) -> Option<(usize, f64, f64)> {
    let word = lower(tokens, at);
    if word == "noon" {
        return Some((at + 1, 720.0, 30.0));
    }
    let (digits, half) = match word.find(|c: char| c.is_ascii_alphabetic()) {
        Some(letters) => word.split_at_checked(letters)?,
        None => (word, ""),
    };
    let (half, end) = if half.is_empty() { (lower(tokens, at + 1), at + 2) } else { (half, at + 1) };
    let (hours, minutes) = digits.split_once([':', '.']).unwrap_or((digits, ""));
    let hour: u16 = hours.parse().ok().filter(|_| hours.len() <= 2)?;
    let minute: u16 =
        if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|_| minutes.len() == 2)? };
    if minute > 59 || hour > 24 {
        return None;
    }
    let step = if minutes.is_empty() { 30.0 } else { 1.0 };
    let afternoon = match half.trim_end_matches('.') {
        "a.m" | "am" => Some(false),
        "p.m" | "pm" => Some(true),
        _ => None,
    };
    let Some(afternoon) = afternoon else {
        let has_zone =
            matches!(lower(tokens, at + 1), "gmt" | "utc" | "local" | "cet" | "cest" | "bst" | "hours");
        let is_clock = digits.contains(':') && hour < 24 && (hour > 12 || has_zone);
        return is_clock.then(|| (at + 1, f64::from(hour * 60 + minute), step));
    };
    let hour = if hour == 12 { 0 } else { hour };
    (hour < 12).then(|| (end, f64::from((hour + if afternoon { 12 } else { 0 }) * 60 + minute), step))
}

/// Reads what a number measures. None for a number joined to a word that is not a unit, such as `180-seat`: it
/// describes a thing and counts nothing.
pub(super) fn measure(tokens: &[Token<'_>], at: usize, number: &Number) -> Option<Measure> {
    let mut measure = Measure {
        dimension: Dimension::Count,
        name: String::new(),
        factor: 1.0,
        scale: 1.0,
        end: at + number.len,
    };
    let percent = kind(tokens, measure.end) == Some(Kind::Percent);
    if !number.currency.is_empty() {
        measure.dimension = Dimension::Money;
        measure.name.clone_from(&number.currency);
        // `$2.4 billion dollars`
        measure.end += usize::from(lower(tokens, measure.end) == "dollars");
    } else if percent || number.is_share {
        measure.set(unit("percent")?);
        measure.end += usize::from(percent);
    } else if number.suffix.is_empty() {
        if let Some((len, unit)) = unit_at(tokens, measure.end) {
            measure.set(unit);
            measure.end += len;
        }
    } else if number.suffix == "year-old" {
        measure.set(unit("years")?);
        measure.dimension = Dimension::Age;
    } else if let Some(unit) = unit(&number.suffix).or_else(|| unit(&format!("{}s", number.suffix))) {
        measure.set(unit);
    } else if number.suffix == "m" && is_noun(tokens, measure.end) {
        measure.scale = 1e6;
    } else {
        return None;
    }
    let before = lower_before(tokens, at, 1);
    if before == "magnitude" || (before == "of" && lower_before(tokens, at, 2) == "magnitude") {
        measure.set(unit("magnitude")?);
    }
    if measure.name == "years" && lower(tokens, measure.end) == "old" {
        measure.dimension = Dimension::Age;
        measure.end += 1;
    }
    Some(measure)
}

/// Returns the number of tokens of the unit at `at`, and the unit: `metric tons`, `kilometers per hour`.
fn unit_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Unit)> {
    let word = lower(tokens, at).trim_end_matches('.');
    let next = lower(tokens, at + 1);
    if matches!(word, "per" | "percentage") && matches!(next, "cent" | "points" | "point") {
        return Some((2, unit("percent")?));
    }
    if next == "per" || (next == "an" && lower(tokens, at + 2) == "hour") {
        let name = format!("{word}-per-{}", lower(tokens, at + 2));
        if let Some(unit) = unit(&name) {
            return Some((3, unit));
        }
    }
    if let Some(unit) = unit(&format!("{word}-{next}")) {
        return Some((2, unit));
    }
    // `US dollars` are dollars; those of other countries are not.
    if matches!(word, "us" | "u.s" | "canadian" | "australian" | "swiss") {
        let currency = unit(next).filter(|unit| unit.dimension == Dimension::Money)?;
        return matches!(word, "us" | "u.s").then_some((2, currency));
    }
    // These are mostly other words. `pounds` are always a mass: sums are recognized by their sign.
    let is_other = matches!(word, "real" | "won" | "second" | "min" | "m");
    unit(word).filter(|_| !is_other).map(|unit| (1, unit))
}

/// Returns the votes of the larger side: `voted 6-3`, `by a vote of 7-2`. None for a score, which has no such word
/// near.
pub(super) fn vote(tokens: &[Token<'_>], at: usize, number: &Number) -> Option<f64> {
    let around = tokens.get(at.saturating_sub(5)..(at + 4).min(tokens.len())).unwrap_or_default();
    let is_vote = around.iter().any(|token| {
        matches!(
            token.lower.as_str(),
            "vote" | "voted" | "votes" | "voting" | "ruling" | "ruled" | "split" | "majority"
        )
    });
    (is_vote && number.high.fract() == 0.0 && number.suffix.is_empty()).then_some(number.high)
}
