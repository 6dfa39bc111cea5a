//! `whoswho articles`: one row per article.

use serde_json::json;

use crate::analysis::counts::{entities_in, mentions_in};
use crate::cli::arguments::RowArguments;
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::intake::{Problem, read_now};

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &RowArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
    let text_columns = ["article", "title", "source", "author", "date", "language"];
    let number_columns = ["words", "mentions", "entities"];
    let columns = text_columns.map(Column::text).into_iter().chain(number_columns.map(Column::number));
    let further_columns = [
        Column::text("partial"),
        Column::number("undecoded"),
        Column::number("copies"),
        Column::text("copied_in"),
        Column::text("url"),
    ];
    let mut out = output::rows(arguments, columns.chain(further_columns).collect())?;
    // Without a list the counts are unknown, not zero.
    let has_list = resolved.list.path.is_some();
    for id in index.ids() {
        let Some(row) = index.row(id) else { continue };
        let other_copies: Vec<String> =
            index.others_with_text(id).iter().map(|copy| copy.key.to_string()).collect();
        let other_copies = other_copies.join(" | ");
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
            json!(Some(other_copies).filter(|other_copies| !other_copies.is_empty())),
            json!(row.meta.url),
        ])?;
    }
    out.finish()?;
    Ok(problems)
}
