//! Resolves the entity given to `--entity` or `concordance`.

use std::collections::BTreeSet;

use crate::gazetteer::{Entry, EntryId, Gazetteer, slug};
use crate::mention::EntityRef;
use crate::text::fold::fold_form;
use crate::text::quote::did_you_mean;
use crate::text::sanitize::sanitize_line;

/// A name is suggested only if its Jaro-Winkler similarity, from 0 to 1, is higher than this.
const MIN_SIMILARITY: f64 = 0.8;
/// Placeholder for a template's value. It consists of letters, so that a slug keeps it.
const PLACEHOLDER: &str = "qzjxq";

/// The entities that an argument refers to. Depends only on the list, so that it is the same for every article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityQuery {
    /// An entry; for a template, all its values.
    Entry(EntryId),
    /// One value of a template, by the name or id of its entity.
    Value(String),
}

impl EntityQuery {
    /// Looks for a name (folded) or an id, then a value of a template, then any other form. Returns the first match in
    /// the list.
    ///
    /// # Errors
    /// If the list does not have the entity. The message suggests the most similar name or form, if any is similar
    /// enough.
    pub fn parse(gazetteer: &Gazetteer, name_or_id: &str) -> anyhow::Result<Self> {
        let folded = fold_form(name_or_id);
        let entries = || gazetteer.ids().zip(&gazetteer.entries);
        let by_name = entries().find(|(_, entry)| entry.id == name_or_id || fold_form(&entry.name) == folded);
        if let Some((entry, _)) = by_name {
            return Ok(Self::Entry(entry));
        }
        if gazetteer
            .entries
            .iter()
            .any(|entry| entry.is_template && matches_template(&template_name(entry), name_or_id))
        {
            return Ok(Self::Value(name_or_id.to_owned()));
        }
        let by_form =
            entries().find(|(_, entry)| entry.forms.iter().any(|form| fold_form(&form.text) == folded));
        if let Some((entry, _)) = by_form {
            return Ok(Self::Entry(entry));
        }
        let shown = sanitize_line(name_or_id);
        match nearest(gazetteer, &folded) {
            Some(near) => anyhow::bail!("the list has no entity `{shown}`; {}", did_you_mean(near)),
            None => anyhow::bail!(
                "the list has no entity `{shown}`; `whoswho entities` lists those in the articles"
            ),
        }
    }

    /// True if the query refers to the entity.
    pub fn matches(&self, entity: &EntityRef, gazetteer: &Gazetteer) -> bool {
        match self {
            Self::Entry(entry) => entity.entry == *entry,
            Self::Value(name) => {
                entity.value.is_some()
                    && (entity.id(gazetteer) == *name
                        || fold_form(&entity.name(gazetteer)) == fold_form(name))
            }
        }
    }

    /// True if both queries refer to the same entities.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entry(entry), Self::Entry(other)) => entry == other,
            (Self::Value(name), Self::Value(other)) => slug(name) == slug(other),
            _ => false,
        }
    }
}

/// Returns the name of a template with [`PLACEHOLDER`] for each of its groups.
fn template_name(entry: &Entry) -> String {
    let groups: BTreeSet<&str> =
        entry.name.split('{').filter_map(|part| part.split_once('}')).map(|(group, _)| group).collect();
    let values = vec![PLACEHOLDER; groups.len()].join("\u{1f}");
    entry.display_name(Some(&values)).into_owned()
}

/// True if the slug of the name or id is that of `template` with some value for each [`PLACEHOLDER`].
fn matches_template(template: &str, name_or_id: &str) -> bool {
    let template = slug(template);
    let name_or_id = slug(name_or_id);
    let mut literals = template.split(PLACEHOLDER);
    let Some(mut rest) = literals.next().and_then(|first| name_or_id.strip_prefix(first)) else {
        return false;
    };
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        // A value has at least one character.
        let min_value_end = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
        let Some(tail) = rest.get(min_value_end..).filter(|_| !rest.is_empty()) else { return false };
        let after = if literals.peek().is_none() {
            tail.strip_suffix(literal).map(|_| "")
        } else {
            tail.split_once(literal).map(|(_, after)| after)
        };
        let Some(after) = after else { return false };
        rest = after;
    }
    true
}

/// Returns the most similar name or form, as written in the list.
fn nearest<'a>(gazetteer: &'a Gazetteer, folded: &str) -> Option<&'a str> {
    let forms = gazetteer.entries.iter().flat_map(|entry| {
        let forms = entry.forms.iter().map(|form| form.text.as_str());
        std::iter::once(entry.name.as_str()).chain(forms)
    });
    let similarity = |form: &str| strsim::jaro_winkler(&fold_form(form), folded);
    let scored = forms.map(|form| (similarity(form), form)).filter(|(score, _)| *score > MIN_SIMILARITY);
    scored
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d+)-point (?:peace )?plan']
[[entity]]
name = "{first} and {second} accord"
kind = "plan"
patterns = ['(?<first>\w+)-(?<second>\w+) accord']
"#;

    fn parse(name_or_id: &str) -> Result<EntityQuery, String> {
        let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
        EntityQuery::parse(&gazetteer, name_or_id).map_err(|error| error.to_string())
    }

    #[test]
    fn names_ids_and_forms_match_their_entry() {
        for name_or_id in ["Kyiv", "kyiv", "KYIV", "Kiev"] {
            assert_eq!(parse(name_or_id), Ok(EntityQuery::Entry(EntryId(0))), "{name_or_id}");
        }
        assert_eq!(parse("{points}-point plan"), Ok(EntityQuery::Entry(EntryId(1))));
        assert_eq!(parse("points-point-plan"), Ok(EntityQuery::Entry(EntryId(1))));
    }

    #[test]
    fn template_values_match_by_name_and_id() {
        for name_or_id in ["28-point plan", "28-Point Plan", "28-point-plan", "Minsk and Kyiv accord"] {
            assert_eq!(parse(name_or_id), Ok(EntityQuery::Value(name_or_id.to_owned())), "{name_or_id}");
        }
        for name_or_id in
            ["point plan", "-point plan", "28-point plans", "a 28-point", "Minsk and accord", "accord"]
        {
            assert!(parse(name_or_id).is_err(), "{name_or_id}");
        }
    }

    #[test]
    fn queries_are_the_same_if_they_refer_to_the_same_entities() {
        for (left, right, is_same) in [
            ("Kyiv", "Kiev", true),
            ("28-point plan", "28-point-plan", true),
            ("28-point plan", "29-point plan", false),
            ("28-point plan", "{points}-point plan", false),
            ("Kyiv", "28-point plan", false),
        ] {
            assert_eq!(parse(left).unwrap().is_same(&parse(right).unwrap()), is_same, "{left} {right}");
        }
    }

    #[test]
    fn most_similar_name_is_suggested() {
        assert!(parse("Kyev").unwrap_err().ends_with("did you mean `Kyiv`?"));
        assert!(parse("Kievv").unwrap_err().ends_with("did you mean `Kiev`?"));
        assert!(parse("Atlantis").unwrap_err().ends_with("`whoswho entities` lists those in the articles"));
        assert!(!parse("\u{1b}[31m").unwrap_err().contains('\u{1b}'));
    }
}
