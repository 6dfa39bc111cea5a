//! Finds names to compare articles by if there is no list.

use std::io::Write;
use std::sync::Arc;

use crate::analysis::suggestions::{
    Candidates, MAX_PROVISIONAL, SuggestionKind, find_unlisted_names, provisional_list,
};
use crate::cli::resolve::Resolved;
use crate::intake::map_each_matched;
use crate::mention::Matcher;
use crate::text::plural::counted;

/// Returns the matcher of the list. If no entity is listed, returns a matcher of the names that `suggest` finds, and says
/// so on standard error.
///
/// # Errors
/// If the names cannot be matched.
pub fn matcher(resolved: &Resolved) -> anyhow::Result<Arc<Matcher>> {
    let listed = &resolved.list.matcher;
    if !listed.gazetteer().entries.is_empty() {
        return Ok(Arc::clone(listed));
    }
    let mut candidates = Candidates::new();
    // What cannot be read is reported when the articles are compared.
    map_each_matched(
        &resolved.paths,
        &resolved.article_reader,
        listed,
        |article, found| find_unlisted_names(&article, &found, listed.gazetteer()),
        |names| {
            candidates.add(names);
            true
        },
    );
    let suggestions = candidates.suggestions(listed.gazetteer(), |_| false);
    let new = suggestions.iter().filter(|suggestion| suggestion.kind == SuggestionKind::New).count();
    let which = if new > MAX_PROVISIONAL {
        format!("the first {MAX_PROVISIONAL} of {new} names")
    } else {
        format!("the {}", counted(new, "name", "names"))
    };
    let why = if resolved.list.path.is_none() { "no list" } else { "the list is empty" };
    let _ = writeln!(std::io::stderr(), "whoswho: {why}; comparing {which} that `suggest` finds");
    let list = provisional_list(&suggestions, listed.gazetteer());
    Ok(Arc::new(Matcher::new(Arc::new(list)).map_err(anyhow::Error::msg)?))
}
