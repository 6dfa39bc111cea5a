//! Which of the candidates that claim the same characters stand.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::EntryId;
use crate::mention::model::{EntityRef, Referent, Rule, Status};
use crate::mention::uncertainty::Uncertainty;

/// Of the forms that end at one place at most this many are looked at, the longest first; a list of names that all begin
/// alike, over a text that repeats them, would else give their product.
pub const MOST_CANDIDATES_AT_ONE_END: usize = 64;

/// The most candidates of one article. Where a list names more than that, it names every other word of a very long text,
/// and what lies behind is not matched; the article says so.
pub const MOST_CANDIDATES: usize = 1_000_000;

/// An occurrence that has its boundaries and capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Bytes of the article's text.
    pub span: Range<usize>,
    /// Whose form it is.
    pub entry: EntryId,
    /// A template's value.
    pub value: Option<Arc<str>>,
    /// The form: an index into the entry's forms, and behind them its patterns.
    pub form: u32,
    /// Which kind of form that is.
    pub rule: Rule,
    /// Whether the form counts only beside a strong one.
    pub weak: bool,
    /// Why it may be no name of this entity at all, though nobody else claims it.
    pub uncertainty: Option<Uncertainty>,
}

impl Candidate {
    fn entity(&self) -> EntityRef {
        EntityRef { entry: self.entry, value: self.value.clone() }
    }
}

/// A span that stands, and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Bytes of the article's text.
    pub span: Range<usize>,
    /// What it names.
    pub referent: Referent,
    /// The form that found it, of the first entity where several tie.
    pub form: u32,
    /// Which kind of form that is.
    pub rule: Rule,
    /// Certain, bound, nested or ambiguous.
    pub status: Status,
}

/// Resolves candidates: the longest (in code points) first, then the leftmost. Of entities that claim one span the higher
/// priority wins, equal ones tie; of one entity's claims name beats alias beats pattern beats surname beats given name. What lies inside a longer
/// one is nested, what overlaps one partly is dropped. The result is in the order of the text, the longer first.
pub fn resolve(text: &str, candidates: &[Candidate], priority: impl Fn(EntryId) -> i64) -> Vec<Resolved> {
    let mut spans: BTreeMap<(usize, usize), Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates {
        spans.entry((candidate.span.start, candidate.span.end)).or_default().push(candidate);
    }
    let mut order: Vec<(usize, (usize, usize))> = spans
        .keys()
        .map(|&(start, end)| {
            (text.get(start..end).map_or(0, |surface| surface.chars().count()), (start, end))
        })
        .collect();
    order.sort_unstable_by(|(left_len, left), (right_len, right)| {
        right_len.cmp(left_len).then(left.cmp(right))
    });

    // Chosen spans do not overlap: start to end.
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut resolved = Vec::with_capacity(order.len());
    for (_, (start, end)) in order {
        let around = chosen.range(..end).next_back().filter(|(_, other_end)| **other_end > start);
        let nested = match around {
            None => false,
            Some((other_start, other_end)) if *other_start <= start && end <= *other_end => true,
            Some(_) => continue,
        };
        if !nested {
            chosen.insert(start, end);
        }
        if let Some(claims) = spans.get(&(start, end)) {
            resolved.extend(settle(start..end, claims, nested, &priority));
        }
    }
    resolved.sort_unstable_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    resolved
}

/// Who has a span that several may claim.
fn settle(
    span: Range<usize>,
    claims: &[&Candidate],
    nested: bool,
    priority: &impl Fn(EntryId) -> i64,
) -> Option<Resolved> {
    let highest = claims.iter().map(|claim| priority(claim.entry)).max()?;
    let mut best: Vec<&Candidate> =
        claims.iter().copied().filter(|claim| priority(claim.entry) == highest).collect();
    best.sort_by(|left, right| {
        (left.entry, &left.value, left.rule, left.form).cmp(&(
            right.entry,
            &right.value,
            right.rule,
            right.form,
        ))
    });
    best.dedup_by(|later, first| later.entry == first.entry && later.value == first.value);
    let first = *best.first()?;
    let tied = best.len() > 1 || first.uncertainty.is_some();
    let referent = if tied {
        Referent::Tied(best.iter().map(|claim| claim.entity()).collect())
    } else {
        Referent::Entity(first.entity())
    };
    let status = match (nested, tied) {
        (true, _) => Status::Nested,
        (false, true) => Status::Ambiguous,
        (false, false) if matches!(first.rule, Rule::Surname | Rule::Given) => Status::Bound,
        (false, false) => Status::Certain,
    };
    Some(Resolved { span, referent, form: first.form, rule: first.rule, status })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(span: Range<usize>, entry: u32, rule: Rule) -> Candidate {
        Candidate { span, entry: EntryId(entry), value: None, form: 0, rule, weak: false, uncertainty: None }
    }

    fn resolved(text: &str, candidates: &[Candidate]) -> Vec<(Range<usize>, Status)> {
        let all = resolve(text, candidates, |_| 0);
        all.into_iter().map(|one| (one.span, one.status)).collect()
    }

    #[test]
    fn the_longest_wins_and_the_inner_is_nested() {
        let text = "New York Times reporter";
        let found = resolved(
            text,
            &[
                candidate(0..8, 0, Rule::Name),
                candidate(0..14, 1, Rule::Name),
                candidate(9..23, 2, Rule::Name),
            ],
        );
        assert_eq!(found, [(0..14, Status::Certain), (0..8, Status::Nested)]);
    }

    #[test]
    fn the_longest_is_measured_in_code_points() {
        // Seven bytes of four letters lose against five bytes of five letters.
        let text = "Żółw abcd";
        let start = "Żół".len();
        let found =
            resolved(text, &[candidate(0..7, 0, Rule::Name), candidate(start..text.len(), 1, Rule::Name)]);
        assert_eq!(found, [(start..text.len(), Status::Certain)]);
    }

    #[test]
    fn of_two_equal_partial_overlaps_the_leftmost_stands() {
        let found = resolved("abcdef", &[candidate(2..6, 0, Rule::Name), candidate(0..4, 1, Rule::Name)]);
        assert_eq!(found, [(0..4, Status::Certain)]);
    }

    #[test]
    fn one_span_two_entities_tie_unless_priority_tells() {
        let both = [candidate(0..2, 0, Rule::Name), candidate(0..2, 1, Rule::Alias)];
        assert_eq!(resolved("US", &both), [(0..2, Status::Ambiguous)]);
        let told = resolve("US", &both, |entry| i64::from(entry.0));
        assert_eq!(
            told.first().and_then(|one| one.referent.entity()).map(|entity| entity.entry),
            Some(EntryId(1))
        );
    }

    #[test]
    fn one_entity_twice_prefers_the_name() {
        let both = [candidate(0..2, 0, Rule::Pattern), candidate(0..2, 0, Rule::Alias)];
        let told = resolve("US", &both, |_| 0);
        assert_eq!(
            told.iter().map(|one| (one.rule, one.status)).collect::<Vec<_>>(),
            [(Rule::Alias, Status::Certain)]
        );
    }
}
