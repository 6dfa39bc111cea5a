//! What the card of an entity says: what the list has of it, and how the articles write it. Where there is no entity to speak of, the card
//! is the article's.

use std::sync::Arc;

use crate::analysis::counts::EntityCount;
use crate::analysis::walk::MentionFilter;
use crate::app::compare;
use crate::app::entity_panel;
use crate::app::geometry::Area;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::overlays::article_card;
use crate::app::queries::{EntityCountQuery, ExplainQuery, Explanation, Snapshot};
use crate::app::selection::landed;
use crate::app::state::State;
use crate::corpus::ReferentId;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::EntityKey;
use crate::mention::explain::{Outcome, Rival};
use crate::mention::model::{form_text, line_of_form};
use crate::mention::{Mention, Referent, Rule};
use crate::text::oddities::oddities;
use crate::text::sanitize::sanitize_line;
use crate::text::wrap::wrap;

/// Columns of the card, with its border, where there is room.
const WIDEST: u16 = 68;
/// The fewest columns of the text's pane that the card keeps to; on fewer it stands over the panes beside it as well.
const LEAST_BESIDE: u16 = 60;
/// Columns to either side of the card that are not worth leaving: what would stand there is cut off in the middle of its words.
const SLIVER: u16 = 16;
/// Columns that labels take.
pub const LABEL_COLUMNS: usize = 13;

/// Columns of the card's text.
pub fn columns(state: &State) -> u16 {
    across(state).1.saturating_sub(4)
}

/// The first column of the card and how many it takes: those of the text, so that the list and the panel are seen beside it; of
/// the whole screen where the text has few.
fn across(state: &State) -> (u16, u16) {
    let parts = state.layout();
    let text = parts.text.filter(|text| text.width >= LEAST_BESIDE && state.view == View::Read);
    let room = text.unwrap_or(parts.body);
    let leaves_slivers = room.width <= WIDEST + 2 * SLIVER;
    let width = if leaves_slivers { room.width } else { room.width.min(WIDEST) };
    (room.x + (room.width - width) / 2, width)
}

/// Where the card stands: at the lower edge, over no more than half of the page, and a row or two where that shows all, so that the mention it is about is seen above it.
pub fn area(state: &State) -> Area {
    let body = state.layout().body;
    let (x, width) = across(state);
    let half = (body.height / 2).max(LEAST_ROWS);
    let all = (rows(state) as u16).saturating_add(2);
    let height = if all <= half + FEW_ROWS { all } else { half }.min(body.height);
    Area { x, y: body.y + body.height - height, width, height }
}

/// What an area has left of its rows above the card, where the card stands over some of its columns.
pub fn uncovered(state: &State, of: Area) -> Area {
    let card = area(state);
    let is_open = state.overlays.has_card();
    let meets = card.x < of.x + of.width && of.x < card.x + card.width;
    let height = if is_open && meets { of.height.min(card.y.saturating_sub(of.y)) } else { of.height };
    Area { height, ..of }
}

/// The fewest rows that the card takes, with its border, where the page has so many.
const LEAST_ROWS: u16 = 6;

/// So many rows are not worth scrolling for.
const FEW_ROWS: u16 = 2;

/// Rows of the page that the card leaves free, however much it has to say; all where it is closed.
pub fn free_rows(state: &State) -> usize {
    let height = state.page_height();
    if state.overlays.has_card() {
        let half = (height / 2).max(usize::from(LEAST_ROWS));
        height.saturating_sub(half + usize::from(FEW_ROWS)).max(1)
    } else {
        height
    }
}

/// Rows of the card's text.
pub fn rows(state: &State) -> usize {
    let room = usize::from(columns(state)).saturating_sub(LABEL_COLUMNS);
    let room = room.max(crate::app::overlays::help::LEAST_COLUMNS);
    facts(state).iter().map(|(_, text)| wrap(text, room).len()).sum()
}

/// The entity of the row under the hand, in the panel and in Compare: there the card is of it, whoever is selected.
pub fn at_cursor(state: &State) -> Option<ReferentId> {
    match (state.view, state.focus) {
        (View::Compare, _) => compare::at_cursor(state),
        (View::Read, Pane::Entities) => entity_panel::at_cursor(state),
        _ => None,
    }
}

/// The entity that the card is of: the one under the hand in a list, else the one selected, else the one of the mention landed on.
fn subject(state: &State) -> Option<EntityKey> {
    if article_card::subject(state).is_some() {
        return None;
    }
    let key = |number| Some(state.index.entity(number)?.key(state.index.gazetteer()));
    let landed = || landed(state).and_then(|(number, _)| key(number));
    at_cursor(state).and_then(key).or_else(|| state.selected.clone()).or_else(landed)
}

/// The number of the entity that the card is of, while it is open.
pub fn entity(state: &State) -> Option<ReferentId> {
    state.overlays.has_card().then(|| state.index.find_entity(&subject(state)?))?
}

/// How often the entity is named that the card is of, if it was counted; none inside where no article names it.
pub fn count(state: &State) -> Option<&Option<EntityCount>> {
    let (query, count) = state.entity_count.latest()?;
    (Some(&query.entity) == subject(state).as_ref()).then_some(count)
}

/// What stands over it: the entity's name, else how the mention is written.
pub fn title(state: &State) -> Option<String> {
    let surface = || Some(surface(state, &landed(state)?.1));
    if article_card::subject(state).is_some() {
        return article_card::title(state);
    }
    subject(state).and_then(|key| state.name_of(&key)).or_else(surface)
}

/// What there is to say, each under a word.
pub fn facts(state: &State) -> Vec<(&'static str, String)> {
    if let Some(id) = article_card::subject(state) {
        return article_card::facts(state, id);
    }
    let mut facts = if at_cursor(state).is_some() { Vec::new() } else { mention_facts(state) };
    facts.extend(entity_facts(state));
    facts
}

fn entity_facts(state: &State) -> Vec<(&'static str, String)> {
    let gazetteer = state.index.gazetteer();
    let Some(key) = subject(state) else { return Vec::new() };
    let Some(entry) = gazetteer.find_id(&key.id).and_then(|id| gazetteer.entry(id)) else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    let mut fact = |label: &'static str, text: Option<String>| {
        facts.extend(text.filter(|text| !text.is_empty()).map(|text| (label, text)));
    };
    fact("kind", gazetteer.kind(entry.kind).map(|kind| kind.id.clone()));
    fact("note", entry.note.clone());
    let aliases: Vec<&str> =
        entry.forms.iter().filter(|form| !form.canonical).map(|form| form.text.as_str()).collect();
    fact("also", Some(aliases.join(", ")));
    for pattern in &entry.patterns {
        fact("pattern", Some(pattern.text.clone()));
    }
    let counted = count(state);
    let count = counted.and_then(Option::as_ref);
    let spelled = count.map(|count| {
        let spelled = count.surfaces.iter().map(|(surface, times)| format!("{surface} ({times})"));
        spelled.collect::<Vec<_>>().join(", ")
    });
    fact("spelled", spelled);
    let mentions = count.map(|count| (count.mentions, count.articles));
    let mentions = mentions.or_else(|| (counted.is_some() || entity(state).is_none()).then_some((0, 0)));
    let more = state.loading.more();
    let mentions = mentions.map_or("…".to_owned(), |(mentions, articles)| {
        format!("{mentions}{more} in {articles} of {}{more} articles", state.index.len())
    });
    fact("mentions", Some(mentions));
    fact("ambiguous", count.filter(|count| count.ambiguous > 0).map(|count| count.ambiguous.to_string()));
    fact("Wikidata", entry.wikidata.clone());
    fact("link", entry.url.clone());
    fact("listed", Some(format!("line {} of {}", entry.line, state.list_name)));
    facts
}

/// Whether a mention names the selected entity, or may.
fn is_of_selected(state: &State, (number, mention): (ReferentId, Mention)) -> bool {
    let mention_filter =
        MentionFilter { selected: state.selected_id(), uncounted: true, ..MentionFilter::default() };
    mention_filter.selected.is_some() && mention_filter.matches_filter(&state.index, number, &mention)
}

/// Says what the card needs while it is open: the counts of its entity, the other claims on its mention's characters.
pub fn want(state: &mut State, snapshot: &Snapshot) {
    let is_open = state.overlays.has_card();
    let entity = subject(state).filter(|key| is_open && state.index.find_entity(key).is_some());
    state.entity_count.want(entity.map(|entity| EntityCountQuery { snapshot: snapshot.clone(), entity }));
    let mention = landed(state).filter(|_| is_open && at_cursor(state).is_none());
    let query = mention.and_then(|(number, mention)| {
        let article = Arc::clone(&state.open.as_ref()?.article);
        let entities = state.index.referent(number)?.candidates().to_vec();
        Some(ExplainQuery { generation: state.index.generation, article, mention, entities })
    });
    state.explanation.want(query);
}

/// The other claims on a mention of the open article, if they are known.
fn rivals<'a>(state: &'a State, mention: &Mention) -> Option<&'a [Rival]> {
    why(state, mention).map(|why| why.rivals.as_slice())
}

/// Why a mention of the open article is there, if that is known.
fn why<'a>(state: &'a State, mention: &Mention) -> Option<&'a Explanation> {
    let (query, why) = state.explanation.latest()?;
    let is_of_open = state.open.as_ref().is_some_and(|open| open.article.key == why.article);
    let is_it = is_of_open && query.generation == state.index.generation && why.mention == *mention;
    is_it.then_some(why)
}

fn surface(state: &State, mention: &Mention) -> String {
    let text = state.open.as_ref().map(|open| open.article.text.slice(mention.range()));
    sanitize_line(text.unwrap_or_default()).into_owned()
}

/// Why the mention landed on is there: the form that found it, and how every other claim on its characters fared.
fn mention_facts(state: &State) -> Vec<(&'static str, String)> {
    let Some((number, mention)) = landed(state) else { return Vec::new() };
    let Some(referent) = state.index.referent(number) else { return Vec::new() };
    let gazetteer = state.index.gazetteer();
    let Some(first) = referent.candidates().first() else { return Vec::new() };
    let by = by_form(gazetteer, first.entry, mention.rule, mention.form);
    let status = mention.status.name();
    let mut facts = vec![("this one", format!("{}: {status}, by {by}", surface(state, &mention)))];
    let written = state.open.as_ref().and_then(|open| oddities(open.article.text.slice(mention.range())));
    facts.extend(written.map(|written| ("written", written)));
    if let Referent::Tied(tied) = referent {
        let names: Vec<String> = tied.iter().map(|one| one.name(gazetteer)).collect();
        facts.push(("may be", names.join("; ")));
    } else if let Some(selected) = state.selected_name()
        && !is_of_selected(state, (number, mention))
    {
        facts.push(("it names", format!("{}, not {selected}", first.name(gazetteer))));
    }
    let uncertainty = why(state, &mention).and_then(|why| why.uncertainty);
    facts.extend(uncertainty.map(|why| ("in doubt", why.words().to_owned())));
    for rival in rivals(state, &mention).unwrap_or_default() {
        let text = state.open.as_ref().map(|open| open.article.text.slice(rival.span.clone()));
        let surface = sanitize_line(text.unwrap_or_default()).into_owned();
        let name = rival.entity.name(gazetteer);
        let who = if name == surface { name } else { format!("{surface} = {name}") };
        let by = by_form(gazetteer, rival.entity.entry, rival.rule, rival.form);
        let is_same = rival.outcome == Outcome::SameEntity;
        facts.push((label(rival.outcome), if is_same { by } else { format!("{who}, by {by}") }));
    }
    facts
}

/// The word before a claim on the same characters.
fn label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ties => "ties with",
        Outcome::Contains => "nested in",
        Outcome::SameEntity => "also by",
        Outcome::LowerPriority => "outranks",
        Outcome::Inside => "holds",
        Outcome::Overlaps => "overlaps",
    }
}

/// "the alias Zelensky (line 12)".
fn by_form(gazetteer: &Gazetteer, entry: EntryId, rule: Rule, form: u32) -> String {
    let line = line_of_form(gazetteer, entry, form);
    let form = form_text(gazetteer, entry, form);
    let by = match rule {
        Rule::Name => "the name".to_owned(),
        Rule::Alias => format!("the alias {form}"),
        Rule::Pattern => format!("the pattern {form}"),
        Rule::Surname => format!("the surname, since the article names {form}"),
        Rule::Given => format!("the first name, since the article names {form}"),
    };
    // Behind a form that the article has, the line is told to be the list's.
    let bound = matches!(rule, Rule::Surname | Rule::Given);
    if bound { format!("{by} (listed on line {line})") } else { format!("{by} (line {line})") }
}
