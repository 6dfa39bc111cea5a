//! What the views of a text have in common: stretches that stay as they are, runs of white space, and characters
//! that nobody sees.

use super::divided::divided;
use super::folding_tables::is_invisible;
use super::map::Builder;

/// How many bytes are looked at together.
const STRIDE: usize = 32;

/// The start of `text` that is plain, in bytes: ASCII without controls (line breaks and tabs among them) or backticks,
/// and with no two spaces in a row.
pub(super) fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    // The byte after each one is looked at too. No early exit inside a stride, so that the compiler can look at all of
    // it at once.
    while let (Some(here), Some(next)) =
        (bytes.get(length..length + STRIDE), bytes.get(length + 1..length + 1 + STRIDE))
    {
        let special = here.iter().zip(next).fold(false, |found, (&byte, &after)| {
            found | !is_plain(byte) | (byte == b' ' && may_be_unseen(after))
        });
        if special {
            break;
        }
        length += STRIDE;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let following = rest.iter().skip(1).copied().chain(std::iter::once(0));
    let plain = |&(&byte, after): &(&u8, u8)| is_plain(byte) && !(byte == b' ' && may_be_unseen(after));
    length + rest.iter().zip(following).take_while(plain).count()
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'_' | b'a'..=b'~')
}

/// Whether a byte is ASCII white space or begins a character that could be white or invisible.
fn may_be_unseen(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0x80..)
}

/// Takes a run of invisible characters or of white space off the front of `rest`, the end of `text`, and gives what is
/// left. None where `rest` starts with neither.
///
/// A run of white space (Unicode `White_Space`) with at most one LF becomes one space, or nothing where it divides a word. With more it holds a blank
/// line, and each of its characters becomes LF, which no form and no pattern of a form can contain. Invisible characters
/// inside a run belong to it; before or after it they are removed on their own.
pub(super) fn push_run<'a>(builder: &mut Builder, text: &str, rest: &'a str) -> Option<&'a str> {
    let first = rest.chars().next()?;
    if is_invisible(first) {
        let after = rest.trim_start_matches(is_invisible);
        builder.push_unit(taken(rest, after), "");
        return Some(after);
    }
    if !first.is_whitespace() {
        return None;
    }
    let mut after = rest;
    let mut line_breaks = 0;
    loop {
        let white = after.trim_start_matches(is_invisible);
        match white.chars().next().filter(|c| c.is_whitespace()) {
            Some(c) => {
                line_breaks += usize::from(c == '\n');
                after = white.get(c.len_utf8()..).unwrap_or_default();
            }
            None => break,
        }
    }
    let run = taken(rest, after);
    let by = if line_breaks == 1 { divided(taken(text, rest), run, after) } else { None };
    if let Some(by) = by {
        builder.push_divided(run, by);
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

/// The part of `text` before `after`, which is its tail.
pub(super) fn taken<'a>(text: &'a str, after: &str) -> &'a str {
    text.get(..text.len() - after.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str) -> (String, usize) {
        let mut builder = Builder::new(8);
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
        let mut builder = Builder::new(0);
        assert_eq!(push_run(&mut builder, "a-\n b", "\n b"), Some("b"));
        assert_eq!(builder.finish().0, "");
        assert!(push_run(&mut Builder::new(0), "a b", "a b").is_none());
        assert!(push_run(&mut Builder::new(0), "", "").is_none());
    }

    proptest! {
        #[test]
        fn a_plain_stretch_is_plain_and_as_long_as_can_be(text in "[ -_a-z]{0,70}([`\\n\\t é]|  )?[ -_a-z\\n]{0,40}") {
            let length = plain_length(&text);
            let (plain, rest) = text.split_at(length);
            prop_assert!(plain.bytes().all(is_plain));
            prop_assert!(!plain.contains("  "));
            // What follows is special, or a space before something that could join it in a run.
            let bytes = rest.as_bytes();
            let special = match bytes {
                [] => true,
                [b' ', next, ..] => may_be_unseen(*next),
                [byte, ..] => !is_plain(*byte),
            };
            prop_assert!(special);
        }
    }
}
