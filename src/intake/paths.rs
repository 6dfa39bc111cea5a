//! Classifies paths without reading their files.

use std::path::Path;

use crate::store;

/// Name of the list's file, which is not an article, unless the user names it as one.
pub(super) const LIST_FILE: &str = "entities.toml";

/// True if a file below a folder may be an article: the user's notes, the list and the log are not.
pub fn may_be_article(path: &Path) -> bool {
    !store::is_notes(path)
        && path.file_name().is_none_or(|name| name != LIST_FILE)
        && !store::log::is_log(path)
}
