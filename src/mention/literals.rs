//! Finds every occurrence of every literal form, overlapping ones included, in the folded view.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::gazetteer::{Case, Entry, EntryId, Form, Gazetteer};
use crate::mention::casing::Casing;
use crate::mention::divided::{Occurrence, for_each_occurrence};
use crate::mention::model::Rule;
use crate::mention::person_name::{PersonWords, is_bare_surname};
use crate::mention::resolve::{Candidate, MAX_CANDIDATES};
use crate::mention::words::{PARTICLES, key};
use crate::text::fold::{Folded, fold_form};

/// What a folded form belongs to: a form of an entry, or a `not` phrase of one.
#[derive(Debug)]
enum Claim {
    Form { entry: EntryId, form: u32, rule: Rule, weak: bool, casing: Casing },
    Not { entry: EntryId, casing: Casing },
}

/// The automaton over all forms, and the claims on each form.
#[derive(Debug)]
pub struct Literals {
    automaton: AhoCorasick,
    claims: Vec<Vec<Claim>>,
}

/// Returns the capitals that a form requires. In smart case, the particles of an alias that is a surname match in any
/// case.
fn casing(entry: &Entry, person: &OnceCell<PersonWords>, form: &Form) -> Casing {
    let is_particle = |first: &str| PARTICLES.contains(key(first).as_str());
    let mut words = form.text.split_whitespace();
    let may_be_surname = words.next().is_some_and(is_particle) && words.next().is_some();
    if form.case == Case::Smart
        && may_be_surname
        && is_bare_surname(entry, person.get_or_init(|| PersonWords::new(entry)), form)
    {
        return Casing::of_surname(&form.text);
    }
    Casing::of(&form.text, form.case)
}

impl Literals {
    /// Builds the automaton.
    ///
    /// # Errors
    /// The automaton's message if the list is too large for it.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, String> {
        let mut ids: HashMap<String, usize> = HashMap::new();
        let mut claims: Vec<Vec<Claim>> = Vec::new();
        let mut add = |text: &str, claim: Claim| {
            let folded = fold_form(text);
            if folded.is_empty() {
                return;
            }
            let number = *ids.entry(folded).or_insert(claims.len());
            match claims.get_mut(number) {
                Some(shared) => shared.push(claim),
                None => claims.push(vec![claim]),
            }
        };
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            let words = OnceCell::new();
            for (form, number) in entry.forms.iter().zip(0..) {
                let rule = if form.is_name { Rule::Name } else { Rule::Alias };
                let casing = casing(entry, &words, form);
                add(&form.text, Claim::Form { entry: id, form: number, rule, weak: form.weak, casing });
            }
            for phrase in &entry.not {
                add(&phrase.text, Claim::Not { entry: id, casing: Casing::of(&phrase.text, Case::Smart) });
            }
        }
        let mut forms: Vec<(&str, usize)> =
            ids.iter().map(|(form, number)| (form.as_str(), *number)).collect();
        forms.sort_unstable_by_key(|(_, number)| *number);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(forms.into_iter().map(|(form, _)| form))
            .map_err(|error| error.to_string())?;
        Ok(Self { automaton, claims })
    }

    /// Adds every occurrence with word boundaries and matching case to `candidates`, and every `not` phrase
    /// to `blocked`, within the limits of [`for_each_occurrence`]; `folded` is the text's folded view. Stops once both
    /// together have [`MAX_CANDIDATES`], and returns the byte offset at which it stopped. None if it searched the whole
    /// text.
    pub fn find(
        &self,
        text: &str,
        folded: &Folded<'_>,
        candidates: &mut Vec<Candidate>,
        blocked: &mut Vec<BlockedSpan>,
    ) -> Option<usize> {
        let claims_of = |form: usize| self.claims.get(form).map_or(&[][..], Vec::as_slice);
        for_each_occurrence(
            &self.automaton,
            text,
            folded,
            |form| claims_of(form).len(),
            |Occurrence { form, span, surface }| {
                if candidates.len() + blocked.len() >= MAX_CANDIDATES {
                    return ControlFlow::Break(());
                }
                for claim in claims_of(form) {
                    match claim {
                        Claim::Form { entry, form, rule, weak, casing } if casing.matches(&surface) => {
                            candidates.push(Candidate {
                                span: span.clone(),
                                entry: *entry,
                                value: None,
                                form: *form,
                                rule: *rule,
                                weak: *weak,
                                uncertainty: None,
                            });
                        }
                        Claim::Not { entry, casing } if casing.matches(&surface) => {
                            blocked.push(BlockedSpan { span: span.clone(), entry: *entry });
                        }
                        _ => {}
                    }
                }
                ControlFlow::Continue(())
            },
        )
    }
}

/// An occurrence of a `not` phrase. No mention of its entry may lie inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedSpan {
    /// Byte range in the text.
    pub span: std::ops::Range<usize>,
    /// The blocked entry.
    pub entry: EntryId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::resolve::MAX_CANDIDATES_PER_END;

    /// 500 names, each one word longer than the one before, over a text that contains all of them at each
    /// word.
    #[test]
    fn names_with_a_common_start_are_limited_to_the_longest() {
        let names: Vec<String> = (1..=500).map(|count| vec!["a"; count].join(" ")).collect();
        let entity =
            |name: &String| format!("[[entity]]\nname = \"{name}\"\nkind = \"place\"\ncase = \"ignore\"\n");
        let list = names.iter().map(entity).collect::<Vec<_>>().concat();
        let gazetteer = crate::gazetteer::parse(&list, "entities.toml").unwrap().gazetteer;
        let literals = Literals::new(&gazetteer).unwrap();
        let text = vec!["a"; 2_000].join(" ");
        let (mut candidates, mut blocked) = (Vec::new(), Vec::new());
        literals.find(&text, &crate::text::fold::fold(&text), &mut candidates, &mut blocked);
        assert!(candidates.len() <= 2_000 * MAX_CANDIDATES_PER_END);
        let longest = candidates.iter().map(|candidate| candidate.span.len()).max();
        assert_eq!(longest, names.last().map(String::len));
    }
}
