//! `whoswho timeline`: one row per date in the articles, earliest first.
//!
//! All rows are held until the last article has been read. Each holds its sentence, up to about 4,000 bytes.

use serde_json::json;

use crate::analysis::dates::{DatedExpression, Granularity, dates};
use crate::article::Article;
use crate::cli::arguments::RowArguments;
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::export::code_points::CodePoints;
use crate::export::rows::Row;
use crate::intake::{Problem, map_each_matched};
use crate::mention::Found;

/// Column names, which must stay stable, and whether each column is right-aligned.
const COLUMNS: &[(&str, bool)] = &[
    ("date", false),
    ("granularity", false),
    ("article", false),
    ("start", true),
    ("end", true),
    ("text", false),
    ("sentence", false),
];

/// What rows are sorted by: dates with a year come first, then those without one, then the unresolved ones. Of two that
/// start on the same day, the one of the coarser granularity comes first.
type SortKey = (bool, Option<(i16, i8, i8)>, Option<String>, std::cmp::Reverse<Granularity>);

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &RowArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.sources)?;
    let columns = COLUMNS.iter().map(|(name, right_aligned)| Column::new(name, *right_aligned));
    let mut out = output::rows(arguments, columns.collect())?;
    let mut held: Vec<(SortKey, Row)> = Vec::new();
    let read = |article: Article, _: Found| rows(&article);
    let problems =
        map_each_matched(&resolved.paths, &resolved.article_reader, &resolved.list.matcher, read, |rows| {
            held.extend(rows);
            true
        });
    held.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (_, row) in held {
        out.write(row)?;
    }
    out.finish()?;
    Ok(problems)
}

/// Returns the rows of an article, in text order.
fn rows(article: &Article) -> Vec<(SortKey, Row)> {
    let mut points = CodePoints::new(article.text.as_str());
    dates(article).into_iter().map(|one| (sort_key(&one), row(article, &one, &mut points))).collect()
}

fn sort_key(one: &DatedExpression) -> SortKey {
    let without_year = one.date.clone().filter(|_| one.first_day.is_none());
    // `~` sorts after the dates without a year, which start with `-`.
    let is_unknown = one.date.is_none();
    (
        one.first_day.is_none(),
        one.first_day,
        if is_unknown { Some("~".to_owned()) } else { without_year },
        std::cmp::Reverse(one.granularity),
    )
}

fn row(article: &Article, one: &DatedExpression, points: &mut CodePoints<'_>) -> Row {
    vec![
        json!(one.date),
        json!(one.granularity.name()),
        json!(article.key.to_string()),
        json!(points.at(one.range.start)),
        json!(points.at(one.range.end)),
        json!(article.text.slice(one.range.clone())),
        json!(article.text.slice(one.sentence.clone())),
    ]
}
