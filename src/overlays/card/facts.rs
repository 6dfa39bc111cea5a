//! The facts about an entity and a mention on a card: what the list says about the entity, how often and in which
//! spellings the articles mention it, and why the mention was matched.

use crate::analysis::counts::EntityCount;
use crate::analysis::walk::MentionFilter;
use crate::app::actions::selection;
use crate::app::queries::Explanation;
use crate::app::workspace::Workspace;
use crate::corpus::ReferentId;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::explain::Outcome;
use crate::mention::model::{form_text, line_of_form};
use crate::mention::{EntityKey, Mention, Referent, Rule};
use crate::text::oddities::describe_oddities;
use crate::text::plural::counted_so_far;
use crate::text::sanitize::sanitize_line;

/// Columns of the labels.
pub const LABEL_COLUMNS: usize = 13;

/// A label and its text.
pub type Fact = (&'static str, String);

/// The query results that have arrived so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// How often the entity is mentioned. `Some(None)` if no article mentions it.
    pub count: Option<&'a Option<EntityCount>>,
    /// Why the current mention was matched.
    pub why: Option<&'a Explanation>,
}

/// Returns the facts about an entity.
pub fn entity_facts(ws: &Workspace, key: &EntityKey, known: &Known<'_>) -> Vec<Fact> {
    let gazetteer = ws.index().gazetteer();
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
        entry.forms.iter().filter(|form| !form.is_name).map(|form| form.text.as_str()).collect();
    fact("also", Some(aliases.join(", ")));
    for pattern in &entry.patterns {
        fact("pattern", Some(pattern.text.clone()));
    }
    let count = known.count.and_then(Option::as_ref);
    let spelled = count.map(|count| {
        let spelled = count.surfaces.iter().map(|(surface, times)| format!("{surface} ({times})"));
        spelled.collect::<Vec<_>>().join(", ")
    });
    fact("spelled", spelled);
    let mentions = count.map(|count| (count.mentions, count.articles));
    let mentions = mentions
        .or_else(|| (known.count.is_some() || ws.index().find_entity(key).is_none()).then_some((0, 0)));
    let plus = ws.loading.plus();
    let mentions = mentions.map_or("…".to_owned(), |(mentions, articles)| {
        let all = counted_so_far(ws.index().len(), plus, "article", "articles");
        format!("{mentions}{plus} in {articles} of {all}")
    });
    fact("mentions", Some(mentions));
    fact("ambiguous", count.filter(|count| count.ambiguous > 0).map(|count| count.ambiguous.to_string()));
    fact("Wikidata", entry.wikidata.clone());
    fact("link", entry.url.clone());
    fact("listed", Some(format!("line {} of {}", entry.line, ws.list_name)));
    facts
}

/// True if a mention names, or may name, the selected entity.
fn is_of_selected(ws: &Workspace, (referent_id, mention): (ReferentId, Mention)) -> bool {
    let mention_filter =
        MentionFilter { selected: ws.selected_id(), show_nested: true, ..MentionFilter::default() };
    mention_filter.selected.is_some() && mention_filter.matches(ws.index(), referent_id, &mention)
}

/// Returns the text of a mention.
pub fn surface(ws: &Workspace, mention: &Mention) -> String {
    let text = ws.open.as_ref().map(|open| open.article.text.slice(mention.range()));
    sanitize_line(text.unwrap_or_default()).into_owned()
}

/// Returns the facts about the current mention, mainly the form that found it and, once known, the outcome of every
/// other claim on its characters. Empty if there is no current mention.
pub fn mention_facts(ws: &Workspace, known: &Known<'_>) -> Vec<Fact> {
    let Some((referent_id, mention)) = selection::current_mention(ws) else { return Vec::new() };
    let Some(referent) = ws.index().referent(referent_id) else { return Vec::new() };
    let gazetteer = ws.index().gazetteer();
    let Some(first) = referent.candidates().first() else { return Vec::new() };
    let form = describe_form(gazetteer, first.entry, mention.rule, mention.form);
    let status = mention.status.name();
    let mut facts = vec![("this one", format!("{}: {status}, by {form}", surface(ws, &mention)))];
    let oddities =
        ws.open.as_ref().and_then(|open| describe_oddities(open.article.text.slice(mention.range())));
    facts.extend(oddities.map(|oddities| ("written", oddities)));
    if let Referent::Tied(tied) = referent {
        let names: Vec<String> = tied.iter().map(|entity| entity.name(gazetteer)).collect();
        facts.push(("may be", names.join("; ")));
    } else if let Some(selected) = ws.selected_name()
        && !is_of_selected(ws, (referent_id, mention))
    {
        facts.push(("it names", format!("{}, not {selected}", first.name(gazetteer))));
    }
    let uncertainty = known.why.and_then(|why| why.uncertainty);
    facts.extend(uncertainty.map(|why| ("in doubt", why.words().to_owned())));
    for rival in known.why.map_or(&[][..], |why| &why.rivals) {
        let text = ws.open.as_ref().map(|open| open.article.text.slice(rival.span.clone()));
        let surface = sanitize_line(text.unwrap_or_default()).into_owned();
        let name = rival.entity.name(gazetteer);
        let who = if name == surface { name } else { format!("{surface} = {name}") };
        let form = describe_form(gazetteer, rival.entity.entry, rival.rule, rival.form);
        let is_same = rival.outcome == Outcome::SameEntity;
        facts.push((label(rival.outcome), if is_same { form } else { format!("{who}, by {form}") }));
    }
    facts
}

/// Returns the label of a claim on the same characters.
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

/// Returns the form that found a mention, and its line: "the alias Zelensky (line 12)".
fn describe_form(gazetteer: &Gazetteer, entry: EntryId, rule: Rule, form: u32) -> String {
    let line = line_of_form(gazetteer, entry, form);
    let form = form_text(gazetteer, entry, form);
    let by = match rule {
        Rule::Name => "the name".to_owned(),
        Rule::Alias => format!("the alias {form}"),
        Rule::Pattern => format!("the pattern {form}"),
        Rule::Surname => format!("the surname, since the article names {form}"),
        Rule::Given => format!("the first name, since the article names {form}"),
    };
    // These words are about the article, so make clear that the line is one of the list.
    let is_from_article = matches!(rule, Rule::Surname | Rule::Given);
    if is_from_article { format!("{by} (listed on line {line})") } else { format!("{by} (line {line})") }
}
