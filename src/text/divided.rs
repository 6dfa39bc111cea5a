//! Words divided at a line's end.
//!
//! `Zelen-` at the end of a line and `sky` at the beginning of the next are one word, and so are `28-` and `point`; only who
//! knows the word can say whether its hyphen belongs to it. In the views ([`super::fold`], [`super::unify`]) the line break is gone and the
//! hyphen stays, and the views say where that is, for those who want to leave it out. Behind a soft hyphen there is
//! no choice: it is seen only where the line breaks.
//!
//! The limits: it takes a hyphen (`-` or U+2010, not a dash and not a non-breaking hyphen) right behind a letter or digit, one line
//! break with as many spaces around it as there are, and a letter or digit. A blank line divides nothing. `two-` above `and
//! three-year` is read as one word too, since nothing tells it from a divided one.

use std::ops::Range;

use super::fold::{is_invisible, is_stretching, joins};
use super::scripts::is_mark;
use super::words::is_in_word;

/// By what a word is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A hyphen, which may be its own or only the line's.
    Hyphen,
    /// A soft hyphen, which is only the line's.
    SoftHyphen,
}

/// A place in a view where a line break was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Divided {
    /// Bytes of the view, behind the hyphen if there is one.
    pub view: usize,
    /// Where the white space with the line break begins, in bytes of the text.
    pub source: usize,
    /// What stands before the line break.
    pub by: By,
}

/// By what a word is divided, if it is, where white space stands between two parts of a text. `run` is that white space, all of
/// it; invisible characters may stand at its ends or beside it.
pub fn divided(before: &str, run: &str, after: &str) -> Option<By> {
    // Nearly every line ends with something else, and that can be told from one byte.
    if before.bytes().next_back().is_none_or(|last| last < 0x80 && last != b'-')
        || run.bytes().filter(|&byte| byte == b'\n').count() != 1
    {
        return None;
    }
    let seen = before.trim_end_matches(is_invisible);
    let (stem, by) = match seen.strip_suffix(['-', '\u{2010}']) {
        Some(stem) => (stem, By::Hyphen),
        None if before.get(seen.len()..).is_some_and(|hidden| hidden.contains('\u{AD}')) => {
            (seen, By::SoftHyphen)
        }
        None => return None,
    };
    let letter = stem.chars().rev().find(|&c| !is_invisible(c) && !is_mark(c) && !is_stretching(c));
    let next = after.chars().find(|&c| !is_invisible(c));
    // What would become part of the letter before the line break is no beginning of a line.
    let goes_on = letter.is_some_and(is_in_word) && next.is_some_and(|c| is_in_word(c) && !joins(c));
    goes_on.then_some(by)
}

/// The white space and invisible characters that end at a place of a text, where they are the end of a line behind a soft hyphen
/// that divides a word.
pub fn soft_break_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let start = edge(before.char_indices().rev()).unwrap_or(at);
    soft_break(text, start..at)
}

/// As [`soft_break_before`], of those that begin at a place.
pub fn soft_break_after(text: &str, at: usize) -> Option<Range<usize>> {
    let after = text.get(at..)?;
    let last = edge(after.char_indices())?;
    let end = text.ceil_char_boundary(at + last + 1);
    soft_break(text, at..end)
}

/// The place of the last of the characters that are white or invisible; no second line break is among them.
fn edge(characters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
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
    let by = divided(text.get(..start)?, run, text.get(start + run.len()..)?);
    (by == Some(By::SoftHyphen)).then_some(blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By what the word around the only white space of a text is divided.
    fn by(text: &str) -> Option<By> {
        let start = text.find(char::is_whitespace).unwrap();
        let end = start + text[start..].find(|c: char| !c.is_whitespace()).unwrap_or(text.len() - start);
        divided(&text[..start], &text[start..end], &text[end..])
    }

    #[test]
    fn a_hyphen_between_letters_or_digits_at_the_end_of_a_line_divides() {
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
            assert_eq!(by(text), Some(By::Hyphen), "{text:?}");
        }
    }

    #[test]
    fn a_soft_hyphen_does_too() {
        for text in ["Zelen\u{ad}\nsky", "Zelen\u{ad}\u{200b} \n sky", "28\u{ad}\n000"] {
            assert_eq!(by(text), Some(By::SoftHyphen), "{text:?}");
        }
    }

    #[test]
    fn dashes_blank_lines_and_other_line_ends_do_not() {
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
            assert_eq!(by(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_soft_hyphen_is_looked_through_from_both_sides() {
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
