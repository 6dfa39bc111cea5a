//! Splits a block into the words that dates are made of.

use std::ops::Range;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space.
    Space,
    /// A comma, perhaps after a full stop.
    Comma,
    /// A full stop and a space: the end of a sentence or of an abbreviation.
    Stop,
    /// A dash.
    Dash,
    /// Anything else, or the start of the block.
    Other,
}

/// A word or number.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// The text, without a possessive ending.
    pub text: &'a str,
    /// The text in lower case, with straight apostrophes.
    pub lower: String,
    /// Byte range in the block, without a possessive ending.
    pub range: Range<usize>,
    /// What stands before it.
    pub gap: Gap,
    /// True if a possessive ending follows.
    pub is_possessive: bool,
}

impl Word<'_> {
    /// True if it starts with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Splits a block. Hyphens and apostrophes inside a word belong to it, and so do slashes, commas, full stops and en
/// dashes between digits, and an apostrophe before a digit: mid-October, 18/11/2025, 3–5, '90s.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    let mut last_end = None;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next_is_digit = || {
            text.get(at + character.len_utf8()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let is_elision = matches!(character, '\'' | '’' | '‘') && next_is_digit();
        if !character.is_alphanumeric() && !is_elision {
            at += character.len_utf8();
            continue;
        }
        let end = word_end(text, at);
        let whole = text.get(at..end).unwrap_or_default();
        let stem = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s"));
        let word = stem.unwrap_or(whole);
        let gap = last_end.map_or(Gap::Other, |last| gap(text.get(last..at).unwrap_or_default()));
        found.push(Word {
            text: word,
            lower: word.to_lowercase().replace('’', "'"),
            range: at..at + word.len(),
            gap,
            is_possessive: word.len() < whole.len(),
        });
        last_end = Some(end);
        at = end;
    }
    found
}

fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut characters = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let between_digits = before.is_ascii_digit() && next.is_ascii_digit();
        let is_inside = match character {
            c if c.is_alphanumeric() => true,
            '\'' | '’' | '‘' if at == 0 => true,
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' => {
                next.is_alphanumeric() && before.is_alphanumeric()
            }
            '/' | ',' | '–' | '.' => between_digits,
            _ => false,
        };
        if !is_inside {
            return start + at;
        }
        before = character;
    }
    text.len()
}

fn gap(between: &str) -> Gap {
    let between = between.strip_prefix("'s").or_else(|| between.strip_prefix("’s")).unwrap_or(between);
    match between.trim() {
        "" if !between.is_empty() => Gap::Space,
        "." if between.starts_with('.') && between.len() > 1 => Gap::Stop,
        "," | ".," => Gap::Comma,
        "-" | "–" | "—" => Gap::Dash,
        _ => Gap::Other,
    }
}
