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

/// Drops full names that a suffix gives to another generation (Donald Trump Jr.). Then judges every candidate
/// that is its person's surname, except inside longer names of that person or of a non-person: drops other
/// people's and marks uncertain ones. Returns the given names learned from the article.
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
    let exempt = find_exempt(candidates, |longer, one| {
        longer.entry == one.entry
            || gazetteer.entry(longer.entry).is_none_or(|entry| entry.kind != KindId::PERSON)
    });
    let (indexes, bare): (Vec<usize>, Vec<BareSurname<'_>>) = candidates
        .iter()
        .zip(exempt)
        .enumerate()
        .filter(|(_, (_, is_exempt))| !is_exempt)
        .filter_map(|(index, (one, _))| {
            let owner = owner(one)?;
            let bare = BareSurname {
                span: one.span.clone(),
                entry: one.entry,
                form: one.form,
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
            Verdict::Uncertain(why) => {
                if let Some(one) = candidates.get_mut(index) {
                    one.uncertainty = Some(why);
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

/// Drops full names followed by a suffix that their owner does not have.
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
        !is_other_generation(owner, &Context::new(article.text.as_str(), range), one.span.end)
    });
}

/// For each candidate, true if the longest candidate that covers it is longer and exempts it.
fn find_exempt(candidates: &[Candidate], exempts: impl Fn(&Candidate, &Candidate) -> bool) -> Vec<bool> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let span = |index: &usize| candidates.get(*index).map_or((0, 0), |one| (one.span.start, one.span.end));
    order.sort_unstable_by_key(|index| {
        let (start, end) = span(index);
        (start, std::cmp::Reverse(end))
    });
    let mut exempt = vec![false; candidates.len()];
    let mut furthest: Option<&Candidate> = None;
    for index in order {
        let (Some(one), Some(is_exempt)) = (candidates.get(index), exempt.get_mut(index)) else { continue };
        match furthest.filter(|longer| one.span.end <= longer.span.end) {
            Some(longer) => *is_exempt = longer.span != one.span && exempts(longer, one),
            None => furthest = Some(one),
        }
    }
    exempt
}
