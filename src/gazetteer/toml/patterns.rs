//! The regular expressions of an entity.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::entity::Name;
use super::node::{Field, Node, field};
use super::reader::{Reader, grouped, is_blank, quoted};
use crate::gazetteer::limits::{LARGEST_PATTERN, MOST_PATTERNS};
use crate::gazetteer::model::{Case, Pattern};
use crate::gazetteer::nearest::nearest;

impl Reader<'_> {
    /// The patterns of an entity. A template has some, and each of them has all its groups.
    pub(super) fn patterns(&mut self, fields: &[Field<'_>], name: Option<&Name>, case: Case) -> Vec<Pattern> {
        let groups = name.and_then(|name| name.groups.as_deref()).unwrap_or_default();
        let mut patterns = Vec::new();
        let mut any = false;
        if let Some(Field { value: node, .. }) = field(fields, "patterns") {
            let list = self.list(node, "an array of strings");
            any = list.is_none();
            for node in list.into_iter().flat_map(super::node::List::nodes) {
                any = true;
                if self.count_form(&node) && self.count_pattern(&node) {
                    patterns.extend(self.pattern(&node, groups, case));
                }
            }
        }
        if let Some(name) = name.filter(|_| !any && !groups.is_empty()) {
            let group = groups.first().map_or("", String::as_str);
            let help = format!("add `patterns = ['(?<{group}>..)']`, or leave out the braces");
            self.report.error(&name.span, "a template without patterns", Some(help));
        }
        patterns
    }

    /// Counts one more pattern; false, and noted once, where that is one too many.
    fn count_pattern(&mut self, node: &Node<'_>) -> bool {
        self.patterns += 1;
        if self.patterns == MOST_PATTERNS + 1 {
            let message = format!("more than {} patterns in all", grouped(MOST_PATTERNS));
            let help = "list names as aliases: they cost nothing, however many they are";
            self.report.error(&node.span, &message, Some(help.to_owned()));
        }
        self.patterns <= MOST_PATTERNS
    }

    fn pattern(&mut self, node: &Node<'_>, groups: &[String], case: Case) -> Option<Pattern> {
        let text = self.text(node)?;
        if is_blank(text) {
            self.report.error(&node.span, "empty pattern", None);
            return None;
        }
        let tree = match regex_syntax::parse(text) {
            Ok(tree) => tree,
            Err(error) => {
                let (reason, at) = reason(&error);
                let place = at.map(|at| self.report.inside(&node.span, text, at));
                let place = place.unwrap_or_else(|| node.span.clone());
                self.report.error(&place, &format!("the pattern does not compile: {reason}"), None);
                return None;
            }
        };
        match tree.properties().minimum_len() {
            Some(0) => {
                let help = "let it match one character at least, as with `+` instead of `*`".to_owned();
                self.report.error(&node.span, "the pattern can match nothing at all", Some(help));
                return None;
            }
            None => self.report.warning(&node.span, "the pattern can never match", None),
            Some(_) => {}
        }
        let compiled = self.compiled(node, text, case)?;
        for group in groups {
            if !compiled.capture_names().flatten().any(|name| name == group) {
                let help = match nearest(group, compiled.capture_names().flatten()) {
                    Some(near) => format!("did you mean `(?<{group}>..)` by `(?<{near}>..)`?"),
                    None => format!("write `(?<{group}>..)` around what it stands for"),
                };
                let message = format!("the pattern lacks the group `{}` of the name", quoted(group));
                self.report.error(&node.span, &message, Some(help));
            }
        }
        let line = self.report.line(node.span.start);
        Some(Pattern { text: text.to_owned(), groups: groups.to_vec(), case, line })
    }

    /// Compiles the pattern as matching will: without regard to case where nothing in it is capitalised.
    fn compiled(&mut self, node: &Node<'_>, text: &str, case: Case) -> Option<Regex> {
        let ignores_case = match case {
            Case::Exact => false,
            Case::Ignore => true,
            Case::Smart => !text.chars().any(char::is_uppercase),
        };
        let error = match RegexBuilder::new(text)
            .case_insensitive(ignores_case)
            .size_limit(LARGEST_PATTERN)
            .build()
        {
            Ok(compiled) => return Some(compiled),
            Err(error) => error,
        };
        let message = match error {
            regex::Error::CompiledTooBig(limit) => {
                format!("the pattern is too large: compiled it takes more than {} bytes", grouped(limit))
            }
            // `regex` draws the pattern over several lines; what is wrong stands in the last.
            other => {
                let reason = other.to_string();
                format!("the pattern does not compile: {}", reason.lines().last().unwrap_or_default())
            }
        };
        self.report.error(&node.span, &message, None);
        None
    }
}

/// Why a pattern does not parse, in one line, and which bytes of it are to blame.
fn reason(error: &regex_syntax::Error) -> (String, Option<Range<usize>>) {
    let bytes = |span: &regex_syntax::ast::Span| span.start.offset..span.end.offset;
    match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(bytes(error.span()))),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(bytes(error.span()))),
        other => (other.to_string().lines().last().unwrap_or_default().to_owned(), None),
    }
}
