//! What regular expressions name, block by block, in a view with spaces, hyphens and apostrophes unified.

use std::ops::Range;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;

use crate::gazetteer::{Case, EntryId, Gazetteer, LARGEST_PATTERN};
use crate::mention::divided::{Chain, Reading, readings, with_hyphen};
use crate::mention::model::Rule;
use crate::mention::resolve::{Candidate, MOST_CANDIDATES_AT_ONE_END};
use crate::mention::stretch::Stretch;
use crate::text::expression::unify_expression;
use crate::text::fold::{fold_form, is_invisible};
use crate::text::scripts::{is_mark, is_unspaced};
use crate::text::words::is_word_char;

/// The longest match of a pattern, in bytes of the view. No name is as long.
pub const LONGEST_MATCH: usize = 1_024;

/// How far a match may reach on either side of a divided word that is read as one, in bytes of the view.
const LONGEST_DIVIDED: usize = 256;

/// Divides the values of a template with several groups.
const VALUE_SEPARATOR: &str = "\u{1f}";

/// One compiled pattern.
#[derive(Debug)]
struct Compiled {
    entry: EntryId,
    form: u32,
    groups: Vec<String>,
    regex: Regex,
}

/// All patterns of a list.
#[derive(Debug)]
pub struct Patterns {
    compiled: Vec<Compiled>,
}

/// A stretch of a block in which matches may begin, and how far they may see: without an end to that, a pattern that
/// looks far for its last letter would read the rest of a long block again from each of its words.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// Where the next window begins, in bytes of the view.
    next: usize,
    /// What lies from here on is not seen.
    visible: usize,
}

impl Window {
    fn at(view: &str, begin: usize) -> Self {
        let visible = view.floor_char_boundary(begin + 2 * LONGEST_MATCH);
        let next =
            if visible == view.len() { visible } else { view.floor_char_boundary(begin + LONGEST_MATCH) };
        Self { next, visible }
    }
}

impl Patterns {
    /// Compiles every pattern of the list.
    ///
    /// # Errors
    /// What `regex` says of a pattern that it does not take; a list that was checked has none.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, String> {
        let mut compiled = Vec::new();
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            for (pattern, number) in entry.patterns.iter().zip(entry.forms.len()..) {
                let build = |expression: &str| {
                    RegexBuilder::new(expression)
                        .case_insensitive(ignores_case(&pattern.text, pattern.case))
                        .size_limit(LARGEST_PATTERN)
                        .dfa_size_limit(LARGEST_PATTERN)
                        .build()
                };
                // The list was checked as it is written; written plainly it could be too large by a few bytes.
                let regex = build(&unify_expression(&pattern.text))
                    .or_else(|_| build(&pattern.text))
                    .map_err(|error| format!("line {}: {error}", pattern.line))?;
                let form = u32::try_from(number).unwrap_or(u32::MAX);
                compiled.push(Compiled { entry: id, form, groups: pattern.groups.clone(), regex });
            }
        }
        Ok(Self { compiled })
    }

    /// Adds every match inside one block to `candidates`; `block` is its bytes of the article's text.
    ///
    /// Matches are leftmost-first, as `regex` gives them, and a match that has no boundary is tried again one
    /// character on. A match is at most [`LONGEST_MATCH`] bytes long where the block is longer than twice that; of the
    /// matches that end at one place the [`MOST_CANDIDATES_AT_ONE_END`] longest are kept.
    /// Where more than `most` candidates come together, what lies behind is not looked at; returned is the byte of the
    /// article's text where that begins.
    pub fn find(
        &self,
        text: &str,
        block: Range<usize>,
        most: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<usize> {
        if self.compiled.is_empty() {
            return None;
        }
        self.find_in(&Stretch::block(text, block), most, candidates)
    }

    /// As [`Self::find`], every match that crosses from one block of a chain into the next. The ends of a pattern (`^`, `$`)
    /// are those of the chain.
    pub fn find_across(
        &self,
        text: &str,
        chain: &Chain,
        most: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<usize> {
        if self.compiled.is_empty() {
            return None;
        }
        self.find_in(&Stretch::chain(text, chain), most, candidates)
    }

    fn find_in(&self, stretch: &Stretch<'_>, most: usize, candidates: &mut Vec<Candidate>) -> Option<usize> {
        let view = stretch.view.as_str();
        let mut places = vec![stretch.first_place(); self.compiled.len()];
        let mut begin = 0;
        while begin < view.len() {
            if candidates.len() > most {
                return Some(stretch.source(begin));
            }
            let window = Window::at(view, begin);
            if stretch.may_take(begin..window.visible) {
                let before = candidates.len();
                for (pattern, from) in self.compiled.iter().zip(&mut places) {
                    *from = pattern.find(stretch, window, begin.max(*from), |span, value| {
                        candidates.push(pattern.candidate(span, value));
                    });
                }
                keep_longest(candidates, before);
            }
            begin = window.next;
        }
        let hyphens = with_hyphen(stretch.view.word_splits());
        for reading in readings(view, &hyphens, LONGEST_DIVIDED) {
            if candidates.len() > most {
                return Some(stretch.source(reading.range().start));
            }
            if stretch.may_take(reading.range()) {
                let before = candidates.len();
                for pattern in &self.compiled {
                    pattern.find_divided(stretch, &reading, |span, value| {
                        candidates.push(pattern.candidate(span, value));
                    });
                }
                keep_longest(candidates, before);
            }
        }
        None
    }
}

impl Compiled {
    /// Gives each match that begins inside the window, from a place on, to `add`, with its span in the article's text; returns
    /// the place from which to go on.
    fn find(
        &self,
        stretch: &Stretch<'_>,
        window: Window,
        mut from: usize,
        mut add: impl FnMut(Range<usize>, Option<Arc<str>>),
    ) -> usize {
        let view = stretch.view.as_str();
        let Some(haystack) = view.get(..window.visible) else { return window.next };
        let is_all = window.visible == view.len();
        let is_cut = !is_all || stretch.is_cut.1;
        while from < window.next {
            let Some(captures) = self.regex.captures_at(haystack, from) else { return window.next };
            let Some(whole) = captures.get(0).filter(|whole| is_all || whole.start() < window.next) else {
                return window.next;
            };
            from = next_beginning(haystack, whole.start());
            if whole.is_empty() || (whole.end() == window.visible && is_cut) {
                continue;
            }
            if let Some(span) = stretch.span(whole.range()) {
                from = whole.end();
                add(span, value(&self.groups, &captures));
            }
        }
        from
    }

    /// Gives each match that a reading of a divided word brings to `add`, with its span in the article's text.
    fn find_divided(
        &self,
        stretch: &Stretch<'_>,
        reading: &Reading<'_>,
        mut add: impl FnMut(Range<usize>, Option<Arc<str>>),
    ) {
        let haystack = reading.text.as_str();
        let is_cut = (reading.is_cut.0 || stretch.is_cut.0, reading.is_cut.1 || stretch.is_cut.1);
        let mut from = if is_cut.0 { haystack.chars().next().map_or(0, char::len_utf8) } else { 0 };
        while let Some(captures) = self.regex.captures_at(haystack, from) {
            let Some(whole) = captures.get(0).filter(|whole| whole.start() < reading.first_place()) else {
                return;
            };
            from = next_beginning(haystack, whole.start());
            if whole.is_empty() || (whole.end() == haystack.len() && is_cut.1) {
                continue;
            }
            if let Some(span) = reading.in_view(whole.range()).and_then(|view| stretch.span(view)) {
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

/// Of the candidates behind `before` that end at one place, keeps the longest, those earlier in the list first.
fn keep_longest(candidates: &mut Vec<Candidate>, before: usize) {
    if candidates.len().saturating_sub(before) <= MOST_CANDIDATES_AT_ONE_END {
        return;
    }
    let mut rest = candidates.split_off(before);
    rest.sort_by_key(|one| (one.span.end, one.span.start, one.entry, one.form));
    let same_end = |left: &Candidate, right: &Candidate| left.span.end == right.span.end;
    for group in rest.chunk_by(same_end) {
        candidates.extend(group.iter().take(MOST_CANDIDATES_AT_ONE_END).cloned());
    }
}

/// The next place behind `start` where a match can have a boundary before it.
///
/// A match that begins inside a word is bound to fail and to be tried again one character on, so the tries inside the word can be
/// left out: in a text of one endless word they would cost its length each.
fn next_beginning(haystack: &str, start: usize) -> usize {
    let rest = haystack.get(start..).unwrap_or_default();
    let mut letters = rest.char_indices();
    let Some((_, first)) = letters.next() else { return haystack.len() + 1 };
    let mut before = first;
    for (at, letter) in letters {
        if may_begin_behind(before, letter) {
            return start + at;
        }
        before = letter;
    }
    start + rest.len()
}

/// Whether a mention may begin at a letter behind another: as the boundary rule has it, and at marks and what cannot be
/// seen, which the rule looks through.
fn may_begin_behind(before: char, letter: char) -> bool {
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

/// Smart case as in ripgrep: a pattern that has letters to be taken literally, and no capital among them, ignores case. One of
/// nothing but classes (`\p{Lu}\p{Ll}+`) does not: whoever asks for a class of capitals means it.
pub fn ignores_case(pattern: &str, case: Case) -> bool {
    match case {
        Case::Exact => false,
        Case::Ignore => true,
        Case::Smart => {
            let parsed = ast::parse::Parser::new().parse(pattern);
            parsed.is_ok_and(|tree| {
                let literals = Literals::of(&tree);
                literals.has_any && !literals.has_capital
            })
        }
    }
}

/// What the characters of a pattern are that stand for themselves.
#[derive(Clone, Copy, Default)]
struct Literals {
    has_any: bool,
    has_capital: bool,
}

impl Literals {
    fn of(tree: &ast::Ast) -> Self {
        match ast::visit(tree, Self::default()) {
            Ok(found) => found,
            Err(never) => match never {},
        }
    }

    fn take(&mut self, character: char) {
        self.has_any = true;
        self.has_capital |= character.is_uppercase();
    }
}

impl ast::Visitor for Literals {
    type Output = Self;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self, Self::Err> {
        Ok(self)
    }

    fn visit_pre(&mut self, tree: &ast::Ast) -> Result<(), Self::Err> {
        if let ast::Ast::Literal(literal) = tree {
            self.take(literal.c);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), Self::Err> {
        match item {
            ast::ClassSetItem::Literal(literal) => self.take(literal.c),
            ast::ClassSetItem::Range(range) => {
                self.take(range.start.c);
                self.take(range.end.c);
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::boundary::stands_alone;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let compiled = Compiled { entry: EntryId(0), form: 0, groups: Vec::new(), regex };
        let mut candidates = Vec::new();
        Patterns { compiled: vec![compiled] }.find(text, 0..text.len(), usize::MAX, &mut candidates);
        candidates.into_iter().map(|one| text[one.span].to_owned()).collect()
    }

    /// The rule as it is written: after a failed boundary check tried again one character on.
    fn found_naively(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let (mut from, mut all) = (0, Vec::new());
        while let Some(hit) = regex.find_at(text, from) {
            let behind_first = text[hit.start()..].chars().next().map_or(1, char::len_utf8);
            if !hit.is_empty() && stands_alone(text, hit.range()) {
                all.push(hit.as_str().to_owned());
                from = hit.end();
            } else {
                from = hit.start() + behind_first;
            }
        }
        all
    }

    proptest::proptest! {
        #[test]
        fn leaving_out_hopeless_tries_loses_nothing(
            text in "[ab北é\u{301} .-]{0,16}",
            pattern in proptest::sample::select(vec!["a+", "ab?", "b|ab", "[ab]+", "a b", "北?a", ".b", "a-?b*"]),
        ) {
            // Patterns see a run of spaces as one; the naive way does not.
            proptest::prop_assume!(!text.contains("  "));
            proptest::prop_assert_eq!(found(pattern, &text), found_naively(pattern, &text));
        }
    }

    #[test]
    fn a_word_without_end_is_tried_once() {
        let text = format!("x{}", "a".repeat(200_000));
        assert!(found("a+", &text).is_empty());
    }

    /// From each of its words the pattern looks for a letter that comes late and is no good when it comes.
    #[test]
    fn a_pattern_that_looks_far_reads_a_long_block_a_bounded_number_of_times() {
        let text = format!("{}qa", "x ".repeat(50_000));
        assert!(found("x.*q", &text).is_empty());
    }

    #[test]
    fn matches_are_found_wherever_they_stand_in_a_long_block() {
        for before in 0..3 * LONGEST_MATCH {
            let text = format!("{}28-point plan{}", "é ".repeat(before), " é".repeat(LONGEST_MATCH));
            assert_eq!(found(r"\d+-point plan", &text), ["28-point plan"], "after {before}");
        }
    }

    /// What a pattern finds across the ends of lines, each of which is a block.
    fn found_across(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let compiled = Compiled { entry: EntryId(0), form: 0, groups: Vec::new(), regex };
        let ends: Vec<usize> = text.match_indices("-\n").map(|(at, _)| at + 1).collect();
        let mut candidates = Vec::new();
        let chain = Chain { range: 0..text.len(), ends };
        Patterns { compiled: vec![compiled] }.find_across(text, &chain, usize::MAX, &mut candidates);
        candidates.into_iter().map(|one| text[one.span].to_owned()).collect()
    }

    #[test]
    fn a_match_may_cross_the_ends_of_divided_lines() {
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
    fn a_match_that_crosses_is_found_wherever_it_stands_in_long_lines() {
        for before in (0..3 * LONGEST_MATCH).step_by(7) {
            let line = format!("{}a 28-\npoint pl-\nan{}", "é ".repeat(before), " é".repeat(before));
            assert_eq!(found_across(r"\d+-point plan", &line), ["28-\npoint pl-\nan"], "after {before}");
            assert_eq!(found_across("^(é )*a 28", &line), Vec::<String>::new());
        }
    }

    #[test]
    fn of_many_patterns_that_match_at_one_place_the_first_are_kept() {
        let one = |form| Compiled {
            entry: EntryId(0),
            form,
            groups: Vec::new(),
            regex: Regex::new(r"\w+").unwrap(),
        };
        let mut candidates = Vec::new();
        Patterns { compiled: (0..500).map(one).collect() }.find("one two", 0..7, usize::MAX, &mut candidates);
        assert_eq!(candidates.len(), 2 * MOST_CANDIDATES_AT_ONE_END);
        assert!(candidates.iter().all(|one| (one.form as usize) < MOST_CANDIDATES_AT_ONE_END));
    }

    #[test]
    fn smart_case_looks_at_literals_only() {
        assert!(ignores_case(r"(?<points>\d+)-point \S+ \W", Case::Smart));
        assert!(!ignores_case(r"Gaza plan", Case::Smart));
        assert!(!ignores_case(r"[A-Z]\w+", Case::Smart));
        assert!(!ignores_case(r"\p{Lu}\p{Ll}+", Case::Smart));
        assert!(ignores_case(r"\p{Lu}\p{Ll}+ plan", Case::Smart));
        assert!(ignores_case(r"Gaza plan", Case::Ignore));
        assert!(!ignores_case(r"gaza plan", Case::Exact));
    }
}
