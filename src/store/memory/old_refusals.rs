//! The file in which earlier versions kept the names that are not to be suggested again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::names::path_text;
use crate::store::files::read_file;

/// The earlier file's name in the state folder.
pub const OLD_FILE: &str = "refused.jsonl";

/// One decision in the earlier file; the last about a name stands.
#[derive(Debug, Deserialize)]
struct Line {
    /// The list's file, whole.
    list: PathBuf,
    /// The name, folded.
    name: String,
    /// False where a refusal was taken back.
    refused: bool,
}

/// The refusals in the earlier file: the text of the list's path, and the name. None where there is no such file.
pub fn of_old_file(folder: &Path) -> BTreeSet<(String, String)> {
    let bytes = read_file(&folder.join(OLD_FILE)).unwrap_or_default();
    let mut refused = BTreeSet::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        // What a killed program left half-written is passed over.
        let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
        let decision = (path_text(&line.list), line.name);
        if line.refused {
            refused.insert(decision);
        } else {
            refused.remove(&decision);
        }
    }
    refused
}
