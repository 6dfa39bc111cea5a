//! `whoswho mentions`: a row a mention, in the order of articles and of their text.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::article::Article;
use crate::cli::arguments::Mentions;
use crate::cli::{output, resolve};
use crate::corpus::{Index, Segment};
use crate::export::Column;
use crate::export::code_points::CodePoints;
use crate::export::rows::Row;
use crate::gazetteer::Gazetteer;
use crate::intake::{Door, Problem, matched};
use crate::mention::model::line_of_form;
use crate::mention::{Found, Mention, Referent, Status};

/// The columns, whose names are fixed; whether each holds numbers.
const COLUMNS: &[(&str, bool)] = &[
    ("article", false),
    ("entity", false),
    ("id", false),
    ("kind", false),
    ("surface", false),
    ("start", true),
    ("end", true),
    ("block", false),
    ("paragraph", true),
    ("sentence", true),
    ("rule", false),
    ("line", true),
    ("status", false),
    ("candidates", false),
];

/// Runs the command.
///
/// # Errors
/// What starting or writing meets, or that the list has no entity of the name asked for.
pub fn run(arguments: &Mentions) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.rows.sources)?;
    let gazetteer = Arc::clone(resolved.list.matcher.gazetteer());
    let columns = COLUMNS.iter().map(|(name, right)| Column { name: (*name).to_owned(), right: *right });
    // An entity is looked up per article: the name that a person typed may be one value of a template.
    let wanted = arguments.entity.as_deref();
    if let Some(name) = wanted {
        output::entity_named(&Index::new(Arc::clone(&gazetteer)), name)
            .or_else(|error| if is_value_of_template(&gazetteer, name) { Ok(None) } else { Err(error) })?;
    }
    let mut out = output::rows(arguments.rows.format, columns.collect())?;
    let mut failure = None;
    let problems = matched(&resolved.paths, &Door::default(), &resolved.list.matcher, |article, found| {
        let rows = rows_of(&article, found, &gazetteer, arguments, wanted);
        failure = rows.into_iter().map(|row| out.write(row)).find_map(Result::err);
        failure.is_none()
    });
    if let Some(error) = failure {
        return Err(error.into());
    }
    out.finish()?;
    Ok(problems)
}

/// Whether a pattern of a template gives this name.
fn is_value_of_template(gazetteer: &Gazetteer, name: &str) -> bool {
    let templates = gazetteer.entries.iter().filter(|entry| entry.template);
    templates.flat_map(|entry| &entry.patterns).any(|pattern| {
        let regex = regex::RegexBuilder::new(&pattern.text).case_insensitive(true).build();
        regex.is_ok_and(|regex| regex.is_match(name))
    })
}

fn rows_of(
    article: &Article,
    found: Found,
    gazetteer: &Arc<Gazetteer>,
    arguments: &Mentions,
    wanted: Option<&str>,
) -> Vec<Row> {
    let index = Index::new(Arc::clone(gazetteer)).with_segment(Arc::new(Segment::new([(article, found)])));
    let wanted = match wanted.map(|name| output::entity_named(&index, name)) {
        None => None,
        Some(Ok(Some(number))) => Some(number),
        Some(_) => return Vec::new(),
    };
    let mut points = CodePoints::new(article.text.all());
    let mut rows = Vec::new();
    for id in index.ids() {
        for (number, mention) in index.mentions(id) {
            let hidden = (mention.status == Status::Nested && !arguments.nested)
                || (mention.boilerplate && !arguments.boilerplate)
                || wanted.is_some_and(|wanted| wanted != number);
            if let (false, Some(referent)) = (hidden, index.referent(number)) {
                rows.push(row(article, mention, referent, gazetteer, &mut points));
            }
        }
    }
    rows
}

fn row(
    article: &Article,
    mention: &Mention,
    referent: &Referent,
    gazetteer: &Gazetteer,
    points: &mut CodePoints<'_>,
) -> Row {
    let entity = referent.entity();
    let entry = entity.and_then(|entity| gazetteer.entry(entity.entry));
    let kind = entry.and_then(|entry| gazetteer.kind(entry.kind));
    let block = article.blocks.get(mention.block as usize);
    let line = referent.candidates().first().map(|first| line_of_form(gazetteer, first.entry, mention.form));
    let start = points.at(mention.start as usize);
    let end = points.at(mention.end());
    let candidates = match referent {
        Referent::Entity(_) => Value::Null,
        Referent::Tied(tied) => json!(tied.iter().map(|one| one.name(gazetteer)).collect::<Vec<_>>()),
    };
    vec![
        json!(article.key.to_string()),
        json!(entity.map(|entity| entity.name(gazetteer))),
        json!(entity.map(|entity| entity.id(gazetteer))),
        json!(kind.map(|kind| &kind.id)),
        json!(article.text.slice(mention.range())),
        json!(start),
        json!(end),
        json!(block.map(|block| block.kind.name())),
        json!(block.map(|block| block.ordinal)),
        json!(mention.sentence),
        json!(mention.rule.name()),
        json!(line),
        json!(mention.status.name()),
        candidates,
    ]
}
