//! What is wrong with a list, and where, in a shape that people read on a terminal and programs read as JSON.

use std::fmt;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::text::sanitize::is_unsafe;

/// How much of a line is shown, in code points.
const SHOWN: usize = 120;

/// How much of a clipped line is shown before the place itself, in code points, where what follows is long.
const SHOWN_BEFORE: usize = 40;

/// What stands before the quoted line and before the carets.
const GUTTER: &str = "   | ";

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The list is not used.
    Error,
    /// The list is used; something in it may not do what was meant.
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

/// One mistake or doubt.
///
/// `Display` gives a block of one line (place and message) or three (the line of the file, and carets with the help),
/// without a line break at its end and without control characters; what stood in their place is U+FFFD.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the file, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in code points.
    pub column: u32,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it, in one line.
    pub help: Option<String>,
    /// The line of the file, safe for a terminal and clipped to 120 code points around the place.
    #[serde(skip)]
    pub source_line: Option<String>,
    /// Where in `source_line` the place begins, in code points from 0.
    #[serde(skip)]
    pub caret_at: u32,
    /// How long it is in `source_line`, in code points; at least 1.
    #[serde(skip)]
    pub caret_len: u32,
}

impl Problem {
    /// A problem at a place of the file, without the line itself.
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

    /// The same with help.
    #[must_use]
    pub fn with_help(mut self, help: Option<&str>) -> Self {
        self.help = help.map(safe);
        self
    }

    /// The same with the line it is about: what of that line stands before the place, the place, and what follows.
    ///
    /// Looks at 120 code points of each at most, however long they are.
    #[must_use]
    pub fn with_source(mut self, before: &str, place: &str, after: &str) -> Self {
        let place_len = place.chars().take(SHOWN).count();
        let before_len = before.chars().rev().take(SHOWN + 1).count();
        let after_len = after.chars().take(SHOWN + 1).count();
        let rest = place_len + after_len;
        let left = if before_len + rest <= SHOWN {
            before_len
        } else {
            before_len.min(SHOWN_BEFORE.max(SHOWN.saturating_sub(rest)))
        };
        let start = before.char_indices().rev().take(left).last().map_or(before.len(), |(at, _)| at);
        let shown = before.get(start..).unwrap_or_default().chars().chain(place.chars()).chain(after.chars());
        let mut line: Vec<char> = shown.take(SHOWN + 1).map(safe_character).collect();
        if start > 0
            && let Some(first) = line.first_mut()
        {
            *first = '…';
        }
        if line.len() > SHOWN {
            line.truncate(SHOWN - 1);
            line.push('…');
        }
        self.caret_at = count(left);
        self.caret_len = count(place_len.min(line.len().saturating_sub(left)).max(1));
        self.source_line = Some(line.into_iter().collect());
        self
    }

    /// Place and message in one line, without severity and source; the help in brackets behind it. Safe as `Display` is.
    pub fn in_one_line(&self) -> String {
        let Self { line, column, .. } = self;
        let help = self.help.as_deref().map(|help| format!(" ({})", safe(help))).unwrap_or_default();
        format!("{}:{line}:{column}: {}{help}", safe(&self.file), safe(&self.message))
    }

    /// Whether the list cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn count(number: usize) -> u32 {
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
            let place: String = source.chars().skip(at).take(len).collect();
            let (indent, carets) = (" ".repeat(before.width()), "^".repeat(place.width().max(1)));
            write!(out, "\n{GUTTER}{source}\n{GUTTER}{indent}{carets}")?;
            return help.map_or(Ok(()), |help| write!(out, " {help}"));
        }
        help.map_or(Ok(()), |help| write!(out, "\n{GUTTER}{help}"))
    }
}

/// One line without anything that a terminal obeys.
fn safe(text: &str) -> String {
    text.chars().map(safe_character).collect()
}

/// Tab and line ends are spaces; other controls and the bidirectional overrides are U+FFFD.
fn safe_character(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        _ if is_control(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Whether a character commands a terminal, or can make a line show other words than it holds: the controls of C0 and C1 with DEL, and
/// what no article may hold either.
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
    fn a_block_has_the_place_the_line_and_the_help() {
        let shown =
            problem().with_source("", "alais", " = [\"Kiev\"]").with_help(Some("did you mean `aliases`?"));
        let expected = "entities.toml:12:1: error: unknown key `alais`\n   | alais = [\"Kiev\"]\n   | ^^^^^ did you mean \
                        `aliases`?";
        assert_eq!(shown.to_string(), expected);
    }

    #[test]
    fn without_a_line_the_help_has_one_of_its_own() {
        assert_eq!(problem().to_string(), "entities.toml:12:1: error: unknown key `alais`");
        let helped = problem().with_help(Some("add one"));
        assert_eq!(helped.to_string(), "entities.toml:12:1: error: unknown key `alais`\n   | add one");
        assert_eq!(helped.in_one_line(), "entities.toml:12:1: unknown key `alais` (add one)");
    }

    #[test]
    fn carets_stand_under_wide_characters() {
        let shown = problem().with_source("\t北京 = ", "北", "");
        assert!(shown.to_string().ends_with("\n   |  北京 = 北\n   |         ^^"), "{shown}");
    }

    #[test]
    fn long_lines_are_clipped_around_the_place() {
        let long = "x".repeat(1_000_000);
        for (before, place, after) in [
            (&long[..], "HERE", &long[..]),
            ("", &long[..], ""),
            ("ab", "HERE", &long[..]),
            (&long[..], "HERE", ""),
        ] {
            let shown = problem().with_source(before, place, after);
            let line: Vec<char> = shown.source_line.unwrap().chars().collect();
            assert_eq!(line.len(), SHOWN);
            let (at, len) = (shown.caret_at as usize, shown.caret_len as usize);
            let under: String = line[at..at + len].iter().collect();
            assert!(under == place || place.starts_with(under.trim_end_matches('…')), "{under}");
        }
    }

    #[test]
    fn programs_get_the_fields() {
        let json = serde_json::to_value(problem().with_source("", "a", "").with_help(Some("h"))).unwrap();
        let expected = serde_json::json!({
            "severity": "error", "file": "entities.toml", "line": 12, "column": 1,
            "message": "unknown key `alais`", "help": "h",
        });
        assert_eq!(json, expected);
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_shown(texts in any::<[String; 5]>(), column in any::<u32>()) {
            let [file, message, before, place, after] = texts;
            let mut hostile = Problem::new(Severity::Warning, &format!("\u{1b}{file}"), 1, column, &message)
                .with_help(Some(&before))
                .with_source(&before, &format!("{place}\u{202e}\u{9b}"), &after);
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
