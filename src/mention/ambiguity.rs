//! What in a list may not do what was meant, though each entity is right for itself: names that meet.

use crate::gazetteer::{EntryId, Form, Gazetteer};
use crate::mention::literals::Literals;
use crate::mention::model::{Rule, form_text, line_of_form};
use crate::mention::patterns::Patterns;
use crate::text::fold::fold;

/// Between the forms that patterns are tried on: no mention crosses it.
const APART: &str = "\n\n";

/// Something that its author may not have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line of the list, from 1.
    pub line: u32,
    /// What of that line it is about, as the list means it.
    pub place: String,
    /// What is doubtful, in one line.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// Forms that stand inside a phrase of another entity's `not`, and patterns that match a form of another entity; in the
/// order of the list.
///
/// # Errors
/// As [`Matcher::new`](crate::mention::Matcher::new).
pub fn doubts(gazetteer: &Gazetteer) -> Result<Vec<Doubt>, String> {
    let mut doubts = inside_not(gazetteer, &Literals::new(gazetteer)?);
    doubts.extend(patterns_on_forms(gazetteer, &Patterns::new(gazetteer)?));
    doubts.sort_by_key(|doubt| doubt.line);
    Ok(doubts)
}

/// A phrase in `not` blocks its own entity only: what else stands inside it is still found.
fn inside_not(gazetteer: &Gazetteer, literals: &Literals) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        for phrase in &entry.not {
            let (mut candidates, mut blocked) = (Vec::new(), Vec::new());
            literals.find(&phrase.text, &fold(&phrase.text), &mut candidates, &mut blocked);
            for other in candidates.iter().filter(|other| other.entry != id) {
                let form = form_text(gazetteer, other.entry, other.form);
                let name = name(gazetteer, other.entry);
                let whole = other.span == (0..phrase.text.len());
                let (what, help) = if whole {
                    (
                        format!("is a form of {name}"),
                        "the longer name wins by itself: `not` is not needed here",
                    )
                } else {
                    (
                        format!("holds `{form}`, a form of {name}"),
                        "`not` blocks this entity only: that form is still found inside",
                    )
                };
                let line = line_of_form(gazetteer, other.entry, other.form);
                doubts.push(Doubt {
                    line: phrase.line,
                    place: phrase.text.clone(),
                    message: format!("`{}`, a phrase in `not`, {what} (line {line})", phrase.text),
                    help,
                });
            }
        }
    }
    doubts
}

/// A pattern that matches a form of another entity makes its mentions ambiguous, or nests in them. Of each pattern the
/// first such form is told.
fn patterns_on_forms(gazetteer: &Gazetteer, patterns: &Patterns) -> Vec<Doubt> {
    let mut forms: Vec<(usize, EntryId, &Form)> = Vec::new();
    let mut text = String::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        for form in &entry.forms {
            forms.push((text.len(), id, form));
            text.push_str(&form.text);
            text.push_str(APART);
        }
    }
    let mut candidates = Vec::new();
    patterns.find(&text, 0..text.len(), usize::MAX, &mut candidates);
    candidates.sort_by_key(|one| (one.entry, one.form, one.span.start));
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut told = None;
    for one in candidates.iter().filter(|one| one.rule == Rule::Pattern) {
        let at = forms.partition_point(|(start, ..)| *start <= one.span.start);
        let Some((start, owner, form)) = at.checked_sub(1).and_then(|at| forms.get(at)) else { continue };
        let end = start + form.text.len();
        if *owner == one.entry || one.span.end > end || told == Some((one.entry, one.form)) {
            continue;
        }
        told = Some((one.entry, one.form));
        let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
        let is_whole = one.span == (*start..end);
        let is_even = priority(one.entry) == priority(*owner);
        let (how, help) = match (is_whole, is_even) {
            (true, true) => ("such mentions will be ambiguous", "give one of the two a higher `priority`"),
            (true, false) => {
                ("the higher `priority` wins", "leave the form out of the pattern if that is not meant")
            }
            (false, _) => (
                "such mentions are nested in the longer name",
                "they do not count; nothing to do if that is meant",
            ),
        };
        let pattern = form_text(gazetteer, one.entry, one.form);
        let owner = name(gazetteer, *owner);
        doubts.push(Doubt {
            line: line_of_form(gazetteer, one.entry, one.form),
            place: pattern.to_owned(),
            message: format!(
                "the pattern matches `{}`, a form of {owner} (line {}): {how}",
                form.text, form.line
            ),
            help,
        });
    }
    doubts
}

fn name(gazetteer: &Gazetteer, entry: EntryId) -> &str {
    gazetteer.entry(entry).map_or("", |entry| entry.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(list: &str) -> Vec<(u32, String)> {
        let gazetteer = crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer;
        doubts(&gazetteer).unwrap().into_iter().map(|doubt| (doubt.line, doubt.message)).collect()
    }

    #[test]
    fn a_form_inside_the_not_of_another_is_told() {
        let list = "[[entity]]\nname = 'Dynamo'\nkind = 'place'\nnot = ['Dynamo Kyiv', 'dynamo engine']\n[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
        assert_eq!(
            told(list),
            [(4, "`Dynamo Kyiv`, a phrase in `not`, holds `Kyiv`, a form of Kyiv (line 6)".to_owned())]
        );
        let whole = list.replace("name = 'Kyiv'", "name = 'Dynamo Kyiv'");
        assert_eq!(
            told(&whole),
            [(4, "`Dynamo Kyiv`, a phrase in `not`, is a form of Dynamo Kyiv (line 6)".to_owned())]
        );
    }

    #[test]
    fn a_pattern_that_matches_a_form_of_another_is_told_once() {
        let list = r"[[entity]]
name = 'Plans'
kind = 'plan'
patterns = ['\d+-point plan']
[[entity]]
name = '28-point plan'
kind = 'plan'
aliases = ['19-point plan', 'the old 28-point plan']
";
        let message = "the pattern matches `28-point plan`, a form of 28-point plan (line 6): such mentions will be ambiguous";
        assert_eq!(told(list), [(4, message.to_owned())]);
        let higher = list.replace("kind = 'plan'\npatterns", "kind = 'plan'\npriority = 1\npatterns");
        assert!(told(&higher)[0].1.ends_with("the higher `priority` wins"));
        let inside = list.replace("name = '28-point plan'", "name = 'Plan'").replace("'19-point plan', ", "");
        assert!(told(&inside)[0].1.ends_with("nested in the longer name"), "{:?}", told(&inside));
        assert!(told(&list.replace("-point plan']\n[[", "-step plan']\n[[")).is_empty());
    }
}
