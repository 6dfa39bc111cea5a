//! Decides which links join statements, and which of the joined statements differ.

use super::interval::Days;
use super::link::{Link, figure};
use super::statement::{PEOPLE, Statement, What};
use crate::analysis::facts::Facts;
use crate::analysis::figures::{Dimension, Figure};

/// The minimum of [`Link::shared`] and [`Link::share`].
struct Threshold {
    shared: f64,
    share: f64,
}

/// For two figures to be in one row.
const JOINED: Threshold = Threshold { shared: 0.7, share: 0.2 };
/// For two figures with the same act to be in one row.
const JOINED_ACT: Threshold = Threshold { shared: 0.4, share: 0.15 };
/// For two figures to differ.
const DIFFERS: Threshold = Threshold { shared: 1.2, share: 0.28 };
/// For two figures with the same act to differ.
const DIFFERS_ACT: Threshold = Threshold { shared: 0.9, share: 0.25 };
/// For two times of day to differ. Lower, since a report gives few.
const DIFFERS_CLOCK: Threshold = Threshold { shared: 0.9, share: 0.25 };
/// For two durations to differ. Higher, since reports give many.
const DIFFERS_DURATION: Threshold = Threshold { shared: 1.4, share: 0.45 };
/// For two figures of one report to differ.
const DIFFERS_INSIDE: Threshold = Threshold { shared: 1.1, share: 0.3 };
/// For two dates to differ.
const DIFFERS_DATE: Threshold = Threshold { shared: 1.4, share: 0.3 };
/// For two dates of one report to differ.
const DIFFERS_DATE_INSIDE: Threshold = Threshold { shared: 1.1, share: 0.25 };

impl Threshold {
    fn is_reached(&self, link: &Link) -> bool {
        link.shared >= self.shared && link.share >= self.share
    }
}

/// Maximum ratio of two values that differ. Values further apart are hardly about one thing.
const MAX_RATIO: f64 = 5.0;

/// Acts whose counts only grow with time, so that an earlier report gives fewer.
const GROWING: &[&str] = &[
    "killed",
    "injured",
    "rescued",
    "arrested",
    "evacuated",
    "treated",
    "vaccinated",
    "destroyed",
    "damaged",
    "seized",
    "charged",
];
/// Acts whose counts grow and shrink with time.
const CHANGING: &[&str] = &["missing", "infected", "hospitalised", "sheltered", "flooded"];

/// Words by which a statement speaks of another time or place than the one before. If only one of two statements has one,
/// they are hardly about one thing.
const OTHERS: &[&str] =
    &["again", "neighbouring", "neighboring", "adjacent", "separate", "separately", "elsewhere"];
/// Words between `of` and the whole in `12 of the 15 counts`.
const BEFORE_WHOLES: &[&str] = &["the", "its", "their", "all"];
/// Parts in words in front of `of`. Others are rare.
const PARTS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "some", "all", "none", "most", "half", "both",
];

/// True if exactly one of two passages of text has one of [`OTHERS`].
fn is_of_another(left: &str, right: &str) -> bool {
    let has = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphabetic());
        words.any(|word| OTHERS.contains(&word.to_lowercase().as_str()))
    };
    has(left) != has(right)
}

/// True for the whole of which a part is given: 15 in `12 of 15 counts`. Reports agree on it even if they differ.
fn is_whole(facts: &Facts, figure: &Figure) -> bool {
    let before = facts.article.text.slice(figure.sentence.start..figure.range.start);
    let mut words = before.split_whitespace().rev().map(str::to_lowercase).peekable();
    words.next_if(|word| BEFORE_WHOLES.contains(&word.as_str()));
    words.next_if(|word| word == "of").is_some()
        && words.next().is_some_and(|word| {
            word.chars().all(|c| c.is_ascii_digit() || c == ',') || PARTS.contains(&word.as_str())
        })
}

/// True if the sentences of two statements have figures for one kind of thing that differ: `10% of buses ran on Wednesday`
/// and `50% ran on Thursday` tell of two days.
fn figures_differ(left: (&Facts, &Statement), right: (&Facts, &Statement)) -> bool {
    let of = |(facts, statement): (&'_ Facts, &Statement)| {
        let sentence = statement.sentence.clone();
        let figures = facts.figures.iter().filter(|figure| figure.sentence == sentence);
        figures.cloned().collect::<Vec<Figure>>()
    };
    let (left, right) = (of(left), of(right));
    left.iter().any(|one| {
        let same = |other: &&Figure| one.dimension == other.dimension && one.head == other.head;
        right.iter().filter(same).any(|other| !one.agrees_with(other))
    })
}

/// True if both sentences of one report have dates, but none in the same words: they tell of two times.
fn has_other_dates(facts: &Facts, left: &Statement, right: &Statement) -> bool {
    let of = |statement: &Statement| -> Vec<String> {
        let dates = facts.dates.iter().filter(|date| date.sentence == statement.sentence);
        dates.map(|date| facts.article.text.slice(date.range.clone()).to_lowercase()).collect()
    };
    let (left, right) = (of(left), of(right));
    !left.is_empty() && !right.is_empty() && !left.iter().any(|date| right.contains(date))
}

/// True if two statements are likely enough about one thing to be in one row, which need not say that they differ.
pub(super) fn is_joined(left: (&Facts, &Statement), right: (&Facts, &Statement), link: &Link) -> bool {
    if matches!(left.1.what, What::Date(_)) {
        return left.1.report != right.1.report && date_differs(left, right, link);
    }
    if left.1.report == right.1.report {
        return false;
    }
    let threshold = if link.same_act { JOINED_ACT } else { JOINED };
    threshold.is_reached(link) && (link.own > 0 || link.same_act)
}

/// True if a link reaches the threshold for figures that differ, whether or not they do.
pub(super) fn is_strong(link: &Link) -> bool {
    let threshold = if link.same_act { DIFFERS_ACT } else { DIFFERS };
    threshold.is_reached(link)
}

/// True if two statements cannot both be true.
pub(super) fn is_disjoint(left: (&Facts, &Statement), right: (&Facts, &Statement)) -> bool {
    match (left.1.what, right.1.what) {
        (What::Figure(at), What::Figure(other)) => match (left.0.figures.get(at), right.0.figures.get(other))
        {
            (Some(left), Some(right)) => !left.agrees_with(right),
            _ => false,
        },
        (What::Date(at), What::Date(other)) => {
            let days = |facts: &Facts, at: usize| facts.dates.get(at).and_then(Days::of);
            match (days(left.0, at), days(right.0, other)) {
                (Some(left), Some(right)) => !left.meets(right),
                _ => false,
            }
        }
        _ => false,
    }
}

/// True if two disjoint statements are almost certainly about one thing, so that they differ.
pub(super) fn differs(left: (&Facts, &Statement), right: (&Facts, &Statement), link: &Link) -> bool {
    let inside = left.1.report == right.1.report;
    if inside && left.1.sentence == right.1.sentence {
        return is_set_against(left, right);
    }
    let (Some(left_figure), Some(right_figure)) = (figure(left), figure(right)) else {
        return date_differs(left, right, link);
    };
    let is_doubtful =
        |figure: &Figure| figure.is_quoted || figure.is_definite || figure.is_part || figure.is_additional;
    if is_doubtful(left_figure) || is_doubtful(right_figure) || link.own == 0 {
        return false;
    }
    let clause =
        |(facts, _): (&Facts, _), figure: &Figure| facts.article.text.slice(figure.clause.clone()).to_owned();
    if is_whole(left.0, left_figure)
        || is_whole(right.0, right_figure)
        || is_of_another(&clause(left, left_figure), &clause(right, right_figure))
    {
        return false;
    }
    if !inside && may_have_changed((left, left_figure), (right, right_figure)) {
        return false;
    }
    // Counts of people are comparable only if the same happened to them, unlike `40 trapped` and `11 killed`.
    let counts_people = left.1.bucket.unit == PEOPLE && left_figure.dimension == Dimension::Count;
    if counts_people && left_figure.act != right_figure.act {
        return false;
    }
    if !is_plausible(left_figure, right_figure)
        || (left_figure.dimension == Dimension::Clock && link.event == 0)
    {
        return false;
    }
    let is_duration = is_duration(left_figure) || is_duration(right_figure);
    let threshold = match left_figure.dimension {
        _ if inside => &DIFFERS_INSIDE,
        Dimension::Clock => &DIFFERS_CLOCK,
        Dimension::Measure(_) if is_duration => &DIFFERS_DURATION,
        _ if link.same_act => &DIFFERS_ACT,
        _ => &DIFFERS,
    };
    threshold.is_reached(link) && (!inside || (link.own >= 2 && !has_other_dates(left.0, left.1, right.1)))
}

/// True if a sentence sets the second of two figures against the first.
fn is_set_against(left: (&Facts, &Statement), right: (&Facts, &Statement)) -> bool {
    let contradicts = figure(right).is_some_and(|figure| figure.contradicts);
    match (left.1.what, right.1.what) {
        (What::Figure(first), What::Figure(second)) => second == first + 1 && contradicts,
        _ => false,
    }
}

/// True unless one value is more than [`MAX_RATIO`] times the other.
fn is_plausible(left: &Figure, right: &Figure) -> bool {
    let middle = |figure: &Figure| {
        let (low, high) = figure.interval();
        if high.is_finite() { low.midpoint(high) } else { low }
    };
    let (left, right) = (middle(left), middle(right));
    left.max(right) <= MAX_RATIO * left.min(right)
}

fn is_duration(figure: &Figure) -> bool {
    matches!(
        figure.unit.as_str(),
        "seconds" | "minutes" | "hours" | "days" | "weeks" | "months" | "years" | "decades" | "centuries"
    )
}

/// True if two dates are almost certainly of the same act. They must not be in one sentence.
fn date_differs(left: (&Facts, &Statement), right: (&Facts, &Statement), link: &Link) -> bool {
    let inside = left.1.report == right.1.report;
    let granularity = |(facts, statement): (&Facts, &Statement)| match statement.what {
        What::Date(at) => facts.dates.get(at).map(|date| date.granularity),
        What::Figure(_) => None,
    };
    let text = |(facts, statement): (&Facts, &Statement)| {
        facts.article.text.slice(statement.sentence.clone()).to_owned()
    };
    if is_of_another(&text(left), &text(right)) {
        return false;
    }
    let threshold = if inside { &DIFFERS_DATE_INSIDE } else { &DIFFERS_DATE };
    let has_others = link.other_names && link.names < 2;
    granularity(left) == granularity(right)
        && link.event > 0
        && link.count >= 2
        && !has_others
        && threshold.is_reached(link)
        && !(inside && figures_differ(left, right))
}

/// A figure, with its report and its statement.
type Given<'a> = ((&'a Facts, &'a Statement), &'a Figure);

/// True if two reports were written on different days, and the figure may have changed from one day to the other. The
/// toll of a later report may be higher, but not lower.
fn may_have_changed((left, left_figure): Given<'_>, (right, right_figure): Given<'_>) -> bool {
    let has_act = |acts: &[&str]| left_figure.act.is_some_and(|act| acts.contains(&act));
    let changes = has_act(CHANGING) || left_figure.dimension == Dimension::Percent;
    let grows = has_act(GROWING) || matches!(left_figure.unit.as_str(), "acres" | "hectares");
    let (Some(left_day), Some(right_day)) = (Days::written(&left.0.article), Days::written(&right.0.article))
    else {
        return false;
    };
    let (earlier, later) = if left_day.first <= right_day.first {
        (left_figure, right_figure)
    } else {
        (right_figure, left_figure)
    };
    // The days of two dates have an order only if both have a year, or neither.
    let has_grown = earlier.interval().0 < later.interval().0 || left_day.has_year != right_day.has_year;
    // Both are for the same day: `by Monday evening`.
    let same_day = left
        .1
        .days
        .iter()
        .flatten()
        .any(|one| right.1.days.iter().flatten().any(|other| one.meets(*other) && one.is_day()));
    (changes || (grows && has_grown)) && left_day != right_day && !same_day
}
