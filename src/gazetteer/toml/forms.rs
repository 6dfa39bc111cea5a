//! Parses the literal forms of an entity: its name, its aliases and its `not` phrases.

use std::collections::{HashMap, HashSet};

use super::entity::Name;
use super::node::{Field, Node, Shape, field};
use super::reader::Reader;
use crate::gazetteer::limits::MAX_CLAIMS;
use crate::gazetteer::model::{Blocked, Case, Form};
use crate::text::quote::clip_quoted;

/// The keys of an alias table.
pub const ALIAS_KEYS: &[&str] = &["text", "case", "weak", "guard"];

/// The forms of an entity being parsed.
struct Forms {
    case: Case,
    priority: i64,
    list: Vec<Form>,
    /// The line of each form, and whether it is weak, to detect duplicates.
    seen: HashMap<(String, Case), (u32, bool)>,
    folded: HashSet<String>,
}

impl Reader<'_> {
    /// Returns the forms of an entity, the name first, and its `not` phrases.
    pub(super) fn read_forms(
        &mut self,
        fields: &[Field<'_>],
        name: Option<&Name>,
        case: Case,
        priority: i64,
    ) -> (Vec<Form>, Vec<Blocked>) {
        let mut forms =
            Forms { case, priority, list: Vec::new(), seen: HashMap::new(), folded: HashSet::new() };
        if let Some(name) = name.filter(|name| !name.is_template()) {
            let node = Node { span: name.span.clone(), shape: Shape::Text(&name.text) };
            let line = self.report.line(name.span.start);
            let form = Form { text: name.text.clone(), case, weak: false, guard: true, is_name: true, line };
            self.add_form(&mut forms, &node, form);
        }
        if let Some(aliases) = field(fields, "aliases") {
            self.read_aliases(&mut forms, aliases, name);
        }
        let not = match field(fields, "not") {
            Some(not) => self.read_not_phrases(&not.value, &forms.folded),
            None => Vec::new(),
        };
        (forms.list, not)
    }

    fn read_aliases(&mut self, forms: &mut Forms, aliases: &Field<'_>, name: Option<&Name>) {
        let expected = "an array of strings or tables";
        let Some(list) = self.read_array(&aliases.value, expected) else { return };
        let is_template =
            name.is_some_and(|name| name.groups.as_ref().is_some_and(|groups| !groups.is_empty()));
        let mut is_empty = true;
        for node in list.nodes() {
            is_empty = false;
            let form = match &node.shape {
                Shape::Text(_) => self.read_alias(&node, forms.case),
                Shape::Table(_) => self.read_alias_table(&node, forms.case),
                _ => {
                    self.report_wrong_type(&node, "a string or a table");
                    None
                }
            };
            if let Some(form) = form.filter(|_| !is_template) {
                self.add_form(forms, &node, form);
            }
        }
        if is_template && !is_empty {
            let help =
                "an alias would not identify a value: list it as an entity of its own, or as a pattern";
            let message = "a template has patterns, not aliases";
            self.report.error(&aliases.key_span, message, Some(help.to_owned()));
        }
    }

    fn read_alias(&mut self, node: &Node<'_>, case: Case) -> Option<Form> {
        let text = self.read_form_text(node, "alias")?;
        let line = self.report.line(node.span.start);
        Some(Form { text, case, weak: false, guard: true, is_name: false, line })
    }

    fn read_alias_table(&mut self, node: &Node<'_>, case: Case) -> Option<Form> {
        let Shape::Table(fields) = &node.shape else { return None };
        let fields = fields.read();
        self.check_keys(&fields, ALIAS_KEYS);
        let case = field(&fields, "case").map_or(case, |case| self.read_case(&case.value));
        let mut flag = |key| field(&fields, key).and_then(|flag| self.read_bool(&flag.value));
        let weak = flag("weak").unwrap_or(false);
        let guard = flag("guard").unwrap_or(true);
        let Some(text) = field(&fields, "text") else {
            self.report_missing(node, "text", "an alias needs one: `{ text = \"..\" }`".to_owned());
            return None;
        };
        Some(Form { weak, guard, ..self.read_alias(&text.value, case)? })
    }

    /// Adds a form and claims it for the entity, unless a limit is exceeded. A form with the text and case rule of an
    /// earlier one of the entity is reported, and added only if the earlier one is weak and the new one is not.
    fn add_form(&mut self, forms: &mut Forms, node: &Node<'_>, form: Form) {
        if !self.count_form(node) {
            return;
        }
        let key = (form.text.clone(), form.case);
        if let Some((first, weak)) = forms.seen.get(&key).copied() {
            let help = if forms.list.first().is_some_and(|first| first.is_name && first.text == form.text) {
                "the name is always matched"
            } else {
                "once is enough"
            };
            let message = format!("`{}` is listed twice: also on line {first}", clip_quoted(&form.text));
            self.report.warning(&node.span, &message, Some(help.to_owned()));
            if weak == form.weak || !weak {
                return;
            }
        }
        forms.seen.insert(key, (form.line, form.weak));
        let folded = (self.fold)(&form.text);
        let entity = self.gazetteer.entries.len();
        if !self.count_claim(node, &form.text, false, &folded) {
            return;
        }
        if let Some(first) = self.claims.claim_form(folded.clone(), forms.priority, entity, form.line) {
            let message = format!(
                "`{}` is also a form of another entity, on line {first}, with equal priority: its mentions will be \
                 ambiguous",
                clip_quoted(&form.text)
            );
            let help = "give one of the two a higher `priority`";
            self.report.warning(&node.span, &message, Some(help.to_owned()));
        }
        forms.folded.insert(folded);
        forms.list.push(form);
    }

    fn read_not_phrases(&mut self, node: &Node<'_>, own: &HashSet<String>) -> Vec<Blocked> {
        let mut phrases = Vec::new();
        let Some(list) = self.read_array(node, "an array of strings") else { return phrases };
        for node in list.nodes() {
            let Some(text) = self.read_form_text(&node, "phrase") else { continue };
            if !self.count_form(&node) {
                continue;
            }
            let folded = (self.fold)(&text);
            if own.contains(&folded) {
                let message = format!("`{}` blocks a form of its own entity", clip_quoted(&text));
                self.report.warning(&node.span, &message, None);
            }
            if !self.count_claim(&node, &text, true, &folded) {
                continue;
            }
            phrases.push(Blocked { text, line: self.report.line(node.span.start) });
        }
        phrases
    }

    /// Counts a claim of a folded form or, if `is_blocked`, of a `not` phrase. Returns false if there are too many,
    /// which is reported once.
    fn count_claim(&mut self, node: &Node<'_>, text: &str, is_blocked: bool, folded: &str) -> bool {
        let count = self.claims.count_claim(folded, is_blocked, self.gazetteer.entries.len());
        if count.forms == MAX_CLAIMS + 1 {
            let text = clip_quoted(text);
            let (message, help) = if count.entities <= MAX_CLAIMS {
                let what = if is_blocked { "phrases in `not`" } else { "forms" };
                let message = format!(
                    "more than {MAX_CLAIMS} {what} differ from `{text}` only in capitals, accents and the like"
                );
                (message, "they are found in the same places: leave most of them out")
            } else if is_blocked {
                let message = format!("`{text}` is a phrase in `not` of more than {MAX_CLAIMS} entities");
                (message, "list it as an entity: the longer name wins")
            } else {
                let message = format!("`{text}` is a form of more than {MAX_CLAIMS} entities");
                (message, "a form shared by so many entities identifies none: leave it out")
            };
            self.report.error(&node.span, &message, Some(help.to_owned()));
        }
        count.forms <= MAX_CLAIMS
    }

    /// Returns a one-line string to match. Reports a string that is empty when folded, since it would match everywhere.
    pub(super) fn read_form_text(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let text = self.read_line(node, what)?;
        if (self.fold)(&text).is_empty() {
            self.report.error(
                &node.span,
                &format!("empty {what}"),
                Some("nothing in it can be matched".to_owned()),
            );
            return None;
        }
        Some(text)
    }
}
