//! Groups statements about one thing, best pair first, and finds those that differ.

use std::collections::{HashMap, HashSet};

use super::judge::{differs, is_disjoint, is_joined};
use super::link::{Link, are_of_two_places, figure, link};
use super::statement::{Bucket, Statement};
use super::twins::{Group, Twins};
use super::weights::Concepts;
use crate::analysis::facts::Facts;
use crate::analysis::figures::Qualifier;

/// Maximum number of statements in a bucket that are compared because they share a concept. A concept that more of them
/// have is skipped, so only statements that share no rarer concept are missed.
const MAX_POSTINGS: usize = 400;
/// Maximum number of concepts by which a statement is compared: its rarest.
const MAX_CONCEPTS: usize = 12;

/// Two statements about one thing: indices into the statements.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub left: usize,
    pub right: usize,
    pub link: Link,
    pub differs: bool,
}

/// Returns the groups of two statements or more, in the order of their first statements.
pub(super) fn groups(reports: &[Facts], statements: &[Statement], concepts: &Concepts) -> Vec<Group> {
    let twins = Twins::of(reports, statements);
    let mut pairs = pairs(reports, statements, concepts, &twins);
    drop_restated(reports, statements, concepts, &mut pairs);
    let score = |pair: &Pair| pair.link.shared + pair.link.share + if pair.link.same_act { 0.5 } else { 0.0 };
    pairs.sort_by(|one, other| {
        score(other).total_cmp(&score(one)).then((one.left, one.right).cmp(&(other.left, other.right)))
    });
    // Each statement has at most one partner in every other report, and a group has at most one statement of each
    // report. The exception is a pair from one report, which contradicts itself: it may start a group.
    let mut taken: HashSet<(usize, u32)> = HashSet::new();
    let mut group_of: Vec<usize> = (0..statements.len()).collect();
    let mut groups: HashMap<usize, Group> = HashMap::new();
    let report = |at: usize| statements.get(at).map_or(0, |statement| statement.report);
    for pair in &pairs {
        let (left, right) = (report(pair.left), report(pair.right));
        let inside = left == right;
        if !inside && (taken.contains(&(pair.left, right)) || taken.contains(&(pair.right, left))) {
            continue;
        }
        let (Some(&one), Some(&other)) = (group_of.get(pair.left), group_of.get(pair.right)) else {
            continue;
        };
        let alone = |at: usize| Group { members: vec![at], link: Link::default(), differs: false };
        let first = groups.remove(&one).unwrap_or_else(|| alone(pair.left));
        if one == other {
            let group = Group { differs: first.differs || pair.differs, ..first };
            groups.insert(one, group);
            taken.extend([(pair.left, right), (pair.right, left)]);
            continue;
        }
        let second = groups.remove(&other).unwrap_or_else(|| alone(pair.right));
        let overlaps =
            first.members.iter().any(|one| second.members.iter().any(|other| report(*one) == report(*other)));
        // A value without a place must not set those of two places against each other.
        let statement = |at: &usize| statements.get(*at);
        let is_apart = first.members.iter().filter_map(statement).any(|one| {
            second.members.iter().filter_map(statement).any(|other| are_of_two_places(one, other))
        });
        let joins_two = first.members.len() == 1 && second.members.len() == 1;
        if is_apart || (overlaps && !(inside && joins_two)) {
            restore(&mut groups, one, first);
            restore(&mut groups, other, second);
            continue;
        }
        taken.extend([(pair.left, right), (pair.right, left)]);
        for member in &second.members {
            if let Some(group) = group_of.get_mut(*member) {
                *group = one;
            }
        }
        let link = if first.link.shared >= pair.link.shared { first.link } else { pair.link };
        let members = first.members.into_iter().chain(second.members).collect();
        groups.insert(one, Group { members, link, differs: first.differs || second.differs || pair.differs });
    }
    let mut groups: Vec<Group> = groups.into_values().filter(|group| group.members.len() > 1).collect();
    twins.add_to(&mut groups);
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by(|one, other| one.members.cmp(&other.members));
    groups
}

/// Puts back a group that was taken out. A single statement is not stored as a group.
fn restore(groups: &mut HashMap<usize, Group>, at: usize, group: Group) {
    if group.members.len() > 1 {
        groups.insert(at, group);
    }
}

/// Returns the pairs of statements that are about one thing.
fn pairs(reports: &[Facts], statements: &[Statement], concepts: &Concepts, twins: &Twins) -> Vec<Pair> {
    let frequencies = concepts.frequencies();
    let mut postings: HashMap<(&Bucket, u32), Vec<usize>> = HashMap::new();
    let mut rarest: Vec<Vec<u32>> = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        let mut own = statement.all.clone();
        own.sort_by_key(|concept| (frequencies.get(*concept as usize).copied(), *concept));
        own.truncate(if twins.is_first(at) { MAX_CONCEPTS } else { 0 });
        for concept in &own {
            postings.entry((&statement.bucket, *concept)).or_default().push(at);
        }
        rarest.push(own);
    }
    let mut pairs = Vec::new();
    let mut seen: Vec<usize> = vec![usize::MAX; statements.len()];
    for (at, statement) in statements.iter().enumerate() {
        let Some(left) = reports.get(statement.report as usize).map(|facts| (facts, statement)) else {
            continue;
        };
        for concept in rarest.get(at).into_iter().flatten() {
            let Some(others) = postings.get(&(&statement.bucket, *concept)) else { continue };
            if others.len() > MAX_POSTINGS {
                continue;
            }
            let from = others.partition_point(|other| *other <= at);
            for other in others.get(from..).unwrap_or_default() {
                let is_new = seen.get_mut(*other).is_some_and(|last| std::mem::replace(last, at) != at);
                let Some(other_statement) = statements.get(*other).filter(|_| is_new) else { continue };
                let Some(right) =
                    reports.get(other_statement.report as usize).map(|facts| (facts, other_statement))
                else {
                    continue;
                };
                if !concepts.are_related(statement.report, other_statement.report) {
                    continue;
                }
                let Some(link) = link(left, right, concepts) else { continue };
                let is_disjoint = is_disjoint(left, right);
                let differs = is_disjoint && differs(left, right, &link);
                if differs || is_joined(left, right, &link) {
                    pairs.push(Pair { left: at, right: *other, link, differs });
                }
            }
        }
    }
    pairs
}

/// Clears `differs` of each pair of which either report also gives the other's value for the same thing.
fn drop_restated(reports: &[Facts], statements: &[Statement], concepts: &Concepts, pairs: &mut [Pair]) {
    let mut of_report: HashMap<(u32, &Bucket), Vec<usize>> = HashMap::new();
    for (at, statement) in statements.iter().enumerate() {
        of_report.entry((statement.report, &statement.bucket)).or_default().push(at);
    }
    let get = |at: usize| {
        let statement = statements.get(at)?;
        Some((reports.get(statement.report as usize)?, statement))
    };
    let gives = |report: u32, wanted: usize, besides: usize| {
        let Some(value) = get(wanted) else { return false };
        let own = of_report.get(&(report, &value.1.bucket)).into_iter().flatten();
        own.filter(|at| **at != besides && **at != wanted).filter_map(|at| get(*at)).any(|other| {
            is_closed(other)
                && !is_disjoint(value, other)
                && link(value, other, concepts).is_some_and(|link| link.shared >= 0.4 || link.same_act)
        })
    };
    for pair in pairs.iter_mut().filter(|pair| pair.differs) {
        let (Some(left), Some(right)) = (get(pair.left), get(pair.right)) else { continue };
        let inside = left.1.report == right.1.report;
        if !inside
            && (gives(right.1.report, pair.left, pair.right) || gives(left.1.report, pair.right, pair.left))
        {
            pair.differs = false;
        }
    }
}

/// True for a date, and for a figure that is neither open nor just a lower or an upper bound.
fn is_closed((facts, statement): (&Facts, &Statement)) -> bool {
    figure((facts, statement)).is_none_or(|figure| {
        !matches!(figure.qualifier, Some(Qualifier::AtLeast | Qualifier::AtMost | Qualifier::Open))
    })
}
