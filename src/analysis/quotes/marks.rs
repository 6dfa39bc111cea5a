//! Pairs the quotation marks of one block.

use std::ops::Range;

/// Words whose first letters an apostrophe replaces: 'em, 'til.
const ELISIONS: &[&str] =
    &["bout", "cause", "em", "n", "neath", "round", "tis", "til", "till", "twas", "twill"];

/// A pair of marks, or an opening mark whose closing mark is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// “words”
    Double,
    /// "words"
    Straight,
    /// „words“ or „words”
    Low,
    /// «words»
    Guillemet,
    /// »words«
    ReversedGuillemet,
    /// ‘words’
    Single,
    /// 'words'
    StraightSingle,
    /// No marks: the words after `Name:`.
    None,
}

/// The text between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Byte range in the block from the first to the last character inside the marks, without white space beside them.
    /// Never empty.
    pub inside: Range<usize>,
    /// Byte range in the block with the marks.
    pub outside: Range<usize>,
    /// The marks.
    pub mark: Mark,
    /// False if the closing mark is missing.
    pub is_closed: bool,
    /// The last character inside the marks.
    pub last: char,
}

/// Maximum number of quotation marks and apostrophes in a block. Those after them are not read, which keeps the time
/// linear in the length of hostile texts.
pub const MAX_MARKS: usize = 20_000;

/// Number of bytes looked at to tell what the mark at the start of a text is.
const LEAD_LEN: usize = 400;
/// Number of marks looked at to tell a quotation mark from an apostrophe, an inch mark or a misprint.
const LOOKAHEAD: usize = 64;
/// Number of marks and apostrophes after an opening single mark among which its closing mark must be.
const MAX_IN_SINGLE: usize = 256;

/// Finds the quotations of a block, in order. A quotation inside another is part of it.
///
/// `continued` is the kind of a quotation that the part of the paragraph on the page before left open.
///
/// If a closing mark is missing, the quotation ends with the block, or before the next opening mark of the same kind if
/// too few closing marks follow for both. An apostrophe opens none: a single mark opens one only where a word starts,
/// and if one that ends a word follows.
pub fn quotations(text: &str, continued: Option<Mark>) -> Vec<Marked> {
    let marks = candidates(text);
    let mut found = Vec::new();
    let mut at = 0;
    if let Some(mark) = continued {
        let (close, next) = closing(&marks, 0, mark, text);
        found.extend(marked(text, 0..0, mark, close));
        at = next;
    }
    while let Some(candidate) = marks.get(at) {
        let Some(mark) = opening(&marks, at, text) else {
            at += 1;
            continue;
        };
        let (close, next) = closing(&marks, at + 1, mark, text);
        let is_single = matches!(mark, Mark::Single | Mark::StraightSingle);
        if is_single && matches!(close, Close::Missing(_)) {
            at += 1;
            continue;
        }
        found.extend(marked(text, candidate.range(), mark, close));
        at = next;
    }
    found
}

/// Returns the kind of the mark that a text starts with, if it may open a quotation there. A single mark may lack its
/// closing mark.
pub fn leading_mark(text: &str) -> Option<Mark> {
    // Only the marks near the first decide.
    let head = text.get(..text.floor_char_boundary(LEAD_LEN)).unwrap_or_default();
    let marks = candidates(head);
    marks.first().filter(|mark| mark.at == 0).and_then(|_| opening(&marks, 0, head))
}

/// A character that may be a quotation mark.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    at: usize,
    character: char,
    /// The character before it, a space at the start of the block.
    before: char,
    /// The character after it, a space at the end of the block.
    after: char,
}

impl Candidate {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.character.len_utf8()
    }

    /// True if a word may start after it, and none ends before it.
    fn may_open(&self) -> bool {
        !self.after.is_whitespace()
            && (self.before.is_whitespace()
                || matches!(self.before, '(' | '[' | '{' | '/' | '-' | '\u{2010}'..='\u{2015}' | '¿' | '¡')
                || (is_quotation_mark(self.before) && !is_final_mark(self.before)))
    }

    /// True if a word or sentence may end before it, and none starts after it.
    fn may_close(&self) -> bool {
        !self.before.is_whitespace() && !self.after.is_alphanumeric()
    }

    /// True if it follows the end of a clause, and not only of a word.
    fn follows_stop(&self) -> bool {
        matches!(self.before, '.' | ',' | '!' | '?' | '…' | ';' | ':' | '-' | '–' | '—')
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

/// True for the marks that nearly always close.
fn is_final_mark(c: char) -> bool {
    matches!(c, '”' | '’')
}

fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_quotation_mark(character) && found.len() < MAX_MARKS {
            let after = characters.peek().map_or(' ', |(_, after)| *after);
            found.push(Candidate { at, character, before, after });
        }
        before = character;
    }
    found
}

/// Returns the kind of quotation that a mark opens, if it opens one outside all others.
fn opening(marks: &[Candidate], at: usize, text: &str) -> Option<Mark> {
    let mark = marks.get(at)?;
    let rest = || text.get(mark.range().end..).unwrap_or_default();
    let comes_later = |character: char| ahead(marks, at).any(|later| later.character == character);
    let starts_word = mark.may_open() && mark.after.is_alphanumeric();
    match mark.character {
        '“' => Some(Mark::Double),
        '„' => Some(Mark::Low),
        '«' if !mark.after.is_whitespace() || comes_later('»') => Some(Mark::Guillemet),
        '»' if mark.may_open() && comes_later('«') => Some(Mark::ReversedGuillemet),
        // Word processors turn a mark after a dash the wrong way round.
        '”' if starts_word => Some(Mark::Double),
        '"' if mark.may_open() => Some(Mark::Straight),
        '‘' if mark.may_open() && !is_elision(rest()) => Some(Mark::Single),
        '\'' if starts_word && !is_elision(rest()) => Some(Mark::StraightSingle),
        '\'' if mark.may_open() && matches!(mark.after, '[' | '…' | '(' | '.' | '£' | '$' | '€') => {
            Some(Mark::StraightSingle)
        }
        _ => None,
    }
}

/// True if the text after an apostrophe goes on like a word or year without its first characters: 'em, '90s.
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_year = word.len() <= 3
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.trim_end_matches('s').len() == 2
        && word.trim_end_matches('s').bytes().all(|byte| byte.is_ascii_digit());
    is_year || ELISIONS.contains(&word.to_lowercase().as_str())
}

/// Where a quotation ends.
#[derive(Clone, Debug)]
enum Close {
    /// At a closing mark.
    At(Range<usize>),
    /// At a byte offset, without a mark.
    Missing(usize),
}

/// Finds the end of a quotation of kind `mark` among the marks from index `from` on. Also returns the index of the
/// first mark after it.
fn closing(marks: &[Candidate], from: usize, mark: Mark, text: &str) -> (Close, usize) {
    let mut depth = 0_usize;
    let is_single = matches!(mark, Mark::Single | Mark::StraightSingle);
    let limit = if is_single { MAX_IN_SINGLE } else { usize::MAX };
    for (at, candidate) in marks.iter().enumerate().skip(from).take(limit) {
        match role(marks, at, mark, text) {
            Role::None => {}
            Role::Close if depth > 0 => depth -= 1,
            Role::Close => return (Close::At(candidate.range()), at + 1),
            Role::Open => {
                let balance = (at + 1..at + 1 + LOOKAHEAD)
                    .map(|later| match role(marks, later, mark, text) {
                        Role::Open => -1,
                        Role::Close => 1,
                        Role::None => 0,
                    })
                    .sum::<i32>();
                // One closing mark for the inner quotation, one for this.
                if balance < 2 + i32::try_from(depth).unwrap_or(i32::MAX) {
                    return (Close::Missing(candidate.at), at);
                }
                depth += 1;
            }
        }
    }
    (Close::Missing(text.len()), marks.len())
}

/// What a character does while a quotation is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    None,
    Open,
    Close,
}

fn role(marks: &[Candidate], at: usize, mark: Mark, text: &str) -> Role {
    let Some(candidate) = marks.get(at) else { return Role::None };
    match (mark, candidate.character) {
        (Mark::Double, '”')
        | (Mark::Low, '“' | '”')
        | (Mark::Guillemet, '»')
        | (Mark::ReversedGuillemet, '«') => Role::Close,
        (Mark::Double, '“') | (Mark::Low, '„') | (Mark::Guillemet, '«') => Role::Open,
        (Mark::Straight, '"') if !candidate.before.is_whitespace() => {
            if is_inch_mark(marks, at) {
                Role::None
            } else {
                Role::Close
            }
        }
        (Mark::Straight, '"') if candidate.may_open() => Role::Open,
        // A pair of different marks.
        (Mark::Double | Mark::Low, '"') if candidate.may_close() && !has_close_before_open(marks, at) => {
            Role::Close
        }
        (Mark::Straight, '”') if candidate.may_close() => Role::Close,
        (Mark::Single | Mark::StraightSingle, '\'' | '’') if candidate.may_close() => {
            if is_possessive(marks, at, mark, text) { Role::None } else { Role::Close }
        }
        _ => Role::None,
    }
}

/// Returns the marks that follow the one at `at`, as far as any rule looks.
fn ahead(marks: &[Candidate], at: usize) -> impl Iterator<Item = &Candidate> {
    marks.iter().skip(at + 1).take(LOOKAHEAD)
}

/// True if a straight mark after a digit stands for inches: another closing mark follows before any opening one.
fn is_inch_mark(marks: &[Candidate], at: usize) -> bool {
    let Some(mark) = marks.get(at).filter(|mark| mark.before.is_ascii_digit()) else { return false };
    let next = ahead(marks, at).find(|later| later.character == '"');
    mark.after.is_whitespace() && next.is_some_and(|next| !next.before.is_whitespace())
}

/// True if a curly closing mark follows before the next opening one.
fn has_close_before_open(marks: &[Candidate], at: usize) -> bool {
    let mut later = ahead(marks, at).map(|mark| mark.character);
    later.find(|c| matches!(c, '“' | '”' | '„')).is_some_and(|c| c == '”')
}

/// True if a single mark after `s`, `n`, `x` or `z` is probably an apostrophe (workers', goin'): a word follows, and
/// the next mark that may close a quotation follows a stop or another letter and comes before any that may open one.
fn is_possessive(marks: &[Candidate], at: usize, mark: Mark, text: &str) -> bool {
    let Some(candidate) = marks.get(at).filter(|mark| matches!(mark.before, 's' | 'n' | 'x' | 'z')) else {
        return false;
    };
    let after = text.get(candidate.range().end..).unwrap_or_default();
    if !after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_alphanumeric)) {
        return false;
    }
    for later in ahead(marks, at) {
        let is_same =
            matches!(later.character, '’' | '\'') || (mark == Mark::Single && later.character == '‘');
        if is_same && later.may_close() && !later.before.is_ascii_digit() {
            return later.follows_stop() || !matches!(later.before, 's' | 'n' | 'x' | 'z');
        }
        if is_same && later.may_open() {
            return false;
        }
    }
    false
}

/// Returns the quotation between an opening mark and its end, unless there is only white space in between.
fn marked(text: &str, open: Range<usize>, mark: Mark, close: Close) -> Option<Marked> {
    let (end, outside_end, is_closed) = match close {
        Close::At(range) => (range.start, range.end, true),
        Close::Missing(end) => (end, end, false),
    };
    let inside = text.get(open.end..end)?;
    let start = open.end + inside.len() - inside.trim_start().len();
    let inside = start..start + inside.trim().len();
    let outside_end = if is_closed { outside_end } else { inside.end };
    let last = text.get(inside.clone())?.chars().next_back()?;
    Some(Marked { inside, outside: open.start..outside_end, mark, is_closed, last })
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
