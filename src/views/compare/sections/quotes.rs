//! The quotes: those in several reports in the same words, those that are possibly one quote, then all, by speaker.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::rows::entries;
use crate::analysis::facts::Facts;
use crate::analysis::overview::{Band, Numbering, Place, Row};
use crate::text::fold::fold_form;
use crate::text::plural::counted;
use crate::text::words::count_words;
use crate::views::compare::comparison::entry::{Entry, Layout, Section};
use crate::views::compare::comparison::report::Report;

/// The label of quotes whose speaker is not known.
const NOBODY: &str = "(no speaker found)";

/// What somebody is quoted with.
#[derive(Default)]
struct Quoted {
    /// Reports, and byte ranges in their texts.
    places: Vec<Place>,
    /// Number of words inside the marks.
    words: usize,
    /// Report and number of each quote, parts counted once.
    quotes: Vec<(usize, u32)>,
}

/// Returns the sections of the quotes.
pub fn sections(rows: &[Row], facts: &[Facts], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Section> {
    let (possible, same): (Vec<&Row>, Vec<&Row>) =
        rows.iter().filter(|row| row.band == Band::Quotes).partition(|row| row.differs);
    let of = |rows: Vec<&Row>| entries(rows, Band::Quotes, numbering, reports);
    vec![
        Section::new("Same", Layout::Lines, of(same)),
        Section::new("Possible", Layout::Lines, of(possible)),
        Section {
            empty: Some("No quotes found"),
            ..Section::new("Quoted", Layout::Lines, speakers(facts, numbering, reports))
        },
    ]
}

/// Returns a row per speaker, whatever the case of the name, those with the most words first; quotes of nobody known come last.
fn speakers(facts: &[Facts], numbering: Numbering<'_>, reports: &[Report]) -> Vec<Entry> {
    let mut order: Vec<&str> = Vec::new();
    let mut quoted: HashMap<String, Quoted> = HashMap::new();
    for (report, facts) in facts.iter().enumerate() {
        for quote in &facts.quotes {
            let speaker = quote.speaker.as_deref().unwrap_or_default();
            let own = quoted.entry(fold_form(speaker)).or_insert_with(|| {
                order.push(speaker);
                Quoted::default()
            });
            own.places.push(Place { report, range: quote.range.clone() });
            own.words += count_words(facts.article.text.slice(quote.range.clone()));
            if own.quotes.last() != Some(&(report, quote.number)) {
                own.quotes.push((report, quote.number));
            }
        }
    }
    // Stable: of two with as many words, the one quoted first comes first.
    let words = |speaker: &&str| quoted.get(&fold_form(speaker)).map_or(0, |own| own.words);
    order.sort_by_key(|speaker| (speaker.is_empty(), Reverse(words(speaker))));
    let entry = |speaker: &str| {
        let own = quoted.remove(&fold_form(speaker)).unwrap_or_default();
        let found: Vec<usize> = own.places.iter().map(|place| place.report).collect();
        let count = counted(own.quotes.len(), "quote", "quotes");
        let length = counted(own.words, "word", "words");
        let words = format!("{}  {count}, {length}", numbering.reports(&found));
        let label = if speaker.is_empty() { NOBODY } else { speaker };
        Entry::new("quoted", label.to_owned(), words, own.places, reports)
    };
    order.into_iter().map(entry).collect()
}
