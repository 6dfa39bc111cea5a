//! What reading a list carries along, and the checks that every key shares.

use std::collections::HashMap;

use super::claims::Claims;
use super::node::{Field, List, Node, Shape};
use super::report::Report;
use crate::gazetteer::limits::{LONGEST_FORM, Limits};
use crate::gazetteer::model::{Gazetteer, KindId};
use crate::gazetteer::nearest::nearest;
use crate::gazetteer::problem::{Problem, is_control};

/// How much of a word of the list is repeated in a message, in code points.
const QUOTED: usize = 60;

/// Characters that show nothing although they are no white space, as inclusive ranges: a form of them alone is empty.
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

/// A list being read.
pub struct Reader<'a> {
    pub(super) report: Report<'a>,
    pub(super) fold: &'a dyn Fn(&str) -> String,
    pub(super) limits: Limits,
    pub(super) gazetteer: Gazetteer,
    pub(super) kinds: HashMap<String, KindId>,
    pub(super) claims: Claims,
    /// How many patterns were counted.
    pub(super) patterns: usize,
    /// How many forms, patterns and phrases have been read.
    pub(super) forms: usize,
}

impl<'a> Reader<'a> {
    /// Nothing read yet: the built-in kinds and no entries.
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
            patterns: 0,
            forms: 0,
        }
    }

    /// Whether no entity has been read.
    pub fn is_empty(&self) -> bool {
        self.gazetteer.entries.is_empty()
    }

    /// What was read, and every problem in the order of the file.
    pub fn finish(self, file: &str) -> (Gazetteer, Vec<Problem>) {
        (self.gazetteer, self.report.finish(file))
    }

    /// Notes every key that is not one of `valid`.
    pub fn check_keys(&mut self, fields: &[Field<'_>], valid: &[&str]) {
        for field in fields.iter().filter(|field| !valid.contains(&field.key)) {
            let help = match nearest(field.key, valid.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("expected one of {}", valid.join(", ")),
            };
            let message = format!("unknown key `{}`", quoted(field.key));
            self.report.error(&field.key_span, &message, Some(help));
        }
    }

    /// Notes a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        let bracketed =
            expected.starts_with("an array") && matches!(node.shape, Shape::Text(_) | Shape::Table(_));
        let help = bracketed.then(|| "put it in brackets: `[ .. ]`".to_owned());
        self.report.error(&node.span, &format!("expected {expected}, found {}", node.shape.noun()), help);
    }

    /// The string of a node; anything else is noted.
    pub fn text<'n>(&mut self, node: &Node<'n>) -> Option<&'n str> {
        if let Shape::Text(text) = node.shape {
            return Some(text);
        }
        self.wrong_type(node, "a string");
        None
    }

    /// The truth value of a node; anything else is noted.
    pub fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        if let Shape::Boolean(truth) = node.shape {
            return Some(truth);
        }
        self.wrong_type(node, "true or false");
        None
    }

    /// The values of an array; anything else is noted. `expected` is what to call it.
    pub fn list<'n, 's>(&mut self, node: &'s Node<'n>, expected: &str) -> Option<&'s List<'n>> {
        if let Shape::List(list) = &node.shape {
            return Some(list);
        }
        self.wrong_type(node, expected);
        None
    }

    /// A string that stands in one line, without outer spaces: not empty, not too long, no control characters.
    /// `what` is what to call it.
    pub fn line_of_text(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let value = self.text(node)?;
        let text = value.trim();
        if is_blank(text) {
            let help = (!text.is_empty()).then(|| "it holds only invisible characters".to_owned());
            self.report.error(&node.span, &format!("empty {what}"), help);
            return None;
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_control(*c)) {
            let at = at + value.len() - value.trim_start().len();
            self.control_character(node, value, at, c, what);
            return None;
        }
        if text.chars().nth(LONGEST_FORM).is_some() {
            let message = format!("{what} of more than {} characters", grouped(LONGEST_FORM));
            self.report.error(&node.span, &message, None);
            return None;
        }
        Some(text.to_owned())
    }

    /// A string that is shown and never matched: None if it is empty. Line breaks and tabs may stand in it where
    /// `lines` says so.
    pub fn remark(&mut self, node: &Node<'_>, what: &str, lines: bool) -> Option<String> {
        let value = self.text(node)?;
        let text = value.trim().replace("\r\n", "\n");
        let forbidden = |c: char| is_control(c) && !(lines && matches!(c, '\n' | '\t' | '\r'));
        if let Some((at, c)) = value.char_indices().find(|(_, c)| forbidden(*c)) {
            self.control_character(node, value, at, c, what);
            return None;
        }
        (!text.is_empty()).then(|| text.replace('\r', "\n"))
    }

    fn control_character(&mut self, node: &Node<'_>, value: &str, at: usize, c: char, what: &str) {
        let place = self.report.inside(&node.span, value, at..at + c.len_utf8());
        let message = format!("control character U+{:04X} in {}", u32::from(c), with_article(what));
        self.report.error(&place, &message, None);
    }

    /// Notes what should have been there.
    pub fn missing(&mut self, node: &Node<'_>, key: &str, help: String) {
        self.report.error(&node.span, &format!("missing `{key}`"), Some(help));
    }

    /// Counts one more form; false, and noted once, where that is one too many.
    pub fn count_form(&mut self, node: &Node<'_>) -> bool {
        self.forms += 1;
        if self.forms == self.limits.forms + 1 {
            let message = format!("more than {} forms in all", grouped(self.limits.forms));
            self.report.error(&node.span, &message, None);
        }
        self.forms <= self.limits.forms
    }
}

/// Whether nothing of a text can be seen.
pub fn is_blank(text: &str) -> bool {
    let invisible = |c: char| INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&c));
    text.chars().all(|c| c.is_whitespace() || invisible(c))
}

/// A word of the list as a message repeats it: clipped, if nobody would read it to its end.
pub fn quoted(word: &str) -> String {
    match word.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    }
}

/// `a name`, `an alias`.
fn with_article(what: &str) -> String {
    let vowel = what.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {what}", if vowel { "an" } else { "a" })
}

/// A number with its thousands divided.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_written_for_people() {
        assert_eq!([grouped(7), grouped(1_000), grouped(1_000_000)], ["7", "1,000", "1,000,000"]);
        assert_eq!(quoted(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
        assert_eq!([with_article("alias"), with_article("name")], ["an alias", "a name"]);
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        assert!(is_blank("") && is_blank(" \t\u{a0}") && is_blank("\u{200b}\u{ad} \u{feff}"));
        assert!(!is_blank("\u{200b}a") && !is_blank("—"));
    }
}
