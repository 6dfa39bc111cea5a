//! Aliases that are a person's bare surname, as nearly every list has them: left out where they are part of another name.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Article;
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::guard::{Bare, Found, GivenNames, Guard, is_other_generation};
use crate::mention::model::Rule;
use crate::mention::person_forms::{PersonForm, PersonForms};
use crate::mention::resolve::Candidate;
use crate::mention::surroundings::Surroundings;
use crate::mention::uncertainty::Verdict;

/// Drops the full names that a suffix makes another generation's (Donald Trump Jr.), and judges every candidate that is its
/// person's surname, but inside longer names of the same person and of what is no person: drops those that are somebody else's,
/// and says of those that may be why they are uncertain. Gives what the article says of given names.
pub(super) fn guard_listed(
    article: &Article,
    (gazetteer, forms): (&Gazetteer, &PersonForms),
    candidates: &mut Vec<Candidate>,
) -> GivenNames {
    let mut owners: HashMap<(EntryId, u32), Arc<PersonForm>> = HashMap::new();
    let is_person = |one: &&Candidate| {
        matches!(one.rule, Rule::Name | Rule::Alias)
            && gazetteer.entry(one.entry).is_some_and(|entry| entry.kind == KindId::PERSON)
    };
    for one in candidates.iter().filter(is_person) {
        owners.entry((one.entry, one.form)).or_insert_with(|| forms.get(gazetteer, one.entry, one.form));
    }
    drop_other_generations(article, candidates, &owners);
    owners.retain(|_, form| matches!(form.as_ref(), PersonForm::Surname(Some(_))));
    if owners.is_empty() {
        return GivenNames::new();
    }
    let owner = |one: &Candidate| {
        let form = owners.get(&(one.entry, one.form)).filter(|_| one.rule == Rule::Alias)?;
        if let PersonForm::Surname(owner) = form.as_ref() { owner.as_ref() } else { None }
    };
    let inside = inside(candidates, |longer, one| {
        longer.entry == one.entry
            || gazetteer.entry(longer.entry).is_none_or(|entry| entry.kind != KindId::PERSON)
    });
    let (numbers, bare): (Vec<usize>, Vec<Bare<'_>>) = candidates
        .iter()
        .zip(inside)
        .enumerate()
        .filter(|(_, (_, inside))| !inside)
        .filter_map(|(number, (one, _))| {
            let owner = owner(one)?;
            let bare = Bare {
                span: one.span.clone(),
                entry: one.entry,
                form: one.form,
                owner,
                found: Found::Listed,
            };
            Some((number, bare))
        })
        .unzip();
    let mut guard = Guard::new(article, gazetteer, candidates, GivenNames::new());
    let verdicts = guard.judge_all(&bare);
    let given = guard.into_given();
    let mut keep = vec![true; candidates.len()];
    for (number, verdict) in numbers.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Stands => {}
            Verdict::Uncertain(why) => {
                if let Some(one) = candidates.get_mut(number) {
                    one.uncertainty = Some(why);
                }
            }
            Verdict::Blocked => {
                if let Some(keep) = keep.get_mut(number) {
                    *keep = false;
                }
            }
        }
    }
    let mut keep = keep.into_iter();
    candidates.retain(|_| keep.next().unwrap_or(true));
    given
}

/// Drops full names behind which a suffix stands that their owners do not have.
fn drop_other_generations(
    article: &Article,
    candidates: &mut Vec<Candidate>,
    owners: &HashMap<(EntryId, u32), Arc<PersonForm>>,
) {
    candidates.retain(|one| {
        let form = owners.get(&(one.entry, one.form)).filter(|_| one.rule != Rule::Pattern);
        let Some(PersonForm::Full { owner, .. }) = form.map(AsRef::as_ref) else { return true };
        let block = article.block_at(one.span.start).and_then(|block| article.blocks.get(block));
        let range = block.map_or(one.span.clone(), |block| block.range.clone());
        !is_other_generation(owner, &Surroundings::new(article.text.all(), range), one.span.end)
    });
}

/// For each candidate, whether the longest one that covers it is longer, and one that keeps it.
fn inside(candidates: &[Candidate], keeps: impl Fn(&Candidate, &Candidate) -> bool) -> Vec<bool> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let span = |number: &usize| candidates.get(*number).map_or((0, 0), |one| (one.span.start, one.span.end));
    order.sort_unstable_by_key(|number| {
        let (start, end) = span(number);
        (start, std::cmp::Reverse(end))
    });
    let mut inside = vec![false; candidates.len()];
    let mut furthest: Option<&Candidate> = None;
    for number in order {
        let (Some(one), Some(inside)) = (candidates.get(number), inside.get_mut(number)) else { continue };
        match furthest.filter(|longer| one.span.end <= longer.span.end) {
            Some(longer) => *inside = longer.span != one.span && keeps(longer, one),
            None => furthest = Some(one),
        }
    }
    inside
}
