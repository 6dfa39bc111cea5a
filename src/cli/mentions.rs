//! `whoswho mentions`: one row per mention, in article and text order.

use std::io;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::article::Article;
use crate::cli::arguments::MentionsArguments;
use crate::cli::entity_query::EntityQuery;
use crate::cli::{output, resolve};
use crate::corpus::{Index, Segment};
use crate::export::Column;
use crate::export::code_points::CodePoints;
use crate::export::rows::Row;
use crate::gazetteer::Gazetteer;
use crate::intake::{Problem, matched};
use crate::mention::explain::Claims;
use crate::mention::model::{form_text, line_of_form};
use crate::mention::uncertainty::Uncertainty;
use crate::mention::{Found, Matcher, Mention, Referent, Status};
use crate::text::oddities::describe_oddities;

/// Column names, which must stay stable, and whether each column is right-aligned.
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
];

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, the list does not have the given entity, or writing fails.
pub fn run(arguments: &MentionsArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.rows.sources)?;
    let gazetteer = Arc::clone(resolved.list.matcher.gazetteer());
    let columns = COLUMNS.iter().map(|(name, right_aligned)| Column::new(name, *right_aligned));
    let columns = columns.chain([Column::optional("candidates")]);
    let explanation_columns = arguments.explain.then(|| {
        ["form", "rivals"].map(Column::text).into_iter().chain(["doubt", "written"].map(Column::optional))
    });
    let columns = columns.chain(explanation_columns.into_iter().flatten());
    let query = arguments.entity.as_deref().map(|name| EntityQuery::parse(&gazetteer, name)).transpose()?;
    let mut out = output::rows(&arguments.rows, columns.collect())?;
    let mut failure = None;
    let problems =
        matched(&resolved.paths, &resolved.article_reader, &resolved.list.matcher, |article, found| {
            let result =
                write_rows(&article, found, &resolved.list.matcher, arguments, query.as_ref(), |row| {
                    out.write(row)
                });
            failure = result.err();
            failure.is_none()
        });
    if let Some(error) = failure {
        return Err(error.into());
    }
    out.finish()?;
    Ok(problems)
}

/// Writes the rows of an article one at a time, since there may be a million of them.
fn write_rows(
    article: &Article,
    found: Found,
    matcher: &Matcher,
    arguments: &MentionsArguments,
    query: Option<&EntityQuery>,
    mut write: impl FnMut(Row) -> io::Result<()>,
) -> io::Result<()> {
    let gazetteer = matcher.gazetteer();
    let index = Index::new(Arc::clone(gazetteer)).with_segment(Arc::new(Segment::new([(article, found)])));
    let is_excluded = |referent: &Referent| {
        query.is_some_and(|query| !referent.entity().is_some_and(|entity| query.matches(entity, gazetteer)))
    };
    let claims = arguments.explain.then(|| Claims::of(matcher, article));
    let mut points = CodePoints::new(article.text.as_str());
    for id in index.ids() {
        for (referent, mention) in index.mentions(id) {
            let Some(referent) = index.referent(referent) else { continue };
            let is_hidden = (mention.status == Status::Nested && !arguments.nested)
                || (mention.boilerplate && !arguments.boilerplate)
                || is_excluded(referent);
            if !is_hidden {
                let mut row = row(article, mention, referent, gazetteer, &mut points);
                if let Some(claims) = &claims {
                    row.extend(explanation(article, mention, referent, gazetteer, claims, &mut points));
                }
                write(row)?;
            }
        }
    }
    Ok(())
}

/// Returns the form that matched a mention, the rival claims on its characters with their outcomes, why the mention is
/// doubtful although it has a single candidate, and what is odd about its spelling.
fn explanation(
    article: &Article,
    mention: &Mention,
    referent: &Referent,
    gazetteer: &Gazetteer,
    claims: &Claims,
    points: &mut CodePoints<'_>,
) -> [Value; 4] {
    let form = referent.candidates().first().map(|first| form_text(gazetteer, first.entry, mention.form));
    let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
    let rivals = claims.rivals(mention, referent.candidates(), priority).into_iter().map(|rival| {
        json!({
            "outcome": rival.outcome.words(),
            "entity": rival.entity.name(gazetteer),
            "surface": article.text.slice(rival.span.clone()),
            "start": points.at(rival.span.start),
            "end": points.at(rival.span.end),
            "rule": rival.rule.name(),
            "form": form_text(gazetteer, rival.entity.entry, rival.form),
            "line": line_of_form(gazetteer, rival.entity.entry, rival.form),
        })
    });
    let doubt = claims.uncertainty(mention, referent.candidates()).map(Uncertainty::words);
    let written = describe_oddities(article.text.slice(mention.range()));
    [json!(form), Value::Array(rivals.collect()), json!(doubt), json!(written)]
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
        Referent::Tied(tied) => json!(tied.iter().map(|entity| entity.name(gazetteer)).collect::<Vec<_>>()),
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
