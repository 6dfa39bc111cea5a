//! Compares how reports name entities: plans of one family, and spellings of one entity.

use std::collections::BTreeMap;
use std::ops::Range;

use super::row::{Bound, Difference, Kind, Value};
use crate::analysis::facts::Facts;
use crate::analysis::variants::Strength;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::EntityRef;
use crate::text::fold::fold_form;
use crate::text::sentences::sentences;

/// Minimum number of letters in a word that may be spelled in two ways.
const MIN_LETTERS: usize = 4;
/// Endings that derive another word from a name, such as Iranian from Iran.
const ENDINGS: &[&str] = &["s", "n", "an", "ns", "ans", "ian"];

/// Returns the mentions that count, in the order of the reports and their text.
fn mentions(reports: &[Facts]) -> impl Iterator<Item = (u32, &EntityRef, &str, Range<usize>)> {
    (0..).zip(reports).flat_map(|(report, facts)| {
        let counted = facts.found.mentions.iter().filter(|mention| mention.counts());
        counted.filter_map(move |mention| {
            let entity = facts.found.referents.get(mention.referent as usize)?.entity()?;
            let surface = facts.found.surfaces.get(mention.surface as usize)?;
            Some((report, entity, &**surface, mention.range()))
        })
    })
}

/// Returns one row per family of plans, such as N-point plans, of which the reports name two or more.
pub(super) fn points(reports: &[Facts], gazetteer: &Gazetteer, voices: &[u32]) -> Vec<Difference> {
    let mut families: BTreeMap<EntryId, BTreeMap<(u32, EntityRef), Range<usize>>> = BTreeMap::new();
    for (report, entity, _, range) in mentions(reports) {
        let is_numbered =
            entity.value.as_deref().is_some_and(|value| value.bytes().any(|byte| byte.is_ascii_digit()));
        if is_numbered {
            let first = families.entry(entity.entry).or_default();
            first.entry((report, entity.clone())).or_insert(range);
        }
    }
    let rows = families.into_iter().filter_map(|(entry, plans)| {
        let mut names: Vec<&EntityRef> = plans.keys().map(|(_, entity)| entity).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < 2 {
            return None;
        }
        let mut values: Vec<Value> = plans
            .iter()
            .map(|((report, entity), range)| {
                let number = entity.value.as_deref().and_then(|value| value.parse().ok()).map(Bound::Number);
                value(voices, *report, range.clone(), entity.name(gazetteer), number)
            })
            .collect();
        finish(reports, &mut values);
        let family = gazetteer.entry(entry).map_or_else(String::new, |entry| family_name(&entry.name));
        Some(row(Kind::Points, family, values))
    });
    rows.collect()
}

/// Returns the name of a template with `N` for each group in braces: `N-point plan`.
fn family_name(template: &str) -> String {
    let mut name = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        name.push_str(before);
        name.push('N');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    name + rest
}

/// Returns one row per entity that has a word which the reports spell in two ways or more.
pub(super) fn spellings(reports: &[Facts], gazetteer: &Gazetteer, voices: &[u32]) -> Vec<Difference> {
    let mut found: BTreeMap<EntityRef, BTreeMap<String, BTreeMap<u32, Range<usize>>>> = BTreeMap::new();
    for (report, entity, surface, range) in mentions(reports) {
        let names = words(surface).filter(|(word, _)| word.starts_with(char::is_uppercase));
        for (word, offset) in names {
            let letters = fold_form(word);
            let start = range.start + offset;
            let places = found.entry(entity.clone()).or_default().entry(letters).or_default();
            places.entry(report).or_insert(start..start + word.len());
        }
    }
    let mut rows = Vec::new();
    for (entity, words) in found {
        let variants: Vec<(&String, &BTreeMap<u32, Range<usize>>)> = words
            .iter()
            .filter(|(word, _)| words.keys().any(|other| is_other_spelling(word, other)))
            .collect();
        let mut values: Vec<Value> = variants
            .iter()
            .flat_map(|(_, places)| places.iter())
            .map(|(report, range)| {
                let text =
                    reports.get(*report as usize).map_or("", |facts| facts.article.text.slice(range.clone()));
                value(voices, *report, range.clone(), text.to_owned(), None)
            })
            .collect();
        finish(reports, &mut values);
        if !values.is_empty() {
            rows.push(row(Kind::Spelling, entity.name(gazetteer), values));
        }
    }
    rows
}

/// True if two folded words are spellings of one name. They must start with the same letter, contain no digit, and not
/// be derived from each other ([`ENDINGS`]). By the length of the shorter, they may differ in one letter of four, two
/// of five to seven, and three of eight or more.
fn is_other_spelling(word: &str, other: &str) -> bool {
    let letters = word.chars().count().min(other.chars().count());
    let is_derived =
        |word: &str, other: &str| other.strip_prefix(word).is_some_and(|ending| ENDINGS.contains(&ending));
    let max_distance = match letters {
        0..MIN_LETTERS => return false,
        MIN_LETTERS => 1,
        5..=7 => 2,
        _ => 3,
    };
    word != other
        && word.chars().next() == other.chars().next()
        && !word.bytes().chain(other.bytes()).any(|byte| byte.is_ascii_digit())
        && !is_derived(word, other)
        && !is_derived(other, word)
        && word.len().abs_diff(other.len()) <= 4 * max_distance
        && strsim::osa_distance(word, other) <= max_distance
}

/// Returns the words of a surface with their byte offsets.
fn words(surface: &str) -> impl Iterator<Item = (&str, usize)> {
    surface
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word, word.as_ptr() as usize - surface.as_ptr() as usize))
}

/// Returns a row that contradicts nothing.
fn row(kind: Kind, anchor: String, values: Vec<Value>) -> Difference {
    Difference { kind, anchor, unit: String::new(), strength: Strength::Strong, differs: false, values }
}

/// Returns a value whose sentence [`finish`] finds.
fn value(voices: &[u32], report: u32, range: Range<usize>, value: String, number: Option<Bound>) -> Value {
    Value {
        value,
        low: number.clone(),
        high: number,
        qualifier: None,
        report,
        voice: voices.get(report as usize).copied().unwrap_or(report),
        alike: 0,
        sentence: range.clone(),
        range,
    }
}

/// Sorts values by their places, and finds the sentence in which each starts. The sentence of a value is its own range if
/// there is none.
fn finish(reports: &[Facts], values: &mut [Value]) {
    values.sort_by_key(|value| (value.report, value.range.start));
    // The report and index of the last block, and its sentences: a block may have thousands of values.
    let mut last: Option<(u32, usize)> = None;
    let mut own: Vec<Range<usize>> = Vec::new();
    for value in values {
        let Some(article) = reports.get(value.report as usize).map(|facts| &facts.article) else { continue };
        let after = article.blocks.partition_point(|block| block.range.start <= value.range.start);
        let Some((at, block)) = after.checked_sub(1).and_then(|at| Some((at, article.blocks.get(at)?)))
        else {
            continue;
        };
        if last.replace((value.report, at)) != Some((value.report, at)) {
            let language = article.meta.language.as_deref().unwrap_or("en");
            let found = sentences(article.block_text(block), language).into_iter();
            let start = block.range.start;
            own = found.map(|sentence| start + sentence.start..start + sentence.end).collect();
        }
        let next = own.partition_point(|sentence| sentence.end <= value.range.start);
        if let Some(sentence) = own.get(next).filter(|sentence| sentence.contains(&value.range.start)) {
            value.sentence = sentence.clone();
        }
    }
}
