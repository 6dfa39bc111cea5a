//! Parses an `[[entity]]`.

use std::ops::Range;

use super::node::{Field, Node, Shape, field};
use super::reader::Reader;
use crate::gazetteer::did_you_mean::help;
use crate::gazetteer::model::{Case, Entry, Given, KindId, Surname};
use crate::gazetteer::slug;
use crate::gazetteer::template::{groups, parse_pieces};
use crate::text::quote::clip_quoted;

/// The keys of `[[entity]]`.
pub const ENTITY_KEYS: &[&str] = &[
    "name", "kind", "id", "aliases", "patterns", "case", "surname", "given", "not", "priority", "note",
    "wikidata", "url",
];

/// The parsed name of an entity.
pub struct Name {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    /// The groups, each once. None if the braces are invalid; then nothing that depends on them is checked.
    pub(super) groups: Option<Vec<String>>,
}

impl Name {
    /// True if the name has groups, or braces that are invalid.
    pub(super) fn is_template(&self) -> bool {
        self.groups.as_ref().is_none_or(|groups| !groups.is_empty())
    }
}

impl Reader<'_> {
    /// Reads an entity. Every table adds an entry, even one with errors, so that positions match the file.
    pub fn read_entity(&mut self, node: &Node<'_>) {
        let Shape::Table(fields) = &node.shape else {
            self.report_wrong_type(node, "a table");
            return;
        };
        let fields = fields.read();
        self.check_keys(&fields, ENTITY_KEYS);
        let value = |key| field(&fields, key).map(|field| &field.value);
        let name = self.read_name(node, &fields);
        let kind = self.read_entity_kind(node, &fields);
        let case = value("case").map(|case| self.read_case(case)).unwrap_or_default();
        let priority = value("priority").map_or(0, |priority| self.read_priority(priority));
        let id = self.read_id(&fields, name.as_ref());
        let surname = match value("surname") {
            Some(surname) => self.read_surname(surname),
            None if kind == Some(KindId::PERSON) => Surname::Last,
            None => Surname::No,
        };
        let given = match value("given") {
            Some(given) => self.read_given(given),
            None if kind == Some(KindId::PERSON) => Given::First,
            None => Given::No,
        };
        let (forms, not) = self.read_forms(&fields, name.as_ref(), case, priority);
        let patterns = self.read_patterns(&fields, name.as_ref(), case);
        let entry = Entry {
            id,
            is_template: name.as_ref().is_some_and(Name::is_template),
            name: name.map(|name| name.text).unwrap_or_default(),
            kind: kind.unwrap_or(KindId::PERSON),
            forms,
            patterns,
            surname,
            given,
            not,
            priority,
            note: value("note").and_then(|note| self.read_display_text(note, "note", true)),
            wikidata: value("wikidata").and_then(|item| self.read_display_text(item, "Wikidata item", false)),
            url: value("url").and_then(|url| self.read_display_text(url, "address", false)),
            line: self.report.line(node.span.start),
        };
        self.gazetteer.entries.push(entry);
    }

    fn read_name(&mut self, entity: &Node<'_>, fields: &[Field<'_>]) -> Option<Name> {
        let Some(Field { value: node, .. }) = field(fields, "name") else {
            self.report_missing(entity, "name", "every entity needs one: `name = \"..\"`".to_owned());
            return None;
        };
        let text = self.read_form_text(node, "name")?;
        let groups = match parse_pieces(&text) {
            Ok(pieces) => Some(groups(&pieces)),
            Err(error) => {
                // The name is trimmed, but the value is not.
                let value = if let Shape::Text(value) = node.shape { value } else { "" };
                let trimmed = value.len() - value.trim_start().len();
                let span = error.span.start + trimmed..error.span.end + trimmed;
                let span = self.report.span_within(&node.span, value, span);
                let help = "a group is written `{points}`, and its pattern has `(?<points>..)`";
                self.report.error(&span, &format!("{} in a name", error.message), Some(help.to_owned()));
                None
            }
        };
        Some(Name { text, span: node.span.clone(), groups })
    }

    fn read_entity_kind(&mut self, entity: &Node<'_>, fields: &[Field<'_>]) -> Option<KindId> {
        let Some(Field { value: node, .. }) = field(fields, "kind") else {
            self.report_missing(entity, "kind", format!("every entity needs one: {}", self.kinds_help()));
            return None;
        };
        let text = self.read_string(node)?;
        if let Some(kind) = self.kinds.get(text) {
            return Some(*kind);
        }
        let kinds = self.gazetteer.kinds.iter().map(|kind| kind.id.as_str());
        let help = help(text, kinds, || self.kinds_help());
        let message = if text.is_empty() {
            "empty kind".to_owned()
        } else {
            format!("unknown kind `{}`", clip_quoted(text))
        };
        self.report.error(&node.span, &message, Some(help));
        None
    }

    /// Returns a help message that names the first 12 kinds.
    fn kinds_help(&self) -> String {
        let kinds: Vec<&str> = self.gazetteer.kinds.iter().take(12).map(|kind| kind.id.as_str()).collect();
        format!("one of {}, or your own under `[kinds.NAME]`", kinds.join(", "))
    }

    fn read_id(&mut self, fields: &[Field<'_>], name: Option<&Name>) -> String {
        let (id, span, help) = match field(fields, "id") {
            Some(Field { value: node, .. }) => match self.read_line(node, "id") {
                Some(id) => (id, node.span.clone(), "give it another"),
                None => return String::new(),
            },
            None => match name {
                Some(name) => (
                    slug(&name.text),
                    name.span.clone(),
                    "it is derived from the name: give one of the two an `id`",
                ),
                None => return String::new(),
            },
        };
        if let Some(first) = self.claims.claim_id(&id, self.report.line(span.start)) {
            let message = format!("duplicate id `{}`: also on line {first}", clip_quoted(&id));
            self.report.error(&span, &message, Some(help.to_owned()));
        }
        id
    }

    /// Reads the `case` of an entity or an alias. An invalid value counts as the default.
    pub(super) fn read_case(&mut self, node: &Node<'_>) -> Case {
        let Some(text) = self.read_string(node) else { return Case::default() };
        if let Some((_, case)) = Case::NAMES.iter().find(|(name, _)| *name == text) {
            return *case;
        }
        let names = || Case::NAMES.iter().map(|(name, _)| *name);
        let help =
            help(text, names(), || format!("expected one of {}", names().collect::<Vec<_>>().join(", ")));
        self.report.error(&node.span, &format!("unknown case `{}`", clip_quoted(text)), Some(help));
        Case::default()
    }

    fn read_priority(&mut self, node: &Node<'_>) -> i64 {
        if let Shape::Integer(priority) = node.shape {
            return priority;
        }
        self.report_wrong_type(node, "an integer");
        0
    }

    fn read_surname(&mut self, node: &Node<'_>) -> Surname {
        self.read_bare_word(node, "surname", Surname::No, Surname::Last, Surname::Word)
    }

    fn read_given(&mut self, node: &Node<'_>) -> Given {
        self.read_bare_word(node, "given name", Given::No, Given::First, Given::Word)
    }

    /// Reads `true`, `false` or the surname or given name itself. An invalid value counts as `false`.
    fn read_bare_word<T>(&mut self, node: &Node<'_>, what: &str, no: T, yes: T, word: fn(String) -> T) -> T {
        match node.shape {
            Shape::Boolean(true) => yes,
            Shape::Boolean(false) => no,
            Shape::Text(_) => self.read_form_text(node, what).map_or(no, word),
            _ => {
                self.report_wrong_type(node, "true, false or a string");
                no
            }
        }
    }
}
