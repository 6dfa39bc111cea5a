//! What regular expressions name, block by block, in a view with spaces, hyphens and apostrophes unified.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;

use crate::gazetteer::{Case, EntryId, Gazetteer};
use crate::mention::boundary::stands_alone;
use crate::mention::model::Rule;
use crate::mention::resolve::Candidate;
use crate::text::fold::fold_form;
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
                from = after_first(haystack, whole.start());
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

/// The byte behind the character at `start`.
fn after_first(haystack: &str, start: usize) -> usize {
    let first = haystack.get(start..).and_then(|rest| rest.chars().next());
    start + first.map_or(1, char::len_utf8)
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

    #[test]
    fn smart_case_looks_at_literals_only() {
        assert!(ignores_case(r"(?<points>\d+)-point \S+ \W", Case::Smart));
        assert!(!ignores_case(r"Gaza plan", Case::Smart));
        assert!(!ignores_case(r"[A-Z]\w+", Case::Smart));
        assert!(ignores_case(r"Gaza plan", Case::Ignore));
        assert!(!ignores_case(r"gaza plan", Case::Exact));
    }
}
