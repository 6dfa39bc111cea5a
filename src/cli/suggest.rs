//! `whoswho suggest`: one row per name that is in the articles but not in the list.

use std::io::Write;
use std::sync::Arc;

use serde_json::json;

use crate::analysis::suggestions::{
    Candidates, MAX_NAMES, MAX_SIGHTINGS, Suggestion, SuggestionKind, find_unlisted_names,
};
use crate::article::Article;
use crate::cli::arguments::{SuggestArguments, SuggestionKindArgument};
use crate::cli::{output, resolve};
use crate::export::Column;
use crate::export::rows::Row;
use crate::gazetteer::Gazetteer;
use crate::intake::{Problem, map_each_matched};
use crate::mention::Found;
use crate::store::IgnoredNames;
use crate::text::fold::fold_form;

/// Column names, which must stay stable, and whether each column is right-aligned.
const COLUMNS: &[(&str, bool)] = &[
    ("surface", false),
    ("kind", false),
    ("of", false),
    ("strength", false),
    ("reason", false),
    ("count", true),
    ("articles", true),
    ("example", false),
    ("guess", false),
    ("id", false),
    ("aliases", false),
    ("article", false),
];

/// Runs the command. Without a list, all names are new.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &SuggestArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.rows.sources)?;
    let gazetteer = Arc::clone(resolved.list.matcher.gazetteer());
    let mut candidates = Candidates::new();
    let names = |article: Article, found: Found| find_unlisted_names(&article, &found, &gazetteer);
    let problems =
        map_each_matched(&resolved.paths, &resolved.article_reader, &resolved.list.matcher, names, |names| {
            candidates.add(names);
            true
        });
    let columns = COLUMNS.iter().map(|(name, right_aligned)| Column::new(name, *right_aligned));
    let mut out = output::rows(&arguments.rows, columns.collect())?;
    let list = resolved.list.path.unwrap_or(resolved.new_list);
    let ignored_names = resolve::state_folder().map(|folder| IgnoredNames::new(&folder, &list).names());
    let ignored = ignored_names.filter(|_| !arguments.ignored).unwrap_or_default();
    for suggestion in candidates.suggestions(&gazetteer, |name| ignored.contains(&fold_form(name))) {
        if is_included(&suggestion, arguments) {
            out.write(row(&suggestion, &gazetteer))?;
        }
    }
    out.finish()?;
    if candidates.is_truncated() {
        let _ = writeln!(
            std::io::stderr(),
            "whoswho: incomplete: at most {MAX_SIGHTINGS} capitalised sequences per article and {MAX_NAMES} names are considered"
        );
    }
    Ok(problems)
}

fn is_included(suggestion: &Suggestion, arguments: &SuggestArguments) -> bool {
    let is_kind = match arguments.kind {
        None => true,
        Some(SuggestionKindArgument::New) => suggestion.kind == SuggestionKind::New,
        Some(SuggestionKindArgument::Variant) => suggestion.kind == SuggestionKind::Variant,
    };
    is_kind && suggestion.count >= arguments.min
}

fn row(suggestion: &Suggestion, gazetteer: &Gazetteer) -> Row {
    let variant_of = suggestion.variant_of.and_then(|entry| gazetteer.entry(entry));
    let guess = suggestion.guess.and_then(|guess| gazetteer.kind(guess));
    vec![
        json!(suggestion.surface),
        json!(suggestion.kind.name()),
        json!(variant_of.map(|entry| &entry.name)),
        json!(suggestion.strength.name()),
        json!(suggestion.reason),
        json!(suggestion.count),
        json!(suggestion.articles),
        json!(suggestion.example.sentence),
        json!(guess.map(|kind| &kind.id)),
        json!(variant_of.map(|entry| &entry.id)),
        json!(suggestion.aliases),
        json!(suggestion.example.key.to_string()),
    ]
}
