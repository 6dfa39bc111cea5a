//! Collects problems by byte range; lines and columns are computed at the end.

use std::ops::Range;

use crate::gazetteer::problem::{Problem, Severity};

/// The problems of one text.
pub struct Report<'a> {
    text: &'a str,
    /// Byte offset of each line start.
    line_starts: Vec<usize>,
    entries: Vec<Entry>,
}

struct Entry {
    severity: Severity,
    span: Range<usize>,
    message: String,
    help: Option<String>,
}

impl<'a> Report<'a> {
    /// Returns an empty report.
    pub fn new(text: &'a str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, line_starts, entries: Vec::new() }
    }

    /// Adds an error.
    pub fn error(&mut self, span: &Range<usize>, message: &str, help: Option<String>) {
        self.push(Severity::Error, span, message, help);
    }

    /// Adds a warning.
    pub fn warning(&mut self, span: &Range<usize>, message: &str, help: Option<String>) {
        self.push(Severity::Warning, span, message, help);
    }

    fn push(&mut self, severity: Severity, span: &Range<usize>, message: &str, help: Option<String>) {
        self.entries.push(Entry { severity, span: span.clone(), message: message.to_owned(), help });
    }

    /// Returns the line of a byte offset, from 1.
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.line_starts.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// Converts `part`, a byte range of the string `value`, to a byte range of the text. If the text does not contain
    /// the value literally, as when it has escapes, returns `whole`, the range of the string with its quotes.
    pub fn span_within(&self, whole: &Range<usize>, value: &str, part: Range<usize>) -> Range<usize> {
        let raw = self.text.get(whole.clone()).unwrap_or_default();
        let opening = ["'''", "\"\"\"", "'", "\""].into_iter().find(|quotes| raw.starts_with(quotes));
        let content = opening.and_then(|quotes| raw.strip_prefix(quotes)?.strip_suffix(quotes));
        let Some((quotes, content)) = opening.zip(content) else { return whole.clone() };
        // TOML drops a line break right after the opening quotes of a multi-line string.
        let leading_break = ["\r\n", "\n"]
            .into_iter()
            .find(|line_break| quotes.len() == 3 && content.starts_with(line_break));
        let skipped = leading_break.map_or(0, str::len);
        if content.get(skipped..) != Some(value) || value.get(part.clone()).is_none() {
            return whole.clone();
        }
        let start = whole.start + quotes.len() + skipped;
        start + part.start..start + part.end
    }

    /// Returns the problems in text order, with lines, columns and source lines.
    pub fn finish(mut self, file: &str) -> Vec<Problem> {
        self.entries.sort_by_key(|entry| entry.span.start);
        let entries = std::mem::take(&mut self.entries);
        // The last located byte offset and its column, from 0. Counting continues from there, not from the line start,
        // since a list may be one line of many megabytes.
        let mut last = (0, 0);
        entries.iter().map(|entry| self.locate(entry, file, &mut last)).collect()
    }

    fn locate(&self, entry: &Entry, file: &str, last: &mut (usize, usize)) -> Problem {
        let at = self.floor_boundary(entry.span.start);
        let line = self.line(at);
        let line_start = self.line_start(line);
        if last.0 < line_start {
            *last = (line_start, 0);
        }
        let between = self.text.get(last.0..at).unwrap_or_default();
        *last = (at, last.1 + between.chars().count());
        let column = u32::try_from(last.1 + 1).unwrap_or(u32::MAX);
        let line_end = self.line_starts.get(line as usize).map_or(self.text.len(), |next| next - 1);
        let line_end = self.text.get(at..line_end).map_or(at, |rest| at + rest.trim_end_matches('\r').len());
        let span_end = self.floor_boundary(entry.span.end).clamp(at, line_end);
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let problem =
            Problem::new(entry.severity, file, line, column, &entry.message).with_help(entry.help.as_deref());
        problem.with_source(part(line_start..at), part(at..span_end), part(span_end..line_end))
    }

    /// Returns the byte offset at which a line starts. Lines are counted from 1.
    fn line_start(&self, line: u32) -> usize {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.line_starts.get(index).copied().unwrap_or_default()
    }

    /// Returns the last character boundary at or before a byte offset.
    fn floor_boundary(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn locations_equal_a_naive_count_in_any_order(
            text in "[a\u{e9}\u{5317}\r\n]{0,40}",
            spans in prop::collection::vec((0_usize..130, 0_usize..20), 0..12),
        ) {
            let mut report = Report::new(&text);
            for (start, length) in &spans {
                report.error(&(*start..start + length), "wrong", None);
            }
            let mut expected: Vec<(usize, usize)> = spans
                .iter()
                .map(|(start, _)| {
                    let before = &text[..text.floor_char_boundary(*start)];
                    let line = before.matches('\n').count() + 1;
                    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
                })
                .collect();
            expected.sort_unstable();
            let found: Vec<(usize, usize)> =
                report.finish("f").iter().map(|problem| (problem.line as usize, problem.column as usize)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn part_of_a_string_has_a_span() {
        for (text, value, expected) in [
            ("'a{b'", "a{b", 2..3),
            ("\"a{b\"", "a{b", 2..3),
            ("'''\r\na{b'''", "a{b", 6..7),
            ("\"\\u0061{b\"", "a{b", 0..10),
        ] {
            assert_eq!(Report::new(text).span_within(&(0..text.len()), value, 1..2), expected, "{text}");
        }
    }
}
