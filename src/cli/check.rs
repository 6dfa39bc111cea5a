//! `whoswho check`: what is wrong with the list, and which of its forms no article holds.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::json;

use crate::cli::arguments::Check;
use crate::cli::output;
use crate::cli::resolve::{self, StartError};
use crate::corpus::Index;
use crate::export::{Column, Format};
use crate::gazetteer::{EntryId, Problem as ListProblem, Severity};
use crate::intake::list::{ListError, read_list};
use crate::intake::{Door, Problem, read_now};
use crate::text::fold::fold_form;

/// Runs the command. Articles are looked at only where paths are given, or where there is a `seeds/`.
///
/// # Errors
/// That there is no list, that it has errors (behind the rows that name them), or what writing meets.
pub fn run(arguments: &Check) -> anyhow::Result<Vec<Problem>> {
    let sources = &arguments.rows.sources;
    let Some(path) = resolve::find_list(sources.list.as_deref(), &sources.paths) else {
        return Err(StartError::Usage(resolve::no_list()).into());
    };
    let name = resolve::shown_name(&path);
    let parsed = match read_list(&path, &name) {
        Ok(parsed) => parsed,
        Err(ListError::Mistakes(problems)) => {
            print(&problems, arguments.rows.format)?;
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            anyhow::bail!("{name}: {errors} {}", if errors == 1 { "error" } else { "errors" });
        }
        Err(other) => return Err(StartError::from(other).into()),
    };
    let mut rows = parsed.problems;
    let mut problems = Vec::new();
    if let Ok(resolved) = resolve::resolve(sources) {
        let (index, unread) = read_now(&resolved.paths, &Door::default(), &resolved.list.matcher);
        if !index.is_empty() {
            rows.extend(never_matched(&index, &name));
        }
        problems = unread;
    }
    print(&rows, arguments.rows.format)?;
    if rows.is_empty() && arguments.rows.format == Format::Table {
        writeln!(
            io::stdout().lock(),
            "{name}: {} entities, nothing to report",
            parsed.gazetteer.entries.len()
        )?;
    }
    Ok(problems)
}

/// Forms and patterns that stand in none of the articles, nested mentions and residue included.
fn never_matched(index: &Index, file: &str) -> Vec<ListProblem> {
    let gazetteer = index.gazetteer();
    let mut matched: HashSet<(EntryId, u32)> = HashSet::new();
    let mut surfaces: HashSet<(EntryId, String)> = HashSet::new();
    for article in index.ids() {
        for (number, mention) in index.mentions(article) {
            let candidates =
                index.referent(number).map(crate::mention::Referent::candidates).unwrap_or_default();
            if let Some(first) = candidates.first() {
                matched.insert((first.entry, mention.form));
            }
            let surface = fold_form(index.surface(article, mention));
            surfaces.extend(candidates.iter().map(|one| (one.entry, surface.clone())));
        }
    }
    let mut never = Vec::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        let forms = entry
            .forms
            .iter()
            .map(|form| (&form.text, form.line, surfaces.contains(&(id, fold_form(&form.text)))));
        let patterns = entry.patterns.iter().map(|pattern| (&pattern.text, pattern.line, false));
        for ((text, line, seen), number) in forms.chain(patterns).zip(0..) {
            if !seen && !matched.contains(&(id, number)) {
                let message = format!("`{text}` stands in none of the {} articles", index.len());
                never.push(ListProblem::new(Severity::Warning, file, line, 1, &message));
            }
        }
    }
    never
}

fn print(problems: &[ListProblem], format: Format) -> anyhow::Result<()> {
    if format == Format::Table {
        let mut out = io::stdout().lock();
        for problem in problems {
            writeln!(out, "{problem}")?;
        }
        return Ok(());
    }
    let columns = ["severity", "file", "line", "column", "message", "help"].map(Column::words);
    let mut out = output::rows(format, columns.to_vec())?;
    for problem in problems {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        out.write(vec![
            json!(severity),
            json!(problem.file),
            json!(problem.line),
            json!(problem.column),
            json!(problem.message),
            json!(problem.help),
        ])?;
    }
    out.finish()?;
    Ok(())
}
