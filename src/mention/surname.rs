//! Bare names of people whom an article names in full: who "Biden" is, and who "Joe", where it says Joe Biden.
//!
//! A full name of a listed person makes its surname, and its first word, names of that person in that article, before it and after it.
//! What stands bare is then bound to the person; a surname that several share to the one named last before it, and where none
//! is, it is ambiguous. `guard` and `given` say where a bare name is somebody else's.

use std::collections::{HashMap, HashSet};
use std::ops::{ControlFlow, Range};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::article::Article;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::divided::{Occurrence, each_occurrence};
use crate::mention::given::{self, Outcome};
use crate::mention::guard::{Bare, Found, GivenNames, Guard};
use crate::mention::model::Rule;
use crate::mention::people::{Active, Holder, People};
use crate::mention::person_forms::PersonForms;
use crate::mention::resolve::{Candidate, MOST_CANDIDATES, Resolved};
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::text::fold::{Folded, fold_form};

/// In a text of so many bytes an automaton that is quick to build finds its few names sooner than one that is quick to run.
const SHORT_TEXT: usize = 64 * 1024;

/// The bare names of an article.
#[derive(Debug, Default)]
pub(super) struct BareNames {
    /// As candidates: one where a name is bound, several where it is ambiguous.
    pub candidates: Vec<Candidate>,
    /// Whether candidates were dropped since the nearest full name decides, whatever alias the list has.
    pub dropped: bool,
    /// The byte of the text from which on nothing was looked at, where there were more than [`MOST_CANDIDATES`].
    pub stopped: Option<usize>,
}

/// A bare name that is looked for.
struct Sought<'a> {
    folded: &'a str,
    name: &'a Active,
    rule: Rule,
}

/// Where a name stands.
struct Place<'a, 's> {
    sought: &'s Sought<'a>,
    span: Range<usize>,
}

/// Finds the bare names in an article in which `candidates` were found and `resolved`; `known` is what is known of given names.
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
    let mut sought: Vec<Sought<'_>> = Vec::new();
    for (folded, name) in &people.surnames {
        if name.is_contested(gazetteer) {
            bare.dropped |= drop_aliases(candidates, gazetteer, name, folded);
        } else if name.holders.len() == 1 && name.name.is_listed {
            continue;
        }
        sought.push(Sought { folded, name, rule: Rule::Surname });
    }
    for (folded, name) in people.given.iter().filter(|(folded, _)| people.has_only_one(folded)) {
        sought.push(Sought { folded, name, rule: Rule::Given });
    }
    if sought.is_empty() {
        return bare;
    }
    let (places, stopped) = places(article.text.all(), folded, &sought);
    bare.stopped = stopped;
    let mut guard = Guard::new(article, gazetteer, candidates, known);
    let own = own_spans(candidates);
    let surname_places = places.iter().filter(|place| place.sought.rule == Rule::Surname);
    bare.candidates = surnames(&mut guard, surname_places, &own);
    let mut taken: Vec<Range<usize>> =
        candidates.iter().chain(&bare.candidates).map(|candidate| candidate.span.clone()).collect();
    join(&mut taken);
    let mut given = given_names(&guard, &places, &taken);
    bare.candidates.append(&mut given);
    bare
}

/// Drops the aliases that are a surname which several people of the article have, where the full name before them says who is
/// meant; says whether there were any.
fn drop_aliases(candidates: &mut Vec<Candidate>, gazetteer: &Gazetteer, name: &Active, folded: &str) -> bool {
    let before = candidates.len();
    let own = own_spans(candidates);
    candidates.retain(|one| {
        let form = gazetteer.entry(one.entry).and_then(|entry| entry.forms.get(one.form as usize));
        let is_guarded = form.is_some_and(|form| form.guard && fold_form(&form.text) == folded);
        let is_holders = name.holders.iter().any(|holder| holder.entry == one.entry);
        let is_decided = name.meant(one.span.start).len() == 1;
        let longer = own.get(&one.entry).and_then(|own| covering(own, &one.span));
        let is_inside = longer.is_some_and(|longer| longer.len() > one.span.len());
        one.rule != Rule::Alias || !is_holders || !is_guarded || !is_decided || is_inside
    });
    candidates.len() < before
}

/// Every place where a name stands with its capitals.
fn places<'a, 's>(
    text: &str,
    folded: &Folded<'_>,
    sought: &'s [Sought<'a>],
) -> (Vec<Place<'a, 's>>, Option<usize>) {
    let forms = sought.iter().map(|one| one.folded);
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::Standard);
    if text.len() <= SHORT_TEXT {
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
    }
    let Ok(automaton) = builder.build(forms) else { return (Vec::new(), None) };
    let mut places = Vec::new();
    let stopped = each_occurrence(
        &automaton,
        text,
        folded,
        |_| 1,
        |Occurrence { form, span, surface }| {
            if let Some(one) = sought.get(form).filter(|one| one.name.name.casing.admits(&surface)) {
                if places.len() >= MOST_CANDIDATES {
                    return ControlFlow::Break(());
                }
                places.push(Place { sought: one, span });
            }
            ControlFlow::Continue(())
        },
    );
    (places, stopped)
}

/// Where each entry is named, the longer first of what begins together.
fn own_spans(candidates: &[Candidate]) -> HashMap<EntryId, Vec<Range<usize>>> {
    let mut own: HashMap<EntryId, Vec<Range<usize>>> = HashMap::new();
    for one in candidates {
        own.entry(one.entry).or_default().push(one.span.clone());
    }
    own.values_mut().for_each(join);
    own
}

/// Bare surnames that stand, but for those inside the full names of their holders.
fn surnames<'a>(
    guard: &mut Guard<'_>,
    places: impl Iterator<Item = &'a Place<'a, 'a>>,
    own: &HashMap<EntryId, Vec<Range<usize>>>,
) -> Vec<Candidate> {
    let bare: Vec<Bare<'_>> = places
        .flat_map(|place| {
            let name = place.sought.name;
            let is_own = |holder: &Holder| {
                let covering = own.get(&holder.entry).and_then(|own| covering(own, &place.span));
                covering.is_some_and(|longer| longer.len() > place.span.len())
            };
            let meant = if name.holders.iter().any(is_own) { &[] } else { name.meant(place.span.start) };
            meant.iter().map(|holder| Bare {
                span: place.span.clone(),
                entry: holder.entry,
                form: holder.form,
                owner: &holder.owner,
                found: Found::Bound,
            })
        })
        .collect();
    let verdicts = guard.judge_all(&bare);
    let stands = bare.iter().zip(verdicts).filter_map(|(bare, verdict)| {
        let uncertainty = match verdict {
            Verdict::Stands => None,
            Verdict::Uncertain(why) => Some(why),
            Verdict::Blocked => return None,
        };
        Some(candidate(bare.span.clone(), bare.entry, bare.form, Rule::Surname, uncertainty))
    });
    stands.collect()
}

/// First names that stand, in the order of the text; none of a name that somebody else in the article has too.
fn given_names(guard: &Guard<'_>, places: &[Place<'_, '_>], taken: &[Range<usize>]) -> Vec<Candidate> {
    let mut shared: HashSet<&str> = HashSet::new();
    let mut found: Vec<(&str, Candidate)> = Vec::new();
    for place in places.iter().filter(|place| place.sought.rule == Rule::Given) {
        let [Holder { entry, form, owner }] = place.sought.name.holders.as_slice() else { continue };
        if overlap(taken, &place.span) || shared.contains(place.sought.folded) {
            continue;
        }
        let uncertainty = match given::judge(guard, *entry, owner, &place.span) {
            Outcome::Stands => None,
            Outcome::Uncertain(why) => Some(why),
            Outcome::Blocked => continue,
            Outcome::Shared => {
                shared.insert(place.sought.folded);
                continue;
            }
        };
        let candidate = candidate(place.span.clone(), *entry, *form, Rule::Given, uncertainty);
        found.push((place.sought.folded, candidate));
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

/// Puts stretches of a text in order and joins those that overlap.
fn join(spans: &mut Vec<Range<usize>>) {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|later, first| {
        let overlap = later.start < first.end;
        first.end = if overlap { first.end.max(later.end) } else { first.end };
        overlap
    });
}

/// Whether one of some joined stretches overlaps a span.
fn overlap(joined: &[Range<usize>], span: &Range<usize>) -> bool {
    covering(joined, span).is_some()
}

/// The last of some joined stretches that overlaps a span.
fn covering<'a>(joined: &'a [Range<usize>], span: &Range<usize>) -> Option<&'a Range<usize>> {
    let before = joined.partition_point(|one| one.start < span.end);
    before.checked_sub(1).and_then(|last| joined.get(last)).filter(|last| last.end > span.start)
}
