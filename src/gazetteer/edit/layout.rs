//! Formatting of new text: line ends and indents like those of the old text, and TOML strings.

use std::fmt::Write;

/// Indent of a value on its own line, relative to its array.
pub const INDENT: &str = "  ";

/// The conventions that new text adopts from the old.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The line end: LF or CR LF.
    pub line_end: &'static str,
}

impl Layout {
    /// Detects the layout of a text. The line end is CR LF if most lines have that, otherwise LF.
    pub fn detect(text: &str) -> Self {
        let total = text.matches('\n').count();
        let crlf = text.matches("\r\n").count();
        Self { line_end: if crlf * 2 > total { "\r\n" } else { "\n" } }
    }
}

/// Quotes a text as a TOML basic string.
pub fn toml_string(text: &str) -> String {
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

/// Concatenates values, each with a prefix and a suffix.
pub fn wrap_each(prefix: &str, values: &[String], suffix: &str) -> String {
    let mut all = String::new();
    for value in values {
        all.extend([prefix, value, suffix]);
    }
    all
}

/// Returns the offset of the LF or CR LF that ends the line that contains byte `at`, or the length of the text.
pub fn line_end_offset(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return text.len() };
    match rest.split_once('\n') {
        // If `at` is the LF of a CR LF, this returns the offset of the LF, since it does not look at the CR before it.
        Some((line, _)) => at + line.strip_suffix('\r').unwrap_or(line).len(),
        None => text.len(),
    }
}

/// Returns the lines below the line that ends at `line_end`, each without its LF. The last is what follows the last LF,
/// which may be empty. If there is no line below, returns one empty line.
pub fn lines_below(text: &str, line_end: usize) -> impl Iterator<Item = &str> {
    let below = text.get(line_end..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, below)| below);
    below.split('\n')
}

/// Returns the leading spaces and tabs of the line that contains byte `at`.
pub fn indent(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
    let line = text.get(start..).unwrap_or_default();
    let after = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - after.len()).unwrap_or_default()
}

/// True if a line is blank in TOML.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '\r'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_end_of_most_lines_is_detected() {
        for (text, expected) in
            [("", "\n"), ("a", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\r\nb\n", "\n"), ("a\nb\n", "\n")]
        {
            assert_eq!(Layout::detect(text).line_end, expected, "{text:?}");
        }
    }

    #[test]
    fn line_ends_and_indents_are_found() {
        let text = "  ab\r\n\tc\n\nd";
        assert_eq!([0, 3, 6, 9, 10, 11].map(|at| line_end_offset(text, at)), [4, 4, 8, 9, 11, 11]);
        assert_eq!([0, 3, 7, 10].map(|at| indent(text, at)), ["  ", "  ", "\t", ""]);
        assert_eq!(lines_below(text, 4).collect::<Vec<_>>(), ["\tc", "", "d"]);
        assert_eq!(lines_below(text, 11).collect::<Vec<_>>(), [""]);
    }

    proptest! {
        #[test]
        fn toml_string_is_one_line_and_parses_back(text in any::<String>()) {
            let written = toml_string(&text);
            prop_assert!(!written.contains(['\n', '\r']));
            let document = toml_edit::Document::parse(format!("key = {written}")).unwrap();
            prop_assert_eq!(document.as_table().get("key").and_then(toml_edit::Item::as_str), Some(text.as_str()));
        }
    }
}
