//! What the names of paths alone say of them.

use std::path::Path;

use crate::store;

/// Stands for standard input among paths.
pub(super) const STANDARD_INPUT: &str = "-";

/// Whether a path is standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// The file that holds a list; it is no article.
pub(super) const LIST_FILE: &str = "entities.toml";

/// Whether a file below a folder may be an article: what a reader collects is no report, and nor is the list.
pub fn may_be_article(path: &Path) -> bool {
    !store::is_notes(path) && path.file_name().is_none_or(|name| name != LIST_FILE)
}
