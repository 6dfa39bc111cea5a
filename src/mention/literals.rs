//! Every occurrence of every literal form, overlapping, in the folded view.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::gazetteer::{Case, Entry, EntryId, Form, Gazetteer};
use crate::mention::casing::Casing;
use crate::mention::divided::{Occurrence, each_occurrence};
use crate::mention::model::Rule;
use crate::mention::person_name::{PersonWords, is_bare_surname};
use crate::mention::resolve::{Candidate, MOST_CANDIDATES};
use crate::mention::words::{PARTICLES, key};
use crate::text::fold::{Folded, fold_form};

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

/// What a form asks of capitals; a surname asks for none in its particles.
fn casing(entry: &Entry, person: &OnceCell<PersonWords>, form: &Form) -> Casing {
    let begins = |first: &str| PARTICLES.contains(key(first).as_str());
    let mut words = form.text.split_whitespace();
    let may_be_surname = words.next().is_some_and(begins) && words.next().is_some();
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
            let words = OnceCell::new();
            for (form, number) in entry.forms.iter().zip(0..) {
                let rule = if form.canonical { Rule::Name } else { Rule::Alias };
                let casing = casing(entry, &words, form);
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
    /// `blocked`; `folded` is the text's folded view. The byte of the text from which on nothing was looked at, where there were too many.
    pub fn find(
        &self,
        text: &str,
        folded: &Folded<'_>,
        candidates: &mut Vec<Candidate>,
        blocked: &mut Vec<Blocked>,
    ) -> Option<usize> {
        let claims_on = |form: usize| self.claims.get(form).map_or(&[][..], Vec::as_slice);
        each_occurrence(
            &self.automaton,
            text,
            folded,
            |form| claims_on(form).len(),
            |Occurrence { form, span, surface }| {
                if candidates.len() + blocked.len() >= MOST_CANDIDATES {
                    return ControlFlow::Break(());
                }
                for claim in claims_on(form) {
                    match claim {
                        Claim::Form { entry, form, rule, weak, casing } if casing.admits(&surface) => {
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
                        Claim::Not { entry, casing } if casing.admits(&surface) => {
                            blocked.push(Blocked { span: span.clone(), entry: *entry });
                        }
                        _ => {}
                    }
                }
                ControlFlow::Continue(())
            },
        )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::resolve::MOST_CANDIDATES_AT_ONE_END;

    /// Five hundred names, each the one before and a word more, over a text that holds them all at each word.
    #[test]
    fn names_that_begin_alike_are_bounded_and_the_longest_are_kept() {
        let names: Vec<String> = (1..=500).map(|count| vec!["a"; count].join(" ")).collect();
        let entity =
            |name: &String| format!("[[entity]]\nname = \"{name}\"\nkind = \"place\"\ncase = \"ignore\"\n");
        let list = names.iter().map(entity).collect::<Vec<_>>().concat();
        let gazetteer = crate::gazetteer::parse(&list, "entities.toml").unwrap().gazetteer;
        let literals = Literals::new(&gazetteer).unwrap();
        let text = vec!["a"; 2_000].join(" ");
        let (mut candidates, mut blocked) = (Vec::new(), Vec::new());
        literals.find(&text, &crate::text::fold::fold(&text), &mut candidates, &mut blocked);
        assert!(candidates.len() <= 2_000 * MOST_CANDIDATES_AT_ONE_END);
        let longest = candidates.iter().map(|one| one.span.len()).max();
        assert_eq!(longest, names.last().map(String::len));
    }
}
