//! Parses `[kinds.NAME]`: a custom kind, or a new label, colour or style for a built-in one.

use super::node::{Field, Fields, Node, Shape, field};
use super::reader::{Reader, is_blank, with_commas};
use crate::gazetteer::did_you_mean::help;
use crate::gazetteer::limits::MAX_FORM_LEN;
use crate::gazetteer::model::{Kind, KindId};
use crate::gazetteer::problem::is_control;
use crate::gazetteer::style::{CUSTOM_KIND_STYLE, Color, KindStyle, Style};
use crate::text::quote::clip_quoted;

/// The keys of `[kinds.NAME]`.
pub const KIND_KEYS: &[&str] = &["label", "color", "style"];

impl Reader<'_> {
    /// Reads the table `[kinds]`.
    pub fn read_kinds(&mut self, kinds: &Node<'_>) {
        let Shape::Table(fields) = &kinds.shape else {
            self.report_wrong_type(kinds, "tables `[kinds.NAME]`");
            return;
        };
        for kind in fields.read() {
            match &kind.value.shape {
                Shape::Table(fields) => self.read_kind(&kind, fields),
                _ => self.report_wrong_type(&kind.value, "a table `[kinds.NAME]`"),
            }
        }
    }

    fn read_kind(&mut self, kind: &Field<'_>, fields: &Fields<'_>) {
        let error = if is_blank(kind.key) {
            Some("empty kind name")
        } else if kind.key.chars().any(is_control) {
            Some("control character in a kind name")
        } else if kind.key.chars().nth(MAX_FORM_LEN).is_some() {
            Some("kind name too long")
        } else {
            None
        };
        if let Some(error) = error {
            self.report.error(&kind.key_span, error, None);
        }
        let position = self.find_or_add_kind(kind);
        let fields = fields.read();
        self.check_keys(&fields, KIND_KEYS);
        let label = field(&fields, "label").and_then(|label| self.read_line(&label.value, "label"));
        let color = field(&fields, "color").and_then(|color| self.read_color(&color.value));
        let attributes = field(&fields, "style").and_then(|style| self.read_attributes(&style.value));
        let Some(kind) = position.and_then(|position| self.gazetteer.kinds.get_mut(position)) else {
            return;
        };
        kind.label = label.unwrap_or_else(|| std::mem::take(&mut kind.label));
        kind.has_own_color = color.is_some();
        kind.style = KindStyle {
            color: color.or(kind.style.color),
            attributes: attributes.unwrap_or(kind.style.attributes),
        };
    }

    /// Returns the position of a kind. Adds the kind if it is new. None if there are too many kinds.
    fn find_or_add_kind(&mut self, kind: &Field<'_>) -> Option<usize> {
        if let Some(KindId(position)) = self.kinds.get(kind.key) {
            return Some(usize::from(*position));
        }
        let position = self.gazetteer.kinds.len();
        let id = u16::try_from(position).ok().filter(|_| position < self.limits.kinds);
        let Some(id) = id else {
            let message = format!("more than {} kinds", with_commas(self.limits.kinds));
            self.report.error(&kind.key_span, &message, None);
            return None;
        };
        self.kinds.insert(kind.key.to_owned(), KindId(id));
        self.gazetteer.kinds.push(Kind {
            id: kind.key.to_owned(),
            label: capitalised(kind.key),
            style: CUSTOM_KIND_STYLE,
            has_own_color: false,
        });
        Some(position)
    }

    fn read_color(&mut self, node: &Node<'_>) -> Option<Color> {
        let text = self.read_string(node)?;
        if let Ok(color) = text.parse() {
            return Some(color);
        }
        let help = help(text, Color::names(), || {
            "expected an ANSI name such as red or bright-blue, or #rrggbb".to_owned()
        });
        self.report.error(&node.span, &format!("unknown color `{}`", clip_quoted(text)), Some(help));
        None
    }

    fn read_attributes(&mut self, node: &Node<'_>) -> Option<Style> {
        let text = self.read_string(node)?;
        let unknown = match text.parse::<Style>() {
            Ok(attributes) => return Some(attributes),
            Err(unknown) => unknown,
        };
        let words: Vec<&str> = Style::words().collect();
        if unknown.word.is_empty() {
            self.report.error(
                &node.span,
                "empty style",
                Some(format!("expected one of {}", words.join(", "))),
            );
            return None;
        }
        let span = self.report.span_within(&node.span, text, unknown.at..unknown.at + unknown.word.len());
        let help =
            help(&unknown.word, words.iter().copied(), || format!("expected one of {}", words.join(", ")));
        self.report.error(&span, &format!("unknown style `{}`", clip_quoted(&unknown.word)), Some(help));
        None
    }
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
