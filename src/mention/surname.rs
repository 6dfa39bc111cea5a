//! Bare names of people whom an article names in full: who "Biden" is, and "Joe", in an article that mentions
//! Joe Biden.
//!
//! A full name activates its surname and its given name for the whole article, before it and after it. A bare
//! name is bound to its person; a surname shared by several people, to the one last named before it. If there
//! is none, it is ambiguous. `guard` and `given` decide where a bare name belongs to someone else.

use std::collections::{HashMap, HashSet};
use std::ops::{ControlFlow, Range};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::article::Article;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::divided::{Occurrence, for_each_occurrence};
use crate::mention::given::{self, GivenVerdict};
use crate::mention::guard::{BareSurname, GivenNames, Guard, Origin};
use crate::mention::model::Rule;
use crate::mention::people::{ActiveName, Holder, People};
use crate::mention::person_forms::PersonForms;
use crate::mention::resolve::{Candidate, MAX_CANDIDATES, Resolved};
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::text::fold::{Folded, fold_form};

/// Up to this many bytes of text, an automaton that is quick to build beats one that is quick to run.
const SHORT_TEXT_BYTES: usize = 64 * 1024;

/// The bare names of an article.
#[derive(Debug, Default)]
pub(super) struct BareNames {
    /// One candidate where a name is bound, several where it is ambiguous.
    pub candidates: Vec<Candidate>,
    /// True if aliases were dropped because the nearest full name decides instead.
    pub aliases_dropped: bool,
    /// Byte offset at which the search stopped. None unless there were more than [`MAX_CANDIDATES`].
    pub searched_to: Option<usize>,
}

/// A bare name to search for.
struct Target<'a> {
    folded: &'a str,
    name: &'a ActiveName,
    rule: Rule,
}

/// An occurrence of a bare name.
struct TargetMatch<'a, 's> {
    target: &'s Target<'a>,
    span: Range<usize>,
}

/// Finds the bare names of an article with the given `candidates` and their resolution; `known` are the given
/// names known so far.
pub(super) fn bare_names(
    article: &Article,
    folded: &Folded<'_>,
    (gazetteer, forms): (&Gazetteer, &PersonForms),
    candidates: &mut Vec<Candidate>,
    resolved: &[Resolved],
    known: GivenNames,
) -> BareNames {
    let people = People::of(article, gazetteer, forms, resolved);
    let mut bare = BareNames::default();
    let mut targets: Vec<Target<'_>> = Vec::new();
    for (folded, name) in &people.surnames {
        if name.is_contested(gazetteer) {
            bare.aliases_dropped |= drop_contested_aliases(candidates, gazetteer, name, folded);
        } else if name.holders.len() == 1 && name.name.is_listed {
            continue;
        }
        targets.push(Target { folded, name, rule: Rule::Surname });
    }
    for (folded, name) in people.given.iter().filter(|(folded, _)| people.has_single_holder(folded)) {
        targets.push(Target { folded, name, rule: Rule::Given });
    }
    if targets.is_empty() {
        return bare;
    }
    let (matches, searched_to) = find_occurrences(article.text.all(), folded, &targets);
    bare.searched_to = searched_to;
    let mut guard = Guard::new(article, gazetteer, candidates, known);
    let own = spans_by_entry(candidates);
    let surname_matches = matches.iter().filter(|hit| hit.target.rule == Rule::Surname);
    bare.candidates = surnames(&mut guard, surname_matches, &own);
    let mut taken: Vec<Range<usize>> =
        candidates.iter().chain(&bare.candidates).map(|candidate| candidate.span.clone()).collect();
    merge_overlapping(&mut taken);
    let mut given = given_names(&guard, &matches, &taken);
    bare.candidates.append(&mut given);
    bare
}

/// Drops aliases that equal a surname shared by several people in the article, where the full name before
/// them tells who is meant. Returns true if there were any.
fn drop_contested_aliases(
    candidates: &mut Vec<Candidate>,
    gazetteer: &Gazetteer,
    name: &ActiveName,
    folded: &str,
) -> bool {
    let before = candidates.len();
    let own = spans_by_entry(candidates);
    candidates.retain(|one| {
        let form = gazetteer.entry(one.entry).and_then(|entry| entry.forms.get(one.form as usize));
        let is_guarded = form.is_some_and(|form| form.guard && fold_form(&form.text) == folded);
        let is_holders = name.holders.iter().any(|holder| holder.entry == one.entry);
        let is_decided = name.holders_at(one.span.start).len() == 1;
        let longer = own.get(&one.entry).and_then(|own| last_overlapping(own, &one.span));
        let is_inside = longer.is_some_and(|longer| longer.len() > one.span.len());
        one.rule != Rule::Alias || !is_holders || !is_guarded || !is_decided || is_inside
    });
    candidates.len() < before
}

/// Every occurrence of a name with matching case.
fn find_occurrences<'a, 's>(
    text: &str,
    folded: &Folded<'_>,
    targets: &'s [Target<'a>],
) -> (Vec<TargetMatch<'a, 's>>, Option<usize>) {
    let forms = targets.iter().map(|one| one.folded);
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::Standard);
    if text.len() <= SHORT_TEXT_BYTES {
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
    }
    let Ok(automaton) = builder.build(forms) else { return (Vec::new(), None) };
    let mut matches = Vec::new();
    let searched_to = for_each_occurrence(
        &automaton,
        text,
        folded,
        |_| 1,
        |Occurrence { form, span, surface }| {
            if let Some(one) = targets.get(form).filter(|one| one.name.name.casing.matches(&surface)) {
                if matches.len() >= MAX_CANDIDATES {
                    return ControlFlow::Break(());
                }
                matches.push(TargetMatch { target: one, span });
            }
            ControlFlow::Continue(())
        },
    );
    (matches, searched_to)
}

/// Merged spans of each entry's candidates.
fn spans_by_entry(candidates: &[Candidate]) -> HashMap<EntryId, Vec<Range<usize>>> {
    let mut own: HashMap<EntryId, Vec<Range<usize>>> = HashMap::new();
    for one in candidates {
        own.entry(one.entry).or_default().push(one.span.clone());
    }
    own.values_mut().for_each(merge_overlapping);
    own
}

/// Bare surnames that are not rejected, except those inside the full names of their holders.
fn surnames<'a>(
    guard: &mut Guard<'_>,
    matches: impl Iterator<Item = &'a TargetMatch<'a, 'a>>,
    own: &HashMap<EntryId, Vec<Range<usize>>>,
) -> Vec<Candidate> {
    let bare: Vec<BareSurname<'_>> = matches
        .flat_map(|hit| {
            let name = hit.target.name;
            let is_own = |holder: &Holder| {
                let longer = own.get(&holder.entry).and_then(|own| last_overlapping(own, &hit.span));
                longer.is_some_and(|longer| longer.len() > hit.span.len())
            };
            let meant = if name.holders.iter().any(is_own) { &[] } else { name.holders_at(hit.span.start) };
            meant.iter().map(|holder| BareSurname {
                span: hit.span.clone(),
                entry: holder.entry,
                form: holder.form,
                owner: &holder.owner,
                origin: Origin::Bound,
            })
        })
        .collect();
    let verdicts = guard.judge_all(&bare);
    let accepted = bare.iter().zip(verdicts).filter_map(|(bare, verdict)| {
        let uncertainty = match verdict {
            Verdict::Accept => None,
            Verdict::Uncertain(why) => Some(why),
            Verdict::Reject => return None,
        };
        Some(candidate(bare.span.clone(), bare.entry, bare.form, Rule::Surname, uncertainty))
    });
    accepted.collect()
}

/// Given names that are not rejected, in text order; none of a name that someone else in the article also
/// has.
fn given_names(guard: &Guard<'_>, matches: &[TargetMatch<'_, '_>], taken: &[Range<usize>]) -> Vec<Candidate> {
    let mut shared: HashSet<&str> = HashSet::new();
    let mut found: Vec<(&str, Candidate)> = Vec::new();
    for hit in matches.iter().filter(|hit| hit.target.rule == Rule::Given) {
        let [Holder { entry, form, owner }] = hit.target.name.holders.as_slice() else { continue };
        if overlaps_any(taken, &hit.span) || shared.contains(hit.target.folded) {
            continue;
        }
        let uncertainty = match given::judge(guard, *entry, owner, &hit.span) {
            GivenVerdict::Accept => None,
            GivenVerdict::Uncertain(why) => Some(why),
            GivenVerdict::Reject => continue,
            GivenVerdict::Shared => {
                shared.insert(hit.target.folded);
                continue;
            }
        };
        let candidate = candidate(hit.span.clone(), *entry, *form, Rule::Given, uncertainty);
        found.push((hit.target.folded, candidate));
    }
    found.retain(|(name, _)| !shared.contains(name));
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

fn candidate(
    span: Range<usize>,
    entry: EntryId,
    form: u32,
    rule: Rule,
    uncertainty: Option<Uncertainty>,
) -> Candidate {
    Candidate { span, entry, value: None, form, rule, weak: false, uncertainty }
}

/// Sorts spans and merges those that overlap.
fn merge_overlapping(spans: &mut Vec<Range<usize>>) {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|later, first| {
        let overlap = later.start < first.end;
        first.end = if overlap { first.end.max(later.end) } else { first.end };
        overlap
    });
}

/// True if one of the merged spans overlaps a span.
fn overlaps_any(joined: &[Range<usize>], span: &Range<usize>) -> bool {
    last_overlapping(joined, span).is_some()
}

/// The last of the merged spans that overlaps a span.
fn last_overlapping<'a>(joined: &'a [Range<usize>], span: &Range<usize>) -> Option<&'a Range<usize>> {
    let before = joined.partition_point(|one| one.start < span.end);
    before.checked_sub(1).and_then(|last| joined.get(last)).filter(|last| last.end > span.start)
}
