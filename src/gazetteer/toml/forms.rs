//! The literal forms of an entity: its name, its aliases, and the phrases that are not it.

use std::collections::{HashMap, HashSet};

use super::entity::Name;
use super::node::{Field, Node, Shape, field};
use super::reader::{Reader, quoted};
use crate::gazetteer::limits::MOST_CLAIMS;
use crate::gazetteer::model::{Blocked, Case, Form};

/// The keys of an alias that is a table.
pub const ALIAS_KEYS: &[&str] = &["text", "case", "weak", "guard"];

/// The forms of one entity as they are read.
struct Forms {
    case: Case,
    priority: i64,
    list: Vec<Form>,
    /// The line and the weakness of each text, for what is listed twice.
    seen: HashMap<(String, Case), (u32, bool)>,
    folded: HashSet<String>,
}

impl Reader<'_> {
    /// The forms of an entity, its name first, and the phrases under `not`.
    pub(super) fn forms(
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
            let form =
                Form { text: name.text.clone(), case, weak: false, guard: true, canonical: true, line };
            self.add_form(&mut forms, &node, form);
        }
        if let Some(aliases) = field(fields, "aliases") {
            self.aliases(&mut forms, aliases, name);
        }
        let not = match field(fields, "not") {
            Some(not) => self.not(&not.value, &forms.folded),
            None => Vec::new(),
        };
        (forms.list, not)
    }

    fn aliases(&mut self, forms: &mut Forms, aliases: &Field<'_>, name: Option<&Name>) {
        let expected = "an array of strings or tables";
        let Some(list) = self.list(&aliases.value, expected) else { return };
        let template = name.is_some_and(|name| name.groups.as_ref().is_some_and(|groups| !groups.is_empty()));
        let mut any = false;
        for node in list.nodes() {
            any = true;
            let form = match &node.shape {
                Shape::Text(_) => self.alias(&node, forms.case),
                Shape::Table(_) => self.alias_table(&node, forms.case),
                _ => {
                    self.wrong_type(&node, "a string or a table");
                    None
                }
            };
            if let Some(form) = form.filter(|_| !template) {
                self.add_form(forms, &node, form);
            }
        }
        if template && any {
            let help = "an alias would name no value: list it as an entity of its own, or as a pattern";
            let message = "a template has patterns, not aliases";
            self.report.error(&aliases.key_span, message, Some(help.to_owned()));
        }
    }

    fn alias(&mut self, node: &Node<'_>, case: Case) -> Option<Form> {
        let text = self.form_text(node, "alias")?;
        let line = self.report.line(node.span.start);
        Some(Form { text, case, weak: false, guard: true, canonical: false, line })
    }

    fn alias_table(&mut self, node: &Node<'_>, case: Case) -> Option<Form> {
        let Shape::Table(fields) = &node.shape else { return None };
        let fields = fields.read();
        self.check_keys(&fields, ALIAS_KEYS);
        let case = field(&fields, "case").map_or(case, |case| self.case(&case.value));
        let mut flag = |key| field(&fields, key).and_then(|flag| self.boolean(&flag.value));
        let weak = flag("weak").unwrap_or(false);
        let guard = flag("guard").unwrap_or(true);
        let Some(text) = field(&fields, "text") else {
            self.missing(node, "text", "an alias has one: `{ text = \"..\" }`".to_owned());
            return None;
        };
        Some(Form { weak, guard, ..self.alias(&text.value, case)? })
    }

    /// Takes a form in, unless the entity has the very same already, and claims it for the entity.
    fn add_form(&mut self, forms: &mut Forms, node: &Node<'_>, form: Form) {
        if !self.count_form(node) {
            return;
        }
        let key = (form.text.clone(), form.case);
        if let Some((first, weak)) = forms.seen.get(&key).copied() {
            let name = if form.text == forms.list.first().map_or("", |name| name.text.as_str()) {
                "the name is always a form itself"
            } else {
                "once is enough"
            };
            let message = format!("`{}` is listed twice: it is on line {first} too", quoted(&form.text));
            self.report.warning(&node.span, &message, Some(name.to_owned()));
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
        if let Some(first) = self.claims.form(folded.clone(), forms.priority, entity, form.line) {
            let message = format!(
                "`{}` is also a form of the entity on line {first}, with equal priority: its mentions will be ambiguous",
                quoted(&form.text)
            );
            let help = "give one of the two a higher `priority`";
            self.report.warning(&node.span, &message, Some(help.to_owned()));
        }
        forms.folded.insert(folded);
        forms.list.push(form);
    }

    fn not(&mut self, node: &Node<'_>, own: &HashSet<String>) -> Vec<Blocked> {
        let mut phrases = Vec::new();
        let Some(list) = self.list(node, "an array of strings") else { return phrases };
        for node in list.nodes() {
            let Some(text) = self.form_text(&node, "phrase") else { continue };
            if !self.count_form(&node) {
                continue;
            }
            let folded = (self.fold)(&text);
            if own.contains(&folded) {
                let message = format!("`{}` is a form of the entity itself, and blocks it", quoted(&text));
                self.report.warning(&node.span, &message, None);
            }
            if !self.count_claim(&node, &text, true, &folded) {
                continue;
            }
            phrases.push(Blocked { text, line: self.report.line(node.span.start) });
        }
        phrases
    }

    /// Counts one more claim on a folded form, or on a phrase that blocks; false, and noted once, where that is one too many.
    fn count_claim(&mut self, node: &Node<'_>, text: &str, blocks: bool, folded: &str) -> bool {
        let count = self.claims.count(folded, blocks);
        if count == MOST_CLAIMS + 1 {
            let what = if blocks { "is a phrase in `not`" } else { "is a form" };
            let message = format!("`{}` {what} of more than {MOST_CLAIMS} entities", quoted(text));
            let help = "a form that so many share tells nobody who is meant: leave it out";
            let help = if blocks { "list it as an entity: the longer name wins" } else { help };
            self.report.error(&node.span, &message, Some(help.to_owned()));
        }
        count <= MOST_CLAIMS
    }

    /// A string that is matched: one line, and something of it left once it is folded, since a form of nothing would
    /// be found everywhere.
    pub(super) fn form_text(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let text = self.line_of_text(node, what)?;
        if (self.fold)(&text).is_empty() {
            self.report.error(
                &node.span,
                &format!("empty {what}"),
                Some("nothing of it can be compared".to_owned()),
            );
            return None;
        }
        Some(text)
    }
}
