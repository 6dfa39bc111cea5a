//! In what manner new text is written: the line ends and indents of the text around it, and strings.

use std::fmt::Write;

/// By what a value on a line of its own is indented more than its array.
pub const STEP: &str = "  ";

/// What new text takes from the whole of the old one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// How lines end.
    pub line_end: &'static str,
}

impl Style {
    /// The manner of a text: its lines end as most of them do, with LF if there are none.
    pub fn of(text: &str) -> Self {
        let all = text.matches('\n').count();
        let windows = text.matches("\r\n").count();
        Self { line_end: if windows * 2 > all { "\r\n" } else { "\n" } }
    }
}

/// A text as a basic string of TOML, in quotation marks.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Values one behind the other, each between two texts.
pub fn each(before: &str, values: &[String], behind: &str) -> String {
    let mut all = String::new();
    for value in values {
        all.extend([before, value, behind]);
    }
    all
}

/// Where the line of a byte ends: the byte of its LF or CR LF, or of the text's end.
pub fn line_stop(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return text.len() };
    match rest.split_once('\n') {
        // Of CR LF the CR may stand before the byte that was asked for only if that is the LF itself.
        Some((line, _)) => at + line.strip_suffix('\r').unwrap_or(line).len(),
        None => text.len(),
    }
}

/// What stands below the line that ends at a byte, line by line, each without its LF.
pub fn lines_below(text: &str, stop: usize) -> impl Iterator<Item = &str> {
    let below = text.get(stop..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, below)| below);
    below.split('\n')
}

/// The spaces and tabs with which the line of a byte begins.
pub fn indent(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
    let line = text.get(start..).unwrap_or_default();
    let after = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - after.len()).unwrap_or_default()
}

/// Whether TOML sees nothing in a line.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '\r'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_as_most_of_the_text_does() {
        for (text, expected) in
            [("", "\n"), ("a", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\r\nb\n", "\n"), ("a\nb\n", "\n")]
        {
            assert_eq!(Style::of(text).line_end, expected, "{text:?}");
        }
    }

    #[test]
    fn lines_have_stops_and_indents() {
        let text = "  ab\r\n\tc\n\nd";
        assert_eq!([0, 3, 6, 9, 10, 11].map(|at| line_stop(text, at)), [4, 4, 8, 9, 11, 11]);
        assert_eq!([0, 3, 7, 10].map(|at| indent(text, at)), ["  ", "  ", "\t", ""]);
        assert_eq!(lines_below(text, 4).collect::<Vec<_>>(), ["\tc", "", "d"]);
        assert_eq!(lines_below(text, 11).collect::<Vec<_>>(), [""]);
    }

    proptest! {
        /// What is written is read back by TOML, on one line.
        #[test]
        fn a_string_reads_as_it_was(text in any::<String>()) {
            let written = quoted(&text);
            prop_assert!(!written.contains(['\n', '\r']));
            let document = toml_edit::Document::parse(format!("key = {written}")).unwrap();
            prop_assert_eq!(document.as_table().get("key").and_then(toml_edit::Item::as_str), Some(text.as_str()));
        }
    }
}
