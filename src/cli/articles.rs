//! `whoswho articles`: one row per article.

use serde_json::json;

use crate::analysis::counts::{entities_in, mentions_in};
use crate::cli::arguments::Rows;
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::intake::{Problem, read_now};

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &Rows) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
    let text = ["article", "title", "source", "author", "date", "language"];
    let numbers = ["words", "mentions", "entities"];
    let columns = text.map(Column::text).into_iter().chain(numbers.map(Column::number));
    let more = [
        Column::text("partial"),
        Column::number("undecoded"),
        Column::number("copies"),
        Column::text("copied_in"),
        Column::text("url"),
    ];
    let mut out = output::rows(arguments, columns.chain(more).collect())?;
    // Without a list the counts are unknown, not zero.
    let has_list = resolved.list.path.is_some();
    for id in index.ids() {
        let Some(row) = index.row(id) else { continue };
        let others: Vec<String> =
            index.others_with_text(id).iter().map(|other| other.key.to_string()).collect();
        let others = others.join(" | ");
        out.write(vec![
            json!(row.key.to_string()),
            json!(row.headline),
            json!(row.meta.source),
            json!(row.meta.author),
            json!(row.meta.date),
            json!(row.meta.language),
            json!(row.words),
            json!(has_list.then(|| mentions_in(&index, id))),
            json!(has_list.then(|| entities_in(&index, id))),
            json!(row.partial.is_some()),
            json!((row.undecoded > 0).then_some(row.undecoded)),
            json!(Some(index.copies(id)).filter(|copies| *copies > 0)),
            json!(Some(others).filter(|others| !others.is_empty())),
            json!(row.meta.url),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}
