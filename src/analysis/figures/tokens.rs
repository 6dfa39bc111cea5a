//! Splits a sentence into words, numbers and punctuation.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, a number, or both joined by a hyphen.
    Word,
    /// A comma.
    Comma,
    /// A full stop, colon, semicolon, dash or the like.
    Stop,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A double quotation mark.
    Mark,
    /// A per cent sign.
    Percent,
}

/// A word or punctuation mark.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// The text, without a possessive ending.
    pub text: &'a str,
    /// The text in lower case, with straight apostrophes and hyphens. Empty for punctuation.
    pub lower: String,
    /// Byte range in the text that was split.
    pub range: Range<usize>,
}

impl Token<'_> {
    /// True for a word that starts with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.text.starts_with(char::is_uppercase)
    }

    /// Returns the word in lower case. Empty for `May`, which is taken for the month and not for the verb.
    pub fn as_verb(&self) -> &str {
        if self.text == "May" { "" } else { &self.lower }
    }

    /// True for a word or number.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// True for a word with a digit.
    pub fn has_digit(&self) -> bool {
        self.kind == Kind::Word && self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// True for the sign of a currency.
pub(super) fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₺' | '₩' | '₪' | '₦' | '₱' | '฿')
}

/// Splits a text. Hyphens and apostrophes inside a word belong to it, and so do full stops, commas, colons and dashes
/// between digits, the currency before a number, and the full stops in an abbreviation: `180-seat`, `4:17`, `10–15`,
/// `A$310`, `a.m.`. Characters that are neither words nor known punctuation are left out.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + character.len_utf8();
        let next_is_digit =
            || text.get(next..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let is_sign = is_currency_sign(character) && next_is_digit();
        if character.is_alphanumeric() || is_sign {
            let end = word_end(text, at);
            let whole = text.get(at..end).unwrap_or_default();
            let stem = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s"));
            let word = stem.unwrap_or(whole);
            let lower = word.to_lowercase().replace('’', "'").replace(['\u{2010}', '\u{2011}'], "-");
            found.push(Token { kind: Kind::Word, text: word, lower, range: at..at + word.len() });
            at = end;
            continue;
        }
        let kind = match character {
            ',' => Some(Kind::Comma),
            '.' if next < text.len() && found.last().is_some_and(is_abbreviation) => None,
            '.' | ':' | ';' | '!' | '?' | '—' | '–' | '―' | '…' | '|' | '•' => Some(Kind::Stop),
            '-' if at == 0 || text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace)) => {
                Some(Kind::Stop)
            }
            '(' | '[' => Some(Kind::Open),
            ')' | ']' => Some(Kind::Close),
            '"' | '“' | '”' | '«' | '»' | '„' => Some(Kind::Mark),
            '%' => Some(Kind::Percent),
            _ => None,
        };
        if let Some(kind) = kind {
            found.push(Token {
                kind,
                text: text.get(at..next).unwrap_or_default(),
                lower: String::new(),
                range: at..next,
            });
        }
        at = next;
    }
    found
}

/// True for a word that a full stop may abbreviate: at most four characters after a capital, as in St, Gov, Lt.
fn is_abbreviation(token: &Token<'_>) -> bool {
    token.is_capital() && token.text.chars().nth(4).is_none()
}

/// Returns the byte offset at which the word that starts at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut characters = rest.char_indices().peekable();
    let (mut before, mut two_before) = (' ', ' ');
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let between_digits = before.is_ascii_digit() && next.is_ascii_digit();
        let is_inside = match character {
            c if c.is_alphanumeric() => true,
            c if is_currency_sign(c) => next.is_ascii_digit(),
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' => {
                before.is_alphanumeric() && (next.is_alphanumeric() || is_currency_sign(next))
            }
            // a.m., U.S.
            '.' if before.is_alphabetic() && next.is_alphabetic() => {
                !two_before.is_alphanumeric() || two_before.is_ascii_digit()
            }
            '.' if before.is_alphabetic() && two_before == '.' => true,
            ',' | ':' | '–' | '.' => between_digits,
            _ => false,
        };
        if !is_inside {
            return start + at;
        }
        two_before = before;
        before = character;
    }
    text.len()
}

/// Returns the lower-case word at `at`. Empty if there is no token, or if it is punctuation.
pub(crate) fn lower<'a>(tokens: &'a [Token<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// Returns the lower-case word `back` tokens before `at`. Empty if there is no token, or if it is punctuation.
pub(crate) fn lower_before<'a>(tokens: &'a [Token<'_>], at: usize, back: usize) -> &'a str {
    at.checked_sub(back).map_or("", |at| lower(tokens, at))
}

/// Returns the kind of the token at `at`. None if there is none.
pub(crate) fn kind(tokens: &[Token<'_>], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_belongs_to_a_number() {
        let text = "At 4:17 a.m. the A$310-million, 180-seat U.S. plan’s “3.1%” (10–15) fell — twice.";
        let words: Vec<_> = tokens(text).into_iter().map(|token| token.text).collect();
        let expected = [
            "At",
            "4:17",
            "a.m.",
            "the",
            "A$310-million",
            ",",
            "180-seat",
            "U.S.",
            "plan",
            "“",
            "3.1",
            "%",
            "”",
            "(",
            "10–15",
            ")",
            "fell",
            "—",
            "twice",
            ".",
        ];
        assert_eq!(words, expected);
    }
}
