//! `[kinds.NAME]`: a kind of the user's own, or another look for a built-in one.

use super::node::{Field, Fields, Node, Shape, field};
use super::reader::{Reader, grouped, is_blank, quoted};
use crate::gazetteer::limits::LONGEST_FORM;
use crate::gazetteer::look::{Color, Look, OWN, Style};
use crate::gazetteer::model::{Kind, KindId};
use crate::gazetteer::nearest::nearest;
use crate::gazetteer::problem::is_control;

/// The keys of `[kinds.NAME]`.
pub const KIND_KEYS: &[&str] = &["label", "color", "style"];

impl Reader<'_> {
    /// Reads all of `[kinds]`.
    pub fn read_kinds(&mut self, kinds: &Node<'_>) {
        let Shape::Table(fields) = &kinds.shape else {
            self.wrong_type(kinds, "tables `[kinds.NAME]`");
            return;
        };
        for kind in fields.read() {
            match &kind.value.shape {
                Shape::Table(fields) => self.read_kind(&kind, fields),
                _ => self.wrong_type(&kind.value, "a table `[kinds.NAME]`"),
            }
        }
    }

    fn read_kind(&mut self, kind: &Field<'_>, fields: &Fields<'_>) {
        let wrong = if is_blank(kind.key) {
            Some("empty name of a kind")
        } else if kind.key.chars().any(is_control) {
            Some("control character in the name of a kind")
        } else if kind.key.chars().nth(LONGEST_FORM).is_some() {
            Some("the name of a kind is too long")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.report.error(&kind.key_span, wrong, None);
        }
        let place = self.place_of(kind);
        let fields = fields.read();
        self.check_keys(&fields, KIND_KEYS);
        let label = field(&fields, "label").and_then(|label| self.line_of_text(&label.value, "label"));
        let color = field(&fields, "color").and_then(|color| self.color(&color.value));
        let style = field(&fields, "style").and_then(|style| self.style(&style.value));
        let Some(known) = place.and_then(|place| self.gazetteer.kinds.get_mut(place)) else { return };
        known.label = label.unwrap_or_else(|| std::mem::take(&mut known.label));
        known.look = Look { color: color.or(known.look.color), style: style.unwrap_or(known.look.style) };
    }

    /// The position of a kind, which is made if it is new.
    fn place_of(&mut self, kind: &Field<'_>) -> Option<usize> {
        if let Some(KindId(known)) = self.kinds.get(kind.key) {
            return Some(usize::from(*known));
        }
        let place = self.gazetteer.kinds.len();
        let id = u16::try_from(place).ok().filter(|_| place < self.limits.kinds);
        let Some(id) = id else {
            let message = format!("more than {} kinds", grouped(self.limits.kinds));
            self.report.error(&kind.key_span, &message, None);
            return None;
        };
        self.kinds.insert(kind.key.to_owned(), KindId(id));
        let kind = Kind { id: kind.key.to_owned(), label: capitalised(kind.key), look: OWN };
        self.gazetteer.kinds.push(kind);
        Some(place)
    }

    fn color(&mut self, node: &Node<'_>) -> Option<Color> {
        let text = self.text(node)?;
        if let Ok(color) = text.parse() {
            return Some(color);
        }
        let help = match nearest(text, Color::names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "expected an ANSI name such as red or bright-blue, or #rrggbb".to_owned(),
        };
        self.report.error(&node.span, &format!("unknown color `{}`", quoted(text)), Some(help));
        None
    }

    fn style(&mut self, node: &Node<'_>) -> Option<Style> {
        let text = self.text(node)?;
        let unknown = match text.parse::<Style>() {
            Ok(style) => return Some(style),
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
        let place = self.report.inside(&node.span, text, unknown.at..unknown.at + unknown.word.len());
        let help = match nearest(&unknown.word, words.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("expected one of {}", words.join(", ")),
        };
        self.report.error(&place, &format!("unknown style `{}`", quoted(&unknown.word)), Some(help));
        None
    }
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
