//! Weighs whether two statements are about the same thing.

use super::interval::Days;
use super::statement::{Statement, What, counts_people};
use super::weights::{Concepts, common};
use crate::analysis::facts::Facts;
use crate::analysis::figures::tables::{EVERYONE, GROUPS, is_people, synonym};
use crate::analysis::figures::{Dimension, Figure, Modality};
use crate::article::date::to_iso;

/// The evidence that two statements are about the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Link {
    /// Weight of the shared concepts. Those in both clauses count fully, others half.
    pub shared: f64,
    /// `shared`, divided by the geometric mean of the weights of each statement's concepts: from 0 to 1.
    pub share: f64,
    /// Number of shared concepts.
    pub count: usize,
    /// Number of shared concepts that are in both clauses.
    pub own: usize,
    /// Number of shared concepts that are names in both sentences.
    pub names: usize,
    /// Number of shared concepts of the verbs for what happened at the dates.
    pub event: usize,
    /// True if each has a name in its clause that the other's sentence lacks.
    pub other_names: bool,
    /// True for two figures with the same act.
    pub same_act: bool,
}

/// Returns the link of two statements in one bucket. None if they cannot be about one thing.
pub(super) fn link(
    left: (&Facts, &Statement),
    right: (&Facts, &Statement),
    concepts: &Concepts,
) -> Option<Link> {
    let (left_statement, right_statement) = (left.1, right.1);
    let same_act = match (figure(left), figure(right)) {
        (Some(left), Some(right)) => compare(left, right)?,
        _ => false,
    };
    let is_date = matches!(left_statement.what, What::Date(_));
    if is_date && left_statement.is_planned != right_statement.is_planned {
        return None;
    }
    if limits_conflict(left_statement, right_statement, is_date)
        || (!is_date && (is_of_other_year(left, right) || is_of_other_year(right, left)))
    {
        return None;
    }
    let event = common(&left_statement.event, &right_statement.event).count();
    let mut link = Link { event, same_act, ..Link::default() };
    let weight = |concept: u32| concepts.weight(left_statement.report, right_statement.report, concept);
    let position = |statement: &Statement, concept: u32| {
        if statement.own.binary_search(&concept).is_ok() { 1.0 } else { 0.5 }
    };
    for concept in common(&left_statement.all, &right_statement.all) {
        let (left_position, right_position) =
            (position(left_statement, concept), position(right_statement, concept));
        link.shared += weight(concept) * f64::min(left_position, right_position);
        link.count += 1;
        link.own += usize::from(left_position + right_position > 1.9);
        let is_name = left_statement.names.binary_search(&concept).is_ok()
            && right_statement.names.binary_search(&concept).is_ok();
        link.names += usize::from(is_name);
    }
    let has_other_name = |one: &Statement, other: &Statement| {
        common(&one.names, &one.own).any(|name| other.all.binary_search(&name).is_err())
    };
    link.other_names =
        has_other_name(left_statement, right_statement) && has_other_name(right_statement, left_statement);
    let whole = |statement: &Statement| -> f64 {
        statement.all.iter().map(|concept| weight(*concept) * position(statement, *concept)).sum()
    };
    let product = whole(left_statement) * whole(right_statement);
    link.share = if product > 0.0 { link.shared / product.sqrt() } else { 0.0 };
    Some(link)
}

/// Returns the figure of a statement. None for a date.
pub(super) fn figure<'a>((facts, statement): (&'a Facts, &Statement)) -> Option<&'a Figure> {
    match statement.what {
        What::Figure(at) => facts.figures.get(at),
        What::Date(_) => None,
    }
}

/// Compares what two figures are for. Returns whether their acts are the same, or None if they are for different
/// things.
fn compare(left: &Figure, right: &Figure) -> Option<bool> {
    let is_same_kind = left.rate == right.rate
        && left.is_part == right.is_part
        && left.is_additional == right.is_additional
        && !left.is_former
        && !right.is_former
        && modality_fits(left.modality, right.modality);
    if !is_same_kind {
        return None;
    }
    let same_act = match (left.act, right.act) {
        (Some(left), Some(right)) if left == right => true,
        (Some(_), Some(_)) => return None,
        _ => false,
    };
    let heads_fit = match left.dimension {
        Dimension::Count => count_heads_fit(left, right, same_act),
        Dimension::Age => left.head == right.head && !left.head.is_empty(),
        Dimension::Percent => left.head == right.head || left.head.is_empty() || right.head.is_empty(),
        _ => true,
    };
    heads_fit.then_some(same_act)
}

/// True if figures that are presented in these two ways may be about one thing.
fn modality_fits(left: Modality, right: Modality) -> bool {
    match (left, right) {
        (Modality::Negated, _) | (_, Modality::Negated) => false,
        (Modality::Planned, _) | (_, Modality::Planned) => true,
        (left, right) => left == right,
    }
}

/// True if two counts may count the same. Both must be in one bucket.
fn count_heads_fit(left: &Figure, right: &Figure, same_act: bool) -> bool {
    let (left, right) = (synonym(&left.head), synonym(&right.head));
    if left == right {
        return !left.is_empty() || same_act;
    }
    if !counts_people(left) && !counts_people(right) {
        // Since they are in one bucket, these are two forms of one word.
        return true;
    }
    let may_be_everyone = |head: &str| head.is_empty() || EVERYONE.contains(head) || !is_people(head);
    let is_group = |head: &str| GROUPS.contains(head);
    let fits = |left: &str, right: &str| may_be_everyone(left) && (may_be_everyone(right) || is_group(right));
    same_act && (fits(left, right) || fits(right, left))
}

/// True if the first statement is limited to a date of a year in which the second's report was not written, or may not
/// have been, and nothing dates the second.
fn is_of_other_year((_, one): (&Facts, &Statement), (facts, other): (&Facts, &Statement)) -> bool {
    let [Some(days)] = one.days.as_slice() else { return false };
    if !other.days.is_empty() || other.sentence_days.iter().any(|other| other.has_year && days.meets(*other))
    {
        return false;
    }
    let written =
        facts.article.meta.date.as_deref().and_then(to_iso).and_then(|date| Days::of_year(date.get(..4)?));
    days.has_year && written.is_none_or(|written| !days.meets(written))
}

/// True if the limits of two statements exclude each other: two days, two places, two sides of a contrast.
fn limits_conflict(left: &Statement, right: &Statement, is_date: bool) -> bool {
    let both_dated = !is_date && !left.days.is_empty() && !right.days.is_empty();
    let may_meet = |left: &Option<_>, right: &Option<_>| match (left, right) {
        (Some(left), Some(right)) => Days::meets(*left, *right),
        _ => true,
    };
    if both_dated && !left.days.iter().any(|left| right.days.iter().any(|right| may_meet(left, right))) {
        return true;
    }
    let is_measured_elsewhere = !left.reference.is_empty()
        && !right.reference.is_empty()
        && common(&left.reference, &right.reference).next().is_none();
    if left.is_lone != right.is_lone || is_measured_elsewhere {
        return true;
    }
    let opposed = left.sides.iter().any(|(contrast, _)| {
        let sides = |statement: &Statement| -> Vec<u16> {
            statement.sides.iter().filter(|side| side.0 == *contrast).map(|side| side.1).collect()
        };
        let (left, right) = (sides(left), sides(right));
        !right.is_empty() && !left.iter().any(|side| right.contains(side))
    });
    if opposed && !is_date {
        return true;
    }
    let scope = |one: &Statement, other: &Statement| {
        (one.is_everywhere && !other.is_everywhere && (other.is_narrow || is_elsewhere(other, one)))
            || (one.is_narrow && !other.is_narrow)
    };
    are_of_two_places(left, right) || scope(left, right) || scope(right, left)
}

/// True if the first statement names places of which the second's sentence has none. A sentence has `Port Velin` if it
/// has both words.
fn is_elsewhere(one: &Statement, other: &Statement) -> bool {
    let has = |name: &Vec<u32>| name.iter().all(|word| other.all.binary_search(word).is_ok());
    !one.places.is_empty() && !one.places.iter().any(has)
}

/// True if two statements name places, but none in common. Either name may contain the other: `Port Velin`, `Velin`.
pub(super) fn are_of_two_places(left: &Statement, right: &Statement) -> bool {
    is_elsewhere(left, right) && is_elsewhere(right, left)
}
