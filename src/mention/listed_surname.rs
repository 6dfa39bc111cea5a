//! Drops aliases that are a person's bare surname where they are part of another name. Nearly every list has
//! such aliases.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Article;
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::context::Context;
use crate::mention::guard::{BareSurname, GivenNames, Guard, Origin, is_other_generation};
use crate::mention::model::Rule;
use crate::mention::person_forms::{PersonForm, PersonForms};
use crate::mention::resolve::Candidate;
use crate::mention::uncertainty::Verdict;

/// Drops full names followed by the suffix of another generation (Donald Trump Jr.). Then judges each guarded alias
/// that is a person's bare surname, except inside a longer name of that person or of something that is not a
/// person: drops those that name someone else, and marks those that are uncertain. Returns the given names
/// learned from the article.
pub(super) fn guard_listed(
    article: &Article,
    (gazetteer, forms): (&Gazetteer, &PersonForms),
    candidates: &mut Vec<Candidate>,
) -> GivenNames {
    let mut owners: HashMap<(EntryId, u32), Arc<PersonForm>> = HashMap::new();
    let is_person = |candidate: &&Candidate| {
        matches!(candidate.rule, Rule::Name | Rule::Alias)
            && gazetteer.entry(candidate.entry).is_some_and(|entry| entry.kind == KindId::PERSON)
    };
    for candidate in candidates.iter().filter(is_person) {
        owners
            .entry((candidate.entry, candidate.form))
            .or_insert_with(|| forms.get(gazetteer, candidate.entry, candidate.form));
    }
    drop_other_generations(article, candidates, &owners);
    owners.retain(|_, form| matches!(form.as_ref(), PersonForm::Surname(Some(_))));
    if owners.is_empty() {
        return GivenNames::new();
    }
    let owner = |candidate: &Candidate| {
        let form =
            owners.get(&(candidate.entry, candidate.form)).filter(|_| candidate.rule == Rule::Alias)?;
        if let PersonForm::Surname(owner) = form.as_ref() { owner.as_ref() } else { None }
    };
    let exempt = find_exempt(candidates, |longer, candidate| {
        longer.entry == candidate.entry
            || gazetteer.entry(longer.entry).is_none_or(|entry| entry.kind != KindId::PERSON)
    });
    let (indexes, bare): (Vec<usize>, Vec<BareSurname<'_>>) = candidates
        .iter()
        .zip(exempt)
        .enumerate()
        .filter(|(_, (_, is_exempt))| !is_exempt)
        .filter_map(|(index, (candidate, _))| {
            let owner = owner(candidate)?;
            let bare = BareSurname {
                span: candidate.span.clone(),
                entry: candidate.entry,
                form: candidate.form,
                owner,
                origin: Origin::Listed,
            };
            Some((index, bare))
        })
        .unzip();
    let mut guard = Guard::new(article, gazetteer, candidates, GivenNames::new());
    let verdicts = guard.judge_all(&bare);
    let given = guard.into_given();
    let mut keep = vec![true; candidates.len()];
    for (index, verdict) in indexes.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Accept => {}
            Verdict::Uncertain(uncertainty) => {
                if let Some(candidate) = candidates.get_mut(index) {
                    candidate.uncertainty = Some(uncertainty);
                }
            }
            Verdict::Reject => {
                if let Some(keep) = keep.get_mut(index) {
                    *keep = false;
                }
            }
        }
    }
    let mut keep = keep.into_iter();
    candidates.retain(|_| keep.next().unwrap_or(true));
    given
}

/// Drops full names followed by a generational suffix that their owner does not have.
fn drop_other_generations(
    article: &Article,
    candidates: &mut Vec<Candidate>,
    owners: &HashMap<(EntryId, u32), Arc<PersonForm>>,
) {
    candidates.retain(|candidate| {
        let form = owners.get(&(candidate.entry, candidate.form)).filter(|_| candidate.rule != Rule::Pattern);
        let Some(PersonForm::Full { owner, .. }) = form.map(AsRef::as_ref) else { return true };
        let block = article.block_at(candidate.span.start).and_then(|block| article.blocks.get(block));
        let range = block.map_or(candidate.span.clone(), |block| block.range.clone());
        !is_other_generation(owner, &Context::new(article.text.as_str(), range), candidate.span.end)
    });
}

/// For each candidate, true if a longer one covers and exempts it. If several cover it, only the one that ends last is
/// considered; of those that end together, the longest.
fn find_exempt(candidates: &[Candidate], exempts: impl Fn(&Candidate, &Candidate) -> bool) -> Vec<bool> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let span = |index: &usize| {
        candidates.get(*index).map_or((0, 0), |candidate| (candidate.span.start, candidate.span.end))
    };
    order.sort_unstable_by_key(|index| {
        let (start, end) = span(index);
        (start, std::cmp::Reverse(end))
    });
    let mut exempt = vec![false; candidates.len()];
    let mut furthest: Option<&Candidate> = None;
    for index in order {
        let (Some(candidate), Some(is_exempt)) = (candidates.get(index), exempt.get_mut(index)) else {
            continue;
        };
        match furthest.filter(|longer| candidate.span.end <= longer.span.end) {
            Some(longer) => *is_exempt = longer.span != candidate.span && exempts(longer, candidate),
            None => furthest = Some(candidate),
        }
    }
    exempt
}
