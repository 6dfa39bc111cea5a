//! Checks a valid list for forms of different entities that interfere with each other.

use crate::gazetteer::{EntryId, Form, Gazetteer};
use crate::mention::literals::Literals;
use crate::mention::model::{form_text, line_of_form};
use crate::mention::patterns::Patterns;
use crate::mention::resolve::Candidate;
use crate::text::fold::fold;

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

/// Finds forms inside a `not` phrase of another entity, and patterns that match all or part of a form of another
/// entity, ordered by the line of the phrase or pattern.
///
/// # Errors
/// The same as [`Matcher::new`](crate::mention::Matcher::new).
pub fn ambiguities(gazetteer: &Gazetteer) -> Result<Vec<Ambiguity>, String> {
    let mut ambiguities = inside_not(gazetteer, &Literals::new(gazetteer)?);
    ambiguities.extend(patterns_on_forms(gazetteer, &Patterns::new(gazetteer)?));
    ambiguities.sort_by_key(|ambiguity| ambiguity.line);
    Ok(ambiguities)
}

/// Finds the forms of other entities in each `not` phrase, which blocks only its own entity.
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
    let mut found: Vec<(Candidate, EntryId, &Form)> = Vec::new();
    let mut candidates = Vec::new();
    for (owner, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        for form in &entry.forms {
            patterns.find(&form.text, 0..form.text.len(), usize::MAX, &mut candidates);
            let others = candidates.drain(..).filter(|candidate| candidate.entry != owner);
            found.extend(others.map(|candidate| (candidate, owner, form)));
        }
    }
    // Keeps the forms of one pattern in list order.
    found.sort_by_key(|(candidate, ..)| (candidate.entry, candidate.form));
    found.dedup_by_key(|(candidate, ..)| (candidate.entry, candidate.form));
    let ambiguity = |(candidate, owner, form): (Candidate, EntryId, &Form)| {
        let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
        let is_whole = candidate.span == (0..form.text.len());
        let is_equal = priority(candidate.entry) == priority(owner);
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
        let owner = name(gazetteer, owner);
        Ambiguity {
            line: line_of_form(gazetteer, candidate.entry, candidate.form),
            term: form_text(gazetteer, candidate.entry, candidate.form).to_owned(),
            message: format!(
                "the pattern matches `{}`, a form of {owner} (line {}): {how}",
                form.text, form.line
            ),
            help,
        }
    };
    found.into_iter().map(ambiguity).collect()
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

    /// Regression: the pattern was run on all forms at once, and its match began in the form before.
    #[test]
    fn a_pattern_that_may_start_with_any_word_is_reported_for_a_form_of_one_word() {
        let list = r"[[entity]]
name = 'The strip'
kind = 'place'
patterns = ['(\w+\s+)?Gaza']
[[entity]]
name = 'Kyiv'
kind = 'place'
[[entity]]
name = 'Gaza'
kind = 'place'
";
        let message = "the pattern matches `Gaza`, a form of Gaza (line 9): such mentions will be ambiguous";
        assert_eq!(reported(list), [(4, message.to_owned())]);
    }
}
