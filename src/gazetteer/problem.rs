//! Problems in a list, with their locations, printed for a terminal or serialised as JSON.

use std::fmt;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::text::sanitize::is_unsafe;

/// Maximum length of a quoted source line, in code points.
const MAX_SOURCE_LEN: usize = 120;

/// Maximum number of code points kept before the span in a clipped line whose rest is long.
const CONTEXT_BEFORE: usize = 40;

/// The prefix of the source line and of the carets.
const GUTTER: &str = "   | ";

/// The severity of a problem.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The list cannot be used.
    Error,
    /// The list is used, but something in it may not do what was meant.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// An error or a warning.
///
/// `Display` writes the location, severity and message in one line. If there is a source line, a second line shows it
/// and a third has the carets and the help; without a source line, the help has a line of its own. There is no trailing
/// line break. In each text, tabs and line breaks are replaced by spaces, and other control characters by U+FFFD.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// The file name passed by the caller.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in code points.
    pub column: u32,
    /// The message, in one line.
    pub message: String,
    /// How to fix it, in one line.
    pub help: Option<String>,
    /// The source line, safe for a terminal and clipped to 120 code points around the span.
    #[serde(skip)]
    pub source_line: Option<String>,
    /// Start of the span in `source_line`, in code points from 0.
    #[serde(skip)]
    pub caret_at: u32,
    /// Length of the span in `source_line`, in code points, at least 1.
    #[serde(skip)]
    pub caret_len: u32,
}

impl Problem {
    /// Returns a problem without a source line or help.
    pub fn new(severity: Severity, file: &str, line: u32, column: u32, message: &str) -> Self {
        Self {
            severity,
            file: file.to_owned(),
            line,
            column,
            message: safe(message),
            help: None,
            source_line: None,
            caret_at: 0,
            caret_len: 1,
        }
    }

    /// Sets the help.
    #[must_use]
    pub fn with_help(mut self, help: Option<&str>) -> Self {
        self.help = help.map(safe);
        self
    }

    /// Sets the source line, given as the text before the span, the span, and the text after it.
    ///
    /// Reads at most 121 code points of each, however long they are.
    #[must_use]
    pub fn with_source(mut self, before: &str, span: &str, after: &str) -> Self {
        let span_len = span.chars().take(MAX_SOURCE_LEN).count();
        let before_len = before.chars().rev().take(MAX_SOURCE_LEN + 1).count();
        let after_len = after.chars().take(MAX_SOURCE_LEN + 1).count();
        let rest = span_len + after_len;
        let left = if before_len + rest <= MAX_SOURCE_LEN {
            before_len
        } else {
            before_len.min(CONTEXT_BEFORE.max(MAX_SOURCE_LEN.saturating_sub(rest)))
        };
        let start = before.char_indices().rev().take(left).last().map_or(before.len(), |(at, _)| at);
        let shown = before.get(start..).unwrap_or_default().chars().chain(span.chars()).chain(after.chars());
        let mut line: Vec<char> = shown.take(MAX_SOURCE_LEN + 1).map(safe_character).collect();
        if start > 0
            && let Some(first) = line.first_mut()
        {
            *first = '…';
        }
        if line.len() > MAX_SOURCE_LEN {
            line.truncate(MAX_SOURCE_LEN - 1);
            line.push('…');
        }
        self.caret_at = to_u32(left);
        self.caret_len = to_u32(span_len.min(line.len().saturating_sub(left)).max(1));
        self.source_line = Some(line.into_iter().collect());
        self
    }

    /// Returns the location and message in one line, followed by the help, if any, in parentheses. As safe as
    /// `Display`.
    pub fn in_one_line(&self) -> String {
        let Self { line, column, .. } = self;
        let help = self.help.as_deref().map(|help| format!(" ({})", safe(help))).unwrap_or_default();
        format!("{}:{line}:{column}: {}{help}", safe(&self.file), safe(&self.message))
    }

    /// True if the list cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, line, column, .. } = self;
        write!(out, "{}:{line}:{column}: {severity}: {}", safe(&self.file), safe(&self.message))?;
        let help = self.help.as_deref().map(safe);
        if let Some(source) = &self.source_line {
            let (at, len) = (self.caret_at as usize, self.caret_len as usize);
            let source = safe(source);
            let before: String = source.chars().take(at).collect();
            let span: String = source.chars().skip(at).take(len).collect();
            let (indent, carets) = (" ".repeat(before.width()), "^".repeat(span.width().max(1)));
            write!(out, "\n{GUTTER}{source}\n{GUTTER}{indent}{carets}")?;
            return help.map_or(Ok(()), |help| write!(out, " {help}"));
        }
        help.map_or(Ok(()), |help| write!(out, "\n{GUTTER}{help}"))
    }
}

/// Returns the text as one line without control characters.
fn safe(text: &str) -> String {
    text.chars().map(safe_character).collect()
}

/// Replaces tabs and line breaks by spaces, and other control characters and bidi overrides by U+FFFD.
fn safe_character(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        _ if is_control(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// True for a character that controls a terminal or can make a line display other words than it contains: C0, C1, DEL,
/// and every character that is unsafe in an article ([`is_unsafe`]).
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() || is_unsafe(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problem() -> Problem {
        Problem::new(Severity::Error, "entities.toml", 12, 1, "unknown key `alais`")
    }

    #[test]
    fn display_has_location_source_line_and_help() {
        let shown =
            problem().with_source("", "alais", " = [\"Kiev\"]").with_help(Some("did you mean `aliases`?"));
        let expected = "entities.toml:12:1: error: unknown key `alais`\n   | alais = [\"Kiev\"]\n   | ^^^^^ did you mean \
                        `aliases`?";
        assert_eq!(shown.to_string(), expected);
    }

    #[test]
    fn help_has_its_own_line_without_a_source_line() {
        assert_eq!(problem().to_string(), "entities.toml:12:1: error: unknown key `alais`");
        let helped = problem().with_help(Some("add one"));
        assert_eq!(helped.to_string(), "entities.toml:12:1: error: unknown key `alais`\n   | add one");
        assert_eq!(helped.in_one_line(), "entities.toml:12:1: unknown key `alais` (add one)");
    }

    #[test]
    fn carets_are_aligned_under_wide_characters() {
        let shown = problem().with_source("\t北京 = ", "北", "");
        assert!(shown.to_string().ends_with("\n   |  北京 = 北\n   |         ^^"), "{shown}");
    }

    #[test]
    fn long_lines_are_clipped_around_the_span() {
        let long = "x".repeat(1_000_000);
        for (before, span, after) in [
            (&long[..], "HERE", &long[..]),
            ("", &long[..], ""),
            ("ab", "HERE", &long[..]),
            (&long[..], "HERE", ""),
        ] {
            let shown = problem().with_source(before, span, after);
            let line: Vec<char> = shown.source_line.unwrap().chars().collect();
            assert_eq!(line.len(), MAX_SOURCE_LEN);
            let (at, len) = (shown.caret_at as usize, shown.caret_len as usize);
            let under: String = line[at..at + len].iter().collect();
            assert!(under == span || span.starts_with(under.trim_end_matches('…')), "{under}");
        }
    }

    #[test]
    fn json_has_the_public_fields() {
        let json = serde_json::to_value(problem().with_source("", "a", "").with_help(Some("h"))).unwrap();
        let expected = serde_json::json!({
            "severity": "error", "file": "entities.toml", "line": 12, "column": 1,
            "message": "unknown key `alais`", "help": "h",
        });
        assert_eq!(json, expected);
    }

    proptest! {
        #[test]
        fn no_control_character_is_displayed(texts in any::<[String; 5]>(), column in any::<u32>()) {
            let [file, message, before, span, after] = texts;
            let mut hostile = Problem::new(Severity::Warning, &format!("\u{1b}{file}"), 1, column, &message)
                .with_help(Some(&before))
                .with_source(&before, &format!("{span}\u{202e}\u{9b}"), &after);
            let shown = hostile.to_string();
            prop_assert!(!shown.chars().any(|c| is_control(c) && c != '\n'));
            prop_assert_eq!(shown.lines().count(), 3);
            prop_assert!(!hostile.in_one_line().chars().any(is_control));
            hostile.caret_at = u32::MAX;
            hostile.caret_len = u32::MAX;
            prop_assert_eq!(hostile.to_string().lines().count(), 3);
        }
    }
}
