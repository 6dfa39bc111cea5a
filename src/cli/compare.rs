//! `whoswho compare`: matrix of entities by articles.

use serde_json::{Map, Value, json};

use crate::analysis::coverage::{CoverageRow, Measure, Spread, coverage, spellings};
use crate::analysis::listing::Listing;
use crate::cli::compare_arguments::CompareArguments;
use crate::cli::start_error::StartError;
use crate::cli::{output, provisional, resolve};
use crate::corpus::{ArticleId, Index};
use crate::export::{Column, Format};
use crate::intake::{Problem, read_now};
use crate::text::sanitize::sanitize_line;

/// Runs the command. CSV and tables have one column per article. A table numbers the articles and lists their titles
/// and names below; all other formats have the spellings in each article. Without a list, the entities are the names
/// that `suggest` finds.
///
/// # Errors
/// If the articles or the list cannot be resolved, an article given by name or number does not exist, or writing fails.
pub fn run(arguments: &CompareArguments) -> anyhow::Result<Vec<Problem>> {
    let measure = Measure::from(arguments.cells);
    let format = arguments.rows.format;
    let resolved = resolve::resolve(&arguments.rows.sources)?;
    let matcher = provisional::matcher(&resolved)?;
    let (index, problems) = read_now(&resolved.paths, &resolved.article_reader, &matcher);
    let gazetteer = index.gazetteer();
    let names = article_names(&index);
    let find = |wanted: &Vec<String>| {
        wanted.iter().map(|name| find_article(&names, name)).collect::<Result<Vec<_>, _>>()
    };
    let (named_in, absent_in) = (find(&arguments.named_in)?, find(&arguments.absent_in)?);
    let is_wanted = |row: &CoverageRow| {
        let spread = Spread::of(row.articles, index.len());
        arguments.spread.is_none_or(|wanted| Spread::from(wanted) == spread)
            && named_in.iter().all(|article| row.cell(*article).is_some())
            && absent_in.iter().all(|article| row.is_absent(&index, *article))
    };
    let is_wide = matches!(format, Format::Csv | Format::Table);
    let mut columns = vec![Column::text("entity"), Column::text("kind")];
    columns.extend(["articles", "mentions"].map(Column::number));
    match format {
        Format::Csv => columns.extend(names.iter().map(|name| Column::number(name))),
        Format::Table => columns.extend((1..=names.len()).map(|number| Column::number(&number.to_string()))),
        Format::Json | Format::Jsonl => columns.push(Column::text("cells")),
    }
    let has_spellings = format != Format::Table;
    if has_spellings {
        columns.push(Column::text("spellings"));
    }
    let spelled: Vec<_> = index.ids().filter(|_| has_spellings).map(|id| spellings(&index, id)).collect();
    let mut out = output::rows(&arguments.rows, columns)?;
    for row in coverage(&index, &Listing::all(index.len())).into_iter().filter(is_wanted) {
        let kind = gazetteer.entry(row.entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
        let mut values = vec![
            json!(row.entity.name(gazetteer)),
            json!(kind.map(|kind| &kind.id)),
            json!(row.articles),
            json!(row.mentions),
        ];
        if is_wide {
            values.extend(index.ids().map(|id| cell(&index, &row, id, measure)));
        } else {
            let cells: Map<String, Value> =
                names.iter().cloned().zip(index.ids().map(|id| cell(&index, &row, id, measure))).collect();
            values.push(Value::Object(cells));
        }
        if has_spellings {
            let own = names
                .iter()
                .zip(&spelled)
                .filter_map(|(name, spelled)| Some((name, spelled.get(&row.referent)?)));
            values.push(Value::Object(own.map(|(name, spelled)| (name.clone(), json!(spelled))).collect()));
        }
        out.write(values)?;
    }
    out.finish()?;
    if format == Format::Table {
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

/// Returns the value of a cell: a whole number or, for a rate, a number rounded to one decimal. Null if there is none
/// or if it is unknown.
fn cell(index: &Index, row: &CoverageRow, article: ArticleId, measure: Measure) -> Value {
    let Some(value) = row.value(index, article, measure) else { return Value::Null };
    if measure == Measure::Rate { json!((value * 10.0).round() / 10.0) } else { json!(value as i64) }
}

/// Finds an article by its name as it is printed, else by its number in a table.
fn find_article(names: &[String], wanted: &str) -> anyhow::Result<ArticleId> {
    let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < names.len());
    let ends = |name: &String| name.strip_suffix(wanted).is_some_and(|folder| folder.ends_with('/'));
    let mut ending = names.iter().enumerate().filter(|(_, name)| ends(name)).map(|(at, _)| at);
    let file_name = ending.next().filter(|_| ending.next().is_none());
    let at = names.iter().position(|name| name == wanted).or(file_name).or_else(number);
    let Some(at) = at.and_then(|at| u32::try_from(at).ok()) else {
        let shown = sanitize_line(wanted);
        let count = names.len();
        return Err(StartError::Usage(format!(
            "no article is named {shown}: give its name as `whoswho articles` prints it, or its number, 1 to {count}"
        ))
        .into());
    };
    Ok(ArticleId(at))
}

fn article_names(index: &Index) -> Vec<String> {
    let rows = index.ids().filter_map(|id| index.row(id));
    rows.map(|row| row.key.to_string()).collect()
}
