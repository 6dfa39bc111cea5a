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
    let said = [
        ("source", &meta.source),
        ("author", &meta.author),
        ("date", &meta.date),
        ("language", &meta.language),
        ("link", &meta.url),
    ];
    for (label, value) in said {
        fact(label, value.clone());
    }
    fact("article", Some(row.key.to_string()));
    fact(
        "words",
        Some(format!("{} in {}", row.words, counted(row.paragraphs as usize, "paragraph", "paragraphs"))),
    );
    fact("mentions", Some(row.counted.to_string()));
    fact("not whole", row.partial.map(|partial| partial_words(partial, row.undecoded)));
    let others = ws.index().others_with_text(id);
    for (number, other) in others.iter().take(MAX_NAMED).enumerate() {
        fact(if number == 0 { "same text" } else { "" }, Some(other_words(other)));
    }
    let more = others.len().saturating_sub(MAX_NAMED);
    fact("", (more > 0).then(|| format!("and {more} more")));
    facts
}

fn partial_words(partial: Partial, undecoded: u32) -> String {
    match (partial, undecoded) {
        (Partial::CutShort, _) => "it ends in an ellipsis: the text goes on elsewhere".to_owned(),
        (Partial::Damaged, 1) => "damaged: one stretch of bytes has no reading, and is shown as �".to_owned(),
        (Partial::Damaged, count) => {
            format!("damaged: {count} stretches of bytes have no reading, and are shown as �")
        }
    }
}

/// "wire/1.txt (Reuters, 2025-11-20)".
fn other_words(row: &ArticleRow) -> String {
    let known: Vec<&str> =
        [row.meta.source.as_deref(), row.meta.date.as_deref()].into_iter().flatten().collect();
    if known.is_empty() { row.key.to_string() } else { format!("{} ({})", row.key, known.join(", ")) }
}
