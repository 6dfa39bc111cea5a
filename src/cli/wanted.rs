//! The entity that a person means by what was typed behind `--entity`.

use std::collections::BTreeSet;

use crate::gazetteer::{Entry, EntryId, Gazetteer, slug};
use crate::mention::EntityRef;
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize_line;

/// What must be this much alike, from 0 to 1 (Jaro and Winkler), to be offered in place of a name that is not listed.
const ALIKE: f64 = 0.8;
/// Stands for a template's value while the shape of its names is looked at. Letters, so that a slug keeps them.
const ANY_VALUE: &str = "qzjxq";

/// What was meant. Found in the list alone, so that it means the same in every article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An entry; of a template every value.
    Entry(EntryId),
    /// One value of a template, by the name or the id of the entity that it makes.
    Value(String),
}

impl Wanted {
    /// Finds a name, compared as forms are, or an id; then one value of a template; then any other form. Of several
    /// entries the first in the list.
    ///
    /// # Errors
    /// One line that says that the list has no such entity, and names what is nearest.
    pub fn find(gazetteer: &Gazetteer, typed: &str) -> anyhow::Result<Self> {
        let folded = fold_form(typed);
        let entries = || gazetteer.ids().zip(&gazetteer.entries);
        let by_name = entries().find(|(_, entry)| entry.id == typed || fold_form(&entry.name) == folded);
        if let Some((entry, _)) = by_name {
            return Ok(Self::Entry(entry));
        }
        if gazetteer.entries.iter().any(|entry| entry.template && makes(&shape(entry), typed)) {
            return Ok(Self::Value(typed.to_owned()));
        }
        let by_form =
            entries().find(|(_, entry)| entry.forms.iter().any(|form| fold_form(&form.text) == folded));
        if let Some((entry, _)) = by_form {
            return Ok(Self::Entry(entry));
        }
        let shown = sanitize_line(typed);
        match nearest(gazetteer, &folded) {
            Some(near) => anyhow::bail!("the list has no entity `{shown}`; did you mean `{near}`?"),
            None => anyhow::bail!("the list has no entity `{shown}`; `whoswho entities` prints all"),
        }
    }

    /// Whether an entity is the one that was meant.
    pub fn is(&self, entity: &EntityRef, gazetteer: &Gazetteer) -> bool {
        match self {
            Self::Entry(entry) => entity.entry == *entry,
            Self::Value(name) => {
                entity.value.is_some()
                    && (entity.id(gazetteer) == *name
                        || fold_form(&entity.name(gazetteer)) == fold_form(name))
            }
        }
    }
}

/// The name of a template with [`ANY_VALUE`] for each of its groups.
fn shape(entry: &Entry) -> String {
    let groups: BTreeSet<&str> =
        entry.name.split('{').filter_map(|part| part.split_once('}')).map(|(group, _)| group).collect();
    let values = vec![ANY_VALUE; groups.len()].join("\u{1f}");
    entry.display_name(Some(&values)).into_owned()
}

/// Whether some value in the place of [`ANY_VALUE`] makes the typed name or id.
fn makes(shape: &str, typed: &str) -> bool {
    let shape = slug(shape);
    let typed = slug(typed);
    let mut literals = shape.split(ANY_VALUE);
    let Some(mut rest) = literals.next().and_then(|first| typed.strip_prefix(first)) else { return false };
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        // A value holds a character at least.
        let value_from = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
        let Some(tail) = rest.get(value_from..).filter(|_| !rest.is_empty()) else { return false };
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

/// The name or form that is most alike, as the list writes it.
fn nearest<'a>(gazetteer: &'a Gazetteer, folded: &str) -> Option<&'a str> {
    let forms = gazetteer.entries.iter().flat_map(|entry| {
        let forms = entry.forms.iter().map(|form| form.text.as_str());
        std::iter::once(entry.name.as_str()).chain(forms)
    });
    let alike = |form: &str| strsim::jaro_winkler(&fold_form(form), folded);
    let scored = forms.map(|form| (alike(form), form)).filter(|(score, _)| *score > ALIKE);
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

    fn found(typed: &str) -> Result<Wanted, String> {
        let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
        Wanted::find(&gazetteer, typed).map_err(|error| error.to_string())
    }

    #[test]
    fn names_ids_and_forms_mean_their_entry() {
        for typed in ["Kyiv", "kyiv", "KYIV", "Kiev"] {
            assert_eq!(found(typed), Ok(Wanted::Entry(EntryId(0))), "{typed}");
        }
        assert_eq!(found("{points}-point plan"), Ok(Wanted::Entry(EntryId(1))));
        assert_eq!(found("points-point-plan"), Ok(Wanted::Entry(EntryId(1))));
    }

    #[test]
    fn values_of_templates_are_found_by_name_and_id() {
        for typed in ["28-point plan", "28-Point Plan", "28-point-plan", "Minsk and Kyiv accord"] {
            assert_eq!(found(typed), Ok(Wanted::Value(typed.to_owned())), "{typed}");
        }
        for typed in
            ["point plan", "-point plan", "28-point plans", "a 28-point", "Minsk and accord", "accord"]
        {
            assert!(found(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn what_is_nearest_is_offered() {
        assert!(found("Kyev").unwrap_err().ends_with("did you mean `Kyiv`?"));
        assert!(found("Kievv").unwrap_err().ends_with("did you mean `Kiev`?"));
        assert!(found("Atlantis").unwrap_err().ends_with("`whoswho entities` prints all"));
        assert!(!found("\u{1b}[31m").unwrap_err().contains('\u{1b}'));
    }
}
