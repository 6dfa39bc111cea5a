//! `whoswho quotes`: one row per quote, in article and text order, with its speaker.

use std::sync::Arc;

use serde_json::json;

use crate::analysis::quotes::{How, Quote, quotes};
use crate::article::Article;
use crate::cli::arguments::QuotesArguments;
use crate::cli::entity_query::EntityQuery;
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::export::code_points::CodePoints;
use crate::export::rows::Row;
use crate::gazetteer::Gazetteer;
use crate::intake::{Problem, map_each_matched};
use crate::mention::Found;

/// Column names, which must stay stable, and whether each column is right-aligned.
const COLUMNS: &[(&str, bool)] = &[
    ("article", false),
    ("start", true),
    ("end", true),
    ("text", false),
    ("speaker", false),
    ("speaker_id", false),
    ("cue", false),
    ("how", false),
    ("paragraph", true),
    ("quote", true),
];

/// Runs the command. Without a list, no speaker has an id.
///
/// # Errors
/// If the articles or the list cannot be resolved, the list does not have the given entity, or writing fails.
pub fn run(arguments: &QuotesArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.rows.sources)?;
    let gazetteer = Arc::clone(resolved.list.matcher.gazetteer());
    let query = arguments.entity.as_deref().map(|name| EntityQuery::parse(&gazetteer, name)).transpose()?;
    let columns = COLUMNS.iter().map(|(name, right_aligned)| Column::new(name, *right_aligned));
    let mut out = output::rows(&arguments.rows, columns.collect())?;
    let mut failure = None;
    let read = |article: Article, found: Found| rows(&article, &found, &gazetteer, query.as_ref());
    let problems =
        map_each_matched(&resolved.paths, &resolved.article_reader, &resolved.list.matcher, read, |rows| {
            failure = rows.into_iter().try_for_each(|row| out.write(row)).err();
            failure.is_none()
        });
    if let Some(error) = failure {
        return Err(error.into());
    }
    out.finish()?;
    Ok(problems)
}

/// Returns the rows of an article.
fn rows(article: &Article, found: &Found, gazetteer: &Gazetteer, query: Option<&EntityQuery>) -> Vec<Row> {
    let is_wanted = |quote: &Quote| {
        let matches = |query: &EntityQuery| {
            quote.entity.as_ref().is_some_and(|entity| query.matches(entity, gazetteer))
        };
        query.is_none_or(matches)
    };
    let mut points = CodePoints::new(article.text.as_str());
    let quotes = quotes(article, found, gazetteer).into_iter().filter(is_wanted);
    quotes.map(|quote| row(article, &quote, gazetteer, &mut points)).collect()
}

fn row(article: &Article, quote: &Quote, gazetteer: &Gazetteer, points: &mut CodePoints<'_>) -> Row {
    let cue = quote.cue.clone().map(|cue| article.text.slice(cue));
    vec![
        json!(article.key.to_string()),
        json!(points.at(quote.range.start)),
        json!(points.at(quote.range.end)),
        json!(article.text.slice(quote.range.clone())),
        json!(quote.speaker),
        json!(quote.entity.as_ref().map(|entity| entity.id(gazetteer))),
        json!(cue),
        json!(quote.how.map(How::name)),
        json!(article.blocks.get(quote.block).map(|block| block.ordinal)),
        json!(quote.number),
    ]
}
