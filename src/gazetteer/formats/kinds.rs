//! Other people's words for kinds, and ours.

use super::shown;
use crate::gazetteer::nearest::nearest;

/// Words for the built-in kinds, in lower case: of plain tables, of spaCy's labels (OntoNotes and the four of CoNLL), of
/// schemata of FollowTheMoney. What is not here keeps its own word as its kind, which the list may define.
///
/// NORP is not here: it marks words about people (nations, faiths, parties) more often than names of anybody.
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

/// Schemata of FollowTheMoney that say something about others: they name nobody, whatever their caption.
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

/// The kinds of the list that names are read for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kinds {
    known: Vec<String>,
    default: Option<String>,
}

impl Kinds {
    /// These kinds: the ids that the list has, built-in ones included.
    pub fn new<'k>(known: impl IntoIterator<Item = &'k str>) -> Self {
        Self { known: known.into_iter().map(str::to_owned).collect(), default: None }
    }

    /// The same, with a word for the kind of rows that give none.
    ///
    /// # Errors
    /// One line that says that the list has no such kind.
    pub fn with_default(mut self, word: &str) -> Result<Self, String> {
        self.default = Some(self.of_word(word)?);
        Ok(self)
    }

    /// Whether rows may give no kind.
    pub fn has_default(&self) -> bool {
        self.default.is_some()
    }

    /// The id of the kind that a word means: a kind of the list, also in lower case, before a word of the table.
    ///
    /// # Errors
    /// What is wrong with it and what can be done.
    pub fn of_word(&self, word: &str) -> Result<String, String> {
        let word = word.trim();
        if word.is_empty() {
            let missing = || "it has no kind; give all rows without one a kind with --kind".to_owned();
            return self.default.clone().ok_or_else(missing);
        }
        let lower = word.to_lowercase();
        if let Some(known) = self.known.iter().find(|known| *known == word || **known == lower) {
            return Ok(known.clone());
        }
        if let Some((_, kind)) = WORDS.iter().find(|(other, _)| *other == lower) {
            return Ok((*kind).to_owned());
        }
        let meant = nearest(&lower, self.known.iter().map(String::as_str));
        let meant = meant.map(|meant| format!("did you mean `{}`? Else ", shown(meant)));
        let is_bare = lower.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let key = if is_bare { lower } else { format!("\"{lower}\"") };
        Err(format!(
            "the list has no kind `{}`; {}define it there with `[kinds.{}]`",
            shown(word),
            meant.unwrap_or_default(),
            shown(&key)
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
    fn words_of_others_mean_kinds_of_the_list() {
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
            assert_eq!(kinds().of_word(word).as_deref(), Ok(expected), "{word}");
        }
        assert_eq!(Kinds::new(["organisation"]).of_word("Company").as_deref(), Ok("organisation"));
    }

    #[test]
    fn what_is_unknown_says_what_to_do() {
        let refused = |word: &str| kinds().of_word(word).unwrap_err();
        assert_eq!(refused("NORP"), "the list has no kind `NORP`; define it there with `[kinds.norp]`");
        assert!(refused("persn").contains("did you mean `person`?"));
        assert!(refused("works of art").ends_with("`[kinds.\"works of art\"]`"));
        assert!(refused("").contains("--kind"));
        assert!(!refused("\u{1b}[2J").contains('\u{1b}'));
        assert_eq!(kinds().with_default("ORG").unwrap().of_word(" ").as_deref(), Ok("organisation"));
        assert!(kinds().with_default("nonsense").is_err());
    }

    #[test]
    fn the_table_leads_to_built_in_kinds_and_has_each_word_once() {
        let built_in = crate::gazetteer::Gazetteer::default().kinds;
        for (place, (word, kind)) in WORDS.iter().enumerate() {
            assert!(built_in.iter().any(|known| known.id == *kind), "{kind}");
            assert_eq!(word.to_lowercase(), *word);
            assert!(!WORDS.iter().take(place).any(|(other, _)| other == word), "{word}");
        }
        for relation in RELATIONS {
            assert!(!WORDS.iter().any(|(word, _)| *word == relation.to_lowercase()), "{relation}");
        }
    }
}
