//! Joins statements whose sentences are the same word for word, so that many copies of a text cost little more than
//! one.

use std::collections::{HashMap, HashSet};

use super::link::Link;
use super::statement::{Statement, What};
use crate::analysis::facts::Facts;
use crate::text::fingerprint::{extend, fingerprint};

/// Statements about one thing.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Indices into the statements, in order.
    pub members: Vec<usize>,
    /// The strongest link between two of them.
    pub link: Link,
    /// True if two directly linked values differ.
    pub differs: bool,
}

/// Maximum number of equal statements that are still compared one by one.
const MAX_COMPARED: usize = 16;

/// Equal statements: at the same place in equal sentences of reports with equal dates.
#[derive(Debug)]
pub(super) struct Twins {
    /// For each statement, the index of the first that equals it, which may be its own.
    first: Vec<usize>,
    /// The indices of the others, in order, by that of the first.
    others: HashMap<usize, Vec<usize>>,
}

impl Twins {
    /// Finds the statements that more than [`MAX_COMPARED`] reports have in common. Fewer equal statements are compared
    /// one by one, so that their rows do not depend on the order of the reports.
    pub fn of(reports: &[Facts], statements: &[Statement]) -> Self {
        let mut classes: HashMap<(u64, usize), Vec<usize>> = HashMap::new();
        for (at, statement) in statements.iter().enumerate() {
            let key = reports.get(statement.report as usize).and_then(|facts| key(facts, statement));
            if let Some(key) = key {
                let class = classes.entry(key).or_default();
                let last = class.last().and_then(|last| statements.get(*last));
                // If a report repeats a sentence, only the first is added.
                if last.is_none_or(|last| last.report != statement.report) {
                    class.push(at);
                }
            }
        }
        let mut first: Vec<usize> = (0..statements.len()).collect();
        let mut others: HashMap<usize, Vec<usize>> = HashMap::new();
        for class in classes.into_values().filter(|class| class.len() > MAX_COMPARED) {
            let Some((&one, rest)) = class.split_first() else { continue };
            for other in rest {
                if let Some(first) = first.get_mut(*other) {
                    *first = one;
                }
            }
            others.insert(one, rest.to_vec());
        }
        Self { first, others }
    }

    /// True for a statement that stands for all that equal it, and for one that no other equals.
    pub fn is_first(&self, at: usize) -> bool {
        self.first.get(at) == Some(&at)
    }

    /// Adds to each group the statements that equal its members, and a new group for equal statements that are in none.
    pub fn add_to(&self, groups: &mut Vec<Group>) {
        let mut grouped: HashSet<usize> = HashSet::new();
        for group in &mut *groups {
            let twins: Vec<usize> =
                group.members.iter().filter_map(|at| self.others.get(at)).flatten().copied().collect();
            grouped.extend(&group.members);
            group.members.extend(twins);
        }
        let alone = self.others.iter().filter(|(first, _)| !grouped.contains(*first));
        groups.extend(alone.map(|(first, others)| {
            let members = std::iter::once(*first).chain(others.iter().copied()).collect();
            let link = Link { shared: f64::INFINITY, share: 1.0, ..Link::default() };
            Group { members, link, differs: false }
        }));
    }
}

/// Returns a fingerprint of a statement's sentence and the report's date, and the offset of its value in the sentence.
fn key(facts: &Facts, statement: &Statement) -> Option<(u64, usize)> {
    let range = match statement.what {
        What::Figure(at) => &facts.figures.get(at)?.range,
        What::Date(at) => &facts.dates.get(at)?.range,
    };
    let sentence = fingerprint(facts.article.text.slice(statement.sentence.clone()).as_bytes());
    let date = facts.article.meta.date.as_deref().unwrap_or_default();
    Some((extend(sentence, date.as_bytes()), range.start.checked_sub(statement.sentence.start)?))
}
