//! Names that are not to be suggested again, list by list.
//!
//! A file of lines in the state folder; each line is one decision, the last about a name stands. A line is appended in one
//! write, so that several readers at once lose nothing, and what a killed program left half-written is passed over.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::read_file;

/// The file's name in the state folder.
const FILE: &str = "refused.jsonl";

/// One decision.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    /// The list's file, whole.
    list: PathBuf,
    /// The name, folded.
    name: String,
    /// False where a refusal was taken back.
    refused: bool,
}

/// The refusals about one list.
#[derive(Clone, Debug)]
pub struct Refusals {
    file: PathBuf,
    list: PathBuf,
}

impl Refusals {
    /// Those about a list, kept in a state folder.
    pub fn of(folder: &Path, list: &Path) -> Self {
        let list = std::path::absolute(list).unwrap_or_else(|_| list.to_owned());
        let list = list.canonicalize().unwrap_or(list);
        Self { file: folder.join(FILE), list }
    }

    /// The names refused, folded. None are where there is no file, or none that can be read.
    pub fn names(&self) -> HashSet<String> {
        let bytes = read_file(&self.file).unwrap_or_default();
        let mut names = HashSet::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
            if line.list != self.list {
                continue;
            }
            if line.refused {
                names.insert(line.name);
            } else {
                names.remove(&line.name);
            }
        }
        names
    }

    /// Keeps a decision.
    ///
    /// # Errors
    /// The system's reason.
    pub fn keep(&self, name: &str, refused: bool) -> io::Result<()> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let line = Line { list: self.list.clone(), name: name.to_owned(), refused };
        // A line that was left half-written before ends here.
        let line = format!("\n{}\n", serde_json::to_string(&line)?);
        OpenOptions::new().create(true).append(true).open(&self.file)?.write_all(line.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_decision_about_a_name_stands_for_its_list_alone() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state/whoswho");
        let (one, other) =
            (Refusals::of(&state, Path::new("a.toml")), Refusals::of(&state, Path::new("b.toml")));
        assert!(one.names().is_empty());
        one.keep("friday", true).unwrap();
        one.keep("gaza", true).unwrap();
        one.keep("friday", false).unwrap();
        other.keep("rome", true).unwrap();
        assert_eq!(one.names(), HashSet::from(["gaza".to_owned()]));
        assert_eq!(other.names(), HashSet::from(["rome".to_owned()]));
        // A program that was killed while it wrote.
        let file = state.join(FILE);
        let half = std::fs::read_to_string(&file).unwrap() + "{\"list\": \"/a.to";
        std::fs::write(&file, half).unwrap();
        one.keep("oslo", true).unwrap();
        assert_eq!(one.names(), HashSet::from(["gaza".to_owned(), "oslo".to_owned()]));
    }
}
