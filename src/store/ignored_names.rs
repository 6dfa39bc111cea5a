//! Names that are not suggested again, per list. They are rows in the memory's database.
//!
//! Earlier versions kept them as lines in a separate file. These are copied when the memory is created. The old file is
//! left unchanged and, once there is a memory, is no longer read.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::memory::database::{self, Failure, OpenError, OpenMode};
use super::memory::limits::MAX_IGNORED_LEN;
use super::memory::names::path_text;
use super::memory::old_ignored_names::read_old_ignored_names;

/// Maximum number of ignored names of a list. No more are saved, since no more are read.
const MAX_IGNORED: u32 = 100_000;

/// Reads and saves the ignored names of one list.
#[derive(Clone, Debug)]
pub struct IgnoredNames {
    folder: PathBuf,
    list: String,
}

impl IgnoredNames {
    /// Creates access to the ignored names of a list, which are saved in a state folder. Reads no names yet.
    pub fn new(folder: &Path, list: &Path) -> Self {
        let list = std::path::absolute(list).unwrap_or_else(|_| list.to_owned());
        let list = list.canonicalize().unwrap_or(list);
        Self { folder: folder.to_owned(), list: path_text(&list) }
    }

    /// Returns the ignored names, folded. If there is no memory yet, reads the file of earlier versions. Empty if
    /// nothing can be read. Creates no file, and sets no damaged file aside.
    pub fn names(&self) -> HashSet<String> {
        match database::open(&self.folder, OpenMode::Existing) {
            Ok(database) => self.rows(&database.connection).unwrap_or_default(),
            Err(OpenError::Missing) => {
                let ignored = read_old_ignored_names(&self.folder).into_iter();
                ignored.filter(|(list, _)| *list == self.list).map(|(_, name)| name).collect()
            }
            Err(_) => HashSet::new(),
        }
    }

    fn rows(&self, connection: &Connection) -> rusqlite::Result<HashSet<String>> {
        let select = "SELECT name FROM refusal WHERE list = ? AND length(name) <= ? ORDER BY name LIMIT ?";
        let mut select = connection.prepare(select)?;
        // One unreadable row is no reason to suggest all names again.
        let names = select
            .query_map((&self.list, MAX_IGNORED_LEN, MAX_IGNORED), |row| row.get(0))?
            .filter_map(Result::ok);
        Ok(names.collect())
    }

    /// Saves whether a name is ignored. The name must be folded.
    ///
    /// # Errors
    /// Why it was not saved, in one line: the name is too long, the list has too many ignored names, or the file cannot
    /// be written to, is damaged, or was written by a newer version.
    pub fn save(&self, name: &str, is_ignored: bool) -> io::Result<()> {
        // Longer names are skipped when reading. One that an earlier version saved can still be removed.
        if is_ignored && name.chars().count() > usize::from(MAX_IGNORED_LEN) {
            return Err(io::Error::other(format!("the name has more than {MAX_IGNORED_LEN} characters")));
        }
        let opened = database::open(&self.folder, OpenMode::Create);
        let database = opened.map_err(|error| {
            io::Error::other(
                error.message(&self.folder).unwrap_or_else(|| "it cannot be written to".to_owned()),
            )
        })?;
        let change = if is_ignored {
            "INSERT OR IGNORE INTO refusal (list, name) VALUES (?, ?)"
        } else {
            "DELETE FROM refusal WHERE list = ? AND name = ?"
        };
        let failed = |error: rusqlite::Error| io::Error::other(database.message(Failure::classify(&error)));
        if is_ignored && !self.has_room_for(name, &database.connection).map_err(failed)? {
            let message = format!("this list has {MAX_IGNORED} ignored names already");
            return Err(io::Error::other(message));
        }
        let saved = database.connection.execute(change, (&self.list, name));
        tracing::info!(is_ignored, saved = saved.is_ok(), "ignored name saved");
        saved.map(drop).map_err(failed)
    }

    /// True if the list has at most [`MAX_IGNORED`] names once this one is saved, so that all of them are read.
    fn has_room_for(&self, name: &str, connection: &Connection) -> rusqlite::Result<bool> {
        let others = "SELECT count(*) < ? FROM refusal WHERE list = ? AND name <> ? AND length(name) <= ?";
        connection.query_row(others, (MAX_IGNORED, &self.list, name, MAX_IGNORED_LEN), |row| row.get(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::old_ignored_names::OLD_FILE;

    fn set(names: &[&str]) -> HashSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_last_decision_about_a_name_applies_to_its_list_only() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state/whoswho");
        let (first, second) =
            (IgnoredNames::new(&state, Path::new("a.toml")), IgnoredNames::new(&state, Path::new("b.toml")));
        assert!(first.names().is_empty());
        assert!(!state.exists(), "reading creates nothing");
        first.save("friday", true).unwrap();
        first.save("gaza", true).unwrap();
        first.save("friday", false).unwrap();
        first.save("gaza", true).unwrap();
        second.save("rome", true).unwrap();
        assert_eq!(first.names(), set(&["gaza"]));
        assert_eq!(second.names(), set(&["rome"]));
    }

    #[test]
    fn the_old_file_is_copied_once_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let list = std::path::absolute("a.toml").unwrap();
        let line = |name: &str, refused: bool| {
            serde_json::json!({"list": list, "name": name, "refused": refused}).to_string()
        };
        let other = "{\"list\": \"/other.toml\", \"name\": \"rome\", \"refused\": true}";
        let lines = [
            &line("gaza", true),
            "",
            &line("friday", true),
            &line("friday", false),
            other,
            "{\"list\": \"/a.to",
        ];
        let file = folder.path().join(OLD_FILE);
        let before = lines.join("\n");
        std::fs::write(&file, &before).unwrap();

        let ignored_names = IgnoredNames::new(folder.path(), Path::new("a.toml"));
        assert_eq!(ignored_names.names(), set(&["gaza"]), "read where there is no memory yet");
        ignored_names.save("oslo", true).unwrap();
        assert_eq!(ignored_names.names(), set(&["gaza", "oslo"]));
        assert_eq!(IgnoredNames::new(folder.path(), Path::new("/other.toml")).names(), set(&["rome"]));
        ignored_names.save("gaza", false).unwrap();
        assert_eq!(ignored_names.names(), set(&["oslo"]), "not copied again");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    }

    /// Regression: the limit applied only to reading, so a longer name was saved and never found again.
    #[test]
    fn a_name_that_is_saved_is_found_and_a_longer_one_is_not_saved() {
        let folder = tempfile::tempdir().unwrap();
        let ignored_names = IgnoredNames::new(folder.path(), Path::new("a.toml"));
        let longest = "ж".repeat(MAX_IGNORED_LEN.into());
        let too_long = longest.clone() + "ж";
        let list = std::path::absolute("a.toml").unwrap();
        let line = |name: &str| serde_json::json!({"list": list, "name": name, "refused": true});
        let old = format!("{}\n{}\n", line("gaza"), line(&too_long));
        std::fs::write(folder.path().join(OLD_FILE), old).unwrap();
        assert_eq!(ignored_names.names(), set(&["gaza"]));
        ignored_names.save(&longest, true).unwrap();
        let error = ignored_names.save(&too_long, true).unwrap_err().to_string();
        assert_eq!(error, "the name has more than 1024 characters");
        assert_eq!(ignored_names.names(), set(&["gaza", &longest]));
        let database = database::open(folder.path(), OpenMode::Existing).unwrap();
        let count =
            database.connection.query_row("SELECT count(*) FROM refusal", [], |row| row.get::<_, u32>(0));
        assert_eq!(count, Ok(2), "nothing is saved that is not found");
        ignored_names.save(&too_long, false).unwrap();
    }

    /// Regression: the limit applied only to reading, so names saved beyond it could hide any of the others.
    #[test]
    fn no_name_is_saved_beyond_those_that_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let ignored_names = IgnoredNames::new(folder.path(), Path::new("a.toml"));
        ignored_names.save("zagreb", true).unwrap();
        let database = database::open(folder.path(), OpenMode::Existing).unwrap();
        let fill = "WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
            INSERT INTO refusal SELECT ?, 'name ' || n FROM number";
        database.connection.execute(fill, (MAX_IGNORED, &ignored_names.list)).unwrap();
        let names = ignored_names.names();
        assert!(names.len() == MAX_IGNORED as usize && names.contains("zagreb"));
        let error = ignored_names.save("zurich", true).unwrap_err().to_string();
        assert_eq!(error, "this list has 100000 ignored names already");
        ignored_names.save("zagreb", true).unwrap();
        IgnoredNames::new(folder.path(), Path::new("b.toml")).save("zurich", true).unwrap();
        ignored_names.save("name 7", false).unwrap();
        ignored_names.save("zurich", true).unwrap();
        assert!(ignored_names.names().contains("zurich"));
    }

    #[test]
    fn a_decision_that_cannot_be_saved_says_why() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("memory.sqlite"),
            "not a database, but long enough to be looked at",
        )
        .unwrap();
        let ignored_names = IgnoredNames::new(folder.path(), Path::new("a.toml"));
        assert!(ignored_names.names().is_empty());
        let error = ignored_names.save("gaza", true).unwrap_err().to_string();
        assert!(error.contains("memory.sqlite is damaged"), "{error}");
        let inside = IgnoredNames::new(&folder.path().join("memory.sqlite/x"), Path::new("a.toml"));
        assert!(inside.names().is_empty());
        inside.save("gaza", true).unwrap_err();
    }
}
