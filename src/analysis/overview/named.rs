//! Who is named in some reports and not in others, and who in one only. Bylines do not count: their names wrote the
//! report.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::row::{Band, Cell, Place, Row};
use crate::analysis::facts::Facts;
use crate::article::{BlockKind, Region};
use crate::gazetteer::Gazetteer;
use crate::mention::EntityRef;

/// The mentions of an entity in a report that count.
struct Named {
    report: usize,
    mentions: u32,
    first: Range<usize>,
    /// True if one is in the title or in the first paragraph.
    is_prominent: bool,
}

/// Returns the rows of [`Band::Named`] and [`Band::OnlyIn`].
pub(super) fn rows(reports: &[Facts], gazetteer: &Gazetteer, voices: &[usize]) -> Vec<Row> {
    let mut entities: BTreeMap<&EntityRef, Vec<Named>> = BTreeMap::new();
    for (report, facts) in reports.iter().enumerate() {
        let start = end_of_first_paragraph(facts);
        let is_byline = |offset: usize| {
            let block = facts.article.block_at(offset).and_then(|at| facts.article.blocks.get(at));
            block.is_some_and(|block| block.kind == BlockKind::Byline)
        };
        let mentions = facts.found.mentions.iter().filter(|mention| mention.counts());
        for mention in mentions.filter(|mention| !is_byline(mention.range().start)) {
            let referent = facts.found.referents.get(mention.referent as usize);
            let Some(entity) = referent.and_then(|referent| referent.entity()) else { continue };
            let named = entities.entry(entity).or_default();
            let is_prominent = mention.range().start < start;
            match named.last_mut().filter(|named| named.report == report) {
                Some(named) => {
                    named.mentions += 1;
                    named.is_prominent |= is_prominent;
                }
                None => named.push(Named { report, mentions: 1, first: mention.range(), is_prominent }),
            }
        }
    }
    let is_whole = |report: usize| reports.get(report).is_some_and(|facts| facts.article.partial.is_none());
    let mut rows: Vec<_> = entities
        .into_iter()
        .filter_map(|(entity, named)| {
            let has = |report: usize| named.iter().any(|named| named.report == report);
            let absent: Vec<usize> =
                (0..reports.len()).filter(|report| !has(*report) && is_whole(*report)).collect();
            // Where it may be in every report, nothing is known to differ.
            if absent.is_empty() {
                return None;
            }
            let absent_voices: BTreeSet<Option<&usize>> =
                absent.iter().map(|report| voices.get(*report)).collect();
            let is_only_in_one = named.len() == 1;
            let order = (
                if is_only_in_one { named.first().map(|named| named.report) } else { None },
                if is_only_in_one { 0 } else { absent_voices.len() },
                !named.iter().any(|named| named.is_prominent),
                Reverse(named.iter().map(|named| named.mentions).sum::<u32>()),
            );
            let row = Row {
                band: if is_only_in_one { Band::OnlyIn } else { Band::Named },
                label: entity.name(gazetteer),
                cells: named
                    .iter()
                    .map(|named| Cell { report: named.report, text: named.mentions.to_string(), alike: 0 })
                    .collect(),
                places: named
                    .iter()
                    .map(|named| Place { report: named.report, range: named.first.clone() })
                    .collect(),
                absent,
                differs: false,
            };
            Some((order, row))
        })
        .collect();
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Returns the byte where the first paragraph of the body ends, which the title precedes. 0 if there is none.
fn end_of_first_paragraph(facts: &Facts) -> usize {
    let body = facts.article.blocks.iter().filter(|block| block.region == Region::Body);
    let mut paragraphs = body.filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.next().map_or(0, |block| block.range.end)
}
