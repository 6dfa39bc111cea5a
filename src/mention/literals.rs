//! Every occurrence of every literal form, overlapping, in the folded view.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::gazetteer::{Case, EntryId, Gazetteer};
use crate::mention::boundary::stands_alone;
use crate::mention::casing::Casing;
use crate::mention::model::Rule;
use crate::mention::resolve::Candidate;
use crate::text::fold::{fold, fold_form};

/// What a folded form stands for: an entry's form, or a phrase that blocks an entry.
#[derive(Debug)]
enum Claim {
    Form { entry: EntryId, form: u32, rule: Rule, weak: bool, casing: Casing },
    Not { entry: EntryId, casing: Casing },
}

/// The automaton over all forms, and whose each form is.
#[derive(Debug)]
pub struct Literals {
    automaton: AhoCorasick,
    claims: Vec<Vec<Claim>>,
}

impl Literals {
    /// Builds the automaton.
    ///
    /// # Errors
    /// The automaton's own words where the list is larger than it can hold.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, String> {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut claims: Vec<Vec<Claim>> = Vec::new();
        let mut add = |text: &str, claim: Claim| {
            let folded = fold_form(text);
            if folded.is_empty() {
                return;
            }
            let number = *numbers.entry(folded).or_insert(claims.len());
            match claims.get_mut(number) {
                Some(shared) => shared.push(claim),
                None => claims.push(vec![claim]),
            }
        };
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            for (form, number) in entry.forms.iter().zip(0..) {
                let rule = if form.canonical { Rule::Name } else { Rule::Alias };
                let casing = Casing::of(&form.text, form.case);
                add(&form.text, Claim::Form { entry: id, form: number, rule, weak: form.weak, casing });
            }
            for phrase in &entry.not {
                add(&phrase.text, Claim::Not { entry: id, casing: Casing::of(&phrase.text, Case::Smart) });
            }
        }
        let mut forms: Vec<(&str, usize)> =
            numbers.iter().map(|(form, number)| (form.as_str(), *number)).collect();
        forms.sort_unstable_by_key(|(_, number)| *number);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(forms.into_iter().map(|(form, _)| form))
            .map_err(|error| error.to_string())?;
        Ok(Self { automaton, claims })
    }

    /// Adds every occurrence that has its boundaries and capitals to `candidates`, and every blocking phrase to
    /// `blocked`.
    pub fn find(&self, text: &str, candidates: &mut Vec<Candidate>, blocked: &mut Vec<Blocked>) {
        let folded = fold(text);
        for occurrence in self.automaton.find_overlapping_iter(folded.as_str()) {
            let Some(span) = folded.source_range(occurrence.start()..occurrence.end()) else { continue };
            if !stands_alone(text, span.clone()) {
                continue;
            }
            let surface = text.get(span.clone()).unwrap_or_default();
            for claim in self.claims.get(occurrence.pattern().as_usize()).into_iter().flatten() {
                match claim {
                    Claim::Form { entry, form, rule, weak, casing } if casing.admits(surface) => {
                        candidates.push(Candidate {
                            span: span.clone(),
                            entry: *entry,
                            value: None,
                            form: *form,
                            rule: *rule,
                            weak: *weak,
                            doubtful: false,
                        });
                    }
                    Claim::Not { entry, casing } if casing.admits(surface) => {
                        blocked.push(Blocked { span: span.clone(), entry: *entry });
                    }
                    _ => {}
                }
            }
        }
    }
}

/// A phrase of an entry's `not`, where it stands: no mention of that entry lies inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Bytes of the text.
    pub span: std::ops::Range<usize>,
    /// The entry that it blocks.
    pub entry: EntryId,
}
