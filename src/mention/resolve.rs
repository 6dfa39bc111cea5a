//! Resolves candidates that claim the same characters.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::EntryId;
use crate::mention::model::{EntityRef, Referent, Rule, Status};
use crate::mention::uncertainty::Uncertainty;

/// Number of candidates that end at one offset, the longest first, after which shorter forms are dropped. Without this
/// limit, a list of names that contain each other could yield thousands of candidates at every word of a text that
/// repeats them. Entities that share a form are kept or dropped together, so there may be more.
pub const MAX_CANDIDATES_PER_END: usize = 64;

/// Number of candidates of each kind (forms with `not` phrases, patterns, bare names) in one article after which
/// matching stops. It is reached only if the list names a large part of the words of a very long text. The rest of the
/// text is then not matched, and this is reported.
pub const MAX_CANDIDATES: usize = 1_000_000;

/// An occurrence with word boundaries and matching case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Byte range in the article's text.
    pub span: Range<usize>,
    /// The entry that it names.
    pub entry: EntryId,
    /// A template's value.
    pub value: Option<Arc<str>>,
    /// The form (for a bare surname or given name, the full form): an index into the entry's forms followed by its
    /// patterns.
    pub form: u32,
    /// The kind of form that occurs here.
    pub rule: Rule,
    /// True if the form counts only in an article that names the entity by a strong form.
    pub weak: bool,
    /// Why it may not name this entity, even if nothing else claims it. None if there is no such doubt.
    pub uncertainty: Option<Uncertainty>,
}

impl Candidate {
    fn entity(&self) -> EntityRef {
        EntityRef { entry: self.entry, value: self.value.clone() }
    }
}

/// A resolved span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Byte range in the article's text.
    pub span: Range<usize>,
    /// What it names.
    pub referent: Referent,
    /// The form that found it; if several entities tie, the first one's.
    pub form: u32,
    /// The kind of form that found it.
    pub rule: Rule,
    /// Certain, bound, nested or ambiguous.
    pub status: Status,
}

/// Resolves candidates: longest (in code points) first, then leftmost. If several entities claim one span,
/// the highest priority wins and equal ones tie. Among one entity's claims, name beats alias beats pattern
/// beats surname beats given name. A winner that is uncertain is ambiguous even without a tie. A span inside a chosen
/// one is nested; one that partly overlaps a chosen one is dropped. The result is in text order; of spans that start
/// together, the longest comes first.
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

    // Start to end of the chosen spans, which do not overlap.
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut resolved = Vec::with_capacity(order.len());
    for (_, (start, end)) in order {
        let overlapping = chosen.range(..end).next_back().filter(|(_, other_end)| **other_end > start);
        let is_nested = match overlapping {
            None => false,
            Some((other_start, other_end)) if *other_start <= start && end <= *other_end => true,
            Some(_) => continue,
        };
        if !is_nested {
            chosen.insert(start, end);
        }
        if let Some(claims) = spans.get(&(start, end)) {
            resolved.extend(resolve_span(start..end, claims, is_nested, &priority));
        }
    }
    resolved.sort_unstable_by_key(|resolved| (resolved.span.start, std::cmp::Reverse(resolved.span.end)));
    resolved
}

/// Decides which claim wins a span.
fn resolve_span(
    span: Range<usize>,
    claims: &[&Candidate],
    is_nested: bool,
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
    let status = match (is_nested, tied) {
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
        all.into_iter().map(|resolved| (resolved.span, resolved.status)).collect()
    }

    #[test]
    fn the_longest_span_wins_and_one_inside_it_is_nested() {
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
    fn length_is_measured_in_code_points() {
        // Four characters in seven bytes lose to six characters in six bytes.
        let text = "Żółw abcd";
        let start = "Żół".len();
        let found =
            resolved(text, &[candidate(0..7, 0, Rule::Name), candidate(start..text.len(), 1, Rule::Name)]);
        assert_eq!(found, [(start..text.len(), Status::Certain)]);
    }

    #[test]
    fn of_equally_long_partial_overlaps_the_leftmost_wins() {
        let found = resolved("abcdef", &[candidate(2..6, 0, Rule::Name), candidate(0..4, 1, Rule::Name)]);
        assert_eq!(found, [(0..4, Status::Certain)]);
    }

    #[test]
    fn two_entities_on_one_span_tie_unless_priorities_differ() {
        let both = [candidate(0..2, 0, Rule::Name), candidate(0..2, 1, Rule::Alias)];
        assert_eq!(resolved("US", &both), [(0..2, Status::Ambiguous)]);
        let found = resolve("US", &both, |entry| i64::from(entry.0));
        assert_eq!(
            found.first().and_then(|first| first.referent.entity()).map(|entity| entity.entry),
            Some(EntryId(1))
        );
    }

    #[test]
    fn an_alias_beats_a_pattern_of_the_same_entity() {
        let both = [candidate(0..2, 0, Rule::Pattern), candidate(0..2, 0, Rule::Alias)];
        let found = resolve("US", &both, |_| 0);
        assert_eq!(
            found.iter().map(|resolved| (resolved.rule, resolved.status)).collect::<Vec<_>>(),
            [(Rule::Alias, Status::Certain)]
        );
    }

    #[test]
    fn touching_spans_are_both_kept() {
        for (left, right) in [(0..3, 3..8), (0..5, 5..8), (0..4, 4..8)] {
            let both = [candidate(left.clone(), 0, Rule::Name), candidate(right.clone(), 1, Rule::Name)];
            let expected = [(left, Status::Certain), (right, Status::Certain)];
            assert_eq!(resolved("abcdefgh", &both), expected);
        }
    }

    #[test]
    fn of_spans_that_overlap_by_one_the_shorter_or_the_later_is_dropped() {
        for (left, right, kept) in [(0..5, 4..8, 0..5), (0..4, 3..8, 3..8), (0..4, 3..7, 0..4)] {
            let both = [candidate(left, 0, Rule::Name), candidate(right, 1, Rule::Name)];
            assert_eq!(resolved("abcdefgh", &both), [(kept, Status::Certain)]);
        }
    }

    #[test]
    fn spans_inside_a_longer_one_are_nested_up_to_its_edges() {
        let spans = [0..8, 0..3, 2..5, 5..8, 0..8].map(|span| candidate(span, 0, Rule::Name));
        let expected =
            [(0..8, Status::Certain), (0..3, Status::Nested), (2..5, Status::Nested), (5..8, Status::Nested)];
        assert_eq!(resolved("abcdefgh", &spans), expected);
        let beyond = [candidate(1..7, 0, Rule::Name), candidate(0..2, 1, Rule::Name)];
        assert_eq!(resolved("abcdefgh", &beyond), [(1..7, Status::Certain)]);
    }

    #[test]
    fn bare_names_of_one_person_are_bound() {
        let status = |rule| resolved("Biden", &[candidate(0..5, 0, rule)])[0].1;
        assert_eq!([Rule::Surname, Rule::Given].map(status), [Status::Bound; 2]);
        assert_eq!([Rule::Name, Rule::Alias, Rule::Pattern].map(status), [Status::Certain; 3]);
    }

    #[test]
    fn a_bare_name_of_two_people_is_ambiguous_and_a_nested_one_is_nested() {
        let both = [candidate(4..9, 1, Rule::Surname), candidate(4..9, 0, Rule::Surname)];
        assert_eq!(resolved("Joe Biden", &both), [(4..9, Status::Ambiguous)]);
        let names = resolve("Joe Biden", &both, |_| 0);
        let entries = names[0].referent.candidates().iter().map(|entity| entity.entry);
        assert_eq!(entries.collect::<Vec<_>>(), [EntryId(0), EntryId(1)]);
        let inside = [candidate(0..9, 0, Rule::Name), candidate(4..9, 1, Rule::Surname)];
        assert_eq!(resolved("Joe Biden", &inside), [(0..9, Status::Certain), (4..9, Status::Nested)]);
    }

    #[test]
    fn an_uncertain_candidate_is_ambiguous_alone() {
        let uncertain =
            Candidate { uncertainty: Some(Uncertainty::AnotherName), ..candidate(0..5, 0, Rule::Surname) };
        let found = resolve("Biden", &[uncertain], |_| 0);
        assert_eq!((found[0].status, found[0].referent.entity()), (Status::Ambiguous, None));
        assert_eq!(found[0].referent.candidates().len(), 1);
    }

    #[test]
    fn two_values_of_one_template_tie() {
        let value =
            |value: &str| Candidate { value: Some(value.into()), ..candidate(0..2, 0, Rule::Pattern) };
        assert_eq!(resolved("28", &[value("20"), value("28")]), [(0..2, Status::Ambiguous)]);
        assert_eq!(resolved("28", &[value("28"), value("28")]), [(0..2, Status::Certain)]);
    }

    #[test]
    fn of_three_claims_only_the_highest_priority_remains() {
        let claims = [0, 1, 2].map(|entry| candidate(0..2, entry, Rule::Name));
        let found = resolve("US", &claims, |entry| [1, 3, 2][entry.0 as usize]);
        assert_eq!(found[0].referent.entity().map(|entity| entity.entry), Some(EntryId(1)));
    }
}
