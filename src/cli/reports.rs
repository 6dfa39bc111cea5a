//! Reads all articles with what they state, for the commands that compare them.

use crate::analysis::facts::{Facts, facts};
use crate::cli::resolve::{self, Resolved};
use crate::cli::source_arguments::{ReadArguments, Sources};
use crate::cli::start_error::StartError;
use crate::intake::{Problem, map_each_matched};
use crate::mention::Matcher;

/// Like [`resolve::resolve`], but copies are read even without `--duplicates`, since a comparison is about them: they are
/// one voice.
///
/// # Errors
/// The same as [`resolve::resolve`].
pub fn resolve_with_copies(sources: &Sources) -> Result<Resolved, StartError> {
    let reading = ReadArguments { duplicates: true, ..sources.reading.clone() };
    resolve::resolve(&Sources { reading, ..sources.clone() })
}

/// Reads all articles, in order, and holds them with what they state.
pub fn read_facts(resolved: &Resolved, matcher: &Matcher) -> (Vec<Facts>, Vec<Problem>) {
    let mut reports = Vec::new();
    let problems = map_each_matched(
        &resolved.paths,
        &resolved.article_reader,
        matcher,
        |article, found| facts(article, found, matcher.gazetteer()),
        |facts| {
            reports.push(facts);
            true
        },
    );
    (reports, problems)
}
