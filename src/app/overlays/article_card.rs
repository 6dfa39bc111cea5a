//! What the card of an article says: what is known of it, and where else its text stands.

use crate::app::article_filter;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::selection::landed;
use crate::app::state::State;
use crate::article::Partial;
use crate::corpus::{ArticleId, ArticleRow};
use crate::text::sanitize::sanitize_line;

/// How many articles with the same text are named.
const MOST_NAMED: usize = 20;

/// The article that the card is of: in the list of articles the one the cursor is on; in the text the open one, where nothing is selected and no
/// mention was landed on.
pub fn subject(state: &State) -> Option<ArticleId> {
    match (state.view, state.focus) {
        (View::Read, Pane::Articles) => state.index.find(&article_filter::at_cursor(state)?),
        (View::Read, Pane::Text) if state.selected.is_none() && landed(state).is_none() => {
            state.index.find(&state.open.as_ref()?.article.key)
        }
        _ => None,
    }
}

/// What stands over it.
pub fn title(state: &State) -> Option<String> {
    Some(state.index.row(subject(state)?)?.headline.clone())
}

/// What there is to say, each under a word.
pub fn facts(state: &State, id: ArticleId) -> Vec<(&'static str, String)> {
    let Some(row) = state.index.row(id) else { return Vec::new() };
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
    fact("words", Some(format!("{} in {} paragraphs", row.words, row.paragraphs)));
    fact("mentions", Some(row.counted.to_string()));
    fact("not whole", row.partial.map(|partial| partial_words(partial, row.undecoded)));
    let others = state.index.others_with_text(id);
    for (number, other) in others.iter().take(MOST_NAMED).enumerate() {
        fact(if number == 0 { "same text" } else { "" }, Some(other_words(other)));
    }
    let more = others.len().saturating_sub(MOST_NAMED);
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
