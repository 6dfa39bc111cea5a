//! Splits a paragraph into the words and punctuation outside its quotations.

use std::ops::Range;

use super::marks::Marked;
use crate::text::words::is_word_char;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or number.
    Word,
    /// A quotation: its index among those of the paragraph.
    Quote(usize),
    /// The end of a sentence.
    Stop,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// Anything else that divides a sentence: a semicolon, a dash, a bracket.
    Divider,
}

/// A word, a punctuation mark or a whole quotation.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// The text of a word; empty otherwise.
    pub text: &'a str,
    /// The text in lower case with straight apostrophes.
    pub lower: String,
    /// Byte range in the article's text.
    pub range: Range<usize>,
}

impl Token<'_> {
    /// True if it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// True for a word with a capital at its start, or after its first hyphen or apostrophe: al-Amin, d'Arcy.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
            || self
                .text
                .split(['-', '\'', '’'])
                .nth(1)
                .is_some_and(|part| part.starts_with(char::is_uppercase))
    }

    /// True for a possessive: Lind's, the ministers'.
    pub fn is_possessive(&self) -> bool {
        self.lower.ends_with("'s") || self.lower.ends_with("s'")
    }
}

/// Splits a paragraph. `base` is the offset of `text` in the article. `sentence_ends` are sorted byte offsets in `text`
/// where sentences end. A full stop elsewhere is part of its word if that may be an abbreviation or goes on after it.
pub(super) fn tokens<'a>(
    text: &'a str,
    base: usize,
    quotations: &[Marked],
    sentence_ends: &[usize],
) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    for (index, quotation) in quotations.iter().enumerate() {
        add_words(text, at..quotation.outside.start, base, sentence_ends, &mut found);
        let range = base + quotation.outside.start..base + quotation.outside.end;
        found.push(Token { kind: Kind::Quote(index), text: "", lower: String::new(), range });
        at = quotation.outside.end;
    }
    add_words(text, at..text.len(), base, sentence_ends, &mut found);
    found
}

fn add_words<'a>(
    text: &'a str,
    part: Range<usize>,
    base: usize,
    sentence_ends: &[usize],
    found: &mut Vec<Token<'a>>,
) {
    let mut rest = part.start;
    while let Some(character) = text.get(rest..part.end).and_then(|rest| rest.chars().next()) {
        if is_word_char(character) {
            let end = word_end(text, rest..part.end, sentence_ends);
            let word = text.get(rest..end).unwrap_or_default();
            let lower = word.to_lowercase().replace(['’', 'ʼ'], "'");
            found.push(Token { kind: Kind::Word, text: word, lower, range: base + rest..base + end });
            rest = end;
            continue;
        }
        let end = rest + character.len_utf8();
        let kind = match character {
            '.' | '!' | '?' => Some(Kind::Stop),
            ',' => Some(Kind::Comma),
            ':' => Some(Kind::Colon),
            ';' | '(' | ')' | '[' | ']' | '–' | '—' | '―' | '…' => Some(Kind::Divider),
            '-' if is_dash(text, rest) => Some(Kind::Divider),
            _ => None,
        };
        if let Some(kind) = kind {
            found.push(Token { kind, text: "", lower: String::new(), range: base + rest..base + end });
        }
        rest = end;
    }
}

/// True if a hyphen stands for a dash.
fn is_dash(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + 1..).and_then(|text| text.chars().next());
    before.is_none_or(|c| c.is_whitespace() || c == '-')
        && after.is_none_or(|c| c.is_whitespace() || c == '-')
}

/// Returns the end of the word that starts a part of the text: with the full stop of an abbreviation, with hyphens,
/// apostrophes, `&` and full stops inside it, with commas between digits, and with the apostrophe of a plural
/// possessive.
fn word_end(text: &str, part: Range<usize>, sentence_ends: &[usize]) -> usize {
    let rest = text.get(part.clone()).unwrap_or_default();
    let mut characters = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let joins = |c: char| is_word_char(c);
        let is_inside = match character {
            c if is_word_char(c) => true,
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '&' if next.is_some_and(joins) => true,
            ',' if before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()) => true,
            '\'' | '’' => before == 's' && next.is_none_or(char::is_whitespace),
            '.' => {
                let after = part.start + at + 1;
                next.is_some_and(joins)
                    || (next.is_some()
                        && sentence_ends.binary_search(&after).is_err()
                        && is_abbreviation(rest, at))
            }
            _ => false,
        };
        if !is_inside {
            return part.start + at;
        }
        before = character;
    }
    part.end
}

/// True if the word that ends at `at` may be an abbreviation: it has another full stop, or is at most four characters
/// long and either capitalised or without vowels.
fn is_abbreviation(rest: &str, at: usize) -> bool {
    let word = rest.get(..at).unwrap_or_default();
    let is_short = word.chars().nth(4).is_none();
    word.contains('.')
        || (is_short && word.starts_with(char::is_uppercase))
        || (is_short && !word.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

/// Returns the lower-case word at `at`; empty if there is none, or if it is no word.
pub(super) fn lower<'a>(tokens: &'a [Token<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// Returns the kind of the token at `at`. None if there is none.
pub(super) fn kind(tokens: &[Token<'_>], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}
