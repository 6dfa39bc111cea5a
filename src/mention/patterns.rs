//! Matches regular expressions, block by block, in a view with unified spaces, hyphens, apostrophes and quotation
//! marks.

use std::ops::Range;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::gazetteer::{EntryId, Gazetteer, MAX_PATTERN_SIZE, ignores_case};
use crate::mention::divided::{Chain, Reading, hyphen_breaks, readings};
use crate::mention::haystack::Haystack;
use crate::mention::model::Rule;
use crate::mention::resolve::{Candidate, MAX_CANDIDATES_PER_END};
use crate::text::expression::unify_expression;
use crate::text::fold::{fold_form, is_invisible};
use crate::text::scripts::{is_mark, is_unspaced};
use crate::text::words::is_word_char;

pub use crate::mention::haystack::MAX_MATCH_LEN;

/// Maximum number of bytes of the view that a match covers on either side of the first line-end hyphen that it reads as
/// absent.
const MAX_DIVIDED_REACH: usize = 256;

/// Separates the values of a template with several groups.
const VALUE_SEPARATOR: &str = "\u{1f}";

/// A compiled pattern.
#[derive(Debug)]
struct CompiledPattern {
    entry: EntryId,
    form: u32,
    groups: Vec<String>,
    regex: Regex,
}

/// All patterns of a list.
#[derive(Debug)]
pub struct Patterns {
    compiled: Vec<CompiledPattern>,
}

/// The part of a block in which matches may start, and how far they may reach. Without a limit, a pattern that
/// looks far ahead for its last letter would read the rest of a long block again from each word.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// Start of the next window, in bytes of the view.
    next: usize,
    /// End of the visible text, in bytes of the view.
    visible: usize,
}

impl Window {
    fn at(view: &str, begin: usize) -> Self {
        let visible = view.floor_char_boundary(begin + 2 * MAX_MATCH_LEN);
        let next =
            if visible == view.len() { visible } else { view.floor_char_boundary(begin + MAX_MATCH_LEN) };
        Self { next, visible }
    }
}

impl Patterns {
    /// Compiles every pattern of the list.
    ///
    /// # Errors
    /// The line of a pattern that `regex` rejects, and its message. A validated list has no such pattern.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, String> {
        let mut compiled = Vec::new();
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            for (pattern, number) in entry.patterns.iter().zip(entry.forms.len()..) {
                let build = |expression: &str| {
                    RegexBuilder::new(expression)
                        .case_insensitive(ignores_case(&pattern.text, pattern.case))
                        .size_limit(MAX_PATTERN_SIZE)
                        .dfa_size_limit(MAX_PATTERN_SIZE)
                        .build()
                };
                // Validation compiles the pattern as written; the unified one may exceed the size limit by a
                // few bytes.
                let regex = build(&unify_expression(&pattern.text))
                    .or_else(|_| build(&pattern.text))
                    .map_err(|error| format!("line {}: {error}", pattern.line))?;
                let form = u32::try_from(number).unwrap_or(u32::MAX);
                compiled.push(CompiledPattern { entry: id, form, groups: pattern.groups.clone(), regex });
            }
        }
        Ok(Self { compiled })
    }

    /// Adds every match inside one block, given by its byte range in the article's text, to `candidates`.
    ///
    /// Matches are leftmost-first, as in `regex`, and those of one pattern do not overlap; a match without word
    /// boundaries is retried one character later. In a block of more than twice [`MAX_MATCH_LEN`] bytes, a match of
    /// about [`MAX_MATCH_LEN`] bytes or more may be missed. Of the matches that end at one offset, at least the
    /// [`MAX_CANDIDATES_PER_END`] longest are kept. Stops once there are more than `max_candidates`, and returns the
    /// byte offset in the article's text at which it stopped. None if it searched the whole block.
    pub fn find(
        &self,
        text: &str,
        block: Range<usize>,
        max_candidates: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<usize> {
        if self.compiled.is_empty() {
            return None;
        }
        self.find_in(&Haystack::block(text, block), max_candidates, candidates)
    }

    /// Like [`Self::find`], for matches that cross from one block of a chain into the next. `^` and `$` match
    /// at the ends of the chain.
    pub fn find_across(
        &self,
        text: &str,
        chain: &Chain,
        max_candidates: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<usize> {
        if self.compiled.is_empty() {
            return None;
        }
        self.find_in(&Haystack::chain(text, chain), max_candidates, candidates)
    }

    fn find_in(
        &self,
        haystack: &Haystack<'_>,
        max_candidates: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<usize> {
        let view = haystack.view.as_str();
        let mut starts = vec![haystack.first_start(); self.compiled.len()];
        let mut begin = 0;
        while begin < view.len() {
            if candidates.len() > max_candidates {
                return Some(haystack.source(begin));
            }
            let window = Window::at(view, begin);
            if haystack.may_match(begin..window.visible) {
                let before = candidates.len();
                for (pattern, from) in self.compiled.iter().zip(&mut starts) {
                    *from = pattern.find(haystack, window, begin.max(*from), |span, value| {
                        candidates.push(pattern.candidate(span, value));
                    });
                }
                keep_longest(candidates, before);
            }
            begin = window.next;
        }
        let hyphens = hyphen_breaks(haystack.view.word_splits());
        for reading in readings(view, &hyphens, MAX_DIVIDED_REACH) {
            if candidates.len() > max_candidates {
                return Some(haystack.source(reading.range().start));
            }
            if haystack.may_match(reading.range()) {
                let before = candidates.len();
                for pattern in &self.compiled {
                    pattern.find_divided(haystack, &reading, |span, value| {
                        candidates.push(pattern.candidate(span, value));
                    });
                }
                keep_longest(candidates, before);
            }
        }
        None
    }
}

impl CompiledPattern {
    /// Calls `add` for each match that starts in the window at or after `from`, with its span in the
    /// article's text. Returns where to continue.
    fn find(
        &self,
        haystack: &Haystack<'_>,
        window: Window,
        mut from: usize,
        mut add: impl FnMut(Range<usize>, Option<Arc<str>>),
    ) -> usize {
        let view = haystack.view.as_str();
        let Some(text) = view.get(..window.visible) else { return window.next };
        let is_all = window.visible == view.len();
        let is_truncated = !is_all || haystack.is_truncated.1;
        while from < window.next {
            let Some(captures) = self.regex.captures_at(text, from) else { return window.next };
            let Some(whole) = captures.get(0).filter(|whole| is_all || whole.start() < window.next) else {
                return window.next;
            };
            from = next_start(text, whole.start());
            if whole.is_empty() || (whole.end() == window.visible && is_truncated) {
                continue;
            }
            if let Some(span) = haystack.span(whole.range()) {
                from = whole.end();
                add(span, value(&self.groups, &captures));
            }
        }
        from
    }

    /// Calls `add` for each match in a reading of a divided word, with its span in the article's text.
    fn find_divided(
        &self,
        haystack: &Haystack<'_>,
        reading: &Reading<'_>,
        mut add: impl FnMut(Range<usize>, Option<Arc<str>>),
    ) {
        let text = reading.text.as_str();
        let is_truncated = (
            reading.is_truncated.0 || haystack.is_truncated.0,
            reading.is_truncated.1 || haystack.is_truncated.1,
        );
        let mut from = if is_truncated.0 { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        while let Some(captures) = self.regex.captures_at(text, from) {
            let Some(whole) = captures.get(0).filter(|whole| whole.start() < reading.first_break()) else {
                return;
            };
            from = next_start(text, whole.start());
            if whole.is_empty() || (whole.end() == text.len() && is_truncated.1) {
                continue;
            }
            if let Some(span) = reading.view_range(whole.range()).and_then(|view| haystack.span(view)) {
                from = whole.end();
                add(span, value(&self.groups, &captures));
            }
        }
    }

    fn candidate(&self, span: Range<usize>, value: Option<Arc<str>>) -> Candidate {
        Candidate {
            span,
            entry: self.entry,
            value,
            form: self.form,
            rule: Rule::Pattern,
            weak: false,
            uncertainty: None,
        }
    }
}

/// Of the candidates from index `before` on that end at one offset, keeps the [`MAX_CANDIDATES_PER_END`] longest; of
/// equally long ones, those earlier in the list.
fn keep_longest(candidates: &mut Vec<Candidate>, before: usize) {
    if candidates.len().saturating_sub(before) <= MAX_CANDIDATES_PER_END {
        return;
    }
    let mut rest = candidates.split_off(before);
    rest.sort_by_key(|candidate| (candidate.span.end, candidate.span.start, candidate.entry, candidate.form));
    let same_end = |left: &Candidate, right: &Candidate| left.span.end == right.span.end;
    for group in rest.chunk_by(same_end) {
        candidates.extend(group.iter().take(MAX_CANDIDATES_PER_END).cloned());
    }
}

/// Returns the next offset after `start` at which a match can have a boundary before it; the end of the text if there
/// is none, and an offset beyond it if `start` is already there.
///
/// A match that starts inside a word fails and would be retried at each of the word's characters. Skipping these
/// retries keeps a single endless word from taking quadratic time.
fn next_start(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut letters = rest.char_indices();
    let Some((_, first)) = letters.next() else { return text.len() + 1 };
    let mut before = first;
    for (at, letter) in letters {
        if may_begin_after(before, letter) {
            return start + at;
        }
        before = letter;
    }
    start + rest.len()
}

/// True if a mention may start with `letter` after `before`: where the boundary rule allows it, and at or after marks
/// and invisible characters, for which two characters do not suffice to apply that rule.
fn may_begin_after(before: char, letter: char) -> bool {
    let in_word = is_word_char(before) && !is_mark(before);
    !in_word || is_unspaced(before) || is_unspaced(letter) || is_mark(letter) || is_invisible(letter)
}

fn value(groups: &[String], captures: &regex::Captures<'_>) -> Option<Arc<str>> {
    if groups.is_empty() {
        return None;
    }
    let values = groups
        .iter()
        .map(|group| captures.name(group).map(|capture| fold_form(capture.as_str())).unwrap_or_default());
    Some(Arc::from(values.collect::<Vec<_>>().join(VALUE_SEPARATOR)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::boundary::has_word_boundaries;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let compiled = CompiledPattern { entry: EntryId(0), form: 0, groups: Vec::new(), regex };
        let mut candidates = Vec::new();
        Patterns { compiled: vec![compiled] }.find(text, 0..text.len(), usize::MAX, &mut candidates);
        candidates.into_iter().map(|candidate| text[candidate.span].to_owned()).collect()
    }

    /// Applies the rule literally: after a failed boundary check, retries one character later.
    fn found_naively(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let (mut from, mut all) = (0, Vec::new());
        while let Some(hit) = regex.find_at(text, from) {
            let after_first = text[hit.start()..].chars().next().map_or(1, char::len_utf8);
            if !hit.is_empty() && has_word_boundaries(text, hit.range()) {
                all.push(hit.as_str().to_owned());
                from = hit.end();
            } else {
                from = hit.start() + after_first;
            }
        }
        all
    }

    proptest::proptest! {
        #[test]
        fn skipping_hopeless_retries_loses_no_match(
            text in "[ab北é\u{301} .-]{0,16}",
            pattern in proptest::sample::select(vec!["a+", "ab?", "b|ab", "[ab]+", "a b", "北?a", ".b", "a-?b*"]),
        ) {
            // Patterns see a run of spaces as one; the naive search does not.
            proptest::prop_assume!(!text.contains("  "));
            proptest::prop_assert_eq!(found(pattern, &text), found_naively(pattern, &text));
        }
    }

    #[test]
    fn an_endless_word_is_tried_once() {
        let text = format!("x{}", "a".repeat(200_000));
        assert!(found("a+", &text).is_empty());
    }

    /// From each word, the pattern looks for a letter that comes only at the end, where the match fails the boundary
    /// check.
    #[test]
    fn a_pattern_that_looks_far_ahead_takes_bounded_time() {
        let text = format!("{}qa", "x ".repeat(50_000));
        assert!(found("x.*q", &text).is_empty());
    }

    #[test]
    fn matches_are_found_anywhere_in_a_long_block() {
        for before in 0..3 * MAX_MATCH_LEN {
            let text = format!("{}28-point plan{}", "é ".repeat(before), " é".repeat(MAX_MATCH_LEN));
            assert_eq!(found(r"\d+-point plan", &text), ["28-point plan"], "after {before}");
        }
    }

    /// Returns the matches of a pattern across line ends, where each line is a block.
    fn found_across(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let compiled = CompiledPattern { entry: EntryId(0), form: 0, groups: Vec::new(), regex };
        let ends: Vec<usize> = text.match_indices("-\n").map(|(at, _)| at + 1).collect();
        let mut candidates = Vec::new();
        let chain = Chain { range: 0..text.len(), ends };
        Patterns { compiled: vec![compiled] }.find_across(text, &chain, usize::MAX, &mut candidates);
        candidates.into_iter().map(|candidate| text[candidate.span].to_owned()).collect()
    }

    #[test]
    fn a_match_may_cross_divided_line_ends() {
        assert_eq!(found_across(r"\d+-point", "1-point, a 28-\npoint, 3-point"), ["28-\npoint"]);
        assert_eq!(found_across("a-b-c|ab-c|abc", "a-\nb-\nc"), ["a-\nb-\nc"; 3]);
        assert_eq!(found_across("b-c-de", "a-\nb-\nc-\nd-\ne-\nf"), ["b-\nc-\nd-\ne"]);
        assert_eq!(found_across("b-cd-e|bc-d-e", "a-\nb-\nc-\nd-\ne-\nf"), ["b-\nc-\nd-\ne"; 2]);
        assert_eq!(found_across("plan", "a plan-\nplan pl-\nan"), ["pl-\nan"]);
        assert_eq!(found_across(r"\w+", "a b-\nc d"), ["b-\nc"]);
        assert_eq!(found_across("^c|b$|^a b-|b-c d$", "a b-\nc d"), ["b-\nc d"]);
        assert_eq!(found_across("^.b|b.$", "x ab-\nbc x"), Vec::<String>::new());
    }

    #[test]
    fn matches_across_line_ends_are_found_anywhere_in_long_lines() {
        for before in (0..3 * MAX_MATCH_LEN).step_by(7) {
            let line = format!("{}a 28-\npoint pl-\nan{}", "é ".repeat(before), " é".repeat(before));
            assert_eq!(found_across(r"\d+-point plan", &line), ["28-\npoint pl-\nan"], "after {before}");
            assert_eq!(found_across("^(é )*a 28", &line), Vec::<String>::new());
        }
    }

    #[test]
    fn of_many_patterns_matching_one_span_the_first_are_kept() {
        let pattern = |form| CompiledPattern {
            entry: EntryId(0),
            form,
            groups: Vec::new(),
            regex: Regex::new(r"\w+").unwrap(),
        };
        let mut candidates = Vec::new();
        Patterns { compiled: (0..500).map(pattern).collect() }.find(
            "one two",
            0..7,
            usize::MAX,
            &mut candidates,
        );
        assert_eq!(candidates.len(), 2 * MAX_CANDIDATES_PER_END);
        assert!(candidates.iter().all(|candidate| (candidate.form as usize) < MAX_CANDIDATES_PER_END));
    }
}
