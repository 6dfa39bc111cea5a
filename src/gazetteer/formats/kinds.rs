//! Maps other people's words for kinds to ours.

use crate::gazetteer::did_you_mean::nearest;
use crate::text::quote::{did_you_mean, quoted};

/// Words for the built-in kinds, in lower case. They come from plain tables, from spaCy's labels (of OntoNotes and
/// CoNLL) and from FollowTheMoney's schemata. Any other word must be a kind that the list defines.
///
/// NORP is left out: it marks words for groups of people (nations, faiths, parties) more often than names.
const WORDS: &[(&str, &str)] = &[
    ("person", "person"),
    ("persons", "person"),
    ("people", "person"),
    ("per", "person"),
    ("place", "place"),
    ("places", "place"),
    ("location", "place"),
    ("loc", "place"),
    ("gpe", "place"),
    ("fac", "place"),
    ("country", "place"),
    ("city", "place"),
    ("territory", "place"),
    ("organisation", "organisation"),
    ("organisations", "organisation"),
    ("organization", "organisation"),
    ("organizations", "organisation"),
    ("org", "organisation"),
    ("company", "organisation"),
    ("legalentity", "organisation"),
    ("publicbody", "organisation"),
    ("plan", "plan"),
    ("plans", "plan"),
    ("law", "plan"),
    ("event", "event"),
    ("events", "event"),
];

/// FollowTheMoney schemata that describe relations between entities, or facts about one (`Passport`, `Note`). They have
/// no name, even if they have a caption.
pub const RELATIONS: &[&str] = &[
    "Associate",
    "ContractAward",
    "CourtCaseParty",
    "Debt",
    "Directorship",
    "Documentation",
    "EconomicActivity",
    "Employment",
    "Family",
    "Identification",
    "Interest",
    "Interval",
    "Membership",
    "Mention",
    "Note",
    "Occupancy",
    "Ownership",
    "Passport",
    "Payment",
    "ProjectParticipant",
    "Representation",
    "Sanction",
    "Similar",
    "Succession",
    "TaxRoll",
    "UnknownLink",
];

/// The kinds of the list to import into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kinds {
    ids: Vec<String>,
    default: Option<String>,
}

impl Kinds {
    /// Creates the kinds from the ids that the list has, built-in ones included.
    pub fn new<'k>(ids: impl IntoIterator<Item = &'k str>) -> Self {
        Self { ids: ids.into_iter().map(str::to_owned).collect(), default: None }
    }

    /// Sets the kind of rows that have none.
    ///
    /// # Errors
    /// Returns a one-line message if the list has no such kind, or if `word` is blank and there is no default yet.
    pub fn with_default(mut self, word: &str) -> Result<Self, String> {
        self.default = Some(self.resolve(word)?);
        Ok(self)
    }

    /// True if rows may omit the kind.
    pub fn has_default(&self) -> bool {
        self.default.is_some()
    }

    /// Returns the id of the kind that a word means: a kind of the list, as written or in lower case, else the
    /// built-in kind that it denotes. A blank word means the default kind.
    ///
    /// # Errors
    /// Returns a one-line message with the problem and how to fix it.
    pub fn resolve(&self, word: &str) -> Result<String, String> {
        let word = word.trim();
        if word.is_empty() {
            let missing = || "it has no kind; set one for such rows with --kind".to_owned();
            return self.default.clone().ok_or_else(missing);
        }
        let lower = word.to_lowercase();
        if let Some(id) = self.ids.iter().find(|id| *id == word || **id == lower) {
            return Ok(id.clone());
        }
        if let Some((_, kind)) = WORDS.iter().find(|(other, _)| *other == lower) {
            return Ok((*kind).to_owned());
        }
        let meant = nearest(&lower, self.ids.iter().map(String::as_str));
        let meant = meant.map(|meant| format!("{} If not, ", did_you_mean(&quoted(meant))));
        let is_bare = lower.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let key = if is_bare { lower } else { format!("\"{lower}\"") };
        Err(format!(
            "the list has no kind `{}`; {}define it there with `[kinds.{}]`",
            quoted(word),
            meant.unwrap_or_default(),
            quoted(&key)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Kinds {
        Kinds::new(["person", "place", "organisation", "plan", "event", "weapon", "company", "My Kind"])
    }

    #[test]
    fn foreign_words_resolve_to_kinds_of_the_list() {
        for (word, expected) in [
            ("person", "person"),
            ("PERSON", "person"),
            (" Per ", "person"),
            ("GPE", "place"),
            ("LegalEntity", "organisation"),
            ("Organization", "organisation"),
            ("LAW", "plan"),
            ("WEAPON", "weapon"),
            ("Company", "company"),
            ("My Kind", "My Kind"),
        ] {
            assert_eq!(kinds().resolve(word).as_deref(), Ok(expected), "{word}");
        }
        assert_eq!(Kinds::new(["organisation"]).resolve("Company").as_deref(), Ok("organisation"));
    }

    #[test]
    fn unknown_kind_error_has_advice() {
        let error = |word: &str| kinds().resolve(word).unwrap_err();
        assert_eq!(error("NORP"), "the list has no kind `NORP`; define it there with `[kinds.norp]`");
        assert!(error("persn").contains("did you mean `person`?"));
        assert!(error("works of art").ends_with("`[kinds.\"works of art\"]`"));
        assert!(error("").contains("--kind"));
        assert!(!error("\u{1b}[2J").contains('\u{1b}'));
        assert_eq!(kinds().with_default("ORG").unwrap().resolve(" ").as_deref(), Ok("organisation"));
        assert!(kinds().with_default("nonsense").is_err());
    }

    #[test]
    fn words_are_unique_and_map_to_built_in_kinds() {
        let built_in = crate::gazetteer::Gazetteer::default().kinds;
        for (index, (word, kind)) in WORDS.iter().enumerate() {
            assert!(built_in.iter().any(|known| known.id == *kind), "{kind}");
            assert_eq!(word.to_lowercase(), *word);
            assert!(!WORDS.iter().take(index).any(|(other, _)| other == word), "{word}");
        }
        for relation in RELATIONS {
            assert!(!WORDS.iter().any(|(word, _)| *word == relation.to_lowercase()), "{relation}");
        }
    }
}
