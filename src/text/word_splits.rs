//! Finds words that a hyphen splits at a line end.
//!
//! `Zelen-` at the end of a line and `sky` at the start of the next are one word, and so are `28-` and `point`; only
//! those who know the word can say whether the hyphen is part of it. The views ([`super::fold`], [`super::unify`]) drop
//! the line break, keep the hyphen and record where it is, so that callers may leave it out. A soft hyphen is never
//! part of the word: it is visible only at a line break.
//!
//! Limitations: a split is a hyphen (`-`, U+2010 or a soft hyphen, not a dash or a non-breaking hyphen) right after a
//! letter or digit, one line break with any spaces around it, and a letter or digit. A blank line splits no word.
//! `two-` above `and three-year` counts as one word too, since nothing distinguishes it from a split one.

use std::ops::Range;

use super::folding_tables::is_invisible;
use super::marks::is_tatweel;
use super::scripts::is_mark;
use super::units::extends_unit;
use super::words::is_word_char;

/// The kind of hyphen that splits a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyphen {
    /// A visible hyphen, which may or may not be part of the word.
    Hard,
    /// A soft hyphen, which is not part of the word.
    Soft,
}

/// A line break that a view dropped because it splits a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSplit {
    /// Byte offset in the view, after the hyphen if there is one.
    pub view: usize,
    /// Byte offset in the text of the white space with the line break.
    pub source: usize,
    /// The hyphen before the line break.
    pub hyphen: Hyphen,
}

/// Returns the hyphen that splits a word at the white space `run` between two parts of a text. None if no word is
/// split. `run` must be all of the white space; invisible characters may be at its ends or beside it.
pub fn splitting_hyphen(before: &str, run: &str, after: &str) -> Option<Hyphen> {
    // The last byte alone rules out nearly every line end.
    if before.bytes().next_back().is_none_or(|last| last < 0x80 && last != b'-')
        || run.bytes().filter(|&byte| byte == b'\n').count() != 1
    {
        return None;
    }
    let visible = before.trim_end_matches(is_invisible);
    let (stem, hyphen) = match visible.strip_suffix(['-', '\u{2010}']) {
        Some(stem) => (stem, Hyphen::Hard),
        None if before.get(visible.len()..).is_some_and(|hidden| hidden.contains('\u{AD}')) => {
            (visible, Hyphen::Soft)
        }
        None => return None,
    };
    let letter = stem.chars().rev().find(|&c| !is_invisible(c) && !is_mark(c) && !is_tatweel(c));
    let next = after.chars().find(|&c| !is_invisible(c));
    // A character that would extend the letter before the line break does not start a word.
    let is_split =
        letter.is_some_and(is_word_char) && next.is_some_and(|c| is_word_char(c) && !extends_unit(c));
    is_split.then_some(hyphen)
}

/// Returns the range of white space and invisible characters that ends at `at`, if a soft hyphen in it splits a word at
/// a line end.
pub fn soft_break_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let start = blank_run_end(before.char_indices().rev()).unwrap_or(at);
    soft_break(text, start..at)
}

/// Like [`soft_break_before`], for the range that starts at `at`.
pub fn soft_break_after(text: &str, at: usize) -> Option<Range<usize>> {
    let after = text.get(at..)?;
    let last = blank_run_end(after.char_indices())?;
    let end = text.ceil_char_boundary(at + last + 1);
    soft_break(text, at..end)
}

/// Returns the byte offset of the last character of the leading blank run, which ends before a second line break.
fn blank_run_end(characters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut breaks = 0;
    let blank = characters.take_while(|&(_, c)| {
        breaks += usize::from(c == '\n');
        breaks < 2 && (c.is_whitespace() || is_invisible(c))
    });
    blank.last().map(|(place, _)| place)
}

fn soft_break(text: &str, blank: Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(blank.clone())?;
    if !inside.contains('\n') {
        return None;
    }
    let run = inside.trim_matches(is_invisible);
    let start = blank.start + inside.len() - inside.trim_start_matches(is_invisible).len();
    let hyphen = splitting_hyphen(text.get(..start)?, run, text.get(start + run.len()..)?);
    (hyphen == Some(Hyphen::Soft)).then_some(blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the hyphen that splits a word at the only white space of a text.
    fn hyphen(text: &str) -> Option<Hyphen> {
        let start = text.find(char::is_whitespace).unwrap();
        let end = start + text[start..].find(|c: char| !c.is_whitespace()).unwrap_or(text.len() - start);
        splitting_hyphen(&text[..start], &text[start..end], &text[end..])
    }

    #[test]
    fn hyphen_at_a_line_end_between_letters_or_digits_splits() {
        for text in [
            "Zelen-\nsky",
            "Zelen\u{2010}\nsky",
            "28-\npoint",
            "covid-\n19",
            "Zelen- \t\n  sky",
            "Zelen-\u{a0}\nsky",
            "Zelen-\u{200b}\n\u{200b}sky",
            "Zelen-\u{ad}\nsky",
            "Zele\u{301}-\nsky",
            "Зелен-\nський",
            "泽连-\n斯基",
        ] {
            assert_eq!(hyphen(text), Some(Hyphen::Hard), "{text:?}");
        }
    }

    #[test]
    fn soft_hyphen_splits() {
        for text in ["Zelen\u{ad}\nsky", "Zelen\u{ad}\u{200b} \n sky", "28\u{ad}\n000"] {
            assert_eq!(hyphen(text), Some(Hyphen::Soft), "{text:?}");
        }
    }

    #[test]
    fn dashes_blank_lines_and_other_line_ends_do_not_split() {
        for text in [
            "word -\nword",
            "word—\nword",
            "word–\nword",
            "word\u{2011}\nword",
            "word--\nword",
            "word.-\nword",
            "word-\n\nword",
            "word-\n \nword",
            "word- word",
            "word\u{ad} word",
            "word\u{ad}\n\nword",
            "word-\n",
            "word-\n“word",
            "word-\n-word",
            "-\nword",
            "\nword",
            "word\nword",
            "(\u{ad}\nword",
            "Kyiv¹-\nword",
            "wordʼ-\nword",
            "が-\n\u{3099}",
            "ᄀ\u{ad}\nᅡ",
        ] {
            assert_eq!(hyphen(text), None, "{text:?}");
        }
    }

    #[test]
    fn soft_break_is_found_from_both_sides() {
        let text = "Zelen\u{ad} \n\u{200b}sky";
        let (end, start) = ("Zelen".len(), text.len() - "sky".len());
        assert_eq!(soft_break_after(text, end), Some(end..start));
        assert_eq!(soft_break_before(text, start), Some(end..start));
        for text in ["Zelen-\nsky", "Zelen \nsky", "Zelen\u{ad}\n\nsky", "Zelen\u{ad} sky"] {
            assert_eq!(soft_break_after(text, end), None, "{text:?}");
            assert_eq!(soft_break_before(text, text.len() - "sky".len()), None, "{text:?}");
        }
    }
}
