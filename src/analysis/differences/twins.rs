//! Joins statements that are word for word the same, so that two thousand copies of a text cost as much as one.

use std::collections::{HashMap, HashSet};

use super::link::Link;
use super::statement::{Statement, What};
use crate::analysis::facts::Facts;
use crate::text::fingerprint::{extend, fingerprint};

/// Statements about one thing, and whether any two of them differ.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Indices into the statements, in order.
    pub members: Vec<usize>,
    /// The best link among them.
    pub link: Link,
    pub differs: bool,
}

/// Maximum number of equal statements that are compared one by one.
const MAX_COMPARED: usize = 16;

/// Statements in equal sentences of several reports of one day.
#[derive(Debug)]
pub(super) struct Twins {
    /// For each statement, the first that is the same, which may be itself.
    first: Vec<usize>,
    /// The others by the first, in order.
    others: HashMap<usize, Vec<usize>>,
}

impl Twins {
    /// Finds the equal statements, if there are more than [`MAX_COMPARED`]: of a few, each is compared, so that nothing
    /// depends on the order of the reports.
    pub fn of(reports: &[Facts], statements: &[Statement]) -> Self {
        let mut classes: HashMap<(u64, usize), Vec<usize>> = HashMap::new();
        for (at, statement) in statements.iter().enumerate() {
            let key = reports.get(statement.report as usize).and_then(|facts| key(facts, statement));
            if let Some(key) = key {
                let class = classes.entry(key).or_default();
                let last = class.last().and_then(|last| statements.get(*last));
                // A report that repeats a sentence has it once in the class.
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

    /// True for a statement that stands for all that are the same.
    pub fn is_first(&self, at: usize) -> bool {
        self.first.get(at) == Some(&at)
    }

    /// Adds to each group the statements that are the same as its members, and a group for those that no group has.
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
