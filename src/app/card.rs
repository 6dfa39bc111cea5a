//! What the card of the selected entity says: what the list has of it, and how the articles write it.

use crate::app::selection::mention_at;
use crate::app::state::State;
use crate::mention::Rule;
use crate::mention::model::{form_text, line_of_form};
use crate::text::wrap::wrap;

/// Columns of the card where there is room.
const WIDEST: u16 = 64;
/// Columns that labels take.
pub const LABEL_COLUMNS: usize = 13;

/// Columns of the card's text on a screen of some columns.
pub fn columns(screen: u16) -> u16 {
    WIDEST.min(screen.saturating_sub(4))
}

/// Rows of the card's text.
pub fn rows(state: &State) -> usize {
    let room = usize::from(columns(state.size.0)).saturating_sub(LABEL_COLUMNS);
    let room = room.max(crate::app::commands::LEAST_HELP_COLUMNS);
    facts(state).iter().map(|(_, text)| wrap(text, room).len()).sum()
}

/// What there is to say, each under a word.
pub fn facts(state: &State) -> Vec<(&'static str, String)> {
    let gazetteer = state.index.gazetteer();
    let Some(key) = &state.selected else { return Vec::new() };
    let Some(entry) = gazetteer.find_id(&key.id).and_then(|id| gazetteer.entry(id)) else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    let mut fact = |label: &'static str, text: Option<String>| {
        facts.extend(text.filter(|text| !text.is_empty()).map(|text| (label, text)));
    };
    fact("this one", landed(state));
    fact("kind", gazetteer.kind(entry.kind).map(|kind| kind.id.clone()));
    fact("note", entry.note.clone());
    let aliases: Vec<&str> =
        entry.forms.iter().filter(|form| !form.canonical).map(|form| form.text.as_str()).collect();
    fact("also", Some(aliases.join(", ")));
    for pattern in &entry.patterns {
        fact("pattern", Some(pattern.text.clone()));
    }
    let count = state.everywhere().and_then(|everywhere| everywhere.count.as_ref());
    let spelled = count.map(|count| {
        let spelled = count.surfaces.iter().map(|(surface, times)| format!("{surface} ({times})"));
        spelled.collect::<Vec<_>>().join(", ")
    });
    fact("spelled", spelled);
    fact(
        "mentions",
        count.map(|count| {
            format!("{} in {} of {} articles", count.mentions, count.articles, state.index.len())
        }),
    );
    fact("doubtful", count.filter(|count| count.ambiguous > 0).map(|count| count.ambiguous.to_string()));
    fact("Wikidata", entry.wikidata.clone());
    fact("link", entry.url.clone());
    fact("listed", Some(format!("line {} of {}", entry.line, state.list_name)));
    facts
}

/// Why the mention landed on is there, if it is one of the selected entity.
fn landed(state: &State) -> Option<String> {
    let (number, mention) = state.landed.and_then(|offset| mention_at(state, offset))?;
    if state.selected_id() != Some(number) {
        return None;
    }
    let gazetteer = state.index.gazetteer();
    let entry = state.index.entity(number)?.entry;
    let surface = state.open.as_ref()?.article.text.slice(mention.range()).to_owned();
    let form = form_text(gazetteer, entry, mention.form);
    let line = line_of_form(gazetteer, entry, mention.form);
    let rule = match mention.rule {
        Rule::Name => "the name".to_owned(),
        Rule::Alias => format!("the alias {form}"),
        Rule::Pattern => format!("the pattern {form}"),
        Rule::Surname => format!("the surname, since the article names {form}"),
    };
    Some(format!("{surface}: {}, by {rule} (line {line})", mention.status.name()))
}
