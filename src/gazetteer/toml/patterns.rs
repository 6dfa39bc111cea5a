//! Parses the regular expressions of an entity.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::entity::Name;
use super::node::{Field, Node, field};
use super::reader::{Reader, is_blank, with_commas};
use crate::gazetteer::did_you_mean::nearest;
use crate::gazetteer::limits::{MAX_PATTERN_SIZE, MAX_PATTERNS};
use crate::gazetteer::model::{Case, Pattern};
use crate::gazetteer::smart_case::ignores_case;
use crate::text::quote::clip_quoted;

impl Reader<'_> {
    /// Returns the patterns of an entity. A template needs at least one, and each needs all groups of the name.
    pub(super) fn read_patterns(
        &mut self,
        fields: &[Field<'_>],
        name: Option<&Name>,
        case: Case,
    ) -> Vec<Pattern> {
        let groups = name.and_then(|name| name.groups.as_deref()).unwrap_or_default();
        let mut patterns = Vec::new();
        let mut is_empty = true;
        if let Some(Field { value: node, .. }) = field(fields, "patterns") {
            let list = self.read_array(node, "an array of strings");
            is_empty = list.is_some();
            for node in list.into_iter().flat_map(super::node::List::nodes) {
                is_empty = false;
                if self.count_form(&node) && self.count_pattern(&node) {
                    patterns.extend(self.read_pattern(&node, groups, case));
                }
            }
        }
        if let Some(name) = name.filter(|_| is_empty && !groups.is_empty()) {
            let group = groups.first().map_or("", String::as_str);
            let help = format!("add `patterns = ['(?<{group}>..)']`, or leave out the braces");
            self.report.error(&name.span, "a template without patterns", Some(help));
        }
        patterns
    }

    /// Counts a pattern. Returns false if there are too many, which is reported once.
    fn count_pattern(&mut self, node: &Node<'_>) -> bool {
        self.pattern_count += 1;
        if self.pattern_count == MAX_PATTERNS + 1 {
            let message = format!("more than {} patterns in all", with_commas(MAX_PATTERNS));
            let help = "list plain names as aliases: any number of them is cheap";
            self.report.error(&node.span, &message, Some(help.to_owned()));
        }
        self.pattern_count <= MAX_PATTERNS
    }

    fn read_pattern(&mut self, node: &Node<'_>, groups: &[String], case: Case) -> Option<Pattern> {
        let text = self.read_string(node)?;
        if is_blank(text) {
            self.report.error(&node.span, "empty pattern", None);
            return None;
        }
        let tree = match regex_syntax::parse(text) {
            Ok(tree) => tree,
            Err(error) => {
                let (reason, range) = describe_error(&error);
                let span = range.map(|range| self.report.span_within(&node.span, text, range));
                let span = span.unwrap_or_else(|| node.span.clone());
                self.report.error(&span, &format!("the pattern does not compile: {reason}"), None);
                return None;
            }
        };
        match tree.properties().minimum_len() {
            Some(0) => {
                let help = "make it match at least one character, as with `+` instead of `*`".to_owned();
                self.report.error(&node.span, "the pattern can match the empty string", Some(help));
                return None;
            }
            None => self.report.warning(&node.span, "the pattern can never match", None),
            Some(_) => {}
        }
        let compiled = self.compile_pattern(node, text, case)?;
        for group in groups {
            if !compiled.capture_names().flatten().any(|name| name == group) {
                let help = match nearest(group, compiled.capture_names().flatten()) {
                    Some(near) => format!("did you mean `(?<{group}>..)` instead of `(?<{near}>..)`?"),
                    None => format!("put its value in `(?<{group}>..)`"),
                };
                let message = format!("the pattern lacks the group `{}` of the name", clip_quoted(group));
                self.report.error(&node.span, &message, Some(help));
            }
        }
        let line = self.report.line(node.span.start);
        Some(Pattern { text: text.to_owned(), groups: groups.to_vec(), case, line })
    }

    /// Compiles a pattern within the size limit.
    fn compile_pattern(&mut self, node: &Node<'_>, text: &str, case: Case) -> Option<Regex> {
        let mut builder = RegexBuilder::new(text);
        builder.case_insensitive(ignores_case(text, case)).size_limit(MAX_PATTERN_SIZE);
        let error = match builder.build() {
            Ok(compiled) => return Some(compiled),
            Err(error) => error,
        };
        let message = match error {
            regex::Error::CompiledTooBig(limit) => {
                format!("the pattern is too large: it compiles to more than {} bytes", with_commas(limit))
            }
            // `regex` prints the pattern over several lines; the last has the error.
            other => {
                let reason = other.to_string();
                format!("the pattern does not compile: {}", reason.lines().last().unwrap_or_default())
            }
        };
        self.report.error(&node.span, &message, None);
        None
    }
}

/// Returns why a pattern does not parse, in one line, and the byte range of the error in the pattern, if known.
fn describe_error(error: &regex_syntax::Error) -> (String, Option<Range<usize>>) {
    let bytes = |span: &regex_syntax::ast::Span| span.start.offset..span.end.offset;
    match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(bytes(error.span()))),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(bytes(error.span()))),
        other => (other.to_string().lines().last().unwrap_or_default().to_owned(), None),
    }
}
