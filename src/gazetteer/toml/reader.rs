//! The state of parsing a list, and the checks that all keys share.

use std::collections::HashMap;

use super::claims::Claims;
use super::node::{Field, List, Node, Shape};
use super::report::Report;
use crate::gazetteer::did_you_mean::help;
use crate::gazetteer::limits::{Limits, MAX_FORM_LEN};
use crate::gazetteer::model::{Gazetteer, KindId};
use crate::gazetteer::problem::{Problem, is_control};
use crate::text::quote::clip_quoted;

/// Invisible characters that are not white space, as inclusive ranges. A form of only these is empty.
const INVISIBLE: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{206A}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF9}', '\u{FFFB}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// A list being parsed.
pub struct Reader<'a> {
    pub(super) report: Report<'a>,
    pub(super) fold: &'a dyn Fn(&str) -> String,
    pub(super) limits: Limits,
    pub(super) gazetteer: Gazetteer,
    pub(super) kinds: HashMap<String, KindId>,
    pub(super) claims: Claims,
    /// Number of patterns so far.
    pub(super) pattern_count: usize,
    /// Number of forms, patterns and `not` phrases so far.
    pub(super) form_count: usize,
}

impl<'a> Reader<'a> {
    /// Returns a reader with the built-in kinds and no entries.
    pub fn new(text: &'a str, fold: &'a dyn Fn(&str) -> String, limits: Limits) -> Self {
        let gazetteer = Gazetteer::default();
        let kinds =
            (0..).zip(&gazetteer.kinds).map(|(number, kind)| (kind.id.clone(), KindId(number))).collect();
        Self {
            report: Report::new(text),
            fold,
            limits,
            gazetteer,
            kinds,
            claims: Claims::default(),
            pattern_count: 0,
            form_count: 0,
        }
    }

    /// True if no entity has been read.
    pub fn is_empty(&self) -> bool {
        self.gazetteer.entries.is_empty()
    }

    /// Returns the list and all problems, in file order.
    pub fn finish(self, file: &str) -> (Gazetteer, Vec<Problem>) {
        (self.gazetteer, self.report.finish(file))
    }

    /// Reports every key that is not in `valid`.
    pub fn check_keys(&mut self, fields: &[Field<'_>], valid: &[&str]) {
        for field in fields.iter().filter(|field| !valid.contains(&field.key)) {
            let help =
                help(field.key, valid.iter().copied(), || format!("expected one of {}", valid.join(", ")));
            let message = format!("unknown key `{}`", clip_quoted(field.key));
            self.report.error(&field.key_span, &message, Some(help));
        }
    }

    /// Reports a value of the wrong type.
    pub fn report_wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        let needs_brackets =
            expected.starts_with("an array") && matches!(node.shape, Shape::Text(_) | Shape::Table(_));
        let help = needs_brackets.then(|| "put it in brackets: `[ .. ]`".to_owned());
        self.report.error(&node.span, &format!("expected {expected}, found {}", node.shape.noun()), help);
    }

    /// Returns a string. Reports any other type.
    pub fn read_string<'n>(&mut self, node: &Node<'n>) -> Option<&'n str> {
        if let Shape::Text(text) = node.shape {
            return Some(text);
        }
        self.report_wrong_type(node, "a string");
        None
    }

    /// Returns a boolean. Reports any other type.
    pub fn read_bool(&mut self, node: &Node<'_>) -> Option<bool> {
        if let Shape::Boolean(value) = node.shape {
            return Some(value);
        }
        self.report_wrong_type(node, "true or false");
        None
    }

    /// Returns the values of an array. Reports any other type. `expected` describes the array in the message.
    pub fn read_array<'n, 's>(&mut self, node: &'s Node<'n>, expected: &str) -> Option<&'s List<'n>> {
        if let Shape::List(list) = &node.shape {
            return Some(list);
        }
        self.report_wrong_type(node, expected);
        None
    }

    /// Returns a trimmed one-line string. Reports any other type, and a string that when trimmed is blank, too long or
    /// contains control characters. `what` names the value in the message.
    pub fn read_line(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let value = self.read_string(node)?;
        let text = value.trim();
        if is_blank(text) {
            let help = (!text.is_empty()).then(|| "it contains only invisible characters".to_owned());
            self.report.error(&node.span, &format!("empty {what}"), help);
            return None;
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_control(*c)) {
            let at = at + value.len() - value.trim_start().len();
            self.report_control_character(node, value, at, c, what);
            return None;
        }
        if text.chars().nth(MAX_FORM_LEN).is_some() {
            let message = format!("{what} of more than {} characters", with_commas(MAX_FORM_LEN));
            self.report.error(&node.span, &message, None);
            return None;
        }
        Some(text.to_owned())
    }

    /// Returns a string that is displayed but never matched, trimmed and with LF as its line breaks. None if that is
    /// empty. Reports any other type, and control characters; `multiline` allows line breaks and tabs.
    pub fn read_display_text(&mut self, node: &Node<'_>, what: &str, multiline: bool) -> Option<String> {
        let value = self.read_string(node)?;
        let text = value.trim().replace("\r\n", "\n");
        let forbidden = |c: char| is_control(c) && !(multiline && matches!(c, '\n' | '\t' | '\r'));
        if let Some((at, c)) = value.char_indices().find(|(_, c)| forbidden(*c)) {
            self.report_control_character(node, value, at, c, what);
            return None;
        }
        (!text.is_empty()).then(|| text.replace('\r', "\n"))
    }

    fn report_control_character(&mut self, node: &Node<'_>, value: &str, at: usize, c: char, what: &str) {
        let span = self.report.span_within(&node.span, value, at..at + c.len_utf8());
        let message = format!("control character U+{:04X} in {}", u32::from(c), with_a_or_an(what));
        self.report.error(&span, &message, None);
    }

    /// Reports a missing key.
    pub fn report_missing(&mut self, node: &Node<'_>, key: &str, help: String) {
        self.report.error(&node.span, &format!("missing `{key}`"), Some(help));
    }

    /// Counts a form, pattern or `not` phrase. Returns false if there are too many, which is reported once.
    pub fn count_form(&mut self, node: &Node<'_>) -> bool {
        self.form_count += 1;
        if self.form_count == self.limits.forms + 1 {
            let message = format!("more than {} forms in all", with_commas(self.limits.forms));
            self.report.error(&node.span, &message, None);
        }
        self.form_count <= self.limits.forms
    }
}

/// True if a text has no visible characters.
pub fn is_blank(text: &str) -> bool {
    let invisible = |c: char| INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&c));
    text.chars().all(|c| c.is_whitespace() || invisible(c))
}

/// Prefixes a noun with its indefinite article: `a name`, `an alias`.
fn with_a_or_an(what: &str) -> String {
    let is_vowel = what.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {what}", if is_vowel { "an" } else { "a" })
}

/// Formats a number with commas between thousands.
pub fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut formatted = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            formatted.push(',');
        }
        formatted.push(digit);
    }
    formatted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_formatted_for_messages() {
        assert_eq!([with_commas(7), with_commas(1_000), with_commas(1_000_000)], ["7", "1,000", "1,000,000"]);
        assert_eq!(clip_quoted(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
        assert_eq!([with_a_or_an("alias"), with_a_or_an("name")], ["an alias", "a name"]);
    }

    #[test]
    fn invisible_text_is_blank() {
        assert!(is_blank("") && is_blank(" \t\u{a0}") && is_blank("\u{200b}\u{ad} \u{feff}"));
        assert!(!is_blank("\u{200b}a") && !is_blank("—"));
    }
}
