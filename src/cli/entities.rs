//! `whoswho entities`: one row per entity mentioned in an article.

use serde_json::{Map, json};

use crate::analysis::counts::entity_counts;
use crate::cli::arguments::RowArguments;
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::intake::{Problem, read_now};

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &RowArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
    let gazetteer = index.gazetteer();
    let columns = ["name", "id", "kind"].map(Column::text).into_iter();
    let columns = columns.chain(["mentions", "articles", "ambiguous"].map(Column::number));
    let mut out = output::rows(arguments, columns.chain([Column::text("surfaces")]).collect())?;
    for count in entity_counts(&index) {
        let kind = gazetteer.entry(count.entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
        let surfaces: Map<_, _> =
            count.surfaces.into_iter().map(|(surface, times)| (surface, json!(times))).collect();
        out.write(vec![
            json!(count.entity.name(gazetteer)),
            json!(count.entity.id(gazetteer)),
            json!(kind.map(|kind| &kind.id)),
            json!(count.mentions),
            json!(count.articles),
            json!(count.ambiguous),
            json!(surfaces),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}
