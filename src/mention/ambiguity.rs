//! Checks a valid list for forms of different entities that interfere with each other.

use crate::gazetteer::{EntryId, Form, Gazetteer};
use crate::mention::literals::Literals;
use crate::mention::model::{Rule, form_text, line_of_form};
use crate::mention::patterns::Patterns;
use crate::text::fold::fold;

/// Separates the forms in the text that patterns are run on. A match that crosses it is ignored.
const SEPARATOR: &str = "\n\n";

/// Something in the list that may not be intended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The line of the list, from 1.
    pub line: u32,
    /// The phrase or pattern on that line.
    pub term: String,
    /// The warning, in one line.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// Finds forms inside a `not` phrase of another entity, and patterns that match a form of another entity, in
/// list order.
///
/// # Errors
/// The same as [`Matcher::new`](crate::mention::Matcher::new).
pub fn ambiguities(gazetteer: &Gazetteer) -> Result<Vec<Ambiguity>, String> {
    let mut ambiguities = inside_not(gazetteer, &Literals::new(gazetteer)?);
    ambiguities.extend(patterns_on_forms(gazetteer, &Patterns::new(gazetteer)?));
    ambiguities.sort_by_key(|ambiguity| ambiguity.line);
    Ok(ambiguities)
}

/// Finds forms inside a `not` phrase of another entity, which does not block them.
fn inside_not(gazetteer: &Gazetteer, literals: &Literals) -> Vec<Ambiguity> {
    let mut ambiguities = Vec::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        for phrase in &entry.not {
            let (mut candidates, mut blocked) = (Vec::new(), Vec::new());
            literals.find(&phrase.text, &fold(&phrase.text), &mut candidates, &mut blocked);
            for other in candidates.iter().filter(|other| other.entry != id) {
                let form = form_text(gazetteer, other.entry, other.form);
                let name = name(gazetteer, other.entry);
                let is_whole = other.span == (0..phrase.text.len());
                let (what, help) = if is_whole {
                    (format!("is a form of {name}"), "the longer name wins anyway: `not` is not needed here")
                } else {
                    (
                        format!("contains `{form}`, a form of {name}"),
                        "`not` blocks this entity only: that form is still found inside",
                    )
                };
                let line = line_of_form(gazetteer, other.entry, other.form);
                ambiguities.push(Ambiguity {
                    line: phrase.line,
                    term: phrase.text.clone(),
                    message: format!("`{}`, a phrase in `not`, {what} (line {line})", phrase.text),
                    help,
                });
            }
        }
    }
    ambiguities
}

/// Finds patterns that match all or part of a form of another entity. Reports only the first such form of each
/// pattern.
fn patterns_on_forms(gazetteer: &Gazetteer, patterns: &Patterns) -> Vec<Ambiguity> {
    let mut forms: Vec<(usize, EntryId, &Form)> = Vec::new();
    let mut text = String::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        for form in &entry.forms {
            forms.push((text.len(), id, form));
            text.push_str(&form.text);
            text.push_str(SEPARATOR);
        }
    }
    let mut candidates = Vec::new();
    patterns.find(&text, 0..text.len(), usize::MAX, &mut candidates);
    candidates.sort_by_key(|candidate| (candidate.entry, candidate.form, candidate.span.start));
    let mut ambiguities: Vec<Ambiguity> = Vec::new();
    let mut reported = None;
    for candidate in candidates.iter().filter(|candidate| candidate.rule == Rule::Pattern) {
        let at = forms.partition_point(|(start, ..)| *start <= candidate.span.start);
        let Some((start, owner, form)) = at.checked_sub(1).and_then(|at| forms.get(at)) else { continue };
        let end = start + form.text.len();
        if *owner == candidate.entry
            || candidate.span.end > end
            || reported == Some((candidate.entry, candidate.form))
        {
            continue;
        }
        reported = Some((candidate.entry, candidate.form));
        let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
        let is_whole = candidate.span == (*start..end);
        let is_equal = priority(candidate.entry) == priority(*owner);
        let (how, help) = match (is_whole, is_equal) {
            (true, true) => ("such mentions will be ambiguous", "give one of the two a higher `priority`"),
            (true, false) => {
                ("the higher `priority` wins", "exclude that form from the pattern if this is not intended")
            }
            (false, _) => (
                "such mentions are nested in the longer name",
                "they do not count; ignore this if it is intended",
            ),
        };
        let pattern = form_text(gazetteer, candidate.entry, candidate.form);
        let owner = name(gazetteer, *owner);
        ambiguities.push(Ambiguity {
            line: line_of_form(gazetteer, candidate.entry, candidate.form),
            term: pattern.to_owned(),
            message: format!(
                "the pattern matches `{}`, a form of {owner} (line {}): {how}",
                form.text, form.line
            ),
            help,
        });
    }
    ambiguities
}

fn name(gazetteer: &Gazetteer, entry: EntryId) -> &str {
    gazetteer.entry(entry).map_or("", |entry| entry.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(list: &str) -> Vec<(u32, String)> {
        let gazetteer = crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer;
        ambiguities(&gazetteer)
            .unwrap()
            .into_iter()
            .map(|ambiguity| (ambiguity.line, ambiguity.message))
            .collect()
    }

    #[test]
    fn a_form_inside_a_not_phrase_of_another_entity_is_reported() {
        let list = "[[entity]]\nname = 'Dynamo'\nkind = 'place'\nnot = ['Dynamo Kyiv', 'dynamo engine']\n[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
        assert_eq!(
            reported(list),
            [(4, "`Dynamo Kyiv`, a phrase in `not`, contains `Kyiv`, a form of Kyiv (line 6)".to_owned())]
        );
        let whole = list.replace("name = 'Kyiv'", "name = 'Dynamo Kyiv'");
        assert_eq!(
            reported(&whole),
            [(4, "`Dynamo Kyiv`, a phrase in `not`, is a form of Dynamo Kyiv (line 6)".to_owned())]
        );
    }

    #[test]
    fn a_pattern_that_matches_a_form_of_another_entity_is_reported_once() {
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
        assert_eq!(reported(list), [(4, message.to_owned())]);
        let higher = list.replace("kind = 'plan'\npatterns", "kind = 'plan'\npriority = 1\npatterns");
        assert!(reported(&higher)[0].1.ends_with("the higher `priority` wins"));
        let inside = list.replace("name = '28-point plan'", "name = 'Plan'").replace("'19-point plan', ", "");
        assert!(reported(&inside)[0].1.ends_with("nested in the longer name"), "{:?}", reported(&inside));
        assert!(reported(&list.replace("-point plan']\n[[", "-step plan']\n[[")).is_empty());
    }
}
