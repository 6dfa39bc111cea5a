//! Problems as they are found, by byte range; lines and columns come at the end.

use std::ops::Range;

use crate::gazetteer::problem::{Problem, Severity};

/// The problems of one text.
pub struct Report<'a> {
    text: &'a str,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
    found: Vec<Found>,
}

struct Found {
    severity: Severity,
    span: Range<usize>,
    message: String,
    help: Option<String>,
}

impl<'a> Report<'a> {
    /// No problems yet.
    pub fn new(text: &'a str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines, found: Vec::new() }
    }

    /// Notes what makes the list useless.
    pub fn error(&mut self, span: &Range<usize>, message: &str, help: Option<String>) {
        self.note(Severity::Error, span, message, help);
    }

    /// Notes a doubt.
    pub fn warning(&mut self, span: &Range<usize>, message: &str, help: Option<String>) {
        self.note(Severity::Warning, span, message, help);
    }

    fn note(&mut self, severity: Severity, span: &Range<usize>, message: &str, help: Option<String>) {
        self.found.push(Found { severity, span: span.clone(), message: message.to_owned(), help });
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// The place in the text of a part of a string value, both in bytes. Where the value is not written as it reads
    /// (it has escapes), the whole string.
    pub fn inside(&self, whole: &Range<usize>, value: &str, part: Range<usize>) -> Range<usize> {
        let raw = self.text.get(whole.clone()).unwrap_or_default();
        let opening = ["'''", "\"\"\"", "'", "\""].into_iter().find(|quotes| raw.starts_with(quotes));
        let content = opening.and_then(|quotes| raw.strip_prefix(quotes)?.strip_suffix(quotes));
        let Some((quotes, content)) = opening.zip(content) else { return whole.clone() };
        // TOML drops a line break that directly follows the opening quotes of a string of several lines.
        let broken = ["\r\n", "\n"]
            .into_iter()
            .find(|line_break| quotes.len() == 3 && content.starts_with(line_break));
        let skipped = broken.map_or(0, str::len);
        if content.get(skipped..) != Some(value) || value.get(part.clone()).is_none() {
            return whole.clone();
        }
        let start = whole.start + quotes.len() + skipped;
        start + part.start..start + part.end
    }

    /// The problems in the order of the text, with lines, columns and the lines themselves.
    pub fn finish(mut self, file: &str) -> Vec<Problem> {
        self.found.sort_by_key(|found| found.span.start);
        let found = std::mem::take(&mut self.found);
        // The last place whose column is known: from there on characters are counted, never from the line's start
        // again, since a list may be one line of many megabytes.
        let mut known = (0, 0);
        found.iter().map(|found| self.locate(found, file, &mut known)).collect()
    }

    fn locate(&self, found: &Found, file: &str, known: &mut (usize, usize)) -> Problem {
        let at = self.boundary(found.span.start);
        let line = self.line(at);
        let line_start = self.start_of(line);
        if known.0 < line_start {
            *known = (line_start, 0);
        }
        let between = self.text.get(known.0..at).unwrap_or_default();
        *known = (at, known.1 + between.chars().count());
        let column = u32::try_from(known.1 + 1).unwrap_or(u32::MAX);
        let line_end = self.lines.get(line as usize).map_or(self.text.len(), |next| next - 1);
        let line_end = self.text.get(at..line_end).map_or(at, |rest| at + rest.trim_end_matches('\r').len());
        let place_end = self.boundary(found.span.end).clamp(at, line_end);
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let problem =
            Problem::new(found.severity, file, line, column, &found.message).with_help(found.help.as_deref());
        problem.with_source(part(line_start..at), part(at..place_end), part(place_end..line_end))
    }

    /// Where a line begins that is counted from 1, in bytes.
    fn start_of(&self, line: u32) -> usize {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.lines.get(index).copied().unwrap_or_default()
    }

    /// The nearest character boundary at or before a byte.
    fn boundary(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Lines and columns are what a naive count gives, in whatever order problems are noted.
        #[test]
        fn places_are_those_of_a_naive_count(
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
                report.finish("f").iter().map(|one| (one.line as usize, one.column as usize)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_part_of_a_string_has_its_place() {
        for (text, value, expected) in [
            ("'a{b'", "a{b", 2..3),
            ("\"a{b\"", "a{b", 2..3),
            ("'''\r\na{b'''", "a{b", 6..7),
            ("\"\\u0061{b\"", "a{b", 0..10),
        ] {
            assert_eq!(Report::new(text).inside(&(0..text.len()), value, 1..2), expected, "{text}");
        }
    }
}
