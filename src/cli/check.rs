//! `whoswho check`: errors in the list, ambiguities, and forms that occur in no article.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::json;

use crate::cli::arguments::{CheckArguments, RowArguments};
use crate::cli::config_file::load_and_warn;
use crate::cli::output;
use crate::cli::resolve;
use crate::cli::start_error::StartError;
use crate::corpus::Index;
use crate::export::{Column, Format};
use crate::gazetteer::{EntryId, Problem as ListProblem, Severity};
use crate::intake::list::{ListError, display_name, list_bytes, parse_list};
use crate::intake::{Problem, read_now};
use crate::mention::ambiguity::ambiguities;
use crate::text::fold::fold_form;
use crate::text::plural::counted;

/// Runs the command. Without articles, only the list is checked.
///
/// # Errors
/// If there is no list, if it cannot be read or has errors (which are printed first), or if writing fails.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<Vec<Problem>> {
    let sources = &arguments.rows.sources;
    let config = load_and_warn(sources.no_config);
    let configured = config.values.list.as_deref();
    let Some(path) = resolve::find_list(sources.list.as_deref(), &sources.paths, configured) else {
        return Err(StartError::Usage(resolve::no_list_message()).into());
    };
    let name = display_name(&path);
    let bytes = list_bytes(&path, &name).map_err(StartError::from)?;
    let parsed = match parse_list(&bytes, &name) {
        Ok(parsed) => parsed,
        Err(ListError::Mistakes(problems)) => {
            print(&problems, &arguments.rows)?;
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            anyhow::bail!("{name}: {}", counted(errors, "error", "errors"));
        }
        Err(other) => return Err(StartError::from(other).into()),
    };
    let text = String::from_utf8_lossy(&bytes);
    // As in the other problems, a byte order mark is no column.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = Lines { file: &name, lines: text.lines().collect() };
    let mut rows = parsed.problems;
    let ambiguities = ambiguities(&parsed.gazetteer).map_err(StartError::Usage)?;
    rows.extend(
        ambiguities
            .iter()
            .map(|found| lines.warning(found.line, &found.term, &found.message).with_help(Some(found.help))),
    );
    let mut problems = Vec::new();
    if let Ok(resolved) = resolve::resolve_with(sources, &config) {
        let (index, read_problems) =
            read_now(&resolved.paths, &resolved.article_reader, &resolved.list.matcher);
        if !index.is_empty() {
            rows.extend(unmatched_forms(&index, &lines));
        }
        problems = read_problems;
    }
    rows.sort_by_key(|problem| (problem.line, problem.column));
    print(&rows, &arguments.rows)?;
    if rows.is_empty() && arguments.rows.format == Format::Table {
        let entities = counted(parsed.gazetteer.entries.len(), "entity", "entities");
        writeln!(io::stdout().lock(), "{name}: {entities}, nothing to report")?;
    }
    Ok(problems)
}

/// The lines of the list, in which warnings are located.
struct Lines<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
}

impl Lines<'_> {
    /// Creates a warning about a form, at its position on the line if it is written there literally.
    fn warning(&self, line: u32, form: &str, message: &str) -> ListProblem {
        let warning_at = |column| ListProblem::new(Severity::Warning, self.file, line, column, message);
        let source = self.lines.get((line as usize).saturating_sub(1)).copied().unwrap_or_default();
        // The form is searched for with its quotation marks first, since it may also be part of another form.
        let quoted = ['"', '\''].iter().find_map(|quote| source.find(&format!("{quote}{form}{quote}")));
        let Some(start) = quoted.map(|quote| quote + 1).or_else(|| source.find(form)) else {
            return warning_at(1);
        };
        let (before, rest) = source.split_at_checked(start).unwrap_or_default();
        let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
        warning_at(column).with_source(before, form, rest.get(form.len()..).unwrap_or_default())
    }
}

/// Returns a warning for each form and pattern without a mention in any article. Nested mentions, ambiguous ones and
/// those in boilerplate count.
fn unmatched_forms(index: &Index, lines: &Lines<'_>) -> Vec<ListProblem> {
    let gazetteer = index.gazetteer();
    let mut matched: HashSet<(EntryId, u32)> = HashSet::new();
    let mut surfaces: HashSet<(EntryId, String)> = HashSet::new();
    for article in index.ids() {
        for (referent, mention) in index.mentions(article) {
            let candidates =
                index.referent(referent).map(crate::mention::Referent::candidates).unwrap_or_default();
            if let Some(first) = candidates.first() {
                matched.insert((first.entry, mention.form));
            }
            let surface = fold_form(index.surface(article, mention));
            surfaces.extend(candidates.iter().map(|candidate| (candidate.entry, surface.clone())));
        }
    }
    let mut warnings = Vec::new();
    for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
        let forms = entry
            .forms
            .iter()
            .map(|form| (&form.text, form.line, surfaces.contains(&(id, fold_form(&form.text)))));
        let patterns = entry.patterns.iter().map(|pattern| (&pattern.text, pattern.line, false));
        for ((text, line, is_surface), form) in forms.chain(patterns).zip(0..) {
            if !is_surface && !matched.contains(&(id, form)) {
                let message = match index.len() {
                    1 => format!("`{text}` does not occur in the article"),
                    articles => format!("`{text}` occurs in none of the {articles} articles"),
                };
                warnings.push(lines.warning(line, text, &message));
            }
        }
    }
    warnings
}

fn print(problems: &[ListProblem], arguments: &RowArguments) -> anyhow::Result<()> {
    if arguments.format == Format::Table {
        let mut out = io::stdout().lock();
        for problem in problems {
            writeln!(out, "{problem}")?;
        }
        return Ok(());
    }
    let columns = ["severity", "file", "line", "column", "message", "help"].map(Column::text);
    let mut out = output::rows(arguments, columns.to_vec())?;
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
