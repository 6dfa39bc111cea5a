//! Parts common to all views of a text: plain stretches, runs of white space, and invisible characters.

use super::folding_tables::is_invisible;
use super::map::ViewBuilder;
use super::word_splits::splitting_hyphen;

/// Number of bytes scanned at once.
const STRIDE: usize = 32;

/// Returns the length in bytes of the plain start of `text`: printable ASCII without backticks, up to any space that
/// may begin a longer run of white space.
pub(super) fn plain_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    // Each byte is checked with the one after it. No early exit inside a stride, so that the compiler can vectorise it.
    while let (Some(here), Some(next)) =
        (bytes.get(length..length + STRIDE), bytes.get(length + 1..length + 1 + STRIDE))
    {
        let special = here.iter().zip(next).fold(false, |found, (&byte, &after)| {
            found | !is_plain(byte) | (byte == b' ' && may_extend_run(after))
        });
        if special {
            break;
        }
        length += STRIDE;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let following = rest.iter().skip(1).copied().chain(std::iter::once(0));
    let plain = |&(&byte, after): &(&u8, u8)| is_plain(byte) && !(byte == b' ' && may_extend_run(after));
    length + rest.iter().zip(following).take_while(plain).count()
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'_' | b'a'..=b'~')
}

/// Returns true for ASCII white space, and for bytes that may start a white space or invisible character.
fn may_extend_run(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0x80..)
}

/// Pushes the run of invisible characters or of white space that `rest`, the tail of `text`, starts with, and returns
/// the text after it. None if `rest` starts with neither.
///
/// A run of white space (Unicode `White_Space`) with at most one LF becomes one space, or nothing where it splits a
/// word. With more it contains a blank line, and each of its white space characters becomes LF, which no form contains
/// and no space in a pattern matches. Invisible characters inside a run belong to it; before or after it they are
/// removed on their own.
pub(super) fn push_run<'a>(builder: &mut ViewBuilder, text: &str, rest: &'a str) -> Option<&'a str> {
    let first = rest.chars().next()?;
    if is_invisible(first) {
        let after = rest.trim_start_matches(is_invisible);
        builder.push_unit(before_tail(rest, after), "");
        return Some(after);
    }
    if !first.is_whitespace() {
        return None;
    }
    let mut after = rest;
    let mut line_breaks = 0;
    loop {
        let visible = after.trim_start_matches(is_invisible);
        match visible.chars().next().filter(|c| c.is_whitespace()) {
            Some(c) => {
                line_breaks += usize::from(c == '\n');
                after = visible.get(c.len_utf8()..).unwrap_or_default();
            }
            None => break,
        }
    }
    let run = before_tail(rest, after);
    let hyphen = if line_breaks == 1 { splitting_hyphen(before_tail(text, rest), run, after) } else { None };
    if let Some(hyphen) = hyphen {
        builder.push_split(run, hyphen);
    } else if line_breaks <= 1 {
        builder.push_unit(run, " ");
    } else {
        let mut buffer = [0; 4];
        for c in run.chars() {
            builder.push_unit(c.encode_utf8(&mut buffer), if is_invisible(c) { "" } else { "\n" });
        }
    }
    Some(after)
}

/// Returns the part of `text` before its tail `after`.
pub(super) fn before_tail<'a>(text: &'a str, after: &str) -> &'a str {
    text.get(..text.len() - after.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str) -> (String, usize) {
        let mut builder = ViewBuilder::new(8);
        let after = push_run(&mut builder, text, text).unwrap();
        (builder.finish().0, text.len() - after.len())
    }

    #[test]
    fn runs_of_white_space() {
        assert_eq!(run(" a"), (" ".to_owned(), 1));
        assert_eq!(run(" \n\ta"), (" ".to_owned(), 3));
        assert_eq!(run("\n\na"), ("\n\n".to_owned(), 2));
        assert_eq!(run("\n \n"), ("\n\n\n".to_owned(), 3));
        assert_eq!(run("\u{A0}\u{200B}\u{2009}a"), (" ".to_owned(), 8));
        assert_eq!(run("\n\u{200B}\na"), ("\n\n".to_owned(), 5));
        assert_eq!(run(" \u{200B}a"), (" ".to_owned(), 1));
        assert_eq!(run("\u{200B}\u{AD}\u{FE0F} a"), (String::new(), 8));
        let mut builder = ViewBuilder::new(0);
        assert_eq!(push_run(&mut builder, "a-\n b", "\n b"), Some("b"));
        assert_eq!(builder.finish().0, "");
        assert!(push_run(&mut ViewBuilder::new(0), "a b", "a b").is_none());
        assert!(push_run(&mut ViewBuilder::new(0), "", "").is_none());
    }

    proptest! {
        #[test]
        fn plain_stretch_is_as_long_as_possible(text in "[ -_a-z]{0,70}([`\\n\\t é]|  )?[ -_a-z\\n]{0,40}") {
            let length = plain_len(&text);
            let (plain, rest) = text.split_at(length);
            prop_assert!(plain.bytes().all(is_plain));
            prop_assert!(!plain.contains("  "));
            // What follows is special, or a space that may start a run.
            let bytes = rest.as_bytes();
            let special = match bytes {
                [] => true,
                [b' ', next, ..] => may_extend_run(*next),
                [byte, ..] => !is_plain(*byte),
            };
            prop_assert!(special);
        }
    }
}
