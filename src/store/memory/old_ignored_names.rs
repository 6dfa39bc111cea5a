//! The file in which earlier versions kept the ignored names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::limits::MAX_IGNORED_LEN;
use super::names::path_text;
use crate::store::files::read_file;

/// Name of that file in the state folder.
pub const OLD_FILE: &str = "refused.jsonl";

/// One decision in the file; the last one about a name counts.
#[derive(Debug, Deserialize)]
struct Line {
    /// Absolute path of the list's file.
    list: PathBuf,
    /// The folded name.
    name: String,
    /// False if the name is no longer ignored.
    refused: bool,
}

/// Reads the ignored names in the file: for each, the text of the list's path, and the name. Empty if the file is
/// missing or cannot be read. Skips names that are too long to be kept.
pub fn read_old_ignored_names(folder: &Path) -> BTreeSet<(String, String)> {
    let bytes = read_file(&folder.join(OLD_FILE)).unwrap_or_default();
    let mut ignored = BTreeSet::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        // Skips a line that a killed program left half-written.
        let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
        let decision = (path_text(&line.list), line.name);
        if line.refused {
            if decision.1.chars().count() <= usize::from(MAX_IGNORED_LEN) {
                ignored.insert(decision);
            }
        } else {
            ignored.remove(&decision);
        }
    }
    ignored
}
