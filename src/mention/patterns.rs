//! What regular expressions name, block by block, in a view with spaces, hyphens and apostrophes unified.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;

use crate::gazetteer::{Case, EntryId, Gazetteer};
use crate::mention::boundary::stands_alone;
use crate::mention::model::Rule;
use crate::mention::resolve::Candidate;
use crate::text::fold::{fold_form, is_invisible};
use crate::text::scripts::{is_mark, is_unspaced};
use crate::text::unify::unify;

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

impl Patterns {
    /// Compiles every pattern of the list.
    ///
    /// # Errors
    /// What `regex` says of a pattern that it does not take; a list that was checked has none.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, String> {
        let mut compiled = Vec::new();
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            for (pattern, number) in entry.patterns.iter().zip(entry.forms.len()..) {
                let regex = RegexBuilder::new(&pattern.text)
                    .case_insensitive(ignores_case(&pattern.text, pattern.case))
                    .build()
                    .map_err(|error| format!("line {}: {error}", pattern.line))?;
                let form = u32::try_from(number).unwrap_or(u32::MAX);
                compiled.push(Compiled { entry: id, form, groups: pattern.groups.clone(), regex });
            }
        }
        Ok(Self { compiled })
    }

    /// Adds every match inside one block to `candidates`; `offset` is where the block begins in the article's text.
    ///
    /// Matches are leftmost-first, as `regex` gives them, and a match that has no boundary is tried again one
    /// character on.
    pub fn find(&self, block: &str, offset: usize, candidates: &mut Vec<Candidate>) {
        if self.compiled.is_empty() {
            return;
        }
        let view = unify(block);
        let haystack = view.as_str();
        for pattern in &self.compiled {
            let mut from = 0;
            while let Some(captures) = pattern.regex.captures_at(haystack, from) {
                let Some(whole) = captures.get(0) else { break };
                from = next_beginning(haystack, whole.start());
                let Some(span) = view.source_range(whole.range()) else { continue };
                if whole.is_empty() || !stands_alone(block, span.clone()) {
                    continue;
                }
                from = whole.end();
                candidates.push(Candidate {
                    span: offset + span.start..offset + span.end,
                    entry: pattern.entry,
                    value: value(&pattern.groups, &captures),
                    form: pattern.form,
                    rule: Rule::Pattern,
                    weak: false,
                    doubtful: false,
                });
            }
        }
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
    let in_word = before.is_alphanumeric() && !is_mark(before);
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

/// Smart case as in ripgrep: a pattern without a literal capital ignores case.
pub fn ignores_case(pattern: &str, case: Case) -> bool {
    match case {
        Case::Exact => false,
        Case::Ignore => true,
        Case::Smart => {
            let parsed = ast::parse::Parser::new().parse(pattern);
            parsed.is_ok_and(|tree| !has_capital(&tree))
        }
    }
}

fn has_capital(tree: &ast::Ast) -> bool {
    struct Capitals(bool);
    impl ast::Visitor for Capitals {
        type Output = bool;
        type Err = std::convert::Infallible;
        fn finish(self) -> Result<bool, Self::Err> {
            Ok(self.0)
        }
        fn visit_pre(&mut self, tree: &ast::Ast) -> Result<(), Self::Err> {
            if let ast::Ast::Literal(literal) = tree {
                self.0 |= literal.c.is_uppercase();
            }
            Ok(())
        }
        fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), Self::Err> {
            match item {
                ast::ClassSetItem::Literal(literal) => self.0 |= literal.c.is_uppercase(),
                ast::ClassSetItem::Range(range) => {
                    self.0 |= range.start.c.is_uppercase() || range.end.c.is_uppercase();
                }
                _ => {}
            }
            Ok(())
        }
    }
    match ast::visit(tree, Capitals(false)) {
        Ok(found) => found,
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern).unwrap();
        let compiled = Compiled { entry: EntryId(0), form: 0, groups: Vec::new(), regex };
        let mut candidates = Vec::new();
        Patterns { compiled: vec![compiled] }.find(text, 0, &mut candidates);
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

    #[test]
    fn smart_case_looks_at_literals_only() {
        assert!(ignores_case(r"(?<points>\d+)-point \S+ \W", Case::Smart));
        assert!(!ignores_case(r"Gaza plan", Case::Smart));
        assert!(!ignores_case(r"[A-Z]\w+", Case::Smart));
        assert!(ignores_case(r"Gaza plan", Case::Ignore));
        assert!(!ignores_case(r"gaza plan", Case::Exact));
    }
}
