//! `whoswho compare`: matrix of entities by articles.

use serde_json::{Map, Value, json};

use crate::analysis::coverage::coverage;
use crate::analysis::listing::Listing;
use crate::cli::arguments::RowArguments;
use crate::cli::{output, resolve};
use crate::corpus::Index;
use crate::export::{Column, Format};
use crate::intake::{Problem, read_now};

/// Runs the command. CSV and tables have one column per article; a table numbers them and lists their names below.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &RowArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.sources)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
    let gazetteer = index.gazetteer();
    let names = article_names(&index);
    let is_wide = matches!(arguments.format, Format::Csv | Format::Table);
    let mut columns = vec![Column::text("entity"), Column::text("kind")];
    columns.extend(["articles", "mentions"].map(Column::number));
    match arguments.format {
        Format::Csv => columns.extend(names.iter().map(|name| Column::number(name))),
        Format::Table => columns.extend((1..=names.len()).map(|number| Column::number(&number.to_string()))),
        Format::Json | Format::Jsonl => columns.push(Column::text("cells")),
    }
    let mut out = output::rows(arguments, columns)?;
    for row in coverage(&index, &Listing::all(index.len())) {
        let kind = gazetteer.entry(row.entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
        let mut values = vec![
            json!(row.entity.name(gazetteer)),
            json!(kind.map(|kind| &kind.id)),
            json!(row.articles),
            json!(row.mentions),
        ];
        if is_wide {
            values.extend(index.ids().map(|id| json!(row.count(id))));
        } else {
            let cells: Map<String, Value> =
                names.iter().cloned().zip(index.ids().map(|id| json!(row.count(id)))).collect();
            values.push(Value::Object(cells));
        }
        out.write(values)?;
    }
    out.finish()?;
    if arguments.format == Format::Table {
        use std::io::Write;
        let mut out = std::io::stdout().lock();
        writeln!(out)?;
        for (number, id) in (1..).zip(index.ids()) {
            let title = index.row(id).map(|row| row.headline.as_str()).unwrap_or_default();
            let name = names.get(number - 1).map(String::as_str).unwrap_or_default();
            writeln!(out, "{number:>3}  {title} ({name})")?;
        }
    }
    Ok(problems)
}

fn article_names(index: &Index) -> Vec<String> {
    let rows = index.ids().filter_map(|id| index.row(id));
    rows.map(|row| row.key.to_string()).collect()
}
