//! Bare names of people whom an article names in full: who "Biden" is, and "Joe", in an article that mentions
//! Joe Biden.
//!
//! A full name activates its surname and its given name for the whole article, before it and after it. A bare name is
//! bound to its person. A surname shared by several people is bound to the one last named before it. If none of them is
//! named before it, it is ambiguous. `guard` and `given` decide where a bare name belongs to someone else.

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
    /// One candidate for each person whom an occurrence may name.
    pub candidates: Vec<Candidate>,
    /// True if aliases were dropped because the nearest full name decides instead.
    pub aliases_dropped: bool,
    /// Byte offset at which the search stopped. None unless there were more than [`MAX_CANDIDATES`] occurrences.
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

/// Finds the bare names of an article. `candidates` are its listed names, from which contested aliases are dropped;
/// `resolved` is their resolution, and `learned` are the given names learned so far.
pub(super) fn bare_names(
    article: &Article,
    folded: &Folded<'_>,
    (gazetteer, forms): (&Gazetteer, &PersonForms),
    candidates: &mut Vec<Candidate>,
    resolved: &[Resolved],
    learned: GivenNames,
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
    let (matches, searched_to) = find_occurrences(article.text.as_str(), folded, &targets);
    bare.searched_to = searched_to;
    let mut guard = Guard::new(article, gazetteer, candidates, learned);
    let own = spans_by_entry(candidates);
    let surname_matches = matches.iter().filter(|hit| hit.target.rule == Rule::Surname);
    bare.candidates = surnames(&mut guard, surname_matches, &own);
    let mut claimed: Vec<Range<usize>> =
        candidates.iter().chain(&bare.candidates).map(|candidate| candidate.span.clone()).collect();
    merge_overlapping(&mut claimed);
    let mut given = given_names(&guard, &matches, &claimed);
    bare.candidates.append(&mut given);
    bare
}

/// Drops guarded aliases that equal a surname shared by several people in the article, where the full name before them
/// shows who is meant. Keeps those inside a longer name of their own entry. Returns true if any were dropped.
fn drop_contested_aliases(
    candidates: &mut Vec<Candidate>,
    gazetteer: &Gazetteer,
    name: &ActiveName,
    folded: &str,
) -> bool {
    let before = candidates.len();
    let own = spans_by_entry(candidates);
    candidates.retain(|candidate| {
        let form =
            gazetteer.entry(candidate.entry).and_then(|entry| entry.forms.get(candidate.form as usize));
        let is_guarded = form.is_some_and(|form| form.guard && fold_form(&form.text) == folded);
        let is_of_holder = name.holders.iter().any(|holder| holder.entry == candidate.entry);
        let is_decided = name.holders_at(candidate.span.start).len() == 1;
        let longer = own.get(&candidate.entry).and_then(|own| last_overlapping(own, &candidate.span));
        let is_inside = longer.is_some_and(|longer| longer.len() > candidate.span.len());
        candidate.rule != Rule::Alias || !is_of_holder || !is_guarded || !is_decided || is_inside
    });
    candidates.len() < before
}

/// Finds every occurrence of a bare name with matching case, and the offset at which the search stopped, if it
/// stopped early.
fn find_occurrences<'a, 's>(
    text: &str,
    folded: &Folded<'_>,
    targets: &'s [Target<'a>],
) -> (Vec<TargetMatch<'a, 's>>, Option<usize>) {
    let forms = targets.iter().map(|target| target.folded);
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
            let target = targets.get(form).filter(|target| target.name.name.casing.matches(&surface));
            if let Some(target) = target {
                if matches.len() >= MAX_CANDIDATES {
                    return ControlFlow::Break(());
                }
                matches.push(TargetMatch { target, span });
            }
            ControlFlow::Continue(())
        },
    );
    (matches, searched_to)
}

/// Returns the merged spans of each entry's candidates.
fn spans_by_entry(candidates: &[Candidate]) -> HashMap<EntryId, Vec<Range<usize>>> {
    let mut own: HashMap<EntryId, Vec<Range<usize>>> = HashMap::new();
    for candidate in candidates {
        own.entry(candidate.entry).or_default().push(candidate.span.clone());
    }
    own.values_mut().for_each(merge_overlapping);
    own
}

/// Returns the bare surnames that are not rejected, except those inside a longer name of one of their holders.
fn surnames<'a>(
    guard: &mut Guard<'_>,
    matches: impl Iterator<Item = &'a TargetMatch<'a, 'a>>,
    own: &HashMap<EntryId, Vec<Range<usize>>>,
) -> Vec<Candidate> {
    let bare: Vec<BareSurname<'_>> = matches
        .flat_map(|hit| {
            let name = hit.target.name;
            let is_inside_own = |holder: &Holder| {
                let longer = own.get(&holder.entry).and_then(|own| last_overlapping(own, &hit.span));
                longer.is_some_and(|longer| longer.len() > hit.span.len())
            };
            let meant =
                if name.holders.iter().any(is_inside_own) { &[] } else { name.holders_at(hit.span.start) };
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
            Verdict::Uncertain(uncertainty) => Some(uncertainty),
            Verdict::Reject => return None,
        };
        Some(candidate(bare.span.clone(), bare.entry, bare.form, Rule::Surname, uncertainty))
    });
    accepted.collect()
}

/// Returns the bare given names that are not rejected, without those that someone else in the article shares and
/// without occurrences that overlap a `claimed` span.
fn given_names(
    guard: &Guard<'_>,
    matches: &[TargetMatch<'_, '_>],
    claimed: &[Range<usize>],
) -> Vec<Candidate> {
    let mut shared: HashSet<&str> = HashSet::new();
    let mut found: Vec<(&str, Candidate)> = Vec::new();
    for hit in matches.iter().filter(|hit| hit.target.rule == Rule::Given) {
        let [Holder { entry, form, owner }] = hit.target.name.holders.as_slice() else { continue };
        if overlaps_any(claimed, &hit.span) || shared.contains(hit.target.folded) {
            continue;
        }
        let uncertainty = match given::judge(guard, *entry, owner, &hit.span) {
            GivenVerdict::Accept => None,
            GivenVerdict::Uncertain(uncertainty) => Some(uncertainty),
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
fn overlaps_any(merged: &[Range<usize>], span: &Range<usize>) -> bool {
    last_overlapping(merged, span).is_some()
}

/// Returns the last of the merged spans that overlaps a span.
fn last_overlapping<'a>(merged: &'a [Range<usize>], span: &Range<usize>) -> Option<&'a Range<usize>> {
    let before = merged.partition_point(|other| other.start < span.end);
    before.checked_sub(1).and_then(|last| merged.get(last)).filter(|last| last.end > span.start)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};
    use crate::mention::{Matcher, Status};

    const JOE: &str = "[[entity]]\nname = 'Joe Biden'\nkind = 'person'\n";
    const JILL: &str = "[[entity]]\nname = 'Jill Biden'\nkind = 'person'\n";

    /// Returns the mentions of a surface in a text: the names they may mean, their rule and status.
    fn mentions(list: &str, text: &str, surface: &str) -> Vec<(String, Rule, Status)> {
        let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
        let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
        let article = parse(ArticleKey::from_path(Path::new("a")), Format::Plain, text.to_owned(), 0);
        let found = matcher.find(&article);
        let of_surface = found.mentions.iter().filter(|mention| &text[mention.range()] == surface);
        let rows = of_surface.map(|mention| {
            let candidates = found.referents[mention.referent as usize].candidates().iter();
            let names: Vec<String> = candidates.map(|entity| entity.name(&gazetteer)).collect();
            (names.join(", "), mention.rule, mention.status)
        });
        rows.collect()
    }

    fn bound(name: &str, rule: Rule) -> (String, Rule, Status) {
        (name.to_owned(), rule, Status::Bound)
    }

    #[test]
    fn bare_names_are_bound_to_the_only_active_person() {
        let text = "They asked Biden first. Later Joe Biden left. They asked Biden and Joe again.";
        let surnames = [bound("Joe Biden", Rule::Surname), bound("Joe Biden", Rule::Surname)];
        assert_eq!(mentions(JOE, text, "Biden"), surnames);
        assert_eq!(mentions(JOE, text, "Joe"), [bound("Joe Biden", Rule::Given)]);
        assert_eq!(mentions(&(JOE.to_owned() + JILL), text, "Biden"), surnames);
    }

    #[test]
    fn bare_names_need_a_full_name() {
        for surface in ["Biden", "Joe"] {
            assert_eq!(mentions(JOE, "They asked Biden and Joe again.", surface), []);
        }
    }

    #[test]
    fn a_shared_surname_is_bound_to_the_nearest_full_name_before_it() {
        let text = "They asked Biden. Then Joe Biden came, and they asked Biden. \
                    Then Jill Biden came, and they asked Biden.";
        let expected = [
            ("Joe Biden, Jill Biden".to_owned(), Rule::Surname, Status::Ambiguous),
            bound("Joe Biden", Rule::Surname),
            bound("Jill Biden", Rule::Surname),
        ];
        assert_eq!(mentions(&(JOE.to_owned() + JILL), text, "Biden"), expected);
    }

    #[test]
    fn a_shared_given_name_is_not_bound() {
        let other = "[[entity]]\nname = 'Joe Manchin'\nkind = 'person'\n";
        let text = "Then Joe Biden came with Joe Manchin. They asked Joe.";
        assert_eq!(mentions(&(JOE.to_owned() + other), text, "Joe"), []);
        assert_eq!(mentions(&(JOE.to_owned() + other + "given = false\n"), text, "Joe"), []);
        let alone = "Then Joe Biden came with Jill Biden. They asked Joe.";
        let both = JOE.to_owned() + JILL + "given = false\n";
        assert_eq!(mentions(&both, alone, "Joe"), [bound("Joe Biden", Rule::Given)]);
    }

    #[test]
    fn a_given_name_that_the_list_claims_is_not_bound() {
        let list = JOE.to_owned() + "[[entity]]\nname = 'Joe'\nkind = 'organisation'\n";
        let mention = mentions(&list, "Then Joe Biden came. They asked Joe.", "Joe").pop();
        assert_eq!(mention, Some(("Joe".to_owned(), Rule::Name, Status::Certain)));
    }

    #[test]
    fn an_alias_that_is_the_surname_is_certain_unless_the_surname_is_shared() {
        let listed = JOE.to_owned() + "aliases = ['Biden']\n";
        let joe = |rule, status| ("Joe Biden".to_owned(), rule, status);
        let either = |rule| ("Joe Biden, Jill Biden".to_owned(), rule, Status::Ambiguous);
        let (nested, certain) = (joe(Rule::Alias, Status::Nested), joe(Rule::Alias, Status::Certain));
        let text = "Then Joe Biden came. They asked Biden.";
        assert_eq!(mentions(&listed, text, "Biden"), [nested.clone(), certain.clone()]);
        let text = "They asked Biden. Then Joe Biden came, then Jill Biden. They asked Biden.";
        let jill = bound("Jill Biden", Rule::Surname);
        assert_eq!(
            mentions(&(listed.clone() + JILL), text, "Biden"),
            [either(Rule::Alias), nested.clone(), jill]
        );
        let higher = listed + "priority = 1\n" + JILL;
        assert_eq!(mentions(&higher, text, "Biden"), [certain.clone(), nested, certain]);
        let unguarded = JOE.to_owned() + "aliases = [{ text = 'Biden', guard = false }]\n" + JILL;
        assert_eq!(mentions(&unguarded, text, "Biden").pop(), Some(either(Rule::Alias)));
    }

    #[test]
    fn an_alias_of_someone_else_makes_a_bound_surname_ambiguous() {
        let hunter = "[[entity]]\nname = 'Hunter Biden'\nkind = 'person'\naliases = ['Biden']\n";
        let text = "Then Joe Biden came, then Jill Biden. They asked Biden.";
        let names = "Jill Biden, Hunter Biden".to_owned();
        assert_eq!(
            mentions(&(JOE.to_owned() + JILL + hunter), text, "Biden").pop(),
            Some((names, Rule::Surname, Status::Ambiguous))
        );
    }

    #[test]
    fn a_surname_that_is_a_name_in_the_list_stays_in_contention() {
        let biden = "[[entity]]\nname = 'Biden'\nkind = 'person'\naliases = ['Joe Biden']\n";
        let text = "Then Joe Biden came, then Jill Biden. They asked Biden.";
        let last = mentions(&(biden.to_owned() + JILL), text, "Biden").pop();
        assert_eq!(last, Some(("Biden, Jill Biden".to_owned(), Rule::Name, Status::Ambiguous)));
    }

    #[test]
    fn a_surname_that_is_an_alias_is_judged_as_an_alias_only() {
        let text = "Aides Say Steve Biden Will Not Talk to the Press\n\nThen Joe Biden left.";
        let uncertain = [("Joe Biden".to_owned(), Rule::Surname, Status::Ambiguous)];
        assert_eq!(mentions(JOE, text, "Biden"), uncertain);
        let nested = [("Joe Biden".to_owned(), Rule::Alias, Status::Nested)];
        assert_eq!(mentions(&(JOE.to_owned() + "aliases = ['Biden']\n"), text, "Biden"), nested);
    }

    #[test]
    fn spans_that_touch_are_not_merged_and_do_not_overlap() {
        let mut spans = vec![5..8, 0..3, 3..5, 6..9, 0..2];
        merge_overlapping(&mut spans);
        assert_eq!(spans, [0..3, 3..5, 5..9]);
        assert_eq!(last_overlapping(&spans, &(3..5)), Some(&(3..5)));
        assert_eq!(last_overlapping(&spans, &(2..4)), Some(&(3..5)));
        assert_eq!(last_overlapping(&spans, &(4..6)), Some(&(5..9)));
        assert!(overlaps_any(&spans, &(8..9)) && !overlaps_any(&spans, &(9..12)));
        let apart = [0..1, 4..6];
        assert!(!overlaps_any(&apart, &(2..4)) && overlaps_any(&apart, &(2..5)));
    }
}
