//! The timeline: the dates in the reports, earliest first, each with the sentences that name it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::dates::{DatedExpression, Granularity};
use crate::analysis::facts::Facts;
use crate::analysis::overview::{Numbering, Place};
use crate::text::whitespace::collapse;
use crate::text::width::clip;
use crate::views::compare::comparison::entry::{Entry, Layout, Section};
use crate::views::compare::comparison::report::Report;
use crate::views::compare::months::MONTHS;

/// Maximum width of a sentence in a row, in terminal columns.
const MAX_SENTENCE: usize = 160;

/// Codes of the seasons in EDTF (ISO 8601-2), and their names.
const SEASONS: [(&str, &str); 4] = [("21", "spring"), ("22", "summer"), ("23", "autumn"), ("24", "winter")];
/// Maximum number of characters of a sentence before its date.
const MAX_BEFORE: usize = 30;

/// Orders dates: by their first day, if its year is known, the coarser of two first; then by the date as text.
type DateOrder = (Option<(i16, i8, i8)>, Reverse<Granularity>, String);

/// Returns the sections of the timeline.
pub fn sections(facts: &[Facts], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let dated = |date: &DatedExpression| date.date.is_some() && date.first_day.is_some();
    let without_year = |date: &DatedExpression| date.date.is_some() && date.first_day.is_none();
    let unclear = |date: &DatedExpression| date.date.is_none();
    let has_dates = facts.iter().any(|facts| !facts.dates.is_empty());
    let of = |is_wanted: &dyn Fn(&DatedExpression) -> bool| rows(facts, is_wanted, numbering, reports);
    let first = Section::new("Dates", Layout::Lines, of(&dated));
    vec![
        Section { empty: (!has_dates).then_some("No dates found"), ..first },
        Section::new("No year", Layout::Lines, of(&without_year)),
        Section::new("Unclear", Layout::Lines, of(&unclear)),
    ]
}

/// Returns a row per date, with the expressions of all reports that stand for it. Unresolved expressions are one row if
/// they are the same words.
fn rows(
    facts: &[Facts],
    is_wanted: &dyn Fn(&DatedExpression) -> bool,
    numbering: Numbering<'_>,
    reports: &[Report],
) -> Vec<Entry> {
    let mut dates: BTreeMap<DateOrder, Vec<(usize, &DatedExpression)>> = BTreeMap::new();
    for (report, facts) in facts.iter().enumerate() {
        for date in facts.dates.iter().filter(|date| is_wanted(date)) {
            let words = || collapse(facts.article.text.slice(date.range.clone()));
            let text = date.date.clone().unwrap_or_else(words);
            dates.entry((date.first_day, Reverse(date.granularity), text)).or_default().push((report, date));
        }
    }
    let entry = |((_, _, text), found): (DateOrder, Vec<(usize, &DatedExpression)>)| {
        let reports_of: Vec<usize> = found.iter().map(|(report, _)| *report).collect();
        let sentence = found.first().and_then(|(report, date)| Some(excerpt(facts.get(*report)?, date)));
        let count = match found.len() {
            1 => String::new(),
            count => format!(", {count} sentences"),
        };
        let words = format!("{}{count}  {}", numbering.reports(&reports_of), sentence.unwrap_or_default());
        let place = |(report, date): (usize, &DatedExpression)| Place { report, range: date.range.clone() };
        let places = found.into_iter().map(place).collect();
        Entry::new("timeline", readable(&text), words, places, reports)
    };
    dates.into_iter().map(entry).collect()
}

/// Returns the words around a date, from not far before it.
fn excerpt(facts: &Facts, date: &DatedExpression) -> String {
    let text = &facts.article.text;
    let before = collapse(text.slice(date.sentence.start..date.range.start));
    let mut words: Vec<&str> = Vec::new();
    for word in before.rsplit(' ') {
        if words.iter().map(|word| word.chars().count() + 1).sum::<usize>() + word.chars().count()
            > MAX_BEFORE
        {
            break;
        }
        words.push(word);
    }
    let is_cut = words.len() < before.split(' ').count();
    words.reverse();
    let gap = if before.is_empty() { "" } else { " " };
    let after = collapse(text.slice(date.range.start..date.sentence.end));
    let start = if is_cut { "…" } else { "" };
    clip(&format!("{start}{}{gap}{after}", words.join(" ")), MAX_SENTENCE).into_owned()
}

/// Returns a season or a week of a year as people write it, `spring 2024` or `week 11 of 2024`; anything else as it is.
fn readable_part(date: &str) -> String {
    let Some((year, part)) = date.split_once('-') else { return date.to_owned() };
    if let Some((_, season)) = SEASONS.iter().find(|(code, _)| *code == part) {
        return format!("{season} {year}");
    }
    match part.strip_prefix('W') {
        Some(week) => format!("week {} of {year}", week.trim_start_matches('0')),
        None => date.to_owned(),
    }
}

/// Returns a date without its year as people write it, `Nov 18`, and a decade as `1990s`; anything else as it is.
fn readable(date: &str) -> String {
    if let Some(decade) = date.strip_suffix('X').filter(|rest| rest.len() == 3) {
        return format!("{decade}0s");
    }
    if let Some((from, to)) = date.split_once('/') {
        return format!("{} to {}", readable(from), readable(to));
    }
    let Some(rest) = date.strip_prefix("--") else { return readable_part(date) };
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let name = name.map(|(_, short)| *short);
    match (name, day) {
        (Some(name), Some(day)) => format!("{name} {}", day.trim_start_matches('0')),
        (Some(name), None) => name.to_owned(),
        (None, _) => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_people_write_them() {
        for (date, wanted) in [
            ("2024-11-18", "2024-11-18"),
            ("2024-11", "2024-11"),
            ("2024", "2024"),
            ("199X", "1990s"),
            ("2024-21", "spring 2024"),
            ("2024-W03", "week 3 of 2024"),
            ("--11-08", "Nov 8"),
            ("--01", "Jan"),
            ("--13-08", "--13-08"),
            ("2024-11-18/2024-11-20", "2024-11-18 to 2024-11-20"),
            ("next week", "next week"),
        ] {
            assert_eq!(readable(date), wanted);
        }
    }
}
