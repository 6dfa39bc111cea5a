//! The card of an article: its metadata and counts, and the articles with the same text.

use super::facts::Fact;
use crate::app::workspace::Workspace;
use crate::article::Partial;
use crate::corpus::{ArticleId, ArticleRow};
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;

/// Maximum number of articles with the same text that are named.
const MAX_NAMED: usize = 20;

/// Returns the facts about an article.
pub fn facts(ws: &Workspace, id: ArticleId) -> Vec<Fact> {
    let Some(row) = ws.index().row(id) else { return Vec::new() };
    let mut facts = Vec::new();
    let mut fact = |label: &'static str, text: Option<String>| {
        let text = text.map(|text| sanitize_line(&text).into_owned()).filter(|text| !text.is_empty());
        facts.extend(text.map(|text| (label, text)));
    };
    let meta = &row.meta;
    let metadata = [
        ("source", &meta.source),
        ("author", &meta.author),
        ("date", &meta.date),
        ("language", &meta.language),
        ("link", &meta.url),
    ];
    for (label, value) in metadata {
        fact(label, value.clone());
    }
    fact("article", Some(row.key.to_string()));
    fact(
        "words",
        Some(format!("{} in {}", row.words, counted(row.paragraphs as usize, "paragraph", "paragraphs"))),
    );
    fact("mentions", Some(row.counted.to_string()));
    fact("incomplete", row.partial.map(|partial| describe_partial(partial, row.undecoded)));
    let copies = ws.index().others_with_text(id);
    for (index, copy) in copies.iter().take(MAX_NAMED).enumerate() {
        fact(if index == 0 { "same text" } else { "" }, Some(describe_copy(copy)));
    }
    let more = copies.len().saturating_sub(MAX_NAMED);
    fact("", (more > 0).then(|| format!("and {more} more")));
    facts
}

fn describe_partial(partial: Partial, undecoded: u32) -> String {
    match (partial, undecoded) {
        (Partial::CutShort, _) => "ends in an ellipsis; the text probably continues elsewhere".to_owned(),
        (Partial::Damaged, 1) => "damaged: 1 byte sequence could not be decoded; � stands for it".to_owned(),
        (Partial::Damaged, count) => {
            format!("damaged: {count} byte sequences could not be decoded; � stands for each")
        }
    }
}

/// Returns an article's key, with its source and date if they are known: "wire/1.txt (Reuters, 2025-11-20)".
fn describe_copy(row: &ArticleRow) -> String {
    let metadata: Vec<&str> =
        [row.meta.source.as_deref(), row.meta.date.as_deref()].into_iter().flatten().collect();
    if metadata.is_empty() { row.key.to_string() } else { format!("{} ({})", row.key, metadata.join(", ")) }
}
