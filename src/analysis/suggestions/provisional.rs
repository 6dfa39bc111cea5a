//! A list made of suggestions, to compare articles by while the user has no list.

use super::suggestion::{Suggestion, SuggestionKind};
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::gazetteer::formats::to_toml;
use crate::gazetteer::{self, Gazetteer};

/// The kind of names whose kind is not known. Unlike the built-in kinds, it does not look like any other.
const UNKNOWN_KIND: &str = "name";
const KINDS: &str = "[kinds.name]\nlabel = \"Names\"\n\n";

/// Maximum number of names in the list: the first suggestions are in most articles.
pub const MAX_PROVISIONAL: usize = 1_000;

/// Returns a list of the new names among the suggestions, at most [`MAX_PROVISIONAL`], in their order. `gazetteer` is the
/// list that they were suggested for, which must have no entities. A name that a list cannot hold is left out.
pub fn provisional_list(suggestions: &[Suggestion], gazetteer: &Gazetteer) -> Gazetteer {
    let new = suggestions.iter().filter(|suggestion| suggestion.kind == SuggestionKind::New);
    let additions: Vec<Addition> = new
        .take(MAX_PROVISIONAL)
        .map(|suggestion| {
            let guess = suggestion.guess.and_then(|guess| gazetteer.kind(guess));
            Addition::Entity(NewEntity {
                name: suggestion.surface.clone(),
                kind: guess.map_or(UNKNOWN_KIND, |kind| &kind.id).to_owned(),
                aliases: suggestion.aliases.clone(),
                ..NewEntity::default()
            })
        })
        .filter(|addition| to_toml(std::slice::from_ref(addition)).is_ok())
        .collect();
    let entities = to_toml(&additions).unwrap_or_default();
    let parsed = gazetteer::parse(&format!("{KINDS}{entities}"), "suggestions");
    parsed.map(|parsed| parsed.gazetteer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analysis::suggestions::{Candidates, find_unlisted_names};
    use crate::article::{ArticleKey, Format, parse};
    use crate::mention::Matcher;

    #[test]
    fn list_has_the_names_that_are_suggested_with_their_kinds() {
        let text = "# A report\n\nMinister Nora Quist spoke in Oslo. Later Nora Quist left Oslo.\n\nThe {odd} Name{ and Name{ again.";
        let article = parse(ArticleKey::from_path(Path::new("1.md")), Format::Markdown, text.to_owned(), 0);
        let empty = gazetteer::parse("", "none").unwrap().gazetteer;
        let matcher = Matcher::new(std::sync::Arc::new(empty)).unwrap();
        let mut candidates = Candidates::new();
        candidates.add(find_unlisted_names(&article, &matcher.find(&article), matcher.gazetteer()));
        let suggestions = candidates.suggestions(matcher.gazetteer(), |_| false);
        let list = provisional_list(&suggestions, matcher.gazetteer());
        let kind = |name: &str| {
            let entry = list.entries.iter().find(|entry| entry.name == name).expect(name);
            list.kind(entry.kind).unwrap().id.clone()
        };
        assert_eq!((kind("Nora Quist"), kind("Oslo")), ("person".to_owned(), "name".to_owned()));
        assert_eq!(list.entries.len(), suggestions.len());
    }
}
