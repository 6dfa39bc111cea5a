//! One `[[entity]]`.

use std::ops::Range;

use super::node::{Field, Node, Shape, field};
use super::reader::{Reader, quoted};
use crate::gazetteer::model::{Case, Entry, Given, KindId, Surname};
use crate::gazetteer::nearest::nearest;
use crate::gazetteer::slug;
use crate::gazetteer::template::{groups, pieces};

/// The keys of `[[entity]]`.
pub const ENTITY_KEYS: &[&str] = &[
    "name", "kind", "id", "aliases", "patterns", "case", "surname", "given", "not", "priority", "note",
    "wikidata", "url",
];

/// The name of an entity as far as it could be read.
pub struct Name {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    /// The groups, each once; None if its braces are wrong, and then nothing that depends on them is checked.
    pub(super) groups: Option<Vec<String>>,
}

impl Name {
    /// Whether it was meant to have groups.
    pub(super) fn is_template(&self) -> bool {
        self.groups.as_ref().is_none_or(|groups| !groups.is_empty())
    }
}

impl Reader<'_> {
    /// Reads one entity. Whatever is wrong with it, an entry is made, so that positions stay those of the file.
    pub fn read_entity(&mut self, node: &Node<'_>) {
        let Shape::Table(fields) = &node.shape else {
            self.wrong_type(node, "a table");
            return;
        };
        let fields = fields.read();
        self.check_keys(&fields, ENTITY_KEYS);
        let value = |key| field(&fields, key).map(|field| &field.value);
        let name = self.name(node, &fields);
        let kind = self.kind(node, &fields);
        let case = value("case").map(|case| self.case(case)).unwrap_or_default();
        let priority = value("priority").map_or(0, |priority| self.priority(priority));
        let id = self.id(&fields, name.as_ref());
        let surname = match value("surname") {
            Some(surname) => self.surname(surname),
            None if kind == Some(KindId::PERSON) => Surname::Last,
            None => Surname::No,
        };
        let given = match value("given") {
            Some(given) => self.given(given),
            None if kind == Some(KindId::PERSON) => Given::First,
            None => Given::No,
        };
        let (forms, not) = self.forms(&fields, name.as_ref(), case, priority);
        let patterns = self.patterns(&fields, name.as_ref(), case);
        let entry = Entry {
            id,
            template: name.as_ref().is_some_and(Name::is_template),
            name: name.map(|name| name.text).unwrap_or_default(),
            kind: kind.unwrap_or(KindId::PERSON),
            forms,
            patterns,
            surname,
            given,
            not,
            priority,
            note: value("note").and_then(|note| self.remark(note, "note", true)),
            wikidata: value("wikidata").and_then(|item| self.remark(item, "Wikidata item", false)),
            url: value("url").and_then(|url| self.remark(url, "address", false)),
            line: self.report.line(node.span.start),
        };
        self.gazetteer.entries.push(entry);
    }

    fn name(&mut self, entity: &Node<'_>, fields: &[Field<'_>]) -> Option<Name> {
        let Some(Field { value: node, .. }) = field(fields, "name") else {
            self.missing(entity, "name", "every entity has one: `name = \"..\"`".to_owned());
            return None;
        };
        let text = self.form_text(node, "name")?;
        let groups = match pieces(&text) {
            Ok(pieces) => Some(groups(&pieces)),
            Err(mistake) => {
                // The value may begin with spaces that the name does not have.
                let value = if let Shape::Text(value) = node.shape { value } else { "" };
                let trimmed = value.len() - value.trim_start().len();
                let at = mistake.at.start + trimmed..mistake.at.end + trimmed;
                let place = self.report.inside(&node.span, value, at);
                let help = "a group is written `{points}`, and its pattern has `(?<points>..)`";
                self.report.error(&place, &format!("{} in a name", mistake.message), Some(help.to_owned()));
                None
            }
        };
        Some(Name { text, span: node.span.clone(), groups })
    }

    fn kind(&mut self, entity: &Node<'_>, fields: &[Field<'_>]) -> Option<KindId> {
        let Some(Field { value: node, .. }) = field(fields, "kind") else {
            self.missing(entity, "kind", format!("every entity has one: {}", self.known_kinds()));
            return None;
        };
        let text = self.text(node)?;
        if let Some(kind) = self.kinds.get(text) {
            return Some(*kind);
        }
        let help = match nearest(text, self.gazetteer.kinds.iter().map(|kind| kind.id.as_str())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => self.known_kinds(),
        };
        let message = if text.is_empty() {
            "empty kind".to_owned()
        } else {
            format!("unknown kind `{}`", quoted(text))
        };
        self.report.error(&node.span, &message, Some(help));
        None
    }

    /// The kinds there are, as help; the first of them, if there are many.
    fn known_kinds(&self) -> String {
        let known: Vec<&str> = self.gazetteer.kinds.iter().take(12).map(|kind| kind.id.as_str()).collect();
        format!("one of {}, or your own under `[kinds.NAME]`", known.join(", "))
    }

    fn id(&mut self, fields: &[Field<'_>], name: Option<&Name>) -> String {
        let (id, span, help) = match field(fields, "id") {
            Some(Field { value: node, .. }) => match self.line_of_text(node, "id") {
                Some(id) => (id, node.span.clone(), "give it another"),
                None => return String::new(),
            },
            None => match name {
                Some(name) => (
                    slug(&name.text),
                    name.span.clone(),
                    "it is made of the name: give one of the two an `id`",
                ),
                None => return String::new(),
            },
        };
        if let Some(first) = self.claims.id(&id, self.report.line(span.start)) {
            let message = format!("duplicate id `{}`: line {first} has it too", quoted(&id));
            self.report.error(&span, &message, Some(help.to_owned()));
        }
        id
    }

    /// `case` of an entity or of an alias; what is wrong reads as the default.
    pub(super) fn case(&mut self, node: &Node<'_>) -> Case {
        let Some(text) = self.text(node) else { return Case::default() };
        if let Some((_, case)) = Case::NAMES.iter().find(|(name, _)| *name == text) {
            return *case;
        }
        let names = || Case::NAMES.iter().map(|(name, _)| *name);
        let help = match nearest(text, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("expected one of {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.report.error(&node.span, &format!("unknown case `{}`", quoted(text)), Some(help));
        Case::default()
    }

    fn priority(&mut self, node: &Node<'_>) -> i64 {
        if let Shape::Integer(priority) = node.shape {
            return priority;
        }
        self.wrong_type(node, "an integer");
        0
    }

    fn surname(&mut self, node: &Node<'_>) -> Surname {
        self.bare_word(node, "surname", Surname::No, Surname::Last, Surname::Word)
    }

    fn given(&mut self, node: &Node<'_>) -> Given {
        self.bare_word(node, "given name", Given::No, Given::First, Given::Word)
    }

    /// `false`, `true` or a word that names a person alone; what is wrong reads as `false`.
    fn bare_word<T>(&mut self, node: &Node<'_>, what: &str, no: T, yes: T, word: fn(String) -> T) -> T {
        match node.shape {
            Shape::Boolean(true) => yes,
            Shape::Boolean(false) => no,
            Shape::Text(_) => self.form_text(node, what).map_or(no, word),
            _ => {
                self.wrong_type(node, "true, false or a string");
                no
            }
        }
    }
}
